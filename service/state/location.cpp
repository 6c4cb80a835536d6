// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/state/location.h"

#include <QHostAddress>
#include <QMap>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace smc::state {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of libpq's, those that are for people to set: the others would take smcd's own out of its hands.
const QStringList &knownOptions()
{
    static const QStringList names{u"host"_s,
                                   u"hostaddr"_s,
                                   u"port"_s,
                                   u"service"_s,
                                   u"passfile"_s,
                                   u"connect_timeout"_s,
                                   u"sslmode"_s,
                                   u"sslrootcert"_s,
                                   u"sslcert"_s,
                                   u"sslkey"_s,
                                   u"sslcrl"_s,
                                   u"sslcrldir"_s,
                                   u"sslsni"_s,
                                   u"sslcompression"_s,
                                   u"ssl_min_protocol_version"_s,
                                   u"gssencmode"_s,
                                   u"krbsrvname"_s,
                                   u"ssl_max_protocol_version"_s,
                                   u"keepalives"_s,
                                   u"keepalives_idle"_s,
                                   u"keepalives_interval"_s,
                                   u"channel_binding"_s,
                                   u"keepalives_count"_s,
                                   u"tcp_user_timeout"_s,
                                   u"application_name"_s,
                                   u"target_session_attrs"_s};
    return names;
}

Error wrong(const QString &message, const QString &hint = {})
{
    return {.code = ErrorCode::Invalid, .message = message, .hint = hint};
}

bool isLoopback(const QString &hosts)
{
    const QStringList all = hosts.split(u',');
    return std::all_of(all.begin(), all.end(), [](const QString &host) {
        return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
    });
}

QString quoted(QString value)
{
    return u'\'' + value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

} // namespace

QString PostgreSqlAddress::toString() const
{
    const QString where = host.isEmpty() ? u"its usual place"_s : host;
    return u"%1 at %2"_s.arg(database.isEmpty() ? u"PostgreSQL"_s : database,
                             port > 0 ? u"%1:%2"_s.arg(where).arg(port) : where);
}

Result<PostgreSqlAddress> postgreSqlAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"postgresql" && url.scheme() != u"postgres")) {
        return wrong(u"It is no postgresql://USER@HOST:PORT/DATABASE."_s,
                     u"Several hosts, or the folder of a socket, are an option: ?host=db1,db2"_s);
    }
    PostgreSqlAddress address{.host = url.host(),
                              .port = url.port(),
                              .database = url.path().mid(1),
                              .user = url.userName(),
                              .options = {}};
    // By name, so that one that is set takes the place of its default.
    QMap<QString, QString> options{
        {u"connect_timeout"_s, u"5"_s},      {u"keepalives_idle"_s, u"5"_s},
        {u"keepalives_interval"_s, u"2"_s},  {u"keepalives_count"_s, u"3"_s},
        {u"tcp_user_timeout"_s, u"11000"_s}, {u"fallback_application_name"_s, u"smcd"_s}};
    const auto given = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    if (!url.password().isEmpty() || std::any_of(given.begin(), given.end(), [](const auto &option) {
            return option.first.contains(u"password", Qt::CaseInsensitive);
        })) {
        return wrong(u"A password in it would be read by too many."_s,
                     u"Write it into a file and name that as password_file."_s);
    }
    for (const auto &[name, value] : given) {
        if (!knownOptions().contains(name))
            return wrong(u"There is no option \"%1\"."_s.arg(name),
                         u"There are: %1."_s.arg(knownOptions().join(u", ")));
        if (value.contains(u';')) // Qt's driver takes it for the end of the option
            return wrong(u"%1: no semicolon can stand in it."_s.arg(name));
        options[name] = value;
    }
    if (address.host.isEmpty())
        address.host = options.take(u"host"_s);
    else if (options.contains(u"host"_s))
        return wrong(u"The host is there twice."_s);
    // A socket needs no TLS, and libpq leaves it out there, whatever stands here.
    if (!options.contains(u"sslmode"_s) && !isLoopback(options.value(u"hostaddr"_s, address.host))) {
        options[u"sslmode"_s] = u"verify-full"_s;
    }
    QStringList words;
    for (auto option = options.begin(); option != options.end(); ++option)
        words << option.key() + u'=' + quoted(option.value());
    address.options = words.join(u' ');
    return address;
}

} // namespace smc::state
