/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The positive control. clamd answers OK for much that it did not look at: a
 * missing temporary directory, an empty database, switched-off archives. So
 * before any OK is believed a harmless file must be OK and the canary FOUND,
 * plain and inside a zip. The signature is anchored at offset 0: in the zip it
 * can only be found by unpacking. Tests: test_clamd.c, test_clamd_real.c.
 */
#include "misogi/clamd.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "canary_zip.h"
#include "misogi/io.h"

#define SIGNATURE "Misogi.Canary"

/* conf/clamav/misogi-canary.ndb is the hex of this. */
static const char canary[] = "misogi canary 5f0c8a1e: harmless, and found by every scanner "
			     "that works. See misogi(1).\r\n";
static const char benign[] = "misogi: harmless, and found by no scanner.\r\n";

const char *clamd_canary_bytes(size_t *n)
{
	*n = sizeof(canary) - 1;
	return canary;
}

/* ---- asking ---- */

static bool is_found(const struct clamd_answer *a)
{
	return a->answer == SCAN_INFECTED && g_str_has_prefix(a->word, SIGNATURE);
}

static bool judge(const struct clamd_answer *a, struct err *err)
{
	static const char *const what[] = { "harmless file", "canary", "canary in a zip" };
	bool right = a->tag == 0 ? a->answer == SCAN_CLEAN : is_found(a);
	if (right)
		return true;
	return err_set(err, SCOPE_TEMP, REASON_CANARY_LOST, "clamd says %s of the %s",
		       a->answer == SCAN_CLEAN ? "OK" : a->word, what[a->tag]);
}

static bool ask(struct clamd_session *s, const void *bytes, size_t n, uint32_t tag, int timeout_ms,
		struct err *err)
{
	AUTO_FD fd = io_memfd_of(bytes, n);
	if (fd < 0)
		return err_errno(err, REASON_INTERNAL, "memfd for the canary");
	return clamd_send(s, fd, tag, timeout_ms, err);
}

static bool ask_zip(struct clamd_session *s, int timeout_ms, struct err *err)
{
	g_autoptr(GByteArray) zip = canary_zip(CANARY_ZIP_PLAIN);
	return ask(s, zip->data, zip->len, 2, timeout_ms, err);
}

static bool hear(struct clamd_session *s, int64_t deadline, struct err *err)
{
	while (clamd_outstanding(s) > 0) {
		struct clamd_answer a;
		int64_t left = deadline - io_now_ms();
		int got = clamd_receive(s, &a, (int)MAX(left, 0), err);
		if (got == 0)
			return err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT,
				       "clamd did not answer the canary in time");
		if (got < 0 || !judge(&a, err))
			return false;
	}
	return true;
}

static bool exchange(struct clamd_session *s, int timeout_ms, struct err *err)
{
	int64_t deadline = io_now_ms() + timeout_ms;
	return ask(s, benign, sizeof(benign) - 1, 0, timeout_ms, err) &&
	       ask(s, canary, sizeof(canary) - 1, 1, timeout_ms, err) &&
	       ask_zip(s, timeout_ms, err) && hear(s, deadline, err);
}

bool clamd_confirm(struct clamd_session *s, int timeout_ms, struct err *err)
{
	int64_t deadline = io_now_ms() + timeout_ms;
	return ask_zip(s, timeout_ms, err) && hear(s, deadline, err);
}

bool clamd_canary(const char *address, int timeout_ms, struct err *err)
{
	struct clamd_session *s = clamd_open(address, timeout_ms, err);
	bool ok = s && exchange(s, timeout_ms, err);
	clamd_close(s);
	return ok;
}

/* ---- settings that only show in what clamd says ---- */

/* The canary and then nothing but zeros, ${size} bytes in all; a hole costs no memory here. */
static int canary_of_size(uint64_t size)
{
	AUTO_FD fd = io_memfd("misogi");
	if (fd < 0 || !io_write_all(fd, canary, sizeof(canary) - 1) ||
	    ftruncate(fd, (off_t)size) < 0)
		return -1;
	return fd_steal(&fd);
}

static bool ask_one(const char *address, int fd, int timeout_ms, struct clamd_answer *a,
		    struct err *err)
{
	struct clamd_session *s = clamd_open(address, timeout_ms, err);
	int got = -1;
	if (s && clamd_send(s, fd, 0, timeout_ms, err))
		got = clamd_receive(s, a, timeout_ms, err);
	clamd_close(s);
	return got == 1 || (got == 0 && err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT,
						"clamd did not answer in time"));
}

bool clamd_alerts(const char *address, uint64_t size, int timeout_ms, struct clamd_alerts *out,
		  struct err *err)
{
	struct clamd_alerts alerts;
	struct clamd_answer a;
	g_autoptr(GByteArray) zip = canary_zip(CANARY_ZIP_ENCRYPTED);
	AUTO_FD encrypted = io_memfd_of(zip->data, zip->len);
	AUTO_FD large = canary_of_size(size);
	if (encrypted < 0 || large < 0)
		return err_errno(err, REASON_INTERNAL, "memfd for the canary");
	if (!ask_one(address, encrypted, timeout_ms, &a, err))
		return false;
	alerts.encrypted = a.answer == SCAN_NOT_SCANNED && a.encrypted;
	if (!ask_one(address, large, timeout_ms, &a, err))
		return false;
	alerts.large = is_found(&a);
	alerts.exceeds_max = alerts.large || (a.answer == SCAN_NOT_SCANNED && a.limit);
	*out = alerts;
	return true;
}
