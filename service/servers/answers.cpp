// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/servers/answers.h"

#include <QDeadlineTimer>
#include <QTcpSocket>
#include <QUuid>

#include <array>

namespace smc::servers {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint16 smbPort = 445;
constexpr int patience = 10'000;
constexpr auto protocolId = "\xfeSMB";
constexpr std::array dialects{0x0202, 0x0210, 0x0300, 0x0302}; ///< 3.1.1 would want more words

/// Little endian.
void append(QByteArray &bytes, quint64 number, int size)
{
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(number >> (8 * i) & 0xff));
}

/// NEGOTIATE, behind the length that stands before each message on TCP ([MS-SMB2] 2.1).
QByteArray negotiate()
{
    QByteArray message(protocolId, 4);
    append(message, 64, 2);            // size of the header
    message.append(QByteArray(8, 0));  // credit charge, status, command: NEGOTIATE is 0
    append(message, 1, 2);             // credits asked for
    message.append(QByteArray(48, 0)); // flags … signature
    append(message, 36, 2);            // size of the body
    append(message, dialects.size(), 2);
    append(message, 1, 2);            // signing is possible
    message.append(QByteArray(6, 0)); // capabilities
    message.append(QUuid::createUuid().toRfc4122());
    message.append(QByteArray(8, 0));
    for (const int dialect : dialects)
        append(message, static_cast<quint64>(dialect), 2);
    QByteArray length(1, 0);
    for (const int shift : {16, 8, 0})
        length.append(static_cast<char>(message.size() >> shift & 0xff));
    return length + message;
}

} // namespace

Result<void> answersAnew(const QString &host)
{
    const QDeadlineTimer end(patience);
    const auto left = [&end] { return static_cast<int>(end.remainingTime()); };
    QTcpSocket socket;
    socket.connectToHost(host, smbPort);
    QByteArray answer;
    if (socket.waitForConnected(left())) {
        socket.write(negotiate());
        while (answer.size() < 8 && socket.waitForReadyRead(left()))
            answer += socket.readAll();
    }
    if (answer.mid(4, 4) == QByteArray(protocolId, 4))
        return {};
    return Error{.code = ErrorCode::Unreachable,
                 .message = u"%1 takes up no new connections."_s.arg(host),
                 .native = socket.errorString(),
                 .retryable = true};
}

} // namespace smc::servers
