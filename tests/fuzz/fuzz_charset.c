/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes under any label: the first byte chooses the label, or says how
 * long the one is that follows. What comes out is valid UTF-8, and what a
 * limit on growth can be built on: at most six bytes for one.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {
	"",	      "iso-2022-jp",	 "shift_jis",	 "euc-jp",	"utf-8",
	"utf-16",     "utf-7",		 "gb18030",	 "big5",	"euc-kr",
	"us-ascii",   "iso-8859-1",	 "utf-32",	 "iso-2022-kr", "iso-2022-cn",
	"hz-gb-2312", "shift_jis-2004",	 "euc-jis-2004", "euc-tw",	"windows-1258",
	"koi8-r",     "x-sjis-softbank",
};

static bool is_utf8(const char *s, size_t n)
{
	const char *end;

	while (!g_utf8_validate(s, (gssize)n, &end)) {
		if (*end)
			return false;
		n -= (size_t)(end + 1 - s);
		s = end + 1;
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	struct charset_found found = { 0 };
	char own[64];
	const char *label;

	open = open || charset_init(NULL);
	if (!open || size == 0)
		return 0;
	size_t skip = 1;
	if (data[0] < G_N_ELEMENTS(labels)) {
		label = labels[data[0]];
	} else {
		size_t n = MIN(MIN((size_t)data[0] % sizeof(own), sizeof(own) - 1), size - 1);
		memcpy(own, data + 1, n);
		own[n] = '\0';
		label = own;
		skip += n;
	}
	g_autoptr(GString) out = g_string_new(NULL);
	charset_to_utf8(out, (const char *)data + skip, size - skip, label, &found);
	if (!is_utf8(out->str, out->len) || out->len > (size - skip) * 6 + 16 || !found.used)
		abort();
	if (found.undecodable > size)
		abort();
	return 0;
}
