/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * addresses.c: From, To, Cc … into names and addresses in one pass. Groups
 * and comments are counted, not recursed into (GMime's parser dies of 50,000
 * colons). What is no address stays as text; nobody is dropped in silence.
 * Tests: tests/unit/sanitizer/test_addresses.c.
 */
#include <string.h>

#include "misogi/compose.h"
#include "text/rfc2047.h"
#include "text/words.h"

struct reader {
	const char *buf;
	size_t n;
	bool raw8; /* 8-bit bytes that are no UTF-8: double-byte characters may hold syntax */
	unsigned max_depth, max_addresses;
	struct rfc2047_cursor cursor;
	struct words_addresses *out;
	/* the entry being read */
	GString *text;	  /* outside of <>, still raw */
	GString *angle;	  /* inside of <> */
	GString *comment; /* the first comment at its top level */
	bool has_angle;
	bool literal; /* a "[" stood in the entry */
	unsigned groups;
};

/* Blanks are allowed beside "." and "@" only: "a b@c" is not "ab@c". */
static bool is_loose(char before, char after)
{
	return !before || !after || strchr(".@", before) || strchr(".@", after);
}

/* A host's name or [a literal]; what an encoded-word ends in is neither. */
static bool is_domain(const char *s)
{
	if (*s == '[')
		return strcspn(s, "]") == strlen(s) - 1;
	for (const char *p = s; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("-._", *p))
			return false;
	return *s != '\0';
}

/* "" when ${s} is no local@domain in printable ASCII. */
static char *mailbox_of(const char *s)
{
	g_autoptr(GString) clean = g_string_new(NULL);
	bool quoted = false;
	unsigned ats = 0;

	const char *route = *s == '@' ? strchr(s, ':') : NULL;
	for (s = route ? route + 1 : s; *s; s++) {
		char last = clean->len ? clean->str[clean->len - 1] : '\0';
		if ((*s < ' ' && *s != '\t') || *s > '~')
			return g_strdup("");
		if ((*s == ' ' || *s == '\t') && !quoted) {
			s += strspn(s, " \t") - 1;
			if (!is_loose(last, s[1]))
				return g_strdup("");
			continue;
		}
		if (*s == '"')
			quoted = !quoted;
		else if (*s == '\\' && quoted && s[1] > ' ')
			g_string_append_c(clean, *s++);
		else if (!quoted && strchr("<>(),;:", *s) && !(*s == ':' && ats))
			return g_strdup("");
		ats += *s == '@' && !quoted;
		g_string_append_c(clean, *s);
	}
	const char *domain = strrchr(clean->str, '@');
	bool whole = !quoted && ats == 1 && clean->len <= 320 && clean->str[0] != '@' &&
		     is_domain(domain + 1);
	return g_strdup(whole ? clean->str : "");
}

/* What is shown: decoded, blanks at its ends gone. */
static char *display_of(struct reader *r, const GString *raw)
{
	return g_strstrip(words_decode(raw->str, raw->len, NULL, &r->out->charset));
}

static void end_entry(struct reader *r)
{
	g_autofree char *text = display_of(r, r->text);
	g_autofree char *comment = display_of(r, r->comment);
	g_autofree char *angle = display_of(r, r->angle);
	/* Of the raw text: an address inside an encoded-word is a name that looks like one. */
	const GString *raw = r->has_angle ? r->angle : r->text;
	g_autofree char *stripped = g_strstrip(g_strdup(raw->str));
	g_autofree char *mailbox = mailbox_of(stripped);
	const char *display = r->has_angle && *text ? text : comment;
	g_autofree char *kept = NULL;

	if (!*mailbox && (*text || *angle)) {
		kept = r->has_angle ? g_strdup_printf("%s <%s>", text, angle) : g_strdup(text);
		display = g_strstrip(kept);
		r->out->malformed = true;
	}
	if (*mailbox || *display) {
		if (r->out->list->len < r->max_addresses)
			g_ptr_array_add(r->out->list, address_new(display, mailbox));
		else
			r->out->malformed = true;
	}
	g_string_truncate(r->text, 0);
	g_string_truncate(r->angle, 0);
	g_string_truncate(r->comment, 0);
	r->has_angle = r->literal = false;
}

/* A quoted string at ${i}; returns the position behind it. */
static size_t read_quoted(struct reader *r, size_t i, GString *to)
{
	size_t start = to->len;

	for (i++; i < r->n && r->buf[i] != '"'; i++) {
		size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw8);
		if (whole > 0) {
			g_string_append_len(to, r->buf + i, (gssize)whole);
			i += whole - 1;
			continue;
		}
		if (r->buf[i] == '\\' && i + 1 < r->n)
			i++;
		g_string_append_c(to, r->buf[i]);
	}
	if (i >= r->n)
		r->out->malformed = true;
	if (i + 1 < r->n && r->buf[i + 1] == '@') {
		/* A quoted local part keeps its quotes: without them it is another mailbox. */
		g_string_insert_c(to, (gssize)start, '"');
		g_string_append_c(to, '"');
	}
	return MIN(i + 1, r->n);
}

/* A comment at ${i}, others inside it counted. */
static size_t read_comment(struct reader *r, size_t i)
{
	bool first = r->comment->len == 0;
	unsigned depth = 0;

	for (; i < r->n; i++) {
		char c = r->buf[i];
		size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw8);
		if (whole > 0) {
			if (first)
				g_string_append_len(r->comment, r->buf + i, (gssize)whole);
			i += whole - 1;
			continue;
		}
		if (c == '(' && depth++ == 0)
			continue;
		if (c == ')' && --depth == 0)
			return i + 1;
		if (depth > r->max_depth)
			r->out->too_deep = true;
		if (c == '\\' && i + 1 < r->n)
			c = r->buf[++i];
		if (first)
			g_string_append_c(r->comment, c);
	}
	r->out->malformed = true;
	return r->n;
}

/* The inside of <>, quoted local parts whole. A second pair in one entry is a trap: the first
 * counts. */
static size_t read_angle(struct reader *r, size_t i)
{
	g_autoptr(GString) ignored = g_string_new(NULL);
	GString *to = r->has_angle ? ignored : r->angle;
	bool quoted = false;

	r->out->malformed = r->out->malformed || r->has_angle;
	r->has_angle = true;
	for (i++; i < r->n && (quoted || r->buf[i] != '>'); i++) {
		if (r->buf[i] == '"')
			quoted = !quoted;
		if (r->buf[i] == '\\' && quoted && i + 1 < r->n)
			g_string_append_c(to, r->buf[i++]);
		if (r->buf[i] != '<' || quoted)
			g_string_append_c(to, r->buf[i]);
	}
	if (i >= r->n)
		r->out->malformed = true;
	return MIN(i + 1, r->n);
}

static void start_group(struct reader *r)
{
	/* The group's name is no address; its members are. */
	g_string_truncate(r->text, 0);
	if (++r->groups > r->max_depth)
		r->out->too_deep = true;
}

static size_t read_plain(struct reader *r, size_t i)
{
	struct rfc2047_word word;
	size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw8);

	if (whole == 0 && r->buf[i] == '=' && rfc2047_at(r->buf, r->n, i, &r->cursor, &word))
		whole = word.len;
	whole = MAX(whole, 1);
	r->literal = r->literal || r->buf[i] == '[';
	g_string_append_len(r->text, r->buf + i, (gssize)whole);
	return i + whole;
}

static size_t read_token(struct reader *r, size_t i)
{
	switch (r->buf[i]) {
	case '"':
		return read_quoted(r, i, r->text);
	case '(':
		return read_comment(r, i);
	case '<':
		return read_angle(r, i);
	case ':':
		/* Inside [an IPv6 literal] it is no group. */
		if (r->literal || r->has_angle)
			return read_plain(r, i);
		start_group(r);
		return i + 1;
	case ';':
		r->groups -= r->groups > 0;
		end_entry(r);
		return i + 1;
	case ',':
		end_entry(r);
		return i + 1;
	default:
		return read_plain(r, i);
	}
}

void words_addresses(const char *raw, size_t n, unsigned max_depth, unsigned max_addresses,
		     struct words_addresses *out)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) angle = g_string_new(NULL);
	g_autoptr(GString) comment = g_string_new(NULL);

	memset(out, 0, sizeof(*out));
	for (char *nul; (nul = memchr(line->str, 0, line->len));) {
		*nul = '\x01'; /* it would end an address before its end */
		out->malformed = true;
	}
	out->list = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	struct reader r = {
		.buf = line->str,
		.n = line->len,
		.raw8 = !g_utf8_validate(line->str, (gssize)line->len, NULL),
		.max_depth = max_depth,
		.max_addresses = max_addresses,
		.out = out,
		.text = text,
		.angle = angle,
		.comment = comment,
	};
	for (size_t i = 0; i < r.n;)
		i = read_token(&r, i);
	end_entry(&r);
}
