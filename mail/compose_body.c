/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compose_body.c: a text as the body of a mail: CRLF, 7-bit, no line over 76
 * characters. Both encodings are made by hand, because both are short, and the
 * shorter result is taken.
 * Tests: tests/unit/mail/test_compose.c.
 */
#include <string.h>

#include "fold.h"
#include "misogi/compose.h"
#include "misogi/iso2022jp.h"

#define BODY_LINE 76

/* Lines end in CRLF, the last one, too; a CR of the text's own is a line end. */
static GString *with_crlf(const char *utf8, size_t len)
{
	GString *out = g_string_sized_new(len + len / 16 + 2);

	for (size_t i = 0; i < len; i++) {
		if (utf8[i] == '\r' && i + 1 < len && utf8[i + 1] == '\n')
			continue;
		if (utf8[i] == '\n' || utf8[i] == '\r')
			g_string_append(out, "\r\n");
		else
			g_string_append_c(out, utf8[i]);
	}
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append(out, "\r\n");
	return out;
}

/*
 * A line that relays could take for the end of a mail when they lose a CR
 * (CVE-2023-51764 and its kin), or for the start of one in a mailbox: never written.
 */
static bool is_risky(const char *line)
{
	return *line == '.' || g_str_has_prefix(line, "From ");
}

static bool is_7bit(const GString *text)
{
	size_t line = 0;

	for (size_t i = 0; i < text->len; i++) {
		char c = text->str[i];
		if (line == 0 && is_risky(text->str + i))
			return false;
		if (c == '\r' || c == '\n') {
			line = 0;
			continue;
		}
		if ((c < ' ' && c != '\t') || c > '~' || ++line > BODY_LINE)
			return false;
	}
	return true;
}

static bool is_qp_literal(const GString *text, size_t i)
{
	char c = text->str[i];

	if (c == ' ' || c == '\t')
		return i + 1 < text->len && text->str[i + 1] != '\r';
	return c > ' ' && c <= '~' && c != '=';
}

static GString *quoted_printable(const GString *text)
{
	GString *out = g_string_sized_new(text->len + text->len / 4);
	size_t line = 0;

	for (size_t i = 0; i < text->len; i++) {
		if (text->str[i] == '\r' || text->str[i] == '\n') {
			g_string_append_c(out, text->str[i]);
			line = 0;
			continue;
		}
		bool literal = is_qp_literal(text, i);
		if (line + (literal ? 1 : 3) >= BODY_LINE) {
			g_string_append(out, "=\r\n");
			line = 0;
		}
		literal = literal && (line > 0 || !is_risky(text->str + i));
		if (literal)
			g_string_append_c(out, text->str[i]);
		else
			g_string_append_printf(out, "=%02X", (guint8)text->str[i]);
		line += literal ? 1 : 3;
	}
	return out;
}

static GString *base64(const GString *text)
{
	const size_t per_line = BODY_LINE / 4 * 3;
	GString *out = g_string_sized_new(text->len / per_line * (BODY_LINE + 2) + BODY_LINE + 3);

	for (size_t i = 0; i < text->len; i += per_line) {
		g_autofree char *line = g_base64_encode((const guchar *)text->str + i,
							MIN(per_line, text->len - i));
		g_string_append(out, line);
		g_string_append(out, "\r\n");
	}
	return out;
}

/* How long quoted-printable would be, without writing it. */
static size_t quoted_printable_length(const GString *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++)
		n += text->str[i] == '\r' || text->str[i] == '\n' || is_qp_literal(text, i) ? 1 : 3;
	return n + n / (BODY_LINE - 1) * 3;
}

GBytes *compose_body(const char *utf8, size_t len, const char **cte)
{
	GString *text = with_crlf(utf8, len);

	if (is_7bit(text)) {
		*cte = "7bit";
		return g_string_free_to_bytes(text);
	}
	bool qp = quoted_printable_length(text) <= text->len / 3 * 4 + text->len / 57 * 2;
	*cte = qp ? "quoted-printable" : "base64";
	GString *encoded = qp ? quoted_printable(text) : base64(text);
	g_string_free(text, TRUE);
	return g_string_free_to_bytes(encoded);
}

/* Before such a line an escape to ASCII, in which it is already (RFC 1468). */
static GString *without_risky_lines(const GString *jis)
{
	GString *out = g_string_sized_new(jis->len);

	for (size_t i = 0; i < jis->len; i++) {
		bool is_start = i == 0 || jis->str[i - 1] == '\n';
		if (is_start && is_risky(jis->str + i))
			g_string_append(out, "\033(B");
		g_string_append_c(out, jis->str[i]);
	}
	return out;
}

static GBytes *jis_body(const char *utf8, size_t len)
{
	unsigned replaced = 0;
	g_autoptr(GString) text = iso2022jp_substitute(utf8, len, &replaced);
	g_autoptr(GString) lines = fold_lines(text->str, text->len, BODY_LINE);
	g_autoptr(GString) jis = g_string_sized_new(lines->len);

	iso2022jp_encode(jis, lines->str, lines->len);
	g_autoptr(GString) crlf = with_crlf(jis->str, jis->len);
	return g_string_free_to_bytes(without_risky_lines(crlf));
}

void compose_text(struct message *m, const char *utf8, size_t len)
{
	const bool is_jis = m->charset == MAIL_CHARSET_ISO_2022_JP;
	const char *cte = "7bit";

	g_clear_pointer(&m->body, g_bytes_unref);
	m->body = is_jis ? jis_body(utf8, len) : compose_body(utf8, len, &cte);
	message_add_header(m, "MIME-Version", "1.0");
	message_add_header(m, "Content-Type",
			   is_jis ? "text/plain; charset=iso-2022-jp"
				  : "text/plain; charset=utf-8");
	message_add_header(m, "Content-Transfer-Encoding", cte);
}
