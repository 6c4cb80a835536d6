// SPDX-License-Identifier: GPL-3.0-or-later
// Mirrors over folders, whose stores go away, lose answers, are emptied and die with the mirror in the middle
// of anything; against a model of what they may have.
#include "service/cloudvfs/backends/folder_store.h"
#include "service/cloudvfs/mirror/mirror_store.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::cloudvfs;

namespace {

struct Killed
{};

/// What goes wrong with a store, whoever has opened it.
struct Weather
{
    bool away = false;
    bool loses = false;   ///< it does what it is asked to, and the answer does not come
    int *lives = nullptr; ///< calls until the mirror dies in one, before it or after; -1: it does not
    QByteArray sign = {}; ///< before its ETags
    std::function<void()> meanwhile = {}; ///< in the middle of a put or removal
};

class OddStore final : public Store
{
public:
    OddStore(const QString &path, Weather &weather)
        : m_store({.path = path, .mount = {}})
        , m_weather(weather)
    {}
    Result<ObjectInfo> put(const QByteArray &key, const Digest &content, const Source &source,
                           const Condition &condition) override
    {
        Condition own = condition;
        if (own.kind == Condition::Kind::Unchanged)
            own.etag = own.etag.startsWith(m_weather.sign) ? own.etag.mid(m_weather.sign.size()) : "another";
        happen(key);
        return through<ObjectInfo>([&] { return signed_(m_store.put(key, content, source, own)); });
    }
    Result<ObjectInfo> head(const QByteArray &key) override
    {
        return through<ObjectInfo>([&] { return signed_(m_store.head(key)); });
    }
    Result<void> get(const QByteArray &key, const QByteArray &etag, qint64 offset, qint64 length,
                     const Sink &sink) override
    {
        QByteArray own = etag;
        if (!own.isEmpty())
            own = own.startsWith(m_weather.sign) ? own.mid(m_weather.sign.size()) : "another";
        return through<void>([&] { return m_store.get(key, own, offset, length, sink); });
    }
    Result<void> remove(const QByteArray &key) override
    {
        happen(key);
        return through<void>([&] { return m_store.remove(key); });
    }
    Result<Listing> list(const QByteArray &prefix, const QByteArray &after) override
    {
        return through<Listing>([&] {
            auto listing = m_store.list(prefix, after);
            if (listing) {
                for (ListedObject &object : listing->objects)
                    object.info.etag.prepend(m_weather.sign);
            }
            return listing;
        });
    }
    bool keepsConditions() override { return true; }

private:
    Result<ObjectInfo> signed_(Result<ObjectInfo> info)
    {
        if (info)
            info->etag.prepend(m_weather.sign);
        return info;
    }
    void happen(const QByteArray &key) const
    {
        if (m_weather.meanwhile && !key.startsWith(".cloudvfs-"))
            m_weather.meanwhile();
    }
    void live() const
    {
        if (m_weather.lives && *m_weather.lives >= 0 && (*m_weather.lives)-- == 0)
            throw Killed();
    }
    template<typename T, typename Call>
    Result<T> through(const Call &call)
    {
        live();
        if (m_weather.away)
            return Error{.code = ErrorCode::Unreachable, .message = u"It is away."_s, .retryable = true};
        auto answer = call();
        live();
        if (m_weather.loses)
            return Error{.code = ErrorCode::Timeout, .message = u"Its answer is lost."_s, .retryable = true};
        return answer;
    }

    FolderStore m_store;
    Weather &m_weather;
};

QByteArray words(const Error &error)
{
    return error.toString().toUtf8();
}

#define QVERIFY_OK(result) QVERIFY2(result, (result) ? "" : words((result).error()).constData())

} // namespace

class TestMirrorStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatItIsToldToDoItHasDone_data();
    void whatItIsToldToDoItHasDone();
    void whatAStoreMissedIsNotReadFromIt();
    void whatWasRemovedDoesNotComeBack();
    void aQuorumIsWaitedFor();
    void anEmptyStoreIsFilled();
    void withoutTheLogTheOneThatIsBehindIsKnown();
    void withoutTheLogAnObjectKeepsItsETag();
    void withoutTheLogOneThatIsAwayIsWaitedFor();
    void whatIsBeingWrittenMakesNoneBehind();
    void aStoreOfOthersIsLeftAlone();
    void whatIsLostInOneComesFromTheOther();
    void whatOthersWriteInAStoreIsTaken();
    void oneThatWasLeftOutIsCompared();

private:
    [[nodiscard]] QString path(int store) const { return m_folder->filePath(QString(QChar(u'a' + store))); }
    [[nodiscard]] QString log() const { return m_folder->filePath(u"state/m.db"_s); }
    [[nodiscard]] std::unique_ptr<MirrorStore> open(int stores, int quorum, int first = 0)
    {
        std::vector<std::pair<QString, std::unique_ptr<Store>>> members;
        for (int i = first; i < stores; ++i)
            members.emplace_back(QString(QChar(u'a' + i)), raw(i));
        return std::make_unique<MirrorStore>(
            MirrorOptions{
                .name = u"m"_s, .log = log(), .pause = std::chrono::milliseconds(0), .quorum = quorum},
            std::move(members));
    }
    [[nodiscard]] std::unique_ptr<Store> raw(int store)
    {
        return std::make_unique<OddStore>(path(store), m_weather[std::size_t(store)]);
    }
    /// What lies in a store, but for what is the mirror's own.
    [[nodiscard]] QMap<QByteArray, QByteArray> contents(int store)
    {
        FolderStore folder({.path = path(store), .mount = {}});
        QMap<QByteArray, QByteArray> all;
        const auto listing = folder.list({}, {});
        if (!listing)
            return {{"not listed", words(listing.error())}};
        for (const ListedObject &object : listing->objects) {
            if (!object.key.startsWith(".cloudvfs-"))
                all.insert(object.key, getWhole(folder, object.key, 1 << 20).operator bool()
                                           ? *getWhole(folder, object.key, 1 << 20)
                                           : QByteArray("not read"));
        }
        return all;
    }
    void empty(int store)
    {
        QDir(path(store)).removeRecursively();
        QDir().mkpath(path(store));
    }
    [[nodiscard]] static bool healed(MirrorStore &mirror)
    {
        for (int i = 0; i < 20; ++i) {
            const auto left = mirror.heal();
            if (!left)
                qWarning("%s", words(left.error()).constData());
            bool complete = true;
            const auto members = mirror.members();
            for (const auto &member : members)
                complete = complete && member.complete && member.problem.isEmpty();
            if (left && *left == 0 && complete && i > 0)
                return true;
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::array<Weather, 3> m_weather;
    int m_lives = -1;
};

void TestMirrorStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_lives = -1;
    for (int i = 0; i < 3; ++i) {
        QDir().mkpath(path(i));
        m_weather[std::size_t(i)] = {.lives = &m_lives, .sign = QByteArray(1, char('A' + i)) + '-'};
    }
}

void TestMirrorStore::whatItIsToldToDoItHasDone_data()
{
    QTest::addColumn<int>("stores");
    QTest::addColumn<int>("quorum");
    QTest::addColumn<int>("seeds");
    QTest::newRow("2, one is enough") << 2 << 1 << 25;
    QTest::newRow("2, both") << 2 << 2 << 15;
    QTest::newRow("3, more than a half") << 3 << 0 << 25;
}

void TestMirrorStore::whatItIsToldToDoItHasDone()
{
    QFETCH(int, stores);
    QFETCH(int, quorum);
    QFETCH(int, seeds);
    const int least = quorum > 0 ? quorum : stores / 2 + 1;
    const QByteArray nothing; // null: there is no object
    int acknowledged = 0, refused = 0, kills = 0, read = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        init();
        QRandomGenerator random(quint32(20261127 + seed));
        QMap<QByteArray, QList<QByteArray>> model; // what each key may be
        QMap<QByteArray, QByteArray> names;        // the ETag that it was told to have
        auto mirror = open(stores, quorum);
        QVERIFY_OK(mirror->heal());
        QByteArrayList trace;
        int version = 0;
        const auto is = [&](const QByteArray &key, const QByteArray &value, const char *what) {
            const QList<QByteArray> may = model.value(key, {nothing});
            const QByteArray said = QByteArray(what) + " of " + key + " gives \"" + value + "\" and not \"" +
                                    may.join("\" or \"") + "\" (seed " + QByteArray::number(seed) + ")\n" +
                                    trace.join('\n');
            const bool good = std::any_of(may.cbegin(), may.cend(), [&](const QByteArray &one) {
                return one == value && one.isNull() == value.isNull();
            });
            if (!good)
                qWarning("%s", said.constData());
            else
                model[key] = {value};
            return good;
        };
        for (int step = 0; step < 120; ++step) {
            const QByteArray key = "k" + QByteArray::number(random.bounded(5));
            const auto note = [&](const QByteArray &what) {
                QByteArray weather;
                for (int i = 0; i < stores; ++i)
                    weather += m_weather[std::size_t(i)].away    ? '-'
                               : m_weather[std::size_t(i)].loses ? '?'
                                                                 : '+';
                trace << QByteArray::number(step) + ' ' + weather + ' ' + what;
            };
            if (random.bounded(8) == 0)
                m_lives = random.bounded(12);
            try {
                switch (random.bounded(12)) {
                case 0:
                case 1:
                case 2:
                case 3: { // a put, by what was told of it, or as it comes
                    Condition condition;
                    if (random.bounded(2) == 0)
                        condition = names.contains(key) ? Condition::unchanged(names.value(key))
                                                        : Condition::absent();
                    const QByteArray value = key + " version " + QByteArray::number(++version);
                    note("put " + value + " if " + condition.etag);
                    model[key] = model.value(key, {nothing}) << value; // from now on
                    const auto put = putWhole(*mirror, key, value, condition);
                    note(put ? QByteArray("done ") + put->etag : words(put.error()));
                    if (!put) {
                        ++refused;
                        break;
                    }
                    ++acknowledged;
                    model[key] = {value};
                    names[key] = put->etag;
                    int have = 0;
                    for (int i = 0; i < stores; ++i)
                        have += contents(i).value(key) == value ? 1 : 0;
                    QVERIFY2(have >= least, trace.join('\n').constData());
                    break;
                }
                case 4: {
                    note("remove " + key);
                    model[key] = model.value(key, {nothing}) << nothing;
                    const auto removed = mirror->remove(key);
                    note(removed ? QByteArray("done") : words(removed.error()));
                    if (removed) {
                        model[key] = {nothing};
                        names.remove(key);
                    }
                    break;
                }
                case 5:
                case 6: {
                    note("read " + key);
                    const auto info = mirror->head(key);
                    if (!info) {
                        note(words(info.error()));
                        if (info.error().code == ErrorCode::NotFound)
                            QVERIFY(is(key, nothing, "head"));
                        break;
                    }
                    const auto value = getWhole(*mirror, key, 1000);
                    note(value ? info->etag + ": " + *value : words(value.error()));
                    if (value) {
                        ++read;
                        const bool sure = model.value(key).size() == 1;
                        QVERIFY(is(key, *value, "get"));
                        if (sure && names.contains(key) && names.value(key) != info->etag)
                            QCOMPARE(info->etag, names.value(key));
                        names[key] = info->etag;
                    }
                    break;
                }
                case 7: {
                    note("list");
                    const auto listing = mirror->list({}, {});
                    note(listing ? QByteArray::number(listing->objects.size()) : words(listing.error()));
                    if (!listing)
                        break;
                    QSet<QByteArray> there;
                    for (const ListedObject &object : listing->objects) {
                        there << object.key;
                        const auto may = model.value(object.key);
                        QVERIFY2(may.size() != 1 || !may.first().isNull(),
                                 QByteArray(object.key + " is listed\n" + trace.join('\n')).constData());
                    }
                    for (auto it = model.cbegin(); it != model.cend(); ++it) {
                        QVERIFY2(it->size() != 1 || it->first().isNull() || there.contains(it.key()),
                                 QByteArray(it.key() + " is not listed\n" + trace.join('\n')).constData());
                    }
                    break;
                }
                case 8:
                case 9: {
                    Weather &weather = m_weather[std::size_t(random.bounded(stores))];
                    const int what = random.bounded(4);
                    weather.away = what == 0;
                    weather.loses = what == 1;
                    break;
                }
                case 10:
                    note("heal");
                    (void)mirror->heal();
                    break;
                default:
                    note("restart");
                    mirror = open(stores, quorum);
                    (void)mirror->heal();
                    break;
                }
            } catch (const Killed &) {
                note("killed");
                ++kills;
                m_lives = -1;
                mirror = open(stores, quorum);
                (void)mirror->heal();
            }
        }
        m_lives = -1;
        for (Weather &weather : m_weather)
            weather.away = weather.loses = false;
        trace << "the end";
        QVERIFY2(healed(*mirror), trace.join('\n').constData());
        for (auto it = model.cbegin(); it != model.cend(); ++it) {
            const QByteArray value = contents(0).value(it.key());
            QVERIFY(is(it.key(), value, "the end"));
        }
        for (int i = 1; i < stores; ++i)
            QVERIFY2(contents(i) == contents(0), trace.join('\n').constData());
        FolderStore first({.path = path(0), .mount = {}});
        const auto flags = first.list(".cloudvfs-mirror-", {});
        QVERIFY_OK(flags);
        QCOMPARE(flags->objects.size(), 0);
    }
    qInfo("%d puts acknowledged, %d not, %d reads, %d kills", acknowledged, refused, read, kills);
    QVERIFY(acknowledged > seeds * 5 && refused > seeds && read > seeds && kills > seeds);
}

void TestMirrorStore::whatAStoreMissedIsNotReadFromIt()
{
    auto mirror = open(2, 1);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "old"));
    m_weather[0].away = true;
    const auto put = putWhole(*mirror, "key", "new");
    QVERIFY_OK(put);
    QVERIFY_OK(putWhole(*mirror, "other", "new, too"));
    m_weather[0].away = false;
    QCOMPARE(contents(0).value("key"), "old");
    mirror = open(2, 1); // it has not healed anything yet
    const auto head = mirror->head("key");
    QVERIFY_OK(head);
    QCOMPARE(head->etag, put->etag);
    const auto read = getWhole(*mirror, "key", 100);
    QVERIFY_OK(read);
    QCOMPARE(*read, "new");
    const auto listing = mirror->list({}, {});
    QVERIFY_OK(listing);
    QCOMPARE(listing->objects.size(), 2);
    QCOMPARE(listing->objects.first().info.etag, put->etag);
    m_weather[1].away = true; // and not when the other one is away
    QVERIFY(!getWhole(*mirror, "key", 100));
    QCOMPARE(mirror->head("key").error().code, ErrorCode::Unreachable);
    m_weather[1].away = false;
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(0).value("key"), "new");
    m_weather[1].away = true;
    const auto healedRead = mirror->head("key");
    QVERIFY_OK(healedRead);
    QCOMPARE(healedRead->etag, put->etag); // which the store itself never said
}

void TestMirrorStore::whatWasRemovedDoesNotComeBack()
{
    auto mirror = open(2, 1);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "content"));
    m_weather[0].away = true;
    QVERIFY_OK(mirror->remove("key"));
    m_weather[0].away = false;
    QVERIFY(contents(0).contains("key"));
    mirror = open(2, 1);
    QCOMPARE(mirror->head("key").error().code, ErrorCode::NotFound);
    QCOMPARE(mirror->list({}, {})->objects.size(), 0);
    QVERIFY(healed(*mirror));
    QVERIFY(contents(0).isEmpty());
    QVERIFY(contents(1).isEmpty());
}

void TestMirrorStore::aQuorumIsWaitedFor()
{
    auto mirror = open(2, 0);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "before", "content"));
    m_weather[1].away = true;
    const auto put = putWhole(*mirror, "key", "content");
    QVERIFY2(!put, "one of two is more than a half");
    QVERIFY2(words(put.error()).contains("b: It is away"), words(put.error()).constData());
    QVERIFY_OK(mirror->head("before"));                                 // reads go on
    QCOMPARE(mirror->head("key").error().code, ErrorCode::Unreachable); // it may yet become so, or not
    m_weather[1].away = false;
    QVERIFY(healed(*mirror));
    QVERIFY_OK(putWhole(*mirror, "key", "content"));
}

void TestMirrorStore::anEmptyStoreIsFilled()
{
    FolderStore folder({.path = path(0), .mount = {}});
    for (int i = 0; i < 20; ++i)
        QVERIFY_OK(putWhole(folder, "old/" + QByteArray::number(i), "of before " + QByteArray::number(i)));
    auto mirror = open(2, 1); // one store with objects becomes a mirror
    const auto name = mirror->head("old/3");
    QVERIFY_OK(name);
    QCOMPARE(name->etag, raw(0)->head("old/3")->etag);
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(1), contents(0));
    QVERIFY_OK(putWhole(*mirror, "new", "content"));
    const auto all = contents(0);
    mirror.reset();
    empty(0); // the first one is replaced
    mirror = open(2, 1);
    QCOMPARE(mirror->list({}, {})->objects.size(), 21);
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(0), all);
    empty(1); // and the second, while it runs
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(1), all);
    mirror.reset();
    empty(0);
    empty(1);
    mirror = open(2, 1); // nothing has it any more: that is told, and not an empty mirror
    QVERIFY2(!mirror->list({}, {}), "two empty stores are taken for a mirror without objects");
    QCOMPARE(mirror->head("new").error().code, ErrorCode::Unreachable);
}

void TestMirrorStore::withoutTheLogTheOneThatIsBehindIsKnown()
{
    auto mirror = open(2, 1);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "old"));
    QVERIFY_OK(putWhole(*mirror, "gone", "content"));
    m_weather[0].away = true;
    QVERIFY_OK(putWhole(*mirror, "key", "new"));
    QVERIFY_OK(mirror->remove("gone"));
    mirror.reset();
    QDir(m_folder->filePath(u"state"_s)).removeRecursively();
    mirror = open(2, 1);
    QVERIFY2(!mirror->head("key"), "which store has everything is not known");
    m_weather[0].away = false;
    const auto read = getWhole(*mirror, "key", 100);
    QVERIFY_OK(read);
    QCOMPARE(*read, "new");
    QCOMPARE(mirror->head("gone").error().code, ErrorCode::NotFound);
    QVERIFY(healed(*mirror));
    const QMap<QByteArray, QByteArray> right{{"key", "new"}};
    QCOMPARE(contents(0), right);
    QCOMPARE(contents(1), right);
}

/// Whoever has read a list must be able to read what it told of, whatever is healed meanwhile.
void TestMirrorStore::withoutTheLogAnObjectKeepsItsETag()
{
    auto mirror = open(3, 2);
    QVERIFY_OK(mirror->heal());
    m_weather[1].away = true;
    QVERIFY_OK(putWhole(*mirror, "key", "content"));
    mirror.reset();
    QDir(m_folder->filePath(u"state"_s)).removeRecursively();
    m_weather[1].away = false;
    mirror = open(3, 2);
    const auto once = mirror->heal();
    QVERIFY_OK(once);
    const auto before = mirror->list({}, {});
    QVERIFY_OK(before);
    const QByteArray etag = before->objects.first().info.etag;
    int times = 0;
    const auto isReadable = [&] {
        ++times;
        const auto got = mirror->get("key", etag, 0, 7, [](const char *, qint64, qint64) { return true; });
        QVERIFY_OK(got);
    };
    for (Weather &weather : m_weather)
        weather.meanwhile = isReadable;
    QVERIFY(healed(*mirror));
    isReadable();
    for (Weather &weather : m_weather)
        weather.meanwhile = {};
    QVERIFY(times > 1);
    QCOMPARE(mirror->head("key")->etag, etag);
}

/// What the others have bears another ETag, and whether it is the same is not known.
void TestMirrorStore::withoutTheLogOneThatIsAwayIsWaitedFor()
{
    auto mirror = open(3, 2);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "content"));
    mirror.reset();
    QDir(m_folder->filePath(u"state"_s)).removeRecursively();
    mirror = open(3, 2);
    const auto info = mirror->head("key");
    QVERIFY_OK(info);
    m_weather[0].away = true;
    const auto get = [&] {
        return mirror->get("key", info->etag, 0, 7, [](const char *, qint64, qint64) { return true; });
    };
    for (int i = 0; i < 3; ++i) {
        const auto got = get();
        QCOMPARE(got.error().code, ErrorCode::Unreachable);
        QVERIFY(got.error().retryable);
        QVERIFY_OK(mirror->list({}, {}));
        QVERIFY_OK(mirror->heal());
    }
    m_weather[0].away = false;
    QVERIFY(healed(*mirror));
    QVERIFY_OK(get());
    QCOMPARE(mirror->head("key")->etag, info->etag);
}

/// While one is away a second one that is called behind would leave none to be believed.
void TestMirrorStore::whatIsBeingWrittenMakesNoneBehind()
{
    auto mirror = open(3, 2);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "old"));
    m_weather[1].away = true;
    int times = 0;
    m_weather[0].meanwhile = [&] {
        ++times;
        (void)mirror->heal();
    };
    QVERIFY_OK(putWhole(*mirror, "other", "new"));
    QVERIFY_OK(mirror->remove("key"));
    m_weather[0].meanwhile = {};
    QVERIFY2(times >= 2, qPrintable(QString::number(times)));
    mirror.reset();
    QDir(m_folder->filePath(u"state"_s)).removeRecursively();
    m_weather[1].away = false;
    mirror = open(3, 2);
    QVERIFY_OK(mirror->head("other"));
    QVERIFY(healed(*mirror));
    const QMap<QByteArray, QByteArray> right{{"other", "new"}};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(contents(i), right);
}

void TestMirrorStore::aStoreOfOthersIsLeftAlone()
{
    FolderStore a({.path = path(0), .mount = {}});
    FolderStore b({.path = path(1), .mount = {}});
    QVERIFY_OK(putWhole(a, "one", "of a"));
    QVERIFY_OK(putWhole(b, "two", "of b"));
    auto mirror = open(2, 1);
    QVERIFY2(!mirror->head("one"), "two stores with objects of their own became a mirror");
    empty(1);
    mirror = open(2, 1);
    QVERIFY(healed(*mirror));
    mirror.reset();
    empty(1);
    QVERIFY_OK(putWhole(b, "two", "of somebody"));
    mirror = open(2, 1);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "new", "content"));
    QVERIFY_OK(mirror->heal());
    const QMap<QByteArray, QByteArray> theirs{{"two", "of somebody"}};
    QCOMPARE(contents(1), theirs);
    QVERIFY2(mirror->members().last().problem.contains("Empty it"_L1),
             qPrintable(mirror->members().last().problem));
}

void TestMirrorStore::whatIsLostInOneComesFromTheOther()
{
    auto mirror = open(2, 2);
    QVERIFY_OK(mirror->heal());
    const auto put = putWhole(*mirror, "key", "content");
    QVERIFY_OK(put);
    FolderStore a({.path = path(0), .mount = {}});
    QVERIFY_OK(a.remove("key"));
    QVERIFY_OK(mirror->head("key"));
    const auto read = getWhole(*mirror, "key", 100);
    QVERIFY_OK(read);
    QCOMPARE(*read, "content");
    QCOMPARE(mirror->list({}, {})->objects.size(), 1);
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(0).value("key"), "content");
}

void TestMirrorStore::whatOthersWriteInAStoreIsTaken()
{
    auto mirror = open(2, 2);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "changed", "before"));
    FolderStore a({.path = path(0), .mount = {}});
    QVERIFY_OK(putWhole(a, "changed", "by others"));
    QVERIFY_OK(putWhole(a, "new", "by others"));
    const auto listing = mirror->list({}, {});
    QVERIFY_OK(listing);
    QCOMPARE(listing->objects.size(), 2);
    QVERIFY(healed(*mirror));
    QCOMPARE(contents(1), contents(0));
    QCOMPARE(contents(1).value("changed"), "by others");
    QCOMPARE(mirror->list({}, {})->objects.first().info.etag, listing->objects.first().info.etag);
}

void TestMirrorStore::oneThatWasLeftOutIsCompared()
{
    auto mirror = open(2, 1);
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "old"));
    QVERIFY_OK(putWhole(*mirror, "gone", "content"));
    mirror = open(2, 1, 1); // "stores = b"
    QVERIFY_OK(mirror->heal());
    QVERIFY_OK(putWhole(*mirror, "key", "new"));
    QVERIFY_OK(mirror->remove("gone"));
    mirror = open(2, 1);
    const auto read = getWhole(*mirror, "key", 100);
    QVERIFY_OK(read);
    QCOMPARE(*read, "new");
    QVERIFY(healed(*mirror));
    const QMap<QByteArray, QByteArray> right{{"key", "new"}};
    QCOMPARE(contents(0), right);
}

QTEST_GUILESS_MAIN(TestMirrorStore)
#include "test_mirror_store.moc"
