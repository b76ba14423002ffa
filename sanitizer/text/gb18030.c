/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * gb18030.c: the characters of four bytes are all that Unicode has and two
 * bytes do not reach, in Unicode's own order: some 200 stretches, found by
 * asking iconv for each, and arithmetic beyond U+FFFF.
 * Tests: tests/unit/sanitizer/test_double_table.c.
 */
#include "text/gb18030.h"

#include <iconv.h>

#include "text/planes.h"

#define FOURS_BMP 39420	    /* 81 30 81 30 … 84 31 A4 39 */
#define FOURS_ASTRAL 189000 /* 90 30 81 30 is U+10000 */

struct stretch {
	guint32 from; /* number of the first character of four bytes */
	gunichar u;   /* what that is; 0: none up to the next stretch */
};

static GArray *stretches;

static void four_bytes(guint32 number, char bytes[4])
{
	bytes[3] = (char)(0x30 + number % 10);
	bytes[2] = (char)(0x81 + number / 10 % 126);
	bytes[1] = (char)(0x30 + number / 1260 % 10);
	bytes[0] = (char)(0x81 + number / 12600);
}

static gunichar ask(iconv_t cd, guint32 number)
{
	char bytes[4], *from = bytes;
	gunichar u = 0;
	char *to = (char *)&u;
	size_t n = sizeof(bytes), room = sizeof(u);

	four_bytes(number, bytes);
	iconv(cd, NULL, NULL, NULL, NULL);
	return iconv(cd, &from, &n, &to, &room) == (size_t)-1 ? 0 : u;
}

const char *gb18030_open(void)
{
	static const char name[] = "GB18030";
	struct stretch last = { 0 };

	if (stretches)
		return NULL;
	iconv_t cd = iconv_open("WCHAR_T", name);
	if (cd == (iconv_t)-1)
		return name;
	stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	for (guint32 number = 0; number < FOURS_BMP; number++) {
		const gunichar u = ask(cd, number);
		if (number > 0 && u == (last.u ? last.u + (number - last.from) : 0))
			continue;
		last = (struct stretch){ number, u };
		g_array_append_val(stretches, last);
	}
	iconv_close(cd);
	return NULL;
}

static gunichar of_number(guint32 number)
{
	guint low = 0, high = stretches->len;

	if (number >= FOURS_ASTRAL)
		return number - FOURS_ASTRAL <= 0xfffff ? 0x10000 + (number - FOURS_ASTRAL) : 0;
	if (number >= FOURS_BMP)
		return 0;
	while (high - low > 1) {
		const guint middle = (low + high) / 2;
		if (g_array_index(stretches, struct stretch, middle).from <= number)
			low = middle;
		else
			high = middle;
	}
	const struct stretch *in = &g_array_index(stretches, struct stretch, low);
	return in->u ? in->u + (number - in->from) : 0;
}

/* One character of four bytes at ${p}; how many bytes were taken, 0: there is none. */
static size_t put_four(struct sink *s, const guint8 *p, size_t n)
{
	if (n < 4 || p[1] < 0x30 || p[1] > 0x39 || p[2] < 0x81 || p[2] > 0xfe || p[3] < 0x30 ||
	    p[3] > 0x39)
		return 0;
	const gunichar u = of_number((p[0] - 0x81U) * 12600 + (p[1] - 0x30U) * 1260 +
				     (p[2] - 0x81U) * 10 + (p[3] - 0x30U));
	if (u == 0)
		sink_bad(s);
	else
		sink_put(s, u);
	return 4;
}

/* What begins with an 8-bit byte at ${p}; how many bytes were taken. */
static size_t put_wide(struct sink *s, const guint8 *p, size_t n)
{
	if (p[0] == 0x80) { /* GBK of Windows */
		sink_put(s, 0x20ac);
		return 1;
	}
	if (n >= 2 && planes_put(s, PLANE_GBK, p[0], p[1]))
		return 2;
	if (p[0] != 0xff) {
		const size_t taken = put_four(s, p, n);
		if (taken > 0)
			return taken;
	}
	sink_bad(s);
	return n >= 2 && p[0] != 0xff && p[1] >= 0x81 && p[1] != 0xff ? 2 : 1;
}

unsigned gb18030_run(GString *out, const char *buf, size_t n)
{
	struct sink s;

	sink_open(&s, out, n);
	for (size_t i = 0; i < n;) {
		i += sink_ascii(&s, buf + i, n - i);
		if (i < n)
			i += put_wide(&s, (const guint8 *)buf + i, n - i);
	}
	return sink_close(&s);
}
