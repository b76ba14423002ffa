/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heading.c: From, Subject and the like as facts of a mail and as the lines
 * above the text of a mail inside. Linear, and safe for mails that are held
 * unparsed. Tests: tests/unit/sanitizer/test_rebuild.c.
 */
#include "heading.h"

#include <string.h>

#include "auth.h"
#include "misogi/compose.h"
#include "misogi/text.h"
#include "text/words.h"

#define FACT_MAX 998u
#define RAW_MAX 65536u

static char *decoded(const GArray *fields, const char *name, struct charset_found *found)
{
	const struct field *f = fields_nth(fields, name, 0);

	if (!f)
		return g_strdup("");
	g_autofree char *text = words_decode(f->value, MIN(f->value_len, RAW_MAX), NULL, found);
	return g_strstrip(text_one_line(text, FACT_MAX));
}

char *heading_text(const GArray *fields, const char *name)
{
	struct charset_found found = { 0 };

	return decoded(fields, name, &found);
}

/* The first address of From. */
static char *from_address(const struct work *w)
{
	const struct field *f = fields_nth(w->fields, "From", 0);
	struct words_addresses found = { 0 };
	char *mailbox = NULL;

	if (!f)
		return g_strdup("");
	words_addresses(f->value, MIN(f->value_len, RAW_MAX), w->limits->address_depth, 20, &found);
	for (guint i = 0; i < found.list->len && !mailbox; i++) {
		const struct address *a = g_ptr_array_index(found.list, i);
		if (*a->mailbox)
			mailbox = text_one_line(a->mailbox, FACT_MAX);
	}
	g_ptr_array_unref(found.list);
	return mailbox ? mailbox : g_strdup("");
}

void heading_read(struct work *w)
{
	struct message *m = w->m;
	static const char *const once[] = { "From",	    "Subject",
					    "Date",	    "To",
					    "Content-Type", "Content-Transfer-Encoding",
					    "Message-ID" };
	struct charset_found found = { 0 };

	g_free(m->from);
	g_free(m->subject);
	g_free(m->message_id);
	m->from = from_address(w);
	m->subject = decoded(w->fields, "Subject", &found);
	if (found.undecodable > 0)
		work_find(w, -1, FINDING_TEXT_UNDECODABLE, "Subject", "");
	m->message_id = heading_text(w->fields, "Message-ID");
	auth_read(w);
	for (size_t i = 0; i < G_N_ELEMENTS(once); i++)
		if (fields_nth(w->fields, once[i], 1))
			work_find(w, -1, FINDING_MIME_DUPLICATE_HEADER, once[i], "");
}

void heading_append(GString *out, const char *data, size_t len)
{
	static const char *const names[] = { "From", "To", "Cc", "Date", "Subject" };
	g_autoptr(GArray) fields = fields_read(data, len, NULL, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *text = heading_text(fields, names[i]);
		if (*text)
			g_string_append_printf(out, "%s: %s\n", names[i], text);
	}
}
