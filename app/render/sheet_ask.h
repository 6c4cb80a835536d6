// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/form_window.h"

#include <QJsonObject>

namespace smc::render {

/// What an action asks for before it is carried out: the fields of a form, of which nothing is read and
/// nothing sent here; see openAsk() in sheet.h.
class SheetAsk : public FormWindow
{
    Q_OBJECT
public:
    SheetAsk(Context &context, const model::Form &form, const QString &title, const QString &about,
             const wire::Record &place, std::function<void(const QJsonObject &values)> answered);

    void accept() override;

private:
    std::function<void(const QJsonObject &values)> m_answered;
};

} // namespace smc::render
