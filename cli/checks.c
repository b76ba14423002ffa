/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows of `misogi check`. Tests: tests/unit/cli/test_postfix.c uses them. */
#include "checks.h"

#include <stdarg.h>
#include <string.h>

static const char *const level_words[] = { "ok", "warn", "FAIL" };

static void check_free(void *p)
{
	struct check *row = p;
	g_free(row->name);
	g_free(row->text);
	g_free(row->remedy);
	g_free(row);
}

struct checks *checks_new(const struct cli *cli)
{
	struct checks *c = g_new0(struct checks, 1);
	c->cli = cli;
	c->list = g_ptr_array_new_with_free_func(check_free);
	return c;
}

void checks_free(struct checks *c)
{
	if (!c)
		return;
	g_ptr_array_unref(c->list);
	g_free(c);
}

void check_add(struct checks *c, enum check_level level, const char *name, const char *remedy_en,
	       const char *remedy_ja, const char *fmt, ...)
{
	struct check *row = g_new0(struct check, 1);
	va_list ap;
	va_start(ap, fmt);
	row->text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	row->level = level;
	row->name = g_strdup(name);
	row->remedy = g_strdup(level == CHECK_OK ? "" : cli_text(c->cli, remedy_en, remedy_ja));
	g_ptr_array_add(c->list, row);
	c->warnings += level == CHECK_WARN;
	c->failures += level == CHECK_FAIL;
}

const struct check *checks_find(const struct checks *c, const char *name)
{
	const struct check *worst = NULL;
	for (unsigned i = 0; i < c->list->len; i++) {
		const struct check *row = c->list->pdata[i];
		if (strcmp(row->name, name) == 0 && (!worst || row->level > worst->level))
			worst = row;
	}
	return worst;
}

static void print_json(const struct checks *c)
{
	for (unsigned i = 0; i < c->list->len; i++) {
		const struct check *row = c->list->pdata[i];
		cli_json(json_pack("{s:s, s:s, s:s, s:s}", "level", level_words[row->level],
				   "check", row->name, "found", row->text, "remedy", row->remedy));
	}
}

void checks_print(const struct checks *c)
{
	if (c->cli->json) {
		print_json(c);
		return;
	}
	struct cli_table *t = cli_table_new(NULL);
	for (unsigned i = 0; i < c->list->len; i++) {
		const struct check *row = c->list->pdata[i];
		cli_table_row(t, level_words[row->level], row->name, row->text, NULL);
		if (*row->remedy) {
			g_autofree char *remedy = g_strconcat("-> ", row->remedy, NULL);
			cli_table_row(t, "", "", remedy, NULL);
		}
	}
	cli_table_end(t, stdout);
}
