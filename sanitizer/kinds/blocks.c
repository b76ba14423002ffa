/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blocks.c: one look at each line of a text: what its first character allows
 * is asked whether a file begins there. All files of a text together stay
 * within limit part_bytes. Bytes of a text in ISO-2022-JP between ESC $ B and
 * ESC ( B look like ASCII and are none. Tests: tests/unit/sanitizer/test_blocks.c.
 */
#include "kinds/blocks.h"

#include <string.h>

#include "kinds/bare64.h"
#include "kinds/binhex.h"
#include "kinds/block.h"
#include "kinds/hidden.h"
#include "kinds/uublock.h"
#include "kinds/yenc.h"

#define ESC '\x1b'
#define PGP_NAME "message.asc"

struct taking {
	const char *from, *end;
	const char *kept; /* the text before it is in ${left} */
	GString *left;	  /* NULL while nothing was taken */
	const struct limits *limits;
	struct members *out;
	size_t room;	     /* bytes that may still be held */
	bool in_armour;	     /* between "-----BEGIN …" and "-----END …" */
	const char *escapes; /* ESCs before it were seen; NULL: there are none at all */
	bool in_kanji;	     /* … and the last of them began two-byte characters */
};

/* Whether the bytes at ${p} are halves of kanji (ISO-2022-JP); ${p} never goes back. */
static bool is_kanji(struct taking *t, const char *p)
{
	if (!t->escapes)
		return false;
	const char *esc = memrchr(t->escapes, ESC, (size_t)(p - t->escapes));
	if (esc)
		t->in_kanji = esc[1] == '$';
	t->escapes = p;
	return t->in_kanji;
}

/* An OpenPGP message is a file to us as it stands, armour and all. */
static bool take_armour(struct taking *t, const char *p, struct block *out)
{
	struct block_line l = block_line_at(p, t->end);

	if (block_line_begins(&l, "-----END "))
		t->in_armour = false;
	if (!block_line_begins(&l, "-----BEGIN "))
		return false;
	t->in_armour = !block_line_is(&l, "-----BEGIN PGP SIGNED MESSAGE-----");
	if (!block_line_begins(&l, "-----BEGIN PGP MESSAGE"))
		return false;
	static const char stop[] = "\n-----END PGP MESSAGE";
	const char *last = memmem(p, (size_t)(t->end - p), stop, strlen(stop));
	out->next = last ? block_line_at(last + 1, t->end).next : t->end;
	out->is_malformed = !last;
	out->n = (size_t)(out->next - p);
	out->data = g_memdup2(p, out->n);
	out->name = PGP_NAME;
	out->name_len = strlen(PGP_NAME);
	return true;
}

static bool take_here(struct taking *t, const char *p, struct block *out)
{
	switch (*p) {
	case 'b':
		if (uublock_take(p, t->end, out))
			return true;
		break;
	case '=':
		return yenc_take(p, t->end, out);
	case '(':
		return binhex_take(p, t->end, t->room, out);
	case '-':
		return take_armour(t, p, out);
	case 'C':
	case 'c':
		if (hidden_take(t->kept, p, t->end, t->limits->params, out) || out->next)
			return out->data != NULL;
		break;
	default:
		break;
	}
	return !t->in_armour && bare64_take(p, t->end, out);
}

static void add_text(struct taking *t, const char *to)
{
	while (t->kept < to) {
		const char *stop = memchr(t->kept, BODY_BLOCK, (size_t)(to - t->kept));
		g_string_append_len(t->left, t->kept, (stop ? stop : to) - t->kept);
		t->kept = stop ? stop + 1 : to;
	}
}

/* In UTF-8, by what the name itself is in. */
static char *read_name(const struct taking *t, const char *at, struct block *b)
{
	struct charset_found found = { 0 };

	if (b->own_name)
		return g_steal_pointer(&b->own_name);
	g_autoptr(GString) name = g_string_new(NULL);

	if (!b->name)
		return bare64_name(t->kept, at, t->limits->params);
	charset_to_utf8(name, b->name, b->name_len, NULL, &found);
	return g_strdup(name->str);
}

static void add_member(struct taking *t, const char *line, struct block *b)
{
	const char *at = b->at ? b->at : line;
	char *name = read_name(t, at, b);
	struct member *m = members_add(t->out, MEMBER_FILE, b->data, b->n);

	g_free(m->name);
	m->name = name;
	if (b->type) {
		g_free(m->type);
		m->type = g_steal_pointer(&b->type);
	}
	t->out->hidden |= b->is_hidden;
	t->out->malformed |= b->is_malformed;
	t->out->too_many |= b->is_cut;
	t->room -= MIN(b->n, t->room);
	if (!t->left)
		t->left = g_string_sized_new((size_t)(t->end - t->from));
	add_text(t, at);
	g_string_append_c(t->left, BODY_BLOCK);
	g_string_append_c(t->left, '\n');
	t->kept = b->next;
}

/* Takes what begins at ${p}; where to look next, NULL: no further. */
static const char *look_at(struct taking *t, const char *p)
{
	struct block b = { 0 };
	bool took = !is_kanji(t, p) && take_here(t, p, &b);

	if (took && (t->out->list->len >= t->limits->members || b.n > t->room)) {
		t->out->too_many = true;
		g_free(b.data);
		g_free(b.type);
		g_free(b.own_name);
		return NULL;
	}
	if (took)
		add_member(t, p, &b);
	return b.next ? b.next : block_line_at(p, t->end).next;
}

char *blocks_take(const char *buf, size_t n, const struct limits *limits, struct members *out,
		  size_t *len)
{
	struct taking t = {
		.from = buf, .end = buf + n, .kept = buf, .limits = limits, .out = out
	};

	t.room = limits->part_bytes;
	t.escapes = memchr(buf, ESC, n) ? buf : NULL;
	for (const char *p = buf; p && p < t.end;)
		p = look_at(&t, p);
	if (!t.left)
		return NULL;
	add_text(&t, t.end);
	*len = t.left->len;
	return g_string_free(t.left, FALSE);
}
