/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * smtpload - send message files over SMTP on N parallel sessions and report
 * messages/s, bytes/s and latency percentiles as one JSON object.
 *
 * Unlike smtp-source(1) it sends given files, in a given mix, in a fixed order.
 * "dot" latency: from the last byte of the message being handed to the kernel
 * to the reply to the final dot. "message" latency: from the start of the
 * session (first message of a session) or of MAIL to that reply.
 *
 * Exit status: 0 all messages accepted, 1 some not, 2 usage or set-up error.
 */
#define _GNU_SOURCE
#include "loadutil.h"

#include <getopt.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>

static struct {
	const char *host, *port, *from, *rcpt, *json;
	int conns;
	size_t count, per_conn;
	double seconds;
	uint64_t seed;
	int timeout_s, quiet;
} o = {
	.host = "127.0.0.1", .from = "sender@example.org", .rcpt = "user@example.com",
	.conns = 1, .per_conn = 1, .seed = 1, .timeout_s = 600
};

static struct addrinfo *ai;

/* CRLF line ends, dots doubled, final dot. */
static struct buf *prepare(const struct mail *m)
{
	struct buf *b = xmalloc(sizeof *b);
	const char *s = m->data, *end = m->data + m->len;

	memset(b, 0, sizeof *b);
	buf_need(b, m->len + m->len / 32 + 64);
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *le = nl ? nl : end;
		if (nl && le > s && le[-1] == '\r')
			le--;
		if (*s == '.')
			buf_add(b, ".", 1);
		buf_add(b, s, (size_t)(le - s));
		buf_add(b, "\r\n", 2);
		s = nl ? nl + 1 : end;
	}
	buf_add(b, ".\r\n", 3);
	return b;
}

struct sess {
	int fd, pipelining;
	char in[4096];
	size_t pos, len, msgs;
	char err[200];
};

static int put(struct sess *s, const char *p, size_t n)
{
	while (n) {
		ssize_t k = send(s->fd, p, n, MSG_NOSIGNAL);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			snprintf(s->err, sizeof s->err, "send: %s", strerror(errno));
			return -1;
		}
		p += k;
		n -= (size_t)k;
	}
	return 0;
}

/* One reply; the code, and the last line in s->err. Sees PIPELINING go by. */
static int reply(struct sess *s)
{
	char line[1024];
	size_t n = 0;

	for (;;) {
		if (s->pos == s->len) {
			ssize_t k = recv(s->fd, s->in, sizeof s->in, 0);
			if (k < 0 && errno == EINTR)
				continue;
			if (k <= 0) {
				snprintf(s->err, sizeof s->err, "recv: %s",
					 k ? strerror(errno) : "connection closed");
				return -1;
			}
			s->pos = 0;
			s->len = (size_t)k;
		}
		char c = s->in[s->pos++];
		if (c != '\n') {
			if (n < sizeof line - 1)
				line[n++] = c;
			continue;
		}
		line[n] = 0;
		if (n >= 14 && strncmp(line + 4, "PIPELINING", 10) == 0)
			s->pipelining = 1;
		if (n >= 4 && line[3] == '-') {
			n = 0;
			continue;
		}
		snprintf(s->err, sizeof s->err, "%.*s", (int)(sizeof s->err - 1), line);
		return atoi(line);
	}
}

static int cmd(struct sess *s, const char *text, int want)
{
	if (text && put(s, text, strlen(text)) < 0)
		return -1;
	int code = reply(s);
	return code > 0 && code / 100 == want ? 0 : -1;
}

static int sess_open(struct sess *s)
{
	struct timeval tv = { o.timeout_s, 0 };
	int one = 1;

	s->pos = s->len = s->msgs = 0;
	s->pipelining = 0;
	s->fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(s->fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
	setsockopt(s->fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv);
	setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (s->fd < 0 || connect(s->fd, ai->ai_addr, ai->ai_addrlen) < 0) {
		snprintf(s->err, sizeof s->err, "connect: %s", strerror(errno));
		return -1;
	}
	if (cmd(s, NULL, 2) < 0 || cmd(s, "EHLO client.example.org\r\n", 2) < 0)
		return -1;
	return 0;
}

static int send_mail(struct sess *s, const struct buf *b, double *t_dot, double *t_end)
{
	char env[1024];

	if (s->pipelining) {
		snprintf(env, sizeof env, "MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n", o.from, o.rcpt);
		if (put(s, env, strlen(env)) < 0 || cmd(s, NULL, 2) < 0 || cmd(s, NULL, 2) < 0 ||
		    cmd(s, NULL, 3) < 0)
			return -1;
	} else {
		snprintf(env, sizeof env, "MAIL FROM:<%s>\r\n", o.from);
		if (cmd(s, env, 2) < 0)
			return -1;
		snprintf(env, sizeof env, "RCPT TO:<%s>\r\n", o.rcpt);
		if (cmd(s, env, 2) < 0 || cmd(s, "DATA\r\n", 3) < 0)
			return -1;
	}
	if (put(s, b->p, b->len) < 0)
		return -1;
	*t_dot = now_s();
	if (cmd(s, NULL, 2) < 0)
		return -1;
	*t_end = now_s();
	s->msgs++;
	return 0;
}

struct sample {
	uint32_t mail;
	float dot, total;
};

static _Atomic size_t next_seq;
static size_t total, n_samples, n_failed;
static struct sample *samples;
static size_t cap_samples;
static uint64_t bytes;
static double t_start, cpu_start;
static char first_err[256];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *arg)
{
	struct sess s = { .fd = -1 };

	(void)arg;
	for (;;) {
		size_t seq = atomic_fetch_add(&next_seq, 1);
		if (seq >= total || (o.seconds > 0 && now_s() - t_start >= o.seconds))
			break;
		size_t mi = schedule[seq % n_schedule];
		double t0 = now_s(), td = 0, te = 0;
		int rc = 0;

		if (s.fd < 0)
			rc = sess_open(&s);
		if (rc == 0)
			rc = send_mail(&s, mails[mi].prep, &td, &te);
		pthread_mutex_lock(&lock);
		if (rc == 0) {
			if (n_samples == cap_samples) {
				cap_samples = cap_samples ? 2 * cap_samples : 1024;
				samples = xrealloc(samples, cap_samples * sizeof *samples);
			}
			samples[n_samples++] = (struct sample){ (uint32_t)mi, (float)(te - td), (float)(te - t0) };
			bytes += mails[mi].len;
		} else {
			n_failed++;
			if (!first_err[0])
				snprintf(first_err, sizeof first_err, "%s: %s", mails[mi].base, s.err);
		}
		pthread_mutex_unlock(&lock);
		if (rc < 0 || (o.per_conn && s.msgs >= o.per_conn)) {
			if (rc == 0)
				cmd(&s, "QUIT\r\n", 2);
			if (s.fd >= 0)
				close(s.fd);
			s.fd = -1;
		}
	}
	if (s.fd >= 0) {
		cmd(&s, "QUIT\r\n", 2);
		close(s.fd);
	}
	return NULL;
}

static void usage(FILE *f)
{
	fputs(
"usage: smtpload [options] (FILE.eml | DIR)... | -m MIX\n"
"  -p PORT (required)  -h HOST (127.0.0.1)   -m MIX  lines \"COUNT PATH\"\n"
"  -c N   parallel sessions (1)              -n N    messages in all (one cycle)\n"
"  -t S   start no message after S seconds   -k K    messages per session (1), 0: no limit\n"
"  -S SEED  order (1), 0: as given           -F ADDR sender   -R ADDR recipient\n"
"  -T S   socket timeout (600)               -j FILE report   -q  no summary\n", f);
}

int main(int argc, char **argv)
{
	const char *mix = NULL;
	int ch;

	progname = "smtpload";
	while ((ch = getopt(argc, argv, "p:h:m:c:n:t:k:S:F:R:T:j:q")) != -1)
		switch (ch) {
		case 'p': o.port = optarg; break;
		case 'h': o.host = optarg; break;
		case 'm': mix = optarg; break;
		case 'c': o.conns = atoi(optarg); break;
		case 'n': o.count = strtoul(optarg, NULL, 10); break;
		case 't': o.seconds = atof(optarg); break;
		case 'k': o.per_conn = strtoul(optarg, NULL, 10); break;
		case 'S': o.seed = strtoul(optarg, NULL, 10); break;
		case 'F': o.from = optarg; break;
		case 'R': o.rcpt = optarg; break;
		case 'T': o.timeout_s = atoi(optarg); break;
		case 'j': o.json = optarg; break;
		case 'q': o.quiet = 1; break;
		default: usage(stderr); return 2;
		}
	if (!o.port || o.conns < 1) {
		usage(stderr);
		return 2;
	}
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	int rc = getaddrinfo(o.host, o.port, &hints, &ai);
	if (rc)
		die("%s:%s: %s", o.host, o.port, gai_strerror(rc));
	if (mix)
		add_mix(mix);
	for (int i = optind; i < argc; i++)
		add_path(argv[i]);
	make_schedule(o.seed);
	for (size_t i = 0; i < n_mails; i++)
		mails[i].prep = prepare(&mails[i]);
	total = o.count ? o.count : o.seconds > 0 ? (size_t)-1 / 2 : n_schedule;
	signal(SIGPIPE, SIG_IGN);

	pthread_t *th = xmalloc((size_t)o.conns * sizeof *th);
	cpu_start = self_cpu_s();
	t_start = now_s();
	for (int i = 0; i < o.conns; i++)
		if ((errno = pthread_create(&th[i], NULL, worker, NULL)))
			die("pthread_create: %s", strerror(errno));
	for (int i = 0; i < o.conns; i++)
		pthread_join(th[i], NULL);
	double wall = now_s() - t_start;

	FILE *f = o.json ? fopen(o.json, "w") : stdout;
	if (!f)
		die("%s: %s", o.json, strerror(errno));
	double *v = xmalloc(n_samples * sizeof *v);
	size_t k;
	fprintf(f, "{\"tool\":\"smtpload\",\"messages\":%zu,\"failed\":%zu,\"sessions\":%d,\"wall_s\":%.3f,"
		"\"messages_per_s\":%.2f,\"mb_per_s\":%.2f,\"bytes_in\":%llu,\"load_cpu_s\":%.3f,",
		n_samples, n_failed, o.conns, wall, (double)n_samples / wall, (double)bytes / wall / 1e6,
		(unsigned long long)bytes, self_cpu_s() - cpu_start);
	for (size_t i = 0; i < n_samples; i++)
		v[i] = (double)samples[i].dot;
	json_lat(f, "dot", v, n_samples);
	for (size_t i = 0; i < n_samples; i++)
		v[i] = (double)samples[i].total;
	fputc(',', f);
	json_lat(f, "message", v, n_samples);
	fprintf(f, ",\"classes\":{");
	for (int cl = 0; cl < n_cls; cl++) {
		for (size_t i = k = 0; i < n_samples; i++)
			if (mails[samples[i].mail].cls_id == cl)
				v[k++] = (double)samples[i].dot;
		if (cl)
			fputc(',', f);
		json_lat(f, cls_names[cl], v, k);
	}
	fprintf(f, "}}\n");
	if (f != stdout)
		fclose(f);
	if (!o.quiet)
		fprintf(stderr, "smtpload: %zu messages in %.2f s, %.1f/s, %.1f MB/s, failed %zu\n",
			n_samples, wall, (double)n_samples / wall, (double)bytes / wall / 1e6, n_failed);
	if (first_err[0])
		fprintf(stderr, "smtpload: first error: %s\n", first_err);
	return n_failed != 0;
}
