// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_preview.h"

#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QApplication>
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

/// "–" for what is not set.
QString valueOf(const QJsonValue &values)
{
    QStringList texts;
    for (const QJsonValue value : values.toArray())
        texts << value.toString();
    return texts.isEmpty() ? u"–"_s : texts.join(u"; "_s);
}

} // namespace

QPointer<data::Call> askPreview(Context &context, const Changes &changes, QObject *owner,
                                std::function<void(const Result<QJsonObject> &)> done)
{
    QUrlQuery query;
    wire::addQuery(query, u"dry-run"_s, u"1"_s);
    return context.source().send(
        "PUT", wire::restPath(changes.resource, changes.id), query, bodyOf(changes.attributes), owner,
        [done = std::move(done)](const Result<data::Answer> &answer) {
            done(answer ? Result<QJsonObject>(answer->json().toObject()) : answer.error());
        },
        changes.etag);
}

void showPreview(const QJsonObject &answer, const QString &place, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"preview"_s);
    dialog->setWindowTitle(QApplication::translate("smc::render::SheetPreview", "What would change"));
    dialog->resize(640, 320);
    auto *list = new QTreeWidget;
    list->setObjectName(u"preview_list"_s);
    list->setAccessibleName(dialog->windowTitle());
    list->setHeaderLabels({QApplication::translate("smc::render::SheetPreview", "Name"),
                           QApplication::translate("smc::render::SheetPreview", "Before"),
                           QApplication::translate("smc::render::SheetPreview", "After")});
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->header()->resizeSection(0, 200);
    list->header()->resizeSection(1, 190);
    for (const QJsonValue change : answer[u"changes"].toArray()) {
        for (const QJsonValue attribute : change[u"attributes"].toArray()) {
            auto *item = new QTreeWidgetItem(list);
            item->setText(0, attribute[u"name"].toString());
            item->setText(1, valueOf(attribute[u"before"]));
            item->setText(2, valueOf(attribute[u"after"]));
            for (int column = 0; column < 3; ++column)
                item->setToolTip(column, item->text(column));
        }
    }
    const bool nothing = list->topLevelItemCount() == 0;
    QString text =
        nothing ? QApplication::translate("smc::render::SheetPreview", "Nothing: it says the same already.")
                : QApplication::translate("smc::render::SheetPreview",
                                          "This would be written. Nothing is changed yet.");
    if (!nothing && place == "file"_L1)
        text += u' ' + QApplication::translate("smc::render::SheetPreview",
                                               "Samba's testparm tries it when it is applied.");
    auto *words = new QLabel(text);
    words->setObjectName(u"preview_words"_s);
    words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(words);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    dialog->open();
}

} // namespace smc::render
