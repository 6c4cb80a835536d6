// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace smc::volumes {

/// What kind of failure it was; the same words as smc::ErrorCode, which this room cannot use: the driver that
/// the kubelet starts for each volume is one static file without Qt.
enum class FailureKind {
    Invalid,     ///< what was asked for is wrong: a path, an option, a name
    Denied,      ///< the server refused the name, the password or the ticket
    NotFound,    ///< no such server, share or folder
    Busy,        ///< somebody uses it, or another call works on it
    Unreachable, ///< no server answers there
    Timeout,     ///< it answers too late
    Unsupported, ///< server, kernel or helper cannot do that
    Internal,    ///< anything else: this machine's fault
};

/// A failure as a value. Holds no secret: whoever makes one keeps passwords and tickets out.
struct Failure
{
    FailureKind kind = FailureKind::Internal;
    std::string message; ///< a sentence: what is wrong
    std::string hint;    ///< a sentence: what to do about it; may be empty
    std::string native;  ///< what the helper or the system said: "mount error(13): Permission denied"

    /// "message hint", for a person.
    [[nodiscard]] std::string text() const { return hint.empty() ? message : message + ' ' + hint; }
};

/// The kind as a stable word ("not-found").
[[nodiscard]] const char *nameOf(FailureKind kind);

/// A value, or the Failure in its place.
template<typename T>
using Outcome = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> fail(FailureKind kind, std::string message,
                                                  std::string hint = {}, std::string native = {})
{
    return tl::unexpected(Failure{
        .kind = kind, .message = std::move(message), .hint = std::move(hint), .native = std::move(native)});
}

/// What the system says of errno, without its number.
[[nodiscard]] std::string systemText(int error);

} // namespace smc::volumes
