/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rtf_objects.c: words count wherever they stand, for Word finds them among
 * any junk; what belongs to a word is the text up to the end of its group,
 * whatever groups and words are strewn into it.
 * Tests: tests/unit/sanitizer/test_inspect_rtf.c.
 */
#include "inspect/rtf_objects.h"

#include <string.h>

#include "inspect/payload.h"
#include "kinds/rtf_lexer.h"

#define INSTRUCTION_MAX 4096u /* bytes of a field or a name that are looked at */

/* What text is being taken of. */
enum taking { NOTHING, DATA, CLASS, FIELD, TEMPLATE };

static const struct {
	const char *word;
	enum finding_id id; /* FINDING_MAX: none by itself */
	enum taking taking;
} words[] = {
	{ "object", FINDING_OLE_OBJECT, NOTHING },
	{ "objdata", FINDING_OLE_OBJECT, DATA },
	{ "objclass", FINDING_MAX, CLASS },
	{ "objocx", FINDING_ACTIVEX, NOTHING },
	{ "objupdate", FINDING_AUTO_RUN, NOTHING },
	{ "objautlink", FINDING_EXTERNAL_LINK, NOTHING },
	{ "objlink", FINDING_EXTERNAL_LINK, NOTHING },
	{ "fldinst", FINDING_MAX, FIELD },
	{ "template", FINDING_MAX, TEMPLATE },
};

struct rtf_objects {
	struct inspection *in;
	enum taking taking;
	guint64 depth, until; /* groups around; taking ends when they are fewer than ${until} */
	GByteArray *taken;
};

/* Whether ${text} (lower case) has ${word} as a word. */
static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p += n)
		if ((p == text || !g_ascii_isalnum(p[-1])) && !g_ascii_isalnum(p[n]))
			return true;
	return false;
}

/* An address or a path of another machine. */
static bool is_elsewhere(const char *text)
{
	return strstr(text, "://") || strstr(text, "\\\\") || strstr(text, "mhtml:");
}

static void look_field(struct inspection *in, const char *text)
{
	static const char *const loads[] = {
		"includepicture", "includetext", "import", "link", "rd", "database", NULL
	};

	/* QUOTE 68 68 69 spells a word that is not to be seen. */
	const char *quote = strstr(text, "quote ");
	if (has_word(text, "dde") || has_word(text, "ddeauto") ||
	    (quote && g_ascii_isdigit(quote[6])))
		inspection_find(in, FINDING_DDE, text);
	for (size_t i = 0; loads[i]; i++)
		if (has_word(text, loads[i]) && is_elsewhere(text))
			inspection_find(in, FINDING_EXTERNAL_LINK, text);
}

/* Hex digits among whatever else; the rest is what Word steps over. */
static void look_data(struct rtf_objects *o)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	int high = -1;

	for (guint i = 0; i < o->taken->len; i++) {
		int digit = g_ascii_xdigit_value((char)o->taken->data[i]);
		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
			continue;
		}
		guint8 byte = (guint8)(high << 4 | digit);
		g_byte_array_append(bytes, &byte, 1);
		high = -1;
	}
	const char *program = payload_find_program((const char *)bytes->data, bytes->len);
	if (program)
		inspection_find(o->in, FINDING_TYPE_EXECUTABLE, program);
	if (bytes->len > 0 && memmem(bytes->data, MIN(bytes->len, INSTRUCTION_MAX), "Package", 8))
		inspection_find(o->in, FINDING_FILE_INSIDE, "Package");
	if (bytes->len > 0 && memmem(bytes->data, MIN(bytes->len, INSTRUCTION_MAX), "OLE2Link", 8))
		inspection_find(o->in, FINDING_EXTERNAL_LINK, "OLE2Link");
}

static void finish(struct rtf_objects *o)
{
	enum taking taking = o->taking;

	if (taking == DATA) {
		look_data(o);
	} else if (taking != NOTHING) {
		g_byte_array_append(o->taken, (const guint8 *)"", 1);
		const char *text = (const char *)o->taken->data;
		g_autofree char *lower = g_ascii_strdown(text, -1);
		if (taking == FIELD)
			look_field(o->in, lower);
		else if (taking == TEMPLATE && is_elsewhere(lower))
			inspection_find(o->in, FINDING_EXTERNAL_TEMPLATE, text);
		else if (taking == CLASS && has_word(lower, "package"))
			inspection_find(o->in, FINDING_FILE_INSIDE, "Package");
	}
	o->taking = NOTHING;
	g_byte_array_set_size(o->taken, 0);
}

static void take(struct rtf_objects *o, const char *bytes, size_t n)
{
	if (o->taking == DATA)
		g_byte_array_append(o->taken, (const guint8 *)bytes, (guint)n);
	if (o->taking == DATA || o->taking == NOTHING)
		return;
	/* A NUL would end the text for us alone. */
	for (size_t i = 0; i < n && o->taken->len < INSTRUCTION_MAX; i++)
		if (bytes[i] != '\0')
			g_byte_array_append(o->taken, (const guint8 *)bytes + i, 1);
}

static void look_word(struct rtf_objects *o, const struct rtf_token *t)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strlen(words[i].word) != t->n || memcmp(words[i].word, t->bytes, t->n) != 0)
			continue;
		if (words[i].id != FINDING_MAX)
			inspection_find(o->in, words[i].id, words[i].word);
		/* A field within a field is of one text with it. */
		if (words[i].taking == NOTHING || words[i].taking == o->taking)
			return;
		finish(o);
		o->taking = words[i].taking;
		o->until = o->depth;
		return;
	}
	/* \u104: a letter. */
	char c = (char)t->number;
	if (t->n == 1 && *t->bytes == 'u' && t->number > 0 && t->number < 0x80)
		take(o, &c, 1);
}

static void look_token(struct rtf_objects *o, const struct rtf_token *t)
{
	switch (t->kind) {
	case RTF_TOKEN_OPEN:
		o->depth++;
		break;
	case RTF_TOKEN_CLOSE:
		o->depth -= o->depth > 0;
		if (o->taking != NOTHING && o->depth < o->until)
			finish(o);
		break;
	case RTF_TOKEN_WORD:
		look_word(o, t);
		break;
	case RTF_TOKEN_BYTE:
		take(o, (const char *)&t->byte, 1);
		break;
	case RTF_TOKEN_BYTES:
		take(o, t->bytes, t->n);
		break;
	case RTF_TOKEN_SYMBOL:
	case RTF_TOKEN_END:
		break;
	}
}

void rtf_inspect(struct inspection *in, enum type_id type, const char *data, size_t len)
{
	struct rtf_objects o = { .in = in, .taken = g_byte_array_new() };
	struct rtf_lexer lexer;
	struct rtf_token t;

	(void)type;
	rtf_lexer_init(&lexer, data, len);
	do {
		rtf_lexer_next(&lexer, RTF_PAIRS_NONE, &t);
		look_token(&o, &t);
	} while (t.kind != RTF_TOKEN_END);
	finish(&o);
	g_byte_array_unref(o.taken);
}
