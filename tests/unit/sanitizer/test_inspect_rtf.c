/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_rtf.c: objects, fields and templates of RTF, as programs write
 * them and as attackers do.
 */
#include <string.h>

#include "sanitizer/inspected.h"

static const struct {
	const char *text, *want;
} cases[] = {
	{ "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\pict\\pngblip 89504e47}text\\par}", "" },
	{ "{\\rtf1{\\*\\template C:\\\\Users\\\\a\\\\Normal.dotm}}", "" },
	{ "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"http://a.example\"}{\\fldrslt a}}}", "" },
	{ "{\\rtf1{\\field{\\*\\fldinst PAGE}}dde link object data http://a.example}", "" },
	{ "{\\rtf1{\\object\\objemb{\\*\\objclass Excel.Sheet.12}{\\*\\objdata 504b0304}}}",
	  "ole-object" },
	{ "{\\rtf1{\\object\\objocx{\\*\\objdata 00}}}", "ole-object activex" },
	{ "{\\rtf1{\\object\\objupdate\\objdata0}}", "auto-run ole-object" },
	{ "{\\rtf1{\\object\\objautlink{\\*\\objdata 01}}}", "ole-object external-link" },
	{ "{\\rt\\.\\objdata 1}", "ole-object" },
	{ "{\\rtf1{\\object{\\*\\objclass Package}}}", "ole-object embedded-file" },
	/* "Package" and its end in hex, with junk. */
	{ "{\\rtf1{\\*\\objdata 50 6\\rsid5 1 6{\\*\\x y}36b\r\n6167{}6500}}",
	  "ole-object embedded-file" },
	{ "{\\rtf1{\\*\\objdata 4f4c45324c696e6b}}", "ole-object external-link" },
	{ "{\\rtf1{\\*\\template http://a.example/b.dotm}}", "external-template" },
	{ "{\\rtf1{\\*\\template \\u104\\'74tp{}://a.example}}", "external-template" },
	{ "{\\rtf1{\\*\\template \\\\\\\\host\\\\a.dot}}", "external-template" },
	{ "{\\rtf1{\\field{\\*\\fldinst DDEAUTO c:\\\\\\\\cmd.exe}}}", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst {D}{\\b D}E a b}}}", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst IF {\\field{\\*\\fldinst dde a}} x}}}", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst QUOTE 68 68 69 65}}}", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \"http://a.example/b.png\" \\\\d}}}",
	  "external-link" },
	{ "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \"a.png\"}}}", "" },
	{ "{\\rtf1{\\field{\\*\\fldinst LINK Excel.Sheet \\\\\\\\\\\\\\\\host\\\\\\\\a}}}",
	  "external-link" },
	{ "{\\rtf1{\\field{\\*\\fldinst DDE a", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst \\'00DDE a}}}", "dde" },
	{ "{\\rtf1{\\field{\\*\\fldinst}}}", "" },
	{ "", "" },
};

START_TEST(tells_what_acts_from_what_does_not)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		inspected_is(cases[i].text, TYPE_RTF, cases[i].text, strlen(cases[i].text),
			     cases[i].want);
}
END_TEST

START_TEST(finds_a_program_in_an_object)
{
	g_autoptr(GString) rtf = g_string_new("{\\rtf1{\\object{\\*\\objdata 0105 4d5a");

	for (unsigned i = 0; i < 58; i++)
		g_string_append(rtf, "00");
	g_string_append(rtf, "40000000 50450000}}}");
	inspected_is("PE", TYPE_RTF, rtf->str, rtf->len, "type-executable-inside ole-object");
}
END_TEST

START_TEST(survives_lies)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(8);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t n = strlen(cases[i].text);
		for (unsigned k = 0; n > 0 && k < 500; k++) {
			g_autofree char *bad = g_memdup2(cases[i].text, n);
			bad[g_rand_int_range(rand, 0, (gint32)n)] = "{}\\ \n0"[k % 6];
			g_autofree char *found = inspected(TYPE_RTF, bad, k % 2 ? n : k % n);
		}
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_what_acts_from_what_does_not);
	tcase_add_test(t, finds_a_program_in_an_object);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("inspect_rtf", add)
