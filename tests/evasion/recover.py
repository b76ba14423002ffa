# SPDX-License-Identifier: BSD-2-Clause
"""Is a token in these bytes, however wrapped? Digs through base64 (any alignment, junk, line
ends), quoted-printable, percent, entities, hex, uuencode, BinHex and yEnc, UTF-16 and EBCDIC, and
everything deflate, gzip, bzip2, xz and zip wrote, several layers deep; folds case, forgets blanks.
It knows nothing of MIME: what no such layer hides is found wherever it stands.
"""
import base64
import binascii
import bz2
import hashlib
import html
import lzma
import quopri
import re
import zlib

DEPTH = 7
BUDGET = 60_000_000  # bytes looked at for one question
BASE64 = re.compile(rb"[A-Za-z0-9+/_\-][A-Za-z0-9+/_\-=\s]{14,}")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[\s,]*){12,}")
UU = re.compile(rb"(?m)^[> \t]*([ -z]{2,62})[ \t\r]*$")
UU_BEGIN = re.compile(rb"begin[ -][^\r\n]*\n")
XX = b"+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
XX_TO_UU = bytes.maketrans(XX, bytes(32 + i if i else 96 for i in range(64)))
BINHEX = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
BINHEX_TO_BASE64 = bytes.maketrans(BINHEX, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
BINHEX_RUN = re.compile(rb":([^\x00-\x1f :]{20,}(?:\r?\n[^\x00-\x1f :]*)*):")
NUMBERS = re.compile(rb"(?:\d{1,3}\s*,\s*){11,}\d{1,3}")
SIGNATURES = (b"PK", b"\x1f\x8b", b"BZ", b"\x78", b"\xfd7zXZ", b"\x5d\0\0", b"\x89PNG", b"GIF8", b"\xff\xd8", b"BM")
MAGIC = [(b"\x1f\x8b", 31), (b"\x78\x9c", 15), (b"\x78\xda", 15), (b"\x78\x01", 15)]


def six_bits(text):
    """base64 without what is no base64; four alignments, since junk may have shifted it."""
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", text.replace(b"-", b"+").replace(b"_", b"/"))
    for shift in range(4):
        run = clean[shift:]
        run = run[:len(run) // 4 * 4]
        if run:
            yield base64.b64decode(run)


def padded_pieces(text):
    """Pieces that each end in their own padding."""
    pieces = re.findall(rb"[A-Za-z0-9+/]+={0,2}", re.sub(rb"\s", b"", text))
    try:
        yield b"".join(base64.b64decode(p + b"=" * (-len(p) % 4)) for p in pieces)
    except binascii.Error:
        return


def uudecoded(data):
    for table in (None, XX_TO_UU):
        out = bytearray()
        for line in UU.findall(data):
            line = line.translate(table) if table else line
            count = (line[0] - 32) & 63
            bits = bytes((c - 32) & 63 for c in line[1:] + b" " * 4)
            for i in range(0, len(bits) - 3, 4):
                a, b, c, d = bits[i:i + 4]
                out += bytes([a << 2 & 255 | b >> 4, b << 4 & 255 | c >> 2, c << 6 & 255 | d])
            del out[len(out) - max(0, len(bits) // 4 * 3 - count):]
        yield bytes(out)


def un_yenc(data):
    body = data.replace(b"\r", b"").replace(b"\n", b"")
    escaped = re.sub(rb"(?s)=(.)", lambda m: bytes([(m[1][0] - 64) % 256]), body)
    return bytes((c - 42) % 256 for c in escaped)


def inflated(data):
    for magic, bits in MAGIC:
        for found in list(re.finditer(re.escape(magic), data))[:6]:
            try:
                yield zlib.decompressobj(bits).decompress(data[found.start():], BUDGET // 4)
            except zlib.error:
                pass
    for opener, magic in ((bz2.BZ2Decompressor, b"BZh"), (lzma.LZMADecompressor, b"\xfd7zXZ"),
                          (lzma.LZMADecompressor, b"\x5d\0\0")):
        for found in list(re.finditer(re.escape(magic), data))[:3]:
            try:
                yield opener().decompress(data[found.start():], BUDGET // 4)
            except (OSError, EOFError, ValueError, lzma.LZMAError):
                pass


def unzipped(data):
    """Each local entry, whatever the directory says of it."""
    for found in list(re.finditer(re.escape(b"PK\x03\x04"), data))[:40]:
        at = found.start()
        head = data[at:at + 30]
        if len(head) < 30:
            continue
        method, name, extra = head[8] | head[9] << 8, head[26] | head[27] << 8, head[28] | head[29] << 8
        body = data[at + 30 + name + extra:]
        try:
            if method == 12:
                yield bz2.BZ2Decompressor().decompress(body, BUDGET // 4)
            elif method == 14:
                size = int.from_bytes(body[2:4], "little")
                # pylint: disable-next=protected-access
                filters = [lzma._decode_filter_properties(lzma.FILTER_LZMA1, body[4:4 + size])]
                yield lzma.LZMADecompressor(lzma.FORMAT_RAW, None, filters).decompress(body[4 + size:], BUDGET // 4)
            else:
                yield zlib.decompressobj(-15).decompress(body, BUDGET // 4)
        except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
            pass


def entities(data):
    if b"&#" in data or b"&l" in data or b"&a" in data:
        yield html.unescape(data.decode("latin-1")).encode("utf-8")
    if b"%" in data:
        yield re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), data)


def texts(data):
    if data.count(b"\0") * 5 > len(data):
        yield data.replace(b"\0", b"")
    if b"+A" in data:
        yield re.sub(rb"\+AD[w4]-", b"<", data)


def runs(data):
    for run in HEX.findall(data)[:20]:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", run)
        yield binascii.unhexlify(digits[:len(digits) // 2 * 2])
    for run in NUMBERS.findall(data)[:5]:
        yield bytes(int(n) & 255 for n in run.split(b","))
    for run in BINHEX_RUN.findall(data)[:5]:
        yield from six_bits(re.sub(rb"\s", b"", run).translate(BINHEX_TO_BASE64))
    if UU_BEGIN.search(data) or len(UU.findall(data)) < 60:
        yield from uudecoded(data)
    if b"=y" in data:
        yield un_yenc(data)


def layers(data):
    """Everything that one step of decoding may make of it."""
    for run in BASE64.findall(data)[:400]:
        yield from six_bits(run)
        if run.count(b"=") > 2 or b"=" in run.strip()[:-2]:
            yield from padded_pieces(run)
    if len(data) < 100_000:
        for block in re.split(rb"\r?\n[> ]*\r?\n|--[^\r\n]*\r?\n", data)[:60]:
            yield from six_bits(block)
    if b"=" in data:
        # Soft breaks as the laxest reader takes them.
        yield quopri.decodestring(re.sub(rb"=[ \t]*(\r\r?\n|\r|\n)[ \t]*", b"", data))
    yield from entities(data)
    yield from texts(data)
    yield from runs(data)
    yield from inflated(data)
    yield from unzipped(data)


def shows(data, needles):
    plain = re.sub(rb"[\s\0>]", b"", data).lower()
    return any(n in plain for n in needles)


def recoverable(data, token, depth=DEPTH):
    """True when ${token} can be had from ${data}."""
    needles = (re.sub(rb"\s", b"", token).lower(), token.decode("latin-1").encode("cp037").lower(),
               token[::-1].lower())
    seen, spent = set(), 0
    level = [data]
    for _ in range(depth):
        following = []
        for blob in level:
            if shows(blob, needles):
                return True
            spent += len(blob)
            if spent > BUDGET:
                return False
            for layer in layers(blob):
                key = hashlib.blake2b(layer, digest_size=12).digest()
                if len(layer) >= 12 and key not in seen:
                    seen.add(key)
                    if shows(layer, needles):
                        return True
                    following.append(layer)
        # What decodes to noise is dug no further: few noises are text, and none a file of a kind.
        level = [f for f in following if promising(f)]
    return False


def promising(data):
    if data.startswith(SIGNATURES) or b"PK\3\4" in data[:40000]:
        return True
    head = data[:400]
    try:
        head.decode("utf-8")
        return True
    except UnicodeDecodeError as e:
        if e.start > len(head) - 4:  # cut within a character
            return True
    return sum(32 <= c < 127 or c in b"\r\n\t\0" for c in head) * 10 >= len(head) * 8
