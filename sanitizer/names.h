/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * names.h: file names that strangers chose.
 */
#ifndef MISOGI_SANITIZER_NAMES_H
#define MISOGI_SANITIZER_NAMES_H

#include "text/params.h"
#include "work.h"

/*
 * Sets name and raw_name of ${part} from all names that ${type} and
 * ${disposition} give, the most dangerous one where they differ, and records
 * the name-* findings. Returns whether there was any.
 */
bool names_take(struct work *w, unsigned part, const struct params *type,
		const struct params *disposition);

/* The same from one name, decoded but as the sender wrote it. */
void names_set(struct work *w, unsigned part, const char *decoded);

/* The extension of ${name} in lower case without its dot, "" if there is none. Caller frees. */
char *names_extension(const char *name);

/*
 * ${raw} fit to be shown: last path component, no controls, no device, at most
 * ${max} bytes with its extension kept. Cleaned again it stays. Caller frees.
 */
char *names_clean(const char *raw, size_t max);

/* The same, of any length, were it a device. Caller frees. */
char *names_leaf(const char *raw);

/* ${s} (UTF-8) with what macOS takes apart put together (か + ゛ → が). Caller frees. */
char *names_composed(const char *s);

/* The length of ${s} (UTF-8) without the dots, blanks and separators at its end. */
size_t names_trimmed_len(const char *s);

#endif
