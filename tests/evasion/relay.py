# SPDX-License-Identifier: BSD-2-Clause
"""Folders of mails through `misogi sanitize --batch`, under a policy of this folder, with or
without a clamd of our own."""
import contextlib
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, os.environ.get("BUILD", "build"))


def policy(name):
    return os.path.join(HERE, "policies", f"{name}.conf")


@contextlib.contextmanager
def clamd(wanted):
    """The socket of a private clamd that knows EICAR, or `none`."""
    if not wanted:
        yield "none"
        return
    starter = os.path.join(ROOT, "tools/private-clamd.sh")
    with tempfile.TemporaryDirectory(prefix="misogi-clamd-") as home:
        subprocess.run([starter, home], check=True, stdout=subprocess.DEVNULL)
        try:
            yield "unix:" + os.path.join(home, "clamd.sock")
        finally:
            subprocess.run([starter, "--stop", home], check=True)


def sanitize(mails, into, which, socket="none", build=BUILD):
    """{mail: (path of the output or None, report or None)}; mails have different base names."""
    os.makedirs(into, exist_ok=True)
    conf = os.path.join(into, "misogi.conf")
    with open(conf, "w", encoding="utf-8") as f:
        f.write(f"worker_program = {build}/bin/misogi-worker\nspool_directory = {into}\n"
                f"policy_file = {policy(which)}\nclamd_socket = {socket}\nsignature_max_age = off\n")
    done = subprocess.run([f"{build}/bin/misogi", "-c", conf, "sanitize", "--clamd", socket, "--batch", into,
                           *mails],
                          stderr=subprocess.PIPE, text=True, check=False)
    results = {}
    for mail in mails:
        stem = os.path.join(into, os.path.splitext(os.path.basename(mail))[0])
        output = f"{stem}.eml" if os.path.exists(f"{stem}.eml") else None
        results[mail] = (output, report(f"{stem}.json"))
    return results, done.stderr


def report(path):
    try:
        with open(path, encoding="utf-8") as f:
            return json.load(f)
    except (OSError, ValueError):
        return None


def read(path):
    with open(path, "rb") as f:
        return f.read()
