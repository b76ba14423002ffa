# SPDX-License-Identifier: BSD-2-Clause
"""misogi config, policy and help: what is printed, what is refused and how it ends."""
import json
import os
import subprocess

import harness

OK, USAGE, CONFIG = 0, 64, 78
SAMPLES = os.path.join(os.path.dirname(__file__), "..", "..", "conf", "policies")


def misogi(*args):
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run([harness.binary("misogi"), *args], env=env, capture_output=True,
                          encoding="utf-8", check=False)


def written(rig, name, text):
    path = rig.path(name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def test_config_n_prints_what_differs(rig):
    conf = written(rig, "changed.conf", "limit_parts = 7\nhelp_line = DX推進課\n  内線 2345\n"
                   "limit_headers = 2000\n")
    done = misogi("-c", conf, "config", "-n")
    assert done.returncode == OK, done.stderr
    assert done.stdout == "help_line = DX推進課 内線 2345\nlimit_parts = 7\n", done.stdout


def test_config_d_prints_the_defaults_whatever_the_file_says(rig):
    conf = written(rig, "changed.conf", "limit_parts = 7\n")
    done = misogi("-c", conf, "config", "-d")
    assert "limit_parts = 500\n" in done.stdout and "passphrase =\n" in done.stdout


def test_config_show_reads_back(rig):
    conf = written(rig, "changed.conf", "limit_parts = 7\nnotice_language = both\n")
    shown = misogi("-c", conf, "config", "show")
    again = misogi("-c", written(rig, "again.conf", shown.stdout), "config", "show")
    assert again.returncode == OK, again.stderr
    assert shown.stdout == again.stdout


def test_config_get_prints_one_value(rig):
    conf = written(rig, "changed.conf", "limit_text_bytes = 2048K\n")
    assert misogi("-c", conf, "config", "get", "limit_text_bytes").stdout == "2M\n"
    done = misogi("-c", conf, "--json", "config", "get", "limit_text_bytes")
    assert json.loads(done.stdout) == {"limit_text_bytes": "2M"}
    done = misogi("-c", conf, "config", "get", "limit_txt_bytes")
    assert done.returncode == USAGE and "did you mean limit_text_bytes" in done.stderr, done.stderr


def test_config_refuses_a_bad_file_with_its_places(rig):
    conf = written(rig, "bad.conf", "limit_parts = 0\nhostnam = a\n")
    done = misogi("-c", conf, "config", "show")
    assert done.returncode == CONFIG and done.stdout == ""
    assert f"{conf}:1:15: error: limit_parts" in done.stderr, done.stderr
    assert f'{conf}:2:1: error: unknown key "hostnam" (did you mean "hostname"?)' in done.stderr


def test_config_wants_one_question(_rig):
    for args in ([], ["-n", "-d"], ["get"], ["get", "a", "b"], ["-n", "show"], ["list"]):
        assert misogi("config", *args).returncode == USAGE, args


def test_policy_check_accepts_the_samples(_rig):
    for name in sorted(os.listdir(SAMPLES)):
        done = misogi("policy", "check", os.path.join(SAMPLES, name))
        assert done.returncode == OK and "good (0 warnings)" in done.stdout, done.stderr


def test_policy_check_says_all_that_is_wrong(rig):
    path = written(rig, "bad-policy.conf", "rulle x { }\nbody { link = show }\n")
    done = misogi("policy", "check", path)
    assert done.returncode == CONFIG and done.stdout == ""
    assert f'{path}:1:1: error: unknown block "rulle" (did you mean "rule"?)' in done.stderr
    assert f'{path}:2:8: error: body has no key "link" (did you mean "links"?)' in done.stderr
    told = json.loads(misogi("--json", "policy", "check", path).stdout)
    assert told["good"] is False
    assert [(d["line"], d["column"]) for d in told["diagnostics"]] == [(1, 1), (2, 8), (0, 0)]
    assert "エラー" in misogi("--lang", "ja", "policy", "check", path).stderr


def test_policy_show_reads_back(rig):
    shown = misogi("policy", "show", os.path.join(SAMPLES, "city-departments.conf"))
    assert shown.returncode == OK and "quarantine at least: infected" in shown.stdout
    again = misogi("policy", "show", written(rig, "shown.conf", shown.stdout))
    assert again.returncode == OK, again.stderr

    def rules(text):
        return [line for line in text.splitlines() if not line.startswith("#")]
    assert rules(again.stdout) == rules(shown.stdout)


def test_help_explains_every_word_it_lists(_rig):
    words = [json.loads(line) for line in misogi("--json", "help").stdout.splitlines()]
    assert len(words) > 200
    for word in words[::20]:
        done = misogi("help", word["word"])
        assert done.returncode == OK and word["word"] in done.stdout, word


def test_help_tells_default_and_example(_rig):
    text = misogi("help", "limit_parts").stdout
    assert "default: 500" in text and "example: limit_parts = 500" in text, text
    assert "e.g. release = after-password" in misogi("help", "after-password").stdout
    assert "例 match = type:docx" in misogi("--lang", "ja", "help", "docx").stdout
    done = misogi("help", "quarantne")
    assert done.returncode == USAGE and "did you mean quarantine" in done.stderr, done.stderr
