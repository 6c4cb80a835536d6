// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/main/config/config.h"

#include <functional>
#include <vector>

namespace smc::config {

enum class Type {
    Integer,  ///< between `least` and `most`
    Size,     ///< bytes, with K, M or G
    Duration, ///< seconds, with s, m, h or d
    Boolean,  ///< yes, no, on, off, true, false, 1, 0
    Text,
    Path,       ///< a file or folder that need not exist yet
    File,       ///< a file that must exist
    SecretFile, ///< a file that must exist and that only its owner (and root) may read
    List,       ///< parts separated by commas or white space
    Names,      ///< parts separated by semicolons, since DNs have commas and groups have spaces
    Choice,     ///< one of `choices`
    Addresses,  ///< as List, each an IP address
};

struct Value
{
    QString text;
    QStringList list;
    qint64 number = 0;
};

/// One line of the table: what a key is, and where its value goes.
struct Key
{
    const char *section;
    const char *key;
    Type type;
    const char *standard; ///< the default, as one would write it; "" is none
    qint64 least;
    qint64 most;
    const char *choices; ///< separated by |
    bool reload;         ///< SIGHUP takes a new value over
    const char *help;    ///< for the manual
    std::function<void(Config &, Realm &, const Value &)> set;
};

[[nodiscard]] const std::vector<Key> &keys();
[[nodiscard]] const Key *findKey(const QString &section, const QString &key);

/// Reads a value by its key's type. False with `why` when it is none.
[[nodiscard]] bool readValue(const Key &key, const QString &text, Value &value, QString &why);

} // namespace smc::config
