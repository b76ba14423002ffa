/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_output_check.c: what was written reads back; one byte of another kind
 * anywhere, and it does not leave.
 */
#include "answers.h"
#include "enclose.h"
#include "misogi/iso2022jp.h"
#include "misogi/types.h"
#include "unit.h"

static struct limits limits;
static struct err err;

static void set_up(void)
{
	limits = limits_default();
	err = (struct err){ .text = "" };
	ck_assert(iso2022jp_init(&err));
}

static bool is_good(struct job_answer *a)
{
	return output_check(a->message, a->leaves, &limits, &err);
}

static struct job_answer *written(void)
{
	struct job_answer *a = answer_with_files();

	ck_assert(check_answer(a, &limits, &err));
	ck_assert_msg(enclose(a, &limits, &err), "%s", err.text);
	return a;
}

static char *body_of(struct job_answer *a)
{
	gsize n;
	const char *body = g_bytes_get_data(a->message->body, &n);

	return g_strndup(body, n);
}

static void set_body(struct job_answer *a, const char *body, size_t n)
{
	g_bytes_unref(a->message->body);
	a->message->body = g_bytes_new(body, n);
}

static struct header *header_of(struct job_answer *a, const char *name)
{
	for (guint i = 0; i < a->message->headers->len; i++) {
		struct header *h = g_ptr_array_index(a->message->headers, i);
		if (strcmp(h->name, name) == 0)
			return h;
	}
	return NULL;
}

/* ---- what is written ---- */

START_TEST(files_stand_beside_the_text)
{
	struct job_answer *a = written();
	g_autofree char *body = body_of(a);

	ck_assert_ptr_nonnull(strstr(body,
				     "Content-Type: application/pdf;\r\n name=\"plan.pdf\"\r\n"
				     "Content-Transfer-Encoding: base64\r\n"
				     "Content-Disposition: attachment;\r\n"
				     " filename=\"plan.pdf\"\r\n\r\nJVBERi0xLjQ=\r\n--"));
	ck_assert_ptr_nonnull(strstr(body, " name=\"=?utf-8?B?"));
	ck_assert_ptr_nonnull(strstr(body, " filename*=utf-8''%E5%9B%B3%E9%9D%A2%20"));
	ck_assert_ptr_nonnull(strstr(body, "Content-Type: application/zip;"));
	ck_assert(g_str_has_prefix(header_of(a, "Content-Type")->value,
				   "multipart/mixed;\r\n boundary=\"=_"));
	job_answer_free(a);
}
END_TEST

START_TEST(boundaries_differ)
{
	struct job_answer *a = written(), *b = written();

	ck_assert_str_ne(header_of(a, "Content-Type")->value, header_of(b, "Content-Type")->value);
	job_answer_free(a);
	job_answer_free(b);
}
END_TEST

START_TEST(a_text_alone_stays_as_it_was)
{
	struct job_answer *a = answer_text("plain\n");

	ck_assert(enclose(a, &limits, &err));
	ck_assert_str_eq(header_of(a, "Content-Type")->value, "text/plain; charset=utf-8");
	job_answer_free(a);
}
END_TEST

START_TEST(of_a_held_mail_nothing_is_written)
{
	struct job_answer *a = answer_text("");

	message_free(a->message);
	a->message = message_new();
	a->message->action = MAIL_HOLD;
	ck_assert(enclose(a, &limits, &err));
	job_answer_free(a);
}
END_TEST

/* Names of every length, in both charsets, in words and in pieces. */
START_TEST(names_of_any_length_read_back)
{
	static const char *const letters[] = { "a", "語", "é", "👨", "%", "'", "a b", "=" };

	for (unsigned i = 0; i < 2 * G_N_ELEMENTS(letters); i++) {
		g_autoptr(GString) name = g_string_new("x");
		while (name->len < 230) {
			g_string_append(name, letters[i / 2]);
			struct job_answer *a = answer_text("text\n");
			a->message->charset = i % 2 ? MAIL_CHARSET_ISO_2022_JP : MAIL_CHARSET_UTF8;
			answer_add(a, -1, "pdf", PART_DELIVER, "bytes", 5);
			enclosure_add(message_add_enclosure(a->message, 1, name->str, false), 1,
				      name->str, NULL);
			ck_assert_msg(check_answer(a, &limits, &err), "%s: %s", name->str,
				      err.text);
			ck_assert_msg(enclose(a, &limits, &err), "%s: %s", name->str, err.text);
			job_answer_free(a);
		}
	}
}
END_TEST

/* Those of Office are longer than a line beside their field's name. */
START_TEST(files_of_any_type_read_back)
{
#define X(c, name, ...) name,
	static const char *const types[] = { TYPES(X) };
#undef X

	for (unsigned i = 0; i < G_N_ELEMENTS(types); i++) {
		struct job_answer *a = answer_text("text\n");
		answer_add(a, -1, types[i], PART_DELIVER, "bytes", 5);
		enclosure_add(message_add_enclosure(a->message, 1, "a.bin", false), 1, "a.bin",
			      NULL);
		ck_assert_msg(check_answer(a, &limits, &err), "%s: %s", types[i], err.text);
		ck_assert_msg(enclose(a, &limits, &err), "%s: %s", types[i], err.text);
		job_answer_free(a);
	}
}
END_TEST

START_TEST(files_of_any_length_read_back)
{
	g_autofree char *bytes = g_malloc0(400);

	for (size_t n = 0; n < 400; n++) {
		struct job_answer *a = answer_text("text\n");
		bytes[n ? n - 1 : 0] = (char)(n * 37);
		answer_add(a, -1, "wav", PART_DELIVER, bytes, n)->class = CLASS_AUDIO;
		enclosure_add(message_add_enclosure(a->message, 1, "a", false), 1, "a", NULL);
		ck_assert_msg(enclose(a, &limits, &err), "%zu: %s", n, err.text);
		job_answer_free(a);
	}
}
END_TEST

START_TEST(texts_with_risky_lines_are_encoded)
{
	static const char *const texts[] = {
		".\n",
		"a\n.\nb\n",
		"a\n..\n",
		"From here\n",
		"a\nFrom \n",
		"語語語語語語語語語語語語語語語語語語語語語語語語語\n.\n",
		"e\xcc\x81\n.a\n"
	};

	for (unsigned i = 0; i < 2 * G_N_ELEMENTS(texts); i++) {
		struct job_answer *a = answer_text("");
		a->message->charset = i % 2 ? MAIL_CHARSET_ISO_2022_JP : MAIL_CHARSET_UTF8;
		g_ptr_array_set_size(a->message->headers, 0);
		compose_text(a->message, texts[i / 2], strlen(texts[i / 2]));
		ck_assert_msg(is_good(a), "%u: %s", i, err.text);
		job_answer_free(a);
	}
}
END_TEST

/* A soft line end of quoted-printable before a dot, at every column. */
START_TEST(dots_at_any_column_begin_no_line)
{
	for (unsigned n = 0; n < 200; n++) {
		g_autoptr(GString) text = g_string_new("é");
		for (unsigned i = 0; i < n; i++)
			g_string_append_c(text, 'x');
		g_string_append(text, "......From From From .\n");
		struct job_answer *a = answer_text(text->str);
		ck_assert_msg(is_good(a), "%u: %s", n, err.text);
		job_answer_free(a);
	}
}
END_TEST

/* ---- what does not leave ---- */

/*
 * Each byte of the body, changed: nothing of it is free to be another, but the
 * bits that no reader of deflate looks at, behind its end in its last byte.
 */
START_TEST(no_byte_of_the_body_may_be_another)
{
	struct job_answer *a = written();
	g_autofree char *body = body_of(a);
	const size_t n = strlen(body);
	const char *text = strstr(body, "\r\n\r\n"), *text_end = strstr(text, "\r\n--=_");
	unsigned unused = 0;

	for (size_t i = 0; i < n; i++) {
		const char was = body[i];
		/* The text may say anything. */
		bool is_text = body + i >= text && body + i < text_end;
		body[i] = was == 'x' ? 'y' : 'x';
		set_body(a, body, n);
		bool is_free = !is_text && is_good(a);
		unused += is_free;
		ck_assert_msg(!is_free || unused == 1, "byte %zu was '%c': %.40s", i, was,
			      body + i);
		body[i] = was;
	}
	set_body(a, body, n);
	ck_assert(is_good(a));
	job_answer_free(a);
}
END_TEST

START_TEST(no_part_of_the_body_may_be_missing)
{
	struct job_answer *a = written();
	g_autofree char *body = body_of(a);

	for (size_t n = strlen(body); n-- > 0;) {
		set_body(a, body, n);
		ck_assert_msg(!is_good(a), "of %zu bytes", n);
	}
	job_answer_free(a);
}
END_TEST

/* ${what} put in place of the first ${old}. */
static void replace(struct job_answer *a, const char *old, const char *what)
{
	g_autofree char *body = body_of(a);
	const char *at = strstr(body, old);

	ck_assert_msg(at != NULL, "no %s", old);
	g_autoptr(GString) s = g_string_new_len(body, at - body);
	g_string_append(s, what);
	g_string_append(s, at + strlen(old));
	set_body(a, s->str, s->len);
}

static const struct {
	const char *name, *old, *new;
} spoilt[] = {
	{ "preamble", "--=_", "hello\r\n--=_" },
	{ "empty line before", "--=_", "\r\n--=_" },
	{ "another field of a file", "Content-Disposition:", "X-A: b\r\nContent-Disposition:" },
	{ "another type of the text", "text/plain", "text/html" },
	{ "another disposition", "attachment", "inline" },
	{ "another parameter", "attachment;", "attachment; size=1;" },
	{ "a comment", "Content-Type: app", "Content-Type: (a) app" },
	{ "two names", " filename=\"plan.pdf\"", " filename=\"plan.pdf\";\r\n filename=\"b.exe\"" },
	{ "blank at the end", "base64\r\n", "base64 \r\n" },
	{ "junk in base64", "JVBER", "JV!ER" },
	{ "short line of base64", "JVBERi0xLjQ=", "JVBE\r\nRi0xLjQ=" },
	{ "early padding", "JVBERi0xLjQ=", "JVBERi0=LjQ=" },
	{ "bits behind the end", "JVBERi0xLjQ=", "JVBERi0xLjR=" },
	{ "empty line in base64", "JVBERi0xLjQ=", "\r\nJVBERi0xLjQ=" },
	{ "more base64", "JVBERi0xLjQ=", "JVBERi0xLjQ=\r\nAAAA" },
	{ "lower case", "Content-Type: app", "content-type: app" },
	{ "epilogue", "--\r\n", "--\r\nhello\r\n" },
};

START_TEST(nothing_may_be_added)
{
	struct job_answer *a = written();

	replace(a, spoilt[_i].old, spoilt[_i].new);
	ck_assert_msg(!is_good(a), "%s", spoilt[_i].name);
	job_answer_free(a);
}
END_TEST

START_TEST(nothing_may_stand_behind_the_end)
{
	struct job_answer *a = written();
	g_autofree char *body = body_of(a);
	g_autofree char *more = g_strconcat(body, "hello\r\n", NULL);

	set_body(a, more, strlen(more));
	ck_assert(!is_good(a));
	job_answer_free(a);
}
END_TEST

START_TEST(bytes_must_be_those_that_were_scanned)
{
	struct job_answer *a = written();

	g_array_index(a->leaves, struct leaf, 1).sha256[0] ^= 1;
	ck_assert(!is_good(a));
	g_array_index(a->leaves, struct leaf, 1).sha256[0] ^= 1;
	ck_assert(is_good(a));
	g_array_index(a->leaves, struct leaf, 6).sha256[0] ^= 1;
	ck_assert(!is_good(a));
	g_array_index(a->leaves, struct leaf, 6).sha256[0] ^= 1;
	g_array_index(a->leaves, struct leaf, 3).scan = SCAN_INFECTED;
	ck_assert(!is_good(a));
	job_answer_free(a);
}
END_TEST

static const struct {
	const char *name, *header, *value;
	bool good;
} headers[] = {
	{ "short", "Subject", "a b", true },
	{ "one long word", "Message-ID",
	  "<0123456789012345678901234567890123456789012345678901234567890123456789012345@a>",
	  true },
	{ "long line of words", "Subject",
	  "a 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789",
	  false },
	{ "long folded line of words", "Subject",
	  "a\r\n 123456789 123456789 123456789 123456789 123456789 123456789 123456789 1234567890",
	  false },
	{ "not of the list", "Bcc", "a", false },
	{ "second type", "Content-Type", "text/html", false },
};

START_TEST(header_lines_are_short)
{
	struct job_answer *a = answer_text("text\n");

	message_add_header(a->message, headers[_i].header, headers[_i].value);
	ck_assert_msg(is_good(a) == headers[_i].good, "%s: %s", headers[_i].name, err.text);
	job_answer_free(a);
}
END_TEST

static const struct {
	const char *name, *body;
	bool good;
} texts[] = {
	{ "empty", "", true },
	{ "a line", "a\r\n", true },
	{ "no end", "a", false },
	{ "bare LF", "a\nb\r\n", false },
	{ "bare CR", "a\rb\r\n", false },
	{ "eight bits", "\xe8\xaa\x9e\r\n", false },
	{ "end of data", "a\r\n.\r\nb\r\n", false },
	{ "a dot first", "..a\r\n", false },
	{ "mailbox", "From a\r\n", false },
	{ "long line",
	  "12345678901234567890123456789012345678901234567890123456789012345678901234567\r\n",
	  false },
};

START_TEST(text_lines_are_short_and_safe)
{
	struct job_answer *a = answer_text("text\n");

	set_body(a, texts[_i].body, strlen(texts[_i].body));
	ck_assert_msg(is_good(a) == texts[_i].good, "%s: %s", texts[_i].name, err.text);
	job_answer_free(a);
}
END_TEST

START_TEST(limit_output_bytes_is_of_the_whole)
{
	struct job_answer *a = written();

	limits.output_bytes = (uint32_t)g_bytes_get_size(a->message->body);
	ck_assert(!is_good(a));
	job_answer_free(a);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, set_up, NULL);
	tcase_add_test(t, files_stand_beside_the_text);
	tcase_add_test(t, boundaries_differ);
	tcase_add_test(t, a_text_alone_stays_as_it_was);
	tcase_add_test(t, of_a_held_mail_nothing_is_written);
	tcase_add_test(t, names_of_any_length_read_back);
	tcase_add_test(t, files_of_any_type_read_back);
	tcase_add_test(t, files_of_any_length_read_back);
	tcase_add_test(t, texts_with_risky_lines_are_encoded);
	tcase_add_test(t, dots_at_any_column_begin_no_line);
	tcase_add_test(t, no_byte_of_the_body_may_be_another);
	tcase_add_test(t, no_part_of_the_body_may_be_missing);
	tcase_add_loop_test(t, nothing_may_be_added, 0, G_N_ELEMENTS(spoilt));
	tcase_add_test(t, nothing_may_stand_behind_the_end);
	tcase_add_test(t, bytes_must_be_those_that_were_scanned);
	tcase_add_loop_test(t, header_lines_are_short, 0, G_N_ELEMENTS(headers));
	tcase_add_loop_test(t, text_lines_are_short_and_safe, 0, G_N_ELEMENTS(texts));
	tcase_add_test(t, limit_output_bytes_is_of_the_whole);
}

UNIT_MAIN("front/output_check", add)
