/* SPDX-License-Identifier: BSD-2-Clause */
/* Each kind of archive is opened, and only as far as the budget goes. */
#include "archive/archive.h"

#include "sanitizer/archives.h"
#include "sanitizer/host.h"

static const struct made two[] = {
	{ .name = "図面/", .kind = AE_IFDIR },
	{ .name = "図面/平面図.txt", .content = "plan" },
	{ .name = "readme.txt", .content = "read me" },
	{ 0 },
};

static struct limits limits;
static struct archive_budget budget;

static void setup(void)
{
	host_setup();
	limits = limits_default();
	budget = (struct archive_budget){ .limits = &limits };
}

static struct archive_answer opened(enum type_id type, const GByteArray *b, const char *name)
{
	struct archive_answer a;

	archive_open(type, (const char *)b->data, b->len, name, NULL, &budget, &a);
	return a;
}

/* Not opened, because of ${id}. */
static void assert_refused(enum type_id type, const GByteArray *b, enum finding_id id)
{
	struct archive_answer a = opened(type, b, "a");

	ck_assert(!a.is_open);
	ck_assert_uint_eq(a.members.list->len, 0);
	ck_assert_msg(answer_has(&a, id), "%s is missing", word_of(VOCABULARY_FINDING, (int)id));
	archive_answer_clear(&a);
}

static void opens_two(enum type_id type, int format, int filter, const char *options)
{
	g_autoptr(GByteArray) b =
		made_archive(&(struct making){ format, filter, options, NULL }, two);
	struct archive_answer a = opened(type, b, "a.x");

	assert_open(&a, 2);
	assert_content(&a, "図面/平面図.txt", "plan");
	assert_content(&a, "readme.txt", "read me");
	archive_answer_clear(&a);
	for (guint cut = 1; cut < 40; cut += 7) {
		a = (b->len -= MIN(b->len, cut), opened(type, b, "a.x"));
		ck_assert(!a.is_open || type == TYPE_TAR || type == TYPE_ISO);
		archive_answer_clear(&a);
	}
}

START_TEST(opens_zip)
{
	opens_two(TYPE_ZIP, ARCHIVE_FORMAT_ZIP, 0, "zip:compression=deflate");
}
END_TEST

START_TEST(opens_7z)
{
	static const char *const methods[] = {
		"lzma1", "lzma2", "bzip2", "deflate", "ppmd", "store"
	};

	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
		g_autofree char *o = g_strdup_printf("7zip:compression=%s", methods[i]);
		opens_two(TYPE_SEVENZIP, ARCHIVE_FORMAT_7ZIP, 0, o);
	}
}
END_TEST

START_TEST(opens_tar)
{
	opens_two(TYPE_TAR, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, 0, NULL);
	opens_two(TYPE_TAR, ARCHIVE_FORMAT_TAR_GNUTAR, 0, NULL);
	opens_two(TYPE_TAR, ARCHIVE_FORMAT_TAR_USTAR, 0, NULL);
}
END_TEST

START_TEST(opens_packed_tar)
{
	static const struct {
		enum type_id type;
		int filter;
	} kinds[] = {
		{ TYPE_GZIP, ARCHIVE_FILTER_GZIP }, { TYPE_BZIP2, ARCHIVE_FILTER_BZIP2 },
		{ TYPE_XZ, ARCHIVE_FILTER_XZ },	    { TYPE_ZSTD, ARCHIVE_FILTER_ZSTD },
		{ TYPE_LZ4, ARCHIVE_FILTER_LZ4 },   { TYPE_COMPRESS, ARCHIVE_FILTER_COMPRESS }
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = made_archive(
			&(struct making){ ARCHIVE_FORMAT_TAR_USTAR, kinds[i].filter, NULL, NULL },
			two);
		struct archive_answer a = opened(kinds[i].type, b, "a.tgz");
		assert_open(&a, 2);
		assert_content(&a, "図面/平面図.txt", "plan");
		archive_answer_clear(&a);
	}
}
END_TEST

START_TEST(opens_iso)
{
	opens_two(TYPE_ISO, ARCHIVE_FORMAT_ISO9660, 0, NULL);
	opens_two(TYPE_ISO, ARCHIVE_FORMAT_ISO9660, 0, "iso9660:!rockridge");
}
END_TEST

START_TEST(opens_lzh)
{
	/* 平面図 in CP932 */
	g_autoptr(GByteArray) b = made_lzh("\x95\xbd\x96\xca\x90\x7d.txt", "plan");
	struct archive_answer a = opened(TYPE_LZH, b, "a.lzh");

	assert_open(&a, 1);
	assert_content(&a, "平面図.txt", "plan");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(opens_cab)
{
	g_autoptr(GByteArray) b = made_cab("図面\\平面図.txt", "plan", true);
	g_autoptr(GByteArray) old = made_cab("\x95\xbd\x96\xca\x90\x7d.txt", "plan", false);
	struct archive_answer a = opened(TYPE_CAB, b, "a.cab");

	assert_open(&a, 1);
	assert_content(&a, "図面/平面図.txt", "plan");
	archive_answer_clear(&a);
	a = opened(TYPE_CAB, old, "a.cab");
	assert_open(&a, 1);
	assert_content(&a, "平面図.txt", "plan");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(opens_rar)
{
	g_autoptr(GByteArray) four = made_rar4("plan.txt", "plan", 0);
	g_autoptr(GByteArray) five = made_rar5("平面図.txt", "plan");
	struct archive_answer a = opened(TYPE_RAR, four, "a.rar");

	assert_open(&a, 1);
	assert_content(&a, "plan.txt", "plan");
	archive_answer_clear(&a);
	a = opened(TYPE_RAR, five, "a.rar");
	assert_open(&a, 1);
	assert_content(&a, "平面図.txt", "plan");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(names_what_is_packed_alone_after_its_archive)
{
	static const struct made one[] = { { .name = "secret.exe", .content = "text" }, { 0 } };
	g_autoptr(GByteArray) b = made_archive(
		&(struct making){ ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, NULL, NULL }, one);
	struct archive_answer a = opened(TYPE_GZIP, b, "報告.txt.gz");

	assert_open(&a, 1);
	assert_content(&a, "報告.txt", "text");
	archive_answer_clear(&a);
}
END_TEST

START_TEST(finds_data_behind)
{
	static const struct {
		enum type_id type;
		int format, filter;
	} kinds[] = { { TYPE_SEVENZIP, ARCHIVE_FORMAT_7ZIP, 0 },
		      { TYPE_TAR, ARCHIVE_FORMAT_TAR_USTAR, 0 },
		      { TYPE_ISO, ARCHIVE_FORMAT_ISO9660, 0 },
		      { TYPE_GZIP, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP },
		      { TYPE_BZIP2, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2 },
		      { TYPE_ZSTD, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD },
		      { TYPE_LZ4, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_LZ4 } };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = made_archive(
			&(struct making){ kinds[i].format, kinds[i].filter, NULL, NULL }, two);
		made_text(b, "something behind it");
		struct archive_answer a = opened(kinds[i].type, b, "a");
		ck_assert_msg(!a.is_open, "kind %zu", i);
		ck_assert(answer_has(&a, FINDING_ARCHIVE_TAIL) ||
			  answer_has(&a, FINDING_ARCHIVE_MALFORMED));
		archive_answer_clear(&a);
	}
	g_autoptr(GByteArray) lzh = made_lzh("a", "b"), cab = made_cab("a", "b", false);
	g_autoptr(GByteArray) rar4 = made_rar4("a", "b", 0), rar5 = made_rar5("a", "b");
	made_text(lzh, "x");
	made_text(cab, "x");
	made_text(rar4, "x");
	made_text(rar5, "x");
	assert_refused(TYPE_LZH, lzh, FINDING_ARCHIVE_TAIL);
	assert_refused(TYPE_CAB, cab, FINDING_ARCHIVE_TAIL);
	assert_refused(TYPE_RAR, rar4, FINDING_ARCHIVE_TAIL);
	assert_refused(TYPE_RAR, rar5, FINDING_ARCHIVE_TAIL);
}
END_TEST

START_TEST(opens_no_two_streams_in_one_file)
{
	static const enum type_id types[] = { TYPE_GZIP, TYPE_BZIP2, TYPE_XZ };
	static const int filters[] = { ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2,
				       ARCHIVE_FILTER_XZ };
	static const struct made one[] = { { .name = "a", .content = "first" }, { 0 } };
	static const struct made other[] = { { .name = "a", .content = "other one" }, { 0 } };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		const struct making how = { ARCHIVE_FORMAT_RAW, filters[i], NULL, NULL };
		g_autoptr(GByteArray) b = made_archive(&how, one), c = made_archive(&how, other);
		struct archive_answer a = opened(types[i], b, "a.gz");
		assert_open(&a, 1);
		archive_answer_clear(&a);
		g_byte_array_append(b, c->data, c->len);
		assert_refused(types[i], b, FINDING_ARCHIVE_CONCATENATED);
	}
}
END_TEST

START_TEST(takes_zeros_behind_a_tar_for_nothing)
{
	g_autoptr(GByteArray) b =
		made_archive(&(struct making){ ARCHIVE_FORMAT_TAR_USTAR, 0, NULL, NULL }, two);
	guint n = b->len;

	g_byte_array_set_size(b, n + 10240);
	memset(b->data + n, 0, 10240);
	struct archive_answer a = opened(TYPE_TAR, b, "a.tar");
	assert_open(&a, 2);
	archive_answer_clear(&a);
}
END_TEST

START_TEST(gives_links_and_devices_no_bytes)
{
	static const struct made odd[] = {
		{ .name = "real.txt", .content = "text" },
		{ .name = "soft", .kind = AE_IFLNK, .link = "/etc/passwd" },
		{ .name = "hard", .hard = "real.txt" },
		{ .name = "fifo", .kind = AE_IFIFO },
		{ .name = "device", .kind = AE_IFCHR },
		{ .name = "holes", .content = "end", .hole_before = 8192 },
		{ 0 },
	};
	g_autoptr(GByteArray) b = made_archive(
		&(struct making){ ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, 0, NULL, NULL }, odd);
	struct archive_answer a = opened(TYPE_TAR, b, "a.tar");

	assert_open(&a, 6);
	assert_content(&a, "real.txt", "text");
	for (const struct made *m = odd + 1; m->name; m++) {
		const struct member *got = answer_member(&a, m->name);
		ck_assert_msg(got->is_absent && got->n == 0, "%s", m->name);
		ck_assert_int_eq(g_array_index(got->findings, enum finding_id, 0),
				 FINDING_ARCHIVE_LINK);
	}
	archive_answer_clear(&a);
}
END_TEST

START_TEST(keeps_what_leads_out_of_its_folder_within)
{
	static const struct made bad[] = {
		{ .name = "../../etc/passwd", .content = "a" },
		{ .name = "/etc/shadow", .content = "b" },
		{ .name = "C:\\windows\\x.txt", .content = "c" },
		{ 0 },
	};
	g_autoptr(GByteArray) b = made_archive(
		&(struct making){ ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, 0, NULL, NULL }, bad);
	struct archive_answer a = opened(TYPE_TAR, b, "a.tar");

	assert_open(&a, 3);
	for (guint i = 0; i < 3; i++) {
		const struct member *m = g_ptr_array_index(a.members.list, i);
		ck_assert(!g_str_has_prefix(m->path, "/") && !strstr(m->path, ".."));
		ck_assert(!strchr(m->path, ':') && !strchr(m->path, '\\'));
		ck_assert_ptr_nonnull(m->findings);
	}
	archive_answer_clear(&a);
}
END_TEST

START_TEST(finds_two_of_one_name)
{
	static const struct made same[] = {
		{ .name = "a.txt", .content = "1" },
		{ .name = "A.TXT", .content = "2" },
		{ 0 },
	};
	g_autoptr(GByteArray) b =
		made_archive(&(struct making){ ARCHIVE_FORMAT_TAR_USTAR, 0, NULL, NULL }, same);
	struct archive_answer a = opened(TYPE_TAR, b, "a.tar");

	ck_assert(answer_has(&a, FINDING_ARCHIVE_DUPLICATE));
	ck_assert_uint_eq(a.members.list->len, 2);
	archive_answer_clear(&a);
}
END_TEST

START_TEST(says_what_it_cannot_open)
{
	g_autoptr(GByteArray) b = g_byte_array_new();

	made_text(b, "\x60\xea whatever");
	assert_refused(TYPE_ARJ, b, FINDING_ARCHIVE_UNSUPPORTED);
	ck_assert(!archive_is_opened(TYPE_ARJ));
	ck_assert(!archive_is_opened(TYPE_DOCX));
}
END_TEST

START_TEST(refuses_what_is_damaged)
{
	g_autoptr(GByteArray) lzh = made_lzh("plan.txt", "plan");
	g_autoptr(GByteArray) gz = made_archive(
		&(struct making){ ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, NULL, NULL },
		(const struct made[]){ { .name = "a", .content = "text" }, { 0 } });

	memcpy(lzh->data + lzh->len - 5, "bad!", 4);
	assert_refused(TYPE_LZH, lzh, FINDING_ARCHIVE_MALFORMED);
	gz->len -= 9;
	assert_refused(TYPE_GZIP, gz, FINDING_ARCHIVE_MALFORMED);
}
END_TEST

START_TEST(names_what_is_locked)
{
	g_autoptr(GByteArray) b = made_rar4("plan.txt", "plan", 0x04);
	struct archive_answer a = opened(TYPE_RAR, b, "a.rar");

	ck_assert(answer_has(&a, FINDING_ENCRYPTED));
	ck_assert_uint_eq(a.found->len, 1);
	ck_assert(answer_member(&a, "plan.txt")->is_absent);
	archive_answer_clear(&a);
}
END_TEST

START_TEST(opens_no_volume_of_a_split_archive)
{
	g_autoptr(GByteArray) b = made_rar4("plan.txt", "plan", 0x02);

	assert_refused(TYPE_RAR, b, FINDING_ARCHIVE_SPLIT);
}
END_TEST

/* ---- budgets ---- */

/* A gzip of ${n} zeros and one letter, which is no tar. */
static GByteArray *zeros(size_t n)
{
	g_autofree char *data = g_malloc0(n);
	const struct made one[] = { { .name = "a", .content = data, .n = n }, { 0 } };

	data[0] = 'x';
	return made_archive(&(struct making){ ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, NULL, NULL },
			    one);
}

START_TEST(archive_bytes)
{
	g_autoptr(GByteArray) b = zeros(50000);

	limits.archive_bytes = 120000;
	for (unsigned i = 0; i < 2; i++) {
		struct archive_answer a = opened(TYPE_GZIP, b, "a.gz");
		assert_open(&a, 1);
		archive_answer_clear(&a);
	}
	assert_refused(TYPE_GZIP, b, FINDING_LIMIT_ARCHIVE_BYTES);
}
END_TEST

START_TEST(archive_bytes_are_of_one_member_at_most_part_bytes)
{
	g_autoptr(GByteArray) b = zeros(50000);

	limits.part_bytes = 40000;
	assert_refused(TYPE_GZIP, b, FINDING_LIMIT_PART_BYTES);
}
END_TEST

START_TEST(archive_ratio)
{
	g_autoptr(GByteArray) small = zeros(1 << 20), large = zeros((1 << 20) + 10000);

	struct archive_answer a = opened(TYPE_GZIP, small, "a.gz");
	assert_open(&a, 1);
	archive_answer_clear(&a);
	assert_refused(TYPE_GZIP, large, FINDING_LIMIT_ARCHIVE_RATIO);
	limits.archive_ratio = 10000;
	a = opened(TYPE_GZIP, large, "a.gz");
	assert_open(&a, 1);
	archive_answer_clear(&a);
}
END_TEST

START_TEST(archive_entries)
{
	static const int formats[] = { ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_ZIP };
	static const enum type_id types[] = { TYPE_TAR, TYPE_ZIP };

	limits.archive_entries = 3;
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GByteArray) b =
			made_archive(&(struct making){ formats[i], 0, NULL, NULL }, two);
		budget.entries = 1;
		struct archive_answer a = opened(types[i], b, "a");
		assert_open(&a, 2);
		archive_answer_clear(&a);
		ck_assert_uint_eq(budget.entries, 3);
		budget.entries = 2;
		assert_refused(types[i], b, FINDING_LIMIT_ARCHIVE_ENTRIES);
		ck_assert_uint_eq(budget.entries, 2);
	}
}
END_TEST

START_TEST(archive_seconds)
{
	g_autoptr(GByteArray) b =
		made_archive(&(struct making){ ARCHIVE_FORMAT_TAR_USTAR, 0, NULL, NULL }, two);

	budget.deadline = g_get_monotonic_time() - 1;
	assert_refused(TYPE_TAR, b, FINDING_LIMIT_ARCHIVE_SECONDS);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, opens_zip);
	tcase_add_test(t, opens_7z);
	tcase_add_test(t, opens_tar);
	tcase_add_test(t, opens_packed_tar);
	tcase_add_test(t, opens_iso);
	tcase_add_test(t, opens_lzh);
	tcase_add_test(t, opens_cab);
	tcase_add_test(t, opens_rar);
	tcase_add_test(t, names_what_is_packed_alone_after_its_archive);
	tcase_add_test(t, finds_data_behind);
	tcase_add_test(t, opens_no_two_streams_in_one_file);
	tcase_add_test(t, takes_zeros_behind_a_tar_for_nothing);
	tcase_add_test(t, gives_links_and_devices_no_bytes);
	tcase_add_test(t, keeps_what_leads_out_of_its_folder_within);
	tcase_add_test(t, finds_two_of_one_name);
	tcase_add_test(t, says_what_it_cannot_open);
	tcase_add_test(t, refuses_what_is_damaged);
	tcase_add_test(t, names_what_is_locked);
	tcase_add_test(t, opens_no_volume_of_a_split_archive);
	tcase_add_test(t, archive_bytes);
	tcase_add_test(t, archive_bytes_are_of_one_member_at_most_part_bytes);
	tcase_add_test(t, archive_ratio);
	tcase_add_test(t, archive_entries);
	tcase_add_test(t, archive_seconds);
}

UNIT_MAIN("archive", add)
