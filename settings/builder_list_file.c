/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * builder_list_file.c: a list's file: one entry a line, `#` comments. Its
 * mistakes are told with its own lines. Tests:
 * tests/unit/settings/test_policy_files.c.
 */
#include "builder.h"

#include <string.h>

#include "file.h"

char *builder_path(const char *beside, const char *path)
{
	if (g_path_is_absolute(path))
		return g_strdup(path);
	g_autofree char *folder = g_path_get_dirname(beside);
	return g_build_filename(folder, path, NULL);
}

static void add_line(struct builder *s, struct at at, char *line, struct hosts *hosts)
{
	line[strcspn(line, "#")] = '\0';
	const char *entry = line + strspn(line, " \t");
	at.column = (unsigned)g_utf8_strlen(line, entry - line) + 1;
	g_strchomp(line);
	if (!*entry || entry >= line + strlen(line))
		return;
	if (hosts_add(hosts, entry) == HOST_BAD)
		complain(s->diags, at, NULL, "\"%s\" is not an address, domain, .domain or network",
			 "「%s」はアドレス、ドメイン、.ドメイン、ネットワークのどれでもない",
			 entry);
}

void builder_list_file(struct builder *s, const struct entry *e, const struct word *path,
		       struct hosts *hosts)
{
	if (!s->allow_files) {
		complain(s->diags, e->at, NULL, "no files can be read here",
			 "ここではファイルを読めない");
		return;
	}
	char *name = builder_path(path->at.file, path->text);
	g_ptr_array_add(s->policy->texts, name);
	g_autoptr(GBytes) bytes = file_read(name, path->at, s->diags);
	if (!bytes)
		return;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	if (!len || !complain_unless_text(s->diags, name, text, len))
		return;
	g_checksum_update(s->digest, (const guchar *)text, (gssize)len);
	g_autofree char *copy = g_strndup(text, len);
	struct at at = { name, 0, 1 };
	for (char *line = copy, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		at.line++;
		add_line(s, at, line, hosts);
	}
}
