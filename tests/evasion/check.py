#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every mail of the generator through the real worker, and each output read again by Python's
email: the part of the proof that needs nothing installed and takes seconds (make evasion).

check.py [TECHNIQUE...]    only these; BUILD says which build
"""
import collections
import os
import sys
import tempfile

import escapes
import generate
import recover
from judges import Part
from judges import HERE
import relay

sys.path[:0] = [os.path.join(HERE, "judges"), os.path.join(HERE, "..", "corpus")]
import python_email  # noqa: E402 pylint: disable=wrong-import-position
import run as corpus  # noqa: E402 pylint: disable=wrong-import-position


def missing(entry, report):
    """The expected findings that are not there; a|b means one of them."""
    have = {f["finding"] for f in report["findings"]}
    return [words for words in entry["findings"] if not have & set(words.split("|"))]


def judge(entry, mail, output, report):
    if output is None or report is None:
        yield "no output"
        return
    raw = relay.read(output)
    if not entry["hidden"] and not recover.recoverable(relay.read(mail), entry["token"].encode()):
        yield "the searcher does not find the token in the input: it proves nothing"
    yield from corpus.grammar(raw)
    yield from corpus.structure(raw)
    parts = [Part(p) for p in python_email.parts_of(raw)]
    yield from escapes.found(entry, raw, {"Python email": parts}, False, ("Python email",))
    yield from (f"no finding {words}" for words in missing(entry, report))
    if "worker-died" in {f["finding"] for f in report["findings"]}:
        yield "the worker died"


def main(wanted):
    with tempfile.TemporaryDirectory(prefix="misogi-evasion-") as work:
        given = os.path.join(work, "in")
        manifest = [e for e in generate.write(given) if not wanted or any(w in e["file"] for w in wanted)]
        results, said = relay.sanitize([os.path.join(given, e["file"]) for e in manifest],
                                       os.path.join(work, "out"), "keep")
        bad, families = 0, collections.Counter(e["family"] for e in manifest)
        for entry in manifest:
            mail = os.path.join(given, entry["file"])
            problems = list(judge(entry, mail, *results[mail]))
            bad += bool(problems)
            if problems:
                print(f"  FAILED  {entry['file']}: {'; '.join(problems)}")
    for line in said.splitlines()[:20]:
        print("  misogi:", line)
    print(f"evasion: {len(manifest)} mails of {len(families)} families, {bad} failed")
    return 1 if bad or not manifest else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
