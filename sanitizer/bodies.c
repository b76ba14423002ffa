/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bodies.c: which texts are delivered and in what order: the bodies of the
 * mail, then attached texts and mails, each under a heading; what was inside
 * another mail is quoted once for each mail around it. All texts together stay
 * within limit text_bytes. Lines that would make a mail program see an attachment
 * (uuencode) are broken. Tests: tests/unit/sanitizer/test_bodies.c.
 */
#include "bodies.h"

#include <string.h>

#include "alternative.h"
#include "convert.h"
#include "heading.h"
#include "kinds/secure.h"
#include "misogi/compose.h"

#define QUOTES_MAX 8 /* deeper mails are quoted like this one */

/* ---- converting ---- */

static bool is_mute(const struct work *w)
{
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct content *c = work_content(w, i);
		if (c->is_delivered && c->text && c->text->len > 0)
			return false;
	}
	return true;
}

/*
 * Whether ${part} is the mail itself, encrypted: S/MIME always encrypts whole
 * mails, OpenPGP files, too.
 */
static bool is_locked(const struct work *w, unsigned part, bool mute)
{
	const struct part *p = message_part(w->m, part);

	if (p->is_body || work_mail_of(w, part) >= 0 || !part_has_finding(p, FINDING_ENCRYPTED))
		return false;
	return strcmp(p->type, "smime-encrypted") == 0 || (mute && strcmp(p->type, "pgp") == 0);
}

/* What stands in the place of a text that nobody here can read. */
static void tell_locked(struct work *w)
{
	struct text_options options = { .limits = w->limits,
					.links = w->body->links,
					.hidden = w->body->hidden,
					.lang = w->job->config->notice_language };
	bool mute = is_mute(w);

	for (unsigned i = 0; i < w->m->parts->len; i++) {
		struct content *c = work_content(w, i);
		if (!c->data || c->text || !is_locked(w, i, mute))
			continue;
		c->text = g_string_new(NULL);
		secure_encrypted_text(c->text, c->data, c->len, &options);
		c->is_delivered = true;
	}
}

void bodies_convert(struct work *w)
{
	uint32_t left = convert_room(w);

	for (unsigned i = 0; i < w->m->parts->len; i++) {
		struct part *p = message_part(w->m, i);
		struct content *c = work_content(w, i);
		if (p->action != PART_TEXT || c->text || c->is_message)
			continue;
		if (c->member_path) {
			convert_member(w, i);
			continue;
		}
		if (p->is_body && c->alternative != WORK_NO_ALTERNATIVE) {
			alternative_convert(w, c->alternative, &left);
			continue;
		}
		convert_part(w, i, &left);
		c->is_delivered = true;
	}
	tell_locked(w);
	if (w->keeps_original)
		convert_keep_mail(w);
}

/* ---- putting together ---- */

/* "begin 644 name" and "begin-base64 644 name" start a file in the eyes of some programs. */
static bool begins_file(const char *line, size_t n)
{
	const char *p = line, *end = line + n;
	unsigned digits = 0;

	if (n < 9 || memcmp(p, "begin", 5) != 0)
		return false;
	p += 5;
	if (end - p > 7 && memcmp(p, "-base64", 7) == 0)
		p += 7;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	for (; p < end && *p >= '0' && *p <= '7'; p++)
		digits++;
	return digits >= 3 && digits <= 5 && p < end && (*p == ' ' || *p == '\t');
}

/* Unpackers make files of what stands behind these, wherever they stand. */
static bool begins_part(const char *line, size_t n)
{
	static const char *const names[] = { "Content-Type", "Content-Transfer-Encoding" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t len = strlen(names[i]);
		if (n <= len || g_ascii_strncasecmp(line, names[i], len) != 0)
			continue;
		while (len < n && (line[len] == ' ' || line[len] == '\t'))
			len++;
		if (len < n && line[len] == ':')
			return true;
	}
	return false;
}

static void append_lines(GString *out, const char *text, size_t len, unsigned quotes)
{
	const char *p = text, *end = text + len;

	while (p < end) {
		const char *next = fields_next_line(p, end);
		for (unsigned i = 0; i < MIN(quotes, QUOTES_MAX); i++)
			g_string_append(out, "> ");
		if (begins_file(p, (size_t)(next - p)) || begins_part(p, (size_t)(next - p)))
			g_string_append_c(out, '|');
		g_string_append_len(out, p, next - p);
		p = next;
	}
	if (len > 0 && end[-1] != '\n')
		g_string_append_c(out, '\n');
}

/* How many mails ${part} is inside of. */
static unsigned quotes_of(const struct work *w, unsigned part)
{
	unsigned n = 0;

	for (int p = work_mail_of(w, part); p >= 0; n++)
		p = work_mail_of(w, (unsigned)p);
	return n;
}

static void append_title(const struct work *w, unsigned part, GString *out)
{
	const struct part *p = message_part(w->m, part);
	enum config_lang lang = w->job->config->notice_language;
	const char *said = p->declared_type && *p->declared_type ? p->declared_type : p->path;
	const char *name = p->name && *p->name ? p->name : said;
	bool is_mail = p->class == CLASS_MAIL;
	g_autoptr(GString) title = g_string_new("---- ");

	if (lang != CONFIG_LANG_EN)
		g_string_append(title, is_mail ? "添付メール" : "添付ファイルの中身");
	if (lang == CONFIG_LANG_BOTH)
		g_string_append(title, " / ");
	if (lang != CONFIG_LANG_JA)
		g_string_append(title, is_mail ? "Attached mail" : "Text of attachment");
	g_string_append_printf(title, ": %s ----\n", name);
	if (out->len > 0)
		g_string_append_c(out, '\n');
	append_lines(out, title->str, title->len, quotes_of(w, part));
}

static void append_text(const struct work *w, unsigned part, GString *out)
{
	const struct content *c = work_content(w, part);
	unsigned quotes = quotes_of(w, part);

	if (c->is_message) {
		g_autoptr(GString) heading = g_string_new(NULL);
		heading_append(heading, c->inner ? c->inner->data : c->data,
			       c->inner ? c->inner->len : c->len);
		g_string_append_c(heading, '\n');
		append_lines(out, heading->str, heading->len, quotes + 1);
	} else if (c->text) {
		append_lines(out, c->text->str, c->text->len, quotes);
	}
}

#ifdef MISOGI_BREAK_PASSTHROUGH
/* What every part holds, past all rules: only to show that `make oracle` would see it. */
static void append_everything(const struct work *w, GString *out)
{
	g_string_append(out, "MISOGI_BREAK_PASSTHROUGH\n");
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct content *c = work_content(w, i);
		g_autofree char *coded =
			g_base64_encode((const guchar *)c->data, c->data ? c->len : 0);
		append_lines(out, coded, strlen(coded), 0);
	}
}
#endif

void bodies_append(const struct work *w, GString *out)
{
#ifdef MISOGI_BREAK_PASSTHROUGH
	append_everything(w, out);
#endif
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct part *p = message_part(w->m, i);
		/* Attached texts follow below; a locked mail is told of in its place. */
		bool is_here = p->is_body || p->action != PART_TEXT;
		if (!is_here || work_mail_of(w, i) >= 0 || !work_content(w, i)->is_delivered)
			continue;
		if (out->len > 0 && work_content(w, i)->text->len > 0)
			g_string_append_c(out, '\n');
		append_text(w, i, out);
	}
	/* In reading order a mail's own parts follow it. */
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		const struct part *p = message_part(w->m, i);
		if (p->action != PART_TEXT || (p->is_body && work_mail_of(w, i) < 0) ||
		    work_content(w, i)->member_path)
			continue;
		if (!p->is_body)
			append_title(w, i, out);
		append_text(w, i, out);
	}
}
