// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/setup/request.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace smc::setup {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isHostName(const QString &name)
{
    static const QRegularExpression form(
        u"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

Error wrong(const QString &field, const QString &message, const QString &hint = {})
{
    return Error{.code = ErrorCode::Invalid, .message = message, .hint = hint, .field = field};
}

} // namespace

std::optional<Kind> kindNamed(const QString &word)
{
    const std::array names{std::pair{"provision"_L1, Kind::Provision}, std::pair{"member"_L1, Kind::Member},
                           std::pair{"dc"_L1, Kind::Dc}, std::pair{"promote"_L1, Kind::Promote}};
    for (const auto &[name, kind] : names) {
        if (word == name)
            return kind;
    }
    return std::nullopt;
}

Result<Request> checked(Request request)
{
    if (!isHostName(request.realm)) {
        return wrong(u"realm"_s, u"\"%1\" is no realm."_s.arg(request.realm.left(100)),
                     u"It is the DNS name of the domain, of two parts or more: AD.EXAMPLE.ORG."_s);
    }
    request.realm = request.realm.toUpper();
    if (request.domain.isEmpty() && request.kind == Kind::Provision)
        request.domain = request.realm.section(u'.', 0, 0).left(15);
    request.domain = request.domain.toUpper();
    if (!request.domain.isEmpty() && !matches(request.domain, u"[A-Z0-9]([A-Z0-9_-]{0,13}[A-Z0-9])?"_s)) {
        return wrong(u"domain"_s, u"\"%1\" is no NetBIOS name of a domain."_s.arg(request.domain.left(100)),
                     u"It has at most 15 letters, digits and hyphens."_s);
    }
    if (!request.server.isEmpty() && !isHostName(request.server)) {
        return wrong(u"server"_s,
                     u"\"%1\" is no host name of a domain controller."_s.arg(request.server.left(100)),
                     u"Give its full name: dc1.ad.example.org."_s);
    }
    if (!request.site.isEmpty() && !matches(request.site, u"[\\w][\\w .-]{0,62}"_s))
        return wrong(u"site"_s, u"\"%1\" is no name of a site."_s.arg(request.site.left(100)));
    if (!request.unit.isEmpty() && !matches(request.unit, u"(?i)(OU|CN)=[^\\p{Cc}]{1,1000}"_s))
        return wrong(u"unit"_s, u"\"%1\" is no DN of a unit."_s.arg(request.unit.left(100)));
    // A % would begin a password, which everybody could see among the processes.
    if (joins(request.kind) && !matches(request.user, u"[^-\\p{Cc}%/][^\\p{Cc}%/]{0,255}"_s)) {
        return wrong(u"user"_s, u"\"%1\" is no account name."_s.arg(request.user.left(100)),
                     u"Its password is asked for, or read from --password-file."_s);
    }
    if (!matches(request.dnsBackend, u"SAMBA_INTERNAL|BIND9_DLZ|NONE"_s)) {
        return wrong(u"dns-backend"_s, u"\"%1\" is no DNS back end."_s.arg(request.dnsBackend.left(100)),
                     u"There are SAMBA_INTERNAL, BIND9_DLZ and NONE."_s);
    }
    if (!request.forwarder.isEmpty() && QHostAddress(request.forwarder).isNull()) {
        return wrong(u"forwarder"_s, u"\"%1\" is no address."_s.arg(request.forwarder.left(100)),
                     u"Give the address of a name server, not its name."_s);
    }
    return request;
}

} // namespace smc::setup
