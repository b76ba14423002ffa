/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_pdf.c: PDFs written here, honest and armed.
 */
#include <string.h>
#include <zlib.h>

#include "kinds/inflate.h"
#include "inspect/pdf_guard.h"
#include "sanitizer/inspected.h"

#define PAGES "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
#define PAGE(more) "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] " more " >>"
#define CATALOG(more) "<< /Type /Catalog /Pages 2 0 R " more " >>"

/* A PDF of the objects 1, 2 … whose bodies these are; ${trailer} into its trailer. */
static GString *pdf_of(const char *const *bodies, const char *trailer)
{
	GString *out = g_string_new("%PDF-1.7\n");
	g_autoptr(GString) xref = g_string_new("0000000000 65535 f \n");
	unsigned n = 1;

	for (; bodies[n - 1]; n++) {
		g_string_append_printf(xref, "%010zu 00000 n \n", out->len);
		g_string_append_printf(out, "%u 0 obj\n%s\nendobj\n", n, bodies[n - 1]);
	}
	g_string_append_printf(out,
			       "xref\n0 %u\n%strailer\n<< /Size %u /Root 1 0 R %s >>\n"
			       "startxref\n%zu\n%%%%EOF\n",
			       n, xref->str, n, trailer, out->len);
	return out;
}

static void is(const char *name, const char *const *bodies, const char *want)
{
	g_autoptr(GString) pdf = pdf_of(bodies, "");

	inspected_is(name, TYPE_PDF, pdf->str, pdf->len, want);
}

/* A document whose catalog and page have these entries, and one more object, number 4. */
static void has(const char *catalog, const char *page, const char *fourth, const char *want)
{
	g_autofree char *root = g_strdup_printf(CATALOG("%s"), catalog);
	g_autofree char *leaf = g_strdup_printf(PAGE("%s"), page);

	is(want, (const char *const[]){ root, PAGES, leaf, fourth, NULL }, want);
}

START_TEST(finds_nothing_in_honest_documents)
{
	has("", "", "<< >>", "");
	has("/OpenAction [3 0 R /Fit]", "", "<< >>", "");
	has("/OpenAction << /S /GoTo /D [3 0 R /XYZ 0 0 1] >>", "", "<< >>", "");
	has("/OpenAction << /S /Named /N /FirstPage >>", "", "<< >>", "");
	has("", "/Annots [<< /Subtype /Link /A << /S /URI /URI (http://a.example) >> >>]", "<< >>",
	    "");
	has("/AcroForm << /Fields [<< /FT /Tx /T (name) /Subtype /Widget >>] /NeedAppearances true "
	    ">>",
	    "", "<< >>", "");
	has("/Outlines << /First 4 0 R /Last 4 0 R >>", "",
	    "<< /Title (JavaScript) /A << /S /GoTo >> >>", "");
	has("/StructTreeRoot << /K << /S /P /K 0 >> >> /Lang (ja)", "/Group << /S /Transparency >>",
	    "<< /Launch (x) >>", "");
	has("", "/Contents 4 0 R",
	    "<< /Length 40 >>\nstream\n/S /JavaScript /JS (x) /OpenAction /AA\n   "
	    "  \nendstream",
	    "");
	has("/AA null /OpenAction null", "/AA << >>", "<< /EF null /JS null >>", "");
}
END_TEST

START_TEST(finds_what_runs_by_itself)
{
	has("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "", "<< >>",
	    "auto-run script-inside");
	has("/OpenAction 4 0 R", "", "<< /S /Launch /F (cmd.exe) >>", "auto-run launch-action");
	has("/OpenAction << /S /URI /URI (http://a.example) >>", "", "<< >>", "external-link");
	has("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>", "",
	    "<< /S /JavaScript /JS (x) >>", "auto-run script-inside");
	has("/OpenAction << /S /GoTo /Next [<< /S /Named >> 4 0 R] >>", "",
	    "<< /S /JavaScript /JS (x) >>", "auto-run script-inside");
	has("", "/AA << /O 4 0 R >>", "<< /S /JavaScript /JS (x) >>", "auto-run script-inside");
	has("/Names << /JavaScript << /Kids [<< /Names [(a) 4 0 R] >>] >> >>", "",
	    "<< /S /JavaScript /JS (x) >>", "auto-run script-inside");
	/* Met first where it needs a click. */
	has("/OpenAction 4 0 R", "/Annots [<< /Subtype /Link /A 4 0 R >>]",
	    "<< /S /JavaScript /JS (x) >>", "auto-run script-inside");
}
END_TEST

START_TEST(finds_what_a_click_starts)
{
	has("", "/Annots [<< /A << /S /JavaScript /JS (x) >> >>]", "<< >>", "script-inside");
	has("", "/Annots [<< /A << /S /Launch /Win << /F (cmd) >> >> >>]", "<< >>",
	    "launch-action");
	has("", "/Annots [<< /A << /S /SubmitForm /F (http://a.example) >> >>]", "<< >>",
	    "active-form");
	has("", "/Annots [<< /A << /S /ImportData /F (x) >> >>]", "<< >>", "active-form");
	has("", "/Annots [<< /A << /S /GoToR /F (\\\\\\\\host\\\\a.pdf) >> >>]", "<< >>",
	    "external-link");
	has("", "/Annots [<< /A << /S /GoToE >> >>]", "<< >>", "external-link");
}
END_TEST

START_TEST(finds_what_is_embedded_or_elsewhere)
{
	has("/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", "",
	    "<< /Type /Filespec /F (a.exe) /EF << /F 3 0 R >> >>", "embedded-file");
	has("", "/Annots [<< /Subtype /FileAttachment >>]", "<< >>", "embedded-file");
	has("/AF [4 0 R]", "", "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream",
	    "embedded-file");
	has("", "/Annots [<< /Subtype /RichMedia >>]", "<< >>", "rich-media");
	has("", "/Annots [<< /Subtype /Screen >>]", "<< >>", "rich-media");
	has("", "/Annots [<< /Subtype /3D >>]", "<< >>", "rich-media");
	has("", "/Contents 4 0 R", "<< /F (http://a.example/x) /Length 0 >>\nstream\n\nendstream",
	    "external-link");
	has("", "/X << /FS /URL /F (http://a.example) >>", "<< >>", "external-link");
	has("", "/X 4 0 R",
	    "<< /Subtype /Form /Ref << /F (b.pdf) >> /Length 0 >>\nstream\n\nendstream",
	    "external-link");
}
END_TEST

START_TEST(tells_forms_of_adobe_with_scripts_from_those_without)
{
	has("/AcroForm << /XFA 4 0 R >>", "",
	    "<< /Length 22 >>\nstream\n<xdp:xdp><a/></xdp:xdp>\nendstream", "active-form");
	has("/AcroForm << /XFA [(template) 4 0 R] >>", "",
	    "<< /Length 36 >>\nstream\n<xdp:xdp><script>app.x</script></xdp>\nendstream",
	    "script-inside active-form");
	has("/AcroForm << /XFA 4 0 R >>", "", "<< /Length 3 >>\nstream\n\xff\xfe\x01\nendstream",
	    "script-inside active-form");
}
END_TEST

START_TEST(unpacks_few_forms_of_one_file)
{
	has("/A << /XFA 4 0 R >> /B << /XFA 4 0 R >> /C << /XFA 4 0 R >> /D << /XFA 4 0 R >>", "",
	    "<< /Length 4 >>\nstream\n<a/>\nendstream", "active-form");
	has("/A << /XFA 4 0 R >> /B << /XFA 4 0 R >> /C << /XFA 4 0 R >> /D << /XFA 4 0 R >>",
	    "/E << /XFA 4 0 R >>", "<< /Length 4 >>\nstream\n<a/>\nendstream",
	    "script-inside active-form");
}
END_TEST

START_TEST(reads_names_that_are_written_with_numbers)
{
	has("/Open#41ction << /S /#4aava#53cript /J#53 (x) >>", "", "<< >>",
	    "auto-run script-inside");
	has("", "/A#6enots [<< /A << /S /L#61unch >> >>]", "<< >>", "launch-action");
}
END_TEST

START_TEST(looks_at_objects_that_nothing_leads_to)
{
	has("", "", "<< /S /JavaScript /JS (x) >>", "script-inside");
}
END_TEST

/* Deflated as a stream of objects: object 4 in stream 5, found by a table that is a stream. */
static GString *with_object_stream(const char *fourth, const char *filters, const char *catalog)
{
	g_autofree char *plain = g_strdup_printf("4 0 %s", fourth);
	uLongf n = compressBound((uLong)strlen(plain));
	g_autofree Bytef *packed = g_malloc(n);
	GString *out = g_string_new("%PDF-1.5\n");
	size_t at[7] = { 0 };
	char row[6] = { 0 };

	compress(packed, &n, (const Bytef *)plain, (uLong)strlen(plain));
	at[1] = out->len;
	g_string_append_printf(out, "1 0 obj\n" CATALOG("%s") "\nendobj\n", catalog);
	at[2] = out->len;
	g_string_append(out, "2 0 obj\n" PAGES "\nendobj\n");
	at[3] = out->len;
	g_string_append(out, "3 0 obj\n" PAGE("") "\nendobj\n");
	at[5] = out->len;
	g_string_append_printf(
		out, "5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter %s /Length %lu >>\nstream\n",
		filters, n);
	g_string_append_len(out, (const char *)packed, (gssize)n);
	g_string_append(out, "\nendstream\nendobj\n");
	at[6] = out->len;
	g_string_append(out, "6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length 42 "
			     ">>\nstream\n");
	for (unsigned i = 0; i < 7; i++) {
		size_t value = i == 4 ? 5 : at[i];
		row[0] = (char)(i == 0 ? 0 : i == 4 ? 2 : 1);
		for (unsigned k = 0; k < 4; k++)
			row[4 - k] = (char)(value >> 8 * k);
		g_string_append_len(out, row, sizeof(row));
	}
	g_string_append_printf(out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at[6]);
	return out;
}

START_TEST(reads_objects_that_are_packed)
{
	g_autoptr(GString) armed = with_object_stream("<< /S /JavaScript /JS (x) >>",
						      "/FlateDecode", "/OpenAction 4 0 R");
	g_autoptr(GString) honest =
		with_object_stream("<< /S /GoTo >>", "[/FlateDecode]", "/OpenAction 4 0 R");

	inspected_is("armed", TYPE_PDF, armed->str, armed->len, "auto-run script-inside");
	inspected_is("honest", TYPE_PDF, honest->str, honest->len, "");
}
END_TEST

START_TEST(asks_nobody_to_unpack_bombs)
{
	g_autofree char *blanks = g_strnfill(65u << 20, ' ');
	g_autoptr(GString) large = with_object_stream(blanks, "/FlateDecode", "");

	inspected_is("large", TYPE_PDF, large->str, large->len, "limit-pdf-objects");
	static const char *const filters[] = {
		"[/FlateDecode /FlateDecode]",
		"[/Fl#61teDecode/ASCIIHexDecode]",
		"[ % a\n/LZWDecode /ASCII85Decode]",
		"[4 0 R 4 0 R]",
		"4 0 R",
		"[/ASCIIHexDecode /FlateDecode /RunLengthDecode]",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		g_autoptr(GString) pdf = with_object_stream("/FlateDecode", filters[i], "");
		inspected_is(filters[i], TYPE_PDF, pdf->str, pdf->len, "limit-pdf-objects");
	}
	static const char *const honest[] = { "/FlateDecode", "[/ASCII85Decode /FlateDecode]",
					      "[/FlateDecode /DCTDecode]", "null", "[]" };
	for (size_t i = 0; i < G_N_ELEMENTS(honest); i++) {
		g_autofree char *image = g_strdup_printf(
			"<< /Filter %s /Length 1 >>\nstream\nx\nendstream", honest[i]);
		has("", "/X 4 0 R", image, "");
	}
}
END_TEST

/* Three values to an object of limit pdf_objects, in the file or in a stream of objects. */
START_TEST(pdf_objects_bounds_values_before_they_are_read)
{
	static const struct {
		unsigned numbers;
		bool is_bomb;
	} cases[] = { { 200, false }, { 400, true } };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) array = g_string_new("[");
		for (unsigned n = 0; n < cases[i].numbers; n++)
			g_string_append(array, "1 ");
		g_string_append_c(array, ']');
		g_autoptr(GString) packed = with_object_stream(array->str, "/FlateDecode", "");
		const char *bodies[] = { CATALOG("/X 4 0 R"), PAGES, PAGE(""), array->str, NULL };
		g_autoptr(GString) plain = pdf_of(bodies, "");
		ck_assert(pdf_guard(packed->str, packed->len, 100).is_bomb == cases[i].is_bomb);
		ck_assert(pdf_guard(plain->str, plain->len, 100).is_bomb == cases[i].is_bomb);
	}
}
END_TEST

START_TEST(knows_what_needs_a_password)
{
	/* Revision 2, 40 bits, with owner and user strings that no empty password makes. */
	static const char locked[] = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
				     "/O (12345678901234567890123456789012) "
				     "/U (12345678901234567890123456789012) >> /ID [(a) (a)]";
	static const char other[] = "/Encrypt << /Filter /Adobe.PubSec /V 4 >> /ID [(a) (a)]";
	static const char *const bodies[] = { CATALOG(""), PAGES, PAGE(""), NULL };
	g_autoptr(GString) a = pdf_of(bodies, locked), b = pdf_of(bodies, other);

	inspected_is("password", TYPE_PDF, a->str, a->len, "encrypted");
	inspected_is("certificate", TYPE_PDF, b->str, b->len, "encrypted");
}
END_TEST

START_TEST(knows_what_cannot_be_read)
{
	static const char *const bodies[] = { CATALOG("/OpenAction << /S /Launch >>"), PAGES,
					      PAGE(""), NULL };
	g_autoptr(GString) pdf = pdf_of(bodies, "");
	g_autofree char *deep = g_strnfill(1000, '[');

	inspected_is("nothing", TYPE_PDF, "", 0, "type-damaged");
	inspected_is("a head", TYPE_PDF, "%PDF-1.7\n", 9, "type-damaged");
	inspected_is("no root", TYPE_PDF, "%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", 30, "type-damaged");
	/* Without its table it is read as readers read it. */
	size_t cut = (size_t)(strstr(pdf->str, "xref\n") - pdf->str);
	g_string_truncate(pdf, cut);
	g_string_append(pdf, "trailer\n<< /Root 1 0 R >>\n");
	inspected_is("no table", TYPE_PDF, pdf->str, pdf->len, "auto-run launch-action");
	has("", "/X 4 0 R", deep, "type-damaged");
}
END_TEST

START_TEST(mends_no_file_that_takes_too_long)
{
	g_autoptr(GString) pdf = g_string_new("%PDF-1.7\n1 0 obj\n" CATALOG("") "\nendobj\n");

	for (unsigned i = 2; i < 8000; i++)
		g_string_append_printf(
			pdf, "%u 0 obj\n<< /Length 9 >>\nstream\nx\nendstream\nendobj\n", i);
	g_string_append(pdf, "trailer\n<< /Root 1 0 R /Size 8000 >>\n");
	inspected_is("many", TYPE_PDF, pdf->str, pdf->len, "type-damaged");
}
END_TEST

START_TEST(pdf_objects)
{
	struct limits limits = limits_default();
	static const char *const bodies[] = { CATALOG("/X [1 2 3 4 5 6 7 8 9]"), PAGES, PAGE(""),
					      NULL };
	g_autoptr(GString) pdf = pdf_of(bodies, "");

	limits.pdf_objects = 12;
	g_autofree char *over = inspected_with(TYPE_PDF, pdf->str, pdf->len, &limits);
	ck_assert_str_eq(over, "limit-pdf-objects");
	limits.pdf_objects = 100;
	g_autofree char *fits = inspected_with(TYPE_PDF, pdf->str, pdf->len, &limits);
	ck_assert_str_eq(fits, "");
	/* A size that is a lie costs no more than the limit. */
	g_autoptr(GString) lie = pdf_of(bodies, "/Size 2000000000");
	g_autofree char *large = inspected_with(TYPE_PDF, lie->str, lie->len, &limits);
	ck_assert_str_eq(large, "limit-pdf-objects");
}
END_TEST

START_TEST(survives_lies)
{
	g_autoptr(GString) pdf = with_object_stream("<< /S /JavaScript /JS (x) >>", "/FlateDecode",
						    "/OpenAction 4 0 R /AcroForm << /XFA 5 0 R >>");
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);

	for (gsize n = 0; n <= pdf->len; n++) {
		g_autofree char *found = inspected(TYPE_PDF, pdf->str, n);
	}
	for (unsigned i = 0; i < 2000; i++) {
		g_autofree char *bad = g_memdup2(pdf->str, pdf->len);
		for (unsigned k = 0; k < 3; k++)
			bad[g_rand_int_range(rand, 0, (gint32)pdf->len)] =
				(char)g_rand_int_range(rand, 0, 256);
		g_autofree char *found = inspected(TYPE_PDF, bad, pdf->len);
	}
}
END_TEST

static void add(TCase *t)
{
	inflate_init();
	tcase_add_test(t, finds_nothing_in_honest_documents);
	tcase_add_test(t, finds_what_runs_by_itself);
	tcase_add_test(t, finds_what_a_click_starts);
	tcase_add_test(t, finds_what_is_embedded_or_elsewhere);
	tcase_add_test(t, tells_forms_of_adobe_with_scripts_from_those_without);
	tcase_add_test(t, unpacks_few_forms_of_one_file);
	tcase_add_test(t, reads_names_that_are_written_with_numbers);
	tcase_add_test(t, looks_at_objects_that_nothing_leads_to);
	tcase_add_test(t, reads_objects_that_are_packed);
	tcase_add_test(t, asks_nobody_to_unpack_bombs);
	tcase_add_test(t, pdf_objects_bounds_values_before_they_are_read);
	tcase_add_test(t, knows_what_needs_a_password);
	tcase_add_test(t, knows_what_cannot_be_read);
	tcase_add_test(t, mends_no_file_that_takes_too_long);
	tcase_add_test(t, pdf_objects);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("inspect_pdf", add)
