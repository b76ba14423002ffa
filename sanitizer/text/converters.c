/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * converters.c: all that iconv is needed for is asked at the start, because
 * the gconv modules behind it are files, and behind the sandbox's door there
 * are no files. What was learnt are tables; the modules are closed again.
 * Tests: tests/unit/sanitizer/test_charset.c.
 */
#include "text/converters.h"

#include <iconv.h>
#include <stdbool.h>

#include "text/byte_table.h"
#include "text/emoji.h"
#include "text/familiar.h"
#include "text/gb18030.h"
#include "text/iso2022.h"
#include "text/jis.h"
#include "text/label.h"
#include "text/multibyte.h"
#include "text/planes.h"
#include "text/utf.h"

typedef unsigned decoder(GString *out, const char *buf, size_t n);

static struct {
	const char *word;
	decoder *run;		  /* NULL: by ${table} */
	const char *name;	  /* what iconv calls the charset of ${table} */
	struct byte_table *table; /* learnt */
} rows[CONVERTER_MAX] = {
#define X(c, word, run) { word, run, NULL, NULL },
	CONVERTERS_OURS(X)
#undef X
#define X(c, word, name) { word, NULL, name, NULL },
		CONVERTERS_BYTES(X)
#undef X
};

static bool learn(size_t i)
{
	iconv_t cd = iconv_open("UTF-8", rows[i].name);

	if (cd == (iconv_t)-1)
		return false;
	rows[i].table = byte_table_learn(cd);
	iconv_close(cd);
	return rows[i].table != NULL;
}

const char *converters_open(void)
{
	const char *missing = planes_open();

	if (!missing)
		missing = gb18030_open();
	for (size_t i = 0; !missing && i < CONVERTER_MAX; i++)
		if (!rows[i].run && !rows[i].table && !learn(i))
			missing = rows[i].name;
	if (!missing)
		familiar_open();
	emoji_open();
	return missing;
}

const char *converter_word(enum converter c)
{
	if (c < CONVERTER_MAX)
		return rows[c].word;
	return c == CONVERTER_ASCII ? "us-ascii" : "unknown";
}

enum converter converter_of_label(const char *label)
{
	return label_find(label);
}

unsigned converter_run(enum converter c, GString *out, const char *buf, size_t n)
{
	g_return_val_if_fail(c < CONVERTER_MAX, 0);
	if (rows[c].run)
		return rows[c].run(out, buf, n);
	g_return_val_if_fail(rows[c].table, 0);
	return byte_table_run(rows[c].table, out, buf, n);
}

void converter_replacement(GString *out)
{
	g_string_append_len(out, "\xef\xbf\xbd", 3);
}
