#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""kill -9 of milter, nursery, child and clamd, in a loop, under load; then the checker of the
invariants says whether anything was lost or passed unsanitized. At the end the checker itself is
tried: with milter_default_action = accept it must find a leak.

CHAOS_KILLS (300), CHAOS_SEED (printed, so that a run can be repeated).
"""
import base64
import contextlib
import os
import random
import signal
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "flow")]
sys.dont_write_bytecode = True

import harness  # noqa: E402
import verify  # noqa: E402

SENDERS = 4
TARGETS = ("milter", "nursery", "child", "clamd")


def token(r, kind):
    return f"{kind}-{r.getrandbits(64):016x}"


def mail(r):
    """A mail and its Attempt: text, HTML that hides a token, or HTML with an attachment."""
    visible, hidden = token(r, "VISIBLE"), token(r, "FORBIDDEN")
    head = (f"From: yamada@example.com\r\nTo: {harness.TOWN}\r\nSubject: chaos {visible}\r\n"
            f"Message-ID: <{visible}@example.com>\r\nMIME-Version: 1.0\r\n")
    kind = r.randrange(3)
    if kind == 0:
        body = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nこんにちは {visible}\r\n"
        return (head + body).encode(), verify.Attempt(visible, [])
    html = f"<html><head><script>{hidden}</script></head><body><!-- {hidden} --><p>{visible}</p></body></html>"
    if kind == 1:
        body = f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
        attempt = verify.Attempt(visible, [])
        attempt.hidden = hidden
        return (head + body).encode(), attempt
    data = base64.encodebytes((hidden + " " + "x" * r.randrange(200000)).encode()).decode().replace("\n", "\r\n")
    body = ("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            f"<p>{visible}</p>\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=data.bin\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n{data}\r\n--b--\r\n")
    return (head + body).encode(), verify.Attempt(visible, [hidden])


class Load(threading.Thread):
    """Sends until told to stop; keeps what it was told."""

    def __init__(self, rig, seed):
        super().__init__(daemon=True)
        self.rig, self.random, self.attempts, self.stopped = rig, random.Random(seed), [], False

    def run(self):
        while not self.stopped:
            raw, attempt = mail(self.random)
            try:
                reply = self.rig.send(raw)
                attempt.code, attempt.queue_id = reply.code, reply.queue_id
            except Exception:  # hung up on: nobody knows, and the sender will send it again
                attempt.code = 0
            self.attempts.append(attempt)


def nursery_of(rig):
    children = rig.children_of(rig.milter.pid) if rig.milter else []
    return children[0] if children else None


def newborn_of(nursery):
    """A child lives for milliseconds: the kernel's own list is quick enough to catch one."""
    with contextlib.suppress(OSError), open(f"/proc/{nursery}/task/{nursery}/children") as f:
        pids = f.read().split()
        return int(pids[0]) if pids else None


class Killer:
    def __init__(self, rig, r):
        self.rig, self.random, self.kills = rig, r, dict.fromkeys(TARGETS, 0)

    def pid_of(self, target):
        if target == "milter":
            return self.rig.milter.pid
        if target == "clamd":
            return self.rig.clamd_pid
        nursery = nursery_of(self.rig)
        if target == "nursery" or not nursery:
            return nursery
        end = time.monotonic() + 1
        while time.monotonic() < end:
            newborn = newborn_of(nursery)
            if newborn:
                return newborn
        return None

    def kill(self, target):
        pid = self.pid_of(target)
        if not pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills[target] += 1
        if target == "milter":
            self.rig.milter.wait()
            self.rig.start_milter(wait=False)
        elif target == "clamd":
            harness.wait_until("clamd to be gone", 5, lambda: harness.gone(pid))
            self.rig.start_clamd()

    def run(self, wanted, targets=TARGETS):
        begun = time.monotonic()
        while sum(self.kills.values()) < wanted:
            self.kill(self.random.choice(targets))
            time.sleep(self.random.uniform(0.02, 0.35))
            if sys.stderr.isatty():
                print(f"\r  {sum(self.kills.values())} of {wanted} kills, {time.monotonic() - begun:.0f} s", end="", file=sys.stderr)
        if sys.stderr.isatty():
            print(file=sys.stderr)


def settled(rig):
    """Well again, and the queue empty."""
    with contextlib.suppress(AssertionError):
        return rig.is_well() and not any(files for d in ("incoming", "active", "maildrop", "deferred")
                                         for _, _, files in os.walk(rig.path("postfix/queue", d)))
    return False


def attempts_under_fire(rig, seed, kills, targets):
    loads = [Load(rig, f"{seed}-{i}") for i in range(SENDERS)]
    for load in loads:
        load.start()
    killer = Killer(rig, random.Random(seed))
    killer.run(kills, targets)
    for load in loads:
        load.stopped = True
    for load in loads:
        load.join(90)
    rig.postfix_command("flush")
    harness.wait_until("all to be well and the queue to be empty", 120, lambda: settled(rig), 0.2)
    return [a for load in loads for a in load.attempts], killer.kills


def with_hidden(attempts):
    """Tokens in HTML comments and scripts are forbidden too, but nothing holds them afterwards."""
    return [verify.Attempt(a.visible, a.forbidden + ([a.hidden] if hasattr(a, "hidden") else []), a.code, a.queue_id)
            for a in attempts]


def main():
    why = harness.missing()
    if why:
        print(f"chaos: skipped: {why}")
        return 0
    kills = int(os.environ.get("CHAOS_KILLS", "300"))
    seed = os.environ.get("CHAOS_SEED", str(random.SystemRandom().randrange(10**9)))
    print(f"chaos: seed {seed}")
    failed = 0
    with harness.Rig() as rig:
        attempts, killed = attempts_under_fire(rig, seed, kills, TARGETS)
        problems = verify.all_invariants(rig, attempts)
        problems += [p for p in verify.no_leak(with_hidden(attempts), rig.sink.all()) if p not in problems]
        taken = sum(a.code == 250 for a in attempts)
        unknown = sum(a.code == 0 for a in attempts)
        print(f"  {len(attempts)} mails: {taken} taken, {len(attempts) - taken - unknown} deferred, {unknown} hung up on; "
              f"kills {killed}; delivered {len(rig.sink.all())}")
        for problem in problems[:20]:
            print("  " + problem)
        print(f"  {'FAILED ' if problems or not taken else 'ok     '} nothing is lost, nothing is unsanitized")
        failed += bool(problems) or not taken

    with harness.Rig() as rig:
        rig.stop_postfix()
        rig.start_postfix("milter_default_action = accept")
        attempts, killed = attempts_under_fire(rig, seed + "s", max(20, kills // 5), ("milter",))
        problems = list(verify.no_leak(with_hidden(attempts), rig.sink.all()))
        print(f"  {'ok     ' if problems else 'FAILED '} the checker finds the leak of milter_default_action = accept "
              f"({len(problems)} leaks, {len(attempts)} mails, kills {killed['milter']})")
        failed += not problems
    print(f"chaos: {2 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
