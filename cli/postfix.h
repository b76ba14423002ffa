/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * postfix.h: Postfix as postconf(1) tells of it, and what misogi needs of it.
 * Only reads: the files of Postfix are the administrator's.
 */
#ifndef CLI_POSTFIX_H
#define CLI_POSTFIX_H

#include <glib.h>
#include <stdbool.h>

/* ---- what `misogi setup postfix` prints and `misogi check --postfix` wants ---- */

struct postfix_setting {
	const char *name;
	const char *value; /* NULL: the milter's address */
	const char *why_en, *why_ja;
};

const struct postfix_setting *postfix_settings(size_t *n);

/*
 * How Postfix writes the milter of setting listen: "inet:port@host" becomes
 * "inet:host:port"; a socket below Postfix's queue directory becomes relative to
 * it, which is right with and without chroot. Caller frees.
 */
char *postfix_milter_of(const char *listen);

/* ---- the model ---- */

struct postfix_service {
	char *name;    /* "smtp/inet" */
	char *program; /* "smtpd" */
	bool is_chrooted;
	unsigned processes;    /* at most; 0: no limit */
	GHashTable *overrides; /* of -o: name → value */
};

struct postfix {
	GHashTable *main; /* name → value, defaults included, $names expanded */
	GPtrArray *services;
};

/* From the output of postconf -x, postconf -M and postconf -P -x. */
struct postfix *postfix_parse(const char *main, const char *services, const char *overrides);

/* Runs postconf over ${dir} (NULL: its default). NULL when it cannot be run; ${why} is the
 * caller's. */
struct postfix *postfix_read(const char *dir, char **why);
void postfix_free(struct postfix *p);

/* The value that counts for ${service} (NULL: main.cf's); "" when unset; borrowed. */
const char *postfix_value(const struct postfix *p, const struct postfix_service *service,
			  const char *name);

/*
 * All keys and values of ${map} ("hash:/etc/postfix/access"), a line each, as
 * postmap(1) reads them; NULL when it cannot. Caller frees.
 */
char *postfix_table(const char *dir, const char *map);

/* The n-th service that runs ${program}, NULL past the end. */
const struct postfix_service *postfix_service_of(const struct postfix *p, const char *program,
						 unsigned n);

#endif
