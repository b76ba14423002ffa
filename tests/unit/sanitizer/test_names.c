/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "names.h"
#include "unit.h"

START_TEST(cleans_names)
{
	static const struct {
		const char *raw;
		size_t max;
		const char *want;
	} cases[] = {
		{ "a.pdf", 100, "a.pdf" },
		{ "../../etc/passwd", 100, "passwd" },
		{ "C:\\Users\\x\\a.exe", 100, "a.exe" },
		{ "a.exe:stream", 100, "a.exe" },
		{ "a.exe::$DATA", 100, "a.exe" },
		{ "a.txt:b.exe", 100, "b.exe" },
		{ "C:a.exe", 100, "a.exe" },
		{ "a.exe/", 100, "a.exe" },
		{ "a.exe:\\", 100, "a.exe" },
		{ "a/b/..", 100, "b" },
		{ "a.pdf\u3000\u00a0", 100, "a.pdf" },
		{ "con.txt", 100, "_con.txt" },
		{ "dir/NUL", 100, "_NUL" },
		{ "console.txt", 100, "console.txt" },
		{ "a\xff\xff\xff\xff.exe", 100, "a\ufffd\ufffd\ufffd\ufffd.exe" },
		{ "a b c d", 2, "a" },
		{ "a.pdf.", 100, "a.pdf" },
		{ "a.exe . .", 100, "a.exe" },
		{ "  a.pdf  ", 100, "a.pdf" },
		{ "...", 100, "" },
		{ "", 100, "" },
		{ "evil\xe2\x80\xae"
		  "fdp.exe",
		  100, "evilfdp.exe" },
		{ "a\tb\nc.pdf", 100, "a b c.pdf" },
		{ "0123456789012345678901234.pdf", 20, "0123456789012345.pdf" },
		{ "あいうえおかきくけこ.pdf", 20, "あいうえお.pdf" },
		{ "0123456789012345678901234", 20, "01234567890123456789" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = names_clean(cases[i].raw, cases[i].max);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s: got %s", cases[i].raw, got);
		ck_assert_uint_le(strlen(got), cases[i].max);
	}
}
END_TEST

START_TEST(takes_the_extension_that_will_be_used)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "a.PDF", "pdf" },
		{ "a.tar.gz", "gz" },
		{ "a", "" },
		{ "a.exe.", "exe" },
		{ "a.exe  ", "exe" },
		{ "dir.d/a", "" },
		{ "a.pdf/b.js", "js" },
		{ "a.p\xe2\x80\x8b"
		  "df",
		  "pdf" },
		{ "", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = names_extension(cases[i].name);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s: got %s", cases[i].name, got);
	}
}
END_TEST

/* A part with these raw Content-Type and Content-Disposition values (NULL: none). */
static struct work named(const char *type, const char *disposition)
{
	static struct limits limits;
	static struct config config;
	static struct sanitize_job job = { .config = &config };
	struct work w = { .job = &job, .limits = &limits, .m = message_new() };

	limits = limits_default();
	work_add_part(&w, "1", -1);
	g_autoptr(params_t) t = params_parse(type, type ? strlen(type) : 0, 100);
	g_autoptr(params_t) d =
		params_parse(disposition, disposition ? strlen(disposition) : 0, 100);
	names_take(&w, 0, t, d);
	return w;
}

START_TEST(records_what_is_unusual_of_a_name)
{
	static const struct {
		const char *name, *disposition;
		const char *want; /* the name shown */
		int finding;	  /* -1: none */
	} cases[] = {
		{ "usual", "attachment; filename=a.pdf", "a.pdf", -1 },
		{ "japanese", "attachment; filename=\"見積書.pdf\"", "見積書.pdf", -1 },
		{ "tar.gz", "attachment; filename=a.tar.gz", "a.tar.gz", -1 },
		{ "version", "attachment; filename=\"a v1.2.pdf\"", "a v1.2.pdf", -1 },
		{ "double", "attachment; filename=a.pdf.exe", "a.pdf.exe",
		  FINDING_NAME_DOUBLE_EXTENSION },
		{ "double far", "attachment; filename=\"a.pdf          .scr\"",
		  "a.pdf          .scr", FINDING_NAME_DOUBLE_EXTENSION },
		{ "direction", "attachment; filename*=utf-8''a%E2%80%AEfdp.exe", "afdp.exe",
		  FINDING_NAME_DIRECTION },
		{ "invisible", "attachment; filename*=utf-8''a%E2%80%8Bb.pdf", "ab.pdf",
		  FINDING_NAME_CONTROL },
		{ "control", "attachment; filename*=utf-8''a%0Db.pdf", "a b.pdf",
		  FINDING_NAME_CONTROL },
		{ "path", "attachment; filename=\"../a.pdf\"", "a.pdf", FINDING_NAME_PATH },
		{ "trailing", "attachment; filename=\"a.exe.\"", "a.exe", FINDING_NAME_TRAILING },
		{ "empty", "attachment; filename=\"...\"", "", FINDING_NAME_EMPTY },
		{ "conflict", "attachment; filename=a.pdf; filename*=utf-8''b.exe", "b.exe",
		  FINDING_NAME_CONFLICT },
		{ "stand-in in ASCII",
		  "attachment; filename=____.pdf; filename*=utf-8''%E6%9B%B8.pdf", "書.pdf", -1 },
		{ "stand-in of another extension",
		  "attachment; filename=____.exe; filename*=utf-8''%E6%9B%B8.pdf", "____.exe",
		  FINDING_NAME_CONFLICT },
		{ "gap before an extension", "attachment; filename*0=a.pdf; filename*2=.exe",
		  "a.pdf.exe", FINDING_NAME_CONFLICT },
		{ "composed twice",
		  "attachment; filename=\"が.pdf\"; filename*=utf-8''%E3%81%8B%E3%82%99.pdf",
		  "が.pdf", -1 },
		{ "wrong label", "attachment; filename*=iso-2022-jp''%8C%A9%90%CF%8F%91.pdf",
		  "見積書.pdf", FINDING_CHARSET_MISLABELLED },
		{ "unknown label", "attachment; filename*=x-none''%E6%9B%B8%E9%A1%9E.pdf",
		  "書類.pdf", FINDING_CHARSET_UNKNOWN },
		{ "isolate", "attachment; filename*=utf-8''a%E2%81%A6fdp.exe", "afdp.exe",
		  FINDING_NAME_DIRECTION },
		{ "left-to-right mark", "attachment; filename*=utf-8''a%E2%80%8E.pdf", "a.pdf",
		  FINDING_NAME_DIRECTION },
		{ "Arabic letter mark", "attachment; filename*=utf-8''a%D8%9C.pdf", "a.pdf",
		  FINDING_NAME_DIRECTION },
		{ "stream", "attachment; filename=\"a.txt:b.exe\"", "b.exe", FINDING_NAME_PATH },
		{ "conflict turned round", "attachment; filename=a.exe; filename*=utf-8''b.pdf",
		  "a.exe", FINDING_NAME_CONFLICT },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct work w = named(NULL, cases[i].disposition);
		const struct part *p = message_part(w.m, 0);
		ck_assert_msg(strcmp(p->name, cases[i].want) == 0, "%s: got %s", cases[i].name,
			      p->name);
		if (cases[i].finding < 0)
			ck_assert_msg(p->findings->len == 0, "%s", cases[i].name);
		else
			ck_assert_msg(part_has_finding(p, (enum finding_id)cases[i].finding), "%s",
				      cases[i].name);
		message_free(w.m);
		work_clear(&w);
	}
}
END_TEST

/* The name alone, as names_set() takes it. */
static struct work called(const char *name)
{
	struct work w = named(NULL, NULL);

	names_set(&w, 0, name);
	return w;
}

/* Which of these names gets ${id}: those before the first NULL do, those behind do not. */
static void tells(enum finding_id id, const char *const *with, const char *const *without)
{
	for (; *with; with++) {
		struct work w = called(*with);
		ck_assert_msg(part_has_finding(message_part(w.m, 0), id), "%s", *with);
		message_free(w.m);
		work_clear(&w);
	}
	for (; *without; without++) {
		struct work w = called(*without);
		ck_assert_msg(!part_has_finding(message_part(w.m, 0), id), "%s", *without);
		message_free(w.m);
		work_clear(&w);
	}
}

START_TEST(knows_extensions_in_look_alike_letters)
{
	tells(FINDING_NAME_HOMOGLYPH,
	      (const char *const[]){ "見積.ехе", "見積.ЕХЕ", "a.ｅｘｅ", "a．exe", "a․exe",
				     "請求書。exe", "a｡exe", "a.pdf․exe", "a.рdf", "a.јѕ", "a.ΗΤΑ",
				     "a.𝐞𝐱𝐞", "a.ⅽom", "a.éxe", "a.ρdf", NULL },
	      (const char *const[]){ "見積.exe", "見積書.pdf", "第１．２版.pdf", "第１章．はじめに",
				     "ＡＢＣ.pdf", "Документ.pdf", "файл.док", "議事録。",
				     "報告・ＰＤＦ版.zip", "Ελλάδα.docx", "a", "", "résumé.pdf",
				     "株式会社．御中", NULL });
}
END_TEST

START_TEST(knows_names_of_devices)
{
	tells(FINDING_NAME_DEVICE,
	      (const char *const[]){ "CON", "nul.txt", "aux.tar.gz", "Prn .pdf", "COM1.docx",
				     "lpt9", "com¹.txt", "CONIN$", "conout$.txt", "a/b/NUL",
				     "ＣＯＮ.txt", NULL },
	      (const char *const[]){ "console.log", "null.txt", "com.pdf", "com10.txt", "auxiliary",
				     "a.con", "content.xml", "コン.txt", NULL });
}
END_TEST

START_TEST(knows_second_extensions)
{
	tells(FINDING_NAME_DOUBLE_EXTENSION,
	      (const char *const[]){ "a.txt.exe", "a.pdf .exe", "a.pdf\u3000\u3000.scr",
				     "a.pdf_____.exe", "a.pdf․exe", "a.docx.js", "a.pdf.exe.",
				     "a.txt.{3050f4d8-98b5-11cf-bb82-00aa00bdce0b}",
				     "a.{3050F4D8-98B5-11CF-BB82-00AA00BDCE0B}", "a.pdf.ехе",
				     NULL },
	      (const char *const[]){ "a.exe.txt", "a.tar.gz", "setup.exe", "www.example.com.url",
				     "v1.2.exe", "2026.11.22.pdf", "a.{x}", "報告.pdf.zip",
				     "lib.min.js", NULL });
}
END_TEST

START_TEST(cleans_a_second_time_to_the_same)
{
	static const char alphabet[] =
		"aE.：:/\\ \tｅо\u3000\u202e\u200b\u200d👨👩\ufeff_$cón{}あ゙\x01";
	g_autoptr(GRand) rand = g_rand_new_with_seed(4);
	glong letters = g_utf8_strlen(alphabet, -1);

	for (unsigned i = 0; i < 20000; i++) {
		g_autoptr(GString) raw = g_string_new(NULL);
		for (gint n = g_rand_int_range(rand, 0, 20); n > 0; n--)
			g_string_append_unichar(
				raw,
				g_utf8_get_char(g_utf8_offset_to_pointer(
					alphabet, g_rand_int_range(rand, 0, (gint32)letters))));
		size_t max = (size_t)g_rand_int_range(rand, 0, 30);
		g_autofree char *once = names_clean(raw->str, max);
		g_autofree char *twice = names_clean(once, max);
		ck_assert_str_eq(once, twice);
		ck_assert_uint_le(strlen(once), max);
		ck_assert_ptr_null(strpbrk(once, "/\\:\t\x01"));
		ck_assert(g_utf8_validate(once, -1, NULL));
	}
}
END_TEST

START_TEST(composes_letters_with_their_marks_alone)
{
	static const struct {
		const char *raw, *want;
	} cases[] = {
		{ "か\u3099は\u309a.txt", "がぱ.txt" },
		{ "e\u0301.txt", "é.txt" },
		{ "\u1112\u1161\u11ab.txt", "한.txt" },
		{ "\ufa19社\ufa11.txt", "\ufa19社\ufa11.txt" }, /* kanji that NFC would exchange */
		{ "ｶﾞＡ\u3000.txt", "ｶﾞＡ\u3000.txt" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *raw = g_strdup_printf("attachment; filename=\"%s\"", cases[i].raw);
		struct work w = named(NULL, raw);
		ck_assert_str_eq(message_part(w.m, 0)->name, cases[i].want);
		message_free(w.m);
		work_clear(&w);
	}
}
END_TEST

START_TEST(composes_a_hundred_thousand_marks_in_time)
{
	g_autoptr(GString) raw = g_string_new("attachment; filename=\"a");

	while (raw->len < 100000)
		g_string_append(raw, "\u0301\u0323");
	g_string_append_c(raw, '"');
	struct work w = named(NULL, raw->str);
	ck_assert(g_utf8_validate(message_part(w.m, 0)->name, -1, NULL));
	message_free(w.m);
	work_clear(&w);
}
END_TEST

START_TEST(fears_the_name_of_the_type_too)
{
	struct work w = named("application/pdf; name=a.js", "attachment; filename=a.pdf");
	const struct part *p = message_part(w.m, 0);

	ck_assert_str_eq(p->name, "a.js");
	ck_assert(part_has_finding(p, FINDING_NAME_CONFLICT));
	message_free(w.m);
	work_clear(&w);
}
END_TEST

START_TEST(shows_hidden_characters_in_the_raw_name)
{
	struct work w = named(NULL, "attachment; filename*=utf-8''a%E2%80%AEfdp.exe");

	ck_assert_str_eq(message_part(w.m, 0)->raw_name, "a\\u{202E}fdp.exe");
	message_free(w.m);
	work_clear(&w);
}
END_TEST

START_TEST(cuts_long_names)
{
	g_autofree char *long_name = g_strnfill(500, 'x');
	g_autofree char *raw = g_strdup_printf("attachment; filename=%s.pdf", long_name);
	struct work w = named(NULL, raw);
	const struct part *p = message_part(w.m, 0);

	ck_assert_uint_le(strlen(p->name), 240);
	ck_assert(g_str_has_suffix(p->name, ".pdf"));
	ck_assert(part_has_finding(p, FINDING_NAME_LONG));
	message_free(w.m);
	work_clear(&w);
}
END_TEST

static void add(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_test(t, cleans_names);
	tcase_add_test(t, takes_the_extension_that_will_be_used);
	tcase_add_test(t, records_what_is_unusual_of_a_name);
	tcase_add_test(t, knows_extensions_in_look_alike_letters);
	tcase_add_test(t, knows_names_of_devices);
	tcase_add_test(t, knows_second_extensions);
	tcase_add_test(t, cleans_a_second_time_to_the_same);
	tcase_add_test(t, composes_letters_with_their_marks_alone);
	tcase_add_test(t, composes_a_hundred_thousand_marks_in_time);
	tcase_add_test(t, fears_the_name_of_the_type_too);
	tcase_add_test(t, shows_hidden_characters_in_the_raw_name);
	tcase_add_test(t, cuts_long_names);
}

UNIT_MAIN("names", add)
