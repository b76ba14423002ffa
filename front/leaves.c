/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * leaves.c: from the child past the scanner. A leaf counts only when it can no longer change:
 * a memfd with all seals, within the limits. Every verdict is the scanner's
 * own, asked about exactly the descriptor that is kept. When the scanner gives
 * no answer, or finds no canary after the last one, the whole mail waits: no
 * leaf is ever passed over.
 * Tests: tests/unit/front/test_leaves.c, tests/sandbox/.
 */
#include "leaves.h"

#include <errno.h>
#include <fcntl.h>

#include "misogi/hash.h"
#include "misogi/io.h"
#include "verdicts.h"

#define TELL_MS 10000 /* a child that reads nothing for so long is stuck */
#define CLAMD_SEND_MS 10000

struct leaves {
	struct scanner *scanner;
	const struct limits *limits;
	int job_socket;
	uint64_t total, total_max;
	GArray *list;	 /* of struct leaf */
	unsigned untold; /* leaves whose verdict is outstanding */
	GArray *waiting; /* of uint32_t: parts not yet sent to clamd, in order */
	guint next;	 /* first of ${waiting} not sent */
	struct clamd_session *session;
	uint64_t era;	  /* of the scanner when ${session} was opened */
	int64_t progress; /* when clamd last gave an answer, or got the first question */
};

static void leaf_clear(void *p)
{
	fd_close(&((struct leaf *)p)->fd);
}

struct leaves *leaves_new(struct scanner *scanner, const struct limits *limits, int job_socket,
			  uint64_t total_max)
{
	struct leaves *l = g_new0(struct leaves, 1);

	l->scanner = scanner;
	l->limits = limits;
	l->job_socket = job_socket;
	l->total_max = total_max;
	l->list = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	g_array_set_clear_func(l->list, leaf_clear);
	l->waiting = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	return l;
}

void leaves_free(struct leaves *l)
{
	if (!l)
		return;
	if (l->session)
		clamd_close(l->session);
	if (l->list)
		g_array_unref(l->list);
	g_array_unref(l->waiting);
	g_free(l);
}

static struct leaf *leaf_at(const struct leaves *l, uint32_t part)
{
	return &g_array_index(l->list, struct leaf, part);
}

/* ---- from the child ---- */

static bool bad_leaf(uint32_t part, const char *why, struct err *err)
{
	return err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER, "leaf of part %u: %s", part, why);
}

/* O_PATH and write-only descriptors cannot be read by clamd, which then says "OK". */
static bool is_readable(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && !(flags & O_PATH) && (flags & O_ACCMODE) == O_RDWR;
}

static bool check_leaf(struct leaves *l, uint32_t part, int fd, struct err *err)
{
	uint64_t size;

	if (part >= limits_all_parts(l->limits))
		return bad_leaf(part, "there are not so many parts", err);
	if (part < l->list->len && leaf_at(l, part)->fd >= 0)
		return bad_leaf(part, "given twice", err);
	if (!io_is_sealed(fd) || !is_readable(fd))
		return bad_leaf(part, "not a sealed memfd", err);
	if (!io_size(fd, &size) || size > l->limits->part_bytes)
		return bad_leaf(part, "larger than limit part_bytes", err);
	if (size > l->total_max - l->total)
		return bad_leaf(part, "all leaves together are larger than the mail can be", err);
	l->total += size;
	return true;
}

static void keep(struct leaves *l, uint32_t part, int fd, const char *sha256)
{
	struct leaf none = { .fd = -1, .scan = SCAN_NOT_SCANNED };

	while (l->list->len <= part)
		g_array_append_val(l->list, none);
	leaf_at(l, part)->fd = fd;
	g_strlcpy(leaf_at(l, part)->sha256, sha256, SHA256_HEX);
	l->untold++;
}

/* A child that has died is not told; its death will be read from the socket. */
static bool tell(struct leaves *l, uint32_t part, enum scan_answer answer, const char *word,
		 struct err *err)
{
	struct scanned s = { .part = part, .answer = answer, .word = (char *)word };

	leaf_at(l, part)->scan = answer;
	g_strlcpy(s.sha256, leaf_at(l, part)->sha256, sizeof s.sha256);
	l->untold--;
	if (scanned_send(l->job_socket, &s, TELL_MS) || errno == EPIPE || errno == ECONNRESET)
		return true;
	return err_set(err, SCOPE_TEMP, REASON_WORKER_TIMEOUT, "it does not take its verdicts");
}

/* ---- to the scanner ---- */

static bool recall(struct leaves *l, uint32_t part, bool *known, struct err *err)
{
	enum scan_answer answer;
	g_autofree char *word = NULL;

	*known = scanner_recall(l->scanner, leaf_at(l, part)->sha256, &answer, &word);
	return !*known || tell(l, part, answer, word, err);
}

static bool has_session(struct leaves *l, struct err *err)
{
	if (!l->session) {
		l->era = scanner_era(l->scanner);
		l->session = scanner_session(l->scanner, err);
	}
	return l->session != NULL;
}

static bool ask(struct leaves *l, uint32_t part, struct err *err)
{
	if (!has_session(l, err))
		return false;
	if (clamd_outstanding(l->session) == 0)
		l->progress = io_now_ms();
	if (clamd_send(l->session, leaf_at(l, part)->fd, part, CLAMD_SEND_MS, err))
		return true;
	scanner_doubt(l->scanner);
	return false;
}

/* Sends what waits as far as clamd's window allows. */
static bool ask_waiting(struct leaves *l, struct err *err)
{
	while (l->next < l->waiting->len &&
	       (!l->session || clamd_outstanding(l->session) < CLAMD_WINDOW)) {
		uint32_t part = g_array_index(l->waiting, uint32_t, l->next++);
		bool known;
		if (!recall(l, part, &known, err) || (!known && !ask(l, part, err)))
			return false;
	}
	return true;
}

bool leaves_take(struct leaves *l, uint32_t part, int fd, struct err *err)
{
	char sha256[SHA256_HEX];
	AUTO_FD leaf = fd;

	if (!check_leaf(l, part, leaf, err))
		return false;
	if (!hash_fd(leaf, sha256))
		return err_errno(err, REASON_INTERNAL, "reading a leaf");
	keep(l, part, fd_steal(&leaf), sha256);
	if (scanner_is_none(l->scanner))
		return tell(l, part, SCAN_NOT_SCANNED, "scanner-off", err);
	g_array_append_val(l->waiting, part);
	return ask_waiting(l, err);
}

/* clamd answers only for what it owes: clamd.c holds that a tag comes once. */
static bool take_verdict(struct leaves *l, const struct clamd_answer *a, struct err *err)
{
	l->progress = io_now_ms();
	if (a->tag >= l->list->len)
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_ANSWER, "verdict on no leaf");
	scanner_remember(l->scanner, l->era, leaf_at(l, a->tag)->sha256, a->answer, a->word);
	return tell(l, a->tag, a->answer, a->word, err);
}

bool leaves_pump(struct leaves *l, struct err *err)
{
	struct clamd_answer answer;
	int r;

	if (!l->session || clamd_outstanding(l->session) == 0)
		return true;
	while ((r = clamd_receive(l->session, &answer, 0, err)) > 0)
		if (!take_verdict(l, &answer, err))
			return false;
	if (r == 0 && io_now_ms() >= leaves_deadline(l)) {
		err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT, "no answer within %u s",
			l->limits->scan_seconds);
		r = -1;
	}
	if (r < 0) {
		scanner_doubt(l->scanner);
		return false;
	}
	return ask_waiting(l, err);
}

bool leaves_settled(const struct leaves *l)
{
	return l->untold == 0;
}

int leaves_fd(const struct leaves *l)
{
	return l->session && clamd_outstanding(l->session) > 0 ? clamd_fd(l->session) : -1;
}

int64_t leaves_deadline(const struct leaves *l)
{
	return leaves_fd(l) < 0 ? INT64_MAX : l->progress + (int64_t)l->limits->scan_seconds * 1000;
}

bool leaves_confirm(struct leaves *l, int timeout_ms, struct err *err)
{
	int64_t scan_ms = (int64_t)l->limits->scan_seconds * 1000;

	if (!l->session || clamd_confirm(l->session, (int)MIN(timeout_ms, scan_ms), err))
		return true;
	scanner_doubt(l->scanner);
	return false;
}

GArray *leaves_steal(struct leaves *l)
{
	return g_steal_pointer(&l->list);
}
