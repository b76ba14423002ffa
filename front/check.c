/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check.c: the grammar of what a child wrote, read by someone who shares no
 * code with the writer. A child that was taken over may write lies, but only
 * as seven-bit text in one text/plain part under allowed header names, and can
 * name files; it cannot let a leaf pass that the scanner did not call clean.
 * Tests: tests/unit/front/test_check.c, tests/sandbox/.
 */
#include "check_parts.h"

#include <string.h>

#include "misogi/io.h"
#include "text_check.h"

#define BODY_LINE_MAX 998 /* RFC 5322 2.1.1, without CRLF */

/* One part of plain text is all that can be said with these values. */
static bool check_mime(const struct message *m, enum text_encoding *encoding, struct err *err)
{
	static const char *const encodings[] = { [TEXT_7BIT] = "7bit",
						 [TEXT_QUOTED_PRINTABLE] = "quoted-printable",
						 [TEXT_BASE64] = "base64" };
	const char *type = check_header_value(m, "Content-Type");
	const char *cte = check_header_value(m, "Content-Transfer-Encoding");

	if (strcmp(check_header_value(m, "MIME-Version"), "1.0") != 0)
		return check_refuse(err, "another MIME-Version",
				    check_header_value(m, "MIME-Version"));
	if (g_ascii_strcasecmp(type, "text/plain; charset=iso-2022-jp") == 0 &&
	    strcmp(cte, "7bit") == 0) {
		*encoding = TEXT_JIS;
		return true;
	}
	if (g_ascii_strcasecmp(type, "text/plain; charset=utf-8") != 0 &&
	    g_ascii_strcasecmp(type, "text/plain; charset=\"utf-8\"") != 0)
		return check_refuse(err, "another Content-Type", type);
	for (unsigned i = 0; i < G_N_ELEMENTS(encodings); i++)
		if (g_ascii_strcasecmp(cte, encodings[i]) == 0) {
			*encoding = (enum text_encoding)i;
			return true;
		}
	return check_refuse(err, "another Content-Transfer-Encoding", cte);
}

static bool check_written(const struct message *m, const struct limits *limits, struct err *err)
{
	enum text_encoding encoding = TEXT_7BIT;
	size_t n;

	if (!m->body)
		return check_refuse(err, "no body", "");
	const char *body = g_bytes_get_data(m->body, &n);
	if (check_headers_size(m) + n > limits->output_bytes)
		return check_refuse(err, "larger than limit output_bytes", "");
	if (!check_headers(m, err) || !check_mime(m, &encoding, err))
		return false;
	if (!text_check_lines(body, n, BODY_LINE_MAX))
		return check_refuse(
			err, "the body is not 7-bit lines of at most 998, each with CRLF", "");
	if (!text_check_encoded(body, n, encoding))
		return check_refuse(err, "the body is not encoded as its header says", "");
	return true;
}

/* ---- facts and decisions ---- */

static bool is_kept(enum part_action action)
{
	return action == PART_QUARANTINE || action == PART_STRIP;
}

/* What nobody can do yet, no child has done. */
static bool is_possible(enum part_action action)
{
	return action == PART_NONE || action == PART_DELIVER || action == PART_OPEN ||
	       action == PART_TEXT || is_kept(action);
}

/*
 * The scanner cannot look into a locked archive that the child could open: of
 * it nothing goes out but members, each with a verdict of its own.
 */
static bool is_unlocked(const struct part *p, const struct leaf *leaf)
{
	return p->action == PART_OPEN && leaf->scan == SCAN_NOT_SCANNED &&
	       part_has_finding(p, FINDING_PASSWORD_FOUND);
}

/* Of what is let through the scanner's own word stands, and the floor's. */
static bool may_pass(const struct part *p, const struct leaf *leaf)
{
	if (!p->is_attachment || leaf->fd < 0 ||
	    (leaf->scan != SCAN_CLEAN && !is_unlocked(p, leaf)))
		return false;
	for (guint i = 0; i < p->findings->len; i++)
		if (finding_floor_of(g_array_index(p->findings, enum finding_id, i)) != FLOOR_OK)
			return false;
	return true;
}

/* What was never scanned by the front was not scanned; what was is as the front says. */
static bool check_facts(const struct part *p, const struct leaf *leaf, struct err *err)
{
	uint64_t size;

	if (leaf->fd < 0) {
		if (p->scan != SCAN_NOT_SCANNED && p->scan != SCAN_NOT_NEEDED)
			return check_refuse(err, "a verdict on what was not scanned", p->path);
		return true;
	}
	if (p->scan != leaf->scan || strcmp(p->sha256, leaf->sha256) != 0)
		return check_refuse(err, "another verdict than the scanner's", p->path);
	if (!io_size(leaf->fd, &size) || size != p->size)
		return check_refuse(err, "another size than the leaf's", p->path);
	return true;
}

/*
 * Infected is kept whatever it is. What is not clean is kept too, unless it is
 * a text of the body, of which nothing but text comes out.
 */
static bool check_part(const struct part *p, const struct leaf *leaf, struct err *err)
{
	if (!check_facts(p, leaf, err))
		return false;
	if (!is_possible(p->action))
		return check_refuse(err, "an action that cannot have been done", p->path);
	if (leaf->scan == SCAN_INFECTED && !is_kept(p->action))
		return check_refuse(err, "an infected part is not kept", p->path);
	if (p->is_attachment && leaf->scan != SCAN_CLEAN && !is_kept(p->action) &&
	    !is_unlocked(p, leaf))
		return check_refuse(err, "a part that is not clean is not kept", p->path);
	if ((p->action == PART_DELIVER || p->action == PART_OPEN) && !may_pass(p, leaf))
		return check_refuse(err, "a part that must be kept is let through", p->path);
	if (p->action == PART_QUARANTINE && leaf->fd < 0)
		return check_refuse(err, "a part to be kept, and nothing to keep", p->path);
	return true;
}

static bool check_parts(const struct job_answer *a, struct err *err)
{
	if (a->leaves->len != a->message->parts->len)
		return check_refuse(err, "leaves of no part", "");
	for (guint i = 0; i < a->leaves->len; i++)
		if (!check_part(message_part(a->message, i),
				&g_array_index(a->leaves, struct leaf, i), err))
			return false;
	return true;
}

bool check_answer(const struct job_answer *a, const struct limits *limits, struct err *err)
{
	const struct message *m = a->message;

	/* Whose mail passes unchanged is the policy's routes to say, before any child is born. */
	if (m->action == MAIL_PASS)
		return check_refuse(err, "passing unchanged is not the child's to say", "");
	if (m->action != MAIL_SANITIZE)
		return (!m->body && m->headers->len == 0 && m->enclosures->len == 0) ||
		       check_refuse(err, "a mail that is not sanitized, and yet written", "");
	return check_parts(a, err) && check_written(m, limits, err) && check_files(a, limits, err);
}
