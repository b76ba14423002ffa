/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * identify.c: three opinions must meet in one row of the table of types: the
 * content, the name, the declaration. The content's is our signature where that is
 * certain; only where it is not, libmagic is asked (it costs more than all the
 * rest of a small part, and is not to be believed when it says text/plain).
 * Disagreement is a finding and the worse class. Tests:
 * tests/unit/sanitizer/test_identify.c.
 */
#include "identify.h"

#include <magic.h>
#include <string.h>

#include "inspect/inspect.h"
#include "names.h"
#include "signature.h"

#define MAGIC_BYTES 262144u

static magic_t magic;

bool identify_init(struct err *err)
{
	static const char warm[] = "%PDF-1.4\n";

	magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
			   MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_ELF);
	if (!magic || magic_load(magic, NULL) != 0)
		return err_set(err, SCOPE_TEMP, REASON_CONFIG, "libmagic: %s",
			       magic ? magic_error(magic) : "cannot start");
	/* The first buffer opens what libmagic opens lazily; later it may not. */
	return magic_buffer(magic, warm, sizeof(warm) - 1) ||
	       err_set(err, SCOPE_TEMP, REASON_CONFIG, "libmagic: %s", magic_error(magic));
}

static enum type_id ask_magic(const struct content *c)
{
	const char *mime = magic_buffer(magic, c->data, MIN(c->len, MAGIC_BYTES));

	return mime ? type_by_mime(mime) : TYPE_MAX;
}

/*
 * Kinds of files that are the same in their bytes and another to the program
 * that the name opens. Never makes of it what is less to be feared.
 */
static enum type_id name_decides(enum type_id type, enum type_id named)
{
	static const struct {
		enum type_id type, named;
	} pairs[] = {
		{ TYPE_HTML, TYPE_HTA },       { TYPE_JTD, TYPE_JHD },
		{ TYPE_PAGES, TYPE_NUMBERS },  { TYPE_P7M, TYPE_P7B },
		{ TYPE_POSTSCRIPT, TYPE_EPS }, { TYPE_UNKNOWN, TYPE_COM },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (pairs[i].type == type && pairs[i].named == named)
			return named;
	return type;
}

/* Content without a certain signature: libmagic, then the name where characters are characters. */
static enum type_id second_opinion(const struct content *c, const struct signature *s,
				   enum type_id named, const char *declared)
{
	enum type_id magic_says = ask_magic(c), said = type_by_mime(declared);

	if (s->type != TYPE_MAX && (s->type == magic_says || s->type == named))
		return s->type;
	if (magic_says != TYPE_MAX && magic_says != TYPE_TXT && magic_says != TYPE_UNKNOWN)
		return magic_says;
	if (signature_is_characters(c->data, c->len)) {
		if (named != TYPE_MAX)
			return type_is_characters(named) ? named : TYPE_TXT;
		return said != TYPE_MAX && type_is_characters(said) ? said : TYPE_TXT;
	}
	/* ASN.1 has no magic: a sequence that is named and declared a certificate is one. */
	if ((guint8)c->data[0] == 0x30 && (guint8)c->data[1 % c->len] >= 0x80) {
		enum type_id type = named != TYPE_MAX ? named : said;
		if (type != TYPE_MAX && type_class(type) == CLASS_CERTIFICATE)
			return type;
	}
	return TYPE_UNKNOWN;
}

static enum type_id content_type(const struct content *c, const struct signature *s,
				 enum type_id named, const char *declared)
{
	if (c->is_absent)
		return TYPE_UNKNOWN;
	if (c->len == 0)
		return TYPE_EMPTY;
	return name_decides(s->is_certain ? s->type : second_opinion(c, s, named, declared), named);
}

static void worsen(struct part *p, enum class class)
{
	if (class_badness(class) > class_badness(p->class))
		p->class = class;
}

static void compare_name(struct work *w, unsigned part, enum type_id type, const char *ext)
{
	struct part *p = message_part(w->m, part);
	enum type_id named = type_by_extension(ext);

	if (*ext == '\0' || type == TYPE_EMPTY || type_has_extension(type, ext))
		return;
	/* All of plain text is plain text; a mail is often named after its subject. */
	if (named != TYPE_MAX && type_class(type) == CLASS_TEXT && type_class(named) == CLASS_TEXT)
		return;
	if (work_content(w, part)->is_message && named == TYPE_MAX)
		return;
	worsen(p, type_class(named));
	if (type != TYPE_UNKNOWN)
		work_find(w, (int)part, FINDING_TYPE_MISMATCH, NULL, ext);
}

static void compare_declared(struct work *w, unsigned part, enum type_id type)
{
	struct part *p = message_part(w->m, part);
	enum type_id said = type_by_mime(p->declared_type);

	if (said == TYPE_MAX || type_has_mime(type, p->declared_type) ||
	    type_class(said) == type_class(type))
		return;
	work_find(w, (int)part, FINDING_TYPE_DECLARED, NULL, p->declared_type);
}

static void set_type(struct part *p, enum type_id type)
{
	g_free(p->type);
	p->type = g_strdup(type_name(type));
	p->class = type_class(type);
}

/*
 * A body is what its mail shows, as text: only what is certainly no text is
 * taken out of it. A script or a signature in plain letters stays text.
 */
static bool stays_body(const struct content *c, const struct signature *s)
{
	if (!s->is_certain || c->is_wrapper || c->form == BODY_FORM_SIGNATURE)
		return true;
	if (s->type == TYPE_RTF)
		return c->form == BODY_FORM_RTF;
	if (s->type == TYPE_PDF)
		return false;
	return signature_is_characters(c->data, c->len);
}

/* Types whose text is made in a way of its own. */
static const struct {
	enum type_id type;
	enum body_form form;
} forms[] = {
	{ TYPE_HTML, BODY_FORM_HTML },	 { TYPE_HTML, BODY_FORM_AMP },
	{ TYPE_RTF, BODY_FORM_RTF },	 { TYPE_ICS, BODY_FORM_CALENDAR },
	{ TYPE_VCF, BODY_FORM_CONTACT }, { TYPE_P7S, BODY_FORM_SIGNATURE },
	{ TYPE_TNEF, BODY_FORM_EMPTY },
};

static enum body_form form_of(enum type_id type, enum body_form otherwise)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (forms[i].type == type)
			return forms[i].form;
	return otherwise;
}

static enum type_id type_of_body(const struct content *c)
{
	if (c->form == BODY_FORM_EMPTY && !c->is_wrapper)
		return TYPE_TXT;
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (forms[i].form == c->form)
			return forms[i].type;
	return TYPE_TXT;
}

static void look_inside(struct work *w, unsigned part, enum type_id type)
{
	const struct content *c = work_content(w, part);

	if (c->len == 0)
		return;
	struct inspection *in = inspect(type, c->data, c->len, w->limits);
	for (guint i = 0; i < in->found->len; i++) {
		const struct inspected *one = g_ptr_array_index(in->found, i);
		work_find(w, (int)part, one->id, NULL, one->detail);
	}
	inspection_free(in);
}

static void identify_attachment(struct work *w, unsigned part, const struct signature *s)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	g_autofree char *ext = names_extension(p->name);
	enum type_id type = c->is_message
				    ? TYPE_EML
				    : content_type(c, s, type_by_extension(ext), p->declared_type);

	p->is_attachment = true;
	set_type(p, type);
	if (type == TYPE_UNKNOWN && !c->is_absent)
		work_find(w, (int)part, FINDING_TYPE_UNKNOWN, NULL, p->declared_type);
	compare_name(w, part, type, ext);
	compare_declared(w, part, type);
	if (s->second != TYPE_MAX) {
		work_find(w, (int)part, FINDING_TYPE_POLYGLOT, NULL, s->second_why);
		worsen(p, type_class(s->second));
	}
	if (s->is_encrypted && !part_has_finding(p, FINDING_PASSWORD_FOUND))
		work_find(w, (int)part, FINDING_ENCRYPTED, NULL, "");
	if (s->has_macro)
		work_find(w, (int)part, FINDING_MACRO, NULL, "");
	look_inside(w, part, type);
	if (p->class == CLASS_OFFICE && part_has_finding(p, FINDING_MACRO))
		p->class = CLASS_OFFICE_MACRO;
	c->form = form_of(type, c->form);
}

void identify_part(struct work *w, unsigned part)
{
	struct part *p = message_part(w->m, part);
	struct content *c = work_content(w, part);
	struct signature s = { .type = TYPE_MAX, .second = TYPE_MAX };

	if (c->len > 0 && !c->is_message)
		s = signature_find(c->data, c->len);
	/* What must be kept needs a leaf to keep: it is not the text of a body. */
	if (work_floor(p) >= FLOOR_KEEP || (p->is_body && c->len > 0 && !stays_body(c, &s)))
		p->is_body = false;
	if (p->is_body)
		set_type(p, type_of_body(c));
	else
		identify_attachment(w, part, &s);
}

enum type_id identify_type(const struct work *w, unsigned part)
{
	const struct part *p = message_part(w->m, part);
	const struct content *c = work_content(w, part);
	g_autofree char *ext = names_extension(p->name);
	struct signature s = signature_find(c->data ? c->data : "", c->len);

	return content_type(c, &s, type_by_extension(ext), p->declared_type);
}
