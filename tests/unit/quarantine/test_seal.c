/* SPDX-License-Identifier: BSD-2-Clause */
/* test_seal.c: a blob opens as it was, or not at all. */
#include "fixture.h"

#include <sodium.h>

#include "seal.h"

#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ffeeddccbbaa99887766554433221100"

static uint8_t public[KEY_BYTES], secret[KEY_BYTES];

static void set_up(void)
{
	ck_assert_int_ge(sodium_init(), 0);
	crypto_box_keypair(public, secret);
}

struct sealed {
	struct seal_label label;
	uint8_t key[SEAL_KEY_BYTES];
	int fd;
};

static struct sealed seal(const char *id, const char *mail, size_t size)
{
	struct sealed s = { .label = { id, mail, BLOB_PART, size }, .fd = io_memfd("sealed") };
	struct err err = { 0 };
	AUTO_FD in = memfd_of_size(size);
	ck_assert_msg(seal_write(in, s.fd, &s.label, public, s.key, &err), "%s", err.text);
	return s;
}

/* Opens from the start into a new memfd; -1 when refused. */
static int open_sealed(const struct sealed *s, struct err *err)
{
	AUTO_FD out = io_memfd("clear");
	lseek(s->fd, 0, SEEK_SET);
	return seal_read(s->fd, out, &s->label, s->key, secret, err) ? fd_steal(&out) : -1;
}

static void refused(const struct sealed *s, enum reason reason, const char *name)
{
	struct err err = { 0 };
	ck_assert_msg(open_sealed(s, &err) < 0, "%s", name);
	ck_assert_msg(err.reason == reason, "%s: %s", name, err.text);
}

START_TEST(opens_what_was_sealed)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 5u << 20 };
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct err err = { 0 };
		uint64_t disk;
		struct sealed s = seal(ID_A, "7K3Q9F2M", sizes[i]);
		ck_assert(io_size(s.fd, &disk));
		ck_assert_uint_eq(disk, seal_disk_size(&s.label));
		AUTO_FD got = open_sealed(&s, &err);
		ck_assert_msg(got >= 0, "%zu: %s", sizes[i], err.text);
		AUTO_FD want = memfd_of_size(sizes[i]);
		ck_assert(same_bytes(got, want));
		close(s.fd);
	}
}
END_TEST

START_TEST(no_two_blobs_share_a_key)
{
	struct sealed a = seal(ID_A, "7K3Q9F2M", 100), b = seal(ID_A, "7K3Q9F2M", 100);
	ck_assert(!same_bytes(a.fd, b.fd));
	ck_assert(memcmp(a.key, b.key, SEAL_KEY_BYTES) != 0);
	memcpy(a.key, b.key, SEAL_KEY_BYTES);
	refused(&a, REASON_STORE_IO, "the key of another");
	close(a.fd);
	close(b.fd);
}
END_TEST

START_TEST(refuses_every_flipped_bit)
{
	struct sealed s = seal(ID_A, "7K3Q9F2M", 40);
	uint64_t size = seal_disk_size(&s.label);
	for (uint64_t bit = 0; bit < size * 8; bit++) {
		uint8_t byte, flipped;
		struct err err = { 0 };
		ck_assert_int_eq(io_pread_full(s.fd, &byte, 1, bit / 8), 1);
		flipped = byte ^ (uint8_t)(1u << bit % 8);
		ck_assert(io_pwrite_all(s.fd, &flipped, 1, bit / 8));
		ck_assert_msg(open_sealed(&s, &err) < 0, "bit %u", (unsigned)bit);
		ck_assert(io_pwrite_all(s.fd, &byte, 1, bit / 8));
	}
	AUTO_FD whole = open_sealed(&s, NULL);
	ck_assert_int_ge(whole, 0);
	close(s.fd);
}
END_TEST

START_TEST(refuses_every_truncation)
{
	struct sealed s = seal(ID_A, "7K3Q9F2M", SEAL_CHUNK * 2 + 5);
	static const uint64_t cuts[] = {
		1, 5, 17, 22, 23, SEAL_CHUNK, SEAL_CHUNK + 22, 2 * SEAL_CHUNK
	};
	uint64_t size = seal_disk_size(&s.label);
	for (size_t i = G_N_ELEMENTS(cuts); i-- > 0;) {
		struct sealed cut = seal(ID_A, "7K3Q9F2M", SEAL_CHUNK * 2 + 5);
		ck_assert_int_eq(ftruncate(cut.fd, (off_t)(size - cuts[i])), 0);
		refused(&cut, REASON_STORE_IO, "cut");
		close(cut.fd);
	}
	close(s.fd);
}
END_TEST

/* The size is right, the last chunks are those of the middle: only FINAL tells. */
START_TEST(refuses_whole_chunks_cut_though_the_size_is_told_smaller)
{
	struct sealed s = seal(ID_A, "7K3Q9F2M", SEAL_CHUNK * 2);
	uint64_t full = seal_disk_size(&s.label);
	s.label.size = SEAL_CHUNK;
	uint64_t cut = seal_disk_size(&s.label);
	ck_assert_uint_lt(cut, full);
	ck_assert_int_eq(ftruncate(s.fd, (off_t)cut), 0);
	refused(&s, REASON_STORE_IO, "cut");
	/* Even with the size in the head made to agree. */
	uint64_t big = GUINT64_TO_BE(s.label.size);
	ck_assert(io_pwrite_all(s.fd, &big, 8, 8 + 2 + 8 + 16));
	refused(&s, REASON_STORE_IO, "cut, head agrees");
	close(s.fd);
}
END_TEST

START_TEST(refuses_swapped_chunks)
{
	struct sealed s = seal(ID_A, "7K3Q9F2M", SEAL_CHUNK * 3);
	uint64_t head = seal_disk_size(&s.label) - 3 * (SEAL_CHUNK + 17);
	g_autofree uint8_t *a = g_malloc(SEAL_CHUNK + 17), *b = g_malloc(SEAL_CHUNK + 17);
	io_pread_full(s.fd, a, SEAL_CHUNK + 17, head);
	io_pread_full(s.fd, b, SEAL_CHUNK + 17, head + SEAL_CHUNK + 17);
	ck_assert(io_pwrite_all(s.fd, b, SEAL_CHUNK + 17, head));
	ck_assert(io_pwrite_all(s.fd, a, SEAL_CHUNK + 17, head + SEAL_CHUNK + 17));
	refused(&s, REASON_STORE_IO, "swapped");
	close(s.fd);
}
END_TEST

START_TEST(refuses_another_label)
{
	static const struct {
		const char *name;
		struct seal_label label;
	} cases[] = {
		{ "another id", { ID_B, "7K3Q9F2M", BLOB_PART, 50 } },
		{ "another mail", { ID_A, "7K3Q9F2N", BLOB_PART, 50 } },
		{ "another kind", { ID_A, "7K3Q9F2M", BLOB_ORIGINAL, 50 } },
		{ "another size", { ID_A, "7K3Q9F2M", BLOB_PART, 51 } },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct sealed s = seal(ID_A, "7K3Q9F2M", 50);
		s.label = cases[i].label;
		refused(&s, REASON_STORE_IO, cases[i].name);
		close(s.fd);
	}
}
END_TEST

START_TEST(refuses_another_secret)
{
	struct sealed s = seal(ID_A, "7K3Q9F2M", 50);
	crypto_box_keypair(public, secret);
	refused(&s, REASON_KEY, "another secret");
	close(s.fd);
}
END_TEST

START_TEST(refuses_labels_that_do_not_fit)
{
	static const struct {
		const char *id, *mail;
	} cases[] = {
		{ "short", "7K3Q9F2M" },
		{ "zz112233445566778899aabbccddeeff", "7K3Q9F2M" },
		{ ID_A, "0123456789012345678901234567890123456789012345678901234567890123x" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct err err = { 0 };
		uint8_t key[SEAL_KEY_BYTES];
		struct seal_label label = { cases[i].id, cases[i].mail, BLOB_PART, 1 };
		AUTO_FD in = memfd_of_size(1);
		AUTO_FD out = io_memfd("out");
		ck_assert(!seal_write(in, out, &label, public, key, &err));
		ck_assert_int_eq(err.scope, SCOPE_BUG);
	}
}
END_TEST

START_TEST(refuses_a_source_that_shrank)
{
	struct err err = { 0 };
	uint8_t key[SEAL_KEY_BYTES];
	struct seal_label label = { ID_A, "7K3Q9F2M", BLOB_PART, 100 };
	AUTO_FD in = memfd_of_size(99);
	AUTO_FD out = io_memfd("out");
	ck_assert(!seal_write(in, out, &label, public, key, &err));
	ck_assert_int_eq(err.reason, REASON_STORE_IO);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, NULL);
	tcase_add_test(t, opens_what_was_sealed);
	tcase_add_test(t, no_two_blobs_share_a_key);
	tcase_add_test(t, refuses_every_flipped_bit);
	tcase_add_test(t, refuses_every_truncation);
	tcase_add_test(t, refuses_whole_chunks_cut_though_the_size_is_told_smaller);
	tcase_add_test(t, refuses_swapped_chunks);
	tcase_add_test(t, refuses_another_label);
	tcase_add_test(t, refuses_another_secret);
	tcase_add_test(t, refuses_labels_that_do_not_fit);
	tcase_add_test(t, refuses_a_source_that_shrank);
}

UNIT_MAIN("seal", add_tests)
