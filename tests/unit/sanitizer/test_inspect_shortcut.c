/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_shortcut.c: links of all desktops, autorun.inf, and the files
 * in a page of OneNote.
 */
#include <string.h>

#include "sanitizer/files.h"
#include "sanitizer/inspected.h"

#define GUID "\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac"

/* A link with these flags and these bytes behind its header. */
static void link_is(guint32 flags, const char *behind, size_t n, const char *want)
{
	g_autoptr(GByteArray) b = g_byte_array_new();

	g_byte_array_append(b, (const guint8 *)"L\0\0\0\1\x14\2\0", 8);
	put_zeros(b, 12);
	put32(b, flags);
	put_zeros(b, 0x4c - b->len);
	g_byte_array_append(b, (const guint8 *)behind, (guint)n);
	inspected_is(want, TYPE_LNK, (const char *)b->data, b->len, want);
}

START_TEST(tells_what_a_link_starts)
{
	link_is(0x81, "C:\\a.txt", 8, "");
	link_is(0xa1, "cmd.exe /c a", 12, "auto-run");
	link_is(0x81, "\\\\host\\share", 12, "external-link");
	link_is(0x81, "\\\0\\\0h\0", 6, "external-link");
	link_is(0xa1, "h\0t\0t\0p\0s\0:\0", 12, "auto-run external-link");
	link_is(0x81, "<script>", 8, "type-executable-inside");
	inspected_is("cut", TYPE_LNK, "L\0\0\0\1\x14\2\0", 8, "type-damaged");
}
END_TEST

START_TEST(reads_the_lines_of_other_links)
{
	static const struct {
		enum type_id type;
		const char *text, *want;
	} cases[] = {
		{ TYPE_URL, "[InternetShortcut]\r\nURL=https://a.example/\r\n", "external-link" },
		{ TYPE_URL, "[InternetShortcut]\r\nURL=about:blank\r\n", "" },
		{ TYPE_SCF, "[Shell]\r\nCommand=2\r\nIconFile=\\\\host\\a.ico\r\n",
		  "auto-run external-link" },
		{ TYPE_DESKTOP, "[Desktop Entry]\nExec = sh -c a\n", "auto-run" },
		{ TYPE_INF, "[AutoRun]\r\nopen=a.exe\r\n", "auto-run" },
		{ TYPE_INF, "[AutoRun]\r\nicon=a.ico\r\n", "" },
		{ TYPE_INF, "[Version]\r\nOpen=a\r\n", "" },
		{ TYPE_LIBRARY_MS, "<url>\\\\host\\share</url>", "external-link" },
		{ TYPE_IQY, "WEB\r\n1\r\nhttp://a.example/\r\n", "external-link" },
		{ TYPE_URL, "", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		inspected_is(cases[i].text, cases[i].type, cases[i].text, strlen(cases[i].text),
			     cases[i].want);
	inspected_is("UTF-16", TYPE_URL, "U\0R\0L\0=\0h\0t\0t\0p\0:\0", 18, "external-link");
}
END_TEST

/* A section with one file of these bytes; ${says}: the length that it says, 0: its own. */
static void note_is(const char *file, size_t n, guint32 says, const char *want)
{
	g_autoptr(GByteArray) b = g_byte_array_new();

	put_text(b, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d some pages ");
	put_text(b, GUID);
	put32(b, says ? says : (guint32)n);
	put_zeros(b, 16);
	g_byte_array_append(b, (const guint8 *)file, (guint)n);
	inspected_is(want, TYPE_ONE, (const char *)b->data, b->len, want);
}

START_TEST(finds_the_files_of_a_page)
{
	static const char pages[] = "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d some pages";

	inspected_is("pages", TYPE_ONE, pages, sizeof(pages) - 1, "");
	note_is("\x89PNG\r\n\x1a\n....", 12, 0, "");
	note_is("@echo off\r\n", 11, 0, "embedded-file");
	note_is("<HTA:APPLICATION>", 17, 0, "type-executable-inside embedded-file");
	note_is("L\0\0\0\1\x14\2\0", 8, 0, "type-executable-inside embedded-file");
	note_is("ITSF....", 8, 0, "type-executable-inside embedded-file");
	note_is("PK\3\4\x14\0\0\0\0\0..................\1\0.", 31, 0, "embedded-file");
	note_is("words", 5, 0xfffffff0, "embedded-file");
	note_is("\xff\xd8\xff<script>", 11, 0, "type-executable-inside");
	/* One that stands within the length of another. */
	note_is("\x89PNG\r\n" GUID "\5\0\0\0\0\0\0\0............words", 47, 0, "embedded-file");
}
END_TEST

START_TEST(reads_files_that_overlap_only_so_often)
{
	g_autoptr(GByteArray) b = g_byte_array_new();

	for (unsigned i = 0; i < 20000; i++) {
		put_text(b, GUID);
		put32(b, G_MAXUINT32);
		put_zeros(b, 16);
	}
	inspected_is("overlap", TYPE_ONE, (const char *)b->data, b->len,
		     "type-damaged embedded-file");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_what_a_link_starts);
	tcase_add_test(t, reads_the_lines_of_other_links);
	tcase_add_test(t, finds_the_files_of_a_page);
	tcase_add_test(t, reads_files_that_overlap_only_so_often);
}

UNIT_MAIN("inspect_shortcut", add)
