// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/client.h"

#include "app/session/sign_in_window.h"
#include "app/shell/main_window.h"
#include "app/shell/status_line.h"
#include "app/shell/workspace.h"

#include <QJsonObject>

#include <utility>

namespace smc::shell {

using namespace Qt::Literals::StringLiterals;

Client::Client(const session::Options &options, render::Dialogs *dialogs)
    : m_options(options)
    , m_dialogs(dialogs ? *dialogs : m_ownDialogs)
{
    connect(&m_source, &data::RemoteDataSource::sessionLost, this, &Client::sessionLost);
}

Client::~Client() = default;

void Client::start()
{
    showSignIn();
}

void Client::showSignIn()
{
    m_signIn = std::make_unique<session::SignInWindow>(m_source, m_options);
    connect(m_signIn.get(), &session::SignInWindow::signedIn, this, &Client::signedIn);
    connect(m_signIn.get(), &session::SignInWindow::keychainFailed, this, &Client::keychainFailed);
    connect(m_signIn.get(), &QDialog::rejected, this, &Client::done);
    m_signIn->show();
}

void Client::signedIn()
{
    const render::Person person = personFromSession(m_source.session());
    if (m_window) {
        // Somebody else has other rights and may see other descriptors: then a new window.
        if (m_window->context().person().dn == person.dn) {
            m_signIn->hide();
            m_window->setPerson(person);
            m_window->context().announce(u"identity/objects"_s);
            return;
        }
        m_window.reset();
    }
    m_source.get(u"/rest/descriptors"_s, {}, this, [this](const Result<data::Answer> &answer) {
        if (answer)
            openWindow(answer->json());
        else
            m_signIn->askAgain(answer.error().toString());
    });
}

void Client::openWindow(const QJsonValue &descriptors)
{
    m_window = std::make_unique<MainWindow>(m_source, model::descriptorsFromJson(descriptors.toObject()),
                                            personFromSession(m_source.session()), m_dialogs);
    connect(m_window.get(), &MainWindow::signOutAsked, this, &Client::signOut);
    m_window->setAttribute(Qt::WA_DeleteOnClose, false);
    m_window->show();
    m_signIn->hide();
    if (const auto untold = std::exchange(m_untold, nullptr))
        untold();
}

void Client::keychainFailed(const QString &doing, const Error &error)
{
    const auto tell = [this, doing, error] { m_window->context().say(doing, error); };
    if (m_window)
        tell();
    else
        m_untold = tell;
}

void Client::sessionLost(const QString &reason)
{
    if (m_window && m_signIn && !m_signIn->isVisible())
        m_signIn->askAgain(reason);
}

void Client::signOut()
{
    m_source.signOut(this, [this](const Result<data::Answer> &) {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_options.signIn = false;
        m_options.password.clear();
        showSignIn();
    });
}

} // namespace smc::shell
