/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the commands print: tables that line up with wide characters in them,
 * JSON lines, errors with the next step. Nothing a stranger chose reaches a
 * terminal but through text_one_line(). Tests: tests/unit/cli/test_output.c.
 */
#include "cli.h"

#include <stdarg.h>
#include <string.h>

#include "misogi/text.h"

#define COLUMNS_MAX 16
#define CELL_BYTES 400 /* longest cell */

struct cli_table {
	GPtrArray *rows; /* of GStrv */
	size_t width[COLUMNS_MAX];
};

const char *cli_text(const struct cli *cli, const char *en, const char *ja)
{
	return cli->lang == LANGUAGE_JA ? ja : en;
}

size_t cli_width(const char *utf8)
{
	size_t width = 0;
	for (const char *p = utf8; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_iszerowidth(c))
			width += g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}

/* ---- tables ---- */

static void add_row(struct cli_table *t, GPtrArray *cells)
{
	for (unsigned i = 0; i < cells->len; i++) {
		size_t width = cli_width(cells->pdata[i]);
		if (width > t->width[i])
			t->width[i] = width;
	}
	g_ptr_array_add(cells, NULL);
	g_ptr_array_add(t->rows, g_ptr_array_free(cells, FALSE));
}

struct cli_table *cli_table_new(const char *const *headings)
{
	struct cli_table *t = g_new0(struct cli_table, 1);
	t->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	if (!headings)
		return t;
	GPtrArray *cells = g_ptr_array_new();
	for (unsigned i = 0; headings[i] && i < COLUMNS_MAX; i++)
		g_ptr_array_add(cells, text_one_line(headings[i], CELL_BYTES));
	add_row(t, cells);
	return t;
}

void cli_table_row(struct cli_table *t, ...)
{
	GPtrArray *cells = g_ptr_array_new();
	va_list ap;
	va_start(ap, t);
	const char *cell;
	while ((cell = va_arg(ap, const char *)) != NULL && cells->len < COLUMNS_MAX) {
		/* Leading spaces are layout. */
		size_t indent = strspn(cell, " ");
		g_autofree char *rest = text_one_line(cell + indent, CELL_BYTES);
		g_ptr_array_add(cells, g_strdup_printf("%*s%s", (int)indent, "", rest));
	}
	va_end(ap);
	add_row(t, cells);
}

void cli_table_end(struct cli_table *t, FILE *out)
{
	for (unsigned r = 0; r < t->rows->len; r++) {
		char **cells = t->rows->pdata[r];
		for (unsigned c = 0; cells[c]; c++) {
			size_t pad = cells[c + 1] ? t->width[c] - cli_width(cells[c]) + 2 : 0;
			fprintf(out, "%s%*s", cells[c], (int)pad, "");
		}
		fputc('\n', out);
	}
	g_ptr_array_unref(t->rows);
	g_free(t);
}

/* ---- JSON ---- */

static void json_line(const json_t *value)
{
	g_autofree char *line = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	printf("%s\n", line ? line : "null");
}

void cli_json(json_t *value)
{
	if (!json_is_array(value)) {
		json_line(value);
	} else {
		size_t i;
		json_t *element;
		json_array_foreach(value, i, element) json_line(element);
	}
	json_decref(value);
}

/* ---- errors ---- */

int cli_error(int status, const char *next, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	g_autofree char *text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	g_autofree char *line = text_one_line(text, 1000);
	fprintf(stderr, "misogi: %s\n", line);
	if (next)
		fprintf(stderr, "  -> %s\n", next);
	return status;
}

struct remedy {
	enum reason reason;
	int status;
	const char *en, *ja;
};

static const struct remedy remedies[] = {
	{ REASON_CONFIG, EX_CONFIG, "misogi check shows every error of the settings",
	  "misogi check で設定の誤りをすべて表示します" },
	{ REASON_NO_CROSSING, EX_NOPERM, "misogi policy show lists the crossings",
	  "misogi policy show で経路（crossing）を確かめてください" },
	{ REASON_CLAMD_DOWN, EX_UNAVAILABLE,
	  "start clamd, or look at setting clamd_socket: misogi config get clamd_socket",
	  "clamd を起動するか、設定 clamd_socket を確かめてください" },
	{ REASON_CLAMD_TIMEOUT, EX_TEMPFAIL, "clamd is busy or hangs: look at its log",
	  "clamd が応答しません。clamd のログを見てください" },
	{ REASON_CLAMD_ANSWER, EX_TEMPFAIL, "look at clamd's log", "clamd のログを見てください" },
	{ REASON_CANARY_LOST, EX_UNAVAILABLE,
	  "copy conf/clamav/misogi-canary.ndb into clamd's DatabaseDirectory and restart clamd; "
	  "check its TemporaryDirectory",
	  "misogi-canary.ndb を clamd の DatabaseDirectory に置いて再起動し、"
	  "TemporaryDirectory を確かめてください" },
	{ REASON_SIGNATURES_OLD, EX_UNAVAILABLE,
	  "run freshclam, or see misogi help signature_max_age",
	  "freshclam を動かしてください（misogi help signature_max_age）" },
	{ REASON_NURSERY_DOWN, EX_UNAVAILABLE, "look at setting worker_program",
	  "設定 worker_program を確かめてください" },
	{ REASON_SANDBOX, EX_UNAVAILABLE, "this kernel lacks a wall: misogi help sandbox",
	  "このカーネルで使えない保護があります（misogi help sandbox）" },
	{ REASON_STORE_FULL, EX_TEMPFAIL, "free space in store_directory",
	  "store_directory の空きを増やしてください" },
	{ REASON_STORE_IO, EX_IOERR, "look at store_directory and its owner",
	  "store_directory とその所有者を確かめてください" },
	{ REASON_STORE_LOCKED, EX_TEMPFAIL, "try again", "もう一度試してください" },
	{ REASON_STORE_VERSION, EX_CONFIG, "this store was written by a newer misogi",
	  "この保管庫は、より新しい misogi が書いたものです" },
	{ REASON_KEY, EX_NOPERM, "misogi key init makes the keys; the secret one needs its owner",
	  "misogi key init で鍵を作ります。秘密鍵は所有者だけが読めます" },
	{ REASON_SPOOL, EX_NOINPUT, "is the file there, and may you read it?",
	  "ファイルがあり、読む権限があるか確かめてください" },
	{ REASON_INTERNAL, EX_SOFTWARE, NULL, NULL },
};

int cli_fail(const struct cli *cli, const struct err *err)
{
	const char *word = reason_word(err->reason);
	for (size_t i = 0; i < G_N_ELEMENTS(remedies); i++) {
		const struct remedy *r = &remedies[i];
		if (r->reason == err->reason)
			return cli_error(r->status, r->en ? cli_text(cli, r->en, r->ja) : NULL,
					 "%s: %s", word, err->text);
	}
	return cli_error(EX_TEMPFAIL, NULL, "%s: %s", word, err->text);
}

void cli_diags(const struct cli *cli, const struct diags *d)
{
	for (unsigned i = 0; i < d->list->len; i++) {
		g_autofree char *line = diag_line(d->list->pdata[i], cli->lang == LANGUAGE_JA);
		fprintf(stderr, "%s\n", line);
	}
}
