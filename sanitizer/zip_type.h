/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_type.h: which of the many formats that are zip files a zip is.
 */
#ifndef MISOGI_SANITIZER_ZIP_TYPE_H
#define MISOGI_SANITIZER_ZIP_TYPE_H

#include <stddef.h>

#include "types.h"

struct zip_facts {
	bool is_zip;	   /* there is an end record */
	bool has_entries;  /* and something in its directory */
	bool has_prefix;   /* bytes before the first entry */
	bool has_tail;	   /* bytes after the end record */
	bool is_damaged;   /* readers see different things in it */
	bool is_encrypted; /* an entry is */
	bool has_macro;	   /* a VBA project, macro sheets, Basic/ */
	enum type_id type; /* TYPE_ZIP, or the format that uses zip */
	enum type_id also; /* another that it is as well; TYPE_MAX: none */
};

/* Looks ${len} bytes over; unpacks two small entries at most. */
struct zip_facts zip_look(const char *data, size_t len);

#endif
