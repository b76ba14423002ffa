/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guard.c: pre-limits, because the parser behind is not linear: 100 KB of
 * "To: g:g:g:" overflow its stack, 100,000 parameters take it 42 s, a million
 * headers 625 MB, 100,000 parts 204 MB. One pass; every block that the parser could take for a
 * header block is held to the limits: the top, what follows a delimiter line
 * of any boundary that was declared, and what follows a header block that
 * announces a message. Rather one block too many than one too few.
 * Tests: tests/unit/sanitizer/test_guard.c, test_limits.c.
 */
#include "guard.h"

#include <string.h>

#include "fields.h"
#include "misogi/io.h"

#define CLEAN_CHUNK 65536u
#define DELIMITERS_PER_PART 4u /* before the parser makes an object of each */
#define BOUNDARY_MAX 1000      /* longer lines are not looked up */
#define COLONS_PER_DEPTH 128u  /* of an address field, however they are quoted */

struct guard {
	const struct limits *limits;
	GHashTable *boundaries; /* declared so far */
	bool any_boundary; /* one was declared in a way that we do not read: every "--" counts */
	bool digest;	   /* a multipart/digest may be about: parts are messages by default */
	enum finding_id id;
	char **place;
};

/* One block as it is read, line by line. */
struct block {
	size_t bytes, field_bytes;
	unsigned fields;
	const char *field; /* start of the field at hand */
	bool announces_message;
};

static bool over(struct guard *g, enum finding_id id, const char *field, const char *end)
{
	const char *colon = field ? memchr(field, ':', (size_t)MIN(end - field, 78)) : NULL;

	g->id = id;
	*g->place = colon ? g_strndup(field, (gsize)(colon - field)) : g_strdup("");
	return false;
}

static const char *find_word(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if ((p[i] | 0x20) == word[0] && g_ascii_strncasecmp(p + i, word, len) == 0)
			return p + i;
	return NULL;
}

/* Takes the value of one "boundary=" at ${p}; what is unusual makes every "--" line count. */
static void take_boundary(struct guard *g, const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	if (p == end || *p != '=') {
		g->any_boundary = true;
		return;
	}
	for (p++; p < end && g_ascii_isspace(*p); p++)
		;
	if (end - p > BOUNDARY_MAX)
		g->any_boundary = true;
	bool quoted = p < end && *p == '"';
	const char *from = quoted ? ++p : p;
	while (p < end && (quoted ? *p != '"' : !strchr("; \t\r\n()", *p)))
		p++;
	if ((quoted && p == end) || memchr(from, '\\', (size_t)(p - from)) ||
	    memchr(from, '\n', (size_t)(p - from)) || (p < end && *p == '('))
		g->any_boundary = true;
	while (p > from && g_ascii_isspace(p[-1]))
		p--;
	g_hash_table_add(g->boundaries, g_strndup(from, (gsize)(p - from)));
}

static bool check_params(struct guard *g, const char *p, const char *end)
{
	unsigned n = 0;

	/* Semicolons in quotes count as well: the parser's idea of quotes may differ from ours. */
	for (const char *q = p; (q = memchr(q, ';', (size_t)(end - q))); q++)
		if (++n > g->limits->params)
			return over(g, FINDING_LIMIT_PARAMS, p, end);
	return true;
}

static bool check_depth(struct guard *g, const char *p, const char *end)
{
	unsigned depth = 0, colons = 0, max = g->limits->address_depth;
	bool quoted = false;
	const char *value = memchr(p, ':', (size_t)(end - p));

	for (const char *q = value ? value + 1 : end; q < end; q++) {
		if (*q == ':')
			colons++;
		if (*q == '\\')
			q++;
		else if (*q == '"')
			quoted = !quoted;
		else if (!quoted && (*q == ':' || *q == '('))
			depth++;
		else if (!quoted && (*q == ';' || *q == ')') && depth > 0)
			depth--;
		if (depth > max || colons > max * COLONS_PER_DEPTH)
			return over(g, FINDING_LIMIT_ADDRESS_DEPTH, p, end);
	}
	return true;
}

static bool is_address_field(const char *p, size_t n)
{
	static const char *const names[] = {
		"from:",      "sender:", "reply-to:", "to:",
		"cc:",	      "bcc:",	 "resent-",   "disposition-notification-to:",
		"from ",      "sender ", "reply-to ", "to ",
		"cc ",	      "bcc ",	 "from\t",    "sender\t",
		"reply-to\t", "to\t",	 "cc\t",      "bcc\t"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (n > strlen(names[i]) && g_ascii_strncasecmp(p, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* A whole field, folded lines included. */
static bool check_field(struct guard *g, struct block *b, const char *end)
{
	const char *p = b->field;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	size_t n = (size_t)(end - p);

	if (n > g->limits->header_bytes)
		return over(g, FINDING_LIMIT_HEADER_BYTES, p, end);
	if (++b->fields > g->limits->headers)
		return over(g, FINDING_LIMIT_HEADERS, p, end);
	if (n >= 8 && g_ascii_strncasecmp(p, "content-", 8) == 0) {
		if (!check_params(g, p, end))
			return false;
		for (const char *q = p; (q = find_word(q, (size_t)(end - q), "boundary"));) {
			q += strlen("boundary");
			take_boundary(g, q, end);
		}
		b->announces_message |= find_word(p, n, "message") != NULL;
		g->digest |= find_word(p, n, "digest") != NULL;
	}
	return !is_address_field(p, n) || check_depth(g, p, end);
}

/* Whether the line is "--" and a boundary that was declared, with blanks behind at most. */
static bool is_delimiter(const struct guard *g, const char *p, const char *next)
{
	if (next - p < 2 || p[0] != '-' || p[1] != '-')
		return false;
	if (g->any_boundary)
		return true;
	if (g_hash_table_size(g->boundaries) == 0 || next - p > BOUNDARY_MAX)
		return false;
	while (next > p + 2 && g_ascii_isspace(next[-1]))
		next--;
	g_autofree char *word = g_strndup(p + 2, (gsize)(next - p - 2));
	return g_hash_table_contains(g->boundaries, word);
}

/*
 * Reads one block from ${*at}; it ends after its blank line, or before a
 * delimiter line. ${*announces}: in, whether the block may be a message's; out,
 * whether the next one may be.
 */
static bool check_block(struct guard *g, const char **at, const char *end, bool *announces)
{
	struct block b = { 0 };
	const char *p = *at;

	while (p < end) {
		const char *next = fields_next_line(p, end);
		bool blank = *p == '\n' || (*p == '\r' && next == p + 2);
		bool delimiter = is_delimiter(g, p, next);
		b.bytes += (size_t)(next - p);
		if (b.bytes > g->limits->header_block_bytes)
			return over(g, FINDING_LIMIT_HEADER_BLOCK, NULL, NULL);
		if (!blank && !delimiter && b.field && (*p == ' ' || *p == '\t')) {
			p = next;
			continue;
		}
		if (b.field && !check_field(g, &b, p))
			return false;
		b.field = NULL;
		if (delimiter)
			break;
		if (!blank)
			b.field = p;
		p = next;
		if (blank)
			break;
	}
	if (b.field && !check_field(g, &b, end))
		return false;
	/* A blank line at the very top may be skipped by the parser. */
	*announces = b.announces_message || g->digest || (*announces && b.fields == 0);
	*at = p;
	return true;
}

bool guard_check(const char *data, size_t len, const struct limits *limits, enum finding_id *id,
		 char **place)
{
	g_autoptr(GHashTable) boundaries =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *where = NULL;
	struct guard g = { .limits = limits, .boundaries = boundaries, .place = &where };
	const char *p = data, *end = data + len;
	bool in_headers = true, announces = true;
	unsigned delimiters = 0;

	while (p < end) {
		if (in_headers) {
			const char *from = p;
			if (!check_block(&g, &p, end, &announces)) {
				*id = g.id;
				*place = g_steal_pointer(&where);
				return false;
			}
			in_headers = announces && p > from;
			continue;
		}
		const char *next = fields_next_line(p, end);
		in_headers = is_delimiter(&g, p, next);
		delimiters += in_headers;
		if (delimiters > limits->parts * (uint64_t)DELIMITERS_PER_PART) {
			*id = FINDING_LIMIT_PARTS;
			*place = g_strdup("");
			return false;
		}
		announces = g.digest;
		p = next;
	}
	return true;
}

bool guard_has_controls(const char *data, size_t len)
{
	if (len == 0)
		return false;
	if (memchr(data, '\0', len))
		return true;
	const char *p = data, *end = data + len;
	while ((p = memchr(p, '\r', (size_t)(end - p)))) {
		if (++p == end || *p != '\n')
			return true;
	}
	return false;
}

int guard_clean(const char *data, size_t len)
{
	AUTO_FD fd = io_memfd("clean");
	g_autofree char *buf = g_malloc(CLEAN_CHUNK);
	size_t n = 0;

	if (fd < 0)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '\0')
			continue;
		/* Of several CRs the last one counts: "CR CR LF" is one line end. */
		if (data[i] == '\r' && i + 1 < len && data[i + 1] == '\r')
			continue;
		bool bare = data[i] == '\r' && (i + 1 == len || data[i + 1] != '\n');
		buf[n++] = bare ? '\n' : data[i];
		if (n == CLEAN_CHUNK) {
			if (!io_write_all(fd, buf, n))
				return -1;
			n = 0;
		}
	}
	if (!io_write_all(fd, buf, n))
		return -1;
	return fd_steal(&fd);
}
