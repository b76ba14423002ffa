/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a zip, as a name of a member, and as each archive that can be
 * locked. A zip without a problem must be the same to one who reads it from its
 * first byte, without its directory; a name that was cleaned must stay as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/member_name.h"
#include "archive/sealed.h"
#include "archive/zip_read.h"
#include "kinds/little.h"
#include "text/charset.h"

#define ENTRIES_MAX 64u
#define NAME_MAX_BYTES 60u
#define UNPACK_MAX 65536u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool it_is)
{
	if (!it_is)
		abort();
}

static const struct zip_entry *entry_at(const struct zip *z, guint64 at)
{
	for (guint i = 0; i < z->entries->len; i++) {
		const struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		if (e->header_at == at)
			return e;
	}
	return NULL;
}

static bool has_wide_field(const char *p, size_t n)
{
	for (size_t at = 0; n - at >= 4; at += 4 + little_u16(p + at + 2)) {
		if (little_u16(p + at) == 1)
			return true;
		if (n - at < 4u + little_u16(p + at + 2))
			break;
	}
	return false;
}

/* Where the next header is: behind the data and its descriptor, as who reads forward takes it. */
static guint64 next_header(const struct zip *z, const struct zip_entry *e, const char *p)
{
	guint64 end = e->data_at + e->packed;
	size_t name = little_u16(p + 26), extra = little_u16(p + 28);

	if (!(little_u16(p + 6) & 8))
		return end;
	must(z->len - end >= 12);
	if (memcmp(z->data + end, "PK\7\10", 4) == 0)
		end += 4;
	return end + (has_wide_field(p + 30 + name, extra) ? 20 : 12);
}

static void read_from_the_front(const struct zip *z)
{
	guint64 at = 0;
	guint n = 0;

	for (; z->len - at >= 30 && memcmp(z->data + at, "PK\3\4", 4) == 0; n++) {
		const char *p = z->data + at;
		const struct zip_entry *e = entry_at(z, at);
		must(e != NULL);
		must(little_u16(p + 26) == e->name_len &&
		     memcmp(p + 30, e->name, e->name_len) == 0);
		must(little_u16(p + 8) == e->method);
		at = next_header(z, e, p);
	}
	must(n == z->entries->len);
}

static void check_entries(const struct zip *z)
{
	for (guint i = 0; i < z->entries->len; i++) {
		const struct zip_entry *e = &g_array_index(z->entries, struct zip_entry, i);
		size_t n = 0;
		must(e->name >= z->data && e->name_len <= (size_t)(z->data + z->len - e->name));
		must(e->data_at <= z->len && e->packed <= z->len - e->data_at);
		g_autofree char *bytes = zip_unpack(z, e, UNPACK_MAX, &n);
		must(!bytes || (n <= UNPACK_MAX && n == e->size && bytes[n] == '\0'));
		must(!bytes || !e->is_encrypted);
	}
}

static void check_problems(const struct zip *z)
{
	for (guint i = 0; i < z->problems->len; i++)
		for (guint k = 0; k < i; k++)
			must(g_array_index(z->problems, enum finding_id, i) !=
			     g_array_index(z->problems, enum finding_id, k));
}

static void read_zip(const char *data, size_t size)
{
	struct zip z;

	if (!zip_open(data, size, ENTRIES_MAX, &z))
		return;
	must(z.entries->len <= ENTRIES_MAX && z.prefix <= z.len && z.tail <= z.len);
	check_entries(&z);
	check_problems(&z);
	if (z.problems->len == 0)
		read_from_the_front(&z);
	zip_find(&z, "word/document.xml");
	zip_close(&z);
}

static void check_component(const char *s)
{
	static const char never[] = "\\<>:\"|?*\1\t\n\r\177";
	size_t n = strlen(s);

	must(n > 0 && n <= NAME_MAX_BYTES && !strpbrk(s, never));
	must(s[n - 1] != '.' && s[n - 1] != ' ' && strcmp(s, "..") != 0);
}

static void read_name(const char *raw, size_t size)
{
	struct member m = { 0 }, second = { 0 };
	g_autofree char *name = member_name_decode(raw, size, size % 2);
	g_autofree char *path = member_name_clean(&m, name, NAME_MAX_BYTES);
	g_autofree char *again = member_name_clean(&second, path, NAME_MAX_BYTES);
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	g_autoptr(GTree) taken = member_paths_new();
	bool was_taken;

	must(g_utf8_validate(name, -1, NULL) && g_utf8_validate(path, -1, NULL));
	must(strcmp(path, again) == 0 && !second.findings);
	for (char **part = parts; *part; part++)
		check_component(*part);
	g_autofree char *first = member_name_unique(taken, path, &was_taken);
	must(!was_taken);
	g_autofree char *other = member_name_unique(taken, path, &was_taken);
	must(was_taken && strcmp(first, other) != 0);
	g_clear_pointer(&m.findings, g_array_unref);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum type_id types[] = { TYPE_RAR, TYPE_SEVENZIP, TYPE_ARJ, TYPE_ACE,
					      TYPE_ALZ, TYPE_EGG,      TYPE_CAB };
	static bool open;
	g_autofree char *copy = g_memdup2(data, size ? size : 1);

	if (!open)
		open = charset_init(NULL);
	read_zip(copy, size);
	read_name(copy, MIN(size, 2000));
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		sealed_look(types[i], copy, size);
	return 0;
}
