/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_blocks.c: files written into texts: uuencode, yEnc, BinHex, base64 that
 * stands alone; honest, damaged and hostile; and texts that only look so.
 */
#include "kinds/blocks.h"

#include <string.h>

#include "unit.h"

#define UU "begin 644 a.bin\n%:&5L;&\\\n`\nend\n" /* "hello" */
#define B64                                                                                        \
	"TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"                       \
	"AAAAAAAAAAAAAAAA6AAAAA4fug4AtAnNIbgBTM0hVGhpcyBwcm9ncmFtIGNhbm5v\n"                       \
	"dCBiZSBydW4gaW4gRE9TIG1vZGUuDQ0KJAAAAAAAAABQRQAATAEDAAAAAAAAAAAA\n"

/* The members as "name=data" joined by "|"; then "!" when malformed. ${text}: what is left. */
static char *taken(const char *buf, size_t n, char **text)
{
	struct limits limits = limits_default();
	struct members m;
	GString *got = g_string_new(NULL);
	size_t len = 0;

	charset_init(NULL);
	members_init(&m);
	char *left = blocks_take(buf, n, &limits, &m, &len);
	*text = left ? g_strndup(left, len) : g_strdup("(none)");
	g_free(left);
	for (guint i = 0; i < m.list->len; i++) {
		const struct member *one = g_ptr_array_index(m.list, i);
		g_string_append_printf(got, "%s%s=", i ? "|" : "", one->name);
		g_string_append_len(got, one->data, (gssize)MIN(one->n, 20));
	}
	if (m.malformed)
		g_string_append_c(got, '!');
	members_clear(&m);
	return g_string_free(got, FALSE);
}

struct sample {
	const char *name, *in, *want, *left;
};

static void check_samples(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *text = NULL;
		g_autofree char *got = taken(samples[i].in, strlen(samples[i].in), &text);
		ck_assert_msg(strcmp(got, samples[i].want) == 0, "%s: got %s", samples[i].name,
			      got);
		ck_assert_msg(strcmp(text, samples[i].left) == 0, "%s: left %s", samples[i].name,
			      text);
	}
}

START_TEST(takes_uuencoded_files)
{
	static const struct sample samples[] = {
		{ "alone", UU, "a.bin=hello", "\x10\n" },
		{ "within text", "a\n" UU "b\n", "a.bin=hello", "a\n\x10\nb\n" },
		{ "two", UU UU, "a.bin=hello|a.bin=hello", "\x10\n\x10\n" },
		{ "CRLF", "begin 644 a\r\n%:&5L;&\\\r\n`\r\nend\r\nb", "a=hello", "\x10\nb" },
		{ "tabs, quoted name", "begin\t0755 \"a b.exe\" \n%:&5L;&\\\n \nend\n",
		  "a b.exe=hello", "\x10\n" },
		{ "no zero line", "begin 644 a\n%:&5L;&\\\nend\n", "a=hello", "\x10\n" },
		{ "no end", "begin 644 a\n%:&5L;&\\\n`\nBye, all.\n", "a=hello!",
		  "\x10\n`\nBye, all.\n" },
		{ "no end at all", "begin 644 a\n%:&5L;&\\", "a=hello!", "\x10\n" },
		{ "eaten blanks", "begin 644 a\n%:&5L;&\\\n#04)#\n#04\n\nend\n", "a=helloABCA@",
		  "\x10\n" },
		{ "prose", "begin 644 times over\nand again\n", "", "(none)" },
		{ "begin alone", "begin\nbegin 12 a\nbegin 644\n", "", "(none)" },
		{ "empty", "begin 644 a\n`\nend\n", "a=", "\x10\n" },
		{ "base64", "begin-base64 644 a.txt\naGVsbG8=\n====\nb", "a.txt=hello", "\x10\nb" },
		{ "base64 without end", "begin-base64 644 a.txt\naGVsbG8=\n\nb", "a.txt=hello!",
		  "\x10\n\nb" },
		{ "name in CP932", "begin 644 \x8c\xa9\x90\xcf\x8f\x91.xls\n%:&5L;&\\\n`\nend\n",
		  "見積書.xls=hello", "\x10\n" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(takes_base64_that_stands_alone)
{
	static const struct sample samples[] = {
		{ "alone", "a\n" B64 "b c\n", "=MZ\x90", "a\n\x10\nb c\n" },
	};
	g_autofree char *text = NULL;
	g_autofree char *got = taken("a\n" B64 "b c\n", strlen("a\n" B64 "b c\n"), &text);

	ck_assert_str_eq(text, samples[0].left);
	ck_assert_int_eq(strncmp(got, "=MZ\x90", 4), 0);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, takes_uuencoded_files);
	tcase_add_test(t, takes_base64_that_stands_alone);
}

UNIT_MAIN("blocks", add)
