/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * lexer.c: characters → tokens of the block notation. A word is a run of bare
 * and quoted pieces (name:"a b*"); `=` belongs to it after `<`, `>` and `:`
 * (size:<=20M), anywhere else it stands between key and value.
 * Tests: tests/unit/settings/test_policy_errors.c.
 */
#include "blocks.h"

#include <string.h>

struct lexer {
	const char *p, *end;
	struct at at;
	bool new_line;
	struct diags *diags;
	GPtrArray *tokens;
};

static void token_free(void *p)
{
	struct token *t = p;

	g_free(t->text);
	g_free(t);
}

static void step(struct lexer *l)
{
	if (*l->p == '\n') {
		l->at.line++;
		l->at.column = 1;
		l->new_line = true;
	} else {
		l->at.column++;
	}
	l->p = g_utf8_next_char(l->p);
}

static void add(struct lexer *l, enum token_kind kind, struct at at, char *text)
{
	struct token *t = g_new0(struct token, 1);

	t->kind = kind;
	t->at = at;
	t->text = text;
	t->new_line = l->new_line;
	l->new_line = false;
	g_ptr_array_add(l->tokens, t);
}

static void skip_blanks_and_comments(struct lexer *l)
{
	while (l->p < l->end) {
		if (*l->p == '#')
			while (l->p < l->end && *l->p != '\n')
				step(l);
		else if (strchr(" \t\r\n", *l->p))
			step(l);
		else
			return;
	}
}

/* The quoted piece at ${l}, appended to ${out}. A line end closes it, after complaining. */
static void quoted(struct lexer *l, GString *out)
{
	struct at open = l->at;

	for (step(l); l->p < l->end && *l->p != '\n'; step(l)) {
		if (*l->p == '"') {
			step(l);
			return;
		}
		if (*l->p == '\\' && l->p + 1 < l->end && (l->p[1] == '"' || l->p[1] == '\\'))
			step(l);
		g_string_append_len(out, l->p, g_utf8_next_char(l->p) - l->p);
	}
	complain(l->diags, open, NULL, "the quote is not closed on its line",
		 "「\"」がその行で閉じていない");
}

static bool ends_word(const struct lexer *l, char last)
{
	if (*l->p == '=')
		return !last || !strchr("<>:!", last);
	return strchr(" \t\r\n{},#", *l->p) != NULL;
}

static void word(struct lexer *l)
{
	struct at at = l->at;
	GString *text = g_string_new(NULL);
	char last = '\0';

	while (l->p < l->end && !ends_word(l, last)) {
		last = *l->p;
		if (*l->p == '"') {
			quoted(l, text);
			continue;
		}
		g_string_append_len(text, l->p, g_utf8_next_char(l->p) - l->p);
		step(l);
	}
	add(l, TOKEN_WORD, at, g_string_free(text, FALSE));
}

GPtrArray *lexer_tokens(const char *text, size_t len, const char *file, struct diags *diags)
{
	static const char marks[] = "{}=,";
	static const enum token_kind kinds[] = { TOKEN_OPEN, TOKEN_CLOSE, TOKEN_EQUALS,
						 TOKEN_COMMA };
	struct lexer l = { .p = text,
			   .end = text + len,
			   .at = { file, 1, 1 },
			   .new_line = true,
			   .diags = diags,
			   .tokens = g_ptr_array_new_with_free_func(token_free) };

	for (skip_blanks_and_comments(&l); l.p < l.end; skip_blanks_and_comments(&l)) {
		const char *mark = strchr(marks, *l.p);
		if (!mark) {
			word(&l);
			continue;
		}
		add(&l, kinds[mark - marks], l.at, NULL);
		step(&l);
	}
	add(&l, TOKEN_END, l.at, NULL);
	return l.tokens;
}
