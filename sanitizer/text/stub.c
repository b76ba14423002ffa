/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stub.c: phrases count only in short texts: a newsletter may well begin with
 * "view this in your browser" and then say everything.
 * Tests: tests/unit/sanitizer/test_stub.c.
 */
#include "text/stub.h"

#include <string.h>

#include "text/links.h"

#define PHRASE_LETTERS 300 /* a text with more than these says more than the phrase */
#define SHORT_LETTERS 200  /* a longer text is no stub, whatever the HTML has */
#define LONG_LETTERS 400   /* a shorter HTML does not make a stub of anything */
#define TIMES_LONGER 6u

/* In lower case, without blanks. */
static const char *const phrases[] = {
	"htmlメール",
	"html形式",
	"html対応",
	"html表示",
	"htmlに対応",
	"htmlを表示",
	"正しく表示されない",
	"うまく表示されない",
	"正常に表示されない",
	"表示されない場合",
	"表示できない場合",
	"ブラウザで表示",
	"ブラウザでご覧",
	"ブラウザーで表示",
	"ブラウザーでご覧",
	"ウェブブラウザ",
	"webブラウザ",
	"notsupporthtml",
	"n'tsupporthtml",
	"notdisplayhtml",
	"n'tdisplayhtml",
	"unabletodisplay",
	"unabletorender",
	"displayhtml",
	"html-capable",
	"htmlcapable",
	"html-compatible",
	"htmlcompatible",
	"html-enabled",
	"htmlenabled",
	"htmlversion",
	"htmlformat",
	"htmlemail",
	"htmle-mail",
	"htmlmessage",
	"inhtml",
	"ishtml",
	"yourbrowser",
	"inabrowser",
	"inbrowser",
	"webbrowser",
	"viewonline",
	"viewthisemail",
	"viewthismessage",
	"viewthemessage",
	"emailclient",
	"e-mailclient",
	"mailclient",
	"mailreader",
	"emailreader",
	"emailprogram",
	"mailprogram",
	"mimeformat",
	"mime-aware",
	"mime-compliant",
};

static bool is_letter(gunichar u)
{
	return g_unichar_isgraph(u) && !g_unichar_iszerowidth(u);
}

/* Characters that can be read, at most ${max} + 1 of them. */
static size_t count_letters(const GString *text, size_t max)
{
	size_t n = 0;

	for (const char *p = text->str, *end = p + text->len; p < end && n <= max;
	     p = g_utf8_next_char(p))
		n += is_letter(g_utf8_get_char(p));
	return n;
}

/* Past the line at ${p}. */
static const char *next_line(const char *p, const char *end)
{
	const char *eol = memchr(p, '\n', (size_t)(end - p));

	return eol ? eol + 1 : end;
}

bool stub_is_blank(const GString *text)
{
	const char *p = text->str, *end = p + text->len;

	for (const char *next; p < end; p = next) {
		next = next_line(p, end);
		g_autoptr(GString) line = g_string_new_len(p, next - p);
		g_strchomp(line->str);
		bool is_note =
			g_str_has_prefix(line->str, "［") && g_str_has_suffix(line->str, "］");
		if (!is_note && count_letters(line, 0) > 0)
			return false;
	}
	return true;
}

/* In lower case, narrow, without blanks: as the phrases are written. */
static char *squeezed(const GString *text)
{
	g_autofree char *narrow =
		g_utf8_normalize(text->str, (gssize)text->len, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *lower = g_utf8_strdown(narrow ? narrow : "", -1);
	GString *out = g_string_new(NULL);

	for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (u == 0x2019)
			g_string_append_c(out, '\'');
		else if (is_letter(u))
			g_string_append_unichar(out, u);
	}
	return g_string_free(out, FALSE);
}

static bool has_phrase(const GString *text)
{
	g_autofree char *words = squeezed(text);

	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (strstr(words, phrases[i]))
			return true;
	return false;
}

/* Whether there is nothing to read but one address. */
static bool is_only_address(const GString *text)
{
	struct links_span at;

	if (!links_next(text, 0, &at))
		return false;
	g_autoptr(GString) rest = g_string_new_len(text->str, (gssize)at.start);
	g_string_append_len(rest, text->str + at.end, (gssize)(text->len - at.end));
	return count_letters(rest, 4) <= 4;
}

enum stub stub_look(const GString *plain, const GString *rich)
{
	size_t letters = count_letters(plain, PHRASE_LETTERS);

	if (stub_is_blank(rich) || letters > PHRASE_LETTERS)
		return STUB_NONE;
	if (letters == 0)
		return STUB_SAYS_SO;
	size_t others = count_letters(rich, letters * TIMES_LONGER + LONG_LETTERS);
	if (others >= letters + letters / 2 && (is_only_address(plain) || has_phrase(plain)))
		return STUB_SAYS_SO;
	bool is_short = letters <= SHORT_LETTERS && others >= LONG_LETTERS &&
			others >= letters * TIMES_LONGER;
	return is_short ? STUB_SHORT : STUB_NONE;
}
