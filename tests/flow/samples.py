# SPDX-License-Identifier: BSD-2-Clause
"""Mails for the flow tests and `make run`, each made of bytes by this program.

samples.py DIR     writes the six of `make run` as DIR/N-name.eml
"""
import base64
import io
import os
import struct
import sys
import zipfile
import zlib
from email.header import Header

# Put together here, so that this file itself is not taken for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + "$H+H*").encode()
PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
       b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
       b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n")
PNG = (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
       + struct.pack(">I", zlib.crc32(b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)))
       + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")))


def crlf(text):
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def b64(data):
    return base64.encodebytes(data).decode()


def encode(text, charset="iso-2022-jp"):
    return Header(text, charset, maxlinelen=70).encode()


def headers(subject, number, sender="yamada@example.com", to="sato@city.example.lg.jp"):
    return (f"From: {encode('山田太郎')} <{sender}>\n"
            f"To: {encode('佐藤')} <{to}>\n"
            f"Subject: {encode(subject)}\n"
            f"Date: Sun, 22 Nov 2026 10:00:00 +0900\n"
            f"Message-ID: <sample-{number}@example.com>\n"
            f"MIME-Version: 1.0\n")


def attachment(name, data, declared="application/octet-stream"):
    return (f"Content-Type: {declared}; name=\"{encode(name, 'utf-8')}\"\n"
            f"Content-Disposition: attachment; filename=\"{encode(name, 'utf-8')}\"\n"
            f"Content-Transfer-Encoding: base64\n\n{b64(data)}")


def mixed(head, text, *parts):
    """A multipart/mixed of an ISO-2022-JP text and the given parts."""
    body = "".join(f"--outer\n{part.rstrip()}\n" for part in (
        "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n\n"
        + text.encode("iso-2022-jp").decode("ascii"), *parts))
    return crlf(f"{head}Content-Type: multipart/mixed; boundary=\"outer\"\n\n{body}--outer--\n")


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


# ---- ZipCrypto (APPNOTE 6.1), because Python only reads it ----

class ZipCrypto:
    def __init__(self, password):
        self.k = [0x12345678, 0x23456789, 0x34567890]
        for c in password:
            self.update(c)

    def update(self, c):
        k = self.k
        k[0] = self.crc(k[0], c)
        k[1] = ((k[1] + (k[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        k[2] = self.crc(k[2], k[1] >> 24)

    @staticmethod
    def crc(crc, c):
        return (zlib.crc32(bytes([c]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF

    def encrypt(self, data):
        out = bytearray()
        for c in data:
            t = (self.k[2] | 2) & 0xFFFF
            out.append(c ^ ((t * (t ^ 1)) >> 8) & 0xFF)
            self.update(c)
        return bytes(out)


def zip_encrypted(name, data, password=b"himitsu"):
    raw, crc = name.encode(), zlib.crc32(data)
    body = ZipCrypto(password).encrypt(b"\x01" * 11 + bytes([crc >> 24]) + data)
    common = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x5A76, crc, len(body), len(data), len(raw), 0)
    local = b"PK\x03\x04" + common + raw + body
    central = (b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


# ---- TNEF (MS-OXTNEF), as Outlook sends it ----

def tnef_attribute(level, attribute, data):
    return struct.pack("<BII", level, attribute, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def winmail(name, data):
    return (struct.pack("<IH", 0x223E9F78, 1)
            + tnef_attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
            + tnef_attribute(1, 0x00069007, struct.pack("<II", 932, 0))
            + tnef_attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0")
            + tnef_attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0))
            + tnef_attribute(2, 0x00018010, name.encode("cp932") + b"\0")
            + tnef_attribute(2, 0x0006800F, data))


# ---- the six of `make run` ----

HTML = """<html><head><meta charset="utf-8"><style>p{color:red}</style></head><body>
<h1>工事のお知らせ</h1><p>来週の<b>水曜日</b>から始まります。</p>
<ul><li>道路：市道①号線</li><li>時間：9時〜17時</li></ul>
<p>くわしくは <a href="https://www.example.com/koji?id=1">こちら</a> をご覧ください。</p>
<img src="https://tracker.example.com/a.gif" width="1" height="1"><script>alert(1)</script>
</body></html>"""


def japanese_html():
    text = "工事のお知らせ\n来週の水曜日から始まります。\n"
    alternative = ("Content-Type: multipart/alternative; boundary=\"inner\"\n\n"
                   "--inner\nContent-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n\n"
                   + text.encode("iso-2022-jp").decode("ascii")
                   + "--inner\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                   + b64(HTML.encode()) + "--inner--\n")
    parts = [alternative, attachment("見積書.pdf", PDF, "application/pdf"), attachment("地図.png", PNG, "image/png")]
    return crlf(headers("工事のお知らせ（添付2点）", 1) + "Content-Type: multipart/mixed; boundary=\"outer\"\n\n"
                + "".join(f"--outer\n{p.rstrip()}\n" for p in parts) + "--outer--\n")


def eicar_zip():
    return mixed(headers("請求書をお送りします", 2), "添付の請求書をご確認ください。\n",
                 attachment("請求書.zip", zipped(("readme.txt", b"hello"), ("eicar.com", EICAR)), "application/zip"))


def winmail_dat():
    return mixed(headers("図面の件", 3), "図面をお送りします。\n",
                 attachment("winmail.dat", winmail("図面.pdf", PDF), "application/ms-tnef"))


def plain():
    return crlf(headers("会議の日程", 4) + "Content-Type: text/plain; charset=iso-2022-jp\n"
                "Content-Transfer-Encoding: 7bit\n\n"
                + "佐藤様\n\n会議は水曜日の10時からです。\nよろしくお願いします。\n".encode("iso-2022-jp").decode("ascii"))


def encrypted_zip():
    return mixed(headers("名簿（パスワードは別送）", 5), "パスワードは別のメールでお送りします。\n",
                 attachment("名簿.zip", zip_encrypted("meibo.csv", b"name,phone\r\n"), "application/zip"))


def archive():
    return mixed(headers("工事の資料一式", 6), "資料をお送りします。\n",
                 attachment("資料一式.zip", zipped(("工程表.csv", "工種,日数\n掘削,５\n".encode("cp932")),
                                               ("読んでください.txt", "①から順に見てください。\n".encode("cp932")),
                                               ("図面/平面図.pdf", PDF), ("setup.bat", b"@echo off\r\n")),
                            "application/zip"))


SIX = [("japanese-html", japanese_html), ("eicar-zip", eicar_zip), ("winmail", winmail_dat),
        ("plain", plain), ("encrypted-zip", encrypted_zip), ("archive", archive)]


def main(directory):
    os.makedirs(directory, exist_ok=True)
    for number, (name, make) in enumerate(SIX, 1):
        with open(os.path.join(directory, f"{number}-{name}.eml"), "wb") as f:
            f.write(make())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
