# SPDX-License-Identifier: BSD-2-Clause
"""misogi-milter as a service: start, signals, sockets, reload, drain, control."""
import os
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time

import harness
import samples


def test_bad_policy_at_reload_keeps_the_old(rig):
    before = rig.control("status")
    rig.write("policy.conf", "rule \"broken\" {\n    action = quaranteen\n")
    try:
        answer = rig.control("reload")
        assert not answer["ok"] and any("policy.conf:" in d for d in answer["diags"]), answer
        after = rig.control("status")
        for key in ("generation", "policy_digest"):
            assert after[key] == before[key]
        rig.through(samples.plain())
    finally:
        rig.write_settings()


def test_bad_settings_at_reload_keep_the_old(rig):
    before = rig.control("status")["generation"]
    rig.write_settings("no_such_key = 1")
    try:
        answer = rig.control("reload")
        assert not answer["ok"] and "misogi.conf:" in "".join(answer["diags"]), answer
        assert rig.control("status")["generation"] == before
    finally:
        rig.write_settings()


def test_good_reload_takes_over(rig):
    raw = samples.mixed(samples.headers("試験", "reload"), "本文\n",
                        samples.attachment("memo.txt", b"attached text\r\n", "text/plain"))
    assert "attached text" in rig.through(raw).text()
    before = rig.control("status")["generation"]
    rig.write_settings(policy=harness.POLICY.replace("action = text }", "action = quarantine }"))
    try:
        assert rig.control("reload")["ok"]
        assert rig.control("status")["generation"] == before + 1
        assert "attached text" not in rig.through(raw).text()
    finally:
        rig.write_settings()
        assert rig.control("reload")["ok"]


def test_old_generation_finishes_its_mail(rig):
    """MAIL under the old policy, reload, the rest: decided by the old policy."""
    with rig.client() as c:
        c.smtp.docmd("MAIL", "FROM:<yamada@example.com>")
        c.smtp.docmd("RCPT", f"TO:<{harness.TOWN}>")
        rig.write_settings(policy=harness.POLICY.replace('rule "hold all"    { match = from:hold@example.com',
                                                         'rule "hold all"    { match = from:yamada@example.com'))
        try:
            assert rig.control("reload")["ok"]
            code, text = c.smtp.data(samples.plain())
            assert code == 250, text
            queue_id = text.decode().rsplit(" ", 1)[-1]
            assert "action=sanitize" in rig.log_line(queue_id)
            assert "action=hold" in rig.log_line(rig.send(samples.plain()).queue_id)
        finally:
            rig.write_settings()
            assert rig.control("reload")["ok"]


def test_reload_leaves_no_old_nursery(rig):
    for _ in range(3):
        assert rig.control("reload")["ok"]
    harness.wait_until("one nursery only", 10, lambda: len(rig.children_of(rig.milter.pid)) == 1)


def test_reload_says_what_needs_a_restart(rig):
    rig.write_settings("listen_mode = 0660")
    rig.write("misogi.conf", open(rig.path("misogi.conf")).read().replace("listen_mode = 0666\n", ""))
    try:
        assert rig.control("reload")["needs_restart"] == ["listen_mode"]
    finally:
        rig.write_settings()
        assert rig.control("reload")["ok"]


def test_hup_does_not_stop_it(rig):
    pid = rig.milter.pid
    for _ in range(20):
        rig.milter.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert rig.milter.poll() is None and rig.control("status")["pid"] == pid
    rig.through(samples.plain())


def test_term_drains(rig):
    """A mail at its end is finished; a new one is told 421; then the process ends with 0."""
    os.kill(rig.control("status")["nursery"]["pid"], signal.SIGSTOP)
    stopped = rig.control("status")["nursery"]["pid"]
    replies = []
    thread = threading.Thread(target=lambda: replies.append(rig.send(samples.plain())))
    try:
        thread.start()
        harness.wait_until("a mail at its end", 10, lambda: rig.control("status")["at_end"] == 1)
        rig.milter.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        late = rig.send(samples.plain())
        assert late.code == 421 and "4.3.2 misogi: " in late.text, late
    finally:
        os.kill(stopped, signal.SIGCONT)
    thread.join()
    assert replies[0].code == 250, replies
    rig.delivered(replies[0].queue_id)
    milter, rig.milter = rig.milter, None
    assert milter.wait(20) == 0
    assert not os.path.exists(rig.path("milter.sock"))
    rig.start_milter()


def test_kill_leaves_a_stale_socket_that_the_next_start_takes(rig):
    rig.stop_milter(signal.SIGKILL)
    assert os.path.exists(rig.path("milter.sock"))
    reply = rig.send(samples.plain())
    assert reply.code == 451, reply
    rig.start_milter()
    rig.through(samples.plain())


def test_second_start_refuses(rig):
    done = subprocess.run(rig.milter_command(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          timeout=30)
    assert done.returncode != 0 and b"another process" in done.stderr, done
    rig.through(samples.plain())


def test_socket_mode_is_as_set(rig):
    assert os.stat(rig.path("milter.sock")).st_mode & 0o777 == 0o666
    assert os.stat(rig.path("control.sock")).st_mode & 0o777 == 0o600


def test_listens_on_a_descriptor_that_it_is_given(rig):
    """As systemd's socket activation does: descriptor 3, LISTEN_FDS, LISTEN_PID."""
    rig.stop_milter()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(rig.path("milter.sock"))
        os.chmod(rig.path("milter.sock"), 0o666)
        listener.listen(64)
        shell = ["/bin/sh", "-c", 'exec 3<&"$0"; LISTEN_PID=$$; export LISTEN_PID; exec "$@"',
                 str(listener.fileno()), *rig.milter_command()]
        command, rig.milter_command = rig.milter_command, lambda: shell
        try:
            rig.start_milter(pass_fds=[listener.fileno()], env=dict(os.environ, LISTEN_FDS="1"))
            rig.through(samples.plain())
            # The socket outlives a kill -9: who connects meanwhile waits.
            rig.stop_milter(signal.SIGKILL)
            replies = []
            thread = threading.Thread(target=lambda: replies.append(rig.send(samples.plain())))
            thread.start()
            time.sleep(0.3)
            rig.start_milter(pass_fds=[listener.fileno()], env=dict(os.environ, LISTEN_FDS="1"))
            thread.join()
            assert replies[0].code == 250, replies
        finally:
            rig.milter_command = command
            rig.stop_milter()
            if os.path.exists(rig.path("milter.sock")):
                os.unlink(rig.path("milter.sock"))
    rig.start_milter()


def test_tcp_listener(rig):
    port = harness.unused_port()
    rig.stop_milter()
    with open(rig.path("misogi.conf")) as f:
        text = f.read().replace(f"unix:{rig.dir}/milter.sock", f"inet:{port}@127.0.0.1")
    rig.write("misogi.conf", text)
    rig.start_milter()
    rig.reload_postfix(f"smtpd_milters = inet:127.0.0.1:{port}")
    try:
        rig.through(samples.plain())
    finally:
        rig.reload_postfix()
        rig.restart_milter()


def test_raises_its_limit_of_descriptors(rig):
    with open(f"/proc/{rig.milter.pid}/limits") as f:
        line = [l for l in f if l.startswith("Max open files")][0].split()
    assert line[3] == line[4], line
    assert int(line[3]) >= resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def test_refuses_to_run_as_root(rig):
    done = subprocess.run([a for a in rig.milter_command() if a != "--allow-root"],
                          stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=30)
    assert done.returncode == 77 and b"root" in done.stderr, done


def test_test_option(rig):
    assert subprocess.run([*rig.milter_command(), "-t"], timeout=30).returncode == 0
    rig.write_settings("no_such_key = 1")
    try:
        done = subprocess.run([*rig.milter_command(), "-t"], stderr=subprocess.PIPE, timeout=30)
        assert done.returncode == 78 and b"misogi.conf:" in done.stderr, done
    finally:
        rig.write_settings()


def test_control_socket_takes_nonsense_calmly(rig):
    for line in (b"\n", b"{}\n", b"\0\xff\n", b"[" * 4000 + b"\n", b'{"command":"status","command":"reload"}\n',
                 b"x" * 10000, b""):
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
            s.connect(rig.path("control.sock"))
            try:
                s.sendall(line)
                s.shutdown(socket.SHUT_WR)
                assert b'"ok":false' in s.recv(4096), line[:20]
            except (BrokenPipeError, ConnectionResetError):
                pass  # an answer to a line that is too long comes before its end
    assert rig.control("status")["ok"]


def test_cut_off_defers_everything_until_resumed(rig):
    assert rig.control("cut-off")["ok"]
    try:
        reply = rig.send(samples.plain())
        assert reply.code == 451 and reply.text.startswith("4.3.2 misogi: "), reply
        rig.restart_milter()
        assert rig.send(samples.plain()).code == 451, "it survives a restart"
    finally:
        assert rig.control("resume")["ok"]
    rig.through(samples.plain())


def test_garbage_on_the_milter_socket_is_survived(rig):
    for garbage in (b"", b"\0" * 100, b"\xff" * 100, b"GET / HTTP/1.0\r\n\r\n", b"\0\0\0\x0dO" + b"\0" * 12):
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(rig.path("milter.sock"))
            try:
                s.sendall(garbage)
            except OSError:
                pass
    rig.through(samples.plain())


def test_parallel_mails(rig):
    results, lock = [], threading.Lock()

    def one():
        with rig.client() as c:
            for _ in range(3):
                reply = c.send(samples.plain())
                with lock:
                    results.append(reply)

    threads = [threading.Thread(target=one) for _ in range(20)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [r.code for r in results] == [250] * 60, results


def test_tells_systemd_that_it_is_ready_alive_and_stopping(rig):
    rig.stop_milter()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
        s.bind(rig.path("notify.sock"))
        s.settimeout(15)
        env = dict(os.environ, NOTIFY_SOCKET=rig.path("notify.sock"), WATCHDOG_USEC="2000000")
        rig.start_milter(env=env)
        heard = ""
        while "READY=1" not in heard or "WATCHDOG=1" not in heard:
            heard += s.recv(4096).decode() + "\n"
        rig.stop_milter()
        while "STOPPING=1" not in heard:
            heard += s.recv(4096).decode() + "\n"
    rig.start_milter()


def test_unit_is_hardened(rig):
    del rig
    if not shutil.which("systemd-analyze"):
        raise harness.Skipped("systemd-analyze is not installed")
    unit = os.path.join(harness.ROOT, "conf/systemd/misogi-milter.service")
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[-400:]


def test_full_table_of_descriptors_is_survived(rig):
    """With few descriptors connections fail, mail is deferred, and it recovers."""
    rig.stop_milter()
    rig.start_milter(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    try:
        clients = []
        for _ in range(60):
            s = socket.socket(socket.AF_UNIX)
            s.connect(rig.path("milter.sock"))
            clients.append(s)
        time.sleep(0.5)
        for s in clients:
            s.close()
        harness.wait_until("mail to flow again", 30, lambda: rig.send(samples.plain()).code == 250, 0.5)
    finally:
        rig.restart_milter()
