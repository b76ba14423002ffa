/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sqlite_query.c: search words → SQL by one table. Only the table's own text
 * gets into the statement; values are bound. Tests:
 * tests/unit/quarantine/test_query.c
 */
#include "query.h"

#include <string.h>
#include <time.h>

#include "misogi/text.h"
#include "misogi/words.h"

enum kind {
	EXACT,	 /* the same text */
	VOCAB,	 /* a word of a vocabulary */
	PART_OF, /* contained, case of ASCII letters ignored */
	GLOB,	 /* with * and ? */
	ADDRESS, /* address, domain, .subdomain, <> */
	STATE,	 /* prepared, handed-over, orphaned */
	NUMBER,	 /* <N <=N >N >=N N, with K M G */
	SINCE,	 /* a date or a time ago */
	BEFORE,
	FLAG, /* yes or no: whether the finding of that name is there */
};

/* Which table a column is of, which says what must be wrapped around it. */
enum table { MESSAGE, PART, RECIPIENT, FINDING };

struct word {
	const char *name;
	enum kind kind;
	enum table table;
	const char *column;
	enum vocabulary vocabulary;
};

/* A name may stand in several rows: the first that takes the value is used. */
static const struct word words[] = {
	{ "id", EXACT, MESSAGE, "m.id", 0 },
	{ "queue-id", EXACT, MESSAGE, "m.queue_id", 0 },
	{ "message-id", PART_OF, MESSAGE, "m.message_id", 0 },
	{ "from", ADDRESS, MESSAGE, "m.sender", 0 },
	{ "to", ADDRESS, RECIPIENT, "r.address", 0 },
	{ "client", GLOB, MESSAGE, "m.client", 0 },
	{ "subject", PART_OF, MESSAGE, "m.subject", 0 },
	{ "crossing", EXACT, RECIPIENT, "r.crossing", 0 },
	{ "auth", VOCAB, MESSAGE, "m.auth", VOCABULARY_AUTH },
	{ "action", VOCAB, MESSAGE, "m.action", VOCABULARY_MAIL_ACTION },
	{ "action", VOCAB, PART, "p.action", VOCABULARY_PART_ACTION },
	{ "state", STATE, MESSAGE, "m.state", 0 },
	{ "rule", EXACT, PART, "p.rule", 0 },
	{ "type", VOCAB, PART, "p.class", VOCABULARY_CLASS },
	{ "type", EXACT, PART, "p.type", 0 },
	{ "name", GLOB, PART, "p.name", 0 },
	{ "size", NUMBER, PART, "p.size", 0 },
	{ "sha256", EXACT, PART, "p.sha256", 0 },
	{ "scan", VOCAB, PART, "p.scan", VOCABULARY_SCAN },
	{ "release", EXACT, PART, "p.release", 0 },
	{ "finding", VOCAB, FINDING, "f.finding", VOCABULARY_FINDING },
	{ "encrypted", FLAG, FINDING, "f.finding", 0 },
	{ "macro", FLAG, FINDING, "f.finding", 0 },
	{ "attachments", NUMBER, MESSAGE,
	  "(SELECT count(*) FROM part c WHERE c.message=m.seq AND c.is_attachment)", 0 },
	{ "recipients", NUMBER, MESSAGE, "(SELECT count(*) FROM recipient c WHERE c.message=m.seq)",
	  0 },
	{ "since", SINCE, MESSAGE, "m.received", 0 },
	{ "before", BEFORE, MESSAGE, "m.received", 0 },
};

#define LIKE " LIKE ? ESCAPE '\\'"

static bool wrong(struct err *err, const char *a, const char *b, const char *c)
{
	return err_set(err, SCOPE_PERM, REASON_NONE, "%s%s%s", a, b, c);
}

/* ---- one value ---- */

static bool is_state(const char *s)
{
	return strcmp(s, "prepared") == 0 || strcmp(s, "handed-over") == 0 ||
	       strcmp(s, "orphaned") == 0;
}

static char *like_escaped(const char *s)
{
	GString *out = g_string_new(NULL);
	for (; *s; s++) {
		if (strchr("%_\\", *s))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *s);
	}
	return g_string_free(out, FALSE);
}

static char *address_pattern(const char *value)
{
	g_autofree char *v = like_escaped(value);
	if (strchr(value, '@') && value[0] != '@')
		return g_steal_pointer(&v);
	if (value[0] == '.')
		return g_strdup_printf("%%@%%%s", v);
	return g_strdup_printf("%%%s%s", value[0] == '@' ? "" : "@", v);
}

/* "2026-11-22" in local time, or "7d": that long ago. */
static bool parse_moment(const char *value, int64_t *out)
{
	struct tm tm = { .tm_isdst = -1 };
	const char *end = strptime(value, "%Y-%m-%d", &tm);
	if (end && !*end) {
		*out = (int64_t)mktime(&tm);
		return true;
	}
	int64_t ago;
	if (!text_parse_duration(value, &ago))
		return false;
	*out = (int64_t)time(NULL) - ago;
	return true;
}

static const char *split_operator(const char **value)
{
	static const char *const operators[] = { "<=", ">=", "<", ">", "=" };
	for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
		if (g_str_has_prefix(*value, operators[i])) {
			*value += strlen(operators[i]);
			return operators[i];
		}
	}
	return "=";
}

static bool number_condition(const struct word *w, const char *value, GString *sql,
			     GPtrArray *texts)
{
	uint64_t n;
	const char *operator= split_operator(&value);
	if (!text_parse_size(value, INT64_MAX, &n))
		return false;
	g_string_append_printf(sql, "%s %s CAST(? AS INTEGER)", w->column, operator);
	g_ptr_array_add(texts, g_strdup_printf("%" G_GUINT64_FORMAT, n));
	return true;
}

static bool moment_condition(const struct word *w, const char *value, GString *sql,
			     GPtrArray *texts)
{
	int64_t moment;
	if (!parse_moment(value, &moment))
		return false;
	g_string_append_printf(sql, "%s %s CAST(? AS INTEGER)", w->column,
			       w->kind == SINCE ? ">=" : "<");
	g_ptr_array_add(texts, g_strdup_printf("%" G_GINT64_FORMAT, moment));
	return true;
}

/* ${before} COLUMN ${after}, where ${after} has the one "?" that ${value} (taken) is bound to. */
static void text_condition(const struct word *w, const char *before, const char *after, char *value,
			   GString *sql, GPtrArray *texts)
{
	g_string_append_printf(sql, "%s%s%s", before, w->column, after);
	g_ptr_array_add(texts, value);
}

static void address_condition(const struct word *w, const char *value, GString *sql,
			      GPtrArray *texts)
{
	if (strcmp(value, "<>") == 0) {
		text_condition(w, "", " = ?", g_strdup(""), sql, texts);
		return;
	}
	text_condition(w, "(", LIKE, address_pattern(value), sql, texts);
	if (w->table == MESSAGE) {
		/* from: is the envelope's sender or the one people see. */
		g_string_append(sql, " OR m.from_address" LIKE);
		g_ptr_array_add(texts, address_pattern(value));
	}
	g_string_append(sql, ")");
}

/* The bare condition; false when this row of the table does not take ${value}. */
static bool condition(const struct word *w, const char *value, GString *sql, GPtrArray *texts)
{
	switch (w->kind) {
	case VOCAB:
		if (word_find(w->vocabulary, value) < 0)
			return false;
		break;
	case STATE:
		if (!is_state(value))
			return false;
		break;
	case FLAG:
		if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
			return false;
		text_condition(w, "", " = ?", g_strdup(w->name), sql, texts);
		return true;
	case NUMBER:
		return number_condition(w, value, sql, texts);
	case SINCE:
	case BEFORE:
		return moment_condition(w, value, sql, texts);
	case ADDRESS:
		address_condition(w, value, sql, texts);
		return true;
	case GLOB:
		text_condition(w, "lower(", ") GLOB lower(?)", g_strdup(value), sql, texts);
		return true;
	case PART_OF: {
		g_autofree char *escaped = like_escaped(value);
		text_condition(w, "", LIKE, g_strdup_printf("%%%s%%", escaped), sql, texts);
		return true;
	}
	case EXACT:
		break;
	}
	text_condition(w, "", " = ?", g_strdup(value), sql, texts);
	return true;
}

/* ---- around it ---- */

static const char *opening(enum table table, enum query_scope scope)
{
	switch (table) {
	case MESSAGE:
		return "(";
	case PART:
		return scope == QUERY_PARTS
			       ? "("
			       : "EXISTS(SELECT 1 FROM part p WHERE p.message=m.seq AND ";
	case RECIPIENT:
		return "EXISTS(SELECT 1 FROM recipient r WHERE r.message=m.seq AND ";
	case FINDING:
		return scope == QUERY_PARTS
			       ? "EXISTS(SELECT 1 FROM finding f WHERE f.message=m.seq AND "
				 "f.part=p.n"
				 " AND "
			       : "EXISTS(SELECT 1 FROM finding f WHERE f.message=m.seq AND ";
	}
	return "(";
}

static bool add_value(const char *name, const char *value, enum query_scope scope, GString *sql,
		      GPtrArray *texts)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		const struct word *w = &words[i];
		g_autoptr(GString) bare = g_string_new(NULL);
		if (strcmp(w->name, name) != 0 || !condition(w, value, bare, texts))
			continue;
		bool no = w->kind == FLAG && strcmp(value, "no") == 0;
		g_string_append_printf(sql, "%s%s%s)", no ? "NOT " : "", opening(w->table, scope),
				       bare->str);
		return true;
	}
	return false;
}

static bool is_known(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i].name, name) == 0)
			return true;
	return false;
}

static bool unknown(const char *name, struct err *err)
{
	const char *names[G_N_ELEMENTS(words)];
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		names[i] = words[i].name;
	const char *near = word_nearest(name, names, G_N_ELEMENTS(names));
	g_autofree char *hint = near ? g_strdup_printf("; did you mean %s:?", near) : g_strdup("");
	return wrong(err, "unknown search word ", name, hint);
}

static bool add_token(const char *token, enum query_scope scope, GString *sql, GPtrArray *texts,
		      struct err *err)
{
	bool negated = token[0] == '!';
	const char *colon = strchr(token, ':');
	if (!colon)
		return wrong(err, "no search word: ", token,
			     " (write id:…, from:…, type:… and so on)");
	g_autofree char *name = g_strndup(token + negated, (gsize)(colon - token - negated));
	if (!is_known(name))
		return unknown(name, err);
	g_auto(GStrv) values = g_strsplit(colon + 1, ",", -1);
	g_string_append_printf(sql, " AND %s(", negated ? "NOT " : "");
	for (unsigned i = 0; values[i]; i++) {
		g_string_append(sql, i ? " OR " : "");
		if (!*values[i] || !add_value(name, values[i], scope, sql, texts))
			return wrong(err, name, ": does not take ",
				     *values[i] ? values[i] : "nothing");
	}
	g_string_append(sql, ")");
	return values[0] || wrong(err, name, ": wants a value", "");
}

/* Words end at blanks outside double quotes. */
static GPtrArray *tokens_of(const char *where)
{
	GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) token = g_string_new(NULL);
	bool quoted = false;
	for (const char *p = where;; p++) {
		if (*p == '"') {
			quoted = !quoted;
		} else if (*p && (quoted || !g_ascii_isspace(*p))) {
			g_string_append_c(token, *p);
		} else if (token->len > 0) {
			g_ptr_array_add(tokens, g_strdup(token->str));
			g_string_truncate(token, 0);
		}
		if (!*p)
			return tokens;
	}
}

bool query_build(const char *where, enum query_scope scope, GString *sql, GPtrArray *texts,
		 struct err *err)
{
	g_autoptr(GPtrArray) tokens = tokens_of(where ? where : "");
	for (unsigned i = 0; i < tokens->len; i++)
		if (!add_token(g_ptr_array_index(tokens, i), scope, sql, texts, err))
			return false;
	return true;
}
