// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace smc::testweb {

using namespace Qt::Literals::StringLiterals;

/// A real Chromium without a screen, driven by its own chromedriver over the WebDriver protocol (W3C). It
/// trusts any certificate: the lab's are made for names that its nodes do not have. Ends with this object.
///
/// Elements are named by CSS selectors; of several the first counts. A click is a real one: it fails on what
/// is hidden, covered or out of reach.
class Browser
{
    using Value = std::optional<QJsonValue>;

public:
    Browser() = default;
    Browser(const Browser &) = delete;
    Browser &operator=(const Browser &) = delete;
    ~Browser()
    {
        if (!m_session.isEmpty())
            (void)ask("DELETE", {});
        m_driver.terminate();
        if (m_driver.state() != QProcess::NotRunning && !m_driver.waitForFinished(10'000)) {
            m_driver.kill();
            m_driver.waitForFinished(5'000);
        }
    }

    /// False, with the reason in problem(), when there is no browser or it does not start.
    [[nodiscard]] bool start()
    {
        const QString program = QStandardPaths::findExecutable(u"chromedriver"_s);
        if (program.isEmpty())
            return fail(u"chromedriver is not installed (Debian: chromium chromium-driver)"_s);
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHost))
            return fail(probe.errorString());
        m_root = u"http://127.0.0.1:%1/session"_s.arg(probe.serverPort());
        const QString port = QString::number(probe.serverPort());
        probe.close();
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, m_home.path());
        m_driver.setProcessEnvironment(environment);
        m_driver.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_driver.start(program, {u"--port="_s + port, u"--silent"_s});
        if (!m_driver.waitForStarted(10'000))
            return fail(m_driver.errorString());
        const QJsonArray arguments{u"--headless=new"_s,
                                   u"--no-sandbox"_s, // CI runs as root, whom Chromium refuses otherwise
                                   u"--disable-dev-shm-usage"_s,
                                   u"--disable-gpu"_s,
                                   u"--disable-background-networking"_s,
                                   u"--disable-component-update"_s,
                                   u"--disable-sync"_s,
                                   u"--no-first-run"_s,
                                   u"--no-proxy-server"_s,
                                   u"--window-size=1280,900"_s,
                                   QString(u"--user-data-dir="_s + m_home.filePath(u"profile"_s))};
        const QJsonObject always{{u"browserName"_s, u"chrome"_s},
                                 {u"acceptInsecureCerts"_s, true},
                                 {u"goog:chromeOptions"_s, QJsonObject{{u"args"_s, arguments}}},
                                 {u"goog:loggingPrefs"_s, QJsonObject{{u"browser"_s, u"ALL"_s}}}};
        const QJsonObject wanted{{u"capabilities"_s, QJsonObject{{u"alwaysMatch"_s, always}}}};
        const bool made = QTest::qWaitFor(
            [&] {
                m_session = send("POST", m_root, json(wanted))[u"sessionId"].toString();
                return !m_session.isEmpty();
            },
            60'000);
        return made || fail(m_problem);
    }
    [[nodiscard]] QString problem() const { return m_problem; }

    bool open(const QString &url) { return done(post(u"/url"_s, {{u"url"_s, url}})); }
    /// Another window of the same browser, and from now on the one that is meant.
    [[nodiscard]] QString window() { return ask("GET", u"/window"_s).value_or(QJsonValue()).toString(); }
    bool openWindow()
    {
        const Value made = post(u"/window/new"_s, {{u"type"_s, u"tab"_s}});
        return made && done(post(u"/window"_s, {{u"handle"_s, (*made)[u"handle"]}}));
    }
    /// Closes it and goes back to another one.
    bool closeWindow(const QString &other)
    {
        return done(ask("DELETE", u"/window"_s)) && done(post(u"/window"_s, {{u"handle"_s, other}}));
    }
    bool back() { return done(post(u"/back"_s, QJsonObject())); }
    bool reload() { return done(post(u"/refresh"_s, QJsonObject())); }

    /// The value of a JavaScript expression.
    [[nodiscard]] QJsonValue value(const QString &expression)
    {
        return post(u"/execute/sync"_s,
                    {{u"script"_s, QString(u"return "_s + expression)}, {u"args"_s, QJsonArray()}})
            .value_or(QJsonValue());
    }
    /// What a person reads there; nothing of what is hidden.
    [[nodiscard]] QString text(const QString &selector)
    {
        return value(u"document.querySelector(%1)?.innerText ?? ''"_s.arg(quoted(selector))).toString();
    }
    [[nodiscard]] QStringList texts(const QString &selector)
    {
        QStringList all;
        const QJsonArray found =
            value(u"[...document.querySelectorAll(%1)].map(one => one.innerText)"_s.arg(quoted(selector)))
                .toArray();
        for (const QJsonValue one : found)
            all << one.toString();
        return all;
    }
    [[nodiscard]] int count(const QString &selector)
    {
        return value(u"document.querySelectorAll(%1).length"_s.arg(quoted(selector))).toInt();
    }
    [[nodiscard]] bool isShown(const QString &selector)
    {
        return value(u"document.querySelector(%1)?.checkVisibility() ?? false"_s.arg(quoted(selector)))
            .toBool();
    }
    /// Waits until that expression is true.
    [[nodiscard]] bool waitFor(const QString &expression, int within = 30'000)
    {
        const bool came = QTest::qWaitFor([&] { return value(expression).toBool(); }, within);
        if (!came)
            qWarning("never: %s\n%s", qUtf8Printable(expression), qUtf8Printable(text(u"body"_s)));
        return came;
    }
    [[nodiscard]] bool waitForText(const QString &selector, const QString &text, int within = 30'000)
    {
        return waitFor(u"(document.querySelector(%1)?.innerText ?? '').includes(%2)"_s.arg(quoted(selector),
                                                                                           quoted(text)),
                       within);
    }

    /// Waits until it can be clicked, and clicks.
    [[nodiscard]] bool click(const QString &selector)
    {
        return onElement(selector, u"/click"_s, QJsonObject());
    }
    [[nodiscard]] bool type(const QString &selector, const QString &text)
    {
        return onElement(selector, u"/clear"_s, QJsonObject()) &&
               onElement(selector, u"/value"_s, {{u"text"_s, text}});
    }
    /// A key where the focus is: a character, or one of WebDriver's codes (arrow down is U+E015).
    bool press(QChar key)
    {
        const QJsonArray actions{QJsonObject{{u"type"_s, u"keyDown"_s}, {u"value"_s, QString(key)}},
                                 QJsonObject{{u"type"_s, u"keyUp"_s}, {u"value"_s, QString(key)}}};
        return done(post(u"/actions"_s, {{u"actions"_s, QJsonArray{QJsonObject{{u"type"_s, u"key"_s},
                                                                               {u"id"_s, u"keyboard"_s},
                                                                               {u"actions"_s, actions}}}}}));
    }

    /// A command of Chromium's own protocol, for what WebDriver does not have.
    bool tell(const QString &command, const QJsonObject &parameters)
    {
        return done(post(u"/goog/cdp/execute"_s, {{u"cmd"_s, command}, {u"params"_s, parameters}}));
    }
    /// A window of that size; a narrow one is a phone's.
    bool resize(int width, int height)
    {
        return tell(u"Emulation.setDeviceMetricsOverride"_s, {{u"width"_s, width},
                                                              {u"height"_s, height},
                                                              {u"deviceScaleFactor"_s, width < 700 ? 2 : 1},
                                                              {u"mobile"_s, width < 700}});
    }
    bool setDark(bool dark)
    {
        return tell(u"Emulation.setEmulatedMedia"_s,
                    {{u"features"_s, QJsonArray{QJsonObject{{u"name"_s, u"prefers-color-scheme"_s},
                                                            {u"value"_s, dark ? u"dark"_s : u"light"_s}}}}});
    }
    bool setLanguage(const QString &language)
    {
        return tell(u"Network.setUserAgentOverride"_s,
                    {{u"userAgent"_s, value(u"navigator.userAgent"_s)}, {u"acceptLanguage"_s, language}});
    }

    /// When SMC_SCREENSHOTS names a folder.
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("SMC_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QFile file(folder + u'/' + name + u".png"_s);
        const auto png = ask("GET", u"/screenshot"_s);
        if (QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && png)
            file.write(QByteArray::fromBase64(png->toString().toLatin1()));
    }

    /// What the browser complained of since the last time: faults of scripts, and of the content policy.
    /// Answers of the service that are no 2xx are none.
    [[nodiscard]] QStringList complaints()
    {
        QStringList all;
        const auto entries = post(u"/se/log"_s, {{u"type"_s, u"browser"_s}});
        for (const QJsonValue entry : entries.value_or(QJsonValue()).toArray()) {
            const QString level = entry[u"level"].toString();
            if (entry[u"source"].toString() != u"network"_s &&
                (level == u"SEVERE"_s || level == u"WARNING"_s))
                all << entry[u"message"].toString();
        }
        return all;
    }

private:
    [[nodiscard]] static QString quoted(const QString &text)
    {
        const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(array.mid(1, array.size() - 2));
    }
    bool fail(const QString &why)
    {
        m_problem = why;
        return false;
    }
    static bool done(const std::optional<QJsonValue> &answer) { return answer.has_value(); }

    QJsonObject send(const QByteArray &method, const QString &url, const QByteArray &body)
    {
        QNetworkRequest request{QUrl(url)};
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 120'000))
            return {};
        const QJsonValue value = QJsonDocument::fromJson(reply->readAll())[u"value"];
        if (reply->error() != QNetworkReply::NoError) {
            m_problem = value[u"message"].toString(reply->errorString()).section(u'\n', 0, 0);
            return {};
        }
        return value.isObject() && value.toObject().contains(u"sessionId"_s)
                   ? value.toObject()
                   : QJsonObject{{u"value"_s, value}};
    }
    Value ask(const QByteArray &method, const QString &path)
    {
        const QJsonObject answer = send(method, m_root + u'/' + m_session + path, {});
        return answer.isEmpty() ? Value() : Value(answer[u"value"]);
    }
    Value post(const QString &path, const QJsonObject &body)
    {
        const QJsonObject answer = send("POST", m_root + u'/' + m_session + path, json(body));
        return answer.isEmpty() ? Value() : Value(answer[u"value"]);
    }
    [[nodiscard]] static QByteArray json(const QJsonObject &body)
    {
        return QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    /// Elements come and go while lists are read anew: another one of that name will do.
    [[nodiscard]] bool onElement(const QString &selector, const QString &what, const QJsonObject &body)
    {
        const bool good = QTest::qWaitFor(
            [&] {
                const auto found =
                    post(u"/element"_s, {{u"using"_s, u"css selector"_s}, {u"value"_s, selector}});
                if (!found || !found->isObject() || found->toObject().isEmpty())
                    return false;
                const QString id = found->toObject().begin()->toString();
                return post(QString(u"/element/"_s + id + what), body).has_value();
            },
            20'000);
        if (!good)
            qWarning("%s %s: %s", qUtf8Printable(what), qUtf8Printable(selector), qUtf8Printable(m_problem));
        return good;
    }

    QTemporaryDir m_home;
    QProcess m_driver;
    QNetworkAccessManager m_network;
    QString m_root;
    QString m_session;
    QString m_problem;
};

} // namespace smc::testweb
