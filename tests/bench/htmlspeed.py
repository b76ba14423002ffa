#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""htmlspeed.py HTMLBENCH DIR [--every N]: HTML to text side by side over the newsletters of DIR: ours and
the bare parser in one process, other converters as a process for each document, CPU seconds of both
kinds. Prints a table and the two aims."""
import argparse, os, resource, subprocess, tempfile

OTHERS = {
    "w3m -dump": ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "76"],
    "lynx -dump": ["lynx", "-dump", "-force_html", "-assume_charset=UTF-8", "-display_charset=UTF-8", "-width=76"],
    "html2text": ["html2text", "-utf8", "-width", "76"],
}
HOME = tempfile.TemporaryDirectory(prefix="misogi-bench-")  # w3m makes a folder there
PARSER, OURS = "gumbo, parse and free", "misogi"


def cpu():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


def run(argv, path):
    # No network: whatever a converter would fetch is refused.
    nowhere = "http://127.0.0.1:9"
    env = dict(os.environ, LC_ALL="C.UTF-8", HOME=HOME.name, http_proxy=nowhere, https_proxy=nowhere)
    with open(path, "rb") as f:
        stdin = f if argv[0] == "w3m" else subprocess.DEVNULL
        args = argv if argv[0] == "w3m" else argv + [path]
        return subprocess.run(args, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, timeout=120).stdout


def startup(argv, empty):
    """CPU seconds of a process that has next to nothing to convert."""
    c = cpu()
    for _ in range(20):
        run(argv, empty)
    return (cpu() - c) / 20


def other(argv, files, empty):
    start = startup(argv, empty)
    c, bad = cpu(), 0
    for f in files:
        bad += not run(argv, f).strip()
    used = (cpu() - c) / len(files)
    mean = sum(map(os.path.getsize, files)) / len(files)
    return mean / used / 1e6, used * 1e3, start * 1e3, bad


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("htmlbench")
    ap.add_argument("dir")
    ap.add_argument("--every", type=int, default=1, help="other converters: only every Nth document")
    a = ap.parse_args()
    files = sorted(os.path.join(a.dir, f) for f in os.listdir(a.dir) if f.endswith(".html"))
    size = sum(map(os.path.getsize, files))
    print(f"{len(files)} newsletters, {size / len(files) / 1e3:.0f} KB on average; CPU seconds\n")
    print("| converter | MB/s | ms a document | of it to start a process | failed |\n|---|---|---|---|---|")
    speed = {}
    for line in subprocess.run([a.htmlbench] + files, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        name, mbs, ms = line.split("\t")
        speed[name] = float(mbs)
        print(f"| {name} | {mbs} | {ms} | | 0 |", flush=True)
    best = 0
    empty = os.path.join(a.dir, "empty")
    with open(empty, "w") as f:
        f.write("<p>x</p>\n")
    for name, argv in OTHERS.items():
        mbs, ms, start, bad = other(argv, files[::a.every], empty)
        best = max(best, mbs)
        print(f"| {name} | {mbs:.1f} | {ms:.2f} | {start:.2f} | {bad} |", flush=True)
    os.unlink(empty)
    for what, value, aim in (("of the bare parser's speed", speed[OURS] / speed[PARSER], .6), ("times the fastest converter", speed[OURS] / best, 3)):
        print(f"\n{value:.2f} {what} (aim: {aim}): {'reached' if value >= aim else 'missed'}")


if __name__ == "__main__":
    main()
