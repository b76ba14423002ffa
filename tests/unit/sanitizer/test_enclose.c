/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_enclose.c: what of opened archives is delivered, under which names, and what follows its
 * archive instead: whole mails with zips in them.
 */
#include "sanitizer/host.h"
#include "sanitizer/zips.h"

#define PNG                                                                                        \
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\0IEND\xae"      \
	"B`\x82"
#define PNG_BYTES PNG, sizeof(PNG) - 1
#define RULES                                                                                      \
	"rule \"open\" { match = type:archive action = open, quarantine release = self }\n"        \
	"rule \"png\" { match = type:png action = deliver }\n"                                     \
	"rule \"text\" { match = type:text,html action = text, quarantine }\n"

static char *mail_with(const char *name, const GByteArray *file)
{
	g_autofree char *base64 = g_base64_encode(file->data, file->len);

	return g_strdup_printf("Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
			       "--x\r\n\r\nhello\r\n--x\r\nContent-Type: application/zip\r\n"
			       "Content-Transfer-Encoding: base64\r\n"
			       "Content-Disposition: attachment; filename=\"%s\"\r\n\r\n%s\r\n"
			       "--x--\r\n",
			       name, base64);
}

static struct message *run(const struct zip_recipe *zip, const char *rules,
			   const struct config *config)
{
	g_autoptr(GByteArray) file = zip_make(zip);
	g_autofree char *raw = mail_with("old.zip", file);
	g_autofree char *policy = g_strconcat(HOST_POLICY_HEAD, rules, HOST_POLICY_TAIL, NULL);

	return host_run(raw, strlen(raw), config, policy, NULL);
}

/* "new.zip: a.png b.txt=text" of the one enclosure. Caller frees. */
static char *told(const struct message *m)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < m->enclosures->len; i++) {
		const struct enclosure *e = g_ptr_array_index(m->enclosures, i);
		g_string_append_printf(out, "%s%s%s:", i ? " | " : "", e->name,
				       e->is_zip ? "" : "!");
		for (guint k = 0; k < e->entries->len; k++) {
			const struct enclosed *one = g_ptr_array_index(e->entries, k);
			gsize n = 0;
			const char *text = one->bytes ? g_bytes_get_data(one->bytes, &n) : NULL;
			g_string_append_printf(out, " %s", one->name);
			if (text)
				g_string_append_printf(out, "=%.*s", (int)n, text);
		}
	}
	return g_string_free(out, FALSE);
}

static void check_told(const struct message *m, const char *want)
{
	g_autofree char *got = told(m);

	ck_assert_str_eq(got, want);
}

static enum part_action action_of(const struct message *m, const char *path)
{
	const struct part *p = host_part(m, path);

	ck_assert_msg(p != NULL, "there is no part %s", path);
	return p->action;
}

START_TEST(members_go_into_one_new_zip)
{
	struct zip_recipe zip = {
		.entries = { { .name = "d/a.png", .data = PNG, .data_len = sizeof(PNG) - 1 },
			     { .name = "read.txt", .data = "one\ntwo\n" },
			     { .name = "list.csv", .data = "a,b\r\n" },
			     { .name = "page.html", .data = "<html><body>hi</body></html>" },
			     { .name = "x.exe", .data = "MZ\x90" } }
	};
	g_autoptr(message_t) m = run(&zip, RULES, NULL);

	check_told(m, "old.zip: d/a.png read.txt=\xef\xbb\xbfone\r\ntwo\r\n "
		      "list.csv=\xef\xbb\xbf"
		      "a,b\r\n page.html.txt=\xef\xbb\xbfhi\r\n");
	ck_assert_int_eq(action_of(m, "2"), PART_OPEN);
	ck_assert_int_eq(action_of(m, "2/d/a.png"), PART_DELIVER);
	ck_assert_int_eq(action_of(m, "2/read.txt"), PART_TEXT);
	ck_assert_int_eq(action_of(m, "2/x.exe"), PART_QUARANTINE);
	g_autofree char *body = host_body(m);
	ck_assert_msg(strstr(body, "old.zip/x.exe") && !strstr(body, "one"), "%s", body);
}
END_TEST

START_TEST(archives_within_become_folders)
{
	struct zip_recipe inner = {
		.entries = { { .name = "a.png", .data = PNG, .data_len = sizeof(PNG) - 1 } }
	};
	g_autoptr(GByteArray) bytes = zip_make(&inner);
	struct zip_recipe outer = {
		.entries = { { .name = "in/b.tar.zip",
			       .data = (const char *)bytes->data,
			       .data_len = bytes->len },
			     { .name = "c.png", .data = PNG, .data_len = sizeof(PNG) - 1 } }
	};
	g_autoptr(message_t) m = run(&outer, RULES, NULL);

	check_told(m, "old.zip: in/b.tar/a.png c.png");
	ck_assert_int_eq(action_of(m, "2/in/b.tar.zip"), PART_OPEN);
}
END_TEST

START_TEST(what_is_in_a_closed_archive_follows_it)
{
	struct zip_recipe zip = {
		.entries = { { .name = "a.png", .data = PNG, .data_len = sizeof(PNG) - 1 } }
	};
	g_autoptr(message_t) m =
		run(&zip, "rule \"png\" { match = type:png action = deliver }\n", NULL);

	check_told(m, "");
	ck_assert_int_eq(action_of(m, "2"), PART_QUARANTINE);
	ck_assert_int_eq(action_of(m, "2/a.png"), PART_NONE);
	ck_assert(!host_part(m, "2/a.png")->is_attachment);
}
END_TEST

/* The scanner did not see it from outside. */
START_TEST(a_virus_makes_the_whole_archive_infected)
{
	struct zip_recipe zip = {
		.entries = { { .name = "a.png", .data = PNG, .data_len = sizeof(PNG) - 1 },
			     { .name = "b.txt",
			       .data = "VIRUS VIRUS VIRUS VIRUS VIRUS",
			       .is_deflated = true } }
	};
	g_autoptr(message_t) m = run(&zip, RULES, NULL);
	const struct part *archive = host_part(m, "2");

	check_told(m, "");
	ck_assert_int_eq(archive->scan, SCAN_CLEAN);
	ck_assert(part_has_finding(archive, FINDING_INFECTED));
	ck_assert_int_eq(archive->action, PART_QUARANTINE);
	ck_assert_str_eq(archive->release, "never");
	ck_assert_int_eq(action_of(m, "2/b.txt"), PART_QUARANTINE);
	g_autofree char *body = host_body(m);
	ck_assert_msg(strstr(body, "Test.Virus"), "%s", body);
}
END_TEST

START_TEST(a_malformed_archive_stays_closed)
{
	struct zip_recipe zip = { .entries = { { .name = "evil.exe",
						 .local_name = "safe.png",
						 .data = PNG,
						 .data_len = sizeof(PNG) - 1 } } };
	g_autoptr(message_t) m = run(&zip, RULES, NULL);

	check_told(m, "");
	ck_assert(part_has_finding(host_part(m, "2"), FINDING_ARCHIVE_NAMES));
	ck_assert_int_eq(action_of(m, "2"), PART_QUARANTINE);
}
END_TEST

/* The page becomes a text of the other's name; with its number it is no longer than others. */
START_TEST(name_bytes_has_room_for_a_number)
{
	g_autofree char *stem = g_strnfill(230, 'a');
	g_autofree char *page = g_strconcat(stem, ".html", NULL);
	g_autofree char *text = g_strconcat(page, ".txt", NULL);
	struct zip_recipe zip = { .entries = { { .name = text, .data = "one" },
					       { .name = page,
						 .data = "<html><body>two</body></html>" } } };
	g_autoptr(message_t) m = run(&zip, RULES, NULL);

	ck_assert_uint_eq(m->enclosures->len, 1);
	const struct enclosure *e = g_ptr_array_index(m->enclosures, 0);
	ck_assert_uint_eq(e->entries->len, 2);
	const char *first = ((struct enclosed *)g_ptr_array_index(e->entries, 0))->name;
	const char *second = ((struct enclosed *)g_ptr_array_index(e->entries, 1))->name;
	ck_assert_str_ne(first, second);
	ck_assert_uint_le(MAX(strlen(first), strlen(second)), limits_default().name_bytes);
	ck_assert(g_str_has_suffix(first, ".txt") && g_str_has_suffix(second, " (2).txt"));
}
END_TEST

/* One emoji of three people: the front takes no character that is not seen. */
START_TEST(names_have_no_joiners)
{
	struct zip_recipe zip = {
		.entries = { { .name = "👨‍👩‍👧/家族👨‍👩‍👧.txt",
			       .data = "x",
			       .flags = 0x0800 } }
	};
	g_autoptr(message_t) m = run(&zip, RULES, NULL);

	check_told(m, "old.zip: 👨👩👧/家族👨👩👧.txt=\xef\xbb\xbfx\r\n");
}
END_TEST

START_TEST(a_file_of_the_mail_is_enclosed_as_it_is)
{
	g_autoptr(GByteArray) file = g_byte_array_new();
	g_byte_array_append(file, (const guint8 *)PNG, sizeof(PNG) - 1);
	g_autofree char *raw = mail_with("a.png", file);
	g_autoptr(message_t) m =
		host_run(raw, strlen(raw), NULL, HOST_POLICY_HEAD RULES HOST_POLICY_TAIL, NULL);

	check_told(m, "a.png!: a.png");
	ck_assert_int_eq(action_of(m, "2"), PART_DELIVER);
	g_autofree char *body = host_body(m);
	ck_assert_str_eq(body, "hello\n");
}
END_TEST

START_TEST(output_bytes)
{
	struct zip_recipe zip = {
		.entries = { { .name = "a.png", .data = PNG, .data_len = sizeof(PNG) - 1 },
			     { .name = "b.png", .data = PNG, .data_len = sizeof(PNG) - 1 } }
	};
	g_autoptr(config_t) config = host_config();

	config->limits.output_bytes = 200; /* room for one */
	g_autoptr(message_t) m = run(&zip, RULES, config);
	check_told(m, "old.zip: a.png");
	ck_assert(part_has_finding(host_part(m, "2/b.png"), FINDING_LIMIT_OUTPUT_BYTES));
	ck_assert_int_eq(action_of(m, "2/b.png"), PART_QUARANTINE);
}
END_TEST

/* A text file is whole or it is kept: nothing would tell of a cut. */
START_TEST(a_text_longer_than_limit_text_bytes_is_kept)
{
	g_autofree char *text = g_strnfill(3000, 'a');
	struct zip_recipe zip = { .entries = { { .name = "a.txt", .data = text },
					       { .name = "b.txt", .data = "short" } } };
	g_autoptr(config_t) config = host_config();

	config->limits.text_bytes = 2000;
	g_autoptr(message_t) m = run(&zip, RULES, config);
	check_told(m, "old.zip: b.txt=\xef\xbb\xbfshort\r\n");
	ck_assert_int_eq(action_of(m, "2/a.txt"), PART_QUARANTINE);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, members_go_into_one_new_zip);
	tcase_add_test(t, archives_within_become_folders);
	tcase_add_test(t, what_is_in_a_closed_archive_follows_it);
	tcase_add_test(t, a_virus_makes_the_whole_archive_infected);
	tcase_add_test(t, a_malformed_archive_stays_closed);
	tcase_add_test(t, names_have_no_joiners);
	tcase_add_test(t, name_bytes_has_room_for_a_number);
	tcase_add_test(t, a_file_of_the_mail_is_enclosed_as_it_is);
	tcase_add_test(t, output_bytes);
	tcase_add_test(t, a_text_longer_than_limit_text_bytes_is_kept);
}

UNIT_MAIN("enclose", add)
