# SPDX-License-Identifier: BSD-2-Clause
"""Signed, encrypted and embedded files for cases. No key is behind any of it: nobody verifies here.

The first line of TEXT is whom or what it names, the rest what is inside.
"""
import base64
import binascii
import zlib

RSA = "2a864886f70d010101"
SIGNED, ENVELOPED, COMPRESSED = "2a864886f70d010702", "2a864886f70d010703", "2a864886f70d0109100109"
DATA, COMMON_NAME, ALT_NAME = "2a864886f70d010701", "550403", "551d11"


def parted(text):
    head, _, rest = text.partition("\r\n")
    return head, rest.encode("utf-8")


def armoured(label, data):
    """RFC 9580 6: base64 between two lines, with its checksum."""
    crc = 0xB704CE
    for byte in data:
        crc ^= byte << 16
        for _ in range(8):
            crc = (crc << 1) ^ (0x1864CFB if crc & 0x800000 else 0)
    body = base64.encodebytes(data).replace(b"\n", b"\r\n")
    check = b"=" + base64.b64encode((crc & 0xFFFFFF).to_bytes(3, "big"))
    return b"-----BEGIN %s-----\r\n\r\n%s%s\r\n-----END %s-----" % (label, body, check, label)


# ---- S/MIME ----

def der(tag, *parts):
    body = b"".join(parts)
    n = len(body)
    size = bytes([n]) if n < 128 else bytes([0x80 + (n.bit_length() + 7) // 8]) + n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag]) + size + body


def streamed(tag, *parts):
    """BER without a length, as programs write it that sign while they send."""
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def oid(hexadecimal):
    return der(0x06, bytes.fromhex(hexadecimal))


def person(name, tag=0x0C):
    data = name.encode("utf-16-be" if tag == 0x1E else "utf-8")
    return der(0x30, der(0x31, der(0x30, oid(COMMON_NAME), der(tag, data))))


def certificate(who):
    name, _, mailbox = who.rstrip(">").partition(" <")
    algorithm = der(0x30, oid(RSA), der(0x05))
    dates = der(0x30, der(0x17, b"260101000000Z"), der(0x17, b"361231235959Z"))
    names = der(0x30, der(0x81, mailbox.encode()))
    more = der(0xA3, der(0x30, der(0x30, oid(ALT_NAME), der(0x04, names)))) if mailbox else b""
    key = der(0x30, algorithm, der(0x03, b"\0key"))
    inside = der(0x30, der(0xA0, der(0x02, b"\2")), der(0x02, b"\7"), algorithm, person("CA"), dates,
                 person(name), key, more)
    return der(0x30, inside, algorithm, der(0x03, b"\0seal"))


def signer():
    algorithm = der(0x30, oid(RSA), der(0x05))
    return der(0x30, der(0x02, b"\1"), der(0x30, person("CA"), der(0x02, b"\7")), algorithm, algorithm, der(0x04, b"seal"))


def cms(who, content, make=der):
    info = make(0x30, oid(DATA), content)
    signed = make(0x30, der(0x02, b"\1"), der(0x31), info, der(0xA0, certificate(who)), der(0x31, signer()))
    return make(0x30, oid(SIGNED), make(0xA0, signed))


def cms_signed(text):
    """Opaque S/MIME of the mail entity below "Name <address>"."""
    who, data = parted(text)
    return cms(who, der(0xA0, der(0x04, data)))


def cms_streamed(text):
    """The same in BER, its content in pieces of 16 bytes."""
    who, data = parted(text)
    pieces = [der(0x04, data[i:i + 16]) for i in range(0, len(data), 16)]
    return cms(who, streamed(0xA0, streamed(0x24, *pieces)), streamed)


def cms_detached(who):
    return cms(who, b"")


def cms_compressed(text):
    content = der(0x30, oid(DATA), der(0xA0, der(0x04, zlib.compress(text.encode("utf-8")))))
    algorithm = der(0x30, oid("2a864886f70d0109100308"))
    return der(0x30, oid(COMPRESSED), der(0xA0, der(0x30, der(0x02, b"\0"), algorithm, content)))


def cms_encrypted(text):
    """The shape of envelopedData; the bytes of TEXT stand where the cipher text would."""
    algorithm = der(0x30, oid("60864801650304012a"), der(0x04, b"\0" * 16))
    content = der(0x30, oid(DATA), algorithm, der(0x80, text.encode("utf-8")))
    return der(0x30, oid(ENVELOPED), der(0xA0, der(0x30, der(0x02, b"\0"), der(0x31, signer()), content)))


# ---- OpenPGP ----

def packet(tag, data):
    return bytes([0xC0 | tag, 0xFF]) + len(data).to_bytes(4, "big") + data


def signature_packet(who):
    area = bytes([9, 16]) + bytes.fromhex("0123456789ABCDEF")
    if who:
        area += bytes([len(who.encode()) + 1, 28]) + who.encode()
    return packet(2, bytes([4, 0, 1, 8]) + len(area).to_bytes(2, "big") + area + b"\0\0\0\0\0\1\1")


def pgp_signature(who):
    """An armoured signature; WHO may be empty: then only the key is known."""
    return armoured(b"PGP SIGNATURE", signature_packet(who))


def pgp_signed(text):
    """An armoured message with text inside, signed and compressed as gpg --sign does."""
    who, data = parted(text)
    literal = packet(11, b"u\0\0\0\0\0" + data)
    squeezed = zlib.compress(packet(4, bytes([3, 0, 8, 1]) + bytes(8) + b"\1") + literal + signature_packet(who))
    return armoured(b"PGP MESSAGE", packet(8, b"\2" + squeezed))


def pgp_encrypted(text):
    """An armoured message for a key; the bytes of TEXT stand where the cipher text would."""
    return armoured(b"PGP MESSAGE", packet(1, b"\3" + bytes(12)) + packet(18, b"\1" + text.encode("utf-8") * 4))


# ---- files within texts ----

def uu(text):
    """A uuencoded file: its name, then its text."""
    name, data = parted(text)
    lines = [binascii.b2a_uu(data[i:i + 45], backtick=True) for i in range(0, len(data), 45)]
    return b"begin 644 " + name.encode("cp932") + b"\r\n" + b"".join(lines).replace(b"\n", b"\r\n") + b"`\r\nend"


def yenc_data(data):
    out = b""
    for i, byte in enumerate(data):
        byte = (byte + 42) % 256
        out += bytes([0x3D, (byte + 64) % 256]) if byte in (0, 10, 13, 0x3D) else bytes([byte])
        out += b"\r\n" if i % 64 == 63 else b""
    return out if len(data) % 64 == 0 else out + b"\r\n"


def yenc(text, crc=None):
    """A file in yEnc: its name, then its text."""
    name, data = parted(text)
    crc = zlib.crc32(data) if crc is None else crc
    return (b"=ybegin line=64 size=%d name=%s\r\n" % (len(data), name.encode("cp932")) + yenc_data(data) +
            b"=yend size=%d crc32=%08x" % (len(data), crc))


def yenc_damaged(text):
    return yenc(text, 1)


def yenc_parts(text):
    """The same in two parts, one behind the other."""
    name, data = parted(text)
    out, half = b"", len(data) // 2
    for i, (start, piece) in enumerate(((0, data[:half]), (half, data[half:]))):
        out += (b"=ybegin part=%d total=2 line=64 size=%d name=%s\r\n=ypart begin=%d end=%d\r\n" %
                (i + 1, len(data), name.encode("cp932"), start + 1, start + len(piece)) + yenc_data(piece) +
                b"=yend size=%d part=%d pcrc32=%08x\r\n" % (len(piece), i + 1, zlib.crc32(piece)))
    return out.rstrip(b"\r\n")


def squeezed_runs(data):
    """BinHex's own compression: a byte, 0x90, how often."""
    out, i = b"", 0
    while i < len(data):
        run = 1
        while i + run < len(data) and run < 255 and data[i + run] == data[i]:
            run += 1
        one = b"\x90\0" if data[i] == 0x90 else data[i:i + 1]
        out += one + b"\x90" + bytes([run]) if run > 3 else one * run
        i += run
    return out


def binhex(text):
    """A file in BinHex 4.0: its name, then its text."""
    name, data = parted(text)
    alphabet = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
    label = name.encode("cp932")
    head = bytes([len(label)]) + label + b"\0TEXTttxt\0\0" + len(data).to_bytes(4, "big") + bytes(4)
    whole = b"".join(part + binascii.crc_hqx(part, 0).to_bytes(2, "big") for part in (head, data, b""))
    bits = "".join(f"{byte:08b}" for byte in squeezed_runs(whole))
    bits += "0" * (-len(bits) % 6)
    line = ":" + "".join(alphabet[int(bits[i:i + 6], 2)] for i in range(0, len(bits), 6)) + ":"
    lines = [line[i:i + 64] for i in range(0, len(line), 64)]
    return ("(This file must be converted with BinHex 4.0)\r\n\r\n" + "\r\n".join(lines)).encode()
