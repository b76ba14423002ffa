/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_heading.c: header fields as facts, as findings, and as the lines above
 * a mail inside.
 */
#include "unit.h"

#include <string.h>

#include "heading.h"
#include "misogi/compose.h"

#define RLO "\xe2\x80\xae"
#define ZWSP "\xe2\x80\x8b"

/* A mail of these header fields. */
static struct work headed(const char *header)
{
	static struct limits limits;
	static struct config config;
	static struct sanitize_job job = { .config = &config };
	struct work w = { .job = &job, .limits = &limits, .m = message_new() };

	limits = limits_default();
	w.fields = fields_read(header, strlen(header), NULL, NULL);
	heading_read(&w);
	return w;
}

static void forget(struct work *w)
{
	message_free(w->m);
	g_array_unref(w->fields);
	w->fields = NULL;
	work_clear(w);
}

/* Findings as "word@place" joined by blanks. */
static char *findings_of(const struct message *m)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		g_string_append_printf(s, "%s%s@%s", i ? " " : "",
				       word_of(VOCABULARY_FINDING, (int)f->id),
				       f->place ? f->place : "");
	}
	return g_string_free(s, FALSE);
}

static const struct {
	const char *name, *header, *from, *subject, *findings;
} cases[] = {
	{ "reads_plain", "From: T <t@b.jp>\nSubject: x\n", "t@b.jp", "x", "" },
	{ "reads_words", "From: t@b.jp\nSubject: =?iso-2022-jp?B?GyRCN29MPhsoQg==?=\n", "t@b.jp",
	  "件名", "" },
	{ "finds_wrong_label", "Subject: =?ISO-2022-JP?B?jOuCwYK9g4mDeIOL?=\n", "", "誤ったラベル",
	  "charset-mislabelled@Subject" },
	{ "finds_unknown_label", "From: =?x-no-such?B?5bGx55Sw?= <t@b.jp>\n", "t@b.jp", "",
	  "charset-unknown@From" },
	{ "finds_what_cannot_be_read", "To: =?utf-8?B?5bGx5w==?= <t@b.jp>\n", "", "",
	  "text-undecodable@To" },
	{ "finds_direction_override", "Subject: =?utf-8?Q?a=E2=80=AEfdp.exe?=\n", "", "afdp.exe",
	  "text-direction-override@Subject" },
	{ "finds_zero_width", "Subject: =?utf-8?Q?pass=E2=80=8Bword?=\n", "", "password",
	  "text-zero-width@Subject" },
	{ "finds_direction_override_in_name", "From: =?utf-8?Q?a=E2=80=AEpj=2Eb=40c?= <t@b.jp>\n",
	  "t@b.jp", "", "text-direction-override@From" },
	{ "makes_blank_of_line_end_in_word", "Subject: =?utf-8?Q?a=0D=0ABcc=3A_x?=\n", "",
	  "a Bcc: x", "" },
	{ "takes_first_mailbox", "From: nobody, =?utf-8?Q?a?= <t@b.jp>\n", "t@b.jp", "", "" },
	{ "finds_two_senders", "From: a@b.jp, c@d.jp\n", "a@b.jp", "", "address-odd@From" },
	{ "finds_a_route", "To: <@a.jp:b@c.jp>\n", "", "", "address-odd@To" },
	{ "finds_duplicates", "Subject: a\nSubject: b\n", "", "a",
	  "mime-duplicate-header@Subject" },
	{ "is_empty_without_fields", "X-Y: z\n", "", "", "" },
};

START_TEST(case_of_the_table)
{
	struct work w = headed(cases[_i].header);
	g_autofree char *findings = findings_of(w.m);

	ck_assert_msg(!strcmp(w.m->from, cases[_i].from), "%s: from %s", cases[_i].name, w.m->from);
	ck_assert_msg(!strcmp(w.m->subject, cases[_i].subject), "%s: subject %s", cases[_i].name,
		      w.m->subject);
	ck_assert_msg(!strcmp(findings, cases[_i].findings), "%s: findings %s", cases[_i].name,
		      findings);
	forget(&w);
}
END_TEST

static const struct {
	const char *name, *value, *display;
} displays[] = {
	{ "keeps_name", "\"Yamada, T\" <x@evil.example>", "Yamada, T" },
	{ "keeps_its_own_address", "\"X@evil.example\" <x@EVIL.example>", "X@evil.example" },
	{ "shows_mailbox_beside_another_address", "\"ceo@city.lg.jp\" <x@evil.example>",
	  "ceo@city.lg.jp <x@evil.example>" },
	{ "shows_mailbox_beside_address_in_words",
	  "=?utf-8?B?5biC6ZW3IGNlb0BjaXR5LmxnLmpw?= <x@evil.example>",
	  "市長 ceo@city.lg.jp <x@evil.example>" },
	{ "knows_full_width_address", "ｃｅｏ＠ｃｉｔｙ．ｌｇ．ｊｐ <x@evil.example>",
	  "ｃｅｏ＠ｃｉｔｙ．ｌｇ．ｊｐ <x@evil.example>" },
	{ "knows_address_with_zero_width_inside", "ceo@" ZWSP "city.lg.jp <x@evil.example>",
	  "ceo@city.lg.jp <x@evil.example>" },
	{ "needs_no_address_beside_an_at", "T @ work <x@evil.example>", "T @ work" },
	{ "shows_domain_in_unicode_once", "t@例え.jp", "t@例え.jp" },
	{ "drops_direction_override", RLO "abc <x@evil.example>", "abc" },
};

START_TEST(display_of_the_table)
{
	g_autofree char *header = g_strdup_printf("From: %s\n", displays[_i].value);
	struct work w = headed(header);
	struct heading_found found = { 0 };
	g_autoptr(GPtrArray) list =
		heading_addresses(fields_nth(w.fields, "From", 0), w.limits, &found);
	const struct address *a = g_ptr_array_index(list, 0);

	ck_assert_msg(!strcmp(a->display, displays[_i].display), "%s: got %s", displays[_i].name,
		      a->display);
	forget(&w);
}
END_TEST

START_TEST(writes_the_header_of_a_mail_inside)
{
	static const char mail[] = "To: \"A, B\" <a@b.jp>, c@d.jp\r\n"
				   "From: =?utf-8?B?5bGx55Sw?= <t@b.jp>\r\n"
				   "Subject: x\r\n\r\nFrom: no field\r\n";
	g_autoptr(GString) out = g_string_new(NULL);

	heading_append(out, mail, sizeof(mail) - 1);
	ck_assert_str_eq(out->str, "From: 山田 <t@b.jp>\nTo: A, B <a@b.jp>, c@d.jp\nSubject: x\n");
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, case_of_the_table, 0, G_N_ELEMENTS(cases));
	tcase_add_loop_test(t, display_of_the_table, 0, G_N_ELEMENTS(displays));
	tcase_add_test(t, writes_the_header_of_a_mail_inside);
}

UNIT_MAIN("heading", add_tests)
