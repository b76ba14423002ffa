/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * multiparts.c: boundaries are looked up exactly, and compared with the few
 * innermost ones as prefixes, because some programs look no further than where
 * a boundary should end. Linear. Tests: tests/unit/sanitizer/test_ambiguity.c.
 */
#include "multiparts.h"

#include <string.h>

#include "ambiguity.h"
#include "boundary.h"

#define BOUNDARY_MAX 1000 /* longer lines are not looked up, as in guard.c */
#define OPEN_MAX 64u	  /* deeper ones are not followed: a hash table can be made slow */
#define NEAR 8u		  /* open multiparts whose boundary is compared as a prefix */

static void note(const struct multiparts *m, bool is, enum finding_id id)
{
	if (is)
		ambiguity_add(m->found, id);
}

static void open_clear(gpointer p)
{
	g_ptr_array_unref(((struct multipart *)p)->names);
}

struct multipart *multiparts_at(const struct multiparts *m, guint i)
{
	return &g_array_index(m->open, struct multipart, i);
}

void multiparts_leave(struct multiparts *m, guint first)
{
	for (guint i = first; i < m->open->len; i++) {
		const struct multipart *o = multiparts_at(m, i);
		note(m, !o->seen, FINDING_MIME_BOUNDARY_MISSING);
		note(m, o->seen && !o->closed, FINDING_MIME_END_MISSING);
		for (guint k = 0; k < o->names->len; k++) {
			const char *name = g_ptr_array_index(o->names, k);
			if (GPOINTER_TO_UINT(g_hash_table_lookup(m->names, name)) == i + 1)
				g_hash_table_remove(m->names, name);
		}
	}
	g_array_set_size(m->open, first);
}

static bool begins(const char *longer, const char *with)
{
	return *with && strlen(longer) > strlen(with) && strncmp(longer, with, strlen(with)) == 0;
}

/* Whether ${name} begins with the boundary of a multipart around, or the other way round. */
static bool is_prefix(const struct multiparts *m, const char *name)
{
	for (guint i = m->open->len; i > 0 && m->open->len - i < NEAR; i--) {
		const struct multipart *o = multiparts_at(m, i - 1);
		const char *other = g_ptr_array_index(o->names, 0);
		if (begins(name, other) || begins(other, name))
			return true;
	}
	return false;
}

void multiparts_enter(struct multiparts *m, GPtrArray *names)
{
	struct multipart o = { .names = names };
	guint index = m->open->len + 1;

	if (m->open->len == OPEN_MAX) {
		g_ptr_array_unref(names);
		return;
	}
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		note(m, boundary_is_odd(name), FINDING_MIME_BOUNDARY);
		note(m, is_prefix(m, name), FINDING_MIME_BOUNDARY_PREFIX);
		if (!g_hash_table_contains(m->names, name))
			g_hash_table_insert(m->names, g_strdup(name), GUINT_TO_POINTER(index));
		else if (GPOINTER_TO_UINT(g_hash_table_lookup(m->names, name)) != index)
			note(m, true, FINDING_MIME_BOUNDARY_REPEATED);
	}
	g_array_append_val(m->open, o);
}

static int lookup(const struct multiparts *m, const char *word)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(m->names, word)) - 1;
}

/* A line that begins as a delimiter does and goes on otherwise: some programs look no further. */
static void look_near(struct multiparts *m, const char *word)
{
	for (guint i = m->open->len; i > 0 && m->open->len - i < NEAR; i--) {
		const char *name = g_ptr_array_index(multiparts_at(m, i - 1)->names, 0);
		if (!begins(word, name))
			continue;
		const char *rest = word + strlen(name);
		bool is_end = strncmp(rest + strspn(rest, " \t"), "--", 2) == 0;
		ambiguity_add(m->found,
			      is_end ? FINDING_MIME_BOUNDARY : FINDING_MIME_BOUNDARY_PREFIX);
		return;
	}
}

struct mark multiparts_mark(struct multiparts *m, const char *p, const char *next)
{
	char word[BOUNDARY_MAX + 1];
	struct mark mark = { .of = -1 };

	if (next - p < 2 || p[0] != '-' || p[1] != '-' || next - p > BOUNDARY_MAX ||
	    m->open->len == 0)
		return mark;
	while (next > p && (next[-1] == '\n' || next[-1] == '\r'))
		next--;
	const char *blank = next;
	while (next > p + 2 && (next[-1] == ' ' || next[-1] == '\t'))
		next--;
	size_t n = (size_t)(next - p) - 2;
	memcpy(word, p + 2, n);
	word[n] = '\0';
	mark.of = lookup(m, word);
	if (mark.of < 0 && n >= 2 && strcmp(word + n - 2, "--") == 0) {
		word[n - 2] = '\0';
		mark.of = lookup(m, word);
		mark.closes = mark.of >= 0;
		word[n - 2] = '-';
	}
	if (mark.of < 0)
		look_near(m, word);
	else
		note(m, blank > next, FINDING_MIME_BOUNDARY);
	return mark;
}

void multiparts_init(struct multiparts *m, GArray *found)
{
	m->found = found;
	m->open = g_array_new(FALSE, FALSE, sizeof(struct multipart));
	g_array_set_clear_func(m->open, open_clear);
	m->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void multiparts_clear(struct multiparts *m)
{
	g_clear_pointer(&m->names, g_hash_table_unref);
	g_clear_pointer(&m->open, g_array_unref);
}
