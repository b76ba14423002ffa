/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_compose.c: what is written is read again by a small decoder of the
 * test's own, and must be what went in, within the widths of RFC 5322.
 */
#include "unit.h"

#include <string.h>

#include "misogi/compose.h"

/* Unfolds and decodes B words; blanks between two words go. */
static char *decoded(const char *value)
{
	GString *out = g_string_new(NULL);
	bool word = false;

	for (const char *p = value; *p;) {
		if (g_str_has_prefix(p, "=?utf-8?B?")) {
			const char *end = strstr(p + 10, "?=");
			g_autofree char *base64 = g_strndup(p + 10, (gsize)(end - p - 10));
			gsize n;
			g_autofree guchar *bytes = g_base64_decode(base64, &n);
			ck_assert_msg(g_utf8_validate((char *)bytes, (gssize)n, NULL), "split: %s",
				      value);
			ck_assert_int_le(end + 2 - p, 75);
			g_string_append_len(out, (char *)bytes, (gssize)n);
			p = end + 2;
			word = true;
			continue;
		}
		const char *text = p + strspn(p, " \r\n");
		if (word && g_str_has_prefix(text, "=?utf-8?B?")) {
			p = text;
			continue;
		}
		if (*p != '\r' && *p != '\n')
			g_string_append_c(out, *p);
		word = false;
		p++;
	}
	return g_string_free(out, FALSE);
}

/* Printable ASCII, CRLF only before a blank, no line over ${max}. */
static void check_lines(const char *value, size_t name_len, size_t max)
{
	g_auto(GStrv) lines = g_strsplit(value, "\r\n", -1);

	for (unsigned i = 0; lines[i]; i++) {
		ck_assert_msg(strlen(lines[i]) + (i ? 0 : name_len + 2) <= max, "long: %s", value);
		ck_assert_msg(i == 0 || lines[i][0] == ' ', "no fold: %s", value);
		ck_assert_msg(i == 0 || strspn(lines[i], " ") < strlen(lines[i]), "blank: %s",
			      value);
		for (const char *p = lines[i]; *p; p++)
			ck_assert_msg(*p >= ' ' && *p <= '~', "byte: %s", value);
	}
}

static const char *const texts[] = {
	"",
	"plain",
	"two  blanks",
	"日本語の件名",
	"mixed 日本語 text",
	"=?utf-8?Q?looks_like_a_word?=",
	"🎉👨 完了 and a very long tail that has to be folded somewhere because it is too long for "
	"one line",
	"plain ASCII that is so long that it has to be folded, and folded again, because it goes "
	"on and on",
	"averyveryverylongwordwithoutanyblankthatcannotbefoldedanywhereatallbutmuststayinsideofthel"
	"imit",
	"長い長い件名がどこまでも続いていくので、何度も折り返さなければならないという場合の試験です"
	"。まだ続きます。",
};

START_TEST(unstructured_text_survives)
{
	for (size_t name = 4; name < 30; name += 5) {
		g_autofree char *value = compose_unstructured(texts[_i], name, MAIL_CHARSET_UTF8);
		g_autofree char *back = decoded(value);
		check_lines(value, name, 78);
		ck_assert_str_eq(back, texts[_i]);
	}
}
END_TEST

/* What people see as one character is never cut into two words, where a word has room for it. */
START_TEST(words_hold_whole_clusters)
{
	static const char *const clusters[] = {
		"👨‍👩‍👧‍👦",
		"🇯🇵",
		"か\u3099",
		"辻\U000e0101",
		"👍🏽",
		"ｶﾞ",
		"1️⃣",
		"ᄒ\u1161\u11ab",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(clusters); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 400)
			g_string_append(text, clusters[i]);
		g_autofree char *value = compose_unstructured(text->str, 7, MAIL_CHARSET_UTF8);
		g_auto(GStrv) words = g_strsplit(value, "\r\n ", -1);
		for (unsigned w = 0; words[w]; w++) {
			g_autofree char *word = decoded(words[w]);
			ck_assert_msg(strlen(word) % strlen(clusters[i]) == 0, "%s: %s",
				      clusters[i], word);
		}
	}
}
END_TEST

START_TEST(cluster_longer_than_a_word_is_cut_between_characters)
{
	g_autoptr(GString) text = g_string_new("a");

	while (text->len < 4000)
		g_string_append(text, "\u0301");
	g_autofree char *value = compose_unstructured(text->str, 7, MAIL_CHARSET_UTF8);
	g_autofree char *back = decoded(value);
	check_lines(value, 7, 78);
	ck_assert_str_eq(back, text->str);
}
END_TEST

/* A character of no kind in particular, nothing that a line of text cannot have. */
static gunichar random_character(GRand *rand)
{
	static const struct {
		gint32 first, last;
	} ranges[] = {
		{ 0x21, 0x7f },	      { 0x21, 0x7f },	    { 0x20, 0x21 },
		{ 0x20, 0x21 },	      { 0xa1, 0xad },	    { 0x300, 0x34f },
		{ 0x3041, 0x30ff },   { 0x4e00, 0x9fff },   { 0xac00, 0xd7a3 },
		{ 0xff61, 0xff9f },   { 0x1f300, 0x1f6ff }, { 0x1f1e6, 0x1f200 },
		{ 0x20000, 0x2a6d7 },
	};
	int i = g_rand_int_range(rand, 0, G_N_ELEMENTS(ranges));

	return (gunichar)g_rand_int_range(rand, ranges[i].first, ranges[i].last);
}

START_TEST(random_unicode_survives)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(2047);

	for (unsigned round = 0; round < 5000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		size_t name = (size_t)g_rand_int_range(rand, 2, 23);
		for (int n = g_rand_int_range(rand, 0, 120); n > 0; n--)
			g_string_append_unichar(text, random_character(rand));
		g_strstrip(text->str);
		g_autofree char *value = compose_unstructured(text->str, name, MAIL_CHARSET_UTF8);
		g_autofree char *back = decoded(value);
		check_lines(value, name, 78);
		ck_assert_str_eq(back, text->str);
	}
}
END_TEST

START_TEST(unstructured_text_stays_one_field)
{
	static const char *const hostile[] = { "a\r\nBcc: x@y.jp", "a\nb", "日\r\n\r\n本",
					       "a\x0b"
					       "b" };

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autofree char *value = compose_unstructured(hostile[i], 7, MAIL_CHARSET_UTF8);
		check_lines(value, 7, 78);
		g_autofree char *back = decoded(value);
		ck_assert(!strpbrk(back, "\r\n"));
	}
}
END_TEST

START_TEST(ascii_stays_readable)
{
	g_autofree char *value = compose_unstructured("Re: Hello, World", 7, MAIL_CHARSET_UTF8);

	ck_assert_str_eq(value, "Re: Hello, World");
}
END_TEST

static const struct {
	const char *name, *display, *mailbox, *want;
} addresses[] = {
	{ "bare", "", "a@b.jp", "a@b.jp" },
	{ "atoms", "Taro Yamada", "a@b.jp", "Taro Yamada <a@b.jp>" },
	{ "quotes_specials", "Yamada, Taro", "a@b.jp", "\"Yamada, Taro\" <a@b.jp>" },
	{ "escapes_quotes", "a \"b\" \\", "a@b.jp", "\"a \\\"b\\\" \\\\\" <a@b.jp>" },
	{ "quotes_address_as_name", "boss@city.jp", "a@b.jp", "\"boss@city.jp\" <a@b.jp>" },
	{ "encodes_japanese", "山田", "a@b.jp", "=?utf-8?B?5bGx55Sw?= <a@b.jp>" },
	{ "encodes_look_alike_of_a_word", "=?x?=", "a@b.jp", "=?utf-8?B?PT94Pz0=?= <a@b.jp>" },
	{ "keeps_quoted_local_part", "", "\"a b\"@c.jp", "\"a b\"@c.jp" },
	{ "keeps_literal", "", "a@[192.0.2.1]", "a@[192.0.2.1]" },
	{ "makes_text_of_no_address", "a name", "", "a name:;" },
	{ "makes_text_of_bad_address", "", "a b@c.jp", "\"a b@c.jp\":;" },
	{ "refuses_two_addresses_in_one", "x", "a@b.jp>,<c@d.jp", "x:;" },
	{ "refuses_line_end", "x", "a@b.jp\r\nBcc: c@d.jp", "x:;" },
	{ "refuses_word_for_a_domain", "x", "=?utf-8?Q?a@b.jp?=", "x:;" },
	{ "refuses_8_bit", "x", "山@b.jp", "x:;" },
	{ "ends_an_encoded_group_name", "山田", "", "=?utf-8?B?5bGx55Sw?= :;" },
	{ "refuses_dots_in_a_row", "x", "a..b@c.jp", "x:;" },
	{ "keeps_line_end_out_of_the_name", "a\r\nBcc: b@c.jp", "a@b.jp",
	  "\"a  Bcc: b@c.jp\" <a@b.jp>" },
};

START_TEST(address_is_written)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);

	g_ptr_array_add(list, address_new(addresses[_i].display, addresses[_i].mailbox));
	g_autofree char *got = compose_addresses(list, 4, MAIL_CHARSET_UTF8);
	ck_assert_msg(!strcmp(got, addresses[_i].want), "%s: got \"%s\" want \"%s\"",
		      addresses[_i].name, got, addresses[_i].want);
}
END_TEST

START_TEST(address_lists_are_folded)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);

	for (unsigned i = 0; i < 30; i++)
		g_ptr_array_add(list,
				address_new(i % 2 ? "とても長い表示名をもつ差出人その人の名前です"
						  : "Name, A.",
					    "someone@example.co.jp"));
	g_autofree char *got = compose_addresses(list, 2, MAIL_CHARSET_UTF8);
	check_lines(got, 2, 78);
	g_auto(GStrv) entries = g_strsplit(got, ",\r\n ", -1);
	ck_assert_uint_gt(g_strv_length(entries), 5);
}
END_TEST

/* The comma counts too: addresses of every length, so that one ends in the last column. */
START_TEST(commas_have_their_place)
{
	for (unsigned n = 1; n < 40; n++) {
		g_autoptr(GPtrArray) list =
			g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
		g_autofree char *local = g_strnfill(n, 'x');
		g_autofree char *mailbox = g_strconcat(local, "@b.jp", NULL);

		for (unsigned i = 0; i < 20; i++)
			g_ptr_array_add(list, address_new(i % 3 ? "" : "A B", mailbox));
		g_autofree char *got = compose_addresses(list, 2, MAIL_CHARSET_UTF8);
		check_lines(got, 2, 78);
	}
}
END_TEST

static const struct {
	const char *name, *text, *cte, *want;
} bodies[] = {
	{ "empty", "", "7bit", "" },
	{ "ascii", "a\nb\n", "7bit", "a\r\nb\r\n" },
	{ "ends_last_line", "a", "7bit", "a\r\n" },
	{ "lone_cr", "a\rb\r\nc", "7bit", "a\r\nb\r\nc\r\n" },
	{ "few_8_bit", "a long plain line, cafe \xc3\xa9 = x\n", "quoted-printable",
	  "a long plain line, cafe =C3=A9 =3D x\r\n" },
	{ "blank_at_the_end", "a long plain line of caf\xc3\xa9 \nx\t\n", "quoted-printable",
	  "a long plain line of caf=C3=A9=20\r\nx=09\r\n" },
	{ "japanese", "日本語\n", "base64", "5pel5pys6KqeDQo=\r\n" },
	{ "dot_first", "a line of some length\n.\n..b\n", "quoted-printable",
	  "a line of some length\r\n=2E\r\n=2E.b\r\n" },
	{ "from_first", "From a line of some length\nFrom\n From x\n", "quoted-printable",
	  "=46rom a line of some length\r\nFrom\r\n From x\r\n" },
};

START_TEST(body_is_encoded)
{
	const char *cte;
	g_autoptr(GBytes) got = compose_body(bodies[_i].text, strlen(bodies[_i].text), &cte);
	gsize n;
	const char *bytes = g_bytes_get_data(got, &n);

	ck_assert_msg(!strcmp(cte, bodies[_i].cte), "%s: %s", bodies[_i].name, cte);
	ck_assert_msg(n == strlen(bodies[_i].want) && !memcmp(bytes, bodies[_i].want, n),
		      "%s: %.*s", bodies[_i].name, (int)n, bytes);
}
END_TEST

/* Quoted-printable or base64 undone. */
static GString *body_decoded(const char *s, gsize n, const char *cte)
{
	GString *out = g_string_new(NULL);

	if (!strcmp(cte, "base64")) {
		g_autofree char *copy = g_strndup(s, n);
		gsize len;
		g_autofree guchar *bytes = g_base64_decode(copy, &len);
		return g_string_append_len(out, (char *)bytes, (gssize)len);
	}
	for (gsize i = 0; i < n; i++) {
		if (s[i] != '=' || strcmp(cte, "quoted-printable"))
			g_string_append_c(out, s[i]);
		else if (s[i + 1] != '\r')
			g_string_append_c(out, (char)(g_ascii_xdigit_value(s[i + 1]) * 16 +
						      g_ascii_xdigit_value(s[i + 2])));
		if (s[i] == '=' && !strcmp(cte, "quoted-printable"))
			i += 2;
	}
	return out;
}

START_TEST(bodies_survive_in_76_columns)
{
	static const char *const pieces[] = {
		"日本語", "a", "=", " ",     "\n",	 "\t",
		"word ",  "é", ".", "\n.\n", "From x\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	};
	g_autoptr(GRand) rand = g_rand_new_with_seed(76);

	for (unsigned round = 0; round < 600; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int i = g_rand_int_range(rand, 0, 200); i > 0; i--)
			g_string_append(text, pieces[g_rand_int_range(rand, round % 2, 12)]);
		g_string_append_c(text, '\n');
		const char *cte;
		g_autoptr(GBytes) got = compose_body(text->str, text->len, &cte);
		gsize n, line = 0;
		const char *bytes = g_bytes_get_data(got, &n);
		for (gsize i = 0; i < n; i++) {
			line = bytes[i] == '\n' ? 0 : line + 1;
			ck_assert(!(bytes[i] & 0x80));
			ck_assert_uint_le(line, 77); /* 76 and the CR */
			ck_assert(line != 1 || bytes[i] != '.');
			ck_assert(line != 1 || n - i < 5 || memcmp(bytes + i, "From ", 5) != 0);
		}
		g_autoptr(GString) back = body_decoded(bytes, n, cte);
		g_string_replace(back, "\r\n", "\n", 0);
		ck_assert_str_eq(back->str, text->str);
	}
}
END_TEST

START_TEST(text_gets_its_headers)
{
	static const char *const want[][2] = { { "MIME-Version", "1.0" },
					       { "Content-Type", "text/plain; charset=utf-8" },
					       { "Content-Transfer-Encoding", "base64" } };
	g_autoptr(message_t) m = message_new();

	compose_text(m, "日本語", strlen("日本語"));
	ck_assert_uint_eq(m->headers->len, 3);
	for (unsigned i = 0; i < 3; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		ck_assert_str_eq(h->name, want[i][0]);
		ck_assert_str_eq(h->value, want[i][1]);
	}
}
END_TEST

START_TEST(date_is_of_rfc_5322)
{
	g_setenv("TZ", "JST-9", TRUE);
	g_autofree char *got = compose_date(1796774400);

	ck_assert_str_eq(got, "Wed, 9 Dec 2026 09:00:00 +0900");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, unstructured_text_survives, 0, G_N_ELEMENTS(texts));
	tcase_add_test(t, words_hold_whole_clusters);
	tcase_add_test(t, cluster_longer_than_a_word_is_cut_between_characters);
	tcase_add_test(t, random_unicode_survives);
	tcase_add_test(t, unstructured_text_stays_one_field);
	tcase_add_test(t, ascii_stays_readable);
	tcase_add_loop_test(t, address_is_written, 0, G_N_ELEMENTS(addresses));
	tcase_add_test(t, address_lists_are_folded);
	tcase_add_test(t, commas_have_their_place);
	tcase_add_loop_test(t, body_is_encoded, 0, G_N_ELEMENTS(bodies));
	tcase_add_test(t, bodies_survive_in_76_columns);
	tcase_add_test(t, text_gets_its_headers);
	tcase_add_test(t, date_is_of_rfc_5322);
}

UNIT_MAIN("compose", add_tests)
