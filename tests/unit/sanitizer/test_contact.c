/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_contact.c: visiting cards of telephones, Outlook, Apple and Google.
 */
#include "kinds.h"

#define CARD(lines) "BEGIN:VCARD\n" lines "END:VCARD\n"
#define HEAD "［連絡先（名刺）です］\n"

static const struct kinds_case cases[] = {
	{ "tells_a_card",
	  CARD("VERSION:3.0\nN:佐藤;太郎;;;\nFN:佐藤 太郎\nX-PHONETIC-LAST-NAME:さとう\n"
	       "X-PHONETIC-FIRST-NAME:たろう\nORG:霞市役所;総務課\nTITLE:課長\n"
	       "TEL;TYPE=WORK,VOICE:03-1234-5678\nTEL;TYPE=WORK;TYPE=FAX:03-1234-5679\n"
	       "EMAIL;TYPE=INTERNET,PREF:sato@example.jp\n"
	       "ADR;TYPE=WORK:;霞ビル3階;千代田1-1;千代田区;東京都;100-0001;日本\n"
	       "URL:https://example.jp/\nBDAY:1970-01-02\nNOTE:一行目\\n二行目\n"),
	  HEAD "氏名: 佐藤 太郎\nふりがな: さとう たろう\n勤務先: 霞市役所 総務課\n役職: 課長\n"
	       "電話: 03-1234-5678 (勤務先)\n電話: 03-1234-5679 (勤務先, FAX)\n"
	       "メール: sato@example.jp\n住所: 〒100-0001 東京都千代田区千代田1-1 霞ビル3階\n"
	       "ウェブ: https://example.jp/\n誕生日: 1970-01-02\nメモ:\n一行目\n二行目\n",
	  JA },
	{ "makes_a_name_of_parts", CARD("N:佐藤;太郎;;;\n"), HEAD "氏名: 佐藤 太郎\n", JA },
	{ "makes_a_western_name_of_parts", CARD("N:Smith;John;Q.;Dr.;Jr.\n"),
	  HEAD "氏名: Dr. John Q. Smith Jr.\n", JA },
	{ "writes_a_western_address", CARD("ADR:;;1 Main St.;Springfield;IL;62701;USA\n"),
	  HEAD "住所: 1 Main St., Springfield, IL 62701, USA\n", JA },
	{ "names_a_country_that_is_not_japan", CARD("ADR:;;长安街1号;;北京市;100000;中国\n"),
	  HEAD "住所: 〒100000 北京市长安街1号（中国）\n", JA },
	{ "writes_no_postal_mark_twice", CARD("ADR:;;千代田1-1;千代田区;東京都;〒100-0001;JP\n"),
	  HEAD "住所: 〒100-0001 東京都千代田区千代田1-1\n", JA },
	{ "takes_a_label_for_an_address", CARD("LABEL;WORK:東京都\\n千代田区\n"),
	  HEAD "住所: 東京都 千代田区\n", JA },
	{ "reads_a_card_of_a_telephone",
	  "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS:\x8d\xb2\x93\xa1;\x91\xbe\x98Y;;;\r\n"
	  "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:\xbb\xc4\xb3;\xc0\xdb\xb3;;;\r\n"
	  "TEL;CELL:09011112222\r\nEND:VCARD\r\n",
	  HEAD "氏名: 佐藤 太郎\nふりがな: ｻﾄｳ ﾀﾛｳ\n電話: 09011112222 (携帯)\n", JA },
	{ "reads_quoted_printable",
	  CARD("VERSION:2.1\nFN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8D=B2=\n=93=A1\n"
	       "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=9C=9E;=E8=AA=B2\n"),
	  HEAD "氏名: 佐藤\n勤務先: 霞 課\n", JA },
	{ "reads_version_four",
	  CARD("VERSION:4.0\nFN:佐藤\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+81-3-1234-5678\n"
	       "EMAIL:mailto:sato@example.jp\nIMPP:xmpp:sato@example.jp\n"),
	  HEAD "氏名: 佐藤\n電話: +81-3-1234-5678 (自宅)\nメール: sato@example.jp\n"
	       "チャット: xmpp:sato@example.jp\n",
	  JA },
	{ "leaves_pictures_out",
	  CARD("FN:佐藤\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg==\n\nKEY:AAAA\n"),
	  HEAD "氏名: 佐藤\n［写真などは省きました］\n", JA },
	{ "tells_several", CARD("FN:a\n") CARD("FN:b\n"), HEAD "氏名: a\n\n" HEAD "氏名: b\n", JA },
	{ "speaks_english", CARD("FN:a\nTEL;TYPE=WORK:1\n"),
	  "［A contact］\nName: a\nPhone: 1 (work)\n", EN },
	{ "makes_no_label_of_a_line_end", CARD("FN:a\\n電話: 110\n"), HEAD "氏名: a 電話: 110\n",
	  JA },
	{ "tells_what_has_no_end", "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\n",
	  HEAD "氏名: a\n\n" HEAD "氏名: b\n", BAD },
	{ "shows_what_is_no_card", "FN:a\n", "FN:a", BAD },
	{ "reads_an_empty_card", CARD(""), HEAD, JA },
	{ "reads_nothing", "", "", BAD },
};

START_TEST(tells_cards)
{
	kinds_check(KINDS_CONTACT, &cases[_i]);
}
END_TEST

START_TEST(limit_entries)
{
	static const char raw[] = CARD("FN:a\n") CARD("FN:b\n") CARD("FN:c\n");
	struct limits limits = limits_default();
	struct body_found found;

	limits.entries = 1;
	g_autofree char *got =
		kinds_convert(KINDS_CONTACT, raw, strlen(raw), &limits, CONFIG_LANG_JA, &found);
	ck_assert_str_eq(got, HEAD "氏名: a\n［連絡先が多いため、残りの2件は省きました］\n");
	ck_assert(found.limit_entries);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, tells_cards, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, limit_entries);
}

UNIT_MAIN("contact", add)
