/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sealed_parts.h: what the headers of one archive say of locks and volumes, by
 * format; each walks header by header and stops at the first that is not one.
 */
#ifndef MISOGI_SEALED_PARTS_H
#define MISOGI_SEALED_PARTS_H

#include <stdbool.h>
#include <stddef.h>

struct sealed_facts {
	bool is_locked, is_volume;
	size_t end; /* of a RAR: where its end block ends, or what is no block begins */
};

struct sealed_facts sealed_rar(const char *data, size_t len);
struct sealed_facts sealed_sevenzip(const char *data, size_t len);
struct sealed_facts sealed_arj(const char *data, size_t len);
struct sealed_facts sealed_ace(const char *data, size_t len);
struct sealed_facts sealed_alz(const char *data, size_t len);
struct sealed_facts sealed_egg(const char *data, size_t len);

#endif
