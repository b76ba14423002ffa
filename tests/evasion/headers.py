# SPDX-License-Identifier: BSD-2-Clause
"""Headers that stand twice, are written oddly, or stop being headers: which one counts?"""
from craft import HEAD, b64, crlf, encoded, joined, mail, multipart, part, text, attached

INBOX = "Inbox Invasion (CCS 2024)"
OTHERS = {"base64": ["base64", "7bit", "8bit", "quoted-printable", "x-none", ""],
          "quoted-printable": ["quoted-printable", "7bit", "base64", "binary", "x-none"]}

# Content-Types, the first and the second; what stands in the body is a file or a multipart.
TYPES = [("text/plain", "application/octet-stream"), ("text/plain", "application/x-msdownload"),
         ("text/html", "application/zip"), ("image/png", "application/octet-stream"),
         ("text/plain", "message/rfc822"), ("message/rfc822", "text/plain")]
TWO_MULTIPARTS = [("multipart/mixed; boundary=%s", "multipart/mixed; boundary=%s"),
                  ("multipart/mixed; boundary=%s", "multipart/alternative; boundary=%s"),
                  ("multipart/alternative; boundary=%s", "multipart/mixed; boundary=%s"),
                  ("multipart/mixed; boundary=%s", "Multipart/Mixed; Boundary=%s")]
ONE_MULTIPART = ["text/plain", "text/html", "application/octet-stream", "message/rfc822", "", "junk"]

# How a transfer encoding can be written; none is what RFC 2045 says.
VALUES = [("semicolon", b"base64;", True), ("semicolon-before", b"; base64", False),
          ("parameter", b"base64; charset=utf-8", True), ("quoted", b'"base64"', True),
          ("comment-behind", b"base64 (really)", False), ("comment-before", b"(really) base64", False),
          ("comment-inside", b"base(x)64", True), ("comma", b"base64, 7bit", True),
          ("comma-before", b"7bit, base64", True), ("two-words", b"7bit base64", True),
          ("two-words-back", b"base64 7bit", True), ("folded", b"\r\n base64", False),
          ("folded-twice", b"\r\n \r\n base64", False), ("tab", b"\tbase64\t", False),
          ("upper", b"BASE64", False), ("encoded-word", b"=?us-ascii?Q?base64?=", True),
          ("nul-behind", b"base64\0", True), ("nul-before", b"\0base64", True),
          ("equals", b"=base64", True), ("brackets", b"<base64>", True), ("backslash", b"bas\\e64", True),
          ("nbsp", b"\xa0base64", True), ("full-width", "ｂａｓｅ６４".encode(), True),
          ("dot", b"base64.", True), ("dash", b"base-64", True), ("letters", b"b", True),
          ("colon", b": base64", True), ("single-quotes", b"'base64'", True), ("cr", b"base64\r", True)]

# How a header's name can be written.
NAMES = [("blank-before-colon", b"Content-Transfer-Encoding : base64"),
         ("tab-before-colon", b"Content-Transfer-Encoding\t: base64"),
         ("no-blank", b"Content-Transfer-Encoding:base64"),
         ("no-colon", b"Content-Transfer-Encoding base64"),
         ("blank-first", b" Content-Transfer-Encoding: base64"),
         ("nul-in-name", b"Content-Transfer\0-Encoding: base64"),
         ("cr-in-name", b"X: 1\rContent-Transfer-Encoding: base64"),
         ("lf-before", b"X: 1\nContent-Transfer-Encoding: base64"),
         ("folded-name", b"Content-Transfer-\r\n Encoding: base64"),
         ("mixed-case", b"cONTENT-tRANSFER-eNCODING: base64"),
         ("underscore", b"Content_Transfer_Encoding: base64"),
         ("encoded", b"=?us-ascii?Q?Content-Transfer-Encoding?=: base64"),
         ("two-colons", b"Content-Transfer-Encoding:: base64"),
         ("8-bit", b"\xefContent-Transfer-Encoding: base64"),
         ("behind-junk-line", b"this is no header\r\nContent-Transfer-Encoding: base64"),
         ("behind-blank-line", b" \r\nContent-Transfer-Encoding: base64"),
         ("behind-from-line", b">From someone\r\nContent-Transfer-Encoding: base64"),
         ("dash", b"Content-Transfer--Encoding: base64")]


def file_headers(*lines):
    return ('Content-Type: application/octet-stream; name="estimate.exe"\n'
            'Content-Disposition: attachment; filename="estimate.exe"\n'
            + "".join(line + "\n" for line in lines)).encode()


def twice(make):
    for real, others in OTHERS.items():
        for other in others:
            for order in ("first", "last"):
                values = (real, other) if order == "first" else (other, real)
                lines = [f"Content-Transfer-Encoding: {v}" for v in values]
                word = "mime-duplicate-header" if real == other else "mime-conflicting-header"
                for place in ("root", "part"):
                    if real == other and order == "last":
                        continue
                    entity = part(file_headers(*lines), encoded(make.payload(), real))
                    raw = HEAD + entity if place == "root" else multipart(text(), entity)
                    make.add("header-twice", f"encoding-{real}-{order}-of-{other or 'empty'}-{place}",
                             raw, [word], source=INBOX)


def types_twice(make):
    for a, b in TYPES:
        for first, last in ((a, b), (b, a)):
            head = f"Content-Type: {first}\nContent-Type: {last}\nContent-Transfer-Encoding: base64\n"
            name = f"type-{first}-then-{last}".replace("/", "-")
            make.add("header-twice", name, multipart(text(), part(head.encode(), b64(make.payload()))),
                     ["mime-conflicting-header"], source=INBOX)
    for first, last in TWO_MULTIPARTS:
        for evil in ("aaa", "bbb"):
            good = "bbb" if evil == "aaa" else "aaa"
            head = f"Content-Type: {first % 'aaa'}\nContent-Type: {last % 'bbb'}\n".encode()
            body = joined(good.encode(), text()) + joined(evil.encode(), text(), attached(make.payload()))
            make.add("header-twice", f"multipart-{evil}-{first[10:13]}-{last[10:13]}", mail(head, body),
                     ["mime-conflicting-header"], source="CVE-2024-28054")
    for other in ONE_MULTIPART:
        for order in (0, 1):
            lines = [f"Content-Type: {other}\n", "Content-Type: multipart/mixed; boundary=aaa\n"]
            if order:
                lines.reverse()
            raw = mail("".join(lines).encode(), joined(b"aaa", text(), attached(make.payload())))
            make.add("header-twice", f"multipart-or-{other.replace('/', '-') or 'empty'}-{order}", raw,
                     ["mime-conflicting-header"], source=INBOX)


def dispositions_twice(make):
    for a, b in (("inline", "attachment; filename=a.exe"), ("attachment; filename=a.txt",
                 "attachment; filename=a.exe"), ("inline; filename=a.txt", 'attachment; filename="a.bat"')):
        for first, last in ((a, b), (b, a)):
            head = (f"Content-Type: application/octet-stream\nContent-Disposition: {first}\n"
                    f"Content-Disposition: {last}\nContent-Transfer-Encoding: base64\n").encode()
            make.add("header-twice", f"disposition-{len(make.mails)}",
                     multipart(text(), part(head, b64(make.payload()))), ["mime-conflicting-header"])


def written(make):
    for name, value, odd in VALUES:
        for place in ("root", "part"):
            entity = (crlf(file_headers()) + b"Content-Transfer-Encoding: " + value + b"\r\n\r\n"
                      + b64(make.payload()))
            raw = HEAD + entity if place == "root" else multipart(text(), entity)
            make.add("encoding-written", f"{name}-{place}", raw, [] if not odd else
                     ["mime-odd-encoding|mime-unknown-encoding|mime-control|mime-odd-separator"], source=INBOX)


def named(make):
    for name, line in NAMES:
        for place in ("root", "part"):
            entity = crlf(file_headers()) + line + b"\r\n\r\n" + b64(make.payload())
            raw = HEAD + entity if place == "root" else multipart(text(), entity)
            make.add("header-name", f"{name}-{place}", raw, source=INBOX)


def mails(make):
    twice(make)
    types_twice(make)
    dispositions_twice(make)
    written(make)
    named(make)
