/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mixed.c: a line is the unit, because whoever appends something appends
 * lines. Neighbours of one charset are converted in one go.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/mixed.h"

#include <string.h>

#include "text/detect.h"
#include "text/evidence.h"

struct mixed {
	GString *out;
	enum converter main;
	unsigned looks; /* lines that were looked at closely */
	struct mixed_found found;
};

/* A line that is no UTF-8 in a text that is: cut characters read as nothing Japanese. */
static enum converter of_broken_line(const char *line, size_t n)
{
	int score;
	const enum converter japanese = detect_japanese(line, n, &score);

	return score >= 650 && score >= detect_score(CONVERTER_UTF8, line, n) + 600
		       ? japanese
		       : CONVERTER_UTF8;
}

static enum converter of_line(struct mixed *m, const char *line, size_t n)
{
	if (m->looks == MIXED_LINES || detect_is_ascii(line, n))
		return m->main;
	const bool utf8 = detect_is_utf8(line, n);
	if (utf8 == (m->main == CONVERTER_UTF8))
		return m->main;
	m->looks++;
	if (m->main == CONVERTER_UTF8)
		return of_broken_line(line, n);
	return evidence_overrules(m->main, CONVERTER_UTF8, line, n) ? CONVERTER_UTF8 : m->main;
}

static void convert(struct mixed *m, enum converter c, const char *buf, size_t n)
{
	m->found.other = m->found.other || c != m->main;
	m->found.undecodable += converter_run(c, m->out, buf, n);
}

struct mixed_found mixed_to_utf8(GString *out, enum converter c, const char *buf, size_t n)
{
	struct mixed m = { .out = out, .main = c };

	/* By far the most: nothing to look for. */
	if (c == CONVERTER_UTF8 && detect_is_utf8(buf, n)) {
		g_string_append_len(out, buf, (gssize)n);
		return m.found;
	}
	enum converter now = c;
	size_t done = 0;

	for (size_t at = 0; at < n;) {
		const char *lf = memchr(buf + at, '\n', n - at);
		const size_t next = lf ? (size_t)(lf - buf) + 1 : n;
		const enum converter line = of_line(&m, buf + at, next - at);
		if (line != now) {
			convert(&m, now, buf + done, at - done);
			done = at;
			now = line;
		}
		at = next;
	}
	convert(&m, now, buf + done, n - done);
	return m.found;
}
