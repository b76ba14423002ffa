# SPDX-License-Identifier: BSD-2-Clause
"""Files that are two things at once, and texts that carry files: HTML smuggling, data: links,
hidden text, SVG, calendars, shortcuts."""
import base64
import binascii
import urllib.parse
import zlib

from archives import PIXEL, both, zeroed
from craft import attached, mail, multipart, part, text
from transfer import uu

PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
       b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n")
GIF = b"GIF89a\1\0\1\0\0\0\0;"

POLYGLOTS = [("pdf-zip", lambda d: PDF + both(d), b"a.pdf"), ("png-zip", lambda d: PIXEL + both(d), b"a.png"),
             ("gif-zip", lambda d: GIF + both(d), b"a.gif"), ("png-script", lambda d: PIXEL + d, b"a.png"),
             ("gif-js", lambda d: b"GIF89a=1;/*" + d + b"*/", b"a.gif"),
             ("pdf-script", lambda d: PDF + d, b"a.pdf"), ("script-pdf", lambda d: d + PDF, b"a.pdf"),
             ("exe-zip", lambda d: b"MZ" + b"\0" * 100 + both(d), b"a.exe"),
             ("bmp-script", lambda d: b"BM" + d, b"a.bmp"),
             ("html-zip", lambda d: b"<html><body>hello</body></html>" + both(d), b"a.html"),
             ("zip-pdf", lambda d: both(d) + PDF, b"a.zip"),
             ("jpeg-zip", lambda d: b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9" + both(d), b"a.jpg"),
             ("png-text-chunk", lambda d: PIXEL[:-12] + chunk(b"tEXt", b"Comment\0" + d) + PIXEL[-12:], b"a.png"),
             ("png-compressed-text",
              lambda d: PIXEL[:-12] + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(d)) + PIXEL[-12:], b"a.png"),
              ("gif-comment", lambda d: GIF[:-1] + b"!\xfe" + bytes([len(d)]) + d + b"\0;", b"a.gif"),
             ("pdf-stream",
              lambda d: PDF.replace(b"xref",
                                    b"3 0 obj<</Type/EmbeddedFile/Length %d>>stream\n" % len(d) + d + b"\nendstream endobj\nxref", 1), b"a.pdf"), ("rtf-object", lambda d: b"{\\rtf1{\\object\\objemb{\\*\\objdata " + binascii.hexlify(d) + b"}}}", b"a.rtf"),
             ("svg-script",
              lambda d: b'<svg xmlns="http://www.w3.org/2000/svg"><script>' + base64.b64encode(d) + b"</script></svg>", b"a.svg"), ("hta", lambda d: b"<hta:application><script language=vbscript>'" + d + b"</script>", b"a.hta"), ("lnk", lambda d: b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F" + d, b"a.lnk"),
             ("url", lambda d: b"[InternetShortcut]\r\nURL=data:," + base64.b64encode(d) + b"\r\n", b"a.url"),
             ("iso", lambda d: b"\0" * 32768 + b"\1CD001\1\0" + d + b"\0" * 2048, b"a.iso"),
             ("gz-as-png", zeroed, b"a.png"),
             ("mht",
              lambda d: b"MIME-Version: 1.0\r\n" + part(b"Content-Type: multipart/related; boundary=m\n",
                                                        b"--m\r\n" + attached(d) + b"--m--\r\n"), b"a.mht"),
             ("vbs", lambda d: b"' " + d, b"a.vbs"),
             ("ps1", lambda d: b"powershell -enc " + base64.b64encode(d.decode().encode("utf-16-le")), b"a.ps1"),
             ("ics",
              lambda d: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:" + base64.b64encode(d) + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", b"a.ics"),
             ("vcf",
              lambda d: b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:a\r\nPHOTO;ENCODING=b:" + base64.b64encode(d) + b"\r\nEND:VCARD\r\n", b"a.vcf")]


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def b(d):
    return base64.b64encode(d)


HTML = [("smuggling-blob", lambda d: b"<script>var f=atob('" + b(d) + b"');saveAs(new Blob([f]),'a.exe')</script>"),
        ("data-link",
         lambda d: b'<a href="data:application/octet-stream;base64,' + b(d) + b'" download="a.exe">open</a>'),
        ("data-image", lambda d: b'<img src="data:image/png;base64,' + b(d) + b'">'),
        ("data-frame", lambda d: b'<iframe src="data:text/html;base64,' + b(d) + b'"></iframe>'),
        ("data-percent", lambda d: b'<a href="data:,' + urllib.parse.quote_from_bytes(d).encode() + b'">open</a>'),
        ("javascript-link", lambda d: b"<a href=\"javascript:atob('" + b(d) + b"')\">open</a>"),
        ("comment", lambda d: b"<!-- " + b(d) + b" -->"),
        ("conditional", lambda d: b"<!--[if mso]>" + b(d) + b"<![endif]-->"),
        ("style",
         lambda d: b"<style>/* " + b(d) + b" */ body{background:url(data:x;base64," + b(d) + b")}</style>"),
        ("hidden-div", lambda d: b'<div style="display:none">' + b(d) + b"</div>"),
        ("hidden-input", lambda d: b'<form><input type=hidden value="' + b(d) + b'"></form>'),
        ("noscript", lambda d: b"<noscript><img src=\"data:x;base64," + b(d) + b"\"></noscript>"),
        ("template", lambda d: b"<template>" + b(d) + b"</template>"),
        ("object", lambda d: b'<object data="data:application/x-msdownload;base64,' + b(d) + b'"></object>'),
        ("embed", lambda d: b'<embed src="data:application/x-msdownload;base64,' + b(d) + b'">'),
        ("svg", lambda d: b"<svg><script>" + b(d) + b"</script></svg>"),
        ("svg-image", lambda d: b'<svg><image href="data:x;base64,' + b(d) + b'"/></svg>'),
        ("math",
         lambda d: b"<math><annotation-xml encoding=text/html>" + b"<script>" + b(d) + b"</script></annotation-xml></math>"), ("xmp", lambda d: b"<xmp>begin 644 a.exe\r\n" + uu(d).split(b"\r\n", 1)[1] + b"</xmp>"), ("textarea", lambda d: b"<textarea style='display:none'>" + b(d) + b"</textarea>"),
        ("meta-refresh", lambda d: b'<meta http-equiv=refresh content="0;url=data:x;base64,' + b(d) + b'">'),
        ("base", lambda d: b'<base href="data:x;base64,' + b(d) + b'">'),
        ("attribute", lambda d: b'<p data-f="' + b(d) + b'">hello</p>'),
        ("title", lambda d: b'<p title="' + b(d) + b'">hello</p>'),
        ("cdata", lambda d: b"<![CDATA[" + b(d) + b"]]>"),
        ("unclosed-script", lambda d: b"<script>" + b(d)),
        ("nul-script",
         lambda d: b"<scr\0ipt>" + b(d) + b"</scr\0ipt>" if False else b"<script\0>" + b(d) + b"</script>"),
         ("array", lambda d: b"<script>x=[" + b",".join(b"%d" % c for c in d) + b"]</script>"),
         ("hex", lambda d: b"<script>x='" + binascii.hexlify(d) + b"'</script>"),
        ("white", lambda d: b'<font color="#ffffff" style="font-size:0">' + b(d) + b"</font>"),
        ("word-xml", lambda d: b"<xml><w:binData w:name='wordml://1.bin'>" + b(d) + b"</w:binData></xml>"),
        ("cid", lambda d: b'<img src="cid:x"><!--' + b(d) + b"-->")]


# A picture or a PDF with something else in it stays one for every reader; whether it may pass is
# the policy's to say. (With a zip behind it it is two files, and never passes.)
WHOLE = ("png-script", "gif-js", "pdf-script", "bmp-script", "png-text-chunk", "png-compressed-text", "gif-comment",
         "pdf-stream")


def mails(make):
    for name, build, filename in POLYGLOTS:
        whole = name in WHOLE
        findings = ["type-polyglot|type-trailing-data|archive-prefix|archive-trailing-data|type-executable-inside|type-mismatch"] if name.endswith("-zip") else []
        make.add("polyglot", name, multipart(text(), attached(build(make.payload()), filename)), findings,
                 in_allowed=whole)
        if filename in (b"a.png", b"a.gif", b"a.jpg"):
            make.add("polyglot", f"{name}-inline",
                     multipart(text(b'<img src="cid:x">', b"html"),
                               attached(build(make.payload()), filename, b"image/png").replace(b"attachment",
                                                                                               b"inline"),
                                                                                               kind=b"related"),
                                                                                               findings,
                                                                                               in_allowed=whole)
    for name, build in HTML:
        page = b"<html><body><p>Please see the estimate.</p>" + build(make.payload()) + b"</body></html>\r\n"
        make.add("html", name, mail(b"Content-Type: text/html; charset=utf-8\n", page))
        if len(make.mails) % 2:
            make.add("html", f"{name}-attached",
                     multipart(text(), attached(build(make.payload()), b"a.html", b"text/html")))
    make.add("html", "alternative-only",
             multipart(text(), text(b"<p>x</p><!--" + b(make.payload()) + b"-->", b"html"), kind=b"alternative"))
    # What people read may be said: here the token stands in the visible text.
    make.needle = make.token()
    for name, raw in (("plain", mail(b"Content-Type: text/plain\n", b"code: " + make.needle + b"\r\n")),
                      ("html", mail(b"Content-Type: text/html\n", b"<p>code: " + make.needle + b"</p>\r\n")),
                      ("alternative",
                       multipart(text(make.needle + b"\r\n"), text(b"<p>" + make.needle + b"</p>", b"html"),
                                 kind=b"alternative"))):
        make.add("visible", name, raw, forbidden=False)
