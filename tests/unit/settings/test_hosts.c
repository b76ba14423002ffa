/* SPDX-License-Identifier: BSD-2-Clause */
/* Addresses, domains and networks: what is read as which, and what fits. */
#include "unit.h"

#include <string.h>

#include "policy_model.h"

static const struct {
	const char *text;
	enum host_kind kind;
	const char *folded;
} texts[] = {
	{ "a.example", HOST_DOMAIN, "a.example" },
	{ "A.Example.", HOST_DOMAIN, "a.example" },
	{ "市.example", HOST_DOMAIN, "市.example" },
	{ "localhost", HOST_DOMAIN, "localhost" },
	{ ".a.example", HOST_SUBDOMAIN, ".a.example" },
	{ "x@A.example", HOST_ADDRESS, "x@a.example" },
	{ "\"a@b\"@c.example", HOST_ADDRESS, "\"a@b\"@c.example" },
	{ "<>", HOST_NULL_SENDER, "<>" },
	{ "10.0.0.0/8", HOST_NET, "10.0.0.0/8" },
	{ "10.1.2.3", HOST_NET, "10.1.2.3" },
	{ "2001:db8::/32", HOST_NET, "2001:db8::/32" },
	{ "::/0", HOST_NET, "::/0" },
	{ "0.0.0.0/0", HOST_NET, "0.0.0.0/0" },
	{ "", HOST_BAD, NULL },
	{ ".", HOST_BAD, NULL },
	{ "..a", HOST_BAD, NULL },
	{ "a..b", HOST_BAD, NULL },
	{ "a b", HOST_BAD, NULL },
	{ "@a.example", HOST_BAD, NULL },
	{ "x@", HOST_BAD, NULL },
	{ "*.a.example", HOST_BAD, NULL },
	{ "10.0.0", HOST_BAD, NULL },
	{ "10.0.0.0/", HOST_BAD, NULL },
	{ "10.0.0.0/33", HOST_BAD, NULL },
	{ "10.0.0.1/8", HOST_BAD, NULL },
	{ "10.0.0.256", HOST_BAD, NULL },
	{ "2001:db8::1/32", HOST_BAD, NULL },
};

START_TEST(text_is_read_as_what_it_is)
{
	g_autofree char *folded = NULL;
	struct net net;
	enum host_kind got = host_parse(texts[_i].text, &folded, &net);

	ck_assert_msg(got == texts[_i].kind, "%s: %d", texts[_i].text, (int)got);
	if (texts[_i].folded)
		ck_assert_str_eq(folded, texts[_i].folded);
}
END_TEST

START_TEST(the_longest_network_wins)
{
	struct hosts h;

	hosts_init(&h);
	hosts_add(&h, "10.0.0.0/8");
	hosts_add(&h, "10.1.0.0/16");
	hosts_add(&h, "2001:db8::/33");
	ck_assert_int_eq(hosts_match_net(&h, "10.1.0.1"), 96 + 16);
	ck_assert_int_eq(hosts_match_net(&h, "10.2.0.1"), 96 + 8);
	ck_assert_int_eq(hosts_match_net(&h, "::ffff:10.2.0.1"), 96 + 8);
	ck_assert_int_eq(hosts_match_net(&h, "2001:db8:7fff::1"), 33);
	ck_assert_int_eq(hosts_match_net(&h, "2001:db8:8000::1"), -1);
	ck_assert_int_eq(hosts_match_net(&h, "11.0.0.1"), -1);
	ck_assert_int_eq(hosts_match_net(&h, ""), -1);
	ck_assert_int_eq(hosts_match_net(&h, "10.1.0.1 "), -1);
	hosts_clear(&h);
}
END_TEST

START_TEST(the_closest_name_wins)
{
	struct hosts h;

	hosts_init(&h);
	hosts_add(&h, ".example");
	hosts_add(&h, ".a.example");
	hosts_add(&h, "a.example");
	hosts_add(&h, "x@a.example");
	size_t address = hosts_match_address(&h, "X@a.example");
	size_t domain = hosts_match_address(&h, "y@a.example");
	size_t below = hosts_match_address(&h, "y@b.c.a.example");
	size_t far = hosts_match_address(&h, "y@b.example");
	ck_assert(address > domain && domain > below && below > far && far > 0);
	ck_assert_uint_eq(hosts_match_address(&h, "y@example"), 0);
	ck_assert_uint_eq(hosts_match_address(&h, "a.example"), 0);
	ck_assert_uint_eq(hosts_match_address(&h, ""), 0);
	ck_assert_uint_eq(hosts_match_address(&h, "y@\xff\xfe"), 0);
	hosts_add(&h, "<>");
	ck_assert_uint_gt(hosts_match_address(&h, ""), 0);
	hosts_clear(&h);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, text_is_read_as_what_it_is, 0, G_N_ELEMENTS(texts));
	tcase_add_test(t, the_longest_network_wins);
	tcase_add_test(t, the_closest_name_wins);
}

UNIT_MAIN("hosts", add_tests)
