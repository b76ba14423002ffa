/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c: a report is groups of fields: the first about the mail, then one
 * for each recipient; a disposition notification is one group. A group is told
 * by what it holds, in whichever order it comes; a report in which nothing is
 * known is appended as it stands. Tests: tests/unit/sanitizer/test_report.c.
 */
#include "kinds/report.h"

#include <string.h>

#include "fields.h"
#include "heading.h"
#include "kinds/labelled.h"
#include "kinds/report_field.h"
#include "kinds/report_status.h"

struct teller {
	GString *out;
	enum config_lang lang;
};

enum label {
	LABEL_FOR,
	LABEL_ORIGINALLY,
	LABEL_REASON,
	LABEL_ANSWER,
	LABEL_SERVER,
	LABEL_UNTIL,
	LABEL_ERROR,
	LABEL_ARRIVED,
	LABEL_REPORTER,
};

static const struct phrase labels[] = {
	[LABEL_FOR] = { "宛先", "Recipient" },
	[LABEL_ORIGINALLY] = { "元の宛先", "Originally to" },
	[LABEL_REASON] = { "理由", "Reason" },
	[LABEL_ANSWER] = { "相手のサーバの返答", "The server's answer" },
	[LABEL_SERVER] = { "相手のサーバ", "Server" },
	[LABEL_UNTIL] = { "再送を続ける期限", "Tried again until" },
	[LABEL_ERROR] = { "エラー", "Error" },
	[LABEL_ARRIVED] = { "元のメールの受付", "Mail accepted" },
	[LABEL_REPORTER] = { "報告したサーバ", "Reported by" },
};

static void tell(const struct teller *t, enum label label, const char *s)
{
	labelled_line(t->out, t->lang, &labels[label], s);
}

/* ---- what became of a mail (RFC 3464) ---- */

static const struct phrase *sentence_of(const char *action)
{
	static const struct {
		const char *action;
		struct phrase says;
	} actions[] = {
		{ "failed", { "メールは届きませんでした", "The mail was not delivered" } },
		{ "delayed",
		  { "メールはまだ届いていません（引き続き配送中です）",
		    "The mail is not delivered yet (it is still being tried)" } },
		{ "delivered", { "メールは届きました", "The mail was delivered" } },
		{ "relayed",
		  { "メールは次のサーバへ渡されました（その先の結果は通知されません）",
		    "The mail was passed on to a server that sends no reports" } },
		{ "expanded",
		  { "メールは複数の宛先へ配られました",
		    "The mail was passed on to several recipients" } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
		if (g_ascii_strncasecmp(action, actions[i].action, strlen(actions[i].action)) == 0)
			return &actions[i].says;
	return NULL;
}

static void tell_reason(const struct teller *t, const char *status)
{
	g_autofree char *code = g_strndup(status, strspn(status, "0123456789."));
	const struct phrase *says = report_status_phrase(code);
	g_autoptr(GString) reason = g_string_new(NULL);

	if (*status == '2') /* a success needs no reason */
		return;
	if (says)
		phrase_append(reason, t->lang, says, 0, NULL);
	g_string_append_printf(reason, says ? " (%s)" : "%s", code);
	tell(t, LABEL_REASON, reason->str);
}

static void tell_recipient(const struct teller *t, const GArray *fields)
{
	g_autofree char *action = report_field_text(fields, "Action");
	g_autofree char *status = report_field_text(fields, "Status");
	g_autofree char *final = report_field_address(fields, "Final-Recipient");
	g_autofree char *original = report_field_address(fields, "Original-Recipient");
	g_autofree char *diagnostic = report_field_address(fields, "Diagnostic-Code");
	g_autofree char *remote = report_field_address(fields, "Remote-MTA");
	g_autofree char *until = report_field_date(fields, "Will-Retry-Until", t->lang);
	static const struct phrase unknown = { "メールの配送についての報告です",
					       "A report on the delivery of a mail" };
	const struct phrase *says = action ? sentence_of(action) : NULL;

	phrase_line(t->out, t->lang, says ? says : &unknown, 0, NULL);
	tell(t, LABEL_FOR, final);
	if (original && final && g_ascii_strcasecmp(original, final) != 0)
		tell(t, LABEL_ORIGINALLY, original);
	if (status)
		tell_reason(t, status);
	tell(t, LABEL_ANSWER, diagnostic);
	tell(t, LABEL_SERVER, remote);
	tell(t, LABEL_UNTIL, until);
}

/* ---- what a reader's program says (RFC 8098) ---- */

static const struct phrase *disposition_of(const char *type)
{
	static const struct {
		const char *type;
		struct phrase says;
	} types[] = {
		{ "displayed",
		  { "メールは相手の画面に表示されました（開封確認）",
		    "The mail was displayed (read receipt)" } },
		{ "deleted",
		  { "メールは削除されました（読まれたかどうかは分かりません）",
		    "The mail was deleted (read or not)" } },
		{ "dispatched",
		  { "メールは転送などの処理をされました（読まれたかどうかは分かりません）",
		    "The mail was passed on (read or not)" } },
		{ "processed",
		  { "メールは表示されずに、自動で処理されました",
		    "The mail was processed without being displayed" } },
		{ "denied",
		  { "相手は開封確認を送らないことにしました",
		    "The recipient sends no read receipt" } },
		{ "failed", { "開封確認を作れませんでした", "No read receipt could be made" } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strncasecmp(type, types[i].type, strlen(types[i].type)) == 0)
			return &types[i].says;
	return NULL;
}

/* "automatic-action/MDN-sent-automatically; deleted/error" */
static void tell_disposition(const struct teller *t, const GArray *fields)
{
	static const struct phrase unknown = { "メールの開封についての通知です",
					       "A notification about the reading of a mail" };
	static const struct phrase by_itself = { "人の操作によらず、自動で送られた通知です",
						 "Sent automatically, not by a person" };
	g_autofree char *disposition = report_field_text(fields, "Disposition");
	g_autofree char *final = report_field_address(fields, "Final-Recipient");
	g_autofree char *original = report_field_address(fields, "Original-Recipient");
	g_autofree char *error = report_field_text(fields, "Error");
	const char *semicolon = strchr(disposition, ';');
	const char *type = semicolon ? semicolon + 1 : "";
	g_autofree char *mode = g_ascii_strdown(disposition, type - disposition);

	type += strspn(type, " \t");
	const struct phrase *says = disposition_of(type);
	phrase_line(t->out, t->lang, says ? says : &unknown, 0, NULL);
	if (strstr(mode, "automatic-action") || strstr(mode, "mdn-sent-automatically"))
		phrase_line(t->out, t->lang, &by_itself, 0, NULL);
	tell(t, LABEL_FOR, final);
	if (original && final && g_ascii_strcasecmp(original, final) != 0)
		tell(t, LABEL_ORIGINALLY, original);
	tell(t, LABEL_ERROR, error);
}

/* ---- what a mailbox provider passes on (RFC 5965) ---- */

static void tell_complaint(const struct teller *t, const GArray *fields)
{
	static const struct phrase says = { "受信者から迷惑メールなどの通報がありました",
					    "A recipient reported the mail as spam or abuse" };
	g_autofree char *recipient = report_field_text(fields, "Original-Rcpt-To");

	phrase_line(t->out, t->lang, &says, 0, NULL);
	tell(t, LABEL_FOR, recipient);
}

/* ---- groups ---- */

struct report {
	struct teller t;
	char *reporter, *arrived; /* of the mail as a whole */
	unsigned told, left_out, max;
};

typedef void tell_fn(const struct teller *t, const GArray *fields);

static tell_fn *teller_of(const GArray *fields)
{
	static const struct {
		const char *name;
		tell_fn *tell;
	} tellers[] = {
		{ "Disposition", tell_disposition },
		{ "Final-Recipient", tell_recipient },
		{ "Action", tell_recipient },
		{ "Feedback-Type", tell_complaint },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(tellers); i++)
		if (fields_nth(fields, tellers[i].name, 0))
			return tellers[i].tell;
	return NULL;
}

static void take_group(struct report *r, const GArray *fields)
{
	tell_fn *tell_group = teller_of(fields);

	if (!tell_group) {
		if (!r->reporter)
			r->reporter = report_field_address(fields, "Reporting-MTA");
		if (!r->arrived)
			r->arrived = report_field_date(fields, "Arrival-Date", r->t.lang);
	} else if (r->told == r->max) {
		r->left_out++;
	} else {
		if (r->told++ > 0)
			g_string_append_c(r->t.out, '\n');
		tell_group(&r->t, fields);
	}
}

static void tell_groups(struct report *r, const char *p, const char *end)
{
	while (p < end) {
		size_t body_at;
		if (*p == '\n' || *p == '\r') {
			p++;
			continue;
		}
		g_autoptr(GArray) fields = fields_read(p, (size_t)(end - p), &body_at, NULL);
		take_group(r, fields);
		p += body_at;
	}
}

void report_to_text(GString *out, const char *utf8, size_t n, const struct text_options *options,
		    struct body_found *found)
{
	static const struct phrase rest = { "宛先が多いため、残りの{n}件は省きました",
					    "{n} more recipients were left out" };
	struct report r = { .t = { out, options->lang }, .max = options->limits->entries };

	tell_groups(&r, utf8, utf8 + n);
	if (r.left_out > 0) {
		found->limit_entries = true;
		phrase_line(out, options->lang, &rest, r.left_out, NULL);
	}
	if (r.told == 0) {
		found->malformed = true;
		g_string_append_len(out, utf8, (gssize)n);
	} else {
		tell(&r.t, LABEL_ARRIVED, r.arrived);
		tell(&r.t, LABEL_REPORTER, r.reporter);
	}
	g_free(r.reporter);
	g_free(r.arrived);
}

void report_headers_to_text(GString *out, const char *buf, size_t n)
{
	heading_append(out, buf, n);
}
