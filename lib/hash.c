/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hash.c: SHA-256 through OpenSSL's EVP. The algorithm is looked up once: a
 * lookup for each leaf costs more than hashing a small one.
 * Tests: tests/unit/lib/test_hash.c.
 */
#include "misogi/hash.h"

#include <glib.h>
#include <openssl/evp.h>

#include "misogi/io.h"

#define CHUNK (64u << 10)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_MD_CTX, EVP_MD_CTX_free)

static const EVP_MD *sha256(void)
{
	static gsize md;

	if (g_once_init_enter(&md))
		g_once_init_leave(&md, (gsize)EVP_MD_fetch(NULL, "SHA256", NULL));
	return (const EVP_MD *)md;
}

static void to_hex(const unsigned char *digest, size_t n, char hex[65])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[2 * n] = '\0';
}

bool hash_bytes(const void *buf, size_t n, char hex[65])
{
	unsigned char digest[32];

	if (!EVP_Digest(buf, n, digest, NULL, sha256(), NULL))
		return false;
	to_hex(digest, sizeof digest, hex);
	return true;
}

bool hash_fd(int fd, char hex[65])
{
	g_autoptr(EVP_MD_CTX) ctx = EVP_MD_CTX_new();
	unsigned char digest[32];
	char buf[CHUNK];
	uint64_t at = 0;
	ssize_t got;

	if (!ctx || !EVP_DigestInit_ex(ctx, sha256(), NULL))
		return false;
	do {
		got = io_pread_full(fd, buf, sizeof buf, at);
		if (got < 0 || !EVP_DigestUpdate(ctx, buf, (size_t)got))
			return false;
		at += (uint64_t)got;
	} while ((size_t)got == sizeof buf);
	if (!EVP_DigestFinal_ex(ctx, digest, NULL))
		return false;
	to_hex(digest, sizeof digest, hex);
	return true;
}
