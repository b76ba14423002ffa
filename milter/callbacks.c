/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * callbacks.c: the only file that knows libmilter. Translates its events for
 * intake.c and session.c, and their answers back.
 *
 * Nothing is answered that need not be: connect, helo, mail, headers and body
 * get no reply (SMFIP_NR_*), because each would cost a round trip. A message
 * is never accepted before its end. Sessions hop between threads: all state
 * hangs on the context. xxfi_abort may come at any time and twice.
 * Tests: tests/flow/, tests/unit/milter/test_intake.c.
 */
#include "callbacks.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmilter/mfapi.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/log.h"

#include "session.h"

#define ACTIONS (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY)
#define NO_REPLY (SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_HDR | SMFIP_NR_BODY)
#define NOT_NEEDED (SMFIP_NODATA | SMFIP_NOEOH | SMFIP_NOUNKNOWN)

/* One connection of the MTA; many messages may follow each other on it. */
struct connection {
	unsigned long protocol; /* what was granted */
	char *client, *helo;
	struct intake *intake; /* NULL between messages */
};

/* libmilter's callbacks have no argument for the filter itself. */
static struct milter *milter;

static struct {
	pthread_t thread;
	int ended_fd;
} server;

static sfsistat answer(const struct connection *c, unsigned long no_reply)
{
	return c->protocol & no_reply ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static void end_message(struct connection *c)
{
	intake_free(c->intake);
	c->intake = NULL;
}

/* Tells the MTA a 4xx or 5xx. Were the text not taken, the code class still would be. */
static sfsistat say(SMFICTX *ctx, const struct reply *r)
{
	g_autofree char *text = reply_escaped(r);

	if (smfi_setreply(ctx, (char *)r->code, (char *)r->status, text) != MI_SUCCESS)
		log_write(LOG_LEVEL_ERROR, "smfi_setreply refuses %s %s", r->code, r->status);
	return r->verdict == VERDICT_REJECT ? SMFIS_REJECT : SMFIS_TEMPFAIL;
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long actions, unsigned long protocol,
			     unsigned long f2, unsigned long f3, unsigned long *want_actions,
			     unsigned long *want_protocol, unsigned long *f2_out,
			     unsigned long *f3_out)
{
	(void)f2;
	(void)f3;
	if ((actions & ACTIONS) != ACTIONS) {
		log_write(LOG_LEVEL_ERROR, "the MTA lets us change neither headers nor body");
		return SMFIS_REJECT;
	}
	struct connection *c = g_new0(struct connection, 1);
	c->protocol = protocol & (NO_REPLY | NOT_NEEDED | SMFIP_HDR_LEADSPC);
	*want_actions = ACTIONS;
	*want_protocol = c->protocol;
	*f2_out = *f3_out = 0;
	smfi_setpriv(ctx, c);
	return SMFIS_CONTINUE;
}

static char *client_address(const struct sockaddr *sa)
{
	char text[INET6_ADDRSTRLEN] = "";

	if (sa && sa->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, text,
			  sizeof(text));
	if (sa && sa->sa_family == AF_INET6) {
		const struct in6_addr *a =
			&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
		if (IN6_IS_ADDR_V4MAPPED(a))
			inet_ntop(AF_INET, &a->s6_addr[12], text, sizeof(text));
		else
			inet_ntop(AF_INET6, a, text, sizeof(text));
	}
	return g_strdup(text);
}

static sfsistat on_connect(SMFICTX *ctx, char *name, struct sockaddr *sa)
{
	struct connection *c = smfi_getpriv(ctx);

	(void)name;
	g_free(c->client);
	c->client = client_address(sa);
	return answer(c, SMFIP_NR_CONN);
}

static sfsistat on_helo(SMFICTX *ctx, char *helo)
{
	struct connection *c = smfi_getpriv(ctx);

	g_free(c->helo);
	c->helo = g_strdup(helo);
	return answer(c, SMFIP_NR_HELO);
}

static sfsistat on_mail(SMFICTX *ctx, char **argv)
{
	struct connection *c = smfi_getpriv(ctx);

	end_message(c);
	c->intake = intake_new(milter, c->client, c->helo, argv[0]);
	return answer(c, SMFIP_NR_MAIL);
}

static sfsistat on_recipient(SMFICTX *ctx, char **argv)
{
	struct connection *c = smfi_getpriv(ctx);
	struct reply reply;

	if (!c->intake)
		return SMFIS_TEMPFAIL;
	if (intake_recipient(c->intake, argv[0], &reply))
		return SMFIS_CONTINUE;
	if (reply.verdict == VERDICT_REJECT)
		atomic_fetch_add(&milter->counters.refused_recipients, 1);
	return say(ctx, &reply);
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
	struct connection *c = smfi_getpriv(ctx);

	if (c->intake)
		intake_header(c->intake, name, value, c->protocol & SMFIP_HDR_LEADSPC);
	return answer(c, SMFIP_NR_HDR);
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *chunk, size_t n)
{
	struct connection *c = smfi_getpriv(ctx);

	if (c->intake)
		intake_body(c->intake, chunk, n);
	return answer(c, SMFIP_NR_BODY);
}

static bool delete_header(void *ctx, const char *name, unsigned index)
{
	return smfi_chgheader(ctx, (char *)name, (int)index, NULL) == MI_SUCCESS;
}

static bool add_header(void *ctx, const char *name, const char *value)
{
	return smfi_addheader(ctx, (char *)name, (char *)value) == MI_SUCCESS;
}

static bool replace_body(void *ctx, const void *body, size_t n)
{
	return n <= INT_MAX && smfi_replacebody(ctx, (unsigned char *)body, (int)n) == MI_SUCCESS;
}

static sfsistat on_end(SMFICTX *ctx)
{
	struct connection *c = smfi_getpriv(ctx);
	struct mta mta = {
		.ctx = ctx,
		.leading_space = c->protocol & SMFIP_HDR_LEADSPC,
		.delete_header = delete_header,
		.add_header = add_header,
		.replace_body = replace_body,
	};
	struct reply reply;

	if (!c->intake)
		return SMFIS_TEMPFAIL;
	session_end(c->intake, smfi_getsymval(ctx, (char *)"i"), &mta, &reply);
	end_message(c);
	switch (reply.verdict) {
	case VERDICT_TAKE:
		return SMFIS_CONTINUE;
	case VERDICT_DISCARD:
		return SMFIS_DISCARD;
	case VERDICT_DEFER:
	case VERDICT_REJECT:
		return say(ctx, &reply);
	}
	return SMFIS_TEMPFAIL;
}

static sfsistat on_abort(SMFICTX *ctx)
{
	struct connection *c = smfi_getpriv(ctx);

	if (c)
		end_message(c);
	return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
	struct connection *c = smfi_getpriv(ctx);

	if (!c)
		return SMFIS_CONTINUE;
	smfi_setpriv(ctx, NULL);
	end_message(c);
	g_free(c->client);
	g_free(c->helo);
	g_free(c);
	return SMFIS_CONTINUE;
}

static void *serve(void *unused)
{
	uint64_t one = 1;

	(void)unused;
	if (smfi_main() != MI_SUCCESS)
		log_write(LOG_LEVEL_ERROR, "libmilter has ended with a failure");
	if (!io_write_all(server.ended_fd, &one, sizeof(one)))
		log_write(LOG_LEVEL_ERROR, "cannot tell that libmilter has ended");
	return NULL;
}

bool callbacks_start(struct milter *m, int fd, int ended_fd, struct err *err)
{
	g_autofree char *address = g_strdup_printf("fd:%d", fd);
	struct smfiDesc desc = {
		.xxfi_name = (char *)"misogi",
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = ACTIONS,
		.xxfi_connect = on_connect,
		.xxfi_helo = on_helo,
		.xxfi_envfrom = on_mail,
		.xxfi_envrcpt = on_recipient,
		.xxfi_header = on_header,
		.xxfi_body = on_body,
		.xxfi_eom = on_end,
		.xxfi_abort = on_abort,
		.xxfi_close = on_close,
		.xxfi_negotiate = on_negotiate,
	};

	milter = m;
	server.ended_fd = ended_fd;
	if (smfi_setconn(address) != MI_SUCCESS || smfi_register(desc) != MI_SUCCESS ||
	    smfi_opensocket(0) != MI_SUCCESS)
		return err_set(err, SCOPE_TEMP, REASON_INTERNAL,
			       "libmilter does not take \"fd:N\" (Debian's does)");
	int failed = pthread_create(&server.thread, NULL, serve, NULL);
	if (failed) {
		errno = failed;
		return err_errno(err, REASON_INTERNAL, "cannot start the libmilter thread");
	}
	return true;
}
