// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor_primary_group.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QComboBox>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

// groupType, [MS-ADTS] 2.2.12
constexpr quint32 globalGroup = 0x2;
constexpr quint32 universalGroup = 0x8;
constexpr quint32 securityGroup = 0x80000000;

bool canBePrimary(const wire::Record &group)
{
    const auto type = quint32(group.value("groupType").toLongLong());
    return (type & securityGroup) && (type & (globalGroup | universalGroup));
}

} // namespace

PrimaryGroupEditor::PrimaryGroupEditor(Context &context, const model::Field &field)
    : Editor(context, field)
    , m_combo(new QComboBox)
{
    dress(m_combo);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &PrimaryGroupEditor::emitEdited);
}

QWidget *PrimaryGroupEditor::widget()
{
    return m_combo;
}

QStringList PrimaryGroupEditor::values() const
{
    const QString rid = m_combo->currentData().toString();
    return rid.isEmpty() ? loaded() : QStringList(rid);
}

QString PrimaryGroupEditor::describe(const QStringList &values) const
{
    const int index = m_combo->findData(values.value(0));
    return index >= 0 ? m_combo->itemText(index) : Editor::describe(values);
}

void PrimaryGroupEditor::show(const QStringList &values)
{
    select(values.value(0));
    fetch();
}

void PrimaryGroupEditor::select(const QString &rid)
{
    int index = m_combo->findData(rid);
    if (index < 0 && !rid.isEmpty()) {
        m_combo->addItem(tr("the group with the number %1").arg(rid), rid);
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void PrimaryGroupEditor::fetch()
{
    const quint64 generation = ++m_generation;
    const QString domain = object().text("objectSid").section(u'-', 0, -2);
    const QString present = object().text("primaryGroupID");
    if (domain.isEmpty() || present.isEmpty())
        return;
    QUrlQuery query;
    // The present one holds its members without naming them.
    wire::addQuery(query, u"filter"_s,
                   u"(|(member=%1)(objectSid=%2-%3))"_s.arg(models::filterValue(models::dnOf(object())),
                                                            domain, present));
    wire::addQuery(query, u"fields"_s, u"name,objectSid,groupType,distinguishedName"_s);
    wire::addQuery(query, u"fresh"_s, u"1"_s); // what can be chosen is what is true now
    context().source().get(
        wire::restPath(u"identity/groups"_s), query, this,
        [this, generation, domain, present](const Result<data::Answer> &answer) {
            if (generation != m_generation)
                return;
            if (!answer) {
                m_combo->setToolTip(tr("The groups could not be read: %1").arg(answer.error().message));
                return;
            }
            m_combo->setToolTip({});
            const QString chosen = values().value(0);
            const QSignalBlocker quiet(m_combo);
            m_combo->clear();
            for (const wire::Record &group : models::listFromJson(answer->json()).items) {
                const QString sid = group.text("objectSid");
                const QString rid = sid.section(u'-', -1);
                // A group of another domain has a number of its own there.
                if (sid.section(u'-', 0, -2) == domain && (rid == present || canBePrimary(group)))
                    m_combo->addItem(models::nameOf(group), rid);
            }
            select(chosen);
        });
}

void PrimaryGroupEditor::showReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

} // namespace smc::render
