/* SPDX-License-Identifier: BSD-2-Clause */
/* test_keys.c: keys are made once, whole, and a readable secret is none. */
#include "fixture.h"

#include "keys.h"

static struct place place;

static void set_up(void)
{
	place_make(&place);
}

static void tear_down(void)
{
	place_remove(&place);
}

static unsigned mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

START_TEST(makes_a_pair_with_the_right_modes)
{
	struct err err = { 0 };
	ck_assert_uint_eq(mode_of(place.config->secret_key_file), 0600);
	ck_assert_uint_eq(mode_of(place.config->public_key_file), 0644);
	ck_assert_msg(store_key_check(place.config, true, &err), "%s", err.text);
}
END_TEST

START_TEST(never_overwrites)
{
	static const struct {
		const char *name;
		bool secret, public;
	} cases[] = { { "both", true, true },
		      { "secret", true, false },
		      { "public", false, true } };
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err err = { 0 };
		struct place p;
		place_make(&p);
		if (!cases[i].secret)
			unlink(p.config->secret_key_file);
		if (!cases[i].public)
			unlink(p.config->public_key_file);
		ck_assert_msg(!store_key_init(p.config, &err), "%s", cases[i].name);
		ck_assert_int_eq(err.reason, REASON_KEY);
		ck_assert_msg(!mode_of(p.config->secret_key_file) == !cases[i].secret, "%s",
			      cases[i].name);
		ck_assert_msg(!mode_of(p.config->public_key_file) == !cases[i].public, "%s",
			      cases[i].name);
		place_remove(&p);
	}
}
END_TEST

START_TEST(leaves_no_half_pair)
{
	struct err err = { 0 };
	unlink(place.config->secret_key_file);
	g_free(place.config->public_key_file);
	place.config->public_key_file = g_strdup("/nonexistent/seal.pub");
	ck_assert(!store_key_init(place.config, &err));
	ck_assert_uint_eq(mode_of(place.config->secret_key_file), 0);
}
END_TEST

START_TEST(refuses_a_secret_others_may_read)
{
	static const unsigned modes[] = { 0640, 0604, 0660, 0666, 0610, 0601 };
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		struct err err = { 0 };
		ck_assert_int_eq(chmod(place.config->secret_key_file, modes[i]), 0);
		ck_assert_msg(!store_key_check(place.config, true, &err), "%o", modes[i]);
		ck_assert_int_eq(err.reason, REASON_KEY);
	}
}
END_TEST

START_TEST(refuses_what_is_no_key)
{
	static const char hex[] =
		"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	static const struct {
		const char *name, *format;
	} cases[] = {
		{ "empty", "%.0s" },
		{ "the other word", "misogi-seal-secret-1 %s\n" },
		{ "no newline", "misogi-seal-public-1 %s" },
		{ "too short", "misogi-seal-public-1 %.62s\n" },
		{ "too long", "misogi-seal-public-1 %s00\n" },
		{ "no hex", "misogi-seal-public-1 zz%.62s\n" },
		{ "two lines", "misogi-seal-public-1 %s\n\n" },
		{ "another version", "misogi-seal-public-2 %s\n" },
		{ "no blank", "misogi-seal-public-1%s\n" },
	};
	uint8_t key[KEY_BYTES];
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *text = g_string_new(NULL);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		g_string_printf(text, cases[i].format, hex);
#pragma GCC diagnostic pop
		ck_assert(g_file_set_contents(place.config->public_key_file, text->str, -1, NULL));
		struct err err = { 0 };
		ck_assert_msg(!keys_read_public(place.config->public_key_file, key, &err), "%s",
			      cases[i].name);
		ck_assert_int_eq(err.reason, REASON_KEY);
		g_string_free(text, TRUE);
	}
	g_autofree char *good = g_strdup_printf("misogi-seal-public-1 %s\n", hex);
	ck_assert(g_file_set_contents(place.config->public_key_file, good, -1, NULL));
	ck_assert(keys_read_public(place.config->public_key_file, key, NULL));
	ck_assert_uint_eq(key[31], 0xff);
}
END_TEST

START_TEST(finds_keys_that_do_not_belong_together)
{
	struct err err = { 0 };
	struct place other;
	place_make(&other);
	unlink(place.config->public_key_file);
	ck_assert_int_eq(rename(other.config->public_key_file, place.config->public_key_file), 0);
	ck_assert(!store_key_check(place.config, true, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "does not belong"));
	place_remove(&other);
}
END_TEST

START_TEST(public_alone_is_enough_to_write)
{
	struct err err = { 0 };
	unlink(place.config->secret_key_file);
	ck_assert_msg(store_key_check(place.config, false, &err), "%s", err.text);
	ck_assert(!store_key_check(place.config, true, &err));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, makes_a_pair_with_the_right_modes);
	tcase_add_test(t, never_overwrites);
	tcase_add_test(t, leaves_no_half_pair);
	tcase_add_test(t, refuses_a_secret_others_may_read);
	tcase_add_test(t, refuses_what_is_no_key);
	tcase_add_test(t, finds_keys_that_do_not_belong_together);
	tcase_add_test(t, public_alone_is_enough_to_write);
}

UNIT_MAIN("keys", add_tests)
