# SPDX-License-Identifier: BSD-2-Clause
"""Bombs: a name, what makes the mail, and the findings of which one must be there."""
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from craft import HEAD, attached, mail, multipart, nested, part, text

DATE = (2026, 11, 22, 10, 0, 0)
MB = 1 << 20


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = method
            z.writestr(info, data)
    return out.getvalue()


def carried(data, name):
    return multipart(text(), attached(data, name))


# ---- archives ----

def forty_two():
    """As 42.zip: each layer holds the one below many times."""
    data = zipped([("0.bin", bytes(40 * MB))])
    for layer in range(4):
        data = zipped([(f"{layer}-{i}.zip", data) for i in range(16)])
    return carried(data, b"42.zip")


def local(name, method, crc, packed, size):
    return struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, method, 0, 33, crc, packed, size, len(name), 0) + name


def central(name, method, crc, packed, size, offset):
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, method, 0, 33, crc, packed, size, len(name),
                       0, 0, 0, 0, 0, offset) + name


def with_directory(body, entries):
    directory = b"".join(entries)
    return body + directory + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, len(entries), len(entries), len(directory),
                                          len(body), 0)


def overlapping():
    """Every entry of the directory points to the same local header."""
    kernel = zlib.compress(bytes(10 * MB), 9)[2:-4]
    crc = zlib.crc32(bytes(10 * MB))
    body = local(b"A", 8, crc, len(kernel), 10 * MB) + kernel
    return carried(with_directory(body, [central(b"A", 8, crc, len(kernel), 10 * MB, 0)] * 200), b"overlap.zip")


def quoting():
    """Fifield's better zip bomb: each member quotes the local headers of those behind it."""
    kernel, plain = zlib.compress(bytes(4 * MB), 9)[2:-4], bytes(4 * MB)
    body, headers = kernel, []
    for i in reversed(range(30)):
        name = b"%02d" % i
        crc = zlib.crc32(plain)
        head = local(name, 8, crc, len(body), len(plain))
        headers.append((name, crc, len(body), len(plain), len(body) + len(head)))
        quote = head
        body = struct.pack("<BHH", 0, len(quote), len(quote) ^ 0xffff) + quote + body
        plain = quote + plain
    body = body[5:]
    entries = [central(name, 8, crc, packed, size, len(body) - behind) for name, crc, packed, size,
               behind in reversed(headers)]
    return carried(with_directory(body, entries), b"zbsm.zip")


def empty_entries():
    body = b"".join(local(b"%05d" % i, 0, 0, 0, 0) for i in range(65535))
    each = len(local(b"00000", 0, 0, 0, 0))
    return carried(with_directory(body, [central(b"%05d" % i, 0, 0, 0, 0, i * each) for i in range(65535)]),
                   b"many.zip")


def archives_in_archives(depth):
    data = b"harmless"
    for i in range(depth):
        data = zipped([(f"{i}.zip", data)])
    return carried(data, b"deep.zip")


def gzip_in_gzip(depth):
    data = b"harmless" * 100
    for _ in range(depth):
        data = gzip.compress(data, mtime=0)
    return carried(data, b"deep.gz")


def tarred(count, size=0):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for i in range(count):
            info = tarfile.TarInfo(f"{i}.txt")
            info.size = size
            t.addfile(info, io.BytesIO(bytes(size)))
    return out.getvalue()


# ---- documents ----

def workbook(members):
    types = (b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
    relations = (b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
                 b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    first = [("[Content_Types].xml", types), ("_rels/.rels", relations)]
    return zipped(first + members)


def rows():
    sheet = b"<worksheet><sheetData>" + b"".join(b'<row r="%d"><c><v>1</v></c></row>' % i for i in range(1_000_000)) + b"</sheetData></worksheet>"
    return carried(workbook([("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", sheet)]),
                   b"rows.xlsx")


def laughs():
    entities = b'<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (i,
                                                                        b"&a%d;" % (i - 1) * 10) for i in range(1,
                                                                                                                12))
    xml = b'<?xml version="1.0"?><!DOCTYPE x [' + entities + b"]><workbook>&a11;</workbook>"
    return carried(workbook([("xl/workbook.xml", xml)]), b"laughs.xlsx")


def xml_deep():
    return carried(workbook([("xl/workbook.xml", b"<a>" * 500_000)]), b"deep.xlsx")


def big_member():
    return carried(workbook([("xl/workbook.xml", b"<workbook/>"), ("xl/media/image1.bin", bytes(400 * MB))]),
                   b"media.xlsx")


def document(*objects):
    body, offsets = b"%PDF-1.5\n", []
    for number, data in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return (body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table +
            b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body)))


CATALOG = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>")


def pdf_stream():
    """Flate twice: 2 KB become 300 MB."""
    data = zlib.compress(zlib.compress(bytes(300 * MB), 9), 9)
    return carried(document(*CATALOG,
                            b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(data) + data + b"\nendstream"), b"stream.pdf")


def pdf_object_stream():
    data = zlib.compress(b"5 0 " + b"[" * (30 * MB), 9)
    return carried(document(*CATALOG,
                            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(data) + data + b"\nendstream"), b"objects.pdf")


def pdf_deep():
    return carried(document(*CATALOG, b"[" * 200_000 + b"]" * 200_000), b"deep.pdf")


def pdf_many():
    return carried(document(*CATALOG, b"<</Length 0>>stream\n\nendstream", *([b"[1 2 3 4 5 6 7 8 9]"] * 100_000)),
                   b"many.pdf")


# ---- mails ----

def multiparts(depth):
    heads = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(depth))
    return HEAD + heads + b"\r\nhello\r\n"


def messages(depth):
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nhello\r\n"


def parts(count):
    return multipart(*[text(b"x")] * count)


def page(body):
    return mail(b"Content-Type: text/html; charset=utf-8\n", b"<html><body>" + body + b"</body></html>\r\n")


def field(line):
    return HEAD + line + b"\r\n" + part(b"Content-Type: text/plain\n", b"hello\r\n")


ARCHIVE = "limit-archive-depth|limit-archive-entries|limit-archive-bytes|limit-archive-ratio"
BOMBS = {
    "zip-42": (forty_two, ARCHIVE),
    "zip-overlap": (overlapping, "archive-overlap|archive-duplicate-name|archive-malformed"),
    "zip-quoting": (quoting, "archive-overlap|archive-malformed"),
    "zip-ratio": (lambda: carried(zipped([("a.bin", bytes(90 * MB))]), b"a.zip"), "limit-archive-ratio"),
    "zip-bytes": (lambda: carried(zipped([(f"{i}.bin", bytes(30 * MB)) for i in range(4)]), b"a.zip"),
                  "limit-archive-bytes|limit-archive-ratio"),
    "zip-65535-entries": (empty_entries, "limit-archive-entries"),
    "zip-bzip2": (lambda: carried(zipped([("a.bin", bytes(400 * MB))], zipfile.ZIP_BZIP2), b"a.zip"), ARCHIVE),
    "zip-depth-50": (lambda: archives_in_archives(50), "limit-archive-depth"),
    "gzip-1-gb": (lambda: carried(gzip.compress(bytes(1024 * MB), mtime=0), b"a.gz"), ARCHIVE),
    "gzip-depth-50": (lambda: gzip_in_gzip(50), "limit-archive-depth|archive-malformed"),
    "bzip2-1-gb": (lambda: carried(bz2.compress(bytes(1024 * MB)), b"a.bz2"), ARCHIVE),
    "xz-1-gb": (lambda: carried(lzma.compress(bytes(1024 * MB), preset=1), b"a.xz"), ARCHIVE),
    "tar-entries": (lambda: carried(tarred(20_000), b"a.tar"), "limit-archive-entries"),
    "tar-gz-ratio": (lambda: carried(gzip.compress(tarred(3, 60 * MB), mtime=0), b"a.tar.gz"), ARCHIVE),
    "xlsx-million-rows": (rows, None),
    "xlsx-billion-laughs": (laughs, None),
    "xlsx-deep-xml": (xml_deep, None),
    "xlsx-400-mb-member": (big_member, None),
    "pdf-stream-in-stream": (pdf_stream, None),
    "pdf-object-stream": (pdf_object_stream, None),
    "pdf-deep": (pdf_deep, None),
    "pdf-many-objects": (pdf_many, None),
    "mime-depth-10000": (lambda: multiparts(10_000), "limit-mime-depth|limit-parts"),
    "message-depth-10000": (lambda: messages(10_000), "limit-mime-depth"),
    "parts-10000": (lambda: parts(10_000), "limit-parts"),
    "header-1-mb": (lambda: field(b"X-Long: " + b"a" * MB), "limit-header-bytes|limit-header-block-bytes"),
    "headers-100000": (lambda: field(b"\r\n".join([b"X: y"] * 100_000)), "limit-headers|limit-header-block-bytes"),
    "parameters-10000": (lambda: mail(b"Content-Type: text/plain" + b"".join(b"; p%d=x" % i for i in range(5_000)) + b"\n", b"hello\r\n"), "limit-params"),
    "comments-in-from": (lambda: field(b"Cc: " + b"(" * 30_000 + b" a@example.com"), "limit-address-depth"),
    "colons-in-from": (lambda: field(b"Cc: " + b"a:" * 30_000 + b" a@example.com"),
                       "limit-address-depth|address-odd"),
    "encoded-words": (lambda: field(b"Subject: " + b" ".join([b"=?utf-8?B?4oCL?="] * 3_500)), None),
    "html-nested-10000": (lambda: page(b"<div>" * 10_000 + b"hello"), None),
    "html-nested-tables": (lambda: page(b"<table><tr><td>" * 6_000 + b"hello"), None),
    "html-5-mb-of-less-than": (lambda: page(b"<" * (5 * MB)),
                               "limit-html-bytes|limit-html-tags|limit-html-run-bytes"),
    "html-attributes": (lambda: page(b"<p " + b" ".join(b"a%d=x" % i for i in range(8_000)) + b">hello"), None),
    "html-css-comments": (lambda: page(b"<style>" + b"/*" * 500_000 + b"</style>hello"), None),
    "html-entities": (lambda: page(b"&" * MB + b"hello"), None),
    "html-a-in-a": (lambda: page(b"<a href=x><b><i>" * 10_000), "limit-html-tags"),
    "plain-20-mb": (lambda: mail(b"Content-Type: text/plain\n", b"hello world\r\n" * 1_600_000),
                    "limit-text-bytes"),
    "plain-one-line": (lambda: mail(b"Content-Type: text/plain; charset=utf-8\n", "あ".encode() * 2_000_000),
                       "limit-text-bytes"),
    "uu-begin-10000": (lambda: mail(b"Content-Type: text/plain\n", b"begin 644 a\r\n" * 10_000), None),
    "rtf-depth": (lambda: carried(b"{\\rtf1" + b"{" * 500_000, b"a.rtf"), None),
    "base64-50-mb": (lambda: carried(bytes(50 * MB), b"a.bin"), None),
    "nested-boundaries": (lambda: HEAD + nested(*[nested(*[nested(text(b"x"))] * 10, boundary=b"c")] * 100), None),
}
