// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/smbconf/parameters.h"
#include "shared/wire/record.h"

#include <QJsonArray>

namespace smc::smbconf {

/// A section as the registry has it: name and value of each parameter, in order.
using Section = QList<QStringList>;

/// Whether a section is [global], in whichever spelling: "Global", "globals", "glob al".
[[nodiscard]] bool isGlobal(const QString &section);

/// As attributes of a record ("create-mask": ["0744"]). Parametric options, whose names hold what no
/// attribute's name may, stand together in `parametric` as "name = value".
void append(wire::Record &record, const Section &section);
/// Which state of a section it was: a hash over it.
[[nodiscard]] QByteArray etagOf(const Section &section);

/// What is to be written so that a section says what it should.
struct SectionChange
{
    Section set;
    QStringList remove;
    QJsonArray attributes; ///< {"name","before","after"} of each parameter that changes, for a dry run

    [[nodiscard]] bool isEmpty() const { return set.isEmpty() && remove.isEmpty(); }
};

/// Attributes of `input` set parameters, those without values remove them, what is not named stays. A value
/// that means the same as what is there ("yes", "True") is no change.
/// `ignored`: attributes that are no parameters (name, server, …).
/// Errors: Invalid, with every fault in `more`.
[[nodiscard]] Result<SectionChange> change(const Parameters &parameters, Scope scope, const Section &now,
                                           const wire::Record &input, const QByteArrayList &ignored);
/// The way back from a change to `before`.
[[nodiscard]] SectionChange undo(const SectionChange &change, const Section &before);

} // namespace smc::smbconf
