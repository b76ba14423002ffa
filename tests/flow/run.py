#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the flow tests: each function test_* of each test_*.py gets the rig.

run.py [-k] [NAME...]     only tests whose file.function contains a NAME; -k keeps the
                          rig's directory
"""
import glob
import importlib
import os
import signal
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import harness  # noqa: E402

SECONDS_EACH = 90


def late(_signal, _frame):
    raise AssertionError(f"not done within {SECONDS_EACH} s")


def collect(wanted):
    for path in sorted(glob.glob(os.path.join(HERE, "test_*.py"))):
        module = importlib.import_module(os.path.basename(path)[:-3])
        for name, function in vars(module).items():
            full = f"{module.__name__[5:]}.{name[5:]}"
            if name.startswith("test_") and (not wanted or any(w in full for w in wanted)):
                yield full, function


def run_one(name, function, rig):
    """None, or what went wrong. A test that broke the milter does not break the next."""
    began = time.monotonic()
    signal.alarm(SECONDS_EACH)
    try:
        function(rig)
        problem = None
    except harness.Skipped as why:
        print(f"  skipped {name}: {why}", flush=True)
        return None
    except BaseException as e:
        if isinstance(e, KeyboardInterrupt):
            raise
        problem = traceback.format_exc()
    finally:
        signal.alarm(0)
    print(f"  {'FAILED ' if problem else 'ok     '} {name:<60} {time.monotonic() - began:5.1f} s",
          flush=True)
    if problem:
        print(problem, "---- milter.log, last lines\n", rig.log()[-1500:], flush=True)
        rig.recover()
    return problem


def main(args):
    keep = "-k" in args
    why = harness.missing()
    if why:
        print(f"flow: skipped: {why}")
        return 0
    signal.signal(signal.SIGALRM, late)
    tests = list(collect([a for a in args if a != "-k"]))
    with harness.Rig(keep) as rig:
        if keep:
            print("  rig in", rig.dir)
        failed = sum(run_one(name, function, rig) is not None for name, function in tests)
        for line in harness.complaints(rig.log()):
            print("  FAILED  sanitizer:", line)
            failed = max(failed, 1)
    print(f"flow: {len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
