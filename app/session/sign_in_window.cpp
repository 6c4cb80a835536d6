// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/sign_in_window.h"

#include "app/models/icons.h"
#include "app/session/certificate_dialog.h"
#include "app/session/keychain.h"
#include "app/session/trust.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QThreadPool>
#include <QVBoxLayout>

namespace smc::session {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int recentServices = 8;
constexpr auto stoppedTyping = std::chrono::milliseconds(600);

} // namespace

SignInWindow::SignInWindow(data::RemoteDataSource &source, const Options &options, QWidget *parent)
    : QDialog(parent)
    , m_source(source)
    , m_options(options)
{
    build();
    readRecent();
    if (!options.url.isEmpty())
        m_service->setEditText(options.url);
    if (!options.realm.isEmpty())
        m_realm->setEditText(options.realm);
    if (!options.user.isEmpty())
        m_user->setText(options.user);
    if (!options.password.isEmpty())
        m_password->setText(options.password);
    readKept();
    m_source.setTicketSource(&platform::negotiateToken);
    connect(&m_source, &data::RemoteDataSource::untrustedCertificate, this,
            &SignInWindow::certificateInDoubt);
    m_typing.setSingleShot(true);
    m_typing.setInterval(stoppedTyping);
    connect(&m_typing, &QTimer::timeout, this, &SignInWindow::connectToService);
    if (m_service->currentText().isEmpty())
        m_service->setFocus();
    else if (m_user->text().isEmpty())
        m_user->setFocus();
    else
        m_password->setFocus();
    lookForTicket();
    if (options.signIn)
        QTimer::singleShot(0, this, &SignInWindow::signIn);
    else if (!m_service->currentText().isEmpty())
        QTimer::singleShot(0, this, &SignInWindow::connectToService);
}

SignInWindow::~SignInWindow() = default;

void SignInWindow::build()
{
    setObjectName(u"signInWindow"_s);
    setWindowTitle(tr("Sign in"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 24, 32, 24);
    layout->setSpacing(8);

    auto *title = new QLabel(tr("Samba Management Console"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    title->setFont(large);
    layout->addWidget(title);
    auto *subtitle = new QLabel(tr("Sign in with an account of the domain."), this);
    subtitle->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(subtitle);
    layout->addSpacing(16);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(12);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_service = new QComboBox(this);
    m_service->setObjectName(u"service"_s);
    m_service->setEditable(true);
    m_service->setInsertPolicy(QComboBox::NoInsert);
    m_service->setMinimumWidth(320);
    m_service->lineEdit()->setPlaceholderText(u"https://smc.lab.example:8443"_s);
    m_service->setAccessibleName(tr("Service"));
    m_realm = new QComboBox(this);
    m_realm->setObjectName(u"realm"_s);
    m_realm->setEditable(true);
    m_realm->setInsertPolicy(QComboBox::NoInsert);
    m_realm->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_service->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_realm->lineEdit()->setPlaceholderText(tr("the service's only one"));
    m_realm->setAccessibleName(tr("Realm"));
    m_user = new QLineEdit(this);
    m_user->setObjectName(u"user"_s);
    m_user->setPlaceholderText(tr("alice, alice@lab.example or LAB\\alice"));
    m_user->setAccessibleName(tr("User"));
    m_password = new QLineEdit(this);
    m_password->setObjectName(u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    m_keep = new QCheckBox(tr("&Keep the password in the system's key chain"), this);
    m_keep->setObjectName(u"keepPassword"_s);
    m_keep->setVisible(keychain::isOffered());
    form->addRow(tr("&Service:"), m_service);
    form->addRow(tr("&Realm:"), m_realm);
    form->addRow(tr("&User:"), m_user);
    form->addRow(tr("&Password:"), m_password);
    form->addRow(QString(), m_keep);
    layout->addLayout(form);

    m_error = new QLabel(this);
    m_error->setObjectName(u"signInError"_s);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_error->setMinimumHeight(m_error->fontMetrics().lineSpacing() * 3);
    m_error->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addSpacing(8);
    layout->addWidget(m_error);
    m_busy = new QProgressBar(this);
    m_busy->setObjectName(u"signInBusy"_s);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(kept);
    m_busy->hide();
    layout->addWidget(m_busy);
    layout->addStretch();

    m_ticketState = new QLabel(this);
    m_ticketState->setObjectName(u"ticketState"_s);
    m_ticketState->setForegroundRole(QPalette::PlaceholderText);
    m_ticketState->setWordWrap(true);
    m_ticketState->hide();
    layout->addWidget(m_ticketState);
    auto *row = new QHBoxLayout;
    m_ticket = new QPushButton(this);
    m_ticket->setObjectName(u"useTicket"_s);
    m_ticket->setAutoDefault(false);
    m_ticket->hide();
    row->addWidget(m_ticket);
    row->addStretch();
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"cancelSignIn"_s);
    cancel->setAutoDefault(false);
    m_signIn = new QPushButton(tr("Sign &in"), this);
    m_signIn->setObjectName(u"signIn"_s);
    m_signIn->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_signIn);
    layout->addLayout(row);

    connect(m_signIn, &QPushButton::clicked, this, &SignInWindow::signIn);
    connect(m_ticket, &QPushButton::clicked, this, &SignInWindow::signInByTicket);
    connect(cancel, &QPushButton::clicked, this, [this] {
        // The first click withdraws a request, the next closes.
        if (!m_call) {
            reject();
            return;
        }
        m_call->cancel();
        setBusy(false);
        say(tr("Cancelled."), {}, false);
    });
    connect(m_service->lineEdit(), &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(m_service, &QComboBox::activated, this, &SignInWindow::useRecent);
}

void SignInWindow::readRecent()
{
    QSettings settings;
    const int count = settings.beginReadArray(u"recent"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        m_service->addItem(
            settings.value(u"url"_s).toString(),
            QStringList{settings.value(u"realm"_s).toString(), settings.value(u"user"_s).toString()});
    }
    settings.endArray();
    m_service->setCurrentIndex(-1);
    if (count > 0 && m_options.url.isEmpty()) {
        m_service->setCurrentIndex(0);
        const QStringList kept = m_service->itemData(0).toStringList();
        m_realm->setEditText(kept.value(0));
        m_user->setText(kept.value(1));
    }
}

void SignInWindow::useRecent(int index)
{
    const QStringList kept = m_service->itemData(index).toStringList();
    m_realm->setEditText(kept.value(0));
    m_user->setText(kept.value(1));
    m_password->clear();
    m_keep->setChecked(false);
    connectToService();
    readKept();
}

void SignInWindow::readKept()
{
    if (typedUrl().host().isEmpty() || m_user->text().isEmpty() || !m_password->text().isEmpty())
        return;
    const QString key = keychainKey();
    keychain::read(key, this, [this, key](const Result<QString> &password) {
        // Who keeps nothing need not hear that there is no key chain; who wonders finds it here.
        const bool silent = !password && password.error().code != ErrorCode::NotFound;
        m_keep->setToolTip(silent ? password.error().toString() : QString());
        if (!password || key != keychainKey() || !m_password->text().isEmpty())
            return; // another account or password was typed meanwhile
        m_password->setText(*password);
        m_keep->setChecked(true);
        m_keptKey = key;
    });
}

void SignInWindow::remember()
{
    struct Recent
    {
        QString url, realm, user;
    };
    QList<Recent> all{{typedUrl().toString(), m_realm->currentText(), m_user->text()}};
    for (int i = 0; i < m_service->count() && all.size() < recentServices; ++i) {
        const QStringList kept = m_service->itemData(i).toStringList();
        if (m_service->itemText(i) != all.constFirst().url)
            all.append({m_service->itemText(i), kept.value(0), kept.value(1)});
    }
    QSettings settings;
    settings.beginWriteArray(u"recent"_s, int(all.size()));
    for (int i = 0; i < int(all.size()); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(u"url"_s, all.at(i).url);
        settings.setValue(u"realm"_s, all.at(i).realm);
        settings.setValue(u"user"_s, all.at(i).user);
    }
    settings.endArray();
}

QUrl SignInWindow::typedUrl() const
{
    QString text = m_service->currentText().trimmed();
    if (!text.contains(u"://"_s))
        text.prepend(u"https://"_s);
    QUrl url(text, QUrl::StrictMode);
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    return url;
}

QString SignInWindow::keychainKey() const
{
    const QUrl url = typedUrl();
    return u"%1/%2/%3"_s.arg(u"%1:%2"_s.arg(url.host()).arg(url.port(443)), m_realm->currentText(),
                             m_user->text());
}

void SignInWindow::connectToService()
{
    m_typing.stop();
    const QUrl url = typedUrl();
    if (m_service->currentText().trimmed().isEmpty() || !url.isValid() || url.host().isEmpty())
        return;
    if (m_source.url() != url) {
        m_serviceTakesTickets = false;
        showTicket();
        m_source.setUrl(url);
        m_source.pinCertificate(trustedCertificate(url));
    }
    if (!m_options.caFile.isEmpty() && !m_caAdded) {
        const auto added = m_source.addCaFile(m_options.caFile);
        if (!added) {
            showError(added.error());
            return;
        }
        m_caAdded = true;
    }
    m_again = [this] { connectToService(); };
    m_quiet = false;
    say({}, {}, false);
    m_source.get(u"/auth/realms"_s, {}, this, [this](const Result<data::Answer> &answer) {
        if (answer)
            takeRealms(answer->json());
        else if (!m_quiet && !m_call)
            showError(answer.error());
    });
}

void SignInWindow::takeRealms(const QJsonValue &json)
{
    const QString typed = m_realm->currentText();
    m_realm->clear();
    bool kerberos = false;
    const QJsonArray realms = json["realms"_L1].toArray();
    for (const QJsonValue realm : realms) {
        m_realm->addItem(realm["name"_L1].toString());
        kerberos = kerberos || realm["kerberos"_L1].toBool();
    }
    if (!typed.isEmpty())
        m_realm->setEditText(typed);
    else
        m_realm->setCurrentIndex(m_realm->count() > 0 ? 0 : -1);
    m_serviceTakesTickets = kerberos;
    showTicket();
    if (typed.isEmpty())
        readKept(); // it is kept under the realm's name
}

void SignInWindow::lookForTicket()
{
    // A credential cache may live in a daemon that answers late.
    QPointer<SignInWindow> self(this);
    QThreadPool::globalInstance()->start([self] {
        const platform::Ticket found = platform::ticket();
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, found] {
                if (!self)
                    return;
                self->m_found = found;
                self->showTicket();
            },
            Qt::QueuedConnection);
    });
}

void SignInWindow::showTicket()
{
    using State = platform::Ticket::State;
    const bool offered = m_serviceTakesTickets && m_found.state != State::Unavailable;
    const bool valid = m_found.state == State::Valid;
    m_ticket->setText(valid ? tr("Sign in as %1").arg(m_found.owner) : tr("Sign in with &Kerberos"));
    m_ticket->setToolTip(tr("With your Kerberos ticket, without a password."));
    m_ticket->setEnabled(valid && m_signIn->isEnabled());
    m_ticket->setVisible(offered);
    m_ticketState->setText(m_found.state == State::Expired
                               ? tr("The Kerberos ticket has expired: kinit gets a new one.")
                               : tr("There is no Kerberos ticket: kinit gets one."));
    m_ticketState->setVisible(offered && !valid);
    m_ticket->setAccessibleDescription(valid ? m_ticket->toolTip() : m_ticketState->text());
}

void SignInWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    // Back from the terminal, where there may be a ticket now.
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        lookForTicket();
}

void SignInWindow::signIn()
{
    if (m_service->currentText().trimmed().isEmpty() || typedUrl().host().isEmpty()) {
        say(tr("Which service? Its address looks like https://smc.lab.example:8443."), {}, true);
        m_service->setFocus();
        return;
    }
    if (m_user->text().isEmpty()) {
        say(tr("Who is signing in?"), {}, true);
        m_user->setFocus();
        return;
    }
    m_typing.stop();
    if (m_source.url() != typedUrl() || m_source.url().isEmpty())
        connectToService();
    m_again = [this] { signIn(); };
    m_quiet = false;
    setBusy(true);
    m_call = m_source.signIn(m_realm->currentText(), m_user->text(), m_password->text(), this,
                             [this](const Result<data::Answer> &answer) {
                                 if (answer)
                                     keepPassword();
                                 finish(answer);
                             });
}

void SignInWindow::signInByTicket()
{
    m_again = [this] { signInByTicket(); };
    m_quiet = false;
    setBusy(true);
    m_call =
        m_source.signInByTicket(m_realm->currentText(), this, [this](const Result<data::Answer> &answer) {
            if (!answer)
                lookForTicket(); // it may have expired while the window stood
            finish(answer);
        });
}

void SignInWindow::finish(const Result<data::Answer> &answer)
{
    m_call.clear();
    setBusy(false);
    if (!answer) {
        if (!m_quiet)
            showError(answer.error());
        return;
    }
    remember();
    m_password->clear();
    m_options.password.clear();
    Q_EMIT signedIn();
}

void SignInWindow::keepPassword()
{
    const QString key = keychainKey();
    if (m_keep->isChecked()) {
        keychain::write(key, m_password->text(), this, [this, key](const Result<void> &kept) {
            if (kept)
                m_keptKey = key;
            else
                Q_EMIT keychainFailed(tr("Keeping the password"), kept.error());
        });
        return;
    }
    keychain::remove(key, this, [this, key](const Result<void> &removed) {
        // A key chain that does not answer is of no concern to who has never kept anything in it.
        if (!removed && key == m_keptKey)
            Q_EMIT keychainFailed(tr("Removing the password from the key chain"), removed.error());
    });
}

void SignInWindow::askAgain(const QString &reason)
{
    m_options.signIn = false;
    say(tr("The session has ended."), reason, false);
    readKept();
    m_password->setFocus();
    show();
    raise();
    activateWindow();
}

void SignInWindow::showError(const Error &error)
{
    say(error.message, error.hint, true);
    m_error->setToolTip(error.toString());
    if (error.code == ErrorCode::Unauthenticated) {
        m_password->selectAll();
        m_password->setFocus();
    }
}

void SignInWindow::say(const QString &text, const QString &hint, bool fault)
{
    QString shown = text;
    if (!hint.isEmpty())
        shown += (shown.isEmpty() ? QString() : u" "_s) + hint;
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, fault ? models::toneColor(models::Tone::Fault)
                                                 : this->palette().color(QPalette::WindowText));
    m_error->setPalette(palette);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setText(shown);
    m_error->setToolTip({});
    m_error->setAccessibleName(shown);
}

void SignInWindow::setBusy(bool busy)
{
    for (QWidget *widget : {static_cast<QWidget *>(m_service), static_cast<QWidget *>(m_realm),
                            static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_password),
                            static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_signIn)})
        widget->setEnabled(!busy);
    showTicket();
    m_busy->setVisible(busy);
    if (busy)
        say({}, {}, false);
}

void SignInWindow::certificateInDoubt(const QList<QSslCertificate> &chain, const QStringList &reasons,
                                      bool changed)
{
    m_quiet = true;
    if (m_asking || chain.isEmpty() || !isVisible())
        return;
    m_asking = true;
    const QUrl url = m_source.url();
    const QSslCertificate &leaf = chain.constFirst();
    QDialog *dialog = nullptr;
    const QSslCertificate known = trustedCertificate(url);
    if (changed || (!known.isNull() && known != leaf)) {
        say(tr("The service shows another certificate than the one that you trusted. The sign-in was "
               "refused."),
            {}, true);
        auto *loud = new ChangedCertificateDialog(url, known, leaf, this);
        connect(loud, &ChangedCertificateDialog::forgotten, this, [this, url] {
            forgetTrust(url);
            m_source.pinCertificate(QSslCertificate());
            say(tr("The old certificate is forgotten. Sign in again to see the new one."), {}, false);
        });
        dialog = loud;
    } else {
        say(tr("The service's certificate is not trusted."), {}, true);
        auto *question = new CertificateDialog(url, leaf, reasons, this);
        connect(question, &CertificateDialog::trusted, this, [this, url, leaf](bool always) {
            if (always)
                trustAlways(url, leaf);
            m_source.pinCertificate(leaf);
            m_quiet = false;
            say({}, {}, false);
            // After the request that failed has said so.
            QTimer::singleShot(0, this, [this] {
                if (m_again)
                    m_again();
            });
        });
        dialog = question;
    }
    connect(dialog, &QDialog::finished, this, [this] { m_asking = false; });
    dialog->open();
}

} // namespace smc::session
