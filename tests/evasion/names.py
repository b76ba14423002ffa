# SPDX-License-Identifier: BSD-2-Clause
"""File names: what is a program by one reading of its name, or leads somewhere."""
from craft import b64, crlf, multipart, part, text

# name, the Content-Disposition behind "attachment; ", findings
DISPOSITIONS = [
    ("double", 'filename="estimate.pdf.exe"', "name-double-extension"),
    ("many-blanks", 'filename="estimate.pdf' + " " * 80 + '.exe"',
     "name-double-extension|name-trailing|type-mismatch"),
    ("trailing-dot", 'filename="estimate.exe."', "name-trailing"),
    ("trailing-dots", 'filename="estimate.exe..."', "name-trailing"),
    ("trailing-blank", 'filename="estimate.exe "', "name-trailing|"),
    ("override", "filename*=utf-8''estimate%E2%80%AEfdp.exe", "name-direction-override"),
    ("isolate", "filename*=utf-8''estimate%E2%81%A7fdp.exe", "name-direction-override"),
    ("homoglyph", "filename*=utf-8''estimate.%D0%B5xe", "name-homoglyph-extension"),
    ("full-width", "filename*=utf-8''estimate%EF%BC%8Eexe", "name-homoglyph-extension|"),
    ("nul", "filename*=utf-8''estimate.exe%00.pdf", "name-control|text-undecodable"),
    ("nul-raw", 'filename="estimate.exe\0.pdf"', "name-control|mime-control"),
    ("newline", "filename*=utf-8''estimate.exe%0D%0A.pdf", "name-control"),
    ("escape", "filename*=utf-8''estimate%1B[2J.exe", "name-control"),
    ("parent", 'filename="../../estimate.exe"', "name-path|name-traversal"),
    ("absolute", 'filename="/etc/cron.d/estimate"', "name-path|name-traversal"),
    ("drive", 'filename="C:\\\\Windows\\\\a.exe"', "name-path|name-traversal"),
    ("unc", 'filename="\\\\\\\\evil\\\\a.exe"', "name-path|name-traversal"),
    ("stream", 'filename="a.txt:a.exe"', "name-path|name-traversal|"),
    ("device", 'filename="CON.txt"', "name-device"), ("device-number", 'filename="com1"', "name-device"),
    ("empty", 'filename=""', "name-empty"), ("only-dots", 'filename=".."', "name-path|name-traversal|name-empty"),
    ("only-blanks", 'filename="   "', "name-empty|name-trailing"),
    ("long", 'filename="' + "a" * 600 + '.exe"', "name-long"),
    ("64k", 'filename="' + "a" * 60000 + '.exe"', "name-long"), ("shell", 'filename="`id`;$(id)|a.exe"', ""),
    ("html", 'filename="<img src=x onerror=alert(1)>.exe"', ""), ("formula", 'filename="=cmd|calc.exe"', ""),
    ("two", 'filename="a.txt"; filename="a.exe"',
     "name-conflict|mime-duplicate-parameter|mime-conflicting-parameter"),
     ("two-forms", "filename=\"a.txt\"; filename*=utf-8''a.exe", "name-conflict|mime-conflicting-parameter"),
    ("two-forms-back", "filename*=utf-8''a.txt; filename=\"a.exe\"", "name-conflict|mime-conflicting-parameter"),
    ("continued", "filename*0=\"a.\"; filename*1=\"exe\"", ""),
    ("continued-order", "filename*1=\"exe\"; filename*0=\"a.\"", ""),
    ("continued-gap", "filename*0=\"a.\"; filename*2=\"exe\"", "mime-odd-parameter|"),
    ("continued-mixed", "filename*0*=utf-8''a; filename*1=\"%2Eexe\"; filename*2*=%2Epdf", ""),
    ("continued-and-whole", "filename*0=\"a.\"; filename*1=\"exe\"; filename=a.txt",
     "name-conflict|mime-conflicting-parameter"),
    ("continued-1000", "; ".join(f"filename*{i}=a" for i in range(150)) + "; filename*150=.exe", ""),
    ("encoded-word", 'filename="=?utf-8?B?YS5leGU=?="', ""),
    ("encoded-word-bare", "filename==?utf-8?Q?a=2Eexe?=", ""),
    ("encoded-word-split", 'filename="=?utf-8?Q?a=2E?= =?utf-8?Q?exe?="', ""),
    ("encoded-word-cut", 'filename="=?utf-8?B?YS5leG', ""),
    ("charset-unknown", "filename*=x-none''a.exe", "charset-unknown|mime-odd-parameter|"),
    ("charset-utf-7", "filename*=utf-7''a+AC4-exe", ""),
    ("charset-utf-16", "filename*=utf-16le''a%00.%00e%00x%00e%00", ""),
    ("overlong", "filename*=utf-8''a%C0%AEexe", ""), ("jis", 'filename="\x1b$B8+@Q\x1b(B.exe"', ""),
    ("jis-2231", "filename*=iso-2022-jp''%1B$B8%2B@Q%1B(B.exe", ""),
    ("sjis", "filename*=shift_jis''%8C%A9%90%CF.exe", ""),
    ("bare", "filename=estimate.exe", ""), ("bare-blanks", "filename=my estimate.exe", ""),
    ("bare-specials", "filename=[estimate](1).exe", ""), ("quote-open", 'filename="estimate.exe', ""),
    ("escapes", 'filename="esti\\mate\\.e\\x\\e"', ""), ("single-quotes", "filename='estimate.exe'", ""),
    ("comment", "filename=(x)estimate.exe", ""), ("no-semicolon", "filename=estimate.exe size=1", ""),
    ("upper", "FILENAME=estimate.EXE", ""), ("blank-equals", "filename = estimate.exe", ""),
    ("percent", 'filename="estimate%2Eexe"', ""), ("dotfile", 'filename=".exe"', ""),
    ("clsid", 'filename="a.{3050F4D8-98B5-11CF-BB82-00AA00BDCE0B}"', ""),
    ("zero-width", "filename*=utf-8''a.e%E2%80%8Bxe", "name-control|name-homoglyph-extension|type-mismatch|"),
    ("tag-characters", "filename*=utf-8''a.pdf%F3%A0%80%A1.exe", ""),
    ("soft-hyphen", "filename*=utf-8''a.%C2%ADexe", ""), ("language", "filename*=utf-8'en-US'a.exe", ""),
    ("no-quotes-2231", "filename*=a.exe", ""), ("one-quote-2231", "filename*=utf-8'a.exe", ""),
]


def mails(make):
    for name, disposition, findings in DISPOSITIONS:
        head = crlf(b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n") + b"Content-Disposition: attachment; " + disposition.encode("latin-1")
        words = [findings] if findings and not findings.endswith("|") else []
        make.add("name", name, multipart(text(), head + b"\r\n\r\n" + b64(make.payload())), words,
                 source="CVE-2024-39929" if name.startswith("continued") else "own")
    for name, line in (("type-only", b'Content-Type: application/octet-stream; name="a.exe"\n'),
                       ("type-and-disposition",
                        b'Content-Type: application/octet-stream; name="a.txt"\nContent-Disposition: attachment; filename="a.exe"\n'),
                       ("description", b"Content-Type: application/octet-stream\nContent-Description: a.exe\n"),
                       ("location",
                        b"Content-Type: application/octet-stream\nContent-Location: http://x.example/a.exe\n"),
                       ("inline",
                        b'Content-Type: image/png\nContent-Disposition: inline; filename="a.png"\nContent-ID: <a>\n'), ("text-inline", b'Content-Type: text/plain; name="a.bat"\nContent-Disposition: inline; filename="a.bat"\n')):
        make.add("name", name,
                 multipart(text(), part(line + b"Content-Transfer-Encoding: base64\n", b64(make.payload()))))
