#!/usr/bin/env python3
"""What may happen to a run on a cluster, on a real Slurm and a real PostgreSQL: nothing is lost, nothing is done twice.

    test/faults/cluster.py [SCENARIO…]      # all of them without a name; --list says which there are

Starts a Slurm of four nodes (.ci/slurm), a PostgreSQL server (.ci/postgresql) and a server of buckets (.ci/s3) of its own, as root, and ends
them. Each scenario
has a database and a home of its own, begins a run on the site, does the damage, and looks at the end: every instance has
succeeded, each has one execution with a result, the audit is clean, no job and no process is left.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
XCFLOW = os.environ.get("XCFLOW", str(ROOT / "xcflow"))
MANY = """
name: many
steps:
  part:
    uses: shell
    matrix: {n: "${{ range(COUNT) }}"}
    with:
      command: "echo begun >>$MARKS/$N; sleep SECONDS; echo $N >n.txt; echo ended >>$MARKS/$N"
      environment: {N: "${{ matrix.n }}", MARKS: "DIRECTORY"}
      outputs: {n: n.txt}
"""
PAIRS = """
name: pairs
steps:
  part:
    uses: shell
    matrix: {n: "${{ range(COUNT) }}"}
    with: {command: "printf '%020000d\\n' 0 >n.txt; echo $N >>n.txt", environment: {N: "${{ matrix.n }}"}, outputs: {n: n.txt}}
  look:
    uses: shell
    matrix: {part: "${{ steps.part }}"}
    with: {command: "tail -n 1 n.txt", inputs: {n.txt: "${{ matrix.part.files.n }}"}}
outputs: {numbers: "${{ steps.look }}"}
"""
BATCH = """
name: batch
steps:
  energies:
    uses: single-point
    with:
      molecules: [H2O, NH3, CH4, HF, CO, N2, C2H2, HCN, F2, C2H4, H2CO, CH3OH, H2O2, C2H6, CO2, SO2]
      functional: PBE0
      gaussian: {basis: def2-tzvp}
outputs: {energies: "${{ steps.energies.energies }}"}
"""
TRAINING = """
name: training
steps:
  densities: {uses: sample-descriptors, with: {molecules: [H2, H2O, CH4, N2, F2, NH3], functional: PBE, gaussian: {basis: def2-tzvp}}}
  clone:
    uses: clone
    with: {name: slow, reference: PBE, dataset: "${{ steps.densities.dataset }}", iterations: 40, network: {width: 32, depth: 3}}
"""


FORWARD = """
import socket, sys, threading
def pump(source, target):
    try:
        while (piece := source.recv(1 << 16)):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
server = socket.create_server((sys.argv[1], int(sys.argv[2])))
while True:
    near, _ = server.accept()
    far = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    for pair in ((near, far), (far, near)):
        threading.Thread(target=pump, args=pair, daemon=True).start()
"""


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


class Project:
    """A home, a database and a site; and the run in it."""

    def __init__(self, name, threads=2, most=4, time_limit="10m", idle="15s", site="", database=True, environment=None):
        self.directory = Path(tempfile.mkdtemp(prefix=f"xcflow-cluster-{name}."))
        self.home = self.directory / "home"
        self.marks = self.directory / "marks"
        self.home.mkdir()
        self.marks.mkdir()
        self.environment = dict(os.environ, XCFLOW_NO_BUILD="1", **(environment or {}))
        self.conductor = None
        url = urlsplit(os.environ["XCFLOW_TEST_POSTGRESQL"][len("jdbc:"):])
        login = parse_qs(url.query)
        self.server = dict(host=url.hostname, port=str(url.port), user=login["user"][0], password=login["password"][0])
        self.database = f"cluster_{name.replace('-', '_')}_{os.getpid()}"
        self.psql("postgres", f"create database {self.database}")
        password = self.home / "password"
        password.touch(0o600)
        password.write_text(self.server["password"] + "\n")
        (self.home / "config.yaml").write_text(
            (f"store: {{database: {{url: 'jdbc:postgresql://{self.server['host']}:{self.server['port']}/{self.database}', "
             f"user: {self.server['user']}, password-file: {password}}}}}\n" if database else "")
            + f"sites: {{cluster: {{system: slurm, poll: 1s, {site} blocks: {{cpu: {{threads: {threads}, time: {time_limit}, "
              f"most: {most}, waiting: {most}, idle: {idle}}}}}}}}}\n")

    def psql(self, database, statement):
        subprocess.run(["psql", "-q", "-h", self.server["host"], "-p", self.server["port"], "-U", self.server["user"], database,
                        "-c", statement], env=dict(os.environ, PGPASSWORD=self.server["password"]), check=True,
                       stdout=subprocess.DEVNULL)

    def file(self, text):
        file = self.directory / "run.yaml"
        file.write_text(text)
        return str(file)

    def many(self, count, seconds):
        return self.file(MANY.replace("COUNT", str(count)).replace("SECONDS", str(seconds)).replace("DIRECTORY", str(self.marks)))

    def xcflow(self, *words, timeout=200, check=True):
        done = subprocess.run([XCFLOW, *words, "--home", str(self.home)], env=self.environment, capture_output=True, text=True,
                              timeout=timeout)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(words)} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def begin(self, *words):
        out = open(self.directory / "conductor.log", "ab")
        self.conductor = subprocess.Popen([XCFLOW, *words, "--home", str(self.home)], env=self.environment, stdout=out, stderr=out,
                                          stdin=subprocess.DEVNULL, start_new_session=True)
        return self.conductor

    def sql(self, query):
        return json.loads(self.xcflow("sql", query, "--json").stdout or "[]")

    def blocks(self):
        return json.loads(self.xcflow("blocks", "--json").stdout)["blocks"]

    def begun(self):
        return sum(1 for file in self.marks.iterdir() if "begun" in file.read_text())

    def ended(self):
        return sum(1 for file in self.marks.iterdir() if "ended" in file.read_text())

    def jobs(self):
        said = subprocess.run(["squeue", "--noheader", "--array", "--states=R", "--format=%i %N %j"], capture_output=True, text=True)
        return [line.split() for line in said.stdout.splitlines() if "xcflow-cluster" in line]

    def pilots(self):
        """Worker processes of this project, by node."""
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"worker" in words and str(self.home).encode() in words and b"java" in words[0]:
                node = [v.split(b"=", 1)[1].decode() for v in variables if v.startswith(b"XCFLOW_NODE=")]
                found[int(pid)] = node[0] if node else ""
        return found

    def until(self, what, condition, seconds=120):
        end = time.time() + seconds
        while not condition():
            if time.time() > end:
                raise AssertionError(f"did not happen in {seconds} s: {what}")
            if self.conductor and self.conductor.poll() not in (None, 0, -9):
                raise AssertionError(f"the conductor ended with {self.conductor.returncode}: {self.said()}")
            time.sleep(0.1)

    def said(self):
        return (self.directory / "conductor.log").read_text(errors="replace")[-3000:]

    def finish(self, seconds=300):
        status = self.conductor.wait(seconds)
        if status != 0:
            raise AssertionError(f"the run ended with {status}: {self.said()}")

    def judge(self, count=None, twice_begun=None):
        """Nothing lost, nothing twice, nothing left, audit clean."""
        problems = []
        states = self.sql("select state, count(*) as n from instances group by state")
        if [row["state"] for row in states] != ["SUCCEEDED"]:
            problems.append(f"instances: {states}")
        twice = self.sql("select run, instance, count(*) as n from executions where state = 'SUCCEEDED' group by run, instance "
                         "having count(*) > 1")
        if twice:
            problems.append(f"executed with a result twice: {twice}")
        if count is not None and self.ended() < count:
            problems.append(f"only {self.ended()} of {count} were executed")
        audit = self.xcflow("audit", check=False)
        if audit.returncode != 0 or "all is well" not in audit.stdout:
            problems.append(f"audit: {audit.stdout[-3000:]}{audit.stderr[-500:]}")
        end = time.time() + 60
        while (self.pilots() or self.left()) and time.time() < end:
            time.sleep(0.5)
        if self.pilots() or self.left():
            problems.append(f"left: processes {self.pilots()}, jobs {self.left()}")
        attempts = self.sql("select state, count(*) as n from executions group by state order by state")
        say("   executions:", ", ".join(f"{row['n']} {row['state']}" for row in attempts), "·", audit.stdout.strip().splitlines()[-1])
        if problems or os.environ.get("XCFLOW_KEEP"):
            (self.directory / "executions.json").write_text(json.dumps(self.sql("select * from executions order by id"), indent=1))
            (self.directory / "blocks.json").write_text(self.xcflow("blocks", "--json").stdout)
        if problems:
            say("   conductor said:", self.said())
            raise AssertionError("; ".join(problems))

    @staticmethod
    def left():
        said = subprocess.run(["squeue", "--noheader", "--format=%i %T %j"], capture_output=True, text=True).stdout
        return [line for line in said.splitlines() if "xcflow" in line]

    def close(self):
        if self.conductor and self.conductor.poll() is None:
            self.conductor.kill()
            self.conductor.wait()
        subprocess.run("squeue --noheader --format='%A %j' | awk '/xcflow/ { print $1 }' | sort -u | xargs -r scancel", shell=True)
        for _ in range(40):
            if not self.pilots():
                break
            time.sleep(0.25)
        for pid in self.pilots():
            os.kill(pid, signal.SIGKILL)
        if not os.environ.get("XCFLOW_KEEP"):
            shutil.rmtree(self.directory, ignore_errors=True)
        else:
            say("   kept:", self.directory)


def half_way(project, count):
    project.until("half of the work is done", lambda: project.ended() >= count // 4 and project.jobs() and project.pilots())


def scancel_and_kill(project):
    """One job is cancelled with scancel, the worker of another is killed with kill -9."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    victim = project.jobs()[0]
    subprocess.run(["scancel", victim[0]], check=True)
    pid = next(pid for pid, node in project.pilots().items() if node != victim[1])
    os.kill(pid, signal.SIGKILL)
    say(f"   scancel {victim[0]}, kill -9 {pid}")
    project.finish()
    project.judge(32)


def node(project):
    """A node dies: its daemon and everything on it end at once."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    name = project.jobs()[0][1]
    slurm = Path(os.environ["XCFLOW_TEST_SLURM"])
    daemon = int((slurm / f"slurmd.{name}.pid").read_text())
    os.kill(daemon, signal.SIGKILL)
    for pid in [pid for pid, where in project.pilots().items() if where == name]:
        for child in descendants(pid) + [pid]:
            kill(child)
    say(f"   node {name} is gone")
    project.finish()
    subprocess.run(["slurmd", "-f", os.environ["SLURM_CONF"], "-N", name], check=True)
    subprocess.run(["scontrol", "update", f"nodename={name}", "state=resume"], stderr=subprocess.DEVNULL)
    project.judge(32)


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def descendants(pid):
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    return [each for child in children for each in descendants(int(child)) + [int(child)]]


def preempted(project):
    """Jobs of higher priority take the nodes; Slurm cancels the pilots."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    urgent = subprocess.run(["sbatch", "--parsable", "--partition=urgent", "--nodes=1", "--exclusive", "--time=1", "--output=/dev/null",
                             "--wrap", "sleep 5"], capture_output=True, text=True, check=True).stdout.strip()
    say(f"   job {urgent} preempts")
    project.finish()
    say("   blocks:", sorted({str(block["native-state"]) for block in project.blocks()}))
    project.judge(32)


def conductor(project):
    """The process that conducts is killed; what is under way goes on, and resume takes the rest."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    project.conductor.kill()
    project.conductor.wait()
    for pid in conductors(project):
        kill(pid)
    say(f"   conductor killed with {project.ended()} of 32 done")
    project.begin("resume", "1", "--on", "cluster")
    project.finish()
    project.judge(32)


def conductors(project):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if (b"run" in words or b"resume" in words) and str(project.home).encode() in words:
            found.append(int(pid))
    return found


def postgres(*words):
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    data = os.environ["XCFLOW_TEST_POSTGRESQL_DATA"]
    subprocess.run(["runuser", "-u", "postgres", "--", str(programs / "pg_ctl"), "-D", data, "-w", *words], cwd="/",
                   stdout=subprocess.DEVNULL, check=True)


def database(project):
    """The server is restarted without letting anybody finish, twice."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    for part in (4, 2):
        project.until("part of the work is done", lambda: project.ended() >= 32 // part)
        postgres("-m", "immediate", "restart")
        say(f"   server restarted with {project.ended()} of 32 done")
    project.finish()
    project.judge(32)


def no_database(project):
    """The server is gone for good: worker and conductor end within 20 s of TERM; when it is back, resume goes on."""
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    postgres("-m", "immediate", "stop")
    try:
        time.sleep(3)
        begin = time.time()
        workers = list(project.pilots())
        for pid in workers:
            os.kill(pid, signal.SIGTERM)
        own = conductors(project)
        for pid in own:
            os.kill(pid, signal.SIGTERM)
        while (project.pilots() or conductors(project)) and time.time() < begin + 60:
            time.sleep(0.1)
        took = time.time() - begin
        say(f"   {len(workers)} workers and {len(own)} conductor ended {took:.1f} s after TERM, without a server")
        if took > 20:
            raise AssertionError(f"{took:.1f} s: {project.pilots()} {conductors(project)}")
        project.conductor.wait(5)
    finally:
        postgres("start", "-l", "/dev/null", "-o", (Path(os.environ["XCFLOW_TEST_POSTGRESQL_DATA"]) / "postmaster.opts").read_text()
                 .split(" ", 1)[1].replace('"', "").strip())
    project.begin("resume", "1", "--on", "cluster")
    project.finish()
    project.judge(32)


def mailbox(project):
    """The nodes have no network and see no database, only a directory; and the conductor is killed."""
    wrapper = project.directory / "program"
    wrapper.write_text(f'#!/bin/sh\nexec unshare -n {XCFLOW} "$@"\n')
    wrapper.chmod(0o755)
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("system: slurm,", f"system: slurm, program: {wrapper}, mailbox: mailbox,"))
    found = json.loads(project.xcflow("site", "check", "cluster", "--json").stdout)
    say("   ", found["found"]["store"], "answered in", found["found"]["store-answers-ms"], "ms")
    project.begin("run", project.many(32, 3), "--on", "cluster")
    half_way(project, 32)
    project.conductor.kill()
    project.conductor.wait()
    for pid in conductors(project):
        kill(pid)
    done = project.ended()
    # What is under way ends without anybody to tell.
    project.until("work ends meanwhile", lambda: project.ended() > done, 20)
    project.begin("resume", "1", "--on", "cluster")
    project.finish()
    states = project.sql("select state, count(*) as n from executions group by state")
    say("   ", states)
    project.judge(32)
    project.until("the workers have left", lambda: not list(project.pilots()), 60)
    left = [str(file) for file in (project.home / "mailbox").rglob("*") if file.is_file()]
    if left:
        raise AssertionError(f"left in the mailbox: {left}")


def squeue_hangs(project):
    """squeue does not answer for a minute: nothing is known, nothing is submitted, nothing is taken for gone."""
    programs = project.directory / "bin"
    programs.mkdir()
    real = shutil.which("squeue")
    (programs / "squeue").write_text(f"#!/bin/sh\nif [ -e {project.directory}/hang ]; then sleep 120; fi\nexec {real} \"$@\"\n")
    (programs / "squeue").chmod(0o755)
    project.environment["PATH"] = f"{programs}:{os.environ['PATH']}"
    project.begin("run", project.many(32, 4), "--on", "cluster")
    half_way(project, 32)
    before = len(project.blocks())
    (project.directory / "hang").touch()
    project.until("the user hears of it", lambda: "are unknown" in project.said(), 90)
    after = len(project.blocks())
    (project.directory / "hang").unlink()
    if after != before:
        raise AssertionError(f"{after - before} blocks were ordered while nothing was known")
    say("   " + next(line for line in project.said().splitlines() if "are unknown" in line))
    project.finish()
    project.judge(32)


def disk(project):
    """On one node the directory for work is on a disk that is full."""
    wrapper = project.directory / "program"
    scratch = project.home / "scratch"
    scratch.mkdir(exist_ok=True)
    wrapper.write_text(f"""#!/bin/sh
if [ "$XCFLOW_NODE" = n1 ]; then
    exec unshare -m sh -c 'mount -t tmpfs -o size=64k none {scratch} && head -c 100k /dev/zero >{scratch}/full 2>/dev/null; exec "$@"' sh {XCFLOW} "$@"
fi
exec {XCFLOW} "$@"
""")
    wrapper.chmod(0o755)
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("system: slurm,", f"system: slurm, program: {wrapper},"))
    project.begin("run", project.many(32, 1), "--on", "cluster")
    project.finish()
    failed = project.sql("select message, count(*) as n from executions where state <> 'SUCCEEDED' group by message")
    say("   ", failed)
    project.judge(32)


def wrapped(project, script):
    """Has the site's workers started through a script, which ends with exec "$@"."""
    wrapper = project.directory / "program"
    wrapper.write_text(f"#!/bin/sh\nset -e\nset -- {XCFLOW} \"$@\"\n{script}\n")
    wrapper.chmod(0o755)
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("system: slurm,", f"system: slurm, program: {wrapper},"))


def bucket(project):
    """Artefacts of the project are in a bucket, and no node sees the copies of another one."""
    import boto3

    server = os.environ["XCFLOW_TEST_S3"]
    boto3.client("s3", endpoint_url=server, region_name="us-east-1").create_bucket(Bucket="lab")
    credentials = project.directory / "credentials"
    credentials.touch(0o600)
    credentials.write_text("[default]\naws_access_key_id = test\naws_secret_access_key = test\n")
    project.environment["AWS_SHARED_CREDENTIALS_FILE"] = str(credentials)
    copies = project.home / "bucket"
    copies.mkdir(exist_ok=True)
    wrapped(project, f"exec unshare -m sh -c 'mount -t tmpfs -o size=1g none {copies} && exec \"$@\"' sh \"$@\"")
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("store: {", f"store: {{objects: 's3://lab/{project.database}', s3: {{endpoint: '{server}'}}, "))


def s3(project):
    """Artefacts are in a bucket, and no node sees the copies of another one."""
    bucket(project)
    project.begin("run", project.file(PAIRS.replace("COUNT", "40")), "--on", "cluster")
    project.finish()
    nodes(project)
    project.judge()


def nodes(project):
    """How much was executed on which nodes, of both steps."""
    project.until("all workers have left", lambda: not project.pilots(), 60)
    found = dict.fromkeys(("n1", "n2", "n3", "n4"), 0)
    for block in project.blocks():
        if block["node"] in found:
            found[block["node"]] += block["executed"]
    say("   executed by node:", found)
    return found


def lag(project):
    """Node n1 sees the artefacts of others, and they see its own, half a minute late."""
    objects = project.directory / "objects"
    late = project.directory / "late"
    for each in (objects, late):
        each.mkdir()
    wrapped(project, f"""if [ "$XCFLOW_NODE" = n1 ]; then
    exec unshare -m sh -c 'mount --bind {late} {objects} && exec "$@"' sh "$@"
fi
exec "$@\"""")
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("store: {", f"store: {{objects: {objects}, "))
    seen = {}

    def pass_on():
        now = time.time()
        for here, there in ((objects, late), (late, objects)):
            for file in here.rglob("*"):
                name = file.relative_to(here)
                if not file.is_file() or name.parts[0] in ("tmp", "verified") or (there / name).exists():
                    continue
                if now - seen.setdefault(str(file), now) >= 30:
                    (there / name).parent.mkdir(exist_ok=True)
                    draft = there / name.parent / ("." + name.name)
                    shutil.copy2(file, draft)
                    draft.rename(there / name)
        return project.conductor.poll() is not None

    project.begin("run", project.file(PAIRS.replace("COUNT", "24")), "--on", "cluster")
    project.until("the run is over", pass_on, 400)
    project.finish()
    found = nodes(project)
    if not found["n1"]:
        raise AssertionError("the late node did nothing")
    time.sleep(1)
    end = time.time() + 60
    while time.time() < end and any(not (objects / f.relative_to(late)).exists() for f in late.rglob("*")
                                    if f.is_file() and f.relative_to(late).parts[0] not in ("tmp", "verified")):
        pass_on()
        time.sleep(1)
    project.judge()


def limit_in_scf(project):
    """The time of a block ends in the middle of a batch of SCF calculations: what is converged is not calculated again."""
    project.begin("run", project.file(BATCH), "--on", "cluster")
    project.finish(420)
    lines = iterations(project)
    for name, found in lines:
        say(f"   {name}: {len(found)} converged in {sum(found.values())} iterations")
    if len(lines) < 2:
        raise AssertionError("it was over before the block's time")
    names = [name for _, found in lines for name in found]
    if len(names) != len(set(names)):
        raise AssertionError(f"calculated twice: {names}")
    project.judge()


def iterations(project):
    """(execution, iterations by name) from the logs, in the order of the executions."""
    found = []
    for line in project.xcflow("show", "1", "energies", "--log").stdout.splitlines():
        if line.startswith("--- "):
            found.append((line[4:], {}))
        elif " Ha in " in line and line.endswith(" iterations"):
            words = line.split(": ")
            found[-1][1][words[-2].split()[-1]] = int(line.split()[-2])
    return found


def limit_in_training(project):
    """The time of a block ends in the middle of a training: it continues from its checkpoint."""
    project.begin("run", project.file(TRAINING), "--on", "cluster")
    project.finish(420)
    rows = project.sql("select id, step, attempt, state, message, seconds from executions order by id")
    for row in rows:
        say("   ", row["step"], row["state"], row["message"], row["seconds"])
    log = project.xcflow("show", "1", "clone", "--log").stdout
    if len([row for row in rows if row["step"] == "clone"]) < 2 or "continuing from checkpoint" not in log:
        raise AssertionError("the training was not interrupted and continued: " + log[-500:])
    digest = "select outputs from executions where step = 'clone' and state = 'SUCCEEDED'"
    alone = project.directory / "alone"
    subprocess.run([XCFLOW, "run", str(project.directory / "run.yaml"), "--home", str(alone)], env=project.environment, check=True, capture_output=True)
    said = subprocess.run([XCFLOW, "sql", digest, "--json", "--home", str(alone)], env=project.environment, check=True, capture_output=True,
                          text=True).stdout
    say("   continued", log.count("continuing from checkpoint"), "times; the same functional as without interruption:", project.sql(digest) == json.loads(said))
    if project.sql(digest) != json.loads(said):
        raise AssertionError("another functional than without interruption")
    project.judge()


def detach(project):
    """The conductor is a job itself, which submits the next one before its time is over."""
    config = project.home / "config.yaml"
    config.write_text(config.read_text().replace("blocks: {", "blocks: {conductor: {threads: 1, time: 1m, most: 1}, "))
    said = project.xcflow("run", project.many(32, 8), "--on", "cluster/cpu", "--detach").stdout.strip()
    say("   " + said)
    project.until("the run is over", lambda: project.sql("select state from runs")[0]["state"] != "RUNNING", 300)
    jobs = subprocess.run(["squeue", "--noheader", "--states=all", "--format=%j"], capture_output=True, text=True).stdout
    conductors_ = [line for line in jobs.splitlines() if line.startswith("xcflow-run-1-")]
    say(f"   conducted by {len(conductors_)} jobs, one after the other")
    if len(conductors_) < 2:
        raise AssertionError("it was over before the first conductor's time")
    project.judge(32)


def ssh(project):
    """The batch system is asked through OpenSSH, by a daemon on the loopback."""
    keys = project.directory / "ssh"
    keys.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)], check=True)
    port = int(project.server["port"]) + 7
    (keys / "authorized").write_text((keys / "user.pub").read_text())
    (keys / "known").write_text(f"[127.0.0.1]:{port} " + (keys / "host.pub").read_text())
    (keys / "sshd").write_text(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/authorized\n"
                               f"StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nPidFile {keys}/pid\n"
                               f"SetEnv SLURM_CONF={os.environ['SLURM_CONF']}\n")
    (keys / "config").write_text(f"Host login\n HostName 127.0.0.1\n Port {port}\n IdentityFile {keys}/user\n"
                                 f" UserKnownHostsFile {keys}/known\n")
    programs = project.directory / "bin"
    programs.mkdir()
    (programs / "ssh").write_text(f"#!/bin/sh\necho \"$@\" >>{keys}/calls\n"
                                  f"exec {shutil.which('ssh')} -F {keys}/config -o ControlPath={keys}/%C \"$@\"\n")
    (programs / "ssh").chmod(0o755)
    Path("/run/sshd").mkdir(exist_ok=True)
    subprocess.run(["/usr/sbin/sshd", "-f", str(keys / "sshd")], check=True)
    try:
        project.environment["PATH"] = f"{programs}:{os.environ['PATH']}"
        del project.environment["SLURM_CONF"]
        config = project.home / "config.yaml"
        config.write_text(config.read_text().replace("system: slurm,", "system: slurm, through: ssh login,"))
        project.begin("run", project.many(16, 1), "--on", "cluster")
        project.finish()
        calls = len((keys / "calls").read_text().splitlines())
        say(f"   {calls} calls of ssh, one connection kept: {[f.name for f in keys.iterdir() if f.is_socket()] != []}")
        project.judge(16)
    finally:
        subprocess.run([str(programs / "ssh"), "-O", "exit", "login"], stderr=subprocess.DEVNULL)
        os.kill(int((keys / "pid").read_text()), signal.SIGTERM)


def certificates(project):
    """The server gets a certificate for localhost, by an authority whose certificate is ca.crt; other.crt is another one's."""
    keys = Path(os.environ["XCFLOW_TEST_POSTGRESQL_DATA"])
    ours = project.directory

    def openssl(*words):
        subprocess.run(["openssl", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    for name in ("ca", "other"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                f"/CN={name}", "-keyout", str(ours / f"{name}.key"), "-out", str(ours / f"{name}.crt"))
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", str(ours / "server.key"), "-out", str(ours / "server.csr"))
    openssl("x509", "-req", "-in", str(ours / "server.csr"), "-CA", str(ours / "ca.crt"), "-CAkey", str(ours / "ca.key"),
            "-CAcreateserial", "-days", "2", "-copy_extensions", "copy", "-out", str(ours / "server.crt"))
    for name in ("server.key", "server.crt"):
        shutil.copy(ours / name, keys / name)
        shutil.chown(keys / name, "postgres")
        (keys / name).chmod(0o600)
    project.psql("postgres", "alter system set ssl = on")
    project.psql("postgres", "select pg_reload_conf()")
    time.sleep(1)


def no_certificates(project):
    project.psql("postgres", "alter system reset ssl")
    project.psql("postgres", "select pg_reload_conf()")


def tls(project):
    """The server has a certificate, and sslmode=verify-full lets nobody else pass for it."""
    certificates(project)
    ours = project.directory
    config = project.home / "config.yaml"
    plain = config.read_text()

    def tried(host, authority):
        config.write_text(plain.replace("127.0.0.1", host).replace(project.database, f"{project.database}?sslmode=verify-full"
                                                                   f"&sslrootcert={ours}/{authority}.crt"))
        return project.xcflow("runs", check=False)

    try:
        right, name, authority = tried("localhost", "ca"), tried("127.0.0.1", "ca"), tried("localhost", "other")
        for what, done in (("right", right), ("another name", name), ("another authority", authority)):
            say(f"   {what}: {done.returncode} {(done.stderr or done.stdout).strip().splitlines()[0]}")
        if (right.returncode, name.returncode, authority.returncode) != (0, 1, 1) or "\tat " in name.stderr + authority.stderr:
            raise AssertionError(f"{right} {name} {authority}")
    finally:
        no_certificates(project)


def recipes(project):
    """The three recipes of docs/cluster.md, word by word; only names and sizes of the site are others."""
    page = (ROOT / "docs/cluster.md").read_text().split("## Recipe ")[1:4]
    page[2] = page[2].split("\n## ")[0]
    found = [re.findall(r"```(\w+)\n(.*?)```", text, re.S) for text in page]
    user, programs, modules = (project.directory / name for name in ("user", "programs", "modules"))
    for each in (user / ".config/xcflow", user / ".postgresql", programs, modules):
        each.mkdir(parents=True)
    certificates(project)
    shutil.copy(project.directory / "ca.crt", user / ".postgresql/root.crt")
    project.psql("postgres", "create role anna login password 'secret'")
    (user / ".config/xcflow/password").touch(0o600)
    (user / ".config/xcflow/password").write_text("secret\n")
    (modules / "java").write_text("#%Module1.0\n")
    (programs / "xcflow").symlink_to(XCFLOW)
    (programs / "editor").write_text("#!/bin/sh\nprintf '[default]\\naws_access_key_id = test\\naws_secret_access_key = test\\n' >$1\n")
    (programs / "editor").chmod(0o755)
    server = os.environ["XCFLOW_TEST_S3"]
    import boto3
    boto3.client("s3", endpoint_url=server, region_name="us-east-1", aws_access_key_id="test",
                 aws_secret_access_key="test").create_bucket(Bucket="group-xcflow")
    environment = dict(project.environment, HOME=str(user), XCFLOW_JAVA_OPTS=f"-Duser.home={user}", PATH=f"{programs}:{os.environ['PATH']}", EDITOR="editor", MODULEPATH=str(modules))
    try:
        for number, blocks in enumerate(found, 1):
            study = project.directory / f"study-{number}"
            shutil.copytree(ROOT / "workflows", study / "workflows")
            database = f"{project.database}_{number}"
            project.psql("postgres", f"create database {database} owner anna")
            settings = [text for kind, text in (found[1][:1] if number == 3 else []) + blocks if kind == "yaml" and not text.startswith("steps")]
            if settings:
                text = settings[-1] if number == 2 else settings[1] + settings[0][settings[0].index("sites:"):]
                for theirs, ours in (("db.example.org/xcflow", f"localhost:{project.server['port']}/{database}"), ("threads: 32", "threads: 2"),
                                     ("memory: 120GiB", "memory: 2GiB"), ("--partition=batch", "--partition=main"),
                                     ("https://s3.example.org", server), ("idle: 5m", "idle: 10s"), ("system: slurm", "system: slurm\n    poll: 1s")):
                    if theirs not in text and not (number == 2 and "s3" in theirs):
                        raise AssertionError(f"recipe {number} has no {theirs}")
                    text = text.replace(theirs, ours)
                (study / ".xcflow").mkdir()
                (study / ".xcflow/config.yaml").write_text(text)
            for script in (text for kind, text in blocks if kind == "sh"):
                begin = time.time()
                done = subprocess.run(["bash", "-e", "-c", script + "\nxcflow audit\nkill $(jobs -p) 2>/dev/null; wait"], cwd=study,
                                      env=environment, capture_output=True, text=True, timeout=600)
                said = [line for line in (done.stdout + done.stderr).splitlines() if "SUCCEEDED" in line or "can be used" in line or "all is well" in line]
                say(f"   recipe {number}: {time.time() - begin:.0f} s,", *said)
                if "all is well" not in done.stdout:
                    raise AssertionError(f"recipe {number}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    finally:
        no_certificates(project)


ALONE = {}


def runs(project):
    """The quick start, the paper's first experiment at the size of a test, and a campaign of 300 instances."""
    experiment = ROOT / "workflows/paper/1-constrained-clones.yaml"
    return [[project.many(300, 0)], [str(ROOT / "workflows/quickstart.yaml")],
            [str(experiment), "--params", str(ROOT / "workflows/paper/smoke/1-constrained-clones.yaml")]]


def compared(project, *words):
    """Has everything executed elsewhere, and compares all results with those of one process with H2."""
    query = "select step, labels, outputs from executions where state = 'SUCCEEDED' and step <> 'part' order by run, instance"
    numbers = "select count(*) as n from executions where state = 'SUCCEEDED' and step = 'part'"
    for each in runs(project):
        begin = time.time()
        project.begin("run", *each, *words)
        project.finish(600)
        say(f"   {Path(each[0]).stem}: {time.time() - begin:.0f} s")
    if not ALONE:
        with tempfile.TemporaryDirectory(prefix="xcflow-cluster-alone.") as home:
            for each in runs(project):
                begin = time.time()
                subprocess.run([XCFLOW, "run", *each, "--home", home], env=dict(os.environ, XCFLOW_NO_BUILD="1"), check=True, capture_output=True)
                say(f"   {Path(each[0]).stem}, one process with H2: {time.time() - begin:.0f} s")
            for key, text in (("results", query), ("parts", numbers)):
                ALONE[key] = json.loads(subprocess.run([XCFLOW, "sql", text, "--json", "--home", home], check=True,
                                                       env=dict(os.environ, XCFLOW_NO_BUILD="1"), capture_output=True, text=True).stdout)
    here, there = project.sql(query), ALONE["results"]
    different = [(a["step"], a["labels"]) for a, b in zip(here, there) if a != b]
    say(f"   {len(here)} and {len(there)} results, {len(different)} of them different; {project.sql(numbers)[0]['n']} parts")
    if different or len(here) != len(there) or project.sql(numbers) != ALONE["parts"]:
        raise AssertionError(f"different: {different[:5]}")
    project.judge(300)


def same(project):
    """Quick start, the paper's first experiment and a campaign of 300 have the results of one process: on four nodes."""
    compared(project, "--on", "cluster")


def same_s3(project):
    """The same with the artefacts in a bucket."""
    bucket(project)
    compared(project, "--on", "cluster")


def same_namespaces(project):
    """The same on four workers with homes, names of machines and networks of their own, which share PostgreSQL and a directory."""
    port = int(project.server["port"])
    objects = project.directory / "objects"
    objects.mkdir()
    config = project.home / "config.yaml"
    config.write_text("queue: database\n" + config.read_text().replace("store: {", f"store: {{objects: {objects}, ").split("sites:")[0])
    bridge, places, workers = f"xcb{os.getpid() % 10000}", [], []
    quiet = dict(check=True, stdout=subprocess.DEVNULL)
    subprocess.run(f"ip link add {bridge} type bridge && ip addr add 10.213.0.1/24 dev {bridge} && ip link set {bridge} up", shell=True, **quiet)
    forward = subprocess.Popen([sys.executable, "-c", FORWARD, "10.213.0.1", str(port)])
    try:
        for n in range(4):
            place = f"{bridge}-{n}"
            places.append(place)
            subprocess.run(f"ip netns add {place} && ip link add v{place} type veth peer name eth0 netns {place} && "
                           f"ip link set v{place} master {bridge} up && ip -n {place} addr add 10.213.0.{n + 2}/24 dev eth0 && "
                           f"ip -n {place} link set eth0 up && ip -n {place} link set lo up", shell=True, **quiet)
            home = project.directory / f"home-{n}"
            home.mkdir()
            (home / "config.yaml").write_text(config.read_text().replace("127.0.0.1", "10.213.0.1"))
            script = f'hostname n{n} && exec ip netns exec {place} "$@"'
            workers.append(subprocess.Popen(["unshare", "-u", "sh", "-c", script, "sh", XCFLOW, "worker", "--threads", "1", "--home", str(home)],
                                            env=project.environment, stdout=subprocess.DEVNULL, stderr=open(home / "log", "wb")))
        project.until("four workers are there", lambda: len(json.loads(project.xcflow("workers", "--json").stdout)) == 4, 60)
        compared(project, "--conduct-only")
        hosts = project.sql("select host, count(*) as n from executions group by host order by host")
        say("   executed by", {row["host"]: row["n"] for row in hosts})
        if len(hosts) != 4:
            raise AssertionError(f"not all of the workers worked: {hosts}")
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)
        forward.kill()
        for place in places:
            subprocess.run(["ip", "netns", "del", place], check=False)
        subprocess.run(["ip", "link", "del", bridge], check=False)


SCENARIOS = {
    "scancel-and-kill": (scancel_and_kill, {}),
    "node": (node, {}),
    "preempted": (preempted, {}),
    "conductor": (conductor, {}),
    "database": (database, {}),
    "no-database": (no_database, {}),
    "mailbox": (mailbox, {"database": False}),
    "squeue-hangs": (squeue_hangs, {}),
    "disk": (disk, {}),
    "s3": (s3, {}),
    "lag": (lag, {}),
    "detach": (detach, {}),
    "ssh": (ssh, {}),
    "tls": (tls, {}),
    "recipes": (recipes, {}),
    "same": (same, {"time_limit": "12h"}),
    "same-s3": (same_s3, {"time_limit": "12h"}),
    "same-namespaces": (same_namespaces, {}),
    "limit-in-scf": (limit_in_scf, {"time_limit": "1m", "most": 1}),
    "limit-in-training": (limit_in_training, {"time_limit": "1m", "most": 1}),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="*", choices=[[], *SCENARIOS])
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for name, (scenario, _) in SCENARIOS.items():
            print(f"{name:18} {scenario.__doc__}")
        return 0
    if "XCFLOW_TEST_SLURM" not in os.environ:
        os.environ.setdefault("XCFLOW_SLURM_NODES", "4")
        os.environ.setdefault("XCFLOW_SLURM_TIMEOUT", "15")
        return subprocess.run([str(ROOT / ".ci/s3"), str(ROOT / ".ci/slurm"), str(ROOT / ".ci/postgresql"), sys.executable, __file__, *options.scenario]).returncode
    failures = []
    for name in options.scenario or SCENARIOS:
        scenario, settings = SCENARIOS[name]
        say(f"{name}: {scenario.__doc__}")
        begin = time.time()
        project = Project(name, **settings)
        try:
            scenario(project)
            say(f"   passed in {time.time() - begin:.0f} s")
        except (AssertionError, StopIteration, subprocess.SubprocessError) as e:
            failures.append(name)
            say(f"   FAILED after {time.time() - begin:.0f} s: {e}")
        finally:
            project.close()
    say(f"{len(failures)} failures" + (": " + ", ".join(failures) if failures else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
