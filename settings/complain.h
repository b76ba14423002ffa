/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * complain.h: saying what is wrong, where, in both languages at once.
 */
#ifndef SETTINGS_COMPLAIN_H
#define SETTINGS_COMPLAIN_H

#include "misogi/diag.h"

/* A place in a file; ${file} is borrowed. Lines and columns (characters) from 1; 0: the whole file.
 */
struct at {
	const char *file;
	unsigned line, column;
};

/*
 * Adds an error at ${at}. ${en} and ${ja} take the same arguments in the same
 * order. ${nearest}: the word that was probably meant, or NULL.
 */
void complain(struct diags *d, struct at at, const char *nearest, const char *en, const char *ja,
	      ...) __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* The same with ready texts, which are taken: for sentences that differ in more than words. */
void complain_as(struct diags *d, struct at at, const char *nearest, char *en, char *ja);

/* The same, a warning. */
void complain_softly(struct diags *d, struct at at, const char *en, const char *ja, ...)
	__attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/*
 * Finds the first bad byte of what should be UTF-8 text without NUL or control
 * characters (tab and line ends are fine) and complains. True: it is text.
 */
bool complain_unless_text(struct diags *d, const char *file, const char *text, size_t len);

#endif
