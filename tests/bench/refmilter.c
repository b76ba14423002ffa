/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * refmilter - the two reference milters: what any milter costs at least.
 *
 *   noop-milter     receives headers and body, accepts everything
 *   replace-milter  the same, then replaces the body by a fixed 2 KB text and
 *                   sets the content headers: the floor of any sanitizing milter
 *
 * Which one: the name it is called by. Options: -p SOCKET, -r (ask for a reply
 * to every event, as milters do that do not negotiate; the default is the
 * cheapest: SMFIP_NR_* for all events but the end of the message), -N (TCP_NODELAY
 * on an inet socket: libmilter writes every reply apart and does not set it, so
 * Nagle's algorithm and the MTA's delayed ACK cost 40 ms for each message changed;
 * on Linux accepted sockets inherit it from the listening one).
 */
#include <libmilter/mfapi.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int replace, ask_replies, nodelay;
static char text[2048];

struct ctx {
	unsigned long bytes;
	unsigned long pflags;	/* negotiated: an event that was said to get no reply
				 * must return SMFIS_NOREPLY, or libmilter logs an error */
};

#define GO_ON(c, flag)	((c) && ((c)->pflags & (flag)) ? SMFIS_NOREPLY : SMFIS_CONTINUE)

static sfsistat on_connect(SMFICTX *ctx, char *host, _SOCK_ADDR *addr)
{
	struct ctx *c = smfi_getpriv(ctx);

	(void)host;
	(void)addr;
	return GO_ON(c, SMFIP_NR_CONN);
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
	struct ctx *c = smfi_getpriv(ctx);

	if (c)
		c->bytes += strlen(name) + strlen(value);
	return GO_ON(c, SMFIP_NR_HDR);
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *p, size_t n)
{
	struct ctx *c = smfi_getpriv(ctx);

	(void)p;
	if (c)
		c->bytes += n;
	return GO_ON(c, SMFIP_NR_BODY);
}

static sfsistat on_eom(SMFICTX *ctx)
{
	if (replace) {
		if (smfi_replacebody(ctx, (unsigned char *)text, sizeof text) != MI_SUCCESS ||
		    smfi_chgheader(ctx, "Content-Type", 1, "text/plain; charset=utf-8") != MI_SUCCESS ||
		    smfi_chgheader(ctx, "Content-Transfer-Encoding", 1, "8bit") != MI_SUCCESS ||
		    smfi_addheader(ctx, "X-Replaced", "yes") != MI_SUCCESS)
			return SMFIS_TEMPFAIL;
	}
	return SMFIS_ACCEPT;
}

static sfsistat on_close(SMFICTX *ctx)
{
	free(smfi_getpriv(ctx));
	smfi_setpriv(ctx, NULL);
	return SMFIS_CONTINUE;
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long f0, unsigned long f1,
			     unsigned long f2, unsigned long f3, unsigned long *pf0,
			     unsigned long *pf1, unsigned long *pf2, unsigned long *pf3)
{
	unsigned long want = SMFIP_NOHELO | SMFIP_NOMAIL | SMFIP_NORCPT | SMFIP_NODATA |
		SMFIP_NOEOH | SMFIP_NOUNKNOWN;

	struct ctx *c = calloc(1, sizeof *c);

	(void)f2;
	(void)f3;
	if (!ask_replies)
		want |= SMFIP_NR_CONN | SMFIP_NR_HDR | SMFIP_NR_BODY;
	*pf0 = replace ? f0 & (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY) : 0;
	*pf1 = f1 & want;
	*pf2 = *pf3 = 0;
	if (c)
		c->pflags = *pf1;
	smfi_setpriv(ctx, c);
	return SMFIS_CONTINUE;
}

int main(int argc, char **argv)
{
	const char *sock = NULL;
	int ch;

	replace = strstr(argv[0], "replace") != NULL;
	while ((ch = getopt(argc, argv, "p:rN")) != -1)
		if (ch == 'p')
			sock = optarg;
		else if (ch == 'r')
			ask_replies = 1;
		else if (ch == 'N')
			nodelay = 1;
		else
			return 2;
	if (!sock) {
		fprintf(stderr, "usage: %s -p unix:PATH|inet:PORT@HOST [-r]\n", argv[0]);
		return 2;
	}
	for (size_t i = 0; i + 64 <= sizeof text; i += 64) {
		memset(text + i, 'a' + (int)(i / 64) % 26, 62);
		memcpy(text + i + 62, "\r\n", 2);
	}
	struct smfiDesc d = {
		.xxfi_name = replace ? "replace-milter" : "noop-milter",
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY,
		.xxfi_connect = on_connect, .xxfi_header = on_header, .xxfi_body = on_body,
		.xxfi_eom = on_eom, .xxfi_close = on_close, .xxfi_negotiate = on_negotiate,
	};
	umask(0);
	if (smfi_setconn((char *)sock) != MI_SUCCESS || smfi_register(d) != MI_SUCCESS ||
	    smfi_setbacklog(1024) != MI_SUCCESS || smfi_opensocket(1) != MI_SUCCESS) {
		fprintf(stderr, "%s: cannot listen on %s\n", argv[0], sock);
		return 1;
	}
	if (nodelay)		/* libmilter does not say which descriptor is its socket */
		for (int fd = 3, one = 1; fd < 16; fd++)
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return smfi_main() == MI_SUCCESS ? 0 : 1;
}
