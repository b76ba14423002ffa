# SPDX-License-Identifier: BSD-2-Clause
"""SMTP smuggling (CVE-2023-51764, -51765, -51766 and their kin): whatever stands for the end of a
mail in some server's eyes goes in; one mail comes out, and nothing in it could end it early."""
import email
import email.policy
import re

import milterpeer
import samples

# What some server takes, or took, for "CRLF . CRLF".
ENDS = [b"\n.\n", b"\r.\r", b"\r\n.\r", b"\r\n.\n", b"\n.\r\n", b"\r.\r\n", b"\n.\r", b"\r.\n",
        b"\r\r\n.\r\r\n", b"\r\n.\r\r\n", b"\r\r\n.\r\n", b"\n\n.\r\n", b"\r\n\0.\r\n", b"\r\n.\0\r\n",
        b"\0\r\n.\r\n", b"\r\n\x0b.\r\n", b"\r\n\x0c.\r\n", b"\r\n\xc2\x85.\r\n",
        b"\r\n\xe2\x80\xa8.\xe2\x80\xa8", b"\x85.\x85", b"\r\n .\r\n", b"\r\n. \r\n", b"\r\n..\r\n"]
SMUGGLED = (b"MAIL FROM:<evil@example.com>\r\nRCPT TO:<sato@city.example.lg.jp>\r\nDATA\r\n"
            b"Subject: smuggled\r\n\r\nsmuggled\r\n")


def eml(number, end, encoding=b"8bit"):
    head = samples.headers("混入", f"smuggling-{number}").replace("\n", "\r\n").encode()
    return (head + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\nbefore" + end + SMUGGLED)


def assert_cannot_end(raw, what):
    """RFC 5321 2.3.8 and 4.5.2, read as strictly and as loosely as anybody does."""
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", raw), (what, raw)
    assert max(raw) < 0x80, (what, raw)
    body = raw.partition(b"\r\n\r\n")[2]
    assert not re.search(rb"(^|[\r\n])\.", body), (what, raw)
    assert not re.search(rb"(^|[\r\n])From ", body), (what, raw)


def replaced(packets):
    """Header and body as the milter gives them back."""
    head = b"".join(data.rstrip(b"\0").replace(b"\0", b":", 1).replace(b"\n", b"\r\n") + b"\r\n"
                    for kind, data in packets if kind in b"hi" and kind)
    return head + b"\r\n" + b"".join(data for kind, data in packets if kind == b"b")


def test_what_the_milter_gives_cannot_end_a_mail(rig):
    """Past all that Postfix repairs or refuses: the bytes go to the milter as they are."""
    for number, end in enumerate(ENDS):
        with milterpeer.Peer(rig.path("milter.sock")) as peer:
            peer.connect()
            peer.envelope()
            peer.content(eml(number, end))
            packets = peer.end(f"4Smug{number}")
        assert packets[-1][0] in (b"a", b"c"), (end, packets[-1])
        assert any(kind == b"b" for kind, _ in packets), (end, packets)
        got = replaced(packets)
        assert_cannot_end(got, end)
        text = email.message_from_bytes(got, policy=email.policy.default).get_content()
        assert text.count("before") == 1 and "smuggled" in text, (end, text)


def test_encoded_ends_stay_encoded(rig):
    """A dot that was hidden in the encoding does not come to stand free."""
    encoded = {b"quoted-printable": [b"=0D=0A.=0D=0A", b"=0A.=0A", b"\r\n=2E\r\n", b"=0D.=0D"],
               b"base64": [b""]}
    for encoding, ends in encoded.items():
        for number, end in enumerate(ends):
            raw = eml(number, end, encoding)
            if encoding == b"base64":
                raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\nYQ0KLg0KTUFJTCBGUk9NOjxhPgoKLgo=\r\n"
            with milterpeer.Peer(rig.path("milter.sock")) as peer:
                peer.connect()
                peer.envelope()
                peer.content(raw)
                packets = peer.end(f"4Enc{number}")
            assert_cannot_end(replaced(packets), (encoding, end))


def test_one_mail_in_is_one_mail_out_through_postfix(rig):
    for number, end in enumerate(ENDS):
        before = len(rig.sink.all())
        raw = eml(number, end)
        if b"\r\n.\r\n" in end:
            continue  # that is the end, for everybody
        with rig.client() as client:
            client.smtp.docmd("MAIL", "FROM:<yamada@example.com>")
            client.smtp.docmd("RCPT", "TO:<sato@city.example.lg.jp>")
            client.smtp.docmd("DATA")
            client.smtp.send(raw + b"\r\n.\r\n")
            code, text = client.smtp.getreply()
        if code != 250:
            continue  # Postfix refuses it by itself
        queue_id = re.search(r"queued as (\w+)", text.decode()).group(1)
        got = rig.delivered(queue_id)
        assert_cannot_end(got.raw, end)
        assert "before" in got.text(), (end, got.raw)
        assert b"evil@example.com" not in got.sender.encode(), end
        assert len(rig.sink.all()) == before + 1, end
