/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_address_odd.c: which address fields programs read differently, and
 * which only look so.
 */
#include "text/address_odd.h"

#include <string.h>

#include "unit.h"

START_TEST(finds_what_programs_read_differently)
{
	static const char *const fields[] = {
		"<@relay.example,@b.example:a@c.example>",
		"<a@b.example:c@d.example>",
		"Team: a@b.example, c@d.example;",
		"A: b: c@d.example;;",
		"a(x)@b.example",
		"a@(x)b.example",
		"<a@b.example (x)>",
		"a@b.example (x (y))",
		"\"a@b.example,\"@c.example",
		"\"a b\"@c.example",
		"a@b.example@c.example",
		"A <a@b@c.example>",
		"<a@b.example> <c@d.example>",
		"A <<a@b.example>>",
		"A <a@b.example",
		"a@b.example>",
		"\"A <a@b.example>",
		"(A a@b.example",
		"a) <a@b.example>",
		"<a@b.example, c@d.example>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		ck_assert_msg(address_is_odd(fields[i], strlen(fields[i])), "%s", fields[i]);
}
END_TEST

START_TEST(finds_nothing_odd_in_honest_fields)
{
	static const char *const fields[] = {
		"",
		"a@b.example",
		"A B <a@b.example>",
		"A <a@b.example>,\r\n\tC <c@d.example>",
		"\"Yamada, Taro (sales): <x>\" <a@b.example>",
		"a@b.example (Yamada Taro)",
		"undisclosed-recipients:;",
		"Undisclosed recipients: ;",
		"\"a..b.\"@docomo.example",
		"<>",
		"a",
		"Sales: A <a@b.example>",
		"A \\( B <a@b.example>",
		"=?iso-2022-jp?Q?(A:_<?= <a@b.example>",
		"\033$B(:<\"\033(B <a@b.example>",
		"\x8e\x52\x93\x63\x83\x40 <a@b.example>",
		"O'Brien (sales) <a@b.example>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		ck_assert_msg(!address_is_odd(fields[i], strlen(fields[i])), "%s", fields[i]);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, finds_what_programs_read_differently);
	tcase_add_test(t, finds_nothing_odd_in_honest_fields);
}

UNIT_MAIN("address_odd", add_tests)
