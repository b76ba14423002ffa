/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A mutator that knows what mails are made of, for fuzz_sanitize: lines and
 * runs of lines are doubled, moved, taken out; headers, delimiters, encodings
 * and names of kinds are put in; line ends change. Every other time libFuzzer's
 * own bytes. Tests: what it makes goes through fuzz_sanitize.c.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define LINES_MAX 4000u
#define RUN_MAX 20u /* lines moved at once */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t an, const uint8_t *b, size_t bn,
				 uint8_t *out, size_t max, unsigned seed);

static const char *const snippets[] = {
	"Content-Type: multipart/mixed; boundary=b1\r\n",
	"Content-Type: multipart/mixed; boundary=\"b1\"; boundary=b2\r\n",
	"Content-Type: multipart/alternative; boundary*0=b; boundary*1=1\r\n",
	"Content-Type: message/rfc822\r\n",
	"Content-Type: message/partial; number=1; total=2; id=x\r\n",
	"Content-Type: text/html; charset=utf-7\r\n",
	"Content-Type: text/plain; charset=iso-2022-jp; format=flowed\r\n",
	"Content-Type: application/zip; name*=utf-8''a%2Ezip\r\n",
	"Content-Type: application/ms-tnef; name=winmail.dat\r\n",
	"Content-Transfer-Encoding: base64\r\n",
	"Content-Transfer-Encoding: quoted-printable\r\n",
	"Content-Transfer-Encoding: x-uuencode\r\n",
	"Content-Transfer-Encoding: base64, 7bit\r\n",
	"Content-Disposition: attachment; filename=\"a.pdf.exe\"\r\n",
	"Content-Disposition: inline; filename*0=a; filename*2=b\r\n",
	"Subject: =?utf-8?B?44GC?= =?iso-2022-jp?B?GyRCJCIbKEI=?=\r\n",
	"From: a:(b)<@c:d@e>;, f@g\r\n",
	"\r\n",
	" \r\n",
	"\n",
	"--b1\r\n",
	"--b1--\r\n",
	"--b2\r\n",
	" --b1\r\n",
	"--b1 \r\n",
	"begin 644 a.exe\r\n#0V%T\r\n`\r\nend\r\n",
	"=ybegin line=128 size=3 name=a\r\nabc\r\n=yend size=3\r\n",
	"(This file must be converted with BinHex 4.0)\r\n",
	"WDVPIVAlQEFQ\r\nWzRcUFpYNTQ=\r\n",
	"UEsDBBQAAAAIAAAAIQA=\r\n",
	"=41=\r\n=42= \r\n=ZZ\r\n",
	"<style>p{display:none}</style><p>x<a href=//x>\r\n",
};

static const char *const words[] = {
	"base64",
	"quoted-printable",
	"7bit",
	"b1",
	"b2",
	"multipart/mixed",
	"text/plain",
	"text/html",
	"message/rfc822",
	"boundary=",
	"charset=",
	"filename=",
	"name*0*=",
	"\"",
	"\0",
	"\r",
	"=?utf-8?Q?=00?=",
	"(",
};

/* Where lines begin; the last is the end. */
struct lines {
	size_t at[LINES_MAX + 1];
	unsigned n;
};

static void find_lines(const uint8_t *data, size_t size, struct lines *l)
{
	l->n = 0;
	for (size_t i = 0; i < size && l->n < LINES_MAX; i++)
		if (i == 0 || data[i - 1] == '\n')
			l->at[l->n++] = i;
	l->at[l->n] = size;
}

static void insert_bytes(GString *s, size_t at, const char *bytes, size_t n)
{
	g_string_insert_len(s, (gssize)MIN(at, s->len), bytes, (gssize)n);
}

/* A run of lines from one place: put elsewhere too, or instead, or nowhere. */
static void move_lines(GString *s, const struct lines *l, GRand *rand)
{
	unsigned first = (unsigned)g_rand_int_range(rand, 0, (gint32)l->n);
	unsigned count = (unsigned)g_rand_int_range(rand, 1, RUN_MAX);
	unsigned last = MIN(first + count, l->n);
	size_t to = l->at[g_rand_int_range(rand, 0, (gint32)l->n + 1)];
	g_autoptr(GString) run =
		g_string_new_len(s->str + l->at[first], (gssize)(l->at[last] - l->at[first]));

	switch (g_rand_int_range(rand, 0, 3)) {
	case 0:
		insert_bytes(s, to, run->str, run->len);
		break;
	case 1:
		g_string_erase(s, (gssize)l->at[first], (gssize)run->len);
		break;
	default:
		g_string_erase(s, (gssize)l->at[first], (gssize)run->len);
		insert_bytes(s, to, run->str, run->len);
	}
}

static void add_snippet(GString *s, const struct lines *l, GRand *rand)
{
	const char *snippet = snippets[g_rand_int_range(rand, 0, G_N_ELEMENTS(snippets))];

	insert_bytes(s, l->at[g_rand_int_range(rand, 0, (gint32)l->n + 1)], snippet,
		     strlen(snippet));
}

/* A word somewhere, or in the place of as many bytes. */
static void add_word(GString *s, const struct lines *l, GRand *rand)
{
	const char *word = words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))];
	size_t n = MAX(strlen(word), 1), at = (size_t)g_rand_int_range(rand, 0, (gint32)s->len + 1);

	(void)l;
	if (g_rand_boolean(rand))
		g_string_erase(s, (gssize)at, (gssize)MIN(n, s->len - at));
	insert_bytes(s, at, word, n);
}

static void change_line_end(GString *s, const struct lines *l, GRand *rand)
{
	static const char *const ends[] = { "\n", "\r", "\r\n", "\r\r\n", "\n\r", "", " \r\n" };
	const char *end = ends[g_rand_int_range(rand, 0, G_N_ELEMENTS(ends))];
	size_t at = l->at[g_rand_int_range(rand, 1, (gint32)l->n + 1)], from = at;

	while (from > 0 && at - from < 2 && (s->str[from - 1] == '\n' || s->str[from - 1] == '\r'))
		from--;
	g_string_erase(s, (gssize)from, (gssize)(at - from));
	insert_bytes(s, from, end, strlen(end));
}

/* All that stands behind a line becomes a part or a mail of its own. */
static void wrap(GString *s, const struct lines *l, GRand *rand)
{
	size_t at = l->at[g_rand_int_range(rand, 0, (gint32)l->n)];
	bool is_mail = g_rand_boolean(rand);
	const char *head = is_mail ? "Content-Type: message/rfc822\r\n\r\n"
				   : "Content-Type: multipart/mixed; boundary=w\r\n\r\n--w\r\n";

	insert_bytes(s, at, head, strlen(head));
	if (!is_mail)
		g_string_append(s, "\r\n--w--\r\n");
}

typedef void change(GString *s, const struct lines *l, GRand *rand);

static size_t given_back(const GString *s, uint8_t *data, size_t max)
{
	size_t n = MIN(s->len, max);

	memcpy(data, s->str, n);
	return n;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	static change *const changes[] = { move_lines, add_snippet,	add_snippet, add_word,
					   move_lines, change_line_end, wrap };
	static struct lines l;

	if (size == 0 || size > 1 << 20 || seed % 2 == 0)
		return LLVMFuzzerMutate(data, size, max);
	GRand *rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) s = g_string_new_len((const char *)data, (gssize)size);
	for (int left = g_rand_int_range(rand, 1, 4); left > 0 && s->len > 0; left--) {
		find_lines((const uint8_t *)s->str, s->len, &l);
		changes[g_rand_int_range(rand, 0, G_N_ELEMENTS(changes))](s, &l, rand);
	}
	g_rand_free(rand);
	return given_back(s, data, max);
}

/* The head of one up to some line, the tail of the other from some line. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t an, const uint8_t *b, size_t bn,
				 uint8_t *out, size_t max, unsigned seed)
{
	static struct lines l;
	GRand *rand = g_rand_new_with_seed(seed);
	g_autoptr(GString) s = g_string_new(NULL);

	find_lines(a, an, &l);
	size_t head = l.at[g_rand_int_range(rand, 0, (gint32)l.n + 1)];
	find_lines(b, bn, &l);
	size_t tail = l.at[g_rand_int_range(rand, 0, (gint32)l.n + 1)];
	g_rand_free(rand);
	g_string_append_len(s, (const char *)a, (gssize)head);
	g_string_append_len(s, (const char *)b + tail, (gssize)(bn - tail));
	return given_back(s, out, max);
}
