# SPDX-License-Identifier: BSD-2-Clause
"""Japanese charsets as Microsoft's programs write them, which no codec of Python's does: with NEC's
row 13 (①㈱), IBM's kanji (髙﨑) and half-width kana by ESC ( I."""


def _pairs(text):
    """Each character of CP932: ASCII or kana as an int, others as a pair of JIS."""
    for char in text:
        code = char.encode("cp932")
        if len(code) == 1:
            yield code[0]
            continue
        lead, trail = code
        if lead >= 0xfa:  # IBM's extensions have rows in JIS under NEC's numbers only
            lead, trail = NEC_OF_IBM[char]
        row = (lead - (0x70 if lead < 0xa0 else 0xb0)) * 2
        if trail >= 0x9f:
            yield row, trail - 0x7e
        else:
            yield row - 1, trail - (0x1f if trail < 0x80 else 0x20)


NEC_OF_IBM = {bytes([lead, trail]).decode("cp932"): (lead, trail)
              for lead in (0xed, 0xee) for trail in (*range(0x40, 0x7f), *range(0x80, 0xfd))
              if not bytes([lead, trail]).decode("cp932", "replace").startswith("\ufffd")}


def cp50221(text):
    """ISO-2022-JP of Microsoft's: escapes where the set changes."""
    out, now = b"", b"\x1b(B"
    for what in _pairs(text):
        if isinstance(what, tuple):
            escape, code = b"\x1b$B", bytes(what)
        elif what >= 0xa1:
            escape, code = b"\x1b(I", bytes([what & 0x7f])
        else:
            escape, code = b"\x1b(B", bytes([what])
        out += (escape if escape != now else b"") + code
        now = escape
    return out + (b"\x1b(B" if now != b"\x1b(B" else b"")


def euc_ms(text):
    """EUC-JP of Microsoft's (CP51932)."""
    return b"".join(bytes([what[0] | 0x80, what[1] | 0x80]) if isinstance(what, tuple)
                    else b"\x8e" + bytes([what]) if what >= 0xa1 else bytes([what])
                    for what in _pairs(text))


def no_escapes(text):
    """ISO-2022-JP whose ESC characters were taken away."""
    return cp50221(text).replace(b"\x1b", b"")


def twice(text):
    """UTF-8 that was taken for windows-1252 and encoded as UTF-8 again."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode()).encode()


def sjis_twice(text):
    """Shift_JIS that was taken for windows-1252 and encoded as UTF-8."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte)
                   for byte in text.encode("cp932")).encode()
