/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_logline.c: one mail, one line, whatever strangers write into it.
 */
#include "unit.h"

#include <string.h>

#include "logline.h"

static struct envelope *an_envelope(const char *sender, const char *to)
{
	struct envelope *e = envelope_new();

	g_free(e->id);
	g_free(e->queue_id);
	g_free(e->sender);
	e->id = g_strdup("7K3Q9F2M");
	e->queue_id = g_strdup("4XyZ");
	e->sender = g_strdup(sender);
	envelope_add_recipient(e, to, "inbound");
	return e;
}

static char *line_of(const struct envelope *e)
{
	g_autoptr(message_t) m = message_new();
	struct part *a = message_add_part(m, "2", -1);
	struct part *b = message_add_part(m, "3", -1);
	struct reply reply;

	a->is_attachment = b->is_attachment = true;
	a->action = PART_QUARANTINE;
	b->action = PART_TEXT;
	m->action = MAIL_SANITIZE;
	message_find(m, a, FINDING_INFECTED, "2", "", 200);
	message_find(m, b, FINDING_INFECTED, "3", "", 200);
	message_find(m, b, FINDING_MACRO, "3", "", 200);
	reply_take(&reply);
	return logline_text(e, m, &reply, 12);
}

START_TEST(has_postfix_habits)
{
	g_autoptr(envelope_t) e = an_envelope("yamada@example.com", "sato@city.example.lg.jp");
	g_autofree char *got = line_of(e);

	ck_assert_str_eq(got, "4XyZ: id=7K3Q9F2M from=<yamada@example.com> "
			      "to=<sato@city.example.lg.jp> crossing=inbound action=sanitize "
			      "parts=2 held=1 findings=infected,macro ms=12");
}
END_TEST

START_TEST(shows_the_null_sender)
{
	g_autoptr(envelope_t) e = an_envelope("", "a@b");
	g_autofree char *got = line_of(e);

	ck_assert_ptr_nonnull(strstr(got, " from=<> "));
}
END_TEST

START_TEST(shows_few_of_many_recipients)
{
	g_autoptr(envelope_t) e = an_envelope("a@b", "r0@x");

	for (int i = 1; i < 500; i++)
		envelope_add_recipient(e, "r@x", "inbound");
	g_autofree char *got = line_of(e);
	ck_assert_uint_lt(strlen(got), 400);
	ck_assert_ptr_nonnull(strstr(got, " nrcpt=500"));
}
END_TEST

static const char *const hostile[] = {
	"a\r\n4ABC: id=FORGED action=pass",
	"\x1b[31mred",
	"\xe2\x80\xaegnp.exe",
	"\xff\xfe",
	"a> action=pass b=<",
	"\xe2\x80\xa8line",
	"quote\"quote",
};

START_TEST(stays_one_line_of_plain_text)
{
	g_autoptr(envelope_t) e = an_envelope(hostile[_i], hostile[_i]);
	g_autofree char *got = line_of(e);

	ck_assert(g_utf8_validate(got, -1, NULL));
	for (const char *p = got; *p; p++)
		ck_assert_msg((unsigned char)*p >= 0x20 && *p != 0x7f, "control in: %s", got);
	ck_assert_ptr_null(strstr(got, "\xe2\x80\xae"));
	ck_assert_ptr_null(strstr(got, "\xe2\x80\xa8"));
	ck_assert_ptr_nonnull(strstr(got, " action=sanitize parts=2"));
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, has_postfix_habits);
	tcase_add_test(tc, shows_the_null_sender);
	tcase_add_test(tc, shows_few_of_many_recipients);
	tcase_add_loop_test(tc, stays_one_line_of_plain_text, 0, G_N_ELEMENTS(hostile));
}

UNIT_MAIN("milter/logline", add_tests)
