# SPDX-License-Identifier: BSD-2-Clause
"""Mails as they come: what is delivered, what is held, what the record says."""
import samples


def held(row):
    return [p for p in row["parts"] if p["action"] == "quarantine"]


def findings(row):
    return {f["finding"] for of in (row, *row["parts"]) for f in of["findings"]}


def test_japanese_html_with_attachments(rig):
    got = rig.through(samples.japanese_html())
    text = got.text()
    assert "来週の水曜日から始まります" in text, text
    assert "見積書.pdf" in text and "地図.png" in text, "the notice names what was held"
    assert str(got.message["Subject"]) == "工事のお知らせ（添付2点）"
    assert b"%PDF" not in got.raw and b"JVBER" not in got.raw
    row = rig.row(got.queue_id)
    assert len(held(row)) == 2, row
    assert "held=2" in rig.log_line(got.queue_id)


def test_plain_text_has_no_notice(rig):
    got = rig.through(samples.plain())
    assert got.text().lstrip().startswith("佐藤様"), got.text()
    assert "parts=0 held=0" in rig.log_line(got.queue_id)


def test_eicar_in_a_zip_is_infected(rig):
    got = rig.through(samples.eicar_zip())
    assert samples.EICAR not in got.raw
    assert "infected" in rig.log_line(got.queue_id)
    row = rig.row(got.queue_id)
    assert held(row) and "infected" in findings(row), row


def test_eicar_plain_is_infected(rig):
    raw = samples.mixed(samples.headers("試験", "eicar"), "添付です。\n",
                        samples.attachment("eicar.txt", samples.EICAR, "text/plain"))
    got = rig.through(raw)
    assert b"EICAR" not in got.raw and "EICAR" not in got.text()
    assert "findings=" in rig.log_line(got.queue_id) and "infected" in rig.log_line(got.queue_id)


def test_encrypted_zip_is_held_as_encrypted(rig):
    got = rig.through(samples.encrypted_zip())
    line = rig.log_line(got.queue_id)
    assert "encrypted" in line and "held=1" in line, line
    assert "名簿.zip" in got.text()


def test_winmail_is_held(rig):
    got = rig.through(samples.winmail_dat())
    assert "held=1" in rig.log_line(got.queue_id)
    assert b"%PDF" not in got.raw


def test_what_was_held_comes_back_byte_for_byte(rig):
    got = rig.through(samples.japanese_html())
    row = rig.row(got.queue_id)
    part = [p for p in held(row) if p["name"] == "見積書.pdf"][0]
    assert rig.export(f"{row['id']}/{part['path']}") == samples.PDF


def test_what_is_stored_cannot_be_read_without_the_key(rig):
    token = b"TOKEN-9f31c2a7e5"
    raw = samples.mixed(samples.headers("試験", "sealed"), "x\n",
                        samples.attachment("secret.pdf", samples.PDF + token, "application/pdf"))
    rig.through(raw)
    for path in rig.files_below("store"):
        with open(path, "rb") as f:
            assert token not in f.read(), path


def test_small_text_attachment_is_delivered_as_text(rig):
    raw = samples.mixed(samples.headers("試験", "text"), "本文です。\n",
                        samples.attachment("メモ.txt", "添付の中身です。\n".encode(), "text/plain; charset=utf-8"))
    got = rig.through(raw)
    assert "本文です。" in got.text() and "添付の中身です。" in got.text(), got.text()


def test_strip_keeps_nothing(rig):
    raw = samples.mixed(samples.headers("試験", "strip"), "本文です。\n",
                        samples.attachment("strip-me.pdf", samples.PDF, "application/pdf"))
    before = rig.blobs()
    got = rig.through(raw)
    assert b"JVBER" not in got.raw and rig.blobs() == before


def test_rule_hold_delivers_a_notice_and_keeps_the_original(rig):
    raw = samples.plain()
    before = rig.blobs()
    got = rig.through(raw, sender="hold@example.com")
    assert "会議は水曜日" not in got.text()
    row = rig.row(got.queue_id)
    assert row["action"] == "hold" and rig.blobs() == before + 1
    assert rig.export(row["id"]) == raw


def test_rule_reject_refuses(rig):
    reply = rig.send(samples.plain(), sender="reject@example.com")
    assert reply.code == 550 and reply.text.startswith("5.7.1 misogi: "), reply


def test_rule_defer_defers(rig):
    reply = rig.send(samples.plain(), sender="defer@example.com")
    assert reply.code == 451 and reply.text.startswith("4.7.1 misogi: "), reply


def test_rule_discard_takes_and_delivers_nothing(rig):
    before = len(rig.sink.all())
    reply = rig.send(samples.plain(), sender="discard@example.com")
    assert reply.code == 250, reply
    rig.through(samples.plain())
    assert len(rig.sink.all()) == before + 1


def test_nested_mail_is_looked_into(rig):
    inner = samples.eicar_zip().decode()
    raw = samples.mixed(samples.headers("転送", "nested"), "転送します。\n",
                        "Content-Type: message/rfc822\n\n" + inner.replace("\r\n", "\n").replace("outer", "nested"))
    got = rig.through(raw)
    assert "infected" in rig.log_line(got.queue_id)


def test_one_mail_never_shows_in_another(rig):
    tokens = [f"TOKEN-{i:04d}-{'abcdef'[i % 6] * 8}" for i in range(12)]
    got = []
    with rig.client() as c:
        for i, token in enumerate(tokens):
            raw = samples.mixed(samples.headers(f"件名{i}", token), f"{token}\n",
                                samples.attachment(f"{token}.pdf", samples.PDF + token.encode()))
            got.append(rig.delivered(c.send(raw).queue_id))
    for i, one in enumerate(got):
        seen = [t for t in tokens if t in one.raw.decode("latin-1") or t in one.text()]
        assert seen == [tokens[i]], seen


def test_record_verifies(rig):
    rig.through(samples.plain())
    rig.misogi("log", "verify")
