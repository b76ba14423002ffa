/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * leaf.c: a leaf's own words about itself (type, disposition, encoding, names)
 * and its bytes, decoded once. Whether it is a body is decided here by what it
 * declares; identify.c takes that back when the bytes say otherwise. The words
 * are the sender's: facts, never trusted. Tests: tests/unit/sanitizer/test_walk.c.
 */
#include "leaf.h"

#include <string.h>

#include "declare.h"
#include "misogi/io.h"
#include "misogi/text.h"
#include "names.h"
#include "signature.h"
#include "text/params.h"
#include "transfer.h"

#define PGP_CONTROL_MAX 64u
#define TYPE_BYTES 255u	    /* of a declared type: RFC 6838 4.2 knows none longer */
#define MULTIPLE_OF_PART 2u /* all parts together, in limit part_bytes: mails in mails multiply */

/* Whether ${n} more bytes may be held; false holds the mail. */
static bool has_room(struct work *w, unsigned part, uint64_t n)
{
	w->decoded += n;
	if (w->decoded <= (uint64_t)w->limits->part_bytes * MULTIPLE_OF_PART)
		return true;
	work_find(w, (int)part, FINDING_LIMIT_PART_BYTES, NULL, "all parts together");
	w->is_held = true;
	return false;
}

static void report(struct work *w, int part, const struct transfer_found *found)
{
	if (found->has_junk)
		work_find(w, part, FINDING_MIME_BASE64_JUNK, NULL, "");
	if (found->is_padded_early)
		work_find(w, part, FINDING_MIME_BASE64_PADDING, NULL, "");
	if (found->is_quoted_odd)
		work_find(w, part, FINDING_MIME_QUOTED_ODD, NULL, "");
	if (found->is_truncated)
		work_find(w, part, FINDING_MIME_TRUNCATED, NULL, "transfer encoding");
}

static bool decode(struct work *w, unsigned part, enum transfer t, const char *data, size_t len,
		   struct err *err)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	struct transfer_found found = { 0 };
	bool as_file = !p->is_body || w->body->scan == SCAN_ALL;
	size_t room = transfer_room(t, len);
	char *place;

	/* Too large: kept as it stands, still encoded. */
	if (room > w->limits->part_bytes) {
		work_find(w, (int)part, FINDING_LIMIT_PART_BYTES, NULL, "");
		p->is_body = false;
		as_file = true;
		t = TRANSFER_IDENTITY;
		room = len;
	}
	if (!has_room(w, part, room))
		return true;
	if (!content_reserve(c, room, as_file, &place, err))
		return false;
	size_t used = transfer_decode(t, data, len, place, &found);
	if (found.is_absent && len > 0) {
		/* Not encoded as it says: kept as it stands rather than lost. */
		work_find(w, (int)part, FINDING_MIME_ENCODING, NULL, "not encoded so");
		used = transfer_decode(TRANSFER_IDENTITY, data, len, place, &found);
	}
	report(w, (int)part, &found);
	p->size = used;
	return content_settle(c, place, room, used, err);
}

/* What becomes text of the mail, and the multipart in which a name does not make it a file. */
static const struct kind {
	const char *type;
	enum body_form form;
	const char *within;
} kinds[] = {
	{ "text/plain", BODY_FORM_PLAIN, NULL },
	{ "text/html", BODY_FORM_HTML, NULL },
	{ "text/markdown", BODY_FORM_PLAIN, NULL },
	{ "text/x-markdown", BODY_FORM_PLAIN, NULL },
	{ "text/x-amp-html", BODY_FORM_AMP, "alternative" },
	{ "text/enriched", BODY_FORM_ENRICHED, NULL },
	{ "text/richtext", BODY_FORM_ENRICHED, NULL },
	{ "text/rtf", BODY_FORM_RTF, NULL },
	{ "application/rtf", BODY_FORM_RTF, NULL },
	{ "text/calendar", BODY_FORM_CALENDAR, "alternative" },
	{ "message/delivery-status", BODY_FORM_REPORT, "report" },
	{ "message/global-delivery-status", BODY_FORM_REPORT, "report" },
	{ "message/disposition-notification", BODY_FORM_REPORT, "report" },
	{ "message/global-disposition-notification", BODY_FORM_REPORT, "report" },
	{ "message/feedback-report", BODY_FORM_REPORT, "report" },
	{ "text/rfc822-headers", BODY_FORM_HEADERS, "report" },
	{ "message/global-headers", BODY_FORM_HEADERS, "report" },
	{ "application/pkcs7-signature", BODY_FORM_SIGNATURE, "signed" },
	{ "application/x-pkcs7-signature", BODY_FORM_SIGNATURE, "signed" },
	{ "application/pgp-signature", BODY_FORM_SIGNATURE, "signed" },
	{ "application/pgp-encrypted", BODY_FORM_EMPTY, "encrypted" },
};

static const struct kind *kind_of(const char *type)
{
	/* No type, or none that RFC 2045 knows, is text/plain. */
	if (!strchr(type, '/'))
		return &kinds[0];
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(type, kinds[i].type) == 0)
			return &kinds[i];
	return NULL;
}

/* Whether a leaf of ${kind} (NULL: none) is text of its mail where it stands. */
static bool is_body(const struct kind *kind, const struct params *disposition, bool is_named,
		    const struct leaf_place *at)
{
	if (!kind)
		return false;
	if (kind->within && strcmp(at->subtype, kind->within) == 0)
		return true;
	if (kind->form == BODY_FORM_SIGNATURE || kind->form == BODY_FORM_EMPTY)
		return false;
	return strcmp(disposition->value, "attachment") != 0 && (!is_named || at->is_only);
}

static enum body_form form_of(const struct kind *kind, const struct params *type)
{
	const char *format = params_get(type, "format"), *delsp = params_get(type, "delsp");

	if (!kind)
		return BODY_FORM_PLAIN;
	if (kind->form != BODY_FORM_PLAIN || !format || g_ascii_strcasecmp(format, "flowed") != 0)
		return kind->form;
	return delsp && g_ascii_strcasecmp(delsp, "yes") == 0 ? BODY_FORM_FLOWED_DELSP
							      : BODY_FORM_FLOWED;
}

static bool is_mail_type(const char *type)
{
	return strcmp(type, "message/rfc822") == 0 || strcmp(type, "message/global") == 0 ||
	       strcmp(type, "message/news") == 0;
}

/* What ${part} declares, its names included. Whether it has a name. */
static bool take_declared(struct work *w, unsigned part, const struct declared *d)
{
	struct part *p = message_part(w->m, part);
	bool is_named = names_take(w, part, d->type, d->disposition);

	g_free(p->declared_type);
	p->declared_type = text_one_line(d->type->value, TYPE_BYTES);
	if (strcmp(p->declared_type, "message/external-body") == 0)
		work_find(w, (int)part, FINDING_MIME_EXTERNAL, NULL, "");
	if (strcmp(p->declared_type, "message/partial") == 0 ||
	    strcmp(p->declared_type, "message/external-body") == 0)
		work_find(w, (int)part, FINDING_MIME_PARTIAL, NULL, p->declared_type);
	return is_named;
}

static bool take(struct work *w, unsigned part, const struct declared *d, const char *data,
		 size_t len, const struct leaf_place *at, struct err *err)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	bool is_named = take_declared(w, part, d);
	const struct kind *kind = kind_of(p->declared_type);

	c->charset = g_strdup(params_get(d->type, "charset"));
	c->form = form_of(kind, d->type);
	c->alternative = at->alternative;
	c->branch = at->branch;
	p->is_body = is_body(kind, d->disposition, is_named, at) && !d->is_torn;
	if (!decode(w, part, d->transfer, data, len, err))
		return false;
	/* "Version: 1" (RFC 3156 4) says nothing; what is longer is something else. */
	if (c->form == BODY_FORM_EMPTY && c->len > PGP_CONTROL_MAX)
		p->is_body = false;
	if (c->form == BODY_FORM_EMPTY && !p->is_body)
		c->form = BODY_FORM_PLAIN;
	c->is_message = c->data && d->transfer != TRANSFER_UNKNOWN &&
			(is_mail_type(p->declared_type) ||
			 (!p->is_body && signature_is_mail(c->data, c->len)));
	if (c->is_message && d->transfer != TRANSFER_IDENTITY)
		work_find(w, (int)part, FINDING_MIME_ENCODED_MULTIPART, NULL, p->declared_type);
	return true;
}

bool leaf_take(struct work *w, const struct parsed *parsed, const struct entity *e,
	       const struct leaf_place *at, unsigned *part, struct err *err)
{
	struct declared d;
	const char *data;
	size_t len;

	*part = work_add_part(w, at->path, at->parent);
	declare_read(w, (int)*part, NULL, e, &d);
	entity_bytes(parsed, e, &data, &len);
	bool done = take(w, *part, &d, data, len, at, err);
	declare_clear(&d);
	return done;
}

bool leaf_take_whole(struct work *w, const struct entity *e, const struct leaf_place *at,
		     enum finding_id why, unsigned *part, struct err *err)
{
	*part = work_add_part(w, at->path, at->parent);
	struct part *p = message_part(w->m, *part);
	struct content *c = work_content(w, *part);
	struct declared d;
	uint64_t size;

	declare_read(w, (int)*part, NULL, e, &d);
	take_declared(w, *part, &d);
	declare_clear(&d);
	if (why != FINDING_MAX)
		work_find(w, (int)*part, why, NULL, "");
	c->fd = entity_write(e, err);
	if (c->fd < 0)
		return false;
	if (!io_size(c->fd, &size))
		return err_errno(err, REASON_SPOOL, "a mail in a mail has no size");
	if (size > w->limits->part_bytes)
		work_find(w, (int)*part, FINDING_LIMIT_PART_BYTES, NULL, "");
	p->size = size;
	if (!has_room(w, *part, size))
		return true;
	if (!content_map(c, size, err))
		return false;
	c->is_message = why == FINDING_MAX && c->data && size <= w->limits->part_bytes;
	return true;
}

/* A member of an archive is a file, whatever it is called; archive_bytes counted its bytes. */
static void take_file(struct work *w, unsigned part, struct member *m)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	const char *slash = strrchr(m->path, '/'), *raw = strrchr(m->name, '/');

	names_set(w, part, raw && raw[1] ? raw + 1 : m->name);
	g_free(p->name);
	p->name = g_strdup(slash ? slash + 1 : m->path);
	for (guint i = 0; m->findings && i < m->findings->len; i++)
		work_find(w, (int)part, g_array_index(m->findings, enum finding_id, i), NULL,
			  p->raw_name);
	c->member_path = g_strdup(m->path);
	c->is_absent = m->is_absent;
	c->data = g_steal_pointer(&m->data);
	c->len = p->size = m->n;
}

bool leaf_take_member(struct work *w, struct member *m, const struct leaf_place *at, unsigned *part,
		      struct err *err)
{
	*part = work_add_part(w, at->path, at->parent);
	struct part *p = message_part(w->m, *part);
	struct content *c = work_content(w, *part);

	g_free(p->declared_type);
	p->declared_type = g_strdup(m->type);
	if (m->path) {
		take_file(w, *part, m);
		return true;
	}
	c->charset = g_strdup(m->charset);
	c->form = m->kind == MEMBER_BODY ? m->form : BODY_FORM_PLAIN;
	p->is_body = m->kind == MEMBER_BODY;
	if (m->kind == MEMBER_FILE)
		names_set(w, *part, m->name);
	if (!decode(w, *part, TRANSFER_IDENTITY, m->data, m->n, err))
		return false;
	c->is_message = c->data && (is_mail_type(m->type) ||
				    (m->kind == MEMBER_FILE && signature_is_mail(c->data, c->len)));
	return true;
}

bool leaf_take_prologue(struct work *w, const struct entity *e, const struct leaf_place *at,
			unsigned *part, struct err *err)
{
	const char *text = entity_prologue(e);
	struct declared d;

	*part = work_add_part(w, at->path, at->parent);
	declare_read(w, (int)*part, NULL, e, &d);
	/* What is not encoded is what people would read there: a text. */
	if (d.transfer == TRANSFER_IDENTITY)
		*d.type->value = '\0';
	else
		work_find(w, (int)*part, FINDING_MIME_ENCODED_MULTIPART, NULL, "");
	bool done = take(w, *part, &d, text, strlen(text), at, err);
	declare_clear(&d);
	return done;
}
