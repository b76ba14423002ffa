/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * edit.c: the edits of one message, in the only order that is right: old
 * fields from the highest number down (ascending leaves every second one,
 * CVE-2022-48521), then ours, then the body in one run, for any request
 * between two chunks of it makes Postfix end the body there. The body is not
 * optional: without a replacement the original would stay.
 *
 * Never gives the MTA a byte that it did not look at: 7-bit, no NUL, no bare
 * CR or LF. Tests: tests/unit/milter/test_edit.c, tests/flow/test_edits.py.
 */
#include "edit.h"

#include <string.h>

#include "intake.h"

/* libmilter drops packets above 65535 bytes, Postfix cuts fields at 60000. */
#define VALUE_BYTES_MAX 60000u

static bool is_field_name(const char *name)
{
	for (const char *p = name; *p; p++) {
		if (*p <= 0x20 || *p >= 0x7f || *p == ':')
			return false;
	}
	return *name != '\0' && strlen(name) < 100;
}

/* A value is printable ASCII and tabs; the only line break is CRLF before a space or tab. */
static bool is_field_value(const char *value)
{
	for (const char *p = value; *p; p++) {
		if (p[0] == '\r' && p[1] == '\n' && (p[2] == ' ' || p[2] == '\t'))
			p += 2;
		else if (*p != '\t' && (*p < 0x20 || *p >= 0x7f))
			return false;
	}
	return strlen(value) <= VALUE_BYTES_MAX;
}

static bool is_body(const unsigned char *body, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (body[i] == '\r' && i + 1 < n && body[i + 1] == '\n')
			i++;
		else if (body[i] == '\r' || body[i] == '\n' || body[i] == '\0' || body[i] >= 0x80)
			return false;
	}
	return true;
}

static bool fit_to_send(const struct message *m, uint32_t output_bytes, struct err *err)
{
	size_t size = m->body ? g_bytes_get_size(m->body) : 0;
	uint64_t total = size;

	for (unsigned i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);

		if (!is_field_name(h->name) || !is_field_value(h->value))
			return err_set(err, SCOPE_BUG, REASON_OUTPUT, "header field %u is not fit",
				       i);
		total += strlen(h->name) + strlen(h->value) + 4;
	}
	if (!m->body || !is_body(g_bytes_get_data(m->body, NULL), size))
		return err_set(err, SCOPE_BUG, REASON_OUTPUT, "the body is not fit");
	if (total > output_bytes)
		return err_set(err, SCOPE_BUG, REASON_OUTPUT,
			       "%" G_GUINT64_FORMAT " bytes are more than limit output_bytes",
			       total);
	return true;
}

/* The MTA's folds are LF; the space after the colon is ours to give where it said so. */
static char *wire_value(const char *value, bool leading_space)
{
	GString *out = g_string_new(leading_space ? " " : "");

	for (const char *p = value; *p; p++) {
		if (*p != '\r')
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static bool delete_all(const struct mta *mta, const GPtrArray *fields)
{
	for (unsigned i = 0; i < fields->len; i++) {
		const struct field_count *f = g_ptr_array_index((GPtrArray *)fields, i);

		for (unsigned n = f->count; n > 0; n--) {
			if (!mta->delete_header(mta->ctx, f->name, n))
				return false;
		}
	}
	return true;
}

static bool add_ours(const struct mta *mta, const GPtrArray *headers)
{
	for (unsigned i = 0; i < headers->len; i++) {
		const struct header *h = g_ptr_array_index((GPtrArray *)headers, i);
		g_autofree char *value = wire_value(h->value, mta->leading_space);

		if (!mta->add_header(mta->ctx, h->name, value))
			return false;
	}
	return true;
}

bool edit_apply(const struct mta *mta, const GPtrArray *fields, const struct message *m,
		uint32_t output_bytes, struct err *err)
{
	gsize n;

	if (!fit_to_send(m, output_bytes, err))
		return false;
	const void *body = g_bytes_get_data(m->body, &n);
	/* Of nothing libmilter makes no packet: an empty body is one empty line. */
	if (n == 0) {
		body = "\r\n";
		n = 2;
	}
	if (!delete_all(mta, fields) || !add_ours(mta, m->headers) ||
	    !mta->replace_body(mta->ctx, body, n))
		return err_set(err, SCOPE_TEMP, REASON_MTA_GONE, "the MTA does not take our edits");
	return true;
}
