/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * member_name.h: the names of members: bytes in one of many charsets, with
 * folders, drives and traps, into a path that means the same on every machine.
 */
#ifndef MISOGI_MEMBER_NAME_H
#define MISOGI_MEMBER_NAME_H

#include "kinds/members.h"

/*
 * Raw name → UTF-8: by ${is_utf8} (the archive says so), valid UTF-8, else
 * CP932 or EUC-JP, whichever reads better. A NUL becomes U+0001, which
 * member_name_clean() tells. Never NULL; caller frees.
 */
char *member_name_decode(const char *raw, size_t n, bool is_utf8);

/*
 * A UTF-8 name as the archive has it → a clean relative path: '/' between
 * folders, no empty, "." or ".." component, no drive, no control or direction
 * characters, no trailing dots or blanks, no device name, each component at
 * most ${max} bytes with its extension kept, NFC as in sanitizer/names.c. ""
 * becomes "file". Findings (name-traversal, name-device …) are recorded in
 * ${m}. Caller frees.
 */
char *member_name_clean(struct member *m, const char *utf8, size_t max);

/* A name as file systems compare it: NFKC, case folded, '/' for '\\'. Caller frees. */
char *member_name_fold(const char *utf8);

/* No paths yet. A tree, for a sender can choose names that are one in a hash table. */
GTree *member_paths_new(void);

#define MEMBER_NUMBER_BYTES                                                                        \
	9u /* " (5000)" at most: what member_name_unique() may add to a component */

/*
 * ${path} made unlike all of ${taken}, which grows: "a (2).txt" when it must
 * be. No file is where another has its folder. ${*was_taken}: it had to be.
 * Caller frees.
 */
char *member_name_unique(GTree *taken, const char *path, bool *was_taken);

#endif
