/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * payload.c: each sign is checked as far as it goes, for among millions of
 * bytes of a picture any two, three or four of them occur.
 * Tests: tests/unit/sanitizer/test_inspect_image.c.
 */
#include "inspect/payload.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "kinds/little.h"

#define PE_POINTER 0x3cu
#define PROGRAMS 2u /* the first of the signs */

/* "MZ", and where it points to "PE". */
static bool is_pe(const char *p, size_t n)
{
	if (n < PE_POINTER + 4)
		return false;
	guint32 at = little_u32(p + PE_POINTER);
	return at <= n - 4 && memcmp(p + at, "PE\0\0", 4) == 0;
}

/* Class, byte order and version are each 1 or 2. */
static bool is_elf(const char *p, size_t n)
{
	return n >= 16 && (p[4] == 1 || p[4] == 2) && (p[5] == 1 || p[5] == 2) && p[6] == 1;
}

/* A local header with a version, a method and a name that there are. */
static bool is_zip(const char *p, size_t n)
{
	const guint8 *b = (const guint8 *)p;

	return n >= 30 && b[4] <= 63 && b[5] <= 20 && b[9] == 0 && little_u16(p + 26) > 0 &&
	       little_u16(p + 26) <= n - 30;
}

static bool is_always(const char *p, size_t n)
{
	(void)p;
	(void)n;
	return true;
}

static const struct {
	const char *sign;
	size_t n;
	bool any_case;
	bool (*is)(const char *p, size_t n);
	const char *name;
} signs[] = {
#define SIGN(sign, any_case, is, name)                                                             \
	{                                                                                          \
		sign, sizeof(sign) - 1, any_case, is, name                                         \
	}
	SIGN("MZ", false, is_pe, "PE"),
	SIGN("\x7f"
	     "ELF",
	     false, is_elf, "ELF"),
	SIGN("PK\3\4", false, is_zip, "zip"),
	SIGN("Rar!\x1a\x07", false, is_always, "rar"),
	SIGN("7z\xbc\xaf\x27\x1c", false, is_always, "7z"),
	SIGN("MSCF\0\0\0\0", false, is_always, "cab"),
	SIGN("<?php", true, is_always, "PHP"),
	SIGN("<script", true, is_always, "script"),
	SIGN("<html", true, is_always, "HTML"),
	SIGN("<hta:", true, is_always, "HTA"),
	SIGN("powershell ", true, is_always, "script"),
	SIGN("wscript.shell", true, is_always, "script"),
};

static bool begins(size_t sign, const char *p, size_t n)
{
	if (n < signs[sign].n)
		return false;
	return signs[sign].any_case ? g_ascii_strncasecmp(p, signs[sign].sign, signs[sign].n) == 0
				    : memcmp(p, signs[sign].sign, signs[sign].n) == 0;
}

/* The first of the first ${n} signs. */
static const char *find(const char *data, size_t len, size_t n)
{
	bool first[256] = { false };

	for (size_t i = 0; i < n; i++) {
		first[(guint8)signs[i].sign[0]] = true;
		first[(guint8)g_ascii_toupper(signs[i].sign[0])] |= signs[i].any_case;
	}
	for (size_t at = 0; at < len; at++) {
		if (!first[(guint8)data[at]])
			continue;
		for (size_t i = 0; i < n; i++)
			if (begins(i, data + at, len - at) && signs[i].is(data + at, len - at))
				return signs[i].name;
	}
	return NULL;
}

const char *payload_find(const char *data, size_t len)
{
	return find(data, len, G_N_ELEMENTS(signs));
}

const char *payload_find_program(const char *data, size_t len)
{
	return find(data, len, PROGRAMS);
}
