/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Messages, envelopes, references, and how findings are recorded.
 */
#include "misogi/message.h"

#include <string.h>

#include "unit.h"

#define MOST 5

static struct message *m;

static void set_up(void)
{
	m = message_new();
}

static void tear_down(void)
{
	message_free(m);
}

static const struct finding *finding(unsigned i)
{
	ck_assert_uint_lt(i, m->findings->len);
	return g_ptr_array_index(m->findings, i);
}

START_TEST(new_structs_have_no_null_strings)
{
	g_autoptr(envelope_t) e = envelope_new();
	struct part *p = message_add_part(m, "1", -1);
	const char *const strings[] = {
		e->id,	       e->queue_id, e->client,	   e->helo,	     e->sender,
		m->from,       m->subject,  m->message_id, m->auth_detail,   m->rule,
		m->rule_where, m->why,	    p->path,	   p->declared_type, p->type,
		p->name,       p->raw_name, p->scan_word,  p->rule,	     p->rule_where,
		p->release,    p->approver,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		ck_assert_ptr_nonnull(strings[i]);
}
END_TEST

START_TEST(a_new_part_is_not_scanned)
{
	struct part *p = message_add_part(m, "1", -1);

	ck_assert_int_eq(p->scan, SCAN_NOT_SCANNED);
	ck_assert_int_eq(p->class, CLASS_UNKNOWN);
	ck_assert_str_eq(p->sha256, "");
	ck_assert_int_eq(p->parent, -1);
}
END_TEST

START_TEST(a_new_message_is_to_be_sanitized)
{
	ck_assert_int_eq(m->action, MAIL_SANITIZE);
	ck_assert_ptr_null(m->body);
}
END_TEST

START_TEST(parts_are_found_by_index)
{
	struct part *p = message_add_part(m, "1", -1);

	ck_assert_ptr_eq(message_part(m, 0), p);
	ck_assert_ptr_null(message_part(m, 1));
}
END_TEST

START_TEST(a_finding_is_known_to_part_and_message)
{
	struct part *p = message_add_part(m, "2.1", -1);

	message_find(m, p, FINDING_MACRO, NULL, "vbaProject.bin", MOST);
	ck_assert(part_has_finding(p, FINDING_MACRO));
	ck_assert(!part_has_finding(p, FINDING_ENCRYPTED));
	ck_assert_uint_eq(m->findings->len, 1);
	ck_assert_int_eq(finding(0)->id, FINDING_MACRO);
	ck_assert_str_eq(finding(0)->place, "2.1");
	ck_assert_str_eq(finding(0)->detail, "vbaProject.bin");
}
END_TEST

START_TEST(the_same_of_the_same_part_is_recorded_once)
{
	struct part *a = message_add_part(m, "1", -1), *b = message_add_part(m, "2", -1);

	message_find(m, a, FINDING_MACRO, NULL, "x", MOST);
	message_find(m, a, FINDING_MACRO, NULL, "y", MOST);
	message_find(m, b, FINDING_MACRO, NULL, "z", MOST);
	ck_assert_uint_eq(a->findings->len, 1);
	ck_assert_uint_eq(m->findings->len, 2);
}
END_TEST

START_TEST(the_same_of_the_message_is_recorded_once_for_each_place)
{
	message_find(m, NULL, FINDING_MIME_DUPLICATE_HEADER, "From", "", MOST);
	message_find(m, NULL, FINDING_MIME_DUPLICATE_HEADER, "From", "", MOST);
	message_find(m, NULL, FINDING_MIME_DUPLICATE_HEADER, "Subject", "", MOST);
	ck_assert_uint_eq(m->findings->len, 2);
}
END_TEST

START_TEST(place_and_detail_are_one_short_line)
{
	g_autofree char *lengthy = g_strnfill(1000, 'x');

	message_find(m, NULL, FINDING_MIME_MALFORMED, "a\r\nb\xff", lengthy, MOST);
	ck_assert_str_eq(finding(0)->place, "a  b\xef\xbf\xbd");
	ck_assert_uint_eq(strlen(finding(0)->detail), 200);
	message_find(m, NULL, FINDING_MIME_CONTROL, NULL, NULL, MOST);
	ck_assert_str_eq(finding(1)->place, "");
	ck_assert_str_eq(finding(1)->detail, "");
}
END_TEST

static void flood(unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		g_autofree char *place = g_strdup_printf("%u", i);

		message_find(m, NULL, FINDING_MIME_MALFORMED, place, "", MOST);
	}
}

START_TEST(limit_findings)
{
	flood(1000);
	ck_assert_uint_eq(m->findings->len, MOST + 1);
	ck_assert_int_eq(finding(MOST)->id, FINDING_LIMIT_FINDINGS);
}
END_TEST

START_TEST(a_flood_hides_no_other_word)
{
	struct part *p = message_add_part(m, "1", -1);

	flood(1000);
	message_find(m, NULL, FINDING_MIME_UNPARSABLE, "", "", MOST);
	message_find(m, p, FINDING_INFECTED, NULL, "Eicar", MOST);
	ck_assert(part_has_finding(p, FINDING_INFECTED));
	ck_assert_int_eq(finding(MOST + 1)->id, FINDING_MIME_UNPARSABLE);
	ck_assert_int_eq(finding(MOST + 2)->id, FINDING_INFECTED);
}
END_TEST

START_TEST(every_part_knows_its_own_findings_past_the_limit)
{
	for (unsigned i = 0; i < 100; i++)
		message_find(m, message_add_part(m, "1", -1), FINDING_ENCRYPTED, NULL, "", MOST);
	for (unsigned i = 0; i < 100; i++)
		ck_assert(part_has_finding(message_part(m, i), FINDING_ENCRYPTED));
	ck_assert_uint_eq(m->findings->len, MOST + 1);
}
END_TEST

START_TEST(all_findings_at_once_stay_bounded)
{
	flood(1000);
	for (int id = 0; id < FINDING_MAX; id++)
		for (int i = 0; i < 3; i++)
			message_find(m, message_add_part(m, "1", -1), (enum finding_id)id, NULL, "",
				     MOST);
	ck_assert_uint_le(m->findings->len, MOST + FINDING_MAX);
}
END_TEST

START_TEST(references_are_readable_on_the_telephone)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (int i = 0; i < 2000; i++) {
		char *id = envelope_new_id();

		ck_assert_uint_eq(strlen(id), 8);
		ck_assert_uint_eq(strspn(id, "0123456789BCDFGHJKMNPQRSTVWXYZ"), 8);
		g_hash_table_add(seen, id);
	}
	/* 30^8: two of 2000 alike are a broken generator. */
	ck_assert_uint_eq(g_hash_table_size(seen), 2000);
}
END_TEST

START_TEST(freeing_nothing_is_fine)
{
	message_free(NULL);
	envelope_free(NULL);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, new_structs_have_no_null_strings);
	tcase_add_test(t, a_new_part_is_not_scanned);
	tcase_add_test(t, a_new_message_is_to_be_sanitized);
	tcase_add_test(t, parts_are_found_by_index);
	tcase_add_test(t, a_finding_is_known_to_part_and_message);
	tcase_add_test(t, the_same_of_the_same_part_is_recorded_once);
	tcase_add_test(t, the_same_of_the_message_is_recorded_once_for_each_place);
	tcase_add_test(t, place_and_detail_are_one_short_line);
	tcase_add_test(t, limit_findings);
	tcase_add_test(t, a_flood_hides_no_other_word);
	tcase_add_test(t, every_part_knows_its_own_findings_past_the_limit);
	tcase_add_test(t, all_findings_at_once_stay_bounded);
	tcase_add_test(t, references_are_readable_on_the_telephone);
	tcase_add_test(t, freeing_nothing_is_fine);
}

UNIT_MAIN("mail/message", add)
