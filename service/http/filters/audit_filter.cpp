// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/audit_filter.h"

#include "service/access/session.h"
#include "service/http/filters/role_filter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype targetAtMost = 2000;

QByteArray escaped(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || c == '\\' || c == '"') {
            out += "\\x";
            out += QByteArray::number(byte, 16).rightJustified(2, '0');
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

QByteArray auditJson(const AuditRecord &record)
{
    QJsonObject line{
        {u"time"_s, record.time.toString(Qt::ISODateWithMs)},
        {u"id"_s, static_cast<qint64>(record.id)},
        {u"who"_s, record.who},
        {u"from"_s, record.from},
        {u"method"_s, QString::fromLatin1(record.method)},
        {u"target"_s, QString::fromUtf8(record.target)},
        {u"status"_s, record.status},
        {u"ms"_s, record.milliseconds},
    };
    if (!record.role.isEmpty())
        line.insert(u"role"_s, record.role);
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

QByteArray auditText(const AuditRecord &record)
{
    return "id=" + QByteArray::number(record.id) + " who=\"" + escaped(record.who.toUtf8()) +
           "\" from=" + record.from.toLatin1() + " \"" + escaped(record.method) + ' ' +
           escaped(record.target) + "\" " + QByteArray::number(record.status) + ' ' +
           QByteArray::number(record.milliseconds, 'f', 1) + "ms";
}

AuditFilter::AuditFilter(Sink sink)
    : m_sink(std::move(sink))
{}

std::optional<Reply> AuditFilter::before(Request &, const Route *)
{
    return std::nullopt;
}

void AuditFilter::after(const Request &request, const Route *, Reply &reply)
{
    AuditRecord record;
    record.time = QDateTime::currentDateTimeUtc();
    record.id = request.id;
    record.who = u"-"_s;
    if (request.session) {
        const access::Principal &who = request.session->principal();
        record.who = who.account + u'@' + who.realm;
        record.role = access::roleName(who.role);
    } else if (!reply.account.isEmpty()) {
        record.who = reply.account;
    }
    record.from = request.peer.toString();
    record.method = methodOnTheWire(request);
    record.target = request.target.left(targetAtMost);
    record.status = reply.status;
    const auto took = std::chrono::steady_clock::now() - request.received;
    record.milliseconds =
        static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()) / 1000.0;
    record.change = isUnsafe(request.method);
    m_sink(record);
}

} // namespace smc::http
