/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * glib_locks.c: GLib's locks as POSIX locks, linked into programs built with
 * SAN=thread only. GLib's own are futexes that ThreadSanitizer does not see,
 * so that it takes everything they guard for a race.
 */
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/* Static GMutex and GCond are zero: what stands behind them is made at first use. */
static pthread_mutex_t *mutex_of(GMutex *mutex)
{
	pthread_mutex_lock(&making);
	if (!mutex->p) {
		mutex->p = calloc(1, sizeof(pthread_mutex_t));
		pthread_mutex_init(mutex->p, NULL);
	}
	pthread_mutex_unlock(&making);
	return mutex->p;
}

static pthread_cond_t *cond_of(GCond *cond)
{
	pthread_condattr_t monotonic;

	pthread_mutex_lock(&making);
	if (!cond->p) {
		pthread_condattr_init(&monotonic);
		pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
		cond->p = calloc(1, sizeof(pthread_cond_t));
		pthread_cond_init(cond->p, &monotonic);
		pthread_condattr_destroy(&monotonic);
	}
	pthread_mutex_unlock(&making);
	return cond->p;
}

void g_mutex_init(GMutex *mutex)
{
	mutex->p = NULL;
}

void g_mutex_clear(GMutex *mutex)
{
	free(mutex->p);
	mutex->p = NULL;
}

void g_mutex_lock(GMutex *mutex)
{
	pthread_mutex_lock(mutex_of(mutex));
}

void g_mutex_unlock(GMutex *mutex)
{
	pthread_mutex_unlock(mutex_of(mutex));
}

gboolean g_mutex_trylock(GMutex *mutex)
{
	return pthread_mutex_trylock(mutex_of(mutex)) == 0;
}

void g_cond_init(GCond *cond)
{
	cond->p = NULL;
}

void g_cond_clear(GCond *cond)
{
	free(cond->p);
	cond->p = NULL;
}

void g_cond_wait(GCond *cond, GMutex *mutex)
{
	pthread_cond_wait(cond_of(cond), mutex_of(mutex));
}

void g_cond_signal(GCond *cond)
{
	pthread_cond_signal(cond_of(cond));
}

void g_cond_broadcast(GCond *cond)
{
	pthread_cond_broadcast(cond_of(cond));
}

gboolean g_cond_wait_until(GCond *cond, GMutex *mutex, gint64 end_time)
{
	struct timespec end = { end_time / G_USEC_PER_SEC, end_time % G_USEC_PER_SEC * 1000 };

	return pthread_cond_timedwait(cond_of(cond), mutex_of(mutex), &end) == 0;
}
