/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scan.c: each leaf by itself, and each mail inside as a whole once more. All
 * are given away before the first answer is awaited. The text of a body that
 * is turned into text is not scanned, unless the policy says `scan = all`.
 * Never judges a word itself: only CLEAN is clean, and what the front knows it
 * keeps. Tests: tests/unit/sanitizer/test_sanitize.c.
 */
#include "scan.h"

#include <string.h>

/* A body is scanned when it is more than text: programs read wrappers and signatures, too. */
static bool needs_scan(const struct work *w, unsigned part)
{
	const struct content *c = work_content(w, part);

	return !message_part(w->m, part)->is_body || w->body->scan == SCAN_ALL || c->is_wrapper ||
	       c->form == BODY_FORM_SIGNATURE || c->form == BODY_FORM_EMPTY;
}

/* An archive with something infected in it is infected, whether or not the scanner looked in. */
static void blame_archives(struct work *w, unsigned part, const char *word)
{
	for (int p = message_part(w->m, part)->parent; p >= 0;
	     p = message_part(w->m, (unsigned)p)->parent) {
		if (!work_content(w, (unsigned)p)->is_archive)
			continue;
		struct part *archive = message_part(w->m, (unsigned)p);
		work_find(w, p, FINDING_INFECTED, NULL, word);
		if (archive->scan != SCAN_INFECTED) {
			g_free(archive->scan_word);
			archive->scan_word = g_strdup(word);
		}
	}
}

/* The scanner cannot look into a locked archive; each of its members was scanned by itself. */
static bool is_known_to_be_locked(const struct part *p, const char *word)
{
	return part_has_finding(p, FINDING_PASSWORD_FOUND) &&
	       g_str_has_prefix(word, "Heuristics.Encrypted.");
}

static void record(struct work *w, unsigned part)
{
	const struct part *p = message_part(w->m, part);
	const char *word = p->scan_word ? p->scan_word : "";

	switch (p->scan) {
	case SCAN_INFECTED:
		work_find(w, (int)part, FINDING_INFECTED, NULL, word);
		blame_archives(w, part, word);
		break;
	case SCAN_NOT_SCANNED:
		if (is_known_to_be_locked(p, word))
			break;
		work_find(w, (int)part, FINDING_NOT_SCANNED, NULL, word);
		if (g_str_has_prefix(word, "Heuristics.Limits."))
			work_find(w, (int)part, FINDING_SCAN_LIMIT, NULL, word);
		if (g_str_has_prefix(word, "Heuristics.Encrypted."))
			work_find(w, (int)part, FINDING_ENCRYPTED, NULL, word);
		break;
	case SCAN_CLEAN:
	case SCAN_NOT_NEEDED:
	case SCAN_MAX:
		break;
	}
}

bool scan_parts(struct work *w, struct err *err)
{
	bool any = false;

	for (unsigned i = 0; i < w->m->parts->len; i++) {
		struct part *p = message_part(w->m, i);
		struct content *c = work_content(w, i);
		if (!needs_scan(w, i)) {
			p->scan = SCAN_NOT_NEEDED;
			continue;
		}
		p->scan = SCAN_NOT_SCANNED;
		if (!content_seal(c, err) || !w->host->leaf(w->host->ctx, i, c->fd, err))
			return false;
		c->given = any = true;
	}
	if (any && !w->host->await(w->host->ctx, w->m, err))
		return false;
	for (unsigned i = 0; i < w->m->parts->len; i++)
		record(w, i);
	return true;
}
