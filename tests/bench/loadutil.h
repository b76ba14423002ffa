/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * loadutil.h - what milterload.c and smtpload.c share: reading the messages,
 * the order they are sent in, the clock, and latency statistics.
 *
 * Header-only; each program is one translation unit.
 */
#ifndef LOADUTIL_H
#define LOADUTIL_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *progname = "load";

__attribute__((noreturn, format(printf, 1, 2)))
static void die(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", progname);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(2);
}

static void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		die("out of memory (%zu bytes)", n);
	return p;
}

static void *xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		die("out of memory (%zu bytes)", n);
	return p;
}

static char *xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}

static double now_s(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec * 1e-9;
}

/* ---- a growing byte buffer ------------------------------------------- */

struct buf {
	char *p;
	size_t len, cap;
};

static void buf_need(struct buf *b, size_t more)
{
	if (b->len + more <= b->cap)
		return;
	size_t cap = b->cap ? b->cap : 256;
	while (cap < b->len + more)
		cap *= 2;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
}

static void buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	buf_need(b, n);
	memcpy(b->p + b->len, p, n);
	b->len += n;
}

__attribute__((unused))
static void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

/* ---- messages --------------------------------------------------------- */

struct mail {
	char *path;
	const char *base;	/* file name inside path */
	char cls[16];		/* base up to the first '-' or '.': statistics are per class */
	int cls_id;
	int weight;		/* times per cycle of the schedule */
	char *data;		/* the file as it is */
	size_t len;
	void *prep;		/* what the program made of it */
};

static struct mail *mails;
static size_t n_mails;
static char cls_names[32][16];
static int n_cls;

static char *slurp(const char *path, size_t *len)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0)
		die("%s: %s", path, strerror(errno));
	char *p = xmalloc((size_t)st.st_size + 1);
	size_t got = 0;
	while (got < (size_t)st.st_size) {
		ssize_t n = read(fd, p + got, (size_t)st.st_size - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			die("%s: short read", path);
		got += (size_t)n;
	}
	close(fd);
	p[got] = 0;
	*len = got;
	return p;
}

static void add_mail(const char *path, int weight)
{
	mails = xrealloc(mails, (n_mails + 1) * sizeof *mails);
	struct mail *m = &mails[n_mails++];

	memset(m, 0, sizeof *m);
	m->path = xstrdup(path);
	const char *slash = strrchr(m->path, '/');
	m->base = slash ? slash + 1 : m->path;
	size_t n = strcspn(m->base, "-.");
	if (n >= sizeof m->cls)
		n = sizeof m->cls - 1;
	memcpy(m->cls, m->base, n);
	for (m->cls_id = 0; m->cls_id < n_cls; m->cls_id++)
		if (strcmp(cls_names[m->cls_id], m->cls) == 0)
			break;
	if (m->cls_id == n_cls) {
		if (n_cls == (int)(sizeof cls_names / sizeof cls_names[0]))
			m->cls_id = n_cls - 1;	/* too many classes: lump the rest */
		else
			strcpy(cls_names[n_cls++], m->cls);
	}
	m->weight = weight;
	m->data = slurp(path, &m->len);
}

static int cmp_str(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A file, or a directory: all *.eml in it, by name. */
static void add_path(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		die("%s: %s", path, strerror(errno));
	if (!S_ISDIR(st.st_mode)) {
		add_mail(path, 1);
		return;
	}
	DIR *d = opendir(path);
	struct dirent *e;
	char **names = NULL;
	size_t n = 0;

	if (!d)
		die("%s: %s", path, strerror(errno));
	while ((e = readdir(d))) {
		size_t l = strlen(e->d_name);
		if (l < 5 || strcmp(e->d_name + l - 4, ".eml"))
			continue;
		char *full = xmalloc(strlen(path) + l + 2);
		sprintf(full, "%s/%s", path, e->d_name);
		names = xrealloc(names, (n + 1) * sizeof *names);
		names[n++] = full;
	}
	closedir(d);
	if (n)
		qsort(names, n, sizeof *names, cmp_str);
	for (size_t i = 0; i < n; i++) {
		add_mail(names[i], 1);
		free(names[i]);
	}
	free(names);
}

/*
 * A mix file: lines "COUNT PATH" (PATH relative to the mix file); COUNT is how
 * often the message occurs in one cycle of the schedule.
 */
static void add_mix(const char *mixfile)
{
	FILE *f = fopen(mixfile, "r");
	char line[4096], full[8192];
	const char *slash = strrchr(mixfile, '/');
	int dirlen = slash ? (int)(slash - mixfile + 1) : 0;

	if (!f)
		die("%s: %s", mixfile, strerror(errno));
	while (fgets(line, sizeof line, f)) {
		char *p = line, *end;
		line[strcspn(line, "\r\n")] = 0;
		p += strspn(p, " \t");
		if (*p == 0 || *p == '#')
			continue;
		long w = strtol(p, &end, 10);
		if (end == p || w < 0 || w > 100000)
			die("%s: bad line: %s", mixfile, line);
		end += strspn(end, " \t");
		if (w == 0)
			continue;
		if (*end == '/')
			add_mail(end, (int)w);
		else {
			snprintf(full, sizeof full, "%.*s%s", dirlen, mixfile, end);
			add_mail(full, (int)w);
		}
	}
	fclose(f);
}

/* ---- the schedule: every message `weight` times, shuffled by the seed -- */

static uint32_t *schedule;
static size_t n_schedule;

static uint64_t splitmix(uint64_t *s)
{
	uint64_t z = (*s += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static void make_schedule(uint64_t seed)
{
	if (n_mails == 0)
		die("no messages given");
	for (size_t i = 0; i < n_mails; i++)
		n_schedule += (size_t)mails[i].weight;
	schedule = xmalloc(n_schedule * sizeof *schedule);
	size_t k = 0;
	for (size_t i = 0; i < n_mails; i++)
		for (int w = 0; w < mails[i].weight; w++)
			schedule[k++] = (uint32_t)i;
	if (seed == 0)		/* 0: keep the given order */
		return;
	for (size_t i = n_schedule - 1; i > 0; i--) {
		size_t j = (size_t)(splitmix(&seed) % (i + 1));
		uint32_t t = schedule[i];
		schedule[i] = schedule[j];
		schedule[j] = t;
	}
}

/* ---- statistics -------------------------------------------------------- */

static int cmp_dbl(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Nearest-rank percentile of a sorted array. */
static double pct(const double *v, size_t n, double p)
{
	if (n == 0)
		return 0;
	size_t r = (size_t)(p / 100.0 * (double)n + 0.999999);
	if (r < 1)
		r = 1;
	if (r > n)
		r = n;
	return v[r - 1];
}

static void json_lat(FILE *f, const char *name, double *v, size_t n)
{
	double sum = 0;

	if (n)
		qsort(v, n, sizeof *v, cmp_dbl);
	for (size_t i = 0; i < n; i++)
		sum += v[i];
	fprintf(f, "\"%s\":{\"n\":%zu,\"mean_ms\":%.3f,\"p50_ms\":%.3f,\"p95_ms\":%.3f,"
		"\"p99_ms\":%.3f,\"max_ms\":%.3f}", name, n, n ? sum / (double)n * 1e3 : 0,
		pct(v, n, 50) * 1e3, pct(v, n, 95) * 1e3, pct(v, n, 99) * 1e3,
		n ? v[n - 1] * 1e3 : 0);
}

static double self_cpu_s(void)
{
	struct rusage ru;

	getrusage(RUSAGE_SELF, &ru);
	return (double)ru.ru_utime.tv_sec + (double)ru.ru_utime.tv_usec * 1e-6 +
	       (double)ru.ru_stime.tv_sec + (double)ru.ru_stime.tv_usec * 1e-6;
}

#endif
