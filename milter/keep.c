/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keep.c: nothing that is taken out of a mail is lost: each quarantined leaf
 * is sealed from the very memfd that was scanned. A part that was to be held
 * but came without bytes of its own (a limit stopped its decoding) makes us
 * keep the whole original instead. What lies in a mail that is kept is in its
 * bytes already and is not kept again.
 *
 * The blobs are durable before the rows name them (faults.md, order of durable
 * writes). Tests: tests/unit/milter/test_session.c.
 */
#include "keep.h"

#include <string.h>

struct kept {
	GArray *parts; /* of struct blob by part index */
	struct blob original;
};

static int leaf_fd(const struct job_answer *a, unsigned part)
{
	if (!a || !a->leaves || part >= a->leaves->len)
		return -1;
	return g_array_index(a->leaves, struct leaf, part).fd;
}

static bool is_kept(const struct part *p)
{
	if (!p->is_attachment || p->action == PART_STRIP)
		return false;
	return p->action == PART_QUARANTINE || p->keep_seconds > 0;
}

/* Whether ${i} or one of the parts around it is a leaf with bytes that is kept. */
static bool is_covered(const struct message *m, const struct job_answer *a, unsigned i)
{
	for (int at = (int)i; at >= 0; at = message_part(m, (unsigned)at)->parent) {
		if (leaf_fd(a, (unsigned)at) >= 0 && is_kept(message_part(m, (unsigned)at)))
			return true;
	}
	return false;
}

static bool wants_original(const struct message *m, const struct job_answer *a)
{
	if (m->action == MAIL_HOLD || m->keep_original)
		return true;
	for (unsigned i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		if (p->action == PART_QUARANTINE && !is_covered(m, a, i))
			return true;
	}
	return false;
}

/* What is refused or deferred stays with its sender: of it only the record is kept. */
static bool keeps_bytes(const struct message *m)
{
	return m->action == MAIL_SANITIZE || m->action == MAIL_HOLD ||
	       (m->action == MAIL_DISCARD && m->keep_original);
}

static bool seal_parts(struct intake *in, const struct message *m, const struct job_answer *a,
		       struct kept *kept, struct err *err)
{
	for (unsigned i = 0; i < m->parts->len; i++) {
		struct blob *blob = &g_array_index(kept->parts, struct blob, i);
		int fd = leaf_fd(a, i);

		if (fd >= 0 && is_kept(message_part(m, i)) &&
		    !store_put_blob(in->milter->store, fd, BLOB_PART, in->envelope->id, blob, err))
			return false;
	}
	return true;
}

static bool seal(struct intake *in, const struct message *m, const struct job_answer *a,
		 struct kept *kept, struct err *err)
{
	if (!keeps_bytes(m))
		return true;
	if (m->action == MAIL_SANITIZE && !seal_parts(in, m, a, kept, err))
		return false;
	if (!wants_original(m, a))
		return true;
	int fd = spool_fd(in->spool);
	if (fd < 0)
		return err_errno(err, REASON_SPOOL, "cannot read the spool");
	return store_put_blob(in->milter->store, fd, BLOB_ORIGINAL, in->envelope->id,
			      &kept->original, err);
}

static void drop(struct store *store, const struct kept *kept)
{
	for (unsigned i = 0; i < kept->parts->len; i++) {
		const struct blob *blob = &g_array_index(kept->parts, struct blob, i);
		if (blob->id[0])
			store_drop_blob(store, blob);
	}
	if (kept->original.id[0])
		store_drop_blob(store, &kept->original);
}

static bool commit(struct intake *in, const struct message *m, const struct kept *kept,
		   const struct reply *reply, struct err *err)
{
	g_autofree char *scanner = scanner_version(in->milter->scanner);
	g_autofree char *line = reply->code[0] == '2' ? g_strdup("250") : reply_line(reply);
	struct store_record record = {
		.envelope = in->envelope,
		.message = m,
		.part_blobs = kept->parts,
		.original = kept->original.id[0] ? &kept->original : NULL,
		.policy_digest = policy_digest(in->generation->policy),
		.reply = line,
		.scanner = scanner,
	};

	return store_commit(in->milter->store, &record, err);
}

bool keep_message(struct intake *in, const struct message *m, const struct job_answer *a,
		  const struct reply *reply, struct err *err)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(struct blob));
	struct kept kept = { .parts = parts };

	g_array_set_size(parts, m->parts->len);
	if (seal(in, m, a, &kept, err) && commit(in, m, &kept, reply, err))
		return true;
	drop(in->milter->store, &kept);
	return false;
}
