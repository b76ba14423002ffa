# SPDX-License-Identifier: BSD-2-Clause
"""The rig of the flow tests: a real Postfix with a configuration and queue of its
own, a real clamd with a tiny database, misogi-milter, and a sink that keeps what
is delivered. All of it under one temporary directory and on loopback; stopped by
process id at the end.

The client's network is chosen by the source address: Postfix sees 127.0.0.2 as
the internet, .9 as the LGWAN, .8 as the number network, .7 as the monitor.
"""
import contextlib
import email
import email.policy
import json
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, os.environ.get("BUILD", "build"))
BIN = os.path.join(BUILD, "bin")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

INTERNET, LGWAN, MYNUMBER, MONITOR = "127.0.0.2", "127.0.0.9", "127.0.0.8", "127.0.0.7"
TOWN = "sato@city.example.lg.jp"

POLICY = """
zone monitor  { clients = 127.0.0.7/32  domains = monitor.example.jp }
zone lgwan    { clients = 127.0.0.9/32  domains = city.example.lg.jp, .city.example.lg.jp }
zone mynumber { clients = 127.0.0.8/32  domains = kojin.example.lg.jp }
zone internet { clients = any           domains = any }

crossing inbound  { from = internet   to = lgwan }
crossing outbound { from = lgwan      to = internet }
refuse   number   { to = mynumber     why = "個人番号利用事務系" }
pass     probe    { from = monitor    to = lgwan   why = "monitoring probe, text made by ourselves" }

body { alternative = plain   html = text   links = show   hidden = drop }

rule "hold all"    { match = from:hold@example.com     action = hold }
rule "reject all"  { match = from:reject@example.com   action = reject }
rule "discard all" { match = from:discard@example.com  action = discard }
rule "defer all"   { match = from:defer@example.com    action = defer }
rule "strip names" { match = name:strip-*              action = strip }
rule "strict for the mayor" {
    match  = to:mayor@city.example.lg.jp type:text
    action = quarantine   release = never
}
rule "opened"      { match = type:archive              action = open, quarantine }
rule "small text"  { match = type:text size:<=64K      action = text }
default { action = quarantine   release = approval   approver = section-head   keep = 30d }
"""


MARKS = ("ERROR: AddressSanitizer", "WARNING: ThreadSanitizer", "runtime error:", "LeakSanitizer")


def complaints(text):
    """What a sanitizer wrote, when the programs were built with one."""
    return [line for line in text.splitlines() if any(mark in line for mark in MARKS)]


class Skipped(Exception):
    """A test that cannot be done here; its text says why."""


def binary(name):
    return os.path.join(BIN, name)


def unused_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(what, seconds, question, step=0.05):
    """The first true answer of question(), or an AssertionError that says what was waited for."""
    end = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for: {what}")
        time.sleep(step)


def gone(pid):
    """No such process, or only its zombie."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


# ---- what is delivered ----

class Delivered:
    def __init__(self, sender, recipients, raw):
        self.sender, self.recipients, self.raw = sender, recipients, raw
        self.message = email.message_from_bytes(raw, policy=email.policy.default)

    def text(self):
        return self.message.get_body(("plain",)).get_content()


class Sink:
    """An SMTP server that offers neither 8BITMIME nor SMTPUTF8 and keeps everything."""

    def __init__(self):
        self.kept, self.lock = [], threading.Lock()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.session, args=(peer,), daemon=True).start()

    def session(self, peer):
        lines = peer.makefile("rb")
        say = lambda s: peer.sendall(s.encode() + b"\r\n")
        sender, recipients = None, []
        with contextlib.suppress(OSError), peer:
            say("220 sink")
            for line in lines:
                verb = line[:4].upper()
                if verb == b"DATA":
                    say("354 go on")
                    self.keep(Delivered(sender, recipients, self.data(lines)))
                    recipients = []
                elif verb == b"MAIL":
                    sender = line.split(b"<", 1)[1].split(b">")[0].decode()
                elif verb == b"RCPT":
                    recipients.append(line.split(b"<", 1)[1].split(b">")[0].decode())
                elif verb == b"QUIT":
                    say("221 bye")
                    return
                if verb != b"DATA":
                    say("250 ok")
                else:
                    say("250 kept")

    @staticmethod
    def data(lines):
        out = []
        for line in lines:
            if line == b".\r\n":
                break
            out.append(line[1:] if line.startswith(b".") else line)
        return b"".join(out)

    def keep(self, delivered):
        with self.lock:
            self.kept.append(delivered)

    def all(self):
        with self.lock:
            return list(self.kept)


# ---- the client ----

class Reply:
    """What Postfix said: to each recipient, and to the final dot (or what ended it before)."""

    def __init__(self):
        self.recipients, self.code, self.text = [], 0, ""

    @property
    def queue_id(self):
        found = re.search(r"queued as (\w+)", self.text)
        return found.group(1) if found else None

    def __repr__(self):
        return f"{self.code} {self.text}"


class Client:
    """One SMTP session; many messages may follow each other."""

    def __init__(self, port, source=INTERNET, timeout=60):
        self.smtp = smtplib.SMTP("127.0.0.1", port, timeout=timeout, source_address=(source, 0))
        self.smtp.ehlo("client.example.com")

    def send(self, raw, sender="yamada@example.com", to=TOWN):
        reply = Reply()
        code, text = self.smtp.docmd("MAIL", f"FROM:<{sender}>")
        if code != 250:
            reply.code, reply.text = code, text.decode("utf-8", "replace")
            return reply
        for address in [to] if isinstance(to, str) else to:
            code, text = self.smtp.docmd("RCPT", f"TO:<{address}>")
            reply.recipients.append((code, text.decode("utf-8", "replace")))
        if not any(code == 250 for code, _ in reply.recipients):
            reply.code, reply.text = reply.recipients[-1]
            with contextlib.suppress(smtplib.SMTPException):  # 421 ends the session
                self.smtp.rset()
            return reply
        code, text = self.smtp.data(raw)
        reply.code, reply.text = code, text.decode("utf-8", "replace")
        return reply

    def close(self):
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.smtp.quit()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


# ---- configuration ----

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {dir}/postfix/queue
data_directory = {dir}/postfix/data
maillog_file = {dir}/postfix/maillog
maillog_file_prefixes = /
myhostname = mx.test
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
smtpd_peername_lookup = no
smtpd_tls_security_level = none
smtp_tls_security_level = none
smtp_dns_support_level = disabled
smtp_host_lookup = native
default_transport = smtp:[127.0.0.1]:{sink}
relayhost =
message_size_limit = 30000000
mailbox_size_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_timeout = 100s
smtpd_forbid_unauth_pipelining = yes
in_flow_delay = 0
enable_long_queue_ids = yes
message_reject_characters = \\0
smtpd_milters = unix:{dir}/milter.sock
non_smtpd_milters = unix:{dir}/milter.sock
milter_default_action = tempfail
milter_protocol = 6
import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C
{more}
"""

MASTER_CF = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

MISOGI_CONF = """
hostname = misogi.test
site_name = 試験市 無害化システム
listen = unix:{dir}/milter.sock
listen_mode = 0666
control_socket = {dir}/control.sock
policy_file = {dir}/policy.conf
worker_program = {bin}/misogi-worker
spool_directory = {dir}/spool
store_directory = {dir}/store
store_reserve = 1M
public_key_file = {dir}/seal.pub
secret_key_file = {dir}/seal.key
clamd_socket = unix:{dir}/clamd/clamd.sock
clamd_canary_interval = 1s
signature_max_age = off
trusted_authserv_ids = mx.test
log_level = info
{more}
"""


class Rig:
    def __init__(self, keep=False):
        self.dir = tempfile.mkdtemp(prefix="misogi-flow-")
        os.chmod(self.dir, 0o755)
        self.keep_dir = keep
        self.port = unused_port()
        self.sink = Sink()
        self.milter = self.postfix = self.clamd_pid = None

    def path(self, *names):
        return os.path.join(self.dir, *names)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    # -- start and stop --

    def start(self):
        for name in ("spool", "store"):
            os.makedirs(self.path(name), mode=0o750)
        self.write_settings()
        self.start_clamd()
        self.misogi("key", "init")
        self.start_milter()
        self.start_postfix()
        return self

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        for stop in (self.stop_postfix, self.stop_milter, self.stop_clamd):
            with contextlib.suppress(Exception):
                stop()
        self.sink.listener.close()
        if not self.keep_dir:
            shutil.rmtree(self.dir, ignore_errors=True)

    def write_settings(self, more="", policy=POLICY):
        self.write("misogi.conf", MISOGI_CONF.format(dir=self.dir, bin=BIN, more=more))
        self.write("policy.conf", policy)

    def recover(self):
        """After a failed test: everything as at the start."""
        for stop in (self.stop_milter, self.stop_clamd):
            with contextlib.suppress(Exception):
                stop()
        self.write_settings()
        self.start_clamd()
        self.start_milter()

    # -- clamd --

    def start_clamd(self, *lines):
        env = dict(os.environ, PATH=PATH)
        os.makedirs(self.path("clamd"), exist_ok=True)
        subprocess.run([os.path.join(ROOT, "tools/private-clamd.sh"), self.path("clamd"), *lines],
                       check=True, env=env, stdout=subprocess.DEVNULL)
        with open(self.path("clamd/clamd.pid")) as f:
            self.clamd_pid = int(f.read())

    def start_clamd_with(self, change):
        """clamd with a database as change() leaves it: the script that starts it would mend it."""
        subprocess.run([os.path.join(ROOT, "tools/private-clamd.sh"), "--config", self.path("clamd")],
                       check=True)
        change()
        out = open(self.path("clamd.out"), "ab")
        clamd = subprocess.Popen([shutil.which("clamd", path=PATH), "--config-file",
                                  self.path("clamd/clamd.conf")], stdin=subprocess.DEVNULL,
                                 stdout=out, stderr=out, start_new_session=True)
        out.close()
        self.clamd_pid = clamd.pid
        threading.Thread(target=clamd.wait, daemon=True).start()

    def stop_clamd(self):
        if self.clamd_pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.clamd_pid, signal.SIGCONT)
                os.kill(self.clamd_pid, signal.SIGTERM)
            pid, self.clamd_pid = self.clamd_pid, None
            wait_until("clamd to end", 15, lambda: gone(pid))

    # -- misogi --

    def milter_command(self):
        return [binary("misogi-milter"), "-c", self.path("misogi.conf"), "--allow-root"]

    def start_milter(self, wait=True, **popen):
        log = open(self.path("milter.log"), "ab")
        self.milter = subprocess.Popen(self.milter_command(), stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=log, start_new_session=True, **popen)
        log.close()
        if wait:
            wait_until("misogi-milter to be well", 30, self.is_well)

    def is_well(self):
        if self.milter.poll() is not None:
            raise AssertionError("misogi-milter has ended: " + self.log()[-2000:])
        status = self.control("status")
        return bool(status and status["scanner"]["healthy"] and status["nursery"]["alive"])

    def stop_milter(self, how=signal.SIGTERM):
        if self.milter:
            with contextlib.suppress(ProcessLookupError):
                self.milter.send_signal(how)
            milter, self.milter = self.milter, None
            return milter.wait(40)

    def restart_milter(self, more="", policy=POLICY):
        self.stop_milter()
        self.write_settings(more, policy)
        self.start_milter()

    def control(self, command, **more):
        """The answer of the control socket; None while nobody answers."""
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(30)
            try:
                s.connect(self.path("control.sock"))
                s.sendall(json.dumps({"command": command, **more}).encode() + b"\n")
                with s.makefile() as answer:
                    return json.loads(answer.readline())
            except (OSError, ValueError):
                return None

    def misogi(self, *args, check=True, text=True):
        done = subprocess.run([binary("misogi"), "-c", self.path("misogi.conf"), *args],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=text, env=dict(os.environ, LANG="C.UTF-8"))
        # A child that a sanitizer ended is only a dead child to the command. Not so races: the
        # threads of a batch are GLib's own pool, whose locks ThreadSanitizer does not see.
        said = done.stderr if text else done.stderr.decode("utf-8", "replace")
        if complaints(said) and "ThreadSanitizer" not in said:
            raise AssertionError(f"misogi {' '.join(args)}: {said}")
        if check and done.returncode != 0:
            raise AssertionError(f"misogi {' '.join(args)}: {done.returncode}: {done.stderr}")
        return done

    def log(self):
        with open(self.path("milter.log"), encoding="utf-8", errors="replace") as f:
            return f.read()

    def log_line(self, queue_id, seconds=5):
        """The one line of a mail."""
        def find():
            return [l for l in self.log().splitlines() if f"{queue_id}: id=" in l]
        return wait_until(f"a log line of {queue_id}", seconds, find)[0]

    # -- postfix --

    def write_postfix(self, more=""):
        self.write("postfix/conf/main.cf",
                   MAIN_CF.format(dir=self.dir, sink=self.sink.port, more=more))
        self.write("postfix/conf/master.cf", MASTER_CF.format(port=self.port))

    def start_postfix(self, more=""):
        for name in ("queue", "data"):
            os.makedirs(self.path("postfix", name), exist_ok=True)
        shutil.chown(self.path("postfix/data"), "postfix", "postfix")
        self.write_postfix(more)
        out = open(self.path("postfix.out"), "ab")
        self.postfix = subprocess.Popen(
            ["/usr/sbin/postfix", "-c", self.path("postfix/conf"), "start-fg"],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            env={"PATH": PATH, "LANG": "C"})
        out.close()
        wait_until("Postfix to answer", 30, self.postfix_answers)

    def postfix_answers(self):
        if self.postfix.poll() is not None:
            raise AssertionError("Postfix has ended: " + self.maillog()[-2000:])
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def postfix_command(self, *args):
        return subprocess.run(["/usr/sbin/postfix", "-c", self.path("postfix/conf"), *args],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env={"PATH": PATH, "LANG": "C"}, timeout=60)

    def reload_postfix(self, more=""):
        """Other settings for Postfix; its smtpd processes take them with the next session."""
        self.write_postfix(more)
        self.postfix_command("reload")
        time.sleep(0.3)

    def stop_postfix(self):
        if self.postfix:
            self.postfix_command("stop")
            postfix, self.postfix = self.postfix, None
            postfix.wait(20)

    def maillog(self):
        try:
            with open(self.path("postfix/maillog"), errors="replace") as f:
                return f.read()
        except OSError:
            return ""

    def submit(self, raw, sender, to):
        """A mail by sendmail(1), as a local program would send it."""
        return subprocess.run(["/usr/sbin/sendmail", "-C", self.path("postfix/conf"), "-i", "-f",
                               sender, to], input=raw, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env={"PATH": PATH, "LANG": "C"})

    # -- mail --

    def client(self, source=INTERNET, timeout=60):
        return Client(self.port, source, timeout)

    def send(self, raw, sender="yamada@example.com", to=TOWN, source=INTERNET):
        with self.client(source) as c:
            return c.send(raw, sender, to)

    def delivered(self, queue_id, seconds=20):
        """The delivered message of that queue id, by the Received line that Postfix puts on top."""
        assert queue_id, "not queued"
        mark = f"id {queue_id}".encode()
        def find():
            return [d for d in self.sink.all() if mark in d.raw.split(b"\r\n\r\n", 1)[0]]
        return wait_until(f"delivery of {queue_id}", seconds, find)[0]

    def through(self, raw, **envelope):
        """Sends, wants 250, gives back what is delivered."""
        reply = self.send(raw, **envelope)
        assert reply.code == 250, f"want 250, got {reply}"
        got = self.delivered(reply.queue_id)
        got.queue_id = reply.queue_id
        return got

    def row(self, queue_id):
        """What the store has of a mail."""
        return json.loads(self.misogi("--json", "quarantine", "show", queue_id).stdout)

    def await_state(self, queue_id, state):
        """A state is written after the MTA was answered."""
        wait_until(f"state {state} of {queue_id}", 10, lambda: self.row(queue_id)["state"] == state)

    def export(self, what):
        """The clear bytes of a held part ("ID/PATH") or original ("ID")."""
        out = self.path(f"export-{time.monotonic_ns()}")
        self.misogi("quarantine", "export", what, "-o", out, "--reason", "test")
        with open(out, "rb") as f:
            return f.read()

    def blobs(self):
        """How many sealed files there are."""
        return sum(1 for _, _, files in os.walk(self.path("store")) for f in files
                   if re.fullmatch(r"[0-9a-f]{32}(\.\w+)?", f))

    def files_below(self, name):
        return [os.path.join(d, f) for d, _, files in os.walk(self.path(name)) for f in files]

    @staticmethod
    def children_of(pid):
        """Of all its threads; quick, for tests that race with a child's short life."""
        found = []
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/children") as f:
                    found += [int(child) for child in f.read().split()]
        return found


def missing():
    """Why the rig cannot be set up here, or None."""
    if os.geteuid() != 0:
        return "Postfix's master needs root"
    for program in ("postfix", "clamd"):
        if not shutil.which(program, path=PATH):
            return f"{program} is not installed"
    return None


if __name__ == "__main__":
    sys.exit("this is the rig: run tests/flow/run.py")
