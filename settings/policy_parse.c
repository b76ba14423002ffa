/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * policy_parse.c: files → blocks → policy. Includes are read where they
 * stand; then lists and zones, the ways between them, and last the rules, so
 * that a name may be used before the line that explains it.
 * Tests: tests/unit/settings/test_policy_*.c, tests/fuzz/fuzz_policy.c.
 */
#include "builder.h"

#include <string.h>

#include "file.h"
#include "misogi/words.h"

enum pass { PASS_HOSTS, PASS_WAYS, PASS_RULES, PASS_MAX };

static const struct section {
	const char *keyword;
	enum pass pass;
	bool named;
	void (*build)(struct builder *s, const struct block *b);
} sections[] = {
	{ "list", PASS_HOSTS, true, builder_list },
	{ "zone", PASS_HOSTS, true, builder_zone },
	{ "crossing", PASS_WAYS, true, builder_way },
	{ "refuse", PASS_WAYS, true, builder_way },
	{ "pass", PASS_WAYS, true, builder_way },
	{ "body", PASS_RULES, false, builder_body },
	{ "rule", PASS_RULES, true, builder_rule },
	{ "default", PASS_RULES, false, builder_default },
};

#define NAME_BYTES 200 /* of a block: it stands in logs and notices */

static const struct section *section_of(const struct block *b)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		if (strcmp(sections[i].keyword, b->keyword) == 0)
			return &sections[i];
	return NULL;
}

static void complain_unknown(struct builder *s, const struct block *b)
{
	const char *words[G_N_ELEMENTS(sections) + 1] = { "include" };

	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		words[i + 1] = sections[i].keyword;
	complain(s->diags, b->at, word_nearest(b->keyword, words, G_N_ELEMENTS(words)),
		 "unknown block \"%s\"", "「%s」というブロックはない", b->keyword);
}

/* Whether the block can be built: keyword known, name there where it must be. */
static bool check_block(struct builder *s, const struct block *b)
{
	const struct section *section = section_of(b);

	if (!section) {
		complain_unknown(s, b);
		return false;
	}
	if (section->named && (!b->name || !*b->name || strlen(b->name) > NAME_BYTES)) {
		complain(s->diags, b->name_at, NULL, "%s needs a name of at most %d bytes",
			 "%s には%dバイトまでの名前が要る", b->keyword, NAME_BYTES);
		return false;
	}
	if (!section->named && b->name) {
		complain(s->diags, b->name_at, NULL, "%s takes no name", "%s に名前は要らない",
			 b->keyword);
		return false;
	}
	return true;
}

/* Blocks of which there is one. */
static void check_single(struct builder *s, const char *keyword)
{
	const struct block *first = NULL;

	for (unsigned i = 0; i < s->blocks->len; i++) {
		const struct block *b = g_ptr_array_index(s->blocks, i);
		if (strcmp(b->keyword, keyword) != 0)
			continue;
		if (first)
			complain(s->diags, b->at, NULL, "%s stands twice (first on line %u)",
				 "%s が2回ある（前は%u行目）", keyword, first->at.line);
		else
			first = b;
	}
}

static void read_text(struct builder *s, const char *text, size_t len, const char *name,
		      unsigned depth);

static bool is_read_already(const struct builder *s, const char *path)
{
	for (unsigned i = 0; i < s->policy->texts->len; i++)
		if (strcmp(g_ptr_array_index(s->policy->texts, i), path) == 0)
			return true;
	return false;
}

/* At most POLICY_INCLUDE_DEPTH deep, and each file once: no loops, no explosion. */
static void include(struct builder *s, const struct block *b, unsigned depth)
{
	if (!b->name || b->entries->len) {
		complain(s->diags, b->at, NULL, "include \"file\" is all there is to write",
			 "include \"ファイル\" とだけ書く");
		return;
	}
	if (!s->allow_files) {
		complain(s->diags, b->at, NULL, "no files can be read here",
			 "ここではファイルを読めない");
		return;
	}
	g_autofree char *path = builder_path(b->at.file, b->name);
	g_autofree char *canonical = g_canonicalize_filename(path, NULL);
	if (is_read_already(s, canonical)) {
		complain(s->diags, b->name_at, NULL, "%s is included already",
			 "%s はもう読み込んでいる", b->name);
		return;
	}
	if (depth >= POLICY_INCLUDE_DEPTH) {
		complain(s->diags, b->name_at, NULL, "includes are nested more than %d deep",
			 "include の入れ子が%d段を超えた", POLICY_INCLUDE_DEPTH);
		return;
	}
	g_autoptr(GBytes) bytes = file_read(canonical, b->name_at, s->diags);
	if (!bytes)
		return;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	read_text(s, text ? text : "", len, canonical, depth + 1);
}

static void read_text(struct builder *s, const char *text, size_t len, const char *name,
		      unsigned depth)
{
	char *kept = g_strdup(name);

	g_ptr_array_add(s->policy->texts, kept);
	g_checksum_update(s->digest, (const guchar *)text, (gssize)len);
	if (len > SETTINGS_FILE_MAX) {
		complain(s->diags, (struct at){ kept, 0, 0 }, NULL, "%s is larger than 1 MB",
			 "%s が1MBより大きい", kept);
		return;
	}
	if (!complain_unless_text(s->diags, kept, text, len))
		return;
	GPtrArray *blocks = blocks_parse(text, len, kept, s->diags);
	g_ptr_array_add(s->files, blocks);
	for (unsigned i = 0; i < blocks->len; i++) {
		struct block *b = g_ptr_array_index(blocks, i);
		if (strcmp(b->keyword, "include") == 0)
			include(s, b, depth);
		else if (check_block(s, b))
			g_ptr_array_add(s->blocks, b);
	}
}

static bool too_many_rules(struct builder *s)
{
	unsigned rules = 0;

	for (unsigned i = 0; i < s->blocks->len; i++) {
		const struct block *b = g_ptr_array_index(s->blocks, i);
		if (strcmp(b->keyword, "rule") != 0 || ++rules <= POLICY_RULES_MAX)
			continue;
		complain(s->diags, b->at, NULL, "more than %d rules", "rule が%dより多い",
			 POLICY_RULES_MAX);
		return true;
	}
	return false;
}

static void build(struct builder *s, const char *name)
{
	check_single(s, "body");
	check_single(s, "default");
	if (too_many_rules(s))
		return;
	for (enum pass pass = PASS_HOSTS; pass < PASS_MAX; pass++) {
		for (unsigned i = 0; i < s->blocks->len; i++) {
			const struct block *b = g_ptr_array_index(s->blocks, i);
			const struct section *section = section_of(b);
			bool second_default =
				s->policy->fallback && section->build == builder_default;
			if (section->pass == pass && !second_default)
				section->build(s, b);
		}
	}
	if (!s->policy->fallback)
		complain(s->diags, (struct at){ name, 0, 0 }, NULL,
			 "there is no default block; write one, last",
			 "default がない。最後に書く");
}

static struct policy *finish(struct builder *s, unsigned errors)
{
	g_strlcpy(s->policy->digest, g_checksum_get_string(s->digest), sizeof s->policy->digest);
	g_checksum_free(s->digest);
	g_ptr_array_unref(s->blocks);
	g_ptr_array_unref(s->files);
	if (s->diags->errors == errors)
		policy_lint(s->policy, s->diags);
	if (s->diags->errors == errors)
		return s->policy;
	policy_unref(s->policy);
	return NULL;
}

struct policy *policy_parse(const char *text, size_t len, const char *name, bool allow_files,
			    struct diags *diags)
{
	unsigned errors = diags->errors;
	struct builder s = { .policy = policy_new(),
			     .diags = diags,
			     .allow_files = allow_files,
			     .digest = g_checksum_new(G_CHECKSUM_SHA256),
			     .files = g_ptr_array_new_with_free_func(
				     (GDestroyNotify)g_ptr_array_unref),
			     .blocks = g_ptr_array_new() };

	read_text(&s, text, len, name, 0);
	build(&s, name);
	return finish(&s, errors);
}

struct policy *policy_load(const char *path, struct diags *diags)
{
	g_autoptr(GBytes) bytes = file_read(path, (struct at){ path, 0, 0 }, diags);

	if (!bytes)
		return NULL;
	g_autofree char *canonical = g_canonicalize_filename(path, NULL);
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	return policy_parse(text ? text : "", len, canonical, true, diags);
}
