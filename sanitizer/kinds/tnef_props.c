/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_props.c: types of a fixed size stand alone, the others behind a count
 * and a length; all begin at multiples of four. Of several values the first
 * is enough for us.
 * Tests: tests/unit/sanitizer/test_tnef.c, tests/fuzz/fuzz_tnef.c.
 */
#include "kinds/tnef_props.h"

#include <string.h>

#include "kinds/little.h"
#include "text/charset.h"

#define NAMED 0x8000u
#define SEVERAL 0x1000u
#define VARIABLE 0		   /* no size of its own */
#define EPOCH_SECONDS 11644473600u /* from 1601 to 1970 */
#define TICKS_PER_SECOND 10000000u
#define LAST_SECOND 253402300799u /* of the year 9999 */

static const struct {
	enum tnef_type type;
	size_t size; /* as it stands in the file */
} types[] = {
	{ TNEF_TYPE_INT16, 4 },	  { TNEF_TYPE_INT32, 4 },	   { TNEF_TYPE_FLOAT, 4 },
	{ TNEF_TYPE_DOUBLE, 8 },  { TNEF_TYPE_CURRENCY, 8 },	   { TNEF_TYPE_APPTIME, 8 },
	{ TNEF_TYPE_ERROR, 4 },	  { TNEF_TYPE_BOOLEAN, 4 },	   { TNEF_TYPE_OBJECT, VARIABLE },
	{ TNEF_TYPE_INT64, 8 },	  { TNEF_TYPE_STRING8, VARIABLE }, { TNEF_TYPE_UNICODE, VARIABLE },
	{ TNEF_TYPE_SYSTIME, 8 }, { TNEF_TYPE_GUID, 16 },	   { TNEF_TYPE_BINARY, VARIABLE },
};

/* ${n} bytes and what fills them up to a multiple of four; NULL when there are fewer. */
static const char *take(struct tnef_props *l, size_t n)
{
	const char *p = l->p;
	size_t left = (size_t)(l->end - l->p);

	if (n > left) {
		l->malformed = true;
		return NULL;
	}
	l->p += MIN(left, (n + 3) & ~(size_t)3);
	return p;
}

static bool take_u32(struct tnef_props *l, guint32 *value)
{
	const char *p = take(l, 4);

	if (p)
		*value = little_u32(p);
	return p != NULL;
}

void tnef_props_init(struct tnef_props *l, const char *buf, size_t n)
{
	*l = (struct tnef_props){ .p = buf, .end = buf + n };
	take_u32(l, &l->left);
}

/* The name of a named property: a number in a set, or a word. */
static bool take_name(struct tnef_props *l, struct tnef_prop *p)
{
	const char *guid = take(l, 16);
	guint32 is_word = 0, value = 0;

	if (!guid || !take_u32(l, &is_word) || !take_u32(l, &value))
		return false;
	p->set = little_u32(guid);
	p->id = is_word ? 0 : value;
	return !is_word || take(l, value);
}

static bool take_sized(struct tnef_props *l, struct tnef_prop *p)
{
	guint32 count = 0, n = 0;

	if (!take_u32(l, &count))
		return false;
	for (guint32 i = 0; i < count; i++) {
		const char *data = take_u32(l, &n) ? take(l, n) : NULL;
		if (!data)
			return false;
		if (i == 0) {
			p->data = data;
			p->n = n;
		}
	}
	return true;
}

static bool take_fixed(struct tnef_props *l, struct tnef_prop *p, size_t size, bool several)
{
	guint32 count = 1;

	if (several && !take_u32(l, &count))
		return false;
	if (count > (size_t)(l->end - l->p) / size) {
		l->malformed = true;
		return false;
	}
	p->n = count ? size : 0;
	p->data = take(l, size * count);
	return p->data != NULL;
}

static bool take_value(struct tnef_props *l, struct tnef_prop *p, bool several)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (types[i].type == p->type)
			return types[i].size == VARIABLE ? take_sized(l, p)
							 : take_fixed(l, p, types[i].size, several);
	l->malformed = true;
	return false;
}

bool tnef_props_next(struct tnef_props *l, struct tnef_prop *p)
{
	guint32 tag = 0;

	*p = (struct tnef_prop){ 0 };
	if (l->left == 0 || !take_u32(l, &tag))
		return false;
	l->left--;
	p->type = tag & 0xffff & ~SEVERAL;
	p->id = tag >> 16;
	bool ok = p->id < NAMED || take_name(l, p);
	if (ok && take_value(l, p, (tag & SEVERAL) != 0))
		return true;
	l->left = 0;
	return false;
}

guint64 tnef_props_number(const struct tnef_prop *p)
{
	if (p->type == TNEF_TYPE_SYSTIME || p->type == TNEF_TYPE_INT64)
		return p->n >= 8 ? little_u64(p->data) : 0;
	if (p->type == TNEF_TYPE_INT32)
		return p->n >= 4 ? little_u32(p->data) : 0;
	if (p->type == TNEF_TYPE_INT16 || p->type == TNEF_TYPE_BOOLEAN)
		return p->n >= 2 ? little_u16(p->data) : 0;
	return 0;
}

/* FILETIME: tenths of microseconds since 1601. */
bool tnef_props_epoch(const struct tnef_prop *p, gint64 *epoch)
{
	guint64 seconds = tnef_props_number(p) / TICKS_PER_SECOND;

	if (seconds < EPOCH_SECONDS || seconds - EPOCH_SECONDS > LAST_SECOND)
		return false;
	*epoch = (gint64)(seconds - EPOCH_SECONDS);
	return true;
}

char *tnef_props_text(const struct tnef_prop *p, const char *charset)
{
	bool wide = p->type == TNEF_TYPE_UNICODE;
	size_t n = p->n;
	struct charset_found found = { 0 };

	if (!wide && p->type != TNEF_TYPE_STRING8)
		return NULL;
	while (wide && n >= 2 && little_u16(p->data + (n & ~(size_t)1) - 2) == 0)
		n = (n & ~(size_t)1) - 2;
	while (!wide && n > 0 && p->data[n - 1] == '\0')
		n--;
	if (n == 0)
		return NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	charset_to_utf8(text, p->data, n, wide ? "utf-16le" : charset, &found);
	return g_strdup(text->str);
}
