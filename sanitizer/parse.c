/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse.c: GMime, for structure only: what is a part, where it begins and
 * ends. The mail is parsed as a part and not as a message, so that GMime never
 * reads the addresses and dates of its header; words, parameters and charsets
 * are ours (text/). Never decodes content, never writes mail that is delivered.
 * Tests: tests/unit/sanitizer/test_parse.c.
 */
#include "parse.h"

#include <gmime/gmime.h>
#include <unistd.h>

#include "fields.h"
#include "misogi/io.h"

#define COPY_MAX (128u << 10) /* bytes of a mail that may be copied to be parsed */

struct parsed {
	const char *data;
	size_t len;
	GByteArray *array; /* borrows data: never freed with its bytes */
	GString *own;	   /* what was parsed, where it was made by parse_mail() */
	GMimeStream *stream;
	GMimeObject *root;
};

void parse_init(void)
{
	g_mime_init();
}

/* What GMime's warnings are in our words; FINDING_MAX: nothing worth a word. */
static enum finding_id finding_of(GMimeParserWarning w)
{
	switch (w) {
	case GMIME_WARN_DUPLICATED_PARAMETER:
	case GMIME_CRIT_CONFLICTING_PARAMETER:
		return FINDING_MIME_DUPLICATE_PARAM;
	case GMIME_WARN_TRUNCATED_MESSAGE:
		return FINDING_MIME_TRUNCATED;
	case GMIME_WARN_MALFORMED_MULTIPART:
	case GMIME_WARN_MALFORMED_MESSAGE:
	case GMIME_WARN_INVALID_CONTENT_TYPE:
	case GMIME_WARN_INVALID_PARAMETER:
	case GMIME_CRIT_INVALID_HEADER_NAME:
	case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
	case GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT:
		return FINDING_MIME_MALFORMED;
	case GMIME_CRIT_NESTING_OVERFLOW:
		return FINDING_MIME_UNPARSABLE;
	case GMIME_WARN_DUPLICATED_HEADER: /* also of Received; leaf.c and heading.c look themselves
					    */
	case GMIME_CRIT_CONFLICTING_HEADER:
	case GMIME_WARN_UNENCODED_8BIT_HEADER:
	case GMIME_WARN_INVALID_RFC2047_HEADER_VALUE:
	case GMIME_WARN_INVALID_ADDRESS_LIST:
	case GMIME_WARN_PART_WITHOUT_CONTENT:
		break;
	}
	return FINDING_MAX;
}

/* "filename" and "filename*" side by side are honest; leaf.c looks at the names of files itself. */
static bool is_file_name(const char *item)
{
	return item && (!g_ascii_strcasecmp(item, "filename") || !g_ascii_strcasecmp(item, "name"));
}

static void on_warning(gint64 offset, GMimeParserWarning w, const gchar *item, gpointer data)
{
	GArray *warnings = data;
	enum finding_id id = finding_of(w);

	(void)offset;
	if (id == FINDING_MIME_DUPLICATE_PARAM && is_file_name(item))
		return;
	for (guint i = 0; i < warnings->len; i++)
		if (g_array_index(warnings, enum finding_id, i) == id)
			return;
	if (id != FINDING_MAX)
		g_array_append_val(warnings, id);
}

struct parsed *parse_bytes(const char *data, size_t len, GArray *warnings)
{
	/* GMime gives up on a first line that is no field, such as an mbox "From " line. */
	size_t skip = fields_find_first(data, len);
	if (skip > 0 && fields_next_line(data, data + len) != data + skip)
		on_warning(0, GMIME_WARN_MALFORMED_MESSAGE, NULL, warnings);
	data += skip;
	len -= skip;
	GMimeParserOptions *options = g_mime_parser_options_new();
	struct parsed *p = g_new0(struct parsed, 1);

	p->data = data;
	p->len = len;
	p->array = g_byte_array_new_take((guint8 *)(uintptr_t)data, len);
	p->stream = g_mime_stream_mem_new_with_byte_array(p->array);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(p->stream), FALSE);
	g_mime_parser_options_set_warning_callback(options, on_warning, warnings);
	GMimeParser *parser = g_mime_parser_new_with_stream(p->stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	p->root = g_mime_parser_construct_part(parser, options);
	g_object_unref(parser);
	g_mime_parser_options_free(options);
	if (!p->root) {
		parse_free(p);
		return NULL;
	}
	return p;
}

static bool tells_structure(const struct field *f)
{
	return field_is(f, "MIME-Version") ||
	       (f->name_len > strlen("Content-") &&
		g_ascii_strncasecmp(f->name, "Content-", strlen("Content-")) == 0);
}

/*
 * GMime decodes each word of each field that it sees, by its own charsets:
 * costly, and of no use to us. It is shown only the fields that tell the
 * structure, as they stand. A header that we read otherwise than it stands,
 * and a mail too large to be copied, it is shown whole.
 */
static GString *without_words(const char *data, size_t len)
{
	bool is_malformed = false;
	size_t body_at = 0;

	if (len > COPY_MAX)
		return NULL;
	g_autoptr(GArray) fields = fields_read(data, len, &body_at, &is_malformed);
	if (is_malformed || body_at == 0 || body_at >= len)
		return NULL;
	GString *out = g_string_sized_new(len);
	for (guint i = 0; i < fields->len; i++) {
		const struct field *f = &g_array_index(fields, struct field, i);
		if (tells_structure(f))
			g_string_append_len(out, f->name, f->value + f->value_len - f->name);
		if (tells_structure(f))
			g_string_append(out, "\r\n");
	}
	g_string_append(out, "\r\n");
	g_string_append_len(out, data + body_at, (gssize)(len - body_at));
	return out;
}

struct parsed *parse_mail(const char *data, size_t len, GArray *warnings)
{
	GString *own = without_words(data, len);
	struct parsed *p =
		own ? parse_bytes(own->str, own->len, warnings) : parse_bytes(data, len, warnings);

	if (p)
		p->own = own;
	else if (own)
		g_string_free(own, TRUE);
	return p;
}

void parse_free(struct parsed *p)
{
	if (!p)
		return;
	g_clear_object(&p->root);
	g_clear_object(&p->stream);
	g_byte_array_free(p->array, FALSE); /* the bytes are not the array's */
	if (p->own)
		g_string_free(p->own, TRUE);
	g_free(p);
}

static GMimeObject *object_of(const struct entity *e)
{
	return (GMimeObject *)(uintptr_t)e;
}

static struct entity *entity_of(GMimeObject *o)
{
	return (struct entity *)o;
}

struct entity *parse_root(const struct parsed *p)
{
	return entity_of(p->root);
}

enum entity_kind entity_kind(const struct entity *e)
{
	GMimeObject *o = object_of(e);

	if (GMIME_IS_MULTIPART(o))
		return ENTITY_MULTIPART;
	if (GMIME_IS_MESSAGE_PART(o) && g_mime_message_part_get_message(GMIME_MESSAGE_PART(o)))
		return ENTITY_MESSAGE;
	return ENTITY_LEAF;
}

const char *entity_subtype(const struct entity *e)
{
	GMimeContentType *type = g_mime_object_get_content_type(object_of(e));
	const char *subtype = type ? g_mime_content_type_get_media_subtype(type) : NULL;

	return subtype && GMIME_IS_MULTIPART(object_of(e)) ? subtype : "";
}

unsigned entity_count(const struct entity *e)
{
	return (unsigned)g_mime_multipart_get_count(GMIME_MULTIPART(object_of(e)));
}

struct entity *entity_child(const struct entity *e, unsigned i)
{
	return entity_of(g_mime_multipart_get_part(GMIME_MULTIPART(object_of(e)), (int)i));
}

const char *entity_header(const struct entity *e, const char *name, unsigned nth)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object_of(e));
	int n = g_mime_header_list_get_count(list);

	for (int i = 0; i < n; i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
		if (g_ascii_strcasecmp(g_mime_header_get_name(h), name) == 0 && nth-- == 0) {
			const char *raw = g_mime_header_get_raw_value(h);
			return raw ? raw : "";
		}
	}
	return NULL;
}

void entity_bytes(const struct parsed *p, const struct entity *e, const char **data, size_t *len)
{
	GMimeDataWrapper *content = NULL;

	*data = p->data;
	*len = 0;
	if (GMIME_IS_PART(object_of(e)))
		content = g_mime_part_get_content(GMIME_PART(object_of(e)));
	GMimeStream *s = content ? g_mime_data_wrapper_get_stream(content) : NULL;
	if (!s)
		return;
	gint64 end =
		s->bound_end < 0 || s->bound_end > (gint64)p->len ? (gint64)p->len : s->bound_end;
	if (s->bound_start < 0 || s->bound_start > end)
		return;
	*data = p->data + s->bound_start;
	*len = (size_t)(end - s->bound_start);
}

const char *entity_prologue(const struct entity *e)
{
	return GMIME_IS_MULTIPART(object_of(e))
		       ? g_mime_multipart_get_prologue(GMIME_MULTIPART(object_of(e)))
		       : NULL;
}

int entity_write(const struct entity *e, struct err *err)
{
	GMimeObject *o = object_of(e);
	AUTO_FD fd = io_memfd("mail");
	int copy = fd < 0 ? -1 : dup(fd);

	if (copy < 0) {
		err_errno(err, REASON_SPOOL, "cannot make a memfd");
		return -1;
	}
	if (entity_kind(e) == ENTITY_MESSAGE)
		o = GMIME_OBJECT(g_mime_message_part_get_message(GMIME_MESSAGE_PART(o)));
	GMimeStream *file = g_mime_stream_fs_new(copy); /* owns copy */
	GMimeStream *stream = g_mime_stream_buffer_new(file, GMIME_STREAM_BUFFER_BLOCK_WRITE);
	bool done = g_mime_object_write_to_stream(o, NULL, stream) >= 0 &&
		    g_mime_stream_flush(stream) == 0;
	g_object_unref(stream);
	g_object_unref(file);
	if (!done) {
		err_errno(err, REASON_SPOOL, "cannot write a mail out of a mail");
		return -1;
	}
	return fd_steal(&fd);
}
