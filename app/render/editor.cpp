// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/editor.h"

#include "app/render/context.h"
#include "app/render/editor_access.h"
#include "app/render/editor_choice.h"
#include "app/render/editor_country.h"
#include "app/render/editor_date.h"
#include "app/render/editor_dn.h"
#include "app/render/editor_logon_hours.h"
#include "app/render/editor_members.h"
#include "app/render/editor_password.h"
#include "app/render/editor_path.h"
#include "app/render/editor_photo.h"
#include "app/render/editor_primary_group.h"
#include "app/render/editor_quotas.h"
#include "app/render/editor_text.h"
#include "app/render/editor_values.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

Editor::Editor(Context &context, model::Field field)
    : m_context(context)
    , m_field(std::move(field))
{}

Editor::~Editor() = default;

void Editor::load(const wire::Record &object)
{
    m_object = object;
    m_loaded = object.texts(m_field.field.toUtf8());
    m_loading = true;
    show(m_loaded);
    showReadOnly(isReadOnly());
    m_loading = false;
}

void Editor::rebase(const wire::Record &object)
{
    const bool changed = isChanged();
    const QStringList mine = values();
    load(object);
    if (changed)
        edit(mine);
}

void Editor::edit(const QStringList &values)
{
    m_loading = true;
    show(values);
    m_loading = false;
    Q_EMIT edited();
}

bool Editor::writes(const QString &attribute) const
{
    return attribute.section(u';', 0, 0).compare(name().section(u';', 0, 0), Qt::CaseInsensitive) == 0;
}

bool Editor::isChanged() const
{
    return values() != m_loaded;
}

bool Editor::conflictsWith(const QStringList &theirs) const
{
    const auto sorted = [](QStringList values) {
        values.sort();
        return values;
    };
    return isChanged() && sorted(theirs) != sorted(m_loaded) && sorted(theirs) != sorted(values());
}

bool Editor::isThere() const
{
    return m_field.when.isEmpty() || m_field.has.contains(sibling(m_field.when));
}

QString Editor::describe(const QStringList &values) const
{
    return values.isEmpty() ? tr("(empty)") : values.join(u", "_s);
}

QList<Error> Editor::verify() const
{
    QList<Error> errors;
    const QStringList now = values();
    if (m_field.required && now.isEmpty())
        errors << fault(tr("%1 is required.").arg(m_field.label.shown()));
    if (isChanged() || m_creating) {
        const qint64 limit = m_field.maxLength > 0                 ? m_field.maxLength
                             : m_limits.syntax.contains("ctet"_L1) ? -1
                                                                   : m_limits.upper;
        const QRegularExpression pattern(m_field.pattern);
        for (const auto &value : now) {
            if (limit > 0 && value.size() > limit && m_field.editor != "number"_L1)
                errors << fault(
                    tr("At most %n character(s); this has %1.", nullptr, int(limit)).arg(value.size()),
                    tr("Shorten it."));
            if (!m_field.pattern.isEmpty() && pattern.isValid() && !pattern.match(value).hasMatch())
                errors << fault(m_field.message.isEmpty() ? tr("This does not have the form expected.")
                                                          : m_field.message.shown());
        }
    }
    return errors;
}

void Editor::apply(wire::Record &changes) const
{
    if (!isChanged())
        return;
    QByteArrayList bytes;
    for (const auto &value : values())
        bytes << value.toUtf8();
    changes.set(m_field.field.toUtf8(), bytes);
}

void Editor::setLimits(const Limits &limits)
{
    m_limits = limits;
    m_loading = true;
    limitsChanged();
    showReadOnly(isReadOnly());
    m_loading = false;
}

void Editor::setReadOnly()
{
    m_readOnly = true;
    showReadOnly(true);
}

bool Editor::isReadOnly() const
{
    if (m_creating)
        return m_readOnly;
    return m_readOnly || m_field.readOnly || m_field.createOnly || (m_limits.systemOnly && heedsSchema());
}

void Editor::dress(QWidget *control, const QString &suffix) const
{
    // A field of base64 is still the attribute to whoever looks for it.
    const QString plain = m_field.field.section(u';', 0, 0);
    control->setObjectName(u"field_"_s + plain + suffix);
    if (suffix.isEmpty()) {
        control->setAccessibleName(m_field.label.shown());
        if (!m_field.hint.isEmpty())
            control->setAccessibleDescription(m_field.hint.shown());
    }
}

Error Editor::fault(const QString &message, const QString &hint) const
{
    Error error;
    error.code = ErrorCode::Invalid;
    error.message = message;
    error.hint = hint;
    error.field = m_field.field;
    return error;
}

QString Editor::sibling(const QString &field) const
{
    return m_siblings ? m_siblings(field) : m_object.text(field.toUtf8());
}

void Editor::emitEdited()
{
    if (!m_loading)
        Q_EMIT edited();
}

std::unique_ptr<Editor> makeEditor(Context &context, const model::Field &field)
{
    const QString &kind = field.editor;
    if (kind == "text"_L1 || kind == "number"_L1)
        return std::make_unique<TextEditor>(context, field);
    if (kind == "lines"_L1)
        return std::make_unique<LinesEditor>(context, field);
    if (kind == "multi"_L1)
        return std::make_unique<MultiEditor>(context, field);
    if (kind == "check"_L1)
        return std::make_unique<CheckEditor>(context, field);
    if (kind == "choice"_L1)
        return std::make_unique<ChoiceEditor>(context, field);
    if (kind == "date"_L1)
        return std::make_unique<DateEditor>(context, field);
    if (kind == "flags"_L1)
        return std::make_unique<FlagsEditor>(context, field);
    if (kind == "dn"_L1)
        return std::make_unique<DnEditor>(context, field);
    if (kind == "dns"_L1)
        return std::make_unique<DnsEditor>(context, field);
    if (kind == "members"_L1)
        return std::make_unique<MembersEditor>(context, field);
    if (kind == "members-of"_L1)
        return std::make_unique<MembersOfEditor>(context, field);
    if (kind == "country"_L1)
        return std::make_unique<CountryEditor>(context, field);
    if (kind == "logon-hours"_L1)
        return std::make_unique<LogonHoursEditor>(context, field);
    if (kind == "primary-group"_L1)
        return std::make_unique<PrimaryGroupEditor>(context, field);
    if (kind == "access"_L1)
        return std::make_unique<AccessEditor>(context, field);
    if (kind == "quotas"_L1)
        return std::make_unique<QuotasEditor>(context, field);
    if (kind == "path"_L1)
        return std::make_unique<PathEditor>(context, field);
    if (kind == "photo"_L1)
        return std::make_unique<PhotoEditor>(context, field);
    if (kind == "password"_L1)
        return std::make_unique<PasswordEditor>(context, field);
    return std::make_unique<ReadOnlyEditor>(context, field);
}

} // namespace smc::render
