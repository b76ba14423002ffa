/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * predicate_value.c: reads one value of a condition; every word is looked up,
 * so that nothing that cannot match is accepted in silence.
 * Tests: tests/unit/settings/test_policy_errors.c.
 */
#include "predicates.h"

#include <string.h>

#include "misogi/text.h"
#include "misogi/types.h"

struct context {
	const struct policy *policy;
	const struct predicate *predicate;
	struct at at;
	struct diags *diags;
};

/* ${en} and ${ja} say what would be right. */
static bool wrong(const struct context *c, const char *nearest, const char *text, const char *en,
		  const char *ja)
{
	complain_as(c->diags, c->at, nearest,
		    g_strdup_printf("%s: \"%s\" is not %s", c->predicate->word, text, en),
		    g_strdup_printf("%s：「%s」は%sではない", c->predicate->word, text, ja));
	return false;
}

#define WORDS_MAX 256

static const char *nearest_word(enum vocabulary which, const char *typed)
{
	const char *words[WORDS_MAX];
	size_t n = 0;

	for (int i = 0; i < word_count(which) && n < WORDS_MAX; i++)
		words[n++] = word_of(which, i);
	return word_nearest(typed, words, n);
}

static bool read_word(const struct context *c, enum vocabulary which, const char *text,
		      const char *en, const char *ja, struct value *v)
{
	v->id = word_find(which, text);
	return v->id >= 0 || wrong(c, nearest_word(which, text), text, en, ja);
}

/* Class words first: pdf is the class, docx a type. */
static bool read_type(const struct context *c, const char *text, struct value *v)
{
	static const char *const types[] = {
#define X(constant, name, ...) name,
		TYPES(X)
#undef X
	};
	v->id = word_find(VOCABULARY_CLASS, text);
	if (v->id >= 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(types[i], text) == 0)
			return true;
	const char *near = nearest_word(VOCABULARY_CLASS, text);
	if (!near)
		near = word_nearest(text, types, G_N_ELEMENTS(types));
	return wrong(c, near, text, "a class or type of file", "ファイルの種類");
}

static bool read_list(const struct context *c, const char *name, bool nets, struct value *v)
{
	v->list = policy_list(c->policy, name);
	if (!v->list) {
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		for (unsigned i = 0; i < c->policy->lists->len; i++) {
			const struct list *l = g_ptr_array_index(c->policy->lists, i);
			g_ptr_array_add(names, l->name);
		}
		const char *near =
			word_nearest(name, (const char *const *)names->pdata, names->len);
		complain(c->diags, c->at, near, "unknown list \"%s\"", "「%s」という list はない",
			 name);
		return false;
	}
	bool has_nets = v->list->hosts.nets->len > 0;
	bool has_names = g_hash_table_size(v->list->hosts.names) > 0;
	if (nets ? has_names : has_nets)
		return wrong(c, NULL, name,
			     nets ? "a list of networks only"
				  : "a list of addresses and domains only",
			     nets ? "ネットワークだけの list" : "住所とドメインだけの list");
	return true;
}

static bool read_address(const struct context *c, const char *text, struct value *v)
{
	struct net net;
	char *folded;

	if (*text == '@')
		return read_list(c, text + 1, false, v);
	enum host_kind kind = host_parse(text, &folded, &net);
	if (kind == HOST_BAD || kind == HOST_NET) {
		g_free(folded);
		return wrong(c, NULL, text, "an address, domain, .domain, @list or <>",
			     "アドレス、ドメイン、.ドメイン、@list、<> のどれか");
	}
	g_free(v->text);
	v->text = folded;
	return true;
}

static bool read_client(const struct context *c, const char *text, struct value *v)
{
	char *folded;

	if (*text == '@')
		return read_list(c, text + 1, true, v);
	enum host_kind kind = host_parse(text, &folded, &v->net);
	g_free(folded);
	return kind == HOST_NET || wrong(c, NULL, text, "a network such as 10.1.0.0/16",
					 "10.1.0.0/16 のようなネットワーク");
}

static bool read_comparison(const struct context *c, const char *text, bool is_size,
			    struct value *v)
{
	static const struct {
		const char *sign;
		enum comparison comparison;
	} signs[] = { { "<=", LESS_EQUAL },
		      { ">=", GREATER_EQUAL },
		      { "<", LESS },
		      { ">", GREATER },
		      { "=", EQUAL } };

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (!g_str_has_prefix(text, signs[i].sign))
			continue;
		const char *number = text + strlen(signs[i].sign);
		v->comparison = signs[i].comparison;
		if (is_size ? text_parse_size(number, UINT64_MAX >> 1, &v->number)
			    : text_parse_number(number, 0, UINT32_MAX, &v->number))
			return true;
		break;
	}
	return is_size ? wrong(c, NULL, text, "a comparison such as <=20M",
			       "<=20M のような大きさの比較")
		       : wrong(c, NULL, text, "a comparison such as >0", ">0 のような数の比較");
}

static bool read_yes_no(const struct context *c, const char *text, struct value *v)
{
	v->id = strcmp(text, "yes") == 0;
	return v->id || strcmp(text, "no") == 0 || wrong(c, NULL, text, "yes or no", "yes か no");
}

/* Only names of crossings that exist; they are read before any rule. */
static bool read_crossing(const struct context *c, const char *text)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (policy_has_crossing(c->policy, text))
		return true;
	for (unsigned i = 0; i < c->policy->ways->len; i++) {
		const struct way *w = g_ptr_array_index(c->policy->ways, i);
		if (w->route == ROUTE_CROSSING)
			g_ptr_array_add(names, w->name);
	}
	complain(c->diags, c->at, word_nearest(text, (const char *const *)names->pdata, names->len),
		 "unknown crossing \"%s\"", "「%s」という crossing はない", text);
	return false;
}

static bool read_value(const struct context *c, const char *text, struct value *v)
{
	const char *word = c->predicate->word;

	if (strcmp(word, "crossing") == 0)
		return read_crossing(c, text);
	if (strcmp(word, "from") == 0 || strcmp(word, "to") == 0)
		return read_address(c, text, v);
	if (strcmp(word, "client") == 0)
		return read_client(c, text, v);
	if (strcmp(word, "type") == 0)
		return read_type(c, text, v);
	if (strcmp(word, "size") == 0)
		return read_comparison(c, text, true, v);
	if (strcmp(word, "attachments") == 0 || strcmp(word, "recipients") == 0)
		return read_comparison(c, text, false, v);
	if (strcmp(word, "finding") == 0)
		return read_word(c, VOCABULARY_FINDING, text, "a finding", "所見の言葉", v);
	if (strcmp(word, "scan") == 0)
		return read_word(c, VOCABULARY_SCAN, text,
				 "clean, infected, not-scanned or not-needed",
				 "clean, infected, not-scanned, not-needed のどれか", v);
	if (strcmp(word, "auth") == 0)
		return read_word(c, VOCABULARY_AUTH, text, "none, pass or fail",
				 "none, pass, fail のどれか", v);
	if (strcmp(word, "encrypted") == 0 || strcmp(word, "macro") == 0)
		return read_yes_no(c, text, v);
	return *text != '\0' || wrong(c, NULL, text, "a name", "名前");
}

bool predicate_value(const struct policy *p, const struct predicate *predicate, const char *text,
		     struct at at, struct diags *diags, struct value *v)
{
	struct context c = { p, predicate, at, diags };
	struct value read = { .text = g_strdup(text), .id = -1 };

	if (!read_value(&c, text, &read)) {
		g_free(read.text);
		return false;
	}
	*v = read;
	return true;
}
