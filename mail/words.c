/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * words.c: the tables of words.h as arrays, and one pair of functions that
 * serves them all. Tests: tests/unit/mail/test_words.c.
 */
#include "misogi/words.h"

#include <glib.h>
#include <string.h>

struct word {
	const char *word, *ja, *en;
};

static const struct word classes[] = {
#define X(c, w, ja, en) { w, ja, en },
	CLASSES(X)
#undef X
};

static const struct word part_actions[] = {
#define X(c, w, ja, en) { w, ja, en },
	PART_ACTIONS(X)
#undef X
};

static const struct word mail_actions[] = {
#define X(c, w, ja, en) { w, ja, en },
	MAIL_ACTIONS(X)
#undef X
};

static const struct word scans[] = {
#define X(c, w) { w, w, w },
	SCANS(X)
#undef X
};

static const struct word auths[] = {
#define X(c, w) { w, w, w },
	AUTHS(X)
#undef X
};

static const struct word findings[] = {
#define X(c, w, f, ja, en) { w, ja, en },
	FINDINGS(X)
#undef X
};

static const enum finding_floor floors[] = {
#define X(c, w, f, ja, en) FLOOR_##f,
	FINDINGS(X)
#undef X
};

static const struct {
	const struct word *words;
	int n;
} vocabularies[] = {
	[VOCABULARY_CLASS] = { classes, CLASS_MAX },
	[VOCABULARY_PART_ACTION] = { part_actions, PART_ACTION_MAX },
	[VOCABULARY_MAIL_ACTION] = { mail_actions, MAIL_ACTION_MAX },
	[VOCABULARY_SCAN] = { scans, SCAN_MAX },
	[VOCABULARY_AUTH] = { auths, AUTH_MAX },
	[VOCABULARY_FINDING] = { findings, FINDING_MAX },
};

int word_count(enum vocabulary which)
{
	return vocabularies[which].n;
}

const char *word_of(enum vocabulary which, int v)
{
	return v >= 0 && v < word_count(which) ? vocabularies[which].words[v].word : NULL;
}

const char *word_phrase(enum vocabulary which, int v, enum language lang)
{
	if (v < 0 || v >= word_count(which))
		return "";
	return lang == LANGUAGE_JA ? vocabularies[which].words[v].ja
				   : vocabularies[which].words[v].en;
}

int word_find(enum vocabulary which, const char *word)
{
	for (int v = 0; v < word_count(which); v++)
		if (strcmp(word, vocabularies[which].words[v].word) == 0)
			return v;
	return -1;
}

/* An id out of range is no finding of ours: the strictest floor. */
enum finding_floor finding_floor_of(enum finding_id id)
{
	return (size_t)id < G_N_ELEMENTS(floors) ? floors[id] : FLOOR_HOLD;
}
