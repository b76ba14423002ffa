/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * message.h: a mail as misogi knows it: envelope, parts, facts, findings, and
 * what was written anew. Plain data, no behaviour but making and freeing; the
 * same structs stand in the child (filled by the sanitizer), in the front
 * (filled from the child's answer, after checking) and in the store.
 *
 * All strings are UTF-8 and owned by the struct that holds them.
 */
#ifndef MISOGI_MESSAGE_H
#define MISOGI_MESSAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "misogi/words.h"

#define SHA256_HEX 65 /* 64 digits and the NUL */

/* One recipient and the crossing its mail takes (chosen by the front). */
struct recipient {
	char *address;	/* as in RCPT TO, without <> */
	char *crossing; /* name of a crossing of the policy */
};

struct envelope {
	char *id;	       /* our reference, "7K3Q9F2M": 8 characters, see envelope_new_id() */
	char *queue_id;	       /* the MTA's, may be "" */
	char *client;	       /* address of the SMTP client, text, may be "" */
	char *helo;	       /* may be "" */
	char *sender;	       /* MAIL FROM without <>; "" is the null sender */
	GPtrArray *recipients; /* of struct recipient */
	int64_t received;      /* seconds since the epoch */
};

struct envelope *envelope_new(void);
void envelope_free(struct envelope *e);
void envelope_add_recipient(struct envelope *e, const char *address, const char *crossing);

/*
 * A new reference: 8 random characters of Crockford base32 without vowels;
 * grants nothing. Caller frees.
 */
char *envelope_new_id(void);

struct finding {
	enum finding_id id;
	char *place;  /* part path, header name, or "" */
	char *detail; /* for people, may be "" */
};

/* What became of a part. Everything here is a fact that policies can be replayed over. */
struct part {
	char *path;	     /* "2.1"; "" is the root */
	int parent;	     /* index into message.parts, -1 for the root's children */
	bool is_body;	     /* an inline text body: `body {}` decides, not the rules */
	bool is_attachment;  /* a leaf that rules decide */
	char *declared_type; /* "application/pdf", lower case, may be "" */
	char *type;	     /* detected, a name of the type table, e.g. "pdf" */
	enum class class;
	char *name;	/* as shown to people: cleaned, at most limit name_bytes; may be "" */
	char *raw_name; /* as decoded, control characters escaped; may be "" */
	uint64_t size;	/* decoded bytes */
	char sha256[SHA256_HEX]; /* of the decoded bytes; "" when not scanned (body text) */
	enum scan_answer scan;
	char *scan_word;  /* the scanner's name of what it found, or why not scanned */
	GArray *findings; /* of enum finding_id, each at most once */
	/* the decision */
	enum part_action action; /* what was done in the end */
	enum part_action wanted; /* what the rule asked for first */
	char *rule;		 /* name of the rule, or "default", or "body" */
	char *rule_where;	 /* "policy.conf:28" */
	char *release;	/* never | self | approval | after-password, "" when nothing is held */
	char *approver; /* "section-head", may be "" */
	int64_t keep_seconds; /* how long the original is kept; 0: not kept */
};

/* A file that is delivered beside the text. The front writes it: the child only says of what. */
struct enclosure {
	unsigned part; /* whose place it takes: an archive that was opened, or the file itself */
	char *name;    /* of the file, cleaned */
	bool is_zip;   /* a new zip of its entries; else it has one entry, which is the file */
	GPtrArray *entries; /* of struct enclosed, at least one */
};

/* What stands in an enclosure. */
struct enclosed {
	unsigned part; /* whose bytes as they are (PART_DELIVER), or whose text (PART_TEXT) */
	char *name;    /* within a zip its path, folders before '/'; else as the enclosure's */
	GBytes *bytes; /* the text; NULL in an answer for what is delivered as it is: the part's
			  leaf */
};

/* One header field of the message written anew: 7-bit, value folded with "\r\n ". */
struct header {
	char *name;
	char *value; /* without "Name:" and without the final CRLF; no leading space */
};

/* One line of the decision trace (misogi explain). */
struct trace {
	char *part;  /* path, "" for the message */
	char *rule;  /* name, "floor" or "default" */
	char *where; /* file:line */
	bool matched;
	char *why;    /* the condition that failed, or what was done */
	char *why_ja; /* the same for Japanese readers */
};

/* How long a stage took. */
struct stage_time {
	char *stage;
	uint32_t micros;
};

/* What a mail is written in. */
enum mail_charset {
	MAIL_CHARSET_UTF8,
	MAIL_CHARSET_ISO_2022_JP, /* for programs that know nothing else: see iso2022jp.h */
};

struct message {
	/* facts */
	char *from;	  /* address of From:, may be "" */
	char *subject;	  /* decoded, one line, may be "" */
	char *message_id; /* may be "" */
	enum auth_result auth;
	char *auth_detail; /* "spf=pass dkim=fail dmarc=pass", may be "" */
	uint64_t raw_size;
	GPtrArray *parts;    /* of struct part, in reading order */
	GPtrArray *findings; /* of struct finding: of the message and of all parts */
	/* the decision */
	enum mail_action action;
	char *rule; /* rule that decided the message action, may be "" */
	char *rule_where;
	char *why; /* one line for log and SMTP reply of reject, may be "" */
	bool keep_original;
	int64_t keep_original_seconds;
	/* written anew; only when action is SANITIZE */
	enum mail_charset charset;
	GPtrArray *headers;    /* of struct header */
	GBytes *body;	       /* CRLF lines, 7-bit, encoded as the headers say */
	GPtrArray *enclosures; /* of struct enclosure; not yet in the body */
	/* for people */
	GPtrArray *trace; /* of struct trace; empty unless asked for */
	GPtrArray *times; /* of struct stage_time */
};

struct message *message_new(void);
void message_free(struct message *m);

/* Adds an empty part and returns it (owned by ${m}). */
struct part *message_add_part(struct message *m, const char *path, int parent);

/* The part at ${i}; borrowed. */
struct part *message_part(const struct message *m, unsigned i);

bool part_has_finding(const struct part *p, enum finding_id id);

/*
 * Records a finding once for ${p} (NULL: of the message), ${place} and
 * ${detail} copied, made one line and cut at 200 bytes. Past
 * ${max_findings} only limit-findings is added.
 */
void message_find(struct message *m, struct part *p, enum finding_id id, const char *place,
		  const char *detail, unsigned max_findings);

/* An enclosure without entries yet, owned by ${m}. */
struct enclosure *message_add_enclosure(struct message *m, unsigned part, const char *name,
					bool is_zip);
/* An entry of ${e}; takes a reference to ${bytes}, which may be NULL. */
void enclosure_add(struct enclosure *e, unsigned part, const char *name, GBytes *bytes);

void message_add_header(struct message *m, const char *name, const char *value);
void message_add_trace(struct message *m, const char *part, const char *rule, const char *where,
		       bool matched, const char *why, const char *why_ja);

typedef struct envelope envelope_t;
typedef struct message message_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(envelope_t, envelope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(message_t, message_free)

#endif
