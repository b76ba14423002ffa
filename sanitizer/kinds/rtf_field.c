/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_field.c: a field instruction is a word, arguments, some of them in
 * quotes, and switches behind backslashes.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_field.h"

#include <stdbool.h>
#include <string.h>

#define INSTRUCTION_MAX 16384
#define BLANKS " \t\r\n"

static const struct {
	const char *word;
	enum rtf_field_kind kind;
} fields[] = {
	{ "HYPERLINK", RTF_FIELD_LINK },      { "INCLUDEPICTURE", RTF_FIELD_PICTURE },
	{ "INCLUDETEXT", RTF_FIELD_COMMAND }, { "INCLUDE", RTF_FIELD_COMMAND },
	{ "IMPORT", RTF_FIELD_COMMAND },      { "LINK", RTF_FIELD_COMMAND },
	{ "DDE", RTF_FIELD_COMMAND },	      { "DDEAUTO", RTF_FIELD_COMMAND },
	{ "MACROBUTTON", RTF_FIELD_COMMAND }, { "EQ", RTF_FIELD_FORMULA },
};

struct rtf_field *rtf_field_new(void)
{
	struct rtf_field *f = g_new0(struct rtf_field, 1);

	f->instruction = g_string_new(NULL);
	f->target = g_strdup("");
	return f;
}

void rtf_field_free(struct rtf_field *f)
{
	g_string_free(f->instruction, TRUE);
	g_free(f->target);
	g_free(f);
}

void rtf_field_add(struct rtf_field *f, const char *utf8, size_t n)
{
	if (f->instruction->len + n <= INSTRUCTION_MAX)
		g_string_append_len(f->instruction, utf8, (gssize)n);
}

/* The next argument of ${*p} into ${out}, "\\" there being one backslash. False: there is none. */
static bool argument(const char **p, GString *out)
{
	g_string_truncate(out, 0);
	*p += strspn(*p, BLANKS);
	bool quoted = **p == '"';
	const char *q = *p + quoted;
	size_t n = strcspn(q, quoted ? "\"" : BLANKS);

	for (size_t i = 0; i < n; i++) {
		i += q[i] == '\\' && q[i + 1] == '\\' && i > 0;
		g_string_append_c(out, q[i]);
	}
	*p = q + n + (quoted && q[n] == '"');
	return quoted || n > 0;
}

/* HYPERLINK "https://…" \l "there" \o "tip": the address and the place within it. */
static void read_link(struct rtf_field *f, const char *p)
{
	g_autoptr(GString) word = g_string_new(NULL);
	g_autoptr(GString) url = g_string_new(NULL);
	g_autoptr(GString) place = g_string_new(NULL);

	while (argument(&p, word)) {
		if (word->str[0] != '\\' || p[-1] == '"') {
			if (url->len == 0)
				g_string_append(url, word->str);
		} else if (!strcmp(word->str, "\\l")) {
			argument(&p, place);
		} else if (!strcmp(word->str, "\\o") || !strcmp(word->str, "\\t")) {
			argument(&p, word);
		}
	}
	if (url->len > 0 && place->len > 0)
		g_string_append_printf(url, "#%s", place->str);
	g_free(f->target);
	f->target = g_strdup(url->str);
}

/* What stands in the brackets at ${p}; NULL when there are none. Caller frees. */
static char *inside(const char *p, const char *ends)
{
	if (*p != '(')
		return NULL;
	return g_strstrip(g_strndup(p + 1, strcspn(p + 1, ends)));
}

/*
 * "\o\ad(\s\up 9(かんじ),漢字)" is 漢字(かんじ), "\o\ac(○,印)" a circle around
 * 印. Their result is empty: without this the words would be lost.
 */
static void read_formula(struct rtf_field *f, const char *p)
{
	const char *up = strstr(p, "\\up");
	const char *circled = strstr(p, "\\ac");
	const char *open = strchr(up ? up : circled ? circled : p, '(');
	const char *comma = open ? strpbrk(open, ",;") : NULL;
	g_autofree char *first = comma ? inside(open, up ? ")" : ",;") : NULL;

	if (!first)
		return;
	g_autofree char *second = g_strstrip(g_strndup(comma + 1, strcspn(comma + 1, ")")));
	g_free(f->target);
	f->target = up ? g_strdup_printf("%s(%s)", second, first)
		       : g_strdup_printf(circled ? "(%s)" : "%s", second);
}

void rtf_field_read(struct rtf_field *f)
{
	const char *p = f->instruction->str;
	g_autoptr(GString) word = g_string_new(NULL);

	f->kind = RTF_FIELD_OTHER;
	if (!argument(&p, word))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (!g_ascii_strcasecmp(word->str, fields[i].word))
			f->kind = fields[i].kind;
	switch (f->kind) {
	case RTF_FIELD_LINK:
	case RTF_FIELD_PICTURE:
		read_link(f, p);
		break;
	case RTF_FIELD_FORMULA:
		read_formula(f, p);
		break;
	case RTF_FIELD_COMMAND:
	case RTF_FIELD_OTHER:
		break;
	}
}
