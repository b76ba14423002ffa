# SPDX-License-Identifier: BSD-2-Clause
"""clamd away, hanging, killed, blind: mail is deferred, never passed."""
import contextlib
import os
import re
import signal
import threading

import harness
import samples


def with_attachment():
    return samples.mixed(samples.headers("試験", "scan"), "x\n",
                         samples.attachment("x.pdf", samples.PDF + os.urandom(8), "application/pdf"))


def unwell(rig):
    status = rig.control("status")
    return bool(status) and not status["scanner"]["healthy"]


def assert_deferred(reply):
    assert reply.code == 451, reply
    assert re.match(r"4\.7\.1 misogi: [a-z ,]+ \([0-9A-Z]{8}\)$", reply.text), reply
    assert "clamd" not in reply.text


@contextlib.contextmanager
def clamd_again(rig):
    """Whatever happens: a good clamd afterwards, and mail flows."""
    try:
        yield
    finally:
        rig.stop_clamd()
        rig.start_clamd()
        harness.wait_until("misogi to be well again", 10, rig.is_well)
        rig.through(samples.plain())


def test_clamd_stopped_defers_and_comes_back(rig):
    with clamd_again(rig):
        before = len(rig.sink.all())
        rig.stop_clamd()
        assert_deferred(rig.send(with_attachment()))
        harness.wait_until("the scanner to be unwell", 10, lambda: unwell(rig))
        assert_deferred(rig.send(samples.plain()))
        assert len(rig.sink.all()) == before


def test_clamd_hanging_defers(rig):
    rig.restart_milter("limit_scan_seconds = 2")
    try:
        with clamd_again(rig):
            os.kill(rig.clamd_pid, signal.SIGSTOP)
            assert_deferred(rig.send(with_attachment()))
    finally:
        rig.restart_milter()


def test_clamd_killed_while_mail_flows_never_lets_through(rig):
    """EICAR in each mail; clamd is killed again and again: 250 only when it was found."""
    replies = []

    def sender():
        for _ in range(25):
            with contextlib.suppress(Exception):
                raw = samples.mixed(samples.headers("試験", "kill"), "x\n",
                                    samples.attachment("e.txt", samples.EICAR, "text/plain"))
                replies.append(rig.send(raw))

    with clamd_again(rig):
        thread = threading.Thread(target=sender)
        thread.start()
        for _ in range(4):
            with contextlib.suppress(ProcessLookupError):
                os.kill(rig.clamd_pid, signal.SIGKILL)
            harness.wait_until("clamd to be gone", 5, lambda: harness.gone(rig.clamd_pid))
            rig.start_clamd()
            harness.wait_until("some mails", 20, lambda n=len(replies): len(replies) > n or not thread.is_alive())
        thread.join()
    assert replies
    for reply in replies:
        assert reply.code in (250, 451), reply
        if reply.code == 250:
            got = rig.delivered(reply.queue_id)
            assert samples.EICAR not in got.raw and "infected" in rig.log_line(reply.queue_id)


def test_lost_canary_defers(rig):
    """A clamd with a database that has not our canary is a clamd that looks at nothing."""
    with clamd_again(rig):
        rig.stop_clamd()
        rig.start_clamd_with(lambda: os.unlink(rig.path("clamd/db/misogi-canary.ndb")))
        harness.wait_until("the canary to be missed", 10, lambda: "anary" in rig.control("status")["scanner"]["error"])
        assert_deferred(rig.send(samples.plain()))


def test_signatures_without_a_date_defer_when_an_age_is_asked(rig):
    rig.stop_milter()
    rig.write_settings()
    with open(rig.path("misogi.conf")) as f:
        text = f.read().replace("signature_max_age = off", "signature_max_age = 7d")
    rig.write("misogi.conf", text)
    rig.start_milter(wait=False)
    try:
        harness.wait_until("the control socket", 20, lambda: rig.control("status"))
        harness.wait_until("the scanner to be unwell", 10, lambda: unwell(rig))
        assert_deferred(rig.send(samples.plain()))
    finally:
        rig.restart_milter()


def test_over_limit_is_not_scanned_and_held(rig):
    """clamd's own limit below ours: Heuristics.Limits is not clean and no virus either."""
    with clamd_again(rig):
        rig.stop_clamd()
        rig.start_clamd("MaxFileSize 100K", "MaxScanSize 200K")
        harness.wait_until("misogi to be well", 10, rig.is_well)
        raw = samples.mixed(samples.headers("試験", "limit"), "x\n",
                            samples.attachment("big.pdf", samples.PDF + os.urandom(300000), "application/pdf"))
        got = rig.through(raw)
        line = rig.log_line(got.queue_id)
        assert "held=1" in line and ("scan-limit" in line or "not-scanned" in line), line
