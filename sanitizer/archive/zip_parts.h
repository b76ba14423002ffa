/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_parts.h: what the files that read zips share: numbers within bounds, the
 * records that end a zip, extra fields, and the check of local headers.
 */
#ifndef MISOGI_ZIP_PARTS_H
#define MISOGI_ZIP_PARTS_H

#include "archive/zip_read.h"

#define ZIP_CENTRAL_BYTES 46u
#define ZIP_LOCAL_BYTES 30u

/* Bytes of a name; longer ones no system has, and readers cut them each in their way. */
#define ZIP_NAME_MAX 4096u

#define ZIP_FLAG_ENCRYPTED 0x0001u
#define ZIP_FLAG_DESCRIPTOR 0x0008u
#define ZIP_FLAG_PATCH 0x0020u
#define ZIP_FLAG_STRONG 0x0040u
#define ZIP_FLAG_UTF8 0x0800u
#define ZIP_FLAG_MASKED 0x2000u

/* Records ${id}, once. */
void zip_problem(struct zip *z, enum finding_id id);

/* Whether the four bytes ${sign} stand at ${at}. */
bool zip_is_at(const struct zip *z, guint64 at, const char *sign);

/* The records behind the directory: what they say, zip64 resolved. */
struct zip_end {
	size_t at;	 /* of the first of them: the directory ends here */
	guint64 entries; /* that there should be */
	guint64 size;	 /* of the directory */
	guint64 offset;	 /* of the directory, from the first byte of the zip */
};

/* Finds them; false: there are none. */
bool zip_end_find(struct zip *z, struct zip_end *end);

/* The extra fields that change what a header says. */
struct zip_extra {
	bool is_malformed; /* not a list of fields, or one of these twice */
	const char *wide;  /* zip64; NULL: none */
	const char *path;  /* Unicode Path; NULL: none */
	size_t wide_len, path_len;
};

struct zip_extra zip_extra_read(const char *p, size_t n);

/*
 * Gives each of ${numbers} that is all ones its number of 64 bits, in their
 * order. False: the field lacks one, or has one that says otherwise.
 */
bool zip_extra_widen(const struct zip_extra *x, guint64 *const numbers[], size_t n);

/*
 * Whether the Unicode Path, if there is one, could be meant by ${name} of ${e},
 * and is the one that ${e} has, if it has one; it has one then.
 */
bool zip_extra_take_path(const struct zip_extra *x, const char *name, size_t n,
			 struct zip_entry *e);

/* Bytes of the file that belong to one entry: header, data, descriptor. */
struct zip_span {
	guint64 from, to;
};

/*
 * Holds the local header of ${e} against the directory; sets its data_at and
 * records what differs. ${limit}: where the directory begins. False: it is not
 * there, ${e} has no bytes.
 */
bool zip_local_check(struct zip *z, struct zip_entry *e, guint64 limit, struct zip_span *span);

/*
 * Whether ${spans} (of struct zip_span; sorted here) fill the file from its
 * first byte to ${limit} without gap or overlap; records what is wrong.
 */
void zip_layout_check(struct zip *z, GArray *spans, guint64 limit);

/* Records names that are the same to some file system; makes the index of names. */
void zip_names_check(struct zip *z);

#endif
