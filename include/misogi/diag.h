/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * diag.h: what a reader of settings has to say: file:line:column, what is
 * wrong, what would be right. Collected, so that one run shows all errors.
 */
#ifndef MISOGI_DIAG_H
#define MISOGI_DIAG_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct diag {
	char *file;
	unsigned line, column; /* from 1; 0: the whole file */
	bool is_error;	       /* else a warning */
	char *text;	       /* English: what is wrong and the remedy */
	char *text_ja;	       /* the same in Japanese */
};

struct diags {
	GPtrArray *list; /* of struct diag */
	unsigned errors;
};

struct diags *diags_new(void);
void diags_free(struct diags *d);
typedef struct diags diags_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(diags_t, diags_free)

/* Adds one; ${text} and ${text_ja} are taken (g_strdup_printf results). At most 100 are kept. */
void diags_add(struct diags *d, bool is_error, const char *file, unsigned line, unsigned column,
	       char *text, char *text_ja);

/* "file:line:column: error: text"; caller frees. */
char *diag_line(const struct diag *d, bool japanese);

#endif
