/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Settings of Postfix that must have, or not have, a value: a table for each
 * smtpd, one for main.cf. Tests: tests/unit/cli/test_postfix.c.
 */
#include <stdlib.h>
#include <string.h>

#include "check_postfix.h"

#define HEADER_SIZE_DEFAULT 102400

struct rule {
	const char *check, *setting;
	enum check_level level;
	bool (*is_good)(const char *value);
	const char *remedy_en, *remedy_ja;
};

static bool is_empty(const char *value)
{
	return *value == '\0';
}

static bool keeps_milters(const char *value)
{
	return !strstr(value, "no_milters");
}

static bool is_protocol_6(const char *value)
{
	return strcmp(value, "6") == 0;
}

static bool is_off(const char *value)
{
	return strcmp(value, "no") == 0;
}

/* An old Postfix that lacks the setting says nothing: "". */
static bool is_on(const char *value)
{
	return *value && !is_off(value);
}

static bool rejects_nul(const char *value)
{
	return strstr(value, "\\0") != NULL;
}

static bool is_default_at_most(const char *value)
{
	return atoll(value) <= HEADER_SIZE_DEFAULT;
}

/* Of whatever takes mail in: smtpd, pickup, qmqpd. */
static const struct rule of_entry[] = {
	{ "postfix-no-milters", "receive_override_options", CHECK_FAIL, keeps_milters,
	  "take no_milters out of receive_override_options",
	  "receive_override_options から no_milters を除く" },
};

static const struct rule of_smtpd[] = {
	{ "postfix-milter-maps", "smtpd_milter_maps", CHECK_FAIL, is_empty,
	  "empty smtpd_milter_maps: it can switch milters off for some clients",
	  "smtpd_milter_maps を空にする。相手により milter を止められる" },
	{ "postfix-proxy-filter", "smtpd_proxy_filter", CHECK_FAIL, is_empty,
	  "empty smtpd_proxy_filter: with it a milter sees no content",
	  "smtpd_proxy_filter を空にする。あると milter は中身を見られない" },
	{ "postfix-content-filter", "content_filter", CHECK_WARN, is_empty,
	  "what a content filter sends back must pass misogi as well",
	  "content_filter から戻るメールも misogi を通ること" },
	{ "postfix-protocol", "milter_protocol", CHECK_FAIL, is_protocol_6, "milter_protocol = 6",
	  "milter_protocol = 6" },
	{ "postfix-bare-newline", "smtpd_forbid_bare_newline", CHECK_FAIL, is_on,
	  "smtpd_forbid_bare_newline = normalize (SMTP smuggling)",
	  "smtpd_forbid_bare_newline = normalize（SMTP smuggling）" },
	{ "postfix-pipelining", "smtpd_forbid_unauth_pipelining", CHECK_WARN, is_on,
	  "smtpd_forbid_unauth_pipelining = yes", "smtpd_forbid_unauth_pipelining = yes" },
	{ "postfix-smtputf8", "smtputf8_enable", CHECK_WARN, is_off,
	  "smtputf8_enable = no: what misogi writes is 7-bit mail",
	  "smtputf8_enable = no。misogi が書くのは7bitのメール" },
};

static const struct rule of_cleanup[] = {
	{ "postfix-nul", "message_reject_characters", CHECK_WARN, rejects_nul,
	  "message_reject_characters = \\0", "message_reject_characters = \\0" },
	{ "postfix-header-size", "header_size_limit", CHECK_WARN, is_default_at_most,
	  "header_size_limit = 102400: milters see 60000 bytes of a header",
	  "header_size_limit = 102400。milter に見えるのはヘッダの先頭60000バイト" },
};

/* Bounces carry what was queued, which is sanitized: filtered again they may only get lost. */
static const struct rule of_main[] = {
	{ "postfix-internal-mail", "internal_mail_filter_classes", CHECK_WARN, is_empty,
	  "empty it: bounces carry sanitized mail, and are lost when misogi refuses them",
	  "空にする。バウンスの中身は無害化済みで、misogi が断ると失われる" },
};

static void check_rules(const struct context *x, const struct postfix_service *s,
			const struct rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct rule *r = &rules[i];
		const char *value = postfix_value(x->postfix, s, r->setting);
		check_add(x->checks, r->is_good(value) ? CHECK_OK : r->level, r->check,
			  r->remedy_en, r->remedy_ja, "%s: %s = %s", s ? s->name : "main.cf",
			  r->setting, value);
	}
}

void check_no_milters(const struct context *x, const struct postfix_service *service)
{
	check_rules(x, service, of_entry, G_N_ELEMENTS(of_entry));
}

/*
 * cleanup writes the old and the new body into one file under its own limit;
 * past it the sender gets 552 for ever. So smtpd must take less.
 */
static void check_size(const struct context *x, const struct postfix_service *s)
{
	const struct postfix_service *cleanup = postfix_service_of(x->postfix, "cleanup", 0);
	long long smtpd_max = atoll(postfix_value(x->postfix, s, "message_size_limit"));
	long long cleanup_max = atoll(postfix_value(x->postfix, cleanup, "message_size_limit"));
	long long room = (long long)x->config->limits.output_bytes;
	bool fits = cleanup_max == 0 || (smtpd_max > 0 && smtpd_max + room <= cleanup_max);
	check_add(x->checks, fits ? CHECK_OK : CHECK_WARN, "postfix-size",
		  "give smtpd -o message_size_limit less than main.cf by limit_output_bytes",
		  "smtpd に -o message_size_limit を付け、main.cf より limit_output_bytes "
		  "だけ小さくする",
		  "%s: smtpd takes %lld, cleanup %lld bytes", s->name, smtpd_max, cleanup_max);
}

void check_smtpd_rules(const struct context *x, const struct postfix_service *smtpd)
{
	check_no_milters(x, smtpd);
	check_rules(x, smtpd, of_smtpd, G_N_ELEMENTS(of_smtpd));
	check_size(x, smtpd);
}

void check_main_rules(const struct context *x)
{
	const struct postfix_service *s;
	check_rules(x, NULL, of_main, G_N_ELEMENTS(of_main));
	for (unsigned n = 0; (s = postfix_service_of(x->postfix, "cleanup", n)) != NULL; n++)
		check_rules(x, s, of_cleanup, G_N_ELEMENTS(of_cleanup));
}

/* A chrooted service finds "unix:/run/x" below the queue directory only. */
void check_chroot(const struct context *x, const struct postfix_service *service)
{
	if (!g_str_has_prefix(x->milter, "unix:/"))
		return;
	check_add(x->checks, service->is_chrooted ? CHECK_FAIL : CHECK_OK, "postfix-chroot",
		  "chroot n in master.cf, or listen below /var/spool/postfix, or inet:",
		  "master.cf の chroot を n にするか、listen を /var/spool/postfix の下か inet: "
		  "にする",
		  "%s: %s, socket %s", service->name, service->is_chrooted ? "chroot" : "no chroot",
		  x->milter);
}
