/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup_scan.h: tags and their attributes, as the most lenient of readers
 * takes them: in comments, in declarations, without an end.
 */
#ifndef MISOGI_INSPECT_MARKUP_SCAN_H
#define MISOGI_INSPECT_MARKUP_SCAN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define MARKUP_NAME_MAX 32u

struct markup_scan {
	const char *p, *end;
};

struct markup_tag {
	char name[MARKUP_NAME_MAX]; /* lower case, without its prefix; "!entity", "?xml-stylesheet"
				     */
};

struct markup_attribute {
	char name[MARKUP_NAME_MAX]; /* the same */
	const char *value;	    /* as it stands, without its quotes; borrowed */
	size_t n;
};

/* The next tag that begins (none that closes); false at the end. */
bool markup_next_tag(struct markup_scan *s, struct markup_tag *tag);
/* The next attribute of that tag; false behind the last. */
bool markup_next_attribute(struct markup_scan *s, struct markup_attribute *a);

/*
 * What a reader makes of a value: references to characters undone, blanks and
 * controls left out, lower case; at most ${max} bytes. Caller frees.
 */
char *markup_value(const struct markup_attribute *a, size_t max);

#endif
