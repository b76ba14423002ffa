/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blocks.c: tokens → blocks. After a mistake it goes on at the next line or
 * block, so that one run finds all of them. A block that is not closed is
 * noticed where the next one begins and reported where it was opened.
 * Tests: tests/unit/settings/test_policy_errors.c.
 */
#include "blocks.h"

#include <string.h>

struct parser {
	GPtrArray *tokens;
	unsigned i;
	struct diags *diags;
};

static void word_free(void *p)
{
	struct word *w = p;

	g_free(w->text);
	g_free(w);
}

static void entry_free(void *p)
{
	struct entry *e = p;

	g_free(e->key);
	g_ptr_array_unref(e->words);
	g_free(e);
}

static void block_free(void *p)
{
	struct block *b = p;

	g_free(b->keyword);
	g_free(b->name);
	g_ptr_array_unref(b->entries);
	g_free(b);
}

/* The token ${ahead} of the present one; past the end it is TOKEN_END. */
static const struct token *peek(const struct parser *p, unsigned ahead)
{
	unsigned i = MIN(p->i + ahead, p->tokens->len - 1);

	return g_ptr_array_index(p->tokens, i);
}

static enum token_kind kind(const struct parser *p, unsigned ahead)
{
	return peek(p, ahead)->kind;
}

/* To the next line, `}` or end. */
static void skip_line(struct parser *p)
{
	do
		p->i++;
	while (kind(p, 0) != TOKEN_END && kind(p, 0) != TOKEN_CLOSE && !peek(p, 0)->new_line);
}

/* Whether a block begins here: keyword, perhaps a name, and `{`, not a key. */
static bool begins_block(const struct parser *p)
{
	return kind(p, 0) == TOKEN_WORD &&
	       (kind(p, 1) == TOKEN_OPEN ||
		(kind(p, 1) == TOKEN_WORD && !peek(p, 1)->new_line && kind(p, 2) == TOKEN_OPEN));
}

static void parse_words(struct parser *p, GPtrArray *words)
{
	bool comma = false;

	for (;; p->i++) {
		const struct token *t = peek(p, 0);
		if (t->kind == TOKEN_COMMA && !t->new_line && words->len && !comma) {
			comma = true;
			continue;
		}
		bool here = t->kind == TOKEN_WORD && kind(p, 1) != TOKEN_EQUALS;
		if (!here || (t->new_line && !comma))
			break;
		struct word *w = g_new0(struct word, 1);
		w->text = g_strdup(t->text);
		w->at = t->at;
		w->comma = comma;
		g_ptr_array_add(words, w);
		comma = false;
	}
	const struct token *t = peek(p, 0);
	if (t->kind == TOKEN_COMMA && !t->new_line) {
		complain(p->diags, t->at, NULL, "a comma, but no word before it",
			 "「,」の前に言葉がない");
		skip_line(p);
	} else if (comma) {
		complain(p->diags, peek(p, 0)->at, NULL, "a word is missing after the comma",
			 "「,」のあとに言葉がない");
	}
}

static void parse_entry(struct parser *p, struct block *b)
{
	const struct token *key = peek(p, 0);

	if (key->kind != TOKEN_WORD || kind(p, 1) != TOKEN_EQUALS) {
		complain(p->diags, key->at, NULL, "expected \"key = value\"",
			 "「項目 = 値」の形ではない");
		skip_line(p);
		return;
	}
	p->i += 2;
	struct entry *e = g_new0(struct entry, 1);
	e->key = g_strdup(key->text);
	e->at = key->at;
	e->words = g_ptr_array_new_with_free_func(word_free);
	unsigned errors = p->diags->errors;
	if (!peek(p, 0)->new_line)
		parse_words(p, e->words);
	if (e->words->len == 0 && p->diags->errors == errors)
		complain(p->diags, key->at, NULL, "\"%s\" has no value", "「%s」の値がない",
			 key->text);
	if (e->words->len)
		g_ptr_array_add(b->entries, e);
	else
		entry_free(e);
}

static void parse_body(struct parser *p, struct block *b)
{
	p->i++;
	while (kind(p, 0) != TOKEN_CLOSE) {
		if (kind(p, 0) == TOKEN_END || begins_block(p)) {
			complain(p->diags, b->at, NULL,
				 "the block \"%s\" is not closed: } is missing",
				 "「%s」の } がない", b->name ? b->name : b->keyword);
			return;
		}
		parse_entry(p, b);
	}
	p->i++;
}

static void parse_block(struct parser *p, GPtrArray *blocks)
{
	const struct token *keyword = peek(p, 0);

	if (keyword->kind != TOKEN_WORD) {
		complain(p->diags, keyword->at, NULL,
			 "a block is expected here, such as rule \"name\" {",
			 "ここには rule \"名前\" { のような書き出しが要る");
		p->i++;
		return;
	}
	struct block *b = g_new0(struct block, 1);
	b->keyword = g_strdup(keyword->text);
	b->at = keyword->at;
	b->name_at = keyword->at;
	b->entries = g_ptr_array_new_with_free_func(entry_free);
	g_ptr_array_add(blocks, b);
	p->i++;
	if (kind(p, 0) == TOKEN_WORD && !peek(p, 0)->new_line) {
		b->name = g_strdup(peek(p, 0)->text);
		b->name_at = peek(p, 0)->at;
		p->i++;
	}
	if (kind(p, 0) == TOKEN_OPEN) {
		parse_body(p, b);
	} else if (strcmp(b->keyword, "include") != 0) {
		complain(p->diags, peek(p, 0)->at, NULL, "{ is expected after \"%s\"",
			 "「%s」のあとに { が要る", b->name ? b->name : b->keyword);
		p->i--;
		skip_line(p);
		if (kind(p, 0) == TOKEN_CLOSE)
			p->i++;
		g_ptr_array_set_size(blocks, (int)blocks->len - 1);
	}
}

GPtrArray *blocks_parse(const char *text, size_t len, const char *file, struct diags *diags)
{
	g_autoptr(GPtrArray) tokens = lexer_tokens(text, len, file, diags);
	GPtrArray *blocks = g_ptr_array_new_with_free_func(block_free);
	struct parser p = { .tokens = tokens, .diags = diags };

	while (kind(&p, 0) != TOKEN_END)
		parse_block(&p, blocks);
	return blocks;
}
