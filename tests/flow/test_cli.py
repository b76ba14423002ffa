# SPDX-License-Identifier: BSD-2-Clause
"""The commands over real files, the running milter and the private Postfix."""
import email
import email.policy
import json
import os
import shutil
import subprocess

import harness
import samples


def sample(rig, name, raw):
    path = rig.path("cli", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(raw)
    return path


def parse(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def sanitized(rig, raw, *args):
    """The mail and its report."""
    path = sample(rig, "in.eml", raw)
    report = rig.path("cli", "report.json")
    done = rig.misogi("sanitize", *args, "--report", report, path, text=False)
    with open(report, encoding="utf-8") as f:
        return parse(done.stdout), json.load(f)


def attachments(report):
    return [p for p in report["parts"] if p["role"] == "attachment"]


def test_sanitize_writes_one_text_part_and_a_report(rig):
    mail, report = sanitized(rig, samples.japanese_html(), "--to", harness.TOWN)
    assert mail.get_content_type() == "text/plain", mail.get_content_type()
    assert "工事" in mail.get_content()
    assert report["version"] == 1 and report["verdict"] == "sanitize", report
    assert [p["scan"] for p in attachments(report)] == ["clean", "clean"]
    assert {p["action"] for p in attachments(report)} == {"quarantine"}


def test_sanitize_finds_the_virus_in_a_zip(rig):
    mail, report = sanitized(rig, samples.eicar_zip(), "--to", harness.TOWN)
    (part,) = attachments(report)
    assert part["scan"] == "infected" and "Eicar" in part["scan_word"], part
    assert samples.EICAR not in mail.as_bytes()


def test_sanitize_reads_standard_input(rig):
    done = subprocess.run([harness.binary("misogi"), "-c", rig.path("misogi.conf"), "sanitize",
                           "--clamd", "none", "-"], input=samples.plain(), capture_output=True)
    assert done.returncode == 0, done.stderr
    assert parse(done.stdout).get_content_type() == "text/plain"


def test_clamd_none_says_so_and_nothing_is_clean(rig):
    path = sample(rig, "in.eml", samples.japanese_html())
    report = rig.path("cli", "report.json")
    done = rig.misogi("sanitize", "--clamd", "none", "--report", report, path)
    assert "nothing is scanned" in done.stderr, done.stderr
    with open(report, encoding="utf-8") as f:
        parts = attachments(json.load(f))
    assert {p["scan"] for p in parts} == {"not-scanned"}
    assert all("not-scanned" in p["findings"] for p in parts)


def test_held_refused_and_discarded_mail_comes_out_as_its_notice(rig):
    for action in ("hold", "reject", "discard"):
        secret = "KOTOBA-THAT-MUST-NOT-COME-OUT"
        raw = samples.crlf(samples.headers("題", 9, f"{action}@example.com")
                           + f"Content-Type: text/plain\n\n{secret}\n")
        mail, report = sanitized(rig, raw, "--from", f"{action}@example.com")
        assert report["verdict"] == action, report["verdict"]
        assert secret not in mail.as_string()
        assert mail.get_content_type() == "text/plain" and mail.get_content().strip()


def test_deferred_mail_gives_75_and_no_output(rig):
    path = sample(rig, "in.eml", samples.plain())
    out = rig.path("cli", "deferred.eml")
    for args in (["--from", "defer@example.com"], ["--clamd", "unix:/nonexistent"]):
        done = rig.misogi("sanitize", *args, "-o", out, path, check=False)
        assert done.returncode == 75, (done.returncode, done.stderr)
        assert not os.path.exists(out) and not done.stdout


def test_parts_are_written_under_safe_names(rig):
    raw = samples.mixed(samples.headers("題", 9), "x\n",
                        samples.attachment("../../見積書.pdf", samples.PDF, "application/pdf"))
    path = sample(rig, "in.eml", raw)
    into = rig.path("cli", "parts")
    rig.misogi("sanitize", "--parts", into, "-o", rig.path("cli", "out.eml"), path)
    (name,) = os.listdir(into)
    assert name.endswith("見積書.pdf.held") and "/" not in name, name
    with open(os.path.join(into, name), "rb") as f:
        assert f.read() == samples.PDF
    assert os.stat(os.path.join(into, name)).st_mode & 0o777 == 0o600


def test_batch_makes_a_mail_and_a_report_of_each(rig):
    paths = [sample(rig, f"batch-in/{i}.eml", make()) for i, (_, make) in
             enumerate(samples.SIX * 4)]
    into = rig.path("cli", "batch-out")
    rig.misogi("sanitize", "--batch", into, *paths)
    assert sorted(os.listdir(into)) == sorted(f"{i}.{kind}" for i in range(len(paths))
                                              for kind in ("eml", "json"))
    for i in range(len(paths)):
        with open(f"{into}/{i}.eml", "rb") as f:
            mail = parse(f.read())
        with open(f"{into}/{i}.json", encoding="utf-8") as f:
            report = json.load(f)
        original = parse(samples.SIX[i % 6][1]())
        assert mail["Subject"] == original["Subject"] == report["facts"]["subject"], i


def test_batch_refuses_to_overwrite(rig):
    one = sample(rig, "a/x.eml", samples.plain())
    two = sample(rig, "b/x.eml", samples.plain())
    assert rig.misogi("sanitize", "--batch", rig.path("cli", "o"), one, two, check=False).returncode == 64
    assert rig.misogi("sanitize", "--batch", rig.path("cli", "a"), one, check=False).returncode == 64
    with open(one, "rb") as f:
        assert f.read() == samples.plain()


def test_batch_goes_on_past_a_file_that_is_not_there(rig):
    good = sample(rig, "c/good.eml", samples.plain())
    into = rig.path("cli", "past")
    done = rig.misogi("sanitize", "--batch", into, "/nonexistent.eml", good, check=False)
    assert done.returncode == 66 and "/nonexistent.eml" in done.stderr, done
    assert sorted(os.listdir(into)) == ["good.eml", "good.json"]


def test_wrong_calls_are_told_apart(rig):
    path = sample(rig, "in.eml", samples.plain())
    for status, args in ((64, ["sanitize"]), (64, ["sanitize", "--frob", path]),
                         (64, ["sanitize", "--crossing", "nowhere", path]), (64, ["frob"]),
                         (66, ["sanitize", "/nonexistent.eml"]),
                         (77, ["sanitize", "--to", "a@kojin.example.lg.jp", path]),
                         (78, ["sanitize", "--policy", "/nonexistent", path]),
                         (78, ["-c", "/nonexistent", "status"]), (65, ["explain", "ZZZZZZZZ"])):
        done = rig.misogi(*args, check=False)
        assert done.returncode == status, (args, done.returncode, done.stderr)
        assert done.stderr


def test_explain_shows_every_rule_tried(rig):
    path = sample(rig, "in.eml", samples.japanese_html())
    text = rig.misogi("explain", "--lang", "en", "--to", harness.TOWN, path).stdout
    assert "見積書.pdf" in text and "small text" in text and "policy.conf:" in text, text
    assert text.index("small text") < text.index("do    quarantine")
    assert not any(line.endswith(" ") for line in text.splitlines()), text
    japanese = rig.misogi("explain", "--lang", "ja", "--to", harness.TOWN, path).stdout
    assert "ではない" in japanese and " is " not in japanese, japanese
    report = json.loads(rig.misogi("explain", "--json", path).stdout)
    assert report["trace"], report


def test_explain_of_a_missing_file_says_so(rig):
    for name in ("missing-file.eml", rig.path("missing-file")):
        done = rig.misogi("explain", name, check=False)
        assert done.returncode == 66 and not done.stdout, (name, done)
        assert f"{name}: No such file or directory" in done.stderr, done.stderr


def test_explain_of_a_queue_id_shows_the_record(rig):
    reply = rig.send(samples.plain())
    assert reply.code == 250, reply
    harness.wait_until("the record", 10, lambda: rig.misogi(
        "explain", reply.queue_id, check=False).returncode == 0)
    assert "sanitize" in rig.misogi("explain", reply.queue_id).stdout


def test_status_is_green_and_says_why_not(rig):
    done = rig.misogi("status", "--lang", "en")
    assert "green" in done.stdout and "NOT GREEN" not in done.stdout, done.stdout
    assert json.loads(rig.misogi("status", "--json").stdout)["problems"] == []
    rig.stop_milter()
    try:
        done = rig.misogi("status", "--lang", "en", check=False)
        assert done.returncode == 69 and "not running" in done.stderr, done.stderr
    finally:
        rig.start_milter()


def test_reload_tells_of_a_bad_policy_and_keeps_the_old(rig):
    before = json.loads(rig.misogi("status", "--json").stdout)["generation"]
    rig.write("policy.conf", "rule \"x\" {\n")
    try:
        done = rig.misogi("reload", check=False)
        assert done.returncode == 78 and "policy.conf:" in done.stderr, (done.returncode, done.stderr)
        assert json.loads(rig.misogi("status", "--json").stdout)["generation"] == before
    finally:
        rig.write_settings()
    rig.misogi("reload")
    assert json.loads(rig.misogi("status", "--json").stdout)["generation"] == before + 1


def test_check_is_all_ok_here_and_fails_without_clamd(rig):
    rows = {}
    done = rig.misogi("check", "--json", check=False)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        rows[row["check"]] = row
    bad = [r for r in rows.values() if r["level"] == "FAIL"]
    assert done.returncode == 0 and not bad, bad
    for name in ("settings", "policy", "keys", "store", "clamd-canary", "clamd-encrypted",
                 "clamd-exceeds-max", "worker", "milter", "store-commit", "clock"):
        assert rows[name]["level"] == "ok", rows[name]
    assert rows["user"]["level"] == ("warn" if os.geteuid() == 0 else "ok"), rows["user"]
    if not os.path.isdir("/run/systemd/system"):
        assert rows["systemd"]["level"] == "ok", rows["systemd"]
    rig.write("nobody.conf", open(rig.path("misogi.conf")).read().replace(
        "/clamd/clamd.sock", "/nobody.sock"))
    done = rig.misogi("-c", rig.path("nobody.conf"), "check", check=False)
    assert done.returncode == 69 and "FAIL  clamd-canary" in done.stdout, done.stdout


def test_check_of_this_postfix(rig):
    done = rig.misogi("check", "--postfix", "--postfix-dir", rig.path("postfix/conf"), "--json",
                      check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(r["check"] == "postfix-milter" and r["level"] == "ok" for r in rows), rows
    assert not any(r["check"] == "postfix-milter" and r["level"] == "FAIL" for r in rows), rows


def test_setup_prints_what_check_wants(rig):
    text = rig.misogi("setup", "postfix").stdout
    for name in ("smtpd_milters", "non_smtpd_milters", "milter_default_action=tempfail"):
        assert f"postconf -e {name}" in text, text
    # As typed into a shell: the backslash must arrive.
    assert "message_reject_characters='\\0'" in text, text


def postfix_rows(rig, conf, settings="misogi.conf"):
    """What is not ok there; a Postfix as we say must leave nothing."""
    done = rig.misogi("-c", rig.path(settings), "check", "--postfix", "--postfix-dir", conf,
                      "--json", check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) > 10, done
    return [r for r in rows if r["level"] != "ok"]


def typed(text):
    subprocess.run(["sh", "-e"], input=text, text=True, check=True, capture_output=True,
                   env=dict(os.environ, PATH=harness.PATH))


def settings_with_socket(rig, name, listen):
    with open(rig.path("misogi.conf")) as f:
        lines = ["listen = unix:" + listen + "\n" if l.startswith("listen =") else l for l in f]
    rig.write(name, "".join(lines))


def debian_postfix(rig, name):
    """A folder as Debian's postfix package makes it; nothing runs there."""
    conf = rig.path(name)
    os.makedirs(conf)
    os.makedirs(rig.path(name, "queue"))
    shutil.copy("/usr/share/postfix/master.cf.dist", os.path.join(conf, "master.cf"))
    rig.write(name + "/main.cf", f"compatibility_level = 3.6\nqueue_directory = {conf}/queue\n")
    return conf


def test_postfix_set_up_as_printed_is_all_ok_and_delivers(rig):
    conf = rig.path("postfix/conf")
    try:
        before = {r["check"] for r in postfix_rows(rig, conf)}
        assert {"postfix-size", "postfix-bare-newline", "postfix-smtputf8"} <= before, before
        lines = rig.misogi("setup", "postfix", "--postfix-dir", conf, "--lang", "en").stdout
        typed(lines.replace("misogi check", ": misogi check"))
        assert postfix_rows(rig, conf) == []
        rig.postfix_command("reload")
        assert rig.through(samples.plain()).raw
        again = rig.misogi("setup", "postfix", "--postfix-dir", conf, "--lang", "en").stdout
        assert again == lines, "a second time it says something else"
    finally:
        rig.reload_postfix()


def test_postfix_of_debian_set_up_as_printed_is_all_ok(rig):
    for name, listen in (("debian-run", "/run/misogi/milter.sock"),
                         ("debian-spool", "/var/spool/postfix/misogi/milter.sock")):
        conf = debian_postfix(rig, name)
        settings_with_socket(rig, name + ".conf", listen)
        lines = rig.misogi("-c", rig.path(name + ".conf"), "setup", "postfix", "--postfix-dir",
                           conf).stdout
        assert ("smtp/inet/chroot=n" in lines) == (name == "debian-run"), lines
        typed(lines.replace("misogi check", ": misogi check"))
        assert postfix_rows(rig, conf, name + ".conf") == [], name


def test_postfix_with_our_main_cf_is_all_ok(rig):
    conf = debian_postfix(rig, "debian-file")
    settings_with_socket(rig, "debian-file.conf", "/var/spool/postfix/misogi/milter.sock")
    with open(os.path.join(harness.ROOT, "conf/postfix/main.cf.misogi")) as f:
        ours = f.read()
    with open(os.path.join(conf, "main.cf"), "a") as f:
        f.write(ours)
    for line in ours.splitlines():
        if "postconf -P" in line:
            typed(line.lstrip("# ").replace("postconf", f"postconf -c {conf}"))
    assert postfix_rows(rig, conf, "debian-file.conf") == []


def test_e2e_finds_its_mail_in_the_store(rig):
    done = rig.misogi("check", "--e2e", "--smtp", f"127.0.0.1:{rig.port}", "--from",
                      "check@example.com", "--to", harness.TOWN, "--json", check=False)
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and row["level"] == "ok", (row, done.stderr)


def test_works_without_any_settings(rig):
    path = sample(rig, "in.eml", samples.japanese_html())
    policy = os.path.join(harness.ROOT, "conf/policies/alpha-town.conf")
    done = subprocess.run([harness.binary("misogi"), "sanitize", "--policy", policy, "--clamd",
                           "none", path], capture_output=True)
    if os.path.exists("/etc/misogi/misogi.conf"):
        raise harness.Skipped("misogi is installed here")
    assert done.returncode == 0, done.stderr
    assert parse(done.stdout).get_content_type() == "text/plain"


def test_version_and_overview(rig):
    assert rig.misogi("version").stdout.startswith("misogi ")
    overview = rig.misogi("-h").stdout
    for name in ("status", "check", "sanitize", "quarantine"):
        assert f"  {name} " in overview, overview
