/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_read.h: a zip file (APPNOTE.TXT 6.3.10) as all readers must see it. Its
 * directory, local headers and data are held against each other; where any
 * reader could see something else it is a problem, by name, and the file is
 * not to be opened. Nothing is trusted, nothing is read beyond ${len}.
 */
#ifndef MISOGI_ZIP_READ_H
#define MISOGI_ZIP_READ_H

#include <glib.h>

#include "misogi/limits.h"
#include "misogi/words.h"

struct zip_entry {
	const char *name; /* raw bytes, borrowed from the file; not ended by NUL */
	size_t name_len;
	const char *path; /* its Unicode Path: UTF-8, agrees with ${name}; NULL: none. Borrowed */
	size_t path_len;
	guint16 method; /* 0 stored, 8 deflated … */
	guint16 flags;	/* 0x0001 encrypted, 0x0800 UTF-8 name */
	guint32 crc;
	guint64 packed, size; /* as the directory says; zip64 resolved */
	guint64 header_at;    /* of the local header, from the file's first byte */
	guint64 data_at;      /* of the packed bytes; packed bytes from here are within the file */
	bool is_directory;
	bool is_encrypted; /* by either header */
	bool is_link;	   /* or another special file, by the Unix mode of the directory */
};

struct zip {
	const char *data; /* borrowed */
	size_t len;
	GArray *entries;   /* of struct zip_entry, in the directory's order */
	GArray *problems;  /* of enum finding_id, each once: archive-*, limit-archive-entries */
	GArray *names;	   /* of the entries, sorted for zip_find() */
	guint64 prefix;	   /* bytes in front of the first local header */
	guint64 tail;	   /* bytes behind the end record and its comment */
	bool is_encrypted; /* an entry is, or the directory itself */
};

/*
 * Reads the directory of ${data}. False: there is no end record (${z} is
 * cleared). At most ${max_entries} entries; more is a problem. Linear in the
 * directory and the number of entries.
 */
bool zip_open(const char *data, size_t len, unsigned max_entries, struct zip *z);
void zip_close(struct zip *z);

/* The name of ${e} in UTF-8, by its Unicode Path if there is one. Caller frees. */
char *zip_entry_name(const struct zip_entry *e);

bool zip_has_problem(const struct zip *z, enum finding_id id);

/* The entry called ${name}, either case; NULL: none. Borrowed. */
const struct zip_entry *zip_find(const struct zip *z, const char *name);

/*
 * The bytes of ${e}, stored or deflated, at most ${max} of them, CRC checked.
 * NULL: encrypted, another method, damaged, or larger. Caller frees (g_free);
 * one NUL stands behind the bytes.
 */
char *zip_unpack(const struct zip *z, const struct zip_entry *e, size_t max, size_t *n);

#endif
