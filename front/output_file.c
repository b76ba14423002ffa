/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output_file.c: a file of a mail that leaves, read back: its header letter by
 * letter, its name in each of its forms, its base64 without a bit too many, its
 * bytes against what the scanner saw.
 * Tests: tests/unit/front/test_output_check.c.
 */
#include <string.h>

#include "misogi/hash.h"
#include "output_check.h"

#define HEADER_LINE_MAX 78u
#define ENCODED_LINE 76u

/* What is left of a header. */
struct rest {
	const char *at, *end;
};

static bool take(struct rest *r, const char *literal)
{
	size_t n = strlen(literal);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, literal, n) != 0)
		return false;
	r->at += n;
	return true;
}

static bool is_short(const struct output_part *part)
{
	size_t column = 0;

	for (size_t i = 0; i < part->header_len; i++) {
		column = part->header[i] == '\n' ? 0 : column + 1;
		if (column > HEADER_LINE_MAX + strlen("\r"))
			return false;
	}
	return true;
}

/* ---- base64 (RFC 4648 4, strict: 3.5) ---- */

static int digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four characters into up to three bytes; how many, 0: they are none of ours. */
static unsigned decode_four(const char *in, unsigned char *out)
{
	unsigned padding = in[3] != '=' ? 0 : in[2] != '=' ? 1 : 2;
	uint32_t bits = 0;

	for (unsigned i = 0; i < 4; i++) {
		int digit = i < 4 - padding ? digit_of(in[i]) : 0;
		if (digit < 0)
			return 0;
		bits = bits << 6 | (uint32_t)digit;
	}
	if (bits & ((1u << (8 * padding)) - 1))
		return 0;
	out[0] = (unsigned char)(bits >> 16);
	out[1] = (unsigned char)(bits >> 8);
	out[2] = (unsigned char)bits;
	return 3 - padding;
}

/* Whole groups behind ${*len} bytes; only the last may be padded. */
static bool decode(const char *in, size_t n, unsigned char *out, size_t *len)
{
	unsigned got = 3;

	if (n % 4 != 0)
		return false;
	for (size_t i = 0; i < n; i += 4) {
		if (got != 3)
			return false;
		got = decode_four(in + i, out + *len);
		if (got == 0)
			return false;
		*len += got;
	}
	return true;
}

/* Full lines but the last. NULL: not so, or no memory. Caller frees. */
static unsigned char *decode_lines(const char *in, size_t n, size_t *len)
{
	unsigned char *out = g_try_malloc(n / 4 * 3 + 3);
	size_t got = 0, i = 0;
	bool good = out != NULL;

	while (good && i < n) {
		size_t line = MIN(ENCODED_LINE, n - i - 2);
		good = n - i > 2 && memcmp(in + i + line, "\r\n", 2) == 0 &&
		       decode(in + i, line, out, &got);
		i += line + 2;
	}
	if (good) {
		*len = got;
		return out;
	}
	g_free(out);
	return NULL;
}

/* ---- names ---- */

/* "=?utf-8?B?...?=": its bytes behind ${to}; of ISO-2022-JP only the form counts. */
static bool take_word(struct rest *r, GString *to, bool *is_jis)
{
	unsigned char bytes[ENCODED_LINE];
	size_t n = 0;

	*is_jis = take(r, "=?ISO-2022-JP?B?");
	if (!*is_jis && !take(r, "=?utf-8?B?"))
		return false;
	const char *end = memmem(r->at, (size_t)(r->end - r->at), "?=", 2);
	if (!end || (size_t)(end - r->at) > ENCODED_LINE)
		return false;
	if (!decode(r->at, (size_t)(end - r->at), bytes, &n))
		return false;
	g_string_append_len(to, (char *)bytes, (gssize)n);
	r->at = end + 2;
	return true;
}

static bool take_words(struct rest *r, const char *name)
{
	g_autoptr(GString) got = g_string_new(NULL);
	bool is_jis;

	do {
		if (!take_word(r, got, &is_jis))
			return false;
	} while (take(r, "\r\n "));
	return take(r, "\"") && (is_jis || strcmp(got->str, name) == 0);
}

static bool take_quoted(struct rest *r, const char *name)
{
	return !strpbrk(name, "\"\\") && take(r, name) && take(r, "\"");
}

static bool take_name(struct rest *r, const char *name)
{
	if (!take(r, ";\r\n name=\""))
		return false;
	bool is_words = r->end - r->at > 2 && memcmp(r->at, "=?", 2) == 0;
	return is_words ? take_words(r, name) : take_quoted(r, name);
}

/* Two hex digits. */
static bool take_hex(struct rest *r, char *c)
{
	if (r->end - r->at < 2)
		return false;
	int high = g_ascii_xdigit_value(r->at[0]), low = g_ascii_xdigit_value(r->at[1]);
	if (high < 0 || low < 0)
		return false;
	*c = (char)(high << 4 | low);
	r->at += 2;
	return true;
}

/* One value of RFC 2231, behind ${to}. */
static bool take_percent(struct rest *r, GString *to)
{
	const char *start = r->at;

	while (r->at < r->end && *r->at &&
	       (g_ascii_isalnum(*r->at) || strchr("!#$&+-.^_`|~%", *r->at))) {
		char c = *r->at++;
		if (c == '%' && !take_hex(r, &c))
			return false;
		g_string_append_c(to, c);
	}
	return r->at > start;
}

static bool take_filename(struct rest *r, const char *name)
{
	g_autoptr(GString) got = g_string_new(NULL);

	if (take(r, ";\r\n filename=\""))
		return take_quoted(r, name);
	if (take(r, ";\r\n filename*=utf-8''"))
		return take_percent(r, got) && strcmp(got->str, name) == 0;
	for (unsigned i = 0;; i++) {
		g_autofree char *key =
			g_strdup_printf(";\r\n filename*%u*=%s", i, i == 0 ? "utf-8''" : "");
		if (!take(r, key))
			break;
		if (!take_percent(r, got))
			return false;
	}
	return got->len > 0 && strcmp(got->str, name) == 0;
}

/* What no program shows on its own as more than a picture or plain text. */
static bool take_type(struct rest *r)
{
#define OPENXML "application/vnd.openxmlformats-officedocument."
#define OPENDOCUMENT "application/vnd.oasis.opendocument."
	static const char *const types[] = {
		"application/octet-stream",
		"application/zip",
		"text/plain; charset=utf-8",
		"application/pdf",
		"image/png",
		"image/jpeg",
		"image/gif",
		"image/tiff",
		"image/webp",
		"image/bmp",
		OPENXML "wordprocessingml.document",
		OPENXML "spreadsheetml.sheet",
		OPENXML "presentationml.presentation",
		OPENDOCUMENT "text",
		OPENDOCUMENT "spreadsheet",
		OPENDOCUMENT "presentation",
		"application/msword",
		"application/vnd.ms-excel",
		"application/vnd.ms-powerpoint",
		"audio/mpeg",
		"audio/wav",
		"video/mp4",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *whole = g_strconcat(types[i], ";", NULL);
		if (!take(r, whole))
			continue;
		r->at--;
		return true;
	}
	return false;
}

static bool check_header(const struct output_part *part, const struct enclosure *e)
{
	struct rest r = { part->header, part->header + part->header_len };

	return is_short(part) && take(&r, "Content-Type:") &&
	       (take(&r, " ") || take(&r, "\r\n ")) && take_type(&r) && take_name(&r, e->name) &&
	       take(&r, "\r\nContent-Transfer-Encoding: base64") &&
	       take(&r, "\r\nContent-Disposition: attachment") && take_filename(&r, e->name) &&
	       take(&r, "\r\n\r\n") && r.at == r.end;
}

/* ---- the whole ---- */

bool output_is_entry(const void *bytes, size_t n, const struct enclosed *entry,
		     const struct output *o)
{
	const bool is_text = message_part(o->m, entry->part)->action == PART_TEXT;
	char sha256[SHA256_HEX];

	if (is_text)
		return n == g_bytes_get_size(entry->bytes) &&
		       (n == 0 || memcmp(bytes, g_bytes_get_data(entry->bytes, NULL), n) == 0);
	const struct leaf *leaf = &g_array_index(o->leaves, struct leaf, entry->part);
	return leaf->scan == SCAN_CLEAN && hash_bytes(bytes, n, sha256) &&
	       strcmp(sha256, leaf->sha256) == 0;
}

bool output_file_check(const struct output_part *part, const struct enclosure *e,
		       const struct output *o, struct err *err)
{
	size_t n = 0;

	if (!check_header(part, e))
		return output_refuse(err, "the header of a file");
	g_autofree unsigned char *bytes = decode_lines(part->content, part->content_len, &n);
	if (!bytes)
		return output_refuse(err, "a file that is not base64");
	if (e->is_zip)
		return output_zip_check(bytes, n, e, o, err);
	return output_is_entry(bytes, n, g_ptr_array_index(e->entries, 0), o) ||
	       output_refuse(err, "a file of other bytes");
}
