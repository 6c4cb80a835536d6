// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/exchange.h"

#include "service/identity/values.h"
#include "shared/wire/problem.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace smc::api {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array viewNames{std::pair{"short", identity::View::Short},
                               std::pair{"extended", identity::View::Extended},
                               std::pair{"dump", identity::View::Dump}};

QByteArray viewName(identity::View view)
{
    for (const auto &[name, value] : viewNames) {
        if (value == view)
            return name;
    }
    return {};
}

Error badParameter(const QByteArray &name, const QString &message)
{
    return Error{.code = ErrorCode::Invalid, .message = message, .field = QString::fromUtf8(name)};
}

QByteArray formatName(converters::Format format)
{
    switch (format) {
    case converters::Format::Json:
        return "json";
    case converters::Format::Xml:
        return "xml";
    case converters::Format::Yaml:
        return "yaml";
    case converters::Format::Csv:
        break;
    }
    return "csv";
}

void setSource(http::Reply &reply, const identity::Source &source)
{
    if (!source.server.isEmpty())
        reply.headers.set("X-SMC-Server", source.server.toUtf8());
    reply.headers.set("X-SMC-Age", QByteArray::number(
                                       std::chrono::duration_cast<std::chrono::seconds>(source.age).count()));
}

} // namespace

Result<Asked> readAsked(const http::Request &request, identity::View defaultView, const QByteArrayList &known)
{
    static const QByteArrayList common{"format", "view", "fields", "fresh", "dry-run", "realm"};
    for (const auto &[name, value] : request.query) {
        if (!common.contains(name) && !known.contains(name))
            return badParameter(name, u"There is no parameter \"%1\" here."_s.arg(QString::fromUtf8(name)));
    }
    Asked asked;
    asked.view = defaultView;
    if (request.hasQuery("view")) {
        const QByteArray name = request.queryValue("view");
        const auto found = std::find_if(viewNames.begin(), viewNames.end(),
                                        [&name](const auto &view) { return name == view.first; });
        if (found == viewNames.end())
            return badParameter("view", u"view is one of short, extended, dump."_s);
        asked.view = found->second;
    }
    for (const QByteArray &field : request.queryValue("fields").split(',')) {
        if (const QByteArray name = field.trimmed(); !name.isEmpty())
            asked.fields.append(name);
    }
    if (asked.fields.size() > 500)
        return badParameter("fields", u"fields= names 500 attributes at most."_s);
    auto fresh = queryFlag(request, "fresh");
    if (!fresh)
        return fresh.error();
    asked.fresh = *fresh;
    auto dryRun = queryFlag(request, "dry-run");
    if (!dryRun)
        return dryRun.error();
    asked.dryRun = *dryRun;
    if (request.hasQuery("realm") && request.session &&
        QString::fromUtf8(request.queryValue("realm"))
                .compare(request.session->principal().realm, Qt::CaseInsensitive) != 0) {
        return badParameter("realm", u"This session is of the realm %1; sign in to the other one."_s.arg(
                                         request.session->principal().realm));
    }
    if (request.hasQuery("format")) {
        const auto format = converters::formatByName(request.queryValue("format"));
        if (!format)
            return badParameter("format", u"format is one of json, xml, yaml, csv."_s);
        asked.format = *format;
        return asked;
    }
    const auto format = converters::formatForAccept(request.headers.value("Accept"));
    if (!format) {
        return Error{.code = ErrorCode::Unsupported,
                     .message = u"None of the formats that the request accepts is offered."_s,
                     .hint = u"Accept application/json, application/xml, application/yaml or text/csv."_s};
    }
    asked.format = *format;
    return asked;
}

Result<converters::Input> readBody(const http::Request &request)
{
    const QByteArray type = request.headers.value("Content-Type");
    const auto format = converters::formatOfContentType(type);
    if (!format) {
        return Error{
            .code = ErrorCode::Unsupported,
            .message = type.isEmpty() ? u"The request has a body, but no Content-Type."_s
                                      : u"The Content-Type \"%1\" is not understood here."_s.arg(
                                            QString::fromLatin1(type)),
            .hint = u"Send application/json, application/xml, application/yaml or text/csv, in UTF-8."_s};
    }
    return converters::read(*format, request.body);
}

Result<wire::Record> readRecord(const http::Request &request)
{
    if (request.body.isEmpty())
        return wire::Record();
    auto input = readBody(request);
    if (!input)
        return input.error();
    if (input->records.size() != 1) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"One object is expected, not %1."_s.arg(input->records.size()),
                     .hint = u"Only POST to a resource takes a list."_s};
    }
    return std::move(input->records.first());
}

Result<void> onlyKnown(const wire::Record &body, const QByteArrayList &known)
{
    for (const wire::Attribute &attribute : body.attributes) {
        if (!known.contains(attribute.name))
            return Error{.code = ErrorCode::Invalid,
                         .message =
                             u"There is no \"%1\" here."_s.arg(QString::fromUtf8(attribute.name.left(100))),
                         .field = QString::fromUtf8(attribute.name.left(100))};
    }
    return {};
}

Result<bool> queryFlag(const http::Request &request, QByteArrayView name)
{
    if (!request.hasQuery(name))
        return false;
    const QByteArray text = request.queryValue(name);
    const auto value = text.isEmpty() ? std::optional(true) : identity::truth(text);
    if (!value)
        return badParameter(name.toByteArray(), u"%1 is 1 or 0."_s.arg(QString::fromUtf8(name)));
    return *value;
}

Result<qsizetype> queryNumber(const http::Request &request, QByteArrayView name, qsizetype least,
                              qsizetype most, qsizetype otherwise)
{
    if (!request.hasQuery(name))
        return otherwise;
    bool ok = false;
    const qlonglong number = request.queryValue(name).toLongLong(&ok);
    if (!ok || number < least || number > most)
        return badParameter(
            name.toByteArray(),
            u"%1 is a number from %2 to %3."_s.arg(QString::fromUtf8(name)).arg(least).arg(most));
    return qsizetype(number);
}

std::optional<QByteArray> ifMatch(const http::Request &request)
{
    const QByteArray header = request.headers.value("If-Match").trimmed();
    if (header.isEmpty())
        return std::nullopt;
    if (header == "*")
        return QByteArray("");
    for (QByteArray tag : header.split(',')) {
        tag = tag.trimmed();
        // "HASH-view-format": the hash alone says which state of the object it was.
        if (tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"'))
            return tag.mid(1, tag.size() - 2).split('-').constFirst();
    }
    return QByteArray("-");
}

Result<QByteArray> requireMatch(const http::Request &request)
{
    if (const auto match = ifMatch(request))
        return *match;
    return Error{.code = ErrorCode::Invalid,
                 .message = u"A change needs an If-Match header, so that nobody else's change is lost."_s,
                 .hint = u"Send the ETag as you read it, or If-Match: * to change it in any case."_s};
}

http::Reply objectReply(const wire::Record &record, const QByteArray &etag, const Asked &asked,
                        const identity::Source &source, int status)
{
    http::Reply reply;
    reply.status = status;
    reply.headers.set("Content-Type", converters::mediaType(asked.format));
    if (!etag.isEmpty())
        reply.headers.set("ETag",
                          '"' + etag + '-' + viewName(asked.view) + '-' + formatName(asked.format) + '"');
    reply.headers.set("Vary", "Accept");
    setSource(reply, source);
    reply.body = converters::write(asked.format, record);
    return reply;
}

http::Reply listReply(const http::Request &request, const wire::RecordList &list, const Asked &asked,
                      const identity::Source &source)
{
    http::Reply reply;
    reply.headers.set("Content-Type", converters::mediaType(asked.format));
    reply.headers.set("Vary", "Accept");
    reply.headers.set("X-Total-Count", QByteArray::number(list.total));
    if (!list.next.isEmpty()) {
        QByteArrayList pairs;
        for (const auto &[name, value] : request.query) {
            if (name != "cursor")
                pairs.append(name.toPercentEncoding() + '=' + value.toPercentEncoding());
        }
        pairs.append("cursor=" + list.next.toUtf8().toPercentEncoding());
        const QByteArray path = request.target.left(request.target.contains('?') ? request.target.indexOf('?')
                                                                                 : request.target.size());
        reply.headers.set("Link", '<' + path + '?' + pairs.join('&') + ">; rel=\"next\"");
    }
    if (!list.problems.isEmpty())
        reply.headers.set("X-SMC-Problems", QByteArray::number(list.problems.size()));
    setSource(reply, source);
    reply.body = converters::write(asked.format, list);
    return reply;
}

http::Reply errorReply(const Error &error)
{
    http::Reply reply = http::Reply::problem(error);
    if (reply.status == 401) // must name a way in ([RFC 9110] 15.5.2)
        reply.headers.add("WWW-Authenticate", "Bearer realm=\"smcd\"");
    return reply;
}

http::Reply askedErrorReply(const Error &error)
{
    return http::Reply::problem(error, error.code == ErrorCode::Unsupported ? 406 : 0);
}

} // namespace smc::api
