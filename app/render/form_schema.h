// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace smc::render {

/// What there is to know of a form's fields: the directory's schema, or what the form names in its place
/// (`schema` of docs/descriptors.md). Read once for each Context and kept, since it doesn't change while one
/// works.
class FormSchema : public QObject
{
    Q_OBJECT
public:
    /// The one of this form; reads it at the first call. A form about servers that names none has an empty
    /// one.
    static FormSchema &of(Context &context, const model::Form &form);

    [[nodiscard]] bool isKnown() const { return !m_attributes.isEmpty(); }
    [[nodiscard]] Limits limits(const QString &attribute) const;
    /// Every attribute's name, sorted.
    [[nodiscard]] QStringList names() const { return m_names; }

Q_SIGNALS:
    void known();

private:
    FormSchema(Context &context, const QString &resource, const QString &filter);
    void read(Context &context);

    QString m_resource;
    QString m_filter;
    QHash<QString, Limits> m_attributes; ///< by lower-case name
    QStringList m_names;
};

} // namespace smc::render
