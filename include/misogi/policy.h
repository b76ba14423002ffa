/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy.h: policy.conf: blocks → typed policy → decisions. Loading reads
 * files; all the rest is pure: the same policy and the same facts give the
 * same answer, without looking at any mail. First match wins, per attachment
 * and per recipient; where recipients differ the strictest answer is taken.
 *
 * A policy never changes after loading; it may be shared between threads.
 */
#ifndef MISOGI_POLICY_H
#define MISOGI_POLICY_H

#include "misogi/config.h"
#include "misogi/diag.h"
#include "misogi/message.h"

struct policy;

/* Reads ${path} and the files it names. NULL when there is any error; ${diags} has them all. */
struct policy *policy_load(const char *path, struct diags *diags);
struct policy *policy_ref(struct policy *p);
void policy_unref(struct policy *p);
typedef struct policy policy_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(policy_t, policy_unref)

/*
 * Parses ${text} (UTF-8 or not, hostile) as file ${name}; `include` and list
 * files are refused unless ${allow_files}. For tests and the fuzz target.
 */
struct policy *policy_parse(const char *text, size_t len, const char *name, bool allow_files,
			    struct diags *diags);

/* SHA-256 (hex) over the bytes of all files that made the policy; borrowed. */
const char *policy_digest(const struct policy *p);

/* The policy as it is understood, floor included, as text that parses again; caller frees. */
char *policy_show(const struct policy *p);

/* ---- the way of a mail ---- */

enum route {
	ROUTE_NONE,	/* no crossing for this pair: refuse */
	ROUTE_REFUSE,	/* a refuse block names it */
	ROUTE_PASS,	/* a pass block names it: unchanged */
	ROUTE_CROSSING, /* sanitize */
};

struct route_answer {
	enum route route;
	const char *name;  /* of the crossing or block, "" for NONE; borrowed from the policy */
	const char *why;   /* of refuse and pass, else ""; borrowed */
	const char *where; /* file:line; borrowed */
};

/* For one recipient. ${client}: textual IP address, "" when unknown (matches only `any`). */
void policy_route(const struct policy *p, const char *client, const char *recipient,
		  struct route_answer *answer);

/* Whether ${name} is a crossing (for `misogi sanitize --crossing`). */
bool policy_has_crossing(const struct policy *p, const char *name);

/* Name of the first crossing, NULL if there is none; borrowed. */
const char *policy_first_crossing(const struct policy *p);

/* ---- how the body is treated ---- */

enum body_alternative { BODY_PLAIN, BODY_HTML, BODY_BOTH };
enum body_links { LINKS_SHOW, LINKS_DEFANG, LINKS_DOMAIN, LINKS_REMOVE };
enum body_hidden { HIDDEN_DROP, HIDDEN_MARK };
enum body_scan { SCAN_FILES, SCAN_ALL };

struct body_policy {
	enum body_alternative alternative;
	enum body_links links;
	enum body_hidden hidden;
	enum body_scan scan;
	enum mail_charset charset; /* what is delivered is written in it */
	bool keep_original;
	int64_t keep_original_seconds;
};

const struct body_policy *policy_body(const struct policy *p);

/* ---- decisions ---- */

#define DECISION_ACTIONS 4

struct decision {
	/* What to try, in this order; ends with PART_QUARANTINE or PART_STRIP at the latest. */
	enum part_action actions[DECISION_ACTIONS];
	unsigned n_actions;
	enum mail_action mail;	  /* the rule's message action, or MAIL_SANITIZE */
	const char *rule, *where; /* borrowed from the policy */
	const char *release, *approver;
	int64_t keep_seconds;
	bool tries_passwords; /* try-passwords = same-mail: of all recipients' rules */
	bool recipients_differ;
	/* The floor's word when it raised the answer: the finding's word; else NULL. */
	const char *floor;
};

/*
 * The message's own answer, before its parts: rules whose conditions speak
 * only of the message and whose action is a message action. ${trace} may be
 * NULL; when given, a line for each rule tried is added to ${trace}->trace.
 */
void policy_decide_message(const struct policy *p, const struct envelope *e,
			   const struct message *m, struct message *trace, struct decision *out);

/* The answer for one attachment of ${m}. Findings, class, scan answer must be set. */
void policy_decide_part(const struct policy *p, const struct envelope *e, const struct message *m,
			const struct part *part, struct message *trace, struct decision *out);

/* What a predicate, key or action is, for `misogi help WORD`; NULL when unknown. Static storage. */
const char *policy_help(const char *word, enum language lang);

/* The n-th word policy_help() knows, NULL past the end; for lints and "did you mean". */
const char *policy_help_word(size_t n);

#endif
