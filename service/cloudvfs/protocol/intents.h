/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intent file of a share: what its smbd processes are about to change, written before they change it. It
 * is the only thing that the module writes and the truth of what has to be copied: a daemon that is not
 * there, or ends, misses nothing of it.
 *
 *     STATE/SHARE/intents      made by whichever connects first; folder 0700 and file 0600, root's
 *
 * Records follow one another, each appended by one write(2) to a descriptor with O_APPEND, so that those of
 * many processes do not mix. A record is as durable as the data it is about and no more: the module fsyncs
 * the file when a client flushes, cloudvfsd every few seconds. What it has done with, it gives back by a hole
 * at the beginning; offsets never begin anew. A damaged record (a write cut short by a full disk or a power
 * loss) is found by its sum, and reading goes on at the next magic number.
 *
 * Numbers are in the machine's byte order: the file never leaves it. Read by C (module) and C++ (daemon).
 */
#ifndef SMC_CLOUDVFS_INTENTS_H
#define SMC_CLOUDVFS_INTENTS_H

#include <stdint.h>

#define CLOUDVFS_INTENT_MAGIC 0x31495643u /* "CVI1" */
#define CLOUDVFS_INTENT_ALIGN 8u
#define CLOUDVFS_PATH_MAX 4096u /* bytes of a path, without a terminator */

/* META to MADE announce what is then done at once by the same process. Whether it has been, or was refused,
 * is to be seen on the disk when the next record of that process is there, ENDED at the latest, or the
 * process is gone. */
enum cloudvfs_intent_kind {
    CLOUDVFS_DIRTY = 1,   /* this open begins to change the content */
    CLOUDVFS_CLOSED = 2,  /* an open that was DIRTY has ended */
    CLOUDVFS_META = 3,    /* attributes, times, ACL, extended attributes or streams of what is not open;
                             `result`:    CLOUDVFS_IS_FOLDER, or 0 */
    CLOUDVFS_RENAMED = 4, /* from `path` to `target` */
    CLOUDVFS_REMOVED = 5, /* a file or a folder */
    CLOUDVFS_MADE = 6,    /* a folder; when it is there, META follows */
    CLOUDVFS_ENDED = 7,   /* what was announced has been done, or failed: `result`; no path */
};

#define CLOUDVFS_IS_FOLDER 1u

/* The head of a record; `path` and `target` follow, without terminators, relative to the share, and zeros up
 * to `size`. */
struct cloudvfs_intent
{
    uint32_t magic;
    uint32_t sum;  /* FNV-1a, 32 bit, of everything after it */
    uint32_t size; /* of the whole record, a multiple of CLOUDVFS_INTENT_ALIGN */
    uint16_t kind;
    uint16_t path_length;
    uint16_t target_length;
    uint16_t result; /* of ENDED: errno, or 0; of META */
    uint32_t pid;    /* of the smbd: when it is gone, so are its opens */
    uint64_t device;
    uint64_t inode;
};

/* Guards against torn writes, not against anybody: the file is root's. */
static inline uint32_t cloudvfs_sum(const void *bytes, uint64_t length)
{
    const unsigned char *at = (const unsigned char *)bytes;
    uint32_t sum = 2166136261u;
    uint64_t i;
    for (i = 0; i < length; ++i)
        sum = (sum ^ at[i]) * 16777619u;
    return sum;
}

#endif
