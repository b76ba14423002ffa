/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose.c: header values from UTF-8. Whatever a stranger put into the text,
 * what comes out is printable ASCII, folded, and means that text and nothing
 * else: no second field, no second address, no encoded-word but ours.
 * Tests: tests/unit/mail/test_compose.c.
 */
#include "misogi/compose.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compose_cluster.h"
#include "misogi/iso2022jp.h"
#include "misogi/text.h"

#define LINE_MAX_CHARS 78
#define WORD_END "?="
#define WORD_MAX_CHARS 75
#define WORD_MIN_CHARS 36 /* the longest start, the end, and a kanji with its escapes */

static const char *const word_starts[] = {
	[MAIL_CHARSET_UTF8] = "=?utf-8?B?",
	[MAIL_CHARSET_ISO_2022_JP] = "=?ISO-2022-JP?B?",
};

/* A value under construction and how much of its last line is used. */
struct folder {
	GString *out;
	size_t column;
	enum mail_charset charset;
};

struct address *address_new(const char *display, const char *mailbox)
{
	struct address *a = g_new0(struct address, 1);

	a->display = g_strdup(display ? display : "");
	a->mailbox = g_strdup(mailbox ? mailbox : "");
	return a;
}

void address_free(struct address *a)
{
	if (!a)
		return;
	g_free(a->display);
	g_free(a->mailbox);
	g_free(a);
}

static void put(struct folder *f, const char *s, size_t n)
{
	g_string_append_len(f->out, s, (gssize)n);
	f->column += n;
}

static void fold(struct folder *f)
{
	g_string_append(f->out, "\r\n ");
	f->column = 1;
}

/*
 * Puts a piece that cannot be folded; ${blank}: a blank parts it from what
 * stands before. The comma of a list, when one follows, still has its place.
 */
static void put_piece(struct folder *f, const char *s, size_t n, bool blank)
{
	bool fresh = f->out->len == 0;

	if (!fresh && f->column + blank + n + strlen(",") > LINE_MAX_CHARS)
		fold(f);
	else if (blank && !fresh)
		put(f, " ", 1);
	put(f, s, n);
}

/*
 * How many bytes of ${s} fit into ${max} so that what looks like one character
 * (a letter and its marks, an emoji of many) stays in one word; what is longer
 * than a word is cut between characters. At least one.
 */
static size_t whole_characters(const char *s, size_t max)
{
	size_t n = 0, len;

	while (s[n] && n + (len = compose_cluster(s + n, max)) <= max)
		n += len;
	if (n > 0 || !*s)
		return n;
	do
		n += (size_t)(g_utf8_next_char(s + n) - (s + n));
	while (s[n] && n + (size_t)(g_utf8_next_char(s + n) - (s + n)) <= max);
	return n;
}

/* As much of ${s} as makes a word of at most ${max} bytes; returns how much of it that is. */
static size_t put_word(struct folder *f, const char *s, size_t max)
{
	size_t extra = strlen(word_starts[f->charset]) + strlen(WORD_END);
	size_t room = (max - extra) / 4 * 3, n = whole_characters(s, room);
	g_autoptr(GString) bytes = g_string_new_len(s, (gssize)n);

	for (; f->charset == MAIL_CHARSET_ISO_2022_JP; n = whole_characters(s, n / 2)) {
		g_string_truncate(bytes, 0);
		iso2022jp_encode(bytes, s, n);
		if (bytes->len <= room || n <= whole_characters(s, 1))
			break;
	}
	g_autofree char *base64 = g_base64_encode((const guchar *)bytes->str, bytes->len);
	put(f, word_starts[f->charset], strlen(word_starts[f->charset]));
	put(f, base64, strlen(base64));
	put(f, WORD_END, strlen(WORD_END));
	return n;
}

/* ${s} as B words, a fold between them. */
static void put_words(struct folder *f, const char *s)
{
	bool first = true;

	while (*s) {
		size_t room = LINE_MAX_CHARS - MIN(f->column + 1, LINE_MAX_CHARS);
		if (!first || (room < WORD_MIN_CHARS && f->out->len > 0)) {
			fold(f);
			room = LINE_MAX_CHARS - f->column;
		} else if (f->out->len > 0) {
			put(f, " ", 1);
		}
		s += put_word(f, s, CLAMP(room, WORD_MIN_CHARS, WORD_MAX_CHARS));
		first = false;
	}
}

/* ASCII that can stand as it is: no look-alike of an encoded-word, every piece fits a line. */
static bool is_plain(const char *s, size_t first_room)
{
	if (!text_is_printable_ascii(s) || strstr(s, "=?"))
		return false;
	for (size_t room = first_room; *s; room = LINE_MAX_CHARS - 1) {
		size_t n = strspn(s, " ");
		n += strcspn(s + n, " ");
		if (n > room || n == strspn(s, " "))
			return false;
		s += n;
	}
	return true;
}

/* Folds before blanks, which all stay. */
static void put_plain(struct folder *f, const char *s)
{
	while (*s) {
		size_t blanks = strspn(s, " ");
		size_t n = blanks + strcspn(s + blanks, " ");
		if (f->column + n > LINE_MAX_CHARS && blanks > 0) {
			g_string_append(f->out, "\r\n");
			f->column = 0;
		}
		put(f, s, n);
		s += n;
	}
}

char *compose_unstructured(const char *utf8, size_t name_len, enum mail_charset charset)
{
	g_autofree char *line = g_strstrip(text_one_line(utf8, G_MAXSIZE));
	struct folder f = { .out = g_string_new(NULL), .column = name_len + 2, .charset = charset };
	size_t room = LINE_MAX_CHARS - MIN(f.column, LINE_MAX_CHARS);

	if (is_plain(line, room))
		put_plain(&f, line);
	else
		put_words(&f, line);
	return g_string_free(f.out, FALSE);
}

char *compose_words(const char *utf8, size_t column, enum mail_charset charset)
{
	struct folder f = { .out = g_string_new(NULL), .column = column, .charset = charset };

	put_words(&f, utf8);
	return g_string_free(f.out, FALSE);
}

static bool is_atom_char(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* dot-atom (RFC 5322 3.2.3); returns how long it is, 0 when there is none. */
static size_t dot_atom(const char *s)
{
	size_t i = 0;

	while (is_atom_char(s[i])) {
		while (is_atom_char(s[i]))
			i++;
		if (s[i] != '.' || !is_atom_char(s[i + 1]))
			return i;
		i++;
	}
	return 0;
}

static size_t quoted_local(const char *s)
{
	size_t i = 1;

	if (*s != '"')
		return 0;
	for (; s[i] && s[i] != '"'; i++)
		if (s[i] == '\\' && s[i + 1])
			i++;
	return s[i] == '"' ? i + 1 : 0;
}

static bool is_mailbox(const char *s)
{
	size_t local = *s == '"' ? quoted_local(s) : dot_atom(s);

	if (local == 0 || s[local] != '@' || strlen(s) > 320 || !text_is_printable_ascii(s))
		return false;
	const char *domain = s + local + 1;
	if (*domain == '[') {
		size_t n = strspn(domain + 1, "0123456789abcdefABCDEFIPv:.");
		return n > 0 && !strcmp(domain + 1 + n, "]");
	}
	return dot_atom(domain) == strlen(domain) && !strpbrk(domain, "!#$%&'*+/=?^`{|}~");
}

/* A phrase as atoms, as a quoted string, or as words. */
static void put_display(struct folder *f, const char *display)
{
	g_autoptr(GString) quoted = g_string_new("\"");
	bool atoms = true;

	for (const char *p = display; *p; p++) {
		atoms = atoms && (is_atom_char(*p) || (*p == ' ' && p[1] != ' '));
		if (*p == '"' || *p == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *p);
	}
	g_string_append_c(quoted, '"');
	bool blank = f->out->len > 0;
	if (!text_is_printable_ascii(display) || strstr(display, "=?") || quoted->len > 60)
		put_words(f, display);
	else if (atoms)
		put_piece(f, display, strlen(display), blank);
	else
		put_piece(f, quoted->str, quoted->len, blank);
}

/* What has no usable mailbox is an empty group (RFC 5322 3.4): text, and nothing to reply to. */
static void put_text_only(struct folder *f, const struct address *a)
{
	g_autofree char *text =
		g_strstrip(text_one_line(*a->display ? a->display : a->mailbox, 200));

	put_display(f, *text ? text : "?");
	/* An encoded-word ends at a blank (RFC 2047 5). */
	put_piece(f, ":;", 2, g_str_has_suffix(f->out->str, WORD_END));
}

static void put_address(struct folder *f, const struct address *a)
{
	g_autofree char *display = g_strstrip(text_one_line(a->display, 200));

	if (!is_mailbox(a->mailbox)) {
		put_text_only(f, a);
		return;
	}
	if (!*display) {
		put_piece(f, a->mailbox, strlen(a->mailbox), true);
		return;
	}
	put_display(f, display);
	g_autofree char *angle = g_strdup_printf("<%s>", a->mailbox);
	put_piece(f, angle, strlen(angle), true);
}

char *compose_addresses(const GPtrArray *pairs, size_t name_len, enum mail_charset charset)
{
	struct folder f = { .out = g_string_new(NULL), .column = name_len + 2, .charset = charset };

	for (unsigned i = 0; i < pairs->len; i++) {
		if (i > 0)
			put(&f, ",", 1);
		put_address(&f, g_ptr_array_index(pairs, i));
	}
	return g_string_free(f.out, FALSE);
}

char *compose_date(int64_t epoch)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	const time_t when = (time_t)epoch;
	struct tm t;

	/* Not GLib's: it would look for the zone's file, and behind the sandbox's door there is
	 * none.
	 */
	if (!localtime_r(&when, &t))
		localtime_r(&(time_t){ 0 }, &t);
	long minutes = labs(t.tm_gmtoff) / 60;
	return g_strdup_printf("%s, %d %s %d %02d:%02d:%02d %c%02ld%02ld", days[t.tm_wday],
			       t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min,
			       t.tm_sec, t.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
}
