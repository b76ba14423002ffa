/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_model.h: a policy as the program holds it: typed, resolved, ready to
 * be asked. Built by policy_parse.c, never changed afterwards.
 */
#ifndef SETTINGS_POLICY_MODEL_H
#define SETTINGS_POLICY_MODEL_H

#include "complain.h"
#include "misogi/policy.h"

#define POLICY_RULES_MAX 1000
#define POLICY_INCLUDE_DEPTH 8

/* An IP network; IPv4 as ::ffff:a.b.c.d, 96 bits longer. */
struct net {
	uint8_t bytes[16];
	unsigned bits;
};

/*
 * Addresses ("a@b"), domains ("b"), subdomains (".b"), "<>" and networks, of a
 * list or a zone. Names are held in lower case without a final dot.
 */
struct hosts {
	GHashTable *names;  /* set */
	GPtrArray *entries; /* everything as text, in order, for policy_show() */
	GArray *nets;	    /* of struct net */
};

struct zone {
	char *name;
	struct at at;
	char *where;
	bool any_client, any_domain;
	struct hosts clients, domains;
};

struct way { /* a crossing, refuse or pass block */
	enum route route;
	char *name;
	struct at at;
	const struct zone *from, *to; /* NULL in refuse: whatever zone */
	char *why;
	char *where;
};

struct list {
	char *name;
	struct at at;
	struct hosts hosts;
};

enum comparison { LESS, LESS_EQUAL, EQUAL, GREATER_EQUAL, GREATER };

struct facts;
struct predicate;

/* One alternative of a condition. Which fields count is its predicate's. */
struct value {
	char *text; /* as policy_show() writes it */
	int id;
	const struct list *list;
	struct net net;
	enum comparison comparison;
	uint64_t number;
};

/* key:a,b or key:!a,b (none of them) */
struct condition {
	const struct predicate *predicate;
	bool negated;
	GArray *values; /* of struct value */
	struct at at;
};

/* One `match` or `except` line: all its conditions hold. */
struct rule {
	char *name;
	struct at at;
	char *where;
	GPtrArray *match;   /* of struct condition: the match lines together */
	GPtrArray *excepts; /* of GPtrArray of struct condition */
	bool of_message;    /* speaks only of the message and has a message action */
	enum mail_action mail;
	enum part_action actions[DECISION_ACTIONS];
	unsigned n_actions;
	char *release, *approver; /* NULL: as the default block says */
	int64_t keep_seconds;	  /* -1: as the default block says */
	bool tries_passwords;	  /* on what is locked, those that the mail itself shows */
	bool tell;
	char *owner, *note;
	char *expires;	    /* "2027-03-31", NULL: never */
	int64_t expires_at; /* the first second after it */
};

struct policy {
	gint references;
	GPtrArray *texts; /* names of the files, which struct at borrows */
	GPtrArray *zones, *lists, *ways;
	GPtrArray *rules; /* of struct rule, in order */
	struct rule *fallback;
	struct body_policy body;
	int64_t loaded; /* when; stands for the date of a mail that has none */
	char digest[65];
};

struct policy *policy_new(void);
struct rule *rule_new(void);
GPtrArray *conditions_new(void);
void condition_free(void *condition);
struct condition *condition_new(void);

struct zone *policy_zone(const struct policy *p, const char *name);
struct list *policy_list(const struct policy *p, const char *name);

/* ---- hosts.c ---- */

void hosts_init(struct hosts *h);
void hosts_clear(struct hosts *h);

enum host_kind { HOST_BAD, HOST_NULL_SENDER, HOST_ADDRESS, HOST_DOMAIN, HOST_SUBDOMAIN, HOST_NET };

/* What ${text} is; ${net} is filled for HOST_NET. ${*folded} is the form that is compared; caller
 * frees. */
enum host_kind host_parse(const char *text, char **folded, struct net *net);

/* Adds it; false (HOST_BAD) adds nothing. */
enum host_kind hosts_add(struct hosts *h, const char *text);

/* Bits of the longest network that holds textual address ${ip}; -1: none. */
int hosts_match_net(const struct hosts *h, const char *ip);

/*
 * How closely the names fit ${address} (SMTP, without <>; "" is the null
 * sender): 0 not at all, more is closer: the address itself, its domain, then
 * the longest `.domain` above it.
 */
size_t hosts_match_address(const struct hosts *h, const char *address);

bool net_contains(const struct net *net, const char *ip);

/* Whether every address of ${inner} is in ${outer}. */
bool net_covers(const struct net *outer, const struct net *inner);

#endif
