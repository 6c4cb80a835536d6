// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"
#include "shared/wire/table.h"

#include <optional>
#include <vector>

namespace smc::api {

/// How records that no directory sorts and filters for us are looked at.
struct RecordTraits
{
    QByteArrayList words;    ///< where a bare word of filter= is looked for
    QByteArrayList numbers;  ///< compare by value
    QByteArray name;         ///< the default sort key
    QByteArrayList identity; ///< together unique; breaks ties of the sort order
};

/// Records of one source in a list of several, and what they have in common.
struct Part
{
    wire::Table records;
    /// Attributes that stand in front of each record's own, but for one of that name.
    QList<wire::Attribute> front = {};
    /// The `id` of a record among all, "fs1:data": `server`, and where `key` is not empty the record's value
    /// of that. It sorts by the latter.
    struct Id
    {
        QByteArray server;
        QByteArray key;
    };
    std::optional<Id> id = {};

    /// As the list shows it.
    [[nodiscard]] wire::Record record(qsizetype row) const;
};

/// filter=, sort=, limit=, cursor= and fields= of docs/rest.md on records in memory. An LDAP filter works
/// too. Errors: Invalid.
[[nodiscard]] Result<wire::RecordList> select(const http::Request &request, const std::vector<Part> &parts,
                                              const RecordTraits &traits, const QByteArrayList &fields);
[[nodiscard]] Result<wire::RecordList> select(const http::Request &request,
                                              const QList<wire::Record> &records, const RecordTraits &traits,
                                              const QByteArrayList &fields);

/// The names of the parameters that select() reads.
[[nodiscard]] const QByteArrayList &selectParameters();

} // namespace smc::api
