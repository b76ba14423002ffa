/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose_enclosures.c: the text and the files of a mail as multipart/mixed.
 * Everything is sized before anything is written, and written once: leaves are
 * mapped, base64 goes straight into the body. front/output_check.c reads the
 * result with code of its own. Tests: tests/unit/mail/test_compose_enclosures.c.
 */
#include <inttypes.h>
#include <string.h>
#include <sys/random.h>

#include "misogi/compose.h"
#include "misogi/zip_write.h"

#define BYTES_PER_LINE 57u
#define LINE_BYTES 78u /* 76 of base64 and CRLF */
#define RANDOM_BYTES 16u

/* One file, ready to be written. */
struct file {
	GString *header;
	GBytes *bytes;
};

static void file_clear(void *p)
{
	struct file *f = p;

	g_string_free(f->header, TRUE);
	g_bytes_unref(f->bytes);
}

static const struct {
	const char *type, *mime;
} mimes[] = {
	{ "pdf", "application/pdf" },
	{ "png", "image/png" },
	{ "jpeg", "image/jpeg" },
	{ "gif", "image/gif" },
	{ "tiff", "image/tiff" },
	{ "webp", "image/webp" },
	{ "bmp", "image/bmp" },
	{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "odt", "application/vnd.oasis.opendocument.text" },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ "odp", "application/vnd.oasis.opendocument.presentation" },
	{ "doc", "application/msword" },
	{ "xls", "application/vnd.ms-excel" },
	{ "ppt", "application/vnd.ms-powerpoint" },
	{ "mp3", "audio/mpeg" },
	{ "wav", "audio/wav" },
	{ "mp4", "video/mp4" },
};

/* A text of the sender's own has a charset that nobody told: no type of ours would say the truth.
 */
static const char *mime_of(const struct message *m, const struct enclosure *e)
{
	const struct enclosed *first = g_ptr_array_index(e->entries, 0);
	const struct part *p = message_part(m, e->part);

	if (e->is_zip)
		return "application/zip";
	if (p->action == PART_TEXT && first->part == e->part)
		return "text/plain; charset=utf-8";
	for (size_t i = 0; i < G_N_ELEMENTS(mimes); i++)
		if (strcmp(p->type, mimes[i].type) == 0)
			return mimes[i].mime;
	return "application/octet-stream";
}

/* ---- sizes ---- */

static uint64_t encoded_size(uint64_t n)
{
	return n / BYTES_PER_LINE * LINE_BYTES +
	       (n % BYTES_PER_LINE ? (n % BYTES_PER_LINE + 2) / 3 * 4 + 2 : 0);
}

static struct zip_file *zip_files(const struct enclosure *e)
{
	struct zip_file *files = g_new0(struct zip_file, e->entries->len);

	for (unsigned i = 0; i < e->entries->len; i++) {
		const struct enclosed *entry = g_ptr_array_index(e->entries, i);
		files[i] = (struct zip_file){ entry->name, entry->bytes };
	}
	return files;
}

static uint64_t file_size_max(const struct enclosure *e)
{
	const struct enclosed *first = g_ptr_array_index(e->entries, 0);

	if (!e->is_zip)
		return g_bytes_get_size(first->bytes);
	g_autofree struct zip_file *files = zip_files(e);
	return zip_write_max(files, e->entries->len);
}

static bool has_room(const struct message *m, uint64_t max, struct err *err)
{
	uint64_t size = g_bytes_get_size(m->body);

	for (unsigned i = 0; i < m->enclosures->len && size <= max; i++)
		size += encoded_size(file_size_max(g_ptr_array_index(m->enclosures, i)));
	return size <= max ||
	       err_set(err, SCOPE_TEMP, REASON_WORKER_ANSWER,
		       "files of more than %" PRIu64 " bytes (limit output_bytes)", max);
}

/* ---- files ---- */

static bool make_file(const struct message *m, const struct enclosure *e, GArray *files,
		      struct err *err)
{
	const struct enclosed *first = g_ptr_array_index(e->entries, 0);
	struct file file = { 0 };

	if (e->is_zip) {
		g_autofree struct zip_file *entries = zip_files(e);
		file.bytes = zip_write(entries, e->entries->len, err);
	} else {
		file.bytes = g_bytes_ref(first->bytes);
	}
	if (!file.bytes)
		return false;
	file.header = g_string_new(NULL);
	compose_file_fields(file.header, mime_of(m, e), e->name, m->charset);
	g_array_append_val(files, file);
	return true;
}

static GArray *make_files(const struct message *m, struct err *err)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(struct file));

	g_array_set_clear_func(files, file_clear);
	for (unsigned i = 0; i < m->enclosures->len; i++) {
		if (make_file(m, g_ptr_array_index(m->enclosures, i), files, err))
			continue;
		g_array_unref(files);
		return NULL;
	}
	return files;
}

/* ---- the body ---- */

/* "=_" stands in no base64 and no quoted-printable; the rest nobody can guess. */
static char *new_boundary(struct err *err)
{
	unsigned char random[RANDOM_BYTES];
	GString *boundary = g_string_new("=_");

	if (getrandom(random, sizeof random, 0) != sizeof random) {
		g_string_free(boundary, TRUE);
		err_errno(err, REASON_INTERNAL, "getrandom");
		return NULL;
	}
	for (size_t i = 0; i < sizeof random; i++)
		g_string_append_printf(boundary, "%02x", random[i]);
	return g_string_free(boundary, FALSE);
}

/* One that does not stand in the text; in base64 it cannot. */
static char *boundary_for(GBytes *text, struct err *err)
{
	size_t n;
	const char *bytes = g_bytes_get_data(text, &n);
	char *boundary;

	while ((boundary = new_boundary(err)) && n > 0 &&
	       memmem(bytes, n, boundary, strlen(boundary)))
		g_free(boundary);
	return boundary;
}

static char *put(char *to, const char *s, size_t n)
{
	if (n > 0)
		memcpy(to, s, n);
	return to + n;
}

static char *put_string(char *to, const char *s)
{
	return put(to, s, strlen(s));
}

static char *put_base64(char *to, GBytes *bytes)
{
	size_t n;
	const guchar *from = g_bytes_get_data(bytes, &n);

	for (size_t i = 0; i < n; i += BYTES_PER_LINE) {
		gint state = 0, save = 0;
		to += g_base64_encode_step(from + i, MIN(BYTES_PER_LINE, n - i), FALSE, to, &state,
					   &save);
		to += g_base64_encode_close(FALSE, to, &state, &save);
		to = put_string(to, "\r\n");
	}
	return to;
}

static char *put_delimiter(char *to, const char *boundary, const char *end)
{
	to = put_string(to, "--");
	to = put_string(to, boundary);
	return put_string(to, end);
}

static GBytes *write_body(const GString *text_header, GBytes *text, const GArray *files,
			  const char *boundary, struct err *err)
{
	const size_t delimiter = strlen("--\r\n--\r\n\r\n") + strlen(boundary);
	size_t text_bytes, size = 2 * delimiter + text_header->len + g_bytes_get_size(text);

	for (unsigned i = 0; i < files->len; i++) {
		const struct file *f = &g_array_index(files, struct file, i);
		size += delimiter + f->header->len + encoded_size(g_bytes_get_size(f->bytes));
	}
	char *body = g_try_malloc(size), *to = body;
	if (!body) {
		err_set(err, SCOPE_TEMP, REASON_OUTPUT, "no memory for a body of %zu bytes", size);
		return NULL;
	}
	const char *bytes = g_bytes_get_data(text, &text_bytes);
	to = put_delimiter(to, boundary, "\r\n");
	to = put(to, text_header->str, text_header->len);
	to = put_string(to, "\r\n");
	to = put(to, bytes, text_bytes);
	for (unsigned i = 0; i < files->len; i++) {
		const struct file *f = &g_array_index(files, struct file, i);
		to = put_delimiter(to, boundary, "\r\n");
		to = put(to, f->header->str, f->header->len);
		to = put_string(to, "\r\n");
		to = put_base64(to, f->bytes);
	}
	to = put_delimiter(to, boundary, "--\r\n");
	return g_bytes_new_take(body, (gsize)(to - body));
}

/* The fields that say what the text is move from the mail's header to the text's. */
static void move_fields(struct message *m, GString *text_header, const char *boundary)
{
	g_autofree char *type = g_strdup_printf("multipart/mixed;\r\n boundary=\"%s\"", boundary);

	for (unsigned i = 0; i < m->headers->len; i++) {
		struct header *h = g_ptr_array_index(m->headers, i);
		bool is_type = g_ascii_strcasecmp(h->name, "Content-Type") == 0;
		if (!is_type && g_ascii_strcasecmp(h->name, "Content-Transfer-Encoding") != 0)
			continue;
		g_string_append_printf(text_header, "%s: %s\r\n", h->name, h->value);
		g_free(h->value);
		h->value = g_strdup(is_type ? type : "7bit");
	}
}

bool compose_enclosures(struct message *m, uint64_t max, struct err *err)
{
	if (m->enclosures->len == 0)
		return true;
	if (!has_room(m, max, err))
		return false;
	g_autoptr(GArray) files = make_files(m, err);
	g_autofree char *boundary = files ? boundary_for(m->body, err) : NULL;
	if (!boundary)
		return false;
	g_autoptr(GString) text_header = g_string_new(NULL);
	move_fields(m, text_header, boundary);
	GBytes *body = write_body(text_header, m->body, files, boundary, err);
	if (!body)
		return false;
	g_bytes_unref(m->body);
	m->body = body;
	return true;
}
