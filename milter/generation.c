/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * generation.c: a reload is a new generation, validated first; the old one
 * finishes its mails and goes with its last reference.
 *
 * The nursery reads the same files by itself and must have loaded the same
 * bytes: the digest of the policy is compared (front/nursery.c). A policy file
 * that was edited but not reloaded therefore stops a revival: mail is deferred
 * and the log says what to do, rather than two policies being at work at once.
 * Tests: tests/flow/test_reload.py.
 */
#include "generation.h"

struct generations {
	const char *config_path;
	const char *policy_path;
	GMutex lock; /* of current */
	struct generation *current;
	unsigned last_number;
};

struct generation *generation_ref(struct generation *g)
{
	g_atomic_int_inc(&g->references);
	return g;
}

void generation_unref(struct generation *g)
{
	if (!g || !g_atomic_int_dec_and_test(&g->references))
		return;
	if (g->nursery)
		nursery_unref(g->nursery);
	policy_unref(g->policy);
	config_free(g->config);
	g_free(g);
}

static bool start_nursery(struct generation *g, const char *config_path, const char *policy_path,
			  struct err *err)
{
	struct nursery_options options = {
		.program = g->config->worker_program,
		.config_path = config_path,
		.policy_path = policy_path ? policy_path : g->config->policy_file,
		.policy_digest = policy_digest(g->policy),
		.config = g->config,
	};

	g->nursery = nursery_start(&options, err);
	return g->nursery != NULL;
}

static struct generation *generation_load(const struct generations *gs, struct diags *diags,
					  struct err *err)
{
	struct generation *g = g_new0(struct generation, 1);

	g->references = 1;
	g->config = config_load(gs->config_path, diags);
	if (g->config)
		g->policy = policy_load(gs->policy_path ? gs->policy_path : g->config->policy_file,
					diags);
	if (g->policy && start_nursery(g, gs->config_path, gs->policy_path, err))
		return g;
	if (!g->policy)
		err_set(err, SCOPE_TEMP, REASON_CONFIG, "%u errors in settings or policy",
			diags->errors);
	if (g->policy)
		policy_unref(g->policy);
	config_free(g->config);
	g_free(g);
	return NULL;
}

static void take_over(struct generations *gs, struct generation *next)
{
	g_mutex_lock(&gs->lock);
	struct generation *old = gs->current;
	next->number = ++gs->last_number;
	gs->current = next;
	g_mutex_unlock(&gs->lock);
	generation_unref(old);
}

struct generations *generations_new(const char *config_path, const char *policy_path)
{
	struct generations *gs = g_new0(struct generations, 1);

	gs->config_path = config_path;
	gs->policy_path = policy_path;
	g_mutex_init(&gs->lock);
	return gs;
}

void generations_free(struct generations *gs)
{
	if (!gs)
		return;
	generation_unref(gs->current);
	g_mutex_clear(&gs->lock);
	g_free(gs);
}

bool generations_load(struct generations *gs, struct diags *diags, struct err *err)
{
	struct generation *next = generation_load(gs, diags, err);

	if (!next)
		return false;
	take_over(gs, next);
	return true;
}

bool generations_revive(struct generations *gs, struct err *err)
{
	g_autoptr(diags_t) diags = diags_new();
	struct generation *now = generations_current(gs);
	struct generation *next = g_new0(struct generation, 1);

	/* Settings are read again because a generation owns them; the policy is the running one. */
	next->references = 1;
	next->config = config_load(gs->config_path, diags);
	next->policy = policy_ref(now->policy);
	generation_unref(now);
	if (!next->config)
		err_set(err, SCOPE_TEMP, REASON_CONFIG, "%u errors in settings", diags->errors);
	if (!next->config || !start_nursery(next, gs->config_path, gs->policy_path, err)) {
		generation_unref(next);
		return false;
	}
	take_over(gs, next);
	return true;
}

struct generation *generations_current(struct generations *gs)
{
	g_mutex_lock(&gs->lock);
	struct generation *g = gs->current ? generation_ref(gs->current) : NULL;
	g_mutex_unlock(&gs->lock);
	return g;
}
