/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * work.c: the bytes of parts. A part that is to be scanned is decoded straight
 * into a memfd of the right size and mapped: it is never copied again; a body
 * that only becomes text stays on the heap and costs no descriptor. Tests:
 * tests/unit/sanitizer/test_sanitize.c.
 */
#include "work.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "misogi/io.h"

#define SOURCE_BIG ((size_t)1 << 20) /* worth a system call */

static void content_free(gpointer p)
{
	struct content *c = p;

	if (c->fd >= 0) {
		if (c->len > 0)
			munmap((void *)(uintptr_t)c->data, c->len);
		fd_close(&c->fd);
	} else {
		g_free((gpointer)(uintptr_t)c->data);
	}
	g_free(c->charset);
	g_free(c->left);
	g_free(c->member_path);
	if (c->blocks)
		g_ptr_array_unref(c->blocks);
	source_free(c->inner);
	if (c->text)
		g_string_free(c->text, TRUE);
	g_free(c);
}

struct content *work_content(const struct work *w, unsigned part)
{
	return g_ptr_array_index(w->contents, part);
}

int work_mail_of(const struct work *w, unsigned part)
{
	int p = message_part(w->m, part)->parent;

	while (p >= 0 && work_content(w, (unsigned)p)->is_wrapper)
		p = message_part(w->m, (unsigned)p)->parent;
	return p;
}

unsigned work_add_part(struct work *w, const char *path, int parent)
{
	struct content *c = g_new0(struct content, 1);

	c->fd = -1;
	if (!w->contents)
		w->contents = g_ptr_array_new_with_free_func(content_free);
	g_ptr_array_add(w->contents, c);
	message_add_part(w->m, path, parent);
	return w->contents->len - 1;
}

void work_find(struct work *w, int part, enum finding_id id, const char *place, const char *detail)
{
	struct part *p = part < 0 ? NULL : message_part(w->m, (unsigned)part);

	message_find(w->m, p, id,
		     place ? place
		     : p   ? p->path
			   : "",
		     detail ? detail : "", w->limits->findings);
}

enum finding_floor work_floor(const struct part *p)
{
	enum finding_floor worst = FLOOR_OK;

	for (guint i = 0; i < p->findings->len; i++)
		worst = MAX(worst,
			    finding_floor_of(g_array_index(p->findings, enum finding_id, i)));
	return worst;
}

void work_clear(struct work *w)
{
	if (w->contents)
		g_ptr_array_unref(w->contents);
	if (w->fields)
		g_array_unref(w->fields);
	source_free(w->source);
	*w = (struct work){ 0 };
}

struct source *source_new(int fd, struct err *err)
{
	AUTO_FD mine = fd;
	uint64_t size;
	void *map = NULL;

	if (!io_size(mine, &size) || size > G_MAXINT32) {
		err_set(err, SCOPE_TEMP, REASON_SPOOL, "the mail's descriptor is no usable file");
		return NULL;
	}
	if (size > 0) {
		map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, mine, 0);
		if (map == MAP_FAILED) {
			err_errno(err, REASON_SPOOL, "cannot map %" G_GUINT64_FORMAT " bytes",
				  size);
			return NULL;
		}
	}
	struct source *s = g_new0(struct source, 1);
	s->data = map ? map : "";
	s->len = size;
	s->fd = fd_steal(&mine);
	return s;
}

void source_free(struct source *s)
{
	if (!s)
		return;
	if (s->len > 0)
		munmap((void *)(uintptr_t)s->data, s->len);
	fd_close(&s->fd);
	g_free(s);
}

void source_rest(const struct source *s)
{
	if (s->len >= SOURCE_BIG)
		madvise((void *)(uintptr_t)s->data, s->len, MADV_DONTNEED);
}

bool content_reserve(struct content *c, size_t size, bool as_file, char **place, struct err *err)
{
	if (!as_file || size == 0) {
		*place = g_try_malloc(size ? size : 1);
		return *place || err_set(err, SCOPE_TEMP, REASON_INTERNAL, "no memory for a part");
	}
	AUTO_FD fd = io_memfd("part");
	if (fd < 0 || ftruncate(fd, (off_t)size) < 0)
		return err_errno(err, REASON_SPOOL, "cannot make a memfd of %zu bytes", size);
	void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return err_errno(err, REASON_SPOOL, "cannot map a part of %zu bytes", size);
	c->fd = fd_steal(&fd);
	*place = map;
	return true;
}

bool content_map(struct content *c, size_t size, struct err *err)
{
	void *map = NULL;

	if (size > 0) {
		map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, c->fd, 0);
		if (map == MAP_FAILED)
			return err_errno(err, REASON_SPOOL, "cannot map a part of %zu bytes", size);
	}
	c->data = map ? map : "";
	c->len = size;
	return true;
}

bool content_settle(struct content *c, char *place, size_t reserved, size_t used, struct err *err)
{
	if (c->fd < 0) {
		c->data = place;
		c->len = used;
		return true;
	}
	/* A memfd can be sealed only when no writable mapping is left. */
	munmap(place, reserved);
	if (ftruncate(c->fd, (off_t)used) < 0)
		return err_errno(err, REASON_SPOOL, "cannot cut a memfd");
	return content_map(c, used, err);
}

bool content_seal(struct content *c, struct err *err)
{
	if (c->fd < 0) {
		AUTO_FD fd = io_memfd("part");
		if (fd < 0 || !io_write_all(fd, c->data, c->len))
			return err_errno(err, REASON_SPOOL, "cannot write a memfd");
		g_free((gpointer)(uintptr_t)c->data);
		c->data = NULL;
		c->fd = fd_steal(&fd);
		if (!content_map(c, c->len, err))
			return false;
	}
	return io_seal(c->fd) || err_errno(err, REASON_SPOOL, "cannot seal a part");
}
