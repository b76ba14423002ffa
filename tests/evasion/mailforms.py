# SPDX-License-Identifier: BSD-2-Clause
"""Mails in mails, fragments and references, missing MIME-Version, charsets that hide ASCII,
addresses that parsers trip over, and the cases that have a CVE."""
import base64

from craft import HEAD, attached, b64, joined, mail, multipart, nested, part, text

RFC822 = b"Content-Type: message/rfc822\n"
INBOX = "Inbox Invasion (CCS 2024)"

# Address headers; each mail also carries a file.
ADDRESSES = [("colons", b"From: " + b":" * 2000 + b"a@example.com", "GMime #15"),
             ("group", b"From: Friends: a@example.com, b@example.com;", "own"),
             ("group-open", b"From: Friends: a@example.com", "own"),
             ("groups-nested", b"From: a:" * 200 + b"x@example.com;", "GMime #15"),
             ("route", b"From: <@relay.example,@other.example:a@example.com>", "own"),
             ("comments", b"From: " + b"(" * 500 + b")" * 500 + b" a@example.com", "own"),
             ("comment-open", b"From: ((((((( a@example.com", "own"),
             ("two", b"From: <a@example.com>, <b@example.org>", "own"),
             ("two-headers", b"From: a@example.com\r\nFrom: b@example.org", "own"),
             ("quoted", b'From: "a@trusted.example" <b@example.org>', "own"),
             ("quote-open", b'From: "a <b@example.org>', "own"),
             ("angle-twice", b"From: <a@example.com><b@example.org>", "own"),
             ("encoded-crlf", b"From: =?utf-8?Q?a=0D=0ABcc:_x@example.org?= <b@example.org>", "own"),
             ("empty", b"From:", "own"), ("none", b"X-None: 1", "own"),
             ("nul", b"From: a@example.com\0<b@example.org>", "own"),
             ("source", b'From: "\\"a" <"b c"@example.org>', "own"),
             ("idn", "From: あ <a@例え.jp>".encode(), "own"),
             ("long", b"From: " + b"a" * 5000 + b"@example.com", "own"),
             ("encoded-nested", b"From: =?utf-8?B?PT91dGYtOD9CP1lRPT0/PQ==?= <b@example.org>", "own")]

# A text that is a script for who takes another charset than the label's.
CHARSETS = [("utf-7", lambda s: s.decode().replace("<", "+ADw-").replace(">", "+AD4-").encode()),
            ("utf-16le", lambda s: s.decode().encode("utf-16-le")),
            ("utf-16be", lambda s: s.decode().encode("utf-16-be")),
            ("utf-16", lambda s: s.decode().encode("utf-16")),
            ("utf-32", lambda s: s.decode().encode("utf-32")), ("cp037", lambda s: s.decode().encode("cp037")),
            ("x-none", lambda s: s),
            ("iso-2022-jp", lambda s: b"\x1b(J" + s + b"\x1b(B"), ("iso-2022-kr", lambda s: b"\x1b$)C" + s),
            ("hz-gb-2312", lambda s: s.replace(b"~", b"~~")),
            ("us-ascii\"; name=\"a.exe", lambda s: s), ("utf-8''", lambda s: s), ("x-user-defined", lambda s: s),
            ("unicode-1-1-utf-7", lambda s: s)]


def inside(make):
    for depth in (1, 2, 5, 10, 20, 31, 40, 60):
        entity = attached(make.payload())
        for level in range(depth):
            entity = nested(text(), entity, boundary=b"n%d" % level)
        make.add("nesting", f"multipart-{depth}", HEAD + entity, ["limit-mime-depth"] if depth > 32 else [])
        inner = multipart(text(), attached(make.payload()))
        for _ in range(depth):
            inner = HEAD + part(RFC822, inner)
        make.add("nesting", f"message-{depth}", inner, ["limit-mime-depth"] if depth > 32 else [])
    inner = multipart(text(), attached(make.payload()))
    for name, entity in (("attached", part(RFC822 + b'Content-Disposition: attachment; filename="a.eml"\n', inner)),
                         ("exe-name", part(b'Content-Type: message/rfc822; name="a.exe"\n', inner)),
                         ("global", part(b"Content-Type: message/global\n", inner)),
                         ("news", part(b"Content-Type: message/news\n", inner)),
                         ("eml-octets", attached(inner, b"a.eml")),
                         ("eml-text", attached(inner, b"a.eml", b"text/plain")),
                         ("digest", nested(part(b"", inner), boundary=b"d", kind=b"digest")),
                         ("delivery-status", part(b"Content-Type: message/delivery-status\n", inner)),
                         ("headers", part(b"Content-Type: text/rfc822-headers\n", inner)),
                         ("no-headers", part(RFC822, b"\r\n" + inner)),
                         ("blank-first", part(RFC822, b"\r\n\r\n" + inner)),
                         ("from-line", part(RFC822, b"From x Sun Nov 22\r\n" + inner)),
                         ("report", nested(text(), part(RFC822, inner), boundary=b"r", kind=b"report")),
                         ("base64-8bit", part(RFC822 + b"Content-Transfer-Encoding: 8bit\n", inner))):
        make.add("message-in-message", name, multipart(text(), entity))


def fragments(make):
    for name, lines in (("one-of-two", b'number=1; total=2; id="x"'), ("one-of-one", b'number=1; total=1; id="x"'),
                        ("two-of-two", b'number=2; total=2; id="x"'), ("no-id", b"number=1")):
        inner = part(b'Content-Type: application/octet-stream; name="a.exe"\nContent-Transfer-Encoding: base64\n',
                     b64(make.payload()))
        make.add("partial", name, HEAD + part(b"Content-Type: message/partial; " + lines + b"\n", inner),
                 ["mime-partial"], source="RFC 2046 5.2.2")
        make.add("partial", f"{name}-part",
                 multipart(text(), part(b"Content-Type: message/partial; " + lines + b"\n", inner)),
                 ["mime-partial"], source="RFC 2046 5.2.2")
    for access in (b'URL; URL="http://evil.example/a.exe"', b'anon-ftp; site="evil.example"; name="a.exe"',
                   b'local-file; name="/etc/passwd"', b'mail-server; server="x@evil.example"'):
        inner = part(b'Content-Type: application/octet-stream; name="a.exe"\nContent-Transfer-Encoding: base64\n',
                     b64(make.payload()))
        make.add("external-body", access.split(b";")[0].decode().lower(),
                 multipart(text(),
                           part(b"Content-Type: message/external-body; access-type=" + access + b"\n", inner)),
                 ["mime-external-body|mime-partial"], source="RFC 2046 5.2.3")


def versions(make):
    for name, line in (("missing", b""), ("2.0", b"MIME-Version: 2.0\r\n"),
                       ("twice", b"MIME-Version: 1.0\r\nMIME-Version: 1.1\r\n"),
                       ("comment", b"MIME-Version: 1.(x)0\r\n"),
                       ("empty", b"MIME-Version:\r\n"), ("misspelt", b"Mime-Versoin: 1.0\r\n")):
        make.add("mime-version", name,
                 multipart(text(), attached(make.payload())).replace(b"MIME-Version: 1.0\r\n", line, 1),
                 source=INBOX)


def charsets(make):
    for name, encode in CHARSETS:
        body = encode(b"<html><script>x='" + base64.b64encode(make.payload() * 3) + b"'</script></html>")
        make.add("charset", name.split('"')[0] + str(len(make.mails)),
                 multipart(text(),
                           part(f'Content-Type: text/html; charset="{name}"\nContent-Transfer-Encoding: base64\n'.encode(), b64(body))),
                 hidden=True)
        make.add("charset", f"file-{name.split(chr(34))[0]}",
                 multipart(text(),
                           part(f'Content-Type: text/plain; charset="{name}"\nContent-Disposition: attachment; filename="a.bat"\n'
                 "Content-Transfer-Encoding: base64\n".encode(), b64(encode(make.payload())))), hidden=True)


def addresses(make):
    for name, line, source in ADDRESSES:
        raw = multipart(text(), attached(make.payload())).replace(HEAD.split(b"\r\n", 1)[0], line, 1)
        make.add("address", name, raw, source=source)


def known(make):
    """What others had an advisory for."""
    def smuggled(end):
        raw = multipart(text(), attached(make.payload()))
        return raw + end + b"MAIL FROM:<x@evil.example>\r\nRCPT TO:<y@evil.example>\r\nDATA\r\n" + raw
    for name, end in (("lf-dot-lf", b"\n.\n"), ("lf-dot-crlf", b"\n.\r\n"), ("cr-dot-cr", b"\r.\r"),
                      ("crlf-dot-lf", b"\r\n.\n"), ("crlf-dot-crcrlf", b"\r\n.\r\r\n"), ("nul", b"\r\n\0.\r\n")):
        make.add("smuggling", name, smuggled(end), source="CVE-2023-51764")
    script = make.payload()
    cases = [("mime-tools-language", b"attachment; filename*=utf-8'en-US'estimate.exe",
              "CPANSA-MIME-tools-2026-116269"),
             ("exim-lines", b"attachment; filename*0=\"esti\";\n filename*1=\"mate.exe\"", "CVE-2024-39929"),
             ("exim-lines-encoded", b"attachment; filename*0*=utf-8''esti;\n filename*1*=mate%2Eexe",
              "CVE-2024-39929"),
             ("mailscanner-blanks", b'attachment; filename="  estimate.exe  "', "CVE-2002-2228"),
             ("outlook-exclamation", b'attachment; filename="file:///x!a.exe"', "CVE-2024-21413")]
    for name, disposition, source in cases:
        make.add("known", name,
                 multipart(text(),
                           part(b"Content-Type: application/octet-stream\nContent-Disposition: " + disposition +
                 b"\nContent-Transfer-Encoding: base64\n", b64(script))), source=source)
    body = joined(b"bbb", text(), attached(make.payload()))
    make.add("known", "amavis-two-boundaries",
             mail(b'Content-Type: multipart/mixed; boundary="aaa";\n boundary="bbb"\n',
                  joined(b"aaa", text()) + body),
             ["mime-duplicate-parameter|mime-conflicting-parameter"], source="CVE-2024-28054")


def mails(make):
    for group in (inside, fragments, versions, charsets, addresses, known):
        group(make)
