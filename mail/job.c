/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * job.c: what the front tells the child: the job, and what the scanner said.
 * Recipients that do not fit into FRAME_JOB go before it in frames of their
 * own. The child checks as strictly as the front does.
 * Tests: tests/unit/mail/test_job.c.
 */
#include "misogi/answer.h"

#include <errno.h>

#include "bounds.h"
#include "misogi/io.h"

/* A quarter: bad bytes grow threefold, and the envelope's other strings want room. */
#define FRAME_FULL (WIRE_FRAME_MAX / 4)

/* What an SMTP client said may be no UTF-8; the child wants it to be. */
static void put_foreign(struct wire_out *w, const char *s, size_t max)
{
	g_autofree char *valid = g_utf8_make_valid(s ? s : "", -1);

	put_cut(w, valid, max);
}

static void put_recipient(struct wire_out *w, const struct recipient *r)
{
	put_foreign(w, r->address, BOUND_NAME);
	put_foreign(w, r->crossing, BOUND_LINE);
}

/* How many recipients from ${first} on fit into one frame; at least one. */
static unsigned how_many_fit(const struct envelope *e, unsigned first)
{
	size_t size = 0;
	unsigned n = 0;

	for (; first + n < e->recipients->len; n++) {
		const struct recipient *r = g_ptr_array_index(e->recipients, first + n);

		size += strlen(r->address) + strlen(r->crossing) + 8;
		if (size > FRAME_FULL && n > 0)
			break;
	}
	return n;
}

static void put_recipients(struct wire_out *w, const struct envelope *e, unsigned first, unsigned n)
{
	wire_put_u32(w, n);
	for (unsigned i = first; i < first + n; i++)
		put_recipient(w, g_ptr_array_index(e->recipients, i));
}

bool job_send(int sock, const struct envelope *e, struct job_flags flags, uint64_t raw_size,
	      int message_fd, int timeout_ms)
{
	struct wire_out w;
	unsigned first = 0, n;

	for (; first + (n = how_many_fit(e, first)) < e->recipients->len; first += n) {
		wire_begin(&w, FRAME_RECIPIENTS);
		put_recipients(&w, e, first, n);
		if (!wire_send(sock, &w, -1, timeout_ms))
			return false;
	}
	wire_begin(&w, FRAME_JOB);
	wire_put_u8(&w, flags.trace);
	wire_put_u64(&w, raw_size);
	put_foreign(&w, e->id, BOUND_NAME);
	put_foreign(&w, e->queue_id, BOUND_NAME);
	put_foreign(&w, e->client, BOUND_NAME);
	put_foreign(&w, e->helo, BOUND_NAME);
	put_foreign(&w, e->sender, BOUND_NAME);
	wire_put_u64(&w, (uint64_t)e->received);
	put_recipients(&w, e, first, n);
	return wire_send(sock, &w, message_fd, timeout_ms);
}

static void get_string(struct wire_in *in, size_t max, char **to)
{
	g_free(*to);
	*to = wire_get_string(in, max);
}

static void get_recipients(struct wire_in *in, struct envelope *e)
{
	uint32_t n = wire_get_u32(in);

	for (uint32_t i = 0; i < n && !in->failed; i++) {
		g_autofree char *address = wire_get_string(in, BOUND_NAME);
		g_autofree char *crossing = wire_get_string(in, BOUND_LINE);

		if (e->recipients->len >= BOUND_RECIPIENTS)
			in->failed = true;
		if (!in->failed)
			envelope_add_recipient(e, address, crossing);
	}
}

/* FRAME_JOB's fields, behind the recipients that ${e} has already. */
static bool get_job(struct wire_in *in, struct envelope *e, struct job_flags *flags,
		    uint64_t *raw_size)
{
	struct job_flags f = { .trace = wire_get_enum(in, 2) };
	uint64_t size = wire_get_u64(in);

	get_string(in, BOUND_NAME, &e->id);
	get_string(in, BOUND_NAME, &e->queue_id);
	get_string(in, BOUND_NAME, &e->client);
	get_string(in, BOUND_NAME, &e->helo);
	get_string(in, BOUND_NAME, &e->sender);
	e->received = (int64_t)wire_get_u64(in);
	get_recipients(in, e);
	if (in->type != FRAME_JOB || in->fd < 0 || !wire_complete(in))
		return false;
	*flags = f;
	*raw_size = size;
	return true;
}

bool job_decode(struct wire_in *in, struct envelope **e, struct job_flags *flags,
		uint64_t *raw_size, int *message_fd)
{
	g_autoptr(envelope_t) envelope = envelope_new();

	if (!get_job(in, envelope, flags, raw_size))
		return false;
	*e = g_steal_pointer(&envelope);
	*message_fd = fd_steal(&in->fd);
	return true;
}

bool job_receive(int sock, struct envelope **e, struct job_flags *flags, uint64_t *raw_size,
		 int *message_fd, int timeout_ms)
{
	g_autoptr(envelope_t) envelope = envelope_new();
	struct wire_in in;
	bool good;

	wire_in_init(&in);
	while ((good = wire_receive(sock, &in, timeout_ms) == 1) && in.type == FRAME_RECIPIENTS) {
		get_recipients(&in, envelope);
		if (in.fd >= 0 || !wire_complete(&in))
			break;
	}
	good = good && get_job(&in, envelope, flags, raw_size);
	if (good) {
		*e = g_steal_pointer(&envelope);
		*message_fd = fd_steal(&in.fd);
	}
	wire_in_clear(&in);
	return good;
}

/* ---- the scanner's word ---- */

bool scanned_send(int sock, const struct scanned *s, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_SCANNED);
	wire_put_u32(&w, s->part);
	wire_put_u8(&w, (uint8_t)s->answer);
	put_cut(&w, s->word, BOUND_WORD);
	wire_put_string(&w, s->sha256);
	return wire_send(sock, &w, -1, timeout_ms);
}

bool scanned_decode(struct wire_in *in, struct scanned *s)
{
	uint32_t part = wire_get_u32(in);
	enum scan_answer answer = (enum scan_answer)wire_get_enum(in, SCAN_MAX);
	g_autofree char *word = wire_get_string(in, BOUND_WORD);
	g_autofree char *sha256 = wire_get_string(in, SHA256_HEX - 1);

	if (in->type != FRAME_SCANNED || in->fd >= 0 || !wire_complete(in))
		return false;
	s->part = part;
	s->answer = answer;
	s->word = g_steal_pointer(&word);
	g_strlcpy(s->sha256, sha256, sizeof s->sha256);
	return true;
}

/* ---- a leaf to scan ---- */

bool leaf_send(int sock, uint32_t part, int fd, int timeout_ms)
{
	struct wire_out w;

	wire_begin(&w, FRAME_LEAF);
	wire_put_u32(&w, part);
	return wire_send(sock, &w, fd, timeout_ms);
}

bool leaf_decode(struct wire_in *in, uint32_t *part, int *fd)
{
	uint32_t index = wire_get_u32(in);

	if (in->type != FRAME_LEAF || !wire_complete(in) || in->fd < 0 || !io_is_sealed(in->fd))
		return false;
	*part = index;
	*fd = fd_steal(&in->fd);
	return true;
}
