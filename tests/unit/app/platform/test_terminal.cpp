// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/terminal.h"

#include <QTest>

#include <array>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace smc;

/// What is seen and typed at a terminal.
class TestTerminal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPasswordIsNotShown();
    void anEndOfInputIsNoPassword();

private:
    struct Session
    {
        QByteArray seen;     ///< on the screen, whole
        QByteArray password; ///< what readPassword() gave
        bool echoes = false; ///< the terminal, afterwards
    };
    static Session typeWhenAsked(const QByteArray &keys);
};

TestTerminal::Session TestTerminal::typeWhenAsked(const QByteArray &keys)
{
    Session session;
    std::array<int, 2> answer{-1, -1};
    if (::pipe(answer.data()) != 0)
        qFatal("no pipe");
    int screen = -1;
    const pid_t person = ::forkpty(&screen, nullptr, nullptr, nullptr);
    if (person == 0) {
        const QByteArray typed = platform::readPassword(u"Password: "_s);
        const bool written = ::write(answer[1], typed.constData(), typed.size()) == typed.size();
        ::_exit(written ? 0 : 1);
    }
    ::close(answer[1]);
    std::array<char, 256> buffer{};
    bool asked = false;
    for (ssize_t size = 0; (size = ::read(screen, buffer.data(), buffer.size())) > 0;) {
        session.seen.append(buffer.data(), size);
        if (!asked && session.seen.endsWith("Password: "))
            asked = ::write(screen, keys.constData(), keys.size()) == keys.size();
    }
    for (ssize_t size = 0; (size = ::read(answer[0], buffer.data(), buffer.size())) > 0;)
        session.password.append(buffer.data(), size);
    ::waitpid(person, nullptr, 0);
    termios settings{};
    session.echoes = ::tcgetattr(screen, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    ::close(screen);
    ::close(answer[0]);
    return session;
}

void TestTerminal::aPasswordIsNotShown()
{
    const Session session = typeWhenAsked("s3crét\n");
    QCOMPARE(session.password, QByteArray("s3crét"));
    QCOMPARE(session.seen, QByteArray("Password: \r\n"));
    QVERIFY(session.echoes);
}

void TestTerminal::anEndOfInputIsNoPassword()
{
    const Session session = typeWhenAsked("\x04"); // Ctrl+D
    QCOMPARE(session.password, QByteArray());
    QCOMPARE(session.seen, QByteArray("Password: \r\n"));
    QVERIFY(session.echoes);
}

QTEST_APPLESS_MAIN(TestTerminal)
#include "test_terminal.moc"
