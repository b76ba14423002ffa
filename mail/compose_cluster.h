/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose_cluster.h: characters that people see as one. Internal to compose.c.
 */
#ifndef MISOGI_MAIL_COMPOSE_CLUSTER_H
#define MISOGI_MAIL_COMPOSE_CLUSTER_H

#include <stddef.h>

/*
 * Bytes of the first cluster of the UTF-8 ${s}, which is not empty; counting
 * ends as soon as there are more than ${max}.
 */
size_t compose_cluster(const char *s, size_t max);

#endif
