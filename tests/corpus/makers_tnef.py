# SPDX-License-Identifier: BSD-2-Clause
"""winmail.dat for cases: {{make.tnef|b64:LINES}}. Each line is a key and a value; a file begins at
"file". Values are written in the code page, those of keys ending in "-w" in UTF-16; "\\n" is a
line end.

    codepage 932                      class IPM.Microsoft Mail.Note
    body TEXT                         text TEXT (PR_BODY; text-w)
    html 50220 <p>…</p>               rtf {\\rtf1 …}
    subject T   start 20261208T014500Z   end …   place T   organizer T   sender T
    file 8DOT3.TXT   long T   display T   mime T   data T   data-hex 00ff   object-hex 00ff
    message SUBJECT\\nTEXT (one within)       damage (a wrong checksum)
"""
import datetime
import struct
import zlib

LZFU_START = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
              b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
              b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
CODECS = {"50220": "iso2022_jp", "51932": "euc_jp", "65001": "utf-8"}
APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046") + bytes(4)
STRINGS = {"subject": 0x0037, "text": 0x1000, "organizer": 0x0042, "organizer-mail": 0x0065, "sender": 0x0c1a,
           "sender-mail": 0x0c1f, "to": 0x0e04, "long": 0x3707, "display": 0x3001, "mime": 0x370e}
TIMES = {"start": 0x820d, "end": 0x820e}


def codec(number):
    return CODECS.get(number, f"cp{number}")


def lzfu(rtf):
    """RTF as PR_RTF_COMPRESSED: a reference to what all begin with, then literals."""
    shared = 0
    while shared < 17 and LZFU_START[:shared + 1] == rtf[:shared + 1]:
        shared += 1
    tokens = [((shared - 2).to_bytes(2, "big"), 1)] if shared >= 2 else []
    tokens += [(bytes([byte]), 0) for byte in rtf[shared if tokens else 0:]]
    end = (len(LZFU_START) + len(rtf)) % 4096
    tokens.append(((end << 4).to_bytes(2, "big"), 1))
    out = b""
    for at in range(0, len(tokens), 8):
        group = tokens[at:at + 8]
        out += bytes([sum(flag << bit for bit, (_, flag) in enumerate(group))])
        out += b"".join(token for token, _ in group)
    crc = zlib.crc32(out, 0xffffffff) ^ 0xffffffff  # without its usual inversions
    return struct.pack("<II4sI", len(out) + 12, len(rtf), b"LZFu", crc) + out


def filetime(text):
    """"20261208T014500Z" as tenths of microseconds since 1601."""
    moment = datetime.datetime.strptime(text + "+0000", "%Y%m%dT%H%M%SZ%z")
    return struct.pack("<Q", int(moment.timestamp() + 11644473600) * 10000000)


def sized(tag, data, name=b""):
    return struct.pack("<I", tag) + name + struct.pack("<II", 1, len(data)) + data + bytes(-len(data) % 4)


def number(tag, value):
    return struct.pack("<II", tag, value)


def attribute(level, tag, data):
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xffff)


class Writer:
    """Attributes and properties of the message, then of each file."""

    def __init__(self):
        self.codec = "cp1252"
        self.parts = [([], [])]

    def attribute(self, tag, data):
        self.parts[-1][0].append(attribute(min(len(self.parts), 2), tag, data))

    def property(self, data):
        self.parts[-1][1].append(data)

    def string(self, value):
        return value.encode(self.codec, "replace") + b"\0"

    def line(self, key, value):
        method = getattr(self, "key_" + key.replace("-", "_"), None)
        if method:
            method(value)
        elif key in TIMES:
            name = APPOINTMENT + struct.pack("<I", TIMES[key])
            self.property(struct.pack("<I", 0x80000040) + name + filetime(value))
        elif key.endswith("-w"):
            self.property(sized(STRINGS[key[:-2]] << 16 | 0x1f, (value + "\0").encode("utf-16-le")))
        else:
            self.property(sized(STRINGS[key] << 16 | 0x1e, self.string(value)))

    def key_codepage(self, value):
        self.codec = codec(value)
        self.attribute(0x69007, struct.pack("<II", int(value), 0))

    def key_class(self, value):
        self.attribute(0x78008, self.string(value))

    def key_body(self, value):
        self.attribute(0x2800c, self.string(value))

    def key_html(self, value):
        page, _, html = value.partition(" ")
        self.property(number(0x3fde0003, int(page)))
        self.property(sized(0x10130102, html.encode(codec(page))))

    def key_rtf(self, value):
        self.property(sized(0x10090102, lzfu(value.encode(self.codec))))

    def key_place(self, value):
        self.property(sized(0x8001001e, self.string(value), APPOINTMENT + struct.pack("<I", 0x8208)))

    def key_sent(self, value):
        self.property(struct.pack("<I", 0x00390040) + filetime(value))

    def key_file(self, value):
        self.parts.append(([], []))
        self.attribute(0x69002, b"\1" + bytes(13))
        self.attribute(0x18010, self.string(value))

    def key_data(self, value):
        self.attribute(0x6800f, value.encode())

    def key_data_hex(self, value):
        self.attribute(0x6800f, bytes.fromhex(value))

    def key_object_hex(self, value):
        self.property(sized(0x3701000d, bytes(16) + bytes.fromhex(value)))

    def key_message(self, value):
        subject, _, body = value.partition("\r\n")
        inner = tnef(f"codepage 932\r\nsubject {subject}\r\nto 田中; 佐藤\r\norganizer 山田\r\norganizer-mail yamada@example.jp"
                     f"\r\nsent 20261207T001500Z\r\nbody {body}")
        self.property(sized(0x3701000d, bytes(16) + inner))
        self.property(number(0x37050003, 5))

    def bytes(self):
        out = struct.pack("<IH", 0x223e9f78, 1)
        for level, (attributes, properties) in enumerate(self.parts):
            out += b"".join(attributes)
            if properties:
                listed = struct.pack("<I", len(properties)) + b"".join(properties)
                out += attribute(2, 0x69005, listed) if level else attribute(1, 0x69003, listed)
        return out


def tnef(text):
    writer, damage = Writer(), 0
    for line in text.strip("\r\n").split("\r\n"):
        key, _, value = line.partition(" ")
        if key == "damage":
            damage = 1
        else:
            writer.line(key, value.replace("\\n", "\r\n"))
    out = writer.bytes()
    return out[:-1] + bytes([out[-1] ^ damage])
