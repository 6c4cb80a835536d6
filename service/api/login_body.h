// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/result.h"
#include "shared/core/secret.h"

#include <QByteArray>
#include <QString>

namespace smc::api {

/// The body of POST /auth/login.
struct LoginBody
{
    QString realm;
    QString user;
    Secret password;
    bool token = false;
};

/// Reads it without leaving the password in memory that nobody wipes, as a general JSON parser would.
/// Members that are not known are skipped. Errors: Invalid.
[[nodiscard]] Result<LoginBody> readLoginBody(const QByteArray &json);

} // namespace smc::api
