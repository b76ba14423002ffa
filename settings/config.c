/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config.c: reads misogi.conf. Postfix habits: `key = value`, a line that
 * begins with white space goes on the one before, `#` begins a comment line.
 * Stricter than Postfix: an unknown or repeated key is an error. All errors
 * of a file are found in one run. Tests: tests/unit/settings/test_config.c,
 * tests/fuzz/fuzz_config.c.
 */
#include "config_read.h"

#include <string.h>

#include "complain.h"
#include "config_keys.h"
#include "file.h"

struct reader {
	struct config *config;
	struct diags *diags;
	const char *file;
	unsigned seen[CONFIG_ROWS_MAX]; /* line where each row was set, 0: not yet */
};

/* A logical line: its key, its value (folded lines joined by one space) and where they stand. */
struct entry {
	char *key, *value;
	struct at key_at, value_at;
};

static unsigned column_of(const char *line, const char *p)
{
	return (unsigned)g_utf8_strlen(line, p - line) + 1;
}

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* "key = value" → ${e}; false after complaining. */
static bool split(struct reader *r, const char *line, unsigned number, struct entry *e)
{
	const char *equals = strchr(line, '=');
	size_t key_length = strcspn(line, " \t=");

	e->key_at = (struct at){ r->file, number, 1 };
	if (!equals || skip_blanks(line + key_length) != equals || key_length == 0) {
		complain(r->diags, e->key_at, NULL, "expected \"key = value\"",
			 "「key = value」の形ではない");
		return false;
	}
	const char *value = skip_blanks(equals + 1);
	e->key = g_strndup(line, key_length);
	e->value = g_strdup(value);
	e->value_at = (struct at){ r->file, number, column_of(line, value) };
	return true;
}

static void apply(struct reader *r, const struct entry *e)
{
	const struct config_row *row = config_row_find(e->key);
	size_t n;

	if (!row) {
		complain(r->diags, e->key_at, config_nearest(e->key), "unknown key \"%s\"",
			 "「%s」という項目はない", e->key);
		return;
	}
	unsigned *seen = &r->seen[row - config_rows(&n)];
	if (*seen) {
		complain(r->diags, e->key_at, NULL, "\"%s\" stands twice (first on line %u)",
			 "「%s」が2回ある（前は%u行目）", e->key, *seen);
		return;
	}
	*seen = e->key_at.line;
	char *en, *ja;
	if (config_set(r->config, row, e->value, &en, &ja))
		return;
	diags_add(r->diags, true, r->file, e->value_at.line, e->value_at.column,
		  g_strdup_printf("%s: \"%s\" is not allowed; expected %s", e->key, e->value, en),
		  g_strdup_printf("%s：「%s」は書けない。正しくは %s", e->key, e->value, ja));
	g_free(en);
	g_free(ja);
}

static void entry_clear(struct entry *e)
{
	g_free(e->key);
	g_free(e->value);
	*e = (struct entry){ 0 };
}

static void finish(struct reader *r, struct entry *e)
{
	if (e->key) {
		g_strchomp(e->value);
		apply(r, e);
	}
	entry_clear(e);
}

static void fold(struct reader *r, struct entry *e, const char *line, unsigned number, bool lost)
{
	const char *more = skip_blanks(line);

	if (!e->key) {
		/* The folds of a line that was refused have been answered for. */
		if (!lost)
			complain(r->diags, (struct at){ r->file, number, column_of(line, more) },
				 NULL, "a folded line, but there is no line before it",
				 "字下げした行の前に、続きになる行がない");
		return;
	}
	if (!*e->value)
		e->value_at = (struct at){ r->file, number, column_of(line, more) };
	char *joined = g_strconcat(g_strchomp(e->value), *e->value ? " " : "", more, NULL);
	g_free(e->value);
	e->value = joined;
}

static void read_lines(struct reader *r, char *text)
{
	struct entry e = { 0 };
	unsigned number = 0;
	bool lost = false;

	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		number++;
		g_strchomp(line);
		const char *first = skip_blanks(line);
		if (!*first || *first == '#')
			continue;
		if (first != line) {
			fold(r, &e, line, number, lost);
			continue;
		}
		finish(r, &e);
		lost = !split(r, line, number, &e);
	}
	finish(r, &e);
}

static void set_defaults(struct config *c)
{
	static const char *const builtin[] = {
#define X(name, kind, def, en, ja) def,
		CONFIG(X)
#undef X
	};
	size_t n;
	const struct config_row *rows = config_rows(&n);

	c->limits = limits_default();
	for (size_t i = 0; i < G_N_ELEMENTS(builtin); i++) {
		char *en = NULL, *ja = NULL;
		if (!config_set(c, &rows[i], builtin[i], &en, &ja))
			g_error("default of %s: expected %s", rows[i].name, en);
	}
}

struct config *config_parse(const char *text, size_t len, const char *name, struct diags *diags)
{
	unsigned before = diags->errors;
	struct config *c = g_new0(struct config, 1);
	struct reader r = { .config = c, .diags = diags, .file = name };

	set_defaults(c);
	c->path = g_strdup(name);
	if (complain_unless_text(diags, name, text, len)) {
		g_autofree char *copy = g_strndup(text, len);
		read_lines(&r, copy);
	}
	if (diags->errors == before)
		return c;
	config_free(c);
	return NULL;
}

struct config *config_load(const char *path, struct diags *diags)
{
	if (!path)
		return config_parse("", 0, "", diags);
	g_autoptr(GBytes) bytes = file_read(path, (struct at){ path, 0, 0 }, diags);
	if (!bytes)
		return NULL;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	return config_parse(text ? text : "", len, path, diags);
}

void config_free(struct config *c)
{
	size_t n;
	const struct config_row *rows = config_rows(&n);

	if (!c)
		return;
	for (size_t i = 0; i < n; i++)
		if (config_row_is_text(&rows[i]))
			g_free(*(char **)G_STRUCT_MEMBER_P(c, rows[i].offset));
	g_free(c->path);
	g_free(c);
}

char *config_get(const struct config *c, const char *name)
{
	const struct config_row *row = config_row_find(name);

	return row ? config_value(c, row) : NULL;
}
