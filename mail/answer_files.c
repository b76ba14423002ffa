/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answer_files.c: which files a child wants delivered, frame by frame. Indexes
 * and sums are checked here; whether it may is front/check_files.c's.
 * Tests: tests/unit/mail/test_answer_hostile.c, tests/fuzz/fuzz_answer.c.
 */
#include "answer_files.h"

#include "bounds.h"
#include "misogi/io.h"

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "answer of the worker: %s", why);
}

static uint32_t get_part(struct wire_in *in, const struct message *m)
{
	uint32_t part = wire_get_u32(in);

	if (part >= m->parts->len)
		in->failed = true;
	return part;
}

bool take_enclosure(struct wire_in *in, struct message *m, const struct limits *limits,
		    struct err *err)
{
	uint32_t part = get_part(in, m);
	bool is_zip = wire_get_enum(in, 2) == 1;
	g_autofree char *name = wire_get_string(in, BOUND_NAME);

	if (!wire_complete(in) || in->fd >= 0)
		return refuse(err, "enclosure");
	if (m->enclosures->len >= limits_all_parts(limits))
		return refuse(err, "too many enclosures");
	message_add_enclosure(m, part, name, is_zip);
	return true;
}

/* How many entries there are and how much text they hold, over all enclosures. */
static void sum_up(const struct message *m, uint64_t *entries, uint64_t *bytes)
{
	*entries = *bytes = 0;
	for (unsigned i = 0; i < m->enclosures->len; i++) {
		const struct enclosure *e = g_ptr_array_index(m->enclosures, i);
		*entries += e->entries->len;
		for (unsigned k = 0; k < e->entries->len; k++) {
			const struct enclosed *one = g_ptr_array_index(e->entries, k);
			*bytes += one->bytes ? g_bytes_get_size(one->bytes) : 0;
		}
	}
}

static GBytes *read_text(int fd, uint64_t max, struct err *err)
{
	struct err why;

	if (fd < 0 || !io_is_sealed(fd)) {
		refuse(err, "text is not a sealed memfd");
		return NULL;
	}
	GBytes *text = io_read_bytes(fd, max, &why);
	if (!text)
		refuse(err, why.text);
	return text;
}

bool take_enclosed(struct wire_in *in, struct message *m, const struct limits *limits,
		   struct err *err)
{
	uint32_t part = get_part(in, m);
	g_autofree char *name = wire_get_string(in, BOUND_NAME);
	bool has_text = wire_get_enum(in, 2) == 1;
	g_autoptr(GBytes) text = NULL;
	uint64_t entries, bytes;

	if (!wire_complete(in) || (in->fd >= 0 && !has_text) || m->enclosures->len == 0)
		return refuse(err, "enclosed");
	sum_up(m, &entries, &bytes);
	if (entries >= limits_all_parts(limits))
		return refuse(err, "too many files");
	if (has_text && !(text = read_text(in->fd, limits->output_bytes - bytes, err)))
		return false;
	enclosure_add(g_ptr_array_index(m->enclosures, m->enclosures->len - 1), part, name, text);
	return true;
}
