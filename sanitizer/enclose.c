/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * enclose.c: what the policy delivers as it is becomes a file of the new mail;
 * what it delivers of an opened archive, and the text of its texts, goes into
 * one new zip in the archive's place, also out of archives within it: their
 * names become folders. Only says what and under which name: the front writes
 * it from bytes that it had scanned itself. Tests: tests/unit/sanitizer/test_enclose.c.
 */
#include "enclose.h"

#include <string.h>

#include "archive/member_name.h"
#include "misogi/io.h"
#include "names.h"

#define FILES_QUARTERS 3u /* of limit output_bytes; the text has the rest */

/* What ${n} bytes are as lines of base64. */
static uint64_t encoded_size(uint64_t n)
{
	return n / 57 * 78 + 80;
}

bool enclose_reserve(struct work *w, unsigned part, enum part_action action)
{
	/* In UTF-8 a text may be longer: no charset of ours more than doubles. */
	uint64_t len = work_content(w, part)->len;
	uint64_t n = encoded_size(action == PART_TEXT ? 2 * len : len);

	if (w->enclosed + n <= w->limits->output_bytes / 4 * FILES_QUARTERS) {
		w->enclosed += n;
		return true;
	}
	work_find(w, (int)part, FINDING_LIMIT_OUTPUT_BYTES, NULL, "");
	return false;
}

/* The outermost opened archive around ${part}, itself included; -1: none. */
static int archive_of(const struct work *w, unsigned part)
{
	int found = -1;

	for (int p = (int)part; p >= 0; p = message_part(w->m, (unsigned)p)->parent)
		if (message_part(w->m, (unsigned)p)->action == PART_OPEN)
			found = p;
	return found;
}

/* ---- names ---- */

static char *without_extension(const char *name)
{
	static const char *const double_extensions[] = { ".tar.gz",  ".tar.bz2", ".tar.xz",
							 ".tar.zst", ".tar.lz4", ".tar.z" };
	g_autofree char *lower = g_ascii_strdown(name, -1);
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; i < G_N_ELEMENTS(double_extensions); i++)
		if (g_str_has_suffix(lower, double_extensions[i]))
			dot = name + strlen(name) - strlen(double_extensions[i]);
	return dot && dot > name ? g_strndup(name, (gsize)(dot - name)) : g_strdup(name);
}

/* ${utf8} as a path that every machine takes, with room for a number. */
static char *clean_path(const struct work *w, const char *utf8)
{
	struct member scratch = { 0 };
	char *path = member_name_clean(&scratch, utf8, w->limits->name_bytes - MEMBER_NUMBER_BYTES);

	if (scratch.findings)
		g_array_unref(scratch.findings);
	return path;
}

static char *clean_file(const struct work *w, const char *name)
{
	g_autofree char *last = names_clean(name, w->limits->name_bytes);

	return clean_path(w, last);
}

/* Names that make programs read a text as text, whatever was in it before. */
static bool names_text(const char *name)
{
	static const char *const ends[] = { ".txt", ".csv", ".tsv", ".md", ".log" };
	g_autofree char *lower = g_ascii_strdown(name, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(lower, ends[i]))
			return true;
	return false;
}

/* Where ${part} stands in the new zip of ${archive}: archives within it become folders. */
static char *path_in(const struct work *w, unsigned archive, unsigned part)
{
	GString *path = g_string_new(work_content(w, part)->member_path);

	for (int p = message_part(w->m, part)->parent; p > (int)archive;
	     p = message_part(w->m, (unsigned)p)->parent) {
		g_autofree char *folder =
			without_extension(work_content(w, (unsigned)p)->member_path);
		g_string_prepend_c(path, '/');
		g_string_prepend(path, folder);
	}
	if (message_part(w->m, part)->action == PART_TEXT && !names_text(path->str))
		g_string_append(path, ".txt");
	g_autofree char *clean = clean_path(w, path->str);
	g_string_free(path, TRUE);
	return g_steal_pointer(&clean);
}

/* ---- what is enclosed ---- */

/* Text as Windows reads it: a mark that says UTF-8, lines that end in CRLF. */
static GBytes *text_file(const struct content *c)
{
	GString *out = g_string_new("\xef\xbb\xbf");

	for (size_t i = 0; i < c->text->len; i++) {
		if (c->text->str[i] == '\n')
			g_string_append_c(out, '\r');
		if (c->text->str[i] != '\r')
			g_string_append_c(out, c->text->str[i]);
	}
	return g_string_free_to_bytes(out);
}

static void enclose_member(const struct work *w, struct enclosure *zip, unsigned part, GTree *taken)
{
	const struct part *p = message_part(w->m, part);
	const struct content *c = work_content(w, part);
	g_autofree char *path = path_in(w, zip->part, part);
	bool was_taken;
	g_autofree char *name = member_name_unique(taken, path, &was_taken);
	g_autoptr(GBytes) text = p->action == PART_TEXT && c->text ? text_file(c) : NULL;

	enclosure_add(zip, part, name, text);
}

static bool is_enclosed(const struct work *w, unsigned part)
{
	enum part_action action = message_part(w->m, part)->action;

	return action == PART_DELIVER ||
	       (action == PART_TEXT && work_content(w, part)->member_path);
}

static void enclose_archive(struct work *w, unsigned archive)
{
	const char *name = message_part(w->m, archive)->name;
	g_autofree char *base = *name ? without_extension(name) : g_strdup("files");
	g_autofree char *full = g_strconcat(base, ".zip", NULL);
	g_autofree char *clean = clean_file(w, full);
	g_autoptr(GTree) taken = member_paths_new();
	struct enclosure *zip = NULL;

	for (unsigned i = archive + 1; i < w->m->parts->len; i++) {
		if (!is_enclosed(w, i) || archive_of(w, i) != (int)archive)
			continue;
		if (!zip)
			zip = message_add_enclosure(w->m, archive, clean, true);
		enclose_member(w, zip, i, taken);
	}
}

static void enclose_file(struct work *w, unsigned part)
{
	g_autofree char *name = clean_file(w, message_part(w->m, part)->name);

	enclosure_add(message_add_enclosure(w->m, part, name, false), part, name, NULL);
}

void enclose_all(struct work *w)
{
	for (unsigned i = 0; i < w->m->parts->len; i++) {
		if (message_part(w->m, i)->action == PART_OPEN && archive_of(w, i) == (int)i)
			enclose_archive(w, i);
		else if (message_part(w->m, i)->action == PART_DELIVER && archive_of(w, i) < 0)
			enclose_file(w, i);
	}
}
