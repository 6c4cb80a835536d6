// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/terminal.h"

#ifdef Q_OS_WIN
#include <conio.h>
#include <cstdio>
#include <io.h>
#include <windows.h>
#else
#include <QFile>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#endif

namespace smc::platform {

#ifdef Q_OS_WIN

bool isTerminal(int descriptor)
{
    return _isatty(descriptor) != 0;
}

int terminalWidth()
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return 0;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

QByteArray readPassword(const QString &prompt)
{
    if (!isTerminal(0))
        return {};
    (void)std::fputs(qPrintable(prompt), stderr);
    QString typed;
    for (wint_t key = _getwch(); key != L'\r' && key != L'\n'; key = _getwch()) {
        if (key == L'\b')
            typed.chop(1);
        else
            typed += QChar(static_cast<char16_t>(key));
    }
    (void)std::fputs("\n", stderr);
    return typed.toUtf8();
}

#else

bool isTerminal(int descriptor)
{
    return isatty(descriptor) == 1;
}

int terminalWidth()
{
    winsize size{};
    if (!isTerminal(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

QByteArray readPassword(const QString &prompt)
{
    // The terminal itself, so that stdin may be a file.
    QFile terminal(QStringLiteral("/dev/tty"));
    if (!terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) // no copy of it stays in a buffer
        return {};
    termios shown{};
    tcgetattr(terminal.handle(), &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(terminal.handle(), TCSAFLUSH, &hidden);
    terminal.write(prompt.toLocal8Bit());
    QByteArray typed;
    for (char c = 0; terminal.read(&c, 1) == 1 && c != '\n';)
        typed += c;
    tcsetattr(terminal.handle(), TCSAFLUSH, &shown);
    terminal.write("\n");
    return typed;
}

#endif

} // namespace smc::platform
