#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Every setting is in misogi.conf(5) with its default and is read by some .c file outside
# settings/; every word of `misogi help` about policies is in misogi-policy(5).
cd "$1" || exit 2
words=$("$BUILD/bin/misogi" --lang en --json help) || exit 2
WORDS=$words python3 - <<'END'
import json, os, pathlib, re, sys

words = [json.loads(line) for line in os.environ["WORDS"].splitlines()]
conf = pathlib.Path("man/misogi.conf.5").read_text()
policy = pathlib.Path("man/misogi-policy.5").read_text()
rooms = ["lib", "mail", "sanitizer", "worker", "front", "quarantine", "milter", "cli"]
code = "\n".join(f.read_text() for room in rooms for f in pathlib.Path(room).rglob("*.c"))
bad = []


def paragraph(key):
    """What stands between this .It and the next."""
    found = re.search(r"^\.It Cm %s$(.*?)^\.(?:It|El)" % re.escape(key), conf, re.M | re.S)
    return found and found[1]


for word in words:
    if "setting" in word and word["setting"]["name"] == word["word"]:
        key, default = word["word"], word["setting"]["default"]
        text = paragraph(key)
        said = '.Ql %s .' % default if default else "Default: empty."
        if text is None:
            bad.append(f"man/misogi.conf.5: {key} is missing")
        elif said not in text and said.replace(".Ql", ".Dq") not in text:
            bad.append(f"man/misogi.conf.5: {key}: the default is {default!r}")
        if not re.search(r"(->|\.)%s(_bytes)?\b" % key.removeprefix("limit_"), code):
            bad.append(f"setting {key}: no .c file reads it")
    if "policy" in word and not re.search(
            r"^\.(?:It )?Cm (?:[\w-]+ , )*%s\b(?!-)" % re.escape(word["word"]), policy, re.M):
        bad.append(f"man/misogi-policy.5: {word['word']} is missing")
if len(words) < 150:
    bad.append(f"only {len(words)} words: something is wrong with `misogi help --json`")
print("\n".join(bad))
sys.exit(bool(bad))
END
