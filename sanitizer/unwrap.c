/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * unwrap.c: which leaves are wrappers, by what is in them; what they say of
 * themselves only tells where it is worth looking. What could not be read to
 * its end keeps the whole mail: what was read is shown, nothing is lost.
 * Tests: tests/unit/sanitizer/test_unwrap.c.
 */
#include "unwrap.h"

#include <string.h>

#include "boundary.h"
#include "kinds/blocks.h"
#include "kinds/secure.h"
#include "kinds/tnef.h"

#define TNEF_MAGIC "\x78\x9f\x3e\x22"
#define ARMOUR_LOOK 64u /* blank lines may stand above it */

static bool is_plain_text(const struct part *p, const struct content *c)
{
	return p->is_body && (c->form == BODY_FORM_PLAIN || c->form == BODY_FORM_FLOWED ||
			      c->form == BODY_FORM_FLOWED_DELSP);
}

/* Whether ${p} may be a mail within a signature: reading every file as one would cost much. */
static bool may_be_signed(const struct part *p)
{
	static const char *const types[] = { "application/pkcs7-mime", "application/x-pkcs7-mime",
					     "application/pgp", "application/pgp-encrypted" };
	static const char *const ends[] = { ".p7m", ".asc", ".pgp", ".gpg" };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(p->declared_type, types[i]) == 0)
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(p->name, ends[i]))
			return true;
	return false;
}

/* What is left of the text is shown in its place. */
static void leave(struct content *c, char *text, size_t len)
{
	g_free(c->left);
	c->left = text;
	c->left_len = len;
}

/* The armour of a cleartext signature is read as a part of its own: it says who signed. */
static void take_clear_signature(struct content *c, struct members *out)
{
	static const char armour[] = "-----BEGIN PGP SIGNATURE-----";
	size_t len;
	char *text = secure_clear_text(c->data, c->len, &len);
	const char *begin = text ? g_strstr_len(c->data, (gssize)c->len, armour) : NULL;

	if (text)
		leave(c, text, len);
	if (begin) {
		size_t n = c->len - (size_t)(begin - c->data);
		members_add(out, MEMBER_BODY, g_memdup2(begin, n), n)->form = BODY_FORM_SIGNATURE;
	}
}

static void take_blocks(struct work *w, struct content *c, struct members *out)
{
	const char *data = c->left ? c->left : c->data;
	size_t n = c->left ? c->left_len : c->len, len;
	guint first = out->list->len;
	char *text = blocks_take(data, n, w->limits, out, &len);

	if (!text)
		return;
	leave(c, text, len);
	c->blocks = g_ptr_array_new_with_free_func(g_free);
	for (guint i = first; i < out->list->len; i++) {
		const struct member *m = g_ptr_array_index(out->list, i);
		g_ptr_array_add(c->blocks, g_strdup(m->name));
	}
}

static void look(struct work *w, const struct part *p, struct content *c, struct members *out)
{
	if (c->len >= 4 && memcmp(c->data, TNEF_MAGIC, 4) == 0) {
		tnef_read(c->data, c->len, w->limits, out);
		c->form = BODY_FORM_EMPTY;
	} else if (is_plain_text(p, c)) {
		take_clear_signature(c, out);
		take_blocks(w, c, out);
	} else if (may_be_signed(p) && secure_look(c->data, c->len) == SECURE_OPAQUE) {
		secure_open(c->data, c->len, w->limits, out);
		c->form = BODY_FORM_SIGNATURE;
	}
}

static void report(struct work *w, unsigned part, const struct members *m)
{
	const struct part *p = message_part(w->m, part);
	bool in_text = is_plain_text(p, work_content(w, part));

	for (guint i = 0; i < m->list->len && in_text; i++) {
		const struct member *one = g_ptr_array_index(m->list, i);
		if (one->kind == MEMBER_FILE)
			work_find(w, (int)part, FINDING_EMBEDDED_FILE, NULL, one->name);
	}
	if (m->hidden)
		work_find(w, (int)part, FINDING_MIME_HIDDEN_MULTIPART, NULL, "");
	if (m->too_many)
		work_find(w, (int)part, FINDING_LIMIT_MEMBERS, NULL, "");
	if (m->malformed) {
		work_find(w, (int)part, FINDING_BODY_MALFORMED, NULL, p->declared_type);
		w->keeps_original = true;
	}
}

void unwrap_free(struct members *m)
{
	if (!m)
		return;
	members_clear(m);
	g_free(m);
}

struct members *unwrap_leaf(struct work *w, unsigned part)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	struct members *m = g_new0(struct members, 1);

	members_init(m);
	if (c->data)
		look(w, p, c, m);
	report(w, part, m);
	if (m->list->len == 0) {
		unwrap_free(m);
		return NULL;
	}
	c->is_wrapper = true;
	p->is_body = true;
	return m;
}

/* Whether a line of ${c} may be the delimiter of a boundary in ${names}. */
static bool has_delimiter(const struct content *c, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *line = g_strconcat("--", g_ptr_array_index(names, i), NULL);
		if (memmem(c->data, c->len, line, strlen(line)))
			return true;
	}
	return false;
}

struct members *unwrap_multipart(struct work *w, unsigned part, const char *type)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(enum finding_id));

	if (!type || !c->data || p->is_body)
		return NULL;
	boundary_read(type, strlen(type), w->limits->params, names, found);
	if (!has_delimiter(c, names))
		return NULL;
	GString *mail = g_string_new("Content-Type: ");
	struct members *m = g_new0(struct members, 1);
	g_string_append_printf(mail, "%s\r\n\r\n", type);
	g_string_append_len(mail, c->data, (gssize)c->len);
	size_t n = mail->len;
	members_init(m);
	members_add(m, MEMBER_MAIL, g_string_free(mail, FALSE), n);
	c->form = BODY_FORM_EMPTY;
	c->is_wrapper = true;
	p->is_body = true;
	return m;
}
