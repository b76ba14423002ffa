/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * zip_extra.c: the extra fields of zip headers (APPNOTE 4.5) that say other
 * numbers or another name than the header does.
 * Tests: tests/unit/sanitizer/test_zip_read.c.
 */
#include <string.h>
#include <zlib.h>

#include "archive/member_name.h"
#include "archive/zip_parts.h"
#include "kinds/little.h"

#define ID_WIDE 0x0001u
#define ID_PATH 0x7075u
#define PATH_HEAD 5u /* its version and the CRC of the name that it goes with */

static bool is_zeros(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

/* The first of two holds; that there are two is wrong. */
static void take(struct zip_extra *x, unsigned id, const char *p, size_t n)
{
	if ((id == ID_WIDE && x->wide) || (id == ID_PATH && x->path)) {
		x->is_malformed = true;
	} else if (id == ID_WIDE) {
		x->wide = p;
		x->wide_len = n;
	} else if (id == ID_PATH) {
		x->path = p;
		x->path_len = n;
	}
}

struct zip_extra zip_extra_read(const char *p, size_t n)
{
	struct zip_extra x = { 0 };
	const char *end = p + n;

	while (end - p >= 4) {
		size_t size = little_u16(p + 2);
		if ((size_t)(end - p) < 4 + size)
			break;
		take(&x, little_u16(p), p + 4, size);
		p += 4 + size;
	}
	/* zipalign fills up with fewer zeros than a field has. */
	x.is_malformed |= end - p >= 4 || !is_zeros(p, (size_t)(end - p));
	return x;
}

static size_t count_ones(guint64 *const numbers[], size_t n)
{
	size_t ones = 0;

	for (size_t i = 0; i < n; i++)
		ones += *numbers[i] == 0xffffffff;
	return ones;
}

/*
 * Only what is all ones is to be in the field, but some write all of it always:
 * what is there without need must be the same number, or none.
 */
bool zip_extra_widen(const struct zip_extra *x, guint64 *const numbers[], size_t n)
{
	const char *p = x->wide, *end = x->wide ? x->wide + x->wide_len : NULL;
	size_t needed = count_ones(numbers, n);

	if (!p)
		return needed == 0;
	for (size_t i = 0; i < n; i++) {
		size_t left = (size_t)(end - p);
		bool is_needed = *numbers[i] == 0xffffffff;
		needed -= is_needed;
		if (!is_needed && left < 8 * (needed + 1))
			continue;
		if (left < 8)
			return false;
		guint64 wide = little_u64(p);
		if (!is_needed && wide != 0 && wide != *numbers[i])
			return false;
		if (is_needed)
			*numbers[i] = wide;
		p += 8;
	}
	return end - p < 8 && is_zeros(p, (size_t)(end - p)); /* the number of its disk */
}

/*
 * What is left of a name in any charset: its ASCII characters, and where others
 * stand. Info-ZIP writes #U3042 for what the other charset does not have.
 */
static GString *skeleton(const char *name, size_t n)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < n; i++) {
		char c = name[i];
		if (c == '#' && n - i >= 6 && (name[i + 1] == 'U' || name[i + 1] == 'L')) {
			i += name[i + 1] == 'U' ? 5 : MIN(7, n - i - 1);
			c = '?';
		}
		if ((guint8)c >= 0x80 || c == '_')
			c = '?';
		if (c != '?' || out->len == 0 || out->str[out->len - 1] != '?')
			g_string_append_c(out, c);
	}
	return out;
}

static bool are_alike(const char *a, size_t a_len, const char *b, size_t b_len)
{
	g_autoptr(GString) x = skeleton(a, a_len), y = skeleton(b, b_len);

	return g_string_equal(x, y);
}

static bool agrees(const char *path, size_t path_len, guint32 crc, const char *name, size_t n,
		   bool is_utf8)
{
	if (path_len == n && memcmp(path, name, n) == 0)
		return true;
	if (is_utf8 || crc != crc32(0, (const Bytef *)name, (uInt)n) ||
	    !g_utf8_validate(path, (gssize)path_len, NULL))
		return false;
	g_autofree char *decoded = member_name_decode(name, n, false);
	return are_alike(path, path_len, name, n) ||
	       are_alike(path, path_len, decoded, strlen(decoded));
}

bool zip_extra_take_path(const struct zip_extra *x, const char *name, size_t n, struct zip_entry *e)
{
	if (!x->path)
		return true;
	if (x->path_len < PATH_HEAD || x->path_len > ZIP_NAME_MAX || n > ZIP_NAME_MAX ||
	    x->path[0] != 1)
		return false;
	const char *path = x->path + PATH_HEAD;
	size_t path_len = x->path_len - PATH_HEAD;
	if (!agrees(path, path_len, little_u32(x->path + 1), name, n, e->flags & ZIP_FLAG_UTF8))
		return false;
	if (e->path && (e->path_len != path_len || memcmp(e->path, path, path_len) != 0))
		return false;
	e->path = path;
	e->path_len = path_len;
	return true;
}
