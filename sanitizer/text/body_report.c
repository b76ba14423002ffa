/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * body_report.c: what was met in a text, as findings of its part.
 * Tests: tests/unit/sanitizer/test_body.c.
 */
#include "text/body.h"

void body_report(const struct body_found *found, struct message *m, struct part *part,
		 const struct limits *limits)
{
	const struct {
		bool is;
		enum finding_id id;
		const char *detail;
	} rows[] = {
		{ found->charset.unknown, FINDING_CHARSET_UNKNOWN, found->charset.used },
		{ found->charset.mislabelled, FINDING_CHARSET_MISLABELLED, found->charset.used },
		{ found->charset.undecodable > 0, FINDING_TEXT_UNDECODABLE, "" },
		{ found->swept.nul, FINDING_MIME_CONTROL, "NUL" },
		{ found->swept.zero_width > 0, FINDING_TEXT_ZERO_WIDTH, "" },
		{ found->swept.directions > 0, FINDING_TEXT_DIRECTION, "" },
		{ found->swept.tags > 0, FINDING_TEXT_TAGS, "" },
		{ found->swept.selectors > 0, FINDING_TEXT_SELECTORS, "" },
		{ found->malformed, FINDING_BODY_MALFORMED, "" },
		{ found->is_signed, FINDING_BODY_SIGNED, "" },
		{ found->limit_rtf_depth, FINDING_LIMIT_RTF_DEPTH, "" },
		{ found->limit_entries, FINDING_LIMIT_ENTRIES, "" },
		{ found->cut, FINDING_TEXT_CUT, "" },
		{ found->html.hidden > 0, FINDING_HTML_HIDDEN, "" },
		{ found->html.remote > 0, FINDING_HTML_REMOTE, "" },
		{ found->html.pixels > 0, FINDING_HTML_TRACKING, "" },
		{ found->html.forms + found->html.scripts > 0, FINDING_HTML_ACTIVE, "" },
		{ found->html.mismatches > 0, FINDING_LINK_MISMATCH, found->html.mismatch },
		{ found->html.lookalikes > 0, FINDING_LINK_LOOKALIKE, found->html.lookalike },
		{ found->html.unsafe > 0, FINDING_LINK_UNSAFE, "" },
		{ found->html.limit_bytes, FINDING_LIMIT_HTML_BYTES, "" },
		{ found->html.limit_tags, FINDING_LIMIT_HTML_TAGS, "" },
		{ found->html.limit_run, FINDING_LIMIT_HTML_RUN, "" },
		{ found->html.limit_css_rules, FINDING_LIMIT_CSS_RULES, "" },
		{ found->html.limit_link_bytes, FINDING_LIMIT_LINK_BYTES, "" },
		{ found->html.fallback, FINDING_HTML_FALLBACK, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].is)
			message_find(m, part, rows[i].id, part ? part->path : "", rows[i].detail,
				     limits->findings);
}
