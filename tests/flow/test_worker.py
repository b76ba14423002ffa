# SPDX-License-Identifier: BSD-2-Clause
"""The nursery and its children die: mail waits or is held whole, nothing is lost."""
import contextlib
import os
import signal
import subprocess
import threading
import time

import harness
import samples


def nursery(rig):
    return rig.control("status")["nursery"]["pid"]


def test_nursery_killed_is_born_again(rig):
    old = nursery(rig)
    os.kill(old, signal.SIGKILL)
    harness.wait_until("another nursery", 15, lambda: rig.is_well() and nursery(rig) != old)
    rig.through(samples.japanese_html())


def test_children_killed_while_mail_flows_lose_nothing(rig):
    """Each mail is sanitized, held whole with a notice, or deferred."""
    replies, stop = [], threading.Event()

    def killer():
        pid = nursery(rig)
        while not stop.is_set():
            for child in rig.children_of(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)

    thread = threading.Thread(target=killer)
    thread.start()
    try:
        with rig.client() as c:
            for _ in range(30):
                replies.append(c.send(samples.japanese_html()))
    finally:
        stop.set()
        thread.join()
    for reply in replies:
        assert reply.code in (250, 451), reply
        if reply.code == 250:
            got = rig.delivered(reply.queue_id)
            line = rig.log_line(reply.queue_id)
            assert b"JVBER" not in got.raw
            assert "action=sanitize" in line or "action=hold" in line, line
    rig.through(samples.plain())


def held_for_time(rig, raw):
    """Sends until both children of one mail were stopped in time: the reply, and its log line."""
    for _ in range(10):
        reply = rig.send(raw)
        assert reply.code == 250, reply
        line = rig.log_line(reply.queue_id)
        if "action=hold" in line:
            return reply, line
        assert "action=sanitize" in line, line
    raise AssertionError("no mail had both its children stopped")


def test_child_out_of_time_holds_whole_with_a_notice(rig):
    """A stopped child never answers: limit job_seconds ends it, twice, then the mail is held."""
    rig.restart_milter("limit_job_seconds = 1")
    stop = threading.Event()

    def stopper():
        pid = nursery(rig)
        while not stop.is_set():
            for child in rig.children_of(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGSTOP)

    thread = threading.Thread(target=stopper)
    thread.start()
    try:
        raw = samples.mixed(samples.headers("試験", "late"), "秘密の本文\n",
                            samples.attachment("x.pdf", samples.PDF + os.urandom(5000000), "application/pdf"))
        reply, line = held_for_time(rig, raw)
        stop.set()
        assert "worker-timeout" in line, line
        assert "秘密の本文" not in rig.delivered(reply.queue_id).text()
        assert rig.export(rig.row(reply.queue_id)["id"]) == raw, "nothing is lost"
    finally:
        stop.set()
        thread.join()
        rig.restart_milter()


def test_front_links_no_parser(rig):
    libraries = subprocess.run(["ldd", harness.binary("misogi-milter")], stdout=subprocess.PIPE,
                               text=True, check=True).stdout
    for name in ("libgmime", "libgumbo", "libmagic", "libxml", "libarchive"):
        assert name not in libraries, libraries


def test_nursery_ends_with_the_front(rig):
    pid = nursery(rig)
    rig.stop_milter(signal.SIGKILL)
    try:
        harness.wait_until("the nursery to end", 10, lambda: harness.gone(pid))
    finally:
        rig.start_milter()
    rig.through(samples.plain())


def test_limit_eom_seconds(rig):
    """The nursery hangs: the mail is deferred in time, and flows again afterwards."""
    rig.restart_milter("limit_eom_seconds = 5")
    pid = nursery(rig)
    os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        reply = rig.send(samples.plain())
        assert reply.code == 451, reply
        assert time.monotonic() - began < 30
    finally:
        os.kill(pid, signal.SIGCONT)
        rig.restart_milter()
    rig.through(samples.plain())
