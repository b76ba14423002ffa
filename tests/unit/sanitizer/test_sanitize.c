/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_sanitize.c: whole mails through all stages, with a host that plays the scanner.
 */
#include "sanitizer/host.h"

#define TWO                                                                                        \
	"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n"                    \
	"--x\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n--x--\r\n"

START_TEST(shows_every_stage_with_its_time)
{
	static const char *const want[] = { "guard",  "walk", "identify", "scan",
					    "decide", "text", "enclose",  "rebuild" };
	g_autoptr(message_t) m = host_mail(TWO);

	ck_assert_uint_eq(m->times->len, G_N_ELEMENTS(want));
	for (guint i = 0; i < m->times->len; i++)
		ck_assert_str_eq(((const struct stage_time *)g_ptr_array_index(m->times, i))->stage,
				 want[i]);
}
END_TEST

START_TEST(gives_sealed_leaves_to_the_scanner_but_no_body)
{
	struct host host = { 0 };
	g_autoptr(message_t) m = host_run(TWO, strlen(TWO), NULL, NULL, &host);

	ck_assert_uint_eq(host.leaves, 1);
	ck_assert(host.all_sealed);
	ck_assert_int_eq(host_part(m, "1")->scan, SCAN_NOT_NEEDED);
	ck_assert_int_eq(host_part(m, "2")->scan, SCAN_CLEAN);
	ck_assert_uint_eq(strlen(host_part(m, "2")->sha256), 64);
}
END_TEST

START_TEST(gives_bodies_too_when_all_is_scanned)
{
	static const char policy[] = HOST_POLICY_HEAD "body { scan = all }\n" HOST_POLICY_TAIL;
	struct host host = { 0 };
	g_autoptr(message_t) m = host_run(TWO, strlen(TWO), NULL, policy, &host);
	g_autofree char *body = host_body(m);

	ck_assert_uint_eq(host.leaves, 2);
	ck_assert_int_eq(host_part(m, "1")->scan, SCAN_CLEAN);
	ck_assert(strstr(body, "hello"));
}
END_TEST

START_TEST(says_where_characters_cannot_be_read)
{
	g_autoptr(message_t) m =
		host_mail("Subject: =?utf-8?B?5pel5pw=?=\r\n"
			  "Content-Disposition: attachment; filename=\"=?utf-8?B?5pel5pw=?=\"\r\n"
			  "\r\nx");
	bool subject = false;

	for (guint i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		subject = subject ||
			  (f->id == FINDING_TEXT_UNDECODABLE && !strcmp(f->place, "Subject"));
	}
	ck_assert(subject);
	ck_assert(part_has_finding(message_part(m, 0), FINDING_TEXT_UNDECODABLE));
}
END_TEST

START_TEST(records_what_the_scanner_says)
{
	static const struct {
		const char *content;
		enum finding_id want;
	} cases[] = {
		{ "VIRUS", FINDING_INFECTED },
		{ "UNSCANNED", FINDING_NOT_SCANNED },
		{ "UNSCANNED", FINDING_SCAN_LIMIT },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw =
			g_strdup_printf("Content-Disposition: attachment; filename=a.txt\r\n\r\n%s",
					cases[i].content);
		g_autoptr(message_t) m = host_mail(raw);
		ck_assert_msg(part_has_finding(message_part(m, 0), cases[i].want), "%s",
			      cases[i].content);
		ck_assert_int_eq(message_part(m, 0)->action, PART_QUARANTINE);
	}
}
END_TEST

static bool failing_await(void *ctx, struct message *m, struct err *err)
{
	(void)ctx;
	(void)m;
	return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "away");
}

START_TEST(fails_when_the_scanner_does)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(config_t) c = host_config();
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(policy_t) p =
		policy_parse(HOST_TEXT_POLICY, strlen(HOST_TEXT_POLICY), "t", false, diags);
	AUTO_FD fd = io_memfd_of(TWO, strlen(TWO));
	struct host h = { .given = g_array_new(FALSE, FALSE, sizeof(struct host_leaf)) };
	struct sanitize_job job = {
		.config = c, .policy = p, .envelope = e, .message_fd = fd, .raw_size = strlen(TWO)
	};
	struct sanitize_host host = { &h, host_leaf, failing_await };
	struct message *m = NULL;
	struct err err = { 0 };

	ck_assert(!sanitize_message(&job, &host, &m, &err));
	ck_assert_ptr_null(m);
	ck_assert_int_eq(err.reason, REASON_CLAMD_DOWN);
	close(g_array_index(h.given, struct host_leaf, 0).fd);
	g_array_unref(h.given);
}
END_TEST

START_TEST(decodes_large_parts_whole)
{
	g_autoptr(GString) raw = g_string_new("Content-Transfer-Encoding: base64\r\n"
					      "Content-Type: application/pdf\r\n\r\n");
	g_autofree guchar *bytes = g_malloc(3000000);

	for (size_t i = 0; i < 3000000; i++)
		bytes[i] = (guchar)(i * 7);
	memcpy(bytes, "%PDF-1.4", 8);
	g_autofree char *text = g_base64_encode(bytes, 3000000);
	for (size_t i = 0, n = strlen(text); i < n; i += 76)
		g_string_append_printf(raw, "%.76s\r\n", text + i);
	g_autoptr(message_t) m = host_run(raw->str, raw->len, NULL, NULL, NULL);
	const struct part *p = message_part(m, 0);
	char want[65];

	hash_bytes(bytes, 3000000, want);
	ck_assert_uint_eq(p->size, 3000000);
	ck_assert_str_eq(p->sha256, want);
	ck_assert_str_eq(p->type, "pdf");
}
END_TEST

START_TEST(survives_mails_cut_and_damaged_anywhere)
{
	static const char raw[] =
		"From: a@example.jp\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n"
		"--x\r\nContent-Type: text/html; charset=shift_jis\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=82=A0\r\n"
		"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n"
		"--x\r\nContent-Type: application/zip; name=\"a.zip\"\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\nUEsDBAoAAAAAAA==\r\n--x--\r\n";
	g_autoptr(GRand) rand = g_rand_new_with_seed(23);

	for (size_t n = 0; n < sizeof(raw); n += 3)
		message_free(host_run(raw, n, NULL, NULL, NULL));
	for (unsigned i = 0; i < 500; i++) {
		char bad[sizeof(raw)];
		memcpy(bad, raw, sizeof(raw));
		for (unsigned k = 0; k < 4; k++)
			bad[g_rand_int_range(rand, 0, sizeof(raw))] =
				(char)g_rand_int_range(rand, 0, 256);
		message_free(host_run(bad, sizeof(bad) - 1, NULL, NULL, NULL));
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, shows_every_stage_with_its_time);
	tcase_add_test(t, gives_sealed_leaves_to_the_scanner_but_no_body);
	tcase_add_test(t, gives_bodies_too_when_all_is_scanned);
	tcase_add_test(t, records_what_the_scanner_says);
	tcase_add_test(t, says_where_characters_cannot_be_read);
	tcase_add_test(t, fails_when_the_scanner_does);
	tcase_add_test(t, decodes_large_parts_whole);
	tcase_add_test(t, survives_mails_cut_and_damaged_anywhere);
}

UNIT_MAIN("sanitize", add)
