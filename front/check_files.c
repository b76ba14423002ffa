/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check_files.c: files that a child wants delivered. Bytes of the sender go out
 * only as a leaf that the scanner called clean, once, under a harmless name;
 * text of the child's only as text; out of an archive only where everything
 * around it was opened.
 * Tests: tests/unit/front/test_check_files.c, tests/sandbox/, tests/fuzz/fuzz_check.c.
 */
#include <string.h>

#include "check_parts.h"
#include "misogi/io.h"

/* How often each part stands in a file. */
struct used {
	const struct job_answer *answer;
	const struct limits *limits;
	unsigned *times; /* by part */
	uint64_t bytes;
};

static const struct part *part_of(const struct used *u, unsigned i)
{
	return message_part(u->answer->message, i);
}

/* ---- what may stand in a file ---- */

static bool is_text_char(gunichar c)
{
	if (c < 0x20)
		return c == '\t' || c == '\r' || c == '\n';
	/* C1, and the controls of direction (UAX #9). */
	return c != 0x061c && !(c >= 0x7f && c < 0xa0) && c != 0x200e && c != 0x200f &&
	       !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

static bool is_text(GBytes *bytes)
{
	size_t n;
	const char *s = g_bytes_get_data(bytes, &n);

	if (n == 0)
		return true;
	if (!g_utf8_validate_len(s, n, NULL))
		return false;
	for (const char *p = s; p < s + n; p = g_utf8_next_char(p))
		if (!is_text_char(g_utf8_get_char(p)))
			return false;
	return true;
}

static bool names_text(const char *name)
{
	static const char *const extensions[] = { ".txt", ".csv", ".tsv", ".md", ".log" };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < G_N_ELEMENTS(extensions); i++)
		if (g_ascii_strcasecmp(dot, extensions[i]) == 0)
			return true;
	return false;
}

/* What contains others, or hides what it is, never goes out as it is. */
static bool is_for_delivery(const struct part *p)
{
	return p->action == PART_DELIVER && p->class != CLASS_ARCHIVE &&
	       p->class != CLASS_ENCRYPTED && p->class != CLASS_MAIL;
}

static bool check_bytes(struct used *u, const struct enclosed *entry, struct err *err)
{
	const struct part *p = part_of(u, entry->part);
	uint64_t size = 0;

	if (++u->times[entry->part] > 1)
		return check_refuse(err, "a part in two files", p->path);
	if (!entry->bytes) {
		if (!is_for_delivery(p))
			return check_refuse(err, "a file that is not to be delivered", p->path);
		/* A part to be delivered has a leaf: check.c saw to it. */
		if (!io_size(g_array_index(u->answer->leaves, struct leaf, entry->part).fd, &size))
			return check_refuse(err, "a leaf without size", p->path);
	} else {
		if (p->action != PART_TEXT || !is_text(entry->bytes) || !names_text(entry->name))
			return check_refuse(err, "a text that is none", p->path);
		size = g_bytes_get_size(entry->bytes);
	}
	/* As base64, with its lines; and what its name may take in every place where it stands. */
	u->bytes += size / 54 * 76 + 76 + 10 * (uint64_t)strlen(entry->name) + 1000;
	return true;
}

/* ---- what stands around it ---- */

/* A zip takes the place of an archive that was opened, for what was in it. */
static bool is_within(const struct used *u, unsigned part, unsigned archive)
{
	int p = part_of(u, part)->parent;

	while (p > (int)archive && part_of(u, (unsigned)p)->action == PART_OPEN)
		p = part_of(u, (unsigned)p)->parent;
	return p == (int)archive && part_of(u, archive)->action == PART_OPEN;
}

/* What is held is held with all that is in it. */
static bool is_reachable(const struct used *u, unsigned part)
{
	for (int p = part_of(u, part)->parent; p >= 0; p = part_of(u, (unsigned)p)->parent) {
		enum part_action action = part_of(u, (unsigned)p)->action;
		if (action != PART_NONE && action != PART_TEXT && action != PART_OPEN)
			return false;
	}
	return true;
}

/* ---- one file ---- */

static bool check_zip(struct used *u, const struct enclosure *e, struct err *err)
{
	for (unsigned i = 0; i < e->entries->len; i++) {
		const struct enclosed *entry = g_ptr_array_index(e->entries, i);
		if (!is_within(u, entry->part, e->part))
			return check_refuse(err, "a file of another archive", e->name);
		if (!check_file_path(entry->name, u->limits->name_bytes))
			return check_refuse(err, "a bad name in a zip", entry->name);
	}
	if (!g_str_has_suffix(e->name, ".zip"))
		return check_refuse(err, "a zip of another name", e->name);
	return check_distinct_paths(e) || check_refuse(err, "a name twice in a zip", e->name);
}

static bool check_single(const struct enclosure *e, struct err *err)
{
	const struct enclosed *entry = g_ptr_array_index(e->entries, 0);

	return (e->entries->len == 1 && entry->part == e->part &&
		strcmp(entry->name, e->name) == 0) ||
	       check_refuse(err, "a file that is another's", e->name);
}

static bool check_file(struct used *u, const struct enclosure *e, struct err *err)
{
	if (e->entries->len == 0)
		return check_refuse(err, "a file of nothing", e->name);
	if (!check_file_name(e->name, u->limits->name_bytes))
		return check_refuse(err, "a bad name of a file", e->name);
	if (!is_reachable(u, e->part))
		return check_refuse(err, "a file out of what is held", e->name);
	if (!(e->is_zip ? check_zip(u, e, err) : check_single(e, err)))
		return false;
	for (unsigned i = 0; i < e->entries->len; i++)
		if (!check_bytes(u, g_ptr_array_index(e->entries, i), err))
			return false;
	return true;
}

/* What is said to be delivered is. */
static bool check_all_used(const struct used *u, struct err *err)
{
	for (unsigned i = 0; i < u->answer->message->parts->len; i++)
		if (part_of(u, i)->action == PART_DELIVER && u->times[i] != 1)
			return check_refuse(err, "a delivered part in no file",
					    part_of(u, i)->path);
	return true;
}

bool check_files(const struct job_answer *a, const struct limits *limits, struct err *err)
{
	const struct message *m = a->message;
	g_autofree unsigned *times = g_new0(unsigned, m->parts->len);
	struct used u = { .answer = a, .limits = limits, .times = times };

	u.bytes = check_headers_size(m) + g_bytes_get_size(m->body);
	for (unsigned i = 0; i < m->enclosures->len; i++)
		if (!check_file(&u, g_ptr_array_index(m->enclosures, i), err))
			return false;
	if (u.bytes > limits->output_bytes)
		return check_refuse(err, "files larger than limit output_bytes", "");
	return check_all_used(&u, err);
}
