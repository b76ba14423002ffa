# SPDX-License-Identifier: BSD-2-Clause
"""Where a part begins and ends: delimiters, terminators, what stands outside, the line between
header and body, CR, LF and NUL."""
from craft import HEAD, attached, crlf, joined, mail, multipart, nested, part, text

INBOX = "Inbox Invasion (CCS 2024)"
TEXT = text().rstrip(b"\r\n") + b"\r\n"

# A boundary that is no usual word.
SHAPES = [("quoted-specials", b"a=_()+,./:?'b", ""), ("blank-inside", b"a b", ""),
          ("blank-end", b"ab ", "mime-odd-boundary"),
          ("empty", b"", "mime-odd-boundary|mime-boundary-missing"), ("71", b"x" * 71, "mime-odd-boundary"),
          ("500", b"x" * 500, "mime-odd-boundary"), ("2049", b"x" * 2049, "mime-odd-boundary"),
          ("dashes", b"--", "mime-odd-boundary"), ("dash-end", b"ab--", "mime-odd-boundary"),
          ("quotes", b'a\\"b', "mime-odd-boundary"),
          ("8-bit", b"a\xe9b", "mime-odd-boundary"), ("tab", b"a\tb", "mime-odd-boundary"),
          ("brackets", b"<ab>", ""),
          ("equals", b"=_=", ""), ("escape", b"\x1b$B$\"\x1b(B", "mime-odd-boundary|mime-control"),
          ("one", b"a", "")]

# How the delimiter lines in the body look; %b is the boundary as declared: bnd.
LINES = [("blank-behind", b"--bnd \r\n", b"--bnd-- \r\n"), ("tab-behind", b"--bnd\t\r\n", b"--bnd--\t\r\n"),
         ("blank-before", b" --bnd\r\n", b" --bnd--\r\n"), ("blank-in-dashes", b"- -bnd\r\n", b"- -bnd--\r\n"),
         ("text-behind", b"--bndx\r\n", b"--bndx--\r\n"), ("comment-behind", b"--bnd (x)\r\n", b"--bnd--\r\n"),
         ("upper", b"--BND\r\n", b"--BND--\r\n"), ("one-dash", b"-bnd\r\n", b"-bnd--\r\n"),
         ("three-dashes", b"---bnd\r\n", b"---bnd--\r\n"), ("lf", b"--bnd\n", b"--bnd--\n"),
         ("cr", b"--bnd\r", b"--bnd--\r"), ("cr-cr-lf", b"--bnd\r\r\n", b"--bnd--\r\r\n"),
         ("nul", b"--bnd\0\r\n", b"--bnd--\0\r\n"),
         ("semicolon", b"--bnd;\r\n", b"--bnd--;\r\n"), ("quoted", b'--"bnd"\r\n', b'--"bnd"--\r\n'),
         ("quote-mark", b"> --bnd\r\n", b"> --bnd--\r\n"), ("form-feed", b"--bnd\x0c\r\n", b"--bnd--\x0c\r\n"),
         ("bom", b"\xef\xbb\xbf--bnd\r\n", b"\xef\xbb\xbf--bnd--\r\n"),
         ("dash-escaped", b"- --bnd\r\n", b"- --bnd--\r\n")]

# How the multipart ends; %s is where the attachment stands.
ENDS = [("missing", b"--b1\r\n%(t)s--b1\r\n%(a)s", "mime-end-missing"),
        ("early", b"--b1\r\n%(t)s--b1--\r\n--b1\r\n%(a)s--b1--\r\n", "mime-end-early|mime-epilogue"),
        ("twice", b"--b1\r\n%(t)s--b1--\r\n--b1--\r\n--b1\r\n%(a)s--b1--\r\n", "mime-end-early|mime-epilogue"),
        ("early-no-second-end", b"--b1\r\n%(t)s--b1--\r\n\r\n--b1\r\n%(a)s", "mime-end-early|mime-epilogue"),
        ("dashes-and-text", b"--b1\r\n%(t)s--b1--x\r\n--b1\r\n%(a)s--b1--\r\n", ""),
        ("dash-blank-dash", b"--b1\r\n%(t)s--b1 --\r\n--b1\r\n%(a)s--b1--\r\n", ""),
        ("one-dash", b"--b1\r\n%(t)s--b1-\r\n--b1\r\n%(a)s--b1--\r\n", ""),
        ("end-first", b"--b1--\r\n--b1\r\n%(t)s--b1\r\n%(a)s--b1--\r\n",
         "mime-end-early|mime-preamble|mime-epilogue"),
        ("end-blanks", b"--b1\r\n%(t)s--b1--   \r\n--b1\r\n%(a)s--b1--\r\n", "mime-end-early|mime-epilogue"),
        ("glued", b"--b1\r\n%(t)s--b1\r\n%(a)s--b1----b1--\r\n", ""),
        ("no-crlf-at-end", b"--b1\r\n%(t)s--b1\r\n%(a)s--b1--", ""),
        ("no-first", b"%(t)s--b1\r\n%(a)s--b1--\r\n", ""), ("only-end", b"%(a)s--b1--\r\n", ""),
        ("never", b"%(a)s", "mime-boundary-missing|mime-end-missing"),
        ("truncated-in-header", b"--b1\r\n%(a)s--b1\r\nContent-Type: text/pl", "mime-end-missing|mime-truncated"),
        ("empty-part", b"--b1\r\n--b1\r\n--b1\r\n%(a)s--b1--\r\n", "")]

# What stands between header and body of a part; %h its headers, %b its body.
GAPS = [("blank-line", b"%h\r\n \r\n%b"), ("tab-line", b"%h\r\n\t\r\n%b"), ("no-line", b"%h\r\n%b"),
        ("lf-lf", b"%h\n\n%b"),
        ("cr-cr", b"%h\r\r%b"), ("cr-lf-cr", b"%h\r\n\r%b"), ("lf-cr-lf", b"%h\n\r\n%b"),
        ("cr-cr-lf", b"%h\r\r\n\r\r\n%b"),
        ("nul-line", b"%h\r\n\0\r\n%b"), ("junk-line", b"%h\r\njunk\r\n\r\n%b"), ("dot-line", b"%h\r\n.\r\n%b"),
        ("empty-first", b"\r\n%h\r\n\r\n%b"), ("blank-first", b" \r\n%h\r\n\r\n%b"),
        ("form-feed", b"%h\r\n\x0c\r\n%b"),
        ("two-lines", b"%h\r\n\r\n\r\n%b"), ("vertical-tab", b"%h\r\n\x0b\r\n\r\n%b"),
        ("colon-line", b"%h\r\n:\r\n\r\n%b"),
        ("continued-blank", b"%h\r\n  \r\n\r\n%b"), ("nel", b"%h\x85\r\n\r\n%b")]


# A line of prose there is what old programs write for each other; nobody shows it.
WORDS = {"plain-eicar": []}


def shapes(make):
    for name, boundary, findings in SHAPES:
        make.add("boundary-shape", name, multipart(text(), attached(make.payload()), boundary=boundary),
                 [findings] if findings else [], source=INBOX)
    for name, short, longer in (("prefix", b"AB", b"ABC"), ("prefix-dash", b"A", b"A--"),
                                ("prefix-blank", b"A", b"A B"),
                                ("suffix", b"BC", b"ABC")):
        for outer, inner in ((short, longer), (longer, short)):
            raw = multipart(text(), nested(text(), attached(make.payload()), boundary=inner), text(),
                            boundary=outer)
            make.add("boundary-shape", f"{name}-{len(make.mails)}", raw,
                     ["mime-boundary-prefix"] if name != "suffix" else [], source=INBOX)
    raw = multipart(text(), nested(text(), attached(make.payload()), boundary=b"b1"))
    make.add("boundary-shape", "nested-equal", raw, ["mime-boundary-repeated"], source=INBOX)
    raw = multipart(text(), nested(text(), nested(attached(make.payload()), boundary=b"b1")), boundary=b"b1")
    make.add("boundary-shape", "nested-equal-2", raw, ["mime-boundary-repeated"], source=INBOX)
    for kind in (b"mixed", b"alternative", b"related"):
        raw = mail(b"Content-Type: multipart/" + kind + b"\n", joined(b"b1", text(), attached(make.payload())))
        make.add("boundary-shape", f"none-{kind.decode()}", raw, ["mime-boundary-missing"], source=INBOX)


def lines(make):
    for name, line, end in LINES:
        for which in ("all", "second"):
            first = line if which == "all" else b"--bnd\r\n"
            body = first + TEXT + line + attached(make.payload()) + end
            make.add("delimiter-line", f"{name}-{which}",
                     mail(b"Content-Type: multipart/mixed; boundary=bnd\n", body),
                     source=INBOX)


def ends(make):
    for name, body, findings in ENDS:
        raw = mail(b"Content-Type: multipart/mixed; boundary=b1\n",
                   body % {b"t": TEXT, b"a": attached(make.payload())})
        make.add("terminator", name, raw, [findings] if findings else [], source=INBOX)


def outside(make):
    kinds = {"file": lambda: attached(make.payload()),
             "bare-base64": lambda: attached(make.payload()).split(b"\r\n\r\n", 1)[1],
             "multipart": lambda: b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n" + joined(b"zz",
                                                                                                 attached(make.payload())),
             "delimiters": lambda: joined(b"zz", text(), attached(make.payload())),
             "plain-eicar": lambda: make.payload() + b"\r\n",
             "mail": lambda: HEAD + attached(make.payload())}
    for name, content in kinds.items():
        make.add("preamble", name, multipart(text(), before=content() + b"\r\n"),
                 WORDS.get(name, ["mime-preamble"]), source=INBOX)
        make.add("epilogue", name, multipart(text(), behind=b"\r\n" + content()),
                 WORDS.get(name, ["mime-epilogue"]), source=INBOX)


def gaps(make):
    for name, form in GAPS:
        for place in ("root", "part"):
            head, _, body = attached(make.payload()).partition(b"\r\n\r\n")
            entity = form.replace(b"%h", head).replace(b"%b", body)
            raw = HEAD + entity if place == "root" else multipart(text(), entity)
            make.add("separator", f"{name}-{place}", raw, source=INBOX)
    raw = multipart(text(), attached(make.payload()))
    for name, old, new in (("lf-only", b"\r\n", b"\n"), ("cr-only", b"\r\n", b"\r"),
                           ("cr-cr-lf", b"\r\n", b"\r\r\n"),
                           ("lf-cr", b"\r\n", b"\n\r")):
        make.add("line-ends", name, raw.replace(old, new), source=INBOX)
    for name, cut in (("lf-head", True), ("lf-body", False)):
        head, _, body = multipart(text(), attached(make.payload())).partition(b"\r\n\r\n")
        whole = (head.replace(b"\r\n",
                              b"\n") + b"\n\n" + body) if cut else (head + b"\r\n\r\n" + body.replace(b"\r\n",
                                                                                                      b"\n"))
        make.add("line-ends", name, whole, ["mime-line-ends"], source=INBOX)


def controls(make):
    for name, byte in (("nul", b"\0"), ("cr", b"\r"), ("vt", b"\x0b"), ("ff", b"\x0c"), ("escape", b"\x1b"),
                       ("del", b"\x7f"),
                       ("ctrl-z", b"\x1a"), ("nel", b"\x85"), ("line-separator", "\u2028".encode()),
                       ("bom", b"\xef\xbb\xbf")):
        for place in ("before-head", "in-type", "in-base64", "before-delimiter"):
            raw = multipart(text(), attached(make.payload()))
            at = {"before-head": 0, "in-type": raw.index(b"octet-stream"),
                  "in-base64": raw.rindex(b"\r\n\r\n") + 12,
                  "before-delimiter": raw.rindex(b"--b1\r\n")}[place]
            make.add("control-byte", f"{name}-{place}", raw[:at] + byte + raw[at:], source=INBOX)


def mails(make):
    for group in (shapes, lines, ends, outside, gaps, controls):
        group(make)
