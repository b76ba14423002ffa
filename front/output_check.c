/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output_check.c: the output invariant. Seven bits, CRLF, short lines, header
 * fields of the list, and one text or a multipart of exactly one text and the
 * files that were allowed, in our own narrow grammar: no reader can take it for
 * anything else. Knows nothing of how mail/compose*.c writes; what it does not
 * understand does not leave.
 * Tests: tests/unit/front/test_output_check.c, tests/fuzz/fuzz_check.c.
 */
#include "output_check.h"

#include <string.h>

#include "check_parts.h"
#include "text_check.h"

#define HEADER_LINE_MAX 78u /* RFC 5322 2.1.1, what should be kept to */
#define TEXT_LINE_MAX 76u
#define JIS_LINE_MAX 998u /* 76 columns; escapes are no columns */
#define BOUNDARY_HEX 32u  /* random digits, 128 bits, behind "=_" */

bool output_refuse(struct err *err, const char *what)
{
	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "output: %s", what);
}

/* ---- lines ---- */

/* A longer line is one word that cannot be folded. ${start}: what stands before the words. */
static bool is_line_width(const char *line, size_t n, size_t start)
{
	size_t blanks = 0;

	for (size_t i = start; i < n; i++)
		blanks += line[i] == ' ' || line[i] == '\t';
	return n <= HEADER_LINE_MAX || blanks == 0;
}

static bool has_short_lines(const struct header *h)
{
	g_autofree char *field = g_strdup_printf("%s: %s", h->name, h->value);
	size_t start = strlen(h->name) + strlen(": ");

	for (const char *p = field;;) {
		const char *end = strstr(p, "\r\n");
		if (!is_line_width(p, end ? (size_t)(end - p) : strlen(p), start))
			return false;
		if (!end)
			return true;
		p = end + strlen("\r\n");
		start = strlen(" ");
	}
}

/* Relays that lose a CR or a dot have nothing to take for the end of a mail, nor for a new one. */
static bool has_risky_line(const char *body, size_t n)
{
	for (const char *p = body; p && p < body + n;) {
		size_t left = n - (size_t)(p - body);
		if (*p == '.' || (left >= 5 && memcmp(p, "From ", 5) == 0))
			return true;
		p = memchr(p, '\n', left);
		p = p ? p + 1 : NULL;
	}
	return false;
}

/* ---- the text ---- */

static bool encoding_of(const char *type, const char *cte, enum text_encoding *encoding)
{
	static const struct {
		const char *type, *cte;
		enum text_encoding encoding;
	} forms[] = {
		{ "text/plain; charset=utf-8", "7bit", TEXT_7BIT },
		{ "text/plain; charset=utf-8", "quoted-printable", TEXT_QUOTED_PRINTABLE },
		{ "text/plain; charset=utf-8", "base64", TEXT_BASE64 },
		{ "text/plain; charset=iso-2022-jp", "7bit", TEXT_JIS },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strcmp(type, forms[i].type) == 0 && strcmp(cte, forms[i].cte) == 0) {
			*encoding = forms[i].encoding;
			return true;
		}
	return false;
}

static bool check_text(const char *type, const char *cte, const char *text, size_t n,
		       struct err *err)
{
	enum text_encoding encoding = TEXT_7BIT;

	if (!encoding_of(type, cte, &encoding))
		return output_refuse(err, "a text of another type");
	if (!text_check_lines(text, n, encoding == TEXT_JIS ? JIS_LINE_MAX : TEXT_LINE_MAX))
		return output_refuse(err, "a line of the text is too long");
	return text_check_encoded(text, n, encoding) ||
	       output_refuse(err, "the text is not encoded as it says");
}

/* ---- the multipart ---- */

/* How far it has been read. */
struct reader {
	const char *at, *end;
	char *boundary;
};

static char *boundary_of(const char *type)
{
	static const char start[] = "multipart/mixed;\r\n boundary=\"=_";
	const char *hex = type + strlen(start);

	if (!g_str_has_prefix(type, start) || strspn(hex, "0123456789abcdef") != BOUNDARY_HEX ||
	    strcmp(hex + BOUNDARY_HEX, "\"") != 0)
		return NULL;
	return g_strdup_printf("=_%.*s", (int)BOUNDARY_HEX, hex);
}

static bool take(struct reader *r, const char *literal)
{
	size_t n = strlen(literal);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, literal, n) != 0)
		return false;
	r->at += n;
	return true;
}

/* A part from behind its delimiter's line to the next boundary, which stands nowhere but there. */
static bool take_part(struct reader *r, struct output_part *part)
{
	const char *blank = memmem(r->at, (size_t)(r->end - r->at), "\r\n\r\n", 4);
	const char *content = blank ? blank + 4 : NULL;
	const char *next =
		content ? memmem(r->at, (size_t)(r->end - r->at), r->boundary, strlen(r->boundary))
			: NULL;

	if (!next || next < content + 2 || memcmp(next - 2, "--", 2) != 0)
		return false;
	part->header = r->at;
	part->header_len = (size_t)(content - r->at);
	part->content = content;
	part->content_len = (size_t)(next - 2 - content);
	r->at = next + strlen(r->boundary);
	return part->content_len == 0 ||
	       (part->content_len >= 2 && memcmp(next - 4, "\r\n", 2) == 0);
}

/* The text's two fields, in this order, each on one line. */
static bool check_text_part(const struct output_part *part, struct err *err)
{
	g_autofree char *header = g_strndup(part->header, part->header_len);
	g_auto(GStrv) lines = g_strsplit(header, "\r\n", -1);

	if (g_strv_length(lines) != 4 || *lines[2] || *lines[3] ||
	    !g_str_has_prefix(lines[0], "Content-Type: ") ||
	    !g_str_has_prefix(lines[1], "Content-Transfer-Encoding: "))
		return output_refuse(err, "the header of the text");
	return check_text(lines[0] + strlen("Content-Type: "),
			  lines[1] + strlen("Content-Transfer-Encoding: "), part->content,
			  part->content_len, err);
}

static bool check_parts(struct reader *r, const struct output *o, struct err *err)
{
	struct output_part part;

	if (!take(r, "--") || !take(r, r->boundary) || !take(r, "\r\n") || !take_part(r, &part))
		return output_refuse(err, "no first part");
	if (!check_text_part(&part, err))
		return false;
	for (unsigned i = 0; i < o->m->enclosures->len; i++) {
		if (!take(r, "\r\n") || !take_part(r, &part))
			return output_refuse(err, "a part is missing");
		if (!output_file_check(&part, g_ptr_array_index(o->m->enclosures, i), o, err))
			return false;
	}
	return (take(r, "--\r\n") && r->at == r->end) ||
	       output_refuse(err, "something stands behind the last part");
}

static bool check_multipart(const struct output *o, const char *body, size_t n, struct err *err)
{
	g_autofree char *boundary = boundary_of(check_header_value(o->m, "Content-Type"));
	struct reader r = { .at = body, .end = body + n, .boundary = boundary };

	if (!boundary || strcmp(check_header_value(o->m, "Content-Transfer-Encoding"), "7bit") != 0)
		return output_refuse(err, "no multipart of ours");
	return check_parts(&r, o, err);
}

/* ---- the mail ---- */

static bool check_header(const struct message *m, struct err *err)
{
	struct err why;

	if (!check_headers(m, &why))
		return output_refuse(err, why.text);
	for (guint i = 0; i < m->headers->len; i++)
		if (!has_short_lines(g_ptr_array_index(m->headers, i)))
			return output_refuse(err, "a long line in the header");
	return strcmp(check_header_value(m, "MIME-Version"), "1.0") == 0 ||
	       output_refuse(err, "another MIME-Version");
}

bool output_check(const struct message *m, const GArray *leaves, const struct limits *limits,
		  struct err *err)
{
	size_t n;

	if (!m->body)
		return output_refuse(err, "no body");
	const char *body = g_bytes_get_data(m->body, &n);
	if (check_headers_size(m) + n > limits->output_bytes)
		return output_refuse(err, "larger than limit output_bytes");
	if (!check_header(m, err))
		return false;
	if (!text_check_lines(body, n, JIS_LINE_MAX))
		return output_refuse(err, "not lines of seven bits");
	if (has_risky_line(body, n))
		return output_refuse(err, "a line that could end a mail or begin one");
	if (m->enclosures->len > 0)
		return check_multipart(&(struct output){ m, leaves }, body, n, err);
	return check_text(check_header_value(m, "Content-Type"),
			  check_header_value(m, "Content-Transfer-Encoding"), body, n, err);
}
