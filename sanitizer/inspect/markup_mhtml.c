/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * markup_mhtml.c: each part of the file, by the encoding that it names; Word
 * puts its macros into one of them (ActiveMime).
 * Tests: tests/unit/sanitizer/test_inspect_markup.c.
 */
#include <string.h>

#include "inspect/markup.h"
#include "inspect/payload.h"
#include "transfer.h"

static const char field[] = "content-transfer-encoding:";

/* Where the next field begins, at the beginning of a line; NULL: nowhere. */
static const char *next_field(const char *p, const char *end)
{
	while (p && (size_t)(end - p) > sizeof(field)) {
		if (g_ascii_strncasecmp(p, field, sizeof(field) - 1) == 0)
			return p;
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	return NULL;
}

/* Where the part whose headers stand at ${p} has its bytes. */
static const char *body_of(const char *p, const char *end)
{
	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		if (p < end && (*p == '\n' || *p == '\r'))
			return p;
	}
	return end;
}

static const char *end_of(const char *p, const char *end)
{
	const char *line = memmem(p, (size_t)(end - p), "\n--", 3);

	return line ? line : end;
}

static void look_decoded(struct inspection *in, enum type_id type, const char *data, size_t n)
{
	if (n > 10 && memcmp(data, "ActiveMime", 10) == 0)
		inspection_find(in, FINDING_MACRO, "ActiveMime");
	const char *program = n > 2 && memcmp(data, "MZ", 2) == 0 ? payload_find(data, n) : NULL;
	if (program)
		inspection_find(in, FINDING_TYPE_EXECUTABLE, program);
	markup_inspect(in, type, data, n);
}

static void look_part(struct inspection *in, enum type_id type, const char *name, const char *body,
		      size_t n)
{
	bool is_odd;
	struct transfer_found found = { 0 };
	enum transfer t = transfer_named(name, strcspn(name, "\r\n"), &is_odd);
	g_autofree char *out = g_try_malloc(transfer_room(t, n) + 1);

	if (!out)
		inspection_find(in, FINDING_TYPE_DAMAGED, "");
	else
		look_decoded(in, type, out, transfer_decode(t, body, n, out, &found));
}

void markup_inspect_mhtml(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	const char *end = data + len, *p = data;
	bool has_parts = false;

	while ((p = next_field(p, end)) != NULL) {
		char name[32] = "";
		p += sizeof(field) - 1;
		while (p < end && (*p == ' ' || *p == '\t'))
			p++;
		memcpy(name, p, MIN((size_t)(end - p), sizeof(name) - 1));
		const char *body = body_of(p, end);
		const char *last = end_of(body, end);
		look_part(in, type, name, body, (size_t)(last - body));
		p = last;
		has_parts = true;
	}
	if (!has_parts)
		markup_inspect(in, type, data, len);
}
