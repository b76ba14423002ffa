/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ooxml_binary.c: the records of binary workbooks ([MS-XLSB]): sources of links
 * and names that run by themselves. A record has a number of one or two bytes
 * and a size of up to four, seven bits in each.
 * Tests: tests/unit/sanitizer/test_inspect_ooxml.c.
 */
#include <string.h>

#include "inspect/office_auto.h"
#include "inspect/office_zip.h"
#include "inspect/ooxml.h"
#include "kinds/little.h"

#define RECORD_NAME 39u
#define RECORD_SOURCE 360u
#define SOURCE_DDE 1u
#define SOURCE_OLE 2u

/* Up to ${max} bytes of seven bits. False: there are none left. */
static bool take_number(const char **p, const char *end, unsigned max, guint32 *v)
{
	*v = 0;
	for (unsigned i = 0; i < max; i++) {
		if (*p == end)
			return false;
		guint8 c = (guint8) * (*p)++;
		*v |= (guint32)(c & 0x7f) << (7 * i);
		if (!(c & 0x80))
			break;
	}
	return true;
}

static void read_source(struct office *o, const char *p, size_t n)
{
	unsigned kind = n >= 2 ? little_u16(p) : 0;

	office_find(o, kind == SOURCE_DDE ? FINDING_DDE : FINDING_EXTERNAL_LINK, NULL);
	if (kind == SOURCE_OLE)
		office_find(o, FINDING_OLE_OBJECT, NULL);
}

static void read_name(struct office *o, const char *p, size_t n)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if (p[i])
			g_string_append_c(plain, p[i]);
	const char *name = auto_name_in(plain->str, plain->len);
	if (name)
		office_find(o, FINDING_AUTO_RUN, name);
}

static void read_records(struct office *o, const char *data, size_t n)
{
	const char *p = data, *end = data + n;
	guint32 id, size;

	while (p < end) {
		/* The second byte of the number is its upper half as it stands. */
		if (!take_number(&p, end, 2, &id) || !take_number(&p, end, 4, &size))
			return;
		size = (guint32)MIN(size, (size_t)(end - p));
		if (id == RECORD_SOURCE)
			read_source(o, p, size);
		if (id == RECORD_NAME)
			read_name(o, p, size);
		p += size;
	}
}

void ooxml_binary(struct office *o, const struct zip *z, const struct zip_entry *e,
		  const char *type)
{
	size_t n = 0;

	/* Cells say nothing of either. */
	if (strstr(type, "worksheet"))
		return;
	g_autofree char *data = part_unpack(o, z, e, &n);
	if (data)
		read_records(o, data, n);
}
