/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as what clamd says of a scan, by FILDES and by INSTREAM: clean is
 * said in one way only, a limit or encryption is never a verdict, the word is
 * printable, and what is not understood leaves the answer untouched.
 */
#include <stdlib.h>
#include <string.h>

#include "clamd_io.h"
#include "misogi/clamd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
	if (!claim)
		abort();
}

static bool is_word(const char word[static 128])
{
	size_t n = strnlen(word, 128);

	for (size_t i = 0; i < n && n < 128; i++)
		if (!g_ascii_isgraph(word[i]))
			return false;
	return n < 128;
}

/* The only sentence that means clean, put together again from what was understood. */
static bool says_ok(const char *reply, uint32_t id, bool fildes)
{
	g_autofree char *begin = g_strdup_printf(fildes ? "%u: fd[" : "%u: stream: OK", id);

	return fildes ? g_str_has_prefix(reply, begin) && g_str_has_suffix(reply, "]: OK")
		      : strcmp(reply, begin) == 0;
}

static void judge(const char *reply, size_t len, uint32_t id, bool fildes,
		  const struct clamd_answer *a)
{
	must(strlen(reply) == len && a->tag == 7 && is_word(a->word));
	must(a->answer == SCAN_CLEAN || a->answer == SCAN_INFECTED ||
	     a->answer == SCAN_NOT_SCANNED);
	must((a->answer == SCAN_CLEAN) == says_ok(reply, id, fildes));
	must((a->answer == SCAN_NOT_SCANNED) == (a->limit || a->encrypted));
	must(a->answer == SCAN_CLEAN || (*a->word && g_str_has_suffix(reply, " FOUND")));
}

static void parse(const char *reply, size_t len, bool fildes)
{
	const struct clamd_answer before = { .tag = 7, .answer = SCAN_NOT_SCANNED, .word = "x" };
	struct clamd_answer a = before;
	struct err err = { 0 };
	uint32_t id = 99;

	if (clamd_reply_parse(reply, len, fildes, &id, &a, &err)) {
		judge(reply, len, id, fildes, &a);
		return;
	}
	must(err.scope == SCOPE_TEMP && err.reason == REASON_CLAMD_ANSWER);
	must(id == 99 && memcmp(&a, &before, sizeof(a)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* As clamd_io_reply() hands it over: with a NUL behind, and no longer than this. */
	size_t len = MIN(size, CLAMD_REPLY_MAX);
	g_autofree char *reply = g_malloc0(len + 1);

	if (len > 0)
		memcpy(reply, data, len);
	parse(reply, len, true);
	parse(reply, len, false);
	(void)clamd_signature_time(reply);
	return 0;
}
