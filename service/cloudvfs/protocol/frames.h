/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the module asks of cloudvfsd, above all that a part of a file whose content is in the cloud be there,
 * and what an administrator's program asks. One connection per question on a unix socket in a 0700 folder of
 * root's; the daemon asks the kernel who called (SO_PEERCRED) and answers root only. Bytes of files never
 * cross it: the daemon writes them into the file itself. A second socket takes CLOUDVFS_MANAGE from one
 * account more (ADR 11).
 *
 * Numbers are in the machine's byte order.
 */
#ifndef SMC_CLOUDVFS_FRAMES_H
#define SMC_CLOUDVFS_FRAMES_H

#include "service/cloudvfs/protocol/intents.h" /* CLOUDVFS_PATH_MAX */

#define CLOUDVFS_FRAME_MAGIC 0x46535643u /* "CVSF" */
#define CLOUDVFS_FRAME_VERSION 1u
#define CLOUDVFS_SHARE_MAX 255u

enum cloudvfs_request_kind {
    CLOUDVFS_RECALL =
        1, /* `offset` and `length` of a stub; length 0: all of it, which then is no stub any more */
    CLOUDVFS_FORGET = 2, /* the stub is overwritten: its content is not wanted, and it is no stub any more */
    CLOUDVFS_EVICT = 3,  /* the file at this path is to become a stub */
    CLOUDVFS_STATUS =
        4, /* answered by JSON: {"files":{"clean":N,"dirty":N,…},"behind":N,"problems":{"SHARE":"…"}} */
    CLOUDVFS_MANAGE =
        5, /* asked and answered by JSON (client/management.h); the only one of the management socket */
};

/* Followed by the name of the share and the path in it, and by the text of CLOUDVFS_MANAGE, without
 * terminators. */
struct cloudvfs_request
{
    uint32_t magic;
    uint16_t version;
    uint16_t kind;
    uint16_t share_length;
    uint16_t path_length;
    uint32_t text_length; /* at most CLOUDVFS_TEXT_MAX; 0 but for CLOUDVFS_MANAGE */
    uint64_t device;
    uint64_t inode;
    uint64_t offset;
    uint64_t length;
};

struct cloudvfs_reply
{
    uint32_t magic;
    int32_t error; /* errno, for the client that reads; 0: it is done */
    uint32_t size; /* of the text that follows: why not, or what was asked for; at most CLOUDVFS_ANSWER_MAX */
};

#define CLOUDVFS_TEXT_MAX 65536u
#define CLOUDVFS_ANSWER_MAX 16777216u

/* Marks a file whose content is in the cloud. Root alone can set it, and whoever opens the file can see it:
 * of trusted.* smbd would have to become root for each look. */
#define CLOUDVFS_STUB_XATTR "security.cloudvfs.stub"
/* On the folder of a share: which one it is, so that an empty folder in its place is not taken for it. */
#define CLOUDVFS_SHARE_XATTR "security.cloudvfs.share"
/* What its owner wants for a file: "pin" keeps its content on the disk. */
#define CLOUDVFS_POLICY_XATTR "user.cloudvfs.policy"

#endif
