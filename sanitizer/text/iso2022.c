/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * iso2022.c: an escape says what SO will shift to and ESC N will take one
 * character of; HZ writes "~{" for SO and "~}" for SI. 8-bit bytes, which none
 * of them has, are taken for the same characters in their 8-bit form.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/iso2022.h"

#include "text/planes.h"

#define ESC 0x1b
#define SO 0x0e
#define SI 0x0f

static const struct {
	const char *escape;
	enum plane plane;
	bool single; /* for ESC N */
} designations[] = {
	{ "\x1b$)C", PLANE_UHC, false },
	{ "\x1b$)A", PLANE_GBK, false },
	{ "\x1b$)G", PLANE_CNS_1, false },
	{ "\x1b$*H", PLANE_CNS_2, true },
};

struct shift {
	struct sink s;
	enum plane shifted_to;
	enum plane single; /* PLANE_MAX: nothing named yet */
	bool shifted;
};

static bool is_graphic(char c)
{
	return c >= 0x21 && c <= 0x7e;
}

/* Two bytes of ${plane}, 7-bit or 8-bit; how many bytes were taken. */
static size_t put_pair(struct shift *t, enum plane plane, const char *p, size_t n)
{
	const char a = p[0] & 0x7f, b = n > 1 ? p[1] & 0x7f : 0;

	if (n < 2 || (p[0] ^ p[1]) & 0x80 || !is_graphic(a) || !is_graphic(b)) {
		sink_bad(&t->s);
		return 1;
	}
	if (!planes_put(&t->s, plane, (guint8)(a | 0x80), (guint8)(b | 0x80)))
		sink_bad(&t->s);
	return 2;
}

static size_t put_escape(struct shift *t, const char *p, size_t n)
{
	for (size_t i = 0; i < G_N_ELEMENTS(designations); i++) {
		const size_t len = strlen(designations[i].escape);
		if (n < len || memcmp(p, designations[i].escape, len))
			continue;
		if (designations[i].single)
			t->single = designations[i].plane;
		else
			t->shifted_to = designations[i].plane;
		return len;
	}
	if (n >= 4 && p[1] == 'N' && t->single != PLANE_MAX)
		return 2 + put_pair(t, t->single, p + 2, n - 2);
	sink_bad(&t->s);
	return 1;
}

static void put_byte(struct shift *t, char c)
{
	sink_put(&t->s, (guint8)c);
	if (c == '\n')
		t->shifted = false;
}

static unsigned run(GString *out, const char *buf, size_t n, enum plane plane)
{
	struct shift t = { .shifted_to = plane, .single = PLANE_MAX };

	sink_open(&t.s, out, n);
	for (size_t i = 0; i < n;) {
		const char c = buf[i];
		if (c == ESC) {
			i += put_escape(&t, buf + i, n - i);
		} else if (c == SO || c == SI) {
			t.shifted = c == SO;
			i++;
		} else if (c & 0x80 || (t.shifted && is_graphic(c))) {
			i += put_pair(&t, t.shifted_to, buf + i, n - i);
		} else {
			put_byte(&t, c);
			i++;
		}
	}
	return sink_close(&t.s);
}

unsigned iso2022_kr(GString *out, const char *buf, size_t n)
{
	return run(out, buf, n, PLANE_UHC);
}

unsigned iso2022_cn(GString *out, const char *buf, size_t n)
{
	return run(out, buf, n, PLANE_GBK);
}

/* "~" and what stands behind it; how many bytes were taken. */
static size_t put_tilde(struct shift *t, const char *p, size_t n)
{
	const char c = n > 1 ? p[1] : 0;

	if (c == '{' || c == '}') {
		t->shifted = c == '{';
		return 2;
	}
	if (c == '\n') /* a line that goes on */
		return 2;
	if (c == '\r' && n > 2 && p[2] == '\n')
		return 3;
	put_byte(t, '~');
	return c == '~' ? 2 : 1;
}

unsigned iso2022_hz(GString *out, const char *buf, size_t n)
{
	struct shift t = { .shifted_to = PLANE_GBK, .single = PLANE_MAX };

	sink_open(&t.s, out, n);
	for (size_t i = 0; i < n;) {
		const char c = buf[i];
		if (c == '~' && (!t.shifted || (i + 1 < n && buf[i + 1] == '}'))) {
			i += put_tilde(&t, buf + i, n - i);
		} else if (c & 0x80 || (t.shifted && is_graphic(c))) {
			i += put_pair(&t, PLANE_GBK, buf + i, n - i);
		} else {
			put_byte(&t, c);
			i++;
		}
	}
	return sink_close(&t.s);
}
