/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive.c: which types are opened, and by whom. An archive is opened whole
 * or not at all: what ran into a budget or is not what it should be has no members,
 * only findings. Tests: tests/unit/sanitizer/test_archive.c,
 * tests/fuzz/fuzz_archive.c.
 */
#include "archive/archive.h"

#include "archive/archive_opening.h"
#include "archive/archive_packed.h"
#include "archive/archive_reader.h"
#include "archive/archive_zip.h"
#include "archive/sealed.h"
#include "archive/member_name.h"

static const struct {
	enum type_id type;
	bool (*members)(struct opening *o); /* NULL: no reader, only a finding that says so */
} openers[] = {
	{ TYPE_ZIP, archive_zip_members },
	{ TYPE_SEVENZIP, reader_members },
	{ TYPE_RAR, reader_members },
	{ TYPE_LZH, reader_members },
	{ TYPE_CAB, reader_members },
	{ TYPE_TAR, reader_members },
	{ TYPE_ISO, reader_members },
	{ TYPE_GZIP, archive_packed_members },
	{ TYPE_BZIP2, archive_packed_members },
	{ TYPE_XZ, archive_packed_members },
	{ TYPE_ZSTD, archive_packed_members },
	{ TYPE_LZ4, archive_packed_members },
	{ TYPE_COMPRESS, archive_packed_members },
};

static void found_free(gpointer p)
{
	struct archive_found *f = p;

	g_free(f->detail);
	g_free(f);
}

void archive_init(void)
{
	reader_init();
}

bool archive_is_opened(enum type_id type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(openers); i++)
		if (openers[i].type == type)
			return true;
	return false;
}

/* What is locked is open as far as its names can be read; nothing of it has bytes. */
static bool take_names(struct opening *o)
{
	opening_find(o, FINDING_ENCRYPTED, "");
	return archive_is_opened(o->type) && reader_names(o);
}

static bool take_members(struct opening *o)
{
	if (sealed_is_volume(o->type, o->data, o->len))
		return opening_find(o, FINDING_ARCHIVE_SPLIT, "");
	if (sealed_look(o->type, o->data, o->len))
		return take_names(o);
	for (size_t i = 0; i < G_N_ELEMENTS(openers); i++)
		if (openers[i].type == o->type)
			return openers[i].members(o);
	return opening_find(o, FINDING_ARCHIVE_UNSUPPORTED, "");
}

void archive_open(enum type_id type, const char *data, size_t len, const char *name,
		  const GPtrArray *passwords, struct archive_budget *budget,
		  struct archive_answer *out)
{
	struct opening o = { .type = type,
			     .data = data,
			     .len = len,
			     .name = name,
			     .passwords = passwords,
			     .budget = budget,
			     .entries = budget->entries,
			     .out = out };

	*out = (struct archive_answer){ 0 };
	members_init(&out->members);
	out->found = g_ptr_array_new_with_free_func(found_free);
	if (budget->deadline == 0)
		budget->deadline = g_get_monotonic_time() +
				   (gint64)budget->limits->archive_seconds * G_USEC_PER_SEC;
	o.taken = member_paths_new();
	out->is_open = opening_has_time(&o) && take_members(&o);
	if (!out->is_open)
		opening_forget(&o);
	g_tree_unref(o.taken);
}

void archive_answer_clear(struct archive_answer *a)
{
	members_clear(&a->members);
	g_clear_pointer(&a->found, g_ptr_array_unref);
}
