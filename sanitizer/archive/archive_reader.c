/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * archive_reader.c: libarchive, with exactly the format that the bytes were
 * found to be. Its message says whether something is damaged or only unknown to it;
 * either way the archive is not opened. Never asks it for a size, and writes
 * no file. Tests: tests/unit/sanitizer/test_archive.c.
 */
#include "archive/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "archive/archive_end.h"
#include "archive/member_name.h"

#define LZH_CHARSET "CP932" /* of names that are not UTF-8: nobody else uses LZH */

typedef int support(struct archive *a);

/* What reads a type: ${also} is a second format of that name, or what is around the bytes. */
static const struct {
	enum type_id type;
	support *format, *also;
} readers[] = {
	{ TYPE_ZIP, archive_read_support_format_zip_seekable, NULL },
	{ TYPE_SEVENZIP, archive_read_support_format_7zip, NULL },
	{ TYPE_RAR, archive_read_support_format_rar, archive_read_support_format_rar5 },
	{ TYPE_LZH, archive_read_support_format_lha, NULL },
	{ TYPE_CAB, archive_read_support_format_cab, NULL },
	{ TYPE_TAR, archive_read_support_format_tar, NULL },
	{ TYPE_ISO, archive_read_support_format_iso9660, NULL },
	{ TYPE_GZIP, archive_read_support_format_raw, archive_read_support_filter_gzip },
	{ TYPE_BZIP2, archive_read_support_format_raw, archive_read_support_filter_bzip2 },
	{ TYPE_XZ, archive_read_support_format_raw, archive_read_support_filter_xz },
	{ TYPE_ZSTD, archive_read_support_format_raw, archive_read_support_filter_zstd },
	{ TYPE_LZ4, archive_read_support_format_raw, archive_read_support_filter_lz4 },
	{ TYPE_COMPRESS, archive_read_support_format_raw, archive_read_support_filter_compress },
};

/* Whether libarchive's ${why} says that it lacks something, not that the bytes are wrong. */
static bool is_lack(int number, const char *why)
{
	static const char *const words[] = { "nsupported", "not supported", "codec ID" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(why, words[i]))
			return true;
	return number == ENOMEM;
}

static bool fail(struct opening *o, struct archive *a)
{
	const char *why = archive_error_string(a) ?: "";

	return opening_find(o,
			    is_lack(archive_errno(a), why) ? FINDING_ARCHIVE_UNSUPPORTED
							   : FINDING_ARCHIVE_MALFORMED,
			    why);
}

static bool support_type(struct archive *a, enum type_id type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
		if (readers[i].type == type)
			return readers[i].format(a) == ARCHIVE_OK &&
			       (!readers[i].also || readers[i].also(a) == ARCHIVE_OK) &&
			       archive_read_support_format_empty(a) == ARCHIVE_OK;
	return false;
}

void reader_init(void)
{
	/* A converter that is open once is open for all: its file stays mapped. */
	static GIConv kept;

	if (!kept)
		kept = g_iconv_open("UTF-8", LZH_CHARSET);
}

struct archive *reader_new(struct opening *o, const char *password)
{
	struct archive *a = archive_read_new();

	if (a && support_type(a, o->type) &&
	    (!o->charset ||
	     archive_read_set_format_option(a, "lha", "hdrcharset", o->charset) == ARCHIVE_OK) &&
	    (!password || archive_read_add_passphrase(a, password) == ARCHIVE_OK) &&
	    archive_read_open_memory(a, o->data, o->len) == ARCHIVE_OK)
		return a;
	if (a)
		fail(o, a);
	else
		opening_find(o, FINDING_ARCHIVE_UNSUPPORTED, "no memory");
	reader_free(a);
	return NULL;
}

void reader_free(struct archive *a)
{
	if (a)
		archive_read_free(a);
}

/* A name that cannot be said in another charset is only a warning: it is there as it stands. */
static enum reader_step next(struct opening *o, struct archive *a, struct archive_entry **e)
{
	int r = archive_read_next_header(a, e);

	if (!opening_has_time(o))
		return READER_FAILED;
	if (r == ARCHIVE_EOF)
		return READER_END;
	if (r == ARCHIVE_OK || r == ARCHIVE_WARN)
		return READER_ENTRY;
	fail(o, a);
	return READER_FAILED;
}

static const char *name_of(struct archive_entry *e)
{
	const char *name = archive_entry_pathname(e);

	name = name ? name : archive_entry_pathname_utf8(e);
	return name ? name : "";
}

enum reader_step reader_next(struct opening *o, struct archive *a, const char **name)
{
	struct archive_entry *e;
	enum reader_step step = next(o, a, &e);

	if (step == READER_ENTRY)
		*name = name_of(e);
	return step;
}

bool reader_bytes(struct opening *o, struct archive *a, struct unpacking *u)
{
	const void *bytes;
	size_t n;
	la_int64_t at;
	int r;

	while ((r = archive_read_data_block(a, &bytes, &n, &at)) == ARCHIVE_OK) {
		if (at < 0 || (guint64)at != u->n)
			return opening_find(o, FINDING_ARCHIVE_MALFORMED, "a hole in a member");
		if (!opening_take(o, u, bytes, n))
			return false;
	}
	return r == ARCHIVE_EOF || fail(o, a);
}

/* Whether the member is bytes and nothing else: no link, no device, nothing left out of it. */
static bool is_plain(struct archive_entry *e)
{
	__LA_MODE_T kind = archive_entry_filetype(e);

	return (kind == AE_IFREG || kind == 0) && !archive_entry_hardlink(e) &&
	       !archive_entry_symlink(e) && archive_entry_sparse_count(e) == 0;
}

static bool take_entry(struct opening *o, struct archive *a, struct archive_entry *e)
{
	const char *raw = name_of(e);
	g_autofree char *name = member_name_decode(raw, strlen(raw), false);

	if (archive_entry_filetype(e) == AE_IFDIR)
		return true;
	if (!is_plain(e))
		return opening_add_absent(o, name, FINDING_ARCHIVE_LINK);
	struct unpacking u = { 0 };
	struct member *m = opening_add(o, name);
	bool done = m && reader_bytes(o, a, &u);
	if (done)
		opening_settle(m, &u);
	g_free(u.data);
	return done;
}

/* Whether all was read: what stands behind is for another reader. */
static bool is_at_end(struct opening *o, struct archive *a)
{
	la_int64_t used = archive_filter_bytes(a, -1);

	if (!archive_has_tail(o->type, o->data, o->len, used < 0 ? 0 : (size_t)used))
		return true;
	return opening_find(o, FINDING_ARCHIVE_TAIL, "");
}

static bool take_all(struct opening *o, struct archive *a)
{
	enum reader_step step = READER_FAILED;
	struct archive_entry *e;

	while (a && (step = next(o, a, &e)) == READER_ENTRY)
		if (!take_entry(o, a, e))
			return false;
	return step == READER_END && is_at_end(o, a);
}

/* libarchive gives up on a name of LZH that it cannot write in UTF-8. */
static bool is_worth_a_charset(const struct opening *o)
{
	const struct archive_found *last =
		o->out->found->len ? g_ptr_array_index(o->out->found, o->out->found->len - 1)
				   : NULL;

	return o->type == TYPE_LZH && last && last->id == FINDING_ARCHIVE_MALFORMED;
}

bool reader_members(struct opening *o)
{
	struct archive *a = reader_new(o, NULL);
	bool done = take_all(o, a);

	reader_free(a);
	if (done || !is_worth_a_charset(o))
		return done;
	opening_forget(o);
	g_ptr_array_set_size(o->out->found, (gint)o->out->found->len - 1);
	o->charset = LZH_CHARSET;
	a = reader_new(o, NULL);
	done = take_all(o, a);
	reader_free(a);
	return done;
}

bool reader_names(struct opening *o)
{
	gint n_found = (gint)o->out->found->len;
	struct archive *a = reader_new(o, NULL);
	struct archive_entry *e;

	while (a && next(o, a, &e) == READER_ENTRY) {
		const char *raw = name_of(e);
		g_autofree char *name = member_name_decode(raw, strlen(raw), false);
		if (archive_entry_filetype(e) != AE_IFDIR &&
		    !opening_add_absent(o, name, FINDING_ENCRYPTED))
			break;
	}
	reader_free(a);
	/* That libarchive cannot read on is no news. */
	g_ptr_array_set_size(o->out->found, n_found);
	return o->out->members.list->len > 0;
}

bool reader_unpack(struct opening *o, struct unpacking *u)
{
	struct archive *a = reader_new(o, NULL);
	struct archive_entry *e;
	enum reader_step step = a ? next(o, a, &e) : READER_FAILED;
	bool done = step == READER_END || (step == READER_ENTRY && reader_bytes(o, a, u));

	done = done && is_at_end(o, a);
	reader_free(a);
	return done;
}
