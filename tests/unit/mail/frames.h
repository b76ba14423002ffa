/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * frames.h: a child that can lie: a full message to send honestly, and frames
 * written field by field, each field open to be wrong.
 */
#ifndef TEST_FRAMES_H
#define TEST_FRAMES_H

#include <string.h>
#include <sys/socket.h>

#include "misogi/answer.h"
#include "misogi/io.h"

/* The fields of FRAME_PART as they stand on the wire. */
struct raw_part {
	uint32_t above; /* parent + 1 */
	uint8_t is_body, class, scan, n_findings, findings[2], action, wanted;
	const char *name, *sha256;
	uint64_t keep;
	bool extra; /* a byte too many */
};

static const struct raw_part good_part = { .name = "a.pdf", .sha256 = "" };

static inline void put_raw_part(struct wire_out *w, const struct raw_part *p)
{
	wire_begin(w, FRAME_PART);
	wire_put_string(w, "1");
	wire_put_u32(w, p->above);
	wire_put_u8(w, p->is_body);
	wire_put_u8(w, 0);
	wire_put_string(w, "application/pdf");
	wire_put_string(w, "pdf");
	wire_put_u8(w, p->class);
	wire_put_string(w, p->name);
	wire_put_string(w, p->name);
	wire_put_u64(w, 1234);
	wire_put_string(w, p->sha256);
	wire_put_u8(w, p->scan);
	wire_put_string(w, "");
	wire_put_u8(w, p->n_findings);
	for (unsigned i = 0; i < MIN(p->n_findings, 2); i++)
		wire_put_u8(w, p->findings[i]);
	wire_put_u8(w, p->action);
	wire_put_u8(w, p->wanted);
	for (int i = 0; i < 4; i++)
		wire_put_string(w, "");
	wire_put_u64(w, p->keep);
	if (p->extra)
		wire_put_u8(w, 0);
}

struct raw_done {
	uint8_t auth, action, keep_original;
	uint64_t keep;
	const char *subject;
};

static inline void put_raw_done(struct wire_out *w, const struct raw_done *d)
{
	wire_begin(w, FRAME_DONE);
	wire_put_string(w, "");
	wire_put_string(w, d->subject);
	wire_put_string(w, "");
	wire_put_u8(w, d->auth);
	wire_put_string(w, "");
	wire_put_u64(w, 99);
	wire_put_u8(w, d->action);
	for (int i = 0; i < 3; i++)
		wire_put_string(w, "");
	wire_put_u8(w, d->keep_original);
	wire_put_u64(w, d->keep);
}

static inline void set(char **to, const char *value)
{
	g_free(*to);
	*to = g_strdup(value);
}

static inline struct message *full_message(void)
{
	struct message *m = message_new();
	struct part *mail = message_add_part(m, "1", -1);
	struct part *pdf = message_add_part(m, "1.2", 0);

	set(&m->from, "yamada@example.co.jp");
	set(&m->subject, "見積書の送付");
	set(&m->message_id, "<1@example.co.jp>");
	set(&m->auth_detail, "spf=pass");
	set(&m->rule, "r");
	set(&m->rule_where, "policy.conf:3");
	set(&m->why, "w");
	m->auth = AUTH_PASS;
	m->raw_size = UINT64_C(5000000000);
	m->keep_original = true;
	m->keep_original_seconds = 7776000;
	mail->is_body = true;
	mail->class = CLASS_MAIL;
	mail->scan = SCAN_NOT_NEEDED;
	mail->action = mail->wanted = PART_TEXT;
	set(&pdf->declared_type, "application/pdf");
	set(&pdf->type, "pdf");
	set(&pdf->name, "見積書.pdf");
	set(&pdf->raw_name, "見積書.pdf\\x00");
	set(&pdf->scan_word, "Eicar");
	set(&pdf->rule, "PDF");
	set(&pdf->rule_where, "policy.conf:28");
	set(&pdf->release, "approval");
	set(&pdf->approver, "section-head");
	memset(pdf->sha256, 'b', 64);
	pdf->class = CLASS_PDF;
	pdf->is_attachment = true;
	pdf->size = 123456;
	pdf->scan = SCAN_INFECTED;
	pdf->action = PART_QUARANTINE;
	pdf->wanted = PART_DISARM;
	pdf->keep_seconds = 2592000;
	message_find(m, pdf, FINDING_INFECTED, NULL, "Eicar", 200);
	message_find(m, pdf, FINDING_ACTION_UNAVAILABLE, NULL, "disarm", 200);
	message_find(m, NULL, FINDING_MIME_TRUNCATED, "1", "", 200);
	message_add_header(m, "Subject", "=?UTF-8?B?5rGO?=");
	message_add_header(m, "MIME-Version", "1.0");
	message_add_trace(m, "1.2", "PDF", "policy.conf:28", true, "disarm", "disarm");
	message_add_trace(m, "", "default", "policy.conf:40", false, "type is pdf", "type は pdf");
	struct stage_time *t = g_new0(struct stage_time, 1);
	t->stage = g_strdup("parse");
	t->micros = 321;
	g_ptr_array_add(m->times, t);
	m->body = g_bytes_new("text\r\n", 6);
	return m;
}

#endif
