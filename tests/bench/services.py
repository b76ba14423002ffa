# SPDX-License-Identifier: BSD-2-Clause
"""Configures and starts what is measured: Postfix, clamd, the reference milter, clamav-milter,
MIMEDefang and misogi, all on 127.0.0.1 and unix sockets in one directory."""
import os, shutil, socket, subprocess, sys, time

from groups import Group

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
PORT = {"none": 10025, "replace": 10027, "clamav-milter": 10028, "mimedefang": 10030, "misogi": 10033}
SINK = 10090
MILTERS = ["replace", "clamav-milter", "mimedefang", "misogi"]


def sh(cmd):
    return subprocess.run(cmd, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)
    os.chmod(path, mode)


def wait_for(where, what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        try:
            if isinstance(where, int):
                s = socket.create_connection(("127.0.0.1", where), 1)
            else:
                s = socket.socket(socket.AF_UNIX)
                s.connect(where)
            s.close()
            return
        except OSError:
            time.sleep(.1)
    raise RuntimeError(f"{what} does not answer on {where}")


def milter_socket(run, name):
    return f"{run}/md/mimedefang.sock" if name == "mimedefang" else f"{run}/{name}.sock"


def conf_postfix(RUN):
    c, q = f"{RUN}/postfix/conf", f"{RUN}/postfix/queue"
    for d in (c, q, f"{RUN}/postfix/data"):
        os.makedirs(d, exist_ok=True)
    os.chmod(f"{RUN}/postfix", 0o755)
    shutil.chown(f"{RUN}/postfix/data", "postfix", "postfix")
    write(f"{c}/main.cf", f"""
compatibility_level = 3.6
queue_directory = {q}
data_directory = {RUN}/postfix/data
maillog_file = {RUN}/postfix/maillog
maillog_file_prefixes = /
myhostname = mx.example.com
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
default_transport = smtp:[127.0.0.1]:{SINK}
relayhost =
message_size_limit = 80000000
mailbox_size_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_timeout = 900s
smtpd_proxy_timeout = 900s
milter_connect_timeout = 300s
milter_command_timeout = 300s
milter_content_timeout = 900s
milter_default_action = tempfail
milter_protocol = 6
in_flow_delay = 0
default_process_limit = 250
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
enable_long_queue_ids = yes
""")
    sockets = {name: f"unix:{milter_socket(RUN, name)}" for name in MILTERS}
    s = ""
    for name, port in PORT.items():
        s += f"127.0.0.1:{port} inet n - n - - smtpd -o syslog_name=pf/{name} -o smtpd_milters={sockets.get(name, '')}\n"
    s += """cleanup unix n - n - 0 cleanup
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
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
    write(f"{c}/master.cf", s)


def conf_clamd(RUN):
    db = f"{RUN}/sigdb"
    os.makedirs(db, exist_ok=True)
    eicar = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
    write(f"{db}/test.hdb", "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n")
    write(f"{db}/test.ndb", "Eicar-Test-Body:0:0:" + eicar.encode().hex() + "\n"
          "Misogi-Test-Marker:0:*:" + b"MISOGI-TEST-VIRUS-MARKER-0001".hex() + "\n")
    shutil.copy(f"{TOP}/conf/clamav/misogi-canary.ndb", db)
    write(f"{RUN}/clamd.conf", f"""
LocalSocket {RUN}/clamd.sock
LocalSocketMode 666
FixStaleSocket yes
Foreground yes
DatabaseDirectory {db}
TemporaryDirectory {RUN}/tmp
LogFile {RUN}/clamd.log
MaxThreads 10
MaxQueue 200
MaxConnectionQueueLength 200
StreamMaxLength 100M
MaxFileSize 100M
MaxScanSize 400M
DisableCache yes
SelfCheck 0
ReadTimeout 600
CommandReadTimeout 300
ConcurrentDatabaseReload no
AlertExceedsMax yes
AlertEncrypted yes
""")
    write(f"{RUN}/clamav-milter.conf", f"""
MilterSocket unix:{RUN}/clamav-milter.sock
MilterSocketMode 666
FixStaleSocket yes
Foreground yes
ClamdSocket unix:{RUN}/clamd.sock
TemporaryDirectory {RUN}/tmp
OnClean Accept
OnInfected Reject
OnFail Defer
AddHeader Replace
MaxFileSize 100M
ReadTimeout 600
LogFile {RUN}/clamav-milter.log
LogInfected Basic
LogClean Basic
""")


MD_FILTER = r"""
# removes (quarantines) every attachment, turns HTML into text, scans with clamd
use Encode;
use HTML::TreeBuilder;
use HTML::FormatText;
$AdminAddress = 'postmaster@localhost';
$AdminName = 'Admin';
$DaemonAddress = 'mimedefang@localhost';
$AddWarningsInline = 1;
$ClamdSock = '@RUN@/clamd.sock';
$Features{'Path:QUARANTINEDIR'} = '@RUN@/md/quarantine';

sub filter_begin {
    my ($entity) = @_;
    my ($code, $category, $action) = message_contains_virus_clamd();
    if ($category eq 'virus') {
        action_quarantine_entire_message("virus $VirusName");
        return action_discard();
    }
    return action_tempfail('scanner') if $action eq 'tempfail';
}

sub filter {
    my ($entity, $fname, $ext, $type) = @_;
    return if message_rejected();
    if ($fname eq '' && lc $type eq 'text/html') {
        my $io = $entity->open('r');
        my $raw = do { local $/; my @l = $io->getlines; join '', @l };
        $io->close;
        my $cs = $entity->head->mime_attr('content-type.charset') || 'utf-8';
        my $html = eval { decode($cs, $raw) } // decode('iso-8859-1', $raw);
        my $tree = HTML::TreeBuilder->new_from_content($html);
        my $text = HTML::FormatText->new(leftmargin => 0, rightmargin => 76)->format($tree);
        $tree->delete;
        $io = $entity->open('w');
        $io->print(encode('utf-8', $text));
        $io->close;
        $entity->head->mime_attr('content-type' => 'text/plain');
        $entity->head->mime_attr('content-type.charset' => 'utf-8');
        action_rebuild();
        return action_accept();
    }
    return action_accept() if $fname eq '' && lc $type eq 'text/plain';
    return action_quarantine($entity, "An attachment was removed: $fname ($type)");
}

sub filter_multipart {
    return;
}

sub filter_end { }
1;
"""


def conf_mimedefang(RUN):
    for d in ("md", "md/quarantine"):
        os.makedirs(f"{RUN}/{d}", exist_ok=True)
        os.chmod(f"{RUN}/{d}", 0o755)
        shutil.chown(f"{RUN}/{d}", "defang", "defang")
    write(f"{RUN}/mimedefang-filter", MD_FILTER.replace("@RUN@", RUN))




MISOGI_POLICY = """
zone inside { clients = 10.1.0.0/16 domains = inside.example }
zone outside { clients = any domains = any }
crossing inbound { from = outside to = outside }
default { action = quarantine release = approval approver = section-head keep = 30d }
"""


def conf_misogi(RUN, build):
    for d in ("spool", "store"):
        os.makedirs(f"{RUN}/misogi/{d}", exist_ok=True)
    write(f"{RUN}/misogi/policy.conf", MISOGI_POLICY)
    write(f"{RUN}/misogi/misogi.conf", f"""
listen = unix:{RUN}/misogi.sock
listen_mode = 0666
control_socket = {RUN}/misogi/control.sock
policy_file = {RUN}/misogi/policy.conf
worker_program = {build}/bin/misogi-worker
spool_directory = {RUN}/misogi/spool
store_directory = {RUN}/misogi/store
public_key_file = {RUN}/misogi/seal.pub
secret_key_file = {RUN}/misogi/seal.key
clamd_socket = unix:{RUN}/clamd.sock
signature_max_age = off
limit_verdicts = {os.environ.get("BENCH_VERDICTS", "0")}
limit_eom_seconds = 280
limit_job_seconds = 280
""".lstrip())
    r = sh([f"{build}/bin/misogi", "-c", f"{RUN}/misogi/misogi.conf", "key", "init"])
    if r.returncode:
        raise RuntimeError("misogi key init: " + r.stdout)


def start_all(run, build, want):
    """Starts everything wanted; returns {name: Group} and {name: why it could not be started}."""
    groups, failed = {}, {}
    os.makedirs(f"{run}/tmp", exist_ok=True)
    os.chmod(f"{run}/tmp", 0o1777)
    os.chmod(run, 0o755)
    os.umask(0o022)
    log = lambda name: f"{run}/{name}.log"
    conf_postfix(run)
    conf_clamd(run)
    groups["clamd"] = Group("clamd")
    groups["clamd"].start(["/usr/sbin/clamd", "-c", f"{run}/clamd.conf"], log("clamd"))
    wait_for(f"{run}/clamd.sock", "clamd", 120)

    def replace(g):
        g.start([f"{build}/bench/replace-milter", "-p", f"unix:{run}/replace.sock"], log("replace"))

    def clamav_milter(g):
        g.start(["/usr/sbin/clamav-milter", "-c", f"{run}/clamav-milter.conf"], log("clamav-milter"))

    def mimedefang(g):
        conf_mimedefang(run)
        g.start(["/usr/bin/mimedefang-multiplexor", "-D", "-U", "defang", "-l", "-m", "2", "-x", "10", "-q", "128",
                 "-Q", "600", "-b", "600", "-c", "600", "-w", "0", "-I", "200", "-z", f"{run}/md", "-s", f"{run}/md/mx.sock",
                 "-F", f"{run}/mimedefang-filter"], log("mimedefang"))
        wait_for(f"{run}/md/mx.sock", "mimedefang")
        g.start(["/usr/bin/mimedefang", "-D", "-U", "defang", "-q", "-b", "200", "-z", f"{run}/md", "-m", f"{run}/md/mx.sock",
                 "-p", f"unix:{run}/md/mimedefang.sock"], log("mimedefang"))

    def misogi(g):
        conf_misogi(run, build)
        g.start([f"{build}/bin/misogi-milter", "-c", f"{run}/misogi/misogi.conf", "--allow-root"], log("misogi"))

    for name, start in (("replace", replace), ("clamav-milter", clamav_milter), ("mimedefang", mimedefang), ("misogi", misogi)):
        if name not in want:
            continue
        groups[name] = Group(name)
        try:
            start(groups[name])
            wait_for(milter_socket(run, name), name)
            os.chmod(milter_socket(run, name), 0o666)
        except Exception as e:  # say so, and go on without it
            failed[name] = str(e)
            groups.pop(name).stop()
            print(f"bench: {name} could not be started: {e}", file=sys.stderr)
    groups["sink"] = Group("sink")
    groups["sink"].start(["/usr/sbin/smtp-sink", "-u", "nobody", f"127.0.0.1:{SINK}", "2000"], log("sink"))
    r = sh(["/usr/sbin/postfix", "-c", f"{run}/postfix/conf", "check"])
    if r.returncode:
        raise RuntimeError("postfix check: " + r.stdout)
    groups["postfix"] = Group("postfix")
    groups["postfix"].start(["/usr/lib/postfix/sbin/master", "-c", f"{run}/postfix/conf", "-d"], log("postfix"),
                            env=dict(os.environ, MAIL_CONFIG=f"{run}/postfix/conf"))
    wait_for(PORT["none"], "postfix")
    return groups, failed


def stop_all(groups):
    for name in ["postfix", "sink", "misogi", "mimedefang", "clamav-milter", "replace", "clamd"]:
        if name in groups:
            groups[name].stop()
