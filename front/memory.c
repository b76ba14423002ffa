/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Remembered verdicts: a hash table and a queue of its keys in the order they
 * came. A verdict that is no verdict (not scanned) is never kept, so that an
 * overloaded clamd is asked again. Tests: tests/unit/front/test_memory.c.
 */
#include "memory.h"

#include <glib.h>

struct verdict {
	enum scan_answer answer;
	char *word;
	int64_t until_ms;
};

struct memory {
	unsigned max;
	int64_t keep_ms;
	GHashTable *verdicts; /* char * → struct verdict; owns both */
	GQueue *order;	      /* the table's keys, oldest first; borrowed */
};

static void verdict_free(void *p)
{
	struct verdict *v = p;
	g_free(v->word);
	g_free(v);
}

struct memory *memory_new(unsigned max, unsigned seconds)
{
	struct memory *m = g_new0(struct memory, 1);
	m->max = seconds > 0 ? max : 0;
	m->keep_ms = (int64_t)seconds * 1000;
	m->verdicts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, verdict_free);
	m->order = g_queue_new();
	return m;
}

void memory_free(struct memory *m)
{
	if (!m)
		return;
	g_queue_free(m->order);
	g_hash_table_unref(m->verdicts);
	g_free(m);
}

bool memory_recall(struct memory *m, const char *sha256, int64_t now_ms, enum scan_answer *answer,
		   char **word)
{
	const struct verdict *v = g_hash_table_lookup(m->verdicts, sha256);
	if (!v || now_ms >= v->until_ms)
		return false;
	*answer = v->answer;
	*word = g_strdup(v->word);
	return true;
}

static void drop_oldest(struct memory *m)
{
	g_hash_table_remove(m->verdicts, g_queue_pop_head(m->order));
}

void memory_remember(struct memory *m, const char *sha256, int64_t now_ms, enum scan_answer answer,
		     const char *word)
{
	if (m->max == 0 || (answer != SCAN_CLEAN && answer != SCAN_INFECTED))
		return;
	struct verdict *v = g_hash_table_lookup(m->verdicts, sha256);
	if (!v) {
		if (m->order->length >= m->max)
			drop_oldest(m);
		char *key = g_strdup(sha256);
		v = g_new0(struct verdict, 1);
		g_hash_table_insert(m->verdicts, key, v);
		g_queue_push_tail(m->order, key);
	}
	g_free(v->word);
	v->answer = answer;
	v->word = g_strdup(word ? word : "");
	v->until_ms = now_ms + m->keep_ms;
}

void memory_forget(struct memory *m)
{
	g_queue_clear(m->order);
	g_hash_table_remove_all(m->verdicts);
}

size_t memory_count(const struct memory *m)
{
	return m->order->length;
}
