/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * eaten.c: "$B" begins a run only if an even number of bytes later "(B" or
 * "(J" ends it in the same line, and what is between are usual characters.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/eaten.h"

#include <stdbool.h>
#include <string.h>

#include "text/familiar.h"
#include "text/planes.h"

#define ESC '\x1b'

struct run {
	size_t len; /* from "$B" to where it ended or broke off, without "(B" */
	bool closed;
	unsigned kana; /* characters of full width */
	long weight, count;
};

static void weigh(struct run *r, const char *pair)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct sink s;

	sink_open(&s, text, 2);
	if (!planes_put_0208(&s, (guint8)pair[0], (guint8)pair[1]))
		sink_bad(&s);
	sink_close(&s);
	const gunichar u = g_utf8_get_char(text->str);
	r->weight += familiar_weight(u);
	r->count++;
	r->kana += u >= 0x3041 && u <= 0x30fe;
}

static bool is_graphic(char c)
{
	return c >= 0x21 && c <= 0x7e;
}

static bool is_end(const char *p)
{
	return p[0] == '(' && (p[1] == 'B' || p[1] == 'J');
}

/* What stands behind the "$B" at ${p}. */
static struct run read_run(const char *p, size_t n)
{
	struct run r = { .len = 2 };

	while (r.len + 1 < n && is_graphic(p[r.len]) && is_graphic(p[r.len + 1])) {
		if (is_end(p + r.len)) {
			r.closed = true;
			break;
		}
		weigh(&r, p + r.len);
		r.len += 2;
	}
	return r;
}

static bool is_japanese(const struct run *r)
{
	return r->closed && r->count > 0 && r->weight >= 5 * r->count;
}

static bool begins(const char *p, size_t n)
{
	return n >= 4 && p[0] == '$' && (p[1] == 'B' || p[1] == '@');
}

static bool has_run(const char *buf, size_t n)
{
	const char *p = buf, *end = buf + n;

	while ((p = memchr(p, '$', (size_t)(end - p)))) {
		if (begins(p, (size_t)(end - p)))
			return true;
		p++;
	}
	return false;
}

GString *eaten_restore(const char *buf, size_t n, enum eaten_label label)
{
	unsigned kana = 0, runs = 0;

	if (!has_run(buf, n) || memchr(buf, ESC, n))
		return NULL;
	g_autoptr(GString) out = g_string_sized_new(n + n / 8);
	for (size_t i = 0; i < n;) {
		if (!begins(buf + i, n - i)) {
			g_string_append_c(out, buf[i++]);
			continue;
		}
		/* A run that breaks off is not looked at again from its middle. */
		const struct run r = read_run(buf + i, n - i);
		const bool is = is_japanese(&r);
		if (is)
			g_string_append_c(out, ESC);
		g_string_append_len(out, buf + i, (gssize)r.len);
		i += r.len;
		if (!is)
			continue;
		g_string_append_c(out, ESC);
		g_string_append_len(out, buf + i, 2);
		i += 2;
		kana += r.kana;
		runs++;
	}
	if (runs == 0 || (label == EATEN_LABEL_OTHER && kana < 3))
		return NULL;
	return g_steal_pointer(&out);
}
