/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse.h: the structure of a mail, behind the one door to GMime. Entities are
 * borrowed from their struct parsed and point into the bytes it was made of.
 */
#ifndef MISOGI_SANITIZER_PARSE_H
#define MISOGI_SANITIZER_PARSE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "misogi/err.h"
#include "misogi/words.h"

enum entity_kind {
	ENTITY_LEAF,
	ENTITY_MULTIPART,
	ENTITY_MESSAGE, /* message/rfc822 that stands there unencoded */
};

struct entity;
struct parsed;

/* Once, before forking. */
void parse_init(void);

/*
 * Parses ${data}, which must have passed guard_check() and live longer than
 * the answer. ${warnings} gets the finding ids of what the parser noticed
 * (array of enum finding_id). NULL: it could not make anything of it.
 */
struct parsed *parse_bytes(const char *data, size_t len, GArray *warnings);

/*
 * The same for the outermost mail: of its header the parser is shown only what
 * tells the structure, so entity_header() of the root knows no other field.
 */
struct parsed *parse_mail(const char *data, size_t len, GArray *warnings);

void parse_free(struct parsed *p);
typedef struct parsed parsed_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(parsed_t, parse_free)

struct entity *parse_root(const struct parsed *p);
enum entity_kind entity_kind(const struct entity *e);

/* "mixed" of a multipart, "" of anything else. Borrowed. */
const char *entity_subtype(const struct entity *e);

/* The children of a multipart. */
unsigned entity_count(const struct entity *e);
struct entity *entity_child(const struct entity *e, unsigned i);

/* The n-th raw value (still folded) of header ${name}, NULL past the last. Borrowed. */
const char *entity_header(const struct entity *e, const char *name, unsigned nth);

/* The still encoded bytes of a leaf, within the bytes that were parsed. */
void entity_bytes(const struct parsed *p, const struct entity *e, const char **data, size_t *len);

/* What a multipart without parts has instead. Borrowed, may be NULL. */
const char *entity_prologue(const struct entity *e);

/* A memfd with the message inside ENTITY_MESSAGE, or with all of any other entity. -1 with ${err}.
 */
int entity_write(const struct entity *e, struct err *err);

#endif
