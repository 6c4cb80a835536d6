// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QSslCertificate>
#include <QUrl>

namespace smc::session {

/// Shows a certificate that no authority of the system vouches for, with its fingerprint, and asks whether to
/// trust it: not, once, or always. Opened with open(); objectName "certificateDialog".
class CertificateDialog : public QDialog
{
    Q_OBJECT
public:
    CertificateDialog(const QUrl &service, const QSslCertificate &certificate, const QStringList &reasons,
                      QWidget *parent);

Q_SIGNALS:
    void trusted(bool always);
};

/// The same for a service whose trusted certificate was replaced by another: it says so loudly and cannot be
/// passed. objectName "changedCertificateDialog".
class ChangedCertificateDialog : public QDialog
{
    Q_OBJECT
public:
    ChangedCertificateDialog(const QUrl &service, const QSslCertificate &known, const QSslCertificate &now,
                             QWidget *parent);

Q_SIGNALS:
    void forgotten(); ///< the person took the old one out of the trusted ones
};

} // namespace smc::session
