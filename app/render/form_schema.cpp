// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/form_schema.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

namespace {

bool isTrue(const wire::Record &record, QByteArrayView name)
{
    return record.value(name).compare("true", Qt::CaseInsensitive) == 0;
}

qint64 number(const wire::Record &record, QByteArrayView name)
{
    bool fine = false;
    const qint64 value = record.value(name).toLongLong(&fine);
    return fine ? value : -1;
}

Limits fromDirectory(const wire::Record &record)
{
    Limits limits;
    limits.known = true;
    limits.single = isTrue(record, "singleValued");
    limits.systemOnly = isTrue(record, "systemOnly");
    limits.lower = number(record, "lower");
    limits.upper = number(record, "upper");
    limits.syntax = record.text("syntax");
    return limits;
}

Limits fromParameter(const wire::Record &record)
{
    Limits limits;
    limits.known = true;
    limits.standard = record.text("default");
    limits.help = record.text("help");
    return limits;
}

} // namespace

FormSchema &FormSchema::of(Context &context, const model::Form &form)
{
    const QString resource = !form.schema.isEmpty()             ? form.schema
                             : wire::isDirectory(form.resource) ? u"identity/schema"_s
                                                                : QString();
    // A child of the context: it goes with the session that it was read in.
    for (auto *child : context.children()) {
        auto *schema = qobject_cast<FormSchema *>(child);
        if (schema && schema->m_resource == resource && schema->m_filter == form.schemaFilter) {
            if (!schema->isKnown())
                schema->read(context);
            return *schema;
        }
    }
    return *new FormSchema(context, resource, form.schemaFilter);
}

FormSchema::FormSchema(Context &context, const QString &resource, const QString &filter)
    : QObject(&context)
    , m_resource(resource)
    , m_filter(filter)
{
    read(context);
}

void FormSchema::read(Context &context)
{
    if (m_resource.isEmpty())
        return;
    QUrlQuery query;
    if (!m_filter.isEmpty())
        wire::addQuery(query, u"filter"_s, m_filter);
    context.source().get(wire::restPath(m_resource), query, this, [this](const Result<data::Answer> &answer) {
        if (!answer || isKnown())
            return; // without it there are no limits beforehand; the server says them afterwards
        const bool directory = wire::isDirectory(m_resource);
        for (const auto &record : models::listFromJson(answer->json()).items) {
            // A parameter has blanks in its name; what stands for it in a record has none.
            const QString name = record.text(directory ? "name" : "attribute");
            m_attributes.insert(name.toLower(), directory ? fromDirectory(record) : fromParameter(record));
            m_names << name;
        }
        m_names.sort(Qt::CaseInsensitive);
        Q_EMIT known();
    });
}

Limits FormSchema::limits(const QString &attribute) const
{
    return m_attributes.value(attribute.section(u';', 0, 0).toLower());
}

} // namespace smc::render
