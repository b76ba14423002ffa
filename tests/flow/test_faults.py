# SPDX-License-Identifier: BSD-2-Clause
"""What fails under misogi: a disk, a file system, a fork, a database, Postfix itself, its own life.
Each time: mail is deferred or held, nothing is called clean or delivered that is not, nothing is
lost, and all is well afterwards.
"""
import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time

import harness
import samples


def with_attachment(token, size=1000):
    return samples.mixed(samples.headers("試験", token), f"{token}\n",
                         samples.attachment("x.pdf", samples.PDF + os.urandom(size), "application/pdf"))


def token_of(name):
    return f"{name}-{time.time_ns()}"


def arrived(rig, token):
    """How many delivered mails carry the token, which is ASCII and stands in Message-ID."""
    return sum(f"<sample-{token}@".encode() in d.raw for d in rig.sink.all())


def assert_deferred_for_storage(reply):
    assert reply.code == 452 and reply.text.startswith("4.3.1 misogi: "), reply


@contextlib.contextmanager
def mounted(path, options):
    """A tmpfs at a path of the rig, in place of what is there."""
    kept = path + ".kept"
    os.rename(path, kept)
    os.mkdir(path, 0o755)
    try:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "misogi-flow", path],
                          stderr=subprocess.DEVNULL).returncode != 0:
            raise harness.Skipped("a tmpfs cannot be mounted here")
        try:
            yield
        finally:
            harness.wait_until(f"{path} to be let go", 20, lambda: subprocess.run(
                ["umount", path], stderr=subprocess.DEVNULL).returncode == 0)
    finally:
        os.rmdir(path)
        os.rename(kept, path)


def fill(path):
    """Takes all that is free there."""
    with open(path, "wb", buffering=0) as f, contextlib.suppress(OSError):
        while True:
            f.write(b"\0" * 4096)


# ---- strace: a fault at a system call of the release program ----

def traced(pid):
    """Whether each thread has a tracer."""
    states = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/status") as f:
            states.append("TracerPid:\t0\n" not in f.read())
    return bool(states) and all(states)


@contextlib.contextmanager
def injected(rig, pid, calls, fault):
    if not shutil.which("strace"):
        raise harness.Skipped("strace is not installed")
    strace = subprocess.Popen(["strace", "-f", "-qq", "-p", str(pid), "-o", rig.path("strace.out"),
                               "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}"],
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        harness.wait_until("strace to hold all threads", 20, lambda: traced(pid) or harness.gone(pid))
        yield
    finally:
        strace.terminate()
        try:
            strace.wait(3)
        except subprocess.TimeoutExpired:  # it waits for a thread that died in its hands
            strace.kill()
            strace.wait(20)


# ---- clamd cannot unpack ----

def big_zip_with_virus():
    """Its member does not fit into a small temporary directory."""
    member = samples.EICAR + b"\r\n" + os.urandom(1 << 20)
    return samples.mixed(samples.headers("試験", "unpack"), "x\n",
                         samples.attachment("big.zip", samples.zipped(("eicar.com", member)), "application/zip"))


def assert_never_clean(rig, reply):
    """Deferred; or taken, and then the zip is held as infected or as what was not scanned."""
    if reply.code == 451:
        return
    assert reply.code == 250, reply
    got = rig.delivered(reply.queue_id)
    assert samples.EICAR not in got.raw and b"UEsDB" not in got.raw
    parts = [p for p in rig.row(reply.queue_id)["parts"] if p["name"] == "big.zip"]
    assert parts and all(p["scan"] in ("infected", "not-scanned") for p in parts), parts


@contextlib.contextmanager
def clamd_again(rig):
    try:
        yield
    finally:
        rig.stop_clamd()
        os.makedirs(rig.path("clamd/tmp"), exist_ok=True)
        rig.start_clamd()
        harness.wait_until("misogi to be well again", 20, rig.is_well)
        rig.through(samples.plain())


def test_clamd_without_room_to_unpack_calls_nothing_clean(rig):
    with clamd_again(rig), mounted(rig.path("clamd/tmp"), "size=256k"):
        assert_never_clean(rig, rig.send(big_zip_with_virus()))
        fill(rig.path("clamd/tmp/filler"))
        assert_never_clean(rig, rig.send(big_zip_with_virus()))
        rig.stop_clamd()


def test_clamd_whose_temporary_directory_cannot_be_written_calls_nothing_clean(rig):
    with clamd_again(rig), mounted(rig.path("clamd/tmp"), "ro,size=256k"):
        assert_never_clean(rig, rig.send(big_zip_with_virus()))
        rig.stop_clamd()


def test_clamd_whose_temporary_directory_is_gone_calls_nothing_clean(rig):
    with clamd_again(rig):
        shutil.rmtree(rig.path("clamd/tmp"))
        assert_never_clean(rig, rig.send(big_zip_with_virus()))


# ---- the store's file system ----

@contextlib.contextmanager
def store_on(rig, options):
    rig.stop_milter()
    try:
        with mounted(rig.path("store"), options):
            try:
                yield
            finally:
                rig.stop_milter()
    finally:
        rig.start_milter()


def test_store_without_inodes_defers_and_recovers(rig):
    with store_on(rig, "size=16m,mode=750,nr_inodes=400"):
        rig.start_milter()
        rig.through(with_attachment("inodes"))
        fillers = []
        with contextlib.suppress(OSError):
            for i in range(400):
                path = rig.path(f"store/filler{i}")
                open(path, "x").close()
                fillers.append(path)
        token = token_of("inodes")
        assert_deferred_for_storage(rig.send(with_attachment(token)))
        assert rig.blobs() == 1 and arrived(rig, token) == 0
        for path in fillers:
            os.unlink(path)
        rig.through(with_attachment(token))
        assert rig.blobs() == 2 and arrived(rig, token) == 1
        rig.misogi("quarantine", "check")


def test_store_that_turns_read_only_defers_and_recovers(rig):
    """As ext4 does when its disk fails: nothing can be made durable from now on."""
    before, token, mark = rig.blobs(), token_of("erofs"), len(rig.log())
    with injected(rig, rig.milter.pid, "renameat,fsync,fdatasync", "error=EROFS"):
        assert_deferred_for_storage(rig.send(with_attachment(token)))
    harness.wait_until("its log line", 5, lambda: "why=store-io" in rig.log()[mark:])
    assert rig.blobs() == before and arrived(rig, token) == 0
    rig.restart_milter()
    rig.through(with_attachment(token))
    assert arrived(rig, token) == 1


def test_store_that_is_read_only_at_the_start_is_refused_by_name(rig):
    with store_on(rig, "size=4m,mode=750"):
        rig.start_milter()
        rig.stop_milter()
        subprocess.run(["mount", "-o", "remount,ro", rig.path("store")], check=True)
        done = subprocess.run(rig.milter_command(), stdin=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, timeout=30)
        assert done.returncode != 0 and "who may write to store_directory" in done.stderr, done


# ---- the database ----

def start_refused(rig):
    """The text with which the milter refuses to start."""
    done = subprocess.run(rig.milter_command(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, timeout=60)
    assert done.returncode != 0, done
    return done.stderr


def contents(rig):
    """Each file of the store but SQLite's own bookkeeping, with its hash."""
    out = {}
    for path in rig.files_below("store"):
        if not path.endswith(("-shm", "-wal")):
            with open(path, "rb") as f:
                out[path] = hashlib.sha256(f.read()).hexdigest()
    return out


def overwrite(path, at, data):
    with open(path, "r+b") as f:
        f.seek(at)
        f.write(data)


def newer(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA user_version=99")
    other.close()


DAMAGES = {
    "magic": lambda p: overwrite(p, 3, b"\x00"),
    "page size": lambda p: overwrite(p, 16, b"\x03\x01"),
    "schema page": lambda p: overwrite(p, 100, b"\xff" * 64),
    "second page": lambda p: overwrite(p, 4096, b"\xff" * 64),
    "cut to half": lambda p: os.truncate(p, os.path.getsize(p) // 2),
    "cut within the header": lambda p: os.truncate(p, 60),
    "emptied": lambda p: os.truncate(p, 0),
    "removed": os.unlink,
    "newer": newer,
}
REMEDY = {"newer": "install the newer misogi"}


def test_damaged_or_newer_database_is_refused_and_nothing_is_deleted(rig):
    rig.through(with_attachment("damage"))
    rig.stop_milter()
    store, kept, problems = rig.path("store"), rig.path("store.kept"), []
    shutil.copytree(store, kept)
    try:
        for name, damage in DAMAGES.items():
            database = next(p for p in rig.files_below("store") if p.endswith((".db", ".sqlite")))
            for extra in ("-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(database + extra)
            damage(database)
            before = contents(rig)
            try:
                said = start_refused(rig)
                for want in (os.path.basename(database), REMEDY.get(name, "backup")):
                    assert want in said, f"no {want}: {said}"
                assert contents(rig) == before, "files were changed"
            except (AssertionError, subprocess.TimeoutExpired) as e:
                problems.append(f"{name}: {e}")
            shutil.rmtree(store)
            shutil.copytree(kept, store)
    finally:
        shutil.rmtree(kept)
        rig.start_milter()
    assert not problems, "\n".join(problems)
    rig.misogi("quarantine", "check")


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
