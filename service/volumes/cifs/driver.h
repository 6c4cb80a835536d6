// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/volumes/cifs/settings.h"

#include <string>
#include <vector>

namespace smc::volumes {

/// What the kubelet reads, and the exit status that goes with it: 0 for Success alone.
struct Reply
{
    std::string json; ///< one line
    int exit = 1;
};

/// A call of the kubelet (Flexvolume, "Driver invocation model"):
///
///     init                  Success, and capabilities that are all false: no attach, no fsGroup, no
///     relabelling mount DIR JSON        Success, or Failure with a sentence and the way out unmount DIR the
///     same anything else         Not supported
///
/// Each call that mounts or unmounts is logged (CallLog); that it could not be is said in the answer, and
/// nothing fails for it. `arguments` are those after the program's name.
[[nodiscard]] Reply answer(const std::vector<std::string> &arguments, const Settings &settings);

/// The answer to a call when there are no settings to work by.
[[nodiscard]] Reply answerFailure(const Failure &failure);

} // namespace smc::volumes
