/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evil_worker.c: a nursery in the same cage as misogi-worker's whose children
 * do what the first line of their mail says: run into a wall, die, stall, lie.
 * The lies are in evil_lies.c and evil_files.c, the walls in evil_walls.c. Never part of a
 * shipped program. Used by test_walls.c.
 */
#include "evil.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/io.h"
#include "nursery.h"
#include "sandbox.h"

unsigned *evil_births; /* shared by all children: how many were born before */

/* The first line of the mail, without its end. */
static void read_deed(int fd, char *deed, size_t size)
{
	ssize_t n = io_pread_full(fd, deed, size - 1, 0);

	deed[n > 0 ? n : 0] = '\0';
	deed[strcspn(deed, "\r\n")] = '\0';
}

static bool do_deed(const struct evil_deed *deeds, const char *name, struct evil *e)
{
	for (; deeds->name; deeds++)
		if (strcmp(deeds->name, name) == 0) {
			deeds->run(e);
			return true;
		}
	return false;
}

static void misbehave(int sock, const struct config *config, const struct policy *policy)
{
	struct evil e = { .sock = sock, .limits = &config->limits };
	struct job_flags flags;

	(void)policy;
	(*evil_births)++;
	if (!job_receive(sock, &e.envelope, &flags, &e.raw_size, &e.message_fd, 10000))
		_exit(99);
	read_deed(e.message_fd, e.deed, sizeof e.deed);
	if (!do_deed(evil_walls, e.deed, &e) && !do_deed(evil_lies, e.deed, &e) &&
	    !do_deed(evil_files, e.deed, &e))
		_exit(98);
}

int main(int argc, char **argv)
{
	struct sandbox box;
	struct err err = { 0 };
	const char *config_path = NULL;

	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "--config") == 0)
			config_path = argv[i + 1];
	struct diags *diags = diags_new();
	struct config *config = config_load(config_path, diags);
	int signals = nursery_signals();
	evil_births = mmap(NULL, sizeof *evil_births, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!config || signals < 0 || evil_births == MAP_FAILED)
		return EXIT_FAILURE;
	if (!sandbox_lock_nursery(&box, config, &err)) {
		failed_send(3, &err, 1000);
		return EXIT_FAILURE;
	}
	struct nursery_life life = { 3, &box, config, NULL, misbehave };
	return nursery_hello(3, &box, "evil") && nursery_live(&life, signals, &err) ? EXIT_SUCCESS
										    : EXIT_FAILURE;
}
