/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_lexer.c: RTF is braces, words behind backslashes, and text. The bytes of
 * \bin are stepped over here, because nothing in them is RTF.
 * Tests: tests/unit/sanitizer/test_rtf.c.
 */
#include "kinds/rtf_lexer.h"

#include <string.h>

#define NUMBER_DIGITS 10

void rtf_lexer_init(struct rtf_lexer *l, const char *buf, size_t n)
{
	*l = (struct rtf_lexer){ .p = buf, .end = buf + n };
}

static size_t left(const struct rtf_lexer *l)
{
	return (size_t)(l->end - l->p);
}

static void number(struct rtf_lexer *l, struct rtf_token *t)
{
	bool minus = left(l) > 1 && l->p[0] == '-' && g_ascii_isdigit(l->p[1]);
	gint64 value = 0;

	l->p += minus;
	t->has_number = l->p < l->end && g_ascii_isdigit(*l->p);
	for (unsigned i = 0; l->p < l->end && g_ascii_isdigit(*l->p) && i < NUMBER_DIGITS; i++)
		value = value * 10 + (*l->p++ - '0');
	value = minus ? -value : value;
	t->number = (int)CLAMP(value, G_MININT32, G_MAXINT32);
}

/* \bin12 and its twelve bytes; fewer when the file has no more. */
static void skip_binary(struct rtf_lexer *l, const struct rtf_token *t)
{
	size_t want = t->number > 0 ? (size_t)t->number : 0;

	l->cut = l->cut || want > left(l);
	l->p += MIN(want, left(l));
}

static void word(struct rtf_lexer *l, struct rtf_token *t)
{
	t->kind = RTF_TOKEN_WORD;
	t->bytes = l->p;
	while (l->p < l->end && g_ascii_isalpha(*l->p))
		l->p++;
	t->n = (size_t)(l->p - t->bytes);
	number(l, t);
	if (l->p < l->end && *l->p == ' ')
		l->p++;
	if (t->n == 3 && !memcmp(t->bytes, "bin", 3))
		skip_binary(l, t);
}

/* What stands behind a backslash that is no letter. */
static void symbol(struct rtf_lexer *l, struct rtf_token *t)
{
	t->kind = RTF_TOKEN_SYMBOL;
	t->byte = (guint8)*l->p++;
	if (strchr("\\{}", t->byte) && t->byte)
		t->kind = RTF_TOKEN_BYTE;
	if (t->byte != '\'' || left(l) < 2 || !g_ascii_isxdigit(l->p[0]) ||
	    !g_ascii_isxdigit(l->p[1]))
		return;
	t->kind = RTF_TOKEN_BYTE;
	t->byte = (guint8)(g_ascii_xdigit_value(l->p[0]) * 16 + g_ascii_xdigit_value(l->p[1]));
	l->p += 2;
}

static bool is_lead(guint8 c, enum rtf_pairs pairs)
{
	switch (pairs) {
	case RTF_PAIRS_NONE:
		break;
	case RTF_PAIRS_CP932:
		return (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc);
	case RTF_PAIRS_OTHER:
		return c >= 0x81 && c <= 0xfe;
	}
	return false;
}

/* "\x83\\" is a katakana in old files; "\x83\\'5c" is the same one, written properly. */
static bool is_trail(const struct rtf_lexer *l)
{
	return l->p < l->end && strchr("\\{}", *l->p) && *l->p && !(left(l) > 1 && l->p[1] == '\'');
}

static void text(struct rtf_lexer *l, enum rtf_pairs pairs, struct rtf_token *t)
{
	t->kind = RTF_TOKEN_BYTES;
	t->bytes = l->p;
	while (l->p < l->end && !(strchr("\\{}\r\n", *l->p) && *l->p)) {
		bool lead = is_lead((guint8)*l->p++, pairs);
		if (lead && l->p < l->end &&
		    ((guint8)*l->p >= 0x40 && (is_trail(l) || *l->p & 0x80)))
			l->p++;
	}
	t->n = (size_t)(l->p - t->bytes);
}

void rtf_lexer_next(struct rtf_lexer *l, enum rtf_pairs pairs, struct rtf_token *t)
{
	*t = (struct rtf_token){ .kind = RTF_TOKEN_END };
	while (l->p < l->end && (*l->p == '\r' || *l->p == '\n'))
		l->p++;
	if (l->p == l->end)
		return;
	if (*l->p == '{' || *l->p == '}') {
		t->kind = *l->p++ == '{' ? RTF_TOKEN_OPEN : RTF_TOKEN_CLOSE;
	} else if (*l->p != '\\') {
		text(l, pairs, t);
	} else if (++l->p == l->end) {
		l->cut = true;
	} else if (g_ascii_isalpha(*l->p)) {
		word(l, t);
	} else {
		symbol(l, t);
	}
}
