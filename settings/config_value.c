/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * config_value.c: one value of misogi.conf, from text and to text, by its
 * kind. What is written back reads back the same.
 * Tests: tests/unit/settings/test_config.c.
 */
#include "config_keys.h"

#include <string.h>

#include "misogi/text.h"

#define STRING_MAX 1000 /* bytes; notices and headers carry some of them */

struct choice {
	const char *word;
	unsigned value;
};
static const struct choice langs[] = { { "ja", CONFIG_LANG_JA },
				       { "en", CONFIG_LANG_EN },
				       { "both", CONFIG_LANG_BOTH } };
static const struct choice sandboxes[] = { { "required", CONFIG_SANDBOX_REQUIRED },
					   { "best-effort", CONFIG_SANDBOX_BEST_EFFORT } };

static bool refuse(char **en, char **ja, const char *right_en, const char *right_ja)
{
	*en = g_strdup(right_en);
	*ja = g_strdup(right_ja);
	return false;
}

static bool choose(const struct choice *choices, size_t n, const char *word, unsigned *out)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(choices[i].word, word) == 0) {
			*out = choices[i].value;
			return true;
		}
	}
	return false;
}

static bool is_inet(const char *s)
{
	const char *at = strchr(s, '@');
	uint64_t port;

	if (!g_str_has_prefix(s, "inet:") || !at || !at[1])
		return false;
	g_autofree char *digits = g_strndup(s + 5, (gsize)(at - s - 5));
	return text_parse_number(digits, 1, 65535, &port);
}

static bool is_socket(const char *name, const char *s)
{
	uint64_t fd;

	if (strcmp(s, "none") == 0)
		return strcmp(name, "clamd_socket") == 0;
	if (g_str_has_prefix(s, "fd:"))
		return text_parse_number(s + 3, 0, 1023, &fd);
	return g_str_has_prefix(s, "unix:/") || is_inet(s);
}

/* Strings that mean more than themselves. */
static bool check_string(const char *name, const char *s, char **en, char **ja)
{
	static const char *const levels[] = { "error", "warning", "info", "debug", NULL };
	uint64_t size;

	if (strlen(s) > STRING_MAX)
		return refuse(en, ja, "at most 1000 bytes", "1000バイトまで");
	if (strcmp(name, "log_level") == 0 && !g_strv_contains(levels, s))
		return refuse(en, ja, "error, warning, info or debug",
			      "error, warning, info, debug のどれか");
	if (strcmp(name, "store_reserve") == 0 && !text_parse_size(s, UINT64_MAX >> 1, &size))
		return refuse(en, ja, "a size such as 256M", "256M のような大きさ");
	if (strcmp(name, "hostname") == 0 &&
	    (!*s || strpbrk(s, " \t<>@\"(),:;\\[]") || !text_is_printable_ascii(s)))
		return refuse(en, ja, "a host name such as misogi.example.jp",
			      "misogi.example.jp のようなホスト名");
	if (strcmp(name, "portal_url") == 0 && *s &&
	    ((!g_str_has_prefix(s, "https://") && !g_str_has_prefix(s, "http://")) ||
	     strpbrk(s, " \t<>\"") || !text_is_printable_ascii(s)))
		return refuse(en, ja, "an address such as https://misogi.example.jp/",
			      "https://misogi.example.jp/ のような住所");
	return true;
}

static bool set_text(struct config *c, const struct config_row *row, const char *value, char **en,
		     char **ja)
{
	char **field = G_STRUCT_MEMBER_P(c, row->offset);

	if (row->kind == KIND_PATH && *value != '/')
		return refuse(en, ja, "an absolute path", "/ で始まるパス");
	if (row->kind == KIND_SOCKET && !is_socket(row->name, value))
		return refuse(en, ja, "unix:/path, inet:port@host or fd:N",
			      "unix:/パス、inet:ポート@ホスト、fd:番号 のどれか");
	if (!check_string(row->name, value, en, ja))
		return false;
	if (strcmp(row->name, "store_reserve") == 0)
		text_parse_size(value, UINT64_MAX >> 1, &c->store_reserve_bytes);
	g_free(*field);
	*field = g_strdup(value);
	return true;
}

static bool set_limit(struct config *c, const struct config_row *row, const char *value, char **en,
		      char **ja)
{
	uint32_t *field = G_STRUCT_MEMBER_P(c, row->offset);
	uint64_t v = 0;
	int64_t seconds;
	bool good = false;

	if (row->kind == KIND_LIMIT_BYTES) {
		good = text_parse_size(value, UINT32_MAX, &v);
	} else if (row->kind == KIND_LIMIT_COUNT) {
		good = text_parse_number(value, 0, UINT32_MAX, &v);
	} else if (text_parse_duration(value, &seconds)) {
		good = seconds <= UINT32_MAX;
		v = (uint64_t)seconds;
	}
	if (good && v >= row->min && v <= row->max) {
		*field = (uint32_t)v;
		return true;
	}
	struct config ends = { 0 };
	*(uint32_t *)G_STRUCT_MEMBER_P(&ends, row->offset) = row->min;
	g_autofree char *min = config_value(&ends, row);
	*(uint32_t *)G_STRUCT_MEMBER_P(&ends, row->offset) = row->max;
	g_autofree char *max = config_value(&ends, row);
	*en = g_strdup_printf("from %s to %s", min, max);
	*ja = g_strdup_printf("%s から %s まで", min, max);
	return false;
}

static bool set_mode(unsigned *field, const char *value)
{
	unsigned mode = 0;
	size_t n = strlen(value);

	if (n < 3 || n > 4 || strspn(value, "01234567") != n || (n == 4 && *value != '0'))
		return false;
	for (const char *p = value; *p; p++)
		mode = mode * 8 + (unsigned)(*p - '0');
	*field = mode;
	return true;
}

static bool set_bool(bool *field, const char *value)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return false;
	*field = strcmp(value, "yes") == 0;
	return true;
}

bool config_set(struct config *c, const struct config_row *row, const char *value, char **en,
		char **ja)
{
	void *field = G_STRUCT_MEMBER_P(c, row->offset);

	switch (row->kind) {
	case KIND_STRING:
	case KIND_PATH:
	case KIND_SOCKET:
	case KIND_LIST:
		return set_text(c, row, value, en, ja);
	case KIND_SECONDS:
		return text_parse_duration(value, field) ||
		       refuse(en, ja, "a time such as 60s, 10m, 4h, 7d or off",
			      "60s, 10m, 4h, 7d, off のような時間");
	case KIND_BOOL:
		return set_bool(field, value) || refuse(en, ja, "yes or no", "yes か no");
	case KIND_MODE:
		return set_mode(field, value) ||
		       refuse(en, ja, "an octal mode such as 0660", "0660 のような8進数のモード");
	case KIND_LANG:
		return choose(langs, G_N_ELEMENTS(langs), value, field) ||
		       refuse(en, ja, "ja, en or both", "ja, en, both のどれか");
	case KIND_SANDBOX:
		return choose(sandboxes, G_N_ELEMENTS(sandboxes), value, field) ||
		       refuse(en, ja, "required or best-effort", "required か best-effort");
	case KIND_LIMIT_BYTES:
	case KIND_LIMIT_COUNT:
	case KIND_LIMIT_SECONDS:
		return set_limit(c, row, value, en, ja);
	}
	return false;
}

static char *bytes_text(uint64_t v)
{
	static const char units[] = { 'G', 'M', 'K' };
	unsigned shift = 30;

	for (size_t i = 0; v && i < sizeof units; i++, shift -= 10)
		if (v % (1ull << shift) == 0)
			return g_strdup_printf("%u%c", (unsigned)(v >> shift), units[i]);
	return g_strdup_printf("%" G_GUINT64_FORMAT, v);
}

/* The largest unit of which there are at least two: "60s", not "1m"; "7d". */
static char *seconds_text(int64_t v, const char *zero)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 } };

	if (v == 0)
		return g_strdup(zero);
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (v % units[i].seconds == 0 && v / units[i].seconds >= 2)
			return g_strdup_printf("%" G_GINT64_FORMAT "%c", v / units[i].seconds,
					       units[i].unit);
	return g_strdup_printf("%" G_GINT64_FORMAT "s", v);
}

char *config_value(const struct config *c, const struct config_row *row)
{
	const void *field = G_STRUCT_MEMBER_P((const char *)c, row->offset);

	switch (row->kind) {
	case KIND_STRING:
	case KIND_PATH:
	case KIND_SOCKET:
	case KIND_LIST:
		return g_strdup(*(char *const *)field);
	case KIND_SECONDS:
		return seconds_text(*(const int64_t *)field, "off");
	case KIND_BOOL:
		return g_strdup(*(const bool *)field ? "yes" : "no");
	case KIND_MODE:
		return g_strdup_printf("%04o", *(const unsigned *)field);
	case KIND_LANG:
		return g_strdup(langs[*(const enum config_lang *)field].word);
	case KIND_SANDBOX:
		return g_strdup(sandboxes[*(const enum config_sandbox *)field].word);
	case KIND_LIMIT_BYTES:
		return bytes_text(*(const uint32_t *)field);
	case KIND_LIMIT_COUNT:
		return g_strdup_printf("%u", *(const uint32_t *)field);
	case KIND_LIMIT_SECONDS:
		return seconds_text(*(const uint32_t *)field, "0s");
	}
	return NULL;
}
