/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cloudvfs, the module in smbd: it tells cloudvfsd what a client is about to change (intents), and asks it
 * for what lies in the cloud (recall). Everything else is left to the modules behind it. One thread, as all
 * of smbd.
 */
#ifndef SMC_CLOUDVFS_MODULE_H
#define SMC_CLOUDVFS_MODULE_H

#include "includes.h"
#include "lib/util/tevent_unix.h"
#include "service/cloudvfs/protocol/frames.h"
#include "service/cloudvfs/protocol/intents.h"
#include "service/cloudvfs/protocol/pressure.h"
#include "smbd/proto.h"
#include "smbd/smbd.h"

/* Of a tree connect. */
struct cloudvfs_share
{
    char *name;
    char *socket;    /* cloudvfsd's */
    int intents;     /* the intent file, open for appending */
    size_t unlooked; /* bytes to be appended before it is looked again whether the file has its reserve */
    const struct cloudvfs_pressure *pressure; /* mapped; NULL: there is none */
};

/* Of an open file. */
struct cloudvfs_open
{
    bool dirty; /* its intent is written */
    bool stub;  /* its content is in the cloud, wholly or in part */
    bool known; /* `stub` has been looked up */
};

/* Opens the intent file below `state`, made where there is none. -1 and errno. Called as root. */
int cloudvfs_intents_open(const char *state, const char *share);

/* Appends a record. `target` may be NULL; `result` is that of ENDED. False and errno: then what it is about
 * must not be done. With a full disk (ENOSPC) a reserve is left for removals and for what ends. */
bool cloudvfs_intents_append(struct cloudvfs_share *share, enum cloudvfs_intent_kind kind,
                             const SMB_STRUCT_STAT *st, const char *path, const char *target, int result);

/* Tells the daemon that a stub is overwritten: it makes it empty and brings nothing into it any more. 0 or
 * errno; ECONNREFUSED: there is no daemon. */
int cloudvfs_forget(const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st, const char *path);

/* Asks for a part of a stub and waits; length 0: all of it. 0 or errno. */
int cloudvfs_recall(const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st, const char *path,
                    off_t offset, size_t length);

/* The same without waiting: other requests of the connection go on meanwhile. */
struct tevent_req *cloudvfs_recall_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev,
                                        const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st,
                                        const char *path, off_t offset, size_t length);
int cloudvfs_recall_recv(struct tevent_req *req); /* 0 or errno */

/* Maps the share's pressure file below `state`, made where there is none. Without one writes never wait.
 * Called as root. */
void cloudvfs_pressure_open(struct cloudvfs_share *share, const char *state);
void cloudvfs_pressure_close(struct cloudvfs_share *share);
/* Whether writes have to wait. */
bool cloudvfs_is_held(const struct cloudvfs_share *share);
/* Waits until they need not any more, while other requests of the connection go on; ENOSPC when that takes
 * too long. */
struct tevent_req *cloudvfs_hold_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev,
                                      const struct cloudvfs_share *share);
int cloudvfs_hold_recv(struct tevent_req *req); /* 0 or errno */

#endif
