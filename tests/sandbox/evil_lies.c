/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evil_lies.c: deeds of a child that lives and speaks, but not as it should:
 * broken frames, leaves that are none, answers that would do harm.
 */
#include "evil.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/hash.h"
#include "misogi/io.h"

#define SEND_MS 20000

/* ---- good answers, to be spoilt ---- */

static void set_body(struct message *m, const char *body, size_t n)
{
	if (m->body)
		g_bytes_unref(m->body);
	m->body = g_bytes_new(body, n);
}

static void set_header(struct message *m, const char *name, const char *value)
{
	for (guint i = 0; i < m->headers->len; i++) {
		struct header *h = g_ptr_array_index(m->headers, i);
		if (g_ascii_strcasecmp(h->name, name) == 0) {
			g_free(h->value);
			h->value = g_strdup(value);
			return;
		}
	}
	message_add_header(m, name, value);
}

struct message *evil_good(const char *subject)
{
	struct message *m = message_new();

	m->action = MAIL_SANITIZE;
	message_add_header(m, "Subject", subject);
	message_add_header(m, "MIME-Version", "1.0");
	message_add_header(m, "Content-Type", "text/plain; charset=utf-8");
	message_add_header(m, "Content-Transfer-Encoding", "7bit");
	set_body(m, "text\r\n", strlen("text\r\n"));
	return m;
}

void evil_answer(struct evil *e, const struct message *m)
{
	answer_send(e->sock, m, SEND_MS);
	_exit(0);
}

void evil_report(struct evil *e, int errno_value)
{
	const char *name = errno_value ? strerrorname_np(errno_value) : "ALLOWED";

	evil_answer(e, evil_good(name));
}

/* ---- honest ---- */

static void honest(struct evil *e)
{
	evil_answer(e, evil_good("honest"));
}

/* Memory of an earlier mail, were there any, would come out here. */
static char planted[64];

static void plant(struct evil *e)
{
	g_strlcpy(planted, "token-of-another-mail", sizeof planted);
	honest(e);
}

static void harvest(struct evil *e)
{
	evil_answer(e, evil_good(*planted ? planted : "nothing"));
}

/* ---- leaves ---- */

static struct part *add_leaf(struct evil *e, struct message *m, const char *bytes)
{
	struct part *p = message_add_part(m, "1", -1);
	AUTO_FD fd = io_memfd_of(bytes, strlen(bytes));
	struct wire_in in;
	struct scanned s;

	p->is_attachment = true;
	p->size = strlen(bytes);
	p->action = PART_QUARANTINE;
	leaf_send(e->sock, m->parts->len - 1, fd, SEND_MS);
	wire_in_init(&in);
	if (wire_receive(e->sock, &in, SEND_MS) != 1 || !scanned_decode(&in, &s))
		_exit(97);
	p->scan = s.answer;
	p->scan_word = s.word;
	g_strlcpy(p->sha256, s.sha256, sizeof p->sha256);
	return p;
}

static void honest_leaf(struct evil *e)
{
	struct message *m = evil_good("honest");

	add_leaf(e, m, "a leaf");
	evil_answer(e, m);
}

static void leaf_let_through(struct evil *e)
{
	struct message *m = evil_good("");

	add_leaf(e, m, "not scanned")->action = PART_TEXT;
	evil_answer(e, m);
}

static void leaf_delivered(struct evil *e)
{
	struct message *m = evil_good("");

	add_leaf(e, m, "not scanned")->action = PART_DELIVER;
	evil_answer(e, m);
}

static void leaf_forged_verdict(struct evil *e)
{
	struct message *m = evil_good("");

	add_leaf(e, m, "not scanned")->scan = SCAN_CLEAN;
	evil_answer(e, m);
}

static void leaf_forged_hash(struct evil *e)
{
	struct message *m = evil_good("");
	struct part *p = add_leaf(e, m, "bytes");

	hash_bytes("other bytes", 11, p->sha256);
	evil_answer(e, m);
}

static void leaf_never_given(struct evil *e)
{
	struct message *m = evil_good("");
	struct part *p = message_add_part(m, "1", -1);

	p->is_attachment = true;
	p->scan = SCAN_CLEAN;
	p->action = PART_TEXT;
	evil_answer(e, m);
}

static void leaf_kept_but_not_given(struct evil *e)
{
	struct message *m = evil_good("");
	struct part *p = message_add_part(m, "1", -1);

	p->is_attachment = true;
	p->action = PART_QUARANTINE;
	evil_answer(e, m);
}

static void give(struct evil *e, uint32_t part, int fd)
{
	leaf_send(e->sock, part, fd, SEND_MS);
}

static void leaf_unsealed(struct evil *e)
{
	give(e, 0, io_memfd("leaf"));
	honest(e);
}

static void leaf_is_the_socket(struct evil *e)
{
	give(e, 0, e->sock);
	honest(e);
}

static void leaf_is_the_mail(struct evil *e)
{
	give(e, 0, e->message_fd);
	honest(e);
}

static void leaf_of_no_part(struct evil *e)
{
	give(e, 0xfffffffe, io_memfd_of("x", 1));
	honest(e);
}

static void leaf_of_unknown_part(struct evil *e)
{
	give(e, 7, io_memfd_of("x", 1));
	honest(e);
}

static void leaf_twice(struct evil *e)
{
	give(e, 0, io_memfd_of("x", 1));
	give(e, 0, io_memfd_of("y", 1));
	honest(e);
}

static void leaf_without_file(struct evil *e)
{
	give(e, 0, -1);
	honest(e);
}

static void leaf_after_answer(struct evil *e)
{
	struct message *m = evil_good("");
	struct wire_out w;

	wire_begin(&w, FRAME_HEADER);
	wire_put_string(&w, "Subject");
	wire_put_string(&w, "x");
	wire_send(e->sock, &w, -1, SEND_MS);
	give(e, 0, io_memfd_of("x", 1));
	evil_answer(e, m);
}

/* A verdict that it does not wait for. */
static void leaf_not_awaited(struct evil *e)
{
	struct message *m = evil_good("");
	struct part *p = message_add_part(m, "1", -1);

	p->is_attachment = true;
	p->size = 1;
	p->action = PART_QUARANTINE;
	hash_bytes("x", 1, p->sha256);
	give(e, 0, io_memfd_of("x", 1));
	evil_answer(e, m);
}

/* Never reads a verdict. */
static void leaf_flood(struct evil *e)
{
	for (uint32_t i = 0;; i++)
		give(e, i, io_memfd_of(&i, sizeof i));
}

static void leaves_too_large(struct evil *e)
{
	size_t n = e->limits->part_bytes;
	g_autofree char *bytes = g_malloc0(n);

	for (uint32_t i = 0;; i++) {
		AUTO_FD fd = io_memfd_of(bytes, n);
		give(e, i, fd);
	}
}

/* ---- frames ---- */

static void send_bytes(struct evil *e, const void *bytes, size_t n)
{
	struct iovec iov = { (void *)bytes, n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	sendmsg(e->sock, &msg, MSG_NOSIGNAL);
}

static void garbage(struct evil *e)
{
	send_bytes(e, "\xff\xfe garbage \x00\x01", 14);
	honest(e);
}

static void empty_packet(struct evil *e)
{
	send_bytes(e, "", 0);
	honest(e);
}

static void giant_packet(struct evil *e)
{
	g_autofree char *bytes = g_malloc0(WIRE_FRAME_MAX + 1);

	*bytes = FRAME_TIME;
	send_bytes(e, bytes, WIRE_FRAME_MAX + 1);
	honest(e);
}

static void cut_frame(struct evil *e)
{
	send_bytes(e, "\x06\x00\x00\x00\xff path", 9);
	honest(e);
}

static void two_descriptors(struct evil *e)
{
	union {
		struct cmsghdr align;
		char buf[CMSG_SPACE(2 * sizeof(int))];
	} control = { 0 };
	struct iovec iov = { (char[]){ FRAME_BODY }, 1 };
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = control.buf,
			      .msg_controllen = sizeof control.buf };
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
	int fds[2] = { io_memfd_of("a\r\n", 3), io_memfd_of("b\r\n", 3) };

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof fds);
	memcpy(CMSG_DATA(c), fds, sizeof fds);
	sendmsg(e->sock, &msg, MSG_NOSIGNAL);
	honest(e);
}

static void half_answer(struct evil *e)
{
	struct wire_out w;

	wire_begin(&w, FRAME_HEADER);
	wire_put_string(&w, "Subject");
	wire_put_string(&w, "half");
	wire_send(e->sock, &w, -1, SEND_MS);
	_exit(0);
}

static void half_answer_then_sleep(struct evil *e)
{
	send_bytes(e, "\x0b\x00\x00\x00\x01x\x00\x00\x00\x01", 10);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){ .tv_sec = 100 }, NULL);
}

static void endless_times(struct evil *e)
{
	for (;;)
		send_bytes(e, "\x0b\x00\x00\x00\x01x\x00\x00\x00\x01", 10);
}

static void endless_traces(struct evil *e)
{
	g_autofree char *text = g_strnfill(1000, 'x');

	for (;;) {
		struct wire_out w;
		wire_begin(&w, FRAME_TRACE);
		wire_put_string(&w, "1");
		wire_put_string(&w, "rule");
		wire_put_string(&w, "where");
		wire_put_u8(&w, 1);
		wire_put_string(&w, text); /* why, in English … */
		wire_put_string(&w, text); /* … and in Japanese */
		wire_send(e->sock, &w, -1, SEND_MS);
	}
}

/* No frame is too long and no kind has too many: only the sum is too much. */
static void all_at_its_bounds(struct evil *e)
{
	g_autofree char *text = g_strnfill(119000, 'x');

	for (unsigned i = 0; i < 500; i++) {
		struct wire_out w;
		wire_begin(&w, FRAME_HEADER);
		wire_put_string(&w, "Received");
		wire_put_string(&w, text);
		wire_send(e->sock, &w, -1, SEND_MS);
	}
	endless_traces(e);
}

static void too_many_parts(struct evil *e)
{
	struct message *m = evil_good("");

	for (unsigned i = 0; i <= limits_all_parts(e->limits); i++)
		message_add_part(m, "1", -1);
	evil_answer(e, m);
}

static void too_many_findings(struct evil *e)
{
	struct message *m = evil_good("");

	for (unsigned i = 0; i < e->limits->findings + 2 * FINDING_MAX; i++)
		g_ptr_array_add(m->findings, g_new0(struct finding, 1));
	evil_answer(e, m);
}

static void frame_of_the_front(struct evil *e)
{
	send_bytes(e, "\x02", 1);
	honest(e);
}

static void forged_death(struct evil *e)
{
	died_send(e->sock, 0, true, SEND_MS);
	honest(e);
}

static void give_up_as(struct evil *e, enum scope scope, enum reason reason)
{
	struct err err = { scope, reason, "I give up" };

	failed_send(e->sock, &err, SEND_MS);
}

static void gives_up(struct evil *e)
{
	give_up_as(e, SCOPE_BUG, REASON_INTERNAL);
}

static void refuses_the_mail(struct evil *e)
{
	give_up_as(e, SCOPE_PERM, REASON_NO_CROSSING);
}

static void was_not_locked_in(struct evil *e)
{
	give_up_as(e, SCOPE_TEMP, REASON_SANDBOX);
}

static void blames_clamd(struct evil *e)
{
	give_up_as(e, SCOPE_TEMP, REASON_CLAMD_DOWN);
}

/* ---- answers ---- */

static void unsealed_body(struct evil *e)
{
	struct wire_out w;

	wire_begin(&w, FRAME_BODY);
	wire_send(e->sock, &w, io_memfd("body"), SEND_MS);
	honest(e);
}

static void no_body(struct evil *e)
{
	struct message *m = evil_good("");

	g_clear_pointer(&m->body, g_bytes_unref);
	evil_answer(e, m);
}

static void huge_body(struct evil *e)
{
	struct message *m = evil_good("");
	g_autoptr(GString) s = g_string_new(NULL);

	while (s->len <= e->limits->output_bytes)
		g_string_append(s, "0123456789\r\n");
	set_body(m, s->str, s->len);
	evil_answer(e, m);
}

static void pass_unchanged(struct evil *e)
{
	struct message *m = message_new();

	m->action = MAIL_PASS;
	evil_answer(e, m);
}

static void hold_and_write(struct evil *e)
{
	struct message *m = evil_good("");

	m->action = MAIL_HOLD;
	evil_answer(e, m);
}

/* SPOIL(name, header, value): a good answer with this one field. */
#define SPOIL(name, header, value)                                                                 \
	static void name(struct evil *e)                                                           \
	{                                                                                          \
		struct message *m = evil_good("");                                                 \
		set_header(m, header, value);                                                      \
		evil_answer(e, m);                                                                 \
	}
SPOIL(header_not_allowed, "Bcc", "a@example.jp")
SPOIL(header_name_with_colon, "Subject: x\r\nBcc", "a@example.jp")
SPOIL(header_bare_lf, "Subject", "a\nBcc: b@example.jp")
SPOIL(header_bare_cr, "Subject", "a\rBcc: b@example.jp")
SPOIL(header_new_field, "Subject", "a\r\nBcc: b@example.jp")
SPOIL(header_ends_headers, "Subject", "a\r\n\r\n<html>")
SPOIL(header_blank_fold, "Subject", "a\r\n \r\n b")
SPOIL(header_8bit, "Subject", "\xe4\xbb\xb6")
SPOIL(header_escape, "Subject", "a\033[2J")
SPOIL(mime_multipart, "Content-Type", "multipart/mixed; boundary=x")
SPOIL(mime_html, "Content-Type", "text/html; charset=utf-8")
SPOIL(mime_two_charsets, "Content-Type", "text/plain; charset=utf-8; charset=utf-7")
SPOIL(mime_other_encoding, "Content-Transfer-Encoding", "x-uuencode")
SPOIL(mime_8bit, "Content-Transfer-Encoding", "8bit")
SPOIL(encoding_is_no_base64, "Content-Transfer-Encoding", "base64")

static void mime_two_types(struct evil *e)
{
	struct message *m = evil_good("");

	message_add_header(m, "Content-type", "text/html");
	evil_answer(e, m);
}

static void header_long_line(struct evil *e)
{
	struct message *m = evil_good("");
	g_autofree char *value = g_strnfill(1200, 'x');

	set_header(m, "Subject", value);
	evil_answer(e, m);
}

#define BODY(name, bytes)                                                                          \
	static void name(struct evil *e)                                                           \
	{                                                                                          \
		struct message *m = evil_good("");                                                 \
		set_body(m, bytes, sizeof bytes - 1);                                              \
		evil_answer(e, m);                                                                 \
	}
BODY(body_8bit, "\xe4\xbb\xb6\r\n")
BODY(body_bare_lf, "a\n.\nb\r\n")
BODY(body_bare_cr, "a\r.\rb\r\n")
BODY(body_nul, "a\0b\r\n")
BODY(body_no_end, "a")

static void body_long_line(struct evil *e)
{
	struct message *m = evil_good("");
	g_autofree char *line = g_strnfill(999, 'x');
	g_autofree char *body = g_strconcat(line, "\r\n", NULL);

	set_body(m, body, strlen(body));
	evil_answer(e, m);
}

/* clang-format off */
const struct evil_deed evil_lies[] = {
#define D(name) { #name, name }
	D(honest),
	D(plant),
	D(harvest),
	D(honest_leaf),
	D(leaf_let_through),
	D(leaf_delivered),
	D(leaf_forged_verdict),
	D(leaf_forged_hash),
	D(leaf_never_given),
	D(leaf_kept_but_not_given),
	D(leaf_unsealed),
	D(leaf_is_the_socket),
	D(leaf_is_the_mail),
	D(leaf_of_no_part),
	D(leaf_of_unknown_part),
	D(leaf_twice),
	D(leaf_without_file),
	D(leaf_after_answer),
	D(leaf_not_awaited),
	D(leaf_flood),
	D(leaves_too_large),
	D(garbage),
	D(empty_packet),
	D(giant_packet),
	D(cut_frame),
	D(two_descriptors),
	D(half_answer),
	D(half_answer_then_sleep),
	D(endless_times),
	D(endless_traces),
	D(all_at_its_bounds),
	D(too_many_parts),
	D(too_many_findings),
	D(frame_of_the_front),
	D(forged_death),
	D(gives_up),
	D(refuses_the_mail),
	D(was_not_locked_in),
	D(blames_clamd),
	D(unsealed_body),
	D(no_body),
	D(huge_body),
	D(pass_unchanged),
	D(hold_and_write),
	D(header_not_allowed),
	D(header_name_with_colon),
	D(header_bare_lf),
	D(header_bare_cr),
	D(header_new_field),
	D(header_ends_headers),
	D(header_blank_fold),
	D(header_8bit),
	D(header_escape),
	D(mime_multipart),
	D(mime_html),
	D(mime_two_charsets),
	D(mime_other_encoding),
	D(mime_8bit),
	D(encoding_is_no_base64),
	D(mime_two_types),
	D(header_long_line),
	D(body_8bit),
	D(body_bare_lf),
	D(body_bare_cr),
	D(body_nul),
	D(body_no_end),
	D(body_long_line),
	{ NULL, NULL },
};
