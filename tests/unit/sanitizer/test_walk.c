/* SPDX-License-Identifier: BSD-2-Clause */
#include "sanitizer/host.h"

/* Parts as "path:parent:kind:declared" joined by blanks; kind b (body), a (attachment), -
 * (neither). */
static char *tree(const struct message *m)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < m->parts->len; i++) {
		const struct part *p = message_part(m, i);
		g_string_append_printf(out, "%s%s:%d:%c:%s", i ? " " : "", p->path, p->parent,
				       p->is_body	  ? 'b'
				       : p->is_attachment ? 'a'
							  : '-',
				       p->declared_type);
	}
	return g_string_free(out, FALSE);
}

#define MIXED "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
#define ALTERNATIVE "Content-Type: multipart/alternative; boundary=y\r\n\r\n"

START_TEST(makes_parts_of_the_tree)
{
	static const struct {
		const char *name, *raw, *want;
	} cases[] = {
		{ "plain", "Subject: a\r\n\r\nhello\r\n", "1:-1:b:" },
		{ "no header", "\r\nhello\r\n", "1:-1:b:" },
		{ "nothing", "", "" },
		{ "mbox line", "From a Mon\r\nSubject: a\r\n\r\nhello\r\n", "1:-1:b:" },
		{ "html", "Content-Type: text/html\r\n\r\n<p>hi", "1:-1:b:text/html" },
		{ "only a file", "Content-Type: application/pdf\r\n\r\n%PDF-1.4",
		  "1:-1:a:application/pdf" },
		{ "two texts",
		  MIXED "--x\r\n\r\na\r\n--x\r\nContent-Type: text/html\r\n\r\nb\r\n--x--\r\n",
		  "1:-1:b: 2:-1:b:text/html" },
		{ "text and file",
		  MIXED "--x\r\n\r\na\r\n--x\r\nContent-Type: image/png\r\n\r\nb\r\n--x--\r\n",
		  "1:-1:b: 2:-1:a:image/png" },
		{ "named text",
		  MIXED "--x\r\n\r\na\r\n--x\r\nContent-Type: text/plain; "
			"name=a.txt\r\n\r\nb\r\n--x--\r\n",
		  "1:-1:b: 2:-1:a:text/plain" },
		{ "attached text",
		  MIXED
		  "--x\r\n\r\na\r\n--x\r\nContent-Disposition: attachment\r\n\r\nb\r\n--x--\r\n",
		  "1:-1:b: 2:-1:a:" },
		{ "named text alone", "Content-Type: text/plain; name=a.txt\r\n\r\nb\r\n",
		  "1:-1:b:text/plain" },
		{ "attached text alone", "Content-Disposition: attachment\r\n\r\nb\r\n",
		  "1:-1:a:" },
		{ "nested",
		  MIXED "--x\r\n" ALTERNATIVE
			"--y\r\n\r\na\r\n--y\r\nContent-Type: text/html\r\n\r\nb\r\n--y--\r\n"
			"--x\r\nContent-Type: image/png\r\n\r\nc\r\n--x--\r\n",
		  "1.1:-1:b: 1.2:-1:b:text/html 2:-1:a:image/png" },
		{ "no end", MIXED "--x\r\n\r\na\r\n--x\r\nContent-Type: image/png\r\n\r\nb\r\n",
		  "1:-1:b: 2:-1:a:image/png" },
		{ "no parts", MIXED "just text\r\n", "1:-1:b:" },
		{ "mail in a mail",
		  MIXED "--x\r\n\r\na\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n"
			"Subject: in\r\n\r\ninner\r\n--x--\r\n",
		  "1:-1:b: 2:-1:a:message/rfc822 2.1:1:b:" },
		{ "mail with parts in a mail",
		  MIXED
		  "--x\r\nContent-Type: message/rfc822\r\n\r\n" ALTERNATIVE
		  "--y\r\n\r\na\r\n--y\r\nContent-Type: image/png\r\n\r\nb\r\n--y--\r\n--x--\r\n",
		  "1:-1:a:message/rfc822 1.1:0:b: 1.2:0:a:image/png" },
		{ "mail by its content, whatever it is called",
		  MIXED "--x\r\nContent-Type: application/octet-stream\r\n\r\n"
			"From: a@b.example\r\nTo: c@d.example\r\nDate: Sun, 22 Nov 2026 10:00:00 "
			"+0900\r\nSubject: in\r\n\r\ninner\r\n--x--\r\n",
		  "1:-1:a:application/octet-stream 1.1:0:b:" },
		{ "a body that quotes a mail",
		  "From: a@b.example\r\n\r\nFrom: a@b.example\r\nTo: c@d.example\r\n"
		  "Subject: in\r\n\r\ninner\r\n",
		  "1:-1:b:" },
		{ "mail in base64",
		  "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		  "U3ViamVjdDogaW4NCg0KaW5uZXINCg==\r\n",
		  "1:-1:a:message/rfc822 1.1:0:b:" },
		{ "mail is all", "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n",
		  "1:-1:a:message/rfc822 1.1:0:b:" },
		{ "mails all the way down",
		  "Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nA: "
		  "b\r\n\r\nx",
		  "1:-1:a:message/rfc822 1.1:0:a:message/rfc822 1.1.1:1:b:" },
		{ "digest",
		  "Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\nA: "
		  "b\r\n\r\nx\r\n--x--\r\n",
		  "1:-1:a: 1.1:0:b:" },
		{ "text that is a PDF", "Content-Type: text/plain\r\n\r\n%PDF-1.4\r\n",
		  "1:-1:a:text/plain" },
		{ "text that looks like a script", "\r\n#!/bin/sh\r\n", "1:-1:b:" },
		{ "calendar", "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n",
		  "1:-1:b:text/calendar" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m = host_mail(cases[i].raw);
		g_autofree char *got = tree(m);
		ck_assert_msg(strcmp(got, cases[i].want) == 0, "%s: got %s want %s", cases[i].name,
			      got, cases[i].want);
	}
}
END_TEST

START_TEST(records_what_is_wrong)
{
	static const struct {
		const char *name, *raw;
		enum finding_id want;
	} cases[] = {
		{ "NUL", "A: b\r\n\r\nx", FINDING_MIME_CONTROL },
		{ "bare CR", "A: b\r\n\r\nx\ry\r\n", FINDING_MIME_CONTROL },
		{ "unknown encoding", "Content-Transfer-Encoding: base64x\r\n\r\naGk=\r\n",
		  FINDING_MIME_ENCODING },
		{ "two encodings",
		  "Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: "
		  "7bit\r\n\r\naGk=\r\n",
		  FINDING_MIME_ENCODING },
		{ "not uuencoded", "Content-Transfer-Encoding: x-uuencode\r\n\r\nhello\r\n",
		  FINDING_MIME_ENCODING },
		{ "data after padding", "Content-Transfer-Encoding: base64\r\n\r\naGk=aGk=\r\n",
		  FINDING_MIME_BASE64_PADDING },
		{ "junk in base64", "Content-Transfer-Encoding: base64\r\n\r\naG!k=\r\n",
		  FINDING_MIME_BASE64_JUNK },
		{ "escape that is none",
		  "Content-Transfer-Encoding: quoted-printable\r\n\r\na=zz\r\n",
		  FINDING_MIME_QUOTED_ODD },
		{ "cut base64", "Content-Transfer-Encoding: base64\r\n\r\naGVsb\r\n",
		  FINDING_MIME_TRUNCATED },
		{ "two types", "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx",
		  FINDING_MIME_CONFLICTING_HEADER },
		{ "type twice", "Content-Type: text/plain\r\nContent-Type: text/plain\r\n\r\nx",
		  FINDING_MIME_DUPLICATE_HEADER },
		{ "two charsets", "Content-Type: text/plain; charset=a; charset=b\r\n\r\nx",
		  FINDING_MIME_DUPLICATE_PARAM },
		{ "two From", "From: a@example.jp\r\nFrom: b@example.jp\r\n\r\nx",
		  FINDING_MIME_DUPLICATE_HEADER },
		{ "partial", "Content-Type: message/partial; id=a\r\n\r\nx", FINDING_MIME_PARTIAL },
		{ "external", "Content-Type: message/external-body\r\n\r\nx",
		  FINDING_MIME_PARTIAL },
		{ "no boundary", "Content-Type: multipart/mixed\r\n\r\nx", FINDING_MIME_MALFORMED },
		{ "no parser can read it", "junk\r\nmore junk\r\n", FINDING_MIME_UNPARSABLE },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *raw = cases[i].raw;
		g_autofree char *nul = g_strdup(raw);
		size_t n = strlen(raw);
		if (i == 0)
			nul[n - 1] = '\0';
		g_autoptr(message_t) m = host_run(nul, n, NULL, NULL, NULL);
		ck_assert_msg(host_found(m, cases[i].want), "%s", cases[i].name);
	}
}
END_TEST

START_TEST(keeps_what_has_an_unknown_encoding)
{
	g_autoptr(message_t) m = host_mail("Content-Transfer-Encoding: base64x\r\n\r\naGk=\r\n");
	const struct part *p = message_part(m, 0);

	ck_assert(!p->is_body);
	ck_assert_int_eq(p->action, PART_QUARANTINE);
	ck_assert_uint_eq(p->size, strlen("aGk=\r\n"));
}
END_TEST

START_TEST(holds_what_cannot_be_parsed)
{
	g_autoptr(message_t) m = host_mail("junk\r\nmore junk\r\n");

	ck_assert_int_eq(m->action, MAIL_HOLD);
	ck_assert_ptr_null(m->body);
}
END_TEST

START_TEST(guards_a_mail_that_was_encoded)
{
	g_autoptr(GString) inner = g_string_new("To: ");
	for (unsigned i = 0; i < 50; i++)
		g_string_append(inner, "g:");
	g_string_append(inner, "\r\n\r\nx");
	g_autofree char *text = g_base64_encode((const guchar *)inner->str, inner->len);
	g_autofree char *raw = g_strdup_printf(
		"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n",
		text);
	g_autoptr(message_t) m = host_mail(raw);

	ck_assert(host_found(m, FINDING_LIMIT_ADDRESS_DEPTH));
	ck_assert_int_eq(m->action, MAIL_HOLD);
}
END_TEST

START_TEST(walks_deep_trees_without_recursion)
{
	GString *raw = g_string_new(NULL);
	for (unsigned i = 0; i < 2000; i++)
		g_string_append(raw, "Content-Type: message/rfc822\r\n\r\n");
	g_autoptr(message_t) m = host_run(raw->str, raw->len, NULL, NULL, NULL);

	g_string_free(raw, TRUE);
	ck_assert(host_found(m, FINDING_LIMIT_MIME_DEPTH));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, makes_parts_of_the_tree);
	tcase_add_test(t, records_what_is_wrong);
	tcase_add_test(t, keeps_what_has_an_unknown_encoding);
	tcase_add_test(t, holds_what_cannot_be_parsed);
	tcase_add_test(t, guards_a_mail_that_was_encoded);
	tcase_add_test(t, walks_deep_trees_without_recursion);
}

UNIT_MAIN("walk", add)
