// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/core/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace smc {

/// A value or the Error that stands in its place. Ignoring one is a compile error.
///
///     auto entry = directory.read(dn, attributes);
///     if (!entry)
///         return entry.error().at(u"reading"_s, dn);
///     use(*entry);
///
/// Composes tl::expected, which is itself not [[nodiscard]].
template<typename T = void>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value) : m_value(std::move(value)) {} // NOLINT(google-explicit-constructor): `return value;`
    Result(Error error) : m_value(tl::unexpect, std::move(error)) {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] explicit operator bool() const { return m_value.has_value(); }
    [[nodiscard]] const T &operator*() const & { return *m_value; }
    [[nodiscard]] T &operator*() & { return *m_value; }
    [[nodiscard]] T &&operator*() && { return *std::move(m_value); }
    [[nodiscard]] const T *operator->() const { return &*m_value; }
    [[nodiscard]] T *operator->() { return &*m_value; }
    [[nodiscard]] const Error &error() const { return m_value.error(); }

private:
    tl::expected<T, Error> m_value;
};

/// Success without a value, or an Error.
template<>
class [[nodiscard]] Result<void>
{
public:
    using Value = void;

    Result() = default;
    Result(Error error) : m_value(tl::unexpect, std::move(error)) {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] explicit operator bool() const { return m_value.has_value(); }
    [[nodiscard]] const Error &error() const { return m_value.error(); }

private:
    tl::expected<void, Error> m_value;
};

} // namespace smc
