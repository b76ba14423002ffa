/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi check --postfix: whether a mail can get around misogi in this
 * Postfix. Looks at what counts for each service, not at main.cf: one
 * "-o smtpd_milters=" in master.cf is a hole. What it cannot see through (maps)
 * is said. Each row has a test that flips it: tests/unit/cli/test_postfix.c.
 */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "misogi/text.h"
#include "postfix.h"

struct context {
	struct checks *checks;
	const struct config *config;
	const struct postfix *postfix;
	const char *milter; /* ours, as Postfix writes it */
};

/* ---- milter lists: "inet:a:1, { unix:b, default_action=accept }" ---- */

struct milter_entry {
	char *address;
	char *action; /* "" when not given */
};

static void milter_entry_free(void *p)
{
	struct milter_entry *e = p;
	g_free(e->address);
	g_free(e->action);
	g_free(e);
}

static void take_entry(GPtrArray *list, const char *text)
{
	struct milter_entry *e = g_new0(struct milter_entry, 1);
	e->action = g_strdup("");
	g_auto(GStrv) words = g_strsplit_set(text, ", \t{}", -1);
	for (char **w = words; *w; w++) {
		if (g_str_has_prefix(*w, "default_action=")) {
			g_free(e->action);
			e->action = g_strdup(*w + strlen("default_action="));
		} else if (**w && !e->address && !strchr(*w, '=')) {
			e->address = g_strdup(*w);
		}
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

static void check_list(const struct context *x, const char *where, const char *value,
		       const char *default_action)
{
	g_autoptr(GPtrArray) list = milters_of(value);
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
	const char *action = *ours->action ? ours->action : default_action;
	check_add(x->checks, is_safe_action(action) ? CHECK_OK : CHECK_FAIL,
		  "postfix-default-action",
		  "milter_default_action = tempfail: with any other, mail passes unsanitized when "
		  "misogi is away",
		  "milter_default_action = tempfail。ほかの値では misogi "
		  "が止まると無害化されずに届く",
		  "%s: %s", where, action);
}

/* ---- tables that can switch the milter off ---- */

/* Whether a line of the table says one of ${words} as its action. */
static bool table_says(const char *text, const char *const *words, char **said)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **l = lines; *l; l++) {
		if (**l == '#')
			continue;
		g_auto(GStrv) fields = g_strsplit_set(*l, " \t", -1);
		for (char **f = fields; *f; f++)
			for (const char *const *w = words; f != fields && *w; w++)
				if (g_ascii_strcasecmp(*f, *w) == 0) {
					*said = g_strdup(*w);
					return true;
				}
	}
	return false;
}

static void check_table(const struct context *x, const char *where, const char *name,
			const char *map)
{
	static const char *const words[] = { "PASS", "FILTER", "REDIRECT", NULL };
	const char *path = strchr(map, ':');
	g_autofree char *text = NULL;
	g_autofree char *said = NULL;
	if (!path || !g_file_get_contents(path + 1, &text, NULL, NULL)) {
		check_add(x->checks, CHECK_WARN, "postfix-tables",
			  "see that it has no PASS, FILTER or REDIRECT",
			  "PASS FILTER REDIRECT がないことを確かめる",
			  "%s: %s: cannot look into %s", where, name, map);
		return;
	}
	bool bad = table_says(text, words, &said);
	check_add(x->checks, bad ? CHECK_FAIL : CHECK_OK, "postfix-tables",
		  "take it out: PASS switches milters off for mail that a stranger shapes",
		  "取り除く。PASS は送信者の書き方しだいで milter を止める", "%s: %s: %s%s%s",
		  where, name, map, bad ? " has " : "", bad ? said : "");
}

static void check_tables(const struct context *x, const struct postfix_service *s)
{
	static const char *const names[] = { "header_checks", "mime_header_checks",
					     "nested_header_checks", "body_checks",
					     "milter_header_checks" };
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = postfix_value(x->postfix, s, names[i]);
		g_auto(GStrv) maps = g_strsplit_set(value, ", \t", -1);
		for (char **m = maps; *m; m++)
			if (**m)
				check_table(x, s->name, names[i], *m);
	}
}

/* ---- single settings of a service ---- */

struct rule {
	const char *check, *setting;
	enum check_level level;
	bool (*is_good)(const struct context *x, const char *value);
	const char *remedy_en, *remedy_ja;
};

static bool is_empty(const struct context *x, const char *value)
{
	(void)x;
	return *value == '\0';
}

static bool keeps_milters(const struct context *x, const char *value)
{
	(void)x;
	return !strstr(value, "no_milters");
}

static bool is_protocol_6(const struct context *x, const char *value)
{
	(void)x;
	return strcmp(value, "6") == 0;
}

static bool is_on(const struct context *x, const char *value)
{
	(void)x;
	return *value && strcmp(value, "no") != 0;
}

static bool rejects_nul(const struct context *x, const char *value)
{
	(void)x;
	return strstr(value, "\\0") != NULL;
}

/* "300s", "5m": Postfix's units. */
static bool is_longer_than_ours(const struct context *x, const char *value)
{
	int64_t seconds;
	return text_parse_duration(value, &seconds) &&
	       seconds > (int64_t)x->config->limits.eom_seconds;
}

static const struct rule rules[] = {
	{ "postfix-no-milters", "receive_override_options", CHECK_FAIL, keeps_milters,
	  "take no_milters out of receive_override_options",
	  "receive_override_options から no_milters を除く" },
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
	{ "postfix-timeout", "milter_content_timeout", CHECK_FAIL, is_longer_than_ours,
	  "milter_content_timeout must be longer than limit_eom_seconds",
	  "milter_content_timeout を limit_eom_seconds より長くする" },
	{ "postfix-nul", "message_reject_characters", CHECK_WARN, rejects_nul,
	  "message_reject_characters = \\0", "message_reject_characters = \\0" },
	{ "postfix-bare-newline", "smtpd_forbid_bare_newline", CHECK_FAIL, is_on,
	  "smtpd_forbid_bare_newline = normalize (SMTP smuggling)",
	  "smtpd_forbid_bare_newline = normalize（SMTP smuggling）" },
	{ "postfix-pipelining", "smtpd_forbid_unauth_pipelining", CHECK_WARN, is_on,
	  "smtpd_forbid_unauth_pipelining = yes", "smtpd_forbid_unauth_pipelining = yes" },
};

static void check_rules(const struct context *x, const struct postfix_service *s)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		const struct rule *r = &rules[i];
		const char *value = postfix_value(x->postfix, s, r->setting);
		check_add(x->checks, r->is_good(x, value) ? CHECK_OK : r->level, r->check,
			  r->remedy_en, r->remedy_ja, "%s: %s = %s", s->name, r->setting, value);
	}
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

/* A chrooted service finds "unix:/run/x" below the queue directory only. */
static void check_chroot(const struct context *x, const struct postfix_service *s)
{
	if (!g_str_has_prefix(x->milter, "unix:/"))
		return;
	check_add(x->checks, s->is_chrooted ? CHECK_FAIL : CHECK_OK, "postfix-chroot",
		  "chroot n in master.cf, or listen below /var/spool/postfix, or inet:",
		  "master.cf の chroot を n にするか、listen を /var/spool/postfix の下か inet: "
		  "にする",
		  "%s: %s, socket %s", s->name, s->is_chrooted ? "chroot" : "no chroot", x->milter);
}

/* ---- services ---- */

static void check_smtpd(const struct context *x)
{
	const struct postfix_service *s;
	unsigned n = 0;
	while ((s = postfix_service_of(x->postfix, "smtpd", n)) != NULL) {
		check_list(x, s->name, postfix_value(x->postfix, s, "smtpd_milters"),
			   postfix_value(x->postfix, s, "milter_default_action"));
		check_rules(x, s);
		check_size(x, s);
		check_chroot(x, s);
		n++;
	}
	if (n == 0)
		check_add(x->checks, CHECK_WARN, "postfix-services", "look at master.cf",
			  "master.cf を確かめる", "no service runs smtpd");
}

/* Mail that does not come by SMTP: pickup (sendmail(1)) and qmqpd; cleanup asks the milters. */
static void check_others(const struct context *x)
{
	const struct postfix_service *pickup = postfix_service_of(x->postfix, "pickup", 0);
	bool has_others = pickup || postfix_service_of(x->postfix, "qmqpd", 0);
	const struct postfix_service *s;
	for (unsigned n = 0; (s = postfix_service_of(x->postfix, "cleanup", n)) != NULL; n++) {
		check_tables(x, s);
		if (!has_others)
			continue;
		g_autofree char *where = g_strdup_printf("%s (sendmail)", s->name);
		check_list(x, where, postfix_value(x->postfix, s, "non_smtpd_milters"),
			   postfix_value(x->postfix, s, "milter_default_action"));
		check_chroot(x, s);
	}
	if (pickup &&
	    !keeps_milters(x, postfix_value(x->postfix, pickup, "receive_override_options")))
		check_add(x->checks, CHECK_FAIL, "postfix-no-milters",
			  "take no_milters out of receive_override_options",
			  "receive_override_options から no_milters を除く", "%s: no_milters",
			  pickup->name);
}

static void check_version(const struct context *x)
{
	const char *version = postfix_value(x->postfix, NULL, "mail_version");
	int major = 0, minor = 0, patch = 0;
	/* Older ones corrupt replaced bodies or change the wrong header. */
	bool known = sscanf(version, "%d.%d.%d", &major, &minor, &patch) >= 2;
	bool good =
		known && (major > 3 || (major == 3 && (minor > 7 || (minor == 7 && patch >= 11))));
	check_add(x->checks, good ? CHECK_OK : CHECK_FAIL, "postfix-version",
		  "Postfix 3.7.11 or later", "Postfix 3.7.11 以降にする", "Postfix %s", version);
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
	const struct context x = {
		.checks = c, .config = config, .postfix = postfix, .milter = milter
	};
	check_version(&x);
	check_smtpd(&x);
	check_others(&x);
	postfix_free(postfix);
}
