/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * enclose.c: from an answer that was checked to the mail that goes out: leaves
 * are mapped where they lie, the files are written beside the text, and what
 * came of it is read once more before anyone gets it.
 * Tests: tests/unit/front/test_output_check.c, tests/sandbox/.
 */
#include "enclose.h"

#include "misogi/compose.h"

/* The bytes that the scanner saw, in place: a sealed memfd does not change. */
static GBytes *map(int fd, struct err *err)
{
	GError *error = NULL;
	g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, &error);

	if (file)
		return g_mapped_file_get_bytes(file);
	err_set(err, SCOPE_TEMP, REASON_INTERNAL, "mapping a leaf: %s", error->message);
	g_error_free(error);
	return NULL;
}

static bool map_entries(const struct job_answer *a, const struct enclosure *e, struct err *err)
{
	for (unsigned i = 0; i < e->entries->len; i++) {
		struct enclosed *entry = g_ptr_array_index(e->entries, i);
		int fd = g_array_index(a->leaves, struct leaf, entry->part).fd;
		if (!entry->bytes && !(entry->bytes = map(fd, err)))
			return false;
	}
	return true;
}

bool enclose(struct job_answer *a, const struct limits *limits, struct err *err)
{
	struct message *m = a->message;

	/* Of a mail that is held, refused or discarded nothing was written. */
	if (m->action != MAIL_SANITIZE)
		return true;
	for (unsigned i = 0; i < m->enclosures->len; i++)
		if (!map_entries(a, g_ptr_array_index(m->enclosures, i), err))
			return false;
	return compose_enclosures(m, limits->output_bytes, err) &&
	       output_check(m, a->leaves, limits, err);
}
