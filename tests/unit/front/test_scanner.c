/* SPDX-License-Identifier: BSD-2-Clause */
/* The scanner's health: no answer of clamd counts without a good and fresh check. */
#include "unit.h"

#include <string.h>
#include <time.h>

#include "fake_clamd.h"
#include "misogi/front.h"
#include "misogi/io.h"
#include "verdicts.h"

static struct config settings(void)
{
	struct config c = { .limits = limits_default() };
	c.clamd_canary_interval = 60;
	c.signature_max_age = 7 * 86400;
	c.limits.scan_seconds = 5;
	return c;
}

/* "ClamAV 1.4.3/27500/DATE", the signatures being ${age} seconds old. Static storage. */
static const char *version_of_age(int64_t age)
{
	static char text[80];
	time_t t = time(NULL) - (time_t)age;
	struct tm tm;
	localtime_r(&t, &tm);
	strftime(text, sizeof(text), "ClamAV 1.4.3/27500/%a %b %e %H:%M:%S %Y", &tm);
	return text;
}

static struct fake_clamd good(const char *version)
{
	return (struct fake_clamd){ .version = version,
				    .benign_answer = "OK",
				    .canary_answer = "Misogi.Canary.UNOFFICIAL FOUND" };
}

static bool remembers(struct scanner *s, const char *sha)
{
	enum scan_answer a;
	g_autofree char *word = NULL;
	return scanner_recall(s, sha, &a, &word);
}

/* As a session that was opened just now. */
static void learn(struct scanner *s, const char *sha)
{
	scanner_remember(s, scanner_era(s), sha, SCAN_CLEAN, "");
}

struct age_case {
	const char *name;
	int64_t age; /* of the signatures; INT64_MAX: the version tells none */
	int64_t max_age;
	const char *want;
};

static const struct age_case ages[] = {
	{ "young_is_good", 3600, 7 * 86400, "" },
	{ "old_stops", 8 * 86400, 7 * 86400, "signatures-old" },
	{ "old_is_good_when_off", 8 * 86400, 0, "" },
	{ "no_date_stops", INT64_MAX, 7 * 86400, "signatures-old" },
	{ "no_date_is_good_when_off", INT64_MAX, 0, "" },
	{ "slightly_ahead_is_good", -3600, 7 * 86400, "" },
	{ "from_the_future_stops", -3 * 86400, 7 * 86400, "signatures-old" },
};

START_TEST(signature_age)
{
	const struct age_case *c = &ages[_i];
	struct config config = settings();
	config.signature_max_age = c->max_age;
	struct fake_clamd f = good(c->age == INT64_MAX ? "ClamAV 1.4.3" : version_of_age(c->age));
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	struct err err = { 0 };
	bool ok = scanner_check(s, &err);
	ck_assert_msg(strcmp(ok ? "" : reason_word(err.reason), c->want) == 0, "%s: %s", c->name,
		      err.text);
	ck_assert_int_eq(scanner_healthy(s, NULL), ok);
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(unchecked_is_not_healthy)
{
	struct config config = settings();
	struct scanner *s = scanner_new(&config, "unix:/nonexistent");
	struct err err = { 0 };
	ck_assert(!scanner_healthy(s, &err));
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
	scanner_free(s);
}
END_TEST

START_TEST(lost_canary_is_not_healthy_and_forgets)
{
	struct config config = settings();
	struct fake_clamd f = good(version_of_age(60));
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	learn(s, "a");
	ck_assert(remembers(s, "a"));
	g_atomic_pointer_set(&f.canary_answer, "OK");
	struct err err = { 0 };
	ck_assert(!scanner_check(s, &err));
	ck_assert_int_eq(err.reason, REASON_CANARY_LOST);
	ck_assert(!scanner_healthy(s, &err));
	ck_assert_int_eq(err.reason, REASON_CANARY_LOST);
	ck_assert(!remembers(s, "a"));
	/* Nothing is learnt while unhealthy. */
	learn(s, "a");
	ck_assert(!remembers(s, "a"));
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(new_signatures_empty_the_memory)
{
	struct config config = settings();
	struct fake_clamd f = good("ClamAV 1/1");
	config.signature_max_age = 0;
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	learn(s, "a");
	ck_assert(scanner_check(s, NULL));
	ck_assert(remembers(s, "a"));
	g_atomic_pointer_set(&f.version, "ClamAV 1/2");
	ck_assert(scanner_check(s, NULL));
	ck_assert(!remembers(s, "a"));
	g_autofree char *version = scanner_version(s);
	ck_assert_str_eq(version, "ClamAV 1/2");
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(verdict_of_signatures_that_are_gone_is_not_remembered)
{
	struct config config = settings();
	struct fake_clamd f = good("ClamAV 1/1");
	config.signature_max_age = 0;
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	uint64_t before = scanner_era(s);
	g_atomic_pointer_set(&f.version, "ClamAV 1/2");
	ck_assert(scanner_check(s, NULL));
	scanner_remember(s, before, "a", SCAN_CLEAN, "");
	ck_assert(!remembers(s, "a"));
	scanner_remember(s, scanner_era(s), "a", SCAN_CLEAN, "");
	ck_assert(remembers(s, "a"));
	/* The same signatures found again are no new era. */
	uint64_t now = scanner_era(s);
	ck_assert(scanner_check(s, NULL));
	ck_assert(scanner_era(s) == now);
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(no_session_is_doubt)
{
	struct config config = settings();
	struct fake_clamd f = good(version_of_age(60));
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	learn(s, "a");
	g_unlink(f.path);
	struct err err = { 0 };
	ck_assert_ptr_null(scanner_session(s, &err));
	ck_assert_int_eq(err.reason, REASON_CLAMD_DOWN);
	ck_assert(!remembers(s, "a"));
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

/* The check itself is an hour away here, and the watch sees the new version all the same. */
START_TEST(watch_sees_new_signatures_between_two_checks)
{
	struct config config = settings();
	struct fake_clamd f = good("ClamAV 1/1");
	config.signature_max_age = 0;
	config.clamd_canary_interval = 3600;
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_watch_start(s, NULL));
	while (!scanner_healthy(s, NULL))
		g_usleep(10000);
	learn(s, "a");
	ck_assert(remembers(s, "a"));
	g_atomic_pointer_set(&f.version, "ClamAV 1/2");
	while (remembers(s, "a"))
		g_usleep(10000);
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(doubt_empties_the_memory_until_checked)
{
	struct config config = settings();
	struct fake_clamd f = good(version_of_age(60));
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	learn(s, "a");
	scanner_doubt(s);
	ck_assert(!remembers(s, "a"));
	learn(s, "a");
	ck_assert(!remembers(s, "a"));
	ck_assert(scanner_check(s, NULL));
	learn(s, "a");
	ck_assert(remembers(s, "a"));
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(watch_finds_a_clamd_that_comes_back)
{
	struct config config = settings();
	struct fake_clamd f = good(version_of_age(60));
	g_atomic_pointer_set(&f.canary_answer, "OK");
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_watch_start(s, NULL));
	struct err err = { 0 };
	while (scanner_healthy(s, &err) || err.reason != REASON_CANARY_LOST)
		g_usleep(10000);
	g_atomic_pointer_set(&f.canary_answer, "Misogi.Canary.UNOFFICIAL FOUND");
	while (!scanner_healthy(s, NULL))
		g_usleep(10000);
	scanner_free(s); /* stops the watch as well */
	fake_stop(&f);
}
END_TEST

START_TEST(stale_check_is_not_healthy)
{
	struct config config = settings();
	config.clamd_canary_interval = 1;
	struct fake_clamd f = good(version_of_age(60));
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	ck_assert(scanner_check(s, NULL));
	ck_assert(scanner_healthy(s, NULL));
	struct err err = { 0 };
	int64_t give_up = io_now_ms() + 30000;
	while (scanner_healthy(s, &err) && io_now_ms() < give_up)
		g_usleep(50000);
	ck_assert_int_eq(err.reason, REASON_CLAMD_TIMEOUT);
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(limit_scan_seconds_ends_the_wait_for_a_stopped_clamd)
{
	struct config config = settings();
	config.limits.scan_seconds = 1;
	struct fake_clamd f = { .requests = 10000 };
	fake_start(&f);
	struct scanner *s = scanner_new(&config, f.address);
	struct err err = { 0 };
	ck_assert(!scanner_check(s, &err));
	ck_assert_int_eq(err.reason, REASON_CLAMD_TIMEOUT);
	scanner_free(s);
	fake_stop(&f);
}
END_TEST

START_TEST(none_is_healthy_and_says_so)
{
	struct config config = settings();
	struct scanner *s = scanner_new(&config, "none");
	ck_assert(scanner_is_none(s));
	ck_assert(scanner_check(s, NULL));
	ck_assert(scanner_healthy(s, NULL));
	ck_assert(scanner_watch_start(s, NULL));
	scanner_watch_stop(s);
	scanner_free(s);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, signature_age, 0, G_N_ELEMENTS(ages));
	tcase_add_test(t, unchecked_is_not_healthy);
	tcase_add_test(t, lost_canary_is_not_healthy_and_forgets);
	tcase_add_test(t, new_signatures_empty_the_memory);
	tcase_add_test(t, verdict_of_signatures_that_are_gone_is_not_remembered);
	tcase_add_test(t, no_session_is_doubt);
	tcase_add_test(t, watch_sees_new_signatures_between_two_checks);
	tcase_add_test(t, doubt_empties_the_memory_until_checked);
	tcase_add_test(t, watch_finds_a_clamd_that_comes_back);
	tcase_add_test(t, stale_check_is_not_healthy);
	tcase_add_test(t, limit_scan_seconds_ends_the_wait_for_a_stopped_clamd);
	tcase_add_test(t, none_is_healthy_and_says_so);
}

UNIT_MAIN("scanner", add)
