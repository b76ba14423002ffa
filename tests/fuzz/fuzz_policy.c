/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as policy.conf: refused with a reason, or a policy that shows
 * itself as text that reads back, and that decides an unscanned file to be
 * quarantined at least, whatever it says.
 */
#include <stdlib.h>
#include <string.h>

#include "misogi/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static void reads_back(const struct policy *p)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autofree char *text = policy_show(p);
	g_autoptr(policy_t) again = policy_parse(text, strlen(text), "shown", false, diags);

	must(again != NULL);
}

static void holds_the_floor(const struct policy *p)
{
	g_autoptr(envelope_t) e = envelope_new();
	g_autoptr(message_t) m = message_new();
	struct part *part = message_add_part(m, "2", -1);
	struct route_answer way;
	struct decision d;

	part->is_attachment = true;
	part->class = CLASS_PDF;
	part->scan = SCAN_NOT_SCANNED;
	envelope_add_recipient(e, "a@example.org", "inbound");
	policy_route(p, "192.0.2.1", "a@example.org", &way);
	must(way.name && way.why && way.where);
	policy_decide_message(p, e, m, m, &d);
	policy_decide_part(p, e, m, part, m, &d);
	must(d.n_actions > 0 && d.actions[0] >= PART_QUARANTINE);
	must(d.rule && d.where && d.release && d.approver);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(diags_t) diags = diags_new();
	g_autoptr(policy_t) p = policy_parse((const char *)data, size, "p", false, diags);

	must((p == NULL) == (diags->errors > 0));
	if (!p)
		return 0;
	reads_back(p);
	holds_the_floor(p);
	return 0;
}
