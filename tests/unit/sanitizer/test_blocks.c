/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_blocks.c: files written into texts: uuencode, yEnc, BinHex, base64 that
 * stands alone; honest, damaged and hostile; and texts that only look so.
 */
#include "kinds/blocks.h"

#include <string.h>

#include "unit.h"

#define UU "begin 644 a.bin\n%:&5L;&\\\n`\nend\n" /* "hello" */
#define B64_LINE "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n"
#define B64 B64_LINE B64_LINE B64_LINE
#define B64_TEXT "ABCDEFGHIJKLMNOPQRST" /* its first 20 bytes */
#define PGP "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=AAAA\n-----END PGP MESSAGE-----\n"

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
		{ "prose and an end", "begin 644 times over\nend\n", "", "(none)" },
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

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"

START_TEST(takes_base64_that_stands_alone)
{
	static const struct sample samples[] = {
		{ "within text", "a\n" B64 "b c\n", "=" B64_TEXT, "a\n\x10\nb c\n" },
		{ "a last shorter line", B64 "QUJD\n\nb\n", "=" B64_TEXT, "\x10\n\nb\n" },
		{ "padding ends it", B64 "QUI=\nQUJD\n", "=" B64_TEXT, "\x10\nQUJD\n" },
		{ "a word behind", B64 "Regards\n", "=" B64_TEXT, "\x10\nRegards\n" },
		{ "a longer line behind", B64 HEX "x", "=" B64_TEXT, "\x10\nx" },
		{ "as bounces leave it",
		  "a\n\nContent-Type: application/pdf; name=\"b.pdf\"\n"
		  "Content-Transfer-Encoding: base64\n"
		  "Content-Disposition: attachment;\n filename*=utf-8''%E8%A6%8B.pdf\n\n" B64,
		  "見.pdf=" B64_TEXT,
		  "a\n\nContent-Type: application/pdf; name=\"b.pdf\"\n"
		  "Content-Transfer-Encoding: base64\n"
		  "Content-Disposition: attachment;\n filename*=utf-8''%E8%A6%8B.pdf\n\n\x10\n" },
		{ "headers further above", "Content-Type: a/b; name=c\n\nd\n" B64, "=" B64_TEXT,
		  "Content-Type: a/b; name=c\n\nd\n\x10\n" },
		{ "two lines", B64_LINE B64_LINE, "", "(none)" },
		{ "checksums", HEX HEX HEX HEX HEX, "", "(none)" },
		{ "prose",
		  "Never underestimate a line of sixty characters, or some more\n"
		  "Never underestimate a line of sixty characters, or some more\n"
		  "Never underestimate a line of sixty characters, or some more\n",
		  "", "(none)" },
		{ "certificate", "-----BEGIN CERTIFICATE-----\n" B64 "-----END CERTIFICATE-----\n",
		  "", "(none)" },
		{ "behind a certificate", "-----BEGIN X-----\n-----END X-----\n" B64, "=" B64_TEXT,
		  "-----BEGIN X-----\n-----END X-----\n\x10\n" },
		{ "a key of DKIM", "p=" B64 "b\n", "", "(none)" },
		{ "quoted", "> " B64_LINE "> " B64_LINE "> " B64_LINE "> " B64_LINE, "", "(none)" },
		{ "halves of kanji", "\x1b$B" B64_LINE B64_LINE B64_LINE B64_LINE "\x1b(B", "",
		  "(none)" },
		{ "behind kanji", "\x1b$B2q5D\x1b(B\n" B64, "=" B64_TEXT,
		  "\x1b$B2q5D\x1b(B\n\x10\n" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

/* "hello" with and without what says so. */
#define YENC_HELLO "\x92\x8f\x96\x96\x99\n"
#define YBEGIN "=ybegin line=128 size=5 name=a.bin\n"

START_TEST(takes_yenc)
{
	static const struct sample samples[] = {
		{ "whole", "a\n" YBEGIN YENC_HELLO "=yend size=5 crc32=3610a686\nb\n",
		  "a.bin=hello", "a\n\x10\nb\n" },
		{ "no checksum", YBEGIN YENC_HELLO "=yend size=5\n", "a.bin=hello", "\x10\n" },
		{ "another checksum", YBEGIN YENC_HELLO "=yend size=5 crc32=3610a687\n",
		  "a.bin=hello!", "\x10\n" },
		{ "another size", YBEGIN YENC_HELLO "=yend size=6\n", "a.bin=hello!", "\x10\n" },
		{ "no end", YBEGIN YENC_HELLO "Bye.\n", "a.bin=hello!",
		  "\x10\n"
		  "Bye.\n" },
		{ "no data", YBEGIN, "", "(none)" },
		{ "no name", "=ybegin line=128 size=5\n" YENC_HELLO, "", "(none)" },
		{ "escapes", "=ybegin line=128 size=2 name=a\n=}=\x97\n=yend size=2\n", "a=\x13-",
		  "\x10\n" },
		{ "a name with blanks",
		  "=ybegin line=128 size=5 name= size=9 \"b\".bin \n" YENC_HELLO "=yend size=5\n",
		  "size=9 \"b\".bin=hello", "\x10\n" },
		{ "two parts",
		  "=ybegin part=1 line=128 size=10 name=a\n=ypart begin=1 end=5\n" YENC_HELLO
		  "=yend size=5 part=1 pcrc32=3610a686\n"
		  "=ybegin part=2 line=128 size=10 name=a\n=ypart begin=6 end=10\n" YENC_HELLO
		  "=yend size=5 part=2 pcrc32=3610a686\n",
		  "a=hellohello", "\x10\n" },
		{ "parts of two files",
		  "=ybegin part=1 line=128 size=10 name=a\n=ypart begin=1 end=5\n" YENC_HELLO
		  "=yend size=5\n"
		  "=ybegin part=2 line=128 size=10 name=b\n=ypart begin=6 end=10\n" YENC_HELLO
		  "=yend size=5\n",
		  "a=hello|b=hello!", "\x10\n\x10\n" },
		{ "prose", "=ybegin is a word\n", "", "(none)" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

#define HQX "(This file must be converted with BinHex 4.0)\n\n"
#define HQX_HELLO ":\"@%ZG(Kd!&4&@&4dG(Kd!*!&\"3#3\"0ZeD'9XE'r$BJ!!:"

START_TEST(takes_binhex)
{
	static const struct sample samples[] = {
		{ "whole", "a\n" HQX HQX_HELLO "\nb\n", "a.txt=hello", "a\n\x10\nb\n" },
		{ "runs", HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!*!%!qJ!N!32)f'3rf'3rf'3rf'3kjM[!!!:\n",
		  "a.txt=aaaaaaaaaaaaaaaaaaaa", "\x10\n" },
		{ "broken lines", HQX ":\"@%ZG(Kd!&4&@&4dG(Kd\r\n!*!&\"3#3\"0ZeD'9XE'r$BJ!!:\nb",
		  "a.txt=hello", "\x10\nb" },
		{ "no end", HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!*!&\"3#3\"0ZeD'9XE'r$B\n~ b\n",
		  "a.txt=hello!", "\x10\n" },
		{ "another checksum", HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!*!&\"3#3\"0ZdD'9XE'r$B`!\":\n",
		  "a.txt=hello!", "\x10\n" },
		{ "a length that lies", HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!!\"rrrrr!*!%1NeSC@aXEm0L!!!:\n",
		  "a.txt=hello\xc3"
		  "b",
		  "\x10\n" },
		{ "no file", HQX "hello\n", "", "(none)" },
		{ "nothing", HQX "::\n", "", "(none)" },
		{ "no header", HQX ":!!!:\n", "", "(none)" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(takes_openpgp_messages_as_they_stand)
{
	static const struct sample samples[] = {
		{ "within text", "a\n" PGP "b\n", "message.asc=-----BEGIN PGP MESSA",
		  "a\n\x10\nb\n" },
		{ "no end", "-----BEGIN PGP MESSAGE-----\n\nhQ\n",
		  "message.asc=-----BEGIN PGP MESSA!", "\x10\n" },
		{ "a key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n" B64, "", "(none)" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

/* What only looks like a mark of ours does not pass. */
START_TEST(leaves_no_marks_but_its_own)
{
	static const struct sample samples[] = {
		{ "with a file",
		  "a\x10"
		  "b\n\x10\n" UU "\x10",
		  "a.bin=hello", "ab\n\n\x10\n" },
		{ "without",
		  "a\x10"
		  "b",
		  "", "(none)" },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(leaves_two_byte_texts_alone)
{
	static const char utf16[] = "\xff\xfe"
				    "b\0e\0g\0i\0n\0 \0006\0004\0004\0 \0a\0\n\0";
	g_autofree char *text = NULL;
	g_autofree char *got = taken(utf16, sizeof(utf16) - 1, &text);

	ck_assert_str_eq(got, "");
	ck_assert_str_eq(text, "(none)");
}
END_TEST

START_TEST(limit_members)
{
	struct limits limits = limits_default();
	struct members m;
	size_t len;

	limits.members = 2;
	members_init(&m);
	g_autofree char *left =
		blocks_take(UU UU UU "b\n", strlen(UU UU UU "b\n"), &limits, &m, &len);
	ck_assert_uint_eq(m.list->len, 2);
	ck_assert(m.too_many);
	ck_assert_uint_eq(len, strlen("\x10\n\x10\n" UU "b\n"));
	members_clear(&m);
}
END_TEST

/* All files of a text together; runs make one of them long. */
START_TEST(limit_part_bytes)
{
	struct limits limits = limits_default();
	struct members m;
	size_t len;

	limits.part_bytes = 8;
	members_init(&m);
	g_autofree char *left = blocks_take(UU UU, strlen(UU UU), &limits, &m, &len);
	ck_assert_uint_eq(m.list->len, 1);
	ck_assert(m.too_many);
	members_clear(&m);
	members_init(&m);
	g_autofree char *cut = blocks_take(
		HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!*!%!qJ!N!32)f'3rf'3rf'3rf'3kjM[!!!:",
		strlen(HQX ":\"@%ZG(Kd!&4&@&4dG(Kd!*!%!qJ!N!32)f'3rf'3rf'3rf'3kjM[!!!:"), &limits,
		&m, &len);
	ck_assert_uint_eq(m.list->len, 1);
	ck_assert_uint_eq(((struct member *)m.list->pdata[0])->n, 8);
	ck_assert(m.too_many);
	members_clear(&m);
}
END_TEST

/* Every cut of a text with each kind of file in it. */
START_TEST(survives_cuts)
{
	static const char all[] = "a\n" UU B64 YBEGIN YENC_HELLO "=yend size=5\n" HQX HQX_HELLO
				  "\nbegin-base64 644 x\naGVs\n====\n" PGP "z\n";

	for (size_t i = 0; i < sizeof(all) - 1; i++) {
		g_autofree char *text = NULL, *tail = NULL;
		g_autofree char *got = taken(all, i, &text);
		g_autofree char *rest = taken(all + i, sizeof(all) - 1 - i, &tail);
	}
}
END_TEST

/* Lines that begin something and are nothing, many of them: each is looked at once or twice. */
START_TEST(takes_linear_time)
{
	static const char *const lines[] = {
		"begin 644 a\n",
		"begin 644 a\n\n",
		"=ybegin line=1 size=1 name=a\n",
		HQX ":!\n",
		HQX,
		HEX,
		B64_LINE "x\n",
		"-----BEGIN A-----\n",
		"\x1b$B\n" B64_LINE,
		"begin-base64 644 a\nAAAA\n",
		"begin 644 a\n#\n",
		"(\n",
		"\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 4u << 20)
			g_string_append(text, lines[i]);
		g_autofree char *left = NULL;
		gint64 start = g_get_monotonic_time();
		g_autofree char *got = taken(text->str, text->len, &left);
		ck_assert_msg(g_get_monotonic_time() - start < 10 * G_USEC_PER_SEC, "%zu", i);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, takes_uuencoded_files);
	tcase_add_test(t, takes_base64_that_stands_alone);
	tcase_add_test(t, takes_yenc);
	tcase_add_test(t, takes_binhex);
	tcase_add_test(t, takes_openpgp_messages_as_they_stand);
	tcase_add_test(t, leaves_no_marks_but_its_own);
	tcase_add_test(t, leaves_two_byte_texts_alone);
	tcase_add_test(t, limit_members);
	tcase_add_test(t, limit_part_bytes);
	tcase_add_test(t, survives_cuts);
	tcase_add_test(t, takes_linear_time);
}

UNIT_MAIN("blocks", add)
