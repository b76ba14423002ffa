#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every case of tests/corpus/text through `misogi sanitize --batch` with a real clamd: the text,
headers and findings that come out are those that the case expects. See casefile.py.

cases.py [PREFIX...]      only cases whose names begin so; BUILD says which build
cases.py --write DIR      writes the mails as DIR/NAME.eml
"""
import difflib
import email
import email.policy
import json
import os
import subprocess
import sys
import tempfile

import casefile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BIN = os.path.join(ROOT, os.environ.get("BUILD", "build"), "bin")
CLAMD = os.path.join(ROOT, "tools/private-clamd.sh")
POLICY = """
zone lgwan {{ clients = 10.1.0.0/16  domains = town.example.lg.jp }}
zone internet {{ clients = any  domains = any }}
crossing inbound {{ from = internet  to = lgwan }}
body {{
{body}
}}
rule "text" {{
	match = type:text,html,mail,calendar,contact
	action = text, quarantine
}}
default {{
	action = quarantine
	keep = 30d
}}
"""
NOTICE_ENDS = ("━━ ここから下が", "-- The message from outside")


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return None


def write(path, text):
    mode = "wb" if isinstance(text, bytes) else "w"
    with open(path, mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as f:
        f.write(text)


def batch(cases, work, socket):
    """Cases of one policy and one configuration: {name: (mail, report)}, and what was said."""
    os.makedirs(f"{work}/in")
    for case in cases:
        write(f"{work}/in/{case.name}.eml", case.raw)
    write(f"{work}/policy.conf", POLICY.format(body="\n".join("\t" + line for line in cases[0].policy)))
    write(f"{work}/misogi.conf", f"worker_program = {BIN}/misogi-worker\nspool_directory = {work}\n"
          f"policy_file = {work}/policy.conf\nclamd_socket = unix:{socket}\nsignature_max_age = off\n" + "\n".join(cases[0].config) + "\n")
    done = subprocess.run([f"{BIN}/misogi", "-c", f"{work}/misogi.conf", "sanitize", "--batch", f"{work}/out",
                           *(f"{work}/in/{case.name}.eml" for case in cases)],
                          stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "TZ": "Asia/Tokyo"})
    results = {case.name: (read(f"{work}/out/{case.name}.eml"), read(f"{work}/out/{case.name}.json"))
               for case in cases}
    return results, done.stderr


def without_notice(text):
    lines = text.split("\n")
    ends = [i for i, line in enumerate(lines) if line.startswith(NOTICE_ENDS)]
    return "\n".join(lines[ends[-1] + 1:] if ends and lines[0].startswith(("━━", "--")) else lines)


def text_of(message):
    data = message.get_payload(decode=True)
    return without_notice(data.decode(message.get_content_charset()).replace("\r\n", "\n")).strip("\n")


def differences(case, output, report):
    if output is None or report is None:
        return ["nothing came out"]
    message = email.message_from_bytes(output, policy=email.policy.default)
    report = json.loads(report)
    got = {name: str(message[name] or "") for name in ("subject", "from", "to")}
    got["findings"] = " ".join(sorted({f["finding"] for f in report["findings"]}))
    got["names"] = ", ".join(p["name"] for p in report["parts"] if p["role"] == "attachment")
    want = {"findings": "", **case.expect}
    want["findings"] = " ".join(sorted(want["findings"].split()))
    found = [f"{key}: want {want[key]!r}\n{' ' * len(key)}   got {got[key]!r}" for key in want if want[key] != got[key]]
    number = report["envelope"]["id"]
    reference = f"{number[:4]}-{number[4:]}"
    lines = [line.split("\n") for line in (case.text.strip("\n"), text_of(message).replace(reference, "REFERENCE"))]
    found += list(difflib.unified_diff(*lines, "want", "got", lineterm="", n=1))
    return found


def run(cases, say=print):
    """Names of the cases whose outcome is another."""
    groups = {}
    for case in cases:
        groups.setdefault((case.policy, case.config), []).append(case)
    failed = []
    with tempfile.TemporaryDirectory(prefix="misogi-cases-") as work:
        subprocess.run([CLAMD, f"{work}/clamd"], check=True)
        try:
            for number, group in enumerate(groups.values()):
                results, said = batch(group, f"{work}/{number}", f"{work}/clamd/clamd.sock")
                for case in group:
                    found = differences(case, *results[case.name])
                    if found:
                        failed.append(case.name)
                        say(f"  FAILED  {case.name}: {case.claim}", *("    " + line for line in found), sep="\n")
                if any(results[case.name][0] is None for case in group):
                    say(said)
        finally:
            subprocess.run([CLAMD, "--stop", f"{work}/clamd"], check=True)
    return failed


def main(arguments):
    if arguments[:1] == ["--write"]:
        os.makedirs(arguments[1], exist_ok=True)
        for case in casefile.load(f"{HERE}/text"):
            write(f"{arguments[1]}/{case.name}.eml", case.raw)
        return 0
    cases = casefile.load(f"{HERE}/text", arguments)
    failed = run(cases)
    print(f"cases: {len(cases)} mails, {len(failed)} with another text, header or finding than expected")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except casefile.Mistake as mistake:
        sys.exit(f"cases: {mistake}")
