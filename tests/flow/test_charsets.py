# SPDX-License-Identifier: BSD-2-Clause
"""Text that names its charset correctly arrives as it was written: bodies, subjects and
file names, through a real Postfix.
"""
import base64
import urllib.parse

import samples

# NEC's selection of IBM's characters, as ISO-2022-JP and EUC-JP carry them; Python's cp932
# writes the other of their two places.
NEC = {"髙": b"\xee\xe0", "﨑": b"\xed\x95"}


def shift_jis(text):
    return b"".join(NEC.get(c) or c.encode("cp932") for c in text)


def jis(double):
    """JIS X 0208 row and cell of a Shift_JIS pair."""
    lead, trail = double[0] - (0xC1 if double[0] >= 0xE0 else 0x81), double[1]
    if trail >= 0x9F:
        return bytes([0x22 + 2 * lead, trail - 0x7E])
    return bytes([0x21 + 2 * lead, trail - (0x1F if trail < 0x7F else 0x20)])


def iso_2022_jp(text):
    """With row 13, NEC's selection, and JIS X 0201 kana by ESC ( I, as Outlook writes it."""
    out, state = b"", b"\x1b(B"
    for c in text:
        raw = shift_jis(c)
        if len(raw) == 2:
            want, raw = b"\x1b$B", jis(raw)
        elif raw[0] >= 0xA1:
            want, raw = b"\x1b(I", bytes([raw[0] - 0x80])
        else:
            want = b"\x1b(B"
        out, state = out + (b"" if want == state else want) + raw, want
    return out + (b"" if state == b"\x1b(B" else b"\x1b(B")


def euc_jp(text):
    out = b""
    for c in text:
        raw = shift_jis(c)
        if len(raw) == 2:
            out += bytes(b | 0x80 for b in jis(raw))
        else:
            out += b"\x8e" + raw if raw[0] >= 0xA1 else raw
    return out


JAPANESE = "①㈱髙﨑 ﾊﾝｶｸｶﾅ 表示ソフト"
LATIN = "Café – “naïve” €5"
# label, how it is written, one line of text
CHARSETS = [
    ("iso-2022-jp", iso_2022_jp, JAPANESE),
    ("shift_jis", shift_jis, JAPANESE),
    ("cp932", shift_jis, JAPANESE),
    ("windows-31j", lambda t: t.encode("cp932"), JAPANESE),
    ("euc-jp", euc_jp, JAPANESE),
    ("utf-8", lambda t: t.encode(), "①㈱髙﨑 ﾊﾝｶｸｶﾅ 𠮷野家 한국어 😀"),
    ("gb18030", lambda t: t.encode("gb18030"), "简体中文 龙 €"),
    ("gb2312", lambda t: t.encode("gb2312"), "简体中文的邮件"),
    ("big5", lambda t: t.encode("big5"), "繁體中文測試許功蓋"),
    ("euc-kr", lambda t: t.encode("euc-kr"), "한국어 시험 편지"),
    ("windows-1252", lambda t: t.encode("cp1252"), LATIN),
    ("iso-8859-1", lambda t: t.encode("latin-1"), "Grüße aus Köln"),
    ("koi8-r", lambda t: t.encode("koi8-r"), "Привет мир"),
]


def labelled(label, body, subject=b"=?us-ascii?Q?x?=", encoding="8bit", parts=b""):
    """Bytes, for no charset is right for all of it."""
    head = samples.headers("SUBJECT", label).encode().replace(samples.encode("SUBJECT").encode(), subject)
    text = (b"Content-Type: text/plain; charset=" + label.encode() + b"\nContent-Transfer-Encoding: "
            + encoding.encode() + b"\n\n" + body)
    if parts:
        text = (b'Content-Type: multipart/mixed; boundary="outer"\n\n--outer\n' + text + parts
                + b"\n--outer--\n")
    return (head + text).replace(b"\n", b"\r\n")


def attached(filename):
    """A PDF whose Content-Disposition has the bytes ${filename} after "attachment"."""
    return (b"\n--outer\nContent-Type: application/pdf\nContent-Disposition: attachment; " + filename
            + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(samples.PDF).rstrip())


def name_of(rig, got):
    (name,) = [p["name"] for p in rig.row(got.queue_id)["parts"] if p["action"] == "quarantine"]
    return name


def lines(got):
    return got.text().replace("\r\n", "\n")


def wrong(pairs):
    """What differs, all at once."""
    return [f"{what}: want {want!r}, got {got!r}" for what, want, got in pairs if want != got]


def test_bodies_arrive_as_written(rig):
    pairs = []
    for label, write, line in CHARSETS:
        text = f"{line}\nabc {line}\n"
        for encoding, body in (("8bit", write(text)), ("base64", base64.encodebytes(write(text)))):
            got = rig.through(labelled(label, body, encoding=encoding))
            pairs.append((f"{label} {encoding}", text, lines(got)))
    assert not wrong(pairs), "\n".join(wrong(pairs))


def test_utf_16_bodies_arrive_as_written(rig):
    text = f"{JAPANESE} 𠮷\n二行目\n"
    for label, python in (("utf-16", "utf-16"), ("utf-16le", "utf-16-le"), ("utf-16be", "utf-16-be")):
        body = base64.encodebytes(text.encode(python))
        got = rig.through(labelled(label, body, encoding="base64"))
        assert lines(got) == text, (label, got.text())


def test_subjects_arrive_as_written(rig):
    pairs = []
    for label, write, line in CHARSETS:
        words = {"B": base64.b64encode(write(line)).decode(),
                 "Q": "".join(f"={b:02X}" for b in write(line))}
        for how, word in words.items():
            subject = f"=?{label}?{how}?{word}?=".encode()
            got = rig.through(labelled("us-ascii", b"x\n", subject))
            pairs.append((f"{label} {how}", line, got.message["Subject"]))
    assert not wrong(pairs), "\n".join(wrong(pairs))


def test_raw_subjects_arrive_as_written(rig):
    """No label at all: what Japanese mailers have sent for thirty years is told by its bytes."""
    line = "来月の会議について（お知らせ）"
    pairs = []
    for how, raw in (("iso-2022-jp", iso_2022_jp(line)), ("shift_jis", shift_jis(line)),
                     ("euc-jp", euc_jp(line)), ("utf-8", line.encode())):
        got = rig.through(labelled("us-ascii", b"x\n", raw))
        pairs.append((how, line, got.message["Subject"]))
    assert not wrong(pairs), "\n".join(wrong(pairs))


def test_file_names_arrive_as_written(rig):
    pairs = []
    for label, write, line in CHARSETS:
        name = f"{line.replace(' ', '_')}.pdf"
        raw = write(name)
        percent = urllib.parse.quote_from_bytes(raw, safe="")
        cut = percent.find("%", len(percent) // 2)
        ways = {"2231": f"filename*={label}''{percent}",
                "2231 in two": f"filename*0*={label}''{percent[:cut]};\n filename*1*={percent[cut:]}",
                "2047": f'filename="=?{label}?B?{base64.b64encode(raw).decode()}?="'}
        for how, parameter in ways.items():
            got = rig.through(labelled("us-ascii", b"x\n", parts=attached(parameter.encode())))
            pairs.append((f"{label} {how}", name, name_of(rig, got)))
            pairs.append((f"{label} {how}, notice", True, name in "".join(got.text().split())))
    assert not wrong(pairs), "\n".join(wrong(pairs))


def test_raw_file_names_arrive_as_written(rig):
    name, pairs = "平成30年度_見積書.pdf", []
    for how, raw in (("iso-2022-jp", iso_2022_jp(name)), ("shift_jis", shift_jis(name)),
                     ("euc-jp", euc_jp(name)), ("utf-8", name.encode())):
        got = rig.through(labelled("us-ascii", b"x\n", parts=attached(b'filename="' + raw + b'"')))
        pairs.append((how, name, name_of(rig, got)))
    assert not wrong(pairs), "\n".join(wrong(pairs))
