/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * misogi sanitize: the milter's work on files. One nursery serves all files of
 * a batch; each mail still has a newborn process of its own. A mail that the
 * milter would defer gives no output and status 75. Tests: tests/flow/test_cli.py.
 */
#include "cli.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emit.h"
#include "misogi/io.h"
#include "offline.h"

struct request {
	struct offline_options offline;
	char *out, *report, *parts, *batch;
};

/* A file that cannot be read is the caller's mistake, a bug is ours, all else waits. */
static int status_of(const struct err *err)
{
	if (err->scope == SCOPE_BUG)
		return EX_SOFTWARE;
	return err->reason == REASON_SPOOL ? EX_NOINPUT : EX_TEMPFAIL;
}

/* ---- one file ---- */

static int sanitize_one(struct offline *o, const struct cli *cli, const struct request *q,
			const char *path)
{
	struct offline_result r;
	struct err err = { 0 };
	if (!offline_run(o, path, false, &r, &err)) {
		cli_fail(cli, &err);
		return status_of(&err);
	}
	json_t *report = offline_report(o, &r);
	bool ok = (!q->parts || emit_parts(&r, q->parts, &err)) &&
		  (!q->report || emit_json(report, q->report, &err)) && emit_mail(&r, q->out, &err);
	json_decref(report);
	offline_result_clear(&r);
	if (ok)
		return EX_OK;
	cli_fail(cli, &err);
	return EX_CANTCREAT;
}

/* ---- many files ---- */

struct batch {
	struct offline *offline;
	const struct cli *cli;
	const char *dir;
	GMutex lock;
	int status;
	unsigned done, total;
	bool draws;
	int64_t drawn_ms;
};

#define BAR_WIDTH 30
#define BAR_MS 100 /* redrawn at most this often */

static void draw(struct batch *b)
{
	int64_t now = io_now_ms();
	if (!b->draws || (b->done < b->total && now - b->drawn_ms < BAR_MS))
		return;
	b->drawn_ms = now;
	unsigned filled = b->done * BAR_WIDTH / b->total;
	fprintf(stderr, "\r[%.*s%*s] %u/%u%s", (int)filled, "##############################",
		(int)(BAR_WIDTH - filled), "", b->done, b->total, b->done == b->total ? "\n" : "");
}

/* BASE of BASE.eml; caller frees. */
static char *base_of(const char *path)
{
	char *base = g_path_get_basename(path);
	if (g_str_has_suffix(base, ".eml") && strlen(base) > 4)
		base[strlen(base) - 4] = '\0';
	return base;
}

static bool batch_one(struct batch *b, const char *path, struct err *err)
{
	struct offline_result r;
	if (!offline_run(b->offline, path, false, &r, err))
		return false;
	g_autofree char *base = base_of(path);
	g_autofree char *mail = g_strdup_printf("%s/%s.eml", b->dir, base);
	g_autofree char *json = g_strdup_printf("%s/%s.json", b->dir, base);
	json_t *report = offline_report(b->offline, &r);
	/* The report first: where a mail is, its report is. */
	bool ok = emit_json(report, json, err) && emit_mail(&r, mail, err);
	json_decref(report);
	offline_result_clear(&r);
	return ok;
}

static void batch_work(void *data, void *user)
{
	const char *path = data;
	struct batch *b = user;
	struct err err = { 0 };
	bool ok = batch_one(b, path, &err);
	g_mutex_lock(&b->lock);
	b->done++;
	if (!ok) {
		if (b->draws)
			fputs("\r\033[K", stderr);
		fprintf(stderr, "%s: ", path);
		cli_fail(b->cli, &err);
		/* Mails that wait are worth more attention than a name that was mistyped. */
		if (b->status != EX_TEMPFAIL)
			b->status = status_of(&err);
	}
	draw(b);
	g_mutex_unlock(&b->lock);
}

/* Two inputs with one BASE, or an input that would be overwritten, are said before anything is
 * done. */
static int check_inputs(const struct cli *cli, const char *dir, char **paths)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct stat out, in;
	if (stat(dir, &out) < 0)
		return cli_error(EX_CANTCREAT, NULL, "%s: no such directory", dir);
	for (char **p = paths; *p; p++) {
		g_autofree char *parent = g_path_get_dirname(*p);
		if (stat(parent, &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return cli_error(EX_USAGE,
					 cli_text(cli, "name another directory",
						  "別のディレクトリを指定してください"),
					 "%s would be overwritten by its result", *p);
		if (!g_hash_table_add(seen, base_of(*p)))
			return cli_error(EX_USAGE,
					 cli_text(cli, "rename one, or use two batches",
						  "名前を変えるか、2回に分けてください"),
					 "two files would both become %s/%s", dir, *p);
	}
	return -1;
}

static int sanitize_batch(struct offline *o, const struct cli *cli, const struct request *q,
			  char **paths, int n)
{
	struct batch b = { .offline = o,
			   .cli = cli,
			   .dir = q->batch,
			   .total = (unsigned)n,
			   .draws = isatty(STDERR_FILENO) == 1 };
	g_mutex_init(&b.lock);
	GThreadPool *pool =
		g_thread_pool_new(batch_work, &b, (int)o->config->limits.workers, FALSE, NULL);
	for (int i = 0; i < n; i++)
		g_thread_pool_push(pool, paths[i], NULL);
	g_thread_pool_free(pool, FALSE, TRUE);
	g_mutex_clear(&b.lock);
	return b.status;
}

/* ---- the command ---- */

static int run(struct cli *cli, struct request *q, int argc, char **argv)
{
	if (argc < 2 || (!q->batch && argc > 2))
		return cli_usage(cli);
	if (q->batch && (q->out || q->report || q->parts))
		return cli_error(
			EX_USAGE, NULL,
			"--batch writes DIR/BASE.eml and DIR/BASE.json: no -o, --report, --parts");
	if (q->batch && g_mkdir_with_parents(q->batch, 0755) != 0)
		return cli_error(EX_CANTCREAT, NULL, "%s cannot be made", q->batch);
	int status = q->batch ? check_inputs(cli, q->batch, argv + 1) : -1;
	struct offline o = { 0 };
	if (status < 0)
		status = offline_start(&o, cli, &q->offline);
	if (status < 0)
		status = q->batch ? sanitize_batch(&o, cli, q, argv + 1, argc - 1)
				  : sanitize_one(&o, cli, q, argv[1]);
	offline_stop(&o);
	return status;
}

int cmd_sanitize(struct cli *cli, int argc, char **argv)
{
	struct request q = { 0 };
	const GOptionEntry entries[] = {
		OFFLINE_ENTRIES(q.offline),
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &q.out, NULL, NULL },
		{ "report", 0, 0, G_OPTION_ARG_FILENAME, &q.report, NULL, NULL },
		{ "parts", 0, 0, G_OPTION_ARG_FILENAME, &q.parts, NULL, NULL },
		{ "batch", 0, 0, G_OPTION_ARG_FILENAME, &q.batch, NULL, NULL },
		G_OPTION_ENTRY_NULL
	};
	int status = cli_parse(cli, entries, &argc, &argv);
	if (status < 0)
		status = run(cli, &q, argc, argv);
	offline_options_clear(&q.offline);
	g_free(q.out);
	g_free(q.report);
	g_free(q.parts);
	g_free(q.batch);
	return status;
}
