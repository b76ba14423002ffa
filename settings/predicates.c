/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * predicates.c: the table of conditions and when each holds. Everything here
 * looks at facts alone. Reading their values is predicate_value.c.
 * Tests: tests/unit/settings/test_policy_decide.c.
 */
#include "predicates.h"

#include <string.h>

#include "misogi/text.h"

static const char *address_of(const struct facts *f)
{
	return f->recipient ? f->recipient->address : "";
}

static bool compares(const struct value *v, uint64_t n)
{
	switch (v->comparison) {
	case LESS:
		return n < v->number;
	case LESS_EQUAL:
		return n <= v->number;
	case EQUAL:
		return n == v->number;
	case GREATER_EQUAL:
		return n >= v->number;
	case GREATER:
		return n > v->number;
	}
	return false;
}

static bool holds_crossing(const struct facts *f, const struct value *v)
{
	return f->recipient && strcmp(f->recipient->crossing, v->text) == 0;
}

static char *fact_crossing(const struct facts *f)
{
	return g_strdup(f->recipient && *f->recipient->crossing ? f->recipient->crossing : "none");
}

/* A single address or domain as a value: the same search as in a list, with one entry. */
static bool address_fits(const struct value *v, const char *address)
{
	if (v->list)
		return hosts_match_address(&v->list->hosts, address) > 0;
	g_autofree char *folded = NULL;
	struct net net;
	if (!*address)
		return strcmp(v->text, "<>") == 0;
	host_parse(address, &folded, &net);
	const char *at = strrchr(folded, '@');
	if (!at)
		return false;
	if (strcmp(folded, v->text) == 0 || strcmp(at + 1, v->text) == 0)
		return true;
	return *v->text == '.' && g_str_has_suffix(at + 1, v->text);
}

static bool holds_from(const struct facts *f, const struct value *v)
{
	return address_fits(v, f->envelope->sender);
}

static char *fact_from(const struct facts *f)
{
	return *f->envelope->sender ? text_one_line(f->envelope->sender, 200) : g_strdup("<>");
}

static bool holds_to(const struct facts *f, const struct value *v)
{
	return f->recipient && address_fits(v, address_of(f));
}

static char *fact_to(const struct facts *f)
{
	return text_one_line(address_of(f), 200);
}

static bool holds_client(const struct facts *f, const struct value *v)
{
	if (v->list)
		return hosts_match_net(&v->list->hosts, f->envelope->client) >= 0;
	return net_contains(&v->net, f->envelope->client);
}

static char *fact_client(const struct facts *f)
{
	return *f->envelope->client ? text_one_line(f->envelope->client, 60) : g_strdup("unknown");
}

static bool holds_type(const struct facts *f, const struct value *v)
{
	if (v->id >= 0)
		return f->part->class == (enum class)v->id;
	return g_strcmp0(f->part->type, v->text) == 0;
}

static char *fact_type(const struct facts *f)
{
	const char *class = word_of(VOCABULARY_CLASS, (int)f->part->class);
	const char *type = f->part->type;

	if (!type || !*type || g_strcmp0(type, class) == 0)
		return g_strdup(class ? class : "unknown");
	return g_strdup_printf("%s (%s)", type, class);
}

static bool holds_size(const struct facts *f, const struct value *v)
{
	return compares(v, f->part->size);
}

static char *fact_size(const struct facts *f)
{
	return text_size(f->part->size);
}

static bool holds_name(const struct facts *f, const struct value *v)
{
	return glob_matches(v->text, f->part->name ? f->part->name : "");
}

static char *fact_name(const struct facts *f)
{
	return text_log_value(f->part->name ? f->part->name : "");
}

static bool holds_finding(const struct facts *f, const struct value *v)
{
	if (f->part)
		return part_has_finding(f->part, (enum finding_id)v->id);
	for (unsigned i = 0; i < f->message->findings->len; i++) {
		const struct finding *one = g_ptr_array_index(f->message->findings, i);
		if ((int)one->id == v->id)
			return true;
	}
	return false;
}

static char *fact_finding(const struct facts *f)
{
	GString *out = g_string_new(NULL);

	for (unsigned i = 0; f->part && i < f->part->findings->len; i++) {
		int id = (int)g_array_index(f->part->findings, enum finding_id, i);
		g_string_append_printf(out, "%s%s", i ? "," : "", word_of(VOCABULARY_FINDING, id));
	}
	return out->len ? g_string_free(out, FALSE)
			: (g_string_free(out, TRUE), g_strdup(f->part ? "none" : "another"));
}

static bool holds_scan(const struct facts *f, const struct value *v)
{
	return (int)f->part->scan == v->id;
}

static char *fact_scan(const struct facts *f)
{
	return g_strdup(word_of(VOCABULARY_SCAN, (int)f->part->scan));
}

static bool is_encrypted(const struct part *p)
{
	return p->class == CLASS_ENCRYPTED || part_has_finding(p, FINDING_ENCRYPTED);
}

static bool holds_encrypted(const struct facts *f, const struct value *v)
{
	return is_encrypted(f->part) == (v->id != 0);
}

static char *fact_encrypted(const struct facts *f)
{
	return g_strdup(is_encrypted(f->part) ? "yes" : "no");
}

static bool has_macro(const struct part *p)
{
	return p->class == CLASS_OFFICE_MACRO || part_has_finding(p, FINDING_MACRO);
}

static bool holds_macro(const struct facts *f, const struct value *v)
{
	return has_macro(f->part) == (v->id != 0);
}

static char *fact_macro(const struct facts *f)
{
	return g_strdup(has_macro(f->part) ? "yes" : "no");
}

static bool holds_auth(const struct facts *f, const struct value *v)
{
	return (int)f->message->auth == v->id;
}

static char *fact_auth(const struct facts *f)
{
	return g_strdup(word_of(VOCABULARY_AUTH, (int)f->message->auth));
}

static unsigned count_attachments(const struct message *m)
{
	unsigned n = 0;

	for (unsigned i = 0; i < m->parts->len; i++)
		n += message_part(m, i)->is_attachment;
	return n;
}

static bool holds_attachments(const struct facts *f, const struct value *v)
{
	return compares(v, count_attachments(f->message));
}

static char *fact_attachments(const struct facts *f)
{
	return g_strdup_printf("%u", count_attachments(f->message));
}

static bool holds_recipients(const struct facts *f, const struct value *v)
{
	return compares(v, f->envelope->recipients->len);
}

static char *fact_recipients(const struct facts *f)
{
	return g_strdup_printf("%u", f->envelope->recipients->len);
}

static const struct predicate predicates[] = {
	{ "crossing", OF_MESSAGE, holds_crossing, fact_crossing },
	{ "from", OF_MESSAGE, holds_from, fact_from },
	{ "to", OF_MESSAGE, holds_to, fact_to },
	{ "client", OF_MESSAGE, holds_client, fact_client },
	{ "auth", OF_MESSAGE, holds_auth, fact_auth },
	{ "attachments", OF_MESSAGE, holds_attachments, fact_attachments },
	{ "recipients", OF_MESSAGE, holds_recipients, fact_recipients },
	{ "finding", OF_BOTH, holds_finding, fact_finding },
	{ "type", OF_PART, holds_type, fact_type },
	{ "size", OF_PART, holds_size, fact_size },
	{ "name", OF_PART, holds_name, fact_name },
	{ "scan", OF_PART, holds_scan, fact_scan },
	{ "encrypted", OF_PART, holds_encrypted, fact_encrypted },
	{ "macro", OF_PART, holds_macro, fact_macro },
};

const struct predicate *predicate_at(size_t n)
{
	return n < G_N_ELEMENTS(predicates) ? &predicates[n] : NULL;
}

const struct predicate *predicate_find(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(predicates); i++)
		if (strcmp(predicates[i].word, word) == 0)
			return &predicates[i];
	return NULL;
}

const char *predicate_nearest(const char *typed)
{
	const char *words[G_N_ELEMENTS(predicates)];

	for (size_t i = 0; i < G_N_ELEMENTS(predicates); i++)
		words[i] = predicates[i].word;
	return word_nearest(typed, words, G_N_ELEMENTS(words));
}
