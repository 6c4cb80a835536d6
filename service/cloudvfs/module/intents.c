/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/cloudvfs/module/module.h"

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

bool cloudvfs_intents_append(const struct cloudvfs_share *share, enum cloudvfs_intent_kind kind,
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
    do {
        written = write(share->intents, record.bytes, size);
    } while (written < 0 && errno == EINTR);
    if (written == (ssize_t)size)
        return true;
    if (written >= 0)
        errno = ENOSPC; /* the reader passes over what of it is there */
    DBG_ERR("cloudvfs: share %s: an intent for %s cannot be written: %s\n", share->name, path,
            strerror(errno));
    return false;
}
