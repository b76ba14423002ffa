# SPDX-License-Identifier: BSD-2-Clause
"""The checker of the invariants: what a run of attempts left behind, held against I1 to I6.

Knows nothing of how the run was made. Each attempt says which tokens its mail carried and what the
client was told; the sink, the store and the log say what became of it. Returns sentences, one for
each violation; an empty list is the proof.
"""
import base64
import binascii
import email
import email.policy
import json
import os
import re


class Attempt:
    """One mail sent: `visible` must arrive with a 250, `forbidden` must never arrive."""

    def __init__(self, visible, forbidden, code=0, queue_id=None):
        self.visible, self.forbidden, self.code, self.queue_id = visible, forbidden, code, queue_id


def forms(raw):
    """All that a reader could make of a delivered mail: the bytes, each decoded leaf, and what any
    run of base64 in them decodes to."""
    yield raw
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if not part.is_multipart():
            leaf = part.get_payload(decode=True) or b""
            yield leaf
            for run in re.findall(rb"[A-Za-z0-9+/\r\n]{40,}={0,2}", leaf):
                compact = re.sub(rb"\s", b"", run)
                try:
                    yield base64.b64decode(compact[: len(compact) // 4 * 4])
                except binascii.Error:
                    pass


def holds(raw, token):
    return any(token.encode() in f or token.encode("utf-16-le") in f for f in forms(raw))


def no_loss(attempts, delivered):
    """I1, first half: a 250 arrives; a refusal leaves no copy."""
    whole = {a.visible: 0 for a in attempts}
    notices = {}
    for d in delivered:
        for f in forms(d.raw):
            for token in re.findall(rb"VISIBLE-[0-9a-f]{16}", f):
                if token.decode() in whole:
                    whole[token.decode()] += 1
        top = d.raw.split(b"\r\n\r\n", 1)[0]
        for queue_id in re.findall(rb"\bid (\w{10,})", top):
            notices[queue_id.decode()] = d
    for a in attempts:
        if a.code == 250 and not whole[a.visible] and a.queue_id not in notices:
            yield f"I1 lost: {a.visible} was answered 250 (queue id {a.queue_id}) and never arrived"
        if 400 <= a.code < 600 and whole[a.visible]:
            yield f"I1 doubled: {a.visible} was answered {a.code} and arrived all the same"


def no_leak(attempts, delivered):
    """I2: no forbidden token in any form in anything delivered."""
    owner = {token: a for a in attempts for token in a.forbidden}
    for d in delivered:
        for f in forms(d.raw):
            for token in re.findall(rb"FORBIDDEN-[0-9a-f]{16}", f):
                if token.decode() in owner:
                    yield f"I2 leaked: {token.decode()} (of {owner[token.decode()].visible}) was delivered"


def recorded(rig, attempts):
    """I1, second half, and I3: each queued mail has one row, and the chain of the record is whole."""
    rows = {}
    for line in rig.misogi("--json", "log", "search", "-n", "1000000").stdout.splitlines():
        message = json.loads(line)
        rows.setdefault(message.get("queue_id"), []).append(message)
    for a in attempts:
        if a.code == 250 and len(rows.get(a.queue_id, [])) != 1:
            yield f"I3 record: {a.queue_id} has {len(rows.get(a.queue_id, []))} rows, want 1"
    verify = rig.misogi("log", "verify", check=False)
    if verify.returncode:
        yield "I3 record: misogi log verify: " + verify.stdout + verify.stderr


def quarantined(rig, attempts, sample):
    """I1, third part: what was removed is held, decrypts, and is the token's own file."""
    out = rig.path("exported")
    for a in [a for a in attempts if a.code == 250 and a.forbidden][:sample]:
        show = rig.misogi("--json", "quarantine", "show", a.queue_id, check=False)
        if show.returncode:
            yield f"I1 quarantine: {a.queue_id} is not in the store: {show.stderr.strip()}"
            continue
        row = json.loads(show.stdout)
        held = [p for p in row["parts"] if p["blob"] and p["blob"]["is_held"]]
        if row.get("action") != "sanitize":
            continue  # held whole: the original is sealed, not the part
        if not held:
            yield f"I1 quarantine: {a.queue_id} has no held part"
        for part in held:
            done = rig.misogi("quarantine", "export", f"{row['id']}/{part['path']}", "-o", out,
                              "--reason", "verify", check=False)
            if done.returncode:
                yield f"I1 quarantine: {a.queue_id} part {part['path']}: {done.stderr.strip()}"
                continue
            with open(out, "rb") as f:
                content = f.read()
            os.unlink(out)
            if not any(token.encode() in content for token in a.forbidden):
                yield f"I4 isolation: {a.queue_id} part {part['path']} is not that mail's own file"


def isolated(attempts, delivered):
    """I4: nothing delivered holds the tokens of two mails."""
    for d in delivered:
        seen = {t for f in forms(d.raw) for t in re.findall(rb"VISIBLE-[0-9a-f]{16}", f)}
        if len(seen) > 1:
            yield f"I4 isolation: one delivered mail holds {sorted(seen)}"


def nothing_left(rig):
    """I5: no spool file with a name, no blob without row, no row without blob."""
    left = os.listdir(rig.path("spool"))
    if left:
        yield f"I5 left over in the spool: {left}"
    check = json.loads(rig.misogi("--json", "quarantine", "check", check=False).stdout)
    if check["orphans"] or check["missing"]:
        yield f"I5 store: files without row {check['orphans']}, rows without file {check['missing']}"


def all_invariants(rig, attempts, sample=200):
    delivered = rig.sink.all()
    problems = []
    for part in (no_loss(attempts, delivered), no_leak(attempts, delivered), recorded(rig, attempts),
                 quarantined(rig, attempts, sample), isolated(attempts, delivered), nothing_left(rig)):
        problems += part
    return problems
