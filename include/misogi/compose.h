/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose.h: writing mail from values. Knows no parser: the sanitizer uses it
 * to rebuild, the front to write a notice from the envelope alone. Output is
 * 7-bit, CRLF, header lines at most 78 and body lines at most 76 characters.
 */
#ifndef MISOGI_COMPOSE_H
#define MISOGI_COMPOSE_H

#include "misogi/config.h"
#include "misogi/err.h"
#include "misogi/message.h"

/*
 * Unstructured text (RFC 5322 2.2.1) as a folded header value: printable ASCII
 * as it is, else RFC 2047 B words in ${charset} of whole characters, each at most 75 long.
 * ${name_len}: length of the field name, for the first line. ${utf8} is made
 * one line first. Caller frees.
 */
char *compose_unstructured(const char *utf8, size_t name_len, enum mail_charset charset);

/*
 * The same, always as B words: ${utf8}, which is one line, begins at ${column} of its line.
 * Caller frees.
 */
char *compose_words(const char *utf8, size_t column, enum mail_charset charset);

/*
 * An address list (From, To, Cc …): ${pairs} of struct address; display names
 * quoted or encoded, addresses outside printable ASCII atoms refused: such an
 * address is written as text of the display name only. Caller frees.
 */
struct address {
	char *display; /* UTF-8, may be "" */
	char *mailbox; /* local@domain, ASCII */
};
char *compose_addresses(const GPtrArray *pairs, size_t name_len, enum mail_charset charset);

/* Copies both; NULL counts as "". */
struct address *address_new(const char *display, const char *mailbox);
void address_free(struct address *a);

/* RFC 5322 date of ${epoch} in the local zone; caller frees. */
char *compose_date(int64_t epoch);

/* A body: ${utf8} (LF lines) → CRLF, encoded; says which encoding in ${cte}: "7bit" (ASCII, lines ≤
 * 76), "quoted-printable" or "base64", whichever is shorter. */
GBytes *compose_body(const char *utf8, size_t len, const char **cte);

/*
 * Adds MIME-Version, Content-Type text/plain and Content-Transfer-Encoding to ${m} and sets its
 * body from ${utf8}, written in ${m}->charset: ISO-2022-JP is 7bit, its lines folded at 76 columns.
 */
void compose_text(struct message *m, const char *utf8, size_t len);

/*
 * Makes ${m}, which is one text, a multipart/mixed: the text as it is, then each
 * of its enclosures as base64, a zip written anew where it says so. Each entry
 * has its bytes. False with ${err} when that were more than ${max} bytes.
 */
bool compose_enclosures(struct message *m, uint64_t max, struct err *err);

/*
 * Appends the Content-Type and Content-Disposition fields of a file: ${type} as
 * "application/pdf", ${name} as RFC 2231 has it, and as encoded-words in ${charset}
 * for programs that do not know that.
 */
void compose_file_fields(GString *out, const char *type, const char *name,
			 enum mail_charset charset);

/*
 * The notice that stands above the body: what was removed of ${m}, why, until
 * when it is kept, whom to ask; "" when nothing was removed. By
 * ${config}->notice_language; wrapped at 74 columns (East Asian width), URLs
 * on a line of their own. Caller frees.
 */
char *notice_of(const struct message *m, const struct envelope *e, const struct config *config);

/*
 * A whole message in place of one that is held: headers and body from the
 * envelope alone, with the reason ${why}. Sets ${m}->headers, body and action;
 * written in ${m}->charset.
 */
void notice_in_place(struct message *m, const struct envelope *e, const struct config *config,
		     enum finding_id why);

/* A body line that imitates the frame of our notices (or our portal's address) is defused with a
 * leading "|". Appends ${utf8} to ${out}. */
void notice_defuse(GString *out, const char *utf8, size_t len, const struct config *config);

#endif
