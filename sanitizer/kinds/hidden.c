/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hidden.c: "Content-…:" at the start of a line begins what may be the header
 * of a part; the line above that header, when it begins with "--", is taken for
 * its boundary and ends it where it comes again. Texts stay text: only what is
 * encoded or says that it is something else is taken out. Linear, because what
 * was looked at is left behind. Tests: tests/unit/sanitizer/test_hidden.c.
 */
#include "kinds/hidden.h"

#include <glib.h>
#include <string.h>

#include "fields.h"
#include "kinds/bare64.h"
#include "text/params.h"
#include "transfer.h"

#define BACK_MAX 32u	   /* lines of the header that may stand above its first Content field */
#define WORD_MAX 16u	   /* letters of a word that looks like base64 */
#define BOUNDARY_MAX 1000u /* bytes of the line above it */

struct part_header {
	GArray *fields;
	const char *body;     /* behind its blank line */
	const char *boundary; /* the line above it, NULL: none; borrowed */
	size_t boundary_len;
	enum transfer transfer;
	bool is_file;
	char *type, *name;
};

static void header_clear(struct part_header *h)
{
	g_array_unref(h->fields);
	g_free(h->type);
	g_free(h->name);
}

static bool is_field(const struct block_line *l)
{
	size_t i = 0;

	while (i < l->n && l->p[i] > ' ' && l->p[i] < 127 && l->p[i] != ':')
		i++;
	while (i < l->n && (l->p[i] == ' ' || l->p[i] == '\t'))
		i++;
	return i > 0 && i < l->n && l->p[i] == ':';
}

static bool is_folded(const struct block_line *l)
{
	return l->n > 0 && (l->p[0] == ' ' || l->p[0] == '\t') && !block_line_is(l, "");
}

/* Where the body begins: behind a blank line, or where the header is none any more. */
static const char *find_body(const char *p, const char *end)
{
	while (p < end) {
		struct block_line l = block_line_at(p, end);
		if (block_line_is(&l, ""))
			return l.next;
		if (!is_field(&l) && !is_folded(&l))
			break;
		p = l.next;
	}
	return p;
}

/* The line "--…" above the header that ${p} is in. */
static void find_boundary(const char *from, const char *p, struct part_header *h)
{
	for (unsigned i = 0; i < BACK_MAX && p > from; i++) {
		const char *above =
			p - 1 > from ? memrchr(from, '\n', (size_t)(p - 1 - from)) : NULL;
		struct block_line l = block_line_at(above ? above + 1 : from, p);
		while (l.n > 0 && (l.p[l.n - 1] == ' ' || l.p[l.n - 1] == '\t'))
			l.n--;
		if (l.n > 2 && l.n <= BOUNDARY_MAX && block_line_begins(&l, "--")) {
			h->boundary = l.p;
			h->boundary_len = l.n;
			return;
		}
		if (!is_field(&l) && !is_folded(&l))
			return;
		p = l.p;
	}
}

/* The parameters of field ${name}; caller frees. */
static struct params *params_of(const struct part_header *h, const char *name, unsigned max)
{
	const struct field *f = fields_nth(h->fields, name, 0);

	return params_parse(f ? f->value : NULL, f ? f->value_len : 0, max);
}

static bool is_kind(const char *type, const char *kind)
{
	return g_str_has_prefix(type, kind);
}

static void read_header(const char *from, const char *p, const char *end, unsigned max_params,
			struct part_header *h)
{
	bool is_odd;

	h->body = find_body(p, end);
	h->fields = fields_read(p, (size_t)(h->body - p), NULL, NULL);
	const struct field *f = fields_nth(h->fields, "Content-Transfer-Encoding", 0);
	h->transfer = f ? transfer_named(f->value, f->value_len, &is_odd) : TRANSFER_IDENTITY;
	g_autoptr(params_t) type = params_of(h, "Content-Type", max_params);
	g_autoptr(params_t) disposition = params_of(h, "Content-Disposition", max_params);
	const char *name = params_get(disposition, "filename");
	name = name ? name : params_get(type, "name");
	h->type = g_strdup(type->value);
	h->name = g_strdup(name ? name : "");
	bool holds_parts = is_kind(h->type, "multipart/") || is_kind(h->type, "message/");
	bool is_text = *h->type == '\0' || is_kind(h->type, "text/");
	h->is_file =
		!holds_parts && (!is_text || name || strcmp(disposition->value, "attachment") == 0);
	find_boundary(from, p, h);
}

/* Lines of base64 and nothing else; behind a blank one, only what is too long for a word. */
static const char *end_of_base64(const char *p, const char *end)
{
	const char *start = p, *stop = p;

	while (p < end) {
		struct block_line l = block_line_at(p, end);
		bool blank = block_line_is(&l, "");
		if (!blank && (!bare64_is_line(&l) || (stop < p && stop > start && l.n < WORD_MAX)))
			break;
		p = l.next;
		stop = blank ? stop : p;
	}
	return stop;
}

/* Where the body of ${h} ends; its start when it has none that can be told from a text. */
static const char *find_end(const struct part_header *h, const char *end)
{
	if (!h->boundary)
		return h->transfer == TRANSFER_BASE64 ? end_of_base64(h->body, end) : h->body;
	for (const char *p = h->body; p < end;) {
		struct block_line l = block_line_at(p, end);
		if (l.n >= h->boundary_len && memcmp(p, h->boundary, h->boundary_len) == 0)
			return p;
		p = l.next;
	}
	return end;
}

static bool may_take(const struct part_header *h)
{
	switch (h->transfer) {
	case TRANSFER_BASE64:
	case TRANSFER_UU:
	case TRANSFER_UNKNOWN:
		return true;
	case TRANSFER_QUOTED:
	case TRANSFER_IDENTITY:
		break;
	}
	return h->is_file;
}

bool hidden_take(const char *from, const char *p, const char *end, unsigned max_params,
		 struct block *out)
{
	static const char content[] = "Content-";
	struct block_line l = block_line_at(p, end);
	struct part_header h = { 0 };
	struct transfer_found found = { 0 };

	if (l.n <= strlen(content) || g_ascii_strncasecmp(l.p, content, strlen(content)) != 0 ||
	    !is_field(&l))
		return false;
	read_header(from, p, end, max_params, &h);
	out->next = h.body;
	const char *stop = may_take(&h) ? find_end(&h, end) : h.body;
	size_t n = (size_t)(stop - h.body);
	if (n > 0) {
		out->data = g_malloc(transfer_room(h.transfer, n) + 1);
		out->at = h.body;
		out->next = stop;
		out->n = transfer_decode(h.transfer, h.body, n, out->data, &found);
		out->type = g_steal_pointer(&h.type);
		out->own_name = g_steal_pointer(&h.name);
		out->is_hidden = h.boundary != NULL;
	}
	header_clear(&h);
	return n > 0;
}
