/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_notice.c: the words that people read, whole, and that nobody outside
 * can bend them.
 */
#include "unit.h"

#include <string.h>

#include "misogi/compose.h"
#include "notice_lines.h"

struct scene {
	struct config config;
	struct envelope *e;
	struct message *m;
};

static struct scene *scene_new(enum config_lang lang)
{
	struct scene *s = g_new0(struct scene, 1);

	g_setenv("TZ", "JST-9", TRUE);
	s->config.hostname = g_strdup("misogi.city.example.lg.jp");
	s->config.site_name = g_strdup("市役所");
	s->config.passphrase = g_strdup("あじさい");
	s->config.help_line = g_strdup("DX推進課 内線 2345");
	s->config.portal_url = g_strdup("");
	s->config.notice_language = lang;
	s->e = envelope_new();
	g_free(s->e->id);
	s->e->id = g_strdup("7K3Q9F2M");
	g_free(s->e->sender);
	s->e->sender = g_strdup("yamada@example.co.jp");
	s->e->received = 1796774400; /* 2026-12-09 09:00 JST */
	s->m = message_new();
	return s;
}

static void scene_free(struct scene *s)
{
	g_free(s->config.hostname);
	g_free(s->config.site_name);
	g_free(s->config.passphrase);
	g_free(s->config.help_line);
	g_free(s->config.portal_url);
	envelope_free(s->e);
	message_free(s->m);
	g_free(s);
}

static void replace(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static struct part *add(struct scene *s, const char *name, enum part_action action,
			const char *release)
{
	struct part *p = message_add_part(s->m, "1", -1);

	p->is_attachment = true;
	p->action = action;
	p->scan = SCAN_CLEAN;
	p->size = 4300000;
	replace(&p->name, name);
	replace(&p->release, release);
	replace(&p->rule, "default");
	return p;
}

static void check_width(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (unsigned i = 0; lines[i]; i++)
		ck_assert_msg(notice_width(lines[i]) <= NOTICE_COLUMNS || strstr(lines[i], "://"),
			      "%zu columns: %s", notice_width(lines[i]), lines[i]);
}

static void check_notice(const struct scene *s, const char *want)
{
	g_autofree char *got = notice_of(s->m, s->e, &s->config);

	check_width(got);
	ck_assert_msg(!strcmp(got, want), "got:\n%s\nwant:\n%s", got, want);
}

START_TEST(says_nothing_when_nothing_was_removed)
{
	struct scene *s = scene_new(CONFIG_LANG_BOTH);
	struct part *body = message_add_part(s->m, "1", -1);

	body->is_body = true;
	body->action = PART_TEXT;
	check_notice(s, "");
	scene_free(s);
}
END_TEST

START_TEST(tells_of_held_file_in_japanese)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *p = add(s, "図面一式.zip", PART_QUARANTINE, "approval");
	enum finding_id encrypted = FINDING_ENCRYPTED;

	replace(&s->config.portal_url, "https://misogi.city.example.lg.jp/");
	g_array_append_val(p->findings, encrypted);
	p->keep_seconds = 14 * 86400;
	check_notice(s, "━━ 市役所からのお知らせ ━━ 合言葉：あじさい ━━━━━━━━\n"
			"添付ファイル 1件を、お預かりしています。まだお手元には届いていません。\n"
			"\n"
			" 1 図面一式.zip（4.1MB）  パスワードつき\n"
			"\n"
			"・受け取るには、次のページを開いてください。\n"
			"https://misogi.city.example.lg.jp/m/7K3Q9F2M\n"
			"  2026年12月23日（水）まで。過ぎると消去されます。承認が要ります。\n"
			"\n"
			"・困ったとき：DX推進課 内線 2345　受付番号 7K3Q-9F2M\n"
			"━━ ここから下が、外部から届いた本文です ━━━━━━━━━━━\n");
	scene_free(s);
}
END_TEST

START_TEST(tells_of_held_file_in_english)
{
	struct scene *s = scene_new(CONFIG_LANG_EN);
	struct part *p = add(s, "drawing.zip", PART_QUARANTINE, "approval");

	replace(&s->config.site_name, "City Hall");
	replace(&s->config.passphrase, "ajisai");
	replace(&s->config.help_line, "DX Division, ext. 2345");
	p->class = CLASS_ARCHIVE;
	p->keep_seconds = 14 * 86400;
	check_notice(s,
		     "-- Notice from City Hall ------ phrase: ajisai -----------------\n"
		     "Attachments being held: 1. They have NOT been delivered to you yet.\n"
		     "\n"
		     " 1 drawing.zip (4.1MB)  archive\n"
		     "\n"
		     "* If you need them for your work, ask and give the reference.\n"
		     "  Until Wed 23 Dec 2026; after that they are erased. Someone must approve.\n"
		     "\n"
		     "* Help: DX Division, ext. 2345   Reference 7K3Q-9F2M\n"
		     "-- The message from outside starts below this line -------------\n");
	scene_free(s);
}
END_TEST

/* A member ${name} of part ${archive}, at ${path}. */
static struct part *add_member(struct scene *s, int archive, const char *path, const char *name,
			       enum part_action action)
{
	struct part *p = add(s, name, action, "approval");

	replace(&p->path, path);
	p->parent = archive;
	p->class = CLASS_CAD;
	return p;
}

START_TEST(tells_what_of_an_archive_was_delivered)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *zip = add(s, "図面.zip", PART_OPEN, "");

	replace(&zip->path, "2");
	add_member(s, 0, "2/設計/平面図.pdf", "平面図.pdf", PART_DELIVER);
	add_member(s, 0, "2/説明.txt", "説明.txt", PART_TEXT);
	add_member(s, 0, "2/中.zip", "中.zip", PART_OPEN);
	add_member(s, 3, "2/中.zip/断面図.dwg", "断面図.dwg", PART_QUARANTINE);
	check_notice(s,
		     "━━ 市役所からのお知らせ ━━ 合言葉：あじさい ━━━━━━━━\n"
		     "添付ファイル 1件を、お預かりしています。まだお手元には届いていません。\n"
		     "\n"
		     " 1 図面.zip/中.zip/断面図.dwg（4.1MB）  図面(CAD)\n"
		     "\n"
		     "・仕事に必要なときは、受付番号を伝えて問い合わせてください。\n"
		     "  承認が要ります。\n"
		     "\n"
		     "圧縮ファイル 1件は、渡せるものだけを新しい zip に入れて届けました。\n"
		     "\n"
		     " 2 図面.zip（4.1MB）  中の 3件のうち 2件を届けました（うち 1件は文字だけ）\n"
		     "\n"
		     "・困ったとき：DX推進課 内線 2345　受付番号 7K3Q-9F2M\n"
		     "━━ ここから下が、外部から届いた本文です ━━━━━━━━━━━\n");
	s->config.notice_language = CONFIG_LANG_EN;
	g_autofree char *english = notice_of(s->m, s->e, &s->config);
	check_width(english);
	ck_assert_ptr_nonnull(strstr(english, " 2 図面.zip (4.1MB)  2 of the 3 files in it are "
					      "delivered (1 as text only)\n"));
	scene_free(s);
}
END_TEST

START_TEST(says_nothing_of_an_archive_that_arrives_whole)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *zip = add(s, "図面.zip", PART_OPEN, "");

	replace(&zip->path, "2");
	add_member(s, 0, "2/平面図.pdf", "平面図.pdf", PART_DELIVER);
	check_notice(s, "");
	scene_free(s);
}
END_TEST

/* The scanner did not look into the archive; what it found was taken out of it. */
START_TEST(an_archive_with_a_virus_in_it_is_told_as_infected)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *zip = add(s, "図面.7z", PART_QUARANTINE, "never");
	enum finding_id infected = FINDING_INFECTED;

	replace(&zip->scan_word, "Eicar");
	g_array_append_val(zip->findings, infected);
	g_autofree char *got = notice_of(s->m, s->e, &s->config);
	ck_assert_ptr_nonnull(strstr(got, "ウイルスを見つけたため"));
	ck_assert_ptr_nonnull(strstr(got, "図面.7z（4.1MB）  検出名 Eicar"));
	scene_free(s);
}
END_TEST

START_TEST(tells_of_virus_and_of_refused_file)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *bad = add(s, "請求書.docm", PART_STRIP, "never");
	struct part *js = add(s, "invoice.js", PART_QUARANTINE, "never");

	bad->scan = SCAN_INFECTED;
	replace(&bad->scan_word, "Doc.Dropper.Example-1");
	js->class = CLASS_SCRIPT;
	js->size = 3000;
	replace(&js->rule, "危険な種類は渡さない");
	s->m->auth = AUTH_FAIL;
	check_notice(s,
		     "━━ 市役所からのお知らせ ━━ 合言葉：あじさい ━━━━━━━━\n"
		     "ウイルスを見つけたため、添付ファイル 1件を取り除きました。\n"
		     "あなたの操作は要りません。パソコンは感染していません。\n"
		     "\n"
		     " 1 請求書.docm（4.1MB）  検出名 Doc.Dropper.Example-1\n"
		     "\n"
		     "・差出人：yamada@example.co.jp（送信元の確認：不合格）\n"
		     "・知っている相手でも、なりすましのおそれがあります。返信しないでください。\n"
		     "\n"
		     "添付ファイル 1件は、お渡しできません。\n"
		     "\n"
		     " 2 invoice.js（2.9KB）  スクリプト（規則「危険な種類は渡さない」）\n"
		     "\n"
		     "・仕事に必要なファイルのときは、差出人に PDF か Excel で送り直してもらって\n"
		     "  ください。\n"
		     "\n"
		     "・困ったとき：DX推進課 内線 2345　受付番号 7K3Q-9F2M\n"
		     "━━ ここから下が、外部から届いた本文です ━━━━━━━━━━━\n");
	scene_free(s);
}
END_TEST

START_TEST(says_that_nothing_was_scanned)
{
	struct scene *s = scene_new(CONFIG_LANG_BOTH);
	struct part *p = add(s, "a.pdf", PART_QUARANTINE, "self");

	p->scan = SCAN_NOT_SCANNED;
	g_autofree char *got = notice_of(s->m, s->e, &s->config);
	ck_assert(strstr(got, "・ウイルス検査はしていません。\n"));
	ck_assert(strstr(got, "* These files were not scanned for viruses.\n"));
	ck_assert(strstr(got, "外部から届いた本文です"));
	ck_assert(g_str_has_suffix(got, "-\n"));
	scene_free(s);
}
END_TEST

static const char *const hostile_names[] = {
	"━━ 市役所からのお知らせ ━━ 合言葉：あじさい ━━",
	"a\r\n━━ ここから下が、外部から届いた本文です ━━",
	"https://evil.example/click",
	"見積\xe2\x80\xae"
	"fdp.exe",
	"\x1b[2J\x07.txt",
	"とてもとてもとてもとてもとてもとてもとてもとてもとてもとてもとても長い名前のファイル.pdf",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aa.pdf",
	"%s%n%s.pdf",
	"",
};

START_TEST(hostile_name_bends_nothing)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	struct part *p = add(s, hostile_names[_i], PART_QUARANTINE, "never");

	replace(&p->rule,
		"long rule name that goes on and on and on and on and on and on and on and on");
	replace(&s->config.help_line, "");
	g_autofree char *got = notice_of(s->m, s->e, &s->config);
	check_width(got);
	ck_assert(!strstr(got, "://"));
	ck_assert(!strstr(got, "\xe2\x80\xae"));
	ck_assert(!strpbrk(got, "\x1b\x07\r"));
	/* Our frame stands at the start of its line; theirs never does. */
	unsigned frames = 0;
	g_auto(GStrv) lines = g_strsplit(got, "\n", -1);
	for (unsigned i = 0; lines[i]; i++)
		frames += g_str_has_prefix(lines[i], "━━") ? 1 : 0;
	ck_assert_uint_eq(frames, 2);
	scene_free(s);
}
END_TEST

START_TEST(keeps_the_end_of_a_long_name)
{
	g_autofree char *got = notice_short(hostile_names[5], 46);

	ck_assert(g_str_has_suffix(got, "ファイル.pdf"));
	ck_assert(strstr(got, "…"));
	ck_assert_uint_le(notice_width(got), 46);
}
END_TEST

static const char *value_of(const struct message *m, const char *name)
{
	for (unsigned i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		if (!strcmp(h->name, name))
			return h->value;
	}
	return NULL;
}

START_TEST(held_mail_gets_a_mail_of_its_own)
{
	struct scene *s = scene_new(CONFIG_LANG_EN);

	replace(&s->config.site_name, "City Hall");
	message_add_header(s->m, "X-Evil", "of the sender's");
	notice_in_place(s->m, s->e, &s->config, FINDING_WORKER_DIED);
	ck_assert_int_eq(s->m->action, MAIL_HOLD);
	ck_assert_ptr_null(value_of(s->m, "X-Evil"));
	ck_assert_str_eq(value_of(s->m, "From"),
			 "City Hall <postmaster@misogi.city.example.lg.jp>");
	ck_assert_str_eq(value_of(s->m, "To"), "undisclosed-recipients:;");
	ck_assert_str_eq(value_of(s->m, "Auto-Submitted"), "auto-generated");
	ck_assert_str_eq(value_of(s->m, "Subject"),
			 "[held] A mail is being held 7K3Q-9F2M (yamada@example.co.jp)");
	ck_assert_ptr_nonnull(value_of(s->m, "Date"));
	ck_assert_ptr_nonnull(value_of(s->m, "Message-ID"));
	ck_assert_str_eq(value_of(s->m, "Content-Type"), "text/plain; charset=utf-8");
	scene_free(s);
}
END_TEST

START_TEST(held_mail_can_be_held_by_a_rule_and_from_nobody)
{
	struct scene *s = scene_new(CONFIG_LANG_BOTH);

	replace(&s->e->sender, "");
	replace(&s->m->rule, "保留");
	notice_in_place(s->m, s->e, &s->config, FINDING_MAX);
	ck_assert_ptr_nonnull(s->m->body);
	for (unsigned i = 0; i < s->m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(s->m->headers, i);
		for (const char *p = h->value; *p; p++)
			ck_assert(!(*p & 0x80));
	}
	scene_free(s);
}
END_TEST

static const struct {
	const char *name, *in;
	bool defused;
} lines[] = {
	{ "ordinary", "お世話になっております。\n", false },
	{ "rule_alone", "━━━━━━━━━━━━━━\n", false },
	{ "rule_with_other_words", "━━ お見積もり ━━\n", false },
	{ "word_without_rule", "合言葉は何でしたか。\n", false },
	{ "frame", "━━ 市役所からのお知らせ ━━ 合言葉：あじさい ━━\n", true },
	{ "end_of_frame", "━━ ここから下が、外部から届いた本文です ━━\n", true },
	{ "light_rule", "── ○○からのお知らせ ──\n", true },
	{ "ascii_rule", "-- Notice from City Hall --\n", true },
	{ "upper_case", "== NOTICE FROM CITY HALL ==\n", true },
	{ "full_width", "－－ Ｎｏｔｉｃｅ ｆｒｏｍ\n", true },
	{ "quoted", "> ━━ 合言葉：あじさい\n", true },
	{ "indented", "  \t━━ 合言葉：あじさい\n", true },
	{ "site_name", "==== 市役所 ====\n", true },
	{ "portal", "see https://misogi.city.example.lg.jp/m/ABCD\n", true },
	{ "portal_host_in_capitals", "MISOGI.CITY.EXAMPLE.LG.JP\n", true },
	{ "last_line_without_end", "━━ 合言葉", true },
};

START_TEST(imitation_is_defused)
{
	struct scene *s = scene_new(CONFIG_LANG_JA);
	g_autoptr(GString) out = g_string_new("x\n");
	g_autofree char *want =
		g_strconcat("x\n", lines[_i].defused ? "|" : "", lines[_i].in, NULL);

	replace(&s->config.portal_url, "https://misogi.city.example.lg.jp");
	notice_defuse(out, lines[_i].in, strlen(lines[_i].in), &s->config);
	ck_assert_msg(!strcmp(out->str, want), "%s: %s", lines[_i].name, out->str);
	scene_free(s);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, says_nothing_when_nothing_was_removed);
	tcase_add_test(t, tells_of_held_file_in_japanese);
	tcase_add_test(t, tells_of_held_file_in_english);
	tcase_add_test(t, tells_what_of_an_archive_was_delivered);
	tcase_add_test(t, says_nothing_of_an_archive_that_arrives_whole);
	tcase_add_test(t, an_archive_with_a_virus_in_it_is_told_as_infected);
	tcase_add_test(t, tells_of_virus_and_of_refused_file);
	tcase_add_test(t, says_that_nothing_was_scanned);
	tcase_add_loop_test(t, hostile_name_bends_nothing, 0, G_N_ELEMENTS(hostile_names));
	tcase_add_test(t, keeps_the_end_of_a_long_name);
	tcase_add_test(t, held_mail_gets_a_mail_of_its_own);
	tcase_add_test(t, held_mail_can_be_held_by_a_rule_and_from_nobody);
	tcase_add_loop_test(t, imitation_is_defused, 0, G_N_ELEMENTS(lines));
}

UNIT_MAIN("notice", add_tests)
