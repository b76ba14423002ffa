/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_object.c: what embedded objects hold: files that the packager put there
 * with their names ([MS-OLEDS] 2.3.6), documents, links to elsewhere.
 * Tests: tests/unit/sanitizer/test_inspect_ole.c.
 */
#include <string.h>

#include "inspect/ole.h"
#include "kinds/little.h"

#define PACKAGE_VERSION 2u
#define IS_LINK 1u

/* The text up to its NUL; ${*p} then stands behind that. NULL: it has no end. */
static const char *take_text(const char **p, const char *end)
{
	const char *text = *p, *nul = memchr(text, 0, (size_t)(end - text));

	if (nul)
		*p = nul + 1;
	return nul ? text : NULL;
}

/*
 * A file with its names: version, label, path, eight bytes, path of a temporary
 * copy, size, content. Other programs keep what they like in this stream.
 */
static void read_package(struct office *o, const char *p, size_t n)
{
	const char *end = p + n;

	if (n < 10 || little_u16(p) != PACKAGE_VERSION)
		return;
	p += 2;
	const char *label = take_text(&p, end), *path = label ? take_text(&p, end) : NULL;
	if (!path || (*label == '\0' && *path == '\0'))
		return;
	g_autofree char *shown = g_utf8_make_valid(*label ? label : path, -1);
	office_find(o, FINDING_FILE_INSIDE, shown);
	office_inside_name(o, label);
	office_inside_name(o, path);
	if (end - p < 8)
		return;
	p += 4;
	size_t skip = little_u32(p);
	p += 4;
	if (skip > (size_t)(end - p) || (size_t)(end - p) - skip < 4)
		return;
	p += skip + 4;
	office_inside(o, p, (size_t)(end - p));
}

void ole_native(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data && n > 4)
		read_package(o, data + 4, n - 4);
}

void ole_package(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data)
		office_inside(o, data, n);
}

void ole_link(struct office *o, const struct ole_file *f, int i)
{
	size_t n = 0;
	g_autofree char *data = ole_stream(o, f, i, &n);

	if (data && n >= 8 && (little_u32(data + 4) & IS_LINK)) {
		office_find(o, FINDING_OLE_OBJECT, NULL);
		office_find(o, FINDING_EXTERNAL_LINK, NULL);
	}
}
