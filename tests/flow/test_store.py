# SPDX-License-Identifier: BSD-2-Clause
"""The store full, locked, without its key: mail is deferred, nothing half-written stays."""
import os
import shutil
import sqlite3
import subprocess

import harness
import samples


def with_attachment(size):
    return samples.mixed(samples.headers("試験", "store"), "x\n",
                         samples.attachment("x.pdf", samples.PDF + os.urandom(size), "application/pdf"))


def database(rig):
    found = [p for p in rig.files_below("store") if p.endswith((".db", ".sqlite", ".sqlite3"))]
    assert found, list(rig.files_below("store"))
    return found[0]


def assert_deferred(reply):
    assert reply.code == 452 and reply.text.startswith("4.3.1 misogi: "), reply


def test_full_disk_defers_and_leaves_nothing(rig):
    rig.stop_milter()
    store = rig.path("store")
    os.rename(store, store + ".kept")
    os.mkdir(store, 0o750)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=750", "misogi-flow", store],
                      stderr=subprocess.DEVNULL).returncode != 0:
        os.rmdir(store)
        os.rename(store + ".kept", store)
        rig.start_milter()
        raise harness.Skipped("a tmpfs cannot be mounted here")
    try:
        rig.start_milter()
        rig.through(with_attachment(1000))
        codes = [rig.send(with_attachment(700000)) for _ in range(6)]
        assert codes[-1].code == 452, codes
        assert_deferred(codes[-1])
        rig.misogi("log", "verify")
        taken = sum(reply.code == 250 for reply in codes)
        assert rig.blobs() == taken + 1, "a blob for each that was taken, no other"
    finally:
        rig.stop_milter()
        subprocess.run(["umount", store], check=True)
        os.rmdir(store)
        os.rename(store + ".kept", store)
        rig.start_milter()


def test_reserve_is_kept_free(rig):
    free = shutil.disk_usage(rig.path("store")).free
    rig.stop_milter()
    rig.write_settings()
    with open(rig.path("misogi.conf")) as f:
        text = f.read().replace("store_reserve = 1M", f"store_reserve = {free // 1048576 + 100000}M")
    rig.write("misogi.conf", text)
    rig.start_milter()
    try:
        assert_deferred(rig.send(samples.plain()))
    finally:
        rig.restart_milter()


def test_locked_database_defers(rig):
    before = rig.blobs()
    other = sqlite3.connect(database(rig), timeout=5, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        assert_deferred(rig.send(with_attachment(10)))
        assert rig.blobs() == before, "what no row names is removed"
    finally:
        other.rollback()
        other.close()
    rig.through(with_attachment(10))


def test_state_is_handed_over_never_delivered(rig):
    rig.await_state(rig.through(samples.plain()).queue_id, "handed-over")


def test_milter_refuses_to_start_without_the_public_key(rig):
    rig.stop_milter()
    os.rename(rig.path("seal.pub"), rig.path("seal.pub.away"))
    try:
        done = subprocess.run(rig.milter_command(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              timeout=30)
        assert done.returncode != 0, done
    finally:
        os.rename(rig.path("seal.pub.away"), rig.path("seal.pub"))
        rig.start_milter()


def test_milter_never_opens_the_secret_key(rig):
    rig.stop_milter()
    os.rename(rig.path("seal.key"), rig.path("seal.key.away"))
    try:
        rig.start_milter()
        assert rig.through(with_attachment(10))
    finally:
        os.rename(rig.path("seal.key.away"), rig.path("seal.key"))
