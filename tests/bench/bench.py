#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Measures mail filters side by side in one run: messages/s, CPU of the filter's processes, p99,
peak memory, and ratios of runs of the same repetition. Called by tests/bench/run.sh."""
import argparse, json, os, signal, statistics, sys, threading, time

import services
from services import MILTERS, PORT, milter_socket, sh

CLK = os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, run, build, groups):
        self.run, self.build, self.groups = run, build, groups


def busy_s():
    """CPU seconds the whole machine used (user, nice, system, irq, softirq, steal)"""
    with open("/proc/stat") as f:
        v = list(map(int, f.readline().split()[1:9]))
    return (sum(v) - v[3] - v[4]) / CLK


def queue_len(run):
    n = 0
    for d in ("maildrop", "incoming", "active", "deferred"):
        for _, _, fs in os.walk(f"{run}/postfix/queue/{d}"):
            n += len(fs)
    return n


def drain(run, secs=120):
    end = time.time() + secs
    while queue_len(run) and time.time() < end:
        time.sleep(.02)
    return queue_len(run) == 0


class Sampler(threading.Thread):
    def __init__(self, groups):
        super().__init__(daemon=True)
        self.groups, self.stop_, self.peak = groups, False, {g: (0, 0) for g in groups}

    def run(self):
        while not self.stop_:
            for g in self.groups:
                r, p = self.groups[g].mem()
                self.peak[g] = (max(self.peak[g][0], r), max(self.peak[g][1], p))
            time.sleep(.25)


def measure(b, system, conc, n, args, sample_mem=False):
    """One smtpload run; CPU of every group from its start until the queue is empty."""
    run, groups = b.run, b.groups
    before = {g: groups[g].cpu() for g in groups}
    smp = Sampler({g: groups[g] for g in groups if g in (system, "clamd")}) if sample_mem else None
    if smp:
        smp.start()
    t0, b0 = time.time(), busy_s()
    r = sh([f"{b.build}/bench/smtpload", "-q", "-p", str(PORT[system]), "-c", str(conc), "-n", str(n), "-T", "1200", "-j", f"{run}/load.json"] + args)
    ok = drain(run)
    t1 = time.time()
    if smp:
        smp.stop_ = True
        smp.join()
    cpu = {g: groups[g].cpu() - before[g] for g in groups}
    b1 = busy_s()
    with open(f"{run}/load.json") as f:
        j = json.load(f)
    # what others used meanwhile: a run with much of it has a poor wall time
    foreign = max(0.0, b1 - b0 - sum(cpu.values()) - j["load_cpu_s"])
    j["foreign_cpus"] = foreign / (t1 - t0)
    if r.stdout.strip():
        print(f"bench: {system}: {r.stdout.strip()}", file=sys.stderr)
    j.update(system=system, conc=conc, drained=ok, wall_drained_s=t1 - t0, cpu=cpu, loadavg=os.getloadavg()[0])
    if smp:
        j["peak_mem_mib"] = smp.peak
    return j


def direct(b, system, conc, n, args):
    """One milterload run against the milter's socket, no Postfix."""
    run, groups = b.run, b.groups
    before = {g: groups[g].cpu() for g in groups}
    r = sh([f"{b.build}/bench/milterload", "-q", "-s", f"unix:{milter_socket(run, system)}", "-c", str(conc), "-n", str(n),
            "--timeout", "900", "-j", f"{run}/direct.json"] + args)
    cpu = {g: groups[g].cpu() - before[g] for g in groups}
    with open(f"{run}/direct.json") as f:
        j = json.load(f)
    if r.stdout.strip():
        print(f"bench: {system}: {r.stdout.strip()}", file=sys.stderr)
    j.update(system=system, conc=conc, cpu=cpu)
    return j


def med(v):
    return statistics.median(v) if v else float("nan")


def spread(v):
    return (max(v) - min(v)) / med(v) * 100 if v and med(v) else 0


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(out + ["| " + " | ".join(r) + " |" for r in rows])


def paired(S, s, ref, conc, value):
    """ratios s/ref of runs of the same repetition and concurrency"""
    r = {(j["rep"], j["conc"]): value(j) for j in S if j["system"] == ref and conc in (None, j["conc"])}
    return [value(j) / r[j["rep"], j["conc"]] for j in S
            if j["system"] == s and (j["rep"], j["conc"]) in r and r[j["rep"], j["conc"]]]


def rng(v, d=2):
    return f"{med(v):.{d}f} ({min(v):.{d}f}-{max(v):.{d}f})" if v else "-"


def report(res, systems):
    out = [f"started {res['started']}, {res['cpus']} CPUs, mix {os.path.basename(res.get('mix', ''))}; medians over the repetitions,",
           "ratios of runs of the same repetition, (min-max) in brackets"]
    if res.get("failed"):
        out.append("could not be started: " + json.dumps(res["failed"]))
    S = res["smtp"]
    if S:
        concs = sorted({j["conc"] for j in S})
        fo = [j["foreign_cpus"] for j in S]
        out.append(f"other processes on the machine meanwhile: median {med(fo):.2f}, max {max(fo):.2f} CPUs")
        out.append("\n## Through Postfix: messages/s, and the ratio to Postfix with replace-milter\n")
        rows = []
        for s in systems:
            row = [s]
            for c in concs:
                v = [j["messages_per_s"] for j in S if j["system"] == s and j["conc"] == c]
                row.append(f"{med(v):.1f}")
                row.append(rng(paired(S, s, "replace", c, lambda j: j["messages_per_s"])))
            per = [j for j in S if j["system"] == s]
            for c in concs:
                row.append(f"{med([j['dot']['p99_ms'] for j in per if j['conc'] == c]):.0f}")
            row.append(str(sum(j["failed"] for j in per)))
            rows.append(row)
        head = ["system"]
        for c in concs:
            head += [f"msg/s c={c}", "/replace"]
        head += [f"p99 dot ms c={c}" for c in concs] + ["failed"]
        out.append(table(head, rows))
        out.append("\n## Through Postfix: CPU seconds per 1000 messages, all concurrencies\n")
        rows = []
        k = per_1000
        for s in systems:
            per = [j for j in S if j["system"] == s]
            rows.append([s, rng([k(j, s) for j in per]), f"{med([k(j, 'clamd') for j in per]):.2f}", f"{med([k(j, 'postfix') for j in per]):.2f}",
                         f"{med([k(j, s, 'clamd', 'postfix') for j in per]):.2f}",
                         rng(paired(S, s, "mimedefang", None, lambda j: k(j, j["system"])), 3),
                         rng(paired(S, s, "clamav-milter", None, lambda j: k(j, j["system"], "clamd")), 3),
                         rng(paired(S, s, "replace", None, lambda j: k(j, j["system"], "clamd", "postfix")))])
        out.append(table(["system", "filter", "clamd", "postfix", "all three", "filter / mimedefang's", "filter+clamd / clamav-milter's", "all three / replace's"], rows))
    D = res["direct"]
    if D:
        out.append("\n## The milter alone (milterload, 4 connections): filter CPU ms per message [+ clamd ms]\n")
        cls = ["a", "b", "c", "d", "e", "f"]
        rows = []
        for s in systems:
            row = [s]
            for cl in cls:
                js = [j for j in D if j["system"] == s and j["cls"] == cl and j["messages"]]
                if not js:
                    break
                v = [j["cpu"].get(s, 0) / j["messages"] * 1000 for j in js]
                k = [j["cpu"]["clamd"] / j["messages"] * 1000 for j in js]
                row.append(f"{med(v):.3g} ({spread(v):.0f}%)" + (f" [+{med(k):.3g}]" if med(k) > .05 else ""))
            if len(row) > 1:
                rows.append(row)
        out.append(table(["milter"] + cls, rows))
    if res["mem"]:
        out.append("\n## Memory: concurrent 25 MB messages, MiB (sum over the filter's processes)\n")
        rows = []
        for j in res["mem"]:
            s = j["system"]
            rows.append([s, f"{j['idle_mem_mib'][0]:.0f}", f"{j['idle_mem_mib'][1]:.0f}", f"{j['peak_mem_mib'][s][0]:.0f}", f"{j['peak_mem_mib'][s][1]:.0f}",
                         f"{j['peak_mem_mib'].get('clamd',(0,0))[0]:.0f}", f"{j['wall_s']:.1f}", str(j["failed"])])
        out.append(table(["system", "idle RSS", "idle PSS", "peak RSS", "peak PSS", "clamd peak RSS", "wall s", "failed"], rows))
    rows = aims(res)
    if rows:
        out.append("\n## Aims\n")
        out.append(table(["aim of misogi", "this run", "wanted", "reached"], rows))
    return "\n".join(out) + "\n"


def per_1000(j, *groups):
    return sum(j["cpu"].get(g, 0) for g in groups) / max(1, j["messages"]) * 1000


def aims(res):
    """What misogi wants to reach, as far as this run measured it."""
    S, text = res["smtp"], "text" in os.path.basename(res.get("mix", ""))
    mem = [j["peak_mem_mib"]["misogi"][0] for j in res["mem"] if j["system"] == "misogi"]
    filt = paired(S, "misogi", "mimedefang", None, lambda j: per_1000(j, j["system"]))
    both = paired(S, "misogi", "clamav-milter", None, lambda j: per_1000(j, j["system"], "clamd"))
    speed = paired(S, "misogi", "replace", None, lambda j: j["messages_per_s"])
    rows = [("filter CPU on the mix / mimedefang's", [] if text else filt, "<= 0.20", lambda v: v <= .20),
            ("filter + clamd CPU on the mix / clamav-milter's", [] if text else both, "<= 0.75", lambda v: v <= .75),
            ("messages/s of text / replace's", speed if text else [], ">= 0.65", lambda v: v >= .65),
            ("peak RSS of all processes, MiB", mem, "<= 150", lambda v: v <= 150)]
    return [[what, rng(v), aim, "yes" if good(med(v)) else "no"] for what, v, aim, good in rows if v]


def options():
    ap = argparse.ArgumentParser()
    ap.add_argument("--build", required=True)
    ap.add_argument("--run", required=True, help="directory for sockets and queues, best a tmpfs")
    ap.add_argument("--mails", required=True, help="made by gen.py")
    ap.add_argument("--systems", default="none," + ",".join(MILTERS))
    ap.add_argument("--conc", default="1,10")
    ap.add_argument("--reps", type=int, default=3)
    ap.add_argument("--mix", default="mix.txt", help="mix.txt or mix-text.txt")
    ap.add_argument("--skip-smtp", action="store_true")
    ap.add_argument("--skip-direct", action="store_true")
    ap.add_argument("--skip-mem", action="store_true")
    ap.add_argument("--mem-conc", type=int, default=50)
    ap.add_argument("--out", default="bench-results.json")
    return ap.parse_args()


def smtp_runs(b, a, systems, mixfile, res):
    with open(mixfile) as f:
        per_cycle = sum(int(l.split()[0]) for l in f if l.strip() and l[0] != "#")
    for rep in range(a.reps):
        for c in map(int, a.conc.split(",")):
            for s in systems[rep % len(systems):] + systems[:rep % len(systems)]:
                fast = 3 if s in ("none", "replace") else 1
                j = measure(b, s, c, per_cycle * fast, ["-m", mixfile])
                j["rep"] = rep
                res["smtp"].append(j)
                print(f"smtp rep {rep} c={c:2d} {s:14s} {j['messages_per_s']:8.2f}/s  filter {j['cpu'].get(s, 0):7.2f}s clamd {j['cpu']['clamd']:6.2f}s "
                      f"failed {j['failed']} others {j['foreign_cpus']:.2f} CPUs", file=sys.stderr, flush=True)


def direct_runs(b, a, systems, res):
    for rep in range(a.reps):
        for cl, n in {"a": 200, "b": 100, "c": 40, "d": 8, "e": 2, "f": 20}.items():
            files = sorted(os.path.join(a.mails, x) for x in os.listdir(a.mails) if x.startswith(cl + "-"))
            for s in systems:
                if s in MILTERS:
                    j = direct(b, s, 4, n, files)
                    j.update(rep=rep, cls=cl)
                    res["direct"].append(j)
        print(f"direct rep {rep} done", file=sys.stderr, flush=True)


def mem_runs(b, a, systems, res):
    for s in systems:
        if s == "none":
            continue
        idle = b.groups[s].mem()
        j = measure(b, s, a.mem_conc, a.mem_conc, [f"{a.mails}/e-00.eml"], True)
        j["idle_mem_mib"] = idle
        res["mem"].append(j)
        print(f"mem {s:14s} idle rss {idle[0]:.0f} peak rss {j['peak_mem_mib'][s][0]:.0f} pss {j['peak_mem_mib'][s][1]:.0f} MiB "
              f"{j['wall_s']:.1f} s failed {j['failed']}", file=sys.stderr, flush=True)


def main():
    a = options()
    systems = [s for s in a.systems.split(",") if s]
    mixfile = f"{a.mails}/{a.mix}"
    res = {"smtp": [], "direct": [], "mem": [], "started": time.strftime("%F %T"), "cpus": os.cpu_count(), "mix": mixfile}
    signal.signal(signal.SIGTERM, lambda *x: sys.exit(0))
    groups = {}
    try:
        groups, res["failed"] = services.start_all(a.run, a.build, systems)
        systems = [s for s in systems if s == "none" or s in groups]
        b = Bench(a.run, a.build, groups)
        for s in systems:  # warm up; and does it work at all?
            j = measure(b, s, 12, 60, [f"{a.mails}/{m}-00.eml" for m in "abc"])
            if j["failed"]:
                print(f"bench: {s}: {j['failed']} of 60 warm-up messages failed", file=sys.stderr)
        if not a.skip_smtp:
            smtp_runs(b, a, systems, mixfile, res)
        if not a.skip_direct:
            direct_runs(b, a, systems, res)
        if not a.skip_mem:
            mem_runs(b, a, systems, res)
    finally:
        services.stop_all(groups)
        with open(a.out, "w") as f:
            json.dump(res, f)
    print(report(res, systems))


if __name__ == "__main__":
    main()
