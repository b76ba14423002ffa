/* SPDX-License-Identifier: BSD-2-Clause */
/* What policy_show() writes reads back as the same policy; the samples that ship are good. */
#include "policy_unit.h"

static const char *const texts[] = {
	ZONES DEFAULT,
	ZONES "rule \"引用 \\\"符\\\" と \\\\ と # と { }\" { match = name:\"*見積 #1, {a}*\",b "
	      "note = \"a = b\" "
	      "action = text owner = x@y.example }\n" DEFAULT,
	ZONES "rule a { match = size:<=20M,>30M,\"=5\" type:!pdf,docx except = macro:yes auth:pass "
	      "except = "
	      "from:<>,a.example,.b.example,c@d.example action = disarm, open, image-pdf keep = 0 "
	      "}\n" DEFAULT,
	ZONES "list l { entries = a.example, .b.example, <>, c@d.example }\n"
	      "list n { entries = 10.0.0.0/8, 2001:db8::/32 }\n"
	      "rule a { match = from:@l client:@n action = hold }\n"
	      "rule b { match = client:2001:db8::/32,10.0.0.1 type:pdf action = reject }\n" DEFAULT,
	ZONES
	"refuse r { to = lgwan why = \"理由 あり\" }\npass p { from = lgwan to = lgwan why = w }\n"
	"body { alternative = both links = defang hidden = mark scan = all "
	"charset = iso-2022-jp original = keep 90d }\n"
	"rule a { match = attachments:>0 recipients:>=2 finding:macro action = sanitize }\n"
	"rule b { match = encrypted:yes scan:clean,infected action = strip release = self tell = "
	"recipient "
	"expires = 2099-12-31 try-passwords = same-mail approver = section-head, security-team "
	"original = keep 3d }\n"
	"default { action = text keep = 10d }\n",
};

/* Without the comment lines, which name the file. */
static char *shown(const struct policy *p)
{
	g_autofree char *text = policy_show(p);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *out = g_string_new(NULL);

	for (char **l = lines; *l; l++)
		if (**l != '#')
			g_string_append_printf(out, "%s\n", *l);
	return g_string_free(out, FALSE);
}

static void round_trip(const struct policy *p)
{
	g_autofree char *text = policy_show(p);
	g_autoptr(policy_t) again = good_policy(text);
	g_autofree char *one = shown(p);
	g_autofree char *two = shown(again);

	ck_assert_str_eq(one, two);
}

START_TEST(what_is_shown_reads_back)
{
	g_autoptr(policy_t) p = good_policy(texts[_i]);

	round_trip(p);
}
END_TEST

START_TEST(shows_each_value)
{
	g_autoptr(policy_t) p = good_policy(texts[4]);
	g_autofree char *got = shown(p);
	static const char *const wants[] = {
		"refuse r {\n\tto = lgwan\n\twhy = \"理由 あり\"\n}\n",
		"pass p {\n\tfrom = lgwan\n\tto = lgwan\n\twhy = w\n}\n",
		"body {\n\talternative = both\n\thtml = text\n\tlinks = defang\n\thidden = "
		"mark\n\tscan = all\n\tcharset = iso-2022-jp\n\toriginal = keep 7776000s\n}\n",
		"rule a {\n\tmatch = attachments:>0 recipients:>=2 finding:macro\n\taction = "
		"sanitize\n}\n",
		"rule b {\n\tmatch = encrypted:yes scan:clean,infected\n\taction = "
		"strip\n\trelease = "
		"self\n\tapprover = section-head, security-team\n\tkeep = 259200s\n\t"
		"try-passwords = same-mail\n\ttell = "
		"recipient\n\texpires = 2099-12-31\n}\n",
		"default {\n\taction = text, quarantine\n\trelease = never\n\tapprover = "
		"section-head\n\tkeep = 864000s\n}\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(wants); i++)
		ck_assert_msg(strstr(got, wants[i]) != NULL, "%s\nis not in\n%s", wants[i], got);
}
END_TEST

START_TEST(floor_is_shown)
{
	g_autoptr(policy_t) p = good_policy(ZONES DEFAULT);
	g_autofree char *text = policy_show(p);

	ck_assert_ptr_nonnull(strstr(text, "#   quarantine at least: infected not-scanned"));
	ck_assert_ptr_nonnull(
		strstr(text, "#   hold the whole mail at least: limit-message-bytes"));
}
END_TEST

START_TEST(digest_is_of_the_bytes)
{
	g_autoptr(policy_t) a = good_policy(ZONES DEFAULT);
	g_autoptr(policy_t) b = good_policy(ZONES DEFAULT);
	g_autoptr(policy_t) c = good_policy(ZONES DEFAULT "\n");

	ck_assert_uint_eq(strlen(policy_digest(a)), 64);
	ck_assert_str_eq(policy_digest(a), policy_digest(b));
	ck_assert_str_ne(policy_digest(a), policy_digest(c));
}
END_TEST

/* ---- the samples that ship ---- */

static const char *const samples[] = { "alpha-town", "city-departments", "body-only" };

static struct policy *sample(const char *name)
{
	g_autofree char *path = g_strdup_printf("conf/policies/%s.conf", name);
	g_autoptr(diags_t) d = diags_new();
	struct policy *p = policy_load(path, d);
	g_autofree char *lines = all_lines(d);

	ck_assert_msg(p != NULL && d->list->len == 0, "%s", lines);
	return p;
}

START_TEST(sample_is_good_without_a_warning)
{
	g_autoptr(policy_t) p = sample(samples[_i]);

	round_trip(p);
	ck_assert_str_eq(policy_first_crossing(p), "inbound");
}
END_TEST

/* One attachment of a mail from ${from} to ${to}: what the sample does with it. */
static const struct {
	const char *sample, *crossing, *from, *to;
	enum class class;
	enum auth_result auth;
	const char *rule;
	enum part_action action;
	const char *release;
} decisions[] = {
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_EXECUTABLE,
	  AUTH_PASS, "危険な種類は渡さない", PART_QUARANTINE, "never" },
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_TEXT, AUTH_PASS,
	  "文字だけの添付はテキストで届ける", PART_TEXT, "approval" },
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_PDF, AUTH_NONE,
	  "PDFと画像は画像PDFにして届ける", PART_DISARM, "approval" },
	{ "alpha-town", "outbound", "c@town.example.lg.jp", "a@b.example", CLASS_PDF, AUTH_NONE,
	  "default", PART_QUARANTINE, "approval" },
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_OFFICE, AUTH_NONE,
	  "Officeは画像PDFを届け、原本は課長承認", PART_IMAGE_PDF, "approval" },
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_ARCHIVE, AUTH_NONE,
	  "圧縮ファイルは開けて、中のファイルごとに決める", PART_OPEN, "approval" },
	{ "alpha-town", "inbound", "a@b.example", "c@town.example.lg.jp", CLASS_ENCRYPTED,
	  AUTH_NONE, "パスワードつきのファイル", PART_QUARANTINE, "after-password" },
	{ "city-departments", "inbound", "a@pref.example.lg.jp", "c@city.example.lg.jp",
	  CLASS_OFFICE, AUTH_PASS, "LGWAN団体からのPDFとOfficeは無害化した原本", PART_DISARM,
	  "approval" },
	{ "city-departments", "inbound", "a@pref.example.lg.jp", "c@city.example.lg.jp",
	  CLASS_OFFICE, AUTH_FAIL, "知らない差出人のOffice", PART_QUARANTINE, "approval" },
	{ "city-departments", "inbound", "a@b.example", "kensetsu@city.example.lg.jp", CLASS_CAD,
	  AUTH_PASS, "建設系の図面は無害化した原本を届ける", PART_DISARM, "approval" },
	{ "city-departments", "inbound", "a@b.example", "c@city.example.lg.jp", CLASS_CAD,
	  AUTH_PASS, "default", PART_QUARANTINE, "approval" },
	{ "city-departments", "inbound", "a@b.example", "c@city.example.lg.jp", CLASS_OFFICE_MACRO,
	  AUTH_PASS, "危険な種類は渡さない", PART_QUARANTINE, "never" },
	{ "city-departments", "inbound", "a@b.example", "c@city.example.lg.jp", CLASS_IMAGE,
	  AUTH_NONE, "そのほかのPDFと画像とOffice", PART_IMAGE_PDF, "approval" },
	{ "body-only", "inbound", "a@b.example", "c@example.lg.jp", CLASS_TEXT, AUTH_PASS,
	  "default", PART_QUARANTINE, "approval" },
	{ "body-only", "inbound", "a@b.example", "c@example.lg.jp", CLASS_EXECUTABLE, AUTH_PASS,
	  "default", PART_QUARANTINE, "approval" },
};

START_TEST(sample_decides)
{
	g_autoptr(policy_t) p = sample(decisions[_i].sample);
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(message_t) m = message_new();
	struct part *part = message_add_part(m, "2", -1);
	struct decision d;

	g_free(e->sender);
	e->sender = g_strdup(decisions[_i].from);
	envelope_add_recipient(e, decisions[_i].to, decisions[_i].crossing);
	m->auth = decisions[_i].auth;
	part->is_attachment = true;
	part->class = decisions[_i].class;
	part->scan = SCAN_CLEAN;
	part->size = 1000;
	policy_decide_part(p, e, m, part, NULL, &d);
	ck_assert_msg(strcmp(d.rule, decisions[_i].rule) == 0, "%d: %s", _i, d.rule);
	ck_assert_int_eq(d.actions[0], decisions[_i].action);
	ck_assert_str_eq(d.release, decisions[_i].release);
}
END_TEST

static const struct {
	const char *sample, *crossing, *from, *to;
	enum mail_action mail;
} mails[] = {
	{ "city-departments", "outbound", "c@city.example.lg.jp", "a@b.example", MAIL_HOLD },
	{ "city-departments", "outbound", "c@city.example.lg.jp", "a@pref.example.lg.jp",
	  MAIL_SANITIZE },
	{ "city-departments", "inbound", "a@x.spam.example", "c@city.example.lg.jp", MAIL_REJECT },
	{ "city-departments", "inbound", "a@b.example", "c@city.example.lg.jp", MAIL_SANITIZE },
	{ "alpha-town", "outbound", "c@town.example.lg.jp", "a@b.example", MAIL_SANITIZE },
};

START_TEST(sample_decides_whole_mails)
{
	g_autoptr(policy_t) p = sample(mails[_i].sample);
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(message_t) m = message_new();
	struct decision d;

	g_free(e->sender);
	e->sender = g_strdup(mails[_i].from);
	envelope_add_recipient(e, mails[_i].to, mails[_i].crossing);
	message_add_part(m, "2", -1)->is_attachment = true;
	policy_decide_message(p, e, m, NULL, &d);
	ck_assert_msg(d.mail == mails[_i].mail, "%d: %s", _i, d.rule);
}
END_TEST

START_TEST(sample_city_keeps_its_zones_apart)
{
	g_autoptr(policy_t) p = sample("city-departments");
	struct route_answer a;

	policy_route(p, "10.1.250.10", "a@city.example.lg.jp", &a);
	ck_assert_int_eq(a.route, ROUTE_PASS);
	policy_route(p, "10.1.2.3", "a@kojin.city.example.lg.jp", &a);
	ck_assert_int_eq(a.route, ROUTE_REFUSE);
	policy_route(p, "10.9.2.3", "a@example.org", &a);
	ck_assert_int_eq(a.route, ROUTE_REFUSE);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, what_is_shown_reads_back, 0, G_N_ELEMENTS(texts));
	tcase_add_test(t, shows_each_value);
	tcase_add_test(t, floor_is_shown);
	tcase_add_test(t, digest_is_of_the_bytes);
	tcase_add_loop_test(t, sample_is_good_without_a_warning, 0, G_N_ELEMENTS(samples));
	tcase_add_loop_test(t, sample_decides, 0, G_N_ELEMENTS(decisions));
	tcase_add_loop_test(t, sample_decides_whole_mails, 0, G_N_ELEMENTS(mails));
	tcase_add_test(t, sample_city_keeps_its_zones_apart);
}

UNIT_MAIN("policy_show", add_tests)
