/* SPDX-License-Identifier: BSD-2-Clause */
#include "cfbf.h"

#include "sanitizer/files.h"
#include "unit.h"

START_TEST(tells_programs_by_their_streams)
{
	static const struct {
		const char *names[8];
		size_t n;
		guint32 clsid;
		enum type_id want;
		bool encrypted, macro;
	} cases[] = {
		{ { "WordDocument" }, 1, 0, TYPE_DOC, false, false },
		{ { "Workbook" }, 1, 0, TYPE_XLS, false, false },
		{ { "Book" }, 1, 0, TYPE_XLS, false, false },
		{ { "PowerPoint Document" }, 1, 0, TYPE_PPT, false, false },
		{ { "VisioDocument" }, 1, 0, TYPE_VSD, false, false },
		{ { "__properties_version1.0" }, 1, 0, TYPE_MSG, false, false },
		{ { "DocumentText" }, 1, 0, TYPE_JTD, false, false },
		{ { "EncryptionInfo", "EncryptedPackage" },
		  2,
		  0,
		  TYPE_OFFICE_ENCRYPTED,
		  true,
		  false },
		{ { "WordDocument", "Macros", "VBA" }, 3, 0, TYPE_DOC, false, true },
		{ { "Workbook", "_VBA_PROJECT_CUR" }, 2, 0, TYPE_XLS, false, true },
		{ { "x", "y", "z", "w", "v", "WordDocument" }, 6, 0, TYPE_DOC, false, false },
		{ { "x" }, 1, 0x000c1084, TYPE_MSI, false, false },
		{ { "x" }, 1, 0x000c1086, TYPE_MSP, false, false },
		{ { "x" }, 1, 0x000c1082, TYPE_MST, false, false },
		{ { "\004JSRV_SegmentInformation" }, 1, 0, TYPE_JTD, false, false },
		{ { "\005HwpSummaryInformation" }, 1, 0, TYPE_HWP, false, false },
		{ { "   114" }, 1, 0, TYPE_MPP, false, false },
		{ { "x" }, 1, 0, TYPE_OLE, false, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) b = cfbf_of(cases[i].names, cases[i].n, cases[i].clsid);
		struct cfbf_facts f = cfbf_look((const char *)b->data, b->len);
		ck_assert_msg(f.type == cases[i].want, "%zu: got %s", i, type_name(f.type));
		ck_assert_msg(f.is_encrypted == cases[i].encrypted, "%zu", i);
		ck_assert_msg(f.has_macro == cases[i].macro, "%zu", i);
	}
}
END_TEST

START_TEST(ends_when_the_chain_bites_its_tail)
{
	const char *names[] = { "x" };
	g_autoptr(GByteArray) b = cfbf_of(names, 1, 0);

	b->data[512 + 4] = 1; /* the directory's sector follows itself */
	memset(b->data + 512 + 5, 0, 3);
	ck_assert_int_eq(cfbf_look((const char *)b->data, b->len).type, TYPE_OLE);
}
END_TEST

START_TEST(survives_lies)
{
	const char *names[] = { "WordDocument", "Macros", "a", "b", "c" };
	g_autoptr(GByteArray) b = cfbf_of(names, 5, 0);
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);

	for (guint n = 0; n < b->len; n += 7) {
		g_autofree char *cut = g_memdup2(b->data, n ? n : 1);
		cfbf_look(cut, n);
	}
	for (unsigned i = 0; i < 5000; i++) {
		g_autofree guint8 *bad = g_memdup2(b->data, b->len);
		for (unsigned k = 0; k < 4; k++)
			bad[g_rand_int_range(rand, 0, 600)] =
				(guint8)g_rand_int_range(rand, 0, 256);
		cfbf_look((const char *)bad, b->len);
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_test(t, tells_programs_by_their_streams);
	tcase_add_test(t, ends_when_the_chain_bites_its_tail);
	tcase_add_test(t, survives_lies);
}

UNIT_MAIN("cfbf", add)
