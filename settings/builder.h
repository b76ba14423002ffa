/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * builder.h: what the readers of policy blocks share while a policy is built.
 */
#ifndef SETTINGS_BUILDER_H
#define SETTINGS_BUILDER_H

#include "blocks.h"
#include "policy_model.h"

struct builder {
	struct policy *policy;
	struct diags *diags;
	bool allow_files;
	GChecksum *digest;
	GPtrArray *files;  /* of GPtrArray of struct block: what owns them */
	GPtrArray *blocks; /* of struct block, all files, in reading order; borrowed */
};

/* ---- builder_entries.c: the keys of a block ---- */

/* The entry of ${key}, or NULL; of several the first. */
const struct entry *block_entry(const struct block *b, const char *key);

/*
 * Complains of keys that are not in ${keys} (NULL-terminated) or stand twice;
 * only match and except may.
 */
void block_check_keys(struct builder *s, const struct block *b, const char *const *keys);

/* The one word of ${key}; NULL when absent, or after complaining of more than one. Borrowed. */
const char *block_word(struct builder *s, const struct block *b, const char *key);

/* The same, one of ${words} (NULL-terminated): its index; ${otherwise} when absent or wrong. */
int block_choice(struct builder *s, const struct block *b, const char *key,
		 const char *const *words, int otherwise);

/* "keep 30d" or "none" of key original: seconds, 0 for none; ${otherwise} when absent or wrong. */
int64_t block_original(struct builder *s, const struct block *b, int64_t otherwise);

/* Complains unless every word but the first has a comma before it. */
bool entry_is_list(struct builder *s, const struct entry *e);

/* "policy.conf:28"; caller frees. */
char *block_where(const struct block *b);

/* ---- builder_ways.c: zone, list, crossing, refuse, pass ---- */

void builder_list(struct builder *s, const struct block *b);
void builder_zone(struct builder *s, const struct block *b);
void builder_way(struct builder *s, const struct block *b);

/* ---- builder_rules.c: body, rule, default ---- */

void builder_body(struct builder *s, const struct block *b);
void builder_rule(struct builder *s, const struct block *b);
void builder_default(struct builder *s, const struct block *b);

/* ---- builder_list_file.c ---- */

/* Adds the entries of the file that ${e} names to ${hosts}. */
void builder_list_file(struct builder *s, const struct entry *e, const struct word *path,
		       struct hosts *hosts);

/* ${path}, taken as beside the file that names it; caller frees. */
char *builder_path(const char *beside, const char *path);

/* ---- policy_lint.c ---- */

/* Mistakes that only the whole shows: shadowed rules (errors), expired ones and so on (warnings).
 */
void policy_lint(const struct policy *p, struct diags *diags);

#endif
