/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cli.h: what the commands of `misogi` share: the table of commands, options
 * common to all, settings loaded when first asked for, tables that line up
 * with Japanese in them, JSON, errors that say what to do next. Exit statuses
 * are those of sysexits.h. Tests: tests/unit/cli.
 */
#ifndef CLI_H
#define CLI_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <sysexits.h>

#include "misogi/config.h"
#include "misogi/diag.h"
#include "misogi/err.h"
#include "misogi/policy.h"

struct command;

struct cli {
	char *config_path;  /* -c; NULL: the installed one, or defaults when there is none */
	bool json;	    /* --json */
	enum language lang; /* --lang, else LC_ALL, LC_MESSAGES, LANG */
	bool tty;	    /* standard output is a terminal */
	const struct command *command; /* the one that runs */
	/* loaded by cli_config() and cli_policy() */
	struct config *config;
	struct policy *policy;
};

/* A command: one row in main.c, one file cmd_NAME.c. */
struct command {
	const char *name;
	const char *summary_en, *summary_ja;
	const char *usage; /* what follows "misogi "; several lines when there are several forms */
	/* argv[0] is the command's name. Returns an exit status of sysexits.h. */
	int (*run)(struct cli *cli, int argc, char **argv);
};

/* The table of main.c, for `misogi help`. */
const struct command *cli_commands(size_t *n);

int cmd_status(struct cli *cli, int argc, char **argv);
int cmd_check(struct cli *cli, int argc, char **argv);
int cmd_config(struct cli *cli, int argc, char **argv);
int cmd_help(struct cli *cli, int argc, char **argv);
int cmd_policy(struct cli *cli, int argc, char **argv);
int cmd_explain(struct cli *cli, int argc, char **argv);
int cmd_sanitize(struct cli *cli, int argc, char **argv);
int cmd_log(struct cli *cli, int argc, char **argv);
int cmd_quarantine(struct cli *cli, int argc, char **argv);
int cmd_key(struct cli *cli, int argc, char **argv);
int cmd_reload(struct cli *cli, int argc, char **argv);
int cmd_setup(struct cli *cli, int argc, char **argv);
int cmd_version(struct cli *cli, int argc, char **argv);

/* ---- options ---- */

/*
 * Strings among ${entries} are to be G_OPTION_ARG_FILENAME (bytes as typed: no
 * locale has a say). Reads ${entries} (may be NULL) and the options common to all (-c, --json,
 * --lang, -h) from anywhere in ${argv}; what is left are the operands, from
 * ${argv}[1] on. Returns -1 to go on, or the exit status to end with (help
 * printed: 0, wrong usage: 64, said already).
 */
int cli_parse(struct cli *cli, const GOptionEntry *entries, int *argc, char ***argv);

/* The common options before the command's name; as cli_parse(), but stops at the first operand. */
int cli_parse_global(struct cli *cli, int *argc, char ***argv);

/* Prints the usage of the command that runs and returns EX_USAGE. */
int cli_usage(struct cli *cli);

/* ---- settings, loaded once ---- */

/* The settings; NULL after saying why (return EX_CONFIG). Borrowed. */
const struct config *cli_config(struct cli *cli);

/* The policy: ${path}, or the settings' policy_file when NULL; NULL after saying why. Borrowed. */
const struct policy *cli_policy(struct cli *cli, const char *path);

/* ---- output ---- */

/* ${en} or ${ja} by the language of ${cli}; fit to be a format. */
const char *cli_text(const struct cli *cli, const char *en, const char *ja) G_GNUC_FORMAT(2)
	G_GNUC_FORMAT(3);

/* Columns a terminal gives ${utf8}, East Asian wide characters counted as two. */
size_t cli_width(const char *utf8);

/*
 * A table whose columns line up. Headings end with NULL and may be all absent
 * (cli_table_new(NULL)); a row takes as many strings, NULL-terminated.
 * Cells are made one safe line; the last column is never padded.
 */
struct cli_table;
struct cli_table *cli_table_new(const char *const *headings);
void cli_table_row(struct cli_table *t, ...) G_GNUC_NULL_TERMINATED;
/* Prints to ${out} and frees ${t}. */
void cli_table_end(struct cli_table *t, FILE *out);

/* Prints ${value} as one line of JSON and takes the reference. An array: one element a line. */
void cli_json(json_t *value);

/*
 * "misogi: ..." and, when not NULL, what to do ${next} on a line of its own;
 * to standard error. Returns ${status}.
 */
int cli_error(int status, const char *next, const char *fmt, ...) G_GNUC_PRINTF(3, 4);

/* The same of ${err}, with the remedy known for its reason; returns the status that fits. */
int cli_fail(const struct cli *cli, const struct err *err);

/* All diagnostics to standard error. */
void cli_diags(const struct cli *cli, const struct diags *d);

#endif
