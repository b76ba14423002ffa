/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * host.h: a host for sanitize_message() without worker and clamd: it says
 * clean of every leaf, but infected of what holds "VIRUS" and not scanned of
 * what holds "UNSCANNED". For tests of whole mails.
 */
#ifndef MISOGI_TEST_HOST_H
#define MISOGI_TEST_HOST_H

#include <string.h>
#include <unistd.h>

#include "misogi/hash.h"
#include "misogi/io.h"
#include "misogi/sanitize.h"
#include "unit.h"

#define HOST_POLICY_HEAD                                                                           \
	"zone all { clients = any domains = any }\n"                                               \
	"crossing test { from = all to = all }\n"
#define HOST_POLICY_TAIL                                                                           \
	"default { action = quarantine release = approval approver = section-head keep = 30d }\n"

/* Everything that can become text becomes text, the rest is kept. */
#define HOST_TEXT_POLICY                                                                           \
	HOST_POLICY_HEAD                                                                           \
	"body { alternative = plain }\n"                                                           \
	"rule \"text\" { match = type:text,html,mail,calendar,contact action = text, quarantine "  \
	"}\n" HOST_POLICY_TAIL

struct host {
	GArray *given; /* of struct host_leaf */
	unsigned leaves;
	bool all_sealed;
	const char *also_to; /* a second recipient; NULL: none */
};

struct host_leaf {
	unsigned part;
	int fd;
};

static bool host_leaf(void *ctx, unsigned part, int fd, struct err *err)
{
	struct host *h = ctx;
	struct host_leaf leaf = { part, dup(fd) };

	(void)err;
	h->all_sealed &= io_is_sealed(fd);
	h->leaves++;
	g_array_append_val(h->given, leaf);
	return true;
}

static bool host_await(void *ctx, struct message *m, struct err *err)
{
	struct host *h = ctx;

	for (guint i = 0; i < h->given->len; i++) {
		struct host_leaf *leaf = &g_array_index(h->given, struct host_leaf, i);
		struct part *p = message_part(m, leaf->part);
		g_autoptr(GBytes) bytes = io_read_bytes(leaf->fd, 1u << 30, err);
		gsize n;
		const char *data = g_bytes_get_data(bytes, &n);
		bool bad = data && memmem(data, n, "VIRUS", 5);
		bool unscanned = data && memmem(data, n, "UNSCANNED", 9);
		g_free(p->scan_word);
		p->scan = bad ? SCAN_INFECTED : unscanned ? SCAN_NOT_SCANNED : SCAN_CLEAN;
		p->scan_word = g_strdup(bad	    ? "Test.Virus"
					: unscanned ? "Heuristics.Limits.Exceeded.MaxFileSize"
						    : "");
		hash_fd(leaf->fd, p->sha256);
		close(leaf->fd);
	}
	g_array_set_size(h->given, 0);
	return true;
}

static inline void host_setup(void)
{
	struct err err = { 0 };

	ck_assert_msg(sanitize_init(&err), "%s", err.text);
}

static inline struct config *host_config(void)
{
	g_autoptr(diags_t) diags = diags_new();
	struct config *c = config_load(NULL, diags);

	ck_assert_ptr_nonnull(c);
	return c;
}

/* Sanitizes ${n} bytes of ${raw}; ${config} NULL: defaults, ${text} NULL: HOST_TEXT_POLICY. */
static inline struct message *host_run(const char *raw, size_t n, const struct config *config,
				       const char *text, struct host *host)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(config_t) defaults = host_config();
	g_autoptr(envelope_t) e = envelope_new();
	struct host own = { 0 }, *h = host ? host : &own;
	struct err err = { 0 };
	struct message *m = NULL;

	text = text ? text : HOST_TEXT_POLICY;
	g_autoptr(policy_t) policy = policy_parse(text, strlen(text), "test.conf", false, diags);
	if (!policy)
		ck_abort_msg("%s", diag_line(g_ptr_array_index(diags->list, 0), false));
	g_free(e->id);
	e->id = g_strdup("7K3Q9F2M");
	e->received = 1700000000;
	envelope_add_recipient(e, "taro@city.example.jp", "test");
	if (h->also_to)
		envelope_add_recipient(e, h->also_to, "test");
	AUTO_FD fd = io_memfd_of(raw, n);
	struct sanitize_job job = { .config = config ? config : defaults,
				    .policy = policy,
				    .envelope = e,
				    .message_fd = fd,
				    .raw_size = n,
				    .trace = true };
	struct sanitize_host to = { .ctx = h, .leaf = host_leaf, .await = host_await };
	h->given = g_array_new(FALSE, FALSE, sizeof(struct host_leaf));
	h->all_sealed = true;
	ck_assert_msg(sanitize_message(&job, &to, &m, &err), "%s", err.text);
	g_array_unref(h->given);
	return m;
}

static inline struct message *host_mail(const char *raw)
{
	return host_run(raw, strlen(raw), NULL, NULL, NULL);
}

static inline bool host_found(const struct message *m, enum finding_id id)
{
	for (guint i = 0; i < m->findings->len; i++)
		if (((const struct finding *)g_ptr_array_index(m->findings, i))->id == id)
			return true;
	return false;
}

/* The value of header ${name} with its folds taken out, "" when absent. Caller frees. */
static inline char *host_header(const struct message *m, const char *name)
{
	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		g_auto(GStrv) lines = NULL;
		if (strcmp(h->name, name) != 0)
			continue;
		lines = g_strsplit(h->value, "\r\n", -1);
		return g_strjoinv("", lines);
	}
	return g_strdup("");
}

/* The body as it was before it was encoded. Caller frees. */
static inline char *host_body(const struct message *m)
{
	gsize n = 0;
	const char *data = m->body ? g_bytes_get_data(m->body, &n) : "";
	g_autofree char *cte = host_header(m, "Content-Transfer-Encoding");
	GString *out = g_string_new(NULL);

	if (strcmp(cte, "base64") == 0) {
		g_autofree char *text = g_strndup(data, n);
		gsize len;
		g_autofree guchar *bytes = g_base64_decode(text, &len);
		g_string_append_len(out, (const char *)bytes, (gssize)len);
	} else {
		for (gsize i = 0; i < n; i++) {
			if (data[i] != '=' || strcmp(cte, "quoted-printable") != 0)
				g_string_append_c(out, data[i]);
			else if (data[i + 1] == '\r')
				i += 2;
			else {
				g_string_append_c(out,
						  (char)(g_ascii_xdigit_value(data[i + 1]) << 4 |
							 g_ascii_xdigit_value(data[i + 2])));
				i += 2;
			}
		}
	}
	g_string_replace(out, "\r\n", "\n", 0);
	return g_string_free(out, FALSE);
}

/* The part at ${path}; NULL: none. */
static inline struct part *host_part(const struct message *m, const char *path)
{
	for (guint i = 0; i < m->parts->len; i++)
		if (strcmp(message_part(m, i)->path, path) == 0)
			return message_part(m, i);
	return NULL;
}

#endif
