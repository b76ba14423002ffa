/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blob.c: files that are there wholly or not at all. A failed fsync is never
 * tried again: after it the kernel may have dropped the pages, so the store
 * counts as broken until it is opened anew. A writer holds a lock on its
 * temporary file; one without lock was left by a process that is gone.
 * Tests: tests/unit/quarantine/test_blob.c
 */
#include "blob.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "disk.h"
#include "misogi/io.h"

#define ID_LEN 32
#define NAME_SIZE (3 + ID_LEN + 1) /* "ab/" and the id */

static bool is_id(const char *s)
{
	return strlen(s) == ID_LEN && strspn(s, "0123456789abcdef") == ID_LEN;
}

static bool name_of(const char *id, char name[NAME_SIZE], struct err *err)
{
	if (!is_id(id))
		return err_set(err, SCOPE_BUG, REASON_INTERNAL, "no id of a blob");
	snprintf(name, NAME_SIZE, "%.2s/%s", id, id);
	return true;
}

static bool sync_or_break(struct blobs *b, int fd, struct err *err, const char *what)
{
	if (fsync(fd) == 0)
		return true;
	if (!disk_is_full(errno))
		g_atomic_int_set(&b->broken, 1);
	return disk_error(err, "fsync of %s", what);
}

static int open_directory(int at, const char *path, bool create, struct err *err)
{
	if (create && mkdirat(at, path, 0750) != 0 && errno != EEXIST) {
		disk_error(err, "%s", path);
		return -1;
	}
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		disk_error(err, "%s", path);
	return fd;
}

/* All at once and synced, so that no later write depends on a folder that a power cut takes. */
static bool make_fan_out(struct blobs *b, int root, struct err *err)
{
	for (unsigned i = 0; i < 256; i++) {
		char name[3];
		snprintf(name, sizeof(name), "%02x", i);
		if (mkdirat(b->files, name, 0750) != 0 && errno != EEXIST)
			return disk_error(err, "blobs/%s", name);
	}
	return sync_or_break(b, b->files, err, "blobs") && sync_or_break(b, root, err, "the store");
}

static void remove_if_left(int tmp, const char *name)
{
	AUTO_FD fd = openat(tmp, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlinkat(tmp, name, 0);
}

static DIR *read_directory(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d)
		fd_close(&fd);
	return d;
}

static void remove_leftovers(int tmp)
{
	DIR *d = read_directory(tmp, ".");
	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d));)
		if (is_id(e->d_name))
			remove_if_left(tmp, e->d_name);
	closedir(d);
}

static bool is_missing(const char *directory)
{
	g_autofree char *files = g_build_filename(directory, "blobs", NULL);
	return access(files, F_OK) != 0 && errno == ENOENT;
}

bool blobs_open(struct blobs *b, const char *directory, bool create, struct err *err)
{
	*b = (struct blobs){ .files = -1, .tmp = -1 };
	if (!create && is_missing(directory))
		return err_set(err, SCOPE_TEMP, REASON_STORE_IO,
			       "no store in %s yet: misogi-milter makes it at its first start",
			       directory);
	AUTO_FD root = open_directory(AT_FDCWD, directory, create, err);
	if (root < 0)
		return false;
	b->files = open_directory(root, "blobs", create, err);
	if (b->files >= 0)
		b->tmp = open_directory(root, "tmp", create, err);
	if (b->tmp < 0 || (create && !make_fan_out(b, root, err))) {
		blobs_close(b);
		return false;
	}
	if (create)
		remove_leftovers(b->tmp);
	return true;
}

void blobs_close(struct blobs *b)
{
	fd_close(&b->files);
	fd_close(&b->tmp);
}

int blobs_begin(struct blobs *b, const char *id, struct err *err)
{
	char name[NAME_SIZE];
	if (!name_of(id, name, err))
		return -1;
	AUTO_FD fd = openat(b->tmp, id, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0 || flock(fd, LOCK_EX) != 0) {
		disk_error(err, "blob %s", id);
		return -1;
	}
	return fd_steal(&fd);
}

static bool check_size(int fd, const char *id, uint64_t size, struct err *err)
{
	uint64_t got;
	if (!io_size(fd, &got))
		return disk_error(err, "blob %s", id);
	return got == size ||
	       err_set(err, SCOPE_TEMP, REASON_STORE_IO, "blob %s has the wrong size on disk", id);
}

static bool sync_folder(struct blobs *b, const char *id, struct err *err)
{
	char folder[3] = { id[0], id[1], 0 };
	AUTO_FD fd = open_directory(b->files, folder, false, err);
	return fd >= 0 && sync_or_break(b, fd, err, folder);
}

bool blobs_finish(struct blobs *b, const char *id, int fd, uint64_t size, struct err *err)
{
	char name[NAME_SIZE];
	if (!name_of(id, name, err))
		return false;
	bool ok = check_size(fd, id, size, err) && sync_or_break(b, fd, err, id);
	if (ok && renameat(b->tmp, id, b->files, name) != 0)
		ok = disk_error(err, "renaming blob %s", id);
	if (!ok) {
		blobs_abandon(b, id);
		return false;
	}
	if (sync_folder(b, id, err))
		return true;
	unlinkat(b->files, name, 0);
	return false;
}

void blobs_abandon(struct blobs *b, const char *id)
{
	unlinkat(b->tmp, id, 0);
}

int blobs_read(struct blobs *b, const char *id, struct err *err)
{
	char name[NAME_SIZE];
	if (!name_of(id, name, err))
		return -1;
	int fd = openat(b->files, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		disk_error(err, "blob %s", id);
	return fd;
}

bool blobs_remove(struct blobs *b, const char *id, struct err *err)
{
	char name[NAME_SIZE];
	if (!name_of(id, name, err))
		return false;
	if (unlinkat(b->files, name, 0) != 0)
		return errno == ENOENT || disk_error(err, "removing blob %s", id);
	return sync_folder(b, id, err);
}

bool blobs_stat(struct blobs *b, const char *id, uint64_t *size, int64_t *age)
{
	char name[NAME_SIZE];
	struct stat st;
	if (!name_of(id, name, NULL) || fstatat(b->files, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	*size = (uint64_t)st.st_size;
	*age = (int64_t)time(NULL) - (int64_t)st.st_mtime;
	return true;
}

bool blobs_each(struct blobs *b, void (*each)(void *ctx, const char *id), void *ctx,
		struct err *err)
{
	for (unsigned i = 0; i < 256; i++) {
		char folder[3];
		snprintf(folder, sizeof(folder), "%02x", i);
		DIR *d = read_directory(b->files, folder);
		if (!d)
			return disk_error(err, "blobs/%s", folder);
		for (struct dirent *e; (e = readdir(d));)
			if (is_id(e->d_name))
				each(ctx, e->d_name);
		closedir(d);
	}
	return true;
}
