/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_odf.c: OpenDocument, honest and armed.
 */
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"
#include "sanitizer/zips.h"

#define MANIFEST(more)                                                                             \
	"<?xml version='1.0' encoding='UTF-8'?>"                                                   \
	"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"  \
	"<manifest:file-entry manifest:full-path='/' manifest:media-type="                         \
	"'application/vnd.oasis.opendocument.text'/>" more "</manifest:manifest>"
#define CONTENT(body)                                                                              \
	"<office:document-content xmlns:office='o' xmlns:xlink='x' xmlns:script='s' "              \
	"xmlns:draw='d' xmlns:text='t' xmlns:form='f' xmlns:table='b' xmlns:meta='m' "             \
	"xmlns:presentation='p'>" body "</office:document-content>"

/* A text with this manifest, this content and one more part. */
static void package_is(const char *manifest, const char *content, const char *name,
		       const char *data, size_t n, const char *want)
{
	struct zip_recipe r = {
		.entries = { { .name = "mimetype",
			       .data = "application/vnd.oasis.opendocument.text" },
			     { .name = "META-INF/manifest.xml", .data = manifest },
			     { .name = "content.xml", .data = content, .is_deflated = true },
			     { .name = name, .data = data, .data_len = n } }
	};
	g_autoptr(GByteArray) b = zip_make(&r);

	inspected_is(content, TYPE_ODT, (const char *)b->data, b->len, want);
}

static void content_is(const char *content, const char *want)
{
	package_is(MANIFEST(""), content, NULL, NULL, 0, want);
	/* Flat files have the same elements. */
	inspected_is(content, TYPE_FODT, content, strlen(content), want);
}

static void part_is(const char *name, const char *data, const char *want)
{
	package_is(MANIFEST(""), CONTENT(""), name, data, 0, want);
}

START_TEST(finds_nothing_in_an_honest_text)
{
	content_is(CONTENT("<text:a xlink:href='https://example.jp/'>x</text:a>"), "");
	content_is(CONTENT("<text:a xlink:href='../other.odt'>x</text:a>"), "");
	content_is(CONTENT("<draw:image xlink:href='Pictures/1.png'/>"), "");
	content_is(CONTENT("<meta:template xlink:href='/home/a/letter.ott'/>"), "");
	content_is(CONTENT("<form:form xlink:href=''/>"), "");
	content_is(CONTENT("<table:table-cell table:formula='of:=SUM([.A1:.A2])'/>"), "");
	part_is("Basic/script-lc.xml",
		"<!DOCTYPE library:libraries PUBLIC '-//x' 'libraries.dtd'>"
		"<library:libraries xmlns:library='l'/>",
		"");
	part_is("Thumbnails/thumbnail.png", "\x89PNG\r\n\x1a\n", "");
}
END_TEST

START_TEST(finds_programs)
{
	part_is("Basic/Standard/Module1.xml",
		"<script:module xmlns:script='s' script:name='Module1'>x</script:module>", "macro");
	part_is("Basic/Standard/Module1.pba", "x", "macro");
	part_is("Scripts/python/a.py", "x", "macro");
	content_is(CONTENT("<script:event-listener script:event-name='dom:load' "
			   "xlink:href='vnd.sun.star.script:a?language=Basic'/>"),
		   "auto-run script-inside");
	content_is(CONTENT("<script:event-listener script:event-name='dom:click'/>"),
		   "script-inside");
	content_is(CONTENT("<text:a xlink:href='vnd.sun.star.script:a'>x</text:a>"),
		   "script-inside");
	content_is(CONTENT("<presentation:event-listener presentation:action='execute' "
			   "xlink:href='calc.exe'/>"),
		   "launch-action");
	content_is(CONTENT("<presentation:event-listener presentation:action='next-page' "
			   "script:event-name='dom:click'/>"),
		   "");
}
END_TEST

START_TEST(finds_links_to_elsewhere)
{
	content_is(CONTENT("<draw:image xlink:href='http://example.jp/1.png'/>"), "external-link");
	content_is(CONTENT("<draw:image xlink:href='../1.png'/>"), "external-link");
	content_is(CONTENT("<text:section-source xlink:href='file:///C:/a.odt'/>"),
		   "external-link");
	content_is(CONTENT("<text:a xlink:href='file://server/a'>x</text:a>"), "external-link");
	content_is(CONTENT("<meta:template xlink:href='https://example.jp/a.ott'/>"),
		   "external-template");
	content_is(CONTENT("<table:table-cell table:formula='of:=WEBSERVICE(\"http://x\")'/>"),
		   "external-link");
}
END_TEST

START_TEST(finds_dde)
{
	content_is(CONTENT("<office:dde-source office:dde-application='soffice'/>"), "dde");
	content_is(CONTENT("<text:dde-connection-decl office:dde-application='cmd'/>"), "dde");
	content_is(CONTENT("<table:table-cell table:formula='of:=DDE(\"cmd\";\"/c\";\"x\")'/>"),
		   "dde");
}
END_TEST

START_TEST(finds_forms_that_send)
{
	content_is(CONTENT("<form:form xlink:href='https://example.jp/'/>"), "active-form");
}
END_TEST

START_TEST(tells_charts_from_objects)
{
	static const char object[] = CONTENT("<draw:object xlink:href='./Object 1'/>");
	static const char entry[] =
		MANIFEST("<manifest:file-entry manifest:full-path='Object 1/' manifest:media-type="
			 "'application/vnd.oasis.opendocument.%s'/>");
	g_autofree char *chart = g_strdup_printf(entry, "chart");
	g_autofree char *sheet = g_strdup_printf(entry, "spreadsheet");

	package_is(chart, object, NULL, NULL, 0, "");
	package_is(sheet, object, NULL, NULL, 0, "ole-object");
	content_is(CONTENT("<draw:object-ole xlink:href='./Object 1'/>"), "ole-object");
}
END_TEST

START_TEST(tells_charts_in_flat_files)
{
	static const char flat[] =
		"<o:document xmlns:o='o' o:mimetype='application/vnd.oasis.opendocument.text'>"
		"<o:document o:mimetype='application/vnd.oasis.opendocument.%s'/></o:document>";
	g_autofree char *chart = g_strdup_printf(flat, "chart");
	g_autofree char *sheet = g_strdup_printf(flat, "spreadsheet");

	inspected_is("chart", TYPE_FODT, chart, strlen(chart), "");
	inspected_is("sheet", TYPE_FODT, sheet, strlen(sheet), "ole-object");
}
END_TEST

START_TEST(looks_into_objects)
{
	static const char package[] =
		"\x30\0\0\0\2\0a.exe\0C:\\a.exe\0\0\0\3\0\5\0\0\0C:\\a\0\3\0\0\0abc";
	struct compound_part part = { "\1Ole10Native", package, sizeof(package) - 1 };
	g_autoptr(GByteArray) b = compound_of(&part, 1);

	package_is(MANIFEST(""), CONTENT(""), "Object 1", (const char *)b->data, b->len,
		   "type-executable-inside ole-object embedded-file");
}
END_TEST

START_TEST(finds_locks_and_looks_no_further)
{
	package_is(MANIFEST("<manifest:file-entry manifest:full-path='content.xml'>"
			    "<manifest:encryption-data/></manifest:file-entry>"),
		   "\x01\x02\x03", NULL, NULL, 0, "encrypted");
}
END_TEST

START_TEST(says_what_cannot_be_read)
{
	package_is("<manifest>", CONTENT(""), NULL, NULL, 0, "type-damaged");
	package_is(MANIFEST(""), "\x01\x02\x03", NULL, NULL, 0, "type-damaged");
	part_is("styles.xml", "<a>", "type-damaged");
	inspected_is("flat", TYPE_FODT, "<a>", 3, "type-damaged");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_an_honest_text);
	tcase_add_test(t, finds_programs);
	tcase_add_test(t, finds_links_to_elsewhere);
	tcase_add_test(t, finds_dde);
	tcase_add_test(t, finds_forms_that_send);
	tcase_add_test(t, tells_charts_from_objects);
	tcase_add_test(t, tells_charts_in_flat_files);
	tcase_add_test(t, looks_into_objects);
	tcase_add_test(t, finds_locks_and_looks_no_further);
	tcase_add_test(t, says_what_cannot_be_read);
}

UNIT_MAIN("inspect_odf", add)
