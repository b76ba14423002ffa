/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_detect.c: short texts as they stand in subjects and file names, in each
 * charset of Japan, without a label and under wrong ones: how many are read.
 */
#include "unit.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "text/charset.h"
#include "text/detect.h"

static const char *const texts[] = {
	/* clang-format off */
	"会議", "資料", "見積", "請求書", "日程", "報告", "契約書", "議事録", "名簿", "案内",
	"見積書", "納品書", "領収書", "申請書", "通知", "回答", "依頼", "確認", "至急", "重要",
	"訂正", "再送", "転送", "返信", "添付", "書類", "写真", "図面", "地図", "予算",
	"決算", "総務課", "財政課", "福祉課", "税務課", "市民課", "教育委員会", "水道局", "消防", "防災",
	"東京都", "横浜市", "大阪府", "札幌市", "福岡県", "沖縄県", "京都", "名古屋市", "田中", "鈴木",
	"佐藤様", "山田太郎", "高橋一郎", "渡辺", "伊藤", "小林", "斎藤", "中村", "加藤", "吉田",
	"議会", "選挙", "住民票", "戸籍", "年金", "保険", "介護", "子育て", "保育園", "小学校",
	"入札", "公告", "仕様書", "工事", "道路", "下水道", "環境", "ごみ", "リサイクル", "イベント",
	"お知らせ", "お願い", "ご案内", "ご連絡", "お礼", "御礼", "はい", "いいえ", "了解です", "ありがとう",
	"テスト", "メール", "データ", "ファイル", "カレンダー", "スケジュール", "アンケート", "システム", "パスワード", "ホームページ",
	"会議資料", "表示", "構造", "予定表", "十二月", "令和六年度", "第１回", "（案）", "①②", "㈱山田",
	"髙橋", "山﨑", "予約について", "打合せ", "打ち合わせ", "～について", "欠席します", "承知しました", "質問", "出張届",
	"ｶﾀｶﾅ", "ﾃﾞｰﾀ", "ｱﾝｹｰﾄ", "ﾃｽﾄです", "ソ連", "ポスター", "噂", "能登", "機能一覧", "十分な表",
	/* clang-format on */
};

enum form { FORM_CP932, FORM_EUC, FORM_JIS, FORM_UTF8 };

static const char *const form_names[] = { "CP932", "EUC-JP", "JIS", "UTF-8" };

static GString *by_iconv(const char *to_charset, const char *text)
{
	iconv_t cd = iconv_open(to_charset, "UTF-8");
	char bytes[256], *from = (char *)text, *to = bytes;
	size_t n = strlen(text), room = sizeof(bytes);

	ck_assert_msg(iconv(cd, &from, &n, &to, &room) == 0, "%s has no %s", to_charset, text);
	iconv_close(cd);
	return g_string_new_len(bytes, to - bytes);
}

static GString *encode(const char *text, enum form form)
{
	if (form == FORM_UTF8)
		return g_string_new(text);
	if (form == FORM_CP932)
		return by_iconv("CP932", text);
	GString *bytes = by_iconv("EUC-JP-MS", text);
	if (form == FORM_EUC)
		return bytes;
	for (size_t i = 0; i < bytes->len; i++) {
		if ((guint8)bytes->str[i] == 0x8f) { /* IBM's kanji are elsewhere in JIS */
			g_string_free(bytes, TRUE);
			return NULL;
		}
		bytes->str[i] &= 0x7f;
	}
	bool kana = memchr(bytes->str, 0x0e, bytes->len) != NULL;
	g_string_prepend(bytes, "\x1b$B");
	g_string_append(bytes, "\x1b(B");
	if (!kana)
		return bytes;
	g_string_free(bytes, TRUE);
	return NULL;
}

/* How many of the texts come out as they went in; those that do not are named. */
static unsigned hits(enum form form, const char *label, unsigned *of)
{
	unsigned n = 0;

	*of = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GString) bytes = encode(texts[i], form);
		g_autoptr(GString) got = g_string_new(NULL);
		struct charset_found found = { 0 };
		if (!bytes)
			continue;
		charset_to_utf8(got, bytes->str, bytes->len, label, &found);
		bool hit = !strcmp(got->str, texts[i]);
		n += hit;
		++*of;
		if (!hit)
			printf("%s as \"%s\": %s read as %s\n", form_names[form], label, texts[i],
			       got->str);
	}
	printf("%s as \"%s\": %u of %u\n", form_names[form], label, n, *of);
	return n;
}

static const struct {
	enum form form;
	const char *label;
	unsigned misses; /* at most */
} rates[] = {
	{ FORM_CP932, "", 1 },
	{ FORM_EUC, "", 1 },
	{ FORM_JIS, "", 0 },
	{ FORM_UTF8, "", 0 },
	{ FORM_CP932, "shift_jis", 0 },
	{ FORM_EUC, "euc-jp", 0 },
	{ FORM_JIS, "iso-2022-jp", 0 },
	{ FORM_UTF8, "utf-8", 0 },
	{ FORM_CP932, "iso-2022-jp", 1 },
	{ FORM_CP932, "utf-8", 1 },
	{ FORM_CP932, "us-ascii", 1 },
	{ FORM_CP932, "x-unknown", 1 },
	{ FORM_EUC, "us-ascii", 1 },
	{ FORM_EUC, "utf-8", 1 },
	{ FORM_UTF8, "us-ascii", 0 },
	{ FORM_UTF8, "iso-2022-jp", 0 },
	{ FORM_JIS, "shift_jis", 0 },
	{ FORM_JIS, "us-ascii", 0 },
	{ FORM_JIS, "utf-8", 0 },
	{ FORM_CP932, "iso-8859-1", 3 },
	{ FORM_UTF8, "iso-8859-1", 0 },
	{ FORM_EUC, "iso-8859-1", 1 },
};

START_TEST(reads_short_texts)
{
	unsigned of, n = hits(rates[_i].form, rates[_i].label, &of);

	ck_assert_msg(n + rates[_i].misses >= of, "%s as \"%s\": %u of %u",
		      form_names[rates[_i].form], rates[_i].label, n, of);
}
END_TEST

static void add_tests(TCase *t)
{
	if (!charset_init(NULL))
		abort();
	tcase_add_loop_test(t, reads_short_texts, 0, G_N_ELEMENTS(rates));
}

UNIT_MAIN("detect", add_tests)
