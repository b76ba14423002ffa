/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * htmlbench FILE.html...: CPU seconds of our HTML-to-text and of the bare
 * parser (parse and free) over the same documents in one process, in turns so
 * that both have the same weather; the best of the rounds. One line each:
 * name, MB/s, ms a document. With --print, our text of one document instead.
 */
#include <gumbo.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "html/html.h"

#define ROUNDS 7

struct document {
	char *html;
	gsize n;
};

static struct document *documents;
static int count;
static size_t total;

static double cpu_seconds(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) * 1e-6;
}

static void parse_bare(const struct document *d)
{
	GumboOptions options = kGumboDefaultOptions;

	options.max_errors = 0;
	gumbo_destroy_output(&options, gumbo_parse_with_options(&options, d->html, d->n));
}

static GString *text_of(const struct document *d)
{
	struct limits limits = limits_default();
	const struct text_options options = { .limits = &limits };
	struct html_found found = { 0 };
	GString *out = g_string_sized_new(d->n / 2);

	html_to_text(out, d->html, d->n, &options, &found);
	if (found.fallback)
		fprintf(stderr, "htmlbench: a document was too much for the parser\n");
	return out;
}

static void convert(const struct document *d)
{
	g_string_free(text_of(d), TRUE);
}

static struct way {
	const char *name;
	void (*run)(const struct document *d);
	double best;
} ways[] = { { "gumbo, parse and free", parse_bare, 1e9 }, { "misogi", convert, 1e9 } };

static void run_round(void)
{
	for (size_t k = 0; k < G_N_ELEMENTS(ways); k++) {
		double start = cpu_seconds();
		for (int i = 0; i < count; i++)
			ways[k].run(&documents[i]);
		ways[k].best = MIN(ways[k].best, cpu_seconds() - start);
	}
}

static bool read_documents(char **paths)
{
	documents = g_new0(struct document, (gsize)count + 1);
	for (int i = 0; i < count; i++) {
		if (!g_file_get_contents(paths[i], &documents[i].html, &documents[i].n, NULL)) {
			fprintf(stderr, "htmlbench: cannot read %s\n", paths[i]);
			return false;
		}
		total += documents[i].n;
	}
	return count > 0;
}

int main(int argc, char **argv)
{
	const bool print = argc == 3 && !strcmp(argv[1], "--print");

	count = print ? 1 : argc - 1;
	if (!read_documents(argv + argc - count))
		return 1;
	if (print) {
		fputs(text_of(&documents[0])->str, stdout);
		return 0;
	}
	for (int i = 0; i < ROUNDS; i++)
		run_round();
	for (size_t k = 0; k < G_N_ELEMENTS(ways); k++)
		printf("%s\t%.1f\t%.3f\n", ways[k].name, (double)total / ways[k].best / 1e6,
		       ways[k].best / count * 1e3);
	return 0;
}
