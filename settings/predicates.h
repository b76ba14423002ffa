/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * predicates.h: the conditions of match and except lines, as a table: the
 * word, of what it speaks, how a value is read, when it holds, and what to
 * say of the mail when it does not.
 */
#ifndef SETTINGS_PREDICATES_H
#define SETTINGS_PREDICATES_H

#include "policy_model.h"

/* What a condition is asked about; ${part} is NULL where the message is decided. */
struct facts {
	const struct policy *policy;
	const struct envelope *envelope;
	const struct recipient *recipient;
	const struct message *message;
	const struct part *part;
};

enum speaks_of { OF_MESSAGE, OF_PART, OF_BOTH };

struct predicate {
	const char *word;
	enum speaks_of of;
	bool (*holds)(const struct facts *f, const struct value *v);
	/* "pdf": what the mail has, for the trace; caller frees. */
	char *(*fact)(const struct facts *f);
};

const struct predicate *predicate_find(const char *word);

/* The n-th, NULL past the end. */
const struct predicate *predicate_at(size_t n);

const char *predicate_nearest(const char *typed);

/* Reads ${text} as a value for ${predicate}; false after complaining at ${at}. */
bool predicate_value(const struct policy *p, const struct predicate *predicate, const char *text,
		     struct at at, struct diags *diags, struct value *v);

bool condition_holds(const struct condition *c, const struct facts *f);

/* Whether every mail for which ${inner} holds has ${outer} hold too; when in doubt, no. */
bool condition_covers(const struct condition *outer, const struct condition *inner);

/* "type:pdf,image"; caller frees. */
char *condition_text(const struct condition *c);

/* "type is pdf, not executable,script" in ${lang}; caller frees. */
char *condition_why_not(const struct condition *c, const struct facts *f, enum language lang);

/* A word as the notation needs it: quoted when it must be. Appends to ${out}. */
void word_write(GString *out, const char *text);

/* Whether ${name} fits ${glob} (* and ?), letters of either case the same; linear in both. */
bool glob_matches(const char *glob, const char *name);

#endif
