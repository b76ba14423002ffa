# SPDX-License-Identifier: BSD-2-Clause
"""What README says that one can type: `make run` and `make install` do what it promises."""
import os
import shutil
import signal
import subprocess
import time

import harness

RUN = os.path.join(harness.ROOT, "tools/run.sh")


def start_demo(rig, **env):
    """The demo in a place of its own, so that what it leaves there can be seen."""
    os.makedirs(rig.path("demo"), exist_ok=True)
    return subprocess.Popen([RUN], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, start_new_session=True,
                            env=dict(os.environ, TMPDIR=rig.path("demo"), **env))


def read_until(demo, words, seconds):
    """What the demo prints up to a line with these words."""
    out, end = "", time.monotonic() + seconds
    for line in demo.stdout:
        out += line
        if words in line or time.monotonic() > end:
            break
    return out


def test_make_run_shows_six_mails_before_and_after(rig):
    demo = start_demo(rig, RUN_ONCE="1")
    out, _ = demo.communicate(timeout=80)
    assert demo.returncode == 0, out
    assert out.count("  before  ") == 6 and out.count("  after   ") == 6, out
    assert out.count("action=sanitize") == 6, out
    for seen in ("Eicar-Test", "winmail.dat", "encrypted", "ここから下が", "資料一式.zip/setup.bat",
                 "multipart/mixed"):
        assert seen in out, f"{seen} is not in {out}"
    assert not os.listdir(rig.path("demo")), "a directory is left over"


def test_make_run_stays_until_ctrl_c_and_cleans_up(rig):
    demo = start_demo(rig)
    try:
        out = read_until(demo, "delivered:", 80)
        assert "Ctrl-C" in out and demo.poll() is None, out
    finally:
        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=60)
    assert demo.returncode == 0, rest
    assert not os.listdir(rig.path("demo")), "a directory is left over"
    left = subprocess.run(["pgrep", "-f", rig.path("demo")], stdout=subprocess.PIPE, text=True).stdout
    assert not left, f"processes are left over: {left}"


def test_make_install_honours_destdir_and_prefix(rig):
    top = rig.path("installed")
    make = subprocess.run(["make", "-s", "-C", harness.ROOT, "install", f"BUILD={harness.BUILD}",
                           f"DESTDIR={top}", "prefix=/usr"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert make.returncode == 0, make.stdout
    for name in ("bin/misogi", "sbin/misogi-milter", "libexec/misogi/misogi-worker",
                 "share/man/man1/misogi.1", "share/man/man5/misogi-policy.5",
                 "lib/systemd/system/misogi-milter.service"):
        assert os.path.exists(os.path.join(top, "usr", name)), name
    assert os.path.exists(os.path.join(top, "etc/misogi/policy.conf"))
    version = subprocess.run([os.path.join(top, "usr/bin/misogi"), "version"],
                             stdout=subprocess.PIPE, text=True)
    assert version.returncode == 0 and "0.1.0" in version.stdout, version.stdout
    shutil.rmtree(top)
