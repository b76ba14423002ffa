/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as the frames of a child's answer: two bytes of length, then the
 * frame; what follows the type of a BODY is its memfd. Whatever is taken stays
 * within the limits and can be told as a report. Each frame is also tried as
 * one of those that go the other way.
 */
#include <stdlib.h>
#include <string.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "misogi/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

/* ${in} as if ${data} had been received. */
static void receive(struct wire_in *in, const uint8_t *data, size_t size)
{
	wire_in_clear(in);
	wire_in_init(in);
	in->type = data[0];
	in->at = 1;
	if (in->type == FRAME_BODY || in->type == FRAME_JOB || in->type == FRAME_LEAF ||
	    in->type == FRAME_ENCLOSED)
		in->fd = io_memfd_of(data, size);
	g_byte_array_append(in->bytes, data, in->type == FRAME_BODY ? 1 : (guint)size);
}

static void other_way(struct wire_in *in)
{
	struct scanned scanned = { 0 };
	struct envelope *e = NULL;
	struct job_flags flags;
	uint64_t raw_size;
	uint32_t part;
	AUTO_FD fd = -1;

	if (in->type == FRAME_JOB && job_decode(in, &e, &flags, &raw_size, &fd))
		must(e && fd >= 0 && in->fd == -1);
	if (in->type == FRAME_SCANNED && scanned_decode(in, &scanned))
		must(scanned.answer < SCAN_MAX && strlen(scanned.sha256) <= 64);
	if (in->type == FRAME_LEAF && leaf_decode(in, &part, &fd))
		must(fd >= 0);
	g_free(scanned.word);
	envelope_free(e);
}

static void must_be_enclosed(const struct message *m, const struct enclosure *e,
			     const struct limits *limits)
{
	must(e->part < m->parts->len && e->entries->len <= limits->parts);
	for (unsigned i = 0; i < e->entries->len; i++) {
		const struct enclosed *one = g_ptr_array_index(e->entries, i);
		must(one->part < m->parts->len);
		must(!one->bytes || g_bytes_get_size(one->bytes) <= limits->output_bytes);
	}
}

static void must_be_bounded(const struct message *m, const struct limits *limits)
{
	must(m->parts->len <= limits->parts);
	must(m->findings->len <= limits->findings + FINDING_MAX);
	must(!m->body || g_bytes_get_size(m->body) <= limits->output_bytes);
	for (unsigned i = 0; i < m->parts->len; i++)
		must(message_part(m, i)->parent < (int)i);
	must(m->enclosures->len <= limits->parts);
	for (unsigned i = 0; i < m->enclosures->len; i++)
		must_be_enclosed(m, g_ptr_array_index(m->enclosures, i), limits);
}

static void tell(const struct message *m)
{
	g_autoptr(envelope_t) e = envelope_new();
	json_t *report = report_of(e, m, "", "");

	must(report != NULL);
	char *text = json_dumps(report, JSON_COMPACT);
	must(text != NULL);
	free(text);
	json_decref(report);
}

static bool take(struct wire_in *in, struct message *m, const struct limits *limits)
{
	struct err err = { 0 };
	int r = answer_take(in, m, limits, &err);

	must(r >= -1 && r <= 1);
	must(r != -1 || (err.scope >= SCOPE_TEMP && err.reason != REASON_NONE));
	must(r != 1 || m->action != MAIL_SANITIZE || m->body);
	return r == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(message_t) m = message_new();
	struct limits limits = limits_default();
	struct wire_in in;
	bool more = true;

	limits.parts = 5;
	limits.archive_entries = 0;
	limits.findings = 5;
	limits.output_bytes = 64;
	wire_in_init(&in);
	while (more && size > 2) {
		size_t n = MIN((size_t)data[0] << 8 | data[1], size - 2);

		data += 2;
		size -= 2;
		if (n == 0)
			continue;
		receive(&in, data, n);
		other_way(&in);
		receive(&in, data, n);
		if (in.type != FRAME_BODY && !(in.type == FRAME_ENCLOSED && data[n - 1] == 1))
			fd_close(&in.fd);
		more = take(&in, m, &limits);
		data += n;
		size -= n;
	}
	wire_in_clear(&in);
	must_be_bounded(m, &limits);
	tell(m);
	return 0;
}
