# SPDX-License-Identifier: BSD-2-Clause
"""The notation of tests/corpus/text/*.case: a mail, and what a reader should get of it.

    # what it claims, in one line
    policy: links = defang            lines for the body block of the policy
    config: notice_language = en      lines for misogi.conf
    --- mail
    Subject: {{iso2022_jp|B:会議}}

    {{iso2022_jp:本文}}
    --- expect
    subject: 会議                     compared when given; also from: and to:
    findings: charset-mislabelled     all findings of the mail; no line: none
    names: 見積書.pdf                 of the attachments; compared when given
    text:
    本文

{{CODEC:TEXT}} is TEXT in that charset (a codec of Python's), {{hex:1b24}} bytes,
{{make.NAME:TEXT}} what makers.NAME makes of it. Steps follow after "|": b64, qp, pct, Q, B
(an encoded-word, its label in parentheses where it should lie), crlf (line ends as they are
in mail, also inside what is encoded). The mail's own line ends become CRLF.
"""
import base64
import os
import quopri
import re

import makers

LABELS = {"iso2022_jp": "ISO-2022-JP", "iso2022_jp_ext": "ISO-2022-JP", "iso2022_jp_2": "ISO-2022-JP-2",
          "iso2022_jp_2004": "ISO-2022-JP-2004", "cp932": "Shift_JIS", "shift_jis": "Shift_JIS",
          "euc_jp": "EUC-JP", "utf-8": "UTF-8", "utf8": "UTF-8", "hex": "ISO-2022-JP"}
ADDED = (b"From: sender@example.jp", b"To: reader@town.example.lg.jp", b"Date: Tue, 8 Dec 2026 09:14:00 +0900",
         b"MIME-Version: 1.0")


class Mistake(Exception):
    """The case file itself is wrong."""


def word_b(data, label):
    return b"=?" + label + b"?B?" + base64.b64encode(data) + b"?="


def word_q(data, label):
    text = b"".join(b"_" if byte == 0x20 else bytes([byte]) if chr(byte).isascii() and chr(byte).isalnum()
                    else b"=%02X" % byte for byte in data)
    return b"=?" + label + b"?Q?" + text + b"?="


STEPS = {
    "b64": lambda data, _: base64.encodebytes(data).replace(b"\n", b"\r\n").rstrip(b"\r\n"),
    "qp": lambda data, _: quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n"),
    "pct": lambda data, _: b"".join(b"%%%02X" % byte for byte in data),
    "Q": word_q,
    "B": word_b,
}


def first_step(step, text):
    if step == "hex":
        return bytes.fromhex(re.sub(r"\s", "", text))
    if step.startswith("make."):
        return getattr(makers, step[5:])(text)
    return text.encode(step)


def encoded(match):
    first, *steps = match.group(1).split("|")
    data = first_step(first, match.group(2).replace("\n", "\r\n"))
    for step in steps:
        name, _, label = step.partition("(")
        label = label.rstrip(")") or LABELS.get(first, first)
        data = STEPS[name](data, label.encode())
    return data


def raw_mail(source):
    """The bytes that the mail part of a case stands for."""
    out, at = b"", 0
    for match in re.finditer(r"\{\{([\w.|()*-]+):(.*?)\}\}", source, re.S):
        out += source[at:match.start()].replace("\n", "\r\n").encode("utf-8") + encoded(match)
        at = match.end()
    out += source[at:].replace("\n", "\r\n").encode("utf-8")
    head = out.partition(b"\r\n\r\n")[0].lower()
    names = {line.split(b":")[0] for line in head.split(b"\r\n")}
    added = [line for line in ADDED if line.split(b":")[0].lower() not in names]
    return b"".join(line + b"\r\n" for line in added) + out


class Case:
    def __init__(self, path):
        self.path, self.name = path, os.path.basename(path)[:-len(".case")]
        with open(path, encoding="utf-8", newline="\n") as f:
            whole = f.read()
        try:
            head, rest = whole.split("--- mail\n", 1)
            mail, expect = rest.split("--- expect\n", 1)
            expect, self.text = ("\n" + expect).split("\ntext:\n", 1)
            self.raw = raw_mail(mail)
        except (ValueError, LookupError, AttributeError, UnicodeError) as problem:
            raise Mistake(f"{path}: {problem}") from problem
        if not head.startswith("# "):
            raise Mistake(f"{path}: the first line must say what it claims (# …)")
        self.claim = head.splitlines()[0][2:]
        self.policy = tuple(re.findall(r"^policy: (.*)$", head, re.M))
        self.config = tuple(re.findall(r"^config: (.*)$", head, re.M))
        self.expect = dict(re.findall(r"^(\w+):[ ]?(.*)$", expect, re.M))
        unknown = set(self.expect) - {"subject", "from", "to", "findings", "names"}
        if unknown:
            raise Mistake(f"{path}: expect knows no {unknown}")


def load(directory, prefixes=()):
    paths = sorted(os.path.join(directory, name) for name in os.listdir(directory) if name.endswith(".case"))
    return [Case(path) for path in paths
            if not prefixes or os.path.basename(path).startswith(tuple(prefixes))]
