/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rebuild.c: the header by an allow-list, each field decoded and written anew,
 * and one text/plain part: the notice, then the sender's text. Left out are
 * all other fields: links in List-*, DKIM-Signature (it no longer holds),
 * X-* of strangers. Nothing of the sender's bytes is copied.
 * Tests: tests/unit/sanitizer/test_rebuild.c.
 */
#include "rebuild.h"

#include <string.h>

#include "auth.h"
#include "bodies.h"
#include "date.h"
#include "heading.h"
#include "misogi/compose.h"
#include "misogi/iso2022jp.h"

#define TEXT_MAX 16384u	   /* of one unstructured field, decoded */
#define ID_MAX 900u	   /* of one message id */
#define LINE_MAX_WIDTH 78u /* RFC 5322 2.1.1 */
#define IDS_MAX 100u	   /* message ids in References */
#define RECEIVED_MAX 60u   /* more hops than that are a loop */
#define HEADERS_SHARE 4u   /* the header may take this part of limit output_bytes */

enum field_kind {
	FIELD_TRACE, /* printable ASCII, any number */
	FIELD_AUTH,  /* the same, of trusted servers only */
	FIELD_DATE,
	FIELD_ADDRESSES,
	FIELD_TEXT,
	FIELD_IDS,
	FIELD_TOKEN,
};

/* What is kept, in the order in which it is written. */
static const struct kept {
	const char *name;
	enum field_kind kind;
	unsigned max;
} kept[] = {
	{ "Received", FIELD_TRACE, RECEIVED_MAX },
	{ "Authentication-Results", FIELD_AUTH, 10 },
	{ "Date", FIELD_DATE, 1 },
	{ "From", FIELD_ADDRESSES, 1 },
	{ "Sender", FIELD_ADDRESSES, 1 },
	{ "Reply-To", FIELD_ADDRESSES, 1 },
	{ "To", FIELD_ADDRESSES, 1 },
	{ "Cc", FIELD_ADDRESSES, 1 },
	{ "Subject", FIELD_TEXT, 1 },
	{ "Message-ID", FIELD_IDS, 1 },
	{ "In-Reply-To", FIELD_IDS, 1 },
	{ "References", FIELD_IDS, 1 },
	{ "List-Id", FIELD_TEXT, 1 },
	{ "Auto-Submitted", FIELD_TOKEN, 1 },
};

/* Visible ASCII with single blanks between. */
static char *printable(const struct field *f)
{
	GString *out = g_string_sized_new(f->value_len);

	for (size_t i = 0; i < f->value_len && out->len < TEXT_MAX; i++) {
		char c = f->value[i];
		if (c > ' ' && c < 127)
			g_string_append_c(out, c);
		else if (!strchr(" \t\r\n", c))
			g_string_append_c(out, '?');
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	return g_strchomp(g_string_free(out, FALSE));
}

/* Counts what ${utf8} loses when it is written in the mail's charset. */
static void count_substitutes(struct work *w, const char *utf8, size_t n)
{
	if (w->m->charset == MAIL_CHARSET_ISO_2022_JP)
		g_string_free(iso2022jp_substitute(utf8, n, &w->substituted), TRUE);
}

static char *rewrite_text(struct work *w, const struct field *f, size_t name_len)
{
	struct heading_found found = { 0 };
	g_autofree char *line = heading_line(f, TEXT_MAX, &found);

	count_substitutes(w, line, strlen(line));
	return compose_unstructured(line, name_len, w->m->charset);
}

static char *rewrite_printable(const struct field *f, size_t name_len)
{
	g_autofree char *line = printable(f);

	return compose_unstructured(line, name_len, MAIL_CHARSET_UTF8);
}

static char *rewrite_addresses(struct work *w, const struct field *f, size_t name_len)
{
	struct heading_found found = { 0 };
	g_autoptr(GPtrArray) list = heading_addresses(f, w->limits, &found);

	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		count_substitutes(w, a->display, strlen(a->display));
	}
	return compose_addresses(list, name_len, w->m->charset);
}

/*
 * What stands between < and >, without blanks: as many as there are. Folded
 * between ids only: an id is never encoded, or replies would lose their thread.
 */
static char *rewrite_ids(const struct field *f, size_t name_len)
{
	g_autofree char *line = printable(f);
	GString *ids = g_string_new(NULL);
	size_t column = name_len + strlen(": ");
	unsigned n = 0;

	for (const char *p = line; (p = strchr(p, '<')) && n < IDS_MAX;) {
		size_t len = strcspn(p + 1, "<> ");
		if (len > 0 && len < ID_MAX && p[len + 1] == '>') {
			bool fold = n > 0 && column + 1 + len + 2 > LINE_MAX_WIDTH;
			g_string_append(ids, fold ? "\r\n " : n > 0 ? " " : "");
			g_string_append_len(ids, p, (gssize)len + 2);
			column = (fold ? 0 : column) + 1 + len + 2;
			n++;
			p += len;
		}
		p++;
	}
	return g_string_free(ids, FALSE);
}

static char *rewrite_token(const struct field *f)
{
	size_t n = 0;

	while (n < f->value_len && n < 40 && (g_ascii_isalnum(f->value[n]) || f->value[n] == '-'))
		n++;
	return g_strndup(f->value, n);
}

/* The value of ${f} written anew; "" or NULL: not worth keeping. Caller frees. */
static char *rewrite(struct work *w, const struct kept *k, const struct field *f)
{
	size_t name_len = strlen(k->name);

	switch (k->kind) {
	case FIELD_TRACE:
		return rewrite_printable(f, name_len);
	case FIELD_AUTH:
		return auth_is_trusted(f, w->job->config->trusted_authserv_ids)
			       ? rewrite_printable(f, name_len)
			       : NULL;
	case FIELD_DATE:
		return date_rewrite(f->value, f->value_len);
	case FIELD_ADDRESSES:
		return rewrite_addresses(w, f, name_len);
	case FIELD_TEXT:
		return rewrite_text(w, f, name_len);
	case FIELD_IDS:
		return rewrite_ids(f, name_len);
	case FIELD_TOKEN:
		break;
	}
	return rewrite_token(f);
}

static void write_header(struct work *w, const char *name, const char *value, uint64_t *left)
{
	size_t n = strlen(name) + strlen(value) + strlen(": \r\n");

	if (n > *left)
		return;
	*left -= n;
	message_add_header(w->m, name, value);
}

static void write_headers(struct work *w)
{
	uint64_t left = w->limits->output_bytes / HEADERS_SHARE;

	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
		const struct field *f;
		unsigned written = 0;
		for (unsigned n = 0; (f = fields_nth(w->fields, kept[i].name, n)); n++) {
			g_autofree char *value =
				written < kept[i].max ? rewrite(w, &kept[i], f) : NULL;
			if (!value || !*value)
				continue;
			write_header(w, kept[i].name, value, &left);
			written++;
		}
		if (kept[i].kind == FIELD_DATE && written == 0) {
			g_autofree char *now = compose_date(w->job->envelope->received);
			write_header(w, kept[i].name, now, &left);
		}
	}
	write_header(w, "X-Misogi-Id", w->job->envelope->id, &left);
}

void rebuild_message(struct work *w)
{
	g_autofree char *notice = notice_of(w->m, w->job->envelope, w->job->config);
	g_autoptr(GString) text = g_string_new(NULL), whole = g_string_new(notice);

	bodies_append(w, text);
	notice_defuse(whole, text->str, text->len, w->job->config);
	write_headers(w);
	count_substitutes(w, whole->str, whole->len);
	if (w->substituted > 0) {
		g_autofree char *detail = g_strdup_printf("%u characters", w->substituted);
		work_find(w, -1, FINDING_TEXT_SUBSTITUTED, NULL, detail);
	}
	compose_text(w->m, whole->str, whole->len);
}
