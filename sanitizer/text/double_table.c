/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * double_table.c: as byte_table, for the large sets: the modules behind iconv
 * can be closed, and a cell is read without a call. Surrogates are no
 * characters, so their numbers can stand for what does not fit into a cell.
 * Tests: tests/unit/sanitizer/test_double_table.c.
 */
#include "text/double_table.h"

#include <iconv.h>

#define SPECIALS_MAX 0x800

/* WCHAR_T is of glibc itself (UCS-4 of this machine): it takes no module more. */
#define WIDE "WCHAR_T"

static guint16 special(struct double_table *t, const gunichar u[2])
{
	const struct double_special both = { u[0], u[1] };

	if (t->specials->len == SPECIALS_MAX)
		return 0;
	g_array_append_val(t->specials, both);
	return (guint16)(0xd800 + t->specials->len - 1);
}

/* What iconv makes of ${n} bytes: a number for a cell. */
static guint16 ask(struct double_table *t, iconv_t cd, char *bytes, size_t n)
{
	gunichar u[2] = { 0 };
	char *to = (char *)u;
	size_t room = sizeof(u);

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &bytes, &n, &to, &room) == (size_t)-1 || n > 0)
		return 0;
	/* The second half of a pair may be held back. */
	iconv(cd, NULL, NULL, &to, &room);
	if (u[1] || u[0] > 0xffff)
		return special(t, u);
	return (guint16)u[0];
}

/* Whether ${n} bytes are whole: then the last of them leads no pair. */
static bool is_whole(iconv_t cd, char *bytes, size_t n)
{
	gunichar u[2];
	char *to = (char *)u;
	size_t room = sizeof(u);

	iconv(cd, NULL, NULL, NULL, NULL);
	return iconv(cd, &bytes, &n, &to, &room) != (size_t)-1;
}

static void learn_cells(struct double_table *t, iconv_t cd)
{
	const struct double_shape *shape = &t->shape;
	const size_t prefix = strlen(shape->prefix);
	guint16 *cell = t->cells;
	char bytes[8];

	memcpy(bytes, shape->prefix, prefix);
	for (unsigned lead = shape->first_lead; lead <= shape->last_lead; lead++) {
		bytes[prefix] = (char)lead;
		const bool whole = is_whole(cd, bytes, prefix + 1);
		for (unsigned trail = shape->first_trail; trail <= shape->last_trail; trail++) {
			bytes[prefix + 1] = (char)trail;
			*cell++ = whole ? 0 : ask(t, cd, bytes, prefix + 2);
		}
	}
}

bool double_table_learn(struct double_table *t, const struct double_shape *shape)
{
	const size_t leads = shape->last_lead - shape->first_lead + 1U;
	const size_t trails = shape->last_trail - shape->first_trail + 1U;
	iconv_t cd = iconv_open(WIDE, shape->charset);

	if (cd == (iconv_t)-1)
		return false;
	t->shape = *shape;
	t->cells = g_new0(guint16, leads * trails);
	t->specials = g_array_new(FALSE, FALSE, sizeof(struct double_special));
	learn_cells(t, cd);
	iconv_close(cd);
	return true;
}
