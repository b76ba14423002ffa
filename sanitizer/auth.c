/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * auth.c: SPF, DKIM and DMARC as fields of trusted ids tell them; the topmost
 * word for each counts, as the last server wrote it. DMARC decides where it
 * spoke. A field of any other id is worth nothing: anyone can write one.
 * Tests: tests/unit/sanitizer/test_rebuild.c.
 */
#include "auth.h"

#include <string.h>

static const char *const methods[] = { "spf", "dkim", "dmarc" };
enum { SPF, DKIM, DMARC, METHODS };

/* The field's value without comments and folds, in lower case. */
static char *plain(const struct field *f)
{
	GString *out = g_string_sized_new(f->value_len);
	unsigned depth = 0;

	for (size_t i = 0; i < f->value_len; i++) {
		char c = f->value[i];
		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0)
			g_string_append_c(out, c > ' ' && c < 127 ? g_ascii_tolower(c) : ' ');
	}
	return g_string_free(out, FALSE);
}

static bool list_has(const char *list, const char *word)
{
	g_auto(GStrv) words = g_strsplit_set(list, ", \t", -1);

	for (char **w = words; *w; w++)
		if (**w && g_ascii_strcasecmp(*w, word) == 0)
			return true;
	return false;
}

bool auth_is_trusted(const struct field *f, const char *trusted)
{
	if (!field_is(f, "Authentication-Results") || !*trusted)
		return false;
	g_autofree char *value = plain(f);
	g_strstrip(value);
	value[strcspn(value, "; ")] = '\0';
	return *value && list_has(trusted, value);
}

/* Takes the methods of one field that no field above it named. */
static void read_field(const struct field *f, char *results[METHODS])
{
	g_autofree char *value = plain(f);
	g_auto(GStrv) clauses = g_strsplit(value, ";", 64);

	for (char **c = clauses; *c; c++) {
		char *clause = g_strstrip(*c), *eq = strchr(clause, '=');
		if (!eq)
			continue;
		*eq = '\0';
		g_strchomp(clause);
		char *result = g_strchug(eq + 1);
		result[strspn(result, "abcdefghijklmnopqrstuvwxyz")] = '\0';
		for (size_t i = 0; i < METHODS; i++)
			if (strcmp(clause, methods[i]) == 0 && *result && !results[i])
				results[i] = g_strdup(result);
	}
}

static enum auth_result judge(char *const results[METHODS])
{
	bool pass = false, fail = false;

	if (results[DMARC] && strcmp(results[DMARC], "pass") == 0)
		return AUTH_PASS;
	if (results[DMARC] && strcmp(results[DMARC], "fail") == 0)
		return AUTH_FAIL;
	for (size_t i = 0; i < DMARC; i++) {
		pass |= results[i] && strcmp(results[i], "pass") == 0;
		fail |= results[i] && g_str_has_suffix(results[i], "fail");
	}
	if (pass)
		return AUTH_PASS;
	return fail ? AUTH_FAIL : AUTH_NONE;
}

void auth_read(struct work *w)
{
	const char *trusted = w->job->config->trusted_authserv_ids;
	char *results[METHODS] = { NULL };
	g_autoptr(GString) detail = g_string_new(NULL);

	for (guint i = 0; i < w->fields->len; i++) {
		const struct field *f = &g_array_index(w->fields, struct field, i);
		if (auth_is_trusted(f, trusted ? trusted : ""))
			read_field(f, results);
	}
	w->m->auth = judge(results);
	for (size_t i = 0; i < METHODS; i++) {
		if (results[i])
			g_string_append_printf(detail, "%s%s=%s", detail->len ? " " : "",
					       methods[i], results[i]);
		g_free(results[i]);
	}
	g_free(w->m->auth_detail);
	w->m->auth_detail = g_strdup(detail->str);
}
