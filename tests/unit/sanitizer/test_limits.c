/* SPDX-License-Identifier: BSD-2-Clause */
#include "sanitizer/host.h"

/* Each test bears the name of the limit it runs into. */

/* ${head}, ${unit} ${times} times, ${tail}, with limit ${at} (an offset in struct limits) set. */
static struct message *over(size_t at, uint32_t value, const char *head, const char *unit,
			    unsigned times, const char *tail)
{
	g_autoptr(config_t) c = host_config();
	g_autoptr(GString) raw = g_string_new(head);

	*(uint32_t *)((char *)&c->limits + at) = value;
	for (unsigned i = 0; i < times; i++)
		g_string_append(raw, unit);
	g_string_append(raw, tail);
	return host_run(raw->str, raw->len, c, NULL, NULL);
}

#define OVER(limit, value, ...) over(offsetof(struct limits, limit), value, __VA_ARGS__)

/* Over the limit: finding and a held mail; with room enough: sanitized. */
#define HELD(limit, small, large, id, ...)                                                         \
	do {                                                                                       \
		g_autoptr(message_t) m = OVER(limit, small, __VA_ARGS__);                          \
		g_autoptr(message_t) fits = OVER(limit, large, __VA_ARGS__);                       \
		ck_assert(host_found(m, id));                                                      \
		ck_assert_int_eq(m->action, MAIL_HOLD);                                            \
		ck_assert_ptr_null(m->body);                                                       \
		ck_assert(!host_found(fits, id));                                                  \
		ck_assert_int_eq(fits->action, MAIL_SANITIZE);                                     \
	} while (0)

START_TEST(message_bytes)
{
	HELD(message_bytes, 2000, 20000, FINDING_LIMIT_MESSAGE_BYTES, "A: b\r\n\r\n", "text\r\n",
	     1000, "");
}
END_TEST

START_TEST(header_bytes)
{
	HELD(header_bytes, 998, 5000, FINDING_LIMIT_HEADER_BYTES, "A: ", "x", 2000, "\r\n\r\nx");
}
END_TEST

START_TEST(header_block_bytes)
{
	HELD(header_block_bytes, 4096, 20000, FINDING_LIMIT_HEADER_BLOCK, "", "A: 01234567\r\n",
	     500, "\r\nx");
}
END_TEST

START_TEST(headers)
{
	HELD(headers, 50, 200, FINDING_LIMIT_HEADERS, "", "A: b\r\n", 100, "\r\nx");
}
END_TEST

START_TEST(params)
{
	HELD(params, 10, 100, FINDING_LIMIT_PARAMS, "Content-Type: text/plain", "; a=b", 50,
	     "\r\n\r\nx");
}
END_TEST

START_TEST(address_depth)
{
	HELD(address_depth, 8, 100, FINDING_LIMIT_ADDRESS_DEPTH, "To: ", "g:", 20, "\r\n\r\nx");
}
END_TEST

START_TEST(parts)
{
	HELD(parts, 10, 100, FINDING_LIMIT_PARTS,
	     "Content-Type: multipart/mixed; boundary=x\r\n\r\n", "--x\r\n\r\na\r\n", 50,
	     "--x--\r\n");
}
END_TEST

START_TEST(mime_depth)
{
	g_autoptr(message_t) m = OVER(mime_depth, 5, "", "Content-Type: message/rfc822\r\n\r\n", 20,
				      "A: b\r\n\r\nx");
	const struct part *deepest = message_part(m, m->parts->len - 1);

	ck_assert(part_has_finding(deepest, FINDING_LIMIT_MIME_DEPTH));
	ck_assert_int_eq(deepest->action, PART_QUARANTINE);
	g_autoptr(message_t) fits = OVER(mime_depth, 30, "", "Content-Type: message/rfc822\r\n\r\n",
					 20, "A: b\r\n\r\nx");
	ck_assert(!host_found(fits, FINDING_LIMIT_MIME_DEPTH));
}
END_TEST

START_TEST(part_bytes)
{
	g_autoptr(message_t) m = OVER(part_bytes, 6000, "Content-Type: application/pdf\r\n\r\n",
				      "0123456789", 1000, "");
	const struct part *p = message_part(m, 0);

	ck_assert(part_has_finding(p, FINDING_LIMIT_PART_BYTES));
	ck_assert_int_eq(p->action, PART_QUARANTINE);
	ck_assert_uint_eq(p->size, 10000);
}
END_TEST

START_TEST(part_bytes_of_all_mails_in_mails)
{
	g_autoptr(message_t) m = OVER(part_bytes, 6000, "", "Content-Type: message/rfc822\r\n\r\n",
				      20, "A: b\r\n\r\nabcdefghijklmnopqrstuvwxyz");

	ck_assert(!host_found(m, FINDING_LIMIT_PART_BYTES));
	m = (message_free(m), OVER(part_bytes, 1024, "", "Content-Type: message/rfc822\r\n\r\n", 20,
				   "A: b\r\n\r\nabcdefghijklmnopqrstuvwxyz"));
	ck_assert(host_found(m, FINDING_LIMIT_PART_BYTES));
	ck_assert_int_eq(m->action, MAIL_HOLD);
}
END_TEST

START_TEST(text_bytes)
{
	g_autoptr(message_t) m = OVER(text_bytes, 1024, "A: b\r\n\r\n", "some words\r\n", 1000, "");
	g_autofree char *body = host_body(m);

	ck_assert(host_found(m, FINDING_TEXT_CUT));
	ck_assert_uint_le(strlen(body), 1500);
	ck_assert_int_eq(m->action, MAIL_SANITIZE);
}
END_TEST

START_TEST(html_bytes)
{
	g_autoptr(message_t) m = OVER(html_bytes, 1024, "Content-Type: text/html\r\n\r\n",
				      "<p>some words\r\n", 500, "");
	g_autofree char *body = host_body(m);

	ck_assert(host_found(m, FINDING_LIMIT_HTML_BYTES));
	ck_assert(strstr(body, "some words"));
}
END_TEST

START_TEST(html_tags)
{
	g_autoptr(message_t) m = OVER(html_tags, 100, "Content-Type: text/html\r\n\r\n",
				      "<p>some words\r\n", 500, "");
	g_autofree char *body = host_body(m);

	ck_assert(host_found(m, FINDING_LIMIT_HTML_TAGS));
	ck_assert(strstr(body, "some words"));
}
END_TEST

START_TEST(html_run_bytes)
{
	g_autoptr(message_t) m = OVER(html_run_bytes, 1024, "Content-Type: text/html\r\n\r\n<p ",
				      "a=b ", 1000, ">some words");
	g_autofree char *body = host_body(m);

	ck_assert(host_found(m, FINDING_LIMIT_HTML_RUN));
	ck_assert(strstr(body, "some words"));
}
END_TEST

START_TEST(name_bytes)
{
	g_autoptr(message_t) m =
		OVER(name_bytes, 16, "Content-Disposition: attachment; filename=\"", "x", 100,
		     ".pdf\"\r\n\r\nx");
	const struct part *p = message_part(m, 0);

	ck_assert(part_has_finding(p, FINDING_NAME_LONG));
	ck_assert_uint_le(strlen(p->name), 16);
}
END_TEST

START_TEST(findings)
{
	g_autoptr(message_t) m =
		OVER(findings, 10, "Content-Type: multipart/mixed; boundary=x\r\n\r\n",
		     "--x\r\nContent-Transfer-Encoding: foo\r\n\r\na\r\n", 50, "--x--\r\n");

	ck_assert(host_found(m, FINDING_LIMIT_FINDINGS));
	ck_assert_uint_le(m->findings->len, 11);
	for (guint i = 0; i < m->parts->len; i++)
		ck_assert_int_eq(message_part(m, i)->action, PART_QUARANTINE);
}
END_TEST

START_TEST(output_bytes)
{
	g_autoptr(message_t) m =
		OVER(output_bytes, 65536, "",
		     "Received: 0123456789012345678901234567890123456789\r\n", 1000, "\r\nx");
	g_autoptr(message_t) text =
		OVER(output_bytes, 65536, "A: b\r\n\r\n", "あいうえおかきくけこ\r\n", 10000, "");

	ck_assert_uint_le(g_bytes_get_size(text->body), 65536);
	size_t all = g_bytes_get_size(m->body);
	for (guint i = 0; i < m->headers->len; i++) {
		const struct header *h = g_ptr_array_index(m->headers, i);
		all += strlen(h->name) + strlen(h->value) + 4;
	}
	ck_assert_uint_le(all, 65536);
}
END_TEST

START_TEST(recipients)
{
	g_autoptr(message_t) m =
		OVER(recipients, 10, "To: ", "a@example.jp, ", 100, "b@example.jp\r\n\r\nx");
	g_autofree char *to = host_header(m, "To");
	unsigned n = 0;

	for (const char *p = to; (p = strchr(p, '@')); p++)
		n++;
	ck_assert_uint_le(n, 10);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_unchecked_fixture(t, host_setup, NULL);
	tcase_add_test(t, message_bytes);
	tcase_add_test(t, header_bytes);
	tcase_add_test(t, header_block_bytes);
	tcase_add_test(t, headers);
	tcase_add_test(t, params);
	tcase_add_test(t, address_depth);
	tcase_add_test(t, parts);
	tcase_add_test(t, mime_depth);
	tcase_add_test(t, part_bytes);
	tcase_add_test(t, part_bytes_of_all_mails_in_mails);
	tcase_add_test(t, text_bytes);
	tcase_add_test(t, html_bytes);
	tcase_add_test(t, html_tags);
	tcase_add_test(t, html_run_bytes);
	tcase_add_test(t, name_bytes);
	tcase_add_test(t, findings);
	tcase_add_test(t, output_bytes);
	tcase_add_test(t, recipients);
}

UNIT_MAIN("limits", add)
