// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/editor.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace smc::render {

/// The directory's schema as the client needs it: read once for each Context and kept, since it doesn't
/// change while one works.
class FormSchema : public QObject
{
    Q_OBJECT
public:
    /// The one of this context; reads it at the first call.
    static FormSchema &of(Context &context);

    [[nodiscard]] bool isKnown() const { return !m_attributes.isEmpty(); }
    [[nodiscard]] Limits limits(const QString &attribute) const;
    /// Every attribute's LDAP name, sorted.
    [[nodiscard]] QStringList names() const { return m_names; }

Q_SIGNALS:
    void known();

private:
    explicit FormSchema(Context &context);
    void read(Context &context);

    QHash<QString, Limits> m_attributes; ///< by lower-case name
    QStringList m_names;
    bool m_reading = false;
};

} // namespace smc::render
