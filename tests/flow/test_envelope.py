# SPDX-License-Identifier: BSD-2-Clause
"""Zones, recipients, sessions: who may send what to whom, and in which order."""
import re
import socket
import time

import harness
import samples

TOWN, MAYOR, CITIZEN = harness.TOWN, "mayor@city.example.lg.jp", "citizen@example.org"
NUMBER = "dare@kojin.example.lg.jp"


def with_text(number):
    return samples.mixed(samples.headers("試験", number), "本文です。\n",
                         samples.attachment("memo.txt", b"attached text\r\n", "text/plain"))


def test_refused_zone_is_refused_at_rcpt(rig):
    reply = rig.send(samples.plain(), to=NUMBER)
    assert reply.recipients[0][0] == 550, reply.recipients
    assert re.match(r"5\.7\.1 misogi: .* \([0-9A-Z]{8}\)$", reply.recipients[0][1])


def test_pair_without_crossing_is_refused(rig):
    reply = rig.send(samples.plain(), to=CITIZEN, source=harness.INTERNET)
    assert reply.recipients[0][0] == 550, reply.recipients


def test_outbound_crossing(rig):
    got = rig.through(samples.plain(), sender=TOWN, to=CITIZEN, source=harness.LGWAN)
    assert "crossing=outbound" in rig.log_line(got.queue_id)


def test_refused_recipient_does_not_stop_the_others(rig):
    reply = rig.send(samples.plain(), to=[NUMBER, TOWN])
    assert [code for code, _ in reply.recipients] == [550, 250]
    assert rig.delivered(reply.queue_id).recipients == [TOWN]


def test_pass_block_passes_unchanged_and_is_recorded(rig):
    raw = samples.plain()
    got = rig.through(raw, source=harness.MONITOR)
    assert got.raw.endswith(raw.split(b"\r\n\r\n", 1)[1]), "unchanged"
    assert "action=pass" in rig.log_line(got.queue_id)
    assert rig.row(got.queue_id)["action"] == "pass"


def test_strictest_rule_wins_and_is_recorded(rig):
    alone = rig.through(with_text("one"), to=TOWN)
    assert "attached text" in alone.text()
    both = rig.through(with_text("two"), to=[TOWN, MAYOR])
    assert "attached text" not in both.text(), both.text()
    assert "recipients-differ" in rig.log_line(both.queue_id)


def test_many_messages_on_one_connection(rig):
    with rig.client() as c:
        ids = [c.send(samples.plain()).queue_id for _ in range(20)]
    assert len(set(ids)) == 20
    for queue_id in ids:
        assert "会議は水曜日" in rig.delivered(queue_id).text()


def test_rset_forgets_the_message(rig):
    with rig.client() as c:
        c.smtp.docmd("MAIL", "FROM:<reject@example.com>")
        c.smtp.docmd("RCPT", f"TO:<{TOWN}>")
        c.smtp.rset()
        c.smtp.rset()
        reply = c.send(samples.plain())
    assert reply.code == 250, reply
    assert rig.delivered(reply.queue_id).sender == "yamada@example.com"


def test_client_gone_in_data_leaves_nothing(rig):
    before = rig.control("status")["counters"]["messages"]
    for _ in range(5):
        c = rig.client()
        c.smtp.docmd("MAIL", "FROM:<a@example.com>")
        c.smtp.docmd("RCPT", f"TO:<{TOWN}>")
        c.smtp.docmd("DATA")
        c.smtp.send(b"Subject: half\r\n\r\nhalf")
        c.smtp.sock.shutdown(socket.SHUT_RDWR)
        c.smtp.close()
    harness.wait_until("all messages to be freed", 10,
                       lambda: rig.control("status")["receiving"] == 0)
    assert rig.control("status")["counters"]["messages"] == before
    rig.through(samples.plain())


def test_client_gone_at_the_end_is_no_trouble(rig):
    for _ in range(5):
        c = rig.client()
        c.smtp.docmd("MAIL", "FROM:<a@example.com>")
        c.smtp.docmd("RCPT", f"TO:<{TOWN}>")
        c.smtp.docmd("DATA")
        c.smtp.send(samples.plain() + b".\r\n")
        c.smtp.close()
    harness.wait_until("all messages to be freed", 20,
                       lambda: rig.control("status")["receiving"] == 0)
    rig.through(samples.plain())


def test_queue_id_stands_in_log_and_record(rig):
    got = rig.through(samples.plain())
    assert f"]: {got.queue_id}: id=" in rig.log_line(got.queue_id), "after program and process id"
    assert rig.row(got.queue_id)["queue_id"] == got.queue_id


def test_null_sender(rig):
    got = rig.through(samples.plain(), sender="")
    assert got.sender == "" and "from=<>" in rig.log_line(got.queue_id)


def test_hostile_envelope_is_one_log_line(rig):
    sender = "\"a;$(id)`x|y\"@example.com"
    got = rig.through(samples.plain(), sender=sender)
    lines = [l for l in rig.log().splitlines() if f"{got.queue_id}: id=" in l]
    assert len(lines) == 1, lines


def test_submission_by_sendmail_is_sanitized_too(rig):
    """127.0.0.1 is the internet here; what matters is that no way goes round us."""
    token = f"by-sendmail-{time.time_ns()}"
    raw = samples.mixed(samples.headers("試験", token), f"{token}\n",
                        samples.attachment("x.pdf", samples.PDF, "application/pdf"))
    rig.submit(raw.replace(b"\r\n", b"\n"), "root@example.com", TOWN)
    got = harness.wait_until("the submitted mail", 20, lambda: [
        d for d in rig.sink.all() if token.encode() in d.raw or token in str(d.message["Message-ID"])])[0]
    assert b"JVBER" not in got.raw and not got.message.is_multipart()


def test_too_large_is_refused_for_good(rig):
    """Past Postfix's own limit its 552 comes; we keep nothing of it."""
    reply = rig.send(samples.headers("大", "big").replace("\n", "\r\n").encode() + b"\r\n"
                     + b"x" * 70 * 1024 + (b"y" * 70 + b"\r\n") * 450000)
    assert reply.code == 552, reply


def test_limit_message_bytes_is_refused_for_good(rig):
    """The sender is told at once and keeps the mail: we keep nothing of it, and say so."""
    rig.restart_milter("limit_message_bytes = 64K")
    blobs, delivered = rig.blobs(), len(rig.sink.all())
    try:
        with rig.client() as c:
            reply = c.send(samples.plain() + (b"y" * 70 + b"\r\n") * 2000)
            assert reply.code == 552 and "5.3.4 misogi: " in reply.text, reply
            after = c.send(samples.plain())
        assert after.code == 250, "the next mail of the session is taken"
        rig.delivered(after.queue_id)
        assert (rig.blobs(), len(rig.sink.all())) == (blobs, delivered + 1)
        assert rig.control("status")["counters"]["rejected"] == 1
        assert 'action=reject reply="552 5.3.4"' in rig.log()
    finally:
        rig.restart_milter()
