/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * content_line.c: the unfolded text is cut into lines, each in a copy that is
 * taken apart in place. One pass; what does not look like a line is skipped
 * and makes malformed.
 * Tests: tests/unit/sanitizer/test_content_line.c.
 */
#include "kinds/content_line.h"

#include <string.h>

#include "fields.h"
#include "kinds/content_fold.h"

void content_line_open(struct content_source *s, const char *buf, size_t n, const char *charset,
		       struct body_found *found)
{
	*s = (struct content_source){ .text = content_fold_undo(buf, n, charset, &found->charset),
				      .line = g_string_new(NULL),
				      .charset = charset,
				      .found = found };
	content_fold_nul(s->text, &found->swept);
}

void content_line_close(struct content_source *s)
{
	g_string_free(s->text, TRUE);
	g_string_free(s->line, TRUE);
}

void content_line_rewind(struct content_source *s)
{
	s->at = 0;
}

/* ---- one line ---- */

static void upper(char *s)
{
	for (; *s; s++)
		*s = g_ascii_toupper(*s);
}

/* Where the word at ${p} ends: at one of ${ends} outside of quotes. */
static char *word_end(char *p, const char *ends)
{
	bool quoted = false;

	for (; *p; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (!quoted && strchr(ends, *p))
			break;
	}
	return p;
}

/* Quotes go, "^n", "^'" and "^^" are what RFC 6868 makes of them. */
static void clean_param(char *s)
{
	char *o = s;

	for (; *s; s++) {
		if (*s == '"')
			continue;
		if (*s == '^' && (s[1] == 'n' || s[1] == '\'' || s[1] == '^')) {
			s++;
			*o++ = *s == 'n' ? ' ' : *s == '\'' ? '"' : '^';
			continue;
		}
		*o++ = *s;
	}
	*o = '\0';
}

/* In vCard 2.1 a word alone is a type or an encoding. */
static char *name_of_bare(const char *word)
{
	static const char *const encodings[] = { "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT" };
	static char encoding[] = "ENCODING", type[] = "TYPE";

	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
		if (g_ascii_strcasecmp(word, encodings[i]) == 0)
			return encoding;
	return type;
}

/* Adds "NAME=value" or a bare word, which ends at ${end}. */
static void add_param(struct content_line *line, char *p, char *end)
{
	char *equals = memchr(p, '=', (size_t)(end - p));

	*end = '\0';
	if (p == end || line->n_params == CONTENT_PARAMS_MAX)
		return;
	struct content_param *param = &line->params[line->n_params++];
	if (equals) {
		*equals = '\0';
		upper(p);
		*param = (struct content_param){ .name = p, .value = equals + 1 };
	} else {
		*param = (struct content_param){ .name = name_of_bare(p), .value = p };
	}
	clean_param(param->value);
}

static bool is_name(const char *p)
{
	if (!*p)
		return false;
	for (; *p; p++)
		if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_')
			return false;
	return true;
}

/* Takes ${p} apart in place; false when it is no such line. */
static bool take_apart(char *p, struct content_line *line)
{
	char *end = word_end(p, ";:");
	bool more = *end == ';';

	line->n_params = 0;
	if (!*end)
		return false;
	*end = '\0';
	char *dot = strrchr(p, '.');
	line->name = dot ? dot + 1 : p;
	g_strstrip(line->name);
	upper(line->name);
	while (more) {
		p = end + 1;
		end = word_end(p, ";:");
		if (!*end)
			return false;
		more = *end == ';';
		add_param(line, p, end);
	}
	line->value = end + 1;
	return is_name(line->name);
}

static bool is_blank(const char *s)
{
	return s[strspn(s, " \t\r")] == '\0';
}

/* Whether "NAME:" or "NAME;" begins the line of ${n} bytes at ${p}. */
static bool begins_line(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (g_ascii_isalnum(p[i]) || p[i] == '-' || p[i] == '_' || p[i] == '.'))
		i++;
	size_t name = i;
	while (i < n && p[i] == ' ')
		i++;
	return name > 0 && i < n && (p[i] == ':' || p[i] == ';');
}

/* The next line of the text, without LF, into ${*n}. */
static const char *peek(const struct content_source *s, size_t *n)
{
	const char *p = s->text->str + s->at, *end = s->text->str + s->text->len;
	const char *next = fields_next_line(p, end);

	*n = (size_t)(next - p) - (next > p && next[-1] == '\n');
	return p;
}

/* Whether ${line} begins a text that may have several lines. */
static bool begins_text(const char *line)
{
	static const char *const names[] = { "DESCRIPTION", "SUMMARY",	  "LOCATION", "COMMENT",
					     "NOTE",	    "X-ALT-DESC", "LABEL" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t n = strlen(names[i]);
		if (g_ascii_strncasecmp(line, names[i], n) == 0 && strchr(":;", line[n]))
			return true;
	}
	return false;
}

static void take_text(struct content_source *s)
{
	size_t n;
	const char *p = peek(s, &n);

	g_string_append_len(s->line, p, (gssize)n);
	s->at += n + (p[n] == '\n');
}

/* Some write the line ends of a text as they are: what follows is still its text. */
static void take_rest(struct content_source *s)
{
	size_t n;

	while (s->at < s->text->len) {
		const char *p = peek(s, &n);
		if (n > 0 && begins_line(p, n))
			return;
		if (n > 0) {
			s->found->malformed = true;
			g_string_append(s->line, "\\n");
		}
		take_text(s);
	}
}

bool content_line_next(struct content_source *s, struct content_line *line)
{
	while (s->at < s->text->len) {
		g_string_truncate(s->line, 0);
		take_text(s);
		if (is_blank(s->line->str))
			continue;
		if (begins_text(s->line->str))
			take_rest(s);
		if (take_apart(s->line->str, line))
			return true;
		s->found->malformed = true;
	}
	return false;
}

bool content_line_is(const struct content_line *line, const char *name)
{
	return strcmp(line->name, name) == 0;
}

const char *content_line_param(const struct content_line *line, const char *name)
{
	for (unsigned i = 0; i < line->n_params; i++)
		if (strcmp(line->params[i].name, name) == 0)
			return line->params[i].value;
	return NULL;
}

static bool list_has(const char *list, const char *word)
{
	const size_t len = strlen(word);

	for (const char *p = list; *p;) {
		size_t n = strcspn(p, ",");
		if (n == len && g_ascii_strncasecmp(p, word, n) == 0)
			return true;
		p += n + (p[n] == ',');
	}
	return false;
}

bool content_line_has(const struct content_line *line, const char *name, const char *word)
{
	for (unsigned i = 0; i < line->n_params; i++)
		if (strcmp(line->params[i].name, name) == 0 &&
		    list_has(line->params[i].value, word))
			return true;
	return false;
}
