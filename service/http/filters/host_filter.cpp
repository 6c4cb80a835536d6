// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/filters/host_filter.h"

namespace smc::http {

using namespace Qt::Literals::StringLiterals;

QString hostName(const QByteArray &host)
{
    QByteArray name = host;
    if (name.startsWith('[')) {
        // Through QHostAddress, so that every spelling of an IPv6 address is the same one.
        const QString inner = QString::fromLatin1(name.mid(1, name.indexOf(']') - 1));
        const QHostAddress address(inner);
        return address.isNull() ? inner.toLower() : address.toString();
    }
    if (const qsizetype colon = name.indexOf(':'); colon >= 0)
        name.truncate(colon);
    if (name.endsWith('.'))
        name.chop(1);
    return QString::fromLatin1(name).toLower();
}

HostFilter::HostFilter(const QStringList &names)
{
    setNames(names);
}

void HostFilter::setNames(const QStringList &names)
{
    auto set = std::make_shared<QSet<QString>>();
    for (const QString &name : names) {
        const QHostAddress address(name);
        set->insert(address.isNull() ? name.toLower() : address.toString());
    }
    const std::scoped_lock lock(m_mutex);
    m_names = std::move(set);
}

std::optional<Reply> HostFilter::before(Request &request, const Route *)
{
    std::shared_ptr<const QSet<QString>> names;
    {
        const std::scoped_lock lock(m_mutex);
        names = m_names;
    }
    const QByteArray host = request.headers.value("Host");
    if (host.isEmpty() || names->isEmpty()) // HTTP/1.0 may leave it out; no browser does
        return std::nullopt;
    const QString name = hostName(host);
    if (names->contains(name))
        return std::nullopt;
    return Reply::problem(Error{.code = ErrorCode::Invalid,
                                .message = u"This service is not called %1."_s.arg(name),
                                .hint = u"Use one of its own names, or add this one to [global] names."_s},
                          421);
}

} // namespace smc::http
