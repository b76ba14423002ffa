/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_opening.c: the budgets of archives. What is counted is what came
 * out, never what a header says; all archives of a mail share one budget.
 * Tests: tests/unit/sanitizer/test_archive.c, test_limits.c.
 */
#include "archive/archive_opening.h"

#include <string.h>

#include "archive/member_name.h"

#define RATIO_FROM ((guint64)1 << 20) /* what is smaller may be as repetitive as it likes */
#define ROOM_FIRST 4096u
#define SPARE ((size_t)64 << 20) /* address space, never touched */

bool opening_find(struct opening *o, enum finding_id id, const char *detail)
{
	for (guint i = 0; i < o->out->found->len; i++)
		if (((struct archive_found *)g_ptr_array_index(o->out->found, i))->id == id)
			return false;
	struct archive_found *f = g_new(struct archive_found, 1);
	f->id = id;
	f->detail = g_strdup(detail ? detail : "");
	g_ptr_array_add(o->out->found, f);
	return false;
}

bool opening_has_time(struct opening *o)
{
	return g_get_monotonic_time() < o->budget->deadline ||
	       opening_find(o, FINDING_LIMIT_ARCHIVE_SECONDS, "");
}

bool opening_count(struct opening *o, size_t n)
{
	const struct limits *limits = o->budget->limits;

	if (o->is_counted)
		return true;
	o->budget->bytes += n;
	o->unpacked += n;
	if (o->budget->bytes > limits->archive_bytes)
		return opening_find(o, FINDING_LIMIT_ARCHIVE_BYTES, "");
	if (o->unpacked > RATIO_FROM && o->unpacked / limits->archive_ratio > o->len)
		return opening_find(o, FINDING_LIMIT_ARCHIVE_RATIO, "");
	return true;
}

static bool has_room(struct opening *o, struct unpacking *u, size_t n)
{
	if (n <= u->room - u->n)
		return true;
	size_t room = MAX(MAX(u->n + n, u->room * 2), ROOM_FIRST);
	char *more = g_try_realloc(u->data, room);
	if (!more)
		return opening_find(o, FINDING_LIMIT_ARCHIVE_BYTES, "no memory");
	u->data = more;
	u->room = room;
	return true;
}

/*
 * A sender chooses how much a decoder allocates. What is small is
 * allocated without a look, so there must be some left.
 */
static bool has_memory(struct opening *o)
{
	void *spare = g_try_malloc(SPARE);

	g_free(spare);
	return spare || opening_find(o, FINDING_LIMIT_ARCHIVE_BYTES, "no memory");
}

bool opening_take(struct opening *o, struct unpacking *u, const void *bytes, size_t n)
{
	if (!opening_has_time(o) || !has_memory(o) || !opening_count(o, n))
		return false;
	if (n > o->budget->limits->part_bytes - u->n)
		return opening_find(o, FINDING_LIMIT_PART_BYTES, "");
	if (n == 0)
		return true;
	if (!has_room(o, u, n))
		return false;
	memcpy(u->data + u->n, bytes, n);
	u->n += n;
	return true;
}

/* The last component of a clean path. */
static const char *file_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

struct member *opening_add(struct opening *o, const char *name)
{
	bool was_taken;

	if (o->budget->entries >= o->budget->limits->archive_entries) {
		opening_find(o, FINDING_LIMIT_ARCHIVE_ENTRIES, "");
		return NULL;
	}
	o->budget->entries++;
	struct member *m = members_add(&o->out->members, MEMBER_FILE, g_strdup(""), 0);
	g_autofree char *clean = member_name_clean(m, name, o->budget->limits->name_bytes);
	m->path = member_name_unique(o->taken, clean, &was_taken);
	if (was_taken)
		opening_find(o, FINDING_ARCHIVE_DUPLICATE, file_of(clean));
	g_free(m->name);
	m->name = g_strdup(name);
	return m;
}

void opening_settle(struct member *m, struct unpacking *u)
{
	if (!u->data)
		return;
	char *fitted = g_try_realloc(u->data, MAX(u->n, 1));
	g_free(m->data);
	m->data = fitted ? fitted : u->data;
	m->n = u->n;
	*u = (struct unpacking){ 0 };
}

bool opening_add_absent(struct opening *o, const char *name, enum finding_id why)
{
	struct member *m = opening_add(o, name);

	if (!m)
		return false;
	m->is_absent = true;
	member_find(m, why);
	return true;
}

void opening_forget(struct opening *o)
{
	g_ptr_array_set_size(o->out->members.list, 0);
	g_tree_remove_all(o->taken);
	o->budget->entries = o->entries;
}
