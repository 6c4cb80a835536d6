// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace smc::testing {

/// How many times longer than usual a test waits before it gives up: a sanitizer slows the program down, and
/// what it shows is not how fast we are. Multiply a limit by it, never a pause.
#if defined(__SANITIZE_THREAD__)
inline constexpr int patience = 6;
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr int patience = 3;
#else
inline constexpr int patience = 1;
#endif

} // namespace smc::testing
