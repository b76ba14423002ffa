/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The decision trace for people: a block for the mail, one for each part, under
 * it every rule in the order tried, "no" with the reason or "YES", then what was
 * done. Everything a stranger chose is one safe line here.
 * Tests: tests/unit/cli/test_explain.c.
 */
#include "explain.h"

#include <string.h>

#include "misogi/text.h"

#define LABEL_WIDTH 8 /* columns of the first column */
#define RULE_WIDTH 36 /* columns of a rule's name */
#define WHY_WIDTH 33  /* columns of the reason, the place of the rule follows */

/* ${text} filled with spaces to ${width} columns, at least one. */
static void put_column(GString *out, const char *text, size_t width)
{
	size_t have = cli_width(text);
	g_string_append_printf(out, "%s%*s", text, (int)(have < width ? width - have : 1), "");
}

/* Empty columns at the end of a line leave no spaces. */
static void end_line(GString *out)
{
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	g_string_append_c(out, '\n');
}

static void put_line(GString *out, const char *label, const char *text)
{
	g_autofree char *safe = text_one_line(text, 1000);
	put_column(out, label, LABEL_WIDTH);
	g_string_append(out, safe);
	end_line(out);
}

/* ---- the mail ---- */

static char *date_of(int64_t epoch)
{
	g_autoptr(GDateTime) t = g_date_time_new_from_unix_local(epoch);
	return t ? g_date_time_format(t, "%Y-%m-%d %H:%M") : g_strdup("");
}

static void put_mail(GString *out, const struct envelope *e, const struct message *m)
{
	g_autofree char *date = date_of(e->received);
	g_autofree char *size = text_size(m->raw_size);
	g_autofree char *mail = g_strdup_printf("%s  %s  %s  %s", e->id, date, size, e->queue_id);
	g_autofree char *from =
		g_strdup_printf("%s  auth=%s%s%s%s", *m->from ? m->from : e->sender,
				word_of(VOCABULARY_AUTH, (int)m->auth), *m->auth_detail ? " (" : "",
				m->auth_detail, *m->auth_detail ? ")" : "");
	put_line(out, "mail", mail);
	put_line(out, "from", from);
	for (unsigned i = 0; i < e->recipients->len; i++) {
		const struct recipient *r = e->recipients->pdata[i];
		g_autofree char *to = g_strdup_printf("%s  crossing=%s", r->address, r->crossing);
		put_line(out, i == 0 ? "to" : "", to);
	}
	if (*m->subject)
		put_line(out, "subject", m->subject);
}

/* ---- rules ---- */

static void put_rule(GString *out, const struct cli *cli, const struct trace *t)
{
	g_autofree char *rule = text_one_line(t->rule, 200);
	g_autofree char *why = text_one_line(cli->lang == LANGUAGE_JA ? t->why_ja : t->why, 300);
	bool is_floor = strcmp(t->rule, "floor") == 0 && !*t->where;
	put_column(out, "", LABEL_WIDTH);
	if (is_floor) {
		put_column(out, cli_text(cli, "floor", "下限"), 6);
		g_string_append(out, why);
	} else {
		put_column(out,
			   t->matched ? cli_text(cli, "YES", "一致") : cli_text(cli, "no", "×"), 6);
		put_column(out, rule, RULE_WIDTH);
		put_column(out, why, WHY_WIDTH);
		g_string_append_printf(out, " %s", t->where);
	}
	end_line(out);
}

static void put_trace(GString *out, const struct cli *cli, const struct message *m,
		      const char *part)
{
	for (unsigned i = 0; i < m->trace->len; i++) {
		const struct trace *t = m->trace->pdata[i];
		if (strcmp(t->part, part) == 0)
			put_rule(out, cli, t);
	}
}

static void put_findings(GString *out, const struct cli *cli, const GArray *findings)
{
	for (unsigned i = 0; i < findings->len; i++) {
		enum finding_id id = g_array_index(findings, enum finding_id, i);
		g_autofree char *line =
			g_strdup_printf("%s  %s", word_of(VOCABULARY_FINDING, (int)id),
					word_phrase(VOCABULARY_FINDING, (int)id, cli->lang));
		put_column(out, "", LABEL_WIDTH);
		g_string_append_printf(out, "%s\n", line);
	}
}

/* Those of a part stand with the part. */
static bool is_of_a_part(const struct message *m, const struct finding *f)
{
	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		if (strcmp(p->path, f->place) == 0 && part_has_finding(p, f->id))
			return true;
	}
	return false;
}

static void put_mail_findings(GString *out, const struct cli *cli, const struct message *m)
{
	for (unsigned i = 0; i < m->findings->len; i++) {
		const struct finding *f = m->findings->pdata[i];
		if (is_of_a_part(m, f))
			continue;
		g_autofree char *line =
			g_strdup_printf("%s  %s  %s  %s", word_of(VOCABULARY_FINDING, (int)f->id),
					word_phrase(VOCABULARY_FINDING, (int)f->id, cli->lang),
					f->place, f->detail);
		put_line(out, "finding", line);
	}
}

/* ---- parts ---- */

/* "png (image)", or "pdf" where class and type say the same. Caller frees. */
static char *type_of(const struct part *p)
{
	const char *class = word_of(VOCABULARY_CLASS, (int)p->class);
	if (!*p->type || strcmp(p->type, class) == 0)
		return g_strdup(class);
	return g_strdup_printf("%s (%s)", p->type, class);
}

/* What was done with ${p}, and what was wanted when that is something else. */
static void put_done(GString *out, const struct cli *cli, const struct part *p)
{
	bool is_unused = p->is_body && p->action == PART_NONE && p->wanted == PART_TEXT;
	if (is_unused) {
		g_string_append(out,
				p->class == CLASS_HTML
					? cli_text(cli,
						   "not used: the text alternative is delivered "
						   "instead",
						   "使わない（同じ内容のテキスト版を届ける）")
					: cli_text(cli,
						   "not used: another alternative is delivered "
						   "instead",
						   "使わない（同じ内容の別の版を届ける）"));
		return;
	}
	g_string_append(out, word_of(VOCABULARY_PART_ACTION, (int)p->action));
	if (p->wanted != p->action)
		g_string_append_printf(out, " (%s %s)", cli_text(cli, "wanted", "規則では"),
				       word_of(VOCABULARY_PART_ACTION, (int)p->wanted));
	if (p->keep_seconds > 0)
		g_string_append_printf(out, "  keep=%" G_GINT64_FORMAT "d",
				       p->keep_seconds / 86400);
	if (*p->release)
		g_string_append_printf(out, "  release=%s", p->release);
	if (*p->approver)
		g_string_append_printf(out, "  approver=%s", p->approver);
}

static void put_part(GString *out, const struct cli *cli, const struct message *m,
		     const struct part *p)
{
	g_autofree char *label = g_strdup_printf("part %s", p->path);
	g_autofree char *size = text_size(p->size);
	g_autofree char *type = type_of(p);
	g_autofree char *facts = g_strdup_printf(
		"%s%s%s %s  clamav=%s%s%s", p->name, *p->name ? "  " : "", type, size,
		word_of(VOCABULARY_SCAN, (int)p->scan), *p->scan_word ? " " : "", p->scan_word);
	put_line(out, label, facts);
	put_findings(out, cli, p->findings);
	put_trace(out, cli, m, p->path);

	put_column(out, "", LABEL_WIDTH);
	put_column(out, cli_text(cli, "do", "処置"), 6);
	put_done(out, cli, p);
	g_string_append_printf(out, "  (%s%s%s)\n", p->rule, *p->rule_where ? " " : "",
			       p->rule_where);
}

/* ---- the whole ---- */

char *explain_text(const struct cli *cli, const struct envelope *e, const struct message *m,
		   enum mail_action action, const char *scanner, const char *digest)
{
	GString *out = g_string_new(NULL);
	put_mail(out, e, m);
	put_trace(out, cli, m, "");
	put_mail_findings(out, cli, m);
	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		if (p->is_body || p->is_attachment)
			put_part(out, cli, m, p);
	}
	g_autofree char *result = g_strdup_printf(
		"%s  %s%s%s%s  (policy %.12s  %s)", word_of(VOCABULARY_MAIL_ACTION, (int)action),
		word_phrase(VOCABULARY_MAIL_ACTION, (int)action, cli->lang), *m->rule ? "  " : "",
		m->rule, m->why, digest, *scanner ? scanner : "clamd none");
	put_line(out, "result", result);
	return g_string_free(out, FALSE);
}
