/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The report: its fields are there with the words of words.h, whatever was
 * said by whom.
 */
#include "misogi/report.h"

#include "frames.h"
#include "unit.h"

static struct message *m;
static struct envelope *e;
static json_t *report;

static void set_up(void)
{
	m = full_message();
	e = envelope_new();
	set(&e->id, "7K3Q9F2M");
	envelope_add_recipient(e, "sato@city.example.lg.jp", "inbound");
	report = NULL;
}

static void tear_down(void)
{
	message_free(m);
	envelope_free(e);
	json_decref(report);
}

/* The value at "parts.1.class"; fails when there is none. */
static json_t *at(const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, ".", -1);
	json_t *v = report;

	for (char **s = steps; *s; s++)
		v = json_is_array(v) ? json_array_get(v, (size_t)atoi(*s)) : json_object_get(v, *s);
	ck_assert_msg(v != NULL, "%s is missing", path);
	return v;
}

static const struct {
	const char *path, *want;
} strings[] = {
	{ "policy", "digest" },
	{ "scanner", "ClamAV" },
	{ "verdict", "sanitize" },
	{ "rule", "r" },
	{ "rule_where", "policy.conf:3" },
	{ "reason", "w" },
	{ "envelope.id", "7K3Q9F2M" },
	{ "envelope.queue_id", "" },
	{ "envelope.sender", "" },
	{ "envelope.recipients.0.address", "sato@city.example.lg.jp" },
	{ "envelope.recipients.0.crossing", "inbound" },
	{ "facts.subject", "見積書の送付" },
	{ "facts.auth", "pass" },
	{ "facts.auth_detail", "spf=pass" },
	{ "parts.0.role", "body" },
	{ "parts.0.class", "mail" },
	{ "parts.0.scan", "not-needed" },
	{ "parts.1.path", "1.2" },
	{ "parts.1.role", "attachment" },
	{ "parts.1.name", "見積書.pdf" },
	{ "parts.1.scan", "infected" },
	{ "parts.1.scan_word", "Eicar" },
	{ "parts.1.findings.0", "infected" },
	{ "parts.1.findings.1", "action-unavailable" },
	{ "parts.1.action", "quarantine" },
	{ "parts.1.wanted", "disarm" },
	{ "parts.1.rule_where", "policy.conf:28" },
	{ "findings.2.finding", "mime-truncated" },
	{ "findings.2.place", "1" },
	{ "trace.0.rule", "PDF" },
	{ "trace.1.why", "type is pdf" },
};

START_TEST(string)
{
	report = report_of(e, m, "digest", "ClamAV");
	ck_assert_str_eq(json_string_value(at(strings[_i].path)), strings[_i].want);
}
END_TEST

static const struct {
	const char *path;
	int64_t want;
} numbers[] = {
	{ "version", REPORT_VERSION },
	{ "facts.size", 5000000000 },
	{ "facts.keep_original_seconds", 7776000 },
	{ "parts.1.parent", 0 },
	{ "parts.1.size", 123456 },
	{ "parts.1.keep_seconds", 2592000 },
	{ "times.parse", 321 },
};

START_TEST(number)
{
	report = report_of(e, m, "digest", "ClamAV");
	ck_assert_int_eq(json_integer_value(at(numbers[_i].path)), numbers[_i].want);
}
END_TEST

START_TEST(what_is_not_so_is_null_or_false)
{
	m->keep_original = false;
	report = report_of(e, m, NULL, NULL);
	ck_assert(json_is_null(at("facts.keep_original_seconds")));
	ck_assert(json_is_null(at("parts.0.parent")));
	ck_assert(json_is_true(at("trace.0.matched")));
	ck_assert(json_is_false(at("trace.1.matched")));
	ck_assert_str_eq(json_string_value(at("scanner")), "");
}
END_TEST

START_TEST(a_part_that_only_holds_others_is_a_container)
{
	message_part(m, 0)->is_body = false;
	report = report_of(e, m, "", "");
	ck_assert_str_eq(json_string_value(at("parts.0.role")), "container");
}
END_TEST

START_TEST(bad_bytes_of_a_client_lose_no_field)
{
	set(&e->helo, "a\xff");
	report = report_of(e, m, "", "");
	ck_assert_str_eq(json_string_value(at("envelope.helo")), "a\xef\xbf\xbd");
}
END_TEST

START_TEST(an_empty_message_has_all_lists)
{
	message_free(m);
	m = message_new();
	report = report_of(e, m, "", "");
	ck_assert_uint_eq(json_array_size(at("parts")), 0);
	ck_assert_uint_eq(json_array_size(at("findings")), 0);
	ck_assert_uint_eq(json_array_size(at("trace")), 0);
	ck_assert(json_is_object(at("times")));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, string, 0, G_N_ELEMENTS(strings));
	tcase_add_loop_test(t, number, 0, G_N_ELEMENTS(numbers));
	tcase_add_test(t, what_is_not_so_is_null_or_false);
	tcase_add_test(t, a_part_that_only_holds_others_is_a_container);
	tcase_add_test(t, bad_bytes_of_a_client_lose_no_field);
	tcase_add_test(t, an_empty_message_has_all_lists);
}

UNIT_MAIN("mail/report", add)
