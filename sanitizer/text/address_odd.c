/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * address_odd.c: one pass with the few states that RFC 5322 3.4 has. Encoded
 * words and two-byte characters are passed whole, an empty group is how nobody
 * is told who else got the mail, and a name in a comment behind its address is
 * how it was once written: none of these is odd.
 * Tests: tests/unit/sanitizer/test_address_odd.c.
 */
#include "text/address_odd.h"

#include <string.h>

#include "text/rfc2047.h"
#include "text/words.h"

struct reader {
	const char *buf;
	size_t n;
	enum rfc2047_raw raw;
	struct rfc2047_cursor cursor;
	unsigned comments; /* nested so deep */
	unsigned ats;	   /* of the address at hand */
	unsigned angles;   /* of the entry at hand */
	bool in_angle, in_group, has_member;
};

static char at(const struct reader *r, size_t i)
{
	return i < r->n ? r->buf[i] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\0';
}

/* What has no syntax for us at ${i}: how long it is, 0: nothing. */
static size_t opaque_at(struct reader *r, size_t i)
{
	struct rfc2047_word word;
	size_t n = rfc2047_opaque(r->buf, r->n, i, r->raw);

	if (n == 0 && r->buf[i] == '=' && rfc2047_at(r->buf, r->n, i, &r->cursor, &word))
		n = word.len;
	return n;
}

/* A quoted string at ${*i}, which is then at its closing quote; odd when it hides an address. */
static bool quoted_is_odd(struct reader *r, size_t *i)
{
	bool special = false;

	for (++*i; *i < r->n && r->buf[*i] != '"';) {
		size_t n = opaque_at(r, *i);
		special |= n == 0 && strchr("@<>,:;\\ \t", r->buf[*i]);
		if (n == 0)
			n = r->buf[*i] == '\\' ? 2 : 1;
		*i += n;
	}
	/* Quotes around a local part are fine where it needs them for its dots, as phones do. */
	return *i >= r->n || (special && at(r, *i + 1) == '@');
}

/* A "(" or ")" at ${i}: comments are odd that are nested, unopened, or within an address. */
static bool comment_is_odd(struct reader *r, size_t i)
{
	bool opens = r->buf[i] == '(';

	if (!opens && r->comments == 0)
		return true;
	r->comments = opens ? r->comments + 1 : r->comments - 1;
	bool touches = opens ? i > 0 && at(r, i - 1) == '@' : at(r, i + 1) == '@';
	return r->comments > 1 || r->in_angle || touches;
}

static void end_entry(struct reader *r)
{
	r->ats = r->angles = 0;
}

static bool angle_is_odd(struct reader *r, size_t i)
{
	if (r->buf[i] == '>') {
		bool fits = r->in_angle;
		r->in_angle = false;
		return !fits;
	}
	bool odd = r->in_angle || ++r->angles > 1 || at(r, i + 1) == '@';
	r->in_angle = true;
	r->ats = 0;
	return odd;
}

static bool group_is_odd(struct reader *r, char c)
{
	if (r->in_angle)
		return true;
	if (c == ':') {
		bool odd = r->in_group;
		r->in_group = true;
		r->has_member = false;
		return odd;
	}
	bool odd = r->in_group && r->has_member;
	r->in_group = false;
	end_entry(r);
	return odd;
}

/* One character outside of quotes and comments. */
static bool is_odd(struct reader *r, size_t i)
{
	char c = r->buf[i];

	switch (c) {
	case '<':
	case '>':
		return angle_is_odd(r, i);
	case ':':
	case ';':
		return group_is_odd(r, c);
	case ',':
		if (!r->in_angle)
			end_entry(r);
		return r->in_angle;
	case '@':
		return ++r->ats > 1;
	default:
		r->has_member |= !is_blank(c);
		return false;
	}
}

bool address_is_odd(const char *raw, size_t n)
{
	g_autoptr(GString) line = rfc2047_unfold(raw, n);
	struct reader r = { .buf = line->str, .n = line->len };

	r.raw = rfc2047_raw_of(words_evidence(line->str, line->len));
	for (size_t i = 0; i < r.n; i++) {
		size_t whole = opaque_at(&r, i);
		char c = r.buf[i];
		if (whole > 0)
			i += whole - 1;
		else if (c == '\\')
			i++;
		else if (c == '(' || c == ')') {
			if (comment_is_odd(&r, i))
				return true;
		} else if (r.comments == 0 && c == '"') {
			if (quoted_is_odd(&r, &i))
				return true;
		} else if (r.comments == 0 && is_odd(&r, i)) {
			return true;
		}
	}
	/* Without a ";" it was no group: people write colons in names. */
	return r.comments > 0 || r.in_angle;
}
