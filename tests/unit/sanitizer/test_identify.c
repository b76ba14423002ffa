/* SPDX-License-Identifier: BSD-2-Clause */
#include "sanitizer/files.h"
#include "sanitizer/host.h"

/* A mail with one attachment of these bytes, declared and named so (NULL: not). */
static struct message *attached(const void *data, size_t n, const char *declared, const char *name)
{
	g_autofree char *text = g_base64_encode(data, n);
	g_autofree char *file = name ? g_strdup_printf("; filename=\"%s\"", name) : g_strdup("");
	g_autofree char *raw =
		g_strdup_printf("Content-Type: %s\r\nContent-Disposition: attachment%s\r\n"
				"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n",
				declared ? declared : "application/octet-stream", file, text);

	return host_mail(raw);
}

#define NONE FINDING_MAX

/* What the three opinions and the shape of a file give; inspectors find more. */
static const enum finding_id odd[] = { FINDING_TYPE_MISMATCH, FINDING_TYPE_DECLARED,
				       FINDING_TYPE_POLYGLOT, FINDING_TYPE_UNKNOWN,
				       FINDING_ENCRYPTED };

START_TEST(three_opinions_must_agree)
{
#define S(bytes) bytes, sizeof(bytes) - 1
	static const struct {
		const char *data;
		size_t n;
		const char *declared, *name;
		const char *type;
		enum class class;
		enum finding_id want;
	} cases[] = {
		{ S("%PDF-1.4\n"), "application/pdf", "a.pdf", "pdf", CLASS_PDF, NONE },
		{ S("%PDF-1.4\n"), NULL, "a.PDF", "pdf", CLASS_PDF, NONE },
		{ S("%PDF-1.4\n"), NULL, NULL, "pdf", CLASS_PDF, NONE },
		{ S("%PDF-1.4\n"), "image/png", "a.pdf", "pdf", CLASS_PDF, FINDING_TYPE_DECLARED },
		{ S("%PDF-1.4\n"), NULL, "a.jpg", "pdf", CLASS_PDF, FINDING_TYPE_MISMATCH },
		{ S("%PDF-1.4\n"), NULL, "a.exe", "pdf", CLASS_EXECUTABLE, FINDING_TYPE_MISMATCH },
		{ S("%PDF-1.4\n"), NULL, "a.foo", "pdf", CLASS_UNKNOWN, FINDING_TYPE_MISMATCH },
		{ S("MZ\x90\0\3\0\0\0"), "application/pdf", "a.pdf", "exe", CLASS_EXECUTABLE,
		  FINDING_TYPE_MISMATCH },
		{ S("MZ\x90\0\3\0\0\0"), NULL, "a.exe", "exe", CLASS_EXECUTABLE, NONE },
		{ S("hello\n"), "text/plain", "a.txt", "txt", CLASS_TEXT, NONE },
		{ S("a,b\n1,2\n"), "text/csv", "a.csv", "csv", CLASS_TEXT, NONE },
		{ S("a,b\n1,2\n"), NULL, "a.txt", "txt", CLASS_TEXT, NONE },
		{ S("{\"a\": 1}"), NULL, "a.json", "json", CLASS_TEXT, NONE },
		{ S("hello\n"), NULL, "a.js", "js", CLASS_SCRIPT, NONE },
		{ S("dim a\n"), NULL, "a.vbs", "vbs", CLASS_SCRIPT, NONE },
		{ S("hello\n"), NULL, "a.pdf", "txt", CLASS_PDF, FINDING_TYPE_MISMATCH },
		{ S("hello\n"), NULL, "a.com", "txt", CLASS_EXECUTABLE, FINDING_TYPE_MISMATCH },
		{ S("#!/bin/sh\necho"), NULL, "a.txt", "sh", CLASS_SCRIPT, FINDING_TYPE_MISMATCH },
		{ S("<html><body>"), NULL, "a.html", "html", CLASS_HTML, NONE },
		{ S("<html><body>"), NULL, "a.txt", "html", CLASS_HTML, FINDING_TYPE_MISMATCH },
		{ S("<html><body>"), NULL, "a.xls", "html", CLASS_HTML, FINDING_TYPE_MISMATCH },
		{ S("{\\rtf1 x}"), NULL, "a.doc", "rtf", CLASS_OFFICE_LEGACY,
		  FINDING_TYPE_MISMATCH },
		{ S("<svg xmlns=x>"), "image/svg+xml", "a.svg", "svg", CLASS_SVG, NONE },
		{ S("\1\2\3\4\5\6\7\x08"), NULL, "a.xyz", "unknown", CLASS_UNKNOWN,
		  FINDING_TYPE_UNKNOWN },
		{ S("\1\2\3\4\5\6\7\x08"), NULL, "a.exe", "unknown", CLASS_EXECUTABLE,
		  FINDING_TYPE_UNKNOWN },
		{ S("\x30\x82\1\2\3\4\5\0"), "application/pkcs7-signature", "smime.p7s", "p7s",
		  CLASS_CERTIFICATE, NONE },
		{ S("\x78\x9f\x3e\x22\0\0"), "application/ms-tnef", "winmail.dat", "tnef",
		  CLASS_MAIL, NONE },
		{ S("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261208T003000Z\r\n"
		    "END:VEVENT\r\nEND:VCALENDAR\r\n"),
		  "text/calendar", "a.ics", "ics", CLASS_CALENDAR, NONE },
		{ S(""), NULL, "a.pdf", "empty", CLASS_TEXT, NONE },
		{ S("GIF89a %PDF-1.4"), NULL, "a.gif", "gif", CLASS_PDF, FINDING_TYPE_POLYGLOT },
		{ S("%PDF-1.4 /Encrypt 1 0 R"), NULL, "a.pdf", "pdf", CLASS_PDF,
		  FINDING_ENCRYPTED },
		{ S("PK\3\4 cut short"), NULL, "a.zip", "zip", CLASS_ARCHIVE,
		  FINDING_TYPE_POLYGLOT },
	};
#undef S
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m =
			attached(cases[i].data, cases[i].n, cases[i].declared, cases[i].name);
		const struct part *p = message_part(m, 0);
		ck_assert_msg(strcmp(p->type, cases[i].type) == 0, "%zu %s: got %s want %s", i,
			      cases[i].name, p->type, cases[i].type);
		ck_assert_msg(p->class == cases[i].class, "%zu %s: got %s want %s", i,
			      cases[i].name, word_of(VOCABULARY_CLASS, (int)p->class),
			      word_of(VOCABULARY_CLASS, (int)cases[i].class));
		if (cases[i].want != NONE)
			ck_assert_msg(part_has_finding(p, cases[i].want), "%zu %s", i,
				      cases[i].name);
		for (size_t k = 0; k < G_N_ELEMENTS(odd) && cases[i].want == NONE; k++)
			ck_assert_msg(!part_has_finding(p, odd[k]), "%zu %s: %s", i, cases[i].name,
				      word_of(VOCABULARY_FINDING, (int)odd[k]));
	}
}
END_TEST

START_TEST(sees_macros_and_passwords_of_office_files)
{
	static const struct zip_entry docm[] = { { .name = "[Content_Types].xml" },
						 { .name = "word/vbaProject.bin" } };
	static const struct zip_entry locked[] = {
		{ .name = "a.txt", .flags = 1, .local_flags = 1 }
	};
	static const char *const doc[] = { "WordDocument", "Macros" };
	static const char *const secret[] = { "EncryptedPackage" };
	const struct {
		GByteArray *file;
		const char *name, *type;
		enum class class;
		enum finding_id want, also;
	} cases[] = {
		{ zip_of(docm, 2), "a.docm", "docm", CLASS_OFFICE_MACRO, FINDING_MACRO,
		  FINDING_MACRO },
		{ zip_of(docm, 2), "a.docx", "docm", CLASS_OFFICE_MACRO, FINDING_MACRO,
		  FINDING_TYPE_MISMATCH },
		{ zip_of(locked, 1), "a.zip", "zip", CLASS_ARCHIVE, FINDING_ENCRYPTED,
		  FINDING_ENCRYPTED },
		{ cfbf_of(doc, 2, 0), "a.doc", "doc", CLASS_OFFICE_LEGACY, FINDING_MACRO,
		  FINDING_MACRO },
		{ cfbf_of(secret, 1, 0), "a.xlsx", "office-encrypted", CLASS_ENCRYPTED,
		  FINDING_ENCRYPTED, FINDING_ENCRYPTED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(message_t) m =
			attached(cases[i].file->data, cases[i].file->len, NULL, cases[i].name);
		const struct part *p = message_part(m, 0);
		ck_assert_msg(strcmp(p->type, cases[i].type) == 0, "%zu: got %s", i, p->type);
		ck_assert_msg(p->class == cases[i].class, "%zu", i);
		ck_assert_msg(part_has_finding(p, cases[i].want), "%zu", i);
		ck_assert_msg(part_has_finding(p, cases[i].also), "%zu", i);
		g_byte_array_unref(cases[i].file);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, three_opinions_must_agree);
	tcase_add_test(t, sees_macros_and_passwords_of_office_files);
}

UNIT_MAIN("identify", add)
