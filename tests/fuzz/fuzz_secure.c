/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as S/MIME or OpenPGP, in or out of armour: what is said of it is
 * valid, few lines; what is inside stays within its limit.
 */
#include <stdlib.h>
#include <string.h>

#include "kinds/secure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void open_it(const char *buf, size_t n, const struct limits *limits)
{
	struct members m;

	members_init(&m);
	secure_open(buf, n, limits, &m);
	must(m.list->len <= 1 && (m.list->len == 1 || m.malformed));
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		must(g_utf8_validate(one->name, -1, NULL));
		must(one->n <= MAX(limits->part_bytes, n));
	}
	members_clear(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	static struct limits limits;
	struct text_options options = { .limits = &limits, .lang = CONFIG_LANG_BOTH };
	struct body_found found = { 0 };
	const char *buf = (const char *)data;
	g_autoptr(GString) said = g_string_new(NULL);
	size_t len;

	if (!open) {
		open = charset_init(NULL);
		limits = limits_default();
		limits.part_bytes = 1u << 20;
	}
	enum secure_kind kind = secure_look(buf, size);
	if (kind == SECURE_OPAQUE)
		open_it(buf, size, &limits);
	secure_to_text(said, buf, size, &options, &found);
	must(g_utf8_validate(said->str, (gssize)said->len, NULL) && said->len < 65536);
	must(found.is_signed == (said->len > 0));
	g_autofree char *clear = secure_clear_text(buf, size, &len);
	must(!clear || len <= size);
	return 0;
}
