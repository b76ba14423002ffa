/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef_mail.c: a mail around a TNEF, so that a message within a message is
 * walked and shown as every other mail in a mail is. Only the attributes of
 * the message are looked at, never those of its attachments.
 * Tests: tests/unit/sanitizer/test_tnef.c, tests/fuzz/fuzz_tnef.c.
 */
#include "kinds/tnef_mail.h"

#include <string.h>
#include <time.h>

#include "kinds/codepage.h"
#include "kinds/little.h"
#include "kinds/tnef_props.h"
#include "kinds/tnef_stream.h"
#include "misogi/compose.h"

#define RECIPIENTS_MAX 1000 /* names shown of "A; B; C" */
#define LINE_BYTES 57	    /* 76 columns of base64 */

enum slot { SLOT_SUBJECT, SLOT_NAME, SLOT_MAILBOX, SLOT_TO, SLOT_CC, SLOT_SENT, SLOT_MAX };

/* Of several for one slot the last that is there counts. */
static const struct {
	unsigned property;
	enum slot slot;
} properties[] = {
	{ 0x0037, SLOT_SUBJECT }, { 0x0042, SLOT_NAME }, { 0x0065, SLOT_MAILBOX },
	{ 0x5d02, SLOT_MAILBOX }, { 0x0e04, SLOT_TO },	 { 0x0e03, SLOT_CC },
	{ 0x0039, SLOT_SENT },
};

struct head {
	struct tnef_prop slots[SLOT_MAX];
	const char *charset;
};

static void read_props(struct head *h, const char *data, size_t n)
{
	struct tnef_props list;
	struct tnef_prop p;

	tnef_props_init(&list, data, n);
	while (tnef_props_next(&list, &p))
		for (size_t i = 0; p.set == 0 && i < G_N_ELEMENTS(properties); i++)
			if (properties[i].property == p.id)
				h->slots[properties[i].slot] = p;
}

static void read_head(struct head *h, const char *buf, size_t n)
{
	struct tnef_stream stream;
	struct tnef_attribute a;

	tnef_stream_init(&stream, buf, n);
	while (tnef_stream_next(&stream, &a) && !a.is_of_attachment) {
		if (a.id == TNEF_CODEPAGE && a.n >= 4)
			h->charset = codepage_label(little_u32(a.data));
		else if (a.id == TNEF_PROPS)
			read_props(h, a.data, a.n);
		else if (a.id == TNEF_SUBJECT && h->slots[SLOT_SUBJECT].n == 0)
			h->slots[SLOT_SUBJECT] = (struct tnef_prop){ .type = TNEF_TYPE_STRING8,
								     .data = a.data,
								     .n = a.n };
	}
}

static void add_addresses(GString *out, const char *name, const GPtrArray *pairs)
{
	g_autofree char *value = compose_addresses(pairs, strlen(name), MAIL_CHARSET_UTF8);

	g_string_append_printf(out, "%s: %s\r\n", name, value);
}

/* Addresses of Exchange's own kind ("/O=…") say nothing to a reader. */
static void add_sender(GString *out, const struct head *h)
{
	g_autofree char *name = tnef_props_text(&h->slots[SLOT_NAME], h->charset);
	g_autofree char *mailbox = tnef_props_text(&h->slots[SLOT_MAILBOX], h->charset);
	g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	bool real = mailbox && strchr(mailbox, '@');

	if (!name && !real)
		return;
	g_ptr_array_add(pairs, address_new(name, real ? mailbox : ""));
	add_addresses(out, "From", pairs);
}

/* "A; B": names alone are all that there is. */
static void add_recipients(GString *out, const struct head *h, const char *field, enum slot slot)
{
	g_autofree char *all = tnef_props_text(&h->slots[slot], h->charset);
	g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);

	if (!all)
		return;
	g_auto(GStrv) names = g_strsplit(all, ";", RECIPIENTS_MAX);
	for (char **name = names; *name; name++)
		if (*g_strstrip(*name))
			g_ptr_array_add(pairs, address_new(*name, ""));
	if (pairs->len > 0)
		add_addresses(out, field, pairs);
}

/* localtime_r(), unlike GLib, reads no files: they cannot be opened any more. */
static void add_date(GString *out, const struct tnef_prop *sent)
{
	char text[40];
	gint64 epoch;
	struct tm tm;

	if (!tnef_props_epoch(sent, &epoch))
		return;
	time_t t = (time_t)epoch;
	if (localtime_r(&t, &tm) &&
	    strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S %z", &tm) > 0)
		g_string_append_printf(out, "Date: %s\r\n", text);
}

static void add_base64(GString *out, const char *buf, size_t n)
{
	for (size_t at = 0; at < n; at += LINE_BYTES) {
		g_autofree char *line =
			g_base64_encode((const guchar *)buf + at, MIN(n - at, LINE_BYTES));
		g_string_append_printf(out, "%s\r\n", line);
	}
}

GString *tnef_mail_of(const char *buf, size_t n)
{
	struct head h = { .charset = "" };
	GString *out = g_string_sized_new(n + n / 2);

	read_head(&h, buf, n);
	g_autofree char *subject = tnef_props_text(&h.slots[SLOT_SUBJECT], h.charset);
	if (subject) {
		g_autofree char *value =
			compose_unstructured(subject, strlen("Subject"), MAIL_CHARSET_UTF8);
		g_string_append_printf(out, "Subject: %s\r\n", value);
	}
	add_sender(out, &h);
	add_recipients(out, &h, "To", SLOT_TO);
	add_recipients(out, &h, "Cc", SLOT_CC);
	add_date(out, &h.slots[SLOT_SENT]);
	g_string_append(out, "MIME-Version: 1.0\r\nContent-Type: application/ms-tnef\r\n"
			     "Content-Transfer-Encoding: base64\r\n\r\n");
	add_base64(out, buf, n);
	return out;
}
