/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * declare.c: Content-Type, -Disposition and -Transfer-Encoding, each once or
 * several times. Programs take the first or the last or join them: of several
 * the more dangerous reading is followed, and where readings do not agree about
 * what the part is, it is no text of the mail. Tests: tests/unit/sanitizer/test_declare.c.
 */
#include "declare.h"

#include <string.h>

#include "misogi/types.h"
#include "types.h"

#define AGAIN_MAX 8u /* fields of one name that are read */

struct reader {
	struct work *w;
	int part;
	const char *place;
	const struct entity *e;
};

static void find(const struct reader *r, bool is, enum finding_id id, const char *detail)
{
	if (is)
		work_find(r->w, r->part, id, r->place, detail);
}

/* Whether ${name} has values that differ, in whatever form each is written. */
static bool contradicts(const struct params *p, const char *name)
{
	const char *first = params_get(p, name), *value;

	for (unsigned i = 0; (value = params_nth(p, name, i)); i++)
		if (g_ascii_strcasecmp(first, value) != 0)
			return true;
	return false;
}

static void report(const struct reader *r, const char *name, const struct params *p)
{
	find(r, p->too_many, FINDING_LIMIT_PARAMS, name);
	find(r, p->duplicate, FINDING_MIME_DUPLICATE_PARAM, name);
	find(r, contradicts(p, "charset") || contradicts(p, "boundary"),
	     FINDING_MIME_PARAM_CONFLICT, name);
	find(r, p->is_odd, FINDING_MIME_PARAM_FORM, name);
	find(r, p->malformed, FINDING_MIME_MALFORMED, name);
	find(r, p->charset.undecodable > 0, FINDING_TEXT_UNDECODABLE, name);
}

/* How dangerous it is to be of type or disposition ${value}. */
static unsigned badness(const char *value)
{
	enum type_id type = type_by_mime(value);

	if (g_str_has_prefix(value, "text/"))
		return 0;
	if (strcmp(value, "attachment") == 0)
		return 2;
	return 1 + (type == TYPE_MAX ? 0 : class_badness(type_class(type)));
}

/* Takes the parameters of ${again} and, when it is worse, its value. */
static void join(struct params *p, struct params *again)
{
	if (badness(again->value) > badness(p->value)) {
		g_free(p->value);
		p->value = g_steal_pointer(&again->value);
	}
	g_ptr_array_extend_and_steal(p->list, g_steal_pointer(&again->list));
	again->list = g_ptr_array_new();
	p->is_odd |= again->is_odd;
	p->malformed |= again->malformed;
	p->duplicate |= again->duplicate;
	p->too_many |= again->too_many;
}

static bool is_text(const char *type)
{
	return *type == '\0' || g_str_has_prefix(type, "text/");
}

/* All fields ${name} as one; ${*is_torn}, when it is given, whether they name different kinds. */
static struct params *params_of(const struct reader *r, const char *name, bool *is_torn)
{
	unsigned max = r->w->limits->params;
	const char *raw = entity_header(r->e, name, 0), *again;
	struct params *p = params_parse(raw, raw ? strlen(raw) : 0, max);
	bool differs = false;

	for (unsigned i = 1; i < AGAIN_MAX && (again = entity_header(r->e, name, i)); i++) {
		g_autoptr(params_t) other = params_parse(again, strlen(again), max);
		differs |= strcmp(raw, again) != 0;
		if (is_torn && strcmp(p->value, other->value) != 0)
			*is_torn |= !is_text(p->value) || !is_text(other->value);
		join(p, other);
	}
	if (raw && entity_header(r->e, name, 1))
		find(r, true,
		     differs ? FINDING_MIME_CONFLICTING_HEADER : FINDING_MIME_DUPLICATE_HEADER,
		     name);
	report(r, name, p);
	return p;
}

/* "text/plain, multipart/mixed": programs take one or the other. */
static bool is_list(const char *type)
{
	const char *slash = strchr(type, '/');

	return slash && strpbrk(type, ", \t") && strchr(slash + 1, '/');
}

static enum transfer transfer_of(const struct reader *r, bool *is_torn)
{
	static const char name[] = "Content-Transfer-Encoding";
	const char *raw = entity_header(r->e, name, 0), *again;
	bool is_odd = false, is_several = false, differs = false;

	if (!raw)
		return TRANSFER_IDENTITY;
	enum transfer t = transfer_named(raw, strlen(raw), &is_odd), first = t;
	is_several = transfer_names_another(raw, strlen(raw), t);
	for (unsigned i = 1; i < AGAIN_MAX && (again = entity_header(r->e, name, i)); i++) {
		bool odd_again;
		enum transfer other = transfer_named(again, strlen(again), &odd_again);
		differs |= strcmp(raw, again) != 0;
		is_several |= other != first;
		is_odd |= odd_again;
		t = t == TRANSFER_IDENTITY || t == TRANSFER_UNKNOWN ? other : t;
	}
	if (entity_header(r->e, name, 1))
		find(r, true,
		     differs ? FINDING_MIME_CONFLICTING_HEADER : FINDING_MIME_DUPLICATE_HEADER,
		     name);
	find(r, is_odd, FINDING_MIME_ENCODING_ODD, raw);
	find(r, is_several, FINDING_MIME_ENCODING, "two encodings");
	find(r, t == TRANSFER_UNKNOWN, FINDING_MIME_ENCODING, raw);
	*is_torn |= is_several || t == TRANSFER_UNKNOWN;
	return t;
}

void declare_read(struct work *w, int part, const char *place, const struct entity *e,
		  struct declared *out)
{
	struct reader r = { .w = w, .part = part, .place = place, .e = e };
	bool is_torn = false;

	*out = (struct declared){ 0 };
	out->type = params_of(&r, "Content-Type", &is_torn);
	out->disposition = params_of(&r, "Content-Disposition", NULL);
	if (is_list(out->type->value)) {
		find(&r, true, FINDING_MIME_CONFLICTING_HEADER, "Content-Type");
		is_torn = true;
	}
	/* A multipart has no bytes of its own that could be kept. */
	find(&r, is_torn && part >= 0, FINDING_TYPE_POLYGLOT, "Content-Type");
	out->transfer = transfer_of(&r, &is_torn);
	out->is_torn = is_torn;
}

void declare_clear(struct declared *d)
{
	params_free(d->type);
	params_free(d->disposition);
	*d = (struct declared){ 0 };
}

void declare_look(struct work *w, const char *place, const struct entity *e)
{
	struct declared d;

	declare_read(w, -1, place, e, &d);
	if (d.transfer != TRANSFER_IDENTITY)
		work_find(w, -1, FINDING_MIME_ENCODED_MULTIPART, place, "");
	declare_clear(&d);
}
