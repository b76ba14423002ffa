/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_lines.c: columns are counted as a Japanese terminal counts them
 * (libunistring with "EUC-JP": also ━ and → take two), because notices are
 * read in fixed-width windows and must not be folded again there.
 * Tests: tests/unit/mail/test_notice.c.
 */
#include "notice_lines.h"

#include <stdarg.h>
#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include "misogi/text.h"

#define ENCODING "EUC-JP"
#define FRAME_COLUMNS 64

size_t notice_width(const char *utf8)
{
	return (size_t)u8_width((const uint8_t *)utf8, strlen(utf8), ENCODING);
}

static size_t char_width(const char *p)
{
	int w = uc_width(g_utf8_get_char(p), ENCODING);

	return w > 0 ? (size_t)w : 0;
}

void notice_put(GString *out, unsigned indent, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	g_autofree char *line = g_strdup_vprintf(fmt, args);
	va_end(args);

	size_t n = strlen(line), column = 0;
	g_autofree char *breaks = g_malloc0(n + 1);
	/* Lines after the first begin further right: they are that much shorter. */
	u8_width_linebreaks((const uint8_t *)line, n, NOTICE_COLUMNS - (int)indent, -(int)indent, 0,
			    NULL, ENCODING, breaks);
	for (const char *p = line; *p; p = g_utf8_next_char(p)) {
		size_t width = char_width(p);
		bool wished = breaks[p - line] == UC_BREAK_POSSIBLE;
		/* A word as long as a line is cut: nothing gets past the edge. */
		if (wished || column + width > NOTICE_COLUMNS) {
			while (out->len > 0 && out->str[out->len - 1] == ' ')
				g_string_truncate(out, out->len - 1);
			g_string_append_printf(out, "\n%*s", (int)indent, "");
			column = indent;
		}
		g_string_append_len(out, p, g_utf8_next_char(p) - p);
		column = *p == '\n' ? 0 : column + width;
	}
	g_string_append_c(out, '\n');
}

void notice_put_url(GString *out, const char *url)
{
	g_string_append(out, url);
	g_string_append_c(out, '\n');
}

/* Where the tail of ${s} begins that is at most ${columns} wide. */
static const char *tail_of(const char *s, size_t columns)
{
	const char *p = s + strlen(s);
	size_t width = 0;

	while (p > s) {
		const char *before = g_utf8_prev_char(p);
		width += char_width(before);
		if (width > columns)
			break;
		p = before;
	}
	return p;
}

char *notice_short(const char *utf8, size_t columns)
{
	g_autofree char *line = text_one_line(utf8, 2000);
	g_auto(GStrv) pieces = g_strsplit(g_strstrip(line), "://", -1);
	g_autofree char *whole = g_strjoinv(": //", pieces);

	if (notice_width(whole) <= columns)
		return g_steal_pointer(&whole);
	const char *tail = tail_of(whole, columns / 3);
	size_t width = notice_width(tail) + 2;
	const char *p = whole;
	for (; *p && width + char_width(p) <= columns; p = g_utf8_next_char(p))
		width += char_width(p);
	g_autofree char *head = g_strndup(whole, (gsize)(p - whole));
	return g_strconcat(head, "…", tail, NULL);
}

/* Fills ${out} from where its line begins up to FRAME_COLUMNS. */
static void fill(GString *out, size_t start, const char *with)
{
	while (notice_width(out->str + start) + notice_width(with) <= FRAME_COLUMNS)
		g_string_append(out, with);
	g_string_append_c(out, '\n');
}

void notice_open(GString *out, const struct config *config, enum language lang)
{
	g_autofree char *site = notice_short(config->site_name, 28);
	g_autofree char *phrase = notice_short(config->passphrase, 20);
	const bool ja = lang == LANGUAGE_JA;
	size_t start = out->len;

	g_string_append_printf(out, ja ? "━━ %sからのお知らせ ━━" : "-- Notice from %s --", site);
	if (*phrase)
		g_string_append_printf(out, ja ? " 合言葉：%s ━━" : "---- phrase: %s --", phrase);
	fill(out, start, ja ? "━" : "-");
}

void notice_close(GString *out, enum language lang)
{
	const bool ja = lang == LANGUAGE_JA;
	size_t start = out->len;

	g_string_append(out, ja ? "━━ ここから下が、外部から届いた本文です ━━"
				: "-- The message from outside starts below this line --");
	fill(out, start, ja ? "━" : "-");
}

char *notice_day(int64_t epoch, enum language lang)
{
	static const char *const days[][7] = {
		{ "月", "火", "水", "木", "金", "土", "日" },
		{ "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
	};
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	g_autoptr(GDateTime) t = g_date_time_new_from_unix_local(epoch);

	if (!t)
		return g_strdup("?");
	int year = g_date_time_get_year(t), month = g_date_time_get_month(t);
	int day = g_date_time_get_day_of_month(t), week = g_date_time_get_day_of_week(t) - 1;
	if (lang == LANGUAGE_JA)
		return g_strdup_printf("%d年%d月%d日（%s）", year, month, day, days[0][week]);
	return g_strdup_printf("%s %d %s %d", days[1][week], day, months[month - 1], year);
}

char *notice_reference(const struct envelope *e)
{
	if (strlen(e->id) != 8)
		return g_strdup(e->id);
	return g_strdup_printf("%.4s-%s", e->id, e->id + 4);
}

void notice_help(GString *out, const struct envelope *e, const struct config *config,
		 enum language lang)
{
	g_autofree char *reference = notice_reference(e);
	const char *line = config->help_line;

	if (lang == LANGUAGE_JA && *line)
		notice_put(out, 2, "・困ったとき：%s　受付番号 %s", line, reference);
	else if (lang == LANGUAGE_JA)
		notice_put(out, 2, "・受付番号 %s", reference);
	else if (*line)
		notice_put(out, 2, "* Help: %s   Reference %s", line, reference);
	else
		notice_put(out, 2, "* Reference %s", reference);
}
