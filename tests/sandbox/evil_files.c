/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * evil_files.c: deeds of a child that wants files delivered which must not be.
 */
#include "evil.h"

#include <string.h>
#include <unistd.h>

#include "misogi/answer.h"
#include "misogi/io.h"

#define SEND_MS 20000

/* A good answer with a text part that may be enclosed as a file. */
static struct message *with_text(const char *subject)
{
	struct message *m = evil_good(subject);
	struct part *p = message_add_part(m, "1", -1);

	p->is_body = true;
	p->scan = SCAN_NOT_NEEDED;
	p->action = PART_TEXT;
	return m;
}

static void enclose_as(struct message *m, const char *name, const char *text, size_t n)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, n);

	enclosure_add(message_add_enclosure(m, 0, name, false), 0, name, bytes);
}

static void file_honest(struct evil *e)
{
	struct message *m = with_text("honest");

	enclose_as(m, "議事録.txt", "text\r\n", 6);
	evil_answer(e, m);
}

/* FILE_OF(deed, name, text): a text under a name. */
#define FILE_OF(deed, name, text)                                                                  \
	static void deed(struct evil *e)                                                           \
	{                                                                                          \
		struct message *m = with_text("");                                                 \
		enclose_as(m, name, text, sizeof text - 1);                                        \
		evil_answer(e, m);                                                                 \
	}
FILE_OF(file_named_html, "a.html", "<script>")
FILE_OF(file_named_exe, "a.exe", "MZ")
FILE_OF(file_with_escape, "a.txt", "\033[2J")
FILE_OF(file_with_override, "a.txt", "\xe2\x80\xae")
FILE_OF(file_of_no_text, "a.txt", "\xff\xfe")
FILE_OF(file_in_a_folder, "../a.txt", "a")
FILE_OF(file_that_ends_the_header, "a\r\n\r\nb.txt", "a")
FILE_OF(file_that_ends_the_quotes, "a\"; b=\".txt", "a")
FILE_OF(file_of_a_device, "con.txt", "a")

static void file_twice(struct evil *e)
{
	struct message *m = with_text("");

	enclose_as(m, "a.txt", "a", 1);
	enclose_as(m, "b.txt", "b", 1);
	evil_answer(e, m);
}

static void file_of_the_mail_itself(struct evil *e)
{
	struct message *m = with_text("");

	enclosure_add(message_add_enclosure(m, 0, "a.txt", false), 0, "a.txt", NULL);
	evil_answer(e, m);
}

static void file_of_no_leaf(struct evil *e)
{
	struct message *m = with_text("");
	struct part *p = message_part(m, 0);

	p->is_attachment = true;
	p->scan = SCAN_CLEAN;
	p->action = PART_DELIVER;
	enclosure_add(message_add_enclosure(m, 0, "a.pdf", false), 0, "a.pdf", NULL);
	evil_answer(e, m);
}

static void zip_of_a_text(struct evil *e)
{
	struct message *m = with_text("");
	g_autoptr(GBytes) bytes = g_bytes_new("a", 1);

	enclosure_add(message_add_enclosure(m, 0, "a.zip", true), 0, "a.txt", bytes);
	evil_answer(e, m);
}

static void file_of_nothing(struct evil *e)
{
	struct message *m = with_text("");

	message_add_enclosure(m, 0, "a.txt", false);
	evil_answer(e, m);
}

static void file_of_no_part(struct evil *e)
{
	struct message *m = with_text("");

	message_add_enclosure(m, 7, "a.txt", false);
	evil_answer(e, m);
}

static void files_without_end(struct evil *e)
{
	struct message *m = with_text("");

	for (unsigned i = 0; i <= limits_all_parts(e->limits); i++)
		enclose_as(m, "a.txt", "a", 1);
	evil_answer(e, m);
}

static void files_beyond_the_output(struct evil *e)
{
	struct message *m = with_text("");
	g_autofree char *text = g_strnfill(e->limits->output_bytes, 'a');

	enclose_as(m, "a.txt", text, e->limits->output_bytes);
	evil_answer(e, m);
}

static void file_that_still_changes(struct evil *e)
{
	struct wire_out w;
	struct message *m = with_text("");

	wire_begin(&w, FRAME_ENCLOSED);
	wire_put_u32(&w, 0);
	wire_put_string(&w, "a.txt");
	wire_put_u8(&w, 1);
	wire_send(e->sock, &w, io_memfd("open"), SEND_MS);
	evil_answer(e, m);
}

static void held_with_a_file(struct evil *e)
{
	struct message *m = message_new();

	m->action = MAIL_HOLD;
	message_add_part(m, "1", -1)->action = PART_TEXT;
	enclose_as(m, "a.txt", "a", 1);
	evil_answer(e, m);
}

/* clang-format off */
const struct evil_deed evil_files[] = {
#define D(name) { #name, name }
	D(file_honest),
	D(file_named_html),
	D(file_named_exe),
	D(file_with_escape),
	D(file_with_override),
	D(file_of_no_text),
	D(file_in_a_folder),
	D(file_that_ends_the_header),
	D(file_that_ends_the_quotes),
	D(file_of_a_device),
	D(file_twice),
	D(file_of_the_mail_itself),
	D(file_of_no_leaf),
	D(zip_of_a_text),
	D(file_of_nothing),
	D(file_of_no_part),
	D(files_without_end),
	D(files_beyond_the_output),
	D(file_that_still_changes),
	D(held_with_a_file),
	{ NULL, NULL },
};
