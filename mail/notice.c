/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice.c: what stands above the body when something was taken away. First
 * what happened, then each file on a line, then the one thing to do. Files are
 * grouped by their fate; a fate without files has no words.
 * Tests: tests/unit/mail/test_notice.c.
 */
#include <string.h>

#include "misogi/compose.h"
#include "misogi/text.h"
#include "notice_fate.h"
#include "notice_lines.h"

#define NAME_COLUMNS 46
#define WHY_COLUMNS 60

struct teller {
	GString *out;
	const struct message *m;
	const struct envelope *e;
	const struct config *config;
	enum language lang;
	unsigned number; /* of the file told last */
};

static unsigned count(const struct message *m, enum fate fate)
{
	unsigned n = 0;

	for (unsigned i = 0; i < m->parts->len; i++)
		n += notice_fate(m, message_part(m, i)) == fate;
	return n;
}

/* The finding that weighs most, or the class: what people are told as the reason. */
static const char *reason(const struct part *p, enum language lang)
{
	int first = -1;

	for (unsigned i = 0; i < p->findings->len; i++) {
		enum finding_id id = g_array_index(p->findings, enum finding_id, i);
		if (finding_floor_of(id) != FLOOR_OK)
			return word_phrase(VOCABULARY_FINDING, (int)id, lang);
		/* That an action is not there yet says nothing of the file. */
		if (first < 0 && id != FINDING_ACTION_UNAVAILABLE &&
		    id != FINDING_RECIPIENTS_DIFFER)
			first = (int)id;
	}
	if (first >= 0)
		return word_phrase(VOCABULARY_FINDING, first, lang);
	return word_phrase(VOCABULARY_CLASS, (int)p->class, lang);
}

static char *why_opened(const struct teller *t, const struct part *p)
{
	const bool ja = t->lang == LANGUAGE_JA;
	struct notice_tally n = notice_tally(t->m, p);
	g_autofree char *as_text = n.as_text == 0 ? g_strdup("")
						  : g_strdup_printf(ja ? "（うち %u件は文字だけ）"
								       : " (%u as text only)",
								    n.as_text);

	return g_strdup_printf(ja ? "中の %u件のうち %u件を届けました%s"
				  : "%2$u of the %1$u files in it are delivered%3$s",
			       n.all, n.delivered, as_text);
}

static char *why(const struct teller *t, const struct part *p, enum fate fate)
{
	const bool ja = t->lang == LANGUAGE_JA;

	if (fate == FATE_INFECTED) {
		g_autofree char *word = notice_short(p->scan_word, 40);
		return g_strdup_printf(ja ? "検出名 %s" : "found: %s", word);
	}
	if (fate == FATE_OPENED)
		return why_opened(t, p);
	if (fate == FATE_TEXT)
		return g_strdup(word_phrase(VOCABULARY_PART_ACTION, PART_TEXT, t->lang));
	g_autofree char *rule = notice_short(p->rule, 28);
	const char *because = reason(p, t->lang);
	if (!*rule || !strcmp(rule, "default") || !strcmp(rule, "floor"))
		return g_strdup(because);
	return g_strdup_printf(ja ? "%s（規則「%s」）" : "%s (rule \"%s\")", because, rule);
}

/* "図面.zip/設計/平面図.pdf": the path within its archive, behind the archive's own name. */
static char *full_name(const struct teller *t, const struct part *p)
{
	const struct part *archive = notice_archive(t->m, p);

	if (!archive)
		return g_strdup(p->name);
	g_autofree char *outer = full_name(t, archive);
	size_t n = strlen(archive->path);
	bool is_within = strlen(p->path) > n && p->path[n] == '/';
	return g_strdup_printf("%s/%s", outer, is_within ? p->path + n + 1 : p->name);
}

static void tell_file(struct teller *t, const struct part *p, enum fate fate)
{
	const bool ja = t->lang == LANGUAGE_JA;
	const char *unnamed = ja ? "（名前なし）" : "(no name)";
	g_autofree char *full = full_name(t, p);
	g_autofree char *name = notice_short(*full ? full : unnamed, NAME_COLUMNS);
	g_autofree char *size = text_size(p->size);
	g_autofree char *because = why(t, p, fate);

	notice_put(t->out, 4, ja ? " %u %s（%s）  %s" : " %u %s (%s)  %s", ++t->number, name, size,
		   because);
}

static void tell_files(struct teller *t, enum fate fate)
{
	g_string_append_c(t->out, '\n');
	for (unsigned i = 0; i < t->m->parts->len; i++) {
		const struct part *p = message_part(t->m, i);
		if (notice_fate(t->m, p) == fate)
			tell_file(t, p, fate);
	}
	g_string_append_c(t->out, '\n');
}

/* What happened, the number of files between the two halves. */
static const struct {
	const char *before, *after;
} headlines[][2] = {
	[FATE_INFECTED] = { { "ウイルスを見つけたため、添付ファイル ",
			      "件を取り除きました。\n"
			      "あなたの操作は要りません。パソコンは感染していません。" },
			    { "Attachments removed because of a virus: ",
			      ".\nYou need to do nothing; your computer is not infected." } },
	[FATE_HELD] = { { "添付ファイル ",
			  "件を、お預かりしています。まだお手元には届いていません。" },
			{ "Attachments being held: ",
			  ". They have NOT been delivered to you yet." } },
	[FATE_REFUSED] = { { "添付ファイル ", "件は、お渡しできません。" },
			   { "Attachments that cannot be delivered: ", "." } },
	[FATE_OPENED] = { { "圧縮ファイル ",
			    "件は、渡せるものだけを新しい zip に入れて届けました。" },
			  { "Archives opened, what may be delivered is in a new zip: ", "." } },
	[FATE_TEXT] = { { "添付ファイル ", "件は、文字だけにして本文に入れました。" },
			{ "Attachments delivered as text in the body: ", "." } },
};

static void headline(struct teller *t, enum fate fate, unsigned n)
{
	unsigned column = t->lang == LANGUAGE_JA ? 0 : 1;

	notice_put(t->out, 0, "%s%u%s", headlines[fate][column].before, n,
		   headlines[fate][column].after);
}

/* The first day on which something of what is held is erased; 0: no day is known. */
static int64_t kept_until(const struct teller *t)
{
	int64_t shortest = 0;

	for (unsigned i = 0; i < t->m->parts->len; i++) {
		const struct part *p = message_part(t->m, i);
		if (notice_fate(t->m, p) == FATE_HELD && p->keep_seconds > 0 &&
		    (shortest == 0 || p->keep_seconds < shortest))
			shortest = p->keep_seconds;
	}
	return shortest ? t->e->received + shortest : 0;
}

static bool needs_approval(const struct teller *t)
{
	for (unsigned i = 0; i < t->m->parts->len; i++) {
		const struct part *p = message_part(t->m, i);
		if (notice_fate(t->m, p) == FATE_HELD && !g_strcmp0(p->release, "approval"))
			return true;
	}
	return false;
}

static void next_of_held(struct teller *t)
{
	const bool ja = t->lang == LANGUAGE_JA;
	const char *portal = t->config->portal_url;
	int64_t until = kept_until(t);
	const char *approval = !needs_approval(t) ? ""
			       : ja		  ? "承認が要ります。"
						  : " Someone must approve.";

	if (*portal) {
		size_t n = strlen(portal);
		n -= n > 0 && portal[n - 1] == '/';
		g_autofree char *url = g_strdup_printf("%.*s/m/%s", (int)n, portal, t->e->id);
		notice_put(t->out, 2, "%s",
			   ja ? "・受け取るには、次のページを開いてください。"
			      : "* To receive them, open this page:");
		notice_put_url(t->out, url);
	} else {
		notice_put(t->out, 2, "%s",
			   ja ? "・仕事に必要なときは、受付番号を伝えて問い合わせてください。"
			      : "* If you need them for your work, ask and give the reference.");
	}
	if (until) {
		g_autofree char *day = notice_day(until, t->lang);
		notice_put(t->out, 2,
			   ja ? "  %sまで。過ぎると消去されます。%s"
			      : "  Until %s; after that they are erased.%s",
			   day, approval);
	} else if (*approval) {
		notice_put(t->out, 2, ja ? "  %s" : " %s", approval);
	}
}

static void next_of_infected(struct teller *t)
{
	const bool ja = t->lang == LANGUAGE_JA;
	g_autofree char *from = notice_short(*t->m->from ? t->m->from : t->e->sender, 40);
	const char *auth = t->m->auth == AUTH_FAIL
				   ? (ja ? "（送信元の確認：不合格）" : " (sender check: failed)")
				   : "";

	if (*from)
		notice_put(t->out, 2, ja ? "・差出人：%s%s" : "* From: %s%s", from, auth);
	notice_put(t->out, 2, "%s",
		   ja ? "・知っている相手でも、なりすましのおそれがあります。返信しないでください。"
		      : "* Even if you know the sender, it may be someone else. Do not reply.");
}

static void next_step(struct teller *t, enum fate fate)
{
	const bool ja = t->lang == LANGUAGE_JA;

	switch (fate) {
	case FATE_INFECTED:
		next_of_infected(t);
		break;
	case FATE_HELD:
		next_of_held(t);
		break;
	case FATE_REFUSED:
		notice_put(t->out, 2, "%s",
			   ja ? "・仕事に必要なファイルのときは、差出人に PDF か Excel で"
				"送り直してもらってください。"
			      : "* If you need it for your work, ask the sender to send a PDF or "
				"an Excel file.");
		break;
	case FATE_OPENED:
	case FATE_TEXT:
	case FATE_NONE:
	case FATE_MAX:
		return;
	}
	g_string_append_c(t->out, '\n');
}

/* True when there were files and nothing of them was looked at. */
static bool is_unscanned(const struct message *m)
{
	unsigned files = 0, unscanned = 0;

	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		files += notice_fate(m, p) != FATE_NONE;
		unscanned += notice_fate(m, p) != FATE_NONE && p->scan == SCAN_NOT_SCANNED;
	}
	return files > 0 && files == unscanned;
}

static void tell(struct teller *t)
{
	const bool ja = t->lang == LANGUAGE_JA;

	notice_open(t->out, t->config, t->lang);
	for (enum fate fate = FATE_INFECTED; fate < FATE_MAX; fate++) {
		unsigned n = count(t->m, fate);
		if (n == 0)
			continue;
		headline(t, fate, n);
		tell_files(t, fate);
		next_step(t, fate);
	}
	if (is_unscanned(t->m))
		notice_put(t->out, 2, "%s",
			   ja ? "・ウイルス検査はしていません。"
			      : "* These files were not scanned for viruses.");
	notice_help(t->out, t->e, t->config, t->lang);
}

char *notice_of(const struct message *m, const struct envelope *e, const struct config *config)
{
	struct teller t = { .out = g_string_new(NULL), .m = m, .e = e, .config = config };
	const bool ja = config->notice_language != CONFIG_LANG_EN;
	const bool en = config->notice_language != CONFIG_LANG_JA;

	if (count(m, FATE_NONE) == m->parts->len)
		return g_string_free(t.out, FALSE);
	t.lang = LANGUAGE_JA;
	if (ja)
		tell(&t);
	t.lang = LANGUAGE_EN;
	t.number = 0;
	if (en)
		tell(&t);
	if (ja)
		notice_close(t.out, LANGUAGE_JA);
	if (en)
		notice_close(t.out, LANGUAGE_EN);
	return g_string_free(t.out, FALSE);
}
