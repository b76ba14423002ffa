/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hash.h: SHA-256 by OpenSSL, which uses the CPU's SHA instructions.
 */
#ifndef MISOGI_HASH_H
#define MISOGI_HASH_H

#include <stdbool.h>
#include <stddef.h>

/* Hex digits of SHA-256 of ${n} bytes into ${hex} (65 bytes with the NUL). */
bool hash_bytes(const void *buf, size_t n, char hex[65]);

/* The same of all that ${fd} refers to, by pread; false with errno on a read error. */
bool hash_fd(int fd, char hex[65]);

#endif
