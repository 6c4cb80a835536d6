// SPDX-License-Identifier: GPL-3.0-or-later
// What every store must do, of each kind against its real server (tests/lab/stores.sh). A store of a new kind
// gets a row in initTestCase_data() and a section in the lab's stores.conf.
#include "service/cloudvfs/backends/store_config.h"
#include "service/cloudvfs/mirror/mirror_store.h"
#include "tests/lab/fault_proxy.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>
#include <QThreadPool>
#include <QUrl>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;
using namespace smc::testlab;

namespace {

/// Above it an object may go in parts.
constexpr qsizetype largestWhole = 64 << 20;
constexpr int proxyPort = 18999;

QByteArray noise(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes((size + 3) / 4 * 4, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.left(size);
}

QByteArray words(const Error &error)
{
    return error.toString().toUtf8();
}

/// "Ok", or the kind of its error.
template<typename T>
QString kindOf(const Result<T> &result)
{
    return result ? u"ok"_s : errorCodeName(result.error().code);
}

#define QVERIFY_OK(result) QVERIFY2(result, (result) ? "" : words((result).error()).constData())

struct Got
{
    Result<void> end;
    QByteArray bytes;
};

Got get(Store &store, const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length)
{
    Got got;
    got.end = store.get(key, etag, offset, length, [&](const char *bytes, qint64 size, qint64 at) {
        if (at != offset + got.bytes.size())
            return false;
        got.bytes.append(bytes, qsizetype(size));
        return true;
    });
    return got;
}

/// All that it has; a page too many is an error.
Result<QList<ListedObject>> all(Store &store, const QByteArray &prefix)
{
    QList<ListedObject> objects;
    QByteArray after;
    for (int page = 0; page < 100; ++page) {
        auto listing = store.list(prefix, after);
        if (!listing)
            return listing.error();
        objects += listing->objects;
        if (!listing->more)
            return objects;
        if (listing->objects.isEmpty())
            break;
        after = listing->objects.last().key;
    }
    return Error{.message = u"The pages do not end."_s};
}

QByteArrayList keysOf(const QList<ListedObject> &objects)
{
    QByteArrayList keys;
    for (const ListedObject &object : objects)
        keys << object.key;
    return keys;
}

} // namespace

class TestStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void whatIsPutIsThere_data();
    void whatIsPutIsThere();
    void aPartIsThatPart();
    void nothingComesOfAnotherVersion();
    void whatIsTooShortIsAnError();
    void whatIsRemovedIsGone();
    void pagesFollowEachOther();
    void oddKeysAreKeptApart();
    void keysBelowKeysComeTogether();
    void conditionsAreKept();
    void otherContentIsNotTaken();
    void aSourceThatEndsIsNotTaken();
    void wrongKeysAreDenied();
    void theCertificateIsChecked();
    void aBucketThatIsNotThere();
    void aServerThatIsGone();
    void anAnswerThatIsCut();
    void anAnswerThatIsLost();
    void whatIsBusyIsAskedAgain();

private:
    /// The store of the row, with lines of its section replaced.
    [[nodiscard]] std::unique_ptr<Store> open(const QMap<QString, QString> &other = {}) const;
    [[nodiscard]] std::unique_ptr<Store> section(const QString &name,
                                                 const QMap<QString, QString> &other = {}) const;
    [[nodiscard]] std::unique_ptr<Store> mirror() const;
    [[nodiscard]] QString value(const QString &key) const;
    [[nodiscard]] QString row() const { return m_row; }
    [[nodiscard]] bool hasServer() const { return !value(u"endpoint"_s).isEmpty(); }
    [[nodiscard]] bool goesInParts() const
    {
        return QStringList{u"radosgw"_s, u"swift as s3"_s, u"azure"_s}.contains(row());
    }
    [[nodiscard]] QString endpointAt(int port) const;

    config::Ini m_ini;
    QString m_row;
    std::unique_ptr<Store> m_store;
};

void TestStores::initTestCase_data()
{
    QTest::addColumn<QString>("name");
    QFile file(qEnvironmentVariable("SMC_STORES") + u"/stores.conf"_s);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    m_ini = config::parseIni(file.readAll());
    for (const char *name :
         {"radosgw", "by host", "versioned", "swift as s3", "swift", "azure", "webdav", "folder", "mirror"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestStores::initTestCase() {}

std::unique_ptr<Store> TestStores::open(const QMap<QString, QString> &other) const
{
    return m_row == "mirror"_L1 ? mirror() : section(m_row, other);
}

/// Of three kinds, two of which must have an object.
std::unique_ptr<Store> TestStores::mirror() const
{
    std::vector<std::pair<QString, std::unique_ptr<Store>>> stores;
    for (const QString &name : {u"mirror one"_s, u"mirror two"_s, u"mirror three"_s})
        stores.emplace_back(name, section(name));
    return std::make_unique<MirrorStore>(
        MirrorOptions{.name = u"mirror"_s,
                      .log = qEnvironmentVariable("SMC_STORES") + u"/mirror-state/mirror.db"_s},
        std::move(stores));
}

std::unique_ptr<Store> TestStores::section(const QString &name, const QMap<QString, QString> &other) const
{
    QList<config::Entry> entries{{.key = u"retries"_s, .value = other.value(u"retries"_s, u"0"_s)}};
    for (config::Entry entry : m_ini.entries) {
        if (entry.name != name)
            continue;
        entry.value = other.value(entry.key, entry.value);
        entries << entry;
    }
    QList<config::Fault> faults;
    auto store = storeOf(name, 1, entries, faults);
    for (const config::Fault &fault : std::as_const(faults))
        qWarning("%d: %s", fault.line, qUtf8Printable(fault.message));
    return store;
}

QString TestStores::value(const QString &key) const
{
    for (const config::Entry &entry : m_ini.entries) {
        if (entry.name == m_row && entry.key == key)
            return entry.value;
    }
    return {};
}

QString TestStores::endpointAt(int port) const
{
    QUrl url(value(u"endpoint"_s));
    url.setPort(port);
    return url.toString();
}

void TestStores::init()
{
    QFETCH_GLOBAL(QString, name);
    m_row = name;
    m_store.reset();
    if (name == "mirror"_L1)
        m_store = open();
    for (const config::Section &section : m_ini.sections) {
        if (section.name == name)
            m_store = open();
    }
    if (!m_store)
        QSKIP(qPrintable(u"%1 is left out: it is not on this machine."_s.arg(name)));
}

void TestStores::whatIsPutIsThere_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("empty") << qsizetype(0);
    QTest::newRow("small") << qsizetype(1);
    QTest::newRow("middling") << qsizetype(5'000'003);
    QTest::newRow("in parts") << largestWhole + 1;
}

void TestStores::whatIsPutIsThere()
{
    QFETCH(qsizetype, size);
    if (size > largestWhole && !goesInParts())
        QSKIP("It takes objects as a whole.");
    const QByteArray content = noise(size, 1);
    const auto put = putWhole(*m_store, "whole", content);
    QVERIFY_OK(put);
    QCOMPARE(put->size, qint64(size));
    QVERIFY(!put->etag.isEmpty());
    const auto head = m_store->head("whole");
    QVERIFY_OK(head);
    QCOMPARE(head->size, qint64(size));
    QCOMPARE(head->etag, put->etag);
    const auto back = getWhole(*m_store, "whole", size);
    QVERIFY_OK(back);
    QVERIFY2(*back == content, "other bytes came back");
    const auto again = putWhole(*m_store, "whole", content + 'x');
    QVERIFY_OK(again);
    QVERIFY2(again->etag != put->etag, "the ETag of other content is the same");
    const auto other = m_store->head("whole");
    QVERIFY_OK(other);
    QCOMPARE(other->etag, again->etag);
    QVERIFY_OK(m_store->remove("whole"));
}

void TestStores::aPartIsThatPart()
{
    const QByteArray content = noise(300'000, 2);
    const auto put = putWhole(*m_store, "part", content);
    QVERIFY_OK(put);
    for (const auto &[offset, length] :
         {std::pair(0, 1), std::pair(1, 100), std::pair(299'999, 1), std::pair(100'000, 200'000)}) {
        const Got got = get(*m_store, "part", put->etag, offset, length);
        QVERIFY_OK(got.end);
        QVERIFY2(got.bytes == content.mid(offset, length), qPrintable(u"other bytes at %1"_s.arg(offset)));
    }
    QVERIFY_OK(get(*m_store, "part", {}, 5, 5).end);
    QVERIFY_OK(get(*m_store, "part", put->etag, 0, 0).end);
}

void TestStores::nothingComesOfAnotherVersion()
{
    const auto first = putWhole(*m_store, "version", noise(100'000, 3));
    QVERIFY_OK(first);
    QVERIFY_OK(putWhole(*m_store, "version", noise(100'000, 4)));
    for (const qint64 offset : {0, 50'000}) {
        const Got got = get(*m_store, "version", first->etag, offset, 1000);
        QCOMPARE(kindOf(got.end), u"stale"_s);
        QCOMPARE(got.bytes, QByteArray());
    }
}

void TestStores::whatIsTooShortIsAnError()
{
    const auto put = putWhole(*m_store, "short", "0123456789");
    QVERIFY_OK(put);
    QVERIFY2(!get(*m_store, "short", put->etag, 0, 11).end, "11 bytes of 10");
    QVERIFY2(!get(*m_store, "short", put->etag, 5, 6).end, "6 bytes behind the 5th of 10");
    QVERIFY2(!get(*m_store, "short", put->etag, 10, 1).end, "1 byte behind the end");
    QVERIFY2(!get(*m_store, "short", put->etag, 1000, 1).end, "1 byte far behind the end");
}

void TestStores::whatIsRemovedIsGone()
{
    QVERIFY_OK(putWhole(*m_store, "removed/deep/one", "content"));
    QVERIFY_OK(m_store->remove("removed/deep/one"));
    QCOMPARE(kindOf(m_store->head("removed/deep/one")), u"not-found"_s);
    QCOMPARE(kindOf(get(*m_store, "removed/deep/one", {}, 0, 1).end), u"not-found"_s);
    QVERIFY_OK(m_store->remove("removed/deep/one"));
    QVERIFY_OK(m_store->remove("removed/never/there"));
    const auto left = all(*m_store, "removed/");
    QVERIFY_OK(left);
    QCOMPARE(keysOf(*left), QByteArrayList());
}

void TestStores::pagesFollowEachOther()
{
    constexpr int count = 1100;
    QByteArrayList keys;
    for (int i = 0; i < count; ++i)
        keys << "list/" + QByteArray::number(i * 7 % 11) + "/o " + QByteArray::number(i);
    keys << "list" << "list!" << "list0" << "listen/1";
    std::atomic<int> failed = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    for (const QByteArray &key : std::as_const(keys)) {
        pool.start([&, key] {
            if (auto put = putWhole(*m_store, key, key); !put) {
                qWarning("%s", words(put.error()).constData());
                ++failed;
            }
        });
    }
    pool.waitForDone();
    QCOMPARE(failed.load(), 0);
    std::sort(keys.begin(), keys.end());
    const auto page = m_store->list("list", {});
    QVERIFY_OK(page);
    QVERIFY2(page->more, "more than 1000 are no page");
    QVERIFY2(page->objects.size() <= 1000, "a page has more than 1000");
    const auto listed = all(*m_store, "list");
    QVERIFY_OK(listed);
    QCOMPARE(keysOf(*listed), keys);
    const auto inside = all(*m_store, "list/3/");
    QVERIFY_OK(inside);
    QByteArrayList some;
    for (const QByteArray &key : std::as_const(keys)) {
        if (key.startsWith("list/3/"))
            some << key;
    }
    QCOMPARE(keysOf(*inside), some);
    const auto none = all(*m_store, "list/none");
    QVERIFY_OK(none);
    QCOMPARE(keysOf(*none), QByteArrayList());
    const auto beyond = m_store->list("list/3/", "list/4");
    QVERIFY_OK(beyond);
    QCOMPARE(keysOf(beyond->objects), QByteArrayList());
    const ListedObject &one = listed->at(500);
    const auto head = m_store->head(one.key);
    QVERIFY_OK(head);
    QCOMPARE(one.info.size, qint64(one.key.size()));
    QCOMPARE(one.info.etag, head->etag);
    QVERIFY2(std::abs(one.modified - QDateTime::currentMSecsSinceEpoch()) < 3'600'000,
             qPrintable(u"modified at %1"_s.arg(one.modified)));
    for (const QByteArray &key : std::as_const(keys)) {
        pool.start([&, key] {
            if (!m_store->remove(key))
                ++failed;
        });
    }
    pool.waitForDone();
    QCOMPARE(failed.load(), 0);
    const auto rest = all(*m_store, "list");
    QVERIFY_OK(rest);
    QCOMPARE(keysOf(*rest), QByteArrayList());
}

void TestStores::oddKeysAreKeptApart()
{
    const QByteArray longPart(300, 'l');
    QByteArrayList keys;
    for (const char *name : {"a b+c&d=e'(f)!@,;$^`{}[]|~.txt",
                             "100%",
                             "100%25",
                             "%2F",
                             "a/../b",
                             "b",
                             "./x",
                             "x",
                             "..",
                             ".",
                             "a//b",
                             "a/b",
                             "a",
                             "trail/",
                             "trail",
                             "co:lon",
                             "ha#sh?ques",
                             "back\\slash",
                             "Case",
                             "case",
                             "\xc3\xbc",
                             "u\xcc\x88",
                             "\xf0\x9f\x98\x80/\xe6\xbc\xa2",
                             "tab\there",
                             "dot.",
                             "dot",
                             "blank ",
                             "blank",
                             "<\"*>",
                             "x/..",
                             "x/.",
                             "../../etc/passwd",
                             ".hidden",
                             "con",
                             "plus+",
                             "plus "})
        keys << QByteArray("odd/") + name;
    keys << "odd/" + longPart << "odd/" + longPart + "/deep" << "odd/" + longPart + "m";
    keys << "odd/" + QByteArray("0123456789/").repeated(100).left(1020);
    for (const QByteArray &key : std::as_const(keys)) {
        const auto put = putWhole(*m_store, key, "of " + key);
        QVERIFY2(put, put ? "" : words(put.error().at(u"writing"_s, QString::fromUtf8(key))).constData());
    }
    for (const QByteArray &key : std::as_const(keys)) {
        const auto content = getWhole(*m_store, key, 2000);
        QVERIFY2(content,
                 content ? "" : words(content.error().at(u"reading"_s, QString::fromUtf8(key))).constData());
        QCOMPARE(*content, "of " + key);
    }
    std::sort(keys.begin(), keys.end());
    const auto listed = all(*m_store, "odd/");
    QVERIFY_OK(listed);
    QCOMPARE(keysOf(*listed), keys);
    while (!keys.isEmpty()) {
        const QByteArray key = keys.takeAt(keys.size() / 2);
        QVERIFY2(m_store->remove(key), key.constData());
        QCOMPARE(kindOf(m_store->head(key)), u"not-found"_s);
    }
    const auto left = all(*m_store, "odd/");
    QVERIFY_OK(left);
    QCOMPARE(keysOf(*left), QByteArrayList());
}

/// Where folders are made for them, an object and one below it are each other's rivals.
void TestStores::keysBelowKeysComeTogether()
{
    for (int round = 0; round < 25; ++round) {
        const QByteArray key = "together/" + QByteArray::number(round);
        const QByteArrayList keys{key + "/a", key, key + "/b/c", key + "/b"};
        std::atomic<int> failed = 0;
        QThreadPool pool;
        pool.setMaxThreadCount(4);
        for (const QByteArray &one : keys) {
            pool.start([&, one] {
                if (auto put = putWhole(*m_store, one, one); !put) {
                    qWarning("%s", words(put.error()).constData());
                    ++failed;
                }
            });
        }
        pool.waitForDone();
        QCOMPARE(failed.load(), 0);
        for (const QByteArray &one : keys) {
            const auto got = getWhole(*m_store, one, one.size());
            QVERIFY_OK(got);
            QCOMPARE(*got, one);
        }
    }
}

void TestStores::conditionsAreKept()
{
    QVERIFY_OK(m_store->remove("condition"));
    QCOMPARE(kindOf(putWhole(*m_store, "condition", "0", Condition::unchanged("0123456789abcdef"))),
             u"stale"_s);
    QCOMPARE(kindOf(m_store->head("condition")), u"not-found"_s);
    const auto first = putWhole(*m_store, "condition", "1", Condition::absent());
    QVERIFY_OK(first);
    QCOMPARE(kindOf(putWhole(*m_store, "condition", "2", Condition::absent())), u"stale"_s);
    const auto second = putWhole(*m_store, "condition", "3", Condition::unchanged(first->etag));
    QVERIFY_OK(second);
    QCOMPARE(kindOf(putWhole(*m_store, "condition", "4", Condition::unchanged(first->etag))), u"stale"_s);
    const auto content = getWhole(*m_store, "condition", 10);
    QVERIFY_OK(content);
    QCOMPARE(*content, "3");
    if (!m_store->keepsConditions())
        return;
    // Of many at one moment there is one.
    QVERIFY_OK(m_store->remove("condition"));
    std::atomic<int> made = 0;
    std::atomic<int> stale = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(8);
    for (int i = 0; i < 8; ++i) {
        pool.start([&, i] {
            const auto put =
                putWhole(*m_store, "condition", QByteArray::number(i).repeated(1000), Condition::absent());
            if (put)
                ++made;
            else if (put.error().code == ErrorCode::Stale)
                ++stale;
            else
                qWarning("%s", words(put.error()).constData());
        });
    }
    pool.waitForDone();
    QCOMPARE(made.load(), 1);
    QCOMPARE(stale.load(), 7);
}

void TestStores::otherContentIsNotTaken()
{
    for (const qsizetype size : {qsizetype(10'000), largestWhole + 1}) {
        if (size > largestWhole && !goesInParts())
            continue;
        const QByteArray content = noise(size, 5);
        QByteArray other = content;
        other[size - 1] = char(other[size - 1] ^ 1);
        QVERIFY_OK(m_store->remove("digest"));
        const auto put = m_store->put("digest", digestOf(content), sourceOf(other));
        QVERIFY2(!put && put.error().code == ErrorCode::Stale,
                 put ? "it was taken" : words(put.error()).constData());
        QCOMPARE(kindOf(m_store->head("digest")), u"not-found"_s);
        QVERIFY_OK(putWhole(*m_store, "digest", "before"));
        QCOMPARE(kindOf(m_store->put("digest", digestOf(content), sourceOf(other))), u"stale"_s);
        const auto left = getWhole(*m_store, "digest", 100);
        QVERIFY_OK(left);
        QCOMPARE(*left, "before");
    }
}

void TestStores::aSourceThatEndsIsNotTaken()
{
    const QByteArray content = noise(1'000'000, 6);
    const QByteArray half = content.left(500'000);
    QVERIFY_OK(m_store->remove("ends"));
    QVERIFY2(!m_store->put("ends", digestOf(content), sourceOf(half)), "half of it was taken");
    QCOMPARE(kindOf(m_store->head("ends")), u"not-found"_s);
    QVERIFY2(!m_store->put("ends", digestOf(content), [](char *, qint64, qint64) { return qint64(-1); }),
             "what could not be read was taken");
    QCOMPARE(kindOf(m_store->head("ends")), u"not-found"_s);
    QVERIFY_OK(putWhole(*m_store, "ends", content)); // the connection is good for the next
}

void TestStores::wrongKeysAreDenied()
{
    if (value(u"key file"_s).isEmpty())
        QSKIP("It knows no keys.");
    QFile right(value(u"key file"_s));
    QVERIFY(right.open(QIODevice::ReadOnly));
    const QByteArray id = right.readLine().trimmed();
    const QString wrong = qEnvironmentVariable("SMC_STORES") + u"/wrong.key"_s;
    QFile file(wrong);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
            file.write(id + '\n' + QByteArray("not the secret").toBase64() + '\n') > 0);
    file.close();
    const auto store = open({{u"key file"_s, wrong}});
    QVERIFY(store);
    QCOMPARE(kindOf(putWhole(*store, "denied", "content")), u"denied"_s);
    QCOMPARE(kindOf(store->head("denied")), u"denied"_s);
    QCOMPARE(kindOf(get(*store, "denied", {}, 0, 1).end), u"denied"_s);
    QCOMPARE(kindOf(store->remove("denied")), u"denied"_s);
    const auto list = store->list({}, {});
    QCOMPARE(kindOf(list), u"denied"_s);
    QVERIFY2(!words(list.error()).contains("bm90IHRoZSBzZWNyZXQ"), words(list.error()).constData());
    QCOMPARE(kindOf(m_store->head("denied")), u"not-found"_s);
}

void TestStores::theCertificateIsChecked()
{
    if (row() != "radosgw"_L1)
        QSKIP("one that speaks TLS is enough: the client is the same");
    const QString folder = qEnvironmentVariable("SMC_STORES") + u"/pki"_s;
    const QString name = u"over TLS"_s;
    const auto right = section(name);
    const auto put = putWhole(*right, "tls", "content");
    QVERIFY2(put, put ? "" : words(put.error()).constData());
    const auto read = getWhole(*right, "tls", 100);
    QVERIFY(read);
    QCOMPARE(*read, "content");

    const QList<QMap<QString, QString>> wrong{
        {{u"ca"_s, folder + u"/other/ca.crt"_s}},             // of somebody else's
        {{u"ca"_s, u"/etc/ssl/certs/ca-certificates.crt"_s}}, // of those that everybody has
        {{u"endpoint"_s, u"https://localhost:18143"_s}},      // it is another name
    };
    for (const QMap<QString, QString> &other : wrong) {
        const auto refused = getWhole(*section(name, other), "tls", 100);
        QVERIFY2(!refused, qPrintable(other.keys().join(u' ')));
        QCOMPARE(refused.error().code, ErrorCode::Unreachable);
        QVERIFY2(refused.error().hint.contains("the authority of its certificate"_L1),
                 words(refused.error()).constData());
    }
}

void TestStores::aBucketThatIsNotThere()
{
    if (row() == u"mirror"_s)
        QSKIP("It has none of its own.");
    const auto store =
        open({{u"bucket"_s, u"none"_s},
              {u"endpoint"_s, value(u"endpoint"_s) + (row() == u"webdav"_s ? u"/none"_s : QString())},
              {u"container"_s, u"none"_s},
              {u"path"_s, qEnvironmentVariable("SMC_STORES") + u"/none"_s}});
    QVERIFY(store);
    for (const QString &kind : {kindOf(putWhole(*store, "key", "content")), kindOf(store->head("key")),
                                kindOf(store->list({}, {}))})
        QCOMPARE(kind, u"not-found"_s);
    const auto put = putWhole(*store, "key", "content");
    QVERIFY2(words(put.error()).contains("none"), words(put.error()).constData());
}

void TestStores::aServerThatIsGone()
{
    if (!hasServer())
        QSKIP("It has no server.");
    const auto store = open({{u"endpoint"_s, endpointAt(9)}});
    QVERIFY(store);
    for (const QString &kind : {kindOf(putWhole(*store, "key", "content")), kindOf(store->head("key")),
                                kindOf(get(*store, "key", {}, 0, 1).end), kindOf(store->remove("key")),
                                kindOf(store->list({}, {}))})
        QCOMPARE(kind, u"unreachable"_s);
}

void TestStores::anAnswerThatIsCut()
{
    if (!hasServer())
        QSKIP("It has no server.");
    const QByteArray content = noise(1'000'000, 7);
    const auto put = putWhole(*m_store, "cut", content);
    QVERIFY_OK(put);
    FaultProxy proxy(proxyPort, QUrl(value(u"endpoint"_s)).port());
    const auto store = open({{u"endpoint"_s, endpointAt(proxyPort)}});
    QVERIFY(store);
    QVERIFY_OK(store->head("cut"));
    QVERIFY(proxy.say("truncate 100000"));
    const Got got = get(*store, "cut", put->etag, 0, content.size());
    QVERIFY2(!got.end, "half an answer was taken for a whole one");
    QVERIFY2(got.end.error().retryable, words(got.end.error()).constData());
    QVERIFY2(content.startsWith(got.bytes), "other bytes came");
    QVERIFY(proxy.say("pass"));
    QVERIFY_OK(get(*store, "cut", put->etag, 0, content.size()).end);
}

void TestStores::anAnswerThatIsLost()
{
    if (!hasServer())
        QSKIP("It has no server.");
    FaultProxy proxy(proxyPort, QUrl(value(u"endpoint"_s)).port());
    const auto store = open({{u"endpoint"_s, endpointAt(proxyPort)}});
    QVERIFY(store);
    QVERIFY_OK(putWhole(*store, "lost", "before"));
    QVERIFY(proxy.say("lose"));
    const auto lost = putWhole(*store, "lost", "after");
    QVERIFY2(!lost, "nothing was answered");
    QVERIFY2(lost.error().retryable, words(lost.error()).constData());
    QVERIFY(proxy.say("pass"));
    const auto again = putWhole(*store, "lost", "after");
    QVERIFY_OK(again);
    const auto content = getWhole(*store, "lost", 100);
    QVERIFY_OK(content);
    QCOMPARE(*content, "after");
}

void TestStores::whatIsBusyIsAskedAgain()
{
    if (!hasServer())
        QSKIP("It has no server.");
    QVERIFY_OK(putWhole(*m_store, "busy", "0123456789"));
    FaultProxy proxy(proxyPort, QUrl(value(u"endpoint"_s)).port());
    const auto store = open({{u"endpoint"_s, endpointAt(proxyPort)}, {u"retries"_s, u"3"_s}});
    QVERIFY(store);
    QVERIFY(proxy.say("error 503 2"));
    const auto content = getWhole(*store, "busy", 100);
    QVERIFY_OK(content);
    QCOMPARE(*content, "0123456789");
    QVERIFY(proxy.requests() >= 3); // two that were refused, and one more
    QVERIFY(proxy.say("error 503 1"));
    QVERIFY_OK(putWhole(*store, "busy", "again"));
    QVERIFY(proxy.requests() >= 2);
    QVERIFY(proxy.say("error 503"));
    QCOMPARE(kindOf(store->head("busy")), u"busy"_s);
    QCOMPARE(proxy.requests(), 4); // once, and three times more
}

QTEST_GUILESS_MAIN(TestStores)
#include "test_stores.moc"
