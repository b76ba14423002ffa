/* SPDX-License-Identifier: BSD-2-Clause */
/* The way of a mail: zones by network and domain, precedence of the blocks. */
#include "policy_unit.h"

static const char policy_text[] =
	"zone lgwan { clients = 10.1.0.0/16, 2001:db8:1::/48, 192.0.2.7\n"
	" domains = City.Example, .city.example }\n"
	"zone mynumber { clients = 10.1.9.0/24 domains = kojin.city.example }\n"
	"zone monitor { clients = 10.1.250.10 }\n"
	"zone internet { clients = any domains = any }\n"
	"crossing inbound { from = internet to = lgwan }\n"
	"crossing outbound { from = lgwan to = internet }\n"
	"crossing odd { from = lgwan to = mynumber }\n"
	"refuse mynumber { to = mynumber why = \"個人番号\" }\n"
	"refuse never-out { from = mynumber why = closed }\n"
	"pass alarms { from = monitor to = lgwan why = \"decision 12\" }\n" DEFAULT;

static const struct {
	const char *name, *client, *recipient;
	enum route route;
	const char *block;
} ways[] = {
	{ "in", "203.0.113.5", "a@city.example", ROUTE_CROSSING, "inbound" },
	{ "in, subdomain", "203.0.113.5", "a@x.y.city.example", ROUTE_CROSSING, "inbound" },
	{ "in, upper case", "203.0.113.5", "A@CITY.EXAMPLE", ROUTE_CROSSING, "inbound" },
	{ "in, final dot", "203.0.113.5", "a@city.example.", ROUTE_CROSSING, "inbound" },
	{ "in, IPv6", "2001:db8:2::1", "a@city.example", ROUTE_CROSSING, "inbound" },
	{ "out", "10.1.2.3", "a@example.org", ROUTE_CROSSING, "outbound" },
	{ "out, single address", "192.0.2.7", "a@example.org", ROUTE_CROSSING, "outbound" },
	{ "out, IPv6", "2001:db8:1::1", "a@example.org", ROUTE_CROSSING, "outbound" },
	{ "out, IPv4 in IPv6", "::ffff:10.1.2.3", "a@example.org", ROUTE_CROSSING, "outbound" },
	{ "a look-alike domain is outside", "10.1.2.3", "a@notcity.example", ROUTE_CROSSING,
	  "outbound" },
	{ "an address in the local part does not count", "10.1.2.3", "\"a@city.example\"@b.example",
	  ROUTE_CROSSING, "outbound" },
	{ "neighbour of the network", "10.2.0.1", "a@city.example", ROUTE_CROSSING, "inbound" },
	{ "unknown client is of any only", "", "a@city.example", ROUTE_CROSSING, "inbound" },
	{ "nonsense client is of any only", "unix", "a@city.example", ROUTE_CROSSING, "inbound" },
	{ "inside to inside: none", "10.1.2.3", "a@city.example", ROUTE_NONE, "" },
	{ "outside to outside: none", "203.0.113.5", "a@example.org", ROUTE_NONE, "" },
	{ "recipient without domain is of any", "10.1.2.3", "postmaster", ROUTE_CROSSING,
	  "outbound" },
	{ "refuse wins over a crossing", "10.1.2.3", "a@kojin.city.example", ROUTE_REFUSE,
	  "mynumber" },
	{ "refuse from outside", "203.0.113.5", "a@kojin.city.example", ROUTE_REFUSE, "mynumber" },
	{ "the closer network", "10.1.9.1", "a@example.org", ROUTE_REFUSE, "never-out" },
	{ "pass", "10.1.250.10", "a@city.example", ROUTE_PASS, "alarms" },
	{ "pass has its one way", "10.1.250.10", "a@example.org", ROUTE_NONE, "" },
	{ "neighbour of pass", "10.1.250.11", "a@city.example", ROUTE_NONE, "" },
};

START_TEST(finds_the_way)
{
	g_autoptr(policy_t) p = good_policy(policy_text);
	struct route_answer got;

	policy_route(p, ways[_i].client, ways[_i].recipient, &got);
	ck_assert_msg(got.route == ways[_i].route, "%s: %d", ways[_i].name, (int)got.route);
	ck_assert_msg(strcmp(got.name, ways[_i].block) == 0, "%s: %s", ways[_i].name, got.name);
}
END_TEST

START_TEST(answers_say_why_and_where)
{
	g_autoptr(policy_t) p = good_policy(policy_text);
	struct route_answer got;

	policy_route(p, "10.1.250.10", "a@city.example", &got);
	ck_assert_str_eq(got.why, "decision 12");
	ck_assert_str_eq(got.where, "p.conf:11");
	policy_route(p, "203.0.113.5", "a@city.example", &got);
	ck_assert_str_eq(got.why, "");
	policy_route(p, "203.0.113.5", "a@example.org", &got);
	ck_assert_str_eq(got.where, "");
}
END_TEST

START_TEST(knows_its_crossings)
{
	g_autoptr(policy_t) p = good_policy(policy_text);
	g_autoptr(policy_t) none = good_policy(DEFAULT);

	ck_assert_str_eq(policy_first_crossing(p), "inbound");
	ck_assert(policy_has_crossing(p, "outbound"));
	ck_assert(!policy_has_crossing(p, "alarms"));
	ck_assert_ptr_null(policy_first_crossing(none));
}
END_TEST

START_TEST(without_any_strangers_have_no_way)
{
	g_autoptr(policy_t) p =
		good_policy("zone a { clients = 10.0.0.0/8 domains = a.example }\n"
			    "zone b { clients = 172.16.0.0/12 domains = b.example }\n"
			    "crossing ab { from = a to = b }\n"
			    "refuse b { from = b why = no }\n" DEFAULT);
	struct route_answer got;

	policy_route(p, "10.0.0.1", "x@b.example", &got);
	ck_assert_int_eq(got.route, ROUTE_CROSSING);
	policy_route(p, "192.0.2.1", "x@b.example", &got);
	ck_assert_int_eq(got.route, ROUTE_NONE);
	policy_route(p, "10.0.0.1", "x@c.example", &got);
	ck_assert_int_eq(got.route, ROUTE_NONE);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, finds_the_way, 0, G_N_ELEMENTS(ways));
	tcase_add_test(t, answers_say_why_and_where);
	tcase_add_test(t, knows_its_crossings);
	tcase_add_test(t, without_any_strangers_have_no_way);
}

UNIT_MAIN("policy_route", add_tests)
