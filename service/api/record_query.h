// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "shared/core/result.h"
#include "shared/wire/record.h"

namespace smc::api {

/// How records that no directory sorts and filters for us are looked at.
struct RecordTraits
{
    QByteArrayList words;    ///< where a bare word of filter= is looked for
    QByteArrayList numbers;  ///< compare by value
    QByteArray name;         ///< the default sort key
    QByteArrayList identity; ///< together unique; breaks ties of the sort order
};

/// filter=, sort=, limit=, cursor= and fields= of docs/rest.md on records in memory. An LDAP filter works
/// too. Errors: Invalid.
[[nodiscard]] Result<wire::RecordList> select(const http::Request &request, QList<wire::Record> records,
                                              const RecordTraits &traits, const QByteArrayList &fields);

/// The names of the parameters that select() reads.
[[nodiscard]] const QByteArrayList &selectParameters();

} // namespace smc::api
