/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_help.c: what each word of a policy means: blocks and keys from the
 * table here, classes, actions and findings from their vocabularies, types
 * from types.h. misogi-policy(5) has them all: tests/lint/settings.sh.
 */
#include "misogi/policy.h"

#include <string.h>

#include "misogi/types.h"

struct word_help {
	const char *word;
	const char *en, *ja;
};

/* An example stands after the last "; e.g.". */
static const struct word_help words[] = {
	/* blocks */
	{ "zone",
	  "a side of the split; e.g. zone lgwan { clients = 10.1.0.0/16  domains = "
	  "city.example.lg.jp }",
	  "分離したネットワークの一方。例 zone lgwan { clients = 10.1.0.0/16  domains = "
	  "city.example.lg.jp }" },
	{ "crossing",
	  "mail from one zone to another is sanitized; as a condition, the crossing's name; e.g. "
	  "crossing inbound { from = internet  to = lgwan }; match = crossing:inbound",
	  "zone から zone へのメールを無害化する。条件としてはその名前。例 crossing inbound { from "
	  "= internet  to = lgwan }、match = crossing:inbound" },
	{ "refuse",
	  "mail of these zones is refused, whatever else says; e.g. refuse mynumber { to = "
	  "mynumber  why = \"no mail\" }",
	  "この zone のメールは、ほかの規則にかかわらず受け取らない。例 refuse mynumber { to = "
	  "mynumber  why = \"通さない\" }" },
	{ "list",
	  "addresses, domains or networks under one name, used as @name; e.g. list partners { file "
	  "= lists/partners }",
	  "アドレス、ドメイン、ネットワークをまとめた名前。@名前 で使う。例 list partners { file = "
	  "lists/partners }" },
	{ "body", "how the mail's own text is treated; e.g. body { links = show  hidden = drop }",
	  "本文の扱い。例 body { links = show  hidden = drop }" },
	{ "rule",
	  "first match wins, per attachment and per recipient; e.g. rule \"name\" { match = "
	  "type:pdf  action = quarantine }",
	  "最初に一致した規則だけを適用する。添付ファイルごと、宛先ごとに判断する。例 rule "
	  "\"名前\" { match = "
	  "type:pdf  action = quarantine }" },
	{ "default",
	  "what no rule matches; required, last; e.g. default { action = quarantine  release = "
	  "approval }",
	  "どの規則にも一致しないときの扱い。必ず最後に書く。例 default { action = quarantine  "
	  "release = "
	  "approval }" },
	{ "include", "reads another file here; e.g. include \"policy.d/common.conf\"",
	  "ここに別のファイルを読み込む。例 include \"policy.d/common.conf\"" },
	/* keys */
	{ "clients",
	  "networks of a zone; any: what no other zone names; e.g. clients = 10.1.0.0/16, "
	  "2001:db8::/32",
	  "zone のネットワーク。any はほかの zone に入らないすべて。例 clients = 10.1.0.0/16, "
	  "2001:db8::/32" },
	{ "domains",
	  "recipient domains of a zone, .domain for those below it; e.g. domains = "
	  "city.example.lg.jp, .city.example.lg.jp",
	  "zone の宛先ドメイン。.ドメイン はその下。例 domains = city.example.lg.jp, "
	  ".city.example.lg.jp" },
	{ "why", "the reason of a refuse or pass block; it is logged; e.g. why = \"decision 12\"",
	  "refuse と pass の理由。ログに残る。例 why = \"第12号決裁\"" },
	{ "entries", "what a list holds; e.g. entries = pref.example.lg.jp, .pref.example.lg.jp",
	  "list の中身。例 entries = pref.example.lg.jp, .pref.example.lg.jp" },
	{ "file", "a file that a list holds, one entry a line; e.g. file = lists/partners",
	  "list の中身のファイル。1行に1つ。例 file = lists/partners" },
	{ "match",
	  "conditions that all must hold; may stand several times; e.g. match = type:pdf,image "
	  "size:<=20M",
	  "すべて満たすべき条件。何行あってもよい。例 match = type:pdf,image size:<=20M" },
	{ "except", "conditions under which the rule does not match; e.g. except = macro:yes",
	  "満たすと規則を適用しない条件。例 except = macro:yes" },
	{ "action",
	  "what is done, the first that succeeds; default none (required); e.g. action = disarm, "
	  "image-pdf, quarantine",
	  "扱い。書いた順に試し、最初にできたものを使う。省略できない。例 action = disarm, "
	  "image-pdf, quarantine" },
	{ "release",
	  "who may take the original: never, self, approval, after-password; default as in default "
	  "{ }, there never; e.g. release = approval",
	  "原本をだれが取り出せるか: never, self, approval, after-password。既定は default { } "
	  "のとおり、そこでは never。例 release = approval" },
	{ "approver",
	  "who approves: section-head, security-team, or both; default section-head; e.g. approver "
	  "= section-head, security-team",
	  "承認する人: section-head, security-team、または両方。既定は section-head。例 approver = "
	  "section-head, security-team" },
	{ "keep", "how long what is held is kept; default 30d; e.g. keep = 30d",
	  "隔離したものを保管する期間。既定は 30d。例 keep = 30d" },
	{ "original",
	  "how long the original is kept: keep and a time, or none; e.g. original = keep 90d",
	  "原本を保管する期間: keep と期間、または none。例 original = keep 90d" },
	{ "try-passwords",
	  "opens a locked archive with the passwords that the mail itself shows, and decides anew "
	  "what is in it; same-mail; e.g. try-passwords = same-mail",
	  "鍵つきの圧縮ファイルを、そのメールに書かれたパスワードで開けてみて、開けば中身を判断しな"
	  "おす。"
	  "書けるのは same-mail。例 try-passwords = same-mail" },
	{ "tell", "who is told; recipient; e.g. tell = recipient",
	  "だれに知らせるか。書けるのは recipient（宛先の人）。例 tell = recipient" },
	{ "owner", "who answers for the rule; e.g. owner = joho@city.example.lg.jp",
	  "規則の責任者。例 owner = joho@city.example.lg.jp" },
	{ "note", "why the rule is there; e.g. note = \"decision 4\"",
	  "規則がある理由。例 note = \"決定第4号\"" },
	{ "expires",
	  "the last day of the rule; afterwards it matches nothing; e.g. expires = 2027-03-31",
	  "規則が有効な最後の日。過ぎると適用されない。例 expires = 2027-03-31" },
	{ "alternative",
	  "which form of a body is used: plain, html or both; default plain; e.g. alternative = "
	  "plain",
	  "本文のどの形を使うか: plain, html, both。既定は plain。例 alternative = plain" },
	{ "links",
	  "links in text: show, defang, domain or remove; default show; e.g. links = defang",
	  "本文のリンク: show, defang, domain, "
	  "remove（表示、無効な書き方、ドメインだけ、削除）。既定は show。例 links = defang" },
	{ "hidden", "hidden text: drop or mark; default drop; e.g. hidden = mark",
	  "隠された文字: drop（捨てる）, mark（印をつけて残す）。既定は drop。例 hidden = mark" },
	{ "charset",
	  "what delivered mail is written in: utf-8 or iso-2022-jp (for old mail programs); "
	  "default utf-8; e.g. charset = iso-2022-jp",
	  "届けるメールの文字コード: utf-8, iso-2022-jp（古いメールソフト用）。既定は utf-8。例 "
	  "charset = iso-2022-jp" },
	/* predicates */
	{ "from",
	  "envelope sender: address, domain, .domain, @list or <>; in blocks, a zone; e.g. match = "
	  "from:@partners",
	  "エンベロープの差出人: アドレス、ドメイン、.ドメイン、@list、<>。ブロックでは zone。例 "
	  "match = "
	  "from:@partners" },
	{ "to",
	  "recipient: address, domain, .domain or @list; in blocks, a zone; e.g. match = "
	  "to:.city.example.lg.jp",
	  "宛先: アドレス、ドメイン、.ドメイン、@list。ブロックでは zone。例 match = "
	  "to:.city.example.lg.jp" },
	{ "client", "network of the SMTP client; e.g. match = client:192.0.2.0/24",
	  "SMTP接続元のネットワーク。例 match = client:192.0.2.0/24" },
	{ "type", "class or type of the file, by its content; e.g. match = type:office,pdf,jtd",
	  "ファイルの種類。中身で決まる。例 match = type:office,pdf,jtd" },
	{ "size", "decoded size of the file; e.g. match = size:<=20M",
	  "ファイルの大きさ。例 match = size:<=20M" },
	{ "name", "name of the file, * and ? allowed, either case; e.g. match = name:*見積*",
	  "ファイルの名前。* と ? が使え、大文字小文字を区別しない。例 match = name:*見積*" },
	{ "finding",
	  "what was found; in a rule for the whole mail, anywhere in it; e.g. match = "
	  "finding:type-mismatch",
	  "所見。メール全体の規則では、メールのどこかにあれば一致する。例 match = "
	  "finding:type-mismatch" },
	{ "scan",
	  "the scanner's word, as a condition; in body, which parts are scanned: files or all, "
	  "default files; e.g. match = scan:clean",
	  "条件としては検査の結果。body では何を検査するか: files, all、既定は files。例 match = "
	  "scan:clean" },
	{ "macro", "whether there are macros: yes or no; also the finding; e.g. match = macro:no",
	  "マクロがあるか: yes, no。所見の名前でもある。例 match = macro:no" },
	{ "auth",
	  "what the trusted upstream said of the sender: none, pass or fail; e.g. match = "
	  "auth:!pass",
	  "信用する上流サーバーによる差出人認証の結果: none, pass, fail。例 match = auth:!pass" },
	{ "attachments", "number of attachments; e.g. match = attachments:>0",
	  "添付の数。例 match = attachments:>0" },
	{ "recipients", "number of recipients; e.g. match = recipients:>50",
	  "宛先の数。例 match = recipients:>50" },
	/* words with more than one meaning, or more to say than their phrase */
	{ "encrypted",
	  "condition (yes or no), class and finding: what a password closes; quarantined at least; "
	  "e.g. match = encrypted:yes",
	  "条件 (yes, no)、種類、所見: "
	  "パスワードつきのもの。規則にかかわらず隔離より緩くはならない。例 match = "
	  "encrypted:yes" },
	{ "html",
	  "class: an HTML file; in body: html = text, HTML becomes text; e.g. match = type:html",
	  "種類: HTMLファイル。body では html = text、HTMLをテキストにする。例 match = type:html" },
	{ "text", "class: a text file; as an action: delivered as text; e.g. action = text",
	  "種類: テキストファイル。action では、テキストにして届ける。例 action = text" },
	{ "open",
	  "action: an archive is opened and each file in it decided by the rules; what they "
	  "deliver "
	  "goes into a new zip, the notice names the rest; e.g. action = open, quarantine",
	  "扱い: 圧縮ファイルを開けて、中のファイルごとに規則で決める。渡せるものは新しい zip "
	  "に入れて届け、残りはお知らせに書く。例 action = open, quarantine" },
	{ "deliver",
	  "action: the file as it is, if the scanner called it clean and no finding forbids it; "
	  "never an archive, a mail or what is locked; give such a rule an expires date; e.g. "
	  "action = deliver",
	  "扱い: "
	  "そのまま届ける。検査で問題がなく、それを禁じる所見がないときだけ。圧縮ファイル、メール、"
	  "鍵つきのものは対象外。expires をつける。例 action = deliver" },
	{ "pass",
	  "block: mail of these zones goes through unchanged; needs from, to and why, and never "
	  "from clients = any; also the auth result; e.g. pass alarms { from = monitor  to = lgwan "
	  " why = \"decision 12\" }",
	  "ブロック: この zone のメールを変えずに通す。from, to, why が要り、clients = any "
	  "からは通せない。auth の結果でもある。例 pass alarms { from = monitor  to = lgwan  why = "
	  "\"第12号決裁\" }" },
	{ "infected",
	  "finding and scan result: never released, quarantined at least; e.g. match = "
	  "scan:infected",
	  "所見、検査の結果: 規則にかかわらず隔離より緩くはならず、取り出せない。例 match = "
	  "scan:infected" },
	{ "not-scanned",
	  "finding and scan result: not scanned is not clean; quarantined at least; e.g. match = "
	  "scan:not-scanned",
	  "所見、検査の結果: 検査できなかった。規則にかかわらず隔離より緩くはならない。例 match = "
	  "scan:not-scanned" },
	{ "clean", "scan result: the scanner found nothing; e.g. match = scan:clean",
	  "検査の結果: 検出なし。例 match = scan:clean" },
	{ "never", "release: nobody takes it; e.g. release = never",
	  "release: だれも取り出せない。例 release = never" },
	{ "self", "release: the recipient takes it; e.g. release = self",
	  "release: 宛先の人が取り出せる。例 release = self" },
	{ "approval", "release: after an approver agrees; e.g. release = approval",
	  "release: 承認されたら取り出せる。例 release = approval" },
	{ "after-password",
	  "release: when the password has been typed and the content decided anew; e.g. release = "
	  "after-password",
	  "release: パスワードで開き、中身を判断し直してから取り出せる。例 release = "
	  "after-password" },
	{ "section-head",
	  "approver: the head of the recipient's section; e.g. approver = section-head",
	  "approver: 宛先の人の所属長。例 approver = section-head" },
	{ "security-team", "approver: the security team; e.g. approver = security-team",
	  "approver: セキュリティ担当。例 approver = security-team" },
};

struct source {
	enum vocabulary vocabulary;
	const char *en, *ja; /* what its words are */
	const char *example; /* of the word, as printf format */
};

static const struct source sources[] = {
	{ VOCABULARY_CLASS, "class", "種類", "match = type:" },
	{ VOCABULARY_PART_ACTION, "action", "扱い", "action = " },
	{ VOCABULARY_MAIL_ACTION, "action for the whole mail", "メール全体の扱い", "action = " },
	{ VOCABULARY_FINDING, "finding", "所見", "match = finding:" },
};

#define ALL_MAX                                                                                    \
	(G_N_ELEMENTS(words) + CLASS_MAX + PART_ACTION_MAX + MAIL_ACTION_MAX + FINDING_MAX +       \
	 TYPE_MAX)

/* All words and texts, made once: the vocabularies' own follow the table above. */
static struct word_help all[ALL_MAX];
static size_t n_all;

static bool is_known(const char *word)
{
	for (size_t i = 0; i < n_all; i++)
		if (strcmp(all[i].word, word) == 0)
			return true;
	return false;
}

static void add(const char *word, const char *en, const char *ja)
{
	if (!is_known(word))
		all[n_all++] = (struct word_help){ word, en, ja };
}

static const char *floor_text(const struct source *s, int v, enum language lang)
{
	if (s->vocabulary != VOCABULARY_FINDING)
		return "";
	switch (finding_floor_of((enum finding_id)v)) {
	case FLOOR_OK:
		return "";
	case FLOOR_KEEP:
		return lang == LANGUAGE_JA ? "。規則にかかわらず隔離より緩くはならない"
					   : "; quarantined at least";
	case FLOOR_HOLD:
		return lang == LANGUAGE_JA ? "。規則にかかわらず全体を保留する"
					   : "; the whole mail is held";
	}
	return "";
}

static void add_vocabulary(const struct source *s)
{
	int first = s->vocabulary == VOCABULARY_PART_ACTION ? PART_DELIVER : 0;

	for (int v = first; v < word_count(s->vocabulary); v++) {
		const char *word = word_of(s->vocabulary, v);
		if (is_known(word))
			continue;
		add(word,
		    g_strdup_printf("%s: %s%s; e.g. %s%s", s->en,
				    word_phrase(s->vocabulary, v, LANGUAGE_EN),
				    floor_text(s, v, LANGUAGE_EN), s->example, word),
		    g_strdup_printf("%s: %s%s。例 %s%s", s->ja,
				    word_phrase(s->vocabulary, v, LANGUAGE_JA),
				    floor_text(s, v, LANGUAGE_JA), s->example, word));
	}
}

static void add_types(void)
{
	static const struct {
		const char *name;
		enum class class;
	} types[] = {
#define X(c, name, class, ...) { name, CLASS_##class },
		TYPES(X)
#undef X
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		const char *class = word_of(VOCABULARY_CLASS, (int)types[i].class);
		if (is_known(types[i].name))
			continue;
		add(types[i].name,
		    g_strdup_printf("type of file, of class %s; e.g. match = type:%s", class,
				    types[i].name),
		    g_strdup_printf("ファイルの種類。大分類は %s。例 match = type:%s", class,
				    types[i].name));
	}
}

static void fill(void)
{
	static gsize filled;

	if (!g_once_init_enter(&filled))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		add(words[i].word, words[i].en, words[i].ja);
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
		add_vocabulary(&sources[i]);
	add_types();
	g_once_init_leave(&filled, 1);
}

const char *policy_help(const char *word, enum language lang)
{
	fill();
	for (size_t i = 0; i < n_all; i++)
		if (strcmp(all[i].word, word) == 0)
			return lang == LANGUAGE_JA ? all[i].ja : all[i].en;
	return NULL;
}

const char *policy_help_word(size_t n)
{
	fill();
	return n < n_all ? all[n].word : NULL;
}
