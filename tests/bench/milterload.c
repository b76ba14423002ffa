/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * milterload - drive a milter without an MTA.
 *
 * Speaks the MTA side of the milter protocol (version 6, and 2..5 if asked)
 * to a milter socket the way Postfix's smtpd(8)/cleanup(8) do, replays message
 * files over N parallel connections, applies what the milter answers at the
 * end of the message (body replacement, header and envelope changes,
 * quarantine, verdict) and can write the resulting messages to files.
 * Reports messages/s, bytes/s, and latency percentiles as one JSON object.
 *
 * What it does as Postfix does:
 *   - offers all actions and all protocol options of version 6 (SMFIP_NR_*,
 *     SMFIP_SKIP, SMFIP_HDR_LEADSPC, SMFIP_RCPT_REJ); no SMFIP_MDS_*;
 *   - sends the macros of an event just before it, in the same write;
 *   - body in chunks of 65535 bytes, lines ended by CRLF, the end-of-body
 *     command without data; header continuation lines separated by LF;
 *   - waits for the reply of an event unless the milter said it sends none.
 *     Commands that need no reply are gathered and written together;
 *   - one milter connection per SMTP session (-k: messages per session).
 *
 * See usage() for the options, README.md for examples.
 *
 * Exit status: 0 all messages got a final reply (and the expected one, with
 * --expect); 1 some did not; 2 usage or set-up error.
 */
#define _GNU_SOURCE
#include "loadutil.h"

#include <getopt.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

/* ---- protocol constants (libmilter's mfdef.h) --------------------------- */

enum {				/* commands, MTA to milter */
	C_ABORT = 'A', C_BODY = 'B', C_CONNECT = 'C', C_MACRO = 'D', C_EOB = 'E',
	C_HELO = 'H', C_HEADER = 'L', C_MAIL = 'M', C_EOH = 'N', C_OPTNEG = 'O',
	C_QUIT = 'Q', C_RCPT = 'R', C_DATA = 'T'
};

enum {				/* replies, milter to MTA */
	R_ADDRCPT = '+', R_DELRCPT = '-', R_ADDRCPT_PAR = '2', R_SHUTDOWN = '4',
	R_ACCEPT = 'a', R_REPLBODY = 'b', R_CONTINUE = 'c', R_DISCARD = 'd',
	R_CHGFROM = 'e', R_CONNFAIL = 'f', R_ADDHEADER = 'h', R_INSHEADER = 'i',
	R_SETSYMLIST = 'l', R_CHGHEADER = 'm', R_PROGRESS = 'p', R_QUARANTINE = 'q',
	R_REJECT = 'r', R_SKIP = 's', R_TEMPFAIL = 't', R_REPLYCODE = 'y'
};

#define P_NOCONNECT	0x00000001u
#define P_NOHELO	0x00000002u
#define P_NOMAIL	0x00000004u
#define P_NORCPT	0x00000008u
#define P_NOBODY	0x00000010u
#define P_NOHDRS	0x00000020u
#define P_NOEOH		0x00000040u
#define P_NR_HDR	0x00000080u
#define P_NOUNKNOWN	0x00000100u
#define P_NODATA	0x00000200u
#define P_SKIP		0x00000400u
#define P_RCPT_REJ	0x00000800u
#define P_NR_CONN	0x00001000u
#define P_NR_HELO	0x00002000u
#define P_NR_MAIL	0x00004000u
#define P_NR_RCPT	0x00008000u
#define P_NR_DATA	0x00010000u
#define P_NR_UNKN	0x00020000u
#define P_NR_EOH	0x00040000u
#define P_NR_BODY	0x00080000u
#define P_HDR_LEADSPC	0x00100000u
#define P_NR_ALL	(P_NR_HDR | P_NR_CONN | P_NR_HELO | P_NR_MAIL | P_NR_RCPT | \
			 P_NR_DATA | P_NR_UNKN | P_NR_EOH | P_NR_BODY)

/* what each protocol version knows */
#define P_V2		0x0000007Fu
#define P_V3		(P_V2 | P_NOUNKNOWN)
#define P_V4		(P_V3 | P_NODATA)
#define P_V6		0x001FFFFFu
#define F_V2		0x0000003Fu
#define F_V6		0x000001FFu

#define F_ADDHDRS	0x001u
#define F_CHGBODY	0x002u
#define F_ADDRCPT	0x004u
#define F_DELRCPT	0x008u
#define F_CHGHDRS	0x010u
#define F_QUARANTINE	0x020u
#define F_CHGFROM	0x040u
#define F_ADDRCPT_PAR	0x080u
#define F_SETSYMLIST	0x100u

#define MAX_REPLY	(64u << 20)	/* a longer packet from the milter is an error */

/* ---- options ------------------------------------------------------------- */

static struct {
	const char *sock;
	int conns;
	size_t count;		/* 0: one pass over the schedule */
	double seconds;		/* 0: no limit */
	double rate;		/* 0: as fast as possible */
	size_t per_conn;	/* messages per connection; 0: no limit */
	uint64_t seed;
	const char *outdir;
	int out_lf;
	const char *json;
	const char *from;
	const char *rcpt[64];
	int n_rcpt;
	const char *helo, *cname, *caddr;
	const char *macro[64];	/* NAME=VALUE, sent with every event */
	int n_macro;
	uint32_t version, pflags, actions;
	size_t chunk;
	int timeout_ms;
	const char *expect;
	size_t abort_every, drop_every;
	int pid[16], n_pid;	/* the milter's processes: their CPU and memory are reported */
	int verbose, quiet;
} o = {
	.conns = 1, .per_conn = 1, .seed = 1, .from = "sender@example.org",
	.helo = "client.example.org", .cname = "client.example.org",
	.caddr = "192.0.2.25", .version = 6, .pflags = P_V6, .actions = F_V6,
	.chunk = 65535, .timeout_ms = 300000
};

/* ---- a message made ready for the wire ------------------------------------ */

struct header {
	const char *name, *value;	/* value: after the colon, as in the message */
	size_t nlen, vlen;
};

struct prep {
	struct header *h;
	size_t n;
	char *hdr_store;
	const char *body;		/* CRLF line ends */
	size_t body_len;
};

/* Splits a message file as Postfix would: mbox "From " line, headers with
 * continuation lines joined by LF, and the body with CRLF line ends. */
static struct prep *prepare(const struct mail *m)
{
	struct prep *p = xmalloc(sizeof *p);
	const char *s = m->data, *end = m->data + m->len;
	struct buf b = { 0 };

	memset(p, 0, sizeof *p);
	if (m->len > 5 && memcmp(s, "From ", 5) == 0) {
		const char *nl = memchr(s, '\n', m->len);
		s = nl ? nl + 1 : end;
	}
	/* The headers are stored as "name\0value\0"; there are no pointers into
	 * a buffer that may still move, so offsets first, pointers after. */
	size_t *off = NULL, n = 0;
	struct buf hs = { 0 };
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *le = nl ? nl : end;
		const char *next = nl ? nl + 1 : end;
		if (le > s && le[-1] == '\r')
			le--;
		if (le == s) {			/* the empty line */
			s = next;
			break;
		}
		if ((*s == ' ' || *s == '\t') && n > 0) {
			hs.len--;		/* over the NUL */
			buf_add(&hs, "\n", 1);
			buf_add(&hs, s, (size_t)(le - s));
			buf_add(&hs, "", 1);
			s = next;
			continue;
		}
		const char *colon = memchr(s, ':', (size_t)(le - s));
		const char *ne = colon;
		while (ne && ne > s && (ne[-1] == ' ' || ne[-1] == '\t'))
			ne--;
		int ok = ne && ne > s;
		for (const char *q = s; ok && q < ne; q++)
			if ((unsigned char)*q <= 32 || (unsigned char)*q >= 127)
				ok = 0;
		if (!ok)			/* not a header: the body starts here */
			break;
		off = xrealloc(off, (n + 1) * 2 * sizeof *off);
		off[2 * n] = hs.len;
		buf_add(&hs, s, (size_t)(ne - s));
		buf_add(&hs, "", 1);
		off[2 * n + 1] = hs.len;
		buf_add(&hs, colon + 1, (size_t)(le - colon - 1));
		buf_add(&hs, "", 1);
		n++;
		s = next;
	}
	p->hdr_store = hs.p;
	p->n = n;
	p->h = xmalloc(n * sizeof *p->h);
	for (size_t i = 0; i < n; i++) {
		p->h[i].name = hs.p + off[2 * i];
		p->h[i].nlen = strlen(p->h[i].name);
		p->h[i].value = hs.p + off[2 * i + 1];
		p->h[i].vlen = strlen(p->h[i].value);
	}
	free(off);

	/* A NUL inside a header would cut it; mail has none there. */
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *le = nl ? nl : end;
		if (nl && le > s && le[-1] == '\r')
			le--;
		buf_add(&b, s, (size_t)(le - s));
		buf_add(&b, "\r\n", 2);
		s = nl ? nl + 1 : end;
	}
	p->body = b.p;
	p->body_len = b.len;
	return p;
}

/* ---- a connection ----------------------------------------------------------- */

struct conn {
	int fd;
	uint32_t version, actions, pflags;	/* negotiated */
	struct buf out;				/* commands not yet written */
	char *in;
	size_t in_pos, in_len, in_cap;
	const char *err;			/* why it broke */
	char errbuf[160];
	int closed_by_verdict;			/* accept/reject at connect or HELO */
	size_t msgs;				/* messages so far */
};

static int conn_err(struct conn *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static int conn_err(struct conn *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(c->errbuf, sizeof c->errbuf, fmt, ap);
	va_end(ap);
	c->err = c->errbuf;
	return -1;
}

static struct sockaddr_storage sa;
static socklen_t sa_len;

/* unix:PATH, local:PATH, /PATH, inet:PORT@HOST, inet:HOST:PORT, inet6:... */
static void parse_socket(const char *s)
{
	if (strncmp(s, "unix:", 5) == 0 || strncmp(s, "local:", 6) == 0 || *s == '/') {
		struct sockaddr_un *un = (struct sockaddr_un *)&sa;
		const char *path = *s == '/' ? s : strchr(s, ':') + 1;
		if (strlen(path) >= sizeof un->sun_path)
			die("socket path too long: %s", path);
		un->sun_family = AF_UNIX;
		strcpy(un->sun_path, path);
		sa_len = sizeof *un;
		return;
	}
	if (strncmp(s, "inet:", 5) && strncmp(s, "inet6:", 6))
		die("bad socket: %s", s);
	char *spec = xstrdup(strchr(s, ':') + 1), *host = spec, *port, *at;
	if ((at = strchr(host, '@'))) {
		*at = 0;
		port = host;
		host = at + 1;
	} else if ((at = strrchr(host, ':'))) {
		*at = 0;
		port = at + 1;
	} else {
		port = host;
		host = "127.0.0.1";
	}
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *ai;
	int rc = getaddrinfo(host, port, &hints, &ai);
	if (rc)
		die("%s: %s", s, gai_strerror(rc));
	memcpy(&sa, ai->ai_addr, ai->ai_addrlen);
	sa_len = ai->ai_addrlen;
	freeaddrinfo(ai);
	free(spec);
}

static int wait_fd(struct conn *c, short ev)
{
	struct pollfd p = { .fd = c->fd, .events = ev };
	int rc;

	do
		rc = poll(&p, 1, o.timeout_ms);
	while (rc < 0 && errno == EINTR);
	if (rc == 0)
		return conn_err(c, "timeout after %d ms", o.timeout_ms);
	return rc < 0 ? conn_err(c, "poll: %s", strerror(errno)) : 0;
}

/* Writes what is gathered, then `extra` (not copied). The socket is blocking
 * with a send timeout, so this is one system call as long as it fits. */
static int conn_write(struct conn *c, const void *extra, size_t extra_len)
{
	struct iovec iov[2] = {
		{ c->out.p, c->out.len }, { (void *)(uintptr_t)extra, extra_len }
	};
	int i = 0;

	while (i < 2) {
		if (iov[i].iov_len == 0) {
			i++;
			continue;
		}
		struct msghdr mh = { .msg_iov = iov + i, .msg_iovlen = (size_t)(2 - i) };
		ssize_t n = sendmsg(c->fd, &mh, MSG_NOSIGNAL);
		if (n < 0) {
			if (errno == EINTR)
				continue;
			if (errno == EAGAIN || errno == EWOULDBLOCK)
				return conn_err(c, "write timeout");
			return conn_err(c, "write: %s", strerror(errno));
		}
		size_t left = (size_t)n;
		for (; i < 2 && left >= iov[i].iov_len; i++)
			left -= iov[i].iov_len;
		if (i < 2) {
			iov[i].iov_base = (char *)iov[i].iov_base + left;
			iov[i].iov_len -= left;
		}
	}
	c->out.len = 0;
	return 0;
}

static int conn_fill(struct conn *c, size_t want)
{
	if (c->in_pos) {
		memmove(c->in, c->in + c->in_pos, c->in_len - c->in_pos);
		c->in_len -= c->in_pos;
		c->in_pos = 0;
	}
	if (c->in_cap < want) {
		c->in_cap = want < 65536 ? 65536 : want;
		c->in = xrealloc(c->in, c->in_cap);
	}
	while (c->in_len < want) {
		ssize_t n = recv(c->fd, c->in + c->in_len, c->in_cap - c->in_len, MSG_DONTWAIT);
		if (n > 0) {
			c->in_len += (size_t)n;
			continue;
		}
		if (n == 0)
			return conn_err(c, "the milter closed the connection");
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != EWOULDBLOCK)
			return conn_err(c, "read: %s", strerror(errno));
		if (wait_fd(c, POLLIN) < 0)
			return -1;
	}
	return 0;
}

static uint32_t get32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, 4);
	return ntohl(v);
}

static void put32(char *p, uint32_t v)
{
	v = htonl(v);
	memcpy(p, &v, 4);
}

static void put_head(struct conn *c, int cmd, size_t data_len)
{
	char h[5];

	put32(h, (uint32_t)data_len + 1);
	h[4] = (char)cmd;
	buf_add(&c->out, h, 5);
	if (o.verbose)
		fprintf(stderr, "> %c %zu\n", cmd, data_len);
}

static void put_cmd(struct conn *c, int cmd, const void *data, size_t len)
{
	put_head(c, cmd, len);
	buf_add(&c->out, data, len);
}

/* Next packet from the milter; *data points into the input buffer and is
 * NUL-terminated for convenience only if the packet's data is. */
static int get_reply(struct conn *c, int *cmd, char **data, size_t *len)
{
	if (c->out.len && conn_write(c, NULL, 0) < 0)
		return -1;
	if (c->in_len - c->in_pos < 5 && conn_fill(c, 5) < 0)
		return -1;
	uint32_t n = get32(c->in + c->in_pos);
	if (n == 0 || n > MAX_REPLY)
		return conn_err(c, "bad packet length %u", n);
	if (c->in_len - c->in_pos < 4 + (size_t)n && conn_fill(c, 4 + (size_t)n) < 0)
		return -1;
	*cmd = (unsigned char)c->in[c->in_pos + 4];
	*data = c->in + c->in_pos + 5;
	*len = n - 1;
	c->in_pos += 4 + (size_t)n;
	if (c->in_pos == c->in_len)
		c->in_pos = c->in_len = 0;
	if (o.verbose)
		fprintf(stderr, "< %c %zu\n", *cmd, *len);
	return 0;
}

/* ---- the result of one message ------------------------------------------------ */

struct rhdr {
	char *name, *value;	/* value with the leading space, lines ended by LF */
};

struct result {
	const char *verdict;	/* accept reject tempfail replycode discard ... */
	int final;		/* a verdict that ends the message was given */
	char reply[256];
	char quarantine[256];
	char from[256];
	struct rhdr *h;
	size_t n_h, cap_h;
	int edits;		/* header edits */
	int body_replaced;
	struct buf body;
	struct buf rcpt;	/* "+addr\n" and "-addr\n" */
	int violations;		/* actions that were not negotiated, malformed packets */
	double t_eob, t_end;
};

static char *strndup_x(const char *s, size_t n)
{
	char *p = xmalloc(n + 1);

	memcpy(p, s, n);
	p[n] = 0;
	return p;
}

static char *cat2(const char *a, const char *b)
{
	size_t n = strlen(a), k = strlen(b) + 1;
	char *p = xmalloc(n + k);

	memcpy(p, a, n);
	memcpy(p + n, b, k);
	return p;
}

static void rh_insert(struct result *r, size_t at, const char *name, char *value)
{
	if (r->n_h == r->cap_h) {
		r->cap_h = r->cap_h ? 2 * r->cap_h : 32;
		r->h = xrealloc(r->h, r->cap_h * sizeof *r->h);
	}
	if (at > r->n_h)
		at = r->n_h;
	memmove(r->h + at + 1, r->h + at, (r->n_h - at) * sizeof *r->h);
	r->h[at].name = xstrdup(name);
	r->h[at].value = value;
	r->n_h++;
}

static void rh_delete(struct result *r, size_t at)
{
	free(r->h[at].name);
	free(r->h[at].value);
	r->n_h--;
	memmove(r->h + at, r->h + at + 1, (r->n_h - at) * sizeof *r->h);
}

static void result_free(struct result *r)
{
	while (r->n_h)
		rh_delete(r, r->n_h - 1);
	free(r->h);
	free(r->body.p);
	free(r->rcpt.p);
}

/* The strings of a packet: each must end by NUL inside it. */
static const char *next_str(const char **p, const char *end)
{
	const char *s = *p, *z = s < end ? memchr(s, 0, (size_t)(end - s)) : NULL;

	if (!z)
		return NULL;
	*p = z + 1;
	return s;
}

/* An action reply. -1: the packet is malformed. */
static int apply_action(struct conn *c, struct result *r, int cmd, const char *d, size_t len)
{
	const char *p = d, *end = d + len, *a, *b;
	const char *sp = c->pflags & P_HDR_LEADSPC ? "" : " ";
	uint32_t idx, need = 0;
	size_t i, seen;

	switch (cmd) {
	case R_ADDHEADER:
		need = F_ADDHDRS;
		if (!(a = next_str(&p, end)) || !(b = next_str(&p, end)))
			return -1;
		rh_insert(r, r->n_h, a, cat2(sp, b));
		r->edits++;
		break;
	case R_INSHEADER:
		need = F_ADDHDRS;
		if (len < 4)
			return -1;
		idx = get32(p);
		p += 4;
		if (!(a = next_str(&p, end)) || !(b = next_str(&p, end)))
			return -1;
		rh_insert(r, idx, a, cat2(sp, b));
		r->edits++;
		break;
	case R_CHGHEADER:
		need = F_CHGHDRS;
		if (len < 4)
			return -1;
		idx = get32(p);
		p += 4;
		if (!(a = next_str(&p, end)) || !(b = next_str(&p, end)) || !*a)
			return -1;
		if (idx == 0)
			idx = 1;
		for (i = seen = 0; i < r->n_h; i++)
			if (strcasecmp(r->h[i].name, a) == 0 && ++seen == idx)
				break;
		if (*b == 0) {
			if (i < r->n_h)
				rh_delete(r, i);
		} else if (i < r->n_h) {
			free(r->h[i].value);
			r->h[i].value = cat2(sp, b);
		} else
			rh_insert(r, r->n_h, a, cat2(sp, b));
		r->edits++;
		break;
	case R_REPLBODY:
		need = F_CHGBODY;
		r->body_replaced = 1;
		buf_add(&r->body, d, len);
		break;
	case R_CHGFROM:
		need = F_CHGFROM;
		if (!(a = next_str(&p, end)))
			return -1;
		snprintf(r->from, sizeof r->from, "%s", a);
		break;
	case R_ADDRCPT:
	case R_ADDRCPT_PAR:
	case R_DELRCPT:
		need = cmd == R_ADDRCPT ? F_ADDRCPT : cmd == R_DELRCPT ? F_DELRCPT : F_ADDRCPT_PAR;
		if (!(a = next_str(&p, end)))
			return -1;
		buf_add(&r->rcpt, cmd == R_DELRCPT ? "-" : "+", 1);
		buf_str(&r->rcpt, a);
		buf_add(&r->rcpt, "\n", 1);
		break;
	case R_QUARANTINE:
		need = F_QUARANTINE;
		if (!(a = next_str(&p, end)))
			return -1;
		snprintf(r->quarantine, sizeof r->quarantine, "%s", a);
		break;
	default:
		return -1;
	}
	if ((c->actions & need) != need)
		r->violations++;
	return 0;
}

/* Waits for the reply to `event`. Returns 0 to go on with the message, 1 when
 * the message is decided (r->verdict), 2 for "skip events of this kind",
 * -1 when the connection is lost. */
static int read_verdict(struct conn *c, struct result *r, int event)
{
	for (;;) {
		int cmd;
		char *d;
		size_t len;

		if (get_reply(c, &cmd, &d, &len) < 0)
			return -1;
		switch (cmd) {
		case R_PROGRESS:
			continue;
		case R_CONTINUE:
			if (event != C_EOB)
				return 0;
			__attribute__((fallthrough));	/* at the end: acceptance */
		case R_ACCEPT:
			r->verdict = "accept";
			break;
		case R_REJECT:
			r->verdict = "reject";
			break;
		case R_TEMPFAIL:
			r->verdict = "tempfail";
			break;
		case R_DISCARD:
			r->verdict = "discard";
			break;
		case R_SHUTDOWN:
		case R_CONNFAIL:
			r->verdict = "shutdown";
			break;
		case R_REPLYCODE:
			snprintf(r->reply, sizeof r->reply, "%.*s", (int)(len < 250 ? len : 250), d);
			for (char *q = r->reply; *q; q++)
				if (*q == '\r' || *q == '\n' || *q == '\t')
					*q = ' ';
			r->verdict = r->reply[0] == '4' ? "tempfail" : "reject";
			break;
		case R_SKIP:
			if (!(c->pflags & P_SKIP))
				r->violations++;
			return event == C_EOB ? conn_err(c, "SKIP as the last reply") : 2;
		default:
			if (event != C_EOB && cmd != R_QUARANTINE)
				return conn_err(c, "reply '%c' to event '%c'", cmd, event);
			if (apply_action(c, r, cmd, d, len) < 0)
				return conn_err(c, "malformed or unknown reply '%c' (%zu bytes)", cmd, len);
			continue;
		}
		r->final = 1;
		if (event == C_CONNECT || event == C_HELO)
			c->closed_by_verdict = 1;
		return 1;
	}
}

/* ---- events --------------------------------------------------------------------- */

/* Macros of an event, NAME VALUE pairs ended by NULL, and those of -M. */
static void put_macros(struct conn *c, int event, ...)
{
	struct buf b = { 0 };
	char ev = (char)event;
	const char *name;
	va_list ap;

	buf_add(&b, &ev, 1);
	va_start(ap, event);
	while ((name = va_arg(ap, const char *))) {
		const char *value = va_arg(ap, const char *);
		buf_add(&b, name, strlen(name) + 1);
		buf_add(&b, value, strlen(value) + 1);
	}
	va_end(ap);
	for (int i = 0; i < o.n_macro; i++) {
		size_t n = strcspn(o.macro[i], "=");
		buf_add(&b, o.macro[i], n);
		buf_add(&b, "", 1);
		const char *v = o.macro[i] + n + (o.macro[i][n] == '=');
		buf_add(&b, v, strlen(v) + 1);
	}
	put_cmd(c, C_MACRO, b.p, b.len);
	free(b.p);
}

/* The reply to the event just put, if one is due. */
static int event_reply(struct conn *c, struct result *r, int event, uint32_t nr_flag)
{
	if (c->pflags & nr_flag)
		return 0;
	return read_verdict(c, r, event);
}

static int conn_open(struct conn *c, struct result *r)
{
	int one = 1;
	char neg[12], *d;
	struct timeval tv = { o.timeout_ms / 1000, (o.timeout_ms % 1000) * 1000 };

	c->err = NULL;
	c->closed_by_verdict = 0;
	c->out.len = c->in_pos = c->in_len = c->msgs = 0;
	c->fd = socket(sa.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return conn_err(c, "socket: %s", strerror(errno));
	setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv);
	if (sa.ss_family != AF_UNIX)
		setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	/* A unix socket whose backlog is full blocks (up to the send timeout). */
	while (connect(c->fd, (struct sockaddr *)&sa, sa_len) < 0) {
		if (errno == EINTR)
			continue;
		return conn_err(c, "connect: %s", strerror(errno));
	}

	put32(neg, o.version);
	put32(neg + 4, o.actions);
	put32(neg + 8, o.pflags);
	put_cmd(c, C_OPTNEG, neg, 12);
	int cmd;
	size_t len;
	if (get_reply(c, &cmd, &d, &len) < 0)
		return -1;
	if (cmd != C_OPTNEG || len < 12)
		return conn_err(c, "bad answer to the option negotiation: '%c' %zu", cmd, len);
	c->version = get32(d);
	c->actions = get32(d + 4);
	c->pflags = get32(d + 8);
	if (c->version > o.version)
		return conn_err(c, "the milter wants version %u", c->version);
	if (c->actions & ~o.actions)
		return conn_err(c, "the milter wants actions 0x%x, not offered", c->actions);
	if (c->pflags & ~o.pflags & P_V6)
		return conn_err(c, "the milter wants protocol options 0x%x, not offered", c->pflags);

	put_macros(c, C_CONNECT, "j", "mx.example.com", "{daemon_name}", "mx.example.com",
		   "{daemon_addr}", "127.0.0.1", "v", "milterload 1.0", NULL);
	if (!(c->pflags & P_NOCONNECT)) {
		struct buf b = { 0 };
		uint16_t port = htons(40000);
		int v6 = strchr(o.caddr, ':') != NULL;
		buf_add(&b, o.cname, strlen(o.cname) + 1);
		buf_add(&b, v6 ? "6" : "4", 1);
		buf_add(&b, &port, 2);
		buf_add(&b, o.caddr, strlen(o.caddr) + 1);
		put_cmd(c, C_CONNECT, b.p, b.len);
		free(b.p);
		if (event_reply(c, r, C_CONNECT, P_NR_CONN) < 0)
			return -1;
	}
	if (!c->closed_by_verdict) {
		put_macros(c, C_HELO, NULL);
		if (!(c->pflags & P_NOHELO)) {
			put_cmd(c, C_HELO, o.helo, strlen(o.helo) + 1);
			if (event_reply(c, r, C_HELO, P_NR_HELO) < 0)
				return -1;
		}
	}
	return 0;
}

static void conn_close(struct conn *c, int quit)
{
	if (c->fd < 0)
		return;
	if (quit && !c->err) {
		put_cmd(c, C_QUIT, NULL, 0);
		conn_write(c, NULL, 0);
	}
	close(c->fd);
	c->fd = -1;
}

enum cut { CUT_NONE, CUT_ABORT, CUT_DROP };

/* One message over an open connection. 0: it has a verdict; -1: lost. */
static int send_message(struct conn *c, const struct prep *p, size_t seq, struct result *r,
			enum cut cut)
{
	char qid[32];
	int rc;
	struct buf b = { 0 };

	snprintf(qid, sizeof qid, "ML%08zX", seq);
	if (c->closed_by_verdict)
		return 0;		/* r->verdict was set when it was opened */

	/* MAIL, RCPT, DATA */
	put_macros(c, C_MAIL, "i", qid, "{mail_mailer}", "smtp", "{mail_host}", "example.org",
		   "{mail_addr}", o.from, NULL);
	if (!(c->pflags & P_NOMAIL)) {
		buf_add(&b, "<", 1);
		buf_str(&b, o.from);
		buf_add(&b, ">", 2);
		put_cmd(c, C_MAIL, b.p, b.len);
		if ((rc = event_reply(c, r, C_MAIL, P_NR_MAIL)) != 0)
			goto out;
	}
	int accepted = 0;
	for (int i = 0; i < o.n_rcpt; i++) {
		put_macros(c, C_RCPT, "i", qid, "{rcpt_mailer}", "smtp", "{rcpt_host}",
			   "example.com", "{rcpt_addr}", o.rcpt[i], NULL);
		rc = 0;
		if (!(c->pflags & P_NORCPT)) {
			b.len = 0;
			buf_add(&b, "<", 1);
			buf_str(&b, o.rcpt[i]);
			buf_add(&b, ">", 2);
			put_cmd(c, C_RCPT, b.p, b.len);
			rc = event_reply(c, r, C_RCPT, P_NR_RCPT);
		}
		if (rc < 0)
			goto out;
		if (rc == 1 && (!strcmp(r->verdict, "reject") || !strcmp(r->verdict, "tempfail")))
			continue;	/* only this recipient */
		if (rc == 1)
			goto out;	/* accept or discard the message */
		accepted++;
	}
	if (!accepted) {
		rc = 1;
		goto out;
	}
	r->final = 0;
	r->verdict = "none";
	put_macros(c, C_DATA, "i", qid, NULL);
	if (!(c->pflags & P_NODATA) && c->version >= 4) {
		put_cmd(c, C_DATA, NULL, 0);
		if ((rc = event_reply(c, r, C_DATA, P_NR_DATA)) != 0)
			goto out;
	}

	/* headers */
	if (!(c->pflags & P_NOHDRS)) {
		int keep_space = (c->pflags & P_HDR_LEADSPC) != 0;
		for (size_t i = 0; i < p->n; i++) {
			const struct header *h = &p->h[i];
			size_t cut_sp = !keep_space && h->vlen && h->value[0] == ' ';
			put_head(c, C_HEADER, h->nlen + 1 + h->vlen - cut_sp + 1);
			buf_add(&c->out, h->name, h->nlen + 1);
			buf_add(&c->out, h->value + cut_sp, h->vlen - cut_sp + 1);
			if ((rc = event_reply(c, r, C_HEADER, P_NR_HDR)) == 2)
				break;
			if (rc != 0)
				goto out;
		}
	}
	put_macros(c, C_EOH, "i", qid, NULL);
	if (!(c->pflags & P_NOEOH)) {
		put_cmd(c, C_EOH, NULL, 0);
		if ((rc = event_reply(c, r, C_EOH, P_NR_EOH)) != 0)
			goto out;
	}

	/* body */
	if (!(c->pflags & P_NOBODY)) {
		size_t stop = cut == CUT_NONE ? p->body_len : p->body_len / 2;
		for (size_t at = 0; at < stop; ) {
			size_t n = stop - at < o.chunk ? stop - at : o.chunk;
			put_head(c, C_BODY, n);
			if (n >= 4096) {
				if (conn_write(c, p->body + at, n) < 0) {
					rc = -1;
					goto out;
				}
			} else
				buf_add(&c->out, p->body + at, n);
			at += n;
			if ((rc = event_reply(c, r, C_BODY, P_NR_BODY)) == 2)
				break;
			if (rc != 0)
				goto out;
			if (c->out.len > 65536 && conn_write(c, NULL, 0) < 0) {
				rc = -1;
				goto out;
			}
		}
	}
	if (cut != CUT_NONE) {		/* the client went away in the middle */
		r->verdict = cut == CUT_ABORT ? "aborted" : "dropped";
		if (conn_write(c, NULL, 0) < 0)
			rc = -1;
		else
			rc = 1;
		goto out;
	}
	put_macros(c, C_EOB, "i", qid, NULL);
	put_cmd(c, C_EOB, NULL, 0);
	r->t_eob = now_s();
	if (conn_write(c, NULL, 0) < 0)
		rc = -1;
	else
		rc = read_verdict(c, r, C_EOB);
	r->t_end = now_s();
	c->msgs++;
	free(b.p);
	return rc < 0 ? -1 : 0;

out:	/* the message ended before its end: tell the milter */
	r->t_end = now_s();
	if (rc == 1 && cut != CUT_DROP)
		put_cmd(c, C_ABORT, NULL, 0);
	c->msgs++;
	free(b.p);
	return rc < 0 ? -1 : 0;
}

/* ---- output ------------------------------------------------------------------------ */

static FILE *results;
static pthread_mutex_t results_lock = PTHREAD_MUTEX_INITIALIZER;

static void add_lines(struct buf *b, const char *s, size_t n, const char *nl)
{
	/* s has LF or CRLF line ends */
	while (n) {
		const char *e = memchr(s, '\n', n);
		size_t l = e ? (size_t)(e - s) : n;
		size_t used = e ? l + 1 : l;
		if (e && l && s[l - 1] == '\r')
			l--;
		buf_add(b, s, l);
		if (e)
			buf_str(b, nl);
		s += used;
		n -= used;
	}
}

static void write_result(const struct mail *m, size_t seq, struct result *r)
{
	const struct prep *p = m->prep;
	const char *nl = o.out_lf ? "\n" : "\r\n";
	struct buf b = { 0 };
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/%06zu-%s", o.outdir, seq, m->base);
	for (size_t i = 0; i < r->n_h; i++) {
		buf_str(&b, r->h[i].name);
		buf_add(&b, ":", 1);
		add_lines(&b, r->h[i].value, strlen(r->h[i].value), nl);
		buf_str(&b, nl);
	}
	buf_str(&b, nl);
	const char *body = r->body_replaced ? r->body.p : p->body;
	size_t blen = r->body_replaced ? r->body.len : p->body_len;
	if (o.out_lf)
		add_lines(&b, body, blen, nl);
	else
		buf_add(&b, body, blen);
	FILE *f = fopen(path, "w");
	if (!f || fwrite(b.p, 1, b.len, f) != b.len || fclose(f) != 0)
		die("%s: %s", path, strerror(errno));
	free(b.p);

	for (size_t i = 0; i < r->rcpt.len; i++)
		if (r->rcpt.p[i] == '\n')
			r->rcpt.p[i] = ' ';
	pthread_mutex_lock(&results_lock);
	fprintf(results, "%zu\t%s\t%s\t%s\t%d\t%d\t%zu\t%zu\t%s\t%s\t%.*s\n", seq, m->base,
		r->verdict, r->reply, r->edits, r->body_replaced, p->body_len, blen,
		r->quarantine, r->from, (int)r->rcpt.len, r->rcpt.len ? r->rcpt.p : "");
	pthread_mutex_unlock(&results_lock);
}

/* ---- workers -------------------------------------------------------------------------- */

struct sample {
	uint32_t mail;
	float eob, total;	/* seconds; eob < 0: no end-of-message reply */
};

static _Atomic size_t next_seq;
static size_t total;
static double t_start, t_stop, cpu_start;

static struct {
	pthread_mutex_t lock;
	struct sample *s;
	size_t n, cap;
	size_t verdict[8];
	size_t lost, violations, unexpected, replaced;
	uint64_t bytes_in, bytes_out;
	char first_err[200];
} st = { .lock = PTHREAD_MUTEX_INITIALIZER };

static const char *const verdicts[] = {
	"accept", "reject", "tempfail", "discard", "shutdown", "aborted", "dropped", "none"
};

static void record(size_t mi, const struct result *r, enum cut cut, double t0, const char *err)
{
	const struct prep *p = mails[mi].prep;

	pthread_mutex_lock(&st.lock);
	if (st.n == st.cap) {
		st.cap = st.cap ? 2 * st.cap : 1024;
		st.s = xrealloc(st.s, st.cap * sizeof *st.s);
	}
	if (!err) {
		int v = 0;
		while (v < 7 && strcmp(verdicts[v], r->verdict))
			v++;
		st.verdict[v]++;
		st.s[st.n].mail = (uint32_t)mi;
		st.s[st.n].eob = r->t_eob > 0 ? (float)(r->t_end - r->t_eob) : -1;
		st.s[st.n].total = (float)((r->t_end > 0 ? r->t_end : now_s()) - t0);
		st.n++;
		st.bytes_in += mails[mi].len;
		st.bytes_out += r->body_replaced ? r->body.len : p->body_len;
		st.replaced += (size_t)r->body_replaced;
	} else {
		st.lost++;
		if (!st.first_err[0])
			snprintf(st.first_err, sizeof st.first_err, "%s: %s", mails[mi].base, err);
	}
	st.violations += (size_t)r->violations;
	if (o.expect && cut == CUT_NONE && (err || strcmp(o.expect, r->verdict)))
		st.unexpected++;
	pthread_mutex_unlock(&st.lock);
}

static void *worker(void *arg)
{
	struct conn c = { .fd = -1 };

	(void)arg;
	for (;;) {
		size_t seq = atomic_fetch_add(&next_seq, 1);
		if (seq >= total)
			break;
		double t0 = now_s();
		if (o.rate > 0) {
			double due = t_start + (double)seq / o.rate;
			if (due > t0) {
				struct timespec ts = { (time_t)(due - t0),
					(long)((due - t0 - (double)(time_t)(due - t0)) * 1e9) };
				nanosleep(&ts, NULL);
			}
			t0 = due;	/* waiting for a free connection counts */
		}
		if (o.seconds > 0 && now_s() - t_start >= o.seconds)
			break;
		size_t mi = schedule[seq % n_schedule];
		const struct prep *p = mails[mi].prep;
		struct result r = { .verdict = "none" };
		enum cut cut = o.drop_every && seq % o.drop_every == o.drop_every - 1 ? CUT_DROP
			: o.abort_every && seq % o.abort_every == o.abort_every - 1 ? CUT_ABORT
			: CUT_NONE;

		for (size_t i = 0; i < p->n; i++)
			rh_insert(&r, i, p->h[i].name, strndup_x(p->h[i].value, p->h[i].vlen));
		int rc = 0;
		if (c.fd < 0)
			rc = conn_open(&c, &r);
		if (rc == 0)
			rc = send_message(&c, p, seq, &r, cut);
		if (rc < 0 && !c.err)
			c.err = "unknown error";
		record(mi, &r, cut, t0, rc < 0 ? c.err : NULL);
		if (rc == 0 && o.outdir && cut == CUT_NONE)
			write_result(&mails[mi], seq, &r);
		result_free(&r);
		if (rc < 0 || cut == CUT_DROP || c.closed_by_verdict)
			conn_close(&c, rc == 0 && cut != CUT_DROP);
		else if (o.per_conn && c.msgs >= o.per_conn)
			conn_close(&c, 1);
	}
	conn_close(&c, 1);
	free(c.out.p);
	free(c.in);
	return NULL;
}

/* ---- the milter's processes (--pid) ------------------------------------------------------- */

static double pids_cpu(void)
{
	double sum = 0;

	for (int i = 0; i < o.n_pid; i++) {
		char path[64], b[1024], *p;
		unsigned long v[4];
		snprintf(path, sizeof path, "/proc/%d/stat", o.pid[i]);
		FILE *f = fopen(path, "r");
		if (!f)
			continue;
		b[fread(b, 1, sizeof b - 1, f)] = 0;
		fclose(f);
		/* user and system time of it and of its reaped children */
		if ((p = strrchr(b, ')')) && sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u "
		    "%*u %lu %lu %lu %lu", &v[0], &v[1], &v[2], &v[3]) == 4)
			sum += (double)(v[0] + v[1] + v[2] + v[3]) / (double)sysconf(_SC_CLK_TCK);
	}
	return sum;
}

/* Sum of a field of /proc/PID/status, in MiB: VmRSS (now) or VmHWM (the peak). */
static double pids_mem(const char *field)
{
	double kb = 0;

	for (int i = 0; i < o.n_pid; i++) {
		char path[64], line[256];
		snprintf(path, sizeof path, "/proc/%d/status", o.pid[i]);
		FILE *f = fopen(path, "r");
		while (f && fgets(line, sizeof line, f))
			if (strncmp(line, field, strlen(field)) == 0)
				kb += atof(line + strlen(field) + 1);
		if (f)
			fclose(f);
	}
	return kb / 1024;
}

static double filter_cpu0, filter_rss0;

/* ---- report ---------------------------------------------------------------------------- */

static void report(FILE *f, double wall)
{
	double *v = xmalloc(st.n * sizeof *v);
	size_t k;

	fprintf(f, "{\"tool\":\"milterload\",\"messages\":%zu,\"lost\":%zu,\"connections\":%d,"
		"\"per_connection\":%zu,\"wall_s\":%.3f,\"messages_per_s\":%.2f,"
		"\"mb_per_s\":%.2f,\"bytes_in\":%llu,\"body_bytes_out\":%llu,"
		"\"body_replaced\":%zu,\"violations\":%zu,\"load_cpu_s\":%.3f,\"verdicts\":{",
		st.n, st.lost, o.conns, o.per_conn, wall, (double)st.n / wall,
		(double)st.bytes_in / wall / 1e6, (unsigned long long)st.bytes_in,
		(unsigned long long)st.bytes_out, st.replaced, st.violations, self_cpu_s() - cpu_start);
	for (int i = 0, first = 1; i < 8; i++)
		if (st.verdict[i]) {
			fprintf(f, "%s\"%s\":%zu", first ? "" : ",", verdicts[i], st.verdict[i]);
			first = 0;
		}
	fprintf(f, "},");
	if (o.n_pid) {
		double c = pids_cpu() - filter_cpu0;
		fprintf(f, "\"filter_cpu_s\":%.2f,\"filter_cpu_ms_per_message\":%.4f,"
			"\"filter_rss_start_mib\":%.1f,\"filter_rss_end_mib\":%.1f,"
			"\"filter_rss_peak_mib\":%.1f,", c, st.n ? c / (double)st.n * 1e3 : 0,
			filter_rss0, pids_mem("VmRSS:"), pids_mem("VmHWM:"));
	}
	for (size_t i = k = 0; i < st.n; i++)
		if (st.s[i].eob >= 0)
			v[k++] = (double)st.s[i].eob;
	json_lat(f, "eom", v, k);
	for (size_t i = 0; i < st.n; i++)
		v[i] = (double)st.s[i].total;
	fputc(',', f);
	json_lat(f, "message", v, st.n);
	fprintf(f, ",\"classes\":{");
	for (int cl = 0; cl < n_cls; cl++) {
		for (size_t i = k = 0; i < st.n; i++)
			if (mails[st.s[i].mail].cls_id == cl)
				v[k++] = (double)st.s[i].total;
		if (cl)
			fputc(',', f);
		json_lat(f, cls_names[cl], v, k);
	}
	fprintf(f, "}}\n");
	free(v);
}

static void usage(FILE *f)
{
	fputs(
"usage: milterload -s SOCKET [options] (FILE.eml | DIR)... | -m MIX\n"
"  -s SOCKET     unix:PATH, inet:PORT@HOST or inet:HOST:PORT\n"
"  -m MIX        file of lines \"COUNT PATH\": the messages and how often each\n"
"                occurs in one cycle\n"
"  -c N          parallel connections (1)\n"
"  -n N          messages to send in all (one cycle)\n"
"  -t S          start no message after S seconds\n"
"  -r RATE       open loop: start RATE messages a second; latency then counts\n"
"                from the moment a message was due\n"
"  -k K          messages per connection (1); 0: no limit\n"
"  -S SEED       order of the messages (1); 0: as given\n"
"  -o DIR        write each resulting message to DIR/SEQ-NAME, and one line per\n"
"                message to DIR/results.tsv: seq, name, verdict, reply text,\n"
"                header edits, body replaced (0/1), body bytes in, body bytes\n"
"                out, quarantine reason, new sender, recipients (+added -removed)\n"
"      --lf      write LF line ends instead of CRLF\n"
"  -j FILE       write the JSON report to FILE instead of standard output\n"
"  -F ADDR       envelope sender          -R ADDR  recipient (may be repeated)\n"
"  -H NAME       HELO name                -M NAME=VALUE  macro for every event\n"
"      --client-name NAME  --client-addr ADDR\n"
"      --proto V           protocol version to offer, 2..6 (6)\n"
"      --no-nr             do not offer the SMFIP_NR_* (no reply) options\n"
"      --no-skip           do not offer SMFIP_SKIP\n"
"      --no-leadspc        do not offer SMFIP_HDR_LEADSPC\n"
"      --chunk BYTES       body chunk size, 1..65535 (65535)\n"
"      --timeout S         for each read or write (300)\n"
"      --expect VERDICT    accept, reject, tempfail or discard: any other makes\n"
"                          the exit status 1\n"
"      --abort-every N     give every Nth message up in the middle of its body\n"
"      --drop-every N      close the connection there instead\n"
"      --pid P[,P...]      the milter's processes: adds their CPU time and memory\n"
"                          (peak: since they started) to the report\n"
"  -q            no summary line on standard error\n"
"  -v            trace the packets\n", f);
}

static long num(const char *s, long lo, long hi)
{
	char *e;
	long v = strtol(s, &e, 10);

	if (*e || e == s || v < lo || v > hi)
		die("bad number: %s", s);
	return v;
}

int main(int argc, char **argv)
{
	enum { O_LF = 256, O_CNAME, O_CADDR, O_PROTO, O_NONR, O_NOSKIP, O_NOLEAD, O_CHUNK,
	       O_TIMEOUT, O_EXPECT, O_ABORT, O_DROP, O_PID };
	static const struct option lo[] = {
		{ "lf", 0, 0, O_LF }, { "client-name", 1, 0, O_CNAME },
		{ "client-addr", 1, 0, O_CADDR }, { "proto", 1, 0, O_PROTO },
		{ "no-nr", 0, 0, O_NONR }, { "no-skip", 0, 0, O_NOSKIP },
		{ "no-leadspc", 0, 0, O_NOLEAD }, { "chunk", 1, 0, O_CHUNK },
		{ "timeout", 1, 0, O_TIMEOUT }, { "expect", 1, 0, O_EXPECT },
		{ "abort-every", 1, 0, O_ABORT }, { "drop-every", 1, 0, O_DROP },
		{ "pid", 1, 0, O_PID }, { "help", 0, 0, 'h' }, { 0 }
	};
	const char *mix = NULL;
	int ch;

	progname = "milterload";
	while ((ch = getopt_long(argc, argv, "s:m:c:n:t:r:k:S:o:j:F:R:H:M:qvh", lo, NULL)) != -1)
		switch (ch) {
		case 's': o.sock = optarg; break;
		case 'm': mix = optarg; break;
		case 'c': o.conns = (int)num(optarg, 1, 10000); break;
		case 'n': o.count = (size_t)num(optarg, 1, LONG_MAX); break;
		case 't': o.seconds = atof(optarg); break;
		case 'r': o.rate = atof(optarg); break;
		case 'k': o.per_conn = (size_t)num(optarg, 0, LONG_MAX); break;
		case 'S': o.seed = (uint64_t)num(optarg, 0, LONG_MAX); break;
		case 'o': o.outdir = optarg; break;
		case 'j': o.json = optarg; break;
		case 'F': o.from = optarg; break;
		case 'R':
			if (o.n_rcpt == 64)
				die("too many recipients");
			o.rcpt[o.n_rcpt++] = optarg;
			break;
		case 'H': o.helo = optarg; break;
		case 'M':
			if (o.n_macro == 64)
				die("too many macros");
			o.macro[o.n_macro++] = optarg;
			break;
		case 'q': o.quiet = 1; break;
		case 'v': o.verbose = 1; break;
		case O_LF: o.out_lf = 1; break;
		case O_CNAME: o.cname = optarg; break;
		case O_CADDR: o.caddr = optarg; break;
		case O_PROTO: o.version = (uint32_t)num(optarg, 2, 6); break;
		case O_NONR: o.pflags &= ~P_NR_ALL; break;
		case O_NOSKIP: o.pflags &= ~P_SKIP; break;
		case O_NOLEAD: o.pflags &= ~P_HDR_LEADSPC; break;
		case O_CHUNK: o.chunk = (size_t)num(optarg, 1, 65535); break;
		case O_TIMEOUT: o.timeout_ms = (int)num(optarg, 1, 86400) * 1000; break;
		case O_EXPECT: o.expect = optarg; break;
		case O_ABORT: o.abort_every = (size_t)num(optarg, 1, LONG_MAX); break;
		case O_DROP: o.drop_every = (size_t)num(optarg, 1, LONG_MAX); break;
		case O_PID:
			for (char *p = strtok(optarg, ","); p; p = strtok(NULL, ",")) {
				if (o.n_pid == 16)
					die("too many pids");
				o.pid[o.n_pid++] = (int)num(p, 1, INT_MAX);
			}
			break;
		case 'h': usage(stdout); return 0;
		default: usage(stderr); return 2;
		}
	if (!o.sock) {
		usage(stderr);
		return 2;
	}
	if (o.version < 6) {
		o.pflags &= o.version == 2 ? P_V2 : o.version == 3 ? P_V3 : P_V4;
		o.actions = F_V2;
	}
	if (!o.n_rcpt)
		o.rcpt[o.n_rcpt++] = "user@example.com";
	parse_socket(o.sock);
	if (mix)
		add_mix(mix);
	for (int i = optind; i < argc; i++)
		add_path(argv[i]);
	make_schedule(o.seed);
	for (size_t i = 0; i < n_mails; i++)
		mails[i].prep = prepare(&mails[i]);
	total = o.count ? o.count : o.seconds > 0 ? (size_t)-1 / 2 : n_schedule;
	if (o.outdir) {
		char path[PATH_MAX];
		if (mkdir(o.outdir, 0777) < 0 && errno != EEXIST)
			die("%s: %s", o.outdir, strerror(errno));
		snprintf(path, sizeof path, "%s/results.tsv", o.outdir);
		if (!(results = fopen(path, "w")))
			die("%s: %s", path, strerror(errno));
	}
	signal(SIGPIPE, SIG_IGN);

	pthread_t *th = xmalloc((size_t)o.conns * sizeof *th);
	pthread_attr_t at;
	pthread_attr_init(&at);
	pthread_attr_setstacksize(&at, 256 * 1024);
	filter_cpu0 = pids_cpu();
	filter_rss0 = pids_mem("VmRSS:");
	cpu_start = self_cpu_s();
	t_start = now_s();
	for (int i = 0; i < o.conns; i++)
		if ((errno = pthread_create(&th[i], &at, worker, NULL)))
			die("pthread_create: %s", strerror(errno));
	for (int i = 0; i < o.conns; i++)
		pthread_join(th[i], NULL);
	t_stop = now_s();
	free(th);
	if (results && fclose(results) != 0)
		die("results.tsv: %s", strerror(errno));

	FILE *jf = o.json ? fopen(o.json, "w") : stdout;
	if (!jf)
		die("%s: %s", o.json, strerror(errno));
	report(jf, t_stop - t_start);
	if (jf != stdout)
		fclose(jf);
	if (!o.quiet)
		fprintf(stderr, "milterload: %zu messages in %.2f s, %.1f/s, %.1f MB/s, lost %zu\n",
			st.n, t_stop - t_start, (double)st.n / (t_stop - t_start),
			(double)st.bytes_in / (t_stop - t_start) / 1e6, st.lost);
	if (st.first_err[0])
		fprintf(stderr, "milterload: first error: %s\n", st.first_err);
	if (st.violations)
		fprintf(stderr, "milterload: %zu protocol violations\n", st.violations);
	if (st.unexpected)
		fprintf(stderr, "milterload: %zu messages not \"%s\"\n", st.unexpected, o.expect);
	return st.lost || st.violations || st.unexpected;
}
