/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether misogi is among the milters of a service, the last of them, and what
 * Postfix does when it does not answer. Tests: tests/unit/cli/test_postfix.c.
 */
#include <string.h>

#include "check_postfix.h"
#include "misogi/text.h"

#define CLIENT_SECONDS 600

/* ---- milter lists: "inet:a:1, { unix:b, default_action=accept }" ---- */

struct milter_entry {
	char *address;
	char *action;  /* "" when not given */
	char *timeout; /* content_timeout, "" when not given */
};

static void milter_entry_free(void *p)
{
	struct milter_entry *e = p;
	g_free(e->address);
	g_free(e->action);
	g_free(e->timeout);
	g_free(e);
}

/* "name=value" with ${name}, the ends of braces apart, into ${*out}. */
static bool take_option(const char *word, const char *name, char **out)
{
	if (!g_str_has_prefix(word, name))
		return false;
	g_free(*out);
	*out = g_strdup(word + strlen(name));
	return true;
}

static void take_entry(GPtrArray *list, const char *text)
{
	struct milter_entry *e = g_new0(struct milter_entry, 1);
	e->action = g_strdup("");
	e->timeout = g_strdup("");
	/* Postfix allows blanks around "=" here. */
	g_autoptr(GRegex) blanks = g_regex_new("\\s*=\\s*", 0, 0, NULL);
	g_autofree char *tight = g_regex_replace_literal(blanks, text, -1, 0, "=", 0, NULL);
	g_auto(GStrv) words = g_strsplit_set(tight, ", \t{}", -1);
	for (char **w = words; *w; w++) {
		bool is_option = take_option(*w, "default_action=", &e->action) ||
				 take_option(*w, "content_timeout=", &e->timeout);
		if (!is_option && **w && !e->address && !strchr(*w, '='))
			e->address = g_strdup(*w);
	}
	if (e->address)
		g_ptr_array_add(list, e);
	else
		milter_entry_free(e);
}

static GPtrArray *milters_of(const char *value)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(milter_entry_free);
	while (*value) {
		size_t n = *value == '{' ? strcspn(value, "}") + 1 : strcspn(value, ", \t");
		n = MIN(n, strlen(value));
		g_autofree char *text = g_strndup(value, n);
		take_entry(list, text);
		value += n;
		value += strspn(value, ", \t");
	}
	return list;
}

/* "unix:/var/spool/postfix/a" and "unix:a" are one socket; "inet:localhost:1" and
 * "inet:127.0.0.1:1" too. */
static bool is_ours(const struct context *x, const char *address)
{
	bool is_unix = g_str_has_prefix(address, "unix:");
	g_autofree char *relative = is_unix ? postfix_milter_of(address) : g_strdup(address);
	g_auto(GStrv) parts = g_strsplit(relative, ":localhost:", 2);
	g_autofree char *plain = g_strjoinv(":127.0.0.1:", parts);
	return strcmp(plain, x->milter) == 0;
}

static bool is_safe_action(const char *action)
{
	return strcmp(action, "tempfail") == 0 || strcmp(action, "shutdown") == 0;
}

static void check_entry(const struct context *x, const struct postfix_service *service,
			const struct milter_entry *ours, const char *where)
{
	const char *action = *ours->action
				     ? ours->action
				     : postfix_value(x->postfix, service, "milter_default_action");
	check_add(x->checks, is_safe_action(action) ? CHECK_OK : CHECK_FAIL,
		  "postfix-default-action",
		  "milter_default_action = tempfail: with any other, mail passes unsanitized when "
		  "misogi is away",
		  "milter_default_action = tempfail。ほかの値では misogi "
		  "が止まると無害化されずに届く",
		  "%s: %s", where, action);

	const char *timeout =
		*ours->timeout ? ours->timeout
			       : postfix_value(x->postfix, service, "milter_content_timeout");
	/* Above: ours. Below: what an SMTP client waits at the end (RFC 5321 4.5.3.2.6). */
	int64_t seconds = -1;
	bool is_time = text_parse_duration(timeout, &seconds);
	bool is_long = is_time && seconds > (int64_t)x->config->limits.eom_seconds;
	bool is_endless = seconds >= CLIENT_SECONDS;
	check_add(x->checks,
		  !is_long     ? CHECK_FAIL
		  : is_endless ? CHECK_WARN
			       : CHECK_OK,
		  "postfix-timeout",
		  is_endless ? "milter_content_timeout = 300s: clients wait 600 s and send again"
			     : "milter_content_timeout must be longer than limit_eom_seconds",
		  is_endless ? "milter_content_timeout = 300s。相手は600秒で待つのをやめ再送する"
			     : "milter_content_timeout を limit_eom_seconds より長くする",
		  "%s: milter_content_timeout = %s, limit_eom_seconds %u", where, timeout,
		  x->config->limits.eom_seconds);
}

void check_milters(const struct context *x, const struct postfix_service *service,
		   const char *setting, const char *where)
{
	g_autoptr(GPtrArray) list = milters_of(postfix_value(x->postfix, service, setting));
	const struct milter_entry *ours = NULL;
	for (unsigned i = 0; i < list->len; i++) {
		const struct milter_entry *e = list->pdata[i];
		if (is_ours(x, e->address))
			ours = e;
	}
	check_add(x->checks, ours ? CHECK_OK : CHECK_FAIL, "postfix-milter",
		  "add the milter: misogi setup postfix", "milter を加える: misogi setup postfix",
		  "%s: %s", where, ours ? ours->address : "misogi is not among its milters");
	if (!ours)
		return;
	if (ours != list->pdata[list->len - 1])
		check_add(x->checks, CHECK_WARN, "postfix-milter-last",
			  "put misogi last: what comes after it is not sanitized",
			  "misogi を最後に置く。後ろの milter の変更は無害化されない",
			  "%s: another milter comes after misogi", where);
	check_entry(x, service, ours, where);
}
