// SPDX-License-Identifier: GPL-3.0-or-later
// Random operations on a share and on a model of it (model.h), in each mode, while the daemon is killed and
// the store is gone now and then: whatever the model has, clients read and the store gives back.
//
//   SMC_MODEL_STEPS=5000 SMC_MODEL_SEED=7     longer, or once more what failed
#include "tests/integration/cloudvfs/model.h"

using namespace Qt::Literals::StringLiterals;
using namespace smc::testlab;

class TestCloudvfsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStoreHasWhatTheModelHas_data();
    void theStoreHasWhatTheModelHas();

private:
    static constexpr int port = 18101;
};

void TestCloudvfsModel::theStoreHasWhatTheModelHas_data()
{
    QTest::addColumn<QString>("mode");
    for (const char *mode : {"link", "backup", "tier"})
        QTest::newRow(mode) << QString::fromLatin1(mode);
}

void TestCloudvfsModel::theStoreHasWhatTheModelHas()
{
    QFETCH(QString, mode);
    constexpr int few = 120;
    constexpr int between = 60; // steps between two looks at the store
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("SMC_MODEL_STEPS", &given);
    const int steps = given ? asked : few;
    const int seed = qEnvironmentVariableIntValue("SMC_MODEL_SEED", &given);
    ModelOptions options{.mode = mode, .seed = given ? quint32(seed) : 20261127U};
    QVERIFY(clearEverything());
    FaultProxy way(port, 18100);
    QVERIFY(way.listens());
    Cloud cloud("mode = " + mode.toUtf8() + '\n', "http://127.0.0.1:" + QByteArray::number(port));
    QVERIFY(cloud.startSmbd());
    QVERIFY(cloud.startDaemon());
    Model model(cloud, way, options);
    for (int step = 1; step <= steps; ++step) {
        QByteArray wrong = model.step();
        if (wrong.isEmpty() && step % between == 0)
            wrong = model.check();
        QVERIFY2(model.isGood(wrong), wrong.constData());
    }
    const QByteArray misread = model.readAll();
    QVERIFY2(model.isGood(misread), misread.constData());
    const QByteArray lost = model.loseTheMachine();
    QVERIFY2(model.isGood(lost), lost.constData());
    qInfo("%s: %lld files and folders after %d steps, %d of them refused", qUtf8Printable(mode),
          qlonglong(model.nodes().size()), steps, model.refused());
}

QTEST_GUILESS_MAIN(TestCloudvfsModel)
#include "test_cloudvfs_model.moc"
