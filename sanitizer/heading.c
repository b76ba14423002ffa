/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heading.c: From, Subject and the like as facts of a mail and as the lines
 * above the text of a mail inside. Linear, and safe for mails that are held
 * unparsed. Tests: tests/unit/sanitizer/test_heading.c.
 */
#include "heading.h"

#include <string.h>

#include "auth.h"
#include "misogi/compose.h"
#include "misogi/text.h"
#include "text/address_odd.h"

#define FACT_MAX 998u
#define DISPLAY_MAX 998u
#define RAW_MAX 65536u
#define INNER_ADDRESSES 100u /* of each field of a mail inside */

enum shape { SHAPE_TEXT, SHAPE_ADDRESSES };

/* The fields that are delivered decoded. */
static const struct {
	const char *name;
	enum shape shape;
} delivered[] = {
	{ "From", SHAPE_ADDRESSES }, { "Sender", SHAPE_ADDRESSES }, { "Reply-To", SHAPE_ADDRESSES },
	{ "To", SHAPE_ADDRESSES },   { "Cc", SHAPE_ADDRESSES },	    { "Subject", SHAPE_TEXT },
	{ "List-Id", SHAPE_TEXT },
};

/* ${text} as one line without anything unseen. */
static char *swept(const char *text, size_t max, struct sweep_found *found)
{
	g_autoptr(GString) out = g_string_new(NULL);

	sweep_text(out, text, strlen(text), found);
	return g_strstrip(text_one_line(out->str, max));
}

char *heading_line(const struct field *f, size_t max, struct heading_found *found)
{
	g_autofree char *text =
		words_decode(f->value, MIN(f->value_len, RAW_MAX), NULL, &found->charset);

	return swept(text, max, &found->swept);
}

char *heading_text(const GArray *fields, const char *name)
{
	struct heading_found found = { 0 };
	const struct field *f = fields_nth(fields, name, 0);

	return f ? heading_line(f, FACT_MAX, &found) : g_strdup("");
}

/* ---- names that show an address ---- */

static bool is_address_char(gunichar c)
{
	return c > ' ' && (c >= 0x80 ? g_unichar_isalnum(c) : !strchr("<>()[],;:\"'@", (int)c));
}

/* "local@domain" around the "@" at ${at} of ${s}, the domain in ASCII; NULL: none. */
static char *address_at(const char *s, const char *at)
{
	const char *start = at, *end = at + 1;

	while (start > s && is_address_char(g_utf8_get_char(g_utf8_prev_char(start))))
		start = g_utf8_prev_char(start);
	while (*end && is_address_char(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	if (start == at || end == at + 1)
		return NULL;
	g_autofree char *domain = g_strndup(at + 1, (gsize)(end - at - 1));
	g_autofree char *ascii = strlen(domain) < FACT_MAX ? g_hostname_to_ascii(domain) : NULL;
	return g_strdup_printf("%.*s@%s", (int)(at - start), start, ascii ? ascii : domain);
}

/* Whether ${display} shows an address, and another than ${mailbox}. */
static bool is_other_address(const char *display, const char *mailbox)
{
	g_autofree char *wide = g_utf8_normalize(display, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *shown = wide ? g_utf8_casefold(wide, -1) : g_strdup("");
	g_autofree char *real = g_utf8_casefold(mailbox, -1);
	bool other = false, same = false;

	for (const char *at = shown; (at = strchr(at, '@')); at++) {
		g_autofree char *address = address_at(shown, at);
		same = same || (address && strcmp(address, real) == 0);
		other = other || (address && strcmp(address, real) != 0);
	}
	return other && !same;
}

static void clean_display(struct address *a, struct sweep_found *found)
{
	g_autofree char *display = swept(a->display, DISPLAY_MAX, found);
	bool other = *a->mailbox && is_other_address(display, a->mailbox);

	g_free(a->display);
	a->display =
		other ? g_strdup_printf("%s <%s>", display, a->mailbox) : g_steal_pointer(&display);
}

static GPtrArray *addresses_of(const struct field *f, unsigned depth, unsigned max,
			       struct heading_found *found)
{
	struct words_addresses read;

	words_addresses(f->value, MIN(f->value_len, RAW_MAX), depth, max, &read);
	for (guint i = 0; i < read.list->len; i++)
		clean_display(g_ptr_array_index(read.list, i), &found->swept);
	found->charset = read.charset;
	return read.list;
}

GPtrArray *heading_addresses(const struct field *f, const struct limits *limits,
			     struct heading_found *found)
{
	return addresses_of(f, limits->address_depth, limits->recipients, found);
}

/* ---- facts ---- */

/* The first address of From. */
static char *first_mailbox(const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		if (*a->mailbox)
			return text_one_line(a->mailbox, FACT_MAX);
	}
	return g_strdup("");
}

static unsigned count_mailboxes(const GPtrArray *list)
{
	unsigned n = 0;

	for (guint i = 0; i < list->len; i++)
		n += *((const struct address *)g_ptr_array_index(list, i))->mailbox != '\0';
	return n;
}

static void report(struct work *w, const char *place, const struct heading_found *found)
{
	const struct {
		bool is;
		enum finding_id id;
		const char *detail;
	} rows[] = {
		{ found->charset.unknown, FINDING_CHARSET_UNKNOWN, found->charset.used },
		{ found->charset.mislabelled, FINDING_CHARSET_MISLABELLED, found->charset.used },
		{ found->charset.undecodable > 0, FINDING_TEXT_UNDECODABLE, "" },
		{ found->swept.zero_width > 0, FINDING_TEXT_ZERO_WIDTH, "" },
		{ found->swept.directions > 0, FINDING_TEXT_DIRECTION, "" },
		{ found->swept.tags > 0, FINDING_TEXT_TAGS, "" },
		{ found->swept.selectors > 0, FINDING_TEXT_SELECTORS, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].is)
			work_find(w, -1, rows[i].id, place, rows[i].detail);
}

/* Reads one field that is delivered. */
static void read_field(struct work *w, const char *name, enum shape shape)
{
	const struct field *f = fields_nth(w->fields, name, 0);
	struct heading_found found = { 0 };

	if (!f)
		return;
	if (shape == SHAPE_TEXT) {
		g_autofree char *text = heading_line(f, FACT_MAX, &found);
		if (strcmp(name, "Subject") == 0)
			w->m->subject = g_steal_pointer(&text);
	} else {
		g_autoptr(GPtrArray) list = heading_addresses(f, w->limits, &found);
		bool is_from = strcmp(name, "From") == 0;
		if (is_from)
			w->m->from = first_mailbox(list);
		/* Of several senders programs show one, and not the same. */
		if (address_is_odd(f->value, MIN(f->value_len, RAW_MAX)) ||
		    (is_from && count_mailboxes(list) > 1))
			work_find(w, -1, FINDING_ADDRESS_ODD, name, "");
	}
	report(w, name, &found);
}

void heading_read(struct work *w)
{
	struct message *m = w->m;
	static const char *const once[] = { "From", "Subject", "Date", "To", "Message-ID" };

	g_clear_pointer(&m->from, g_free);
	g_clear_pointer(&m->subject, g_free);
	g_free(m->message_id);
	for (size_t i = 0; i < G_N_ELEMENTS(delivered); i++)
		read_field(w, delivered[i].name, delivered[i].shape);
	m->from = m->from ? m->from : g_strdup("");
	m->subject = m->subject ? m->subject : g_strdup("");
	m->message_id = heading_text(w->fields, "Message-ID");
	auth_read(w);
	for (size_t i = 0; i < G_N_ELEMENTS(once); i++)
		if (fields_nth(w->fields, once[i], 1))
			work_find(w, -1, FINDING_MIME_DUPLICATE_HEADER, once[i], "");
}

/* ---- the header of a mail inside ---- */

/* "山田 <yamada@example.jp>, …" */
static char *address_line(const struct field *f)
{
	struct heading_found found = { 0 };
	struct limits limits = limits_default();
	g_autoptr(GPtrArray) list =
		addresses_of(f, (unsigned)limits.address_depth, INNER_ADDRESSES, &found);
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		bool both = *a->display && *a->mailbox;
		g_string_append_printf(line, "%s%s%s%s%s", i ? ", " : "", a->display,
				       both ? " <" : "", a->mailbox, both ? ">" : "");
	}
	return text_one_line(line->str, G_MAXSIZE);
}

void heading_append(GString *out, const char *data, size_t len)
{
	static const struct {
		const char *name;
		enum shape shape;
	} lines[] = {
		{ "From", SHAPE_ADDRESSES }, { "To", SHAPE_ADDRESSES }, { "Cc", SHAPE_ADDRESSES },
		{ "Date", SHAPE_TEXT },	     { "Subject", SHAPE_TEXT },
	};
	g_autoptr(GArray) fields = fields_read(data, len, NULL, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		const struct field *f = fields_nth(fields, lines[i].name, 0);
		if (!f)
			continue;
		g_autofree char *text = lines[i].shape == SHAPE_ADDRESSES
						? address_line(f)
						: heading_text(fields, lines[i].name);
		if (*text)
			g_string_append_printf(out, "%s: %s\n", lines[i].name, text);
	}
}
