#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Makes the benchmark's messages. Deterministic: same seed, same bytes (for the
same Python and zlib).

  gen.py mails DIR   the message classes a..f and DIR/mix.txt
  gen.py html DIR    200 distinct newsletter-like HTML files, 5..200 KB

Classes: a  4 KB text/plain in ISO-2022-JP          60 % of the mix
         b  60 KB HTML newsletter, multipart/alternative   25 %
         c  500 KB, one docx-like attachment              10 %
         d  5 MB, one PDF                                  4 %
         e  25 MB, one zip                                 0.5 %
         f  nested zip of 200 small files                  0.5 %
"""
import base64, io, os, quopri, random, sys, zipfile, zlib
from email.header import Header

WORDS = """会議 資料 確認 お願い 添付 請求書 見積書 契約 更新 システム 担当 部署 連絡 返信 予定 変更
日程 調整 案件 進捗 報告 課題 対応 期限 提出 承認 申請 手続き 住民 窓口 市役所 総務課 情報政策課 工事 入札
公告 仕様書 予算 決算 補助金 交付 要綱 条例 規則 議会 答弁 災害 防災 避難所 訓練 案内 参加 受付 締切 費用
振込 口座 電話 番号 住所 氏名 メール セキュリティ ファイル サーバ ネットワーク 障害 復旧 保守 点検 作業 停止
再開 お知らせ 新商品 特集 限定 割引 クーポン 送料無料 配信 停止方法 会員 登録 ポイント 抽選 当選 季節 旅行
宿泊 温泉 朝食 観光 地域 特産品 野菜 果物 米 日本酒 焼酎 健康 医療 保険 子育て 教育 学校 図書館 公園 道路""".split()
PART = ["は", "が", "を", "に", "で", "と", "の", "から", "まで", "について", "に関する", "および", "または"]
ENDS = ["いたします。", "ください。", "でございます。", "となります。", "をお送りします。", "の予定です。",
        "をご確認ください。", "よろしくお願いいたします。", "になりました。", "が必要です。"]
EN = """the quick offer update your account team weekly summary report discount season order shipping free
today limited members only view online unsubscribe privacy policy contact us support project release
meeting notes invoice attached please review confirm schedule customer service product launch event
webinar register now learn more read article story feature design travel hotel breakfast local""".split()


def ja(r, n):
    """about n characters of Japanese-looking prose"""
    out, k = [], 0
    while k < n:
        s = "".join(r.choice(WORDS) + r.choice(PART) for _ in range(r.randint(2, 7))) + r.choice(WORDS) + r.choice(ENDS)
        out.append(s)
        k += len(s)
    return "".join(out)


def en(r, n):
    out, k = [], 0
    while k < n:
        s = " ".join(r.choice(EN) for _ in range(r.randint(6, 16))).capitalize() + ". "
        out.append(s)
        k += len(s)
    return "".join(out)


def token(r, n):
    return "".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(n))


def wrap(s, n):
    return "\n".join(s[i:i + n] for i in range(0, len(s), n))


def headers(r, subject, charset, ctype, cte):
    h = []
    for i in range(3):
        h.append(f"Received: from mail{i}.example.org (mail{i}.example.org [192.0.2.{r.randint(1,254)}])\n"
                 f"\tby relay{i}.example.net (Postfix) with ESMTPS id {token(r,10)}\n"
                 f"\tfor <user@example.com>; Mon, {r.randint(1,28):02d} Apr 2025 {r.randint(0,23):02d}:{r.randint(0,59):02d}:{r.randint(0,59):02d} +0900 (JST)")
    h.append("Authentication-Results: mx.example.com; dkim=pass header.d=example.org;\n\tspf=pass smtp.mailfrom=sender@example.org")
    h.append(f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1;\n\th=from:to:subject:date:message-id;\n\tbh={token(r,43)}=;\n\tb=" + "\n\t ".join(token(r, 60) for _ in range(4)))
    h.append("From: " + Header(ja(r, 6)[:8], charset).encode() + " <sender@example.org>")
    h.append("To: " + Header("担当者各位", charset).encode() + " <user@example.com>")
    h.append("Subject: " + Header(subject, charset, maxlinelen=70).encode())
    h.append(f"Date: Mon, {r.randint(1,28):02d} Apr 2025 09:{r.randint(0,59):02d}:00 +0900")
    h.append(f"Message-ID: <{token(r,24)}@example.org>")
    h.append(f"List-Unsubscribe: <https://news.example.org/u/{token(r,30)}>")
    h.append("X-Mailer: ExampleMailer 5.2")
    h.append("X-Priority: 3")
    h.append("MIME-Version: 1.0")
    h.append("Content-Type: " + ctype)
    if cte:
        h.append("Content-Transfer-Encoding: " + cte)
    return ("\n".join(h) + "\n\n").encode("ascii")


def text_2022(r, nbytes):
    out = ""
    while len(out.encode("iso-2022-jp")) < nbytes:
        out += wrap(ja(r, 90), 35) + "\n\n"
        if r.random() < .3:
            out += "https://www.example.org/" + token(r, 20) + "\n"
        if r.random() < .2:
            out += "> " + en(r, 50)[:60] + "\n"
    return (out + "-- \n情報政策課 山田太郎\nTEL: 03-0000-0000\n").encode("iso-2022-jp")


# ---- HTML ----------------------------------------------------------------
CSS = """body{margin:0;padding:0;-webkit-text-size-adjust:100%%}table,td{mso-table-lspace:0pt;mso-table-rspace:0pt}
img{border:0;height:auto;line-height:100%%;outline:none;text-decoration:none}
@media only screen and (max-width:480px){.c%d{width:100%%!important}.h%d{display:none!important}.p%d{padding:0 %dpx!important}}
"""


def html_doc(r, nbytes, charset="utf-8"):
    p = []
    p.append(f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
             f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml">\n<head>\n'
             f'<meta http-equiv="Content-Type" content="text/html; charset={charset}" />\n'
             f'<title>{ja(r, 12)}</title>\n<style type="text/css">\n')
    for i in range(r.randint(2, 8)):
        p.append(CSS % (i, i, i, r.randint(5, 20)))
    p.append('</style>\n<!--[if mso]><style>.f{font-family:Arial,sans-serif!important}</style><![endif]-->\n</head>\n'
             '<body style="margin:0;padding:0;background-color:#f4f4f4;">\n'
             f'<div style="display:none;max-height:0;overflow:hidden;">{ja(r, 40)}&nbsp;&zwnj;&nbsp;&zwnj;</div>\n'
             '<table border="0" cellpadding="0" cellspacing="0" width="100%" role="presentation"><tr><td align="center">\n'
             '<!--[if mso]><table width="600"><tr><td><![endif]-->\n')
    size = sum(len(x.encode()) for x in p)
    while size < nbytes:
        k = r.random()
        w = r.randint(120, 560)
        url = f"https://click.example.org/t/{token(r,48)}?utm_source=mail&amp;utm_campaign={token(r,10)}"
        txt = ja(r, r.randint(30, 220)) if r.random() < .7 else en(r, r.randint(60, 400))
        cell = f'style="padding:{r.randint(0,24)}px {r.randint(0,24)}px;font-family:Helvetica,Arial,\'Hiragino Kaku Gothic ProN\',Meiryo,sans-serif;font-size:{r.randint(11,18)}px;line-height:{r.randint(16,26)}px;color:#{r.randint(0,0xffffff):06x};"'
        if k < .35:
            b = (f'<table border="0" cellpadding="0" cellspacing="0" width="{w}" class="c1" style="max-width:{w}px;">\n<tr>\n<td align="left" valign="top" {cell}>\n'
                 f'<h2 style="margin:0 0 8px;font-size:20px;">{ja(r, 15)}</h2><p style="margin:0 0 12px;">{txt}<br />\n<b>{ja(r, 8)}</b>&nbsp;&mdash;&nbsp;&yen;{r.randint(100,99999):,}</p>\n</td>\n</tr>\n</table>\n')
        elif k < .6:
            b = (f'<table border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td width="{w}" {cell}><a href="{url}" target="_blank" style="color:#1155cc;text-decoration:underline;">'
                 f'<img src="https://img.example.org/{token(r,32)}.png" width="{w}" height="{r.randint(40,300)}" alt="{ja(r, 10)}" style="display:block;width:100%;max-width:{w}px;" /></a></td>'
                 f'<td {cell}><p>{txt}</p></td></tr></table>\n')
        elif k < .75:
            b = f'<ul style="margin:0;padding:0 0 0 20px;">\n' + "".join(f'<li {cell}><a href="{url}&amp;n={i}">{ja(r, 14)}</a> &raquo; {en(r, 20)}</li>\n' for i in range(r.randint(2, 8))) + '</ul>\n'
        elif k < .85:
            b = (f'<table align="center" border="0" cellspacing="0" cellpadding="0"><tr><td bgcolor="#ff6600" style="border-radius:4px;padding:12px 24px;"><a href="{url}" style="color:#ffffff;font-weight:bold;">{ja(r, 6)}</a></td></tr></table>\n'
                 f'<div style="height:{r.randint(8,40)}px;line-height:1px;font-size:1px;">&nbsp;</div>\n')
        elif k < .95:
            rows = "".join(f'<tr>' + "".join(f'<td {cell}>{ja(r, 5)}&#160;{r.randint(1,9999)}</td>' for _ in range(4)) + '</tr>\n' for _ in range(r.randint(3, 8)))
            b = f'<table width="100%" border="1"><thead><tr><th>{ja(r,4)}</th><th>{ja(r,4)}</th><th>A</th><th>B</th></tr></thead>\n<tbody>{rows}</tbody></table>\n'
        else:
            b = f'<!-- block {token(r, 40)} -->\n<div class="h2"><span style="font-size:11px;color:#999999;">{txt}</span></div><hr />\n'
        p.append(b)
        size += len(b.encode())
    p.append('<!--[if mso]></td></tr></table><![endif]-->\n'
             f'<p style="font-size:10px;"><a href="https://news.example.org/u/{token(r,40)}">配信停止はこちら</a> | &copy; 2025 Example Inc.</p>\n'
             f'<img src="https://open.example.org/o/{token(r,60)}.gif" width="1" height="1" alt="" />\n'
             '</td></tr></table>\n</body>\n</html>\n')
    return "".join(p)


# ---- attachments ---------------------------------------------------------
def zip_bytes(entries, level=6):
    f = io.BytesIO()
    with zipfile.ZipFile(f, "w") as z:
        for name, data, method in entries:
            zi = zipfile.ZipInfo(name, (2025, 4, 1, 9, 0, 0))
            zi.compress_type = method
            zi.external_attr = 0o644 << 16
            z.writestr(zi, data, compresslevel=level)
    return f.getvalue()


def png(r, nbytes):
    def chunk(t, d):
        return len(d).to_bytes(4, "big") + t + d + zlib.crc32(t + d).to_bytes(4, "big")
    w = 1024
    h = max(1, nbytes // (w * 3))
    raw = b"".join(b"\0" + r.randbytes(w * 3) for _ in range(h))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", w.to_bytes(4, "big") + h.to_bytes(4, "big") + b"\x08\x02\0\0\0")
            + chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b""))


def docx(r, nbytes):
    D, S = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
    para = "".join(f'<w:p w:rsidR="{token(r,8)}"><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{ja(r, 150)}</w:t></w:r></w:p>' for _ in range(150))
    doc = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{para}</w:body></w:document>'
    ct = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    e = [("[Content_Types].xml", ct, D), ("_rels/.rels", rels, D), ("word/document.xml", doc, D)]
    for i in range(3):
        e.append((f"word/media/image{i+1}.png", png(r, max(3072, (nbytes - 18000) // 3)), S))
    return zip_bytes(e)


def pdf(r, nbytes):
    out, offs = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []

    def obj(body):
        offs.append(len(out))
        out.extend(b"%d 0 obj\n" % len(offs) + body + b"\nendobj\n")
    obj(b"<< /Type /Catalog /Pages 2 0 R >>")
    obj(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    obj(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
    while len(out) < nbytes:
        if r.random() < .5:     # text streams compress, images do not
            d = zlib.compress("".join(f"BT /F1 12 Tf {r.randint(50,500)} {r.randint(50,800)} Td ({en(r, 60)}) Tj ET\n" for _ in range(200)).encode())
            obj(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(d) + d + b"\nendstream")
        else:
            d = r.randbytes(r.randint(20000, 200000))
            obj(b"<< /Type /XObject /Subtype /Image /Width 100 /Height 100 /Filter /DCTDecode /Length %d >>\nstream\n" % len(d) + d + b"\nendstream")
    x = len(out)
    out.extend(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offs) + 1))
    for o in offs:
        out.extend(b"%010d 00000 n \n" % o)
    out.extend(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offs) + 1, x))
    return bytes(out)


def big_zip(r, nbytes):
    e, size, i = [], 0, 0
    while size < nbytes:
        if i % 4 == 0:
            d = en(r, 400000).encode()
            size += len(d) // 4
            e.append((f"data/report{i}.txt", d, zipfile.ZIP_DEFLATED))
        else:
            d = r.randbytes(r.randint(300000, 1500000))
            size += len(d)
            e.append((f"data/photo{i}.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + d, zipfile.ZIP_DEFLATED))
        i += 1
    return zip_bytes(e, 1)


def nested_zip(r):
    outer = []
    for k in range(4):
        inner = []
        for i in range(50):
            n = r.randint(300, 4000)
            if i % 5 == 0:
                inner.append((f"img{i}.bin", r.randbytes(n), zipfile.ZIP_DEFLATED))
            elif i % 5 == 1:
                inner.append((f"page{i}.html", html_doc(r, n), zipfile.ZIP_DEFLATED))
            else:
                inner.append((f"memo{i}.txt", ja(r, n // 3), zipfile.ZIP_DEFLATED))
        outer.append((f"folder{k}.zip", zip_bytes(inner), zipfile.ZIP_STORED))
    return zip_bytes(outer)


def attach_mail(r, name, ctype, data, subject):
    b = "=_" + token(r, 24)
    fn = Header(name, "utf-8").encode()
    h = headers(r, subject, "iso-2022-jp", f'multipart/mixed;\n boundary="{b}"', None)
    body = (f"This is a multi-part message in MIME format.\n--{b}\nContent-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit\n\n").encode()
    body += text_2022(r, 1500)
    body += (f'\n--{b}\nContent-Type: {ctype};\n name="{fn}"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment;\n filename="{fn}"\n\n').encode()
    body += base64.encodebytes(data)
    body += f"\n--{b}--\n".encode()
    return h + body


def newsletter(r, i):
    b = "----=_Part_" + token(r, 20)
    charset, cte = [("utf-8", "base64"), ("utf-8", "quoted-printable"), ("iso-2022-jp", "7bit")][i % 3]
    # 60 KB on the wire: the encodings blow up by different factors
    n = {"base64": 38000, "quoted-printable": 24000, "7bit": 56000}[cte]
    doc = html_doc(r, n, charset)
    text = "\n".join(wrap(ja(r, 120), 35) for _ in range(10)) + "\nhttps://news.example.org/" + token(r, 20) + "\n"

    def enc(s):
        if cte == "base64":
            return base64.encodebytes(s.encode())
        if cte == "quoted-printable":
            return quopri.encodestring(s.encode())
        return s.encode("iso-2022-jp", "xmlcharrefreplace")
    h = headers(r, "【" + ja(r, 10)[:12] + "】" + ja(r, 12)[:14], charset, f'multipart/alternative;\n boundary="{b}"', None)
    body = f"--{b}\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {cte}\n\n".encode()
    body += enc(text) + f"\n--{b}\nContent-Type: text/html; charset={charset}\nContent-Transfer-Encoding: {cte}\n\n".encode()
    body += enc(doc) + f"\n--{b}--\n".encode()
    return h + body


def mails(dst):
    os.makedirs(dst, exist_ok=True)
    mix = []

    def put(name, data, count):
        with open(os.path.join(dst, name), "wb") as f:
            f.write(data)
        mix.append((count, name))
    for i in range(40):
        r = random.Random(1000 + i)
        h = headers(r, ja(r, 14)[:16], "iso-2022-jp", "text/plain; charset=ISO-2022-JP", "7bit")
        put(f"a-{i:02d}.eml", h + text_2022(r, 4096 - len(h)), 3)
    for i in range(25):
        put(f"b-{i:02d}.eml", newsletter(random.Random(2000 + i), i), 2)
    for i in range(10):
        r = random.Random(3000 + i)
        put(f"c-{i:02d}.eml", attach_mail(r, f"議事録{i}.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx(r, 365000), "議事録の送付"), 2)
    for i in range(4):
        r = random.Random(4000 + i)
        put(f"d-{i:02d}.eml", attach_mail(r, f"仕様書{i}.pdf", "application/pdf", pdf(r, 3700000), "仕様書の送付"), 2)
    r = random.Random(5000)
    put("e-00.eml", attach_mail(r, "写真一式.zip", "application/zip", big_zip(r, 18300000), "写真の送付"), 1)
    r = random.Random(6000)
    put("f-00.eml", attach_mail(r, "資料一式.zip", "application/zip", nested_zip(r), "資料の送付"), 1)
    with open(os.path.join(dst, "mix.txt"), "w") as f:
        f.write("# COUNT PATH: one cycle is 200 messages: 60% a, 25% b, 10% c, 4% d, 0.5% e, 0.5% f\n")
        for c, n in mix:
            f.write(f"{c} {n}\n")
    with open(os.path.join(dst, "mix-text.txt"), "w") as f:
        f.write("# 170 messages: 120 a, 50 b; no attachments\n")
        for c, n in mix:
            if n[0] in "ab":
                f.write(f"{c} {n}\n")


def htmls(dst):
    os.makedirs(dst, exist_ok=True)
    for i in range(200):
        r = random.Random(7000 + i)
        n = int(5000 * (40 ** (i / 199)))       # 5 KB .. 200 KB, log-uniform
        with open(os.path.join(dst, f"n{i:03d}.html"), "w", encoding="utf-8") as f:
            f.write(html_doc(r, n))


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("mails", "html"):
        sys.exit(__doc__)
    (mails if sys.argv[1] == "mails" else htmls)(sys.argv[2])
