// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/lab.h"
#include "tests/lab/smcd.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

namespace smc::testlab {

/// smcctl as a person at a shell calls it: signed in by SMC_USER and SMC_PASSWORD, with a folder of its own
/// for what it keeps.
class Smcctl
{
public:
    struct Called
    {
        int status = -1; ///< -1: it crashed, or did not end within a minute
        QString output;
        QString errors;
    };

    Smcctl(const Lab &lab, const Smcd &smcd)
        : m_lab(lab)
        , m_smcd(smcd)
    {}
    [[nodiscard]] static QString program()
    {
        return QFileInfo(Smcd::program()).dir().filePath(QStringLiteral("smcctl"));
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString sessionFile() const
    {
        return m_folder.filePath(QStringLiteral("smcctl/sessions.json"));
    }
    /// `environment` is laid over; an empty value removes a variable.
    [[nodiscard]] Called call(const QStringList &arguments, const QByteArray &input = {},
                              const QMap<QString, QString> &environment = {}) const
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        const QMap<QString, QString> own{
            {QStringLiteral("SMC_URL"), m_smcd.url().toString()},
            {QStringLiteral("SMC_CA"), m_smcd.caFile()},
            {QStringLiteral("SMC_REALM"), m_lab.realm()},
            {QStringLiteral("SMC_USER"), m_lab.admin()},
            {QStringLiteral("SMC_PASSWORD"), m_lab.password()},
            {QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path()},
            {QStringLiteral("KRB5CCNAME"),
             QStringLiteral("FILE:") + m_folder.filePath(QStringLiteral("none"))},
            {QStringLiteral("LSAN_OPTIONS"),
             QStringLiteral("print_suppressions=0:suppressions=" SMC_SOURCE_DIR
                            "/tests/integration/lsan.supp")}};
        for (const auto &set : {own, environment}) {
            for (auto it = set.constBegin(); it != set.constEnd(); ++it) {
                if (it.value().isEmpty())
                    variables.remove(it.key());
                else
                    variables.insert(it.key(), it.value());
            }
        }
        QProcess process;
        process.setProcessEnvironment(variables);
        process.start(program(), arguments);
        process.write(input);
        process.closeWriteChannel();
        Called called;
        if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit)
            called.status = process.exitCode();
        called.output = QString::fromUtf8(process.readAllStandardOutput());
        called.errors = QString::fromUtf8(process.readAllStandardError());
        return called;
    }

private:
    const Lab &m_lab;
    const Smcd &m_smcd;
    QTemporaryDir m_folder;
};

} // namespace smc::testlab
