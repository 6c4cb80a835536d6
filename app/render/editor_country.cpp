// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_country.h"

#include "app/models/countries.h"

#include <QComboBox>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

CountryEditor::CountryEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    m_combo->setMaxVisibleItems(16);
    m_combo->addItem(tr("None"), QString());
    struct Item
    {
        QString name;
        QString code;
    };
    std::vector<Item> items;
    for (const models::Country &country : models::countries())
        items.push_back({country.shown(), QString::fromLatin1(country.code)});
    std::sort(items.begin(), items.end(),
              [](const Item &a, const Item &b) { return a.name.localeAwareCompare(b.name) < 0; });
    for (const Item &item : items)
        m_combo->addItem(item.name, item.code);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &CountryEditor::emitEdited);
}

QWidget *CountryEditor::widget()
{
    return m_combo;
}

QStringList CountryEditor::values() const
{
    const QString code = m_combo->currentData().toString();
    // As the directory spells it, so that showing is no change.
    if (code.compare(loaded().value(0), Qt::CaseInsensitive) == 0)
        return loaded();
    return code.isEmpty() ? QStringList() : QStringList(code);
}

QString CountryEditor::describe(const QStringList &values) const
{
    const models::Country *country = models::countryOf(values.value(0));
    return country ? country->shown() : Editor::describe(values);
}

bool CountryEditor::writes(const QString &attribute) const
{
    static const QStringList all{u"c"_s, u"co"_s, u"countryCode"_s};
    return all.contains(attribute, Qt::CaseInsensitive);
}

void CountryEditor::apply(wire::Record &changes) const
{
    if (!isChanged())
        return;
    const models::Country *country = models::countryOf(values().value(0));
    changes.set("c", country ? QByteArrayList{country->code} : QByteArrayList());
    changes.set("co", country ? QByteArrayList{country->name} : QByteArrayList());
    changes.set("countryCode", QByteArray::number(country ? country->number : 0));
}

void CountryEditor::show(const QStringList &values)
{
    int index = m_combo->findData(values.value(0).toUpper());
    if (index < 0) {
        m_combo->addItem(values.first(), values.first());
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void CountryEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

} // namespace smc::render
