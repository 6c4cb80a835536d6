// SPDX-License-Identifier: GPL-3.0-or-later
//
// Quotas by Samba's own smbcquotas: no public library of Samba's carries them.
#include "service/rpc/worker/calls.h"
#include "service/rpc/worker/tool.h"

#include <QRegularExpression>

#include <limits>

namespace smc::rpc {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto noLimit = std::numeric_limits<quint64>::max(); // SMB_NTQUOTAS_NO_LIMIT

Error noQuotas(const QString &host, const QString &share)
{
    return Error{.code = ErrorCode::Unsupported,
                 .message = u"%1 has no quotas for the file system below %2."_s.arg(host, share),
                 .hint = u"They are switched on where that file system is mounted."_s};
}

/// Why smbcquotas did nothing; nothing where it did. Not offered at all it takes for no failure.
std::optional<Error> failure(const ToolRun &run, const QString &host, const QString &share)
{
    if (run.output.contains("Quotas are not supported by the server"))
        return noQuotas(host, share);
    if (run.code == 0)
        return std::nullopt;
    Error error = failureOf(run, host);
    const auto status = statusOf(run);
    if (status && NT_STATUS_EQUAL(*status, NT_STATUS_NO_MORE_ENTRIES)) {
        error.code = ErrorCode::NotFound;
        error.message = u"%1 has no quota for this account."_s.arg(host);
    } else if (run.output.contains("Quotas are not enabled on this share")) {
        if (error.code != ErrorCode::Denied && !error.retryable)
            return noQuotas(host, share);
        if (error.code == ErrorCode::Denied) {
            error.message = u"%1 denies to look at the quotas of %2."_s.arg(host, share);
            error.hint =
                u"Windows shows them to its administrators, Samba to root only: sign in as an account "
                u"that its \"username map\" makes root there (with \"min domain uid = 0\")."_s;
        }
    }
    return error;
}

Result<QString> smbcquotas(const Server &server, const QString &share, const QByteArray &what, int seconds)
{
    auto run =
        runTool("smbcquotas", server, share, {.options = {"--numeric", what}, .operands = {}}, seconds);
    if (!run)
        return run.error();
    if (auto failed = failure(*run, server.host(), share))
        return *std::move(failed);
    return QString::fromUtf8(run->output);
}

/// Samba says 0 where there is none, Windows all ones.
std::optional<quint64> limitFrom(const QString &text)
{
    const quint64 number = text.toULongLong();
    if (number == 0 || number > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    return number;
}

/// "S-1-5-21-…-1104:    5120/     999424/    1999872", one line each.
QList<Quota> peopleFrom(const QString &output)
{
    static const QRegularExpression line(u"^(S-1-[0-9-]+)\\s*:\\s*(\\d+)/\\s*(\\d+)/\\s*(\\d+)$"_s,
                                         QRegularExpression::MultilineOption);
    QList<Quota> people;
    for (auto found = line.globalMatch(output); found.hasNext();) {
        const QRegularExpressionMatch one = found.next();
        people.append({.sid = one.captured(1),
                       .used = one.captured(2).toULongLong(),
                       .soft = limitFrom(one.captured(3)),
                       .hard = limitFrom(one.captured(4))});
    }
    return people;
}

/// What stands behind "Default Soft Limit:", "Deny Disk:" … on its line.
QString wordAfter(const QString &output, const QString &label)
{
    const QRegularExpression line(u"^\\s*"_s + QRegularExpression::escape(label) + u":\\s*(\\S+)$"_s,
                                  QRegularExpression::MultilineOption);
    return line.match(output).captured(1);
}

Quotas defaultsFrom(const QString &output)
{
    const auto isOn = [&output](const QString &label) { return wordAfter(output, label) == u"On"; };
    return {.standard = {.sid = {},
                         .used = 0,
                         .soft = limitFrom(wordAfter(output, u"Default Soft Limit"_s)),
                         .hard = limitFrom(wordAfter(output, u"Default Hard Limit"_s))},
            .tracked = isOn(u"Quotas Enabled"_s),
            .enforced = isOn(u"Deny Disk"_s),
            .logsSoft = isOn(u"Log Soft Limit"_s),
            .logsHard = isOn(u"Log Hard Limit"_s),
            .people = {}};
}

/// The one that there is.
Result<Quota> onlyOne(const QString &output)
{
    const QList<Quota> people = peopleFrom(output);
    if (people.size() == 1)
        return people.first();
    return Error{.code = ErrorCode::Internal, .message = u"smbcquotas does not say what it should."_s};
}

} // namespace

Result<Quotas> carryOut(Server &server, const QuotaList &call, int seconds)
{
    auto defaults = smbcquotas(server, call.share, "--fs", seconds);
    if (!defaults)
        return defaults.error();
    Quotas quotas = defaultsFrom(*defaults);
    if (quotas.tracked && !call.withPeople)
        return quotas;
    auto list = smbcquotas(server, call.share, "--list", seconds);
    if (!list)
        return list.error();
    quotas.people = peopleFrom(*list);
    // Samba answers without quotas as if there were some, with nothing in them.
    if (!quotas.tracked && quotas.people.isEmpty())
        return noQuotas(server.host(), call.share);
    return quotas;
}

Result<Quota> carryOut(Server &server, const QuotaGet &call, int seconds)
{
    auto output = smbcquotas(server, call.share, "--quota-user=" + call.sid.toUtf8(), seconds);
    return output ? onlyOne(*output) : output.error();
}

Result<Quota> carryOut(Server &server, const QuotaSet &call, int seconds)
{
    const QByteArray limits = QByteArray::number(call.soft.value_or(noLimit)) + '/' +
                              QByteArray::number(call.hard.value_or(noLimit));
    const QByteArray what = call.sid.isEmpty() ? QByteArray("FSQLIM:" + limits)
                                               : QByteArray("UQLIM:" + call.sid.toUtf8() + ':' + limits);
    auto output = smbcquotas(server, call.share, "--set=" + what, seconds);
    if (!output)
        return output.error();
    return call.sid.isEmpty() ? defaultsFrom(*output).standard : onlyOne(*output);
}

} // namespace smc::rpc
