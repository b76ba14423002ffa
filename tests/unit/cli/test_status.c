/* SPDX-License-Identifier: BSD-2-Clause */
/* misogi status: what is not green is one line; a milter that says nonsense is no milter. */
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cmd_status.h"
#include "control.h"

static const char green[] =
	"{\"ok\":true,\"draining\":false,\"cut_off\":false,"
	"\"nursery\":{\"alive\":true,\"walls\":{\"seccomp\":true,\"landlock_abi\":7,"
	"\"rlimits\":true,\"no_new_privs\":true}},"
	"\"scanner\":{\"healthy\":true,\"none\":false,\"version\":\"ClamAV 1\",\"error\":\"\"},"
	"\"store\":{\"room\":true,\"error\":\"\"}}";

struct light_case {
	const char *name, *from, *to; /* replaced in ${green} */
	size_t want;		      /* lines that are not green */
	const char *says;	      /* in the first of them */
};

static const struct light_case lights[] = {
	{ "all_green", "", "", 0, "" },
	{ "nursery_gone", "\"alive\":true", "\"alive\":false", 1, "nursery" },
	{ "no_seccomp", "\"seccomp\":true", "\"seccomp\":false", 1, "seccomp" },
	{ "not_told_is_not_green", "\"seccomp\":true,", "", 1, "seccomp" },
	{ "clamd_says_why",
	  "\"healthy\":true,\"none\":false,\"version\":\"ClamAV 1\",\"error\":\"\"",
	  "\"healthy\":false,\"none\":false,\"error\":\"canary says OK\"", 1, "canary says OK" },
	{ "nothing_scanned", "\"none\":false", "\"none\":true", 1, "nothing is scanned" },
	{ "store_full", "\"room\":true,\"error\":\"\"", "\"room\":false,\"error\":\"1M free\"", 1,
	  "1M free" },
	{ "cut_off", "\"cut_off\":false", "\"cut_off\":true", 1, "cut-off" },
	{ "draining", "\"draining\":false", "\"draining\":true", 1, "ending" },
	{ "nothing_told", green, "{}", 6, "nursery" },
};

START_TEST(light)
{
	const struct light_case *c = &lights[_i];
	const struct cli cli = { .lang = LANGUAGE_EN };
	g_auto(GStrv) parts = g_strsplit(green, *c->from ? c->from : "\n", 2);
	g_autofree char *text = g_strjoinv(c->to, parts);
	json_t *answer = json_loads(text, 0, NULL);
	ck_assert_msg(answer != NULL, "%s: %s", c->name, text);
	json_t *problems = status_problems(&cli, answer);
	ck_assert_msg(json_array_size(problems) == c->want, "%s: %zu", c->name,
		      json_array_size(problems));
	if (c->want > 0)
		ck_assert_ptr_nonnull(
			strstr(json_string_value(json_array_get(problems, 0)), c->says));
	json_decref(problems);
	json_decref(answer);
}
END_TEST

/* ---- the control socket ---- */

struct peer {
	int listener;
	const char *reply;
	char asked[200];
};

static void *answer_once(void *arg)
{
	struct peer *p = arg;
	int fd = accept(p->listener, NULL, NULL);
	ssize_t n = recv(fd, p->asked, sizeof(p->asked) - 1, 0);
	p->asked[MAX(n, 0)] = '\0';
	(void)!send(fd, p->reply, strlen(p->reply), MSG_NOSIGNAL);
	close(fd);
	return NULL;
}

struct reply_case {
	const char *name, *reply;
	bool good;
};

static const struct reply_case replies[] = {
	{ "object", "{\"ok\":true}\n", true },
	{ "object_without_newline", "{\"ok\":true}", true },
	{ "array", "[1]\n", false },
	{ "garbage", "hello\n", false },
	{ "half", "{\"ok\":", false },
	{ "nothing", "", false },
	{ "key_twice", "{\"ok\":true,\"ok\":false}\n", false },
};

START_TEST(control)
{
	const struct reply_case *c = &replies[_i];
	g_autofree char *dir = g_dir_make_tmp("misogi-control-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "s", NULL);
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	g_strlcpy(addr.sun_path, path, sizeof(addr.sun_path));
	struct peer peer = { .listener = socket(AF_UNIX, SOCK_STREAM, 0), .reply = c->reply };
	ck_assert_int_eq(bind(peer.listener, (struct sockaddr *)&addr, sizeof(addr)), 0);
	ck_assert_int_eq(listen(peer.listener, 1), 0);
	GThread *thread = g_thread_new("peer", answer_once, &peer);

	const struct config config = { .control_socket = path };
	g_autofree char *why = NULL;
	json_t *answer = control_ask(&config, "status", &why);
	g_thread_join(thread);
	ck_assert_msg((answer != NULL) == c->good, "%s", c->name);
	ck_assert_int_eq(why == NULL, c->good);
	ck_assert_str_eq(peer.asked, "{\"command\":\"status\"}\n");
	json_decref(answer);
	close(peer.listener);
	g_unlink(path);
	g_rmdir(dir);
}
END_TEST

START_TEST(nobody_there_is_said)
{
	char path[] = "/nonexistent/control.sock";
	const struct config config = { .control_socket = path };
	g_autofree char *why = NULL;
	ck_assert_ptr_null(control_ask(&config, "status", &why));
	ck_assert_ptr_nonnull(strstr(why, path));
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, light, 0, G_N_ELEMENTS(lights));
	tcase_add_loop_test(t, control, 0, G_N_ELEMENTS(replies));
	tcase_add_test(t, nobody_there_is_said);
}

UNIT_MAIN("status", add)
