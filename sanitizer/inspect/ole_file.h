/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_file.h: the storages and streams of a compound file ([MS-CFB]), read
 * within bounds: every chain ends, no stream is longer than the file.
 */
#ifndef MISOGI_INSPECT_OLE_FILE_H
#define MISOGI_INSPECT_OLE_FILE_H

#include <glib.h>
#include <stdbool.h>

#define OLE_NAME_UNITS 32u
#define OLE_NAME_BYTES (3 * OLE_NAME_UNITS + 1)
#define OLE_MAGIC "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

enum ole_kind { OLE_FREE = 0, OLE_STORAGE = 1, OLE_STREAM = 2, OLE_ROOT = 5 };

struct ole_entry {
	char name[OLE_NAME_BYTES]; /* UTF-8, with its control characters */
	guint8 kind;		   /* enum ole_kind, or what the file has instead */
	int parent;		   /* index; -1: the root, and what the tree does not lead to */
	bool is_reached;	   /* the tree leads to it */
	guint32 start;
	guint64 size;
	guint8 clsid[16];
};

struct ole_file {
	const char *data; /* borrowed */
	size_t len;
	unsigned shift;	     /* a sector has 1 << shift bytes */
	GArray *fat;	     /* of guint32: the sector behind each sector */
	GArray *mini_fat;    /* the same of the small sectors */
	GArray *mini_stream; /* of guint32: the sectors that hold the small ones */
	GArray *entries;     /* of struct ole_entry, in the file's order */
	GHashTable *names;   /* "parent/name" → index + 1 */
	bool is_damaged;     /* a table or the directory cannot be read to its end */
};

/* False: no compound file (${f} is cleared). */
bool ole_open(const char *data, size_t len, struct ole_file *f);
void ole_close(struct ole_file *f);

const struct ole_entry *ole_entry(const struct ole_file *f, guint i);

/* The entry called ${name}, either case, in ${parent}; -1: none. */
int ole_child(const struct ole_file *f, int parent, const char *name);

/* ${n} UTF-16 units up to the first NUL, as the names of entries are kept. */
void ole_name(const char *utf16, size_t n, char name[OLE_NAME_BYTES]);

/*
 * The bytes of stream ${e}, whose size is at most the file's. NULL: its chain
 * is broken. Caller frees; one NUL stands behind the bytes.
 */
char *ole_read(const struct ole_file *f, const struct ole_entry *e);

#endif
