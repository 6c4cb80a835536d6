// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/kernel/machine.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace smc::testlab {

/// Where a kubelet puts the volume of a pod.
inline const QByteArray podVolume =
    "/var/lib/kubelet/pods/b7530cc0/volumes/abcdesktop~cifs/flexvol-cifs-homedir-alex";

inline QByteArray quoted(QByteArray text)
{
    return '\'' + text.replace('\'', "'\\''") + '\'';
}

inline QJsonValue base64(const QByteArray &text)
{
    return QString::fromLatin1(text.toBase64());
}

inline QByteArray json(const QJsonObject &call)
{
    return QJsonDocument(call).toJson(QJsonDocument::Compact);
}

/// The driver's command line, for the machine's shell.
inline QByteArray driverCommand(const QByteArrayList &arguments)
{
    QByteArray line = quoted(SMC_BINARY_DIR "/bin/cifs");
    for (const QByteArray &argument : arguments)
        line += ' ' + quoted(argument);
    return line;
}

/// The driver's answer, when it keeps the contract: one line of JSON and nothing else anywhere, 0 for Success
/// alone.
struct DriverAnswer
{
    QString status; ///< "broken: …" where it does not
    QString message;
    QJsonObject whole;
};
inline DriverAnswer answerOf(const CommandResult &result)
{
    QJsonParseError error{};
    const QJsonObject whole = QJsonDocument::fromJson(result.output, &error).object();
    const QString status = whole[u"status"].toString();
    const bool kept = error.error == QJsonParseError::NoError && result.output.count('\n') == 1 &&
                      result.output.endsWith('\n') && result.errors.isEmpty() &&
                      result.exitCode == (status == u"Success" ? 0 : 1);
    return {.status = kept ? status
                           : u"broken: exit %1, output %2, errors %3"_s.arg(QString::number(result.exitCode),
                                                                            QString::fromUtf8(result.output),
                                                                            QString::fromUtf8(result.errors)),
            .message = whole[u"message"].toString(),
            .whole = whole};
}

} // namespace smc::testlab
