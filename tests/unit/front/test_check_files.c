/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_check_files.c: files that a child wants delivered: a good answer, spoilt
 * in one way each; names that may stand and names that may not.
 */
#include "answers.h"
#include "check_parts.h"
#include "unit.h"

static void as_it_is(struct job_answer *a)
{
	(void)a;
}

/* ---- what the scanner said ---- */

static struct leaf *leaf_at(struct job_answer *a, unsigned i)
{
	return &g_array_index(a->leaves, struct leaf, i);
}

static void infected(struct job_answer *a)
{
	leaf_at(a, 1)->scan = message_part(a->message, 1)->scan = SCAN_INFECTED;
}

static void not_scanned(struct job_answer *a)
{
	leaf_at(a, 3)->scan = message_part(a->message, 3)->scan = SCAN_NOT_SCANNED;
}

static void archive_not_clean(struct job_answer *a)
{
	leaf_at(a, 2)->scan = message_part(a->message, 2)->scan = SCAN_NOT_SCANNED;
}

/* The scanner cannot look into it, its members are scanned each. */
static void archive_unlocked(struct job_answer *a)
{
	archive_not_clean(a);
	message_find(a->message, message_part(a->message, 2), FINDING_PASSWORD_FOUND, "", "", 10);
}

static void archive_unlocked_and_infected(struct job_answer *a)
{
	archive_unlocked(a);
	leaf_at(a, 2)->scan = message_part(a->message, 2)->scan = SCAN_INFECTED;
}

static void file_called_unlocked(struct job_answer *a)
{
	not_scanned(a);
	message_find(a->message, message_part(a->message, 3), FINDING_PASSWORD_FOUND, "", "", 10);
}

static void without_leaf(struct job_answer *a)
{
	fd_close(&leaf_at(a, 1)->fd);
	leaf_at(a, 1)->scan = message_part(a->message, 1)->scan = SCAN_NOT_SCANNED;
}

static void finding_of_the_floor(struct job_answer *a)
{
	message_find(a->message, message_part(a->message, 1), FINDING_TYPE_MISMATCH, "", "", 10);
}

static void archive_with_finding_of_the_floor(struct job_answer *a)
{
	message_find(a->message, message_part(a->message, 5), FINDING_ENCRYPTED, "", "", 10);
}

static void finding_that_is_fine(struct job_answer *a)
{
	message_find(a->message, message_part(a->message, 1), FINDING_NAME_LONG, "", "", 10);
}

static void delivered_body(struct job_answer *a)
{
	message_part(a->message, 1)->is_attachment = false;
}

/* ---- what is delivered ---- */

static void archive_delivered(struct job_answer *a)
{
	message_part(a->message, 1)->class = CLASS_ARCHIVE;
}

static void encrypted_delivered(struct job_answer *a)
{
	message_part(a->message, 3)->class = CLASS_ENCRYPTED;
}

static void mail_delivered(struct job_answer *a)
{
	message_part(a->message, 6)->class = CLASS_MAIL;
}

static void kept_part_in_a_file(struct job_answer *a)
{
	message_part(a->message, 1)->action = PART_QUARANTINE;
}

static void opened_archive_as_it_is(struct job_answer *a)
{
	answer_entry(a, 1, 0)->part = 5;
}

static void delivered_in_no_file(struct job_answer *a)
{
	g_ptr_array_remove_index(a->message->enclosures, 0);
}

static void in_two_files(struct job_answer *a)
{
	answer_entry(a, 1, 0)->part = 6;
}

static void file_of_nothing(struct job_answer *a)
{
	g_ptr_array_set_size(answer_enclosure(a, 1)->entries, 0);
}

static void file_of_two(struct job_answer *a)
{
	enclosure_add(answer_enclosure(a, 0), 8, "plan.pdf", NULL);
}

static void file_of_another(struct job_answer *a)
{
	answer_enclosure(a, 0)->part = 2;
}

static void file_of_another_name(struct job_answer *a)
{
	set_string(&answer_entry(a, 0, 0)->name, "other.pdf");
}

static void held_with_files(struct job_answer *a)
{
	a->message->action = MAIL_HOLD;
	g_clear_pointer(&a->message->body, g_bytes_unref);
	g_ptr_array_set_size(a->message->headers, 0);
}

static void archive_opened_with_nothing_in_it(struct job_answer *a)
{
	g_ptr_array_set_size(a->message->enclosures, 1);
	for (unsigned i = 3; i < 9; i++)
		message_part(a->message, i)->action = PART_QUARANTINE;
}

/* ---- what stands around ---- */

static void member_of_another_archive(struct job_answer *a)
{
	message_part(a->message, 6)->parent = -1;
}

static void inner_archive_not_opened(struct job_answer *a)
{
	message_part(a->message, 5)->action = PART_QUARANTINE;
}

static void archive_not_opened(struct job_answer *a)
{
	message_part(a->message, 2)->action = PART_STRIP;
}

static void out_of_a_mail_that_is_held(struct job_answer *a)
{
	message_part(a->message, 7)->action = PART_QUARANTINE;
}

static void out_of_a_delivered_file(struct job_answer *a)
{
	message_part(a->message, 8)->parent = 1;
}

/* ---- texts ---- */

static void write_text(struct job_answer *a, const char *text, size_t n)
{
	struct enclosed *entry = answer_entry(a, 1, 1);

	g_bytes_unref(entry->bytes);
	entry->bytes = g_bytes_new(text, n);
}
#define TEXT(what, bytes)                                                                          \
	static void what(struct job_answer *a)                                                     \
	{                                                                                          \
		write_text(a, bytes, sizeof bytes - 1);                                            \
	}
TEXT(text_empty, "")
/* As an empty memfd comes. */
static void text_without_bytes(struct job_answer *a)
{
	struct enclosed *entry = answer_entry(a, 1, 1);

	g_bytes_unref(entry->bytes);
	entry->bytes = g_bytes_new(NULL, 0);
}
TEXT(text_with_tabs, "a\tb\r\nc\n")
TEXT(text_of_bad_utf8, "\x8c\xea")
TEXT(text_with_nul, "a\0b")
TEXT(text_with_escape, "\033[2J")
TEXT(text_with_c1, "\xc2\x9b")
TEXT(text_with_override, "a\xe2\x80\xae"
			 "b")
TEXT(text_with_isolate, "a\xe2\x81\xa7"
			"b")

static void text_named_html(struct job_answer *a)
{
	set_string(&answer_entry(a, 1, 1)->name, "a.html");
}

static void text_without_extension(struct job_answer *a)
{
	set_string(&answer_entry(a, 1, 1)->name, "txt");
}

static void text_named_csv(struct job_answer *a)
{
	set_string(&answer_entry(a, 1, 1)->name, "a.CSV");
}

static void text_of_a_delivered_part(struct job_answer *a)
{
	enclosure_add(answer_enclosure(a, 1), 3, "c.txt", answer_entry(a, 1, 1)->bytes);
	g_ptr_array_remove_index(answer_enclosure(a, 1)->entries, 0);
}

static void text_as_it_was(struct job_answer *a)
{
	g_clear_pointer(&answer_entry(a, 1, 1)->bytes, g_bytes_unref);
}

/* ---- names ---- */

static void name_as(struct job_answer *a, unsigned i, const char *name)
{
	set_string(&answer_entry(a, 1, i)->name, name);
}

static void same_name(struct job_answer *a)
{
	name_as(a, 0, "x/A.csv");
	name_as(a, 2, "X/a.CSV");
}

static void same_name_composed_and_not(struct job_answer *a)
{
	name_as(a, 0, "が.png");
	name_as(a, 2, "か\xe3\x82\x99.png");
}

static void file_that_is_a_folder(struct job_answer *a)
{
	name_as(a, 0, "x");
	name_as(a, 1, "x-1.txt");
	name_as(a, 2, "x/b.csv");
}

static void names_that_only_begin_alike(struct job_answer *a)
{
	name_as(a, 0, "x");
	name_as(a, 1, "x-1.txt");
	name_as(a, 2, "xx/b.csv");
}

static void letter_that_looks_like_a_path(struct job_answer *a)
{
	name_as(a, 0, "a");
	name_as(a, 2, "℀");
}

static void path_that_leads_out(struct job_answer *a)
{
	name_as(a, 0, "a/../../b");
}

static void path_in_the_name_of_a_file(struct job_answer *a)
{
	set_string(&answer_enclosure(a, 0)->name, "a/b.pdf");
	set_string(&answer_entry(a, 0, 0)->name, "a/b.pdf");
}

static void zip_named_exe(struct job_answer *a)
{
	set_string(&answer_enclosure(a, 1)->name, "a.exe");
}

static const struct {
	const char *name;
	void (*change)(struct job_answer *a);
	const char *refused; /* part of why; NULL: taken */
} cases[] = {
#define TAKEN(f)                                                                                   \
	{                                                                                          \
#f, f, NULL                                                                        \
	}
#define REFUSED(f, why)                                                                            \
	{                                                                                          \
#f, f, why                                                                         \
	}
	TAKEN(as_it_is),
	TAKEN(finding_that_is_fine),
	TAKEN(archive_opened_with_nothing_in_it),
	TAKEN(archive_unlocked),
	TAKEN(text_empty),
	TAKEN(text_without_bytes),
	TAKEN(text_with_tabs),
	TAKEN(text_named_csv),
	TAKEN(names_that_only_begin_alike),
	TAKEN(letter_that_looks_like_a_path),
	REFUSED(infected, "infected"),
	REFUSED(not_scanned, "not clean"),
	REFUSED(archive_not_clean, "not clean"),
	REFUSED(archive_unlocked_and_infected, "infected"),
	REFUSED(file_called_unlocked, "not clean"),
	REFUSED(without_leaf, "not clean"),
	REFUSED(finding_of_the_floor, "must be kept"),
	REFUSED(archive_with_finding_of_the_floor, "must be kept"),
	REFUSED(delivered_body, "must be kept"),
	REFUSED(archive_delivered, "not to be delivered"),
	REFUSED(encrypted_delivered, "not to be delivered"),
	REFUSED(mail_delivered, "not to be delivered"),
	REFUSED(kept_part_in_a_file, "not to be delivered"),
	REFUSED(opened_archive_as_it_is, "not to be delivered"),
	REFUSED(delivered_in_no_file, "in no file"),
	REFUSED(in_two_files, "in two files"),
	REFUSED(file_of_nothing, "of nothing"),
	REFUSED(file_of_two, "another's"),
	REFUSED(file_of_another, "another's"),
	REFUSED(file_of_another_name, "another's"),
	REFUSED(held_with_files, "yet written"),
	REFUSED(member_of_another_archive, "another archive"),
	REFUSED(inner_archive_not_opened, "another archive"),
	REFUSED(archive_not_opened, "another archive"),
	REFUSED(out_of_a_mail_that_is_held, "out of what is held"),
	REFUSED(out_of_a_delivered_file, "out of what is held"),
	REFUSED(text_of_bad_utf8, "text"),
	REFUSED(text_with_nul, "text"),
	REFUSED(text_with_escape, "text"),
	REFUSED(text_with_c1, "text"),
	REFUSED(text_with_override, "text"),
	REFUSED(text_with_isolate, "text"),
	REFUSED(text_named_html, "text"),
	REFUSED(text_without_extension, "text"),
	REFUSED(text_of_a_delivered_part, "text"),
	REFUSED(text_as_it_was, "not to be delivered"),
	REFUSED(same_name, "twice"),
	REFUSED(same_name_composed_and_not, "twice"),
	REFUSED(file_that_is_a_folder, "twice"),
	REFUSED(path_that_leads_out, "bad name"),
	REFUSED(path_in_the_name_of_a_file, "bad name"),
	REFUSED(zip_named_exe, "another name"),
};

START_TEST(takes_only_files_that_may_be_delivered)
{
	struct job_answer *a = answer_with_files();
	struct limits limits = limits_default();
	struct err err = { .text = "" };

	cases[_i].change(a);
	bool taken = check_answer(a, &limits, &err);
	ck_assert_msg(taken == (cases[_i].refused == NULL), "%s: got %d (%s)", cases[_i].name,
		      taken, err.text);
	if (!taken) {
		ck_assert_int_eq(err.reason, REASON_WORKER_ANSWER);
		ck_assert_msg(strstr(err.text, cases[_i].refused) != NULL, "%s: got %s",
			      cases[_i].name, err.text);
	}
	job_answer_free(a);
}
END_TEST

START_TEST(limit_output_bytes_counts_files)
{
	struct job_answer *a = answer_text("");
	struct limits limits = limits_default();
	g_autofree char *big = g_malloc0(1 << 20);
	struct err err;

	limits.output_bytes = 1 << 20;
	answer_add(a, -1, "wav", PART_DELIVER, big, 1 << 20)->class = CLASS_AUDIO;
	enclosure_add(message_add_enclosure(a->message, 1, "a.wav", false), 1, "a.wav", NULL);
	ck_assert(!check_answer(a, &limits, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "output_bytes"));
	job_answer_free(a);
}
END_TEST

static const struct {
	const char *name;
	bool good;
} names[] = {
	{ "a.pdf", true },
	{ "見積書 (2).xlsx", true },
	{ ".profile", true },
	{ "con1.txt", true },
	{ "com10", true },
	{ "console.txt", true },
	{ "", false },
	{ ".", false },
	{ "..", false },
	{ "a.", false },
	{ "a ", false },
	{ " a", false },
	{ "a/b", false },
	{ "a\\b", false },
	{ "C:a", false },
	{ "a:b", false },
	{ "a\"b", false },
	{ "a*b", false },
	{ "a?b", false },
	{ "a|b", false },
	{ "a<b", false },
	{ "a\nb", false },
	{ "a\x7f", false },
	{ "a\xc2\x85.txt", false },	    /* NEL */
	{ "a\xe2\x80\xae.txt", false },	    /* U+202E */
	{ "a\xe2\x80\x8b.txt", false },	    /* U+200B */
	{ "a\xef\xbb\xbf.txt", false },	    /* U+FEFF */
	{ "a\xf3\xa0\x81\xa1.txt", false }, /* U+E0061 */
	{ "a\xff.txt", false },
	{ "CON", false },
	{ "con.tar.gz", false },
	{ "nul .txt", false },
	{ "COM1.log", false },
	{ "lpt\xc2\xb9", false }, /* ¹ */
	{ "conin$", false },
};

START_TEST(names_are_harmless_everywhere)
{
	bool got = check_file_name(names[_i].name, 240);

	ck_assert_msg(got == names[_i].good, "\"%s\": got %d", names[_i].name, got);
}
END_TEST

START_TEST(limit_name_bytes_is_for_each_name_of_a_path)
{
	ck_assert(check_file_path("abcd/abcd/abcd", 4));
	ck_assert(!check_file_path("abcd/abcde", 4));
	ck_assert(!check_file_path("/a", 4));
	ck_assert(!check_file_path("a//b", 4));
	ck_assert(!check_file_path("a/", 4));
	ck_assert(!check_file_path("", 4));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, takes_only_files_that_may_be_delivered, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, limit_output_bytes_counts_files);
	tcase_add_loop_test(t, names_are_harmless_everywhere, 0, G_N_ELEMENTS(names));
	tcase_add_test(t, limit_name_bytes_is_for_each_name_of_a_path);
}

UNIT_MAIN("front/check_files", add)
