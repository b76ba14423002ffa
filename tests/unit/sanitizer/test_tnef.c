/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_tnef.c: winmail.dat, written here and read again; its compression.
 */
#include "unit.h"

#include <string.h>

#include "kinds/codepage.h"
#include "kinds/lzfu.h"
#include "kinds/tnef.h"

/* ---- writing ---- */

static void put(GString *out, size_t bytes, guint64 value)
{
	for (size_t i = 0; i < bytes; i++)
		g_string_append_c(out, (char)(value >> (8 * i) & 0xff));
}

static void put_text(GString *out, const char *text)
{
	put(out, 4, 1);
	put(out, 4, strlen(text) + 1);
	g_string_append_len(out, text, (gssize)strlen(text) + 1);
	put(out, -(strlen(text) + 1) & 3, 0);
}

static void put_bytes(GString *out, const char *data, size_t n)
{
	put(out, 4, 1);
	put(out, 4, n);
	g_string_append_len(out, data, (gssize)n);
	put(out, -n & 3, 0);
}

static void attribute(GString *out, unsigned level, guint32 id, const char *data, size_t n)
{
	unsigned sum = 0;

	put(out, 1, level);
	put(out, 4, id);
	put(out, 4, n);
	g_string_append_len(out, data, (gssize)n);
	for (size_t i = 0; i < n; i++)
		sum += (guint8)data[i];
	put(out, 2, sum & 0xffff);
}

#define PROPS 0x00069003u
#define ATTACHMENT 0x00069005u
#define RENDDATA 0x00069002u
#define TITLE 0x00018010u
#define DATA 0x0006800fu
#define BODY 0x0002800cu
#define CLASS 0x00078008u

static GString *begin(unsigned codepage)
{
	GString *out = g_string_new(NULL);
	char oem[8] = { (char)(codepage & 0xff), (char)(codepage >> 8 & 0xff) };

	put(out, 4, 0x223e9f78);
	put(out, 2, 1);
	attribute(out, 1, 0x00069007, oem, sizeof(oem));
	return out;
}

static void attribute_text(GString *out, unsigned level, guint32 id, const char *text)
{
	attribute(out, level, id, text, strlen(text) + 1);
}

static GString *props(unsigned count)
{
	GString *out = g_string_new(NULL);

	put(out, 4, count);
	return out;
}

static void attribute_props(GString *out, unsigned level, GString *list)
{
	attribute(out, level, level == 1 ? PROPS : ATTACHMENT, list->str, list->len);
	g_string_free(list, TRUE);
}

static void attach(GString *out, const char *title, const char *data)
{
	attribute(out, 2, RENDDATA, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0", 14);
	attribute_text(out, 2, TITLE, title);
	attribute(out, 2, DATA, data, strlen(data));
}

/* ---- reading ---- */

static struct members got;
static struct limits limits;

static void read_all(GString *tnef)
{
	g_autofree char *copy = g_memdup2(tnef->str, MAX(tnef->len, 1));

	ck_assert(charset_init(NULL));
	if (limits.members == 0)
		limits = limits_default();
	if (got.list)
		members_clear(&got);
	members_init(&got);
	tnef_read(copy, tnef->len, &limits, &got);
	g_string_free(tnef, TRUE);
}

static const struct member *member(unsigned i)
{
	ck_assert_uint_lt(i, got.list->len);
	return g_ptr_array_index(got.list, i);
}

START_TEST(reads_body_and_files)
{
	GString *t = begin(932);

	attribute_text(t, 1, BODY, "\x96{\x95\xb6");
	attach(t, "\x8c\xa9\x90\xcf.PDF", "%PDF");
	attach(t, "B.TXT", "b");
	read_all(t);
	ck_assert(!got.malformed && !got.too_many);
	ck_assert_uint_eq(got.list->len, 3);
	ck_assert_int_eq(member(1)->kind, MEMBER_FILE);
	ck_assert_str_eq(member(1)->name, "見積.PDF");
	ck_assert_uint_eq(member(1)->n, 4);
	ck_assert_mem_eq(member(1)->data, "%PDF", 4);
	ck_assert_str_eq(member(2)->name, "B.TXT");
	ck_assert_int_eq(member(0)->kind, MEMBER_BODY);
	ck_assert_int_eq(member(0)->form, BODY_FORM_PLAIN);
	ck_assert_str_eq(member(0)->charset, "cp932");
	ck_assert_mem_eq(member(0)->data, "\x96{\x95\xb6", 4);
}
END_TEST

START_TEST(prefers_long_name_and_property_type)
{
	GString *t = begin(932), *p = props(3);

	attach(t, "MITSUM~1.PDF", "%PDF");
	put(p, 4, 0x3707001e);
	put_text(p, "\x8c\xa9\x90\xcf\x8f\x91.pdf");
	put(p, 4, 0x3704001e);
	put_text(p, "MITSUM~2.PDF");
	put(p, 4, 0x370e001e);
	put_text(p, "Application/PDF");
	attribute_props(t, 2, p);
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_str_eq(member(0)->name, "見積書.pdf");
	ck_assert_str_eq(member(0)->type, "application/pdf");
}
END_TEST

START_TEST(reads_unicode_name)
{
	GString *t = begin(1252), *p = props(1);

	attach(t, "?.txt", "x");
	put(p, 4, 0x3707001f);
	put_bytes(p, "\xe5\x65\x2c\x67.\0t\0x\0t\0\0\0", 14);
	attribute_props(t, 2, p);
	read_all(t);
	ck_assert_str_eq(member(0)->name, "日本.txt");
}
END_TEST

START_TEST(prefers_html_over_rtf_and_text)
{
	GString *t = begin(932), *p = props(3);

	attribute_text(t, 1, BODY, "text");
	put(p, 4, 0x10130102);
	put_bytes(p, "<p>html</p>", 11);
	put(p, 4, 0x10090102);
	put_bytes(p, "\x10\0\0\0\4\0\0\0MELA\0\0\0\0{a}\n", 20);
	put(p, 4, 0x3fde0003);
	put(p, 4, 50220);
	attribute_props(t, 1, p);
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_uint_eq(got.list->len, 1);
	ck_assert_int_eq(member(0)->form, BODY_FORM_HTML);
	ck_assert_str_eq(member(0)->charset, "iso-2022-jp");
	ck_assert_uint_eq(member(0)->n, 11);
}
END_TEST

START_TEST(prefers_rtf_over_text)
{
	GString *t = begin(932), *p = props(1);

	attribute_text(t, 1, BODY, "text");
	put(p, 4, 0x10090102);
	put_bytes(p, "\x10\0\0\0\4\0\0\0MELA\0\0\0\0{a}\n", 20);
	attribute_props(t, 1, p);
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_int_eq(member(0)->form, BODY_FORM_RTF);
	ck_assert_mem_eq(member(0)->data, "{a}\n", 4);
}
END_TEST

START_TEST(falls_back_to_text_where_rtf_is_none)
{
	GString *t = begin(932), *p = props(1);

	attribute_text(t, 1, BODY, "text");
	put(p, 4, 0x10090102);
	put_bytes(p, "nonsense", 8);
	attribute_props(t, 1, p);
	read_all(t);
	ck_assert(got.malformed);
	ck_assert_int_eq(member(0)->form, BODY_FORM_PLAIN);
}
END_TEST

START_TEST(reads_text_of_unicode)
{
	GString *t = begin(0), *p = props(1);

	put(p, 4, 0x1000001f);
	put_bytes(p, "\xe5\x65\x2c\x67\0\0", 6);
	attribute_props(t, 1, p);
	read_all(t);
	ck_assert_str_eq(member(0)->charset, "utf-8");
	ck_assert_mem_eq(member(0)->data, "日本", 6);
}
END_TEST

START_TEST(steps_over_every_type_of_property)
{
	static const struct {
		unsigned type;
		size_t size;
	} types[] = { { 0x02, 4 },  { 0x03, 4 },   { 0x04, 4 },	  { 0x05, 8 },	 { 0x06, 8 },
		      { 0x07, 8 },  { 0x0a, 4 },   { 0x0b, 4 },	  { 0x14, 8 },	 { 0x40, 8 },
		      { 0x48, 16 }, { 0x1002, 4 }, { 0x1003, 4 }, { 0x1014, 8 }, { 0x1048, 16 } };
	GString *t = begin(932), *p = props(G_N_ELEMENTS(types) + 4);

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		bool several = types[i].type & 0x1000;
		put(p, 4, 0x66000000u | types[i].type);
		if (several)
			put(p, 4, 2);
		for (size_t k = 0; k < (several ? 2 : 1) * types[i].size; k++)
			put(p, 1, 0xff);
	}
	put(p, 4, 0x6601101e); /* several strings */
	put(p, 4, 2);
	put(p, 4, 3);
	put(p, 4, 0x00616161);
	put(p, 4, 0);
	put(p, 4, 0x80010003); /* named by a number */
	g_string_append(p, "0123456789abcdef");
	put(p, 4, 0);
	put(p, 4, 0x8554);
	put(p, 4, 7);
	put(p, 4, 0x80020003); /* named by a word */
	g_string_append(p, "0123456789abcdef");
	put(p, 4, 1);
	put(p, 4, 6);
	put(p, 8, 0x0063006200610000);
	put(p, 4, 7);
	put(p, 4, 0x1000001e);
	put_text(p, "at the end");
	attribute_props(t, 1, p);
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_mem_eq(member(0)->data, "at the end", 10);
}
END_TEST

START_TEST(takes_guid_off_embedded_objects)
{
	GString *t = begin(932), *p = props(2);

	attribute(t, 2, RENDDATA, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0", 14);
	put(p, 4, 0x3701000d);
	put_bytes(p, "0123456789abcdef\xd0\xcf\x11\xe0", 20);
	put(p, 4, 0x3001001e);
	put_text(p, "sheet");
	attribute_props(t, 2, p);
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_str_eq(member(0)->name, "sheet");
	ck_assert_uint_eq(member(0)->n, 4);
	ck_assert_mem_eq(member(0)->data, "\xd0\xcf\x11\xe0", 4);
}
END_TEST

START_TEST(makes_mail_of_message_within)
{
	GString *t = begin(932), *p = props(3), *inner = begin(932), *head = props(5);

	put(head, 4, 0x0037001e);
	put_text(head, "\x89\xef\x8b\x63");
	put(head, 4, 0x0042001e);
	put_text(head, "Taro");
	put(head, 4, 0x5d02001e);
	put_text(head, "taro@a.example");
	put(head, 4, 0x0e04001e);
	put_text(head, "Jiro; Saburo");
	put(head, 4, 0x00390040);
	put(head, 8, 134100000000000000u);
	attribute_props(inner, 1, head);
	g_string_prepend(inner, "0123456789abcdef");
	attribute(t, 2, RENDDATA, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0", 14);
	put(p, 4, 0x3701000d);
	put_bytes(p, inner->str, inner->len);
	put(p, 4, 0x3001001e);
	put_text(p, "RE: a");
	put(p, 4, 0x37050003);
	put(p, 4, 5);
	attribute_props(t, 2, p);
	read_all(t);
	ck_assert_str_eq(member(0)->name, "RE: a.eml");
	ck_assert_str_eq(member(0)->type, "message/rfc822");
	g_autofree char *mail = g_strndup(member(0)->data, member(0)->n);
	ck_assert_msg(g_str_has_prefix(mail,
				       "Subject: =?utf-8?B?5Lya6K2w?=\r\n"
				       "From: Taro <taro@a.example>\r\nTo: Jiro:;, Saburo:;\r\n"),
		      "%s", mail);
	ck_assert_ptr_nonnull(strstr(mail, "\r\nDate: Fri, 12 Dec 2025 "));
	char *encoded = strstr(mail, "\r\n\r\n");
	ck_assert_ptr_nonnull(encoded);
	gsize n;
	g_autofree guchar *data = g_base64_decode(encoded + 4, &n);
	ck_assert_uint_eq(n, inner->len - 16);
	ck_assert_mem_eq(data, inner->str + 16, n);
	g_string_free(inner, TRUE);
}
END_TEST

START_TEST(keeps_file_that_is_empty)
{
	GString *t = begin(932);

	attach(t, "EMPTY.TXT", "");
	read_all(t);
	ck_assert_uint_eq(got.list->len, 1);
	ck_assert_uint_eq(member(0)->n, 0);
	ck_assert_ptr_nonnull(member(0)->data);
}
END_TEST

static GString *meeting_props(void)
{
	static const char appointment[] = "\x02\x20\x06\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
	GString *p = props(5);

	put(p, 4, 0x0037001e);
	put_text(p, "\x89\xef\x8b\x63, A");
	put(p, 4, 0x80000040);
	g_string_append_len(p, appointment, 16);
	put(p, 4, 0);
	put(p, 4, 0x820d);
	put(p, 8, 134100000000000000u); /* 2025-12-12 08:00 UTC */
	put(p, 4, 0x00610040);
	put(p, 8, 134100036000000000u);
	put(p, 4, 0x8001001e);
	g_string_append_len(p, appointment, 16);
	put(p, 4, 0);
	put(p, 4, 0x8208);
	put_text(p, "\x91\xe6\x88\xea");
	put(p, 4, 0x0042001e);
	put_text(p, "Taro");
	return p;
}

START_TEST(tells_meeting_as_calendar)
{
	GString *t = begin(932);

	attribute_text(t, 1, CLASS, "IPM.Microsoft Schedule.MtgReq");
	attribute_props(t, 1, meeting_props());
	attribute_text(t, 1, BODY, "text");
	read_all(t);
	ck_assert(!got.malformed);
	ck_assert_uint_eq(got.list->len, 2);
	ck_assert_int_eq(member(0)->form, BODY_FORM_CALENDAR);
	g_autofree char *calendar = g_strndup(member(0)->data, member(0)->n);
	ck_assert_str_eq(
		calendar,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
		"DTSTART:20251212T080000Z\r\nDTEND:20251212T090000Z\r\nSUMMARY:会議\\, A\r\n"
		"LOCATION:第一\r\nORGANIZER;CN=\"Taro\":mailto:\r\nEND:VEVENT\r\n"
		"END:VCALENDAR\r\n");
	ck_assert_int_eq(member(1)->form, BODY_FORM_PLAIN);
}
END_TEST

START_TEST(tells_no_meeting_of_a_note)
{
	GString *t = begin(932);

	attribute_text(t, 1, CLASS, "IPM.Microsoft Mail.Note");
	attribute_props(t, 1, meeting_props());
	read_all(t);
	ck_assert_uint_eq(got.list->len, 0);
}
END_TEST

START_TEST(says_wrong_checksum_and_reads_on)
{
	GString *t = begin(932);

	attribute_text(t, 1, BODY, "text");
	t->str[t->len - 1] ^= 1;
	attach(t, "A.TXT", "a");
	read_all(t);
	ck_assert(got.malformed);
	ck_assert_uint_eq(got.list->len, 2);
}
END_TEST

START_TEST(reads_what_came_of_a_cut_file)
{
	GString *t = begin(932);

	attach(t, "A.TXT", "abcdef");
	g_string_truncate(t, t->len - 4);
	read_all(t);
	ck_assert(got.malformed);
	ck_assert_uint_eq(got.list->len, 1);
	ck_assert_mem_eq(member(0)->data, "abcd", 4);
}
END_TEST

START_TEST(limit_members)
{
	GString *t = begin(932);

	limits = limits_default();
	limits.members = 3;
	for (unsigned i = 0; i < 3; i++)
		attach(t, "A.TXT", "a");
	GString *more = g_string_new_len(t->str, (gssize)t->len);
	attach(more, "B.TXT", "b");
	attribute_text(more, 1, BODY, "text");
	read_all(t);
	ck_assert(!got.too_many);
	read_all(more);
	ck_assert(got.too_many);
	ck_assert_uint_eq(got.list->len, 3);
	limits = limits_default();
}
END_TEST

START_TEST(reads_every_beginning)
{
	g_autoptr(GString) all = begin(932);

	attribute_text(all, 1, CLASS, "IPM.Microsoft Schedule.MtgReq");
	attribute_props(all, 1, meeting_props());
	attach(all, "A.TXT", "abcdef");
	for (size_t n = 0; n < all->len; n++) {
		read_all(g_string_new_len(all->str, (gssize)n));
		ck_assert(got.malformed || n == 6 || got.list->len <= 2);
	}
}
END_TEST

START_TEST(refuses_what_is_none)
{
	read_all(g_string_new("x\x9f>\"aaaaaaaaa"));
	ck_assert(got.malformed);
	ck_assert_uint_eq(got.list->len, 0);
}
END_TEST

/* ---- compression: the two examples of [MS-OXRTFCP] 4.1 and 4.2 ---- */

static const char simple[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125"
			     "\x42\x32\x0a\xf3\x20hel\x09\0\x20\x62\x77\x05\xb0ld}\x0a\x80\x0f\xa0";
static const char crossing[] = "\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4KQA\0\x04 WXYZ\r"
			       "n}\x01\x0e\xb0";

static char *inflated(const char *buf, size_t n, size_t max, bool *damaged)
{
	g_autofree char *copy = g_memdup2(buf, MAX(n, 1));
	GString *out = lzfu_decode(copy, n, max, damaged);

	return out ? g_string_free(out, FALSE) : NULL;
}

START_TEST(inflates_examples_of_the_specification)
{
	bool damaged = false;
	g_autofree char *a = inflated(simple, sizeof(simple) - 1, 1000, &damaged);
	ck_assert_str_eq(a, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	g_autofree char *b = inflated(crossing, sizeof(crossing) - 1, 1000, &damaged);
	ck_assert_str_eq(b, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
	ck_assert(!damaged);
}
END_TEST

START_TEST(says_wrong_checksum_of_compression)
{
	g_autofree char *bad = g_memdup2(simple, sizeof(simple));
	bool damaged = false;

	bad[12] ^= 1;
	g_autofree char *a = inflated(bad, sizeof(simple) - 1, 1000, &damaged);
	ck_assert(damaged);
	ck_assert_ptr_nonnull(a);
}
END_TEST

START_TEST(says_sizes_that_lie)
{
	for (unsigned at = 0; at < 8; at += 4) {
		g_autofree char *bad = g_memdup2(simple, sizeof(simple));
		bool damaged = false;
		bad[at] = 0x7f;
		g_autofree char *a = inflated(bad, sizeof(simple) - 1, 1000, &damaged);
		ck_assert(damaged);
		ck_assert_str_eq(a, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	}
}
END_TEST

START_TEST(inflates_no_more_than_is_allowed)
{
	bool damaged = false;
	g_autofree char *a = inflated(simple, sizeof(simple) - 1, 10, &damaged);

	ck_assert(damaged);
	ck_assert_str_eq(a, "{\\rtf1\\ans");
}
END_TEST

START_TEST(inflates_every_beginning)
{
	for (size_t n = 0; n < sizeof(simple) - 1; n++) {
		bool damaged = false;
		g_autofree char *a = inflated(simple, n, 1000, &damaged);
		ck_assert(!a || damaged);
	}
}
END_TEST

START_TEST(knows_code_pages)
{
	ck_assert_str_eq(codepage_label(932), "cp932");
	ck_assert_str_eq(codepage_label(50221), "iso-2022-jp");
	ck_assert_str_eq(codepage_label(65001), "utf-8");
	ck_assert_str_eq(codepage_label(7), "");
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_test(t, reads_body_and_files);
	tcase_add_test(t, prefers_long_name_and_property_type);
	tcase_add_test(t, reads_unicode_name);
	tcase_add_test(t, prefers_html_over_rtf_and_text);
	tcase_add_test(t, prefers_rtf_over_text);
	tcase_add_test(t, falls_back_to_text_where_rtf_is_none);
	tcase_add_test(t, reads_text_of_unicode);
	tcase_add_test(t, steps_over_every_type_of_property);
	tcase_add_test(t, takes_guid_off_embedded_objects);
	tcase_add_test(t, makes_mail_of_message_within);
	tcase_add_test(t, keeps_file_that_is_empty);
	tcase_add_test(t, tells_meeting_as_calendar);
	tcase_add_test(t, tells_no_meeting_of_a_note);
	tcase_add_test(t, says_wrong_checksum_and_reads_on);
	tcase_add_test(t, reads_what_came_of_a_cut_file);
	tcase_add_test(t, limit_members);
	tcase_add_test(t, reads_every_beginning);
	tcase_add_test(t, refuses_what_is_none);
	tcase_add_test(t, inflates_examples_of_the_specification);
	tcase_add_test(t, says_wrong_checksum_of_compression);
	tcase_add_test(t, says_sizes_that_lie);
	tcase_add_test(t, inflates_no_more_than_is_allowed);
	tcase_add_test(t, inflates_every_beginning);
	tcase_add_test(t, knows_code_pages);
}

UNIT_MAIN("tnef", add_tests)
