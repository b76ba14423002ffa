/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_walls.c: runs into every wall of the cage and tells every lie, through
 * job_run(), and wants of each: the right reason, a calm front that serves
 * the next mail, no process and no descriptor left. $EVIL_WORKER: the nursery.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "misogi/front.h"
#include "misogi/io.h"
#include "unit.h"

/* Small limits, so that each is met soon. */
static const char settings[] = "limit_job_seconds = %u\n"
			       "limit_job_cpu_seconds = 1\n"
			       "limit_job_memory_bytes = 128M\n"
			       "limit_part_bytes = 8M\n"
			       "limit_message_bytes = 16M\n"
			       "limit_output_bytes = 65536\n"
			       "limit_parts = 100\n"
			       "limit_archive_entries = 10\n"
			       "clamd_socket = none\n";

/* What only a clock ends need not last; two seconds of CPU may take many of the wall. */
enum { SOON = 1, LATER = 30 };

enum outcome { ANSWERED, HOLD, WAIT };

/* clang-format off */
static const struct wall {
	const char *deed;
	enum outcome outcome;
	enum reason reason;
	const char *says; /* subject of the answer, or part of the error's text */
	bool sleeps;
} walls[] = {
#define ERRNO(deed, name) { deed, ANSWERED, REASON_NONE, name, false }
#define SAYS(deed, subject) { deed, ANSWERED, REASON_NONE, subject, false }
#define KILLED(deed) { deed, HOLD, REASON_WORKER_DIED, "SIGSYS", false }
#define DIES(deed, how) { deed, HOLD, REASON_WORKER_DIED, how, false }
#define LATE(deed) { deed, HOLD, REASON_WORKER_TIMEOUT, "", false }
#define SLEEPS(deed) { deed, HOLD, REASON_WORKER_TIMEOUT, "", true }
#define WAITS(deed, why, what) { deed, WAIT, why, what, false }
#define LIE(deed, what) { deed, HOLD, REASON_WORKER_ANSWER, what, false }
	SAYS("honest", "honest"),
	/* files */
	ERRNO("open_passwd", "EACCES"),
	ERRNO("open_old", "EACCES"),
	ERRNO("open_own_memory", "EACCES"),
	ERRNO("open_mail_writable", "EACCES"),
	ERRNO("create_file", "EACCES"),
	ERRNO("stat_file", "EACCES"),
	ERRNO("read_link", "EACCES"),
	ERRNO("unlink_file", "ENOSYS"),
	ERRNO("terminal_input", "ENOTTY"),
	ERRNO("no_such_call", "ENOSYS"),
	ERRNO("write_mail", "EBADF"),
	ERRNO("cut_mail", "EINVAL"),
	ERRNO("set_owner", "ENOSYS"),
	ERRNO("talk_elsewhere", "ENOSYS"),
#ifndef MISOGI_SANITIZED
	ERRNO("more_files", "ENOSYS"),
#endif
	/* network */
	KILLED("make_socket"),
	KILLED("make_unix_socket"),
	KILLED("make_pair"),
	KILLED("connect_out"),
	KILLED("bind_socket"),
	/* programs and processes */
	KILLED("exec_shell"),
	KILLED("exec_at"),
	KILLED("fork_child"),
	KILLED("vfork_child"),
	KILLED("make_thread"),
	KILLED("clone_new"),
	KILLED("fork_bomb"),
	KILLED("trace_parent"),
	KILLED("read_others"),
	KILLED("kill_group"),
	KILLED("kill_parent"),
	KILLED("kill_thread"),
	KILLED("open_process"),
	/* the kernel's doors */
	KILLED("map_code"),
	KILLED("make_code"),
	KILLED("load_bpf"),
	KILLED("io_uring"),
	KILLED("user_fault"),
	KILLED("new_namespace"),
	KILLED("mount_something"),
	KILLED("change_root"),
	KILLED("become_root"),
	KILLED("set_dumpable"),
	KILLED("other_filter"),
	KILLED("use_keys"),
	KILLED("measure"),
#ifdef __x86_64__
	KILLED("old_gate"),
	KILLED("x32_gate"),
#endif
/* limits */
#ifndef MISOGI_SANITIZED
	ERRNO("memory_bomb", "ENOMEM"),
#endif
	DIES("file_bomb", "SIGXFSZ"),
	LATE("endless_loop"),
	DIES("endless_loop_deaf", "SIGKILL"),
	SLEEPS("sleep_for_ever"),
	SLEEPS("close_and_sleep"),
	/* deaths */
	DIES("die_segv", "SIGSEGV"),
	DIES("die_bus", "SIGBUS"),
	DIES("die_ill", "SIGILL"),
	DIES("die_fpe", "SIG"),
	KILLED("die_abort"),
	DIES("die_stack", "SIGSEGV"),
	DIES("die_quietly", "status 0"),
	DIES("die_badly", "status 3"),
	SAYS("die_first", "second"),
	/* leaves */
	SAYS("honest_leaf", "honest"),
	LIE("leaf_let_through", "not clean"),
	LIE("leaf_delivered", "not clean"),
	LIE("leaf_forged_verdict", "another verdict"),
	LIE("leaf_forged_hash", "another verdict"),
	LIE("leaf_never_given", "not scanned"),
	LIE("leaf_kept_but_not_given", "nothing to keep"),
	LIE("leaf_unsealed", "LEAF"),
	LIE("leaf_is_the_socket", "LEAF"),
	LIE("leaf_is_the_mail", "LEAF"),
	LIE("leaf_of_no_part", "not so many"),
	LIE("leaf_of_unknown_part", "no part"),
	LIE("leaf_twice", "twice"),
	LIE("leaf_without_file", "LEAF"),
	LIE("leaf_after_answer", "after the answer"),
	LIE("leaf_flood", "not so many"),
	LIE("leaves_too_large", "together"),
	/* frames */
	LIE("garbage", ""),
	LIE("empty_packet", ""),
	LIE("giant_packet", ""),
	LIE("cut_frame", ""),
	LIE("two_descriptors", ""),
	DIES("half_answer", "status 0"),
	SLEEPS("half_answer_then_sleep"),
	LIE("endless_times", ""),
	LIE("endless_traces", ""),
	LIE("all_at_its_bounds", "no end"),
	LIE("too_many_parts", "parts"),
	LIE("too_many_findings", "findings"),
	LIE("frame_of_the_front", ""),
	LATE("forged_death"),
	DIES("gives_up", "I give up"),
	DIES("refuses_the_mail", "I give up"),
	DIES("blames_clamd", "I give up"),
	WAITS("was_not_locked_in", REASON_SANDBOX, "I give up"),
	/* answers */
	LIE("unsealed_body", "sealed"),
	LIE("no_body", "no body"),
	LIE("huge_body", ""),
	LIE("pass_unchanged", "unchanged"),
	LIE("hold_and_write", "yet written"),
	LIE("header_not_allowed", "Bcc"),
	LIE("header_name_with_colon", "not allowed"),
	LIE("header_bare_lf", "malformed"),
	LIE("header_bare_cr", "malformed"),
	LIE("header_new_field", "malformed"),
	LIE("header_ends_headers", "malformed"),
	LIE("header_blank_fold", "malformed"),
	LIE("header_8bit", ""),
	LIE("header_escape", "malformed"),
	LIE("header_long_line", "malformed"),
	LIE("mime_multipart", "Content-Type"),
	LIE("mime_html", "Content-Type"),
	LIE("mime_two_charsets", "Content-Type"),
	LIE("mime_two_types", "twice"),
	LIE("mime_other_encoding", "Encoding"),
	LIE("mime_8bit", "Encoding"),
	LIE("encoding_is_no_base64", "encoded"),
	LIE("body_8bit", "body"),
	LIE("body_bare_lf", "body"),
	LIE("body_bare_cr", "body"),
	LIE("body_nul", "body"),
	LIE("body_no_end", "body"),
	LIE("body_long_line", "body"),
	SAYS("file_honest", "honest"),
	LIE("file_named_html", "text"),
	LIE("file_named_exe", "text"),
	LIE("file_with_escape", "text"),
	LIE("file_with_override", "text"),
	LIE("file_of_no_text", "text"),
	LIE("file_in_a_folder", "bad name"),
	LIE("file_that_ends_the_header", "bad name"),
	LIE("file_that_ends_the_quotes", "bad name"),
	LIE("file_of_a_device", "bad name"),
	LIE("file_twice", "two files"),
	LIE("file_of_the_mail_itself", "not to be delivered"),
	LIE("file_of_no_leaf", "not scanned"),
	LIE("zip_of_a_text", "another archive"),
	LIE("file_of_nothing", "of nothing"),
	LIE("file_of_no_part", "enclosure"),
	LIE("files_without_end", "too many"),
	LIE("files_beyond_the_output", "output_bytes"),
	LIE("file_that_still_changes", "enclosed"),
	LIE("held_with_a_file", "yet written"),
};
/* clang-format on */

/* ---- the front of these tests ---- */

struct bench {
	char *directory, *config_path;
	struct config *config;
	struct scanner *scanner;
	struct nursery *nursery;
	struct envelope *envelope;
};

static void bench_up_with(struct bench *b, unsigned job_seconds, const char *clamd)
{
	struct err err = { 0 };

	b->directory = g_dir_make_tmp("misogi-walls-XXXXXX", NULL);
	b->config_path = g_build_filename(b->directory, "misogi.conf", NULL);
	g_autofree char *text = g_strdup_printf(settings, job_seconds);
	ck_assert(g_file_set_contents(b->config_path, text, -1, NULL));
	/* The nursery reads it before it gives up root; an ordinary user reads his own. */
	struct diags *diags = diags_new();
	b->config = config_load(b->config_path, diags);
	ck_assert_msg(b->config != NULL, "settings of the test: %s",
		      diags->errors ? diag_line(g_ptr_array_index(diags->list, 0), false) : "");
	diags_free(diags);
	b->scanner = scanner_new(b->config, clamd);
	b->envelope = envelope_new();
	g_free(b->envelope->id);
	b->envelope->id = g_strdup("7K3Q9F2M");
	struct nursery_options o = { .program = g_getenv("EVIL_WORKER"),
				     .config_path = b->config_path,
				     .policy_path = "/nonexistent",
				     .policy_digest = "evil",
				     .config = b->config };
	b->nursery = nursery_start(&o, &err);
	ck_assert_msg(b->nursery != NULL, "nursery: %s", err.text);
}

static void bench_up(struct bench *b, unsigned job_seconds)
{
	bench_up_with(b, job_seconds, "none");
}

static void bench_down(struct bench *b)
{
	pid_t pid = nursery_pid(b->nursery);

	nursery_unref(b->nursery);
	ck_assert_msg(kill(pid, 0) < 0 && errno == ESRCH, "the nursery is left");
	scanner_free(b->scanner);
	envelope_free(b->envelope);
	config_free(b->config);
	unlink(b->config_path);
	rmdir(b->directory);
	g_free(b->config_path);
	g_free(b->directory);
}

static struct job_answer *run_deed(struct bench *b, const char *deed, struct err *err)
{
	struct spool *spool = spool_new(b->config);
	g_autofree char *mail = g_strdup_printf("%s\r\n", deed);

	ck_assert(spool_write(spool, mail, strlen(mail)));
	struct job job = { .config = b->config,
			   .envelope = b->envelope,
			   .message_fd = spool_fd(spool),
			   .raw_size = spool_size(spool),
			   .scanner = b->scanner };
	struct job_answer *answer = job_run(b->nursery, &job, err);
	/* What the child got is not what it could have changed. */
	g_autofree char *after = g_malloc0(strlen(mail) + 1);
	ck_assert_int_eq(io_pread_full(job.message_fd, after, strlen(mail), 0), (int)strlen(mail));
	ck_assert_str_eq(after, mail);
	spool_free(spool);
	return answer;
}

static const char *subject_of(const struct job_answer *a)
{
	for (guint i = 0; i < a->message->headers->len; i++) {
		const struct header *h = g_ptr_array_index(a->message->headers, i);
		if (strcmp(h->name, "Subject") == 0)
			return h->value;
	}
	return "";
}

static unsigned open_descriptors(void)
{
	unsigned n = 0;
	DIR *d = opendir("/proc/self/fd");

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

/* Living or unreaped children of the nursery. */
static unsigned children_of(pid_t parent)
{
	unsigned n = 0;
	DIR *d = opendir("/proc");
	struct dirent *entry;

	while ((entry = readdir(d))) {
		g_autofree char *path = g_strdup_printf("/proc/%s/stat", entry->d_name);
		g_autofree char *stat = NULL;
		int ppid;
		if (!g_file_get_contents(path, &stat, NULL, NULL) || !strrchr(stat, ')'))
			continue;
		if (sscanf(strrchr(stat, ')'), ") %*c %d", &ppid) == 1 && ppid == parent)
			n++;
	}
	closedir(d);
	return n;
}

static bool children_go(pid_t nursery)
{
	for (unsigned i = 0; i < 500 && children_of(nursery) > 0; i++)
		g_usleep(10000);
	return children_of(nursery) == 0;
}

static void check_outcome(const struct wall *w, const struct job_answer *a, const struct err *err)
{
	ck_assert_msg((a != NULL) == (w->outcome == ANSWERED), "%s: got %s (%s %s), want %s",
		      w->deed, a ? subject_of(a) : "an error", reason_word(err->reason), err->text,
		      w->says);
	if (a) {
		ck_assert_msg(strcmp(subject_of(a), w->says) == 0, "%s: got %s, want %s", w->deed,
			      subject_of(a), w->says);
		return;
	}
	ck_assert_msg(err->reason == w->reason, "%s: got %s (%s), want %s", w->deed,
		      reason_word(err->reason), err->text, reason_word(w->reason));
	ck_assert_msg(strstr(err->text, w->says) != NULL, "%s: got \"%s\", want \"%s\"", w->deed,
		      err->text, w->says);
	ck_assert_msg(err->scope == (w->outcome == HOLD ? SCOPE_PERM : SCOPE_TEMP), "%s: scope %d",
		      w->deed, (int)err->scope);
}

START_TEST(stands_every_wall)
{
	const struct wall *w = &walls[_i];
	struct bench b;
	struct err err = { 0 };

	bench_up(&b, w->sleeps ? SOON : LATER);
	unsigned before = open_descriptors();
	struct job_answer *a = run_deed(&b, w->deed, &err);
	check_outcome(w, a, &err);
	job_answer_free(a);

	a = run_deed(&b, "honest", &err);
	ck_assert_msg(a != NULL, "the next mail after %s: %s", w->deed, err.text);
	job_answer_free(a);
	ck_assert_msg(nursery_alive(b.nursery), "%s ended the nursery", w->deed);
	ck_assert_msg(children_go(nursery_pid(b.nursery)), "%s left a process", w->deed);
	ck_assert_msg(open_descriptors() == before, "%s left a descriptor", w->deed);
	bench_down(&b);
}
END_TEST

START_TEST(shares_no_memory_between_mails)
{
	struct bench b;
	struct err err;

	bench_up(&b, LATER);
	for (unsigned i = 0; i < 5; i++) {
		job_answer_free(run_deed(&b, "plant", &err));
		struct job_answer *a = run_deed(&b, "harvest", &err);
		ck_assert_msg(a != NULL, "%s", err.text);
		ck_assert_str_eq(subject_of(a), "nothing");
		job_answer_free(a);
	}
	bench_down(&b);
}
END_TEST

START_TEST(says_which_walls_stand)
{
	struct bench b;

	bench_up(&b, LATER);
	struct walls w = nursery_walls(b.nursery);
	ck_assert(w.seccomp && w.rlimits && w.no_new_privs);
	bench_down(&b);
}
END_TEST

static void *kill_soon(void *pid)
{
	g_usleep(200000);
	kill((pid_t)GPOINTER_TO_INT(pid), SIGKILL);
	return NULL;
}

/* That is no fault of the mail: it waits. */
START_TEST(defers_when_the_nursery_is_killed)
{
	struct bench b;
	struct err err;

	bench_up(&b, LATER);
	pid_t pid = nursery_pid(b.nursery);
	GThread *killer = g_thread_new("killer", kill_soon, GINT_TO_POINTER(pid));
	ck_assert_ptr_null(run_deed(&b, "sleep_for_ever", &err));
	ck_assert_msg(err.reason == REASON_NURSERY_DOWN && err.scope == SCOPE_TEMP, "%s", err.text);
	g_thread_join(killer);
	ck_assert(!nursery_alive(b.nursery));
	ck_assert_ptr_null(run_deed(&b, "honest", &err));
	ck_assert_int_eq(err.reason, REASON_NURSERY_DOWN);
	bench_down(&b);
}
END_TEST

START_TEST(ends_children_when_the_front_goes)
{
	struct bench b;
	struct err err;

	bench_up(&b, LATER);
	pid_t front = fork();
	if (front == 0) {
		run_deed(&b, "sleep_for_ever", &err);
		_exit(0);
	}
	g_usleep(200000);
	kill(front, SIGKILL);
	ck_assert(children_go(nursery_pid(b.nursery)));
	bench_down(&b);
}
END_TEST

/* A clamd that takes every question and never answers, in ${directory}. */
static int silent_clamd(char **directory, char **address)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*directory = g_dir_make_tmp("misogi-clamd-XXXXXX", NULL);
	g_snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/sock", *directory);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	ck_assert_int_eq(listen(fd, 16), 0);
	*address = g_strdup_printf("unix:%s", sun.sun_path);
	return fd;
}

/* What a child does while clamd is silent, and who is to blame. */
static const struct {
	const char *deed;
	enum scope scope;
	enum reason reason;
	const char *says;
} silences[] = {
	{ "honest_leaf", SCOPE_TEMP, REASON_CLAMD_TIMEOUT, "verdicts are missing" },
	{ "leaf_not_awaited", SCOPE_PERM, REASON_WORKER_ANSWER, "before the verdicts" },
};

START_TEST(takes_no_answer_without_the_verdicts)
{
	struct bench b;
	struct err err = { 0 };
	g_autofree char *directory = NULL, *address = NULL;
	AUTO_FD clamd = silent_clamd(&directory, &address);

	bench_up_with(&b, SOON, address);
	ck_assert_ptr_null(run_deed(&b, silences[_i].deed, &err));
	ck_assert_msg(err.reason == silences[_i].reason && err.scope == silences[_i].scope,
		      "%s: got %s (%s)", silences[_i].deed, reason_word(err.reason), err.text);
	ck_assert_msg(strstr(err.text, silences[_i].says) != NULL, "got %s", err.text);
	bench_down(&b);
	unlink(address + strlen("unix:"));
	rmdir(directory);
}
END_TEST

/* The front has a clock of its own. */
START_TEST(does_not_wait_for_a_nursery_that_stands_still)
{
	struct bench b;
	struct err err = { 0 };

	bench_up(&b, SOON);
	kill(nursery_pid(b.nursery), SIGSTOP);
	ck_assert_ptr_null(run_deed(&b, "honest", &err));
	ck_assert_msg(err.reason == REASON_WORKER_TIMEOUT, "got %s (%s)", reason_word(err.reason),
		      err.text);
	kill(nursery_pid(b.nursery), SIGCONT);
	bench_down(&b);
}
END_TEST

static void *run_honest(void *data)
{
	struct err err = { 0 };
	struct job_answer *a = run_deed(data, "honest_leaf", &err);

	job_answer_free(a);
	return a ? NULL : g_strdup(err.text);
}

START_TEST(serves_many_threads_at_once)
{
	struct bench b;
	GThread *threads[40];

	bench_up(&b, LATER);
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("job", run_honest, &b);
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++) {
		g_autofree char *failure = g_thread_join(threads[i]);
		ck_assert_msg(!failure, "%s", failure);
	}
	ck_assert(children_go(nursery_pid(b.nursery)));
	bench_down(&b);
}
END_TEST

static void *run_sleeper(void *data)
{
	struct err err;

	job_answer_free(run_deed(data, "sleep_for_ever", &err));
	return NULL;
}

START_TEST(defers_when_no_child_is_free)
{
	struct bench b;
	struct err err;
	GThread *threads[8];

	bench_up(&b, SOON);
	ck_assert_uint_eq(b.config->limits.workers, G_N_ELEMENTS(threads));
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("job", run_sleeper, &b);
	g_usleep(200000);
	struct job job = { .config = b.config,
			   .envelope = b.envelope,
			   .message_fd = -1,
			   .scanner = b.scanner,
			   .deadline_ms = io_now_ms() + 100 };
	ck_assert_ptr_null(job_run(b.nursery, &job, &err));
	ck_assert_msg(err.reason == REASON_BUSY && err.scope == SCOPE_TEMP, "%s", err.text);
	for (unsigned i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	bench_down(&b);
}
END_TEST

static void add_tests(TCase *t)
{
	tcase_add_loop_test(t, stands_every_wall, 0, G_N_ELEMENTS(walls));
	tcase_add_test(t, shares_no_memory_between_mails);
	tcase_add_test(t, says_which_walls_stand);
	tcase_add_test(t, defers_when_the_nursery_is_killed);
	tcase_add_test(t, ends_children_when_the_front_goes);
	tcase_add_loop_test(t, takes_no_answer_without_the_verdicts, 0, G_N_ELEMENTS(silences));
	tcase_add_test(t, does_not_wait_for_a_nursery_that_stands_still);
	tcase_add_test(t, serves_many_threads_at_once);
	tcase_add_test(t, defers_when_no_child_is_free);
}

UNIT_MAIN("walls", add_tests)
