/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/cloudvfs/module/module.h"

/* Bytes: some thousand removals; and how many one process appends before it looks again. */
#define RESERVE (1024 * 1024)
#define RESERVE_LOOK (32 * 1024)

int cloudvfs_intents_open(const char *state, const char *share)
{
    char *folder = talloc_asprintf(talloc_tos(), "%s/%s", state, share);
    char *path = talloc_asprintf(talloc_tos(), "%s/%s/intents", state, share);
    int fd = -1;

    if (folder == NULL || path == NULL) {
        errno = ENOMEM;
    } else if ((mkdir(state, 0700) == 0 || errno == EEXIST) &&
               (mkdir(folder, 0700) == 0 || errno == EEXIST)) {
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    }
    TALLOC_FREE(path);
    TALLOC_FREE(folder);
    return fd;
}

/* Whether the end of the file has blocks of its own, so that with a full disk what makes room can still be
 * announced. They are asked for anew now and then, as they are used up. */
static bool has_reserve(struct cloudvfs_share *share)
{
    struct stat st;

    if (share->unlooked > 0)
        return true;
    if (fstat(share->intents, &st) != 0)
        return false;
    /* Where the file system knows no such thing there is none. */
    if (fallocate(share->intents, FALLOC_FL_KEEP_SIZE, st.st_size, RESERVE) != 0 && errno == ENOSPC)
        return false;
    share->unlooked = RESERVE_LOOK;
    return true;
}

bool cloudvfs_intents_append(struct cloudvfs_share *share, enum cloudvfs_intent_kind kind,
                             const SMB_STRUCT_STAT *st, const char *path, const char *target, int result)
{
    const size_t path_length = strlen(path);
    const size_t target_length = target != NULL ? strlen(target) : 0;
    const size_t bare = sizeof(struct cloudvfs_intent) + path_length + target_length;
    const size_t size = (bare + CLOUDVFS_INTENT_ALIGN - 1) / CLOUDVFS_INTENT_ALIGN * CLOUDVFS_INTENT_ALIGN;
    union {
        struct cloudvfs_intent head;
        char bytes[sizeof(struct cloudvfs_intent) + 2 * CLOUDVFS_PATH_MAX + CLOUDVFS_INTENT_ALIGN];
    } record;
    ssize_t written;

    if (path_length > CLOUDVFS_PATH_MAX || target_length > CLOUDVFS_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memset(record.bytes, 0, size);
    record.head = (struct cloudvfs_intent){
        .magic = CLOUDVFS_INTENT_MAGIC,
        .size = size,
        .kind = kind,
        .path_length = path_length,
        .target_length = target_length,
        .result = result,
        .pid = getpid(),
        .device = st != NULL ? st->st_ex_dev : 0,
        .inode = st != NULL ? st->st_ex_ino : 0,
    };
    memcpy(record.bytes + sizeof(record.head), path, path_length);
    if (target_length > 0)
        memcpy(record.bytes + sizeof(record.head) + path_length, target, target_length);
    record.head.sum = cloudvfs_sum(record.bytes + offsetof(struct cloudvfs_intent, size),
                                   size - offsetof(struct cloudvfs_intent, size));
    if (kind != CLOUDVFS_REMOVED && kind != CLOUDVFS_CLOSED && kind != CLOUDVFS_ENDED &&
        !has_reserve(share)) {
        written = -1;
        errno = ENOSPC;
    } else {
        do {
            written = write(share->intents, record.bytes, size);
        } while (written < 0 && errno == EINTR);
    }
    if (written == (ssize_t)size) {
        share->unlooked -= MIN(share->unlooked, size);
        return true;
    }
    if (written >= 0)
        errno = ENOSPC; /* the reader passes over what of it is there */
    DBG_ERR("cloudvfs: share %s: an intent for %s cannot be written: %s\n", share->name, path,
            strerror(errno));
    return false;
}
