/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fixture.h: a store of its own in a temporary directory, with keys, and mails
 * to put into it.
 */
#ifndef TESTS_QUARANTINE_FIXTURE_H
#define TESTS_QUARANTINE_FIXTURE_H

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/store.h"
#include "unit.h"

struct place {
	char *dir;
	struct config *config;
};

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void place_make(struct place *p)
{
	struct err err = { 0 };
	p->dir = g_dir_make_tmp("misogi-store-XXXXXX", NULL);
	p->config = g_new0(struct config, 1);
	p->config->store_directory = g_build_filename(p->dir, "store", NULL);
	p->config->public_key_file = g_build_filename(p->dir, "seal.pub", NULL);
	p->config->secret_key_file = g_build_filename(p->dir, "seal.key", NULL);
	ck_assert_msg(store_key_init(p->config, &err), "%s", err.text);
}

static inline void place_remove(struct place *p)
{
	nftw(p->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	g_free(p->config->store_directory);
	g_free(p->config->public_key_file);
	g_free(p->config->secret_key_file);
	g_free(p->config);
	g_free(p->dir);
}

static inline struct store *place_open(const struct place *p, enum store_mode mode)
{
	struct err err = { 0 };
	struct store *s = store_open(p->config, mode, &err);
	ck_assert_msg(s != NULL, "%s", err.text);
	return s;
}

static inline char *place_path(const struct place *p, const char *name)
{
	return g_build_filename(p->config->store_directory, name, NULL);
}

/* ${n} bytes that do not repeat soon, in a memfd. */
static inline int memfd_of_size(size_t n)
{
	g_autofree uint8_t *bytes = g_malloc(n + 1);
	uint32_t x = 12345 + (uint32_t)n;
	for (size_t i = 0; i < n; i++) {
		x = x * 1664525u + 1013904223u;
		bytes[i] = (uint8_t)(x >> 24);
	}
	int fd = io_memfd("test");
	ck_assert(io_write_all(fd, bytes, n));
	return fd;
}

static inline bool same_bytes(int a, int b)
{
	g_autoptr(GBytes) x = io_read_bytes(a, 1u << 30, NULL);
	g_autoptr(GBytes) y = io_read_bytes(b, 1u << 30, NULL);
	return x && y && g_bytes_equal(x, y);
}

/* A mail from yamada@example.jp to sato@city.example.lg.jp with a body and one PDF in quarantine.
 */
struct mail {
	struct envelope *e;
	struct message *m;
	struct part *pdf;
};

static inline void mail_make(struct mail *mail)
{
	struct envelope *e = envelope_new();
	struct message *m = message_new();
	g_free(e->id);
	e->id = envelope_new_id();
	g_free(e->queue_id);
	e->queue_id = g_strdup_printf("4X%s", e->id);
	g_free(e->client);
	e->client = g_strdup("192.0.2.7");
	g_free(e->sender);
	e->sender = g_strdup("yamada@example.jp");
	e->received = 1700000000;
	envelope_add_recipient(e, "sato@city.example.lg.jp", "inbound");
	g_free(m->from);
	m->from = g_strdup("yamada@mail.example.jp");
	g_free(m->subject);
	m->subject = g_strdup("見積書の件 100%");
	m->action = MAIL_SANITIZE;
	m->raw_size = 4321;
	struct part *body = message_add_part(m, "1", -1);
	body->is_body = true;
	body->class = CLASS_TEXT;
	body->action = PART_TEXT;
	struct part *pdf = message_add_part(m, "2", -1);
	pdf->is_attachment = true;
	pdf->class = CLASS_PDF;
	pdf->action = pdf->wanted = PART_QUARANTINE;
	g_free(pdf->type);
	pdf->type = g_strdup("pdf");
	g_free(pdf->name);
	pdf->name = g_strdup("見積書.pdf");
	g_free(pdf->release);
	pdf->release = g_strdup("approval");
	g_free(pdf->rule);
	pdf->rule = g_strdup("PDFはお預かりする");
	pdf->scan = SCAN_CLEAN;
	pdf->size = 1000;
	pdf->keep_seconds = 3600;
	message_find(m, pdf, FINDING_TYPE_DECLARED, "2", "application/msword", 200);
	message_find(m, NULL, FINDING_MIME_MALFORMED, "", "", 200);
	*mail = (struct mail){ e, m, pdf };
}

static inline void mail_free(struct mail *mail)
{
	envelope_free(mail->e);
	message_free(mail->m);
}

static inline bool mail_commit(struct store *s, const struct mail *mail, const struct blob *pdf,
			       const struct blob *original, struct err *err)
{
	g_autoptr(GArray) blobs = g_array_new(FALSE, TRUE, sizeof(struct blob));
	g_array_set_size(blobs, 2);
	if (pdf)
		g_array_index(blobs, struct blob, 1) = *pdf;
	struct store_record r = {
		mail->e, mail->m, blobs, original, "policydigest", "250", "ClamAV"
	};
	return store_commit(s, &r, err);
}

/* Puts a whole mail with a PDF of ${size} bytes; gives the reference and the blob. */
static inline void put_mail(struct store *s, size_t size, char id[16], struct blob *pdf)
{
	struct err err = { 0 };
	struct mail mail;
	mail_make(&mail);
	AUTO_FD fd = memfd_of_size(size);
	ck_assert_msg(store_put_blob(s, fd, BLOB_PART, mail.e->id, pdf, &err), "%s", err.text);
	ck_assert_msg(mail_commit(s, &mail, pdf, NULL, &err), "%s", err.text);
	g_strlcpy(id, mail.e->id, 16);
	mail_free(&mail);
}

/* "" and 0 for what is not there. */
static inline const char *json_text(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	return s ? s : "";
}

static inline int64_t json_number(json_t *o, const char *key)
{
	return (int64_t)json_integer_value(json_object_get(o, key));
}

#endif
