/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * shortcut.c: words that start something when the file is opened, or when its
 * folder is merely shown (the icon of an .scf). Tests:
 * tests/unit/sanitizer/test_inspect_shortcut.c.
 */
#include "inspect/shortcut.h"

#include <string.h>

#include "inspect/payload.h"
#include "kinds/little.h"

#define TEXT_MAX 65536u
#define LINK_HEADER 0x4cu
#define LINK_FLAGS 0x14u
#define HAS_ARGUMENTS 0x20u

/* Text in either width as lower-case ASCII, for words to be found in it. */
static char *plain(const char *data, size_t len)
{
	GString *out = g_string_new("\n");

	for (size_t i = 0; i < MIN(len, TEXT_MAX); i++)
		if (data[i] != '\0' && data[i] != ' ' && data[i] != '\t')
			g_string_append_c(out, data[i] == '\r' ? '\n' : g_ascii_tolower(data[i]));
	return g_string_free(out, FALSE);
}

static bool has_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

static bool leads_elsewhere(const char *text)
{
	static const char *const signs[] = { "http:", "https:", "file:", "\\\\", "ftp:", NULL };

	return has_one_of(text, signs);
}

void shortcut_inspect_lnk(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	(void)type;
	if (len < LINK_HEADER) {
		inspection_find(in, FINDING_TYPE_DAMAGED, "");
		return;
	}
	if (little_u32(data + LINK_FLAGS) & HAS_ARGUMENTS)
		inspection_find(in, FINDING_AUTO_RUN, "arguments");
	const char *what = payload_find(data + LINK_HEADER, len - LINK_HEADER);
	if (what)
		inspection_find(in, FINDING_TYPE_EXECUTABLE, what);
	g_autofree char *text = plain(data + LINK_HEADER, len - LINK_HEADER);
	if (leads_elsewhere(text))
		inspection_find(in, FINDING_EXTERNAL_LINK, "target");
}

void shortcut_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	static const char *const runs[] = { "\nopen=",	 "\nshellexecute=", "\nexec=",
					    "\nshell\\", "\ncommand=",	    NULL };
	g_autofree char *text = plain(data, len);
	bool is_setup = type == TYPE_INF; /* an .inf without [autorun] sets up a driver */

	if (has_one_of(text, runs) && (!is_setup || strstr(text, "[autorun]")))
		inspection_find(in, FINDING_AUTO_RUN, "");
	if (leads_elsewhere(text))
		inspection_find(in, FINDING_EXTERNAL_LINK, "");
}
