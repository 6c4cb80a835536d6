/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/cloudvfs/module/module.h"

/* Sends the question. A descriptor on which the answer will come, or -1 and errno. */
static int ask(const struct cloudvfs_share *share, enum cloudvfs_request_kind kind, const SMB_STRUCT_STAT *st,
               const char *path, off_t offset, size_t length)
{
    const size_t share_length = strlen(share->name);
    const size_t path_length = strlen(path);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct cloudvfs_request request = {
        .magic = CLOUDVFS_FRAME_MAGIC,
        .version = CLOUDVFS_FRAME_VERSION,
        .kind = kind,
        .share_length = share_length,
        .path_length = path_length,
        .device = st->st_ex_dev,
        .inode = st->st_ex_ino,
        .offset = offset,
        .length = length,
    };
    struct iovec parts[] = {
        {.iov_base = &request, .iov_len = sizeof(request)},
        {.iov_base = discard_const_p(char, share->name), .iov_len = share_length},
        {.iov_base = discard_const_p(char, path), .iov_len = path_length},
    };
    const ssize_t size = sizeof(request) + share_length + path_length;
    int fd, error;

    if (strlen(share->socket) >= sizeof(address.sun_path) || share_length > CLOUDVFS_SHARE_MAX ||
        path_length > CLOUDVFS_PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, share->socket, strlen(share->socket));
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    /* The socket lies in a folder of root's, and the daemon answers root only. */
    become_root();
    error = connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0 ? 0 : errno;
    unbecome_root();
    if (error == 0 && writev(fd, parts, ARRAY_SIZE(parts)) != size) /* fits into an empty buffer */
        error = EIO;
    if (error != 0) {
        DBG_WARNING("cloudvfs: share %s: cloudvfsd at %s cannot be asked for %s: %s\n", share->name,
                    share->socket, path, strerror(error));
        close(fd);
        errno = error == ENOENT || error == ECONNREFUSED ? ECONNREFUSED : EIO;
        return -1;
    }
    return fd;
}

static int answer(int fd)
{
    struct cloudvfs_reply reply;
    ssize_t got;

    do {
        got = recv(fd, &reply, sizeof(reply), MSG_WAITALL);
    } while (got < 0 && errno == EINTR);
    if (got != sizeof(reply) || reply.magic != CLOUDVFS_FRAME_MAGIC)
        return EIO; /* the daemon has gone */
    return reply.error;
}

/* What a client is told: an I/O error, whoever is not there. */
static int told(int error)
{
    return error == ECONNREFUSED ? EIO : error;
}

int cloudvfs_recall(const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st, const char *path,
                    off_t offset, size_t length)
{
    const int fd = ask(share, CLOUDVFS_RECALL, st, path, offset, length);
    int error;

    if (fd < 0)
        return told(errno);
    error = answer(fd);
    close(fd);
    return error;
}

int cloudvfs_forget(const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st, const char *path)
{
    const int fd = ask(share, CLOUDVFS_FORGET, st, path, 0, 0);
    int error;

    if (fd < 0)
        return errno;
    error = answer(fd);
    close(fd);
    return error;
}

struct recall_state
{
    int fd;
};

static void recall_answered(struct tevent_context *ev, struct tevent_fd *event, uint16_t flags, void *data)
{
    struct tevent_req *req = talloc_get_type_abort(data, struct tevent_req);
    struct recall_state *state = tevent_req_data(req, struct recall_state);
    const int error = answer(state->fd);

    TALLOC_FREE(event); /* closes it */
    if (error != 0)
        tevent_req_error(req, error);
    else
        tevent_req_done(req);
}

struct tevent_req *cloudvfs_recall_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev,
                                        const struct cloudvfs_share *share, const SMB_STRUCT_STAT *st,
                                        const char *path, off_t offset, size_t length)
{
    struct recall_state *state;
    struct tevent_fd *event;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct recall_state);

    if (req == NULL)
        return NULL;
    state->fd = ask(share, CLOUDVFS_RECALL, st, path, offset, length);
    if (state->fd < 0) {
        tevent_req_error(req, told(errno));
        return tevent_req_post(req, ev);
    }
    event = tevent_add_fd(ev, state, state->fd, TEVENT_FD_READ, recall_answered, req);
    if (event == NULL) {
        close(state->fd);
        tevent_req_oom(req);
        return tevent_req_post(req, ev);
    }
    tevent_fd_set_auto_close(event);
    return req;
}

int cloudvfs_recall_recv(struct tevent_req *req)
{
    return tevent_req_simple_recv_unix(req);
}
