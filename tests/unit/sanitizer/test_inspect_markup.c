/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_markup.c: what pages and pictures of markup do, in plain and in
 * every disguise.
 */
#include <string.h>

#include "sanitizer/inspected.h"

struct markup_case {
	const char *text, *want;
};

static void each(enum type_id type, const struct markup_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		inspected_is(cases[i].text, type, cases[i].text, strlen(cases[i].text),
			     cases[i].want);
}

START_TEST(finds_nothing_in_honest_pages)
{
	static const struct markup_case cases[] = {
		{ "<html><body><p>text <a href=\"https://a.example/\">a</a></body></html>", "" },
		{ "<img src=\"a.png\"><img src=\"data:image/png;base64,iVBORw0KGgo=\">", "" },
		/* As Excel writes it. */
		{ "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" "
		  "xmlns=\"http://www.w3.org/TR/REC-html40\"><head><meta "
		  "http-equiv=Content-Type content=\"text/html; charset=shift_jis\"><meta "
		  "name=ProgId "
		  "content=Excel.Sheet><link rel=File-List "
		  "href=\"x.files/filelist.xml\"><style><!--table "
		  "{mso-displayed-decimal-separator:\"\\.\";}--></style><!--[if gte mso 9]><xml>"
		  "<x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head><body "
		  "link=blue><table "
		  "border=0><td class=xl65 style='border:none;font-family:\"ＭＳ "
		  "Ｐゴシック\"'>1</td>",
		  "" },
		{ "<style>v\\:* {behavior: url(#default#VML);}</style>", "" },
		{ "<link rel=canonical href=\"https://a.example/\">", "" },
		{ "<script type=\"application/ld+json\">{}</script>", "" },
		{ "one < two and onload=3; url(http://a.example) javascript: in words", "" },
		{ "<td style=\"background:url('data:image/gif;base64,R0lG')\">", "" },
		{ "", "" },
		{ "<", "" },
		{ "<a href=", "" },
	};

	each(TYPE_HTML, cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(finds_scripts_of_pages_in_every_disguise)
{
	static const struct markup_case cases[] = {
		{ "<script>alert(1)</script>", "script-inside" },
		{ "<SCRIPT/x>alert(1)", "script-inside" },
		{ "<scr\0ipt>", "" },
		{ "<!-- <script> -->", "script-inside" },
		{ "<p title=\"a <script>\">", "script-inside" },
		{ "<p title='open><script>", "script-inside" },
		{ "<svg:script>", "script-inside" },
		{ "<body onload=x()>", "script-inside" },
		{ "<img src=x onerror\n=\n'x()'>", "script-inside" },
		{ "<a href=\"javascript:x()\">", "script-inside" },
		{ "<a href=\" JaVa\tScript:x()\">", "script-inside" },
		{ "<a href=&#106;&#x61;vascript&colon;x()>", "script-inside" },
		{ "<a href=\"java&NewLine;script&#58x()\">", "script-inside" },
		{ "<a href=vbscript:x>", "script-inside" },
		{ "<iframe srcdoc=\"&lt;script&gt;\"></iframe>", "script-inside" },
		{ "<p style=\"width:expression(x)\">", "script-inside" },
		{ "<style>p {behavior:url(a.htc)}</style>", "script-inside" },
		{ "<applet code=a>", "script-inside" },
		{ "<form action=javascript:x>", "script-inside active-form" },
	};

	each(TYPE_HTML, cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(finds_what_pages_load_send_and_carry)
{
	static const struct markup_case cases[] = {
		{ "<img src=http://a.example/1.gif>", "external-link" },
		{ "<img src=\"//a.example/1.gif\">", "external-link" },
		{ "<img src=\"\\\\host\\share\\a.png\">", "external-link" },
		{ "<iframe src=https://a.example>", "external-link" },
		{ "<object data=https://a.example/x>", "external-link" },
		{ "<link href=https://a.example/x.css rel=stylesheet>", "external-link" },
		{ "<style>@import 'https://a.example/x.css';</style>", "external-link" },
		{ "<style>p{background:URL( \"https://a.example/x.png\" )}</style>",
		  "external-link" },
		{ "<meta http-equiv=refresh content=\"0; URL='https://a.example'\">",
		  "external-link" },
		{ "<a href=file://host/a>", "external-link" },
		{ "<a href=search-ms:query=a>", "external-link" },
		{ "<form><input type=password></form>", "active-form" },
		{ "<a download=a.zip href=\"data:application/zip;base64,UEsDBA==\">",
		  "embedded-file" },
		{ "<iframe src=\"data:text/html,&lt;script&gt;\">", "embedded-file" },
		{ "<object classid=\"clsid:0\">", "activex" },
		{ "<script>navigator.msSaveOrOpenBlob(b,'a')</script>",
		  "embedded-file script-inside" },
		{ "<script>a.href=URL.createObjectURL(new Blob([x]))</script>",
		  "embedded-file script-inside" },
		{ "<script>x = atob('YQ==')</script>", "script-inside" },
	};
	g_autofree char *data = g_strnfill(1200, 'A');
	g_autofree char *smuggled = g_strdup_printf("<script>x = atob('%s')</script>", data);

	each(TYPE_HTML, cases, G_N_ELEMENTS(cases));
	inspected_is("smuggled", TYPE_HTML, smuggled, strlen(smuggled),
		     "embedded-file script-inside");
}
END_TEST

START_TEST(reads_pages_of_two_bytes_a_letter)
{
	static const char text[] = "<script>x</script>";
	char wide[2 * sizeof(text)] = "\xff\xfe";

	for (size_t i = 0; text[i]; i++) {
		wide[2 + 2 * i] = text[i];
		wide[3 + 2 * i] = '\0';
	}
	inspected_is("UTF-16", TYPE_HTML, wide, sizeof(wide) - 2, "script-inside");
	inspected_is("NUL", TYPE_HTML, "<scr\0ipt>", 9, "script-inside");
}
END_TEST

START_TEST(tells_pictures_that_act_from_those_that_do_not)
{
	static const struct markup_case cases[] = {
		{ "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
		  "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg "
		  "xmlns=\"http://www.w3.org/2000/svg\" "
		  "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><use xlink:href=\"#a\"/><a "
		  "xlink:href=\"http://a.example\"/><image "
		  "href=\"data:image/png;base64,iVBO\"/></svg>",
		  "" },
		/* As Illustrator writes it. */
		{ "<!DOCTYPE svg [ <!ENTITY ns_svg \"http://www.w3.org/2000/svg\"> ]><svg "
		  "xmlns=\"&ns_svg;\"/>",
		  "" },
		{ "<svg><script>x</script></svg>", "script-inside" },
		{ "<svg onload=\"x()\"/>", "script-inside" },
		{ "<svg><a xlink:href=\"javascript:x\"/></svg>", "script-inside" },
		{ "<svg><set attributeName=\"href\" to=\"javascript:x\"/></svg>", "script-inside" },
		{ "<svg><image xlink:href=\"http://a.example/b.png\"/></svg>", "external-link" },
		{ "<svg><use href=\"http://a.example/b.svg#a\"/></svg>", "external-link" },
		{ "<svg><image href=\"data:image/svg+xml;base64,PHN2Zz4=\"/></svg>",
		  "embedded-file" },
		{ "<svg><foreignObject><body onload='x()'/></foreignObject></svg>",
		  "script-inside" },
		{ "<!DOCTYPE svg [ <!ENTITY x SYSTEM \"file:///etc/passwd\"> ]><svg>&x;</svg>",
		  "external-link" },
		{ "<!DOCTYPE svg [ <!ENTITY x \"&#60;script>\"> ]><svg>&x;</svg>",
		  "script-inside" },
		{ "<?xml-stylesheet href=\"http://a.example/a.css\"?><svg/>", "external-link" },
	};

	each(TYPE_SVG, cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(leaves_data_in_xml_alone)
{
	static const struct markup_case cases[] = {
		{ "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"kousei.xsl\"?>"
		  "<DOC VERSION=\"1.0\" onsale=\"yes\"><URL "
		  "src=\"http://a.example\"/><form/></DOC>",
		  "" },
		{ "<?xml-stylesheet type=\"text/xsl\" href=\"https://a.example/x.xsl\"?>",
		  "external-link" },
		{ "<msxsl:script language=\"JScript\">x</msxsl:script>", "script-inside" },
		{ "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://a.example/x.dtd'> %x;]>",
		  "external-link" },
	};

	each(TYPE_XML, cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(opens_the_parts_of_single_file_pages)
{
	static const struct markup_case cases[] = {
		{ "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
		  "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
		  "<img src=3D\"a.png\"><a href=3D\"http://a.example\">\r\n--b--\r\n",
		  "" },
		{ "--b\nContent-Transfer-Encoding: quoted-printable\nContent-Type: "
		  "a\n\n<scr=\nipt>\n",
		  "script-inside" },
		{ "--b\ncontent-transfer-encoding:\tBASE64\n\nPHNjcmlwdD4=\n--b--",
		  "script-inside" },
		{ "--b\nContent-Transfer-Encoding: base64\n\nQWN0aXZlTWltZQAA8AQA\n--b--",
		  "macro" },
		{ "<script>", "script-inside" },
		{ "Content-Transfer-Encoding:", "" },
	};

	each(TYPE_MHTML, cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(survives_lies)
{
	static const char alphabet[] = "<>!?\"'=/&#; :ascriptonloadhrefstyleurl(@import";
	static const enum type_id types[] = { TYPE_HTML, TYPE_SVG, TYPE_XML, TYPE_MHTML };
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (unsigned i = 0; i < 20000; i++) {
		char text[60];
		for (size_t k = 0; k < sizeof(text); k++)
			text[k] = alphabet[g_rand_int_range(rand, 0, sizeof(alphabet))];
		g_autofree char *found = inspected(types[i % 4], text, sizeof(text));
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_honest_pages);
	tcase_add_test(t, finds_scripts_of_pages_in_every_disguise);
	tcase_add_test(t, finds_what_pages_load_send_and_carry);
	tcase_add_test(t, reads_pages_of_two_bytes_a_letter);
	tcase_add_test(t, tells_pictures_that_act_from_those_that_do_not);
	tcase_add_test(t, leaves_data_in_xml_alone);
	tcase_add_test(t, opens_the_parts_of_single_file_pages);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("inspect_markup", add)
