/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * answer.h: a job and its answer as frames. The child encodes; the front
 * decodes and checks each field as hostile input: enums, counts, indexes,
 * lengths. Meaning (the grammar of what was written) is front/check.c's.
 */
#ifndef MISOGI_ANSWER_H
#define MISOGI_ANSWER_H

#include "misogi/err.h"
#include "misogi/limits.h"
#include "misogi/message.h"
#include "misogi/wire.h"

struct job_flags {
	bool trace; /* answer with the decision trace */
};

/* front → child: FRAME_RECIPIENTS for what does not fit, then FRAME_JOB. */
bool job_send(int sock, const struct envelope *e, struct job_flags flags, uint64_t raw_size,
	      int message_fd, int timeout_ms);
/* false: the frame is not a good FRAME_JOB. Caller frees ${*e}, closes ${*message_fd}. */
bool job_decode(struct wire_in *in, struct envelope **e, struct job_flags *flags,
		uint64_t *raw_size, int *message_fd);

/*
 * Receives the frames of job_send(), however many recipients there are. False:
 * closed, timed out or not a good job; out-parameters stay untouched.
 */
bool job_receive(int sock, struct envelope **e, struct job_flags *flags, uint64_t *raw_size,
		 int *message_fd, int timeout_ms);

struct scanned {
	uint32_t part;
	enum scan_answer answer;
	char *word; /* caller frees */
	char sha256[SHA256_HEX];
};
bool scanned_send(int sock, const struct scanned *s, int timeout_ms);
bool scanned_decode(struct wire_in *in, struct scanned *s);

/* child → front */
bool leaf_send(int sock, uint32_t part, int fd, int timeout_ms);
bool leaf_decode(struct wire_in *in, uint32_t *part, int *fd);
/* Sends PART*, FINDING*, HEADER*, BODY?, (ENCLOSURE ENCLOSED+)*, TRACE*, TIME*, DONE. */
bool answer_send(int sock, const struct message *m, int timeout_ms);
bool failed_send(int sock, const struct err *err, int timeout_ms);

/* nursery → front: ${wait_status} as of waitpid(2); ${out_of_time}: the nursery killed it for that.
 */
bool died_send(int sock, int wait_status, bool out_of_time, int timeout_ms);

/*
 * Takes one frame of an answer into ${m}. 1: DONE was it, the answer is whole;
 * 0: taken, more to come; -1: hostile or broken, ${err} says why (WORKER_ANSWER),
 * or it was FAILED (the child's own scope and reason, never below TEMP) or DIED.
 */
int answer_take(struct wire_in *in, struct message *m, const struct limits *limits,
		struct err *err);

#endif
