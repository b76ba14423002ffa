# SPDX-License-Identifier: BSD-2-Clause
"""What `make run` shows: six mails before and after, and the log. See tools/run.sh."""
import email
import email.policy
import os
import signal
import sys
import unicodedata

import harness
import samples

WIDTH = 78


def title(text):
    columns = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    print(f"\n──── {text} " + "─" * max(0, WIDTH - columns - 6))


def show_structure(message, depth=0):
    for part in [message] if not message.is_multipart() else message.iter_parts():
        kind, name = part.get_content_type(), part.get_filename()
        print(f"   {'  ' * depth}{kind}{'  ' + name if name else ''}")
        if part.is_multipart() and kind != "message/rfc822":
            show_structure(part, depth + 1)


def show_before(number, raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    title(f"{number}. {message['Subject']}")
    print(f"  before  {len(raw)} bytes from {message['From']}")
    show_structure(message)


def show_after(rig, reply):
    if reply.code != 250:
        print(f"  after   not taken: {reply}")
        return
    got = rig.delivered(reply.queue_id)
    print(f"  after   {len(got.raw)} bytes, {got.message.get_content_type()}")
    for line in got.text().rstrip().splitlines():
        print("   | " + line)
    print("  log     " + rig.log_line(reply.queue_id))


def show_where(rig):
    title("misogi stays up until Ctrl-C")
    conf = rig.path("misogi.conf")
    print(f"""  send a mail:  a client on 127.0.0.1, port {rig.port}, to someone@city.example.lg.jp
  look at it:   {harness.binary('misogi')} -c {conf} status
                {harness.binary('misogi')} -c {conf} quarantine list
                {harness.binary('misogi')} -c {conf} log show ID
  the rules:    {rig.path('policy.conf')}   (then: misogi -c {conf} reload)
  the log:      {rig.path('milter.log')}
  delivered:    {rig.path('delivered')}/""", flush=True)


def stay(rig):
    os.makedirs(rig.path("delivered"), exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    shown = 0
    while True:
        kept = rig.sink.all()
        for number in range(shown, len(kept)):
            with open(rig.path("delivered", f"{number + 1:04d}.eml"), "wb") as f:
                f.write(kept[number].raw)
        shown = len(kept)
        signal.sigtimedwait([], 1)


def main():
    why = harness.missing()
    if why:
        sys.exit(f"make run: {why}")
    print("starting Postfix, clamd and misogi in a directory of their own …", flush=True)
    try:
        with harness.Rig() as rig:
            for number, (_, make) in enumerate(samples.SIX, 1):
                raw = make()
                show_before(number, raw)
                show_after(rig, rig.send(raw))
            if os.environ.get("RUN_ONCE"):
                return
            show_where(rig)
            stay(rig)
    except KeyboardInterrupt:
        print("\nstopping …")


if __name__ == "__main__":
    main()
