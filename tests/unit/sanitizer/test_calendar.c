/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_calendar.c: calendars as people must read them. The shapes of real
 * programs are in tests/corpus/text/calendar-*.case.
 */
#include "kinds.h"

#define CALENDAR(method, event)                                                                    \
	"BEGIN:VCALENDAR\nMETHOD:" method "\nBEGIN:VEVENT\n" event "END:VEVENT\nEND:VCALENDAR\n"
#define EVENT(event) CALENDAR("PUBLISH", event)
#define HEAD "［予定のお知らせです］\n"

static const struct kinds_case cases[] = {
	{ "tells_an_invitation",
	  CALENDAR("REQUEST",
		   "ORGANIZER;CN=佐藤 太郎:mailto:sato@example.jp\nSUMMARY:会議\n"
		   "DTSTART:20261208T003000Z\nDTEND:20261208T013000Z\nLOCATION:第1会議室\n"
		   "ATTENDEE;CN=鈴木:mailto:s@example.jp\nDESCRIPTION:資料は\\n当日\\, 配布\n"),
	  "［予定への出席依頼です］\n件名: 会議\n日時: 2026年12月8日(火) 9:30〜10:30\n"
	  "場所: 第1会議室\n主催者: 佐藤 太郎 <sato@example.jp>\n出席者: 鈴木\n"
	  "内容:\n資料は\n当日, 配布\n",
	  JA },
	{ "tells_a_change", CALENDAR("REQUEST", "SEQUENCE:2\nSUMMARY:x\n"),
	  "［出席依頼のあった予定が変更されました］\n件名: x\n", JA },
	{ "tells_a_cancellation", CALENDAR("CANCEL", "SEQUENCE:2\nSUMMARY:x\n"),
	  "［予定が取り消されました］\n件名: x\n", JA },
	{ "believes_status_cancelled", CALENDAR("REQUEST", "STATUS:CANCELLED\nSUMMARY:x\n"),
	  "［予定が取り消されました］\n件名: x\n", JA },
	{ "tells_acceptance",
	  CALENDAR("REPLY", "ATTENDEE;CN=鈴木;PARTSTAT=ACCEPTED:mailto:s@example.jp\nSUMMARY:x\n"),
	  "［鈴木 <s@example.jp> さんが「出席」と回答しました］\n件名: x\n", JA },
	{ "tells_refusal_with_its_comment",
	  CALENDAR("REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:s@example.jp\nSUMMARY:x\n"
			    "COMMENT:出張のため\n"),
	  "［s@example.jp さんが「欠席」と回答しました］\n件名: x\nコメント:\n出張のため\n", JA },
	{ "tells_a_reply_of_nobody", CALENDAR("REPLY", "SUMMARY:x\n"),
	  "［出席依頼への回答です］\n件名: x\n", JA },
	{ "tells_a_proposal_and_what_it_is_against",
	  CALENDAR("COUNTER", "DTSTART:20261208T003000Z\nDTEND:20261208T013000Z\n"
			      "X-MS-OLK-ORIGINALSTART:20261207T003000Z\n"
			      "X-MS-OLK-ORIGINALEND:20261207T013000Z\n"),
	  "［予定の変更の提案です］\n日時: 2026年12月8日(火) 9:30〜10:30\n"
	  "変更前の日時: 2026年12月7日(月) 9:30〜10:30\n",
	  JA },
	{ "tells_which_occurrence",
	  CALENDAR("CANCEL", "SUMMARY:x\nRECURRENCE-ID;VALUE=DATE:20261215\n"),
	  "［予定が取り消されました］\n件名: x\n対象の回: 2026年12月15日(火)\n", JA },
	{ "tells_whole_days", EVENT("DTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261211\n"),
	  HEAD "日時: 2026年12月8日(火)〜12月10日(木)（終日）\n", JA },
	{ "tells_one_day_without_end", EVENT("DTSTART;VALUE=DATE:20261208\n"),
	  HEAD "日時: 2026年12月8日(火)（終日）\n", JA },
	{ "adds_a_duration", EVENT("DTSTART:20261208T093000\nDURATION:PT1H30M\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30〜11:00\n", JA },
	{ "tells_repetition_and_exceptions",
	  EVENT("DTSTART:20261208T093000\nRRULE:FREQ=WEEKLY;COUNT=10\n"
		"EXDATE:20261222T093000,20261229T093000\nRDATE:20261223T093000\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30\n繰り返し: 毎週火曜日（10回）\n"
	       "除く日: 12月22日(火)、12月29日(火)\n追加の日: 12月23日(水)\n",
	  JA },
	{ "names_only_the_first_exceptions",
	  EVENT("DTSTART;VALUE=DATE:20261201\nEXDATE;VALUE=DATE:20261202,20261203,20261204,"
		"20261205,20261206,20261207,20261208,20261209,20261210,20261211,20261212\n"),
	  HEAD "日時: 2026年12月1日(火)（終日）\n除く日: 12月2日(水)、12月3日(木)、12月4日(金)、"
	       "12月5日(土)、12月6日(日)、12月7日(月)、12月8日(火)、12月9日(水)、12月10日(木)、"
	       "12月11日(金)、ほか1日\n",
	  JA },
	{ "says_whose_weekdays_they_are",
	  EVENT("DTSTART;TZID=America/Los_Angeles:20261207T163000\nRRULE:FREQ=WEEKLY;BYDAY=MO\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30（送信者の時間帯では 2026年12月7日(月) 16:30）\n"
	       "繰り返し: 毎週月曜日（曜日や日付は送信者の時間帯のもの）\n",
	  JA },
	{ "says_whose_clock_it_is", EVENT("DTSTART;TZID=Mars/Olympus:20261208T093000\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30（送信者の時間帯「Mars/Olympus」の時刻）\n", JA },
	{ "reads_zones_that_stand_behind",
	  "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Mine:20261208T003000\nEND:VEVENT\n"
	  "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
	  "TZOFFSETFROM:+0000\nTZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n",
	  HEAD "日時: 2026年12月8日(火) 9:30（送信者の時間帯では 2026年12月8日(火) 0:30）\n", JA },
	{ "says_no_end_by_another_clock",
	  EVENT("DTSTART;TZID=Mars/Olympus:20261208T093000\nDTEND:20261208T013000Z\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30（送信者の時間帯「Mars/Olympus」の時刻）\n", BAD },
	{ "names_who_proposes",
	  CALENDAR("COUNTER", "ATTENDEE;CN=鈴木:mailto:s@example.jp\nSUMMARY:x\n"),
	  "［鈴木 <s@example.jp> さんが予定の変更を提案しています］\n件名: x\n", JA },
	{ "keeps_lines_that_were_not_folded",
	  EVENT("DESCRIPTION:one\ntwo\n\n三行目です\nLOCATION:x\n"),
	  HEAD "場所: x\n内容:\none\ntwo\n三行目です\n", BAD },
	{ "names_only_the_first_people",
	  EVENT("ATTENDEE;CN=一:mailto:a@x.jp\nATTENDEE;CN=二;PARTSTAT=TENTATIVE:mailto:a@x.jp\n"
		"ATTENDEE;CN=三;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED:mailto:a@x.jp\n"
		"ATTENDEE:mailto:d@x.jp\nATTENDEE;CN=五:mailto:a@x.jp\nATTENDEE;CN=六:mailto:a@x."
		"jp\n"
		"ATTENDEE;CN=七:mailto:a@x.jp\nATTENDEE;CN=八:mailto:a@x.jp\n"
		"ATTENDEE;CN=九:mailto:a@x.jp\nATTENDEE;CN=十:mailto:a@x.jp\n"
		"ATTENDEE;CN=十一:mailto:a@x.jp\nATTENDEE;CN=十二:mailto:a@x.jp\n"),
	  HEAD "出席者: 一、二（仮の出席）、三（任意、欠席）、d@x.jp、五、六、七、八、九、十、"
	       "ほか2人\n",
	  JA },
	{ "shows_the_address_beside_any_name",
	  EVENT("ORGANIZER;CN=\"市長 <mayor@town.example.lg.jp>\":mailto:evil@example.com\n"),
	  HEAD "主催者: 市長 <mayor@town.example.lg.jp> <evil@example.com>\n", JA },
	{ "reads_vcalendar_people",
	  EVENT("ATTENDEE;ROLE=ATTENDEE;STATUS=CONFIRMED:鈴木 <s@example.jp>\n"),
	  HEAD "出席者: 鈴木（出席）\n", JA },
	{ "shows_no_address_that_reaches_nobody",
	  EVENT("ORGANIZER;CN=佐藤:/o=ExchangeLabs/cn=x\nATTENDEE:invalid:nomail\n"),
	  HEAD "主催者: 佐藤\n", JA },
	{ "tells_where_to_join",
	  EVENT("LOCATION:Microsoft Teams 会議\nURL:https://example.jp/e\n"
		"X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example.com/l/meetup\n"),
	  HEAD "場所: Microsoft Teams 会議\n会議の参加先: https://teams.example.com/l/meetup\n"
	       "関連ページ: https://example.jp/e\n",
	  JA },
	{ "reads_html_of_google",
	  EVENT("DESCRIPTION:<b>議題</b><br>一つ目\\n二つ目 <a "
		"href=\"https://example.jp/\">資料</a>\n"),
	  HEAD "内容:\n議題\n一つ目\n二つ目 資料 <https://example.jp/>\n", JA },
	{ "reads_html_where_there_is_no_text",
	  EVENT("X-ALT-DESC;FMTTYPE=text/html:<html><body><p>議題</p></body></html>\n"),
	  HEAD "内容:\n議題\n", JA },
	{ "names_files_inside",
	  EVENT("ATTACH;FILENAME=見積.pdf;ENCODING=BASE64;VALUE=BINARY:AAAA\n"
		"ATTACH;VALUE=BINARY;ENCODING=BASE64:AAAA\nATTACH:cid:part1@x\n"
		"ATTACH:https://example.jp/a.pdf\nATTACH;FILENAME=b.pdf:https://example.jp/b\n"),
	  HEAD "資料の場所: https://example.jp/a.pdf, b.pdf <https://example.jp/b>\n"
	       "予定に添付されていたファイル（省きました）: 見積.pdf, ?, ?\n",
	  JA },
	{ "skips_alarms",
	  EVENT("SUMMARY:x\nBEGIN:VALARM\nSUMMARY:y\nBEGIN:X\nEND:X\nDESCRIPTION:y\nEND:VALARM\n"
		"LOCATION:z\n"),
	  HEAD "件名: x\n場所: z\n", JA },
	{ "takes_the_first_of_two", EVENT("SUMMARY:x\nSUMMARY:y\n"), HEAD "件名: x\n", JA },
	{ "tells_a_task",
	  "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:報告書\nDUE;VALUE=DATE:20261225\nEND:VTODO\n"
	  "END:VCALENDAR\n",
	  "［作業（やること）のお知らせです］\n件名: 報告書\n期限: 2026年12月25日(金)\n", JA },
	{ "tells_a_note",
	  "BEGIN:VCALENDAR\nBEGIN:VJOURNAL\nDTSTART;VALUE=DATE:20261208\nSUMMARY:議事\n"
	  "DESCRIPTION:決定\nEND:VJOURNAL\nEND:VCALENDAR\n",
	  "［カレンダーの記録です］\n件名: 議事\n日時: 2026年12月8日(火)（終日）\n内容:\n決定\n",
	  JA },
	{ "tells_free_and_busy",
	  "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VFREEBUSY\nDTSTART:20261208T000000Z\n"
	  "DTEND:20261208T090000Z\nEND:VFREEBUSY\nEND:VCALENDAR\n",
	  "［予定の空き状況の問い合わせです］\n日時: 2026年12月8日(火) 9:00〜18:00\n", JA },
	{ "tells_several",
	  "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:b\n"
	  "END:VEVENT\nEND:VCALENDAR\n",
	  HEAD "件名: a\n\n" HEAD "件名: b\n", JA },
	{ "says_each_thing_in_both_languages",
	  CALENDAR("REQUEST", "SUMMARY:x\nDTSTART:20261208T003000Z\nRRULE:FREQ=DAILY\n"),
	  "［予定への出席依頼です / You are invited to an event］\n件名 / What: x\n"
	  "日時 / When: 2026年12月8日(火) 9:30 / Tue, 8 Dec 2026, 9:30\n"
	  "繰り返し / Repeats: 毎日 / every day\n",
	  BOTH },
	{ "speaks_english",
	  CALENDAR("REPLY",
		   "ATTENDEE;PARTSTAT=TENTATIVE:mailto:s@x.jp\nDTSTART;TZID=X:20261208T093000\n"),
	  "［s@x.jp accepted tentatively］\n"
	  "When: Tue, 8 Dec 2026, 9:30 (in the sender's time zone \"X\")\n",
	  EN },
	/* hostile, broken */
	{ "makes_no_label_of_a_line_end", EVENT("SUMMARY:x\\n日時: 明日\nLOCATION:y\\n主催者: z\n"),
	  HEAD "件名: x 日時: 明日\n場所: y 主催者: z\n", JA },
	{ "shows_what_is_no_time", EVENT("DTSTART:20261332T093000\n"),
	  HEAD "日時: 読み取れません（20261332T093000）\n", BAD },
	{ "says_no_end_before_the_start", EVENT("DTSTART:20261208T093000\nDTEND:20261207T093000\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30\n", BAD },
	{ "says_no_end_past_all_years", EVENT("DTSTART:99991208T093000\nDURATION:P9999D\n"),
	  HEAD "日時: 9999年12月8日(水) 9:30\n", BAD },
	{ "ignores_negative_durations", EVENT("DTSTART:20261208T093000\nDURATION:-PT1H\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30\n", BAD },
	{ "ignores_dates_that_are_none", EVENT("DTSTART:20261208T093000\nEXDATE:x,,20261299\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30\n", BAD },
	{ "tells_years_far_off", EVENT("DTSTART:00010101T000000Z\nDTEND:99991231T120000Z\n"),
	  HEAD "日時: 1年1月1日(月) 9:00〜9999年12月31日(金) 21:00\n", JA },
	{ "says_no_end_past_all_years_here",
	  EVENT("DTSTART:20261208T003000Z\nDTEND:99991231T235959Z\n"),
	  HEAD "日時: 2026年12月8日(火) 9:30\n", BAD },
	{ "tells_what_has_no_end", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", HEAD "件名: x\n",
	  BAD },
	{ "shows_what_is_no_calendar", "hello: world\nfoo\n", "hello: world\nfoo", BAD },
	{ "shows_a_calendar_without_events", "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
	  "BEGIN:VCALENDAR\nEND:VCALENDAR", BAD },
	{ "reads_nothing", "", "", BAD },
};

START_TEST(tells_calendars)
{
	kinds_check(KINDS_CALENDAR, &cases[_i]);
}
END_TEST

/* The nearest clock that is not Japan's is named. */
START_TEST(names_the_readers_clock_elsewhere)
{
	static const char raw[] = EVENT("DTSTART:20261208T003000Z\n");
	const struct limits limits = limits_default();
	struct body_found found;

	kinds_clock("NST3:30");
	g_autofree char *got =
		kinds_convert(KINDS_CALENDAR, raw, strlen(raw), &limits, CONFIG_LANG_EN, &found);
	ck_assert_str_eq(got, "［An event］\nWhen: Mon, 7 Dec 2026, 21:00 (UTC-3:30)\n");
}
END_TEST

START_TEST(limit_entries)
{
	struct limits limits = limits_default();
	struct body_found found;
	g_autoptr(GString) raw = g_string_new("BEGIN:VCALENDAR\n");

	limits.entries = 2;
	for (int i = 0; i < 5; i++)
		g_string_append_printf(raw, "BEGIN:VEVENT\nSUMMARY:%d\nEND:VEVENT\n", i);
	g_autofree char *got =
		kinds_convert(KINDS_CALENDAR, raw->str, raw->len, &limits, CONFIG_LANG_JA, &found);
	ck_assert_str_eq(got, HEAD "件名: 0\n\n" HEAD
				   "件名: 1\n［予定が多いため、残りの3件は省きました］\n");
	ck_assert(found.limit_entries);
}
END_TEST

static void add(TCase *t)
{
	tcase_add_loop_test(t, tells_calendars, 0, G_N_ELEMENTS(cases));
	tcase_add_test(t, names_the_readers_clock_elsewhere);
	tcase_add_test(t, limit_entries);
}

UNIT_MAIN("calendar", add)
