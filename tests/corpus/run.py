#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every mail of a folder through `misogi sanitize --batch`, and what comes out read by
another parser (Python's). Of these mails nobody has written down what they should say: it holds
what must be true of every output, whatever came in. Then the cases of which that is known.

run.py DIR...     mails are *.eml and all files of folders named "mail"; BUILD says which build
"""
import collections
import email
import email.policy
import json
import os
import re
import subprocess
import sys
import tempfile

import casefile
import cases

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BIN = os.path.join(ROOT, os.environ.get("BUILD", "build"), "bin")
POLICY = os.path.join(ROOT, "conf/policies/alpha-town.conf")
ALLOWED = {"from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to",
           "references", "received", "auto-submitted", "authentication-results", "list-id",
           "x-misogi-id", "mime-version", "content-type", "content-transfer-encoding"}
MANY = {"received", "authentication-results"}


def mails(directories):
    for directory in directories:
        for where, folders, files in os.walk(directory):
            folders.sort()
            for name in sorted(files):
                if name.endswith(".eml") or os.path.basename(where) == "mail":
                    yield os.path.join(where, name)


def sanitize(paths, work):
    """One batch; {path: (output or None, report or None)}, and what it said."""
    given, into = os.path.join(work, "in"), os.path.join(work, "out")
    os.makedirs(given)
    names = []
    for number, path in enumerate(paths):
        names.append(os.path.join(given, f"{number}.eml"))
        os.symlink(os.path.abspath(path), names[-1])
    conf = os.path.join(work, "misogi.conf")
    with open(conf, "w", encoding="utf-8") as f:
        f.write(f"worker_program = {BIN}/misogi-worker\nspool_directory = {work}\n"
                f"policy_file = {POLICY}\nclamd_socket = none\n")
    done = subprocess.run([f"{BIN}/misogi", "-c", conf, "sanitize", "--clamd", "none", "--batch", into,
                           *names], stderr=subprocess.PIPE, text=True)
    results = {}
    for number, path in enumerate(paths):
        results[path] = (read(f"{into}/{number}.eml"), read(f"{into}/{number}.json"))
    return results, done.stderr


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return None


# ---- what must be true of every output ----

def grammar(raw):
    if not raw.endswith(b"\r\n"):
        yield "does not end with CRLF"
    if any(byte >= 0x80 or byte == 0 for byte in raw):
        yield "not 7-bit"
    if re.search(rb"\r(?!\n)|(?<!\r)\n", raw):
        yield "bare CR or LF"
    head, gap, body = raw.partition(b"\r\n\r\n")
    if not gap:
        yield "no empty line"
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        yield "a line longer than 998"
    if any(len(line) > 76 for line in body.split(b"\r\n")):
        yield "a body line longer than 76"
    # RFC 5322 2.1.1: a token that cannot be folded may stand alone on a longer line.
    for line in head.split(b"\r\n"):
        if len(line) > 78 and len(line.split(b": ", 1)[-1].split()) > 1:
            yield f"a header line longer than 78: {line[:40]!r}"


def structure(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    names = collections.Counter(name.lower() for name in message.keys())
    if message.is_multipart() or message.get_content_type() != "text/plain":
        yield "more than one text/plain part"
    if message.get_content_charset() != "utf-8":
        yield "another charset"
    if set(names) - ALLOWED:
        yield f"header fields that are not allowed: {set(names) - ALLOWED}"
    if [n for n, count in names.items() if count > 1 and n not in MANY]:
        yield "a header field twice"
    yield from (f"defect {type(d).__name__}" for d in message.defects)
    for name, value in message.items():
        # What others refer to stays as its sender wrote it, be it no msg-id of RFC 5322.
        if name not in ("Message-ID", "In-Reply-To", "References"):
            yield from (f"{name}: {type(d).__name__}: {d}" for d in value.defects)


def text_of(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return message.get_payload(decode=True).decode("utf-8") + str(message["Subject"] or "")


def problems(raw, output, report):
    if output is None or report is None:
        return ["no output"]
    found = [*grammar(output), *structure(output)]
    try:
        text = text_of(output)
    except UnicodeDecodeError:
        return found + ["the text is not UTF-8"]
    findings = {f["finding"] for f in report["findings"]}
    asked = b"\xef\xbf\xbd" in raw or b"&#" in raw
    if "\ufffd" in text and not asked and not findings & {"text-undecodable", "charset-unknown"}:
        found.append("U+FFFD and no finding that says so")
    return found


def main(directories):
    paths = list(mails(directories))
    if not paths:
        sys.exit(f"corpus: no mails in {' '.join(directories) or 'nothing'}")
    verdicts, replaced, bad, slowest = collections.Counter(), [], 0, (0, "")
    with tempfile.TemporaryDirectory(prefix="misogi-corpus-") as work:
        results, said = sanitize(paths, work)
        for path, (output, report) in results.items():
            report = json.loads(report) if report else None
            found = problems(read(path), output, report)
            bad += bool(found)
            if found:
                print(f"  FAILED  {path}: {'; '.join(found)}")
            if not report or not output:
                continue
            verdicts[report["verdict"]] += 1
            replaced.append(text_of(output).count("\ufffd"))
            slowest = max(slowest, (sum(report["times"].values()), path))
    for line in said.splitlines():
        print("  misogi:", line)
    print(f"corpus: {len(paths)} mails read; " + ", ".join(f"{n} {v}" for v, n in verdicts.items())
          + f"; {sum(replaced)} U+FFFD in {sum(n > 0 for n in replaced)} of them"
          + f"; slowest {slowest[0] / 1000:.1f} ms ({slowest[1]}); {bad} failed")
    known = casefile.load(f"{HERE}/text")
    differing = cases.run(known)
    print(f"corpus: {len(known)} mails whose text is known; {len(differing)} differ from it")
    return 1 if bad or differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
