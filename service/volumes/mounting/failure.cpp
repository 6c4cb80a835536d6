// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/volumes/mounting/failure.h"

#include <cstring>

namespace smc::volumes {

const char *nameOf(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Invalid:
        return "invalid";
    case FailureKind::Denied:
        return "denied";
    case FailureKind::NotFound:
        return "not-found";
    case FailureKind::Busy:
        return "busy";
    case FailureKind::Unreachable:
        return "unreachable";
    case FailureKind::Timeout:
        return "timeout";
    case FailureKind::Unsupported:
        return "unsupported";
    case FailureKind::Internal:
        break;
    }
    return "internal";
}

std::string systemText(int error)
{
    const char *description = strerrordesc_np(error);
    return description != nullptr ? description : "error " + std::to_string(error);
}

} // namespace smc::volumes
