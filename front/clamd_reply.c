/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What clamd's words mean. The one idea: there is exactly one way to say clean,
 * and everything that is not understood is an error. A limit that was hit or an
 * encrypted file is "not scanned", neither clean nor a virus: the words are
 * Heuristics.Limits.Exceeded.* and Heuristics.Encrypted.* (with AlertExceedsMax
 * and AlertEncrypted; without them clamd says OK, which is why misogi check
 * looks at them). Tests: tests/unit/front/test_clamd_reply.c, fuzz_clamd.
 */
#include "clamd_io.h"

#include <glib.h>
#include <string.h>

#define FOUND " FOUND"
#define LIMITS_PREFIX "Heuristics.Limits."
#define ENCRYPTED_PREFIX "Heuristics.Encrypted."

/* Takes ${literal} off ${*p}. */
static bool take(const char **p, const char *literal)
{
	if (!g_str_has_prefix(*p, literal))
		return false;
	*p += strlen(literal);
	return true;
}

/* Takes 1 to 9 digits without a leading zero (but "0") off ${*p}. */
static bool take_number(const char **p, uint32_t *out)
{
	size_t n = strspn(*p, "0123456789");
	if (n < 1 || n > 9 || (n > 1 && **p == '0'))
		return false;
	uint32_t value = 0;
	for (size_t i = 0; i < n; i++)
		value = value * 10 + (uint32_t)((*p)[i] - '0');
	*p += n;
	*out = value;
	return true;
}

/* The name of a signature is a stranger's text as well: databases come from many hands. */
static void copy_word(char word[static 128], const char *name, size_t len)
{
	size_t n = MIN(len, 127);
	for (size_t i = 0; i < n; i++)
		word[i] = g_ascii_isgraph(name[i]) ? name[i] : '?';
	word[n] = '\0';
}

static bool take_verdict(const char *verdict, struct clamd_answer *answer)
{
	if (strcmp(verdict, "OK") == 0) {
		answer->answer = SCAN_CLEAN;
		return true;
	}
	size_t len = strlen(verdict);
	size_t suffix = strlen(FOUND);
	if (len <= suffix || strcmp(verdict + len - suffix, FOUND) != 0)
		return false;
	copy_word(answer->word, verdict, len - suffix);
	answer->limit = g_str_has_prefix(verdict, LIMITS_PREFIX);
	answer->encrypted = g_str_has_prefix(verdict, ENCRYPTED_PREFIX);
	answer->answer = answer->limit || answer->encrypted ? SCAN_NOT_SCANNED : SCAN_INFECTED;
	return true;
}

bool clamd_reply_parse(const char *reply, size_t len, bool fildes, uint32_t *id,
		       struct clamd_answer *answer, struct err *err)
{
	struct clamd_answer got = { .tag = answer->tag };
	const char *p = reply;
	uint32_t number, descriptor;
	bool ok = strlen(reply) == len && take_number(&p, &number) && take(&p, ": ");
	/* The descriptor's number is clamd's own and says nothing. */
	if (fildes)
		ok = ok && take(&p, "fd[") && take_number(&p, &descriptor) && take(&p, "]: ");
	else
		ok = ok && take(&p, "stream: ");
	if (!ok || !take_verdict(p, &got)) {
		char shown[128];
		copy_word(shown, reply, len);
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_ANSWER, "clamd answered \"%s\"",
			       shown);
	}
	*id = number;
	*answer = got;
	return true;
}
