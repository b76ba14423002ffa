/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * convert.c: hands a part's bytes to body_convert() with the options of the
 * policy and books what it took. Text that did not fit is said in the text;
 * the mail it came in is then kept whole, also where the policy keeps none.
 * Tests: tests/unit/sanitizer/test_bodies.c.
 */
#include "convert.h"

#include <string.h>

#include "ambiguity.h"
#include "text/comb.h"
#include "text/phrase.h"

#define KEEP_SECONDS ((int64_t)30 * 86400) /* where the policy's default keeps nothing */

static const struct phrase no_room = {
	"長いため、ここは省きました。メール全体をお預かりしています",
	"Too long: this was left out. The whole mail is being kept",
};
static const struct phrase ask = {
	"続きが必要なときは、受付番号 {s} を伝えてお問い合わせください",
	"If you need the rest, ask and give the reference {s}",
};

uint32_t convert_room(const struct work *w)
{
	/* Encoded as base64 at worst it must fit the message that is written. */
	return MIN(w->limits->text_bytes, w->limits->output_bytes / 2);
}

void convert_keep_mail(struct work *w)
{
	struct decision d = { 0 };

	if (w->m->keep_original)
		return;
	policy_decide_message(w->job->policy, w->job->envelope, w->m, NULL, &d);
	w->m->keep_original = true;
	w->m->keep_original_seconds = d.keep_seconds > 0 ? d.keep_seconds : KEEP_SECONDS;
}

/* Behind a text that was cut: how to get the rest. A mail without files has no notice that says it.
 */
static void tell_how(const struct work *w, GString *text)
{
	const char *id = w->job->envelope->id, *whom = w->job->config->help_line;
	g_autoptr(GString) reference = g_string_new(NULL);

	g_string_append_printf(reference, "%.4s-%s", id, strlen(id) > 4 ? id + 4 : "");
	if (*whom)
		g_string_append_printf(reference, "（%s）", whom);
	phrase_line(text, w->job->config->notice_language, &ask, 0, reference->str);
}

static GString *convert(const struct work *w, unsigned part, enum body_links links, uint32_t max,
			struct body_found *found)
{
	const struct content *c = work_content(w, part);
	struct limits limits = *w->limits;
	struct text_options options = { .limits = &limits,
					.links = links,
					.hidden = w->body->hidden,
					.lang = w->job->config->notice_language };
	struct body_input in = { .buf = c->data ? c->data : "",
				 .n = c->len,
				 .charset = c->charset,
				 .form = c->form,
				 .blocks = c->blocks };

	if (c->left) {
		in.buf = c->left;
		in.n = c->left_len;
	}
	limits.text_bytes = max;
	return body_convert(&in, &options, found);
}

static void leave_out(struct work *w, unsigned part)
{
	struct content *c = work_content(w, part);

	c->text = g_string_new(NULL);
	phrase_line(c->text, w->job->config->notice_language, &no_room, 0, NULL);
	work_find(w, (int)part, FINDING_TEXT_CUT, NULL, "all texts together");
	convert_keep_mail(w);
}

void convert_part(struct work *w, unsigned part, uint32_t *left)
{
	struct body_found found = { 0 };

	if (*left == 0) {
		leave_out(w, part);
		return;
	}
	GString *text = convert(w, part, w->body->links, *left, &found);
	convert_adopt(w, part, text, &found, left);
}

void convert_member(struct work *w, unsigned part)
{
	uint32_t left = w->limits->text_bytes;

	convert_part(w, part, &left);
}

GString *convert_to_compare(const struct work *w, unsigned part, struct body_found *found)
{
	return convert(w, part, LINKS_SHOW, convert_room(w), found);
}

/* No text carries a file, least of all that of a mail which others may read otherwise. */
static void comb(struct work *w, unsigned part, GString *text)
{
	bool hides = false;

	for (guint i = 0; i < w->m->findings->len && !hides; i++)
		hides = ambiguity_hides(
			((struct finding *)g_ptr_array_index(w->m->findings, i))->id);
	if (comb_text(text, hides ? COMB_FINE : COMB_WIDE, w->job->config->notice_language) == 0)
		return;
	work_find(w, (int)part, FINDING_EMBEDDED_FILE, NULL, "");
	convert_keep_mail(w);
}

void convert_adopt(struct work *w, unsigned part, GString *text, const struct body_found *found,
		   uint32_t *left)
{
	struct content *c = work_content(w, part);

	c->text = text;
	comb(w, part, text);
	body_report(found, w->m, message_part(w->m, part), w->limits);
	*left -= (uint32_t)MIN(text->len, *left);
	if (!found->cut)
		return;
	*left = 0;
	tell_how(w, text);
	convert_keep_mail(w);
}
