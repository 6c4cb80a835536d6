// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render/form_schema.h"

#include "app/models/records.h"
#include "app/render/context.h"
#include "shared/wire/paths.h"

#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace smc::render {

FormSchema &FormSchema::of(Context &context)
{
    // A child of the context: it goes with the session that it was read in.
    for (auto *child : context.children()) {
        if (auto *schema = qobject_cast<FormSchema *>(child)) {
            if (!schema->isKnown())
                schema->read(context);
            return *schema;
        }
    }
    return *new FormSchema(context);
}

FormSchema::FormSchema(Context &context)
    : QObject(&context)
{
    read(context);
}

void FormSchema::read(Context &context)
{
    context.source().get(
        wire::restPath(u"identity/schema"_s), {}, this, [this](const Result<data::Answer> &answer) {
            if (!answer || isKnown())
                return; // without it there are no limits beforehand; the directory says them afterwards
            const auto isTrue = [](const wire::Record &record, QByteArrayView name) {
                return record.value(name).compare("true", Qt::CaseInsensitive) == 0;
            };
            const auto number = [](const wire::Record &record, QByteArrayView name) {
                bool fine = false;
                const qint64 value = record.value(name).toLongLong(&fine);
                return fine ? value : -1;
            };
            for (const auto &record : models::listFromJson(answer->json()).items) {
                Limits limits;
                limits.known = true;
                limits.single = isTrue(record, "singleValued");
                limits.systemOnly = isTrue(record, "systemOnly");
                limits.lower = number(record, "lower");
                limits.upper = number(record, "upper");
                limits.syntax = record.text("syntax");
                m_attributes.insert(record.text("name").toLower(), limits);
                m_names << record.text("name");
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
