// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/description_bar.h"
#include "app/shell/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPalette>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace smc::shell;

namespace {

// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor &color)
{
    const auto part = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class TestDescriptionBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsOfAFilter();
    void chipsComeAndGo();
    void saysHowMany();
    void palettesCanBeRead();
    void controlsCanBeSeenInTheDark();
};

void TestDescriptionBar::wordsOfAFilter()
{
    QCOMPARE(filterWords(u"jo*  department:Sales title:\"head of\""_s),
             QStringList({u"jo*"_s, u"department:Sales"_s, u"title:\"head of\""_s}));
    QCOMPARE(filterWords(u"(&(cn=a b)(sn=c))"_s), QStringList{u"(&(cn=a b)(sn=c))"_s});
    QVERIFY(filterWords(u"  "_s).isEmpty());
}

void TestDescriptionBar::chipsComeAndGo()
{
    DescriptionBar bar;
    bar.show();
    QSignalSpy spy(&bar, &DescriptionBar::filterChanged);
    auto *edit = bar.findChild<QLineEdit *>(u"filterEdit"_s);
    QTest::keyClicks(edit, u"jo is:locked"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(spy.takeLast().at(0).toString(), u"jo is:locked"_s);
    QTRY_COMPARE(bar.findChildren<QToolButton *>(u"chipRemove"_s).size(), 2);
    QTest::mouseClick(bar.findChildren<QToolButton *>(u"chipRemove"_s).constFirst(), Qt::LeftButton);
    QCOMPARE(spy.takeLast().at(0).toString(), u"is:locked"_s);
    QTest::keyClick(edit, Qt::Key_Backspace);
    QCOMPARE(spy.takeLast().at(0).toString(), QString());
    bar.setFilter(u"given"_s); // by the program: nothing is told
    QVERIFY(spy.isEmpty());
    QCOMPARE(bar.filter(), u"given"_s);
}

void TestDescriptionBar::saysHowMany()
{
    DescriptionBar bar;
    auto *text = bar.findChild<QLabel *>(u"description"_s);
    bar.setText(u"Sales"_s, -1);
    QCOMPARE(text->text(), u"Sales"_s);
    bar.setText(u"Sales"_s, 1);
    QCOMPARE(text->text(), u"Sales · 1 object"_s);
    bar.setText(u"Sales"_s, 12);
    QCOMPARE(text->text(), u"Sales · 12 objects"_s);
}

void TestDescriptionBar::palettesCanBeRead()
{
    for (const QPalette &palette : {lightPalette(), darkPalette()}) {
        for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
            for (const auto role :
                 {QPalette::WindowText, QPalette::Text, QPalette::PlaceholderText, QPalette::Link})
                QVERIFY2(
                    contrast(palette.color(role), palette.color(ground)) >= 4.5,
                    qPrintable(u"%1 on %2"_s.arg(palette.color(role).name(), palette.color(ground).name())));
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >=
                4.5);
    }
}

void TestDescriptionBar::controlsCanBeSeenInTheDark()
{
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    initTheme();
    setAppearance(Appearance::Dark);
    QCheckBox box;
    QLineEdit edit;
    for (QWidget *control : {static_cast<QWidget *>(&box), static_cast<QWidget *>(&edit)}) {
        control->resize(40, 24);
        const QImage image = control->grab().toImage();
        double best = 1;
        for (int x = 0; x < image.width(); ++x)
            best = std::max(best, contrast(image.pixelColor(x, image.height() / 2),
                                           control->palette().color(QPalette::Window)));
        // What outlines a control differs from its ground by 3 at least (WCAG 2, 1.4.11).
        QVERIFY2(
            best >= 3,
            qPrintable(u"%1 %2"_s.arg(QString::fromLatin1(control->metaObject()->className())).arg(best)));
    }
}

QTEST_MAIN(TestDescriptionBar)
#include "test_description_bar.moc"
