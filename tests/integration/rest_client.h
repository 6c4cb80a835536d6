// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/lab/smcd.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTest>

namespace smc::testlab {

/// What came back over the wire.
struct RestAnswer
{
    int status = 0;
    QByteArray body;
    QMap<QByteArray, QByteArray> headers; ///< lower-case names

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonArray items() const { return json()[u"items"].toArray(); }
    /// The first value of an attribute of a single object.
    [[nodiscard]] QString first(const QString &attribute) const { return json()[attribute][0].toString(); }
    [[nodiscard]] QStringList all(const QString &attribute) const
    {
        QStringList values;
        for (const QJsonValue value : json()[attribute].toArray())
            values << value.toString();
        return values;
    }
    [[nodiscard]] QString kind() const { return json()[u"type"].toString().section(u':', -1); }
};

/// An identifier, or a value of a query, as it stands in an address.
[[nodiscard]] inline QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

/// A script's view of the service: plain HTTP with a bearer token, one request at a time.
class RestClient
{
public:
    explicit RestClient(const Smcd &smcd)
        : m_root(smcd.url())
    {
        QFile ca(smcd.caFile());
        if (ca.open(QIODevice::ReadOnly))
            m_tls.setCaCertificates(QSslCertificate::fromDevice(&ca));
    }

    RestAnswer signIn(const QString &user, const QString &password, bool token = true,
                      const QString &realm = QStringLiteral("LAB.EXAMPLE"))
    {
        const QJsonObject body{{QStringLiteral("realm"), realm},
                               {QStringLiteral("user"), user},
                               {QStringLiteral("password"), password},
                               {QStringLiteral("token"), token}};
        m_headers.clear();
        RestAnswer answer = send("POST", "/auth/login", QJsonDocument(body).toJson());
        if (token && answer.status == 200)
            setHeader("Authorization", "Bearer " + answer.json()[u"token"].toString().toLatin1());
        return answer;
    }
    /// For all further requests; an empty value takes it away.
    void setHeader(const QByteArray &name, const QByteArray &value) { m_headers[name] = value; }

    /// `path` as on the wire, with its query. A body is JSON unless `headers` name another Content-Type.
    RestAnswer send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                    const QMap<QByteArray, QByteArray> &headers = {})
    {
        QNetworkRequest request(QUrl::fromEncoded(m_root.toEncoded() + path));
        request.setSslConfiguration(m_tls);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        if (!body.isEmpty())
            request.setRawHeader("Content-Type", "application/json");
        for (const auto &set : {m_headers, headers}) {
            for (auto header = set.begin(); header != set.end(); ++header)
                request.setRawHeader(header.key(), header.value());
        }
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        RestAnswer answer;
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 60'000))
            return answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        for (const auto &[name, value] : reply->rawHeaderPairs())
            answer.headers[name.toLower()] = value;
        return answer;
    }
    RestAnswer get(const QByteArray &path, const QMap<QByteArray, QByteArray> &headers = {})
    {
        return send("GET", path, {}, headers);
    }

    /// The item of a list whose `attribute` is `value`; empty when there is none.
    [[nodiscard]] QJsonObject find(const QByteArray &path, const QString &attribute, const QString &value)
    {
        const RestAnswer answer = get(path);
        if (answer.status != 200)
            qWarning("%d %s", answer.status, answer.body.constData());
        for (const QJsonValue item : answer.items()) {
            if (item[attribute][0].toString() == value)
                return item.toObject();
        }
        return {};
    }

    /// Waits for a job to end; its last state.
    QJsonObject waitForJob(const QByteArray &location)
    {
        QJsonObject job;
        const bool ended = QTest::qWaitFor(
            [&] {
                job = get(location).json();
                return job[u"state"].toString() != u"running";
            },
            120'000);
        return ended ? job : QJsonObject();
    }

private:
    QUrl m_root;
    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
    QMap<QByteArray, QByteArray> m_headers;
    QNetworkAccessManager m_network;
};

} // namespace smc::testlab
