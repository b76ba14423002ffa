/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * SHA-256: the vectors of FIPS 180, and descriptors hash like their bytes.
 */
#include "misogi/hash.h"

#include <string.h>
#include <unistd.h>

#include "misogi/io.h"
#include "unit.h"

static const struct {
	const char *in, *want;
} vectors[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

START_TEST(known_vectors)
{
	char hex[65];

	ck_assert(hash_bytes(vectors[_i].in, strlen(vectors[_i].in), hex));
	ck_assert_str_eq(hex, vectors[_i].want);
}
END_TEST

static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 300001 };

START_TEST(a_descriptor_hashes_like_its_bytes)
{
	size_t n = sizes[_i];
	g_autofree char *bytes = g_malloc(n + 1);
	char want[65], got[65];

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 31);
	AUTO_FD fd = io_memfd_of(bytes, n);
	ck_assert(hash_bytes(bytes, n, want));
	/* The offset does not count. */
	lseek(fd, (off_t)(n / 2), SEEK_SET);
	ck_assert(hash_fd(fd, got));
	ck_assert_str_eq(got, want);
}
END_TEST

START_TEST(a_descriptor_that_cannot_be_read_fails)
{
	char hex[65];

	ck_assert(!hash_fd(-1, hex));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, known_vectors, 0, G_N_ELEMENTS(vectors));
	tcase_add_loop_test(t, a_descriptor_hashes_like_its_bytes, 0, G_N_ELEMENTS(sizes));
	tcase_add_test(t, a_descriptor_that_cannot_be_read_fails);
}

UNIT_MAIN("lib/hash", add)
