/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answers.h: answers of a child with files to be delivered, good ones, to be
 * spoilt. Parts: 0 the text, 1 a clean PDF, 2 an opened zip with 3 a clean
 * picture, 4 a text, 5 an opened zip with 6 a clean table in it, 7 a mail with 8 a file.
 */
#ifndef TEST_ANSWERS_H
#define TEST_ANSWERS_H

#include <string.h>

#include "misogi/compose.h"
#include "misogi/front.h"
#include "misogi/hash.h"
#include "misogi/io.h"

static inline void set_string(char **to, const char *s)
{
	g_free(*to);
	*to = g_strdup(s);
}

static inline void answer_leaf_clear(void *leaf)
{
	fd_close(&((struct leaf *)leaf)->fd);
}

/* A part with a clean leaf of ${n} bytes. */
static inline struct part *answer_add(struct job_answer *a, int parent, const char *type,
				      enum part_action action, const void *bytes, size_t n)
{
	g_autofree char *path = g_strdup_printf("%u", a->message->parts->len + 1);
	struct part *p = message_add_part(a->message, path, parent);
	struct leaf leaf = { .fd = io_memfd_of(bytes, n), .scan = SCAN_CLEAN };

	set_string(&p->type, type);
	p->is_attachment = true;
	p->action = action;
	p->scan = SCAN_CLEAN;
	p->size = n;
	hash_bytes(bytes, n, p->sha256);
	g_strlcpy(leaf.sha256, p->sha256, SHA256_HEX);
	g_array_append_val(a->leaves, leaf);
	return p;
}

static inline struct enclosure *answer_enclosure(struct job_answer *a, unsigned i)
{
	return g_ptr_array_index(a->message->enclosures, i);
}

static inline struct enclosed *answer_entry(struct job_answer *a, unsigned file, unsigned i)
{
	return g_ptr_array_index(answer_enclosure(a, file)->entries, i);
}

/* A mail of one text. */
static inline struct job_answer *answer_text(const char *text)
{
	struct job_answer *a = g_new0(struct job_answer, 1);
	struct leaf none = { .fd = -1, .scan = SCAN_NOT_SCANNED };

	a->message = message_new();
	a->message->action = MAIL_SANITIZE;
	message_add_header(a->message, "From", "<a@example.jp>");
	compose_text(a->message, text, strlen(text));
	a->leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	g_array_set_clear_func(a->leaves, answer_leaf_clear);
	struct part *body = message_add_part(a->message, "1", -1);
	body->is_body = true;
	body->scan = SCAN_NOT_NEEDED;
	body->action = PART_TEXT;
	g_array_append_val(a->leaves, none);
	return a;
}

static inline struct job_answer *answer_with_files(void)
{
	struct job_answer *a = answer_text("本文\n");
	g_autoptr(GBytes) text = g_bytes_new_static("\xef\xbb\xbf語\r\n", 8);
	g_autofree char *table = g_strnfill(5000, ',');

	answer_add(a, -1, "pdf", PART_DELIVER, "%PDF-1.4", 8)->class = CLASS_PDF;
	answer_add(a, -1, "zip", PART_OPEN, "PK", 2)->class = CLASS_ARCHIVE;
	answer_add(a, 2, "png", PART_DELIVER, "\x89PNG\0\xff", 6)->class = CLASS_IMAGE;
	answer_add(a, 2, "txt", PART_TEXT, "\x8c\xea", 2)->class = CLASS_TEXT;
	answer_add(a, 2, "zip", PART_OPEN, "PK inner", 8)->class = CLASS_ARCHIVE;
	answer_add(a, 5, "csv", PART_DELIVER, table, 5000)->class = CLASS_TEXT;
	answer_add(a, -1, "eml", PART_TEXT, "A: b", 4)->class = CLASS_MAIL;
	answer_add(a, 7, "bin", PART_DELIVER, "", 0)->class = CLASS_AUDIO;

	enclosure_add(message_add_enclosure(a->message, 1, "plan.pdf", false), 1, "plan.pdf", NULL);
	struct enclosure *zip = message_add_enclosure(a->message, 2, "図面 一式.zip", true);
	enclosure_add(zip, 3, "図面/a.png", NULL);
	enclosure_add(zip, 4, "図面/語.txt", text);
	enclosure_add(zip, 6, "inner/b.csv", NULL);
	enclosure_add(message_add_enclosure(a->message, 8, "空.bin", false), 8, "空.bin", NULL);
	return a;
}

#endif
