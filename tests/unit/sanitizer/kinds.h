/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * kinds.h: a converter of sanitizer/kinds called on a string, by a clock in
 * Japan. Lines of the input end with LF here; the converters take both.
 */
#ifndef MISOGI_TEST_KINDS_H
#define MISOGI_TEST_KINDS_H

#include <string.h>
#include <time.h>

#include "unit.h"

#include "kinds/calendar.h"
#include "kinds/contact.h"
#include "kinds/report.h"

enum kinds_reader { KINDS_CALENDAR, KINDS_CONTACT, KINDS_REPORT, KINDS_HEADERS };

static inline void kinds_clock(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* What ${raw} becomes; ${found} is filled in. Caller frees. */
static inline char *kinds_convert(enum kinds_reader reader, const char *raw, size_t n,
				  const struct limits *limits, enum config_lang lang,
				  struct body_found *found)
{
	struct text_options options = { .limits = limits, .lang = lang };
	GString *out = g_string_new(NULL);

	ck_assert(charset_init(NULL));
	memset(found, 0, sizeof(*found));
	switch (reader) {
	case KINDS_CALENDAR:
		calendar_to_text(out, raw, n, "utf-8", &options, found);
		break;
	case KINDS_CONTACT:
		contact_to_text(out, raw, n, "", &options, found);
		break;
	case KINDS_REPORT:
		report_to_text(out, raw, n, &options, found);
		break;
	case KINDS_HEADERS:
		report_headers_to_text(out, raw, n);
		break;
	}
	return g_string_free(out, FALSE);
}

struct kinds_case {
	const char *name, *raw, *want;
	enum { JA, EN, BOTH, BAD } how; /* BAD: malformed, told in Japanese */
};

static inline void kinds_check(enum kinds_reader reader, const struct kinds_case *c)
{
	static const enum config_lang langs[] = {
		[JA] = CONFIG_LANG_JA,
		[EN] = CONFIG_LANG_EN,
		[BOTH] = CONFIG_LANG_BOTH,
		[BAD] = CONFIG_LANG_JA,
	};
	const struct limits limits = limits_default();
	struct body_found found;

	kinds_clock("JST-9");
	g_autofree char *got =
		kinds_convert(reader, c->raw, strlen(c->raw), &limits, langs[c->how], &found);
	ck_assert_msg(!strcmp(got, c->want), "%s: got\n%swant\n%s", c->name, got, c->want);
	ck_assert_msg(found.malformed == (c->how == BAD), "%s: malformed is %d", c->name,
		      found.malformed);
}

#endif
