/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_sealed.c: locks and volumes of archives, by their headers alone.
 */
#include "archive/sealed.h"

#include <lzma.h>

#include "sanitizer/zips.h"
#include "unit.h"

struct sealed_case {
	const char *name;
	enum type_id type;
	struct bytes b;
	bool is_locked, is_volume;
};

static void check(const struct sealed_case *c)
{
	g_autofree char *data = g_memdup2(c->b.p, c->b.n ? c->b.n : 1);

	ck_assert_msg(sealed_look(c->type, data, c->b.n) == c->is_locked, "%s", c->name);
	ck_assert_msg(sealed_is_volume(c->type, data, c->b.n) == c->is_volume, "%s", c->name);
	/* Cut anywhere it is read no further; the checkers look on. */
	for (size_t n = 0; n < c->b.n; n++) {
		g_autofree char *cut = g_memdup2(data, n ? n : 1);
		sealed_look(c->type, cut, n);
	}
}

static void check_all(const struct sealed_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&cases[i]);
}

#define RAR4 "Rar!\x1a\7\0"
#define MAIN4(flags) "\0\0\x73" flags "\xd\0\0\0\0\0\0\0"
#define FILE4(flags)                                                                               \
	"\0\0\x74" flags "\x20\0\3\0\0\0................."                                         \
	"....abc"
#define END4(flags) "\0\0\x7b" flags "\7\0"

START_TEST(tells_rar_4)
{
	static const struct sealed_case cases[] = {
		{ "open", TYPE_RAR, BYTES(RAR4 MAIN4("\0\0") FILE4("\0\x80") END4("\0\0")), false,
		  false },
		{ "headers locked", TYPE_RAR, BYTES(RAR4 MAIN4("\x80\0") "garbage"), true, false },
		{ "first file", TYPE_RAR, BYTES(RAR4 MAIN4("\0\0") FILE4("\4\x80")), true, false },
		{ "second file", TYPE_RAR,
		  BYTES(RAR4 MAIN4("\0\0") FILE4("\0\x80") FILE4("\4\x80")), true, false },
		{ "volume", TYPE_RAR, BYTES(RAR4 MAIN4("\1\0") FILE4("\0\x80")), false, true },
		{ "continued", TYPE_RAR, BYTES(RAR4 MAIN4("\0\0") FILE4("\2\x80")), false, true },
		{ "not the last", TYPE_RAR, BYTES(RAR4 MAIN4("\0\0") END4("\1\0")), false, true },
		{ "a lock behind the end", TYPE_RAR,
		  BYTES(RAR4 MAIN4("\0\0") END4("\0\0") FILE4("\4\x80")), false, false },
		{ "a block of no size", TYPE_RAR, BYTES(RAR4 "\0\0\x74\0\0\0\0"), false, false },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

#define RAR5 "Rar!\x1a\7\1\0"
/* CRC, size, type, flags, then what the type has */
#define MAIN5(flags) "crc.\3\1\0" flags

START_TEST(tells_rar_5)
{
	static const struct sealed_case cases[] = {
		{ "open", TYPE_RAR,
		  BYTES(RAR5 MAIN5("\0") "crc.\7\2\3\3\3\2\2\0"
					 "abc"
					 "crc.\3\5\0\0"),
		  false, false },
		{ "headers locked", TYPE_RAR, BYTES(RAR5 "crc.\x2\4\0"), true, false },
		{ "file", TYPE_RAR,
		  BYTES(RAR5 MAIN5("\0") "crc.\7\2\3\3\3\2\1\0"
					 "abc"),
		  true, false },
		{ "second file", TYPE_RAR,
		  BYTES(RAR5 MAIN5("\0") "crc.\7\2\3\3\3\2\2\0"
					 "abc"
					 "crc.\7\2\3\3\3\2\1\0"
					 "abc"),
		  true, false },
		{ "second record", TYPE_RAR,
		  BYTES(RAR5 MAIN5("\0") "crc.\xa\2\3\6\3\2\2\0\2\1\0"
					 "abc"),
		  true, false },
		{ "a service header", TYPE_RAR,
		  BYTES(RAR5 "crc.\7\3\3\3\3\2\1\0"
			     "abc"),
		  true, false },
		{ "volume", TYPE_RAR, BYTES(RAR5 MAIN5("\1")), false, true },
		{ "continued", TYPE_RAR, BYTES(RAR5 MAIN5("\0") "crc.\4\2\x12\0."), false, true },
		{ "not the last", TYPE_RAR, BYTES(RAR5 "crc.\3\5\0\1"), false, true },
		{ "a size that does not end", TYPE_RAR,
		  BYTES(RAR5 "crc.\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), false, false },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

#define ARJ(flags, type, packed)                                                                   \
	"\x60\xea\x1e\0\x1e\xb\1\0" flags "\1" type "\0time" packed "size....XX\0\0\0\0"           \
	"crc."                                                                                     \
	"\0\0"

START_TEST(tells_arj)
{
	static const struct sealed_case cases[] = {
		{ "open", TYPE_ARJ,
		  BYTES(ARJ("\0", "\2", "....") ARJ("\0", "\0", "\3\0\0\0") "abc"), false, false },
		{ "file", TYPE_ARJ,
		  BYTES(ARJ("\0", "\2", "....") ARJ("\1", "\0", "\3\0\0\0") "abc"), true, false },
		{ "second file", TYPE_ARJ,
		  BYTES(ARJ("\0", "\2", "....")
				ARJ("\0", "\0", "\3\0\0\0") "abc" ARJ("\1", "\0", "\0\0\0\0")),
		  true, false },
		{ "volume", TYPE_ARJ, BYTES(ARJ("\4", "\2", "....")), false, true },
		{ "continued", TYPE_ARJ,
		  BYTES(ARJ("\0", "\2", "....") ARJ("\x8", "\0", "\0\0\0\0")), false, true },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

#define ACE_MAIN(flags) "..\x1b\0\0" flags "**ACE**................."
#define ACE_FILE(flags) "..\xb\0\1" flags "\3\0\0\0....abc"

START_TEST(tells_ace)
{
	static const struct sealed_case cases[] = {
		{ "open", TYPE_ACE, BYTES(ACE_MAIN("\0\0") ACE_FILE("\1\0")), false, false },
		{ "file", TYPE_ACE, BYTES(ACE_MAIN("\0\0") ACE_FILE("\1\x40")), true, false },
		{ "second file", TYPE_ACE,
		  BYTES(ACE_MAIN("\0\0") ACE_FILE("\1\0") ACE_FILE("\1\x40")), true, false },
		{ "volume", TYPE_ACE, BYTES(ACE_MAIN("\0\x8") ACE_FILE("\1\0")), false, true },
		{ "continued", TYPE_ACE, BYTES(ACE_MAIN("\0\0") ACE_FILE("\1\x20")), false, true },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

#define ALZ_FILE(flags, lock) "BLZ\1\1\0.time" flags "\0\0\0crc.\3\3a" lock "abc"
#define EGG_FIELD(magic) magic "\0\1\0."
#define EGG_FILE_HEAD                                                                              \
	"\xe3\x90\x85\x0a"                                                                         \
	"id..length.."
#define EGG_END "\x22\x82\xe2\x08"
#define EGG_BLOCK "\x13\x0c\xb5\x02\1\0size\3\0\0\0crc." EGG_END "abc"

START_TEST(tells_alz_and_egg)
{
	static const struct sealed_case cases[] = {
		{ "open", TYPE_ALZ, BYTES("ALZ\1\0\0\0\0" ALZ_FILE("\x10", "")), false, false },
		{ "file", TYPE_ALZ, BYTES("ALZ\1\0\0\0\0" ALZ_FILE("\x11", "123456789012")), true,
		  false },
		{ "second file", TYPE_ALZ,
		  BYTES("ALZ\1\0\0\0\0" ALZ_FILE("\x10", "") ALZ_FILE("\x11", "123456789012")),
		  true, false },
		{ "open", TYPE_EGG,
		  BYTES("EGGA\0\1id..rsvd" EGG_END EGG_FILE_HEAD EGG_FIELD("\xac\x91\x85\x0a")
				EGG_END EGG_BLOCK),
		  false, false },
		{ "second file", TYPE_EGG,
		  BYTES("EGGA\0\1id..rsvd" EGG_END EGG_FILE_HEAD EGG_END EGG_BLOCK EGG_FILE_HEAD
				EGG_FIELD("\x0f\x47\xd1\x08") EGG_END),
		  true, false },
		{ "volume", TYPE_EGG,
		  BYTES("EGGA\0\1id..rsvd" EGG_FIELD("\x62\xa2\xf5\x24") EGG_END), false, true },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

START_TEST(tells_volumes_of_cab_and_zip)
{
	static const struct sealed_case cases[] = {
		{ "cab", TYPE_CAB,
		  BYTES("MSCF.........................."
			"\4\0"),
		  false, false },
		{ "cab with a next", TYPE_CAB,
		  BYTES("MSCF.........................."
			"\2\0"),
		  false, true },
		{ "zip", TYPE_ZIP, BYTES("PK\3\4"), false, false },
		{ "first of a split zip", TYPE_ZIP, BYTES("PK\7\10PK\3\4"), false, true },
		{ "text", TYPE_TXT, BYTES("PK\7\10"), false, false },
	};

	check_all(cases, G_N_ELEMENTS(cases));
}
END_TEST

/* ${packed}, then the header ${header}. */
static GByteArray *sevenzip_of(const GByteArray *packed, const GByteArray *header)
{
	GByteArray *b = g_byte_array_new();

	zip_put_bytes(b,
		      "7z\xbc\xaf\x27\x1c\0\4"
		      "crc.",
		      12);
	zip_put(b, packed->len, 8);
	zip_put(b, header->len, 8);
	zip_put(b, 0, 4);
	zip_put_bytes(b, packed->data, packed->len);
	zip_put_bytes(b, header->data, header->len);
	return b;
}

/* ${header} packed by LZMA, as 7-Zip does. */
static GByteArray *sevenzip_packed(const char *header, size_t n, guint32 dictionary)
{
	g_autoptr(GByteArray) packed = g_byte_array_new(), outer = g_byte_array_new();
	lzma_options_lzma options;
	lzma_filter filters[] = { { LZMA_FILTER_LZMA1EXT, &options }, { LZMA_VLI_UNKNOWN, NULL } };
	uint8_t props[5];
	size_t out = 0;

	lzma_lzma_preset(&options, 1);
	options.dict_size = 65536;
	options.ext_flags = 0; /* no mark at the end */
	lzma_set_ext_size(options, n);
	g_byte_array_set_size(packed, (guint)n + 1000);
	ck_assert(lzma_raw_buffer_encode(filters, NULL, (const uint8_t *)header, n, packed->data,
					 &out, packed->len) == LZMA_OK);
	g_byte_array_set_size(packed, (guint)out);
	ck_assert(lzma_properties_encode(filters, props) == LZMA_OK);
	if (dictionary)
		memcpy(props + 1, &dictionary, 4);
	zip_put_bytes(outer, "\x17\6\0\1\x9", 5);
	zip_put(outer, out, 1);
	zip_put_bytes(outer, "\0\7\xb\1\0\1\x23\3\1\1\5", 11);
	zip_put_bytes(outer, props, 5);
	zip_put_bytes(outer, "\xc\xc0", 2);
	zip_put(outer, n, 2);
	zip_put_bytes(outer, "\0\0", 2);
	return sevenzip_of(packed, outer);
}

static void check_sevenzip(const char *name, const GByteArray *b, bool is_locked, bool is_volume)
{
	struct sealed_case c = {
		name, TYPE_SEVENZIP, { (const char *)b->data, b->len }, is_locked, is_volume
	};

	check(&c);
}

START_TEST(tells_7z)
{
	static const char open[] = "\1\4\6.........\x21\x21\1", locked[] = "\1\4\x24\6\xf1\7\1\xa";
	g_autoptr(GByteArray) none = g_byte_array_new(), a = g_byte_array_new(),
			      b = g_byte_array_new();

	zip_put_bytes(a, open, sizeof(open) - 1);
	zip_put_bytes(b, locked, sizeof(locked) - 1);
	g_autoptr(GByteArray) x = sevenzip_of(none, a), y = sevenzip_of(none, b);
	check_sevenzip("open", x, false, false);
	check_sevenzip("locked", y, true, false);
	g_byte_array_set_size(x, x->len - 1);
	check_sevenzip("cut off: a volume", x, false, true);
	g_autoptr(GByteArray) packed = sevenzip_packed(locked, sizeof(locked) - 1, 0);
	check_sevenzip("locked, header packed", packed, true, false);
	g_autoptr(GByteArray) packed_open = sevenzip_packed(open, sizeof(open) - 1, 0);
	check_sevenzip("open, header packed", packed_open, false, false);
}
END_TEST

START_TEST(takes_no_memory_that_a_header_of_7z_asks_for)
{
	static const char locked[] = "\1\4\x24\6\xf1\7\1\xa";
	g_autoptr(GByteArray) b = sevenzip_packed(locked, sizeof(locked) - 1, 0xfffffff0);

	check_sevenzip("a dictionary of 4 GB", b, false, false);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, tells_rar_4);
	tcase_add_test(tc, tells_rar_5);
	tcase_add_test(tc, tells_arj);
	tcase_add_test(tc, tells_ace);
	tcase_add_test(tc, tells_alz_and_egg);
	tcase_add_test(tc, tells_volumes_of_cab_and_zip);
	tcase_add_test(tc, tells_7z);
	tcase_add_test(tc, takes_no_memory_that_a_header_of_7z_asks_for);
}

UNIT_MAIN("sealed", add_tests)
