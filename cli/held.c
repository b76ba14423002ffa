/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * held.c: from what people type to one held file. ID alone will do when there
 * is no choice; otherwise the choices are named. Tests: tests/unit/cli/test_held.c
 */
#include "held.h"

#include <pwd.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct store *held_open_store(struct cli *cli, int *status)
{
	struct err err = { 0 };
	const struct config *c = cli_config(cli);
	if (!c) {
		*status = EX_CONFIG;
		return NULL;
	}
	struct store *s = store_open(c, STORE_READ, &err);
	if (!s)
		*status = cli_fail(cli, &err);
	return s;
}

int held_fail(const struct cli *cli, const struct err *err)
{
	if (err->scope == SCOPE_PERM && err->reason == REASON_NONE)
		return cli_error(EX_DATAERR, NULL, "%s", err->text);
	return cli_fail(cli, err);
}

char *held_actor(void)
{
	const char *before = getuid() == 0 ? g_getenv("SUDO_USER") : NULL;
	if (before && *before)
		return g_strdup(before);
	struct passwd *pw = getpwuid(getuid());
	return pw ? g_strdup(pw->pw_name) : g_strdup_printf("uid=%u", (unsigned)getuid());
}

char *held_time(int64_t epoch)
{
	if (epoch == 0)
		return g_strdup("");
	time_t t = (time_t)epoch;
	struct tm tm;
	char text[32] = "";
	if (localtime_r(&t, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	return g_strdup(text);
}

const char *held_text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	return s ? s : "";
}

int64_t held_number(const json_t *o, const char *key)
{
	return (int64_t)json_integer_value(json_object_get(o, key));
}

char *held_where(int argc, char **argv)
{
	GString *where = g_string_new(NULL);
	for (int i = 1; i < argc; i++)
		g_string_append_printf(where, "%s\"%s\"", i > 1 ? " " : "", argv[i]);
	return g_string_free(where, FALSE);
}

/* ---- ID[/PART] ---- */

void held_clear(struct held *h)
{
	g_free(h->message);
	g_free(h->part);
	g_free(h->blob);
	g_free(h->sha256);
	g_free(h->name);
	*h = (struct held){ 0 };
}

static void fill(struct held *h, const json_t *message, const json_t *part, const char *path)
{
	const json_t *blob = json_object_get(part, "blob");
	*h = (struct held){
		g_strdup(held_text(message, "id")), g_strdup(path),
		g_strdup(held_text(blob, "id")),    g_strdup(held_text(part, "sha256")),
		g_strdup(held_text(part, "name")),  (uint64_t)held_number(blob, "size")
	};
}

static bool is_held(const json_t *part)
{
	return json_is_true(json_object_get(json_object_get(part, "blob"), "is_held"));
}

/* Takes ${part} when ${path} is asked for, or anything is; counts and lists what could be meant. */
static void consider(const json_t *message, const json_t *part, const char *path, const char *want,
		     struct held *out, GString *choices)
{
	if (!is_held(part) || (want && strcmp(want, path) != 0))
		return;
	if (choices->len == 0)
		fill(out, message, part, path);
	g_string_append_printf(choices, "%s%s/%s", choices->len ? " " : "",
			       held_text(message, "id"), path);
}

static int choose(const json_t *message, const char *want, struct held *out)
{
	g_autoptr(GString) choices = g_string_new(NULL);
	g_auto(held_t) found = { 0 };
	size_t i;
	json_t *part;
	json_array_foreach(json_object_get(message, "parts"), i, part)
		consider(message, part, held_text(part, "path"), want, &found, choices);
	consider(message, json_object_get(message, "original"), "original", want, &found, choices);
	if (!found.blob)
		return cli_error(EX_DATAERR, NULL, "nothing is held of %s%s%s",
				 held_text(message, "id"), want ? "/" : "", want ? want : "");
	if (strchr(choices->str, ' '))
		return cli_error(EX_USAGE, choices->str, "%s holds several files: which?",
				 held_text(message, "id"));
	*out = found;
	found = (struct held){ 0 };
	return EX_OK;
}

int held_find(struct cli *cli, struct store *s, const char *spec, struct held *out)
{
	struct err err = { 0 };
	const char *slash = strchr(spec, '/');
	g_autofree char *id = slash ? g_strndup(spec, (gsize)(slash - spec)) : g_strdup(spec);
	json_t *message = store_show_message(s, id, &err);
	if (!message)
		return held_fail(cli, &err);
	int status = choose(message, slash ? slash + 1 : NULL, out);
	json_decref(message);
	return status;
}
