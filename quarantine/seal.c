/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * seal.c: XChaCha20-Poly1305 secretstream in chunks of 64 KiB, the last one
 * tagged FINAL, the whole head as additional data of each: a chunk that was
 * changed, moved, dropped or taken from another blob does not open. The key is
 * random, lives on the stack and leaves it sealed. Never writes a clear byte
 * that was not proven. Tests: tests/unit/quarantine/test_seal.c
 */
#include "seal.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "disk.h"
#include "misogi/io.h"

#define STREAM_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define STREAM_EXTRA crypto_secretstream_xchacha20poly1305_ABYTES
#define STREAM_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define TAG_FINAL crypto_secretstream_xchacha20poly1305_TAG_FINAL

G_STATIC_ASSERT(SEAL_KEY_BYTES == crypto_box_SEALBYTES + STREAM_KEY);

static const char magic[8] = { 'M', 'I', 'S', 'O', 'G', 'I', 0, 1 };

/* magic, kind, length of mail, mail, id, size */
#define HEAD_MAX (sizeof(magic) + 2 + SEAL_LABEL_MAX + 16 + 8)

struct head {
	uint8_t bytes[HEAD_MAX];
	size_t len;
};

struct chunk {
	uint8_t clear[SEAL_CHUNK];
	uint8_t sealed[SEAL_CHUNK + STREAM_EXTRA];
};

static void chunk_free(struct chunk *c)
{
	sodium_memzero(c->clear, sizeof(c->clear));
	g_free(c);
}
typedef struct chunk chunk_t;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(chunk_t, chunk_free)

static void put(struct head *h, const void *bytes, size_t n)
{
	memcpy(h->bytes + h->len, bytes, n);
	h->len += n;
}

static bool head_of(const struct seal_label *label, struct head *h, struct err *err)
{
	size_t mail = strlen(label->mail);
	uint8_t id[16];
	size_t n = 0;
	if (mail > SEAL_LABEL_MAX || strlen(label->id) != 32 ||
	    sodium_hex2bin(id, sizeof(id), label->id, 32, NULL, &n, NULL) != 0 || n != sizeof(id)) {
		err_set(err, SCOPE_BUG, REASON_INTERNAL, "no label of a blob");
		return false;
	}
	uint64_t size = GUINT64_TO_BE(label->size);
	uint8_t mail_len = (uint8_t)mail;
	h->len = 0;
	put(h, magic, sizeof(magic));
	put(h, &label->kind, 1);
	put(h, &mail_len, 1);
	put(h, label->mail, mail);
	put(h, id, sizeof(id));
	put(h, &size, sizeof(size));
	return true;
}

/* An empty file is one empty chunk: FINAL must be seen in every blob. */
static uint64_t chunks_of(uint64_t size)
{
	return size == 0 ? 1 : (size + SEAL_CHUNK - 1) / SEAL_CHUNK;
}

static size_t chunk_size(uint64_t size, uint64_t at)
{
	return (size_t)MIN(size - at, SEAL_CHUNK);
}

void seal_new_id(char id[33])
{
	uint8_t bytes[16];
	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(id, 33, bytes, sizeof(bytes));
}

uint64_t seal_disk_size(const struct seal_label *label)
{
	return sizeof(magic) + 2 + strlen(label->mail) + 16 + 8 + STREAM_HEADER + label->size +
	       chunks_of(label->size) * STREAM_EXTRA;
}

static bool write_chunks(int in, int out, const struct seal_label *label, const struct head *h,
			 crypto_secretstream_xchacha20poly1305_state *state, struct err *err)
{
	g_autoptr(chunk_t) c = g_new(struct chunk, 1);
	uint64_t chunks = chunks_of(label->size);
	for (uint64_t i = 0; i < chunks; i++) {
		uint64_t at = i * SEAL_CHUNK;
		size_t n = chunk_size(label->size, at);
		ssize_t got = io_pread_full(in, c->clear, n, at);
		if (got < 0)
			return disk_error(err, "reading what is to be sealed");
		if ((size_t)got != n)
			return err_set(err, SCOPE_TEMP, REASON_STORE_IO,
				       "what is to be sealed became shorter");
		crypto_secretstream_xchacha20poly1305_push(state, c->sealed, NULL, c->clear, n,
							   h->bytes, h->len,
							   i + 1 == chunks ? TAG_FINAL : 0);
		if (!io_write_all(out, c->sealed, n + STREAM_EXTRA))
			return disk_error(err, "writing blob %s", label->id);
	}
	return true;
}

bool seal_write(int in, int out, const struct seal_label *label, const uint8_t public[KEY_BYTES],
		uint8_t sealed[SEAL_KEY_BYTES], struct err *err)
{
	struct head h;
	if (!head_of(label, &h, err))
		return false;
	uint8_t key[STREAM_KEY], stream[STREAM_HEADER], box[SEAL_KEY_BYTES];
	crypto_secretstream_xchacha20poly1305_state state;
	crypto_secretstream_xchacha20poly1305_keygen(key);
	crypto_secretstream_xchacha20poly1305_init_push(&state, stream, key);
	bool boxed = crypto_box_seal(box, key, sizeof(key), public) == 0;
	sodium_memzero(key, sizeof(key));
	bool ok = boxed || err_set(err, SCOPE_TEMP, REASON_KEY, "the public key is no key");
	if (ok && !(io_write_all(out, h.bytes, h.len) && io_write_all(out, stream, sizeof(stream))))
		ok = disk_error(err, "writing blob %s", label->id);
	ok = ok && write_chunks(in, out, label, &h, &state, err);
	sodium_memzero(&state, sizeof(state));
	if (ok)
		memcpy(sealed, box, sizeof(box));
	return ok;
}

static bool damaged(struct err *err, const struct seal_label *label, const char *how)
{
	return err_set(err, SCOPE_TEMP, REASON_STORE_IO, "blob %s is damaged: %s", label->id, how);
}

static bool read_chunks(int in, int out, const struct seal_label *label, const struct head *h,
			crypto_secretstream_xchacha20poly1305_state *state, struct err *err)
{
	g_autoptr(chunk_t) c = g_new(struct chunk, 1);
	uint64_t chunks = chunks_of(label->size);
	for (uint64_t i = 0; i < chunks; i++) {
		size_t n = chunk_size(label->size, i * SEAL_CHUNK);
		ssize_t got = io_read_full(in, c->sealed, n + STREAM_EXTRA);
		if (got < 0)
			return disk_error(err, "reading blob %s", label->id);
		unsigned char tag = 0;
		if ((size_t)got != n + STREAM_EXTRA ||
		    crypto_secretstream_xchacha20poly1305_pull(state, c->clear, NULL, &tag,
							       c->sealed, n + STREAM_EXTRA,
							       h->bytes, h->len) != 0)
			return damaged(err, label, "a chunk was changed or is missing");
		if ((tag == TAG_FINAL) != (i + 1 == chunks))
			return damaged(err, label, "it ends in the wrong place");
		if (!io_write_all(out, c->clear, n))
			return disk_error(err, "writing what was opened");
	}
	return true;
}

static bool read_head(int in, const struct seal_label *label, const struct head *want,
		      uint8_t stream[STREAM_HEADER], struct err *err)
{
	uint64_t size;
	uint8_t got[HEAD_MAX];
	if (!io_size(in, &size))
		return disk_error(err, "blob %s", label->id);
	if (size != seal_disk_size(label))
		return damaged(err, label, "wrong size");
	if (io_read_full(in, got, want->len) != (ssize_t)want->len ||
	    memcmp(got, want->bytes, want->len) != 0)
		return damaged(err, label, "it is another blob");
	if (io_read_full(in, stream, STREAM_HEADER) != STREAM_HEADER)
		return damaged(err, label, "too short");
	return true;
}

bool seal_read(int in, int out, const struct seal_label *label,
	       const uint8_t sealed[SEAL_KEY_BYTES], const uint8_t secret[KEY_BYTES],
	       struct err *err)
{
	struct head h;
	uint8_t stream[STREAM_HEADER], public[KEY_BYTES], key[STREAM_KEY];
	if (!head_of(label, &h, err) || !read_head(in, label, &h, stream, err))
		return false;
	crypto_scalarmult_base(public, secret);
	if (crypto_box_seal_open(key, sealed, SEAL_KEY_BYTES, public, secret) != 0)
		return err_set(err, SCOPE_TEMP, REASON_KEY, "blob %s was not sealed to this key",
			       label->id);
	crypto_secretstream_xchacha20poly1305_state state;
	bool ok = crypto_secretstream_xchacha20poly1305_init_pull(&state, stream, key) == 0 ||
		  damaged(err, label, "bad stream header");
	sodium_memzero(key, sizeof(key));
	ok = ok && read_chunks(in, out, label, &h, &state, err);
	sodium_memzero(&state, sizeof(state));
	return ok;
}
