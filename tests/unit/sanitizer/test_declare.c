/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_declare.c: what the Content fields of an entity say when they contradict
 * each other, and what becomes of such a part.
 */
#include "declare.h"

#include "sanitizer/host.h"

#define TYPE "Content-Type: "
#define ENCODING "Content-Transfer-Encoding: "
#define DISPOSITION "Content-Disposition: "

/* The mime-* and type-polyglot findings of ${m}, sorted, without "mime-", joined by blanks. */
static char *words(const struct message *m)
{
	GString *out = g_string_new(NULL);

	for (int id = 0; id < FINDING_MAX; id++) {
		const char *word = word_of(VOCABULARY_FINDING, id);
		if (!host_found(m, (enum finding_id)id) ||
		    (!g_str_has_prefix(word, "mime-") && id != FINDING_TYPE_POLYGLOT))
			continue;
		g_string_append_printf(out, "%s%s", out->len ? " " : "",
				       id == FINDING_TYPE_POLYGLOT ? word : word + strlen("mime-"));
	}
	return g_string_free(out, FALSE);
}

struct sample {
	const char *name, *header, *want;
	bool stays; /* a body of the mail */
};

static void check_samples(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *raw = g_strconcat(samples[i].header, "\r\naGVsbG8=\r\n", NULL);
		g_autoptr(message_t) m = host_mail(raw);
		g_autofree char *got = words(m);
		const struct part *p = message_part(m, 0);
		ck_assert_msg(strcmp(got, samples[i].want) == 0, "%s: got \"%s\"", samples[i].name,
			      got);
		ck_assert_msg(p->is_body == samples[i].stays, "%s: body", samples[i].name);
		ck_assert_msg(samples[i].stays || p->action == PART_QUARANTINE, "%s: %s",
			      samples[i].name, word_of(VOCABULARY_PART_ACTION, (int)p->action));
	}
}

START_TEST(keeps_what_has_two_encodings)
{
	static const struct sample samples[] = {
		{ "once", ENCODING "base64\r\n", "", true },
		{ "in capitals", ENCODING "BASE64\r\n", "", true },
		{ "twice the same", ENCODING "base64\r\n" ENCODING "base64\r\n", "duplicate-header",
		  true },
		{ "two", ENCODING "7bit\r\n" ENCODING "base64\r\n",
		  "unknown-encoding conflicting-header", false },
		{ "two that change nothing", ENCODING "7bit\r\n" ENCODING "8bit\r\n",
		  "conflicting-header", true },
		{ "two in one", ENCODING "base64 7bit\r\n", "unknown-encoding odd-encoding",
		  false },
		{ "another in a comment", ENCODING "7bit (base64)\r\n",
		  "unknown-encoding odd-encoding", false },
		{ "unknown", ENCODING "base-64\r\n", "unknown-encoding", false },
		{ "quoted", ENCODING "\"base64\"\r\n", "odd-encoding", true },
		{ "semicolon", ENCODING "base64;\r\n", "odd-encoding", true },
		{ "in an encoded-word", ENCODING "=?us-ascii?q?base64?=\r\n",
		  "unknown-encoding odd-encoding", false },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(keeps_what_has_two_types)
{
	static const struct sample samples[] = {
		{ "twice the same", TYPE "text/plain\r\n" TYPE "text/plain\r\n", "duplicate-header",
		  true },
		{ "two texts", TYPE "text/plain\r\n" TYPE "text/html\r\n", "conflicting-header",
		  true },
		{ "two charsets",
		  TYPE "text/plain; charset=utf-8\r\n" TYPE "text/plain; charset=euc-jp\r\n",
		  "conflicting-header conflicting-parameter", true },
		{ "text and program", TYPE "text/plain\r\n" TYPE "application/x-msdownload\r\n",
		  "type-polyglot conflicting-header", false },
		{ "program and text", TYPE "application/x-msdownload\r\n" TYPE "text/plain\r\n",
		  "type-polyglot conflicting-header", false },
		{ "two in one", TYPE "text/plain, application/x-msdownload\r\n",
		  "type-polyglot conflicting-header", false },
		{ "external", TYPE "message/external-body\r\n", "partial external-body", false },
		{ "partial", TYPE "message/partial\r\n", "partial", false },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(reads_the_worse_of_two_types_and_all_names)
{
	g_autoptr(message_t) m = host_mail(
		TYPE "text/plain; name=a.txt\r\n" TYPE "application/pdf; name=b.exe\r\n" DISPOSITION
		     "inline\r\n" DISPOSITION "attachment; filename=c.txt\r\n\r\nx\r\n");
	const struct part *p = message_part(m, 0);

	ck_assert_str_eq(p->declared_type, "application/pdf");
	ck_assert_str_eq(p->name, "b.exe");
	ck_assert(part_has_finding(p, FINDING_NAME_CONFLICT));
}
END_TEST

START_TEST(finds_odd_parameters)
{
	static const struct sample samples[] = {
		{ "plain", TYPE "text/plain; charset=utf-8\r\n", "", true },
		{ "folded", TYPE "text/plain;\r\n\tcharset=\"utf-8\"\r\n", "", true },
		{ "two charsets", TYPE "text/plain; charset=utf-8; charset=euc-jp\r\n",
		  "duplicate-parameter conflicting-parameter", true },
		{ "RFC 2231", TYPE "text/plain; charset*=us-ascii''utf-8\r\n", "odd-parameter",
		  true },
		{ "both and equal", TYPE "text/plain; charset=utf-8; charset*=us-ascii''UTF-8\r\n",
		  "duplicate-parameter odd-parameter", true },
		{ "both and not", TYPE "text/plain; charset=utf-8; charset*=us-ascii''euc-jp\r\n",
		  "duplicate-parameter conflicting-parameter odd-parameter", true },
		{ "comment", TYPE "text/plain; charset=utf-8 (x)\r\n", "odd-parameter", true },
		{ "missing semicolon", TYPE "text/plain; charset=\"utf-8\" format=flowed\r\n",
		  "malformed", true },
	};

	check_samples(samples, G_N_ELEMENTS(samples));
}
END_TEST

START_TEST(says_where_a_multipart_contradicts_itself)
{
	g_autoptr(message_t) m =
		host_mail(TYPE "multipart/mixed; boundary=x\r\n\r\n--x\r\n" TYPE
			       "multipart/mixed; boundary=y\r\n" ENCODING "base64\r\n" ENCODING
			       "7bit\r\n\r\n--y\r\n\r\na\r\n--y--\r\n--x--\r\n");
	g_autofree char *got = words(m);

	ck_assert_str_eq(got, "unknown-encoding conflicting-header encoded-multipart");
	ck_assert_str_eq(((struct finding *)g_ptr_array_index(m->findings, 0))->place, "1");
	ck_assert_uint_eq(m->parts->len, 1);
}
END_TEST

/* ${outer} and the multipart "--y" with a text and a file, in base64. */
static struct message *encoded_multipart(const char *outer)
{
	static const char parts[] = "--y\r\n\r\nhello\r\n--y\r\n" TYPE
				    "application/pdf; name=a.pdf\r\n\r\nx\r\n--y--\r\n";
	g_autofree char *text = g_base64_encode((const guchar *)parts, strlen(parts));
	g_autofree char *raw = g_strdup_printf("%s\r\n\r\n%s\r\n", outer, text);

	return host_mail(raw);
}

START_TEST(walks_a_multipart_that_is_encoded)
{
	g_autoptr(message_t) m =
		encoded_multipart(TYPE "multipart/mixed; boundary=y\r\n" ENCODING "base64");

	ck_assert(host_found(m, FINDING_MIME_ENCODED_MULTIPART));
	ck_assert_uint_eq(m->parts->len, 3);
	ck_assert_str_eq(message_part(m, 1)->path, "1.1");
	ck_assert(message_part(m, 1)->is_body);
	ck_assert_str_eq(message_part(m, 2)->name, "a.pdf");
}
END_TEST

START_TEST(keeps_an_encoded_multipart_without_parts)
{
	g_autoptr(message_t) m =
		encoded_multipart(TYPE "multipart/mixed; boundary=z\r\n" DISPOSITION
				       "attachment; filename=a.com\r\n" ENCODING "base64");
	const struct part *p = message_part(m, 0);

	ck_assert_uint_eq(m->parts->len, 1);
	ck_assert(!p->is_body);
	ck_assert_str_eq(p->name, "a.com");
	ck_assert(host_found(m, FINDING_MIME_ENCODED_MULTIPART));
}
END_TEST

START_TEST(takes_files_out_of_what_stands_where_parts_should_be)
{
	g_autoptr(message_t) m = host_mail(
		TYPE "multipart/mixed; boundary='x'\r\n\r\n--x\r\n\r\nhello\r\n--x\r\n" TYPE
		     "application/pdf; name=a.pdf\r\n" ENCODING "base64\r\n\r\naGk=\r\n--x--\r\n");

	ck_assert_uint_eq(m->parts->len, 2);
	ck_assert(message_part(m, 0)->is_body);
	ck_assert_str_eq(message_part(m, 1)->name, "a.pdf");
	ck_assert(host_found(m, FINDING_MIME_HIDDEN_MULTIPART));
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, keeps_what_has_two_encodings);
	tcase_add_test(t, keeps_what_has_two_types);
	tcase_add_test(t, reads_the_worse_of_two_types_and_all_names);
	tcase_add_test(t, finds_odd_parameters);
	tcase_add_test(t, says_where_a_multipart_contradicts_itself);
	tcase_add_test(t, walks_a_multipart_that_is_encoded);
	tcase_add_test(t, keeps_an_encoded_multipart_without_parts);
	tcase_add_test(t, takes_files_out_of_what_stands_where_parts_should_be);
}

UNIT_MAIN("declare", add_tests)
