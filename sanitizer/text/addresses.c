/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * addresses.c: From, To, Cc … into names and addresses in one pass. Groups
 * and comments are counted, not recursed into (GMime's parser dies of 50,000
 * colons). What is no address stays as text; nobody is dropped in silence.
 * What makes a mailbox: mailbox.c. Tests: tests/unit/sanitizer/test_addresses.c.
 */
#include <string.h>

#include "misogi/compose.h"
#include "text/mailbox.h"
#include "text/rfc2047.h"
#include "text/words.h"

struct reader {
	const char *buf;
	size_t n;
	const char *hint; /* of 8-bit bytes */
	enum rfc2047_raw raw;
	unsigned max_depth, max_addresses;
	struct rfc2047_cursor cursor;
	size_t semicolon; /* where the next one is */
	struct words_addresses *out;
	/* the entry being read */
	GString *text;	 /* outside of <> and comments, still raw: an address when there is no <> */
	GString *phrase; /* the same with what people read as well: comments, "title: " */
	GString *angle;	 /* inside of <> */
	GString *comment; /* the first comment at its top level */
	bool has_angle;
	bool literal; /* a "[" stood in the entry */
	unsigned groups;
	char *group;	      /* name of the group being read, NULL: none */
	unsigned group_start; /* how many entries were there before it */
};

static void add_entry(struct reader *r, const char *display, const char *mailbox)
{
	if (r->out->list->len < r->max_addresses)
		g_ptr_array_add(r->out->list, address_new(display, mailbox));
	else
		r->out->malformed = true;
}

/* What is shown: decoded, blanks at its ends gone. */
static char *display_of(struct reader *r, const GString *raw)
{
	return g_strstrip(words_decode(raw->str, raw->len, r->hint, &r->out->charset));
}

static void clear_entry(struct reader *r)
{
	g_string_truncate(r->text, 0);
	g_string_truncate(r->phrase, 0);
	g_string_truncate(r->angle, 0);
	g_string_truncate(r->comment, 0);
	r->has_angle = r->literal = false;
}

static void end_entry(struct reader *r)
{
	const GString *raw = r->has_angle ? r->angle : r->text;
	g_autofree char *mailbox = mailbox_read(raw->str, raw->len, r->hint);
	g_autofree char *phrase = display_of(r, r->phrase);
	g_autofree char *display = NULL;

	g_autofree char *angle = display_of(r, r->angle);
	if (!*mailbox && (*phrase || *angle)) {
		r->out->malformed = true;
		display = *angle ? g_strstrip(g_strdup_printf("%s <%s>", phrase, angle))
				 : g_steal_pointer(&phrase);
	} else if (r->has_angle && *phrase) {
		display = g_steal_pointer(&phrase);
	} else {
		/* An address in Unicode was made ASCII: people shall see what was written. */
		display = display_of(r, r->comment->len > 0 || mailbox_is_ascii(raw) ? r->comment
										     : raw);
	}
	if (*mailbox || *display)
		add_entry(r, display, mailbox);
	clear_entry(r);
}

static void append_both(struct reader *r, const char *s, size_t n)
{
	g_string_append_len(r->text, s, (gssize)n);
	g_string_append_len(r->phrase, s, (gssize)n);
}

/* What is taken whole at ${i}; at least a byte. */
static size_t whole_at(struct reader *r, size_t i)
{
	struct rfc2047_word word;
	size_t whole = rfc2047_opaque(r->buf, r->n, i, r->raw);

	if (whole == 0 && r->buf[i] == '=' && rfc2047_at(r->buf, r->n, i, &r->cursor, &word))
		whole = word.len;
	return MAX(whole, 1);
}

/* A quoted string at ${i}; returns the position behind it. */
static size_t read_quoted(struct reader *r, size_t i)
{
	size_t start = r->text->len;

	for (i++; i < r->n && r->buf[i] != '"';) {
		size_t whole = MAX(rfc2047_opaque(r->buf, r->n, i, r->raw), 1);
		if (whole == 1 && r->buf[i] == '\\' && i + 1 < r->n)
			i++;
		append_both(r, r->buf + i, whole);
		i += whole;
	}
	if (i >= r->n)
		r->out->malformed = true;
	if (i + 1 < r->n && r->buf[i + 1] == '@') {
		/* A quoted local part keeps its quotes: without them it is another mailbox. */
		g_string_insert_c(r->text, (gssize)start, '"');
		g_string_append_c(r->text, '"');
	}
	return MIN(i + 1, r->n);
}

/* A comment at ${i}, others inside it counted. What stands before the address is part of a name. */
static size_t read_comment(struct reader *r, size_t i)
{
	bool first = r->comment->len == 0;
	size_t start = i;
	unsigned depth = 0;

	for (size_t whole; i < r->n; i += whole) {
		char c = r->buf[i];
		whole = whole_at(r, i);
		if (c == '(' && depth++ == 0)
			continue;
		if (c == ')' && --depth == 0)
			break;
		if (depth > r->max_depth)
			r->out->too_deep = true;
		if (c == '\\' && i + 1 < r->n)
			i++;
		if (first)
			g_string_append_len(r->comment, r->buf + i, (gssize)whole);
	}
	r->out->malformed = r->out->malformed || i >= r->n;
	i = MIN(i + 1, r->n);
	if (!r->has_angle && r->text->len > 0)
		g_string_append_len(r->phrase, r->buf + start, (gssize)(i - start));
	return i;
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

/* Whether a ";" stands behind ${i}, which only grows. */
static bool is_closed(struct reader *r, size_t i)
{
	if (r->semicolon < i) {
		const char *p = memchr(r->buf + i, ';', r->n - i);
		r->semicolon = p ? (size_t)(p - r->buf) : r->n;
	}
	return r->semicolon < r->n;
}

/*
 * The group's name is no address; its members are. "営業部:山田 <…>" without the
 * end of a group is a name with a colon in it.
 */
static void start_group(struct reader *r, size_t i)
{
	if (is_closed(r, i)) {
		g_free(r->group);
		r->group = display_of(r, r->phrase);
		r->group_start = r->out->list->len;
		g_string_truncate(r->phrase, 0);
	} else {
		g_string_append_c(r->phrase, ':');
	}
	g_string_truncate(r->text, 0);
	if (++r->groups > r->max_depth)
		r->out->too_deep = true;
}

/* An empty group says to whom a mail went, in words: "undisclosed-recipients:;". */
static void end_group(struct reader *r)
{
	end_entry(r);
	if (r->group && *r->group && r->out->list->len == r->group_start)
		add_entry(r, r->group, "");
	g_clear_pointer(&r->group, g_free);
	r->groups -= r->groups > 0;
}

static size_t read_plain(struct reader *r, size_t i)
{
	size_t whole = whole_at(r, i);

	r->literal = r->literal || r->buf[i] == '[';
	append_both(r, r->buf + i, whole);
	return i + whole;
}

static size_t read_token(struct reader *r, size_t i)
{
	switch (r->buf[i]) {
	case '"':
		return read_quoted(r, i);
	case '(':
		return read_comment(r, i);
	case '<':
		return read_angle(r, i);
	case ':':
		/* Inside [an IPv6 literal] it is no group. */
		if (r->literal || r->has_angle)
			return read_plain(r, i);
		start_group(r, i);
		return i + 1;
	case ';':
		end_group(r);
		return i + 1;
	case ',':
		end_entry(r);
		return i + 1;
	default:
		return read_plain(r, i);
	}
}

/* NUL would end an address before its end. */
static void mark_nuls(GString *line, struct words_addresses *out)
{
	for (size_t i = 0; i < line->len; i++) {
		if (line->str[i])
			continue;
		line->str[i] = '\x01';
		out->malformed = true;
	}
}

void words_addresses(const char *raw, size_t n, unsigned max_depth, unsigned max_addresses,
		     struct words_addresses *out)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	g_autoptr(GString) text = g_string_new(NULL), phrase = g_string_new(NULL);
	g_autoptr(GString) angle = g_string_new(NULL), comment = g_string_new(NULL);

	memset(out, 0, sizeof(*out));
	mark_nuls(line, out);
	out->list = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	struct reader r = {
		.buf = line->str,
		.n = line->len,
		.hint = words_evidence(line->str, line->len),
		.max_depth = max_depth,
		.max_addresses = max_addresses,
		.out = out,
		.text = text,
		.phrase = phrase,
		.angle = angle,
		.comment = comment,
	};
	r.raw = rfc2047_raw_of(r.hint);
	for (size_t i = 0; i < r.n;)
		i = read_token(&r, i);
	end_entry(&r);
	g_free(r.group);
}
