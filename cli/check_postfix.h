/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check_postfix.h: what the parts of `misogi check --postfix` share. Each adds
 * rows for one service, or for the machine.
 */
#ifndef CLI_CHECK_POSTFIX_H
#define CLI_CHECK_POSTFIX_H

#include "checks.h"
#include "postfix.h"

struct context {
	struct checks *checks;
	const struct config *config;
	const struct postfix *postfix;
	const char *dir;    /* of main.cf; NULL: Postfix's default */
	const char *milter; /* ours, as Postfix writes it */
};

/* check_postfix_milters.c: the list in ${setting} of ${service}, called ${where}. */
void check_milters(const struct context *x, const struct postfix_service *service,
		   const char *setting, const char *where);

/* check_postfix_tables.c: what can switch milters off or send mail elsewhere. */
void check_content_tables(const struct context *x, const struct postfix_service *cleanup);
void check_access_tables(const struct context *x, const struct postfix_service *smtpd);

/* check_postfix_rules.c: settings one by one. */
void check_smtpd_rules(const struct context *x, const struct postfix_service *smtpd);
void check_main_rules(const struct context *x);
void check_no_milters(const struct context *x, const struct postfix_service *service);
void check_chroot(const struct context *x, const struct postfix_service *service);

/* check_postfix_host.c: version, hold queue, descriptors. */
void check_host(const struct context *x);

#endif
