#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Other people's parsers as judges (make oracle): every hostile mail through misogi, under a
policy that keeps all and under one that delivers what may be delivered; each judge reads each
output. An escape is a part that nothing allows or a token that anybody gets back. The same judges
over the mails as they came in show how often they disagree.

oracle.py [--table] [--only POLICY] [FOLDER...]   BUILD says which build; --table prints what
docs/REBUILD.md shows. Mails of a FOLDER have no token: what is judged is their parts.
"""
import os
import sys
import tempfile

import compare
import escapes
import generate
import judges
import relay

LEAST = 6


def own(directory):
    """The generated mails as (path, entry of the manifest)."""
    return [(os.path.join(directory, e["file"]), e) for e in generate.write(directory)]


def outputs_judged(mails, names, which, work):
    """Prints the escapes of one policy; returns how many mails have one."""
    delivers = which == "deliver"
    with relay.clamd(delivers) as socket:
        results, said = relay.sanitize([m for m, _ in mails], os.path.join(work, which), which, socket)
    for line in said.splitlines()[:10]:
        print("  misogi:", line)
    written = [(entry, *results[mail]) for mail, entry in mails]
    answers = judges.ask_all(names, [output for _, output, _ in written if output])
    bad = failed = 0
    for entry, output, report in written:
        problems = ["no output"] if output is None or report is None else list(
            escapes.found(entry, relay.read(output), {n: answers[n][output] for n in names}, delivers,
                          judges.PARSERS))
        failed += sum(answers[n].get(output) is None for n in names) if output else 0
        if report and {f["finding"] for f in report["findings"]} & {"worker-died", "worker-answer",
                                                                    "worker-timeout"}:
            problems.append("the worker died, lied or hung")
        bad += bool(problems)
        if problems:
            print(f"  ESCAPE  {which}: {entry['file']}: {'; '.join(problems[:6])}")
    files = sum(len(answers[names[0]][output] or []) - 1 for _, output, _ in written if output)
    print(f"oracle: policy {which}: {len(written)} outputs, {len(names)} judges, {files} files delivered beside the texts, "
          f"{failed} refusals to read an output, {bad} escapes")
    return bad


def main(arguments):
    table = "--table" in arguments
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else None
    names = judges.present()
    print("oracle: judges: " + ", ".join(f"{n} {judges.version(n)}" for n in names))
    if len(names) < LEAST:
        sys.exit(f"oracle: {len(names)} judges are too few; tools/deps.sh oracle installs them")
    with tempfile.TemporaryDirectory(prefix="misogi-oracle-") as work:
        mails = own(os.path.join(work, "in"))
        bad = sum(outputs_judged(mails, names, which, work) for which in ("keep", "deliver") if only in (None,
                                                                                                         which))
        if only is None:
            compare.inputs(mails, names, work, table)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
