/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * onenote.c: a FileDataStoreObject (2.6.13) has each file as it was, pictures
 * of the page among them. They are found by its GUID, wherever it stands.
 * Tests: tests/unit/sanitizer/test_inspect_shortcut.c.
 */
#include "inspect/onenote.h"

#include <string.h>

#include "inspect/payload.h"
#include "kinds/little.h"

#define HEADER 36u /* GUID, length, twelve bytes of nothing */
#define TEXT_MAX 65536u
#define BUDGET 4u /* times the size of the section: lengths that are lies overlap */

static const char guid[16] = "\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac";

static bool begins(const char *data, size_t n, const char *magic, size_t len)
{
	return n >= len && memcmp(data, magic, len) == 0;
}

static bool is_picture(const char *data, size_t n)
{
	return begins(data, n, "\x89PNG\r\n", 6) || begins(data, n, "\xff\xd8\xff", 3) ||
	       begins(data, n, "GIF8", 4) || begins(data, n, "BM", 2) ||
	       (n > 44 && memcmp(data + 40, " EMF", 4) == 0);
}

/* What of ${data} runs when it is clicked; NULL: nothing that is known. */
static const char *runs(const char *data, size_t n)
{
	static const char *const archives[] = { "zip", "rar", "7z", "cab", NULL };
	const char *what = payload_find_program(data, n);

	if (what)
		return what;
	if (begins(data, n, "L\0\0\0\1\x14\2\0", 8))
		return "LNK";
	if (begins(data, n, "ITSF", 4))
		return "CHM";
	what = payload_find(data, MIN(n, TEXT_MAX));
	return what && !g_strv_contains(archives, what) ? what : NULL;
}

void onenote_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	const char *end = data + len, *p = data;
	size_t budget = BUDGET * len;

	(void)type;
	while ((p = memmem(p, (size_t)(end - p), guid, sizeof(guid))) && end - p > HEADER) {
		size_t room = (size_t)(end - p) - HEADER;
		size_t n = (size_t)MIN(little_u64(p + sizeof(guid)), room);
		if (n > budget) {
			inspection_find(in, FINDING_TYPE_DAMAGED, "files overlap");
			return;
		}
		budget -= n;
		const char *file = p + HEADER, *what = runs(file, n);
		if (what)
			inspection_find(in, FINDING_TYPE_EXECUTABLE, what);
		if (n > 0 && !is_picture(file, n))
			inspection_find(in, FINDING_FILE_INSIDE, "");
		/* Not behind it: its length may be a lie, and files may hold the GUID. */
		p += sizeof(guid);
	}
}
