/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_inspect_xml.c: which XML is read, and what is told of it.
 */
#include "inspect/office_xml.h"

#include <string.h>

#include "unit.h"

static void begin(void *user, const char *name, const struct xml_attributes *a)
{
	g_string_append_printf(user, "<%s %s>", name, xml_value(a, "v"));
}

static void end(void *user, const char *name)
{
	(void)name;
	g_string_append(user, "/");
}

static void text(void *user, const char *s, size_t n)
{
	g_string_append_len(user, s, (gssize)n);
}

/* What is told of it; "refused" when it is not read to its end. */
static void is(const char *name, const char *data, size_t n, const char *want)
{
	static const struct xml_listener listener = { begin, end, text };
	g_autoptr(GString) told = g_string_new(NULL);
	g_autofree char *copy = g_memdup2(data, n ? n : 1);
	bool ok = xml_read(copy, n, &listener, told);

	ck_assert_msg(strcmp(ok ? told->str : "refused", want) == 0, "%s: got %s", name,
		      ok ? told->str : "refused");
}

#define IS(name, data, want) is(name, data, sizeof(data) - 1, want)

START_TEST(tells_elements_in_any_prefix)
{
	IS("plain", "<a v='1'>x<b/></a>", "<a 1>x<b >//");
	IS("prefix", "<p:a xmlns:p='u' p:v='1'/>", "<a 1>/");
	IS("known entities", "<a v='&amp;&lt;&#65;'>&gt;&#x42;</a>", "<a &<A>>B/");
	IS("CDATA", "<a><![CDATA[<b>]]></a>", "<a ><b>/");
	IS("mark of order", "\xef\xbb\xbf<a/>", "<a >/");
	IS("UTF-16", "\xff\xfe<\0a\0/\0>\0", "<a >/");
	IS("UTF-16, big", "\xfe\xff\0<\0a\0/\0>", "<a >/");
	IS("UTF-16 without mark", "<\0a\0/\0>\0", "<a >/");
	IS("declared", "<?xml version='1.0' encoding='UTF-8'?><a/>", "<a >/");
}
END_TEST

START_TEST(refuses_what_no_document_needs)
{
	IS("empty", "", "refused");
	IS("not closed", "<a>", "refused");
	IS("two roots", "<a/><b/>", "refused");
	IS("unknown entity", "<a>&x;</a>", "refused");
	IS("own entity", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "refused");
	IS("entity from elsewhere", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a/>",
	   "refused");
	IS("UTF-7", "<?xml version='1.0' encoding='UTF-7'?><a/>", "refused");
	IS("not UTF-8", "<a>\x83\x41</a>", "refused");
	IS("UTF-16 of half a unit", "<\0a\0/\0>\0\0", "refused");
	IS("UTF-32", "<\0\0\0a\0\0\0/\0\0\0>\0\0\0", "refused");
	IS("EBCDIC", "\x4c\x6f\xa7\x94\x93\x4c\x81\x61\x6e", "refused");
	IS("half a pair", "\xff\xfe<\0a\0>\0\0\xd8", "refused");
}
END_TEST

START_TEST(reads_a_doctype_without_fetching_it)
{
	IS("OpenOffice", "<!DOCTYPE a PUBLIC '-//x' 'office.dtd'><a/>", "<a >/");
}
END_TEST

START_TEST(refuses_tags_of_many_attributes)
{
	g_autoptr(GString) few = g_string_new("<a"), many = g_string_new("<a");

	for (unsigned i = 0; i < 100; i++)
		g_string_append_printf(few, " x%u='>'", i);
	for (unsigned i = 0; i < 100000; i++)
		g_string_append_printf(many, " x%u=\"\"", i);
	g_string_append(few, "/>");
	g_string_append(many, "/>");
	is("few", few->str, few->len, "<a >/");
	is("many", many->str, many->len, "refused");
	/* Nor behind what looks like the beginning of another one. */
	g_autofree char *hidden = g_strconcat("<r><!-- <a b=' -->", many->str, "</r>", NULL);
	is("hidden", hidden, strlen(hidden), "refused");
}
END_TEST

START_TEST(refuses_what_is_nested_too_deeply)
{
	g_autoptr(GString) deep = g_string_new(NULL);

	for (unsigned i = 0; i < 100000; i++)
		g_string_append(deep, "<a>");
	for (unsigned i = 0; i < 100000; i++)
		g_string_append(deep, "</a>");
	is("deep", deep->str, deep->len, "refused");
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_elements_in_any_prefix);
	tcase_add_test(t, refuses_what_no_document_needs);
	tcase_add_test(t, reads_a_doctype_without_fetching_it);
	tcase_add_test(t, refuses_tags_of_many_attributes);
	tcase_add_test(t, refuses_what_is_nested_too_deeply);
}

UNIT_MAIN("inspect_xml", add)
