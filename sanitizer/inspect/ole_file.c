/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ole_file.c: the tables of a compound file are copied once; a chain is
 * followed for at most as many steps as there are sectors. Everything is linear
 * in the file and nothing recurses. (libgsf sorts a directory by insertion and
 * descends into it by recursion: 13,000 entries in 2.5 MB take it 3 s, this
 * 15 ms.) Entries that the tree does not lead to are kept: another reader may
 * find them.
 * Tests: tests/unit/sanitizer/test_inspect_ole_file.c.
 */
#include "inspect/ole_file.h"

#include <string.h>

#include "kinds/little.h"

#define HEADER_BYTES 512u
#define ENTRY_BYTES 128u
#define ENTRIES_MAX 100000u
#define DIFAT_IN_HEADER 109u
#define MINI_SHIFT 6u
#define MINI_CUTOFF 4096u
#define LAST_SECTOR 0xfffffffau /* beyond are marks: end of chain, free, table */

static guint32 sectors(const struct ole_file *f)
{
	size_t size = (size_t)1 << f->shift;

	/* The last one may be cut: writers forget to fill it. */
	return f->len <= size ? 0 : (guint32)((f->len - 1) >> f->shift);
}

static const char *sector(const struct ole_file *f, guint32 n, size_t *have)
{
	guint64 at = ((guint64)n + 1) << f->shift;

	if (n > LAST_SECTOR || at >= f->len)
		return NULL;
	*have = MIN((size_t)1 << f->shift, f->len - (size_t)at);
	return f->data + at;
}

static void append_sector(const struct ole_file *f, guint32 n, GArray *numbers)
{
	size_t have = 0, all = (size_t)1 << f->shift;
	const char *s = sector(f, n, &have);

	for (size_t at = 0; at < all; at += 4) {
		guint32 v = s && at + 4 <= have ? little_u32(s + at) : G_MAXUINT32;
		g_array_append_val(numbers, v);
	}
}

/* The file's table: its sectors are named in the header and, further on, in a chain of their own.
 */
static void load_fat(struct ole_file *f)
{
	guint32 per = (1u << (f->shift - 2)) - 1, want = sectors(f);
	guint32 difat = little_u32(f->data + 68);

	for (guint32 i = 0; i < DIFAT_IN_HEADER && f->fat->len < want; i++)
		append_sector(f, little_u32(f->data + 76 + 4 * (size_t)i), f->fat);
	while (f->fat->len < want) {
		size_t have = 0;
		const char *s = sector(f, difat, &have);
		if (!s || have < (size_t)1 << f->shift)
			break;
		for (guint32 i = 0; i < per && f->fat->len < want; i++)
			append_sector(f, little_u32(s + 4 * (size_t)i), f->fat);
		difat = little_u32(s + 4 * (size_t)per);
	}
}

/* The sectors of the chain from ${start} in ${table}; false: it leads nowhere or round. */
static bool follow(const GArray *table, guint32 start, guint32 steps, GArray *out)
{
	guint32 n = start;

	for (; n < table->len && out->len < steps; n = g_array_index(table, guint32, n))
		g_array_append_val(out, n);
	return n == 0xfffffffe;
}

static GArray *numbers_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(guint32));
}

static void load_mini(struct ole_file *f)
{
	g_autoptr(GArray) chain = numbers_new();
	guint32 start = little_u32(f->data + 60);

	if (start <= LAST_SECTOR && !follow(f->fat, start, sectors(f), chain))
		f->is_damaged = true;
	for (guint i = 0; i < chain->len; i++)
		append_sector(f, g_array_index(chain, guint32, i), f->mini_fat);
	if (f->entries->len == 0)
		return;
	start = g_array_index(f->entries, struct ole_entry, 0).start;
	if (start <= LAST_SECTOR && f->mini_fat->len > 0 &&
	    !follow(f->fat, start, sectors(f), f->mini_stream))
		f->is_damaged = true;
}

void ole_name(const char *utf16, size_t n, char name[OLE_NAME_BYTES])
{
	size_t used = 0;

	for (size_t i = 0; i < MIN(n, OLE_NAME_UNITS); i++) {
		gunichar c = little_u16(utf16 + 2 * i);
		if (c == 0)
			break;
		used += (size_t)g_unichar_to_utf8(g_unichar_validate(c) ? c : '?', name + used);
	}
	name[used] = '\0';
}

static void add_entry(struct ole_file *f, const char *e)
{
	struct ole_entry one = { .kind = (guint8)e[66], .parent = -1 };

	ole_name(e, OLE_NAME_UNITS, one.name);
	one.start = little_u32(e + 116);
	one.size = f->shift == 9 ? little_u32(e + 120) : little_u64(e + 120);
	memcpy(one.clsid, e + 80, sizeof(one.clsid));
	g_array_append_val(f->entries, one);
}

/* Walks the tree: brothers left and right, children below; each entry is met once. */
static void link_entries(struct ole_file *f, const GArray *links)
{
	struct step {
		guint32 at;
		int parent;
	} step = { 0, -1 };
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(struct step));

	g_array_append_val(todo, step);
	while (todo->len > 0) {
		step = g_array_index(todo, struct step, todo->len - 1);
		g_array_set_size(todo, todo->len - 1);
		if (step.at >= f->entries->len)
			continue;
		struct ole_entry *e = &g_array_index(f->entries, struct ole_entry, step.at);
		if (e->is_reached) {
			f->is_damaged = true;
			continue;
		}
		e->is_reached = true;
		e->parent = step.parent;
		for (unsigned i = 0; i < 3; i++) {
			struct step next = { g_array_index(links, guint32, 3 * step.at + i),
					     i < 2 ? step.parent : (int)step.at };
			g_array_append_val(todo, next);
		}
	}
}

static char *key_of(int parent, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return g_strdup_printf("%d/%s", parent, lower);
}

static void name_entries(struct ole_file *f)
{
	/* Backwards: of two of one name the first is found. */
	for (guint i = f->entries->len; i > 1; i--) {
		const struct ole_entry *e = ole_entry(f, i - 1);
		if (e->is_reached && e->kind != OLE_FREE)
			g_hash_table_insert(f->names, key_of(e->parent, e->name),
					    GUINT_TO_POINTER(i));
	}
}

static void load_directory(struct ole_file *f)
{
	g_autoptr(GArray) chain = numbers_new();
	g_autoptr(GArray) links = numbers_new();

	f->is_damaged |= !follow(f->fat, little_u32(f->data + 48), sectors(f), chain);
	for (guint i = 0; i < chain->len && f->entries->len < ENTRIES_MAX; i++) {
		size_t have = 0;
		const char *s = sector(f, g_array_index(chain, guint32, i), &have);
		for (size_t at = 0; s && at + ENTRY_BYTES <= have; at += ENTRY_BYTES) {
			add_entry(f, s + at);
			for (unsigned k = 0; k < 3; k++) {
				guint32 link = little_u32(s + at + 68 + 4 * k);
				g_array_append_val(links, link);
			}
		}
	}
	link_entries(f, links);
	name_entries(f);
	f->is_damaged |= f->entries->len == 0 || f->entries->len >= ENTRIES_MAX;
}

bool ole_open(const char *data, size_t len, struct ole_file *f)
{
	*f = (struct ole_file){ .data = data, .len = len };
	if (len < 2 * HEADER_BYTES || memcmp(data, OLE_MAGIC, 8) != 0)
		return false;
	f->shift = (guint8)data[30];
	if ((f->shift != 9 && f->shift != 12) || data[31] != 0)
		return false;
	f->fat = numbers_new();
	f->mini_fat = numbers_new();
	f->mini_stream = numbers_new();
	f->entries = g_array_new(FALSE, FALSE, sizeof(struct ole_entry));
	f->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	/* No writer has other ones, and readers differ about whether they are heeded. */
	f->is_damaged = little_u16(data + 32) != MINI_SHIFT || little_u32(data + 56) != MINI_CUTOFF;
	load_fat(f);
	load_directory(f);
	load_mini(f);
	return true;
}

void ole_close(struct ole_file *f)
{
	g_clear_pointer(&f->fat, g_array_unref);
	g_clear_pointer(&f->mini_fat, g_array_unref);
	g_clear_pointer(&f->mini_stream, g_array_unref);
	g_clear_pointer(&f->entries, g_array_unref);
	g_clear_pointer(&f->names, g_hash_table_unref);
}

const struct ole_entry *ole_entry(const struct ole_file *f, guint i)
{
	return &g_array_index(f->entries, struct ole_entry, i);
}

int ole_child(const struct ole_file *f, int parent, const char *name)
{
	g_autofree char *key = key_of(parent, name);

	return GPOINTER_TO_INT(g_hash_table_lookup(f->names, key)) - 1;
}

/* Where small sector ${n} stands in the file, all of it; NULL: nowhere. */
static const char *mini_sector(const struct ole_file *f, guint32 n)
{
	guint64 at = (guint64)n << MINI_SHIFT;
	size_t have = 0, in = (size_t)(at & ((1u << f->shift) - 1));

	if (at >> f->shift >= f->mini_stream->len)
		return NULL;
	const char *s = sector(f, g_array_index(f->mini_stream, guint32, at >> f->shift), &have);
	return s && in + (1u << MINI_SHIFT) <= have ? s + in : NULL;
}

static bool copy_chain(const struct ole_file *f, const GArray *chain, bool is_mini, size_t size,
		       char *out)
{
	size_t unit = (size_t)1 << (is_mini ? MINI_SHIFT : f->shift), at = 0;

	for (guint i = 0; i < chain->len && at < size; i++, at += unit) {
		guint32 n = g_array_index(chain, guint32, i);
		size_t have = unit;
		const char *s = is_mini ? mini_sector(f, n) : sector(f, n, &have);
		if (!s || have < MIN(unit, size - at))
			return false;
		memcpy(out + at, s, MIN(unit, size - at));
	}
	return at >= size;
}

char *ole_read(const struct ole_file *f, const struct ole_entry *e)
{
	g_autoptr(GArray) chain = numbers_new();
	bool is_mini = e->size < MINI_CUTOFF;

	if (e->size > f->len)
		return NULL;
	size_t size = (size_t)e->size;
	guint32 steps = (guint32)(size >> (is_mini ? MINI_SHIFT : f->shift)) + 1;
	follow(is_mini ? f->mini_fat : f->fat, e->start, steps, chain);
	g_autofree char *out = g_try_malloc(size + 1);
	if (!out || !copy_chain(f, chain, is_mini, size, out))
		return NULL;
	out[size] = '\0';
	return g_steal_pointer(&out);
}
