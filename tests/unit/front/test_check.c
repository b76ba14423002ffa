/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_check.c: a good answer, spoilt in one way each. What a whole lying
 * child does is in tests/sandbox/.
 */
#include <string.h>

#include "misogi/compose.h"
#include "misogi/front.h"
#include "misogi/hash.h"
#include "misogi/io.h"
#include "unit.h"

static const char leaf_bytes[] = "%PDF-1.4";

/* A mail with a text and an attachment that was scanned clean and is kept. */
static struct job_answer *good(void)
{
	struct job_answer *a = g_new0(struct job_answer, 1);
	struct message *m = a->message = message_new();
	struct leaf none = { .fd = -1, .scan = SCAN_NOT_SCANNED };
	struct leaf leaf = { .fd = io_memfd_of(leaf_bytes, strlen(leaf_bytes)),
			     .scan = SCAN_CLEAN };

	m->action = MAIL_SANITIZE;
	message_add_header(m, "From", "\"A\" <a@example.jp>");
	message_add_header(m, "Subject", "=?UTF-8?B?5Lu25ZCN?=\r\n =?UTF-8?B?5Lu25ZCN?=");
	compose_text(m, "本文\n", strlen("本文\n"));
	struct part *body = message_add_part(m, "1", -1);
	body->is_body = true;
	body->scan = SCAN_NOT_NEEDED;
	body->action = PART_TEXT;
	struct part *file = message_add_part(m, "2", -1);
	file->is_attachment = true;
	file->action = PART_QUARANTINE;
	file->scan = SCAN_CLEAN;
	file->size = strlen(leaf_bytes);
	hash_bytes(leaf_bytes, strlen(leaf_bytes), file->sha256);
	g_strlcpy(leaf.sha256, file->sha256, SHA256_HEX);
	a->leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	g_array_append_val(a->leaves, none);
	g_array_append_val(a->leaves, leaf);
	return a;
}

static void free_answer(struct job_answer *a)
{
	fd_close(&g_array_index(a->leaves, struct leaf, 1).fd);
	job_answer_free(a);
}

static struct part *file_of(struct job_answer *a)
{
	return message_part(a->message, 1);
}

static struct leaf *leaf_of(struct job_answer *a)
{
	return &g_array_index(a->leaves, struct leaf, 1);
}

static void as_it_is(struct job_answer *a)
{
	(void)a;
}

static void clean_text(struct job_answer *a)
{
	file_of(a)->action = PART_TEXT;
}

static void stripped(struct job_answer *a)
{
	file_of(a)->action = PART_STRIP;
}

static void held_empty(struct job_answer *a)
{
	message_free(a->message);
	a->message = message_new();
	a->message->action = MAIL_HOLD;
}

static void two_received(struct job_answer *a)
{
	message_add_header(a->message, "Received", "from a");
	message_add_header(a->message, "Received", "from b");
}

static void mail_passed(struct job_answer *a)
{
	held_empty(a);
	a->message->action = MAIL_PASS;
}

static void rejected_and_written(struct job_answer *a)
{
	a->message->action = MAIL_REJECT;
}

static void infected_text(struct job_answer *a)
{
	leaf_of(a)->scan = file_of(a)->scan = SCAN_INFECTED;
	file_of(a)->action = PART_TEXT;
}

static void infected_body(struct job_answer *a)
{
	infected_text(a);
	file_of(a)->is_attachment = false;
	file_of(a)->is_body = true;
}

static void unscanned_text(struct job_answer *a)
{
	leaf_of(a)->scan = file_of(a)->scan = SCAN_NOT_SCANNED;
	file_of(a)->action = PART_TEXT;
}

static void unscanned_body(struct job_answer *a)
{
	unscanned_text(a);
	file_of(a)->is_attachment = false;
	file_of(a)->is_body = true;
}

static void not_needed_attachment(struct job_answer *a)
{
	message_part(a->message, 0)->is_attachment = true;
}

static void disarmed(struct job_answer *a)
{
	file_of(a)->action = PART_DISARM;
}

static void other_verdict(struct job_answer *a)
{
	leaf_of(a)->scan = SCAN_INFECTED;
}

static void other_hash(struct job_answer *a)
{
	leaf_of(a)->sha256[0] = 'x';
}

static void other_size(struct job_answer *a)
{
	file_of(a)->size++;
}

static void verdict_without_leaf(struct job_answer *a)
{
	message_part(a->message, 0)->scan = SCAN_CLEAN;
}

static void kept_without_leaf(struct job_answer *a)
{
	message_part(a->message, 0)->action = PART_QUARANTINE;
}

static void leaf_missing(struct job_answer *a)
{
	message_add_part(a->message, "3", -1);
}

static void no_content_type(struct job_answer *a)
{
	for (guint i = 0; i < a->message->headers->len; i++) {
		struct header *h = g_ptr_array_index(a->message->headers, i);
		if (strcmp(h->name, "Content-Type") == 0)
			memcpy(h->name, "Date\0", 5);
	}
}

static void write_header(struct job_answer *a, const char *name, const char *value)
{
	for (guint i = 0; i < a->message->headers->len; i++) {
		struct header *h = g_ptr_array_index(a->message->headers, i);
		if (strcmp(h->name, name) == 0) {
			g_free(h->value);
			h->value = g_strdup(value);
		}
	}
}

static void other_mime_version(struct job_answer *a)
{
	write_header(a, "MIME-Version", "1.0 (x)");
}

static void html(struct job_answer *a)
{
	write_header(a, "Content-Type", "text/html; charset=utf-8");
}

/* A mail whose body, in ISO-2022-JP, is ${body}. */
static void write_jis(struct job_answer *a, const char *body)
{
	write_header(a, "Content-Type", "text/plain; charset=iso-2022-jp");
	write_header(a, "Content-Transfer-Encoding", "7bit");
	g_bytes_unref(a->message->body);
	a->message->body = g_bytes_new_static(body, strlen(body));
}

static void jis(struct job_answer *a)
{
	write_jis(a, "a\r\n\033$B8l\033(B\r\n");
}

static void jis_with_another_escape(struct job_answer *a)
{
	write_jis(a, "\033[2J\r\n");
}

static void jis_in_base64(struct job_answer *a)
{
	write_header(a, "Content-Type", "text/plain; charset=iso-2022-jp");
}

static void eight_bit(struct job_answer *a)
{
	write_header(a, "Content-Transfer-Encoding", "8bit");
}

static void second_field_in_a_value(struct job_answer *a)
{
	write_header(a, "Subject", "a\r\nBcc: b@example.jp");
}

static void without_body(struct job_answer *a)
{
	g_clear_pointer(&a->message->body, g_bytes_unref);
}

static void two_subjects(struct job_answer *a)
{
	message_add_header(a->message, "subject", "another");
}

static void strange_header(struct job_answer *a)
{
	message_add_header(a->message, "X-Strange", "x");
}

static void body_of_another_encoding(struct job_answer *a)
{
	g_bytes_unref(a->message->body);
	a->message->body = g_bytes_new_static("plain text, no base64\r\n", 23);
}

static const struct {
	const char *name;
	void (*change)(struct job_answer *a);
	const char *refused; /* part of why; NULL: taken */
} cases[] = {
	{ "as it is", as_it_is, NULL },
	{ "clean attachment as text", clean_text, NULL },
	{ "stripped", stripped, NULL },
	{ "held, nothing written", held_empty, NULL },
	{ "Received twice", two_received, NULL },
	{ "in ISO-2022-JP", jis, NULL },
	{ "another escape in ISO-2022-JP", jis_with_another_escape, "encoded" },
	{ "ISO-2022-JP in base64", jis_in_base64, "another Content-Type" },
	{ "unscanned text of the body", unscanned_body, NULL },
	{ "mail passed", mail_passed, "unchanged" },
	{ "rejected and written", rejected_and_written, "yet written" },
	{ "infected as text", infected_text, "infected" },
	{ "infected body", infected_body, "infected" },
	{ "unscanned as text", unscanned_text, "not clean" },
	{ "attachment that needs no scan", not_needed_attachment, "not clean" },
	{ "disarmed", disarmed, "cannot have been done" },
	{ "another verdict", other_verdict, "verdict" },
	{ "another hash", other_hash, "verdict" },
	{ "another size", other_size, "size" },
	{ "verdict without leaf", verdict_without_leaf, "not scanned" },
	{ "kept without leaf", kept_without_leaf, "nothing to keep" },
	{ "part without a row of leaves", leaf_missing, "leaves" },
	{ "no Content-Type", no_content_type, "missing" },
	{ "another MIME-Version", other_mime_version, "MIME-Version" },
	{ "HTML", html, "another Content-Type" },
	{ "8bit", eight_bit, "another Content-Transfer-Encoding" },
	{ "a second field in a value", second_field_in_a_value, "malformed" },
	{ "no body", without_body, "no body" },
	{ "two subjects", two_subjects, "twice" },
	{ "strange header", strange_header, "not allowed" },
	{ "body in another encoding", body_of_another_encoding, "encoded" },
};

START_TEST(takes_only_what_can_do_no_harm)
{
	struct job_answer *a = good();
	struct limits limits = limits_default();
	struct err err = { .text = "" };

	cases[_i].change(a);
	bool taken = check_answer(a, &limits, &err);
	ck_assert_msg(taken == (cases[_i].refused == NULL), "%s: got %d (%s)", cases[_i].name,
		      taken, err.text);
	if (!taken) {
		ck_assert_int_eq(err.reason, REASON_WORKER_ANSWER);
		ck_assert_msg(strstr(err.text, cases[_i].refused) != NULL, "%s: got %s",
			      cases[_i].name, err.text);
	}
	free_answer(a);
}
END_TEST

START_TEST(limits_output_bytes)
{
	struct job_answer *a = good();
	struct limits limits = limits_default();
	struct err err;

	limits.output_bytes = 100;
	ck_assert(!check_answer(a, &limits, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "output_bytes"));
	free_answer(a);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, takes_only_what_can_do_no_harm, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, limits_output_bytes);
}

UNIT_MAIN("check", add_tests)
