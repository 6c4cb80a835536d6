// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/data/remote_data_source.h"
#include "app/session/options.h"
#include "app/shell/dialogs.h"

#include <QObject>

#include <functional>
#include <memory>

namespace smc::session {
class SignInWindow;
}

namespace smc::shell {

class MainWindow;

/// The client from its start to its end: sign in, read the descriptors, the main window, sign in again when
/// the session ends (what is shown stays), sign out. GUI thread.
class Client : public QObject
{
    Q_OBJECT
public:
    /// `dialogs` must outlive it; null: the boxes that a person sees.
    explicit Client(const session::Options &options, render::Dialogs *dialogs = nullptr);
    ~Client() override;

    void start();
    [[nodiscard]] session::SignInWindow *signInWindow() const { return m_signIn.get(); }
    [[nodiscard]] MainWindow *mainWindow() const { return m_window.get(); }
    [[nodiscard]] data::RemoteDataSource &source() { return m_source; }

Q_SIGNALS:
    /// The last window is closed.
    void done();

private:
    void showSignIn();
    void signedIn();
    void openWindow(const QJsonValue &descriptors);
    void sessionLost(const QString &reason);
    void signOut();
    void keychainFailed(const QString &doing, const Error &error);

    session::Options m_options;
    MessageDialogs m_ownDialogs;
    render::Dialogs &m_dialogs;
    data::RemoteDataSource m_source;
    std::unique_ptr<session::SignInWindow> m_signIn;
    std::unique_ptr<MainWindow> m_window;
    std::function<void()> m_untold; ///< what the next main window says first
};

} // namespace smc::shell
