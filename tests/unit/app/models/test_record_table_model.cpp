// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data/remote_data_source.h"
#include "app/models/record_table_model.h"
#include "tests/scripted_server.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::models;

class TestRecordTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheServiceKnowsIsGoodEnoughForTheSamePlace();
};

void TestRecordTableModel::whatTheServiceKnowsIsGoodEnoughForTheSamePlace()
{
    const QTemporaryDir folder;
    const ScriptedServer::Identity identity = ScriptedServer::makeIdentity(folder.path(), u"service"_s);
    ScriptedServer server(identity);
    server.script = [](const QByteArray &) {
        return ScriptedServer::reply(200,
                                     R"({"items":[{"id":["fs1:1"],"path":["/a"]}],"total":9,"next":"n"})");
    };
    data::RemoteDataSource source;
    source.setUrl(server.url());
    QVERIFY(source.addCaFile(identity.file));

    RecordTableModel model(source);
    model::Grid grid;
    grid.name = u"files"_s;
    grid.resource = u"status/files"_s;
    model::Column path;
    path.field = u"path"_s;
    grid.columns = {path};
    grid.maxAge = 15;
    model.setGrid(grid);
    /// The query of the request that `change` makes.
    const auto asked = [&](const std::function<void()> &change) -> QByteArray {
        const qsizetype before = server.requests.size();
        change();
        if (!QTest::qWaitFor([&] { return server.requests.size() > before && !model.isLoading(); }))
            return {};
        return server.requests.constLast().left(server.requests.constLast().indexOf(" HTTP/"));
    };
    TableQuery query{
        .resource = u"status/files"_s, .place = {{u"server"_s, u"fs1"_s}}, .filter = {}, .sortField = {}};
    QVERIFY(asked([&] { model.setQuery(query); }).contains("server=fs1"));
    QVERIFY2(!server.requests.constLast().contains("max-age"),
             "of another place one wants to know how it is now");
    query.filter = u"a"_s;
    QVERIFY(asked([&] { model.setQuery(query); }).contains("max-age=15"));
    QVERIFY(asked([&] { model.sort(0, Qt::DescendingOrder); }).contains("max-age=15"));
    QVERIFY(asked([&] { model.fetchMore({}); }).contains("max-age=15"));
    query = model.query();
    query.first = u"-kind"_s;
    QVERIFY(asked([&] { model.setQuery(query); }).contains("sort=-kind%2C-path"));
    QVERIFY(asked([&] { model.sort(0, Qt::AscendingOrder); }).contains("sort=-kind%2Cpath"));
    const QByteArray again = asked([&] { model.refresh(); });
    QVERIFY2(!again.isEmpty() && !again.contains("max-age"), again.constData());
    const QByteArray fresh = asked([&] { model.refresh(true); });
    QVERIFY2(fresh.contains("fresh=1") && !fresh.contains("max-age"), fresh.constData());
}

QTEST_MAIN(TestRecordTableModel)
#include "test_record_table_model.moc"
