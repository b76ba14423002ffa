/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip.h: what the directory of a zip file says, read within bounds.
 */
#ifndef MISOGI_SANITIZER_ZIP_H
#define MISOGI_SANITIZER_ZIP_H

#include "types.h"

struct zip_facts {
	bool is_zip;	   /* there is an end record */
	bool has_prefix;   /* bytes before the first entry */
	bool has_tail;	   /* bytes after the end record */
	bool is_damaged;   /* the directory does not hold together, or local names differ */
	bool is_encrypted; /* an entry is, by its central or its local header */
	bool has_macro;	   /* vbaProject.bin, macro sheets, Basic/ */
	enum type_id type; /* TYPE_ZIP, or the format that uses zip */
};

/* Looks ${len} bytes over. Linear in the directory; never unpacks. */
struct zip_facts zip_look(const char *data, size_t len);

#endif
