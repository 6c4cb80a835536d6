/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/cloudvfs/module/module.h"

#include <sys/mman.h>

/* Less than the 20 seconds after which smbclient gives up. */
#define LONGEST_WAIT 15
#define LOOK_MILLISECONDS 100

void cloudvfs_pressure_open(struct cloudvfs_share *share, const char *state)
{
    char *path = talloc_asprintf(talloc_tos(), "%s/%s/pressure", state, share->name);
    struct stat st;
    void *mapped = MAP_FAILED;
    int fd;

    fd = path != NULL ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (fd >= 0 && fstat(fd, &st) == 0 &&
        (st.st_size >= (off_t)sizeof(struct cloudvfs_pressure) ||
         ftruncate(fd, sizeof(struct cloudvfs_pressure)) == 0))
        mapped = mmap(NULL, sizeof(struct cloudvfs_pressure), PROT_READ, MAP_SHARED, fd, 0);
    share->pressure = mapped != MAP_FAILED ? mapped : NULL;
    if (share->pressure == NULL)
        DBG_WARNING("cloudvfs: share %s: %s/%s/pressure cannot be read: %s. Writes do not wait for the dirty "
                    "limit.\n",
                    share->name, state, share->name, strerror(errno));
    if (fd >= 0)
        close(fd);
    TALLOC_FREE(path);
}

void cloudvfs_pressure_close(struct cloudvfs_share *share)
{
    if (share->pressure != NULL)
        munmap(discard_const(share->pressure), sizeof(*share->pressure));
    share->pressure = NULL;
}

bool cloudvfs_is_held(const struct cloudvfs_share *share)
{
    const uint64_t second = 1000000000u;
    const uint64_t until =
        share->pressure != NULL ? __atomic_load_n(&share->pressure->until, __ATOMIC_RELAXED) : 0;
    struct timespec now;
    uint64_t nanoseconds;

    if (until == 0 || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return false;
    nanoseconds = now.tv_sec * second + now.tv_nsec;
    return until > nanoseconds && until - nanoseconds <= CLOUDVFS_PRESSURE_SECONDS * second;
}

struct hold_state
{
    struct tevent_context *ev;
    const struct cloudvfs_share *share;
    struct timeval end;
};

static void hold_look(struct tevent_req *subreq);

static bool hold_wait(struct tevent_req *req, struct hold_state *state)
{
    struct tevent_req *subreq =
        tevent_wakeup_send(state, state->ev, timeval_current_ofs_msec(LOOK_MILLISECONDS));

    if (tevent_req_nomem(subreq, req))
        return false;
    tevent_req_set_callback(subreq, hold_look, req);
    return true;
}

static void hold_look(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct hold_state *state = tevent_req_data(req, struct hold_state);
    const bool woken = tevent_wakeup_recv(subreq);

    TALLOC_FREE(subreq);
    if (!woken)
        tevent_req_error(req, EIO);
    else if (!cloudvfs_is_held(state->share))
        tevent_req_done(req);
    else if (timeval_expired(&state->end))
        tevent_req_error(req, ENOSPC);
    else
        hold_wait(req, state);
}

struct tevent_req *cloudvfs_hold_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev,
                                      const struct cloudvfs_share *share)
{
    struct hold_state *state;
    struct tevent_req *req = tevent_req_create(mem_ctx, &state, struct hold_state);

    if (req == NULL)
        return NULL;
    *state = (struct hold_state){.ev = ev, .share = share, .end = timeval_current_ofs(LONGEST_WAIT, 0)};
    return hold_wait(req, state) ? req : tevent_req_post(req, ev);
}

int cloudvfs_hold_recv(struct tevent_req *req)
{
    return tevent_req_simple_recv_unix(req);
}
