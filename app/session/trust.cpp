// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/trust.h"

#include <QCryptographicHash>
#include <QSettings>

namespace smc::session {

using namespace Qt::Literals::StringLiterals;

namespace {

QString trustKey(const QUrl &service)
{
    return u"trust/%1_%2"_s.arg(service.host().toLower()).arg(service.port(443));
}

} // namespace

QSslCertificate trustedCertificate(const QUrl &service)
{
    return QSslCertificate(QSettings().value(trustKey(service)).toByteArray(), QSsl::Pem);
}

void trustAlways(const QUrl &service, const QSslCertificate &certificate)
{
    QSettings().setValue(trustKey(service), certificate.toPem());
}

void forgetTrust(const QUrl &service)
{
    QSettings().remove(trustKey(service));
}

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':')).toUpper();
}

} // namespace smc::session
