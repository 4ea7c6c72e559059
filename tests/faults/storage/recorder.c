/* Preloaded into a process, it records what that process writes into one folder, and when it has that synced.
 *
 * RECORD_FOLDER is the folder, RECORD_TO the file of the record, which lies elsewhere. A record is a header of 16 bytes
 * (kind, a spare byte, length of the name, length of the data, offset), the name within the folder, and the data.
 * Kinds: 'c' made or opened to be made, 't' cut to a length (the offset), 'w' written, 's' synced, 'u' unlinked,
 * 'm' renamed (the data is the new name). A name is empty for the folder itself. Each is recorded under one lock with
 * what it records, so that the order is that of the effects. Mapped memory is not seen: SQLite maps its -shm file alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FILES 4096
#define MOST_NAME 128
#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char names[MOST_FILES][MOST_NAME];
static char watched[MOST_FILES];
static const char *folder;
static size_t folder_length;
static int record = -1;

__attribute__((constructor)) static void begin(void) {
    const char *to = getenv("RECORD_TO");
    folder = getenv("RECORD_FOLDER");
    if (!to || !folder) return;
    folder_length = strlen(folder);
    record = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *data, size_t size) {
    const char *from = data;
    while (size) {
        ssize_t done = syscall(SYS_write, record, from, size);
        if (done <= 0) abort();
        from += done, size -= (size_t)done;
    }
}

static void note(char kind, const char *name, const void *data, size_t size, int64_t offset) {
    struct { uint8_t kind, spare; uint16_t name; uint32_t data; int64_t offset; } head;
    memset(&head, 0, sizeof head);
    head.kind = (uint8_t)kind, head.name = (uint16_t)strlen(name), head.data = (uint32_t)size, head.offset = offset;
    put(&head, sizeof head), put(name, head.name), put(data, size);
}

/* The name within the folder, or NULL for what lies elsewhere. */
static const char *inside(const char *path) {
    if (record < 0 || !path || strncmp(path, folder, folder_length)) return NULL;
    if (!path[folder_length]) return path + folder_length;
    return path[folder_length] == '/' && strlen(path + folder_length) < MOST_NAME ? path + folder_length + 1 : NULL;
}

static const char *name_of(int fd) { return fd >= 0 && fd < MOST_FILES && watched[fd] ? names[fd] : NULL; }

static int opened(int fd, const char *path, int flags) {
    const char *name = fd < 0 ? NULL : inside(path);
    if (fd >= 0 && fd < MOST_FILES) watched[fd] = name != NULL;
    if (!name || fd >= MOST_FILES) return fd;
    strcpy(names[fd], name);
    if (flags & O_CREAT) note('c', name, "", 0, 0);
    if (flags & O_TRUNC) note('t', name, "", 0, 0);
    return fd;
}

#define OPENS(name, ...)                                                                                              \
    {                                                                                                                 \
        REAL(name);                                                                                                   \
        va_list rest;                                                                                                 \
        va_start(rest, flags);                                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                       \
        va_end(rest);                                                                                                 \
        pthread_mutex_lock(&lock);                                                                                    \
        int fd = opened(real(__VA_ARGS__, flags, mode), path, flags);                                                 \
        pthread_mutex_unlock(&lock);                                                                                  \
        return fd;                                                                                                    \
    }
int open(const char *path, int flags, ...) OPENS(open, path)
int open64(const char *path, int flags, ...) OPENS(open64, path)
int openat(int at, const char *path, int flags, ...) OPENS(openat, at, path)
int openat64(int at, const char *path, int flags, ...) OPENS(openat64, at, path)

int close(int fd) {
    REAL(close);
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < MOST_FILES) watched[fd] = 0;
    int result = real(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (!name_of(fd)) return real(fd, data, size);
    pthread_mutex_lock(&lock);
    ssize_t done = real(fd, data, size);
    if (done > 0) note('w', names[fd], data, (size_t)done, lseek(fd, 0, SEEK_CUR) - done);
    pthread_mutex_unlock(&lock);
    return done;
}

#define WRITES(name, offset_t)                                                                                        \
    ssize_t name(int fd, const void *data, size_t size, offset_t offset) {                                            \
        REAL(name);                                                                                                   \
        if (!name_of(fd)) return real(fd, data, size, offset);                                                        \
        pthread_mutex_lock(&lock);                                                                                    \
        ssize_t done = real(fd, data, size, offset);                                                                  \
        if (done > 0) note('w', names[fd], data, (size_t)done, offset);                                               \
        pthread_mutex_unlock(&lock);                                                                                  \
        return done;                                                                                                  \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

#define CUTS(name, offset_t)                                                                                          \
    int name(int fd, offset_t length) {                                                                               \
        REAL(name);                                                                                                   \
        if (!name_of(fd)) return real(fd, length);                                                                    \
        pthread_mutex_lock(&lock);                                                                                    \
        int result = real(fd, length);                                                                                \
        if (!result) note('t', names[fd], "", 0, length);                                                             \
        pthread_mutex_unlock(&lock);                                                                                  \
        return result;                                                                                                \
    }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

#define SYNCS(name)                                                                                                   \
    int name(int fd) {                                                                                                \
        REAL(name);                                                                                                   \
        if (!name_of(fd)) return real(fd);                                                                            \
        pthread_mutex_lock(&lock);                                                                                    \
        int result = real(fd);                                                                                        \
        if (!result) note('s', names[fd], "", 0, 0);                                                                  \
        pthread_mutex_unlock(&lock);                                                                                  \
        return result;                                                                                                \
    }
SYNCS(fsync)
SYNCS(fdatasync)

int unlink(const char *path) {
    REAL(unlink);
    pthread_mutex_lock(&lock);
    int result = real(path);
    if (!result && inside(path)) note('u', inside(path), "", 0, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    REAL(rename);
    pthread_mutex_lock(&lock);
    int result = real(from, to);
    if (!result && inside(from) && inside(to)) note('m', inside(from), inside(to), strlen(inside(to)), 0);
    pthread_mutex_unlock(&lock);
    return result;
}
