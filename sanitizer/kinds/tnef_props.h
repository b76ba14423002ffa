/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_props.h: a list of MAPI properties as winmail.dat has it ([MS-OXTNEF]
 * 2.1.3.4).
 */
#ifndef MISOGI_KINDS_TNEF_PROPS_H
#define MISOGI_KINDS_TNEF_PROPS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum tnef_type {
	TNEF_TYPE_NONE = 0, /* in a zeroed struct: there is no such property */
	TNEF_TYPE_INT16 = 0x02,
	TNEF_TYPE_INT32 = 0x03,
	TNEF_TYPE_FLOAT = 0x04,
	TNEF_TYPE_DOUBLE = 0x05,
	TNEF_TYPE_CURRENCY = 0x06,
	TNEF_TYPE_APPTIME = 0x07,
	TNEF_TYPE_ERROR = 0x0a,
	TNEF_TYPE_BOOLEAN = 0x0b,
	TNEF_TYPE_OBJECT = 0x0d,
	TNEF_TYPE_INT64 = 0x14,
	TNEF_TYPE_STRING8 = 0x1e,
	TNEF_TYPE_UNICODE = 0x1f,
	TNEF_TYPE_SYSTIME = 0x40,
	TNEF_TYPE_GUID = 0x48,
	TNEF_TYPE_BINARY = 0x102,
};

struct tnef_prop {
	unsigned type;	  /* without the flag of several values */
	unsigned id;	  /* of a named one: its number within ${set}, 0 when its name is a word */
	guint32 set;	  /* the first four bytes of the GUID of a named one, else 0 */
	const char *data; /* of its first value; borrowed from the file */
	size_t n;
};

struct tnef_props {
	const char *p, *end;
	guint32 left;
	bool malformed; /* it ended early or holds what nobody knows */
};

void tnef_props_init(struct tnef_props *l, const char *buf, size_t n);

/* False at the end. */
bool tnef_props_next(struct tnef_props *l, struct tnef_prop *p);

/* A number, 0 when it is none. */
guint64 tnef_props_number(const struct tnef_prop *p);

/* A moment in seconds since 1970, between then and the year 9999; false: it is none. */
bool tnef_props_epoch(const struct tnef_prop *p, gint64 *epoch);

/* Text as UTF-8, 8-bit text being in ${charset}; NULL when it is none or empty. Caller frees. */
char *tnef_props_text(const struct tnef_prop *p, const char *charset);

#endif
