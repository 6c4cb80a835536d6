// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QString>
#include <QUrl>

/// Which certificates a person trusts "always", by service, in the client's settings. A certificate is kept
/// whole: it is pinned on the next start, and one that differs is a change.
namespace smc::session {

[[nodiscard]] QSslCertificate trustedCertificate(const QUrl &service);
void trustAlways(const QUrl &service, const QSslCertificate &certificate);
void forgetTrust(const QUrl &service);

/// SHA-256 as people read it aloud: "3A:F1:…", the form that smcd prints at its first start.
[[nodiscard]] QString fingerprint(const QSslCertificate &certificate);

} // namespace smc::session
