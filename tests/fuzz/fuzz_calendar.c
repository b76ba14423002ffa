/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a calendar, a visiting card, a report or headers, in any
 * language and charset; the first byte chooses. What comes out is valid UTF-8
 * and not out of proportion.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kinds/calendar.h"
#include "kinds/contact.h"
#include "kinds/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void convert(GString *out, unsigned kind, const char *buf, size_t n, const char *charset,
		    const struct text_options *options)
{
	struct charset_found found = { 0 };
	struct body_found all = { 0 };
	g_autoptr(GString) utf8 = g_string_new(NULL);

	switch (kind) {
	case 0:
	case 1:
		calendar_to_text(out, buf, n, charset, options, &all);
		break;
	case 2:
		contact_to_text(out, buf, n, charset, options, &all);
		break;
	case 3:
		charset_to_utf8(utf8, buf, n, charset, &found);
		report_to_text(out, utf8->str, utf8->len, options, &all);
		report_headers_to_text(out, buf, n);
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "utf-8", "", "shift_jis", "utf-16" };
	static struct limits limits;
	static bool open;

	if (!open) {
		setenv("TZ", "JST-9", 1);
		tzset();
		open = charset_init(NULL);
		limits = limits_default();
		limits.entries = 5;
	}
	if (!open || size == 0)
		return 0;
	struct text_options options = { .limits = &limits, .lang = (data[0] >> 2) % 3 };
	g_autoptr(GString) out = g_string_new(NULL);

	convert(out, data[0] & 3, (const char *)data + 1, size - 1, charsets[data[0] >> 4 & 3],
		&options);
	must(g_utf8_validate(out->str, (gssize)out->len, NULL) || memchr(out->str, 0, out->len));
	must(out->len <= 100000 + 20 * size);
	return 0;
}
