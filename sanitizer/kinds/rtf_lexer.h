/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_lexer.h: the bytes of an RTF file as tokens.
 */
#ifndef MISOGI_KINDS_RTF_LEXER_H
#define MISOGI_KINDS_RTF_LEXER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum rtf_token_kind {
	RTF_TOKEN_END,
	RTF_TOKEN_OPEN,	  /* { */
	RTF_TOKEN_CLOSE,  /* } */
	RTF_TOKEN_WORD,	  /* \word or \word-12; \bin with the bytes behind it */
	RTF_TOKEN_SYMBOL, /* \~, \*: ${byte} */
	RTF_TOKEN_BYTE,	  /* \'a4, \\, \{, \}: ${byte} */
	RTF_TOKEN_BYTES,  /* text as it stands: ${bytes}, ${n} */
};

struct rtf_token {
	enum rtf_token_kind kind;
	guint8 byte;
	const char *bytes; /* the word or the text; borrowed from the file */
	size_t n;
	bool has_number;
	int number;
};

/* Which raw bytes take the one behind them along, were it a backslash or a brace. */
enum rtf_pairs {
	RTF_PAIRS_NONE,
	RTF_PAIRS_CP932, /* 81…9f, e0…fc */
	RTF_PAIRS_OTHER, /* 81…fe: Chinese, Korean */
};

struct rtf_lexer {
	const char *p, *end;
	bool cut; /* the file ends within a token */
};

void rtf_lexer_init(struct rtf_lexer *l, const char *buf, size_t n);

/* The next token; ${pairs} tells how raw text is to be read. */
void rtf_lexer_next(struct rtf_lexer *l, enum rtf_pairs pairs, struct rtf_token *t);

#endif
