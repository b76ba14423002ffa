/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check --postfix: whether a mail can get around misogi in this
 * Postfix. Looks at what counts for each service, not at main.cf: one
 * "-o smtpd_milters=" in master.cf is a hole. What it cannot see through (maps)
 * is said. Each row has a test that flips it: tests/unit/cli/test_postfix.c.
 */
#include "check_postfix.h"

static void check_smtpd(const struct context *x)
{
	const struct postfix_service *s;
	unsigned n = 0;
	for (; (s = postfix_service_of(x->postfix, "smtpd", n)) != NULL; n++) {
		check_milters(x, s, "smtpd_milters", s->name);
		check_smtpd_rules(x, s);
		check_access_tables(x, s);
		check_chroot(x, s);
	}
	if (n == 0)
		check_add(x->checks, CHECK_WARN, "postfix-services", "look at master.cf",
			  "master.cf を確かめる", "no service runs smtpd");
}

/* Mail that does not come by SMTP: pickup (sendmail(1)) and qmqpd; cleanup asks the milters. */
static void check_others(const struct context *x)
{
	static const char *const programs[] = { "pickup", "qmqpd" };
	const struct postfix_service *s;
	bool has_others = false;
	for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
		for (unsigned n = 0; (s = postfix_service_of(x->postfix, programs[i], n)); n++) {
			has_others = true;
			check_no_milters(x, s);
		}
	for (unsigned n = 0; (s = postfix_service_of(x->postfix, "cleanup", n)) != NULL; n++) {
		check_content_tables(x, s);
		if (!has_others)
			continue;
		g_autofree char *where = g_strdup_printf("%s (sendmail)", s->name);
		check_milters(x, s, "non_smtpd_milters", where);
		check_chroot(x, s);
	}
}

void check_postfix(struct checks *c, const struct config *config, const char *dir)
{
	g_autofree char *why = NULL;
	struct postfix *postfix = postfix_read(dir, &why);
	if (!postfix) {
		check_add(c, CHECK_FAIL, "postfix", "is Postfix installed? --postfix-dir DIR",
			  "Postfix は入っていますか。--postfix-dir DIR", "%s", why);
		return;
	}
	g_autofree char *milter = postfix_milter_of(config->listen);
	const struct context x = { c, config, postfix, dir, milter };
	check_host(&x);
	check_main_rules(&x);
	check_smtpd(&x);
	check_others(&x);
	postfix_free(postfix);
}
