/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a mail, through the whole sanitizer: a scanner that calls all
 * clean, a policy that opens archives, makes text of what it can and delivers
 * pictures. Leaves are sealed, what is written is 7-bit lines, a part that must
 * be kept is kept, only what was decided so is enclosed.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/sanitize.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char policy_text[] =
	"zone all { clients = any domains = any }\n"
	"crossing test { from = all to = all }\n"
	"body { alternative = both }\n"
	"rule \"locked\" { match = encrypted:yes action = quarantine try-passwords = same-mail }\n"
	"rule \"open\" { match = type:archive,disk-image action = open, quarantine }\n"
	"rule \"as it is\" { match = type:image,office action = deliver }\n"
	"rule \"text\" { match = type:text,html,mail,calendar,contact action = text, quarantine }\n"
	"default { action = quarantine release = approval approver = section-head keep = 30d }\n";

static struct config *config;
static struct policy *policy;
static struct envelope *envelope;

static void must(bool claim)
{
	if (!claim)
		abort();
}

static bool leaf(void *ctx, unsigned part, int fd, struct err *err)
{
	(void)ctx;
	(void)part;
	(void)err;
	must(io_is_sealed(fd));
	return true;
}

static bool await(void *ctx, struct message *m, struct err *err)
{
	(void)ctx;
	(void)err;
	for (guint i = 0; i < m->parts->len; i++)
		if (message_part(m, i)->scan == SCAN_NOT_SCANNED)
			message_part(m, i)->scan = SCAN_CLEAN;
	return true;
}

static void prepare(void)
{
	struct err err = { 0 };

	if (config)
		return;
	struct diags *diags = diags_new();
	must(sanitize_init(&err));
	config = config_load(NULL, diags);
	policy = policy_parse(policy_text, strlen(policy_text), "fuzz.conf", false, diags);
	envelope = envelope_new();
	envelope_add_recipient(envelope, "taro@example.jp", "test");
	must(config && policy);
	/* Small limits are run into more often. */
	config->limits.part_bytes = 1 << 20;
	config->limits.mime_depth = 8;
	config->limits.parts = 50;
	diags_free(diags);
}

static void check_written(const struct message *m)
{
	gsize n = 0;
	const char *body = m->body ? g_bytes_get_data(m->body, &n) : "";

	must((m->body != NULL) == (m->action == MAIL_SANITIZE));
	for (gsize i = 0; i < n; i++)
		must((body[i] >= ' ' && body[i] < 127) || strchr("\t\r\n", body[i]));
	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		for (const char *p = h->value; *p; p++) {
			must((*p >= ' ' && *p < 127) || strchr("\t\r\n", *p));
			must(*p != '\n' || (p > h->value && p[-1] == '\r' && p[1] == ' '));
		}
	}
}

static void check_part(const struct part *p)
{
	for (guint i = 0; i < p->findings->len; i++)
		if (finding_floor_of(g_array_index(p->findings, enum finding_id, i)) != FLOOR_OK)
			must(p->action == PART_QUARANTINE || p->action == PART_STRIP ||
			     p->action == PART_NONE);
}

static void check_enclosed(const struct message *m, const struct enclosed *one, bool in_zip)
{
	const struct part *p = message_part(m, one->part);

	must(*one->name && g_utf8_validate(one->name, -1, NULL) && *one->name != '/');
	must(!strstr(one->name, "../") && !strpbrk(one->name, in_zip ? "\\:\n" : "/\\:\n"));
	must(p->action == (one->bytes ? PART_TEXT : PART_DELIVER) && p->scan == SCAN_CLEAN);
}

static void check_enclosures(const struct message *m)
{
	for (guint i = 0; i < m->enclosures->len; i++) {
		const struct enclosure *e = g_ptr_array_index(m->enclosures, i);
		must(e->entries->len > 0 && (e->is_zip || e->entries->len == 1));
		for (guint k = 0; k < e->entries->len; k++)
			check_enclosed(m, g_ptr_array_index(e->entries, k), e->is_zip);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sanitize_host host = { NULL, leaf, await };
	struct message *m = NULL;
	struct err err = { 0 };

	prepare();
	AUTO_FD fd = io_memfd_of(data, size);
	struct sanitize_job job = { .config = config,
				    .policy = policy,
				    .envelope = envelope,
				    .message_fd = fd,
				    .raw_size = size };
	must(sanitize_message(&job, &host, &m, &err));
	check_written(m);
	for (guint i = 0; i < m->parts->len; i++)
		check_part(message_part(m, i));
	check_enclosures(m);
	message_free(m);
	return 0;
}
