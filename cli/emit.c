/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Output of the offline commands. A file is written beside its place and
 * renamed, so that a reader never sees half of it. Held parts are dangerous:
 * their names are made anew, end in ".held" and are private.
 * Tests: tests/unit/cli/test_explain.c, tests/flow/test_cli.py.
 */
#include "emit.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "misogi/io.h"

#define NAME_BYTES_MAX 120

static bool failed(struct err *err, const char *path)
{
	return err_errno(err, REASON_STORE_IO, "%s", path);
}

/* ---- whole files ---- */

static bool write_file(const char *path, const void *bytes, size_t n, struct err *err)
{
	if (!path || strcmp(path, "-") == 0) {
		bool ok = fwrite(bytes, 1, n, stdout) == n && fflush(stdout) == 0;
		return ok || failed(err, "standard output");
	}
	g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
	AUTO_FD fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0644);
	if (fd < 0)
		return failed(err, path);
	if (io_write_all(fd, bytes, n) && g_rename(temporary, path) == 0)
		return true;
	failed(err, path);
	g_unlink(temporary);
	return false;
}

bool emit_mail(const struct offline_result *r, const char *path, struct err *err)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	for (unsigned i = 0; i < r->message->headers->len; i++) {
		const struct header *h = r->message->headers->pdata[i];
		g_string_append_printf(mail, "%s: %s\r\n", h->name, h->value);
	}
	g_string_append(mail, "\r\n");
	gsize n = 0;
	const char *body = r->message->body ? g_bytes_get_data(r->message->body, &n) : NULL;
	if (n > 0)
		g_string_append_len(mail, body, (gssize)n);
	return write_file(path, mail->str, mail->len, err);
}

bool emit_json(const json_t *report, const char *path, struct err *err)
{
	g_autofree char *text = json_dumps(report, JSON_INDENT(2));
	g_autofree char *line = g_strconcat(text ? text : "null", "\n", NULL);
	return write_file(path, line, strlen(line), err);
}

/* ---- held parts ---- */

char *emit_part_name(const struct part *p)
{
	g_autoptr(GString) name = g_string_new(NULL);
	for (const char *c = p->path; *c; c++)
		g_string_append_c(name, g_ascii_isalnum(*c) ? *c : '.');
	g_string_append_c(name, '_');
	for (const char *c = p->name; *c && name->len < NAME_BYTES_MAX; c = g_utf8_next_char(c)) {
		gunichar u = g_utf8_get_char(c);
		bool is_plain = g_unichar_isalnum(u) || (u < 0x80 && strchr("._-", (int)u));
		if (is_plain)
			g_string_append_unichar(name, u);
		else
			g_string_append_c(name, '_');
	}
	g_string_append(name, ".held");
	/* A path that begins with a dot or dash would hide the file or look like an option. */
	if (!g_ascii_isalnum(name->str[0]))
		g_string_prepend(name, "part");
	return g_string_free(g_steal_pointer(&name), FALSE);
}

static bool copy_leaf(int from, int to)
{
	g_autofree char *buffer = g_malloc(1 << 16);
	uint64_t at = 0;
	for (;;) {
		ssize_t n = io_pread_full(from, buffer, 1 << 16, at);
		if (n <= 0)
			return n == 0;
		if (!io_write_all(to, buffer, (size_t)n))
			return false;
		at += (uint64_t)n;
	}
}

static bool emit_part(const struct part *p, int leaf, const char *dir, struct err *err)
{
	g_autofree char *name = emit_part_name(p);
	g_autofree char *path = g_build_filename(dir, name, NULL);
	AUTO_FD fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 || !copy_leaf(leaf, fd))
		return failed(err, path);
	return true;
}

bool emit_parts(const struct offline_result *r, const char *dir, struct err *err)
{
	if (g_mkdir_with_parents(dir, 0700) != 0)
		return failed(err, dir);
	for (unsigned i = 0; r->answer && i < r->answer->leaves->len; i++) {
		const struct leaf *leaf = &g_array_index(r->answer->leaves, struct leaf, i);
		const struct part *p = message_part(r->message, i);
		if (leaf->fd < 0 || p->action != PART_QUARANTINE)
			continue;
		if (!emit_part(p, leaf->fd, dir, err))
			return false;
	}
	return true;
}
