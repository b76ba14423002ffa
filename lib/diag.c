/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * diag.c: a list of what is wrong with settings, in both languages. The count
 * of errors goes on when the list is full. Tests: tests/unit/lib/test_diag.c.
 */
#include "misogi/diag.h"

#define DIAGS_KEPT 100

static void diag_free(void *p)
{
	struct diag *d = p;

	g_free(d->file);
	g_free(d->text);
	g_free(d->text_ja);
	g_free(d);
}

struct diags *diags_new(void)
{
	struct diags *d = g_new0(struct diags, 1);

	d->list = g_ptr_array_new_with_free_func(diag_free);
	return d;
}

void diags_free(struct diags *d)
{
	if (!d)
		return;
	g_ptr_array_unref(d->list);
	g_free(d);
}

void diags_add(struct diags *d, bool is_error, const char *file, unsigned line, unsigned column,
	       char *text, char *text_ja)
{
	struct diag *one = g_new0(struct diag, 1);

	one->file = g_strdup(file ? file : "");
	one->line = line;
	one->column = column;
	one->is_error = is_error;
	one->text = text;
	one->text_ja = text_ja;
	if (is_error)
		d->errors++;
	if (d->list->len < DIAGS_KEPT)
		g_ptr_array_add(d->list, one);
	else
		diag_free(one);
}

static const char *kind_word(const struct diag *d, bool japanese)
{
	if (japanese)
		return d->is_error ? "エラー" : "警告";
	return d->is_error ? "error" : "warning";
}

char *diag_line(const struct diag *d, bool japanese)
{
	const char *text = japanese && d->text_ja ? d->text_ja : d->text;
	const char *kind = kind_word(d, japanese);

	if (d->line == 0)
		return g_strdup_printf("%s: %s: %s", d->file, kind, text);
	return g_strdup_printf("%s:%u:%u: %s: %s", d->file, d->line, d->column, kind, text);
}
