/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evil.h: what the files of evil_worker share.
 */
#ifndef MISOGI_TESTS_EVIL_H
#define MISOGI_TESTS_EVIL_H

#include "misogi/config.h"
#include "misogi/message.h"

struct evil {
	int sock, message_fd;
	uint64_t raw_size;
	struct envelope *envelope;
	const struct limits *limits;
	char deed[64];
};

struct evil_deed {
	const char *name;
	void (*run)(struct evil *e);
};

/* Each ends with a row of NULL. */
extern const struct evil_deed evil_walls[], evil_lies[], evil_files[];

extern unsigned *evil_births;

/* A good answer whose subject is ${subject}; caller may spoil it before it is sent. */
struct message *evil_good(const char *subject);
void evil_answer(struct evil *e, const struct message *m);
/* A good answer that says what ${errno_value} is: "EACCES". */
void evil_report(struct evil *e, int errno_value);

#endif
