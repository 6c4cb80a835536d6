// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_path.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/folder_dialog.h"
#include "shared/wire/paths.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

PathEditor::PathEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_box(new QWidget)
    , m_edit(new QLineEdit)
    , m_browse(new QPushButton(tr("Browse…")))
{
    dress(m_edit);
    dress(m_browse, u"_browse"_s);
    m_browse->setAutoDefault(false);
    m_browse->setToolTip(tr("Folders of what the server shares already"));
    auto *layout = new QHBoxLayout(m_box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_browse);
    connect(m_edit, &QLineEdit::textChanged, this, &PathEditor::emitEdited);
    connect(m_browse, &QPushButton::clicked, this, &PathEditor::browse);
}

QWidget *PathEditor::widget()
{
    return m_box;
}

QWidget *PathEditor::focusTarget()
{
    return m_edit;
}

QStringList PathEditor::values() const
{
    const QString text = m_edit->text().trimmed();
    return text.isEmpty() ? QStringList() : QStringList(text);
}

void PathEditor::show(const QStringList &values)
{
    m_edit->setText(values.value(0));
    m_edit->setCursorPosition(0);
}

void PathEditor::showReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    m_browse->setVisible(!readOnly);
}

void PathEditor::browse()
{
    const QString server = sibling(u"server"_s);
    if (server.isEmpty())
        return context().say(Severity::Note, tr("Say first on which server."));
    QUrlQuery query;
    wire::addQuery(query, u"server"_s, server);
    wire::addQuery(query, u"filter"_s, u"kind:folder"_s);
    wire::addQuery(query, u"fields"_s, u"name,path,server,id"_s);
    m_browse->setEnabled(false);
    context().source().get(wire::restPath(u"shares/shares"_s), query, this,
                           [this](const Result<data::Answer> &answer) {
                               m_browse->setEnabled(true);
                               if (answer)
                                   offer(models::listFromJson(answer->json()));
                               else
                                   context().say(tr("Looking for folders"), answer.error());
                           });
}

void PathEditor::offer(const wire::RecordList &shares)
{
    FolderRequest request;
    request.title = tr("Folders of %1").arg(sibling(u"server"_s));
    for (const wire::Record &share : shares.items) {
        const QString path = share.text("path");
        if (path.startsWith(u'/') && !path.contains(u'%'))
            request.roots << FolderRoot{.label = tr("%1 (share %2)").arg(path, share.text("name")),
                                        .resource = u"shares/shares"_s,
                                        .id = models::idOf(share),
                                        .prefix = path.endsWith(u'/') ? path.chopped(1) : path};
    }
    if (request.roots.isEmpty())
        return context().say(Severity::Note,
                             tr("The server shares no folder yet in which one could look. Type the path."));
    openFolderDialog(context(), m_box, request, [this](const QString &path) { edit({path}); });
}

} // namespace smc::render
