/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as the answer of a child: parts, leaves, files and a text are made
 * as the bytes say. What the front takes it must be able to write, and what it
 * wrote must read back; and whatever it takes, no leaf goes out that is not clean.
 */
#include <stdlib.h>
#include <string.h>

#include "enclose.h"
#include "misogi/compose.h"
#include "misogi/hash.h"
#include "misogi/io.h"
#include "misogi/iso2022jp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTS_MAX 8u
#define FILES_MAX 4u
#define ENTRIES_MAX 5u

struct input {
	const uint8_t *at;
	size_t left;
};

static void must(bool claim)
{
	if (!claim)
		abort();
}

static uint8_t byte(struct input *in)
{
	if (in->left == 0)
		return 0;
	in->left--;
	return *in->at++;
}

/* At most 255 of the bytes. */
static const char *some(struct input *in, size_t *n)
{
	const char *bytes = (const char *)in->at + 1;
	size_t want = byte(in);

	*n = MIN(want, in->left);
	in->at += *n;
	in->left -= *n;
	return bytes;
}

/* UTF-8 as the wire would take it; often with an extension. */
static char *name(struct input *in)
{
	static const char *const extensions[] = { "", ".txt", ".zip", ".pdf" };
	const char *extension = extensions[byte(in) % G_N_ELEMENTS(extensions)];
	size_t n;
	const char *bytes = some(in, &n);
	g_autofree char *raw = g_strndup(n > 0 ? bytes : "", n);
	g_autofree char *valid = g_utf8_make_valid(raw, -1);

	return g_strconcat(valid, extension, NULL);
}

static void leaf_clear(void *p)
{
	fd_close(&((struct leaf *)p)->fd);
}

static void add_leaf(struct input *in, struct part *p, struct leaf *leaf)
{
	size_t n;
	const char *bytes = some(in, &n);

	leaf->fd = io_memfd_of(bytes, n);
	leaf->scan = p->scan = (enum scan_answer)(byte(in) % 4 ? SCAN_CLEAN : SCAN_INFECTED);
	hash_bytes(bytes, n, leaf->sha256);
	g_strlcpy(p->sha256, leaf->sha256, SHA256_HEX);
	p->size = n;
}

static void add_part(struct input *in, struct job_answer *a)
{
	static const enum part_action actions[] = { PART_DELIVER, PART_OPEN,  PART_TEXT,
						    PART_NONE,	  PART_STRIP, PART_DISARM };
	static const char *const types[] = { "pdf", "txt", "zip", "unknown" };
	const unsigned n = a->message->parts->len;
	struct leaf leaf = { .fd = -1, .scan = SCAN_NOT_SCANNED };
	uint8_t how = byte(in);
	struct part *p = message_add_part(a->message, "1", (int)(byte(in) % (n + 1)) - 1);

	p->action = actions[how % G_N_ELEMENTS(actions)];
	p->is_attachment = how & 0x40 || p->action == PART_DELIVER;
	p->class = (enum class)(byte(in) % CLASS_MAX);
	g_free(p->type);
	p->type = g_strdup(types[how % G_N_ELEMENTS(types)]);
	if (!(how & 0x80))
		add_leaf(in, p, &leaf);
	if (byte(in) > 250)
		message_find(a->message, p, FINDING_ENCRYPTED, "", "", 10);
	g_array_append_val(a->leaves, leaf);
}

static void add_file(struct input *in, struct job_answer *a)
{
	uint8_t how = byte(in);
	unsigned part = byte(in) % a->message->parts->len;
	g_autofree char *file = name(in);
	struct enclosure *e = message_add_enclosure(a->message, part, file, how & 1);
	unsigned entries = how & 1 ? byte(in) % ENTRIES_MAX : 1;

	for (unsigned i = 0; i < entries; i++) {
		unsigned of = how & 1 ? byte(in) % a->message->parts->len : part;
		g_autofree char *path = how & 1 ? name(in) : g_strdup(file);
		g_autoptr(GBytes) text = NULL;
		if (message_part(a->message, of)->action == PART_TEXT) {
			size_t n;
			const char *bytes = some(in, &n);
			text = g_bytes_new(bytes, n);
		}
		enclosure_add(e, of, path, text);
	}
}

static struct job_answer *answer(struct input *in)
{
	struct job_answer *a = g_new0(struct job_answer, 1);
	uint8_t how = byte(in);
	g_autofree char *text = name(in);

	a->message = message_new();
	a->message->action = MAIL_SANITIZE;
	a->message->charset = how & 1 ? MAIL_CHARSET_ISO_2022_JP : MAIL_CHARSET_UTF8;
	a->leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	g_array_set_clear_func(a->leaves, leaf_clear);
	g_autofree char *subject = compose_unstructured(text, 7, a->message->charset);
	if (*subject)
		message_add_header(a->message, "Subject", subject);
	compose_text(a->message, text, strlen(text));
	for (unsigned n = 1 + byte(in) % PARTS_MAX; n > 0; n--)
		add_part(in, a);
	for (unsigned n = byte(in) % FILES_MAX; n > 0; n--)
		add_file(in, a);
	return a;
}

static void must_be_clean(const struct job_answer *a)
{
	const struct message *m = a->message;

	for (guint i = 0; i < m->enclosures->len; i++) {
		const struct enclosure *e = g_ptr_array_index(m->enclosures, i);
		for (guint k = 0; k < e->entries->len; k++) {
			const struct enclosed *entry = g_ptr_array_index(e->entries, k);
			must(entry->bytes ||
			     g_array_index(a->leaves, struct leaf, entry->part).scan == SCAN_CLEAN);
			must(!strstr(entry->name, "../") && !strchr(entry->name, '\\'));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct input in = { data, size };
	struct limits limits = limits_default();
	struct err err = { 0 };

	if (!is_ready)
		must(iso2022jp_init(&err));
	is_ready = true;
	struct job_answer *a = answer(&in);
	if (check_answer(a, &limits, &err)) {
		must_be_clean(a);
		must(enclose(a, &limits, &err));
	} else {
		must(err.reason == REASON_WORKER_ANSWER);
	}
	job_answer_free(a);
	return 0;
}
