/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ambiguity.c: our own look at the lines of a mail, because the parser follows
 * one reading and is silent about the others. It keeps the multiparts that are
 * open, knows each boundary that was declared, and says what does not fit. It
 * decides nothing: whatever others read there, only text that we wrote is
 * delivered. Linear. Tests: tests/unit/sanitizer/test_ambiguity.c.
 */
#include "ambiguity.h"

#include <string.h>

#include "boundary.h"
#include "fields.h"
#include "kinds/bare64.h"
#include "multiparts.h"

#define WIDTH_MIN 60u /* of a line of base64 that some program may take for a file */

struct pass {
	const char *end;
	unsigned max_params;
	GArray *found;
	struct multiparts parts;
	bool has_crlf, has_lf;
};

bool ambiguity_hides(enum finding_id id)
{
	static const enum finding_id hiding[] = {
		FINDING_MIME_DUPLICATE_PARAM,	 FINDING_MIME_ENCODING,
		FINDING_MIME_CONFLICTING_HEADER, FINDING_MIME_PARAM_CONFLICT,
		FINDING_MIME_PARAM_FORM,	 FINDING_MIME_BOUNDARY,
		FINDING_MIME_BOUNDARY_PREFIX,	 FINDING_MIME_BOUNDARY_REPEATED,
		FINDING_MIME_BOUNDARY_MISSING,	 FINDING_MIME_END_EARLY,
		FINDING_MIME_PREAMBLE,		 FINDING_MIME_EPILOGUE,
		FINDING_MIME_SEPARATOR,		 FINDING_MIME_CONTROL,
		FINDING_MIME_ENCODING_ODD,	 FINDING_MIME_QUOTED_ODD,
		FINDING_MIME_ENCODED_MULTIPART,	 FINDING_MIME_HIDDEN_MULTIPART,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(hiding); i++)
		if (hiding[i] == id)
			return true;
	return false;
}

void ambiguity_add(GArray *found, enum finding_id id)
{
	for (guint i = 0; i < found->len; i++)
		if (g_array_index(found, enum finding_id, i) == id)
			return;
	g_array_append_val(found, id);
}

static void note(struct pass *a, bool is, enum finding_id id)
{
	if (is)
		ambiguity_add(a->found, id);
}

/* ---- headers ---- */

/* Whether a line of a header is none that all programs read as a field. */
static bool is_odd_line(const char *p, const char *next, bool is_first)
{
	const char *q = p;

	if (*p == ' ' || *p == '\t') {
		while (q < next && g_ascii_isspace(*q))
			q++;
		return is_first || q == next;
	}
	while (q<next && * q> ' ' && *q < 127 && *q != ':')
		q++;
	return q == p || q == next || *q != ':';
}

/* What the Content-Type fields of the block between ${p} and ${end} declare. */
static void read_type(struct pass *a, const char *p, const char *end)
{
	g_autoptr(GArray) fields = fields_read(p, (size_t)(end - p), NULL, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	bool is_multipart = false;

	for (guint i = 0; i < fields->len; i++) {
		const struct field *f = &g_array_index(fields, struct field, i);
		if (field_is(f, "Content-Type"))
			is_multipart |= boundary_read(f->value, f->value_len, a->max_params, names,
						      a->found);
	}
	note(a, is_multipart && names->len == 0, FINDING_MIME_BOUNDARY_MISSING);
	note(a, !is_multipart && names->len > 0, FINDING_MIME_HIDDEN_MULTIPART);
	if (is_multipart && names->len > 0)
		multiparts_enter(&a->parts, names);
	else
		g_ptr_array_unref(names);
}

static const char *next_line(struct pass *a, const char *p)
{
	const char *next = fields_next_line(p, a->end);

	if (next[-1] == '\n' && next - p >= 2 && next[-2] == '\r')
		a->has_crlf = true;
	else if (next[-1] == '\n')
		a->has_lf = true;
	return next;
}

static bool is_blank_line(const char *p, const char *next)
{
	return *p == '\n' || (*p == '\r' && next == p + 2);
}

/* Reads the header block at ${p}; returns where it ends: behind its blank line, or at a delimiter.
 */
static const char *read_header(struct pass *a, const char *p, bool is_top)
{
	const char *start = p;

	while (p < a->end) {
		const char *next = next_line(a, p);
		if (is_blank_line(p, next)) {
			note(a, is_top && p == start, FINDING_MIME_SEPARATOR);
			p = next;
			break;
		}
		if (multiparts_mark(&a->parts, p, next).of >= 0) {
			note(a, p > start, FINDING_MIME_SEPARATOR);
			break;
		}
		bool is_mbox = is_top && p == start && next - p > 5 && memcmp(p, "From ", 5) == 0;
		note(a, !is_mbox && is_odd_line(p, next, p == start), FINDING_MIME_SEPARATOR);
		p = next;
	}
	read_type(a, start, p);
	return p;
}

/* ---- what stands outside of the parts ---- */

static bool looks_like_part(const char *p, const char *next, const char *end)
{
	static const char content[] = "Content-";
	size_t n = (size_t)(next - p);

	if (n > strlen(content) && g_ascii_strncasecmp(p, content, strlen(content)) == 0)
		return memchr(p, ':', n) != NULL;
	if (n > strlen("begin 644 ") && memcmp(p, "begin ", 6) == 0)
		return g_ascii_isdigit(p[6]) && g_ascii_isdigit(p[7]) && g_ascii_isdigit(p[8]);
	struct block_line l = block_line_at(p, end);
	return l.n >= WIDTH_MIN && bare64_is_line(&l);
}

static void look_outside(struct pass *a, const char *p, const char *next)
{
	const struct multipart *o = multiparts_at(&a->parts, a->parts.open->len - 1);

	if ((!o->seen || o->closed) && looks_like_part(p, next, a->end))
		ambiguity_add(a->found, o->closed ? FINDING_MIME_EPILOGUE : FINDING_MIME_PREAMBLE);
}

/* A line of a body; true when a header follows. */
static bool read_line(struct pass *a, const char *p, const char *next)
{
	struct mark m = multiparts_mark(&a->parts, p, next);

	if (m.of < 0) {
		if (a->parts.open->len > 0)
			look_outside(a, p, next);
		return false;
	}
	multiparts_leave(&a->parts, (guint)m.of + 1);
	struct multipart *o = multiparts_at(&a->parts, (guint)m.of);
	note(a, o->closed && !m.closes, FINDING_MIME_END_EARLY);
	o->seen = true;
	o->closed |= m.closes;
	return !o->closed;
}

void ambiguity_find(const char *data, size_t len, unsigned max_params, GArray *found)
{
	struct pass a = { .end = data + len, .max_params = max_params, .found = found };
	const char *p = data;
	bool in_header = true;

	multiparts_init(&a.parts, found);
	while (p < a.end) {
		if (in_header) {
			p = read_header(&a, p, p == data);
			in_header = false;
			continue;
		}
		const char *next = next_line(&a, p);
		in_header = read_line(&a, p, next);
		p = next;
	}
	multiparts_leave(&a.parts, 0);
	note(&a, a.has_crlf && a.has_lf, FINDING_MIME_LINE_ENDS);
	multiparts_clear(&a.parts);
}
