// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/node/registry.h"

#include "service/state/files.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRegularExpression>
#include <QSysInfo>

#include <openssl/rand.h>

#include <algorithm>

namespace smc::node {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype secretSize = 24;
constexpr auto keptAfterwards = std::chrono::hours(24 * 30); ///< so that a used token is known as one
constexpr int lockPatienceMs = 5000;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QString hashOf(const QByteArray &secret)
{
    return QString::fromLatin1(QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex());
}

QString toText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QDateTime toTime(const QJsonValue &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODate);
}

Node toNode(const QJsonObject &json)
{
    return {.name = json.value("name"_L1).toString(),
            .host = json.value("host"_L1).toString(),
            .port = static_cast<quint16>(json.value("port"_L1).toInt()),
            .fingerprint = QByteArray::fromHex(json.value("fingerprint"_L1).toString().toLatin1()),
            .enrolled = toTime(json.value("enrolled"_L1)),
            .expires = toTime(json.value("expires"_L1))};
}

QJsonObject toJson(const Node &node)
{
    return {{u"name"_s, node.name},
            {u"host"_s, node.host},
            {u"port"_s, node.port},
            {u"fingerprint"_s, QString::fromLatin1(node.fingerprint.toHex())},
            {u"enrolled"_s, toText(node.enrolled)},
            {u"expires"_s, toText(node.expires)}};
}

QList<Node> nodesOf(const QJsonObject &state)
{
    QList<Node> nodes;
    const QJsonArray array = state.value("nodes"_L1).toArray();
    for (const QJsonValue one : array)
        nodes.append(toNode(one.toObject()));
    return nodes;
}

/// Takes out those of a name.
void removeNamed(QJsonArray &array, const QString &name)
{
    for (qsizetype i = array.size() - 1; i >= 0; --i) {
        if (array.at(i)["name"_L1].toString().compare(name, Qt::CaseInsensitive) == 0)
            array.removeAt(i);
    }
}

/// The tokens that are worth remembering.
QJsonArray withoutOld(const QJsonArray &tokens)
{
    QJsonArray kept;
    const QDateTime limit = QDateTime::currentDateTimeUtc().addSecs(
        -std::chrono::duration_cast<std::chrono::seconds>(keptAfterwards).count());
    for (const QJsonValue token : tokens) {
        if (toTime(token["expires"_L1]) > limit)
            kept.append(token);
    }
    return kept;
}

Error refused(const QString &why)
{
    return Error{.code = ErrorCode::Denied,
                 .message = why,
                 .hint = u"Have the collector make a new one: smcd enrol --token NAME."_s,
                 .field = u"token"_s};
}

/// Marks a token as used and says whose it is.
Result<QJsonObject> redeem(QJsonObject &state, const QByteArray &secret)
{
    QJsonArray tokens = state.value("tokens"_L1).toArray();
    const QString hash = hashOf(secret);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        QJsonObject token = tokens.at(i).toObject();
        if (token.value("hash"_L1).toString() != hash)
            continue;
        if (token.contains("used"_L1)) {
            return refused(u"This token was used already, on %1."_s.arg(token.value("used"_L1).toString()));
        }
        if (toTime(token.value("expires"_L1)) <= QDateTime::currentDateTimeUtc()) {
            return refused(
                u"This token is out of date since %1."_s.arg(token.value("expires"_L1).toString()));
        }
        token.insert("used"_L1, toText(QDateTime::currentDateTimeUtc()));
        tokens[i] = token;
        state.insert("tokens"_L1, tokens);
        return token;
    }
    return refused(u"This token is not known here."_s);
}

} // namespace

std::optional<Token> readToken(const QByteArray &token)
{
    // A host's name may hold dots; what stands behind it does not.
    const qsizetype last = token.lastIndexOf('.');
    const qsizetype middle = last > 0 ? token.lastIndexOf('.', last - 1) : -1;
    const QByteArray fingerprint = QByteArray::fromBase64(token.mid(last + 1), encoding);
    if (middle <= 0 || fingerprint.size() != 32 || token.size() > 1000)
        return std::nullopt;
    return Token{.name = QString::fromUtf8(token.left(middle)), .fingerprint = fingerprint};
}

Registry::Registry(QString folder)
    : m_folder(std::move(folder))
{
    if (const auto json = state::readFile(m_folder + u"/nodes.json"_s))
        m_nodes = nodesOf(QJsonDocument::fromJson(*json).object());
}

/// Reads, edits and writes nodes.json while nobody else does. Nothing is written when `edit` fails.
Result<void> Registry::change(const std::function<Result<void>(QJsonObject &)> &edit)
{
    const std::scoped_lock guard(m_mutex);
    if (auto made = state::makeFolder(m_folder); !made)
        return made;
    QLockFile lock(m_folder + u"/lock"_s);
    if (!lock.tryLock(lockPatienceMs)) {
        return Error{.code = ErrorCode::Busy,
                     .message = u"Another process works on the nodes."_s,
                     .place = m_folder,
                     .retryable = true};
    }
    const QString path = m_folder + u"/nodes.json"_s;
    QJsonObject state;
    if (const auto json = state::readFile(path)) {
        QJsonParseError fault{};
        state = QJsonDocument::fromJson(*json, &fault).object();
        if (fault.error != QJsonParseError::NoError) {
            return Error{.code = ErrorCode::Internal,
                         .message = u"The list of nodes is damaged."_s,
                         .place = path,
                         .native = fault.errorString()};
        }
    } else if (json.error().code != ErrorCode::NotFound) {
        return json.error();
    }
    state.insert("tokens"_L1, withoutOld(state.value("tokens"_L1).toArray()));
    if (auto done = edit(state); !done)
        return done;
    if (auto written = state::replaceFile(path, QJsonDocument(state).toJson()); !written)
        return written;
    m_nodes = nodesOf(state);
    return {};
}

/// Made once, with the collector's own certificate. Called while nodes.json is locked.
Result<Identity> Registry::authority()
{
    const QString keyPath = m_folder + u"/authority.key"_s;
    auto certificate = state::readFile(authorityFile());
    auto key = state::readFile(keyPath);
    if (certificate && key)
        return Identity{.key = Secret(*std::move(key)), .certificate = *certificate};
    for (const auto &read : {certificate, key}) {
        if (!read && read.error().code != ErrorCode::NotFound)
            return read.error();
    }
    auto made = makeAuthority(u"Nodes of "_s + QSysInfo::machineHostName());
    auto collectorKey = makeKey();
    if (!made || !collectorKey)
        return made ? collectorKey.error() : made.error();
    const auto request = makeRequest(*collectorKey);
    if (!request)
        return request.error();
    const auto collector = certify(*made, *request, u"collector"_s, Purpose::Collector);
    if (!collector)
        return collector.error();
    // The authority's certificate last: with it the rest is there.
    for (const auto &[path, secret] : {std::pair{keyFile(), *collectorKey}, std::pair{keyPath, made->key}}) {
        if (auto written = state::replaceFile(path, secret.data(), secret.size()); !written)
            return written.error();
    }
    for (const auto &[path, text] :
         {std::pair{certificateFile(), *collector}, std::pair{authorityFile(), made->certificate}}) {
        if (auto written = state::replaceFile(path, text); !written)
            return written.error();
    }
    return made;
}

Result<QByteArray> Registry::makeToken(const QString &name, const QString &host, const QString &certificate,
                                       std::chrono::seconds lifetime)
{
    static const QRegularExpression hostForm(u"^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$"_s);
    if (!hostForm.match(host).hasMatch() || !hostForm.match(name).hasMatch()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"\"%1\" is no name of a server."_s.arg(name.left(100)),
                     .field = u"name"_s};
    }
    const auto shown =
        certificate.isEmpty() ? Result<QByteArray>(QByteArray()) : state::readFile(certificate);
    const QByteArray fingerprint = shown ? fingerprintOf(*shown) : QByteArray();
    if (fingerprint.isEmpty()) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The service has no certificate by which a node could know it."_s,
                     .hint = u"Let it serve TLS itself ([tls] enabled = yes), and start it once."_s,
                     .place = certificate};
    }
    QByteArray secret(secretSize, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(secret.data()), static_cast<int>(secret.size())) != 1)
        return Error{.code = ErrorCode::Internal, .message = u"There are no random numbers."_s};
    const QByteArray text = secret.toBase64(encoding);
    auto kept = change([&](QJsonObject &state) -> Result<void> {
        if (auto made = authority(); !made)
            return made.error();
        QJsonArray tokens = state.value("tokens"_L1).toArray();
        tokens.append(
            QJsonObject{{u"hash"_s, hashOf(text)},
                        {u"name"_s, name},
                        {u"host"_s, host},
                        {u"expires"_s, toText(QDateTime::currentDateTimeUtc().addSecs(lifetime.count()))}});
        state.insert("tokens"_L1, tokens);
        return {};
    });
    if (!kept)
        return kept.error();
    return QByteArrayList{name.toUtf8(), text, fingerprint.toBase64(encoding)}.join('.');
}

Result<Admission> Registry::admit(const QByteArray &token, const QByteArray &request, quint16 port)
{
    if (!readToken(token))
        return refused(u"This is no token."_s);
    if (port == 0) {
        return Error{.code = ErrorCode::Invalid,
                     .message = u"The request does not say at which port the node answers."_s,
                     .field = u"port"_s};
    }
    const QByteArray secret = token.left(token.lastIndexOf('.'));
    Admission admission;
    auto done = change([&](QJsonObject &state) -> Result<void> {
        auto redeemed = redeem(state, secret.mid(secret.lastIndexOf('.') + 1));
        if (!redeemed)
            return redeemed.error();
        auto signer = authority();
        if (!signer)
            return signer.error();
        Node node{.name = redeemed->value("name"_L1).toString(),
                  .host = redeemed->value("host"_L1).toString(),
                  .port = port,
                  .fingerprint = {},
                  .enrolled = QDateTime::currentDateTimeUtc(),
                  .expires = {}};
        auto certificate = certify(*signer, request, node.host, Purpose::Node);
        if (!certificate)
            return certificate.error();
        node.fingerprint = fingerprintOf(*certificate);
        node.expires = expiryOf(*certificate);
        QJsonArray nodes = state.value("nodes"_L1).toArray();
        removeNamed(nodes, node.name);
        nodes.append(toJson(node));
        state.insert("nodes"_L1, nodes);
        admission = {.name = node.name, .certificate = *certificate, .authority = signer->certificate};
        return {};
    });
    if (!done)
        return done.error();
    return admission;
}

QList<Node> Registry::nodes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_nodes;
}

std::optional<Node> Registry::find(const QString &nameOrHost) const
{
    const std::scoped_lock lock(m_mutex);
    for (const Node &node : m_nodes) {
        if (node.name.compare(nameOrHost, Qt::CaseInsensitive) == 0 ||
            node.host.compare(nameOrHost, Qt::CaseInsensitive) == 0)
            return node;
    }
    return std::nullopt;
}

Result<void> Registry::remove(const QString &name)
{
    if (!find(name)) {
        return Error{.code = ErrorCode::NotFound,
                     .message = u"There is no node \"%1\"."_s.arg(name.left(100)),
                     .field = u"name"_s};
    }
    return change([&](QJsonObject &state) -> Result<void> {
        for (const auto list : {"nodes"_L1, "tokens"_L1}) {
            QJsonArray array = state.value(list).toArray();
            removeNamed(array, name);
            state.insert(list, array);
        }
        return {};
    });
}

} // namespace smc::node
