// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/access/session.h"
#include "service/api/change_journal.h"

#include <QJsonObject>
#include <QTest>

using namespace smc;
using namespace smc::api;
using namespace Qt::Literals::StringLiterals;
using What = Outcome::What;

namespace {

QJsonObject attribute(const QString &name, const QJsonArray &before, const QJsonArray &after)
{
    return {{u"name"_s, name}, {u"before"_s, before}, {u"after"_s, after}};
}

const Author alice{.person = u"alice"_s, .realm = u"LAB.EXAMPLE"_s, .reason = u"Ticket 1"_s};

Outcome changeOf(const QJsonArray &attributes, What what = What::Done)
{
    Outcome outcome{.section = u"data"_s, .what = what};
    outcome.step.server.name = u"fs1"_s;
    outcome.step.change.attributes = attributes;
    return outcome;
}

/// "comment: old -> new", "-" for what is not set.
QStringList lines(const QList<state::ConfigChange> &entries)
{
    QStringList told;
    for (const state::ConfigChange &entry : entries)
        told << u"%1: %2 -> %3"_s.arg(entry.parameter, entry.before.value_or(u"-"_s),
                                      entry.after.value_or(u"-"_s));
    return told;
}

} // namespace

/// What the history keeps of a change.
class TestChangeJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachParameterIsALine()
    {
        const auto entries = entriesOf(changeOf({attribute(u"comment"_s, {u"old"_s}, {u"new"_s}),
                                                 attribute(u"guest ok"_s, {}, {u"yes"_s})}),
                                       alice);
        QCOMPARE(lines(entries), (QStringList{u"comment: old -> new"_s, u"guest ok: - -> yes"_s}));
        QCOMPARE(entries[1].id, entries[0].id);
        QCOMPARE(entries[1].line, 1);
        QCOMPARE(entries[0].operation, u"modify"_s);
        QCOMPARE(entries[0].way, u"request"_s);
        QCOMPARE(entries[0].person, u"alice"_s);
        QCOMPARE(entries[0].reason, u"Ticket 1"_s);
        Author repairer = alice;
        repairer.way = Author::Way::Repair;
        QCOMPARE(entriesOf(changeOf({attribute(u"comment"_s, {}, {u"a"_s})}), repairer)[0].way, u"repair"_s);
    }
    void aReturnGoesTheOtherWay()
    {
        Outcome made = changeOf({attribute(u"path"_s, {}, {u"/srv"_s})}, What::TakenBack);
        made.operation = Operation::Create;
        made.message = u"fs1 has no folder /srv."_s;
        const auto entries = entriesOf(made, alice);
        QCOMPARE(lines(entries), QStringList{u"path: /srv -> -"_s});
        QCOMPARE(entries[0].operation, u"delete"_s);
        QCOMPARE(entries[0].way, u"return"_s);
        QCOMPARE(entries[0].message, u"fs1 has no folder /srv."_s);
    }
    void whatMayBeDoneInPartSaysSo()
    {
        Outcome outcome = changeOf({attribute(u"comment"_s, {u"a"_s}, {u"b"_s})}, What::Unsure);
        outcome.message = u"fs1 does not answer."_s;
        const auto entries = entriesOf(outcome, alice);
        QCOMPARE(lines(entries), QStringList{u"comment: a -> b"_s});
        QCOMPARE(entries[0].way, u"request"_s);
        QVERIFY(entries[0].message.contains(u"in part"));
        QVERIFY(entries[0].message.contains(u"fs1 does not answer."));
    }
    void whatIsBegunSaysSoAndWhatWasRefusedIsNothing()
    {
        Outcome outcome = changeOf({attribute(u"comment"_s, {u"a"_s}, {u"b"_s})}, What::Begun);
        outcome.id = u"1"_s;
        const auto begun = entriesOf(outcome, alice);
        QCOMPARE(lines(begun), QStringList{u"comment: a -> b"_s});
        QCOMPARE(begun[0].way, u"request"_s);
        QCOMPARE(begun[0].message, u"It was begun, and how it ended is not known."_s);
        outcome.what = What::Done;
        const auto done = entriesOf(outcome, alice);
        QCOMPARE(done[0].id, begun[0].id);
        QVERIFY(done[0].message.isEmpty());
        outcome.what = What::Refused;
        QVERIFY(entriesOf(outcome, alice).isEmpty());
    }
    void aDeletedShareSaysWhatItWas()
    {
        Outcome outcome = changeOf({});
        outcome.operation = Operation::Delete;
        QCOMPARE(lines(entriesOf(outcome, alice)), QStringList{u": - -> -"_s}); // it had no parameter
        outcome.step.before = {{u"path"_s, u"/srv"_s}, {u"comment"_s, u"x"_s}};
        QCOMPARE(lines(entriesOf(outcome, alice)), (QStringList{u"path: /srv -> -"_s, u"comment: x -> -"_s}));
        QCOMPARE(lines(entriesOf(changeOf({}), alice)), QStringList()); // nothing was changed
    }
    void noSecretIsKept_data()
    {
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("kept");
        QTest::newRow("an option") << u"cloudvfs:secret_key"_s << u"hunter2"_s << u"•••"_s;
        QTest::newRow("a password") << u"vfs:Password"_s << u"hunter2"_s << u"•••"_s;
        QTest::newRow("a command") << u"root preexec"_s << u"mount -o user=a,password=hunter2,ro /x"_s
                                   << u"mount -o user=a,password=•••,ro /x"_s;
        QTest::newRow("an address") << u"root preexec"_s << u"curl https://bob:hunter2@host/"_s
                                    << u"curl https://bob:•••@host/"_s;
        QTest::newRow("a file") << u"tls keyfile"_s << u"tls/key.pem"_s << u"tls/key.pem"_s;
        QTest::newRow("no secret") << u"recycle:keeptree"_s << u"yes"_s << u"yes"_s;
        QTest::newRow("a name") << u"password server"_s << u"dc1"_s << u"dc1"_s;
    }
    void noSecretIsKept()
    {
        QFETCH(QString, parameter);
        QFETCH(QString, value);
        QFETCH(QString, kept);
        const auto entries = entriesOf(changeOf({attribute(parameter, {value}, {value})}), alice);
        QCOMPARE(entries[0].before.value_or(QString()), kept);
        QCOMPARE(entries[0].after.value_or(QString()), kept);
    }
    void aReasonIsOneLineAndHasAnEnd()
    {
        http::Request request;
        request.session = std::make_shared<access::Session>(
            access::Principal{.realm = u"LAB.EXAMPLE"_s, .account = u"alice"_s}, std::nullopt);
        request.query = {{"reason", "Ticket 1\n  and more"}};
        auto author = authorOf(request, Author::Way::Request);
        QVERIFY(author);
        QCOMPARE(author->reason, u"Ticket 1 and more"_s);
        QCOMPARE(author->person, u"alice"_s);
        request.query = {{"reason", QByteArray(1001, 'x')}};
        author = authorOf(request, Author::Way::Request);
        QVERIFY(!author);
        QCOMPARE(author.error().field, u"reason"_s);
    }
};

QTEST_GUILESS_MAIN(TestChangeJournal)
#include "test_change_journal.moc"
