# SPDX-License-Identifier: BSD-2-Clause
"""What Postfix makes of our edits: the facts of the milter protocol that bite."""
import re

import samples


def eml(extra="", body="hello"):
    return (samples.headers("試験", "edit") + extra + "\n" + body + "\n").replace("\n", "\r\n").encode()


def head_of(delivered):
    return delivered.raw.split(b"\r\n\r\n", 1)[0]


def test_fifty_headers_of_one_name_are_all_removed(rig):
    got = rig.through(eml("".join(f"X-Same: evil{i}\n" for i in range(50))))
    assert b"evil" not in got.raw, got.raw


def test_old_received_headers_are_rebuilt_once(rig):
    got = rig.through(eml("Received: from a.example by b.example; Sun, 22 Nov 2026 09:00:00 +0900\n"
                          "Received: from c.example by d.example; Sun, 22 Nov 2026 08:00:00 +0900\n"))
    names = [name for name, _ in got.message.items()]
    assert names.count("Received") in (1, 3), names  # Postfix's own, and each old one once or none
    assert head_of(got).count(b"a.example") <= 1


def test_header_values_begin_with_one_space(rig):
    got = rig.through(samples.plain())
    for line in head_of(got).split(b"\r\n"):
        assert re.match(rb"([!-9;-~]+: \S|[ \t])", line), line


def test_output_is_seven_bit_with_crlf_and_short_lines(rig):
    raw = eml("Subject: \N{HIRAGANA LETTER A} 8-bit\nX-Eight: \N{HIRAGANA LETTER A}\n",
              "\N{HIRAGANA LETTER A}" * 3000)
    got = rig.through(raw)
    assert max(got.raw) < 0x80
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", got.raw)
    assert max(map(len, got.raw.split(b"\r\n"))) <= 998


def test_long_body_arrives_whole_in_one_run(rig):
    """More than 65535 bytes go in several packets; anything between them would cut the body."""
    lines = "".join(f"line {i:06d} {'x' * 50}\n" for i in range(9000))
    got = rig.through(eml("Content-Type: text/plain; charset=us-ascii\n", lines))
    text = got.text()
    assert "line 000000" in text and "line 008999" in text, text[-300:]


def test_body_is_replaced_even_when_nothing_was_wrong(rig):
    got = rig.through(eml("Content-Type: text/plain; charset=us-ascii\n", "just text"))
    assert got.message.get_content_type() == "text/plain"
    assert got.message.get_content_charset() == "utf-8"
    assert not got.message.is_multipart()
    assert "just text" in got.text()


def test_header_folds_survive(rig):
    to = ",\n ".join(f"Long Name {i} <user{i}@example.com>" for i in range(40))
    got = rig.through(eml(f"Cc: {to}\n"))
    addresses = [a.addr_spec for a in got.message["Cc"].addresses]
    assert addresses == [f"user{i}@example.com" for i in range(40)], addresses
    assert all(len(line) <= 998 for line in head_of(got).split(b"\r\n"))


def test_empty_body_is_replaced_too(rig):
    raw = samples.headers("空", "empty").replace("\n", "\r\n").encode() + b"\r\n"
    got = rig.through(raw)
    assert got.message.get_content_type() == "text/plain"


def test_html_only_becomes_text(rig):
    got = rig.through(eml("Content-Type: text/html; charset=us-ascii\n",
                          "<p>visible</p><script>evil()</script>"))
    assert "visible" in got.text() and "evil" not in got.text()


def test_smuggled_bytes_do_not_come_out(rig):
    """Bare LF, bare CR, a lone dot between them: ours has only CRLF."""
    raw = eml("Content-Type: text/plain; charset=us-ascii\n", "a")
    raw = raw[:-2] + b"\rb\n.\nMAIL FROM:<evil@example.com>\nc\r\r\nd\r\n"
    with rig.client() as c:
        c.smtp.docmd("MAIL", "FROM:<yamada@example.com>")
        c.smtp.docmd("RCPT", "TO:<sato@city.example.lg.jp>")
        c.smtp.docmd("DATA")
        c.smtp.send(raw + b"\r\n.\r\n")
        code, text = c.smtp.getreply()
    if code != 250:
        return  # Postfix refuses it by itself
    queue_id = re.search(r"queued as (\w+)", text.decode()).group(1)
    got = rig.delivered(queue_id)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", got.raw), got.raw


def test_exactly_one_mail_comes_of_one(rig):
    before = len(rig.sink.all())
    rig.through(samples.plain())
    assert len(rig.sink.all()) == before + 1


def test_no_mime_structure_but_ours(rig):
    got = rig.through(eml("Content-Type: text/plain; charset=us-ascii\n",
                          "--outer\nContent-Type: text/html\n\n<b>x</b>\n--outer--"))
    assert not got.message.is_multipart()


def test_duplicate_content_type_is_gone(rig):
    got = rig.through(eml("Content-Type: text/plain; charset=us-ascii\nContent-Type: text/html\n"
                          "MIME-Version: 1.0\n", "<b>x</b>"))
    names = [name.lower() for name, _ in got.message.items()]
    for name in ("content-type", "mime-version", "content-transfer-encoding"):
        assert names.count(name) == 1, (name, names)
