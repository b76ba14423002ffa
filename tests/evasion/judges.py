# SPDX-License-Identifier: BSD-2-Clause
"""The foreign parsers and how each is called. Each program of judges/ prints a line of JSON for
each mail: the parts that it sees with type, name and decoded bytes."""
import base64
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess

from relay import BUILD, HERE

NODE_HOME = os.path.join(BUILD, "judges")
AT_ONCE = 150  # mails given to one process

PACKAGE = "JSON.parse(fs.readFileSync('node_modules/%s/package.json')).version"

# name, command, what says its version
JUDGES = {
    "Python email": (["python3", "-B", "python_email.py"], ["python3", "--version"]),
    "MIME::Parser": (["perl", "mime_parser.pl"], ["perl", "-MMIME::Tools", "-e", "print MIME::Tools->VERSION"]),
    "Email::MIME": (["perl", "email_mime.pl"], ["perl", "-MEmail::MIME", "-e", "print Email::MIME->VERSION"]),
    "Ruby mail": (["ruby", "mail.rb"], ["ruby", "-rmail", "-e", "print Mail::VERSION.version"]),
    "mailparser": (["node", "node.js", "mailparser", NODE_HOME], ["node", "-p", PACKAGE % "mailparser"]),
    "postal-mime": (["node", "node.js", "postal-mime", NODE_HOME], ["node", "-p", PACKAGE % "postal-mime"]),
    "ripmime": (["python3", "-B", "unpackers.py", "ripmime"], ["dpkg-query", "-Wf${Version}", "ripmime"]),
    "munpack": (["python3", "-B", "unpackers.py", "munpack"], ["dpkg-query", "-Wf${Version}", "mpack"]),
    "reformime": (["python3", "-B", "unpackers.py", "reformime"], ["dpkg-query", "-Wf${Version}", "maildrop"]),
    "uudeview": (["python3", "-B", "unpackers.py", "uudeview"], ["dpkg-query", "-Wf${Version}", "uudeview"]),
}
# These name types; the others unpack files into a folder.
PARSERS = ("Python email", "MIME::Parser", "Email::MIME", "Ruby mail", "mailparser", "postal-mime", "reformime")


class Part:
    """What a judge sees as one part."""

    def __init__(self, said):
        self.type = said["type"].lower().strip()
        self.name = said["name"]
        self.data = base64.b64decode(said["data"])

    def digest(self):
        """Blanks and line ends apart, as programs write the last line of a text differently."""
        return hashlib.sha256(re.sub(rb"\s", b"", self.data)).hexdigest()


def version(name):
    home = NODE_HOME if JUDGES[name][1][0] == "node" else None
    done = subprocess.run(JUDGES[name][1], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=False, cwd=home)
    return done.stdout.strip().replace("Python ", "")


def present():
    """The judges whose program and libraries are there."""
    found = []
    for name, (command, _) in JUDGES.items():
        program = command[-1] if command[2:3] == ["unpackers.py"] else command[0]
        home = NODE_HOME if command[0] == "node" else HERE
        if shutil.which(program) and os.path.isdir(home) and version(name):
            found.append(name)
    return found


def ask(name, mails):
    """{mail: [Part] or None when the judge failed}"""
    command, said = JUDGES[name][0], {}
    for start in range(0, len(mails), AT_ONCE):
        done = subprocess.run([*command, *mails[start:start + AT_ONCE]], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL,
                              check=False, cwd=os.path.join(HERE, "judges"))
        for line in done.stdout.splitlines():
            try:
                answer = json.loads(line)
                said[answer["mail"]] = None if answer.get("error") else [Part(p) for p in answer["parts"]]
            except (ValueError, KeyError):
                continue
    return {mail: said.get(mail) for mail in mails}


def ask_all(names, mails):
    """{judge: {mail: [Part] or None}}, two judges at a time."""
    mails = [os.path.abspath(mail) for mail in mails]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda name: ask(name, mails), names)
        return dict(zip(names, answers))
