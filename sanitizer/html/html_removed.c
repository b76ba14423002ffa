/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * html_removed.c: readers are told what they do not see, in one line at the
 * end; the words of it are here.
 * Tests: tests/unit/sanitizer/test_html.c.
 */
#include "html/html_removed.h"

#include "text/phrase.h"

static const struct phrase removed_phrase = { "このメールから取り除いたもの：{s}",
					      "Removed from this mail: {s}" };
static const struct phrase dropped_phrase = {
	"見えないように隠されていた文字を省きました（{n}か所）",
	"Text that was hidden from readers was left out (places: {n})"
};
static const struct phrase marked_phrase = {
	"見えないように隠されていた文字に「隠された文字」と印を付けました（{n}か所）",
	"Text that was hidden from readers is marked as hidden (places: {n})"
};
static const struct phrase hidden_word = { "隠された文字", "hidden text" };
static const struct phrase struck_word = { "取り消し", "struck out" };
static const struct phrase picture_word = { "画像", "image" };

enum { PICTURES, PIXELS, FORMS, SCRIPTS, FRAMES, THINGS };

static const struct phrase things[THINGS] = {
	[PICTURES] = { "画像{n}点", "images {n}" },
	[PIXELS] = { "開封を知らせる画像{n}点", "tracking images {n}" },
	[FORMS] = { "入力フォーム{n}個", "forms {n}" },
	[SCRIPTS] = { "スクリプト{n}個", "scripts {n}" },
	[FRAMES] = { "埋め込み{n}個", "embedded objects {n}" },
};

static void put_list(GString *out, const unsigned counts[THINGS], enum config_lang lang)
{
	bool first = true;

	for (size_t i = 0; i < THINGS; i++) {
		if (counts[i] == 0)
			continue;
		if (!first)
			g_string_append(out, lang == CONFIG_LANG_JA ? "、" : ", ");
		phrase_append(out, lang, &things[i], counts[i], NULL);
		first = false;
	}
}

/* In both languages, each list stands in its own sentence. */
static void put_removed(GString *out, const unsigned counts[THINGS], enum config_lang lang)
{
	g_autoptr(GString) ja = g_string_new(NULL);
	g_autoptr(GString) en = g_string_new(NULL);

	put_list(ja, counts, CONFIG_LANG_JA);
	put_list(en, counts, CONFIG_LANG_EN);
	if (ja->len == 0)
		return;
	g_string_append(out, "［");
	if (lang != CONFIG_LANG_EN)
		phrase_append(out, CONFIG_LANG_JA, &removed_phrase, 0, ja->str);
	if (lang == CONFIG_LANG_BOTH)
		g_string_append(out, " / ");
	if (lang != CONFIG_LANG_JA)
		phrase_append(out, CONFIG_LANG_EN, &removed_phrase, 0, en->str);
	g_string_append(out, "］\n");
}

void html_removed_lines(GString *out, const struct html_found *found,
			const struct html_removed *removed, const struct text_options *options)
{
	const unsigned counts[THINGS] = {
		[PICTURES] = removed->pictures, [PIXELS] = found->pixels, [FORMS] = found->forms,
		[SCRIPTS] = found->scripts,	[FRAMES] = found->frames,
	};

	put_removed(out, counts, options->lang);
	if (found->hidden > 0)
		phrase_line(out, options->lang,
			    options->hidden == HIDDEN_MARK ? &marked_phrase : &dropped_phrase,
			    found->hidden, NULL);
}

static char *bracketed(const struct phrase *p, enum config_lang lang, const char *end)
{
	GString *out = g_string_new("［");

	phrase_append(out, lang, p, 0, NULL);
	g_string_append(out, end);
	return g_string_free(out, FALSE);
}

char *html_removed_hidden_opener(enum config_lang lang)
{
	return bracketed(&hidden_word, lang, "：");
}

char *html_removed_struck_opener(enum config_lang lang)
{
	return bracketed(&struck_word, lang, "：");
}

char *html_removed_picture(enum config_lang lang)
{
	return bracketed(&picture_word, lang, "］");
}
