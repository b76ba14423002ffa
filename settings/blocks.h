/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blocks.h: the notation of policy.conf, without its meaning:
 *
 *	keyword ["name"] { key = word, word   key = word word }   # comment
 *	include "file"
 *
 * A value ends with its line, unless a comma is last, and where `key =` or `}`
 * follows. No variables, no expansion, no guessing.
 */
#ifndef SETTINGS_BLOCKS_H
#define SETTINGS_BLOCKS_H

#include "complain.h"

struct word {
	char *text;
	struct at at;
	bool comma; /* a comma stands before it */
};

struct entry {
	char *key;
	struct at at;
	GPtrArray *words; /* of struct word, at least one */
};

struct block {
	char *keyword;
	struct at at;
	char *name; /* NULL: none */
	struct at name_at;
	GPtrArray *entries; /* of struct entry; empty for include */
};

/*
 * The blocks of ${text} (UTF-8, checked by the caller), of struct block, in
 * order; all that could be understood, after complaining of the rest. ${file}
 * is borrowed as long as they live. Caller unrefs.
 */
GPtrArray *blocks_parse(const char *text, size_t len, const char *file, struct diags *diags);

/* ---- the lexer's half ---- */

enum token_kind { TOKEN_WORD, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_EQUALS, TOKEN_COMMA, TOKEN_END };

struct token {
	enum token_kind kind;
	bool new_line; /* the first of its line */
	struct at at;
	char *text; /* of a word */
};

/* All tokens, TOKEN_END last. Caller unrefs. */
GPtrArray *lexer_tokens(const char *text, size_t len, const char *file, struct diags *diags);

#endif
