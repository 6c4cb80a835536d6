// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/logon_hours.h"
#include "app/render/context.h"
#include "app/render/editor.h"
#include "app/render/editor_choice.h"
#include "app/render/editor_date.h"
#include "app/render/editor_photo.h"
#include "app/render/form_page.h"
#include "app/render/password_rules.h"
#include "app/render/sheet_conflict.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace smc;
using namespace smc::render;

/// A client without a service: every request fails, which an editor has to stand.
class LonelyContext : public Context
{
    Q_OBJECT
public:
    data::RemoteDataSource &source() override { return m_source; }
    const model::DescriptorSet &descriptors() const override { return m_descriptors; }
    const Person &person() const override { return m_person; }
    Dialogs &dialogs() override { qFatal("no dialog is expected"); }
    QWidget *window() override { return nullptr; }
    void say(Severity, const QString &, std::function<void()>) override {}
    void say(const QString &, const Error &) override {}
    void watchJob(const QString &, const QString &, const QString &, std::function<bool()>) override {}
    void openProperties(const QString &, const QString &) override {}

private:
    data::RemoteDataSource m_source;
    model::DescriptorSet m_descriptors;
    Person m_person;
};

class TestEditors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsChangedAndChangedBack();
    void textSaysWhatIsWrong();
    void numberHasLimits();
    void linesKeepTheirEnds();
    void multiTakesWhatIsTyped();
    void multiHasNoOrder();
    void singleValuedAttributeRefusesTwo();
    void checkWithoutATrueValueOnlyComesOff();
    void flagsKeepWhatTheyDoNotKnow();
    void flagsMergeBitByBit();
    void dateKnowsNever();
    void dateIsInTheTimeZoneOfThePerson();
    void choiceShowsWhatItDoesNotKnow();
    void choiceKnowsItsValuesInCapitalsOrNot();
    void countryIsThreeAttributes();
    void countryKeepsWhatItDoesNotKnow();
    void hoursAreInTheTimeZoneOfThePerson();
    void hoursAreSetByTheKeyboard();
    void photoIsMadeToFit();
    void noPictureIsSaid();
    void mineStaysWhenTheirsComes();
    void pageMarksAndArranges();
    void noRowIsPressedFlat();
    void optionsOfModulesBelongToOneRow();
    void lettersOfTheButtonsAreLeftToThem();
    void passwordsFitThePolicy();
    void policyIsExplained();
    void conflictIsChosenFieldByField();

private:
    std::unique_ptr<Editor> make(const QString &kind, const QString &field = u"x"_s)
    {
        model::Field description;
        description.field = field;
        description.label.source = u"Label"_s;
        description.editor = kind;
        return make(description);
    }
    std::unique_ptr<Editor> make(const model::Field &field)
    {
        auto editor = makeEditor(m_context, field);
        m_page = std::unique_ptr<QWidget>(editor->widget());
        return editor;
    }
    static wire::Record record(const QByteArray &name, const QByteArrayList &values)
    {
        wire::Record made;
        made.set(name, values);
        return made;
    }

    LonelyContext m_context;
    std::unique_ptr<QWidget> m_page;
};

void TestEditors::textIsChangedAndChangedBack()
{
    auto editor = make(u"text"_s);
    editor->load(record("x", {" spaced "}));
    QVERIFY(!editor->isChanged());
    QSignalSpy edited(editor.get(), &Editor::edited);
    auto *line = qobject_cast<QLineEdit *>(editor->widget());
    line->setText(u"new"_s);
    QVERIFY(editor->isChanged());
    QCOMPARE(edited.size(), 1);
    wire::Record changes;
    editor->apply(changes);
    QCOMPARE(changes.values("x"), QByteArrayList{"new"});
    line->setText(u" spaced "_s);
    QVERIFY(!editor->isChanged());
    line->clear();
    changes = {};
    editor->apply(changes);
    QVERIFY(changes.contains("x"));
    QVERIFY(changes.values("x").isEmpty());
}

void TestEditors::textSaysWhatIsWrong()
{
    model::Field field;
    field.field = u"mail"_s;
    field.label.source = u"E-mail"_s;
    field.required = true;
    field.maxLength = 8;
    field.pattern = u"^[^@]+@[^@]+$"_s;
    field.message.source = u"One @."_s;
    auto editor = make(field);
    editor->load({});
    QCOMPARE(editor->verify().size(), 1);
    qobject_cast<QLineEdit *>(editor->widget())->setText(u"much too long"_s);
    const auto errors = editor->verify();
    QCOMPARE(errors.size(), 2); // all of them, not the first
    QCOMPARE(errors.first().field, u"mail"_s);
    QCOMPARE(errors.last().message, u"One @."_s);
    // What stands in the directory already is not held against the person.
    editor->load(record("mail", {"old without sign"}));
    QVERIFY(editor->verify().isEmpty());
}

void TestEditors::numberHasLimits()
{
    auto editor = make(u"number"_s);
    editor->setLimits(
        {.known = true, .single = true, .systemOnly = false, .lower = 1, .upper = 10, .syntax = {}});
    editor->load({});
    auto *line = qobject_cast<QLineEdit *>(editor->widget());
    for (const auto &wrong : {u"0"_s, u"11"_s, u"1.5"_s, u"ten"_s}) {
        line->setText(wrong);
        QCOMPARE(editor->verify().size(), 1);
    }
    line->setText(u"10"_s);
    QVERIFY(editor->verify().isEmpty());
}

void TestEditors::linesKeepTheirEnds()
{
    auto editor = make(u"lines"_s);
    editor->load(record("x", {"one\r\ntwo"}));
    QVERIFY(!editor->isChanged());
    auto *edit = qobject_cast<QPlainTextEdit *>(editor->widget());
    QCOMPARE(edit->toPlainText(), u"one\ntwo"_s);
    edit->setPlainText(u"one\nthree\n"_s);
    QCOMPARE(editor->values(), QStringList(u"one\r\nthree"_s));
}

void TestEditors::multiTakesWhatIsTyped()
{
    auto editor = make(u"multi"_s);
    editor->load(record("x", {"1"}));
    auto *line = editor->widget()->findChild<QLineEdit *>(u"field_x_new"_s);
    line->setText(u"2"_s);
    QCOMPARE(editor->values(), QStringList({u"1"_s, u"2"_s})); // not added yet, and not lost
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(editor->widget()->findChild<QListWidget *>()->count(), 2);
    QCOMPARE(editor->values(), QStringList({u"1"_s, u"2"_s}));
}

void TestEditors::multiHasNoOrder()
{
    auto editor = make(u"multi"_s);
    editor->load(record("x", {"b", "a"}));
    editor->edit({u"a"_s, u"b"_s});
    QVERIFY(!editor->isChanged());
}

void TestEditors::singleValuedAttributeRefusesTwo()
{
    auto editor = make(u"multi"_s);
    editor->setLimits(
        {.known = true, .single = true, .systemOnly = false, .lower = -1, .upper = -1, .syntax = {}});
    editor->load({});
    editor->edit({u"a"_s, u"b"_s});
    QCOMPARE(editor->verify().size(), 1);
}

void TestEditors::checkWithoutATrueValueOnlyComesOff()
{
    model::Field field;
    field.field = u"lockoutTime"_s;
    field.editor = u"check"_s;
    field.trueValue.clear();
    field.falseValue = u"0"_s;
    auto editor = make(field);
    auto *box = qobject_cast<QCheckBox *>(editor->widget());
    editor->load(record("lockoutTime", {"0"}));
    QVERIFY(!box->isChecked());
    QVERIFY(!box->isEnabled());
    editor->load(record("lockoutTime", {"133500000000000000"}));
    QVERIFY(box->isChecked());
    box->click();
    QCOMPARE(editor->values(), QStringList(u"0"_s));
}

void TestEditors::flagsKeepWhatTheyDoNotKnow()
{
    model::Field field;
    field.field = u"userAccountControl"_s;
    field.editor = u"flags"_s;
    field.flags = {{2, {u"disabled"_s, {}}, false}, {65536, {u"no expiry"_s, {}}, false}};
    auto editor = make(field);
    editor->load(record("userAccountControl", {"544"}));
    QVERIFY(!editor->isChanged());
    editor->widget()->findChild<QCheckBox *>(u"field_userAccountControl_65536"_s)->click();
    QCOMPARE(editor->values(), QStringList(QString::number(544 + 65536)));
}

void TestEditors::flagsMergeBitByBit()
{
    model::Field field;
    field.field = u"userAccountControl"_s;
    field.editor = u"flags"_s;
    field.flags = {{2, {u"disabled"_s, {}}, false}, {65536, {u"no expiry"_s, {}}, false}};
    auto editor = make(field);
    editor->load(record("userAccountControl", {"512"}));
    editor->widget()->findChild<QCheckBox *>(u"field_userAccountControl_65536"_s)->click();
    QVERIFY(!editor->conflictsWith({u"514"_s}));
    editor->rebase(record("userAccountControl", {"514"})); // they disabled it meanwhile
    QCOMPARE(editor->values(), QStringList(QString::number(514 + 65536)));
}

void TestEditors::dateKnowsNever()
{
    auto editor = make(u"date"_s);
    auto *never = editor->widget()->findChild<QCheckBox *>();
    for (const auto &value : {QByteArray("0"), QByteArray("9223372036854775807")}) {
        editor->load(record("x", {value}));
        QVERIFY(never->isChecked());
        QVERIFY(!editor->isChanged());
    }
    never->setChecked(false);
    QVERIFY(editor->isChanged());
    QVERIFY(editor->values().first().toLongLong() > 133000000000000000);
    editor->load(record("x", {"133500000000000000"}));
    QVERIFY(!editor->isChanged());
    never->setChecked(true);
    QCOMPARE(editor->values(), QStringList(u"0"_s));
}

void TestEditors::dateIsInTheTimeZoneOfThePerson()
{
    auto editor = make(u"date"_s);
    const QDateTime noon(QDate(2031, 5, 6), QTime(12, 0), Qt::LocalTime);
    editor->load(record("x", {fileTime(noon).toLatin1()}));
    QCOMPARE(editor->widget()->findChild<QDateTimeEdit *>()->dateTime(), noon);
}

void TestEditors::choiceShowsWhatItDoesNotKnow()
{
    model::Field field;
    field.field = u"groupType"_s;
    field.editor = u"choice"_s;
    field.choices = {{u"1"_s, {u"one"_s, {}}}};
    auto editor = make(field);
    editor->load(record("groupType", {"77"}));
    QVERIFY(!editor->isChanged());
    editor->edit({u"1"_s});
    QCOMPARE(editor->describe(editor->values()), u"one"_s);
    QVERIFY(editor->isChanged());
}

void TestEditors::choiceKnowsItsValuesInCapitalsOrNot()
{
    model::Field field;
    field.field = u"security"_s;
    field.editor = u"choice"_s;
    field.choices = {{u"USER"_s, {u"This server"_s, {}}}, {u"ADS"_s, {u"Active Directory"_s, {}}}};
    auto editor = make(field);
    editor->load(record("security", {"ads"}));
    auto *combo = qobject_cast<QComboBox *>(editor->widget());
    QCOMPARE(combo->count(), 2);
    QCOMPARE(combo->currentText(), u"Active Directory"_s);
    QVERIFY(!editor->isChanged());
    combo->setCurrentIndex(0);
    QCOMPARE(editor->values(), QStringList(u"USER"_s));
    combo->setCurrentIndex(1);
    QCOMPARE(editor->values(), QStringList(u"ads"_s)); // written as it was
    Limits limits;
    limits.standard = u"user"_s;
    editor->setLimits(limits);
    QCOMPARE(combo->itemText(0), u"As usual: This server"_s);
    QCOMPARE(combo->currentText(), u"Active Directory"_s);
}

void TestEditors::countryIsThreeAttributes()
{
    auto editor = make(u"country"_s, u"c"_s);
    wire::Record person = record("c", {"it"}); // somebody wrote it so
    person.set("co", "Italia");
    editor->load(person);
    QVERIFY(!editor->isChanged());
    auto *combo = qobject_cast<QComboBox *>(editor->widget());
    QCOMPARE(combo->currentText(), u"Italy"_s);
    QVERIFY(combo->count() > 240);
    // By its name, as one types it.
    QTest::keyClicks(combo, u"Germ"_s);
    QCOMPARE(combo->currentText(), u"Germany"_s);
    wire::Record changes;
    editor->apply(changes);
    QCOMPARE(changes.values("c"), QByteArrayList{"DE"});
    QCOMPARE(changes.values("co"), QByteArrayList{"Germany"});
    QCOMPARE(changes.values("countryCode"), QByteArrayList{"276"});
    for (const QString &attribute : {u"c"_s, u"co"_s, u"countryCode"_s})
        QVERIFY(editor->writes(attribute));
    QCOMPARE(editor->describe({u"AT"_s}), u"Austria"_s);
    editor->edit({});
    changes = {};
    editor->apply(changes);
    QVERIFY(changes.contains("c") && changes.values("c").isEmpty());
    QVERIFY(changes.contains("co") && changes.values("co").isEmpty());
    QCOMPARE(changes.values("countryCode"), QByteArrayList{"0"});
}

void TestEditors::countryKeepsWhatItDoesNotKnow()
{
    auto editor = make(u"country"_s, u"c"_s);
    editor->load(record("c", {"ZZ"}));
    QVERIFY(!editor->isChanged());
    QCOMPARE(qobject_cast<QComboBox *>(editor->widget())->currentText(), u"ZZ"_s);
    editor->load({});
    QVERIFY(!editor->isChanged());
    QVERIFY(editor->values().isEmpty());
}

void TestEditors::hoursAreInTheTimeZoneOfThePerson()
{
    using models::LogonHours;
    // Sunday 00:00–01:00 UTC is in the night to Sunday in the east, and on Saturday in the west.
    QByteArray bytes(21, '\0');
    bytes[0] = 1;
    const auto hours = LogonHours::fromBytes(bytes);
    QVERIFY(hours);
    QVERIFY(hours->isPermitted(7, 0, 0));
    QVERIFY(hours->isPermitted(7, 2, 2 * 3600));
    QVERIFY(hours->isPermitted(6, 19, -5 * 3600));
    QVERIFY(hours->isPermitted(6, 20, -3 * 3600 - 1800)); // 20:30–21:30
    QVERIFY(hours->isPermitted(7, 5, 5 * 3600 + 1800));   // 05:30–06:30
    QCOMPARE(models::hourText(5, 5 * 3600 + 1800), u"05:30"_s);
    QCOMPARE(models::hourText(20, -3 * 3600 - 1800), u"20:30"_s);
    QCOMPARE(hours->words(2 * 3600), u"Sun 02:00–03:00"_s);
    QCOMPARE(hours->toBytes(), bytes);
    QVERIFY(!LogonHours::fromBytes("short"));
    QCOMPARE(LogonHours().toBytes(), QByteArray(21, '\xff'));
    QCOMPARE(LogonHours().words(0), u"always"_s);
    LogonHours office = *LogonHours::fromBytes(QByteArray(21, '\0'));
    QCOMPARE(office.words(0), u"never"_s);
    for (int day = 1; day <= 5; ++day) {
        for (int hour = 8; hour < 18; ++hour)
            office.setPermitted(day, hour, 3600, true);
    }
    office.setPermitted(6, 23, 3600, true);
    QCOMPARE(office.words(3600), u"Mon–Fri 08:00–18:00; Sat 23:00–24:00"_s);
    QCOMPARE(office.words(0), u"Mon–Fri 07:00–17:00; Sat 22:00–23:00"_s);
}

void TestEditors::hoursAreSetByTheKeyboard()
{
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Kolkata"); // UTC+5:30 all the year
    tzset();
    auto editor = make(u"logon-hours"_s, u"logonHours;base64"_s);
    editor->load({});
    QVERIFY(!editor->isChanged());
    m_page->show();
    auto *grid = m_page->findChild<QTableWidget *>(u"field_logonHours"_s);
    grid->setFocus();
    // The first day's second cell, three to the right and one down: Space denies them all.
    grid->setCurrentCell(0, 1);
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Down})
        QTest::keyClick(grid, key, Qt::ShiftModifier);
    QTest::keyClick(grid, Qt::Key_Space);
    QVERIFY(editor->isChanged());
    const auto spoken = [&](int row, int column) {
        return grid->item(row, column)->data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(spoken(0, 1).contains(u"01:30–02:30, not permitted"_s), qPrintable(spoken(0, 1)));
    QVERIFY2(spoken(1, 3).contains(u"03:30–04:30, not permitted"_s), qPrintable(spoken(1, 3)));
    QVERIFY2(spoken(0, 4).contains(u"04:30–05:30, permitted"_s), qPrintable(spoken(0, 4)));
    const QByteArray bytes = QByteArray::fromBase64(editor->values().value(0).toLatin1());
    QCOMPARE(bytes.size(), 21);
    const auto hours = *models::LogonHours::fromBytes(bytes);
    const int day = QLocale().firstDayOfWeek();
    QVERIFY(!hours.isPermitted(day, 1, 19800));
    // 01:30 in Kolkata is 20:00 UTC of the day before.
    QVERIFY(!hours.isPermitted(day == 1 ? 7 : day - 1, 20, 0));
    QTest::keyClick(grid, Qt::Key_Space);
    QVERIFY(!editor->isChanged());
    editor->setReadOnly();
    QTest::keyClick(grid, Qt::Key_Space);
    QVERIFY(!editor->isChanged());
    zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
    tzset();
}

void TestEditors::photoIsMadeToFit()
{
    QImage noise(1600, 1200, QImage::Format_RGB32);
    auto *random = QRandomGenerator::global();
    for (int y = 0; y < noise.height(); ++y) {
        auto *line = reinterpret_cast<quint32 *>(noise.scanLine(y));
        for (int x = 0; x < noise.width(); ++x)
            line[x] = random->generate();
    }
    const QByteArray bytes = photoWithin(noise, 20000);
    QVERIFY(!bytes.isEmpty());
    QVERIFY(bytes.size() <= 20000);
    const QImage back = QImage::fromData(bytes, "JPEG");
    QVERIFY(back.width() >= 96);
    QCOMPARE(back.width() * 3 / 4, back.height());
    QVERIFY(photoWithin(noise, 100).isEmpty());
}

void TestEditors::noPictureIsSaid()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(u"x.jpg"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is text");
    file.close();
    auto editor = make(u"photo"_s, u"thumbnailPhoto;base64"_s);
    editor->load({});
    static_cast<PhotoEditor *>(editor.get())->take(file.fileName());
    QCOMPARE(editor->verify().size(), 1);
    QVERIFY(!editor->isChanged());
    QCOMPARE(editor->verify().first().field, u"thumbnailPhoto;base64"_s);
}

void TestEditors::mineStaysWhenTheirsComes()
{
    auto editor = make(u"text"_s);
    editor->load(record("x", {"before"}));
    QVERIFY(!editor->conflictsWith({u"theirs"_s}));
    editor->edit({u"mine"_s});
    QVERIFY(editor->conflictsWith({u"theirs"_s}));
    QVERIFY(!editor->conflictsWith({u"mine"_s}));
    QVERIFY(!editor->conflictsWith({u"before"_s}));
    editor->rebase(record("x", {"theirs"}));
    QCOMPARE(editor->values(), QStringList(u"mine"_s));
    QCOMPARE(editor->loaded(), QStringList(u"theirs"_s));
}

void TestEditors::pageMarksAndArranges()
{
    model::Page description;
    description.name = u"general"_s;
    for (const auto &name : {u"givenName"_s, u"sn"_s}) {
        model::Field field;
        field.field = name;
        field.label.source = name;
        field.required = name == "sn"_L1;
        description.fields << field;
    }
    FormPage page(m_context, description);
    page.resize(800, 300);
    page.show();
    for (const auto &editor : page.editors())
        editor->load(record("sn", {"Weiß"}));
    auto *row = page.row(u"sn"_s);
    auto *label = row->findChild<QLabel *>(u"label_sn"_s);
    QVERIFY(label->text().contains(u'*'));
    QCOMPARE(label->buddy(), page.row(u"sn"_s)->editor().focusTarget());
    QVERIFY(label->alignment() & Qt::AlignRight);
    QTRY_VERIFY(label->geometry().right() < row->editor().widget()->mapTo(row, QPoint()).x());
    auto *mark = row->findChild<QWidget *>(u"mark_sn"_s);
    QVERIFY(!mark->isVisible());
    page.editors().back()->edit({u"Weiss"_s});
    QVERIFY(mark->isVisible());
    QCOMPARE(page.changes(), 1);
    row->setErrors({u"No."_s});
    QVERIFY(page.hasErrors());
    QCOMPARE(row->editor().focusTarget()->accessibleDescription(), u"No."_s);
    page.resize(400, 300);
    QTRY_VERIFY(label->geometry().bottom() <= row->editor().widget()->mapTo(row, QPoint()).y());
    QVERIFY(label->alignment() & Qt::AlignLeft);
}

void TestEditors::noRowIsPressedFlat()
{
    // Words of several lines know their height by their width only. A page that is as high as its rows, or a
    // little less, is where a layout that asks too little for them takes it from the controls.
    model::Page description;
    for (int i = 0; i < 6; ++i) {
        model::Field field;
        field.field = u"field%1"_s.arg(i);
        field.label.source = u"Field %1"_s.arg(i);
        field.editor = i % 2 == 0 ? u"text"_s : u"choice"_s;
        if (i % 3 == 2)
            field.hint.source = u"Names of interfaces or addresses, apart by blanks; empty: all."_s;
        description.fields << field;
    }
    FormPage page(m_context, description);
    page.resize(700, 600);
    page.show();
    Limits limits;
    limits.help = u"What Samba's manual says."_s;
    for (const auto &editor : page.editors()) {
        editor->setLimits(limits);
        page.row(editor->name())->showHelp();
        page.row(editor->name())->setNote(Severity::Note, u"In effect: smb.conf, line 5."_s);
    }
    for (int height = 600; height > 150; height -= 3) {
        page.resize(700, height);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const auto &editor : page.editors())
            QVERIFY2(editor->widget()->height() >= editor->widget()->minimumSizeHint().height(),
                     qPrintable(u"%1 at %2"_s.arg(editor->name()).arg(height)));
    }
}

void TestEditors::optionsOfModulesBelongToOneRow()
{
    model::Page description;
    for (const auto &[name, editor] :
         {std::pair{u"log-level"_s, u"text"_s}, std::pair{u"parametric"_s, u"multi"_s}}) {
        model::Field field;
        field.field = name;
        field.editor = editor;
        description.fields << field;
    }
    const FormPage page(m_context, description);
    FormRow *row = page.row(u"idmap-config-*-:-range"_s);
    QVERIFY(row);
    QCOMPARE(row->editor().name(), u"parametric"_s);
    QCOMPARE(page.row(u"parametric"_s), row);
    QVERIFY(!page.row(u"idmap-cache-time"_s));
}

void TestEditors::lettersOfTheButtonsAreLeftToThem()
{
    model::Page description;
    model::Field field;
    field.field = u"ntlm-auth"_s;
    field.editor = u"text"_s;
    field.label.source = u"Version"_s;
    description.fields << field;
    const FormPage page(m_context, description);
    QCOMPARE(page.findChild<QLabel *>(u"label_ntlm-auth"_s)->text(), u"V&ersion"_s);
}

void TestEditors::passwordsFitThePolicy()
{
    QSet<QString> seen;
    for (int i = 0; i < 200; ++i) {
        const QString password = generatePassword();
        QVERIFY(policyFaults(password, {14, true}, u"jweiss"_s, u"Jo Weiß"_s).isEmpty());
        QVERIFY(!password.contains(u'0') && !password.contains(u'O') && !password.contains(u'l'));
        seen << password;
    }
    QCOMPARE(seen.size(), 200);
}

void TestEditors::policyIsExplained()
{
    const PasswordPolicy policy{8, true};
    QCOMPARE(policyFaults(u"abc"_s, policy, {}, {}).size(), 2);
    QCOMPARE(policyFaults(u"jweiss-Strong1"_s, policy, u"jweiss"_s, {}).size(), 1);
    QCOMPARE(policyFaults(u"Weissbier1!"_s, policy, {}, u"Jo Weiss"_s).size(), 1);
    QVERIFY(policyFaults(u"abcdefgh"_s, {8, false}, {}, {}).isEmpty());
    wire::Record domain;
    domain.set("minPwdLength", "12");
    domain.set("pwdProperties", "0");
    QCOMPARE(policyFrom(domain).minLength, 12);
    QVERIFY(!policyFrom(domain).complex);
}

void TestEditors::conflictIsChosenFieldByField()
{
    SheetConflict dialog(u"Jo"_s,
                         {{u"title"_s, u"Title"_s, u"a"_s, u"b"_s, u"c"_s, false},
                          {u"url"_s, u"Web"_s, u"1"_s, u"2"_s, u"3"_s, true}},
                         nullptr);
    QCOMPARE(dialog.resolution(u"title"_s), Resolution::Mine);
    dialog.findChild<QRadioButton *>(u"conflict_url_both"_s)->click();
    QVERIFY(!dialog.findChild<QRadioButton *>(u"conflict_title_both"_s));
    QCOMPARE(dialog.resolution(u"url"_s), Resolution::Both);
    QCOMPARE(dialog.resolution(u"title"_s), Resolution::Mine);
    dialog.findChild<QRadioButton *>(u"conflict_title_theirs"_s)->click();
    QCOMPARE(dialog.resolution(u"title"_s), Resolution::Theirs);
}

QTEST_MAIN(TestEditors)
#include "test_editors.moc"
