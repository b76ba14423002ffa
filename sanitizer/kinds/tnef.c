/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tnef.c: a row of attributes, first the message's, then each attachment's
 * behind its attAttachRenddata. What is worth keeping is remembered where it
 * stands and read at the end, when the code page is known.
 * Tests: tests/unit/sanitizer/test_tnef.c, tests/fuzz/fuzz_tnef.c.
 */
#include "kinds/tnef.h"

#include <string.h>

#include "kinds/codepage.h"
#include "kinds/little.h"
#include "kinds/lzfu.h"
#include "kinds/tnef_mail.h"
#include "kinds/tnef_meeting.h"
#include "kinds/tnef_stream.h"

#define GUID_BYTES 16

/* X(SLOT, property, attribute of old files or 0) */
#define MESSAGE_SLOTS(X)                                                                           \
	X(SUBJECT, 0x0037, TNEF_SUBJECT)                                                           \
	X(CLASS, 0x001a, TNEF_CLASS)                                                               \
	X(BODY, 0x1000, TNEF_BODY)                                                                 \
	X(RTF, 0x1009, 0)                                                                          \
	X(HTML, 0x1013, 0)                                                                         \
	X(CODEPAGE, 0x3fde, 0) /* of the HTML */
#define ATTACHMENT_SLOTS(X)                                                                        \
	X(DATA, 0x3701, 0)                                                                         \
	X(OLD_DATA, 0, TNEF_ATTACH_DATA)                                                           \
	X(LONG_NAME, 0x3707, 0)                                                                    \
	X(NAME, 0x3704, TNEF_ATTACH_TITLE)                                                         \
	X(DISPLAY_NAME, 0x3001, 0)                                                                 \
	X(TYPE, 0x370e, 0)                                                                         \
	X(METHOD, 0x3705, 0)

enum slot {
#define X(c, property, attribute) SLOT_##c,
	MESSAGE_SLOTS(X) ATTACHMENT_SLOTS(X)
#undef X
		SLOT_MAX
};

static const struct {
	unsigned property, attribute;
} slots[SLOT_MAX] = {
#define X(c, property, attribute) [SLOT_##c] = { property, attribute },
	MESSAGE_SLOTS(X) ATTACHMENT_SLOTS(X)
#undef X
};

#define METHOD_MESSAGE 5 /* afEmbeddedMessage */

struct tnef {
	const struct limits *limits;
	struct members *out;
	const char *charset; /* of 8-bit text */
	struct tnef_prop message[SLOT_MAX], attachment[SLOT_MAX];
	struct tnef_meeting meeting;
	bool in_attachment;
	unsigned files;
};

/* Old attributes are 8-bit text or bytes; a property of the same meaning goes before. */
static void keep_attribute(struct tnef_prop *to, const struct tnef_attribute *a)
{
	bool is_data = a->id == TNEF_ATTACH_DATA;

	for (size_t i = 0; i < SLOT_MAX; i++)
		if (a->id && slots[i].attribute == a->id && to[i].type == TNEF_TYPE_NONE)
			to[i] = (struct tnef_prop){ .type = is_data ? TNEF_TYPE_BINARY
								    : TNEF_TYPE_STRING8,
						    .data = a->data,
						    .n = a->n };
}

static void keep_props(struct tnef *t, const char *data, size_t n)
{
	struct tnef_prop *to = t->in_attachment ? t->attachment : t->message;
	struct tnef_props list;
	struct tnef_prop p;

	tnef_props_init(&list, data, n);
	while (tnef_props_next(&list, &p)) {
		if (!t->in_attachment)
			tnef_meeting_add(&t->meeting, &p);
		for (size_t i = 0; p.set == 0 && p.id && i < SLOT_MAX; i++)
			if (slots[i].property == p.id)
				to[i] = p;
	}
	t->out->malformed = t->out->malformed || list.malformed;
}

static void set_text(char **to, char *text)
{
	if (!text)
		return;
	g_free(*to);
	*to = text;
}

/* An object begins with the GUID of what it is. */
static struct tnef_prop content_of(const struct tnef *t)
{
	struct tnef_prop p = t->attachment[SLOT_DATA];

	if (p.n == 0)
		return t->attachment[SLOT_OLD_DATA];
	if (p.type == TNEF_TYPE_OBJECT && p.n >= GUID_BYTES) {
		p.data += GUID_BYTES;
		p.n -= GUID_BYTES;
	}
	return p;
}

static char *name_of(const struct tnef *t)
{
	static const enum slot names[] = { SLOT_LONG_NAME, SLOT_NAME, SLOT_DISPLAY_NAME };
	char *name = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(names) && !name; i++)
		name = tnef_props_text(&t->attachment[names[i]], t->charset);
	return name;
}

static void add_file(struct tnef *t, const struct tnef_prop *content)
{
	char *data = content->n > 0 ? g_memdup2(content->data, content->n) : g_strdup("");
	struct member *file = members_add(t->out, MEMBER_FILE, data, content->n);

	set_text(&file->name, name_of(t));
	set_text(&file->type, tnef_props_text(&t->attachment[SLOT_TYPE], t->charset));
	set_text(&file->type, g_ascii_strdown(file->type, -1));
}

static void add_mail(struct tnef *t, const struct tnef_prop *content)
{
	GString *mail = tnef_mail_of(content->data, content->n);
	size_t n = mail->len;
	struct member *file = members_add(t->out, MEMBER_FILE, g_string_free(mail, FALSE), n);

	set_text(&file->name, name_of(t));
	set_text(&file->name, g_strdup_printf("%s.eml", file->name));
	set_text(&file->type, g_strdup("message/rfc822"));
}

static void end_attachment(struct tnef *t)
{
	struct tnef_prop content = content_of(t);
	bool known = content.n > 0 || t->attachment[SLOT_NAME].n > 0;

	if (!t->in_attachment || !known)
		return;
	if (t->files == t->limits->members) {
		t->out->too_many = true;
		return;
	}
	t->files++;
	if (tnef_stream_is_one(content.data, content.n) &&
	    tnef_props_number(&t->attachment[SLOT_METHOD]) == METHOD_MESSAGE)
		add_mail(t, &content);
	else
		add_file(t, &content);
}

static void begin_attachment(struct tnef *t)
{
	end_attachment(t);
	memset(t->attachment, 0, sizeof(t->attachment));
	t->in_attachment = true;
}

static void read_attribute(struct tnef *t, const struct tnef_attribute *a)
{
	if (a->id == TNEF_ATTACH_RENDDATA || (a->is_of_attachment && !t->in_attachment))
		begin_attachment(t);
	if (a->id == TNEF_PROPS || a->id == TNEF_ATTACHMENT)
		keep_props(t, a->data, a->n);
	else if (a->id == TNEF_CODEPAGE && a->n >= 4)
		t->charset = codepage_label(little_u32(a->data));
	else
		keep_attribute(t->in_attachment ? t->attachment : t->message, a);
}

static void add_body(struct tnef *t, enum body_form form, char *data, size_t n, const char *charset)
{
	struct member *body = members_add(t->out, MEMBER_BODY, data, n);

	body->form = form;
	set_text(&body->charset, g_strdup(charset));
}

/* Bytes as they are in ${charset}, 16-bit text as UTF-8; false: there is none. */
static bool add_bytes(struct tnef *t, enum body_form form, const struct tnef_prop *p,
		      const char *charset)
{
	char *wide = p->type == TNEF_TYPE_UNICODE ? tnef_props_text(p, "") : NULL;
	size_t n = p->n;

	if (wide) {
		add_body(t, form, wide, strlen(wide), "utf-8");
		return true;
	}
	while (n > 0 && p->data[n - 1] == '\0')
		n--;
	if (n == 0 || (p->type != TNEF_TYPE_BINARY && p->type != TNEF_TYPE_STRING8))
		return false;
	add_body(t, form, g_memdup2(p->data, n), n, charset);
	return true;
}

static bool add_html(struct tnef *t)
{
	const struct tnef_prop *html = &t->message[SLOT_HTML];
	guint64 codepage = tnef_props_number(&t->message[SLOT_CODEPAGE]);
	bool binary = html->type == TNEF_TYPE_BINARY;

	return add_bytes(t, BODY_FORM_HTML, html,
			 binary ? codepage_label((unsigned)codepage) : t->charset);
}

static bool add_rtf(struct tnef *t)
{
	const struct tnef_prop *rtf = &t->message[SLOT_RTF];
	bool damaged = false;

	if (rtf->n == 0)
		return false;
	GString *plain = lzfu_decode(rtf->data, rtf->n, t->limits->part_bytes, &damaged);
	t->out->malformed = t->out->malformed || damaged || !plain;
	if (!plain)
		return false;
	size_t n = plain->len;
	add_body(t, BODY_FORM_RTF, g_string_free(plain, FALSE), n, "");
	return true;
}

static void add_meeting(struct tnef *t)
{
	g_autofree char *class = tnef_props_text(&t->message[SLOT_CLASS], t->charset);
	g_autofree char *subject = tnef_props_text(&t->message[SLOT_SUBJECT], t->charset);
	GString *calendar =
		class ? tnef_meeting_calendar(&t->meeting, class, subject, t->charset) : NULL;

	if (!calendar)
		return;
	size_t n = calendar->len;
	add_body(t, BODY_FORM_CALENDAR, g_string_free(calendar, FALSE), n, "utf-8");
}

/* They were written last, when the code page was known. */
static void bodies_first(GPtrArray *list, guint files)
{
	for (guint i = files; i < list->len; i++) {
		gpointer body = list->pdata[i];
		memmove(&list->pdata[i - files + 1], &list->pdata[i - files],
			files * sizeof(gpointer));
		list->pdata[i - files] = body;
	}
}

void tnef_read(const char *buf, size_t n, const struct limits *limits, struct members *out)
{
	struct tnef t = { .limits = limits, .out = out, .charset = "" };
	struct tnef_stream stream;
	struct tnef_attribute a;

	tnef_stream_init(&stream, buf, n);
	while (tnef_stream_next(&stream, &a))
		read_attribute(&t, &a);
	end_attachment(&t);
	out->malformed = out->malformed || stream.malformed;
	guint files = out->list->len;
	add_meeting(&t);
	if (!add_html(&t) && !add_rtf(&t))
		add_bytes(&t, BODY_FORM_PLAIN, &t.message[SLOT_BODY], t.charset);
	bodies_first(out->list, files);
}
