/* SPDX-License-Identifier: BSD-2-Clause */
/* The decision trace as people read it, and the names of held parts. */
#include "unit.h"

#include <string.h>

#include "emit.h"
#include "explain.h"

static void set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static struct message *sample(struct envelope *e)
{
	set(&e->id, "7K3Q9F2M");
	set(&e->sender, "yamada@example.co.jp");
	envelope_add_recipient(e, "sato@city.example.lg.jp", "inbound");
	struct message *m = message_new();
	m->action = MAIL_SANITIZE;
	set(&m->subject, "見積\x1b[2J書");
	struct part *p = message_add_part(m, "2", -1);
	p->is_attachment = true;
	p->class = CLASS_PDF;
	set(&p->type, "pdf");
	set(&p->name, "見積書.pdf");
	p->size = 182 << 10;
	p->scan = SCAN_CLEAN;
	p->wanted = PART_DISARM;
	p->action = PART_QUARANTINE;
	set(&p->rule, "PDFを預かる");
	set(&p->rule_where, "policy.conf:28");
	set(&p->release, "approval");
	message_find(m, p, FINDING_ACTION_UNAVAILABLE, "2", "disarm", 100);
	message_add_trace(m, "2", "危険な種類", "policy.conf:14", false, "type is pdf",
			  "type は pdf");
	message_add_trace(m, "2", "PDFを預かる", "policy.conf:28", true, "", "");
	message_add_trace(m, "2", "floor", "", true, "not-scanned: quarantine at least",
			  "not-scanned: quarantine より緩くはならない");
	struct part *html = message_add_part(m, "1.2", -1);
	html->is_body = true;
	html->class = CLASS_HTML;
	set(&html->type, "html");
	html->wanted = PART_TEXT;
	html->action = PART_NONE;
	set(&html->rule, "body");
	struct part *png = message_add_part(m, "3", -1);
	png->is_attachment = true;
	png->class = CLASS_IMAGE;
	set(&png->type, "png");
	return m;
}

START_TEST(every_rule_stands_with_its_reason)
{
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(message_t) m = sample(e);
	const struct cli cli = { .lang = LANGUAGE_EN };
	g_autofree char *text = explain_text(&cli, e, m, MAIL_SANITIZE, "ClamAV 1", "abcdef");
	static const char *const says[] = {
		"mail    7K3Q9F2M",
		"from    yamada@example.co.jp  auth=none",
		"to      sato@city.example.lg.jp  crossing=inbound",
		"part 2  見積書.pdf  pdf 182KB",
		"part 3  png (image) 0B",
		"        floor not-scanned: quarantine at least\n",
		"part 1.2 html 0B",
		"        do    not used: the text alternative is delivered instead  (body)\n",
		"clamav=clean",
		"        no    危険な種類",
		"type is pdf                       policy.conf:14\n",
		"        YES   PDFを預かる",
		"action-unavailable",
		"        do    quarantine (wanted disarm)  release=approval  (PDFを預かる "
		"policy.conf:28)",
		"result  sanitize",
		"ClamAV 1",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(says); i++)
		ck_assert_msg(strstr(text, says[i]) != NULL, "no \"%s\" in:\n%s", says[i], text);
	ck_assert_ptr_null(strchr(text, '\x1b'));
	ck_assert_ptr_null(strstr(text, " \n"));
}
END_TEST

START_TEST(japanese_readers_get_japanese)
{
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(message_t) m = sample(e);
	const struct cli cli = { .lang = LANGUAGE_JA };
	g_autofree char *text = explain_text(&cli, e, m, MAIL_HOLD, "", "abcdef");
	ck_assert_ptr_nonnull(strstr(text, "一致"));
	ck_assert_ptr_nonnull(strstr(text, "全体を保留する"));
	ck_assert_ptr_nonnull(strstr(text, "type は pdf"));
	ck_assert_ptr_null(strstr(text, "type is pdf"));
	ck_assert_ptr_nonnull(strstr(text, "下限  not-scanned: quarantine より緩くはならない\n"));
	ck_assert_ptr_nonnull(strstr(text, "使わない（同じ内容のテキスト版を届ける）"));
	ck_assert_ptr_nonnull(strstr(text, "clamd none"));
}
END_TEST

struct name_case {
	const char *path, *name, *want;
};

static const struct name_case names[] = {
	{ "2.1", "見積書.pdf", "2.1_見積書.pdf.held" },
	{ "2", "", "2_.held" },
	{ "2", "../../etc/passwd", "2_.._.._etc_passwd.held" },
	{ "2", "a b\tc\nd", "2_a_b_c_d.held" },
	{ "2", "-rf", "2_-rf.held" },
	{ "2", "$(reboot)`x`;|&", "2___reboot__x____.held" },
	{ "", "x", "part_x.held" },
	{ "2.1/図面", "x", "2.1..........x.held" },
	{ "2",
	  "\xe2\x80\xae"
	  "fdp.exe",
	  "2__fdp.exe.held" },
};

START_TEST(held_part_gets_a_safe_name)
{
	struct part p = { .path = (char *)(uintptr_t)names[_i].path,
			  .name = (char *)(uintptr_t)names[_i].name };
	g_autofree char *got = emit_part_name(&p);
	if (strcmp(p.path, "2.1/図面") == 0) {
		ck_assert(g_str_has_prefix(got, "2.1.") && !strchr(got, '/'));
		return;
	}
	ck_assert_str_eq(got, names[_i].want);
}
END_TEST

START_TEST(long_names_are_cut_at_a_character)
{
	g_autoptr(GString) name = g_string_new(NULL);
	for (int i = 0; i < 300; i++)
		g_string_append(name, "図");
	char path[] = "2";
	struct part p = { .path = path, .name = name->str };
	g_autofree char *got = emit_part_name(&p);
	ck_assert_uint_lt(strlen(got), 130);
	ck_assert(g_utf8_validate(got, -1, NULL));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, every_rule_stands_with_its_reason);
	tcase_add_test(t, japanese_readers_get_japanese);
	tcase_add_loop_test(t, held_part_gets_a_safe_name, 0, G_N_ELEMENTS(names));
	tcase_add_test(t, long_names_are_cut_at_a_character);
}

UNIT_MAIN("explain", add)
