/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keys.c: `misogi-seal-public-1 HEX` and `misogi-seal-secret-1 HEX`, one line
 * each. Made once, never overwritten: a lost secret key is lost blobs. Both
 * files appear whole or not at all (link(2) of a synced temporary file).
 * Tests: tests/unit/quarantine/test_keys.c
 */
#include "keys.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "misogi/io.h"
#include "misogi/store.h"

#define PUBLIC_WORD "misogi-seal-public-1"
#define SECRET_WORD "misogi-seal-secret-1"
#define LINE_MAX_BYTES 256

bool keys_start(struct err *err)
{
	return sodium_init() >= 0 ||
	       err_set(err, SCOPE_BUG, REASON_INTERNAL, "libsodium does not start");
}

void keys_wipe(uint8_t key[KEY_BYTES])
{
	sodium_memzero(key, KEY_BYTES);
}

static bool key_error(struct err *err, const char *path, const char *why)
{
	return err_set(err, SCOPE_TEMP, REASON_KEY, "%s: %s", path, why);
}

static bool parse(const char *line, const char *word, uint8_t key[KEY_BYTES])
{
	size_t n = strlen(word);
	if (strncmp(line, word, n) != 0 || line[n] != ' ')
		return false;
	uint8_t read[KEY_BYTES];
	size_t len = 0;
	const char *end = NULL;
	const char *hex = line + n + 1;
	bool ok = strlen(hex) == 2 * KEY_BYTES + 1 && hex[2 * KEY_BYTES] == '\n' &&
		  sodium_hex2bin(read, sizeof(read), hex, 2 * KEY_BYTES, NULL, &len, &end) == 0 &&
		  len == KEY_BYTES;
	if (ok)
		memcpy(key, read, KEY_BYTES);
	sodium_memzero(read, sizeof(read));
	return ok;
}

static bool read_line(const char *path, int fd, const char *word, uint8_t key[KEY_BYTES],
		      struct err *err)
{
	char line[LINE_MAX_BYTES] = "";
	ssize_t n = io_read_full(fd, line, sizeof(line) - 1);
	if (n < 0)
		return err_errno(err, REASON_KEY, "%s", path);
	bool ok = strlen(line) == (size_t)n && parse(line, word, key);
	sodium_memzero(line, sizeof(line));
	return ok || key_error(err, path, "is not such a key file");
}

bool keys_read_public(const char *path, uint8_t key[KEY_BYTES], struct err *err)
{
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, REASON_KEY, "public key %s (misogi key init makes one)",
				 path);
	return read_line(path, fd, PUBLIC_WORD, key, err);
}

bool keys_read_secret(const char *path, uint8_t key[KEY_BYTES], struct err *err)
{
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, REASON_KEY, "secret key %s", path);
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return key_error(err, path, "is not a file");
	if (st.st_mode & 077)
		return err_set(err, SCOPE_TEMP, REASON_KEY,
			       "secret key %s may be read by others (mode %04o): chmod 600 it",
			       path, (unsigned)(st.st_mode & 07777));
	return read_line(path, fd, SECRET_WORD, key, err);
}

void keys_id(const uint8_t key[KEY_BYTES], char id[KEY_ID_HEX])
{
	uint8_t hash[crypto_generichash_BYTES];
	crypto_generichash(hash, sizeof(hash), key, KEY_BYTES, NULL, 0);
	sodium_bin2hex(id, KEY_ID_HEX, hash, (KEY_ID_HEX - 1) / 2);
}

static bool sync_directory(const char *path, struct err *err)
{
	g_autofree char *dir = g_path_get_dirname(path);
	AUTO_FD fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		return err_errno(err, REASON_KEY, "%s", dir);
	return true;
}

static bool write_temporary(const char *path, mode_t mode, const char *line, struct err *err)
{
	AUTO_FD fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_errno(err, REASON_KEY, "%s", path);
	if (fchmod(fd, mode) != 0 || !io_write_all(fd, line, strlen(line)) || fsync(fd) != 0)
		return err_errno(err, REASON_KEY, "%s", path);
	return true;
}

/* link(2) fails where a file stands already: nothing is overwritten, even in a race. */
static bool write_new(const char *path, mode_t mode, const char *word, const uint8_t key[KEY_BYTES],
		      struct err *err)
{
	char hex[2 * KEY_BYTES + 1], line[LINE_MAX_BYTES];
	sodium_bin2hex(hex, sizeof(hex), key, KEY_BYTES);
	g_snprintf(line, sizeof(line), "%s %s\n", word, hex);
	sodium_memzero(hex, sizeof(hex));
	g_autofree char *temporary = g_strdup_printf("%s.%ld", path, (long)getpid());
	bool ok = write_temporary(temporary, mode, line, err);
	sodium_memzero(line, sizeof(line));
	if (ok && link(temporary, path) != 0)
		ok = err_errno(err, REASON_KEY, "%s", path);
	unlink(temporary);
	return ok && sync_directory(path, err);
}

static bool refuse_existing(const char *path, struct err *err)
{
	struct stat st;
	if (lstat(path, &st) == 0)
		return key_error(err, path, "exists and is not overwritten");
	return true;
}

bool store_key_init(const struct config *c, struct err *err)
{
	if (!refuse_existing(c->secret_key_file, err) || !refuse_existing(c->public_key_file, err))
		return false;
	if (!keys_start(err))
		return false;
	uint8_t public[KEY_BYTES], secret[KEY_BYTES];
	crypto_box_keypair(public, secret);
	bool ok = write_new(c->secret_key_file, 0600, SECRET_WORD, secret, err);
	keys_wipe(secret);
	if (!ok)
		return false;
	if (write_new(c->public_key_file, 0644, PUBLIC_WORD, public, err))
		return true;
	unlink(c->secret_key_file);
	return false;
}

static bool belong_together(const struct config *c, const uint8_t public[KEY_BYTES],
			    struct err *err)
{
	uint8_t secret[KEY_BYTES], derived[KEY_BYTES];
	if (!keys_read_secret(c->secret_key_file, secret, err))
		return false;
	crypto_scalarmult_base(derived, secret);
	keys_wipe(secret);
	if (memcmp(derived, public, KEY_BYTES) != 0)
		return err_set(err, SCOPE_TEMP, REASON_KEY,
			       "%s does not belong to %s: what is sealed could not be opened",
			       c->secret_key_file, c->public_key_file);
	return true;
}

bool store_key_check(const struct config *c, bool need_secret, struct err *err)
{
	if (!keys_start(err))
		return false;
	uint8_t public[KEY_BYTES];
	if (!keys_read_public(c->public_key_file, public, err))
		return false;
	if (!need_secret && access(c->secret_key_file, R_OK) != 0)
		return true;
	return belong_together(c, public, err);
}
