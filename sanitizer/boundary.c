/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boundary.c: RFC 2046 5.1.1 gives a boundary 1 to 70 characters of a small
 * set, a blank not at its end; each of these rules is broken by somebody and
 * read differently by somebody else. Tests: tests/unit/sanitizer/test_ambiguity.c.
 */
#include "boundary.h"

#include <string.h>

#include "ambiguity.h"
#include "text/params.h"

#define NAME_MAX_BYTES 70u
#define BOUNDARIES_MAX 8u /* that are looked for where one multipart declares many */

bool boundary_is_odd(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > NAME_MAX_BYTES)
		return true;
	/* The characters that RFC 2046 leaves out and that senders use all the same are harmless.
	 */
	for (size_t i = 0; i < n; i++)
		if (name[i] <= ' ' || name[i] >= 127 || strchr("\"\\;", name[i]))
			return true;
	return n >= 2 && strcmp(name + n - 2, "--") == 0;
}

static bool has(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (strcmp(g_ptr_array_index(names, i), name) == 0)
			return true;
	return false;
}

bool boundary_read(const char *value, size_t n, unsigned max_params, GPtrArray *names,
		   GArray *found)
{
	g_autoptr(params_t) p = params_parse(value, n, max_params);
	bool is_multipart = g_str_has_prefix(p->value, "multipart/");
	const char *name;
	unsigned i;

	for (i = 0; (name = params_nth(p, "boundary", i)); i++)
		if (names->len < BOUNDARIES_MAX && !has(names, name))
			g_ptr_array_add(names, g_strdup(name));
	if (i > 1)
		ambiguity_add(found, FINDING_MIME_DUPLICATE_PARAM);
	if (i > 1 && names->len > 1)
		ambiguity_add(found, FINDING_MIME_PARAM_CONFLICT);
	if (p->is_odd && (is_multipart || i > 0))
		ambiguity_add(found, FINDING_MIME_PARAM_FORM);
	if (p->malformed && is_multipart)
		ambiguity_add(found, FINDING_MIME_MALFORMED);
	return is_multipart;
}
