/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_parse.c: the structure of a mail behind the door to GMime, and what of
 * the outermost header the parser is shown.
 */
#include "parse.h"

#include <string.h>

#include "unit.h"

#define WORDS                                                                                      \
	"From: =?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <a@example.jp>\r\n"                              \
	"Subject: =?x-unheard-of?B?AAAA?=\r\n"
#define MIXED                                                                                      \
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=b\r\n\r\n"               \
	"--b\r\nX-Part: yes\r\n\r\none\r\n--b\r\nContent-Type: image/png\r\n\r\ntwo\r\n--b--\r\n"

static struct parsed *parse(const char *raw, bool is_outermost)
{
	g_autoptr(GArray) warnings = g_array_new(FALSE, FALSE, sizeof(enum finding_id));
	struct parsed *p = is_outermost ? parse_mail(raw, strlen(raw), warnings)
					: parse_bytes(raw, strlen(raw), warnings);

	ck_assert_ptr_nonnull(p);
	return p;
}

static void check_leaf(const struct parsed *p, const struct entity *e, const char *want)
{
	const char *data;
	size_t len;

	entity_bytes(p, e, &data, &len);
	ck_assert_msg(len == strlen(want) && memcmp(data, want, len) == 0, "got '%.*s' want '%s'",
		      (int)len, data, want);
}

START_TEST(finds_the_same_parts_with_and_without_the_words)
{
	for (int outermost = 0; outermost < 2; outermost++) {
		g_autoptr(parsed_t) p = parse(WORDS MIXED, outermost);
		const struct entity *root = parse_root(p);

		ck_assert_int_eq(entity_kind(root), ENTITY_MULTIPART);
		ck_assert_str_eq(entity_subtype(root), "mixed");
		ck_assert_uint_eq(entity_count(root), 2);
		check_leaf(p, entity_child(root, 0), "one");
		check_leaf(p, entity_child(root, 1), "two");
		ck_assert_str_eq(entity_header(entity_child(root, 0), "X-Part", 0), " yes\r\n");
	}
}
END_TEST

START_TEST(shows_the_parser_only_what_tells_the_structure)
{
	g_autoptr(parsed_t) shown = parse(WORDS MIXED, true), whole = parse(WORDS MIXED, false);

	ck_assert_ptr_null(entity_header(parse_root(shown), "Subject", 0));
	ck_assert_ptr_nonnull(entity_header(parse_root(shown), "Content-Type", 0));
	ck_assert_ptr_nonnull(entity_header(parse_root(whole), "Subject", 0));
}
END_TEST

START_TEST(keeps_every_twin_of_a_field_that_tells_the_structure)
{
	g_autoptr(parsed_t) p = parse("Content-Type: text/plain\r\nSubject: x\r\n"
				      "content-type: text/html\r\n\r\nbody\r\n",
				      true);

	ck_assert_ptr_nonnull(entity_header(parse_root(p), "Content-Type", 1));
	check_leaf(p, parse_root(p), "body\r\n");
}
END_TEST

START_TEST(shows_a_malformed_header_as_it_stands)
{
	g_autoptr(parsed_t) p = parse("Subject: x\r\nno field at all\r\n"
				      "Content-Type: text/html\r\n\r\nbody\r\n",
				      true);

	ck_assert_ptr_nonnull(entity_header(parse_root(p), "Subject", 0));
}
END_TEST

START_TEST(takes_a_mail_without_any_structure)
{
	g_autoptr(parsed_t) p = parse("Subject: x\r\n\r\nbody\r\n", true);

	ck_assert_int_eq(entity_kind(parse_root(p)), ENTITY_LEAF);
	check_leaf(p, parse_root(p), "body\r\n");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_unchecked_fixture(t, parse_init, NULL);
	tcase_add_test(t, finds_the_same_parts_with_and_without_the_words);
	tcase_add_test(t, shows_the_parser_only_what_tells_the_structure);
	tcase_add_test(t, keeps_every_twin_of_a_field_that_tells_the_structure);
	tcase_add_test(t, shows_a_malformed_header_as_it_stands);
	tcase_add_test(t, takes_a_mail_without_any_structure);
}

UNIT_MAIN("parse", add_tests)
