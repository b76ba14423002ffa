/* SPDX-License-Identifier: BSD-2-Clause */
/* misogi check --postfix over a real postconf and a private configuration: each hole is seen. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "checks.h"
#include "misogi/io.h"
#include "postfix.h"

static const char main_cf[] = "compatibility_level = 3.6\n"
			      "smtpd_milters = inet:127.0.0.1:9999\n"
			      "non_smtpd_milters = inet:127.0.0.1:9999\n"
			      "milter_default_action = tempfail\n"
			      "milter_protocol = 6\n"
			      "message_reject_characters = \\0\n"
			      "smtpd_forbid_bare_newline = normalize\n"
			      "smtpd_forbid_unauth_pipelining = yes\n"
			      "smtputf8_enable = no\n"
			      "message_size_limit = 180000000\n";

static const char master_cf[] = "smtp inet n - n - - smtpd -o message_size_limit=100000000\n"
				"pickup unix n - n 60 1 pickup\n"
				"cleanup unix n - n - 0 cleanup\n";

struct flip {
	const char *name;
	const char *main, *master; /* lines added at the end; a later line wins */
	const char *check;	   /* the row that must change */
	enum check_level want;
};

#define SUBMISSION "submission inet n - n - - smtpd -o message_size_limit=100000000 "

static const struct flip flips[] = {
	{ "as_set_up", "", "", "postfix-milter", CHECK_OK },
	{ "as_set_up_action", "", "", "postfix-default-action", CHECK_OK },
	{ "as_set_up_size", "", "", "postfix-size", CHECK_OK },
	{ "no_milter", "smtpd_milters =\n", "", "postfix-milter", CHECK_FAIL },
	{ "other_milter_only", "smtpd_milters = inet:127.0.0.1:1\n", "", "postfix-milter",
	  CHECK_FAIL },
	{ "sendmail_goes_around", "non_smtpd_milters =\n", "", "postfix-milter", CHECK_FAIL },
	{ "milter_by_name", "smtpd_milters = inet:localhost:9999\n", "", "postfix-milter",
	  CHECK_OK },
	{ "milter_by_parameter", "m = inet:127.0.0.1:9999\nsmtpd_milters = $m\n", "",
	  "postfix-milter", CHECK_OK },
	{ "second_smtpd_without", "", SUBMISSION "-o smtpd_milters=\n", "postfix-milter",
	  CHECK_FAIL },
	{ "second_smtpd_with", "", SUBMISSION "\n", "postfix-milter", CHECK_OK },
	{ "cleanup_without", "", "cleanup2 unix n - n - 0 cleanup -o non_smtpd_milters=\n",
	  "postfix-milter", CHECK_FAIL },
	{ "accept", "milter_default_action = accept\n", "", "postfix-default-action", CHECK_FAIL },
	{ "quarantine", "milter_default_action = quarantine\n", "", "postfix-default-action",
	  CHECK_FAIL },
	{ "shutdown", "milter_default_action = shutdown\n", "", "postfix-default-action",
	  CHECK_OK },
	{ "accept_of_one_milter",
	  "smtpd_milters = { inet:127.0.0.1:9999, default_action=accept }\n", "",
	  "postfix-default-action", CHECK_FAIL },
	{ "tempfail_of_one_milter",
	  "milter_default_action = accept\n"
	  "smtpd_milters = { inet:127.0.0.1:9999, default_action=tempfail }\n"
	  "non_smtpd_milters = $smtpd_milters\n",
	  "", "postfix-default-action", CHECK_OK },
	{ "accept_of_one_service", "", SUBMISSION "-o milter_default_action=accept\n",
	  "postfix-default-action", CHECK_FAIL },
	{ "not_the_last_milter", "smtpd_milters = inet:127.0.0.1:9999, inet:127.0.0.1:1\n", "",
	  "postfix-milter-last", CHECK_WARN },
	{ "no_milters", "receive_override_options = no_milters\n", "", "postfix-no-milters",
	  CHECK_FAIL },
	{ "no_milters_of_pickup", "",
	  "pickup unix n - n 60 1 pickup -o receive_override_options=no_milters\n",
	  "postfix-no-milters", CHECK_FAIL },
	{ "milter_maps", "smtpd_milter_maps = cidr:/nonexistent\n", "", "postfix-milter-maps",
	  CHECK_FAIL },
	{ "proxy_filter", "", SUBMISSION "-o smtpd_proxy_filter=127.0.0.1:1\n",
	  "postfix-proxy-filter", CHECK_FAIL },
	{ "content_filter", "content_filter = smtp:127.0.0.1:1\n", "", "postfix-content-filter",
	  CHECK_WARN },
	{ "old_protocol", "milter_protocol = 2\n", "", "postfix-protocol", CHECK_FAIL },
	{ "impatient", "milter_content_timeout = 60s\n", "", "postfix-timeout", CHECK_FAIL },
	{ "patient_in_minutes", "milter_content_timeout = 5m\n", "", "postfix-timeout", CHECK_OK },
	{ "nul", "message_reject_characters =\n", "", "postfix-nul", CHECK_WARN },
	{ "bare_newline", "smtpd_forbid_bare_newline = no\n", "", "postfix-bare-newline",
	  CHECK_FAIL },
	{ "pipelining", "smtpd_forbid_unauth_pipelining = no\n", "", "postfix-pipelining",
	  CHECK_WARN },
	{ "no_room_for_the_new_body", "message_size_limit = 100000001\n", "", "postfix-size",
	  CHECK_WARN },
	{ "unlimited_smtpd", "", "smtps inet n - n - - smtpd -o message_size_limit=0\n",
	  "postfix-size", CHECK_WARN },
	{ "unlimited_cleanup", "message_size_limit = 0\n", "", "postfix-size", CHECK_OK },
	{ "pass_in_header_checks", "header_checks = regexp:DIR/pass\n", "", "postfix-tables",
	  CHECK_FAIL },
	{ "redirect_in_body_checks", "body_checks = regexp:DIR/redirect\n", "", "postfix-tables",
	  CHECK_FAIL },
	{ "harmless_header_checks", "header_checks = regexp:DIR/harmless\n", "", "postfix-tables",
	  CHECK_OK },
	{ "unreadable_table", "header_checks = regexp:DIR/absent\n", "", "postfix-tables",
	  CHECK_WARN },
	{ "redirect_in_milter_header_checks", "milter_header_checks = regexp:DIR/redirect\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "filter_in_a_continued_line", "header_checks = regexp:DIR/continued\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "filter_in_access", "smtpd_client_restrictions = check_client_access hash:DIR/filter\n",
	  "", "postfix-tables", CHECK_FAIL },
	{ "redirect_in_texthash",
	  "smtpd_sender_restrictions = permit_mynetworks, check_sender_access "
	  "texthash:DIR/access\n",
	  "", "postfix-tables", CHECK_FAIL },
	{ "access_without_its_name", "smtpd_recipient_restrictions = regexp:DIR/redirect\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "access_of_one_service", "",
	  SUBMISSION "-o smtpd_relay_restrictions=check_helo_access,pcre:DIR/redirect\n",
	  "postfix-tables", CHECK_FAIL },
	{ "access_in_a_class",
	  "smtpd_restriction_classes = odd\nodd = check_client_access cidr:DIR/cidr\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "filter_inline",
	  "smtpd_data_restrictions = check_client_access inline:{ {a.b = FILTER smtp:[c]} }\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "filter_inline_with_options",
	  "smtpd_data_restrictions = { check_client_access static:{FILTER smtp:c} }\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "filter_static", "smtpd_end_of_data_restrictions = check_client_access static:FILTER\n",
	  "", "postfix-tables", CHECK_FAIL },
	{ "filter_behind_proxy",
	  "smtpd_helo_restrictions = check_helo_access proxy:hash:DIR/filter\n", "",
	  "postfix-tables", CHECK_FAIL },
	{ "prepend_in_access",
	  "smtpd_client_restrictions = check_client_access static:{PREPEND X-A: b}\n", "",
	  "postfix-tables", CHECK_WARN },
	{ "harmless_access", "smtpd_client_restrictions = check_client_access hash:DIR/fine\n", "",
	  "postfix-tables", CHECK_OK },
	{ "absent_access", "smtpd_client_restrictions = check_client_access hash:DIR/absent\n", "",
	  "postfix-tables", CHECK_WARN },
	{ "access_of_a_kind_unknown",
	  "smtpd_client_restrictions = check_client_access ldap:DIR/ldap\n", "", "postfix-tables",
	  CHECK_WARN },
	{ "policy_service",
	  "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:1\n", "",
	  "postfix-policy-service", CHECK_WARN },
	{ "policy_service_with_options",
	  "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:1, timeout=1s }\n",
	  "", "postfix-policy-service", CHECK_WARN },
	{ "as_set_up_internal_mail", "", "", "postfix-internal-mail", CHECK_OK },
	{ "bounces_filtered", "internal_mail_filter_classes = bounce\n", "",
	  "postfix-internal-mail", CHECK_WARN },
	{ "as_set_up_header_size", "", "", "postfix-header-size", CHECK_OK },
	{ "huge_headers", "header_size_limit = 1000000\n", "", "postfix-header-size", CHECK_WARN },
	{ "huge_headers_of_one_cleanup", "",
	  "cleanup2 unix n - n - 0 cleanup -o header_size_limit=1000000\n", "postfix-header-size",
	  CHECK_WARN },
	{ "nul_of_one_cleanup", "",
	  "cleanup2 unix n - n - 0 cleanup -o message_reject_characters=\n", "postfix-nul",
	  CHECK_WARN },
	{ "as_set_up_smtputf8", "", "", "postfix-smtputf8", CHECK_OK },
	{ "smtputf8", "smtputf8_enable = yes\n", "", "postfix-smtputf8", CHECK_WARN },
	{ "more_patient_than_clients", "milter_content_timeout = 600s\n", "", "postfix-timeout",
	  CHECK_WARN },
	{ "impatient_with_one_milter",
	  "smtpd_milters = { inet:127.0.0.1:9999, content_timeout = 60s }\n", "", "postfix-timeout",
	  CHECK_FAIL },
	{ "accept_of_one_milter_with_blanks",
	  "smtpd_milters = { inet:127.0.0.1:9999, default_action = accept }\n", "",
	  "postfix-default-action", CHECK_FAIL },
	{ "qmqpd_without_milters", "non_smtpd_milters =\n",
	  "pickup unix n - n 60 1 echo\nqmqp inet n - n - - qmqpd\n", "postfix-milter",
	  CHECK_FAIL },
	{ "no_milters_of_qmqpd", "",
	  "qmqp inet n - n - - qmqpd -o receive_override_options=no_milters\n",
	  "postfix-no-milters", CHECK_FAIL },
	{ "nothing_on_hold", "", "", "postfix-hold", CHECK_OK },
	{ "no_queue_yet", "queue_directory = DIR/absent\n", "", "postfix-hold", CHECK_OK },
	{ "mail_on_hold", "queue_directory = DIR/held\n", "", "postfix-hold", CHECK_WARN },
	{ "milter_that_does_not_run", "", "", "postfix-descriptors", CHECK_WARN },
};

/* Postfix reads a file that was changed in this very second again and again: ours are old. */
static void put_file(const char *dir, const char *name, const char *text)
{
	const struct timespec old[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };
	g_autofree char *path = g_build_filename(dir, name, NULL);
	ck_assert(g_file_set_contents(path, text, -1, NULL));
	ck_assert_int_eq(utimensat(AT_FDCWD, path, old, 0), 0);
}

static void put_both(const char *dir, const char *name, const char *text, const char *more)
{
	g_auto(GStrv) parts = g_strsplit(more, "DIR", -1);
	g_autofree char *placed = g_strjoinv(dir, parts);
	g_autofree char *whole = g_strconcat(text, placed, NULL);
	put_file(dir, name, whole);
}

static void make_folder(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	ck_assert_int_eq(g_mkdir_with_parents(path, 0700), 0);
}

/* As postmap(1) does it: what Postfix reads is the database beside the text. */
static void index_table(const char *dir, const char *name)
{
	g_autofree char *command =
		g_strdup_printf("PATH=$PATH:/usr/sbin; postmap -c %s hash:%s/%s", dir, dir, name);
	ck_assert_int_eq(system(command), 0);
}

static struct config settings(const char *listen)
{
	struct config c = { .limits = limits_default() };
	static char nowhere[] = "/nonexistent/misogi-control";
	c.listen = (char *)(uintptr_t)listen;
	c.control_socket = nowhere;
	return c;
}

static void remove_dir(const char *dir)
{
	g_autofree char *command = g_strdup_printf("rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

START_TEST(flip)
{
	const struct flip *f = &flips[_i];
	g_autofree char *dir = g_dir_make_tmp("misogi-postfix-XXXXXX", NULL);
	put_file(dir, "pass", "/^X-A: b/ PASS\n");
	put_file(dir, "redirect", "/x/ redirect a@b.c\n");
	put_file(dir, "harmless", "# PASS\n/^Subject:.*pass/ REJECT no\n");
	put_file(dir, "continued", "/^X-A: b/\n  FILTER smtp:[a]\n");
	put_file(dir, "access", "a@b.c redirect d@e.f\n");
	put_file(dir, "cidr", "192.0.2.0/24 FILTER smtp:[a]\n");
	put_file(dir, "filter", "filter.example OK\n192.0.2.1 FILTER smtp:[a]\n");
	put_file(dir, "fine", "filter.example OK\n192.0.2.1 REJECT no\n");
	make_folder(dir, "queue/hold/A");
	make_folder(dir, "held/hold/A");
	put_file(dir, "held/hold/A/4ABC", "mail");
	g_autofree char *more = g_strconcat("queue_directory = DIR/queue\n", f->main, NULL);
	put_both(dir, "main.cf", main_cf, more);
	if (strstr(f->main, "hash:DIR/filter"))
		index_table(dir, "filter");
	if (strstr(f->main, "hash:DIR/fine"))
		index_table(dir, "fine");
	put_both(dir, "master.cf", master_cf, f->master);

	const struct cli cli = { .lang = LANGUAGE_EN };
	const struct config config = settings("inet:9999@127.0.0.1");
	struct checks *c = checks_new(&cli);
	check_postfix(c, &config, dir);
	const struct check *row = checks_find(c, f->check);
	ck_assert_msg(row != NULL, "%s: no row %s", f->name, f->check);
	ck_assert_msg(row->level == f->want, "%s: got %d, want %d: %s", f->name, (int)row->level,
		      (int)f->want, row->text);
	ck_assert_int_eq(*row->remedy == '\0', f->want == CHECK_OK);
	checks_free(c);
	remove_dir(dir);
}
END_TEST

START_TEST(missing_configuration_is_said)
{
	const struct cli cli = { .lang = LANGUAGE_EN };
	const struct config config = settings("inet:9999@127.0.0.1");
	struct checks *c = checks_new(&cli);
	check_postfix(c, &config, "/nonexistent");
	ck_assert_uint_eq(c->failures, 1);
	ck_assert_ptr_nonnull(checks_find(c, "postfix"));
	checks_free(c);
}
END_TEST

START_TEST(chroot_and_absolute_socket_do_not_meet)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-postfix-XXXXXX", NULL);
	put_file(dir, "main.cf",
		 "compatibility_level = 3.6\nsmtpd_milters = unix:/run/misogi/milter.sock\n");
	put_file(dir, "master.cf", "smtp inet n - y - - smtpd\n");
	const struct cli cli = { .lang = LANGUAGE_JA };
	const struct config config = settings("unix:/run/misogi/milter.sock");
	struct checks *c = checks_new(&cli);
	check_postfix(c, &config, dir);
	ck_assert_int_eq(checks_find(c, "postfix-milter")->level, CHECK_OK);
	ck_assert_int_eq(checks_find(c, "postfix-chroot")->level, CHECK_FAIL);
	checks_free(c);
	remove_dir(dir);
}
END_TEST

/* A milter that tells of this very process, once. */
static void *fake_milter(void *arg)
{
	AUTO_FD fd = accept(GPOINTER_TO_INT(arg), NULL, NULL);
	g_autofree char *answer = g_strdup_printf("{\"ok\":true,\"pid\":%d}\n", (int)getpid());
	char request[512];
	ck_assert_int_gt(recv(fd, request, sizeof(request), 0), 0);
	ck_assert_int_gt(send(fd, answer, strlen(answer), MSG_NOSIGNAL), 0);
	return NULL;
}

struct descriptor_case {
	const char *name;
	const char *processes; /* maxproc of the one smtpd */
	rlim_t limit;	       /* of the milter's descriptors */
	enum check_level want;
};

static const struct descriptor_case descriptors[] = {
	{ "four_for_each", "20", 80, CHECK_OK },
	{ "one_too_few", "20", 79, CHECK_WARN },
	{ "default_process_limit_is_100", "-", 399, CHECK_WARN },
	{ "default_process_limit_is_met", "-", 400, CHECK_OK },
	{ "no_limit_of_processes", "0", 400, CHECK_WARN },
};

START_TEST(descriptors_of_the_running_milter)
{
	const struct descriptor_case *d = &descriptors[_i];
	g_autofree char *dir = g_dir_make_tmp("misogi-postfix-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "control", NULL);
	g_autofree char *master = g_strdup_printf("smtp inet n - n - %s smtpd\n", d->processes);
	put_file(dir, "main.cf", main_cf);
	put_file(dir, "master.cf", master);

	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	g_strlcpy(addr.sun_path, path, sizeof(addr.sun_path));
	AUTO_FD listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&addr, sizeof(addr)), 0);
	ck_assert_int_eq(listen(listener, 1), 0);
	GThread *thread = g_thread_new("milter", fake_milter, GINT_TO_POINTER(listener));
	struct rlimit limit;
	getrlimit(RLIMIT_NOFILE, &limit);
	const struct rlimit before = limit;
	limit.rlim_cur = d->limit;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);

	const struct cli cli = { .lang = LANGUAGE_EN };
	struct config config = settings("inet:9999@127.0.0.1");
	config.control_socket = path;
	struct checks *c = checks_new(&cli);
	check_postfix(c, &config, dir);
	const struct check *row = checks_find(c, "postfix-descriptors");
	ck_assert_msg(row && row->level == d->want, "%s: %s", d->name, row ? row->text : "");
	checks_free(c);
	g_thread_join(thread);
	setrlimit(RLIMIT_NOFILE, &before);
	remove_dir(dir);
}
END_TEST

struct version_case {
	const char *version;
	enum check_level want;
};

static const struct version_case versions[] = {
	{ "3.7.10", CHECK_FAIL }, { "3.7.11", CHECK_OK }, { "3.6.20", CHECK_FAIL },
	{ "3.10.1", CHECK_OK },	  { "4.0.0", CHECK_OK },  { "", CHECK_FAIL },
};

START_TEST(version_floor)
{
	g_autofree char *dir = g_dir_make_tmp("misogi-postfix-XXXXXX", NULL);
	g_autofree char *line = g_strdup_printf("mail_version = %s\n", versions[_i].version);
	put_both(dir, "main.cf", main_cf, line);
	put_file(dir, "master.cf", master_cf);
	const struct cli cli = { .lang = LANGUAGE_EN };
	const struct config config = settings("inet:9999@127.0.0.1");
	struct checks *c = checks_new(&cli);
	check_postfix(c, &config, dir);
	ck_assert_msg(checks_find(c, "postfix-version")->level == versions[_i].want, "%s",
		      versions[_i].version);
	checks_free(c);
	remove_dir(dir);
}
END_TEST

struct address_case {
	const char *listen, *want;
};

static const struct address_case addresses[] = {
	{ "inet:9999@127.0.0.1", "inet:127.0.0.1:9999" },
	{ "inet:9999", "inet:127.0.0.1:9999" },
	{ "unix:/run/misogi/milter.sock", "unix:/run/misogi/milter.sock" },
	{ "unix:/var/spool/postfix/misogi/milter.sock", "unix:misogi/milter.sock" },
};

START_TEST(address_as_postfix_writes_it)
{
	g_autofree char *got = postfix_milter_of(addresses[_i].listen);
	ck_assert_str_eq(got, addresses[_i].want);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, address_as_postfix_writes_it, 0, G_N_ELEMENTS(addresses));
	g_autofree char *postconf = g_find_program_in_path("postconf");
	if (!postconf && access("/usr/sbin/postconf", X_OK) != 0) {
		puts("SKIP postfix: postconf is not installed (package postfix)");
		return;
	}
	tcase_add_loop_test(t, flip, 0, G_N_ELEMENTS(flips));
	tcase_add_test(t, missing_configuration_is_said);
	tcase_add_test(t, chroot_and_absolute_socket_do_not_meet);
	tcase_add_loop_test(t, descriptors_of_the_running_milter, 0, G_N_ELEMENTS(descriptors));
	tcase_add_loop_test(t, version_floor, 0, G_N_ELEMENTS(versions));
}

UNIT_MAIN("postfix", add)
