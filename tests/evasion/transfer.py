# SPDX-License-Identifier: BSD-2-Clause
"""base64 and quoted-printable as decoders disagree about them, encodings nobody registered, and
files that stand encoded in a text without MIME saying so."""
import base64
import binascii
import struct
import zlib

from craft import HEAD, OCTETS, attached, b64, joined, mail, multipart, nested, part, qp, text

DRAFT = "draft-chen-email-mime-ambiguity-defense"
FILE = b'Content-Type: application/octet-stream; name="estimate.exe"\nContent-Disposition: attachment; filename="estimate.exe"\n'


def chunks(data, size):
    return [data[i:i + size] for i in range(0, len(data), size)]


def early_padding(data):
    return b64(data[:1]) .strip() + b"\r\n" + b64(data[1:])


def joined_padding(data):
    return b"".join(base64.b64encode(c) for c in chunks(data, 4)) + b"\r\n"


# How the payload is written, named; all are read by some decoder.
BASE64 = [
    ("early-padding", early_padding, "mime-base64-padding"),
    ("padding-every-4", joined_padding, "mime-base64-padding"),
    ("padding-first", lambda d: b"====\r\n" + b64(d), "mime-base64-padding|mime-base64-junk"),
    ("padding-line", lambda d: b64(d[:3]) + b"=\r\n" + b64(d[3:]), "mime-base64-padding|mime-base64-junk"),
    ("no-padding", lambda d: base64.b64encode(d).rstrip(b"=") + b"\r\n", ""),
    ("junk-stars", lambda d: b"*".join(chunks(base64.b64encode(d), 5)) + b"\r\n", "mime-base64-junk"),
    ("junk-8-bit", lambda d: b"\xe3".join(chunks(base64.b64encode(d), 7)) + b"\r\n", "mime-base64-junk"),
    ("junk-nul", lambda d: b"\0".join(chunks(base64.b64encode(d), 7)) + b"\r\n", "mime-base64-junk|mime-control"),
    ("junk-dots", lambda d: b"..".join(chunks(base64.b64encode(d), 4)) + b"\r\n", "mime-base64-junk"),
    ("junk-dashes", lambda d: b"-".join(chunks(base64.b64encode(d), 4)) + b"\r\n", "mime-base64-junk"),
    ("blanks", lambda d: b" ".join(chunks(base64.b64encode(d), 1)) + b"\r\n", ""),
    ("tabs", lambda d: b"\t".join(chunks(base64.b64encode(d), 3)) + b"\r\n", ""),
    ("line-each", lambda d: b"\r\n".join(chunks(base64.b64encode(d), 1)) + b"\r\n", ""),
    ("empty-lines", lambda d: b"\r\n\r\n".join(chunks(base64.b64encode(d), 8)) + b"\r\n", ""),
    ("one-line", lambda d: base64.b64encode(d + b"\r\n" * 900) + b"\r\n", ""),
    ("text-before", lambda d: b"see below:\r\n" + b64(d), "mime-base64-junk"),
    ("text-behind", lambda d: b64(d) + b"-- \r\nwith regards!\r\n", "mime-base64-junk|mime-base64-padding"),
    ("url-safe", lambda d: base64.urlsafe_b64encode(d + b"\xfb\xff\xfe") + b"\r\n", "mime-base64-junk"),
    ("quoted-lines", lambda d: b"".join(b"> " + c + b"\r\n" for c in chunks(base64.b64encode(d), 40)),
     "mime-base64-junk"),
    ("comment", lambda d: b"(x!)" + b64(d), "mime-base64-junk"),
    ("dot-stuffed", lambda d: b"." + b64(d), "mime-base64-junk"),
    ("qp-inside", lambda d: qp(b64(d)), "mime-base64-junk|mime-base64-padding"),
    ("twice", lambda d: b64(b64(d)), ""),
    ("utf-16", lambda d: b64(d).decode().encode("utf-16-le"), "mime-base64-junk|mime-control"),
    ("odd-bits", lambda d: base64.b64encode(d + b"1")[:-3] + b"R==\r\n", ""),
    ("crc", lambda d: b64(d) + b"=abcd\r\n", "mime-base64-padding|mime-base64-junk"),
]

QP = [
    ("soft-blank", lambda d: qp(d).replace(b"=\r\n", b"= \r\n"), "mime-odd-quoted-printable"),
    ("soft-tabs", lambda d: qp(d).replace(b"=\r\n", b"=\t \t\r\n"), "mime-odd-quoted-printable"),
    ("soft-lf", lambda d: qp(d).replace(b"=\r\n", b"=\n"), "mime-odd-quoted-printable|mime-line-ends"),
    ("soft-cr", lambda d: qp(d).replace(b"=\r\n", b"=\r"), "mime-odd-quoted-printable|mime-control|mime-line-ends"),
    ("soft-each", lambda d: b"=\r\n".join(chunks(d, 1)) + b"\r\n", ""),
    ("soft-double", lambda d: b"=\r\n=\r\n".join(chunks(d, 5)) + b"\r\n", ""),
    ("lower-hex", lambda d: qp(d).lower(), ""),
    ("equals-3d", lambda d: qp(qp(d)), ""),
    ("illegal-escape", lambda d: b"=ZZ" + qp(d), "mime-odd-quoted-printable"),
    ("split-escape", lambda d: b"".join(b"=\r\n%02X" % c for c in d) + b"\r\n", ""),
    ("equals-end", lambda d: qp(d).rstrip() + b"=", ""),
    ("long-lines", lambda d: b"".join(b"=%02X" % c for c in d * 20) + b"\r\n", ""),
    ("raw-8-bit", lambda d: b"\xff" + qp(d), ""),
    ("cr-lf-escaped", lambda d: d.replace(b"\r\n", b"=0D=0A") + b"\r\n", ""),
    ("one-digit", lambda d: b"=4" + qp(d), "mime-odd-quoted-printable"),
    ("underscore", lambda d: d.replace(b" ", b"_") .replace(b"E", b"=45") + b"\r\n", ""),
    ("trailing-blanks", lambda d: qp(d).replace(b"=\r\n", b"=\r\n   "), ""),
]

ENCODINGS = ["x-uuencode", "uuencode", "x-uue", "x-yenc", "x-base64", "base64x", "base-64", "b", "q", "hex",
             "x-hex", "gzip",
             "x-gzip64", "binhex", "mac-binhex40", "utf-8", "none", "quoted", "quoted_printable", "7-bit", "8 bit",
             "zip", "deflate",
             "base85", "base32"]
KNOWN = ("x-uuencode", "uuencode", "x-uue")  # names of one encoding that many decode


def uu(data, name=b"estimate.exe", table=None, mode=b"644"):
    lines = b"".join(binascii.b2a_uu(c, backtick=True) for c in chunks(data, 45)).replace(b"\n", b"\r\n")
    if table:
        lines = b"".join(bytes([table[(c - 32) & 63]]) if 32 <= c < 97 else bytes([c]) for c in lines)
    return b"begin " + mode + b" " + name + b"\r\n" + lines + b"`\r\nend\r\n"


def yenc(data, name=b"estimate.exe"):
    body = b"".join(bytes([61, (c + 106) % 256]) if (c + 42) % 256 in (0, 10, 13,
                                                                       61) else bytes([(c + 42) % 256]) for c in data)
    crc = zlib.crc32(data)
    return (b"=ybegin line=128 size=%d name=%s\r\n" % (len(data), name) + body +
            b"\r\n=yend size=%d crc32=%08x\r\n" % (len(data), crc))


def binhex(data, name=b"estimate.exe"):
    def crc(block):
        return struct.pack(">H", binascii.crc_hqx(block, 0))
    head = bytes([len(name)]) + name + b"\0APPL????" + struct.pack(">HII", 0, len(data), 0)
    raw = (head + crc(head) + data + crc(data) + crc(b"")).replace(b"\x90", b"\x90\0")
    table = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
    bits = int.from_bytes(raw, "big") << (-len(raw) * 8 % 6)
    count = (len(raw) * 8 + 5) // 6
    line = b":" + bytes(table[bits >> 6 * (count - 1 - i) & 63] for i in range(count)) + b":"
    return b"(This file must be converted with BinHex 4.0)\r\n\r\n" + b"\r\n".join(chunks(line, 64)) + b"\r\n"


def tnef(data, name=b"estimate.exe"):
    def attribute(level, code, value):
        return struct.pack("<BII", level, code, len(value)) + value + struct.pack("<H", sum(value) & 0xffff)
    return (struct.pack("<IH", 0x223e9f78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x10000)) +
            attribute(2, 0x00069002, b"\1\0" + b"\xff" * 4 + b"\0" * 8) + attribute(2, 0x00018010, name + b"\0") +
            attribute(2, 0x0006800f, data))


XX = b"+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BLOCKS = [
    ("uu", uu), ("uu-no-end", lambda d: uu(d).replace(b"`\r\nend\r\n", b"")),
    ("uu-quoted", lambda d: b"> " + uu(d).replace(b"\r\n", b"\r\n> ")),
    ("uu-no-name", lambda d: uu(d, name=b"")), ("uu-mode-4", lambda d: uu(d, mode=b"0644")),
    ("uu-blanks", lambda d: uu(d).replace(b"`", b" ")),
    ("uu-name-with-blanks", lambda d: uu(d, name=b"a b c.exe")), ("uu-path", lambda d: uu(d, name=b"../../a.exe")),
    ("uu-two", lambda d: uu(b"harmless\r\n", name=b"a.txt") + uu(d)),
    ("uu-behind-signature", lambda d: b"-- \r\n" + uu(d)),
    ("uu-cut-by-text", lambda d: uu(d).replace(b"\r\n", b"\r\n\r\n", 3)), ("xx", lambda d: uu(d, table=XX)),
    ("uu-indented", lambda d: b"  " + uu(d).replace(b"\r\n", b"\r\n  ")),
    ("uu-base64", lambda d: b"begin-base64 644 a.exe\r\n" + b64(d) + b"====\r\n"),
    ("yenc", yenc), ("yenc-no-end", lambda d: yenc(d).rsplit(b"=yend", 1)[0]), ("binhex", binhex),
    ("binhex-no-line", lambda d: binhex(d).split(b"\r\n\r\n", 1)[1]), ("base64", lambda d: b64(d * 4)),
    ("base64-quoted", lambda d: b"> " + b64(d * 4).replace(b"\r\n", b"\r\n> ").rstrip(b"> ")),
    ("base64-one-line", lambda d: base64.b64encode(d * 4) + b"\r\n"),
    ("base64-in-words", lambda d: b"the file: " + base64.b64encode(d * 4) + b" thanks\r\n"),
    ("mime-in-text", lambda d: joined(b"zz", text(), attached(d))), ("mail-in-text", lambda d: HEAD + attached(d)),
    ("headers-in-text", lambda d: attached(d)),
    ("pem", lambda d: b"-----BEGIN FILE-----\r\n" + b64(d, 64) + b"-----END FILE-----\r\n"),
    ("pgp",
     lambda d: b"-----BEGIN PGP MESSAGE-----\r\n\r\n" + b64(d, 64) + b"=abcd\r\n-----END PGP MESSAGE-----\r\n"),
]


def mails(make):
    for table, how in ((BASE64, "base64"), (QP, "quoted-printable")):
        for name, encode, findings in table:
            entity = part(FILE + b"Content-Transfer-Encoding: " + how.encode() + b"\n", encode(make.payload()))
            make.add(how, name, multipart(text(), entity), [findings] if findings else [], source=DRAFT)
        for name, encode, findings in table[::4]:
            entity = part(b"Content-Type: text/plain\n" + FILE.split(b"\n",
                                                                     1)[1] + b"Content-Transfer-Encoding: " + how.encode() + b"\n",
                          encode(make.payload()))
            make.add(how, f"{name}-text", multipart(text(), entity), [findings] if findings else [], source=DRAFT)
    for word in ENCODINGS:
        entity = part(FILE + f"Content-Transfer-Encoding: {word}\n".encode(),
                      uu(make.payload()) if "uu" in word else b64(make.payload()))
        make.add("encoding", word.replace(" ", "-"), multipart(text(), entity),
                 [] if word in KNOWN else ["mime-unknown-encoding|mime-odd-encoding"], source=DRAFT)
    for name, encode in BLOCKS:
        body = b"Please see:\r\n\r\n" + encode(make.payload()) + b"\r\nRegards\r\n"
        make.add("file-in-text", name, mail(b"Content-Type: text/plain; charset=utf-8\n", body))
    for name in ("html", "second-part", "no-type"):
        body = uu(make.payload())
        raw = {"html": mail(b"Content-Type: text/html\n", b"<html><pre>\r\n" + body + b"</pre></html>\r\n"),
               "second-part": multipart(text(), text(body)),
               "no-type": HEAD.replace(b"MIME-Version: 1.0\r\n", b"") + b"\r\n" + body}[name]
        make.add("file-in-text", f"uu-{name}", raw)
    for name, kind in (("ms-tnef", b"application/ms-tnef"), ("vnd-ms-tnef", b"application/vnd.ms-tnef"),
                       ("octets", OCTETS), ("text", b"text/plain")):
        make.add("tnef", name, multipart(text(), attached(tnef(make.payload()), b"winmail.dat", kind)))
    make.add("tnef", "nested",
             multipart(text(),
                       attached(tnef(tnef(make.payload()), b"winmail.dat"), b"winmail.dat",
                                b"application/ms-tnef")))
    for how in ("base64", "quoted-printable"):
        for kind in (b"multipart/mixed; boundary=b2", b"message/rfc822"):
            inner = joined(b"b2", text(), attached(make.payload()))
            if kind.startswith(b"message"):
                inner = multipart(text(), attached(make.payload()), boundary=b"b2")
            entity = part(b"Content-Type: " + kind + b"\nContent-Transfer-Encoding: " + how.encode() + b"\n",
                          b64(inner) if how == "base64" else qp(inner))
            name = f"{how}-{kind.split(b'/')[0].decode()}"
            make.add("encoded-multipart", name, multipart(text(), entity), ["mime-encoded-multipart"], source=DRAFT)
            make.add("encoded-multipart", f"{name}-root", HEAD + entity, ["mime-encoded-multipart"], source=DRAFT)
    inner = nested(text(), attached(make.payload()))
    for kind in ("text/plain", "text/html", "application/octet-stream", "image/png", "message/delivery-status"):
        inner = joined(b"zz", text(), attached(make.payload()))
        make.add("hidden-multipart", kind.replace("/", "-"),
                 mail(f"Content-Type: {kind}; boundary=zz\n".encode(), inner),
                 ["mime-hidden-multipart"], source=DRAFT)
