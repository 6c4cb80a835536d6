/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/util/tevent_ntstatus.h"
#include "service/cloudvfs/module/module.h"

#include <sys/xattr.h>

/* [MS-FSCC] 2.6: reading it costs a transfer; Samba has no name for it. */
#define RECALL_ON_DATA_ACCESS 0x00400000

#define DEFAULT_STATE "/var/lib/cloudvfs"
#define DEFAULT_SOCKET "/run/cloudvfs/socket"

static struct cloudvfs_share *share_of(vfs_handle_struct *handle)
{
    return talloc_get_type_abort(handle->data, struct cloudvfs_share);
}

static struct cloudvfs_open *open_of(vfs_handle_struct *handle, files_struct *fsp)
{
    struct cloudvfs_open *open = VFS_FETCH_FSP_EXTENSION(handle, fsp);

    return open != NULL ? open : VFS_ADD_FSP_EXTENSION(handle, fsp, struct cloudvfs_open, NULL);
}

/* Whether the content is in the cloud. By the mark alone: how many blocks a file has depends on its
 * attributes, its fragments and the file system, too. */
static bool has_mark(vfs_handle_struct *handle, files_struct *fsp, const SMB_STRUCT_STAT *st)
{
    if (!S_ISREG(st->st_ex_mode) || st->st_ex_size == 0)
        return false;
    if (SMB_VFS_NEXT_FGETXATTR(handle, fsp, CLOUDVFS_STUB_XATTR, NULL, 0) >= 0)
        return true;
    /* Who cannot tell must not read zeros: the daemon is asked, and knows. */
    return errno != ENODATA && errno != EOPNOTSUPP && !fsp->fsp_flags.is_pathref;
}

/* An empty file is no stub, whatever a smbd that was killed has left. */
static void drop_mark(vfs_handle_struct *handle, files_struct *fsp)
{
    if (SMB_VFS_NEXT_FGETXATTR(handle, fsp, CLOUDVFS_STUB_XATTR, NULL, 0) < 0)
        return;
    become_root();
    (void)SMB_VFS_NEXT_FREMOVEXATTR(handle, fsp, CLOUDVFS_STUB_XATTR);
    unbecome_root();
}

static bool is_stub(vfs_handle_struct *handle, files_struct *fsp)
{
    struct cloudvfs_open *open;
    SMB_STRUCT_STAT st;

    if (fsp->fsp_flags.is_directory || fsp_is_alternate_stream(fsp))
        return false;
    if (fsp->fsp_flags.is_pathref) /* such a one keeps nobody from evicting: it is looked up each time */
        return SMB_VFS_NEXT_FSTAT(handle, fsp, &st) == 0 && has_mark(handle, fsp, &st);
    open = open_of(handle, fsp);
    if (open == NULL)
        return false;
    if (!open->known && SMB_VFS_NEXT_FSTAT(handle, fsp, &st) == 0) {
        open->known = true;
        open->stub = has_mark(handle, fsp, &st);
    }
    return open->stub;
}

/* Before a change of an open file: false and errno when it must not be done. */
static bool note_change(vfs_handle_struct *handle, files_struct *fsp)
{
    struct cloudvfs_open *open = NULL;
    SMB_STRUCT_STAT st;

    /* A stream's content comes as an extended attribute of its file, which is noted as such; the stream
     * itself is nothing that the modules behind this one could be asked about. */
    if (fsp_is_alternate_stream(fsp))
        return true;
    if (!fsp->fsp_flags.is_pathref && !fsp->fsp_flags.is_directory) {
        open = open_of(handle, fsp);
        if (open == NULL) {
            errno = ENOMEM;
            return false;
        }
        if (open->dirty)
            return true;
    }
    if (SMB_VFS_NEXT_FSTAT(handle, fsp, &st) != 0 ||
        !cloudvfs_intents_append(share_of(handle), open != NULL ? CLOUDVFS_DIRTY : CLOUDVFS_META, &st,
                                 fsp->fsp_name->base_name, NULL,
                                 fsp->fsp_flags.is_directory ? CLOUDVFS_IS_FOLDER : 0))
        return false;
    if (open != NULL) {
        open->dirty = true;
        if (st.st_ex_size == 0)
            drop_mark(handle, fsp);
    }
    return true;
}

/* After what was announced: `result`, and errno as it was. */
static int ended(vfs_handle_struct *handle, int result)
{
    const int error = errno;

    /* Without it the daemon waits for the next record of this smbd, or its end. */
    (void)cloudvfs_intents_append(share_of(handle), CLOUDVFS_ENDED, NULL, "", NULL, result < 0 ? error : 0);
    errno = error;
    return result;
}

/* After a change of a file for which note_change() was called: an open one ends with its close. */
static int changed(vfs_handle_struct *handle, files_struct *fsp, int result)
{
    return fsp->fsp_flags.is_pathref || fsp->fsp_flags.is_directory ? ended(handle, result) : result;
}

/* Brings the whole content, after which it is no stub. Waits for it. */
static bool bring_whole(vfs_handle_struct *handle, files_struct *fsp)
{
    int error;

    if (!is_stub(handle, fsp))
        return true;
    error = cloudvfs_recall(share_of(handle), &fsp->fsp_name->st, fsp->fsp_name->base_name, 0, 0);
    if (error != 0) {
        errno = error;
        return false;
    }
    open_of(handle, fsp)->stub = false;
    return true;
}

static bool may_change(vfs_handle_struct *handle, files_struct *fsp)
{
    return bring_whole(handle, fsp) && note_change(handle, fsp);
}

/* ---- the share ---- */

static int close_share(struct cloudvfs_share *share)
{
    cloudvfs_pressure_close(share);
    close(share->intents);
    return 0;
}

static void free_share(void **data)
{
    TALLOC_FREE(*data);
}

static int cloudvfs_connect(vfs_handle_struct *handle, const char *service, const char *user)
{
    const int snum = SNUM(handle->conn);
    const char *state = lp_parm_const_string(snum, "cloudvfs", "state", DEFAULT_STATE);
    struct cloudvfs_share *share;
    const int result = SMB_VFS_NEXT_CONNECT(handle, service, user);

    if (result < 0)
        return result;
    share = talloc_zero(handle->conn, struct cloudvfs_share);
    if (share == NULL) {
        SMB_VFS_NEXT_DISCONNECT(handle);
        errno = ENOMEM;
        return -1;
    }
    /* Copies: the configuration may be read anew. */
    share->name = talloc_strdup(share, lp_const_servicename(snum));
    share->socket = talloc_strdup(share, lp_parm_const_string(snum, "cloudvfs", "socket", DEFAULT_SOCKET));
    if (share->name == NULL || share->socket == NULL) {
        errno = ENOMEM;
        share->intents = -1;
    } else {
        share->intents = cloudvfs_intents_open(state, share->name);
    }
    if (share->intents < 0) {
        const int error = errno;
        DBG_ERR(
            "cloudvfs: share %s: the intent file below %s cannot be opened: %s. Nobody is let in, since what "
            "is written would not be copied.\n",
            share->name, state, strerror(error));
        TALLOC_FREE(share);
        SMB_VFS_NEXT_DISCONNECT(handle);
        errno = error;
        return -1;
    }
    cloudvfs_pressure_open(share, state);
    talloc_set_destructor(share, close_share);
    SMB_VFS_HANDLE_SET_DATA(handle, share, free_share, struct cloudvfs_share, return -1);
    return 0;
}

static uint32_t cloudvfs_fs_capabilities(vfs_handle_struct *handle, enum timestamp_set_resolution *resolution)
{
    return SMB_VFS_NEXT_FS_CAPABILITIES(handle, resolution) | FILE_SUPPORTS_REMOTE_STORAGE;
}

/* ---- opening and closing ---- */

static int cloudvfs_openat(vfs_handle_struct *handle, const files_struct *dirfsp,
                           const struct smb_filename *name, files_struct *fsp, const struct vfs_open_how *how)
{
    const int fd = SMB_VFS_NEXT_OPENAT(handle, dirfsp, name, fsp, how);
    struct cloudvfs_open *open = VFS_FETCH_FSP_EXTENSION(handle, fsp);

    if (open != NULL) /* an O_PATH descriptor was there before */
        open->known = false;
    return fd;
}

static int cloudvfs_close(vfs_handle_struct *handle, files_struct *fsp)
{
    struct cloudvfs_open *open = VFS_FETCH_FSP_EXTENSION(handle, fsp);
    SMB_STRUCT_STAT st;

    /* While the inode is still its own. Without this record the daemon waits for the end of this smbd. */
    if (open != NULL && open->dirty) {
        if (SMB_VFS_NEXT_FSTAT(handle, fsp, &st) != 0)
            st = fsp->fsp_name->st;
        (void)cloudvfs_intents_append(share_of(handle), CLOUDVFS_CLOSED, &st, fsp->fsp_name->base_name, NULL,
                                      0);
        open->dirty = false;
    }
    return SMB_VFS_NEXT_CLOSE(handle, fsp);
}

/* ---- reading ---- */

static ssize_t cloudvfs_pread(vfs_handle_struct *handle, files_struct *fsp, void *data, size_t n,
                              off_t offset)
{
    if (is_stub(handle, fsp)) {
        const int error =
            cloudvfs_recall(share_of(handle), &fsp->fsp_name->st, fsp->fsp_name->base_name, offset, n);
        if (error != 0) {
            errno = error;
            return -1;
        }
    }
    return SMB_VFS_NEXT_PREAD(handle, fsp, data, n, offset);
}

/* A read or write that may have to wait for the cloud first. */
struct transfer_state
{
    vfs_handle_struct *handle;
    struct tevent_context *ev;
    files_struct *fsp;
    void *data;
    size_t n;
    off_t offset;
    ssize_t result;
    struct vfs_aio_state aio;
};

static void pread_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct transfer_state *state = tevent_req_data(req, struct transfer_state);

    state->result = SMB_VFS_PREAD_RECV(subreq, &state->aio);
    TALLOC_FREE(subreq);
    tevent_req_done(req);
}

static bool pread_go(struct tevent_req *req, struct transfer_state *state)
{
    struct tevent_req *subreq = SMB_VFS_NEXT_PREAD_SEND(state, state->ev, state->handle, state->fsp,
                                                        state->data, state->n, state->offset);
    if (tevent_req_nomem(subreq, req))
        return false;
    tevent_req_set_callback(subreq, pread_done, req);
    return true;
}

static void pread_recalled(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct transfer_state *state = tevent_req_data(req, struct transfer_state);
    const int error = cloudvfs_recall_recv(subreq);

    TALLOC_FREE(subreq);
    if (!tevent_req_error(req, error))
        pread_go(req, state);
}

static struct tevent_req *cloudvfs_pread_send(vfs_handle_struct *handle, TALLOC_CTX *mem_ctx,
                                              struct tevent_context *ev, files_struct *fsp, void *data,
                                              size_t n, off_t offset)
{
    struct transfer_state *state;
    struct tevent_req *subreq;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct transfer_state);

    if (req == NULL)
        return NULL;
    *state = (struct transfer_state){
        .handle = handle, .ev = ev, .fsp = fsp, .data = data, .n = n, .offset = offset};
    if (!is_stub(handle, fsp))
        return pread_go(req, state) ? req : tevent_req_post(req, ev);
    subreq = cloudvfs_recall_send(state, ev, share_of(handle), &fsp->fsp_name->st, fsp->fsp_name->base_name,
                                  offset, n);
    if (tevent_req_nomem(subreq, req))
        return tevent_req_post(req, ev);
    tevent_req_set_callback(subreq, pread_recalled, req);
    return req;
}

static ssize_t cloudvfs_transfer_recv(struct tevent_req *req, struct vfs_aio_state *aio)
{
    struct transfer_state *state = tevent_req_data(req, struct transfer_state);

    if (tevent_req_is_unix_error(req, &aio->error))
        return -1;
    *aio = state->aio;
    return state->result;
}

static ssize_t cloudvfs_sendfile(vfs_handle_struct *handle, int to, files_struct *fsp,
                                 const DATA_BLOB *header, off_t offset, size_t count)
{
    if (is_stub(handle, fsp)) {
        errno = ENOSYS; /* smbd reads it instead */
        return -1;
    }
    return SMB_VFS_NEXT_SENDFILE(handle, to, fsp, header, offset, count);
}

/* To who copies without holes, a stub has none. */
static off_t cloudvfs_lseek(vfs_handle_struct *handle, files_struct *fsp, off_t offset, int whence)
{
    SMB_STRUCT_STAT st;

    if ((whence != SEEK_DATA && whence != SEEK_HOLE) || !is_stub(handle, fsp))
        return SMB_VFS_NEXT_LSEEK(handle, fsp, offset, whence);
    if (SMB_VFS_NEXT_FSTAT(handle, fsp, &st) != 0)
        return -1;
    if (offset >= st.st_ex_size) {
        errno = ENXIO;
        return -1;
    }
    return whence == SEEK_DATA ? offset : st.st_ex_size;
}

static bool cloudvfs_aio_force(vfs_handle_struct *handle, files_struct *fsp)
{
    return is_stub(handle, fsp) || SMB_VFS_NEXT_AIO_FORCE(handle, fsp);
}

struct offload_refused
{
    char none;
};

static struct tevent_req *cloudvfs_offload_read_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev,
                                                     vfs_handle_struct *handle, files_struct *fsp,
                                                     uint32_t fsctl, uint32_t ttl, off_t offset,
                                                     size_t to_copy)
{
    /* The kernel copies by itself, and of a stub zeros. */
    if (!bring_whole(handle, fsp)) {
        struct offload_refused *state;
        struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct offload_refused);
        if (req == NULL)
            return NULL;
        tevent_req_nterror(req, map_nt_error_from_unix(errno));
        return tevent_req_post(req, ev);
    }
    return SMB_VFS_NEXT_OFFLOAD_READ_SEND(mem_ctx, ev, handle, fsp, fsctl, ttl, offset, to_copy);
}

/* ---- changing ---- */

static ssize_t cloudvfs_pwrite(vfs_handle_struct *handle, files_struct *fsp, const void *data, size_t n,
                               off_t offset)
{
    return may_change(handle, fsp) ? SMB_VFS_NEXT_PWRITE(handle, fsp, data, n, offset) : -1;
}

static void pwrite_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct transfer_state *state = tevent_req_data(req, struct transfer_state);

    state->result = SMB_VFS_PWRITE_RECV(subreq, &state->aio);
    TALLOC_FREE(subreq);
    tevent_req_done(req);
}

static bool pwrite_go(struct tevent_req *req, struct transfer_state *state)
{
    struct tevent_req *subreq;

    if (!note_change(state->handle, state->fsp))
        return !tevent_req_error(req, errno);
    subreq = SMB_VFS_NEXT_PWRITE_SEND(state, state->ev, state->handle, state->fsp, state->data, state->n,
                                      state->offset);
    if (tevent_req_nomem(subreq, req))
        return false;
    tevent_req_set_callback(subreq, pwrite_done, req);
    return true;
}

static void pwrite_recalled(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct transfer_state *state = tevent_req_data(req, struct transfer_state);
    const int error = cloudvfs_recall_recv(subreq);

    TALLOC_FREE(subreq);
    if (tevent_req_error(req, error))
        return;
    open_of(state->handle, state->fsp)->stub = false;
    pwrite_go(req, state);
}

/* Of a stub all of it is needed first. */
static bool pwrite_begin(struct tevent_req *req, struct transfer_state *state)
{
    files_struct *fsp = state->fsp;
    struct tevent_req *subreq;

    if (!is_stub(state->handle, fsp))
        return pwrite_go(req, state);
    subreq = cloudvfs_recall_send(state, state->ev, share_of(state->handle), &fsp->fsp_name->st,
                                  fsp->fsp_name->base_name, 0, 0);
    if (tevent_req_nomem(subreq, req))
        return false;
    tevent_req_set_callback(subreq, pwrite_recalled, req);
    return true;
}

static void pwrite_held(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    const int error = cloudvfs_hold_recv(subreq);

    TALLOC_FREE(subreq);
    if (!tevent_req_error(req, error))
        pwrite_begin(req, tevent_req_data(req, struct transfer_state));
}

static struct tevent_req *cloudvfs_pwrite_send(vfs_handle_struct *handle, TALLOC_CTX *mem_ctx,
                                               struct tevent_context *ev, files_struct *fsp, const void *data,
                                               size_t n, off_t offset)
{
    struct transfer_state *state;
    struct tevent_req *subreq;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct transfer_state);

    if (req == NULL)
        return NULL;
    *state = (struct transfer_state){
        .handle = handle, .ev = ev, .fsp = fsp, .data = discard_const(data), .n = n, .offset = offset};
    if (!cloudvfs_is_held(share_of(handle)))
        return pwrite_begin(req, state) ? req : tevent_req_post(req, ev);
    subreq = cloudvfs_hold_send(state, ev, share_of(handle));
    if (tevent_req_nomem(subreq, req))
        return tevent_req_post(req, ev);
    tevent_req_set_callback(subreq, pwrite_held, req);
    return req;
}

static ssize_t cloudvfs_recvfile(vfs_handle_struct *handle, int from, files_struct *fsp, off_t offset,
                                 size_t count)
{
    if (may_change(handle, fsp))
        return SMB_VFS_NEXT_RECVFILE(handle, from, fsp, offset, count);
    /* What the client sent must not be taken for its next request. */
    {
        const int error = errno;
        const ssize_t drained = drain_socket(from, count);
        errno = error;
        return drained == (ssize_t)count ? -1 : drained;
    }
}

/* Empty, and no stub. */
static bool overwrite(vfs_handle_struct *handle, files_struct *fsp)
{
    const int error = cloudvfs_forget(share_of(handle), &fsp->fsp_name->st, fsp->fsp_name->base_name);

    if (error != 0 && error != ECONNREFUSED) {
        errno = error;
        return false;
    }
    if (SMB_VFS_NEXT_FTRUNCATE(handle, fsp, 0) != 0)
        return false;
    drop_mark(handle, fsp); /* where there was no daemon to do it */
    open_of(handle, fsp)->stub = false;
    return true;
}

static int cloudvfs_ftruncate(vfs_handle_struct *handle, files_struct *fsp, off_t length)
{
    if (length > 0 || !is_stub(handle, fsp))
        return may_change(handle, fsp) ? SMB_VFS_NEXT_FTRUNCATE(handle, fsp, length) : -1;
    /* Nothing of what is in the cloud is wanted. */
    return note_change(handle, fsp) && overwrite(handle, fsp) ? 0 : -1;
}

static int cloudvfs_fallocate(vfs_handle_struct *handle, files_struct *fsp, uint32_t mode, off_t offset,
                              off_t length)
{
    return may_change(handle, fsp) ? SMB_VFS_NEXT_FALLOCATE(handle, fsp, mode, offset, length) : -1;
}

static struct tevent_req *cloudvfs_offload_write_send(vfs_handle_struct *handle, TALLOC_CTX *mem_ctx,
                                                      struct tevent_context *ev, uint32_t fsctl,
                                                      DATA_BLOB *token, off_t transfer_offset,
                                                      files_struct *to, off_t offset, off_t length)
{
    if (!may_change(handle, to))
        return NULL;
    return SMB_VFS_NEXT_OFFLOAD_WRITE_SEND(handle, mem_ctx, ev, fsctl, token, transfer_offset, to, offset,
                                           length);
}

static int cloudvfs_fntimes(vfs_handle_struct *handle, files_struct *fsp, struct smb_file_time *times)
{
    return note_change(handle, fsp) ? changed(handle, fsp, SMB_VFS_NEXT_FNTIMES(handle, fsp, times)) : -1;
}

static int cloudvfs_fchmod(vfs_handle_struct *handle, files_struct *fsp, mode_t mode)
{
    return note_change(handle, fsp) ? changed(handle, fsp, SMB_VFS_NEXT_FCHMOD(handle, fsp, mode)) : -1;
}

static int cloudvfs_fchown(vfs_handle_struct *handle, files_struct *fsp, uid_t uid, gid_t gid)
{
    return note_change(handle, fsp) ? changed(handle, fsp, SMB_VFS_NEXT_FCHOWN(handle, fsp, uid, gid)) : -1;
}

static int cloudvfs_sys_acl_set_fd(vfs_handle_struct *handle, files_struct *fsp, SMB_ACL_TYPE_T type,
                                   SMB_ACL_T acl)
{
    return note_change(handle, fsp)
               ? changed(handle, fsp, SMB_VFS_NEXT_SYS_ACL_SET_FD(handle, fsp, type, acl))
               : -1;
}

/* ---- extended attributes: the mark is nobody's but the daemon's ---- */

static bool is_ours(const char *name)
{
    return strncasecmp_m(name, "security.cloudvfs.", 18) == 0;
}

static int cloudvfs_fsetxattr(vfs_handle_struct *handle, files_struct *fsp, const char *name,
                              const void *value, size_t size, int flags)
{
    if (is_ours(name)) {
        errno = EACCES;
        return -1;
    }
    return note_change(handle, fsp)
               ? changed(handle, fsp, SMB_VFS_NEXT_FSETXATTR(handle, fsp, name, value, size, flags))
               : -1;
}

static int cloudvfs_fremovexattr(vfs_handle_struct *handle, files_struct *fsp, const char *name)
{
    if (is_ours(name)) {
        errno = EACCES;
        return -1;
    }
    return note_change(handle, fsp) ? changed(handle, fsp, SMB_VFS_NEXT_FREMOVEXATTR(handle, fsp, name)) : -1;
}

/* ---- names ---- */

/* Of a name below a folder, relative to the share. */
static char *path_of(const files_struct *dirfsp, const struct smb_filename *name)
{
    struct smb_filename *full = full_path_from_dirfsp_atname(talloc_tos(), dirfsp, name);
    char *path = full != NULL ? talloc_steal(talloc_tos(), full->base_name) : NULL;

    TALLOC_FREE(full);
    if (path == NULL)
        errno = ENOMEM;
    return path;
}

static bool note_name(vfs_handle_struct *handle, enum cloudvfs_intent_kind kind, const files_struct *dirfsp,
                      const struct smb_filename *name, const files_struct *target_dirfsp,
                      const struct smb_filename *target_name)
{
    char *path = path_of(dirfsp, name);
    char *target = target_name != NULL ? path_of(target_dirfsp, target_name) : NULL;
    const bool good = path != NULL && (target_name == NULL || target != NULL) &&
                      cloudvfs_intents_append(share_of(handle), kind, VALID_STAT(name->st) ? &name->st : NULL,
                                              path, target, 0);
    const int error = errno;

    TALLOC_FREE(target);
    TALLOC_FREE(path);
    errno = error;
    return good;
}

static int cloudvfs_renameat(vfs_handle_struct *handle, files_struct *from, const struct smb_filename *name,
                             files_struct *to, const struct smb_filename *target)
{
    return note_name(handle, CLOUDVFS_RENAMED, from, name, to, target)
               ? ended(handle, SMB_VFS_NEXT_RENAMEAT(handle, from, name, to, target))
               : -1;
}

static int cloudvfs_unlinkat(vfs_handle_struct *handle, files_struct *dirfsp, const struct smb_filename *name,
                             int flags)
{
    return note_name(handle, CLOUDVFS_REMOVED, dirfsp, name, NULL, NULL)
               ? ended(handle, SMB_VFS_NEXT_UNLINKAT(handle, dirfsp, name, flags))
               : -1;
}

/* A folder that is there now. Without the record a scan finds it. */
static bool note_folder(vfs_handle_struct *handle, const files_struct *dirfsp,
                        const struct smb_filename *made)
{
    char *path = path_of(dirfsp, made);
    const bool good = path != NULL && cloudvfs_intents_append(share_of(handle), CLOUDVFS_META, &made->st,
                                                              path, NULL, CLOUDVFS_IS_FOLDER);
    TALLOC_FREE(path);
    return good;
}

static int cloudvfs_mkdirat(vfs_handle_struct *handle, files_struct *dirfsp, const struct smb_filename *name,
                            mode_t mode)
{
    struct smb_filename made = *name;
    int result;

    if (!note_name(handle, CLOUDVFS_MADE, dirfsp, name, NULL, NULL))
        return -1;
    result = SMB_VFS_NEXT_MKDIRAT(handle, dirfsp, name, mode);
    if (result == 0 && SMB_VFS_NEXT_FSTATAT(handle, dirfsp, name, &made.st, AT_SYMLINK_NOFOLLOW) == 0)
        (void)note_folder(handle, dirfsp, &made);
    return ended(handle, result);
}

/* An object has one key: a second name would not be copied, and lose its content with the first. */
static int cloudvfs_linkat(vfs_handle_struct *handle, files_struct *from, const struct smb_filename *name,
                           files_struct *to, const struct smb_filename *target, int flags)
{
    errno = EOPNOTSUPP;
    return -1;
}

/* ---- durability ---- */

struct fsync_state
{
    int result;
    struct vfs_aio_state aio;
};

static void fsync_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct fsync_state *state = tevent_req_data(req, struct fsync_state);

    state->result = SMB_VFS_FSYNC_RECV(subreq, &state->aio);
    TALLOC_FREE(subreq);
    tevent_req_done(req);
}

static struct tevent_req *cloudvfs_fsync_send(vfs_handle_struct *handle, TALLOC_CTX *mem_ctx,
                                              struct tevent_context *ev, files_struct *fsp)
{
    const struct cloudvfs_open *open = VFS_FETCH_FSP_EXTENSION(handle, fsp);
    struct fsync_state *state;
    struct tevent_req *subreq;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct fsync_state);

    if (req == NULL)
        return NULL;
    /* What a client flushes reaches the cloud: its intent is flushed first. */
    if (open != NULL && open->dirty && fdatasync(share_of(handle)->intents) != 0) {
        tevent_req_error(req, errno);
        return tevent_req_post(req, ev);
    }
    subreq = SMB_VFS_NEXT_FSYNC_SEND(state, ev, handle, fsp);
    if (tevent_req_nomem(subreq, req))
        return tevent_req_post(req, ev);
    tevent_req_set_callback(subreq, fsync_done, req);
    return req;
}

static int cloudvfs_fsync_recv(struct tevent_req *req, struct vfs_aio_state *aio)
{
    struct fsync_state *state = tevent_req_data(req, struct fsync_state);

    if (tevent_req_is_unix_error(req, &aio->error))
        return -1;
    *aio = state->aio;
    return state->result;
}

/* ---- what a client sees of a stub ---- */

static NTSTATUS cloudvfs_fget_dos_attributes(vfs_handle_struct *handle, files_struct *fsp,
                                             uint32_t *attributes)
{
    if (is_stub(handle, fsp))
        *attributes |= FILE_ATTRIBUTE_OFFLINE | RECALL_ON_DATA_ACCESS;
    return SMB_VFS_NEXT_FGET_DOS_ATTRIBUTES(handle, fsp, attributes);
}

static struct vfs_fn_pointers functions = {
    .connect_fn = cloudvfs_connect,
    .fs_capabilities_fn = cloudvfs_fs_capabilities,
    .openat_fn = cloudvfs_openat,
    .close_fn = cloudvfs_close,
    .pread_fn = cloudvfs_pread,
    .pread_send_fn = cloudvfs_pread_send,
    .pread_recv_fn = cloudvfs_transfer_recv,
    .lseek_fn = cloudvfs_lseek,
    .sendfile_fn = cloudvfs_sendfile,
    .aio_force_fn = cloudvfs_aio_force,
    .offload_read_send_fn = cloudvfs_offload_read_send,
    .pwrite_fn = cloudvfs_pwrite,
    .pwrite_send_fn = cloudvfs_pwrite_send,
    .pwrite_recv_fn = cloudvfs_transfer_recv,
    .recvfile_fn = cloudvfs_recvfile,
    .ftruncate_fn = cloudvfs_ftruncate,
    .fallocate_fn = cloudvfs_fallocate,
    .offload_write_send_fn = cloudvfs_offload_write_send,
    .fntimes_fn = cloudvfs_fntimes,
    .fchmod_fn = cloudvfs_fchmod,
    .fchown_fn = cloudvfs_fchown,
    .sys_acl_set_fd_fn = cloudvfs_sys_acl_set_fd,
    .fsetxattr_fn = cloudvfs_fsetxattr,
    .fremovexattr_fn = cloudvfs_fremovexattr,
    .renameat_fn = cloudvfs_renameat,
    .unlinkat_fn = cloudvfs_unlinkat,
    .linkat_fn = cloudvfs_linkat,
    .mkdirat_fn = cloudvfs_mkdirat,
    .fsync_send_fn = cloudvfs_fsync_send,
    .fsync_recv_fn = cloudvfs_fsync_recv,
    .fget_dos_attributes_fn = cloudvfs_fget_dos_attributes,
    .get_dos_attributes_send_fn = vfs_not_implemented_get_dos_attributes_send,
    .get_dos_attributes_recv_fn = vfs_not_implemented_get_dos_attributes_recv,
};

_PUBLIC_ NTSTATUS samba_init_module(TALLOC_CTX *mem_ctx);
NTSTATUS samba_init_module(TALLOC_CTX *mem_ctx)
{
    return smb_register_vfs(SMB_VFS_INTERFACE_VERSION, "cloudvfs", &functions);
}
