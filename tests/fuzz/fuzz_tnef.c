/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as winmail.dat. What is found is no more than is allowed; bodies
 * are read as far as they are RTF.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/rtf.h"
#include "kinds/tnef.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_body(const struct member *m, const struct limits *limits)
{
	struct text_options options = { .limits = limits };
	struct body_found found = { 0 };
	g_autoptr(GString) out = g_string_new(NULL);

	if (m->form == BODY_FORM_RTF)
		rtf_to_text(out, m->data, m->n, &options, &found);
	else if (m->form == BODY_FORM_CALENDAR && !g_utf8_validate(m->data, (gssize)m->n, NULL))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;
	struct members members;
	unsigned files = 0, bodies = 0;

	if (!open) {
		open = charset_init(NULL);
		limits = limits_default();
		limits.members = 5;
		limits.part_bytes = 65536;
	}
	g_autofree char *copy = g_memdup2(data, size ? size : 1);
	members_init(&members);
	tnef_read(copy, size, &limits, &members);
	for (guint i = 0; i < members.list->len; i++) {
		const struct member *m = g_ptr_array_index(members.list, i);
		if (!m->data || !g_utf8_validate(m->name, -1, NULL))
			abort();
		files += m->kind == MEMBER_FILE;
		bodies += m->kind == MEMBER_BODY;
		if (m->kind == MEMBER_BODY)
			read_body(m, &limits);
	}
	members_clear(&members);
	if (files > limits.members || bodies > 2)
		abort();
	return 0;
}
