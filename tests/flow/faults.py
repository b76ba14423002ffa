# SPDX-License-Identifier: BSD-2-Clause
"""What the fault tests share: small file systems, and strace that makes system calls of the release
program fail or kills it at one of them.
"""
import contextlib
import os
import shutil
import subprocess
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
        harness.wait_until("strace to hold all threads", 20, lambda: traced(pid) or strace.poll() is not None)
        if strace.poll() is not None:
            raise harness.Skipped("strace may not hold another process here")
        yield
    finally:
        strace.terminate()
        try:
            strace.wait(3)
        except subprocess.TimeoutExpired:  # it waits for a thread that died in its hands
            strace.kill()
            strace.wait(20)
