// A SQLite VFS that counts what reaches a disk, and is slow or fails on demand.
//
// It wraps the default VFS and becomes the default itself. A file is watched when its database's
// path was named to faultvfs_watch() before it was opened; every other file passes through
// untouched, so that tests of one process do not disturb each other.
#ifndef FAULTVFS_H
#define FAULTVFS_H

// Databases that can be watched at once.
#define FAULTVFS_SLOTS 64

// Which of a database's files a call is about.
enum faultvfs_file {
    FAULTVFS_MAIN = 0,
    FAULTVFS_WAL = 1,
};

// What a call does to the file.
enum faultvfs_call {
    FAULTVFS_WRITE = 0,
    FAULTVFS_SYNC = 1,
};

// Instead of a SQLite result code: the process ends at once, as by kill -9.
#define FAULTVFS_DIE (-1)
// The exit code of a process that ended so.
#define FAULTVFS_DIED 86

// Makes the shim the process's default VFS. Any number of calls, from any thread; 0 on success.
int faultvfs_install(void);

// Watches the database at this path, whose files are opened from now on.
//
// Returns a slot for the calls below, or -1 when all are taken or the path is too long.
int faultvfs_watch(const char *path);

// Gives the slot back; files of it that are still open pass through from now on.
void faultvfs_release(int slot);

// Calls made since faultvfs_watch(), failed ones among them.
long faultvfs_count(int slot, enum faultvfs_file file, enum faultvfs_call call);

// Bytes that the last sync of the WAL made durable: a power cut may lose all that follow.
long long faultvfs_wal_durable(int slot);

// Lets the nth call (1 is the next one) and all after it fail with a SQLite result code such as
// SQLITE_FULL, until faultvfs_disarm(). Calls on both files count.
//
// Of the nth call's bytes the first `torn` are written before it fails; 0 writes nothing.
void faultvfs_arm(int slot, enum faultvfs_call call, long nth, int result, int torn);

// Ends the failing.
void faultvfs_disarm(int slot);

// Lets every sync take at least this long from now on; 0 ends it. It blocks the thread that syncs.
void faultvfs_slow(int slot, long milliseconds);

#endif
