/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * offline.h: the milter's work without a milter: one nursery, one scanner, and
 * mails out of files. sanitize and explain stand on it. After offline_start()
 * offline_run() may be called from several threads.
 */
#ifndef CLI_OFFLINE_H
#define CLI_OFFLINE_H

#include "cli.h"
#include "misogi/front.h"

struct offline_options {
	char *policy, *crossing, *from, *clamd;
	char **to;
};

/* The options of struct offline_options as entries for cli_parse(). */
#define OFFLINE_ENTRIES(o)                                                                         \
	{ "policy", 0, 0, G_OPTION_ARG_FILENAME, &(o).policy, NULL, NULL },                        \
		{ "crossing", 0, 0, G_OPTION_ARG_FILENAME, &(o).crossing, NULL, NULL },            \
		{ "from", 0, 0, G_OPTION_ARG_FILENAME, &(o).from, NULL, NULL },                    \
		{ "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(o).to, NULL, NULL },                  \
	{                                                                                          \
		"clamd", 0, 0, G_OPTION_ARG_FILENAME, &(o).clamd, NULL, NULL                       \
	}

void offline_options_clear(struct offline_options *o);

struct offline {
	const struct config *config;
	const struct policy *policy;
	struct scanner *scanner;
	struct nursery *nursery;
	const struct offline_options *options; /* borrowed */
	GPtrArray *recipients;		       /* of struct recipient: whom a mail goes to */
};

/*
 * Settings, policy, scanner (checked and watched), nursery. Returns -1 to go
 * on, else an exit status, said already.
 */
int offline_start(struct offline *o, struct cli *cli, const struct offline_options *options);
void offline_stop(struct offline *o);

/* A mail and what became of it. */
struct offline_result {
	struct envelope *envelope;
	struct job_answer *answer; /* NULL when the child died twice: then only ${message} */
	struct message *message;   /* with headers and body: the mail, or its notice */
	enum mail_action action;   /* what was decided, also when the notice came out */
	char *scanner;		   /* clamd's version, "" */
	int memfd;		   /* the raw mail */
};

/*
 * Sanitizes the mail in file ${path} ("-": standard input). False with ${err}: a
 * mail that the milter would defer (TEMP), or a file that cannot be read
 * (REASON_SPOOL); nothing is to be written then.
 */
bool offline_run(struct offline *o, const char *path, bool trace, struct offline_result *r,
		 struct err *err);
void offline_result_clear(struct offline_result *r);

/* The report of ${r} as JSON; a new reference. */
json_t *offline_report(const struct offline *o, const struct offline_result *r);

#endif
