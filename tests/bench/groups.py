# SPDX-License-Identifier: BSD-2-Clause
"""CPU and memory of one service's processes, from a cgroup of its own or from /proc."""
import os, signal, subprocess, time

CLK = os.sysconf("SC_CLK_TCK")


class Group:
    """Processes of one service. CPU from a cgroup of its own (v1 cpuacct, or v2),
    or, where no cgroup can be made, from /proc: what the root processes, their
    descendants and their reaped children used."""

    def __init__(self, name):
        self.name, self.pids, self.cg, self.v2 = name, [], None, False
        for base, v2 in (("/sys/fs/cgroup/cpuacct", False), ("/sys/fs/cgroup/cpu,cpuacct", False), ("/sys/fs/cgroup", True)):
            if v2 and not os.path.exists(base + "/cgroup.controllers"):
                continue
            d = f"{base}/misogi-bench-{os.getpid()}-{name}"
            try:
                os.mkdir(d)
                if not os.path.exists(d + ("/cpu.stat" if v2 else "/cpuacct.usage")):
                    os.rmdir(d)
                    continue
                self.cg, self.v2 = d, v2
                break
            except OSError:
                continue

    def enter(self):                    # in the child, before exec
        if self.cg:
            with open(self.cg + "/cgroup.procs", "w") as f:
                f.write(str(os.getpid()))

    def start(self, argv, log, **kw):
        out = open(log, "ab")
        p = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                             preexec_fn=self.enter, start_new_session=True, **kw)
        out.close()
        self.pids.append(p.pid)
        self.__dict__.setdefault("popen", []).append(p)
        return p

    def members(self):
        if self.cg:
            with open(self.cg + "/cgroup.procs") as f:
                return [int(x) for x in f.read().split()]
        kids, out, todo = {}, [], list(self.pids)
        for d in os.listdir("/proc"):
            if d.isdigit():
                try:
                    with open(f"/proc/{d}/stat") as f:
                        kids.setdefault(int(f.read().rsplit(")", 1)[1].split()[1]), []).append(int(d))
                except OSError:
                    pass
        while todo:
            p = todo.pop()
            if p not in out and os.path.exists(f"/proc/{p}"):
                out.append(p)
                todo += kids.get(p, [])
        return out

    def cpu(self):
        if self.cg and not self.v2:
            with open(self.cg + "/cpuacct.usage") as f:
                return int(f.read()) / 1e9
        if self.cg:
            with open(self.cg + "/cpu.stat") as f:
                return int(f.read().split()[1]) / 1e6
        t = 0
        for p in self.members():
            try:
                with open(f"/proc/{p}/stat") as f:
                    t += sum(map(int, f.read().rsplit(")", 1)[1].split()[11:15]))
            except OSError:
                pass
        return t / CLK

    def mem(self):
        """(sum of RSS, sum of PSS) in MiB"""
        rss = pss = 0
        for p in self.members():
            try:
                with open(f"/proc/{p}/smaps_rollup") as f:
                    for l in f:
                        if l.startswith("Rss:"):
                            rss += int(l.split()[1])
                        elif l.startswith("Pss:"):
                            pss += int(l.split()[1])
            except OSError:
                pass
        return rss / 1024, pss / 1024

    def stop(self):
        for sig, wait in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            for p in (self.members() if self.cg else self.pids):
                try:
                    os.kill(p, sig)
                except OSError:
                    pass
            end = time.time() + wait
            while time.time() < end:
                for po in self.__dict__.get("popen", []):
                    po.poll()
                if not self.members():
                    break
                time.sleep(.1)
        if self.cg:
            try:
                os.rmdir(self.cg)
            except OSError:
                pass


