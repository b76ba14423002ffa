/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * builder_entries.c: the keys and values of a block, whatever block it is:
 * each key known, once, with as many words as it takes.
 * Tests: tests/unit/settings/test_policy_errors.c.
 */
#include "builder.h"

#include <string.h>

#include "misogi/text.h"
#include "misogi/words.h"

const struct entry *block_entry(const struct block *b, const char *key)
{
	for (unsigned i = 0; i < b->entries->len; i++) {
		const struct entry *e = g_ptr_array_index(b->entries, i);
		if (strcmp(e->key, key) == 0)
			return e;
	}
	return NULL;
}

void block_check_keys(struct builder *s, const struct block *b, const char *const *keys)
{
	for (unsigned i = 0; i < b->entries->len; i++) {
		const struct entry *e = g_ptr_array_index(b->entries, i);
		const struct entry *first = block_entry(b, e->key);
		bool repeats = strcmp(e->key, "match") == 0 || strcmp(e->key, "except") == 0;
		if (!g_strv_contains(keys, e->key))
			complain(s->diags, e->at,
				 word_nearest(e->key, keys, g_strv_length((char **)keys)),
				 "%s has no key \"%s\"", "%s に「%s」という項目はない", b->keyword,
				 e->key);
		else if (first != e && !repeats)
			complain(s->diags, e->at, NULL, "\"%s\" stands twice (first on line %u)",
				 "「%s」が2回ある（前は%u行目）", e->key, first->at.line);
	}
}

const char *block_word(struct builder *s, const struct block *b, const char *key)
{
	const struct entry *e = block_entry(b, key);

	if (!e)
		return NULL;
	const struct word *first = g_ptr_array_index(e->words, 0);
	if (e->words->len == 1)
		return first->text;
	const struct word *second = g_ptr_array_index(e->words, 1);
	complain(s->diags, second->at, NULL, "%s takes one value; put quotes around it",
		 "%s の値は1つだけ。空白があるなら「\"」で囲む", key);
	return NULL;
}

int block_choice(struct builder *s, const struct block *b, const char *key,
		 const char *const *words, int otherwise)
{
	const char *word = block_word(s, b, key);

	if (!word)
		return otherwise;
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	const struct word *at = g_ptr_array_index(block_entry(b, key)->words, 0);
	g_autofree char *all = g_strjoinv(", ", (char **)words);
	complain(s->diags, at->at, word_nearest(word, words, g_strv_length((char **)words)),
		 "%s: \"%s\" is not one of %s", "%s：「%s」は書けない。書けるのは %s", key, word,
		 all);
	return otherwise;
}

int64_t block_original(struct builder *s, const struct block *b, int64_t otherwise)
{
	const struct entry *e = block_entry(b, "original");
	int64_t seconds;

	if (!e)
		return otherwise;
	const struct word *first = g_ptr_array_index(e->words, 0);
	if (e->words->len == 1 && strcmp(first->text, "none") == 0)
		return 0;
	if (e->words->len == 2 && strcmp(first->text, "keep") == 0) {
		const struct word *time = g_ptr_array_index(e->words, 1);
		if (!time->comma && text_parse_duration(time->text, &seconds) && seconds > 0)
			return seconds;
	}
	complain(s->diags, first->at, NULL, "original is \"keep 30d\" (some time) or \"none\"",
		 "original は「keep 30d」のような期間か「none」");
	return otherwise;
}

bool entry_is_list(struct builder *s, const struct entry *e)
{
	for (unsigned i = 1; i < e->words->len; i++) {
		const struct word *w = g_ptr_array_index(e->words, i);
		if (w->comma)
			continue;
		complain(s->diags, w->at, NULL, "a comma is missing before \"%s\"",
			 "「%s」の前に「,」がない", w->text);
		return false;
	}
	return true;
}

char *block_where(const struct block *b)
{
	g_autofree char *base = g_path_get_basename(b->at.file);

	return g_strdup_printf("%s:%u", base, b->at.line);
}
