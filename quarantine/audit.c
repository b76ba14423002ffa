/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * audit.c: the text of a record and its hash. The columns repeat what the text
 * says, for searching; that they agree is part of the check. Pure: no table,
 * no clock. Tests: tests/unit/quarantine/test_audit.c
 */
#include "audit.h"

#include <string.h>

#include "misogi/hash.h"

#define AUDIT_VERSION 1

const char audit_genesis[AUDIT_HASH] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static json_t *text(const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(s, -1);
	return json_string(valid);
}

char *audit_text(const struct audit_row *r, json_t *detail)
{
	json_t *o = json_object();
	json_object_set_new(o, "v", json_integer(AUDIT_VERSION));
	json_object_set_new(o, "seq", json_integer(r->seq));
	json_object_set_new(o, "time", json_integer(r->time));
	json_object_set_new(o, "actor", text(r->actor));
	json_object_set_new(o, "event", text(r->event));
	json_object_set_new(o, "message", text(r->message));
	json_object_set_new(o, "detail", detail ? json_incref(detail) : json_object());
	char *record = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(o);
	return record;
}

static bool unhex(const char *hex, uint8_t out[32])
{
	if (strlen(hex) != AUDIT_HASH - 1)
		return false;
	for (unsigned i = 0; i < 32; i++) {
		int high = g_ascii_xdigit_value(hex[2 * i]);
		int low = g_ascii_xdigit_value(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

void audit_hash(const char *prev, const char *record, char hash[AUDIT_HASH])
{
	uint8_t before[33] = { 0 };
	unhex(prev, before + 1);
	g_autoptr(GByteArray) b = g_byte_array_new();
	g_byte_array_append(b, before, sizeof(before));
	g_byte_array_append(b, (const uint8_t *)record, (guint)strlen(record));
	hash_bytes(b->data, b->len, hash);
}

static bool is_number(json_t *o, const char *key, int64_t want)
{
	json_t *v = json_object_get(o, key);
	return json_is_integer(v) && json_integer_value(v) == want;
}

static bool is_text(json_t *o, const char *key, const char *want)
{
	const char *v = json_string_value(json_object_get(o, key));
	return v && strcmp(v, want) == 0;
}

static bool columns_agree(const struct audit_row *r)
{
	json_t *o = json_loads(r->record, 0, NULL);
	bool ok = o && is_number(o, "seq", r->seq) && is_number(o, "time", r->time) &&
		  is_text(o, "actor", r->actor) && is_text(o, "event", r->event) &&
		  is_text(o, "message", r->message);
	json_decref(o);
	return ok;
}

const char *audit_fault(const struct audit_row *r, int64_t seq, const char *prev)
{
	char hash[AUDIT_HASH];
	if (r->seq != seq)
		return "records before it are missing";
	if (strcmp(r->prev, prev) != 0)
		return "it does not follow the record before it";
	audit_hash(r->prev, r->record, hash);
	if (strcmp(hash, r->hash) != 0)
		return "its text was changed";
	if (!columns_agree(r))
		return "its columns do not say what its text says";
	return NULL;
}
