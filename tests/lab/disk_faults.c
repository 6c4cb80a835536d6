/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails, for one program: LD_PRELOAD=libsmc_disk_faults.so, and SMC_DISK_FAULTS names a file that
 * says how, read anew at each call. A line each:
 *
 *     sync EIO PART        fsync, fdatasync and syncfs of what has PART in its path fail
 *     write ENOSPC PART    so do write, pwrite, ftruncate and fallocate
 *     kill N               the program ends by SIGKILL before the N-th step, from its start, by which
 * something becomes durable: a sync, a hole, a size, an extended attribute, a name
 *
 * What was done lies in SMC_DISK_FAULTS with ".done": a line "sync PATH" or "write PATH" for each call that
 * failed; and for each step, from its start, a dot in ".steps".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long steps;

/* By the kernel's own calls: the others are ours. */
static void tell(const char *suffix, const char *text)
{
    char path[PATH_MAX];
    int fd;

    (void)snprintf(path, sizeof(path), "%s%s", getenv("SMC_DISK_FAULTS"), suffix);
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    (void)!syscall(SYS_write, fd, text, strlen(text));
    close(fd);
}

static size_t wishes(char *text, size_t size)
{
    const char *path = getenv("SMC_DISK_FAULTS");
    const int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t got;

    if (fd < 0)
        return 0;
    got = read(fd, text, size - 1);
    close(fd);
    text[got > 0 ? got : 0] = '\0';
    return got > 0 ? (size_t)got : 0;
}

static void step(void)
{
    const int before = errno;
    const long now = atomic_fetch_add(&steps, 1) + 1;
    char text[1024];
    const char *at;

    if (getenv("SMC_DISK_FAULTS") == NULL)
        return;
    if (wishes(text, sizeof(text)) > 0 && (at = strstr(text, "kill ")) != NULL && atol(at + 5) == now)
        raise(SIGKILL);
    tell(".steps", ".");
    errno = before;
}

/* Whether the call has to fail, with errno. */
static bool fails(const char *kind, int fd)
{
    const int before = errno;
    char text[1024];
    char link[64];
    char path[PATH_MAX];
    char said[PATH_MAX + 16];
    char *rest = text;
    char *line;
    ssize_t length;

    if (wishes(text, sizeof(text)) == 0)
        return false;
    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof(path) - 1);
    path[length > 0 ? length : 0] = '\0';
    while ((line = strsep(&rest, "\n")) != NULL) {
        char what[16];
        char error[16];
        char part[256];
        if (sscanf(line, "%15s %15s %255s", what, error, part) != 3 || strcmp(what, kind) != 0 ||
            strstr(path, part) == NULL)
            continue;
        (void)snprintf(said, sizeof(said), "%s %s\n", kind, path);
        tell(".done", said);
        errno = strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
        return true;
    }
    errno = before;
    return false;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd)
{
    step();
    return fails("sync", fd) ? -1 : NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
    step();
    return fails("sync", fd) ? -1 : NEXT(fdatasync)(fd);
}

int syncfs(int fd)
{
    step();
    return fails("sync", fd) ? -1 : NEXT(syncfs)(fd);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    return fails("write", fd) ? -1 : NEXT(write)(fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    return fails("write", fd) ? -1 : NEXT(pwrite)(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    return fails("write", fd) ? -1 : NEXT(pwrite64)(fd, bytes, size, offset);
}

int ftruncate(int fd, off_t size)
{
    step();
    return fails("write", fd) ? -1 : NEXT(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    step();
    return fails("write", fd) ? -1 : NEXT(ftruncate64)(fd, size);
}

int fallocate(int fd, int mode, off_t offset, off_t size)
{
    step();
    return fails("write", fd) ? -1 : NEXT(fallocate)(fd, mode, offset, size);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t size)
{
    step();
    return fails("write", fd) ? -1 : NEXT(fallocate64)(fd, mode, offset, size);
}

int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags)
{
    step();
    return NEXT(fsetxattr)(fd, name, value, size, flags);
}

int fremovexattr(int fd, const char *name)
{
    step();
    return NEXT(fremovexattr)(fd, name);
}

int unlinkat(int fd, const char *path, int flags)
{
    step();
    return NEXT(unlinkat)(fd, path, flags);
}

int renameat2(int from, const char *path, int to, const char *target, unsigned int flags)
{
    step();
    return NEXT(renameat2)(from, path, to, target, flags);
}

int linkat(int from, const char *path, int to, const char *target, int flags)
{
    step();
    return NEXT(linkat)(from, path, to, target, flags);
}
