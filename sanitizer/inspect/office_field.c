/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * office_field.c: a field's code is its own text and the results of the fields
 * within it; QUOTE gives its numbers as characters, so that { { QUOTE 68 68 69 }
 * AUTO … } is DDEAUTO. Of each code the first CODE_MAX bytes are read.
 * Tests: tests/unit/sanitizer/test_inspect_field.c.
 */
#include "inspect/office_field.h"

#include <string.h>

#include "inspect/office_target.h"

#define DEPTH_MAX 32u
#define CODE_MAX 8192u
#define DETAIL_BYTES 120

struct field {
	GString *code;
	bool is_judged; /* its code is complete: what follows is its result */
	bool is_quote;
};

static void field_free(gpointer p)
{
	struct field *f = p;

	g_string_free(f->code, TRUE);
	g_free(f);
}

void field_reader_init(struct field_reader *r, struct office *o)
{
	r->o = o;
	r->open = g_ptr_array_new_with_free_func(field_free);
	r->unopened = 0;
}

void field_reader_clear(struct field_reader *r)
{
	g_ptr_array_unref(r->open);
}

static bool is_blank(char c)
{
	return (guint8)c <= ' ' || c == '"';
}

static const char *skip_blanks(const char *s)
{
	while (*s && (is_blank(*s) || g_str_has_prefix(s, "\xc2\xa0")))
		s += *s == '\xc2' ? 2 : 1;
	return s;
}

/* Whether ${*code} begins with the word ${name}; then it stands behind it. */
static bool takes(const char **code, const char *name)
{
	size_t n = strlen(name);

	if (g_ascii_strncasecmp(*code, name, n) != 0 || g_ascii_isalpha((*code)[n]))
		return false;
	*code = skip_blanks(*code + n);
	return true;
}

void field_code(struct office *o, const char *code)
{
	static const char *const loads[] = { "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT",
					     "LINK",	       "RD",	      "DATABASE" };
	const char *s = skip_blanks(code);
	g_autofree char *detail = g_strndup(s, DETAIL_BYTES);

	/* No other field begins so, and what follows need not be a blank. */
	if (g_ascii_strncasecmp(s, "DDE", 3) == 0)
		office_find(o, FINDING_DDE, detail);
	for (size_t i = 0; i < G_N_ELEMENTS(loads); i++)
		if (takes(&s, loads[i]))
			office_find(o, FINDING_EXTERNAL_LINK, detail);
	if (takes(&s, "HYPERLINK") && target_is_unsafe(s))
		office_find(o, FINDING_EXTERNAL_LINK, detail);
	if (takes(&s, "CONTROL") || takes(&s, "HTMLCONTROL"))
		office_find(o, FINDING_ACTIVEX, detail);
	if (takes(&s, "EMBED"))
		office_find(o, FINDING_OLE_OBJECT, detail);
}

/* The innermost field whose code the text stands in; NULL: none. */
static struct field *reading(const struct field_reader *r)
{
	for (guint i = r->open->len; i > 0; i--) {
		struct field *f = g_ptr_array_index(r->open, i - 1);
		if (!f->is_judged)
			return f;
		if (f->is_quote)
			return NULL;
	}
	return NULL;
}

static void append(struct field *f, const char *text, size_t n)
{
	/* Blanks in front would push the word out of what is kept. */
	while (f->code->len == 0 && n > 0 && is_blank(*text)) {
		text++;
		n--;
	}
	g_string_append_len(f->code, text, (gssize)MIN(n, CODE_MAX - f->code->len));
}

void field_text(struct field_reader *r, const char *text, size_t n)
{
	struct field *f = reading(r);

	if (f)
		append(f, text, n);
}

/* What QUOTE shows: numbers are characters, the rest stands for itself. */
static char *quoted(const char *s)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (s = skip_blanks(s); *s; s = skip_blanks(s)) {
		char *end;
		guint64 code = g_ascii_strtoull(s, &end, 0);
		if (end != s && (*end == '\0' || is_blank(*end)) && code > 0 && code < 0x110000) {
			g_string_append_unichar(out, (gunichar)code);
			s = end;
		} else {
			g_string_append_c(out, *s++);
		}
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void judge(struct field_reader *r, struct field *f)
{
	const char *s = skip_blanks(f->code->str);

	f->is_judged = true;
	field_code(r->o, s);
	f->is_quote = takes(&s, "QUOTE");
	if (!f->is_quote)
		return;
	g_autofree char *value = quoted(s);
	/* It is the text of the field around this one. */
	f->is_quote = false;
	field_text(r, value, strlen(value));
	f->is_quote = true;
}

void field_begin(struct field_reader *r)
{
	if (r->open->len >= DEPTH_MAX) {
		r->unopened++;
		return;
	}
	struct field *f = g_new0(struct field, 1);
	f->code = g_string_new(NULL);
	g_ptr_array_add(r->open, f);
}

void field_separate(struct field_reader *r)
{
	if (r->unopened > 0 || r->open->len == 0)
		return;
	struct field *f = g_ptr_array_index(r->open, r->open->len - 1);
	if (!f->is_judged)
		judge(r, f);
}

void field_end(struct field_reader *r)
{
	if (r->unopened > 0) {
		r->unopened--;
		return;
	}
	field_separate(r);
	if (r->open->len > 0)
		g_ptr_array_set_size(r->open, (gint)r->open->len - 1);
}
