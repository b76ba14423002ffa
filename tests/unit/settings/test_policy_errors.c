/* SPDX-License-Identifier: BSD-2-Clause */
/* What a policy may not say: each mistake with its place and the nearest right word. */
#include "policy_unit.h"

/* ${text} stands alone: line 1 is its first. ${want}: exactly the first diagnostic. */
struct mistake {
	const char *name, *text, *want;
};

static const struct mistake mistakes[] = {
	/* the notation */
	{ "unclosed block",
	  "zone a {\n domains = a.example\nzone b { domains = b.example }\n" DEFAULT,
	  "p.conf:1:1: error: the block \"a\" is not closed: } is missing" },
	{ "unclosed block at the end", DEFAULT "body {\n links = show\n",
	  "p.conf:2:1: error: the block \"body\" is not closed: } is missing" },
	{ "unclosed quote", "rule \"a {\n match = type:pdf action = strip }\n" DEFAULT,
	  "p.conf:1:6: error: the quote is not closed on its line" },
	{ "no brace", "body links = show\n" DEFAULT,
	  "p.conf:1:12: error: { is expected after \"links\"" },
	{ "brace too many", DEFAULT "}\n",
	  "p.conf:2:1: error: a block is expected here, such as rule \"name\" {" },
	{ "no equals", "body { links show }\n" DEFAULT,
	  "p.conf:1:8: error: expected \"key = value\"" },
	{ "no value", "body {\n links =\n hidden = drop }\n" DEFAULT,
	  "p.conf:2:2: error: \"links\" has no value" },
	{ "no value before brace", "body { links = }\n" DEFAULT,
	  "p.conf:1:8: error: \"links\" has no value" },
	{ "comma first", "body { links = , show }\n" DEFAULT,
	  "p.conf:1:16: error: a comma, but no word before it" },
	{ "two commas", "list l { entries = a.example,, b.example }\n" DEFAULT,
	  "p.conf:1:30: error: a comma, but no word before it" },
	{ "comma last", "list l { entries = a.example, }\n" DEFAULT,
	  "p.conf:1:31: error: a word is missing after the comma" },
	{ "comma missing", "list l { entries = a.example b.example }\n" DEFAULT,
	  "p.conf:1:30: error: a comma is missing before \"b.example\"" },
	{ "not UTF-8", "# \x82\xa0\n" DEFAULT,
	  "p.conf:1:3: error: byte 0x82: not UTF-8 text; save the file as UTF-8" },
	{ "control character", "# あ\x1b[2J\n" DEFAULT,
	  "p.conf:1:4: error: byte 0x1b: not UTF-8 text; save the file as UTF-8" },
	{ "columns count characters", "body { # 日本語\n\tlinks = show, }\n" DEFAULT,
	  "p.conf:2:16: error: a word is missing after the comma" },
	/* blocks and keys */
	{ "unknown block", "rulle \"a\" { action = strip }\n" DEFAULT,
	  "p.conf:1:1: error: unknown block \"rulle\" (did you mean \"rule\"?)" },
	{ "unknown block, nothing near", "policy-group x { a = b }\n" DEFAULT,
	  "p.conf:1:1: error: unknown block \"policy-group\"" },
	{ "test blocks are not known", "test \"a\" { mail = x expect = deliver }\n" DEFAULT,
	  "p.conf:1:1: error: unknown block \"test\"" },
	{ "unknown key of body", "body { link = show }\n" DEFAULT,
	  "p.conf:1:8: error: body has no key \"link\" (did you mean \"links\"?)" },
	{ "unknown key of rule",
	  "rule a { match = type:pdf action = strip\n relaese = never }\n" DEFAULT,
	  "p.conf:2:2: error: rule has no key \"relaese\" (did you mean \"release\"?)" },
	{ "unknown key of zone", "zone a { domain = a.example }\n" DEFAULT,
	  "p.conf:1:10: error: zone has no key \"domain\" (did you mean \"domains\"?)" },
	{ "unknown key of list", "list a { entry = a.example }\n" DEFAULT,
	  "p.conf:1:10: error: list has no key \"entry\"" },
	{ "hours are not known", "list a { hours = weekdays }\n" DEFAULT,
	  "p.conf:1:10: error: list has no key \"hours\"" },
	{ "match in default", "default { match = type:pdf action = strip }\n",
	  "p.conf:1:11: error: default has no key \"match\"" },
	{ "key twice", "body {\n links = show\n links = remove }\n" DEFAULT,
	  "p.conf:3:2: error: \"links\" stands twice (first on line 2)" },
	{ "rule without name", "rule { match = type:pdf action = strip }\n" DEFAULT,
	  "p.conf:1:1: error: rule needs a name of at most 200 bytes" },
	{ "rule with empty name", "rule \"\" { match = type:pdf action = strip }\n" DEFAULT,
	  "p.conf:1:6: error: rule needs a name of at most 200 bytes" },
	{ "body with name", "body main { links = show }\n" DEFAULT,
	  "p.conf:1:6: error: body takes no name" },
	{ "two values", "body { links = show remove }\n" DEFAULT,
	  "p.conf:1:21: error: links takes one value; put quotes around it" },
	{ "value of a choice", "body { links = shwo }\n" DEFAULT,
	  "p.conf:1:16: error: links: \"shwo\" is not one of show, defang, domain, remove (did you "
	  "mean \"show\"?)" },
	{ "html is text", "body { html = keep }\n" DEFAULT,
	  "p.conf:1:15: error: html: \"keep\" is not one of text" },
	{ "scan of body", "body { scan = file }\n" DEFAULT,
	  "p.conf:1:15: error: scan: \"file\" is not one of files, all (did you mean \"files\"?)" },
	{ "original", "body { original = 90d }\n" DEFAULT,
	  "p.conf:1:19: error: original is \"keep 30d\" (some time) or \"none\"" },
	{ "original without a time", "body { original = keep soon }\n" DEFAULT,
	  "p.conf:1:19: error: original is \"keep 30d\" (some time) or \"none\"" },
	{ "body twice", "body { links = show }\nbody { links = show }\n" DEFAULT,
	  "p.conf:2:1: error: body stands twice (first on line 1)" },
	{ "default twice", DEFAULT DEFAULT,
	  "p.conf:2:1: error: default stands twice (first on line 1)" },
	{ "no default", "body { links = show }\n",
	  "p.conf: error: there is no default block; write one, last" },
	{ "empty file", "", "p.conf: error: there is no default block; write one, last" },
	/* zones and ways */
	{ "zone twice", "zone a { domains = a.example }\nzone a { domains = b.example }\n" DEFAULT,
	  "p.conf:2:6: error: zone \"a\" stands twice (first on line 1)" },
	{ "zone empty", "zone a { }\n" DEFAULT, "p.conf:1:6: error: zone \"a\" is empty" },
	{ "bits outside the mask", "zone a { clients = 10.1.2.3/16 }\n" DEFAULT,
	  "p.conf:1:20: error: \"10.1.2.3/16\" is not a network such as 10.1.0.0/16" },
	{ "mask too long", "zone a { clients = 10.1.0.0/33 }\n" DEFAULT,
	  "p.conf:1:20: error: \"10.1.0.0/33\" is not a network such as 10.1.0.0/16" },
	{ "name as client", "zone a { clients = mx.example }\n" DEFAULT,
	  "p.conf:1:20: error: \"mx.example\" is not a network such as 10.1.0.0/16" },
	{ "address as domain", "zone a { domains = x@a.example }\n" DEFAULT,
	  "p.conf:1:20: error: \"x@a.example\" is not a domain or .domain" },
	{ "domain with two dots", "zone a { domains = a..example }\n" DEFAULT,
	  "p.conf:1:20: error: \"a..example\" is not a domain or .domain" },
	{ "any with others", "zone a { clients = any, 10.0.0.0/8 }\n" DEFAULT,
	  "p.conf:1:20: error: \"any\" stands alone: it is all the rest" },
	{ "two zones say any", "zone a { clients = any }\nzone b { clients = any }\n" DEFAULT,
	  "p.conf:2:20: error: \"any\" is in zone \"a\" already (line 1)" },
	{ "two zones say the same domain",
	  "zone a { domains = a.example }\nzone b { domains = A.example. }\n" DEFAULT,
	  "p.conf:2:20: error: \"A.example.\" is in zone \"a\" already (line 1)" },
	{ "unknown zone", ZONES "crossing x { from = intrenet to = lgwan }\n" DEFAULT,
	  "p.conf:5:21: error: unknown zone \"intrenet\" (did you mean \"internet\"?)" },
	{ "crossing without from", ZONES "crossing x { to = lgwan }\n" DEFAULT,
	  "p.conf:5:1: error: crossing \"x\" needs \"from\"" },
	{ "crossing without to", ZONES "crossing x { from = lgwan }\n" DEFAULT,
	  "p.conf:5:1: error: crossing \"x\" needs \"to\"" },
	{ "crossing takes no why", ZONES "crossing x { from = lgwan to = lgwan why = y }\n" DEFAULT,
	  "p.conf:5:38: error: crossing has no key \"why\"" },
	{ "crossing twice", ZONES "crossing inbound { from = lgwan to = lgwan }\n" DEFAULT,
	  "p.conf:5:10: error: crossing \"inbound\" stands twice (first on line 3)" },
	{ "same way twice", ZONES "crossing x { from = internet to = lgwan }\n" DEFAULT,
	  "p.conf:5:1: error: the way of \"x\" is that of \"inbound\" already (line 3)" },
	{ "pass on a crossing's way",
	  ZONES "pass x { from = lgwan to = internet why = y }\n" DEFAULT,
	  "p.conf:5:1: error: the way of \"x\" is that of \"outbound\" already (line 4)" },
	{ "refuse without a zone", ZONES "refuse x { why = y }\n" DEFAULT,
	  "p.conf:5:1: error: refuse \"x\" needs \"from\" or \"to\"" },
	{ "refuse without why", ZONES "refuse x { to = lgwan }\n" DEFAULT,
	  "p.conf:5:1: error: refuse \"x\" needs \"why\"" },
	{ "pass without why", ZONES "pass x { from = lgwan to = lgwan }\n" DEFAULT,
	  "p.conf:5:1: error: pass \"x\" needs \"why\"" },
	{ "pass from anywhere", ZONES "pass x { from = internet to = internet why = y }\n" DEFAULT,
	  "p.conf:5:10: error: pass from zone \"internet\": its clients are any; what comes from "
	  "anywhere is never passed unchanged" },
	/* lists */
	{ "list empty", "list a { }\n" DEFAULT, "p.conf:1:6: error: list \"a\" is empty" },
	{ "list twice", "list a { entries = a.example }\nlist a { entries = b.example }\n" DEFAULT,
	  "p.conf:2:6: error: list \"a\" stands twice (first on line 1)" },
	{ "list entry", "list a { entries = a.example, a@@, }\n" DEFAULT,
	  "p.conf:1:36: error: a word is missing after the comma" },
	{ "list entry bad", "list a { entries = \"a b\" }\n" DEFAULT,
	  "p.conf:1:20: error: \"a b\" is not an address, domain, .domain or network" },
	{ "list of files where none may be read", "list a { file = x }\n" DEFAULT,
	  "p.conf:1:10: error: no files can be read here" },
	{ "include where none may be read", "include \"x\"\n" DEFAULT,
	  "p.conf:1:1: error: no files can be read here" },
	{ "include with a block", "include \"x\" { a = b }\n" DEFAULT,
	  "p.conf:1:1: error: include \"file\" is all there is to write" },
	/* rules */
	{ "rule twice",
	  "rule a { match = type:pdf action = strip }\nrule a { match = type:svg action = strip "
	  "}\n" DEFAULT,
	  "p.conf:2:6: error: rule \"a\" stands twice (first on line 1)" },
	{ "rule after default", DEFAULT "rule a { match = type:pdf action = strip }\n",
	  "p.conf:2:1: error: rule \"a\" stands after default (line 1)" },
	{ "rule without match", "rule a { action = strip }\n" DEFAULT,
	  "p.conf:1:1: error: rule \"a\" has no match; what fits all is said in default" },
	{ "rule without action", "rule a { match = type:pdf }\n" DEFAULT,
	  "p.conf:1:1: error: \"a\" has no action" },
	{ "unknown action", "rule a { match = type:pdf action = quarantin }\n" DEFAULT,
	  "p.conf:1:36: error: unknown action \"quarantin\" (did you mean \"quarantine\"?)" },
	{ "action none", "rule a { match = type:pdf action = none }\n" DEFAULT,
	  "p.conf:1:36: error: unknown action \"none\"" },
	{ "mail action among part actions",
	  "rule a { match = type:pdf action = disarm, hold }\n" DEFAULT,
	  "p.conf:1:44: error: \"hold\" is for the whole mail and stands alone" },
	{ "part action after mail action",
	  "rule a { match = type:pdf action = reject, strip }\n" DEFAULT,
	  "p.conf:1:36: error: \"reject\" is for the whole mail and stands alone" },
	{ "after strip", "rule a { match = type:pdf action = strip, quarantine }\n" DEFAULT,
	  "p.conf:1:43: error: nothing can follow \"strip\": it always succeeds" },
	{ "after quarantine", "rule a { match = type:pdf action = quarantine, text }\n" DEFAULT,
	  "p.conf:1:48: error: nothing can follow \"quarantine\": it always succeeds" },
	{ "action twice", "rule a { match = type:pdf action = text, text }\n" DEFAULT,
	  "p.conf:1:42: error: \"text\" stands twice" },
	{ "too many actions",
	  "rule a { match = type:pdf action = disarm, open, image-pdf, text }\n" DEFAULT,
	  "p.conf:1:61: error: too many actions: \"text\"" },
	{ "pass as action", "rule a { match = from:a.example action = pass }\n" DEFAULT,
	  "p.conf:1:42: error: pass is no action: write a pass block with from, to and why" },
	{ "sanitize of a file", "rule a { match = type:pdf action = sanitize }\n" DEFAULT,
	  "p.conf:1:36: error: sanitize is for the whole mail, but a condition speaks of one "
	  "file" },
	{ "default delivers", "default { action = deliver }\n",
	  "p.conf:1:11: error: default decides files and delivers none as it is; use a rule" },
	{ "default holds", "default { action = hold }\n",
	  "p.conf:1:11: error: default decides files and delivers none as it is; use a rule" },
	{ "default without action", "default { release = never }\n",
	  "p.conf:1:1: error: \"default\" has no action" },
	{ "release", "rule a { match = type:pdf action = strip release = approve }\n" DEFAULT,
	  "p.conf:1:52: error: release: \"approve\" is not one of never, self, approval, "
	  "after-password (did you mean \"approval\"?)" },
	{ "approver", "rule a { match = type:pdf action = strip approver = section-hed }\n" DEFAULT,
	  "p.conf:1:53: error: unknown approver \"section-hed\" (did you mean \"section-head\"?)" },
	{ "keep", "rule a { match = type:pdf action = strip keep = long }\n" DEFAULT,
	  "p.conf:1:49: error: keep: \"long\" is not a time such as 30d" },
	{ "keep and original",
	  "rule a { match = type:pdf action = strip original = keep 3d\n keep = 3d }\n" DEFAULT,
	  "p.conf:2:2: error: \"keep\" and \"original\" say the same; write one (line 1)" },
	{ "try-passwords",
	  "rule a { match = type:pdf action = strip try-passwords = guess }\n" DEFAULT,
	  "p.conf:1:58: error: try-passwords: \"guess\" is not one of same-mail" },
	{ "tell", "rule a { match = type:pdf action = strip tell = sender }\n" DEFAULT,
	  "p.conf:1:49: error: tell: \"sender\" is not one of recipient" },
	{ "date", "rule a { match = type:pdf action = strip expires = 2027-02-30 }\n" DEFAULT,
	  "p.conf:1:52: error: expires: \"2027-02-30\" is not a date such as 2027-03-31" },
	{ "date with words",
	  "rule a { match = type:pdf action = strip expires = 令和9年 }\n" DEFAULT,
	  "p.conf:1:52: error: expires: \"令和9年\" is not a date such as 2027-03-31" },
	{ "note without quotes", "rule a { match = type:pdf action = strip note = a b }\n" DEFAULT,
	  "p.conf:1:51: error: note takes one value; put quotes around it" },
	/* conditions */
	{ "unknown condition", "rule a { match = typ:pdf action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: unknown condition \"typ\" (did you mean \"type\"?)" },
	{ "no condition", "rule a { match = pdf action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: \"pdf\" is not a condition such as type:pdf" },
	{ "condition without value", "rule a { match = type: action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: \"type:\" has no value" },
	{ "comma between conditions",
	  "rule a { match = type:pdf, size:<=20M action = strip }\n" DEFAULT,
	  "p.conf:1:28: error: conditions are separated by spaces; a comma joins values: "
	  "\"size:<=20M\"" },
	{ "not in the middle", "rule a { match = type:pdf,!image action = strip }\n" DEFAULT,
	  "p.conf:1:27: error: ! stands once, before all values of \"type\"" },
	{ "unknown class", "rule a { match = type:executible action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: type: \"executible\" is not a class or type of file (did you mean "
	  "\"executable\"?)" },
	{ "unknown type", "rule a { match = type:docxx action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: type: \"docxx\" is not a class or type of file (did you mean "
	  "\"docx\"?)" },
	{ "unknown finding", "rule a { match = finding:type-mismach action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: finding: \"type-mismach\" is not a finding (did you mean "
	  "\"type-mismatch\"?)" },
	{ "unknown crossing", ZONES "rule a { match = crossing:inbond action = strip }\n" DEFAULT,
	  "p.conf:5:18: error: unknown crossing \"inbond\" (did you mean \"inbound\"?)" },
	{ "unknown list",
	  "list pref { entries = a.example }\nrule a { match = from:@perf action = strip "
	  "}\n" DEFAULT,
	  "p.conf:2:18: error: unknown list \"perf\" (did you mean \"pref\"?)" },
	{ "list of networks as sender",
	  "list n { entries = 10.0.0.0/8 }\nrule a { match = from:@n action = strip }\n" DEFAULT,
	  "p.conf:2:18: error: from: \"n\" is not a list of addresses and domains only" },
	{ "list of names as client",
	  "list n { entries = a.example }\nrule a { match = client:@n action = strip }\n" DEFAULT,
	  "p.conf:2:18: error: client: \"n\" is not a list of networks only" },
	{ "network as sender", "rule a { match = from:10.0.0.0/8 action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: from: \"10.0.0.0/8\" is not an address, domain, .domain, @list or "
	  "<>" },
	{ "domain as client", "rule a { match = client:a.example action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: client: \"a.example\" is not a network such as 10.1.0.0/16" },
	{ "size without comparison", "rule a { match = size:20M action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: size: \"20M\" is not a comparison such as <=20M" },
	{ "size without number", "rule a { match = size:<=big action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: size: \"<=big\" is not a comparison such as <=20M" },
	{ "count with unit", "rule a { match = attachments:>1K action = hold }\n" DEFAULT,
	  "p.conf:1:18: error: attachments: \">1K\" is not a comparison such as >0" },
	{ "yes or no", "rule a { match = encrypted:true action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: encrypted: \"true\" is not yes or no" },
	{ "auth", "rule a { match = auth:passed action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: auth: \"passed\" is not none, pass or fail (did you mean "
	  "\"pass\"?)" },
	{ "scan", "rule a { match = scan:ok action = strip }\n" DEFAULT,
	  "p.conf:1:18: error: scan: \"ok\" is not clean, infected, not-scanned or not-needed" },
};

START_TEST(says_what_is_wrong_and_where)
{
	const struct mistake *m = &mistakes[_i];
	g_autoptr(diags_t) d = diags_new();
	struct policy *p = policy_parse(m->text, strlen(m->text), "p.conf", false, d);

	ck_assert_msg(p == NULL, "%s: accepted", m->name);
	ck_assert_msg(d->list->len > 0 && d->errors > 0, "%s: no diagnostic", m->name);
	g_autofree char *got = diag_line(g_ptr_array_index(d->list, 0), false);
	ck_assert_msg(strcmp(got, m->want) == 0, "%s:\n got  %s\n want %s", m->name, got, m->want);
	const struct diag *first = g_ptr_array_index(d->list, 0);
	ck_assert_msg(g_utf8_validate(first->text_ja, -1, NULL) && *first->text_ja, "%s: ja",
		      m->name);
}
END_TEST

START_TEST(finds_all_mistakes_in_one_run)
{
	static const char text[] = "bodi { links = show }\nbody { link = show hidden = no }\n"
				   "rule a { match = typ:pdf action = stripp }\n" DEFAULT;
	g_autoptr(diags_t) d = diags_new();

	ck_assert_ptr_null(policy_parse(text, strlen(text), "p.conf", false, d));
	ck_assert_uint_eq(d->errors, 5);
}
END_TEST

START_TEST(refuses_more_than_1000_rules)
{
	GString *text = g_string_new(NULL);
	g_autoptr(diags_t) d = diags_new();

	for (int i = 0; i < 1001; i++)
		g_string_append_printf(text, "rule r%d { match = name:%d action = strip }\n", i, i);
	g_string_append(text, DEFAULT);
	ck_assert_ptr_null(policy_parse(text->str, text->len, "p.conf", false, d));
	g_autofree char *lines = all_lines(d);
	ck_assert_str_eq(lines, "p.conf:1001:1: error: more than 1000 rules\n");
	g_string_free(text, TRUE);
}
END_TEST

START_TEST(refuses_more_than_a_megabyte)
{
	g_autofree char *text = g_malloc((1 << 20) + 1);
	g_autoptr(diags_t) d = diags_new();

	memset(text, ' ', (1 << 20) + 1);
	ck_assert_ptr_null(policy_parse(text, (1 << 20) + 1, "p.conf", false, d));
	g_autofree char *lines = all_lines(d);
	ck_assert_ptr_nonnull(strstr(lines, "p.conf is larger than 1 MB"));
}
END_TEST

START_TEST(says_it_in_japanese_too)
{
	static const char text[] = "body { link = show }\n" DEFAULT;
	g_autoptr(diags_t) d = diags_new();

	ck_assert_ptr_null(policy_parse(text, strlen(text), "p.conf", false, d));
	g_autofree char *line = diag_line(g_ptr_array_index(d->list, 0), true);
	ck_assert_str_eq(line,
			 "p.conf:1:8: エラー: body に「link」という項目はない（「links」？）");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, says_what_is_wrong_and_where, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(t, finds_all_mistakes_in_one_run);
	tcase_add_test(t, refuses_more_than_1000_rules);
	tcase_add_test(t, refuses_more_than_a_megabyte);
	tcase_add_test(t, says_it_in_japanese_too);
}

UNIT_MAIN("policy_errors", add_tests)
