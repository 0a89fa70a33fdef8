#include "faultvfs.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES_MAX 512
#define NO_SLOT (-1)

struct slot {
    int taken;
    // Tells the present watch from earlier ones, whose files may still be about to close.
    long watch;
    char path[PATH_BYTES_MAX];
    long counts[2][2];
    sqlite3_int64 wal_written;
    sqlite3_int64 wal_durable;
    // 0 while disarmed.
    long fails_in;
    enum faultvfs_call failing;
    int result;
    int torn;
    long sync_milliseconds;
};

// The real file follows this header in the memory that SQLite gives.
struct shim_file {
    sqlite3_file base;
    int slot;
    long watch;
    enum faultvfs_file file;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot slots[FAULTVFS_SLOTS];
static sqlite3_vfs *real_vfs;
static sqlite3_vfs shim_vfs;

// The file's slot while its watch lasts, else NULL. Call it with the lock held.
static struct slot *watched(const struct shim_file *file) {
    if (file->slot == NO_SLOT) return NULL;
    struct slot *slot = &slots[file->slot];
    return slot->taken && slot->watch == file->watch ? slot : NULL;
}

static sqlite3_file *real(sqlite3_file *file) {
    return (sqlite3_file *)((struct shim_file *)file + 1);
}

// Counts the call and says how it ends: SQLITE_OK, or the armed result, with the bytes that still
// reach the file in *torn.
static int judge(struct shim_file *file, enum faultvfs_call call, int *torn) {
    int result = SQLITE_OK;
    *torn = 0;
    pthread_mutex_lock(&lock);
    struct slot *slot = watched(file);
    if (slot != NULL) slot->counts[file->file][call]++;
    if (slot != NULL && slot->fails_in > 0 && slot->failing == call) {
        if (slot->fails_in > 1) {
            slot->fails_in--;
        } else {
            result = slot->result;
            *torn = slot->torn;
            slot->torn = 0;
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}

// How long a sync of this file takes.
static long slowness(const struct shim_file *file) {
    pthread_mutex_lock(&lock);
    const struct slot *slot = watched(file);
    long milliseconds = slot != NULL ? slot->sync_milliseconds : 0;
    pthread_mutex_unlock(&lock);
    return milliseconds;
}

// Blocks as a slow disk does, without the lock: other files go on meanwhile.
static void wait_for_disk(long milliseconds) {
    if (milliseconds <= 0) return;
    struct timespec rest = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
    }
}

static int end(int result) {
    if (result == FAULTVFS_DIE) _exit(FAULTVFS_DIED);
    return result;
}

static int shim_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    struct shim_file *shim = (struct shim_file *)file;
    int torn;
    int result = judge(shim, FAULTVFS_WRITE, &torn);
    if (result != SQLITE_OK) {
        if (torn > 0) {
            real(file)->pMethods->xWrite(real(file), bytes, torn < count ? torn : count, offset);
        }
        return end(result);
    }
    result = real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (result == SQLITE_OK && shim->file == FAULTVFS_WAL) {
        pthread_mutex_lock(&lock);
        struct slot *slot = watched(shim);
        // A write at the start begins the WAL anew: what follows is of an older generation.
        if (slot != NULL && offset == 0) slot->wal_written = slot->wal_durable = 0;
        if (slot != NULL && offset + count > slot->wal_written) {
            slot->wal_written = offset + count;
        }
        pthread_mutex_unlock(&lock);
    }
    return result;
}

static int shim_sync(sqlite3_file *file, int flags) {
    struct shim_file *shim = (struct shim_file *)file;
    int torn;
    int result = judge(shim, FAULTVFS_SYNC, &torn);
    if (result != SQLITE_OK) return end(result);
    wait_for_disk(slowness(shim));
    result = real(file)->pMethods->xSync(real(file), flags);
    if (result == SQLITE_OK && shim->file == FAULTVFS_WAL) {
        pthread_mutex_lock(&lock);
        struct slot *slot = watched(shim);
        if (slot != NULL) slot->wal_durable = slot->wal_written;
        pthread_mutex_unlock(&lock);
    }
    return result;
}

static int shim_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }
static int shim_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}
static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
    return real(file)->pMethods->xTruncate(real(file), size);
}
static int shim_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int shim_lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
static int shim_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
static int shim_reserved(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
static int shim_control(sqlite3_file *file, int code, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), code, argument);
}
static int shim_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
static int shim_device(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
static int shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, map);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void shim_shm_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
static int shim_shm_unmap(sqlite3_file *file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: shared memory for the WAL, no memory-mapped reads, which would pass this shim by.
static const sqlite3_io_methods methods = {
    2, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_size, shim_lock,
    shim_unlock, shim_reserved, shim_control, shim_sector, shim_device, shim_shm_map,
    shim_shm_lock, shim_shm_barrier, shim_shm_unmap, NULL, NULL,
};

// Journals are told from their database by the ending that SQLite adds.
static void recognise(struct shim_file *file, const char *name) {
    file->slot = NO_SLOT;
    file->watch = 0;
    file->file = FAULTVFS_MAIN;
    if (name == NULL) return;
    pthread_mutex_lock(&lock);
    for (int index = 0; index < FAULTVFS_SLOTS; index++) {
        size_t length = strlen(slots[index].path);
        if (!slots[index].taken || strncmp(name, slots[index].path, length) != 0) continue;
        if (strcmp(name + length, "") == 0) {
            file->slot = index;
        } else if (strcmp(name + length, "-wal") == 0) {
            file->slot = index;
            file->file = FAULTVFS_WAL;
        }
        if (file->slot == index) file->watch = slots[index].watch;
    }
    pthread_mutex_unlock(&lock);
}

static int shim_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    struct shim_file *shim = (struct shim_file *)file;
    recognise(shim, name);
    int result = real_vfs->xOpen(real_vfs, name, real(file), flags, out);
    shim->base.pMethods = real(file)->pMethods == NULL ? NULL : &methods;
    return result;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    return real_vfs->xDelete(real_vfs, name, sync);
}
static int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
    (void)vfs;
    return real_vfs->xAccess(real_vfs, name, flags, result);
}
static int shim_full_path(sqlite3_vfs *vfs, const char *name, int count, char *out) {
    (void)vfs;
    return real_vfs->xFullPathname(real_vfs, name, count, out);
}

static void install(void) {
    if (sqlite3_initialize() != SQLITE_OK) return;
    real_vfs = sqlite3_vfs_find(NULL);
    if (real_vfs == NULL) return;
    // What is not replaced below looks at no file and works on the copy as on the original.
    shim_vfs = *real_vfs;
    shim_vfs.iVersion = real_vfs->iVersion < 2 ? real_vfs->iVersion : 2;
    shim_vfs.zName = "faultvfs";
    shim_vfs.szOsFile = (int)sizeof(struct shim_file) + real_vfs->szOsFile;
    shim_vfs.xOpen = shim_open;
    shim_vfs.xDelete = shim_delete;
    shim_vfs.xAccess = shim_access;
    shim_vfs.xFullPathname = shim_full_path;
    sqlite3_vfs_register(&shim_vfs, 1);
}

int faultvfs_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return sqlite3_vfs_find(NULL) == &shim_vfs ? 0 : -1;
}

static int is_slot(int slot) { return slot >= 0 && slot < FAULTVFS_SLOTS; }

int faultvfs_watch(const char *path) {
    char whole[PATH_BYTES_MAX];
    // SQLite opens resolved paths; the file itself need not exist yet.
    if (faultvfs_install() != 0 || strlen(path) >= PATH_BYTES_MAX) return -1;
    if (real_vfs->xFullPathname(real_vfs, path, sizeof whole, whole) & ~SQLITE_OK_SYMLINK) {
        return -1;
    }
    static long watches;
    int found = -1;
    pthread_mutex_lock(&lock);
    for (int index = 0; index < FAULTVFS_SLOTS && found < 0; index++) {
        if (slots[index].taken) continue;
        memset(&slots[index], 0, sizeof slots[index]);
        slots[index].taken = 1;
        slots[index].watch = ++watches;
        strcpy(slots[index].path, whole);
        found = index;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

void faultvfs_release(int slot) {
    if (!is_slot(slot)) return;
    pthread_mutex_lock(&lock);
    slots[slot].taken = 0;
    pthread_mutex_unlock(&lock);
}

long faultvfs_count(int slot, enum faultvfs_file file, enum faultvfs_call call) {
    if (!is_slot(slot)) return -1;
    pthread_mutex_lock(&lock);
    long count = slots[slot].counts[file][call];
    pthread_mutex_unlock(&lock);
    return count;
}

long long faultvfs_wal_durable(int slot) {
    if (!is_slot(slot)) return -1;
    pthread_mutex_lock(&lock);
    long long bytes = slots[slot].wal_durable;
    pthread_mutex_unlock(&lock);
    return bytes;
}

void faultvfs_arm(int slot, enum faultvfs_call call, long nth, int result, int torn) {
    if (!is_slot(slot)) return;
    pthread_mutex_lock(&lock);
    slots[slot].failing = call;
    slots[slot].fails_in = nth;
    slots[slot].result = result;
    slots[slot].torn = torn;
    pthread_mutex_unlock(&lock);
}

void faultvfs_disarm(int slot) {
    if (!is_slot(slot)) return;
    pthread_mutex_lock(&lock);
    slots[slot].fails_in = 0;
    pthread_mutex_unlock(&lock);
}

void faultvfs_slow(int slot, long milliseconds) {
    if (!is_slot(slot)) return;
    pthread_mutex_lock(&lock);
    slots[slot].sync_milliseconds = milliseconds;
    pthread_mutex_unlock(&lock);
}
