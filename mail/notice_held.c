/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * notice_held.c: a mail in place of one that could not be judged. Made of the
 * envelope alone: nothing that the sender put into the mail gets into it.
 * Tests: tests/unit/mail/test_notice.c.
 */
#include <string.h>

#include "misogi/compose.h"
#include "misogi/text.h"
#include "notice_lines.h"

static void tell(GString *out, const struct envelope *e, const struct config *config,
		 const char *because, enum language lang)
{
	const bool ja = lang == LANGUAGE_JA;
	g_autofree char *sender = notice_short(*e->sender ? e->sender : "<>", 56);
	g_autofree char *day = notice_day(e->received, lang);

	notice_open(out, config, lang);
	notice_put(out, 0, "%s",
		   ja ? "外部から届いたメール 1通を、お預かりしています。"
			"内容を安全に確かめられなかったため、お届けしていません。"
		      : "A mail from outside is being held. It could not be checked safely, so "
			"it has NOT been delivered.");
	g_string_append_c(out, '\n');
	notice_put(out, 4, ja ? "  差出人（封筒） %s" : "  Sender (envelope): %s", sender);
	notice_put(out, 4, ja ? "  届いた日       %s" : "  Received:          %s", day);
	notice_put(out, 4, ja ? "  理由           %s" : "  Why:               %s", because);
	g_string_append_c(out, '\n');
	notice_put(out, 2, "%s",
		   ja ? "・心当たりがあるときは、受付番号を伝えて問い合わせてください。"
		      : "* If you expect this mail, ask and give the reference.");
	notice_help(out, e, config, lang);
}

/* In the words of the reader; a rule has none but its name. */
static char *because_of(const struct message *m, enum finding_id why, enum language lang)
{
	if (why < FINDING_MAX)
		return g_strdup(word_phrase(VOCABULARY_FINDING, (int)why, lang));
	g_autofree char *rule = notice_short(m->rule ? m->rule : "", 40);
	if (!*rule)
		return g_strdup(word_phrase(VOCABULARY_MAIL_ACTION, MAIL_HOLD, lang));
	return g_strdup_printf(lang == LANGUAGE_JA ? "規則「%s」" : "rule \"%s\"", rule);
}

static void add_addresses(struct message *m, const struct config *config)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	g_autofree char *postmaster = g_strdup_printf("postmaster@%s", config->hostname);

	g_ptr_array_add(from, address_new(config->site_name, postmaster));
	g_autofree char *value = compose_addresses(from, strlen("From"), m->charset);
	message_add_header(m, "From", value);
	message_add_header(m, "To", "undisclosed-recipients:;");
}

static void add_subject(struct message *m, const struct envelope *e, bool ja)
{
	g_autofree char *reference = notice_reference(e);
	g_autofree char *sender = notice_short(*e->sender ? e->sender : "<>", 60);
	g_autofree char *text = g_strdup_printf(ja ? "【保留】メールをお預かりしています %s（%s）"
						   : "[held] A mail is being held %s (%s)",
						reference, sender);
	g_autofree char *value = compose_unstructured(text, strlen("Subject"), m->charset);

	message_add_header(m, "Subject", value);
}

void notice_in_place(struct message *m, const struct envelope *e, const struct config *config,
		     enum finding_id why)
{
	const bool ja = config->notice_language != CONFIG_LANG_EN;
	const bool en = config->notice_language != CONFIG_LANG_JA;
	g_autoptr(GString) body = g_string_new(NULL);
	g_autofree char *date = compose_date(e->received);
	g_autofree char *because_ja = because_of(m, why, LANGUAGE_JA);
	g_autofree char *because_en = because_of(m, why, LANGUAGE_EN);
	g_autofree char *id = g_strdup_printf("<%s.held@%s>", e->id, config->hostname);

	if (ja)
		tell(body, e, config, because_ja, LANGUAGE_JA);
	if (en)
		tell(body, e, config, because_en, LANGUAGE_EN);
	m->action = MAIL_HOLD;
	g_ptr_array_set_size(m->headers, 0);
	message_add_header(m, "Date", date);
	add_addresses(m, config);
	add_subject(m, e, ja);
	message_add_header(m, "Message-ID", id);
	message_add_header(m, "Auto-Submitted", "auto-generated");
	compose_text(m, body->str, body->len);
}
