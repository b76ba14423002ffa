/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether clamd can be trusted now, and what it said before. An answer of clamd
 * counts only while the last check was good and is fresh: VERSION answered,
 * harmless file OK, canary FOUND plain and in a zip, signatures young enough.
 * What it said is forgotten whenever its version changes or a check or session
 * fails; each forgetting begins a new era, and a verdict asked for in an older
 * one is not kept. Never asks clamd while it holds the lock.
 * Tests: tests/unit/front/test_scanner.c.
 */
#include <glib.h>

#include "memory.h"
#include "misogi/front.h"
#include "misogi/io.h"
#include "verdicts.h"

#define STALE_INTERVALS 3
#define RETRY_MS 1000  /* while unhealthy or in doubt */
#define GLANCE_MS 2000 /* between checks only the version is asked for */
#define CLOCK_SLACK_SECONDS 86400

struct scanner {
	char *address;
	int timeout_ms;
	int64_t interval_ms; /* 0: the canary is asked for at the start only */
	int64_t max_age;     /* seconds; 0: any */
	/* under the lock from here */
	GMutex lock;
	GCond wake;
	GThread *thread;
	bool stopping;
	bool doubted;
	int64_t checked_ms; /* 0: never */
	int64_t glanced_ms; /* the last time the version was asked for */
	struct err last;    /* SCOPE_OK: healthy */
	char *version;
	struct memory *memory;
	uint64_t era; /* how often the memory was emptied */
};

struct scanner *scanner_new(const struct config *c, const char *address)
{
	struct scanner *s = g_new0(struct scanner, 1);
	s->address = g_strdup(address);
	s->timeout_ms = (int)c->limits.scan_seconds * 1000;
	s->interval_ms = c->clamd_canary_interval * 1000;
	s->max_age = c->signature_max_age;
	s->version = g_strdup("");
	s->memory = memory_new(c->limits.verdicts, c->limits.verdict_seconds);
	g_mutex_init(&s->lock);
	g_cond_init(&s->wake);
	return s;
}

void scanner_free(struct scanner *s)
{
	if (!s)
		return;
	scanner_watch_stop(s);
	g_mutex_clear(&s->lock);
	g_cond_clear(&s->wake);
	memory_free(s->memory);
	g_free(s->version);
	g_free(s->address);
	g_free(s);
}

bool scanner_is_none(const struct scanner *s)
{
	return g_str_equal(s->address, "none");
}

char *scanner_version(struct scanner *s)
{
	g_mutex_lock(&s->lock);
	char *version = g_strdup(s->version);
	g_mutex_unlock(&s->lock);
	return version;
}

/* ---- checking ---- */

/* Under the lock. */
static void forget(struct scanner *s)
{
	memory_forget(s->memory);
	s->era++;
}

static bool check_age(const struct scanner *s, const char *version, struct err *err)
{
	if (s->max_age <= 0)
		return true;
	int64_t made = clamd_signature_time(version);
	int64_t age = g_get_real_time() / G_USEC_PER_SEC - made;
	if (made < 0)
		return err_set(err, SCOPE_TEMP, REASON_SIGNATURES_OLD,
			       "clamd does not say how old its signatures are (%s)", version);
	if (age > s->max_age)
		return err_set(err, SCOPE_TEMP, REASON_SIGNATURES_OLD,
			       "signatures are %" G_GINT64_FORMAT " days old", age / 86400);
	/* One of the two clocks is wrong, so the age is not known. */
	if (age < -CLOCK_SLACK_SECONDS)
		return err_set(err, SCOPE_TEMP, REASON_SIGNATURES_OLD,
			       "signatures are from the future (%s)", version);
	return true;
}

static void note_check(struct scanner *s, const char *version, const struct err *outcome)
{
	g_mutex_lock(&s->lock);
	bool is_good = outcome->scope == SCOPE_OK;
	if (!is_good || !g_str_equal(s->version, version))
		forget(s);
	if (is_good) {
		g_free(s->version);
		s->version = g_strdup(version);
	}
	s->last = *outcome;
	s->checked_ms = s->glanced_ms = io_now_ms();
	s->doubted = false;
	g_mutex_unlock(&s->lock);
}

bool scanner_check(struct scanner *s, struct err *err)
{
	if (scanner_is_none(s))
		return true;
	struct err outcome = { .scope = SCOPE_OK };
	g_autofree char *version = clamd_version(s->address, s->timeout_ms, &outcome);
	bool ok = version && clamd_canary(s->address, s->timeout_ms, &outcome) &&
		  check_age(s, version, &outcome);
	note_check(s, version ? version : "", &outcome);
	if (!ok && err)
		*err = outcome;
	return ok;
}

bool scanner_healthy(struct scanner *s, struct err *err)
{
	if (scanner_is_none(s))
		return true;
	g_mutex_lock(&s->lock);
	struct err last = s->last;
	int64_t checked_ms = s->checked_ms;
	g_mutex_unlock(&s->lock);

	if (checked_ms == 0)
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_DOWN, "clamd was not checked yet");
	if (last.scope != SCOPE_OK) {
		if (err)
			*err = last;
		return false;
	}
	if (s->interval_ms > 0 && io_now_ms() - checked_ms > STALE_INTERVALS * s->interval_ms)
		return err_set(err, SCOPE_TEMP, REASON_CLAMD_TIMEOUT,
			       "the last good check of clamd is too old");
	return true;
}

/* ---- the watch ---- */

/* When the next check is due, G_MAXINT64 for never; under the lock. */
static int64_t next_check_ms(const struct scanner *s)
{
	if (s->checked_ms == 0)
		return 0;
	if (s->doubted || s->last.scope != SCOPE_OK)
		return s->checked_ms + RETRY_MS;
	return s->interval_ms > 0 ? s->checked_ms + s->interval_ms : G_MAXINT64;
}

enum turn { TURN_STOP, TURN_GLANCE, TURN_CHECK };

/* Waits until something is due. */
static enum turn wait_for_turn(struct scanner *s)
{
	enum turn turn = TURN_STOP;
	g_mutex_lock(&s->lock);
	while (!s->stopping && turn == TURN_STOP) {
		int64_t now = io_now_ms(), check = next_check_ms(s);
		int64_t due = MIN(check, s->glanced_ms + GLANCE_MS);
		if (due <= now)
			turn = check <= now ? TURN_CHECK : TURN_GLANCE;
		else /* g_cond_wait_until() counts in g_get_monotonic_time(), the same clock. */
			g_cond_wait_until(&s->wake, &s->lock,
					  g_get_monotonic_time() + (due - now) * 1000);
	}
	if (s->stopping)
		turn = TURN_STOP;
	g_mutex_unlock(&s->lock);
	return turn;
}

/* The cheap question between two checks: whether clamd is still the one that was checked. */
static bool is_same_version(struct scanner *s)
{
	g_autofree char *version = clamd_version(s->address, s->timeout_ms, NULL);
	g_mutex_lock(&s->lock);
	bool same = version && g_str_equal(version, s->version);
	s->glanced_ms = io_now_ms();
	g_mutex_unlock(&s->lock);
	return same;
}

static void *watch(void *arg)
{
	struct scanner *s = arg;
	enum turn turn;
	while ((turn = wait_for_turn(s)) != TURN_STOP)
		if (turn == TURN_CHECK || !is_same_version(s))
			scanner_check(s, NULL);
	return NULL;
}

bool scanner_watch_start(struct scanner *s, struct err *err)
{
	if (scanner_is_none(s) || s->thread)
		return true;
	g_autoptr(GError) error = NULL;
	s->stopping = false;
	s->thread = g_thread_try_new("scanner", watch, s, &error);
	return s->thread || err_set(err, SCOPE_TEMP, REASON_INTERNAL, "thread: %s", error->message);
}

void scanner_watch_stop(struct scanner *s)
{
	if (!s->thread)
		return;
	g_mutex_lock(&s->lock);
	s->stopping = true;
	g_cond_signal(&s->wake);
	g_mutex_unlock(&s->lock);
	g_thread_join(s->thread);
	s->thread = NULL;
}

/* ---- for jobs ---- */

bool scanner_recall(struct scanner *s, const char *sha256, enum scan_answer *answer, char **word)
{
	g_mutex_lock(&s->lock);
	bool known = memory_recall(s->memory, sha256, io_now_ms(), answer, word);
	g_mutex_unlock(&s->lock);
	return known;
}

uint64_t scanner_era(struct scanner *s)
{
	g_mutex_lock(&s->lock);
	uint64_t era = s->era;
	g_mutex_unlock(&s->lock);
	return era;
}

void scanner_remember(struct scanner *s, uint64_t era, const char *sha256, enum scan_answer answer,
		      const char *word)
{
	g_mutex_lock(&s->lock);
	/* The word of a clamd that is in doubt, or was replaced meanwhile, is not worth keeping. */
	if (era == s->era && !s->doubted && s->last.scope == SCOPE_OK)
		memory_remember(s->memory, sha256, io_now_ms(), answer, word);
	g_mutex_unlock(&s->lock);
}

struct clamd_session *scanner_session(struct scanner *s, struct err *err)
{
	struct clamd_session *session = clamd_open(s->address, s->timeout_ms, err);
	if (!session)
		scanner_doubt(s);
	return session;
}

void scanner_doubt(struct scanner *s)
{
	g_mutex_lock(&s->lock);
	forget(s);
	s->doubted = true;
	g_cond_signal(&s->wake);
	g_mutex_unlock(&s->lock);
}
