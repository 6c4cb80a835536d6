// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/certificate_dialog.h"

#include "app/models/icons.h"
#include "app/session/trust.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace smc::session {

using namespace Qt::Literals::StringLiterals;

namespace {

QLabel *certificateValue(const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel *fingerprintLabel(const QSslCertificate &certificate, const QString &name, QWidget *parent)
{
    // Two halves, so that eyes keep their place while comparing.
    const QString print = fingerprint(certificate);
    auto *label = certificateValue(print.left(47) + u'\n' + print.mid(48), name, parent);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setAccessibleName(CertificateDialog::tr("Fingerprint %1").arg(print));
    return label;
}

QString subjectText(const QSslCertificate &certificate)
{
    const QString name = certificate.subjectInfo(QSslCertificate::CommonName).join(u", "_s);
    return name.isEmpty() ? certificate.subjectDisplayName() : name;
}

} // namespace

CertificateDialog::CertificateDialog(const QUrl &service, const QSslCertificate &certificate,
                                     const QStringList &reasons, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(tr("Unknown certificate"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    auto *text =
        new QLabel(tr("<b>%1</b> shows a certificate that this computer has no reason to trust. Compare the "
                      "fingerprint with the one that smcd printed at its first start.")
                       .arg(service.host().toHtmlEscaped()),
                   this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("SHA-256:"), fingerprintLabel(certificate, u"certificateFingerprint"_s, this));
    form->addRow(tr("Made for:"), certificateValue(subjectText(certificate), u"certificateSubject"_s, this));
    form->addRow(tr("Made by:"),
                 certificateValue(certificate.issuerDisplayName(), u"certificateIssuer"_s, this));
    form->addRow(
        tr("Valid until:"),
        certificateValue(QLocale().toString(certificate.expiryDate().toLocalTime(), QLocale::ShortFormat),
                         u"certificateExpiry"_s, this));
    form->addRow(tr("Doubt:"), certificateValue(reasons.join(u'\n'), u"certificateReasons"_s, this));
    layout->addLayout(form);
    auto *buttons = new QDialogButtonBox(this);
    auto *always = buttons->addButton(tr("Trust &always"), QDialogButtonBox::AcceptRole);
    auto *once = buttons->addButton(tr("Trust &once"), QDialogButtonBox::AcceptRole);
    auto *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    always->setObjectName(u"trustAlways"_s);
    once->setObjectName(u"trustOnce"_s);
    cancel->setObjectName(u"trustNot"_s);
    // Return means no: a button that has the focus must not become the default one.
    for (auto *button : {always, once})
        button->setAutoDefault(false);
    cancel->setDefault(true);
    cancel->setFocus();
    layout->addWidget(buttons);
    connect(always, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT trusted(true);
    });
    connect(once, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT trusted(false);
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    setAttribute(Qt::WA_DeleteOnClose);
}

ChangedCertificateDialog::ChangedCertificateDialog(const QUrl &service, const QSslCertificate &known,
                                                   const QSslCertificate &now, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"changedCertificateDialog"_s);
    setWindowTitle(tr("The certificate has changed"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    auto *title = new QLabel(tr("%1 is not what it was.").arg(service.host()), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    title->setFont(large);
    title->setStyleSheet(u"color: "_s + models::toneColor(models::Tone::Fault).name());
    layout->addWidget(title);
    auto *text = new QLabel(
        tr("It shows another certificate than the one that you trusted. Somebody may be between you "
           "and the service and read your password, so the sign-in is refused. Ask whoever runs "
           "the service whether its certificate was renewed."),
        this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("Trusted:"), fingerprintLabel(known, u"knownFingerprint"_s, this));
    form->addRow(tr("Shown now:"), fingerprintLabel(now, u"shownFingerprint"_s, this));
    layout->addLayout(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *forget = buttons->addButton(tr("&Forget the trusted one"), QDialogButtonBox::DestructiveRole);
    forget->setObjectName(u"forgetTrust"_s);
    forget->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(forget, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT forgotten();
    });
    setAttribute(Qt::WA_DeleteOnClose);
}

} // namespace smc::session
