/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * der.h: S/MIME built item by item for tests. Strings are taken: each function
 * frees what it is given.
 */
#ifndef MISOGI_TEST_DER_H
#define MISOGI_TEST_DER_H

#include <glib.h>
#include <stdarg.h>

#define DER(s) der_bytes(s, sizeof(s) - 1)
#define DER_SIGNED DER("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
#define DER_ENVELOPED DER("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")
#define DER_COMPRESSED DER("\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09")
#define DER_AUTH_ENVELOPED DER("\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17")
#define DER_DATA DER("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01")

static inline GString *der_bytes(const char *s, gsize n)
{
	return g_string_new_len(s, (gssize)n);
}

/* All strings up to NULL in one. */
static inline GString *der_join(GString *first, ...)
{
	va_list args;
	GString *one;

	va_start(args, first);
	while ((one = va_arg(args, GString *))) {
		g_string_append_len(first, one->str, (gssize)one->len);
		g_string_free(one, TRUE);
	}
	va_end(args);
	return first;
}

static inline GString *der_item(unsigned tag, GString *content)
{
	GString *out = g_string_new(NULL);

	g_string_append_c(out, (char)tag);
	if (content->len >= 128) {
		g_string_append_c(out, (char)0x83);
		g_string_append_c(out, (char)(content->len >> 16));
		g_string_append_c(out, (char)(content->len >> 8));
	}
	g_string_append_c(out, (char)content->len);
	return der_join(out, content, NULL);
}

/* The same without a length, as streams are written. */
static inline GString *der_stream(unsigned tag, GString *content)
{
	const char head[] = { (char)tag, (char)0x80 };

	return der_join(der_bytes(head, 2), content, DER("\0\0"), NULL);
}

#endif
