// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/platform/kerberos.h"
#include "app/session/options.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace smc::session {

/// Where a person says which service, which realm and who. Everything that goes wrong stands in the window
/// itself, with the way out. Where the service offers Kerberos, so does the window: a ticket signs in with
/// one click, without one the button is off and a line beside it says why. objectNames: signInWindow,
/// service, realm, user, password, keepPassword, signIn, useTicket, ticketState, signInError.
class SignInWindow : public QDialog
{
    Q_OBJECT
public:
    SignInWindow(data::RemoteDataSource &source, const Options &options, QWidget *parent = nullptr);
    ~SignInWindow() override;

    /// As if the button was clicked.
    void signIn();
    /// After a session that ended: the window again, with why, and only the password to type.
    void askAgain(const QString &reason);

Q_SIGNALS:
    void signedIn();
    /// After signedIn(): the password was not kept, or is kept against the person's wish.
    void keychainFailed(const QString &doing, const Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void readRecent();
    void readKept();
    void remember();
    void useRecent(int index);
    void connectToService();
    void takeRealms(const QJsonValue &json);
    void lookForTicket();
    void showTicket();
    void keepPassword();
    void signInByTicket();
    void finish(const Result<data::Answer> &answer);
    void showError(const Error &error);
    void say(const QString &text, const QString &hint, bool fault);
    void setBusy(bool busy);
    void certificateInDoubt(const QList<QSslCertificate> &chain, const QStringList &reasons, bool changed);
    [[nodiscard]] QUrl typedUrl() const;
    [[nodiscard]] QString keychainKey() const;

    data::RemoteDataSource &m_source;
    Options m_options;
    QComboBox *m_service = nullptr;
    QComboBox *m_realm = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_keep = nullptr;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_ticket = nullptr;
    QLabel *m_ticketState = nullptr;
    QLabel *m_error = nullptr;
    QProgressBar *m_busy = nullptr;
    QTimer m_typing; ///< asks the service for its realms once the person stops typing
    QPointer<data::Call> m_call;
    std::function<void()> m_again; ///< what to do once a certificate is trusted
    platform::Ticket m_found;      ///< the person's ticket when it was last looked for
    QString m_keptKey;             ///< under which the key chain holds a password, as far as is known
    bool m_serviceTakesTickets = false;
    bool m_caAdded = false;
    bool m_asking = false; ///< a certificate dialog is open
    bool m_quiet = false;  ///< the certificate's words stand already; the request's own error says less
};

} // namespace smc::session
