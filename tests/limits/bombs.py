#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Bombs through the real worker (make limits): each ends in the finding that bears its limit's
name, the worker alive, no process above 512 MB. How long each took is printed, never judged.

bombs.py [NAME...]    only these; BUILD says which build
"""
import os
import resource
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "evasion"))
import makers  # noqa: E402 pylint: disable=wrong-import-position
import relay  # noqa: E402 pylint: disable=wrong-import-position

MEMORY = 512 << 20
DEAD = {"worker-died", "worker-timeout", "worker-answer"}


def run(name, build, work):
    """In a process of its own, so that the peak of what it waited for is this bomb's alone."""
    mail = os.path.join(work, f"{name}.eml")
    with open(mail, "wb") as f:
        f.write(build())
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        results, said = relay.sanitize([mail], os.path.join(work, name), "deliver")
        output, report = results[mail]
        found = sorted({f["finding"] for f in report["findings"]}) if report else ["no report: " + said]
        os.write(writer, " ".join(found + ([] if output else ["no output"])).encode()[:4000])
        os._exit(0)
    os.close(writer)
    started = time.monotonic()
    with os.fdopen(reader) as pipe:
        found = pipe.read()
    used = os.wait4(pid, 0)[2]
    os.remove(mail)
    return found.split(" "), time.monotonic() - started, used.ru_maxrss * 1024


def problems(found, peak, wanted):
    if wanted and not set(found) & set(wanted.split("|")):
        yield f"no finding {wanted}"
    yield from (f"the worker: {word}" for word in found if word in DEAD)
    if "output" in found or "report:" in found:
        yield "no output"
    if peak > MEMORY:
        yield f"{peak >> 20} MB"


def main(only):
    bad = 0
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="misogi-bombs-") as work:
        for name, (build, wanted) in makers.BOMBS.items():
            if only and name not in only:
                continue
            found, seconds, peak = run(name, build, work)
            wrong = list(problems(found, peak, wanted))
            bad += bool(wrong)
            print(f"  {'FAILED ' if wrong else 'ok     '} {name:24} {seconds:6.2f} s {peak >> 20:5} MB  {' '.join(found)}"
                  + (f"  <- {'; '.join(wrong)}" if wrong else ""), flush=True)
    print(f"limits: {len(only) or len(makers.BOMBS)} bombs, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
