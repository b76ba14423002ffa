# SPDX-License-Identifier: BSD-2-Clause
"""The attempt fails while or after we work: Postfix has no room, waits no longer, refuses our text;
no child can be born; we are killed. The sender is told to try again, nothing of the attempt is
delivered, and the retry is delivered once.
"""
import contextlib
import os
import signal
import sqlite3
import threading
import time

import harness
import samples
from faults import arrived, fill, injected, mounted, token_of, with_attachment


# ---- Postfix fails after we worked ----

class Sending(threading.Thread):
    """One mail sent beside the test."""

    def __init__(self, rig, raw):
        super().__init__(daemon=True)
        self.rig, self.raw, self.reply = rig, raw, None
        self.start()

    def run(self):
        with contextlib.suppress(Exception):
            self.reply = self.rig.send(self.raw)

    def result(self):
        self.join(60)
        assert self.reply, "no reply"
        return self.reply


@contextlib.contextmanager
def at_end(rig, raw):
    """The mail is with us, the nursery stands: what the test does comes before the work."""
    nursery = rig.control("status")["nursery"]["pid"]
    os.kill(nursery, signal.SIGSTOP)
    try:
        sending = Sending(rig, raw)
        harness.wait_until("the end of the mail", 20, lambda: rig.control("status")["at_end"] == 1)
        yield sending
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(nursery, signal.SIGCONT)


def states_of(rig, token):
    """What the store says of all attempts of a mail."""
    with contextlib.closing(sqlite3.connect(f"file:{rig.path('store')}/store.db?mode=ro", uri=True)) as db:
        return [state for (state,) in db.execute(
            "SELECT state FROM message WHERE message_id LIKE ?", (f"%{token}%",))]


def long_text(token):
    """UTF-8 in base64 needs more room than ISO-2022-JP."""
    return samples.mixed(samples.headers("試験", token), ("禊" * 30 + "\n") * 1500)


def test_postfix_whose_queue_is_full_defers_and_nothing_is_called_delivered(rig):
    token = token_of("queue-full")
    rig.stop_postfix()
    try:
        with mounted(rig.path("postfix/queue"), "size=8m"):
            try:
                rig.start_postfix("message_size_limit = 1000000")
                rig.through(samples.plain())
                with at_end(rig, long_text(token)) as sending:
                    fill(rig.path("postfix/queue/filler"))
                reply = sending.result()
                assert 400 <= reply.code < 500 and "misogi" not in reply.text, reply
                assert not set(states_of(rig, token)) - {"prepared", "handed-over", "orphaned"}
                os.unlink(rig.path("postfix/queue/filler"))
                assert arrived(rig, token) == 0
                rig.through(long_text(token))
                assert arrived(rig, token) == 1
            finally:
                rig.stop_postfix()
    finally:
        rig.start_postfix()
    rig.through(samples.plain())


def test_postfix_that_waits_no_longer_defers_and_the_retry_is_delivered_once(rig):
    token = token_of("late")
    rig.reload_postfix("milter_content_timeout = 3s")
    try:
        os.kill(rig.clamd_pid, signal.SIGSTOP)
        try:
            reply = rig.send(with_attachment(token))
            assert reply.code == 451 and "misogi" not in reply.text, reply
        finally:
            os.kill(rig.clamd_pid, signal.SIGCONT)
        harness.wait_until("our end of it", 40, lambda: rig.control("status")["at_end"] == 0)
        assert not set(states_of(rig, token)) - {"prepared", "orphaned"}, states_of(rig, token)
        assert arrived(rig, token) == 0
        harness.wait_until("misogi to be well", 20, rig.is_well)
        rig.through(with_attachment(token))
        assert arrived(rig, token) == 1
    finally:
        rig.reload_postfix()


def test_postfix_that_refuses_what_we_made_of_it_delivers_nothing(rig):
    """Its message_size_limit lies between the mail's size and that of our text."""
    token = token_of("552")
    raw = long_text(token)
    rig.reload_postfix(f"message_size_limit = {len(raw) + 5000}")
    try:
        before = arrived(rig, token)
        reply = rig.send(raw)
        assert reply.code in (451, 452, 552) and "misogi" not in reply.text, reply
        assert not set(states_of(rig, token)) - {"prepared", "handed-over", "orphaned"}
        time.sleep(1)
        assert arrived(rig, token) == before == 0
    finally:
        rig.reload_postfix()
    rig.through(raw)
    assert arrived(rig, token) == 1


# ---- no process can be made ----

def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def test_nursery_that_cannot_fork_defers_and_does_not_spin(rig):
    token = token_of("fork")
    nursery = rig.control("status")["nursery"]["pid"]
    with injected(rig, nursery, "clone,clone3,fork,vfork", "error=EAGAIN"):
        before = cpu_ticks(nursery) + cpu_ticks(rig.milter.pid)
        began = time.monotonic()
        reply = rig.send(with_attachment(token))
        assert reply.code == 451 and "misogi: " in reply.text, reply
        time.sleep(2)
        spent = cpu_ticks(nursery) + cpu_ticks(rig.milter.pid) - before
        assert spent < (time.monotonic() - began) * os.sysconf("SC_CLK_TCK") / 4, "it spins"
    assert arrived(rig, token) == 0
    harness.wait_until("misogi to be well", 20, rig.is_well)
    rig.through(with_attachment(token))


# ---- killed at a step ----

KILLS = [("fsync,fdatasync", n) for n in (1, 2, 3, 4)] + [("writev", n) for n in (1, 2, 9)]


def killed_at(rig, raw, calls, n):
    """The milter is killed at its n-th of these calls for this mail; the reply of Postfix."""
    with at_end(rig, raw) as sending:
        with injected(rig, rig.milter.pid, calls, f"signal=SIGKILL:when={n}"):
            os.kill(rig.control("status")["nursery"]["pid"], signal.SIGCONT)
            reply = sending.result()
    return reply


def test_killed_between_any_write_and_the_reply_delivers_the_retry_once(rig):
    """Before and after each fsync of the store, at the first edit (the commit is done), amid them."""
    died = 0
    for calls, n in KILLS:
        token = token_of(f"killed-{n}")
        raw = with_attachment(token)
        reply = killed_at(rig, raw, calls, n)
        if rig.milter.poll() is None:  # so many calls are not made
            assert reply.code == 250, (calls, n, reply)
            continue
        died += 1
        rig.milter = None
        assert 400 <= reply.code < 500, (calls, n, reply)
        rig.start_milter()
        got = rig.through(raw)
        rig.await_state(got.queue_id, "handed-over")
        assert arrived(rig, token) == 1, (calls, n)
        states = states_of(rig, token)
        assert states.count("handed-over") == 1 and "delivered" not in states, (calls, n, states)
        rig.misogi("quarantine", "check")
        rig.misogi("log", "verify")
    assert died >= 4, f"only {died} steps were met"
