# SPDX-License-Identifier: BSD-2-Clause
"""What the reader gets, through a real Postfix: long mails, old mail programs, invitations."""
import harness
import samples

OLD = harness.POLICY.replace("hidden = drop }", "hidden = drop   charset = iso-2022-jp }")
INVITATION = ("BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:定例会議\n"
              "DTSTART:20261208T003000Z\nDTEND:20261208T013000Z\nLOCATION:第1会議室\n"
              "ORGANIZER;CN=佐藤:mailto:sato@example.jp\nEND:VEVENT\nEND:VCALENDAR\n")


def plain(subject, text):
    return (samples.headers("試験", subject) + "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\n" + text).replace("\n", "\r\n").encode()


def test_long_text_is_cut_visibly_and_the_whole_mail_is_kept(rig):
    raw = plain("long", "".join(f"{i}行目の文章です。\n" for i in range(60000)))
    got = rig.through(raw)
    row = rig.row(got.queue_id)
    assert "長いため、ここから先は省きました" in got.text(), got.text()[-300:]
    assert f"{row['id'][:4]}-{row['id'][4:]}" in got.text().splitlines()[-1], got.text()[-300:]
    assert "findings=limit-text-bytes" in rig.log_line(got.queue_id)
    assert rig.export(row["id"]) == raw


def test_old_programs_get_iso_2022_jp(rig):
    rig.restart_milter(policy=OLD)
    try:
        got = rig.through(plain("old", "㈱髙﨑より、①〜③の件です。\n" + "長い行です。" * 40 + "\n"))
        held = rig.through(plain("old", "x\n"), sender="hold@example.com")
    finally:
        rig.restart_milter()
    assert got.message.get_content_charset() == "iso-2022-jp"
    assert got.message["Content-Transfer-Encoding"] == "7bit"
    assert "(株)高崎より、(1)〜(3)の件です。" in got.text(), got.text()
    assert all(len(line.encode("iso2022_jp")) < 100 for line in got.text().splitlines())
    assert held.message.get_content_charset() == "iso-2022-jp"
    assert "メール 1通を、お預かりしています" in held.text(), held.text()


def test_invitation_is_told_in_words(rig):
    raw = samples.mixed(samples.headers("試験", "invitation"), "ご出席ください。\n",
                        "Content-Type: text/calendar; charset=utf-8; method=REQUEST\n"
                        "Content-Transfer-Encoding: 8bit\n\n" + INVITATION)
    got = rig.through(raw)
    for words in ("ご出席ください。", "件名: 定例会議", "場所: 第1会議室", "主催者: 佐藤 <sato@example.jp>"):
        assert words in got.text(), got.text()
    assert "BEGIN:VCALENDAR" not in got.text()
