/* SPDX-License-Identifier: BSD-2-Clause */
/* Archives of whole mails: their members are parts, locked ones wait for the mail's own words. */
#include "sanitizer/archives.h"
#include "sanitizer/host.h"

#define OPEN_POLICY                                                                                \
	HOST_POLICY_HEAD                                                                           \
	"body { alternative = plain }\n"                                                           \
	"rule \"locked\" { match = encrypted:yes action = quarantine try-passwords = same-mail "   \
	"}\n"                                                                                      \
	"rule \"open\" { match = type:archive,disk-image action = open, quarantine }\n"            \
	"rule \"text\" { match = type:text action = text, quarantine }\n" HOST_POLICY_TAIL

static const struct made plan[] = {
	{ .name = "図面/平面図.txt", .content = "plan" },
	{ 0 },
};

static const struct making zip = { ARCHIVE_FORMAT_ZIP, 0, "zip:compression=deflate", NULL };

static GString *mail_new(const char *text)
{
	GString *mail = g_string_new("Subject: files\r\nContent-Type: multipart/mixed; "
				     "boundary=x\r\n\r\n");

	g_string_append_printf(mail, "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
			       text);
	return mail;
}

static void mail_attach(GString *mail, const char *name, const GByteArray *b)
{
	g_autofree char *coded = g_base64_encode(b->data, b->len);

	g_string_append_printf(mail,
			       "--x\r\nContent-Type: application/octet-stream; name=\"%s\"\r\n"
			       "Content-Disposition: attachment\r\n"
			       "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n",
			       name, coded);
}

static struct message *run(GString *mail, const struct config *c)
{
	g_string_append(mail, "--x--\r\n");
	return host_run(mail->str, mail->len, c, OPEN_POLICY, NULL);
}

static struct message *run_one(const char *text, const char *name, const GByteArray *b)
{
	g_autoptr(GString) mail = mail_new(text);

	mail_attach(mail, name, b);
	return run(mail, NULL);
}

START_TEST(makes_members_parts)
{
	g_autoptr(GByteArray) b = made_archive(&zip, plan);
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);
	const struct part *container = host_part(m, "2");
	const struct part *p = host_part(m, "2/図面/平面図.txt");

	ck_assert_uint_eq(m->parts->len, 3);
	ck_assert_ptr_nonnull(p);
	ck_assert_str_eq(p->name, "平面図.txt");
	ck_assert_str_eq(p->type, "txt");
	ck_assert_int_eq(p->parent, 1);
	ck_assert_uint_eq(p->size, 4);
	ck_assert(!p->is_body && p->is_attachment);
	ck_assert_int_eq(p->scan, SCAN_CLEAN);
	ck_assert(container->is_attachment && !container->is_body);
	ck_assert_str_eq(container->type, "zip");
	ck_assert_uint_eq(m->findings->len, 0);
}
END_TEST

START_TEST(opens_archives_in_archives)
{
	g_autoptr(GByteArray) inner = made_archive(
		&(struct making){ ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, NULL, NULL },
		plan);
	const struct made outer[] = {
		{ .name = "in.tgz", .content = (char *)inner->data, .n = inner->len }, { 0 }
	};
	g_autoptr(GByteArray) b = made_archive(&zip, outer);
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);

	ck_assert_ptr_nonnull(host_part(m, "2/in.tgz"));
	ck_assert_ptr_nonnull(host_part(m, "2/in.tgz/図面/平面図.txt"));
	ck_assert_int_eq(host_part(m, "2/in.tgz/図面/平面図.txt")->parent, 2);
}
END_TEST

START_TEST(archive_depth)
{
	g_autoptr(config_t) c = host_config();
	g_autoptr(GByteArray) b = made_archive(&zip, plan);
	g_autoptr(GString) mail = mail_new("hello");

	for (unsigned i = 0; i < 3; i++) {
		g_autoptr(GByteArray) in = b;
		const struct made outer[] = {
			{ .name = "in.zip", .content = (char *)in->data, .n = in->len }, { 0 }
		};
		b = made_archive(&zip, outer);
	}
	mail_attach(mail, "a.zip", b);
	c->limits.archive_depth = 3;
	g_autoptr(message_t) m = run(mail, c);
	const struct part *last = host_part(m, "2/in.zip/in.zip/in.zip");
	ck_assert(part_has_finding(last, FINDING_LIMIT_ARCHIVE_DEPTH));
	ck_assert(!host_part(m, "2/in.zip/in.zip/in.zip/図面/平面図.txt"));
	c->limits.archive_depth = 4;
	g_autoptr(message_t) deep = host_run(mail->str, mail->len, c, OPEN_POLICY, NULL);
	ck_assert(!host_found(deep, FINDING_LIMIT_ARCHIVE_DEPTH));
	ck_assert(host_part(deep, "2/in.zip/in.zip/in.zip/図面/平面図.txt"));
}
END_TEST

START_TEST(never_holds_a_mail_because_of_its_members)
{
	g_autoptr(config_t) c = host_config();
	g_autoptr(GByteArray) b =
		made_archive(&zip, (const struct made[]){ { .name = "1", .content = "a" },
							  { .name = "2", .content = "a" },
							  { .name = "3", .content = "a" },
							  { 0 } });
	g_autoptr(GString) mail = mail_new("hello");

	mail_attach(mail, "a.zip", b);
	mail_attach(mail, "b.zip", b);
	c->limits.parts = 4;
	c->limits.archive_entries = 5;
	g_autoptr(message_t) m = run(mail, c);
	ck_assert_int_eq(m->action, MAIL_SANITIZE);
	ck_assert_uint_eq(m->parts->len, 6);
	ck_assert(part_has_finding(host_part(m, "3"), FINDING_LIMIT_ARCHIVE_ENTRIES));
	ck_assert_int_eq(host_part(m, "3")->action, PART_QUARANTINE);
}
END_TEST

/* Outside of an archive the first two would be opened. */
START_TEST(reads_no_body_in_an_archive)
{
	static const char literal[] = "\xcb\x0c"
				      "b\0\0\0\0\0hidden";
	g_autoptr(GByteArray) b = made_archive(
		&zip, (const struct made[]){
			      { .name = "a.txt", .content = "x\nbegin 644 b.txt\n#86)C\n`\nend\n" },
			      { .name = "b.pgp", .content = literal, .n = sizeof(literal) - 1 },
			      { .name = "c.eml", .content = "Subject: x\r\n\r\ntext\r\n" },
			      { 0 } });
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);

	ck_assert_uint_eq(m->parts->len, 5);
	for (unsigned i = 2; i < 5; i++)
		ck_assert(!message_part(m, i)->is_body);
}
END_TEST

START_TEST(takes_the_worst_of_a_members_name)
{
	g_autoptr(GByteArray) b = made_archive(
		&zip,
		(const struct made[]){ { .name = "請求書.pdf.exe", .content = "MZ" }, { 0 } });
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);
	const struct part *p = host_part(m, "2/請求書.pdf.exe");

	ck_assert(part_has_finding(p, FINDING_NAME_DOUBLE_EXTENSION));
	ck_assert_int_eq(p->class, CLASS_EXECUTABLE);
	ck_assert_int_eq(p->action, PART_QUARANTINE);
}
END_TEST

START_TEST(finds_a_virus_in_a_member)
{
	g_autoptr(GByteArray) b = made_archive(
		&zip, (const struct made[]){ { .name = "a.txt", .content = "VIRUS" }, { 0 } });
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);

	ck_assert_int_eq(host_part(m, "2/a.txt")->scan, SCAN_INFECTED);
	ck_assert_int_eq(host_part(m, "2/a.txt")->action, PART_QUARANTINE);
}
END_TEST

START_TEST(opens_disk_images_like_archives)
{
	g_autoptr(GByteArray) b =
		made_archive(&(struct making){ ARCHIVE_FORMAT_ISO9660, 0, NULL, NULL }, plan);
	g_autoptr(message_t) m = run_one("hello", "a.iso", b);

	ck_assert_ptr_nonnull(host_part(m, "2/図面/平面図.txt"));
	ck_assert_int_eq(host_part(m, "2")->class, CLASS_DISK_IMAGE);
}
END_TEST

START_TEST(keeps_what_it_could_not_open)
{
	g_autoptr(GByteArray) b = made_archive(&zip, plan);

	made_text(b, "behind");
	g_autoptr(message_t) m = run_one("hello", "a.zip", b);
	ck_assert_uint_eq(m->parts->len, 2);
	ck_assert(part_has_finding(host_part(m, "2"), FINDING_ARCHIVE_TAIL));
	ck_assert_int_eq(host_part(m, "2")->action, PART_QUARANTINE);
}
END_TEST

/* ---- passwords ---- */

static GByteArray *locked(const char *encryption)
{
	g_autofree char *o =
		g_strdup_printf("zip:compression=deflate,zip:encryption=%s", encryption);

	return made_archive(&(struct making){ ARCHIVE_FORMAT_ZIP, 0, o, "Abc-1234" }, plan);
}

START_TEST(opens_with_the_password_of_the_mail)
{
	static const char *const kinds[] = { "zipcrypt", "aes128", "aes256" };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GByteArray) b = locked(kinds[i]);
		g_autoptr(message_t) m =
			run_one("添付の通りです。\r\nパスワード：Abc-1234", "a.zip", b);
		const struct part *p = host_part(m, "2/図面/平面図.txt");
		ck_assert_msg(part_has_finding(host_part(m, "2"), FINDING_PASSWORD_FOUND), "%s",
			      kinds[i]);
		ck_assert(!host_found(m, FINDING_ENCRYPTED));
		ck_assert_uint_eq(p->size, 4);
	}
}
END_TEST

START_TEST(finds_the_password_in_a_text_behind_the_archive)
{
	g_autoptr(GByteArray) b = locked("zipcrypt");
	g_autoptr(GString) mail = mail_new("hello");

	mail_attach(mail, "a.zip", b);
	g_string_append(mail, "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
			      "<p>パスワードは<b>Abc-1234</b>です\r\n");
	g_autoptr(message_t) m = run(mail, NULL);
	ck_assert(part_has_finding(host_part(m, "2"), FINDING_PASSWORD_FOUND));
	ck_assert_ptr_nonnull(host_part(m, "2/図面/平面図.txt"));
}
END_TEST

START_TEST(names_members_that_stay_locked)
{
	g_autoptr(GByteArray) b = locked("aes256");
	g_autoptr(message_t) m = run_one("パスワード：wrong-1", "a.zip", b);
	const struct part *p = host_part(m, "2/図面/平面図.txt");

	ck_assert(part_has_finding(host_part(m, "2"), FINDING_ENCRYPTED));
	ck_assert(!host_found(m, FINDING_PASSWORD_FOUND));
	ck_assert_int_eq(host_part(m, "2")->action, PART_QUARANTINE);
	ck_assert(part_has_finding(p, FINDING_ENCRYPTED));
	ck_assert_uint_eq(p->size, 0);
	ck_assert_str_eq(p->type, "unknown");
}
END_TEST

START_TEST(tries_passwords_only_where_the_policy_says)
{
	g_autoptr(GByteArray) b = locked("aes256");
	g_autoptr(GString) mail = mail_new("パスワード：Abc-1234");

	mail_attach(mail, "a.zip", b);
	g_string_append(mail, "--x--\r\n");
	g_autoptr(message_t) m = host_run(mail->str, mail->len, NULL, HOST_TEXT_POLICY, NULL);
	ck_assert(part_has_finding(host_part(m, "2"), FINDING_ENCRYPTED));
}
END_TEST

START_TEST(says_no_password_anywhere)
{
	g_autoptr(GByteArray) b = locked("aes256");
	g_autoptr(message_t) m = run_one("パスワード：Abc-1234", "a.zip", b);

	for (guint i = 0; i < m->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(m->findings, i);
		ck_assert(!strstr(f->detail, "Abc-1234"));
	}
}
END_TEST

static void add(TCase *t)
{
	tcase_add_checked_fixture(t, host_setup, NULL);
	tcase_add_test(t, makes_members_parts);
	tcase_add_test(t, opens_archives_in_archives);
	tcase_add_test(t, archive_depth);
	tcase_add_test(t, never_holds_a_mail_because_of_its_members);
	tcase_add_test(t, reads_no_body_in_an_archive);
	tcase_add_test(t, takes_the_worst_of_a_members_name);
	tcase_add_test(t, finds_a_virus_in_a_member);
	tcase_add_test(t, opens_disk_images_like_archives);
	tcase_add_test(t, keeps_what_it_could_not_open);
	tcase_add_test(t, opens_with_the_password_of_the_mail);
	tcase_add_test(t, finds_the_password_in_a_text_behind_the_archive);
	tcase_add_test(t, names_members_that_stay_locked);
	tcase_add_test(t, tries_passwords_only_where_the_policy_says);
	tcase_add_test(t, says_no_password_anywhere);
}

UNIT_MAIN("unpack", add)
