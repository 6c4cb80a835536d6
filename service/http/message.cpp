// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/message.h"

#include "shared/core/hex.h"
#include "shared/wire/problem.h"

#include <QJsonDocument>
#include <QStringDecoder>

namespace smc::http {

namespace {

bool isNamed(const QByteArray &field, QByteArrayView name)
{
    return field.size() == name.size() && field.compare(name, Qt::CaseInsensitive) == 0;
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(bytes);
    Q_UNUSED(text)
    return !decode.hasError();
}

bool percentDecode(QByteArrayView in, bool plusIsSpace, QByteArray &out)
{
    out.clear();
    out.reserve(in.size());
    bool ascii = true;
    for (qsizetype i = 0; i < in.size(); ++i) {
        char c = in[i];
        if (c == '%') {
            const int high = i + 2 < in.size() ? hexValue(static_cast<unsigned char>(in[i + 1])) : -1;
            const int low = i + 2 < in.size() ? hexValue(static_cast<unsigned char>(in[i + 2])) : -1;
            if (high < 0 || low < 0)
                return false;
            c = static_cast<char>(high << 4 | low);
            i += 2;
        } else if (c == '+' && plusIsSpace) {
            c = ' ';
        }
        if (c == '\0')
            return false;
        ascii = ascii && static_cast<signed char>(c) > 0;
        out += c;
    }
    return ascii || isUtf8(out);
}

template<typename Each>
bool splitAt(QByteArrayView text, char separator, Each each)
{
    qsizetype from = 0;
    for (;;) {
        qsizetype to = text.indexOf(separator, from);
        if (to < 0)
            to = text.size();
        if (!each(text.sliced(from, to - from)))
            return false;
        if (to == text.size())
            return true;
        from = to + 1;
    }
}

} // namespace

QByteArray Headers::value(QByteArrayView name) const
{
    for (const auto &[field, value] : m_fields) {
        if (isNamed(field, name))
            return value;
    }
    return {};
}

bool Headers::contains(QByteArrayView name) const
{
    for (const auto &field : m_fields) {
        if (isNamed(field.first, name))
            return true;
    }
    return false;
}

void Headers::set(const QByteArray &name, const QByteArray &value)
{
    m_fields.removeIf([&name](const auto &field) { return isNamed(field.first, name); });
    add(name, value);
}

void Headers::add(const QByteArray &name, const QByteArray &value)
{
    m_fields.append({name, value});
}

QByteArray Request::queryValue(QByteArrayView name) const
{
    for (const auto &[key, value] : query) {
        if (key == name)
            return value;
    }
    return {};
}

bool Request::hasQuery(QByteArrayView name) const
{
    for (const auto &pair : query) {
        if (pair.first == name)
            return true;
    }
    return false;
}

bool parseTarget(const QByteArray &target, QList<QByteArray> &path,
                 QList<std::pair<QByteArray, QByteArray>> &query)
{
    path.clear();
    query.clear();
    const QByteArrayView all(target);
    if (all.isEmpty() || all[0] != '/')
        return false;
    const qsizetype mark = all.indexOf('?');
    const QByteArrayView before = mark < 0 ? all : all.first(mark);
    QByteArray decoded;
    if (before.size() > 1) {
        const bool whole = splitAt(before.sliced(1), '/', [&](QByteArrayView segment) {
            if (!percentDecode(segment, false, decoded))
                return false;
            path.append(decoded);
            return true;
        });
        if (!whole)
            return false;
    }
    if (mark < 0 || mark + 1 == all.size())
        return true;
    return splitAt(all.sliced(mark + 1), '&', [&](QByteArrayView pair) {
        if (pair.isEmpty())
            return true;
        const qsizetype equals = pair.indexOf('=');
        QByteArray name;
        if (!percentDecode(equals < 0 ? pair : pair.first(equals), true, name))
            return false;
        decoded.clear();
        if (equals >= 0 && !percentDecode(pair.sliced(equals + 1), true, decoded))
            return false;
        query.append({name, decoded});
        return true;
    });
}

Reply Reply::json(const QByteArray &body, int status)
{
    Reply reply;
    reply.status = status;
    reply.headers.add("Content-Type", "application/json");
    reply.body = body;
    return reply;
}

Reply Reply::empty(int status)
{
    Reply reply;
    reply.status = status;
    return reply;
}

Reply Reply::problem(const Error &error, int status)
{
    Reply reply;
    reply.status = status ? status : wire::httpStatus(error.code);
    reply.headers.add("Content-Type", "application/problem+json");
    reply.body = QJsonDocument(wire::toProblem(error, reply.status)).toJson(QJsonDocument::Compact);
    return reply;
}

Reply Reply::busy(const QString &message, int retryAfterSeconds, int status)
{
    using namespace Qt::Literals::StringLiterals;
    Reply reply = problem(Error{.code = ErrorCode::Busy,
                                .message = message,
                                .hint = u"Try again in %1 s."_s.arg(retryAfterSeconds),
                                .retryable = true},
                          status);
    reply.headers.add("Retry-After", QByteArray::number(retryAfterSeconds));
    return reply;
}

} // namespace smc::http
