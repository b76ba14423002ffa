# SPDX-License-Identifier: BSD-2-Clause
"""Two boundaries in one Content-Type: whoever takes the other one sees another mail."""
from craft import attached, joined, mail, nested, part, text, multipart, b64

INBOX = "Inbox Invasion (CCS 2024)"
DUP = "mime-duplicate-parameter|mime-conflicting-parameter"
# Or, where the parameter is well-formed, that the other multipart stands outside of ours.
FORM = "mime-odd-parameter|mime-odd-boundary|mime-conflicting-parameter|mime-epilogue|mime-preamble|mime-hidden-multipart"

# A Content-Type with the boundaries aaa and bbb in it; both multiparts are in the body.
TWO = [
    ("twice", b"multipart/mixed; boundary=aaa; boundary=bbb", DUP),
    ("twice-quoted", b'multipart/mixed; boundary="aaa"; boundary="bbb"', DUP),
    ("twice-case", b"multipart/mixed; boundary=aaa; BOUNDARY=bbb", DUP),
    ("twice-folded", b"multipart/mixed; boundary=aaa;\r\n boundary=bbb", DUP),
    ("rfc2231-first", b"multipart/mixed; boundary*=us-ascii''aaa; boundary=bbb", FORM),
    ("rfc2231-last", b"multipart/mixed; boundary=aaa; boundary*=us-ascii''bbb", FORM),
    ("continued-first", b"multipart/mixed; boundary*0=aa; boundary*1=a; boundary=bbb", FORM),
    ("continued-last", b"multipart/mixed; boundary=aaa; boundary*0=bb; boundary*1=b", FORM),
    ("continued-encoded", b"multipart/mixed; boundary=aaa; boundary*0*=''bb; boundary*1*=%62", FORM),
    ("comment", b"multipart/mixed; (boundary=aaa) boundary=bbb", FORM),
    ("comment-behind", b"multipart/mixed; boundary=aaa (; boundary=bbb)", FORM),
    ("comment-nested", b"multipart/mixed; (a(b);boundary=aaa;) boundary=bbb", FORM),
    ("quoted-other", b'multipart/mixed; x="; boundary=aaa"; boundary=bbb', ""),
    ("quoted-open", b'multipart/mixed; x="; boundary=aaa; boundary=bbb', FORM),
    ("quoted-escape", b'multipart/mixed; x="\\"; boundary=aaa; y="; boundary=bbb', FORM),
    ("quote-middle", b'multipart/mixed; boundary=aaa"; boundary=bbb"', FORM),
    ("encoded-word", b"multipart/mixed; boundary==?us-ascii?Q?aaa?=; boundary=bbb", DUP),
    ("no-semicolon", b"multipart/mixed boundary=aaa; boundary=bbb", FORM),
    ("comma", b"multipart/mixed; boundary=aaa, boundary=bbb", FORM),
    ("blank", b"multipart/mixed; boundary=aaa boundary=bbb", FORM),
    ("slash", b"multipart/mixed/boundary=aaa; boundary=bbb", ""),
    ("nul", b"multipart/mixed; boundary=aaa\0; boundary=bbb", "mime-control|" + DUP),
    ("cr", b"multipart/mixed; boundary=aaa\r; boundary=bbb", "mime-control|mime-line-ends|" + DUP),
    ("empty-first", b"multipart/mixed; boundary=; boundary=bbb", DUP + "|" + FORM),
    ("blank-name", b"multipart/mixed; boundary =aaa; boundary=bbb", DUP + "|" + FORM),
    ("blank-value", b"multipart/mixed; boundary= aaa; boundary= bbb", DUP + "|" + FORM),
    ("equals-twice", b"multipart/mixed; boundary==aaa; boundary=bbb", DUP + "|" + FORM),
    ("starred", b"multipart/mixed; boundary*=aaa; boundary=bbb", FORM),
    ("percent", b"multipart/mixed; boundary*=''%61%61%61; boundary=bbb", FORM),
    ("single-quotes", b"multipart/mixed; boundary='aaa'; boundary=bbb", DUP + "|" + FORM),
    ("backslash", b"multipart/mixed; boundary=\\a\\a\\a; boundary=bbb", DUP + "|" + FORM),
]

# One boundary, written so that not all take it for aaa.
ONE = [
    ("no-semicolon", b"multipart/mixed boundary=aaa"), ("no-blank", b"multipart/mixed;boundary=aaa"),
    ("comment", b"multipart/mixed; boundary=(x)aaa"), ("comment-behind", b"multipart/mixed; boundary=aaa(x)"),
    ("comment-in-type", b"multipart(x)/mixed; boundary=aaa"), ("blanks", b"multipart / mixed; boundary = aaa"),
    ("folded", b"multipart/mixed;\r\n\tboundary=\r\n aaa"), ("folded-name", b"multipart/mixed; bound\r\n ary=aaa"),
    ("quoted-name", b'multipart/mixed; "boundary"=aaa'), ("escapes", b'multipart/mixed; boundary="\\a\\a\\a"'),
    ("single-quotes", b"multipart/mixed; boundary='aaa'"), ("half-quote", b'multipart/mixed; boundary="aaa'),
    ("end-quote", b'multipart/mixed; boundary=aaa"'), ("glued-quotes", b'multipart/mixed; boundary="aa"a'),
    ("trailing-semicolon", b"multipart/mixed; boundary=aaa;"), ("semicolons", b"multipart/mixed;;; boundary=aaa;;"),
    ("rfc2231", b"multipart/mixed; boundary*=us-ascii'en'aaa"),
    ("continued", b"multipart/mixed; boundary*0=a; boundary*1=a; boundary*2=a"),
    ("continued-order", b"multipart/mixed; boundary*2=a; boundary*0=a; boundary*1=a"),
    ("continued-gap", b"multipart/mixed; boundary*0=aaa; boundary*2=b"),
    ("continued-zeros", b"multipart/mixed; boundary*00=aaa"),
    ("percent", b"multipart/mixed; boundary*0*=us-ascii''%61; boundary*1*=%61%61"),
    ("tab", b"multipart/mixed;\tboundary=\taaa\t"), ("upper", b"MULTIPART/MIXED; BOUNDARY=aaa"),
    ("encoded-type", b"=?us-ascii?Q?multipart/mixed?=; boundary=aaa"),
    ("vertical-tab", b"multipart/mixed;\x0bboundary=aaa"),
    ("form-feed", b"multipart/mixed;\x0cboundary=aaa"), ("nbsp", b"multipart/mixed;\xa0boundary=aaa"),
    ("two-types", b"text/plain, multipart/mixed; boundary=aaa"),
    ("two-types-back", b"multipart/mixed; boundary=aaa, text/plain"),
    ("unknown-multipart", b"multipart/x-other; boundary=aaa"), ("no-subtype", b"multipart; boundary=aaa"),
    ("empty-subtype", b"multipart/; boundary=aaa"), ("glued", b"multipart/mixed; x=1boundary=aaa"),
    ("nul-type", b"multipart/mixed\0; boundary=aaa"), ("escape", b"multipart/mixed; boundary=\x1b$B\x1b(Baaa"),
    ("digest", b"multipart/digest; boundary=aaa"), ("parallel", b"multipart/parallel; boundary=aaa"),
    ("signed", b"multipart/signed; boundary=aaa; protocol=x/y"),
    ("related", b"multipart/related; boundary=aaa; type=text/html"),
    ("report", b"multipart/report; boundary=aaa"), ("form-data", b"multipart/form-data; boundary=aaa"),
    ("appledouble", b"multipart/appledouble; boundary=aaa"), ("byteranges", b"multipart/byteranges; boundary=aaa"),
]


def mails(make):
    for name, value, findings in TWO:
        for evil, good in ((b"aaa", b"bbb"), (b"bbb", b"aaa")):
            body = joined(good, text()) + joined(evil, text(), attached(make.payload()))
            make.add("two-boundaries", f"{name}-{evil.decode()}",
                     mail(b"Content-Type: " + value + b"\n", body), [findings] if findings else [],
                     source="CVE-2024-28054" if name.startswith("twice") else INBOX)
    for name, value in ONE:
        make.add("boundary-written", name, mail(b"Content-Type: " + value + b"\n",
                 joined(b"aaa", text(), attached(make.payload()))), source=INBOX)
    for name in ("boundary", "charset", "type", "name"):
        inner = nested(text(), attached(make.payload()))
        if name == "name":
            inner = part(b"Content-Type: application/octet-stream; name=a.txt; name=a.exe\n"
                         b"Content-Transfer-Encoding: base64\n", b64(make.payload()))
        make.add("two-boundaries", f"inside-{name}", multipart(text(), inner))
