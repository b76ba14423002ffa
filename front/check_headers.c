/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check_headers.c: the fields that are ever delivered, on a list of the front's
 * own, and their values. Tests: tests/unit/front/test_check.c.
 */
#include <string.h>

#include "check_parts.h"
#include "text_check.h"

enum often { ONCE, MANY, EXACTLY_ONCE };

/* The only fields that are ever delivered. */
static const struct {
	const char *name;
	enum often often;
} allowed[] = {
	{ "From", ONCE },
	{ "Sender", ONCE },
	{ "Reply-To", ONCE },
	{ "To", ONCE },
	{ "Cc", ONCE },
	{ "Subject", ONCE },
	{ "Date", ONCE },
	{ "Message-ID", ONCE },
	{ "In-Reply-To", ONCE },
	{ "References", ONCE },
	{ "Received", MANY },
	{ "Auto-Submitted", ONCE },
	{ "Authentication-Results", MANY },
	{ "List-Id", ONCE },
	{ "X-Misogi-Id", ONCE },
	{ "MIME-Version", EXACTLY_ONCE },
	{ "Content-Type", EXACTLY_ONCE },
	{ "Content-Transfer-Encoding", EXACTLY_ONCE },
};

bool check_refuse(struct err *err, const char *what, const char *where)
{
	g_autofree char *printable = g_strescape(where, NULL);

	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "%s (%.80s)", what, printable);
}

/* ---- header fields ---- */

static int allowed_row(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++)
		if (g_ascii_strcasecmp(name, allowed[i].name) == 0)
			return (int)i;
	return -1;
}

const char *check_header_value(const struct message *m, const char *name)
{
	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		if (g_ascii_strcasecmp(h->name, name) == 0)
			return h->value;
	}
	return "";
}

bool check_headers(const struct message *m, struct err *err)
{
	unsigned seen[G_N_ELEMENTS(allowed)] = { 0 };

	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		int row = allowed_row(h->name);
		if (row < 0)
			return check_refuse(err, "a header field that is not allowed", h->name);
		if (++seen[row] > 1 && allowed[row].often != MANY)
			return check_refuse(err, "a header field twice", h->name);
		if (!text_check_header_value(h->value, strlen(h->name) + strlen(": ")))
			return check_refuse(err, "a malformed header value", h->name);
	}
	for (size_t row = 0; row < G_N_ELEMENTS(allowed); row++)
		if (allowed[row].often == EXACTLY_ONCE && seen[row] != 1)
			return check_refuse(err, "a header field is missing", allowed[row].name);
	return true;
}

uint64_t check_headers_size(const struct message *m)
{
	uint64_t size = 0;

	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		size += strlen(h->name) + strlen(": ") + strlen(h->value) + strlen("\r\n");
	}
	return size;
}
