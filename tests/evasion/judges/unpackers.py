#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every file that a program which unpacks mails into a folder makes of each mail.

unpackers.py ripmime|munpack|uudeview|reformime FILE...

reformime -x crashes in Debian 12, so its sections are listed and taken out one by one.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

# How each is called; {mail} and {into} are put in. What reads standard input gets the mail there.
COMMANDS = {
    "ripmime": ["ripmime", "-i", "{mail}", "-d", "{into}", "--overwrite"],
    "munpack": ["munpack", "-t", "-f", "-q", "-C", "{into}"],
    "uudeview": ["uudeview", "-i", "-d", "-m", "-a", "-q", "-p", "{into}", "{mail}"],
}


def files(directory):
    for where, _, names in os.walk(directory):
        for name in sorted(names):
            path = os.path.join(where, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as f:
                    yield name, f.read()


def reformime(mail):
    """Section by section."""
    def run(*options):
        with open(mail, "rb") as stdin:
            return subprocess.run(["reformime", *options], stdin=stdin, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, timeout=20, check=False).stdout
    said, section, name = {"mail": mail, "parts": []}, "", {}
    for line in run("-i").decode("latin-1").splitlines():
        key, _, value = line.partition(": ")
        if key == "section":
            section = value
            name[section] = ["", ""]
        elif key == "content-type":
            name[section][0] = value
        elif key in ("content-name", "content-disposition-filename"):
            name[section][1] = value
    for section, (kind, file) in list(name.items())[:40]:
        if not kind.startswith("multipart/"):
            data = base64.b64encode(run("-e", "-s", section)).decode()
            said["parts"].append({"type": kind, "name": file, "data": data})
    return said


def unpack(which, mail):
    if which == "reformime":
        return reformime(mail)
    with tempfile.TemporaryDirectory(prefix="misogi-judge-") as into:
        command = [word.format(mail=os.path.abspath(mail), into=into) for word in COMMANDS[which]]
        with open(mail, "rb") as stdin:
            done = subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  timeout=20, check=False, cwd=into)
        said = {"mail": mail, "parts": [
            {"type": "", "name": name.encode("utf-8", "replace").decode(), "data": base64.b64encode(data).decode()}
            for name, data in files(into)]}
        if done.returncode < 0:
            said["error"] = f"signal {-done.returncode}"
        return said


if __name__ == "__main__":
    for path in sys.argv[2:]:
        try:
            print(json.dumps(unpack(sys.argv[1], path)))
        except (subprocess.TimeoutExpired, OSError) as e:
            print(json.dumps({"mail": path, "parts": [], "error": type(e).__name__}))
