// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/sheet_ask.h"

#include <QDialogButtonBox>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

SheetAsk::SheetAsk(Context &context, const model::Form &form, const QString &title, const QString &about,
                   const wire::Record &place, std::function<void(const QJsonObject &values)> answered)
    : FormWindow(context, form, context.window())
    , m_answered(std::move(answered))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"ask_"_s + form.name);
    setWindowTitle(title);
    setHeading(title, about);
    auto *go = buttons()->addButton(title, QDialogButtonBox::AcceptRole);
    go->setObjectName(u"ask_ok"_s);
    go->setDefault(true);
    buttons()->addButton(QDialogButtonBox::Cancel);
    connect(buttons(), &QDialogButtonBox::accepted, this, &SheetAsk::accept);
    connect(buttons(), &QDialogButtonBox::rejected, this, &SheetAsk::reject);
    for (auto *one : editors()) {
        one->setCreating();
        one->load(place);
        if (!one->field().defaultValue.isEmpty())
            one->edit({one->field().defaultValue});
    }
    showRows();
    // A page scrolls, and by itself asks for no more than one row.
    constexpr int rowHeight = 64; // with its hint
    resize(640, minimumSizeHint().height() + rowHeight * int(editors().size()));
    if (!pages().isEmpty() && !pages().first()->rows().isEmpty())
        pages().first()->rows().first()->takeFocus();
}

void SheetAsk::accept()
{
    clearErrors();
    if (const auto wrong = verifyAll(); !wrong.isEmpty())
        return showErrors(wrong);
    QJsonObject values;
    for (const auto *one : editors()) {
        if (one->isThere() && !one->values().isEmpty())
            values.insert(one->name(), one->values().constFirst());
    }
    m_answered(values);
    QDialog::accept();
}

} // namespace smc::render
