/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether clients have to wait with writing, since more than the daemon's `dirty limit` of a share waits to
 * be copied.
 *
 *     STATE/SHARE/pressure     made by whichever comes first; 0600, root's; mapped by cloudvfsd, which writes
 *                              it, and by each smbd, for which looking is as good as free
 *
 * It holds for some seconds only: a daemon that is killed slows nobody down. Numbers are in the machine's
 * byte order.
 */
#ifndef SMC_CLOUDVFS_PRESSURE_H
#define SMC_CLOUDVFS_PRESSURE_H

#include <stdint.h>

struct cloudvfs_pressure
{
    uint64_t until; /* nanoseconds of CLOCK_BOOTTIME: before it writes wait; read and written at once */
};

/* Nothing more is said ahead: a time that is further away is that of an earlier boot. */
#define CLOUDVFS_PRESSURE_SECONDS 10u

#endif
