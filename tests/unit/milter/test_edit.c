/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_edit.c: the order of the edits, and that nothing unfit reaches the MTA.
 */
#include "unit.h"

#include <string.h>

#include "edit.h"
#include "intake.h"

struct script {
	GString *told;
	int takes; /* so many edits succeed; -1: all */
};

static bool tell(struct script *s, char *what)
{
	g_string_append_printf(s->told, "%s%s", s->told->len ? "; " : "", what);
	g_free(what);
	return s->takes < 0 || s->takes-- > 0;
}

static bool on_delete(void *ctx, const char *name, unsigned index)
{
	return tell(ctx, g_strdup_printf("-%s/%u", name, index));
}

static bool on_add(void *ctx, const char *name, const char *value)
{
	return tell(ctx, g_strdup_printf("+%s:%s", name, value));
}

static bool on_body(void *ctx, const void *body, size_t n)
{
	return tell(ctx, g_strdup_printf("body %.*s", (int)n, (const char *)body));
}

static void add_field(GPtrArray *fields, const char *name, unsigned count)
{
	struct field_count *f = g_new0(struct field_count, 1);

	f->name = (char *)name;
	f->count = count;
	g_ptr_array_add(fields, f);
}

static struct message *a_message(const char *value, const char *body, size_t n)
{
	struct message *m = message_new();

	if (m->body)
		g_bytes_unref(m->body);
	m->body = g_bytes_new(body, n);
	message_add_header(m, "Subject", value);
	return m;
}

static char *apply(const struct message *m, bool leading_space, int takes, uint32_t limit,
		   struct err *err)
{
	g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(g_free);
	struct script s = { g_string_new(NULL), takes };
	struct mta mta = { &s, leading_space, on_delete, on_add, on_body };

	add_field(fields, "Received", 3);
	add_field(fields, "To", 1);
	bool ok = edit_apply(&mta, fields, m, limit, err);
	ck_assert_int_eq(ok, err->scope == SCOPE_OK);
	return g_string_free(s.told, FALSE);
}

START_TEST(deletes_from_the_highest_down_then_adds_then_one_body)
{
	g_autoptr(message_t) m = a_message("hello\r\n world", "x\r\n", 3);
	struct err err = { 0 };
	g_autofree char *got = apply(m, true, -1, 1000, &err);

	ck_assert_str_eq(got, "-Received/3; -Received/2; -Received/1; -To/1; "
			      "+Subject: hello\n world; body x\r\n");
}
END_TEST

START_TEST(replaces_by_an_empty_line_when_the_body_is_empty)
{
	g_autoptr(message_t) m = a_message("a", "", 0);
	struct err err = { 0 };
	g_autofree char *got = apply(m, true, -1, 1000, &err);

	ck_assert(g_str_has_suffix(got, "; body \r\n"));
}
END_TEST

START_TEST(refuses_a_message_without_a_body)
{
	g_autoptr(message_t) m = message_new();
	struct err err = { 0 };

	g_clear_pointer(&m->body, g_bytes_unref);
	g_autofree char *got = apply(m, true, -1, 1000, &err);
	ck_assert_int_eq(err.reason, REASON_OUTPUT);
	ck_assert_str_eq(got, "");
}
END_TEST

START_TEST(adds_no_space_where_the_mta_does)
{
	g_autoptr(message_t) m = a_message("hello", "x\r\n", 3);
	struct err err = { 0 };
	g_autofree char *got = apply(m, false, -1, 1000, &err);

	ck_assert_ptr_nonnull(strstr(got, "+Subject:hello; "));
}
END_TEST

static const struct {
	const char *name, *value, *body;
	size_t n;
} unfit[] = {
	{ "bare LF in a value", "a\nb", "x\r\n", 3 },
	{ "bare CR in a value", "a\rb", "x\r\n", 3 },
	{ "CRLF without a fold", "a\r\nInjected: b", "x\r\n", 3 },
	{ "CRLF at the end", "a\r\n", "x\r\n", 3 },
	{ "8-bit in a value", "\xe3\x81\x82", "x\r\n", 3 },
	{ "DEL in a value", "a\x7f", "x\r\n", 3 },
	{ "NUL in the body", "a", "x\0\r\n", 4 },
	{ "8-bit in the body", "a", "\xe3\r\n", 3 },
	{ "bare LF in the body", "a", "x\ny\r\n", 5 },
	{ "bare CR in the body", "a", "x\ry\r\n", 5 },
	{ "CR at the end of the body", "a", "x\r", 2 },
	{ "CR CR LF in the body", "a", "x\r\r\n", 4 },
};

START_TEST(tells_nothing_when_something_is_unfit)
{
	g_autoptr(message_t) m = a_message(unfit[_i].value, unfit[_i].body, unfit[_i].n);
	struct err err = { 0 };
	g_autofree char *got = apply(m, true, -1, 1000, &err);

	ck_assert_msg(err.reason == REASON_OUTPUT, "%s: was taken", unfit[_i].name);
	ck_assert_str_eq(got, "");
}
END_TEST

static const char *const unfit_names[] = { "", "A B", "A:B", "A\r\nB", "\xe3\x81\x82" };

START_TEST(refuses_unfit_names)
{
	g_autoptr(message_t) m = a_message("a", "x\r\n", 3);
	struct err err = { 0 };

	message_add_header(m, unfit_names[_i], "v");
	g_autofree char *got = apply(m, true, -1, 1000, &err);
	ck_assert_str_eq(got, "");
	ck_assert_int_eq(err.reason, REASON_OUTPUT);
}
END_TEST

START_TEST(limit_output_bytes)
{
	g_autofree char *body = g_strnfill(900, 'x');
	g_autofree char *lines = g_strconcat(body, "\r\n", NULL);
	g_autoptr(message_t) m = a_message("a", lines, strlen(lines));
	struct err err = { 0 };
	g_autofree char *fits = apply(m, true, -1, 1000, &err);

	ck_assert_int_eq(err.scope, SCOPE_OK);
	g_autofree char *got = apply(m, true, -1, 900, &err);
	ck_assert_int_eq(err.reason, REASON_OUTPUT);
	ck_assert_str_eq(got, "");
}
END_TEST

START_TEST(says_that_the_mta_is_gone_at_each_edit)
{
	g_autoptr(message_t) m = a_message("a", "x\r\n", 3);
	struct err err = { 0 };
	g_autofree char *got = apply(m, true, _i, 1000, &err);

	ck_assert_int_eq(err.reason, REASON_MTA_GONE);
	ck_assert_int_eq(err.scope, SCOPE_TEMP);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, deletes_from_the_highest_down_then_adds_then_one_body);
	tcase_add_test(tc, replaces_by_an_empty_line_when_the_body_is_empty);
	tcase_add_test(tc, refuses_a_message_without_a_body);
	tcase_add_test(tc, adds_no_space_where_the_mta_does);
	tcase_add_loop_test(tc, tells_nothing_when_something_is_unfit, 0, G_N_ELEMENTS(unfit));
	tcase_add_loop_test(tc, refuses_unfit_names, 0, G_N_ELEMENTS(unfit_names));
	tcase_add_test(tc, limit_output_bytes);
	tcase_add_loop_test(tc, says_that_the_mta_is_gone_at_each_edit, 0, 6);
}

UNIT_MAIN("milter/edit", add_tests)
