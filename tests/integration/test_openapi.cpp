// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/api/api.h"
#include "service/api/auth_handler.h"
#include "service/api/server_facts.h"
#include "service/fleet/fleet.h"
#include "service/identity/realm.h"
#include "service/jobs/runner.h"
#include "service/local/machine.h"
#include "service/monitoring/alerts.h"
#include "service/monitoring/assignment.h"
#include "service/monitoring/history.h"
#include "service/node/client.h"
#include "service/rpc/driver.h"
#include "service/schedule/scheduler.h"
#include "tests/lab/lab.h"
#include "tests/lab/smcd.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

namespace {

/// As much of JSON Schema 2020-12 as our description uses.
class SchemaCheck
{
public:
    explicit SchemaCheck(const QJsonObject &document)
        : m_document(document)
    {}

    /// The node that a "$ref" names, or the node itself.
    [[nodiscard]] QJsonObject resolve(const QJsonObject &node) const
    {
        const QString reference = node.value("$ref"_L1).toString();
        if (reference.isEmpty())
            return node;
        QJsonValue found = m_document;
        for (const QString &step : reference.mid(2).split(u'/'))
            found = found[step];
        return found.toObject();
    }

    /// Empty when `value` is as `schema` says; otherwise where and what is not.
    [[nodiscard]] QString fault(const QJsonValue &value, const QJsonObject &given,
                                const QString &at = u"$"_s) const
    {
        const QJsonObject schema = resolve(given);
        if (schema.contains("type"_L1) && !isOfType(value, schema.value("type"_L1)))
            return at + u" is not of the type "_s +
                   QString::fromUtf8(QJsonDocument(QJsonArray{schema.value("type"_L1)}).toJson());
        if (schema.contains("const"_L1) && value != schema.value("const"_L1))
            return at + u" is not the constant"_s;
        if (schema.contains("enum"_L1) && !schema.value("enum"_L1).toArray().contains(value))
            return at + u" is none of the choices"_s;
        for (const QJsonValue part : schema.value("allOf"_L1).toArray()) {
            if (const QString wrong = fault(value, part.toObject(), at); !wrong.isEmpty())
                return wrong;
        }
        QStringList wrongs;
        bool matched = false;
        const QJsonArray choices = schema.contains("anyOf"_L1) ? schema.value("anyOf"_L1).toArray()
                                                               : schema.value("oneOf"_L1).toArray();
        for (const QJsonValue part : choices) {
            wrongs << fault(value, part.toObject(), at);
            matched = matched || wrongs.constLast().isEmpty();
        }
        if (!choices.isEmpty() && !matched)
            return wrongs.join(u"; "_s);
        for (const QJsonValue name : schema.value("required"_L1).toArray()) {
            if (value.isObject() && !value.toObject().contains(name.toString()))
                return at + u" has no "_s + name.toString();
        }
        const QJsonObject properties = schema.value("properties"_L1).toObject();
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            const QJsonValue rule = properties.contains(it.key()) ? properties.value(it.key())
                                                                  : schema.value("additionalProperties"_L1);
            if (!rule.isObject())
                continue;
            if (const QString wrong = fault(it.value(), rule.toObject(), at + u'.' + it.key());
                !wrong.isEmpty())
                return wrong;
        }
        const QString pattern = schema.value("propertyNames"_L1)["pattern"_L1].toString();
        for (auto it = object.constBegin(); !pattern.isEmpty() && it != object.constEnd(); ++it) {
            if (!QRegularExpression(pattern).match(it.key()).hasMatch())
                return at + u" has the name "_s + it.key();
        }
        if (value.isArray() && schema.contains("items"_L1)) {
            for (const QJsonValue item : value.toArray()) {
                if (const QString wrong = fault(item, schema.value("items"_L1).toObject(), at + u"[]"_s);
                    !wrong.isEmpty())
                    return wrong;
            }
        }
        return {};
    }

private:
    static bool isOfType(const QJsonValue &value, const QJsonValue &type)
    {
        if (type.isArray()) {
            const QJsonArray types = type.toArray();
            return std::any_of(types.begin(), types.end(),
                               [&](const QJsonValue &one) { return isOfType(value, one); });
        }
        const QString name = type.toString();
        return (name == "object"_L1 && value.isObject()) || (name == "array"_L1 && value.isArray()) ||
               (name == "string"_L1 && value.isString()) || (name == "boolean"_L1 && value.isBool()) ||
               (name == "null"_L1 && value.isNull()) || (name == "number"_L1 && value.isDouble()) ||
               (name == "integer"_L1 && value.isDouble() && value.toDouble() == double(value.toInteger()));
    }

    QJsonObject m_document;
};

/// "/rest/jobs/{id}" and "/rest/jobs/{number}" are the same route.
QString anonymous(QString pattern)
{
    static const QRegularExpression variable(u"\\{[^}]*\\}"_s);
    return pattern.replace(variable, u"{}"_s);
}

struct Got
{
    int status = 0;
    QString type;
    QByteArray body;
};

} // namespace

/// /rest/openapi.json against the service as it runs.
class TestOpenapi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_smcd.start());
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(m_smcd.caFile());
        QSslConfiguration::setDefaultConfiguration(tls);
        const Got described = get(u"/rest/openapi.json"_s);
        QCOMPARE(described.status, 200);
        m_document = QJsonDocument::fromJson(described.body).object();
        QCOMPARE(m_document.value("openapi"_L1).toString(), u"3.1.0"_s);

        const Got in = send("POST", u"/auth/login"_s,
                            QJsonObject{{u"realm"_s, m_lab.realm()},
                                        {u"user"_s, m_lab.admin()},
                                        {u"password"_s, m_lab.password()},
                                        {u"token"_s, true}});
        QCOMPARE(in.status, 200);
        m_token = QJsonDocument::fromJson(in.body)["token"_L1].toString().toLatin1();
        QCOMPARE(SchemaCheck(m_document)
                     .fault(QJsonDocument::fromJson(in.body).object(),
                            QJsonObject{{u"$ref"_s, u"#/components/schemas/Session"_s}}),
                 QString());
    }

    void everyReferenceLeadsSomewhere()
    {
        QStringList broken;
        follow(m_document, broken);
        QCOMPARE(broken, QStringList());
    }

    void everyRouteIsDescribedAndNothingElse()
    {
        QSet<QString> served;
        for (const smc::http::Route &route : routes())
            served.insert(QString::fromLatin1(route.method) + u' ' +
                          anonymous(QString::fromLatin1(route.pattern)));
        QVERIFY(served.size() > 40);
        QSet<QString> described;
        for (const auto &[method, path, operation] : operations())
            described.insert(method.toUpper() + u' ' + anonymous(path));
        QSet<QString> missing = served - described;
        QSet<QString> invented = described - served;
        QCOMPARE(QStringList(missing.begin(), missing.end()), QStringList());
        QCOMPARE(QStringList(invented.begin(), invented.end()), QStringList());
    }

    void everyPathVariableIsDescribed()
    {
        const SchemaCheck check(m_document);
        static const QRegularExpression variable(u"\\{([^}]*)\\}"_s);
        for (const auto &[method, path, operation] : operations()) {
            QStringList names;
            for (const QJsonValue given : m_document["paths"_L1][path]["parameters"_L1].toArray()) {
                const QJsonObject parameter = check.resolve(given.toObject());
                if (parameter.value("in"_L1).toString() == "path"_L1)
                    names << parameter.value("name"_L1).toString();
            }
            QStringList wanted;
            for (auto match = variable.globalMatch(path); match.hasNext();)
                wanted << match.next().captured(1);
            QCOMPARE(names, wanted);
            QVERIFY2(!operation.value("operationId"_L1).toString().isEmpty(), qPrintable(path));
        }
    }

    void everyGetAnswersAsDescribed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("described");
        QTest::addColumn<int>("status");
        const Got made = send(
            "POST", u"/rest/servers/schedules"_s,
            QJsonObject{{u"name"_s, u"openapi"_s}, {u"kind"_s, u"cleanup"_s}, {u"when"_s, u"@yearly"_s}});
        const QString schedule = QJsonDocument::fromJson(made.body)["id"_L1][0].toString();
        const Got silence = send(
            "POST", u"/rest/status/silences"_s,
            QJsonObject{{u"server"_s, u"openapi"_s},
                        {u"reason"_s, u"a test"_s},
                        {u"until"_s, QDateTime::currentDateTimeUtc().addSecs(600).toString(Qt::ISODate)}});
        const QMap<QString, QString> examples{
            {u"/rest/status/silences/{id}"_s, QJsonDocument::fromJson(silence.body)["id"_L1][0].toString()},
            {u"/rest/servers/schedules/{id}"_s, schedule},
            {u"/rest/servers/schedules/{id}/runs"_s, schedule},
            {u"/rest/identity/users/{id}"_s, u"alice"_s},
            {u"/rest/identity/groups/{id}"_s, u"Domain%20Admins"_s},
            {u"/rest/identity/groups/{id}/members"_s, u"Domain%20Admins"_s},
            {u"/rest/identity/workstations/{id}"_s, u"DC1%24"_s},
            {u"/rest/identity/ous/{id}"_s,
             u"OU%3DDomain%20Controllers%2C"_s + QString::fromLatin1(QUrl::toPercentEncoding(m_lab.base()))},
            {u"/rest/identity/objects/{id}"_s,
             u"CN%3DUsers%2C"_s + QString::fromLatin1(QUrl::toPercentEncoding(m_lab.base()))},
            {u"/rest/identity/schema/{name}"_s, u"cn"_s},
            {u"/rest/servers/servers/{id}"_s, u"fs1"_s},
            {u"/rest/servers/groups/{name}"_s, u"files"_s},
            {u"/rest/servers/groups/{name}/drift"_s, u"files"_s},
            {u"/rest/shares/shares/{id}"_s, u"fs1%3Adata"_s},
            {u"/rest/servers/processes/{id}"_s, u"fs1%3Asmbd"_s},
            {u"/rest/servers/effective-config/{id}"_s, u"fs1"_s},
            {u"/rest/servers/config/{id}"_s, u"fs1"_s},
            {u"/rest/servers/file-config/{id}"_s, u"fs1%3Aoffice"_s},
            {u"/rest/status/cpu/{id}"_s, u"fs1"_s},
            {u"/rest/status/disks/{id}"_s, u"fs1%3Adata"_s},
            {u"/rest/shares/shares/{id}/acl"_s, u"fs1%3Adata"_s},
            {u"/rest/status/health/{id}"_s, u"fs1%3Aclock"_s},
            {u"/rest/status/queues/{id}"_s, u"fs1%3Aoffice"_s},
            {u"/rest/shares/printers/{id}"_s, u"fs1%3Aoffice"_s},
            {u"/rest/servers/services/{id}"_s, u"fs1%3ASpooler"_s},
            {u"/rest/shares/shares/{id}/folders"_s, u"fs1%3Adata"_s},
            {u"/rest/status/sessions/{id}"_s, mySession()}};
        // Without these there is nothing that an administrator who is not root on the server may see.
        const QMap<QString, QString> queries{{u"/rest/shares/shares/{id}/acl"_s, u"?path=/"_s},
                                             {u"/rest/servers/config"_s, u"?server=fs1"_s},
                                             {u"/rest/servers/file-config"_s, u"?server=fs1"_s}};
        // A batch, so that there is a job to read.
        const Got batch = send(
            "POST", u"/rest/identity/groups"_s,
            QJsonArray{QJsonObject{{u"op"_s, u"update"_s}, {u"id"_s, u"nobody"_s}, {u"title"_s, u"x"_s}}});
        const QString job = QString::number(QJsonDocument::fromJson(batch.body)["id"_L1].toInt());
        for (const auto &[method, path, operation] : operations()) {
            if (method != "get"_L1)
                continue;
            QString real = path;
            if (path.startsWith("/rest/jobs/{"_L1))
                real.replace(u"{id}"_s, job);
            else if (path == "/rest/status/files/{id}"_L1 || path == "/rest/status/connections/{id}"_L1 ||
                     path == "/rest/servers/logs/{id}"_L1 || path == "/rest/servers/events/{id}"_L1 ||
                     path == "/rest/servers/nodes/{name}"_L1 || path == "/rest/servers/changes/{id}"_L1 ||
                     path == "/rest/shares/shares/{id}/access"_L1 || path.contains("/quotas"_L1) ||
                     path == "/rest/shares/jobs/{id}"_L1 ||
                     (path.startsWith("/rest/cloudvfs/"_L1) && path.contains(u'{')) ||
                     path == "/rest/cloudvfs/files"_L1 || path == "/rest/cloudvfs/checks"_L1 ||
                     path == "/rest/cloudvfs/faults"_L1 || path == "/rest/cloudvfs/versions"_L1)
                continue; // there is none here, and alice is not root; tests of the file server read them
            else if (path.contains(u"{kind}"_s))
                real = u"/rest/descriptors/grid/users"_s;
            else if (path.contains(u'{'))
                real.replace(QRegularExpression(u"\\{[^}]*\\}"_s), examples.value(path));
            real += queries.value(path);
            QTest::newRow(qPrintable(path)) << real << path << 200;
            if (path.contains(u'{') && !path.contains(u"{kind}"_s)) {
                QString missing = path;
                missing.replace(QRegularExpression(u"\\{[^}]*\\}"_s), u"999999"_s);
                QTest::newRow(qPrintable(QString(u"missing: "_s + path))) << missing << path << 404;
            }
        }
    }
    void everyGetAnswersAsDescribed()
    {
        QFETCH(QString, path);
        QFETCH(QString, described);
        QFETCH(int, status);
        const SchemaCheck check(m_document);
        const QJsonObject responses = m_document["paths"_L1][described]["get"_L1]["responses"_L1].toObject();
        const auto contentOf = [&](int code) {
            return check.resolve(responses.value(QString::number(code)).toObject())
                .value("content"_L1)
                .toObject();
        };
        const Got got = get(path);
        QVERIFY2(got.status == status,
                 QByteArray(QByteArray::number(got.status) + ' ' + got.body.left(300)).constData());
        QVERIFY2(contentOf(status).contains(got.type), qPrintable(got.type));
        if (got.type.endsWith("json"_L1)) {
            const QString fault = check.fault(QJsonDocument::fromJson(got.body).object(),
                                              contentOf(status).value(got.type)["schema"_L1].toObject());
            QVERIFY2(fault.isEmpty(),
                     qPrintable(QString(fault + u' ' + QString::fromUtf8(got.body.left(300)))));
        }
        // Every other type that is described is to be had as well.
        for (const QString &type : contentOf(200).keys()) {
            if (status != 200 || contentOf(200).size() < 2)
                break;
            const Got other = get(path, type.toLatin1());
            QVERIFY2(other.status == 200, other.body.left(300).constData());
            QCOMPARE(other.type, type);
        }
    }

    void withoutASessionOneHearsSo()
    {
        const QByteArray token = std::exchange(m_token, {});
        const SchemaCheck check(m_document);
        for (const auto &[method, path, operation] : operations()) {
            if (!path.startsWith("/rest/"_L1) || operation.contains("security"_L1))
                continue;
            QString real = path;
            real.replace(QRegularExpression(u"\\{[^}]*\\}"_s), u"1"_s);
            const Got got =
                send(method.toUpper().toLatin1(), real,
                     method == "get"_L1 || method == "delete"_L1 ? QJsonValue() : QJsonValue(QJsonObject()));
            QVERIFY2(got.status == 401,
                     qPrintable(QString(method + u' ' + real + u' ' + QString::number(got.status))));
            QVERIFY2(operation.value("responses"_L1).toObject().contains(u"401"_s), qPrintable(path));
            QCOMPARE(check.fault(QJsonDocument::fromJson(got.body).object(),
                                 QJsonObject{{u"$ref"_s, u"#/components/schemas/Problem"_s}}),
                     QString());
        }
        m_token = token;
    }

    void aDryRunLooksAsDescribed()
    {
        const SchemaCheck check(m_document);
        const Got one = send("POST", u"/rest/identity/users?dry-run=1"_s,
                             QJsonObject{{u"sAMAccountName"_s, u"openapi1"_s}});
        QCOMPARE(one.status, 200);
        QCOMPARE(check.fault(QJsonDocument::fromJson(one.body).object(),
                             QJsonObject{{u"$ref"_s, u"#/components/schemas/DryRun"_s}}),
                 QString());
        const Got many = send("POST", u"/rest/identity/users?dry-run=1"_s,
                              QJsonArray{QJsonObject{{u"sAMAccountName"_s, u"openapi1"_s}},
                                         QJsonObject{{u"nonsense"_s, u"x"_s}}});
        QCOMPARE(many.status, 200);
        QCOMPARE(check.fault(QJsonDocument::fromJson(many.body).object(),
                             QJsonObject{{u"$ref"_s, u"#/components/schemas/BatchDryRun"_s}}),
                 QString());
    }

private:
    struct Operation
    {
        QString method;
        QString path;
        QJsonObject operation;
    };

    [[nodiscard]] QList<Operation> operations() const
    {
        QList<Operation> all;
        const QJsonObject paths = m_document.value("paths"_L1).toObject();
        for (auto path = paths.constBegin(); path != paths.constEnd(); ++path) {
            const QJsonObject methods = path.value().toObject();
            for (auto method = methods.constBegin(); method != methods.constEnd(); ++method) {
                if (method.key() != "parameters"_L1)
                    all.append({method.key(), path.key(), method.value().toObject()});
            }
        }
        return all;
    }

    /// The service's own table, filled by the functions that fill it there.
    [[nodiscard]] static std::vector<smc::http::Route> routes()
    {
        const QTemporaryDir folder;
        smc::identity::Realms realms;
        smc::jobs::Runner runner(folder.path(), 1, {});
        smc::access::SessionStore sessions(smc::access::SessionStore::Options{});
        smc::access::Roles roles(smc::access::Roles::Options{});
        smc::access::LoginGuard guard(smc::access::LoginGuard::Options{});
        smc::http::Router router;
        smc::rpc::Driver rpc({});
        smc::fleet::Fleet fleet({.servers = {}, .groups = {}, .groupsFile = {}});
        smc::api::ServerFacts facts(rpc);
        smc::local::Machine machine({});
        smc::node::Registry nodes(folder.filePath(u"nodes"_s));
        smc::node::Client nodeClient(nodes);
        smc::state::OwningThread<smc::state::Store> store(folder.filePath(u"state.db"_s));
        smc::monitoring::History history(store, {});
        smc::monitoring::Poller poller({}, {});
        const smc::monitoring::Assignment assignment(store, poller);
        smc::schedule::Scheduler scheduler(store, {});
        smc::monitoring::Alerts alerts({}, {});
        const smc::notify::Notifier notifier;
        smc::api::addRoutes(router, {.realms = realms,
                                     .jobs = runner,
                                     .rpc = rpc,
                                     .fleet = fleet,
                                     .facts = facts,
                                     .machine = machine,
                                     .nodes = nodes,
                                     .nodeClient = nodeClient,
                                     .poller = poller,
                                     .assignment = assignment,
                                     .history = history,
                                     .scheduler = scheduler,
                                     .alerts = alerts,
                                     .notifier = notifier,
                                     .store = store});
        smc::api::addAuthRoutes(router,
                                {.sessions = sessions, .roles = roles, .guard = guard, .realms = realms});
        for (const char *path : {"/healthz", "/metrics"}) // the composition root's own two
            router.add({.method = "GET", .pattern = path, .pool = "quick"});
        return router.routes();
    }

    void follow(const QJsonValue &node, QStringList &broken) const
    {
        if (node.isArray()) {
            for (const QJsonValue item : node.toArray())
                follow(item, broken);
        }
        const QJsonObject object = node.toObject();
        if (object.value("$ref"_L1).isString() && SchemaCheck(m_document).resolve(object).isEmpty())
            broken << object.value("$ref"_L1).toString();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it)
            follow(it.value(), broken);
    }

    /// The id of a session on the file server: our own service's, which reads the list, is one.
    QString mySession()
    {
        (void)get(u"/rest/shares/shares?server=fs1"_s);
        const Got list = get(u"/rest/status/sessions?server=fs1"_s);
        const QString id = QJsonDocument::fromJson(list.body)["items"_L1][0]["id"_L1][0].toString();
        return QString::fromLatin1(QUrl::toPercentEncoding(id));
    }

    Got get(const QString &path, const QByteArray &accept = {}) { return send("GET", path, {}, accept); }

    Got send(const QByteArray &method, const QString &path, const QJsonValue &body,
             const QByteArray &accept = {})
    {
        QUrl url = m_smcd.url();
        url.setPath(path.section(u'?', 0, 0), QUrl::TolerantMode);
        if (path.contains(u'?'))
            url.setQuery(path.section(u'?', 1));
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        if (!m_token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + m_token);
        if (!accept.isEmpty())
            request.setRawHeader("Accept", accept);
        QByteArray bytes;
        if (body.isObject())
            bytes = QJsonDocument(body.toObject()).toJson();
        else if (body.isArray())
            bytes = QJsonDocument(body.toArray()).toJson();
        if (!bytes.isEmpty())
            request.setRawHeader("Content-Type", "application/json");
        request.setRawHeader("If-Match", "*");
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, bytes));
        QEventLoop loop;
        connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .type = QString::fromLatin1(reply->rawHeader("Content-Type")).section(u';', 0, 0),
                .body = reply->readAll()};
    }

    Lab m_lab = Lab::domain();
    Smcd m_smcd{{.settings = {{u"servers"_s, {{u"servers"_s, u"fs1"_s}, {u"groups"_s, u"files: fs1"_s}}}},
                 .node = u"fs1"_s}};
    QNetworkAccessManager m_network;
    QJsonObject m_document;
    QByteArray m_token;
};

QTEST_GUILESS_MAIN(TestOpenapi)
#include "test_openapi.moc"
