// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/effective_access.h"

#include "app/models/access_list.h"
#include "app/models/records.h"
#include "app/render/context.h"
#include "app/render/editor_style.h"
#include "shared/wire/paths.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QTreeWidget>
#include <QUrlQuery>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

class EffectiveAccess : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(smc::render::EffectiveAccess)
public:
    EffectiveAccess(Context &context, QWidget *parent, const wire::Record &share, const QString &path,
                    const wire::Record &person)
        : QDialog(parent)
        , m_words(new QLabel)
        , m_list(new QTreeWidget)
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setObjectName(u"effective_access"_s);
        const QString place = share.text("name") + (path == u"/" ? QString() : path);
        setWindowTitle(tr("%1 in %2").arg(models::nameOf(person), place));
        resize(560, 480);
        m_words->setObjectName(u"effective_words"_s);
        m_words->setWordWrap(true);
        m_words->setTextFormat(Qt::PlainText);
        m_words->setText(tr("Asking…"));
        m_list->setObjectName(u"effective_rights"_s);
        m_list->setAccessibleName(tr("Rights"));
        m_list->setHeaderLabels({tr("Right"), tr("In all"), tr("By the share"), tr("By the folder")});
        m_list->setRootIsDecorated(false);
        m_list->setUniformRowHeights(true);
        m_list->setAlternatingRowColors(true);
        m_list->header()->resizeSection(0, 220);
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(16, 16, 16, 16);
        layout->setSpacing(8);
        layout->addWidget(m_words);
        layout->addWidget(m_list, 1);
        layout->addWidget(buttons);
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
        QUrlQuery query;
        wire::addQuery(query, u"user"_s, person.text("sAMAccountName"));
        wire::addQuery(query, u"path"_s, path);
        context.source().get(
            wire::restPath(models::resourceOf(share), models::idOf(share), u"access"_s), query, this,
            [this, name = models::nameOf(person), place](const Result<data::Answer> &answer) {
                if (answer)
                    return show(answer->json(), name, place);
                m_words->setPalette(statePalette(palette(), Severity::Fault));
                m_words->setText(answer.error().hint.isEmpty()
                                     ? answer.error().message
                                     : answer.error().message + u' ' + answer.error().hint);
            });
    }

private:
    using QDialog::show;
    void show(const QJsonValue &answer, const QString &name, const QString &place)
    {
        const auto maskOf = [&answer](const QString &by) {
            return answer[by][u"mask"].toString().toUInt(nullptr, 0);
        };
        const quint32 all = maskOf(u"effective"_s);
        const quint32 byShare = maskOf(u"byShare"_s);
        const quint32 byFolder = maskOf(u"byFolder"_s);
        QStringList words{tr("%1 in %2: %3. The share gives: %4; the folder: %5.")
                              .arg(name, place, models::accessText(all), models::accessText(byShare),
                                   models::accessText(byFolder))};
        if (answer[u"readOnly"].toBool())
            words << tr("The share is read-only for everybody.");
        QStringList reasons;
        for (const QJsonValue entry : answer[u"byFolder"][u"entries"].toArray())
            reasons << models::AccessEntry::fromJson(entry.toObject()).account();
        if (!reasons.isEmpty())
            words << tr("Entries of the folder that count: %1.").arg(reasons.join(u", "_s));
        m_words->setText(words.join(u' '));
        for (const models::AccessRight &right : models::accessRights()) {
            auto *item = new QTreeWidgetItem(m_list, {models::accessRightLabel(right)});
            const quint32 masks[] = {all, byShare, byFolder};
            for (int i = 0; i < 3; ++i)
                item->setText(i + 1, (masks[i] & right.mask) != 0 ? tr("✓ yes") : tr("– no"));
        }
    }

    QLabel *m_words;
    QTreeWidget *m_list;
};

} // namespace

void openEffectiveAccess(Context &context, QWidget *parent, const wire::Record &share, const QString &path,
                         const wire::Record &person)
{
    (new EffectiveAccess(context, parent->window(), share, path, person))->open();
}

} // namespace smc::render
