# SPDX-License-Identifier: BSD-2-Clause
"""The milter protocol itself: what is negotiated, the order of packets, peers that vanish."""
import email
import email.policy
import os
import random
import re
import signal
import struct

import harness
import milterpeer
import samples
from milterpeer import Peer


def peer(rig, **options):
    p = Peer(rig.path("milter.sock"), **options)
    if not p.refused:
        p.connect()
    return p


def verdict(packets):
    return packets[-1][0]


def test_negotiates_protocol_6_and_asks_for_no_replies(rig):
    with peer(rig) as p:
        assert p.version == 6
        wanted = (milterpeer.NR_CONN | milterpeer.NR_HELO | milterpeer.NR_MAIL | milterpeer.NR_HDR
                  | milterpeer.NR_BODY | milterpeer.LEADSPC)
        assert p.protocol & wanted == wanted, hex(p.protocol)
        assert p.actions == milterpeer.ADD | milterpeer.BODY | milterpeer.CHANGE, hex(p.actions)


def test_refuses_an_mta_that_allows_no_edits(rig):
    with peer(rig, actions=milterpeer.ADD) as p:
        assert p.refused


def test_works_without_the_optional_steps(rig):
    """No LEADSPC, a reply to each step: the same mail comes out, without a double space."""
    with peer(rig, protocol=0) as p:
        assert p.protocol == 0
        p.envelope()
        p.content(samples.plain())
        packets = p.end("4OldMta")
    assert verdict(packets) in (b"c", b"a"), packets[-1]
    added = [data for kind, data in packets if kind == b"h"]
    assert added and all(not data.split(b"\0")[1].startswith(b" ") for data in added), added
    assert rig.row("4OldMta")["action"] == "sanitize"


def test_leading_space_is_ours_when_granted(rig):
    with peer(rig) as p:
        p.envelope()
        p.content(samples.plain())
        packets = p.end()
    added = [data for kind, data in packets if kind == b"h"]
    assert added and all(re.match(rb" \S", data.split(b"\0")[1]) for data in added), added


def test_body_comes_last_in_one_run(rig):
    lines = "".join(f"line {i:06d} {'x' * 50}\n" for i in range(9000))
    raw = samples.crlf(samples.headers("長", "run") + "Content-Type: text/plain; charset=us-ascii\n\n" + lines)
    with peer(rig) as p:
        p.envelope()
        p.content(raw)
        kinds = b"".join(kind for kind, _ in p.end())
    assert re.fullmatch(rb"m+h+b{2,}[ca]", kinds), kinds


def test_headers_are_deleted_from_the_highest_index_down(rig):
    with peer(rig) as p:
        p.envelope()
        for i in range(5):
            p.header(b"X-Same", b" %d" % i)
        p.header(b"Subject", b" x")
        packets = p.end()
    deleted = [(data[4:].split(b"\0")[0], struct.unpack(">I", data[:4])[0], data[4:].split(b"\0")[1])
               for kind, data in packets if kind == b"m"]
    assert deleted == [(b"X-Same", n, b"") for n in (5, 4, 3, 2, 1)] + [(b"Subject", 1, b"")], deleted


def test_no_value_carries_a_line_break_but_folds(rig):
    with peer(rig) as p:
        p.envelope()
        p.header(b"Subject", b" a\rb\nInjected: yes")
        p.header(b"From", b" a@example.com\n\nX: y")
        p.header(b"X-Misogi-Id", b" forged\r\nBcc: a@b")
        packets = p.end()
    for kind, data in packets:
        if kind == b"h":
            value = data.split(b"\0")[1]
            assert not re.search(rb"\r|\n(?![ \t])|[\x80-\xff]", value), value


def test_body_split_anywhere_is_the_same_mail(rig):
    raw = samples.japanese_html()
    bodies = []
    for chunk in (1, 7, 65535):
        with peer(rig) as p:
            p.envelope()
            p.content(raw, chunk)
            packets = p.end()
        assert verdict(packets) in (b"c", b"a")
        head = b"".join(data[:-1].replace(b"\0", b":") + b"\r\n" for kind, data in packets if kind == b"h")
        body = b"".join(data for kind, data in packets if kind == b"b")
        message = email.message_from_bytes(head + b"\r\n" + body, policy=email.policy.default)
        reference = message["X-Misogi-Id"]
        bodies.append(message.get_content().replace(f"{reference[:4]}-{reference[4:]}", "ID"))
    assert "来週の水曜日" in bodies[0] and len(set(bodies)) == 1, bodies


def test_aborts_at_any_time_and_twice(rig):
    """A random walk over the commands: the milter answers the next mail."""
    rand = random.Random(20261122)
    for _ in range(40):
        with peer(rig) as p:
            for _ in range(rand.randrange(1, 12)):
                action = rand.choice(("envelope", "header", "body", "abort", "abort", "mail"))
                if action == "envelope":
                    p.envelope()
                elif action == "header":
                    p.header(b"X", b" y")
                elif action == "body":
                    p.step(b"B", b"text\r\n", milterpeer.NR_BODY)
                elif action == "mail":
                    p.step(b"M", b"<a@b.example>\0", milterpeer.NR_MAIL)
                else:
                    p.abort()
    harness.wait_until("all messages to be freed", 10, lambda: rig.control("status")["receiving"] == 0)
    with peer(rig) as p:
        p.abort()
        p.abort()
        p.envelope()
        p.content(samples.plain())
        assert verdict(p.end()) in (b"c", b"a")


def test_nothing_is_accepted_that_is_no_message(rig):
    """An end without a message, a message to nobody: libmilter stays silent, we never accept."""
    for begin in (lambda p: None, lambda p: p.step(b"M", b"<a@b.example>\0", milterpeer.NR_MAIL)):
        with peer(rig) as p:
            begin(p)
            p.socket.settimeout(1)
            try:
                packets = p.end()
            except TimeoutError:
                continue
            assert verdict(packets) in (b"t", b"y", b""), packets


def test_mta_that_is_gone_before_the_edits_orphans_the_row(rig):
    queue_id = "4GoneMta"
    nursery = rig.control("status")["nursery"]["pid"]
    os.kill(nursery, signal.SIGSTOP)
    try:
        p = peer(rig)
        p.envelope()
        p.content(samples.japanese_html())
        p.tell(b"D", b"Ei\0" + queue_id.encode() + b"\0")
        p.tell(b"E")
        harness.wait_until("its end", 10, lambda: rig.control("status")["at_end"] == 1)
        p.socket.close()
    finally:
        os.kill(nursery, signal.SIGCONT)
    harness.wait_until("its log line", 10, lambda: f"{queue_id}: id=" in rig.log())
    assert "why=mta-gone" in rig.log_line(queue_id), rig.log_line(queue_id)
    rig.await_state(queue_id, "orphaned")


def test_garbage_after_the_handshake_closes_the_session(rig):
    rand = random.Random(7)
    for _ in range(30):
        with peer(rig) as p:
            p.envelope()
            try:
                p.socket.sendall(rand.randbytes(rand.randrange(1, 400)))
            except OSError:
                pass
    harness.wait_until("all messages to be freed", 10, lambda: rig.control("status")["receiving"] == 0)
    rig.through(samples.plain())


def test_percent_in_a_reply_stays_one(rig):
    """smfi_setreply() is a printf."""
    rig.write_settings(policy=harness.POLICY.replace('rule "reject all"', 'rule "100% %s refused"'))
    try:
        assert rig.control("reload")["ok"]
        reply = rig.send(samples.plain(), sender="reject@example.com")
        assert reply.code == 550 and "%%" not in reply.text, reply
    finally:
        rig.write_settings()
        assert rig.control("reload")["ok"]
