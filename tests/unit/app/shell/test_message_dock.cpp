// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/message_dock.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::shell;
using render::Severity;

class TestMessageDock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void aNewMessageLeavesTheUndoOfTheOneBefore();
    void anUndoIsGoneOnceItIsUsed();
    void theListIsWorkedByTheKeyboard();
    void everyRowHasItsOwnUndo();
    void aLongMessageDoesNotWidenTheWindow();

private:
    template<typename T>
    T *child(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    void undoable(const QString &name)
    {
        m_dock->say(Severity::Done, name, {}, [this, name] { m_undone << name; });
    }

    std::unique_ptr<QWidget> m_window;
    MessageDock *m_dock = nullptr;
    QStringList m_undone;
};

void TestMessageDock::init()
{
    m_undone.clear();
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(new QLineEdit);
    m_dock = new MessageDock;
    layout->addWidget(m_dock->history());
    layout->addWidget(m_dock);
    m_window->resize(700, 300);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMessageDock::aNewMessageLeavesTheUndoOfTheOneBefore()
{
    undoable(u"Jo disabled"_s);
    QVERIFY(child<QToolButton>(u"messageUndo"_s)->isVisible());
    QVERIFY(!child<QLabel>(u"messageBefore"_s)->isVisible());
    m_dock->say(Severity::Fault, u"The list cannot be read"_s, {}, {});
    QVERIFY(child<QLabel>(u"message"_s)->text().endsWith(u"The list cannot be read"_s));
    QVERIFY(!child<QToolButton>(u"messageUndo"_s)->isVisible());
    QVERIFY(child<QLabel>(u"messageBefore"_s)->isVisible());
    QVERIFY(child<QLabel>(u"messageBefore"_s)->text().endsWith(u"Jo disabled"_s));
    QTest::mouseClick(child<QToolButton>(u"messageUndoBefore"_s), Qt::LeftButton);
    QCOMPARE(m_undone, QStringList{u"Jo disabled"_s});
}

void TestMessageDock::anUndoIsGoneOnceItIsUsed()
{
    QSignalSpy changed(m_dock, &MessageDock::undoableChanged);
    undoable(u"one"_s);
    undoable(u"two"_s);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(m_dock->undoable(), u"two"_s);
    m_dock->undoLast();
    QCOMPARE(m_dock->undoable(), u"one"_s);
    QVERIFY(!child<QToolButton>(u"messageUndo"_s)->isVisible());
    QVERIFY(child<QToolButton>(u"messageUndoBefore"_s)->isVisible());
    m_dock->undoLast();
    QVERIFY(m_dock->undoable().isEmpty());
    QVERIFY(!child<QToolButton>(u"messageUndoBefore"_s)->isVisible());
    m_dock->undoLast();
    QCOMPARE(m_undone, QStringList({u"two"_s, u"one"_s}));
}

void TestMessageDock::theListIsWorkedByTheKeyboard()
{
    auto *edit = m_window->findChild<QLineEdit *>();
    edit->setFocus();
    undoable(u"old"_s);
    undoable(u"new"_s);
    m_dock->say(Severity::Note, u"A note"_s, {}, {});
    m_dock->showHistory();
    auto *list = m_dock->history();
    QVERIFY(list->isVisible());
    QVERIFY(list->hasFocus());
    QCOMPARE(list->count(), 3);
    QTest::keyClick(list, Qt::Key_Return); // the note: nothing to undo
    QVERIFY(m_undone.isEmpty());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(list->currentItem()->text().endsWith(u"old"_s));
    QTest::keyClick(list, Qt::Key_Return);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_undone, QStringList{u"old"_s}); // once
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!list->isVisible());
    QVERIFY(edit->hasFocus());
}

void TestMessageDock::everyRowHasItsOwnUndo()
{
    undoable(u"first"_s);
    undoable(u"second"_s);
    QTest::mouseClick(child<QToolButton>(u"messageHistory"_s), Qt::LeftButton);
    auto *list = m_dock->history();
    auto *button = list->itemWidget(list->item(1))->findChild<QToolButton *>(u"historyUndo"_s);
    QVERIFY(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(m_undone, QStringList{u"first"_s});
    QVERIFY(!button->isVisible());
    QCOMPARE(m_dock->undoable(), u"second"_s);
}

void TestMessageDock::aLongMessageDoesNotWidenTheWindow()
{
    m_dock->say(Severity::Fault, QString(400, u'x'), {}, [] {});
    m_dock->say(Severity::Fault, QString(400, u'y'), {}, {});
    QTest::qWait(0);
    QVERIFY(m_window->minimumSizeHint().width() < 700);
    QVERIFY(child<QToolButton>(u"messageUndoBefore"_s)->isVisible());
    QCOMPARE(m_window->width(), 700);
}

QTEST_MAIN(TestMessageDock)
#include "test_message_dock.moc"
