/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a text with files in it. What is taken and what is left stays
 * within its bounds, there is a line for each file, and nothing of the text is
 * taken when there is no file.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/blocks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;
	struct members m;
	size_t len = 0, marks = 0, held = 0;

	if (!open) {
		open = charset_init(NULL);
		limits = limits_default();
		limits.part_bytes = 1u << 20;
		limits.members = 8;
	}
	members_init(&m);
	g_autofree char *left = blocks_take((const char *)data, size, &limits, &m, &len);
	must((left != NULL) == (m.list->len > 0));
	for (size_t i = 0; left && i < len; i++)
		marks += left[i] == BODY_BLOCK;
	must(marks == m.list->len && m.list->len <= limits.members);
	must(!left || len <= size);
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		must(g_utf8_validate(one->name, -1, NULL));
		held += one->n;
	}
	must(held <= limits.part_bytes);
	members_clear(&m);
	return 0;
}
