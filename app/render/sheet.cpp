// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet.h"

#include "app/render/context.h"
#include "app/render/sheet_ask.h"
#include "app/render/sheet_create.h"
#include "app/render/sheet_window.h"

#include <QApplication>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

const model::Form *formNamed(Context &context, const QString &formName)
{
    const auto *form = context.descriptors().form(formName);
    if (!form) {
        Error error;
        error.code = ErrorCode::NotFound;
        error.message =
            QApplication::translate("smc::render::SheetWindow", "There is no form named %1.").arg(formName);
        error.hint =
            QApplication::translate("smc::render::SheetWindow", "Look at the descriptors of the service.");
        context.say(QApplication::translate("smc::render::SheetWindow", "Opening the properties"), error);
    }
    return form;
}

} // namespace

void openSheet(Context &context, const QString &formName, const QString &resource, const QString &id)
{
    const auto windows = QApplication::topLevelWidgets();
    for (auto *window : windows) {
        auto *sheet = qobject_cast<SheetWindow *>(window);
        if (sheet && &sheet->context() == &context && sheet->shows(resource, id)) {
            if (sheet->isMinimized())
                sheet->showNormal();
            sheet->show();
            sheet->raise();
            sheet->activateWindow();
            return;
        }
    }
    if (const auto *form = formNamed(context, formName))
        (new SheetWindow(context, *form, resource, id))->show();
}

void openCreate(Context &context, const QString &formName, const QString &parentDn,
                std::function<void(const QString &dn)> created)
{
    if (const auto *form = formNamed(context, formName))
        (new SheetCreate(context, *form, parentDn, std::move(created)))->show();
}

void openAsk(Context &context, const QString &formName, const QString &title, const QString &about,
             const wire::Record &place, std::function<void(const QJsonObject &values)> answered)
{
    if (const auto *form = formNamed(context, formName))
        (new SheetAsk(context, *form, title, about, place, std::move(answered)))->show();
}

} // namespace smc::render
