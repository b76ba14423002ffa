/* SPDX-License-Identifier: BSD-2-Clause */
/* misogi.conf: what is read, what is refused and where, and that what is printed reads back. */
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "config_keys.h"
#include "config_read.h"

struct reading {
	const char *name, *text, *key, *want;
};

static const struct reading readings[] = {
	{ "plain", "hostname = a.example\n", "hostname", "a.example" },
	{ "no spaces", "hostname=a.example\n", "hostname", "a.example" },
	{ "no final newline", "hostname = a.example", "hostname", "a.example" },
	{ "CRLF", "hostname = a.example\r\nlisten_mode = 0600\r\n", "hostname", "a.example" },
	{ "spaces after", "hostname = a.example  \t\n", "hostname", "a.example" },
	{ "folded", "help_line = DX推進課\n  内線 2345\n", "help_line", "DX推進課 内線 2345" },
	{ "folded after an empty value", "help_line =\n\t内線\n", "help_line", "内線" },
	{ "comment between folds", "help_line = a\n# b\n  # c\n\n  d\n", "help_line", "a d" },
	{ "comment", "# hostname = x\nhostname = a.example\n", "hostname", "a.example" },
	{ "hash in a value", "help_line = a # b\n", "help_line", "a # b" },
	{ "equals in a value", "help_line = a = b\n", "help_line", "a = b" },
	{ "emptied", "site_name =\n", "site_name", "" },
	{ "seconds", "signature_max_age = 48h\n", "signature_max_age", "2d" },
	{ "off", "signature_max_age = off\n", "signature_max_age", "off" },
	{ "mode", "listen_mode = 600\n", "listen_mode", "0600" },
	{ "language", "notice_language = both\n", "notice_language", "both" },
	{ "sandbox", "sandbox = best-effort\n", "sandbox", "best-effort" },
	{ "socket fd", "listen = fd:3\n", "listen", "fd:3" },
	{ "socket inet", "listen = inet:8895@127.0.0.1\n", "listen", "inet:8895@127.0.0.1" },
	{ "clamd none", "clamd_socket = none\n", "clamd_socket", "none" },
	{ "limit bytes", "limit_text_bytes = 2048K\n", "limit_text_bytes", "2M" },
	{ "limit odd bytes", "limit_text_bytes = 5000\n", "limit_text_bytes", "5000" },
	{ "limit count", "limit_parts = 7\n", "limit_parts", "7" },
	{ "limit seconds", "limit_job_seconds = 2m\n", "limit_job_seconds", "2m" },
	{ "limit zero", "limit_verdict_seconds = 0\n", "limit_verdict_seconds", "0s" },
};

START_TEST(reads)
{
	const struct reading *r = &readings[_i];
	g_autoptr(diags_t) d = diags_new();
	g_autoptr(config_t) c = config_parse(r->text, strlen(r->text), "m.conf", d);

	ck_assert_msg(c != NULL && d->list->len == 0, "%s: refused", r->name);
	g_autofree char *got = config_get(c, r->key);
	ck_assert_msg(strcmp(got, r->want) == 0, "%s: got \"%s\"", r->name, got);
}
END_TEST

struct mistake {
	const char *name, *text, *want;
};

static const struct mistake mistakes[] = {
	{ "unknown key", "hostnam = a\n",
	  "m.conf:1:1: error: unknown key \"hostnam\" (did you mean \"hostname\"?)" },
	{ "unknown limit", "\nlimit_prats = 3\n",
	  "m.conf:2:1: error: unknown key \"limit_prats\" (did you mean \"limit_parts\"?)" },
	{ "nothing near", "reinject = smtp\n", "m.conf:1:1: error: unknown key \"reinject\"" },
	{ "twice", "hostname = a\nhostname = a\n",
	  "m.conf:2:1: error: \"hostname\" stands twice (first on line 1)" },
	{ "no equals", "hostname a\n", "m.conf:1:1: error: expected \"key = value\"" },
	{ "no key", "= a\n", "m.conf:1:1: error: expected \"key = value\"" },
	{ "two words before equals", "host name = a\n",
	  "m.conf:1:1: error: expected \"key = value\"" },
	{ "fold without a line", "  a\n",
	  "m.conf:1:3: error: a folded line, but there is no line before it" },
	{ "not UTF-8", "site_name = \xce\xde\n",
	  "m.conf:1:13: error: byte 0xce: not UTF-8 text; save the file as UTF-8" },
	{ "control character", "site_name = あ\x01\n",
	  "m.conf:1:14: error: byte 0x01: not UTF-8 text; save the file as UTF-8" },
	{ "relative path", "policy_file = policy.conf\n",
	  "m.conf:1:15: error: policy_file: \"policy.conf\" is not allowed; expected an absolute "
	  "path" },
	{ "socket", "listen = /run/x\n",
	  "m.conf:1:10: error: listen: \"/run/x\" is not allowed; expected unix:/path, "
	  "inet:port@host or fd:N" },
	{ "listen none", "listen = none\n",
	  "m.conf:1:10: error: listen: \"none\" is not allowed; expected unix:/path, "
	  "inet:port@host "
	  "or fd:N" },
	{ "port", "listen = inet:99999@h\n",
	  "m.conf:1:10: error: listen: \"inet:99999@h\" is not allowed; expected unix:/path, "
	  "inet:port@host or fd:N" },
	{ "mode", "listen_mode = 0999\n",
	  "m.conf:1:15: error: listen_mode: \"0999\" is not allowed; expected an octal mode such "
	  "as "
	  "0660" },
	{ "language", "notice_language = jp\n",
	  "m.conf:1:19: error: notice_language: \"jp\" is not allowed; expected ja, en or both" },
	{ "sandbox", "sandbox = off\n",
	  "m.conf:1:11: error: sandbox: \"off\" is not allowed; expected required or best-effort" },
	{ "seconds", "signature_max_age = week\n",
	  "m.conf:1:21: error: signature_max_age: \"week\" is not allowed; expected a time such as "
	  "60s, 10m, 4h, 7d or off" },
	{ "size as text", "store_reserve = lots\n",
	  "m.conf:1:17: error: store_reserve: \"lots\" is not allowed; expected a size such as "
	  "256M" },
	{ "log level", "log_level = loud\n",
	  "m.conf:1:13: error: log_level: \"loud\" is not allowed; expected error, warning, info "
	  "or "
	  "debug" },
	{ "hostname", "hostname = a b\n",
	  "m.conf:1:12: error: hostname: \"a b\" is not allowed; expected a host name such as "
	  "misogi.example.jp" },
	{ "portal", "portal_url = ftp://a\n",
	  "m.conf:1:14: error: portal_url: \"ftp://a\" is not allowed; expected an address such as "
	  "https://misogi.example.jp/" },
	{ "limit below", "limit_mime_depth = 0\n",
	  "m.conf:1:20: error: limit_mime_depth: \"0\" is not allowed; expected from 1 to 500" },
	{ "limit above", "limit_text_bytes = 65M\n",
	  "m.conf:1:20: error: limit_text_bytes: \"65M\" is not allowed; expected from 1K to 64M" },
	{ "limit with a wrong unit", "limit_parts = 5K\n",
	  "m.conf:1:15: error: limit_parts: \"5K\" is not allowed; expected from 1 to 10000" },
	{ "limit over all", "limit_eom_seconds = 99999999999999999999\n",
	  "m.conf:1:21: error: limit_eom_seconds: \"99999999999999999999\" is not allowed; "
	  "expected "
	  "from 5s to 280s" },
};

START_TEST(says_what_is_wrong_and_where)
{
	const struct mistake *m = &mistakes[_i];
	g_autoptr(diags_t) d = diags_new();
	struct config *c = config_parse(m->text, strlen(m->text), "m.conf", d);

	ck_assert_msg(c == NULL, "%s: accepted", m->name);
	g_autofree char *got = diag_line(g_ptr_array_index(d->list, 0), false);
	ck_assert_msg(strcmp(got, m->want) == 0, "%s:\n got  %s\n want %s", m->name, got, m->want);
	ck_assert_msg(d->list->len == 1, "%s: %u diagnostics", m->name, d->list->len);
}
END_TEST

START_TEST(finds_all_mistakes_in_one_run)
{
	static const char text[] = "a = b\nlimit_parts = 0\nnonsense\n  folded\nsandbox = no\n";
	g_autoptr(diags_t) d = diags_new();

	ck_assert_ptr_null(config_parse(text, strlen(text), "m.conf", d));
	ck_assert_uint_eq(d->errors, 4);
}
END_TEST

START_TEST(without_a_file_all_is_as_the_table_says)
{
	g_autoptr(diags_t) d = diags_new();
	g_autoptr(config_t) c = config_load(NULL, d);
	size_t n;
	const struct config_key *keys = config_keys(&n);

	ck_assert_ptr_nonnull(c);
	ck_assert_str_eq(c->path, "");
	ck_assert_uint_eq(c->store_reserve_bytes, 256u << 20);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *value = config_get(c, keys[i].name);
		ck_assert_msg(strcmp(value, keys[i].builtin) == 0, "%s: %s, table: %s",
			      keys[i].name, value, keys[i].builtin);
		ck_assert_ptr_nonnull(keys[i].kind);
		ck_assert_msg(*keys[i].help_en && *keys[i].help_ja, "%s", keys[i].name);
	}
	ck_assert_ptr_null(config_get(c, "no_such_key"));
}
END_TEST

START_TEST(what_is_printed_reads_back)
{
	g_autoptr(diags_t) d = diags_new();
	g_autoptr(config_t) c = config_load(NULL, d);
	GString *text = g_string_new(NULL);
	size_t n;
	const struct config_key *keys = config_keys(&n);

	for (size_t i = 0; i < n; i++) {
		g_autofree char *value = config_get(c, keys[i].name);
		g_string_append_printf(text, "%s = %s\n", keys[i].name, value);
	}
	g_autoptr(config_t) again = config_parse(text->str, text->len, "m.conf", d);
	g_string_free(text, TRUE);
	ck_assert_ptr_nonnull(again);
	for (size_t i = 0; i < n; i++) {
		g_autofree char *one = config_get(c, keys[i].name);
		g_autofree char *two = config_get(again, keys[i].name);
		ck_assert_str_eq(one, two);
	}
}
END_TEST

/* Both ends of each limit's range are good, one beyond is not. */
START_TEST(every_limit_has_its_range)
{
	static const struct {
		const char *name;
		uint64_t min, max;
	} ranges[] = {
#define X(name, def, min, max, kind, en, ja) { "limit_" #name, min, max },
		LIMITS(X)
#undef X
	};
	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
		const uint64_t tries[] = { ranges[i].min, ranges[i].max, ranges[i].max + 1,
					   ranges[i].min - 1 };
		for (size_t k = 0; k < 3 + (ranges[i].min > 0); k++) {
			g_autoptr(diags_t) d = diags_new();
			g_autofree char *text = g_strdup_printf("%s = %" G_GUINT64_FORMAT "\n",
								ranges[i].name, tries[k]);
			g_autoptr(config_t) c = config_parse(text, strlen(text), "m.conf", d);
			ck_assert_msg((c != NULL) == (k < 2), "%s", text);
		}
	}
}
END_TEST

START_TEST(loads_a_file_and_refuses_what_is_none)
{
	g_autofree char *folder = g_dir_make_tmp("misogi-test-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "misogi.conf", NULL);
	g_autoptr(diags_t) d = diags_new();

	ck_assert(g_file_set_contents(path, "hostname = a.example\n", -1, NULL));
	g_autoptr(config_t) c = config_load(path, d);
	ck_assert_str_eq(c->hostname, "a.example");
	ck_assert_str_eq(c->path, path);
	ck_assert_ptr_null(config_load(folder, d));
	g_unlink(path);
	ck_assert_ptr_null(config_load(path, d));
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_ptr_null(config_load(path, d));
	ck_assert_uint_eq(d->errors, 3);
	g_unlink(path);
	g_rmdir(folder);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, reads, 0, G_N_ELEMENTS(readings));
	tcase_add_loop_test(t, says_what_is_wrong_and_where, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(t, finds_all_mistakes_in_one_run);
	tcase_add_test(t, without_a_file_all_is_as_the_table_says);
	tcase_add_test(t, what_is_printed_reads_back);
	tcase_add_test(t, every_limit_has_its_range);
	tcase_add_test(t, loads_a_file_and_refuses_what_is_none);
}

UNIT_MAIN("config", add_tests)
