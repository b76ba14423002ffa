/* SPDX-License-Identifier: BSD-2-Clause */
/* What is inside of a leaf without being MIME becomes parts, and the reader gets the text. */
#include "sanitizer/host.h"

#define UU_VIRUS                                                                                   \
	"begin 644 report.txt\r\n"                                                                 \
	"%5DE255,`\r\n"                                                                            \
	"`\r\nend\r\n"

static struct message *run(const char *raw)
{
	g_autoptr(config_t) c = host_config();

	c->notice_language = CONFIG_LANG_EN;
	return host_run(raw, strlen(raw), c, HOST_TEXT_POLICY, NULL);
}

static char *with_text(const char *text)
{
	return g_strconcat("Content-Type: text/plain\r\n\r\n", text, NULL);
}

START_TEST(takes_a_file_out_of_a_text)
{
	g_autofree char *raw = with_text("before\r\n" UU_VIRUS "after\r\n");
	g_autoptr(message_t) m = run(raw);
	g_autofree char *body = host_body(m);

	ck_assert_uint_eq(m->parts->len, 2);
	ck_assert_str_eq(message_part(m, 1)->path, "1.1");
	ck_assert_int_eq(message_part(m, 1)->parent, 0);
	ck_assert_str_eq(message_part(m, 1)->name, "report.txt");
	ck_assert(part_has_finding(message_part(m, 0), FINDING_EMBEDDED_FILE));
	ck_assert(strstr(body, "before\n"));
	ck_assert(strstr(body, "after"));
	ck_assert(!strstr(body, "%5DE255"));
}
END_TEST

START_TEST(judges_what_was_taken_out_by_itself)
{
	g_autofree char *raw = with_text("before\r\n" UU_VIRUS);
	g_autoptr(message_t) m = run(raw);

	ck_assert_int_eq(message_part(m, 1)->scan, SCAN_INFECTED);
	ck_assert_int_eq(message_part(m, 1)->action, PART_QUARANTINE);
	ck_assert_int_eq(message_part(m, 0)->action, PART_TEXT);
}
END_TEST

START_TEST(quotes_nothing_that_only_was_wrapped)
{
	g_autofree char *raw = with_text("before\r\n" UU_VIRUS "after\r\n");
	g_autoptr(message_t) m = run(raw);
	g_autofree char *body = host_body(m);

	ck_assert(!strstr(body, "\n> "));
}
END_TEST

START_TEST(limit_members)
{
	g_autoptr(GString) text = g_string_new("x\r\n");
	g_autoptr(config_t) c = host_config();

	c->limits.members = 2;
	for (unsigned i = 0; i < 3; i++)
		g_string_append(text, "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n");
	g_autofree char *raw = with_text(text->str);
	g_autoptr(message_t) m = host_run(raw, strlen(raw), c, HOST_TEXT_POLICY, NULL);
	ck_assert(part_has_finding(message_part(m, 0), FINDING_LIMIT_MEMBERS));
	ck_assert_int_eq(message_part(m, 0)->action, PART_QUARANTINE);
}
END_TEST

START_TEST(counts_members_as_parts)
{
	g_autoptr(GString) text = g_string_new("x\r\n");
	g_autoptr(config_t) c = host_config();

	c->limits.parts = 3;
	for (unsigned i = 0; i < 3; i++)
		g_string_append(text, "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n");
	g_autofree char *raw = with_text(text->str);
	g_autoptr(message_t) m = host_run(raw, strlen(raw), c, HOST_TEXT_POLICY, NULL);
	ck_assert_int_eq(m->action, MAIL_HOLD);
}
END_TEST

START_TEST(shows_a_text_without_its_signature)
{
	g_autofree char *raw =
		with_text("-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"
			  "- -- dashes\r\n"
			  "-----BEGIN PGP SIGNATURE-----\r\n\r\niHUEARYI\r\n=aaaa\r\n"
			  "-----END PGP SIGNATURE-----\r\n");
	g_autoptr(message_t) m = run(raw);
	g_autofree char *body = host_body(m);

	ck_assert(strstr(body, "-- dashes"));
	ck_assert(!strstr(body, "- -- dashes"));
	ck_assert(!strstr(body, "BEGIN PGP"));
	ck_assert(!strstr(body, "iHUEARYI"));
}
END_TEST

START_TEST(leaves_other_texts_alone)
{
	g_autofree char *raw = with_text("begin with the basics\r\nand end\r\n");
	g_autoptr(message_t) m = run(raw);

	ck_assert_uint_eq(m->parts->len, 1);
	ck_assert_uint_eq(m->findings->len, 0);
}
END_TEST

START_TEST(keeps_winmail_that_cannot_be_read)
{
	static const char raw[] = "Content-Type: application/ms-tnef; name=winmail.dat\r\n"
				  "Content-Transfer-Encoding: base64\r\n\r\neJ8+IgAA\r\n";
	g_autoptr(message_t) m = run(raw);

	ck_assert_uint_eq(m->parts->len, 1);
	ck_assert_int_eq(message_part(m, 0)->action, PART_QUARANTINE);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, host_setup, NULL);
	tcase_add_test(t, takes_a_file_out_of_a_text);
	tcase_add_test(t, judges_what_was_taken_out_by_itself);
	tcase_add_test(t, quotes_nothing_that_only_was_wrapped);
	tcase_add_test(t, limit_members);
	tcase_add_test(t, counts_members_as_parts);
	tcase_add_test(t, shows_a_text_without_its_signature);
	tcase_add_test(t, leaves_other_texts_alone);
	tcase_add_test(t, keeps_winmail_that_cannot_be_read);
}

UNIT_MAIN("unwrap", add_tests)
