/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pdf.c: qpdf reads, we walk. It mends damaged tables as readers do, decodes
 * streams of objects and names (#4a), and opens what needs no password. What it
 * cannot read is damaged, what needs a password is encrypted.
 * Tests: tests/unit/sanitizer/test_inspect_pdf.c.
 */
#include "inspect/pdf.h"

#include <string.h>

#include "inspect/pdf_guard.h"
#include "inspect/pdf_walk.h"

/* What qpdf could not do; FINDING_MAX: nothing. */
static enum finding_id failure_of(qpdf_data q)
{
	qpdf_error e = qpdf_has_error(q) ? qpdf_get_error(q) : NULL;

	if (!e)
		return FINDING_MAX;
	switch (qpdf_get_error_code(q, e)) {
	case qpdf_e_password:
	case qpdf_e_unsupported: /* a way of encryption, at this place */
		return FINDING_ENCRYPTED;
	case qpdf_e_success:
		return FINDING_MAX;
	case qpdf_e_internal:
	case qpdf_e_system:
	case qpdf_e_damaged_pdf:
	case qpdf_e_pages:
	case qpdf_e_object:
	case qpdf_e_json:
	case qpdf_e_linearization:
		break;
	}
	return FINDING_TYPE_DAMAGED;
}

/* Whether there is a document to show; an error of qpdf's otherwise. */
static bool has_catalog(qpdf_data q)
{
	qpdf_oh root = qpdf_get_root(q);
	bool has = qpdf_oh_is_dictionary(q, root);

	qpdf_oh_release(q, root);
	return has;
}

/* What qpdf says where it drops an object that others may read. */
static bool is_dropped(const char *warning)
{
	return strstr(warning, "excessively deeply nested") ||
	       strstr(warning, "giving up on reading object");
}

/* Whether an object was left out, so that nobody knows what is in it. */
static bool has_dropped(qpdf_data q, const struct pdf_guard *guard)
{
	while (qpdf_more_warnings(q)) {
		qpdf_error e = qpdf_next_warning(q);
		if (!guard->may_mend || is_dropped(qpdf_get_error_message_detail(q, e)))
			return true;
	}
	return false;
}

void pdf_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	struct pdf_guard guard = pdf_guard(data, len, in->limits->pdf_objects);

	(void)type;
	if (guard.is_bomb) {
		inspection_find(in, FINDING_LIMIT_PDF_OBJECTS, "filters");
		return;
	}
	qpdf_data q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_set_attempt_recovery(q, guard.may_mend);
	qpdf_read_memory(q, "", data, len, NULL);
	enum finding_id failure = failure_of(q);
	if (failure == FINDING_MAX && has_catalog(q))
		pdf_walk(in, q);
	if (failure == FINDING_MAX)
		failure = failure_of(q);
	if (failure == FINDING_MAX && has_dropped(q, &guard))
		failure = FINDING_TYPE_DAMAGED;
	if (failure != FINDING_MAX)
		inspection_find(in, failure, "");
	qpdf_cleanup(&q);
}
