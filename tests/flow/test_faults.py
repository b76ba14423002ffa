# SPDX-License-Identifier: BSD-2-Clause
"""What fails under misogi: clamd's place to unpack, the store's file system, its database. Mail is
deferred or held, nothing is called clean that was not looked at, nothing is lost, and all is well
afterwards.
"""
import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess

import harness
import samples
from faults import arrived, assert_deferred_for_storage, fill, injected, mounted, token_of, with_attachment


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
