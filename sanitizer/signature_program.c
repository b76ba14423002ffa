/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signature_program.c: a library that exports xlAutoOpen runs when Excel opens
 * it, one with CPlApplet when it is double-clicked: names in the export table
 * tell, not the extension. Exports are not followed through their sections; the
 * name is looked for where names stand. Tests: tests/unit/sanitizer/test_signature.c.
 */
#include "signature_program.h"

#include <glib.h>
#include <string.h>

#include "kinds/little.h"

#define DOS_HEADER_BYTES 64u
#define PE_HEADER_BYTES 24u
#define IS_DLL 0x2000u
#define JAVA_MAJOR_MIN 45u /* no Mach-O has as many processors */

static const char *pe_header(const char *data, size_t len)
{
	if (len < DOS_HEADER_BYTES + PE_HEADER_BYTES || memcmp(data, "MZ", 2) != 0)
		return NULL;
	size_t at = little_u32(data + 60);
	if (at > len - PE_HEADER_BYTES || memcmp(data + at, "PE\0\0", 4) != 0)
		return NULL;
	return data + at;
}

bool program_is_pe(const char *data, size_t len)
{
	return pe_header(data, len) != NULL;
}

enum type_id program_of_windows(const char *data, size_t len)
{
	static const char excel[] = "\0xlAutoOpen", panel[] = "\0CPlApplet";
	const char *pe = pe_header(data, len);

	if (!pe || !(little_u16(pe + 22) & IS_DLL))
		return TYPE_EXE;
	if (memmem(data, len, excel, sizeof(excel)))
		return TYPE_XLL;
	return memmem(data, len, panel, sizeof(panel)) ? TYPE_CPL : TYPE_DLL;
}

enum type_id program_of_cafebabe(const char *data, size_t len)
{
	const guint8 *p = (const guint8 *)data;

	if (len < 8)
		return TYPE_CLASS;
	return p[4] == 0 && p[5] == 0 && p[6] == 0 && p[7] < JAVA_MAJOR_MIN ? TYPE_MACH_O_FAT
									    : TYPE_CLASS;
}

const char *program_inside(const char *data, size_t len)
{
	const char *end = data + len;

	for (const char *p = data + 1; p < end && (p = memchr(p, 'M', (size_t)(end - p))); p++)
		if (program_is_pe(p, (size_t)(end - p)))
			return p;
	return NULL;
}
