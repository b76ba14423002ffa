/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading Postfix's effective configuration: what counts for a service is its
 * own -o, else main.cf, else the default; postconf knows all three.
 * Tests: tests/unit/cli/test_postfix.c.
 */
#include "postfix.h"

#include <stdint.h>
#include <string.h>

#define QUEUE_DIRECTORY "/var/spool/postfix/"

static const struct postfix_setting settings[] = {
	{ "smtpd_milters", NULL, "mail by SMTP goes through misogi",
	  "SMTP のメールを misogi に通す" },
	{ "non_smtpd_milters", NULL, "mail by sendmail(1) as well: without it that is a way around",
	  "sendmail(1) のメールも通す。ないと抜け道になる" },
	{ "milter_default_action", "tempfail",
	  "when misogi is away mail waits; accept would deliver it unsanitized",
	  "misogi が止まったら待たせる。accept では無害化されずに届く" },
	{ "milter_protocol", "6", "the protocol that misogi speaks", "misogi が話す版" },
	{ "milter_content_timeout", "300s", "longer than limit_eom_seconds of misogi",
	  "misogi の limit_eom_seconds より長く" },
	{ "message_reject_characters", "\\0", "a NUL cuts a header short",
	  "NUL はヘッダを途中で切る" },
	{ "smtputf8_enable", "no", "what misogi writes is 7-bit mail",
	  "misogi が書くのは7bitのメール" },
	{ "smtpd_forbid_bare_newline", "normalize", "against SMTP smuggling",
	  "SMTP smuggling への備え" },
	{ "smtpd_forbid_unauth_pipelining", "yes", "against SMTP smuggling",
	  "SMTP smuggling への備え" },
};

const struct postfix_setting *postfix_settings(size_t *n)
{
	*n = G_N_ELEMENTS(settings);
	return settings;
}

char *postfix_milter_of(const char *listen)
{
	const char *at = strchr(listen, '@');
	if (g_str_has_prefix(listen, "inet:") && at)
		return g_strdup_printf("inet:%s:%.*s", at + 1, (int)(at - listen - 5), listen + 5);
	if (g_str_has_prefix(listen, "inet:"))
		return g_strdup_printf("inet:127.0.0.1:%s", listen + 5);
	if (g_str_has_prefix(listen, "unix:" QUEUE_DIRECTORY))
		return g_strconcat("unix:", listen + strlen("unix:" QUEUE_DIRECTORY), NULL);
	return g_strdup(listen);
}

/* ---- parsing what postconf prints ---- */

static void service_free(void *p)
{
	struct postfix_service *s = p;
	g_free(s->name);
	g_free(s->program);
	g_hash_table_unref(s->overrides);
	g_free(s);
}

static GHashTable *new_values(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* "name = value" into ${values}. */
static void take_value(GHashTable *values, const char *line)
{
	const char *equals = strstr(line, " =");
	if (!equals)
		return;
	char *value = g_strstrip(g_strdup(equals + 2));
	g_hash_table_insert(values, g_strndup(line, (gsize)(equals - line)), value);
}

/* name type private unpriv chroot wakeup maxproc command */
static void take_service(struct postfix *p, const char *line, bool default_chroot)
{
	g_auto(GStrv) raw = g_strsplit_set(line, " \t", -1);
	const char *f[8];
	unsigned n = 0;
	for (char **w = raw; *w && n < 8; w++)
		if (**w)
			f[n++] = *w;
	if (n < 8)
		return;
	struct postfix_service *s = g_new0(struct postfix_service, 1);
	s->name = g_strconcat(f[0], "/", f[1], NULL);
	s->program = g_path_get_basename(f[7]);
	const char *processes =
		strcmp(f[6], "-") == 0 ? postfix_value(p, NULL, "default_process_limit") : f[6];
	s->processes = (unsigned)g_ascii_strtoull(processes, NULL, 10);
	s->is_chrooted = *f[4] == 'y' || (*f[4] == '-' && default_chroot);
	s->overrides = new_values();
	g_ptr_array_add(p->services, s);
}

/* "smtp/inet/smtpd_milters = value" */
static void take_override(struct postfix *p, const char *line)
{
	for (unsigned i = 0; i < p->services->len; i++) {
		struct postfix_service *s = p->services->pdata[i];
		size_t len = strlen(s->name);
		if (strncmp(line, s->name, len) == 0 && line[len] == '/')
			take_value(s->overrides, line + len + 1);
	}
}

struct postfix *postfix_parse(const char *main, const char *services, const char *overrides)
{
	struct postfix *p = g_new0(struct postfix, 1);
	p->main = new_values();
	p->services = g_ptr_array_new_with_free_func(service_free);

	g_auto(GStrv) main_lines = g_strsplit(main, "\n", -1);
	for (char **l = main_lines; *l; l++)
		take_value(p->main, *l);
	/* "-" for chroot means yes only in the oldest compatibility level. */
	bool default_chroot = strcmp(postfix_value(p, NULL, "compatibility_level"), "0") == 0;
	g_auto(GStrv) service_lines = g_strsplit(services, "\n", -1);
	for (char **l = service_lines; *l; l++)
		take_service(p, *l, default_chroot);
	g_auto(GStrv) override_lines = g_strsplit(overrides, "\n", -1);
	for (char **l = override_lines; *l; l++)
		take_override(p, *l);
	return p;
}

void postfix_free(struct postfix *p)
{
	if (!p)
		return;
	g_hash_table_unref(p->main);
	g_ptr_array_unref(p->services);
	g_free(p);
}

/* ---- asking postconf ---- */

/* What ${argv} prints; its first word is a program of Postfix. */
static char *run_program(const char **argv, char **why)
{
	g_autofree char *found = g_find_program_in_path(argv[0]);
	g_autofree char *usual = g_build_filename("/usr/sbin", argv[0], NULL);
	char *out = NULL;
	g_autofree char *complaint = NULL;
	g_autoptr(GError) error = NULL;
	int status = 0;
	argv[0] = found ? found : usual;
	if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, 0, NULL, NULL, &out, &complaint,
			  &status, &error)) {
		*why = g_strdup(error->message);
		return NULL;
	}
	if (g_spawn_check_wait_status(status, NULL))
		return out;
	*why = *complaint ? g_strdup(complaint) : g_strdup_printf("%s failed", argv[0]);
	g_free(out);
	return NULL;
}

static char *run_postconf(const char *dir, const char *option, char **why)
{
	const char *argv[] = { "postconf",	  "-x", option ? option : "-x",
			       dir ? "-c" : NULL, dir,	NULL };
	return run_program(argv, why);
}

char *postfix_table(const char *dir, const char *map)
{
	g_autofree char *why = NULL;
	const char *argv[] = { "postmap", "-s", map, NULL, NULL, NULL };
	if (dir) {
		argv[2] = "-c";
		argv[3] = dir;
		argv[4] = map;
	}
	return run_program(argv, &why);
}

struct postfix *postfix_read(const char *dir, char **why)
{
	g_autofree char *main = run_postconf(dir, NULL, why);
	g_autofree char *services = main ? run_postconf(dir, "-M", why) : NULL;
	g_autofree char *overrides = services ? run_postconf(dir, "-P", why) : NULL;
	return overrides ? postfix_parse(main, services, overrides) : NULL;
}

/* ---- reading the model ---- */

const char *postfix_value(const struct postfix *p, const struct postfix_service *service,
			  const char *name)
{
	const char *value = service ? g_hash_table_lookup(service->overrides, name) : NULL;
	if (!value)
		value = g_hash_table_lookup(p->main, name);
	return value ? value : "";
}

const struct postfix_service *postfix_service_of(const struct postfix *p, const char *program,
						 unsigned n)
{
	for (unsigned i = 0; i < p->services->len; i++) {
		const struct postfix_service *s = p->services->pdata[i];
		if (strcmp(s->program, program) == 0 && n-- == 0)
			return s;
	}
	return NULL;
}
