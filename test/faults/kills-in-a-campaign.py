#!/usr/bin/env python3
"""Kills whoever works on a campaign, again and again, and looks at what it left.

    test/faults/kills-in-a-campaign.py [--kills 300] [--instances 300] [--minutes 60] [--seed 1]

Victims, in turn: the conducting process, a worker, the process that has the database open, an upgrade of an older
project, an import and a clean-up. Conductor, two workers, imports and clean-ups share one project in which one run of
300 instances goes on; upgrades are made in copies of a project of the first release. The instances end at the pace of
the kills, so that every kill finds commands that are running and the run is over when the kills are.

After each kill the commands that the victim had started must end. After all of them every instance has one recorded
success, its command was not begun once more after that, its output is its own, no process is left and the audit finds
nothing. Only who was alive when it was killed is counted. Works in a directory of its own, which is kept if something
is wrong, and ends only processes that it started. Prints a line for each kill. When the minutes are over, no more are
killed, what is there is verified all the same, and the exit code is 3.
"""
import argparse, collections, datetime, json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parents[2]
XCFLOW = HERE / "xcflow"
DUMP = HERE / "provenance/src/test/resources/xcflow/provenance/first-release.sql"
KINDS = ["conductor", "worker", "owner", "upgrade", "import", "gc"]
CAMPAIGN = """name: campaign
steps:
  part:
    uses: shell
    matrix: {{n: [{numbers}]}}
    with:
      command: |
        echo "$N $(date +%s.%N)" >> {work}/begun.log
        sleep 0.1
        while read -r allowed < {work}/allowed; [ $N -gt $allowed ]; do sleep 0.2; done
        echo $((N * N)) > square
        echo $((N * N))
      environment: {{N: "${{{{ matrix.n }}}}"}}
      outputs: {{square: square}}
  all:
    uses: shell
    with: {{command: "echo ${{{{ size(steps.part) }}}}"}}
outputs: {{count: "${{{{ steps.all.text }}}}"}}
"""
SMALL = """name: small
steps:
  make:
    uses: shell
    matrix: {n: [1, 2, 3]}
    with:
      command: head -c 200000 /dev/urandom > out
      outputs: {out: out}
"""


class Wrong(Exception):
    """Something that must hold does not."""


def xcflow(home, *arguments, check=0):
    done = subprocess.run([XCFLOW, "--home", home, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    if check is not None and done.returncode != check:
        raise Wrong(f"{' '.join(map(str, arguments))}: {done.returncode}: {(done.stdout + done.stderr).strip()[:500]}")
    return done


def read(pid, what):
    try:
        return pathlib.Path(f"/proc/{pid}/{what}").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def processes():
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def descendants(pid):
    children = collections.defaultdict(list)
    for child in processes():
        fields = read(child, "stat").rpartition(")")[2].split()
        if fields:
            children[int(fields[1])].append(child)
    found, todo = [], [pid]
    while todo:
        more = children[todo.pop()]
        found += more
        todo += more
    return found


def began(pid):
    """When a process began, by which its number given to another one is told from it; None if it has ended."""
    fields = read(pid, "stat").rpartition(")")[2].split()
    return fields[19] if fields and fields[0] != "Z" else None


def holds(pid, file):
    try:
        return any(os.path.realpath(link) == str(file) for link in pathlib.Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


class Campaign:
    def __init__(self, work, chosen):
        self.work, self.home, self.old = work, work / "home", work / "old"
        self.kills, self.instances, self.seed = chosen.kills, chosen.instances, chosen.seed
        self.running = {}
        self.log = open(work / "process.log", "a")
        self.number = None
        # How long a command takes that is left alone; learnt again whenever one ended before it was killed.
        self.whole = dict.fromkeys(["upgrade", "import", "gc"], 2.0)
        numbers = ", ".join(str(i) for i in range(self.instances))
        (work / "campaign.yaml").write_text(CAMPAIGN.format(numbers=numbers, work=work))
        (work / "small.yaml").write_text(SMALL)
        (work / "begun.log").touch()
        self.allow(0)
        self.old.mkdir()
        jar = next((HERE / "runner/target/current/lib").glob("h2-*.jar"))
        subprocess.run(["java", "-cp", jar, "org.h2.tools.RunScript", "-url", f"jdbc:h2:{self.old}/xcflow", "-user", "xcflow",
                        "-script", DUMP], check=True)
        # What is imported again and again, and cleaned away again and again.
        xcflow(work / "elsewhere", "run", work / "small.yaml", "-q")
        xcflow(work / "elsewhere", "export", "latest", work / "archive.zip")

    def allow(self, instances):
        """The commands of so many instances may end. Replaced in one step, for they are reading."""
        (self.work / "allowed.new").write_text(f"{instances}\n")
        os.replace(self.work / "allowed.new", self.work / "allowed")

    def keep_going(self):
        """Starts again who is missing; returns whether the campaign is done."""
        if self.gone("conductor"):
            ended = self.running.pop("conductor", None)
            if ended is not None and ended.returncode == 0:
                return True
            self.number = self.number or self.campaign()
            if self.number is None:
                self.begin("conductor", "run", self.work / "campaign.yaml", "--conduct-only", "-q")
            else:
                self.begin("conductor", "resume", self.number, "--conduct-only", "-q")
        for name in ("worker-1", "worker-2"):
            if self.gone(name):
                self.begin(name, "worker", "--threads", "2", "--idle", "100000")
        return False

    def campaign(self):
        """The number of the run; None if it has not been recorded yet."""
        runs = xcflow(self.home, "runs", "--json", check=None)
        if runs.returncode != 0:
            return None
        return next((run["run"] for run in json.loads(runs.stdout) if run["workflow"] == "campaign"), None)

    def gone(self, name):
        return name not in self.running or self.running[name].poll() is not None

    def begin(self, name, *arguments, home=None):
        self.running[name] = subprocess.Popen([XCFLOW, "--home", home or self.home, *map(str, arguments)],
                                              stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                              start_new_session=True)

    def owner(self):
        file = (self.home / "xcflow.mv.db").resolve()
        return next((name for name, process in self.running.items() if process.poll() is None and holds(process.pid, file)), None)

    def shoot(self, name):
        """Kills a process and waits for the end of what it had started; None if it had ended by itself."""
        process = self.running.pop(name)
        below = [(pid, began(pid)) for pid in descendants(process.pid)]
        process.kill()
        if process.wait() != -9:
            return None
        until = time.monotonic() + 60
        left = below
        while left and time.monotonic() < until:
            time.sleep(0.05)
            left = [(pid, when) for pid, when in left if when is not None and began(pid) == when]
        if left:
            raise Wrong(f"outlived {name}: {[read(pid, 'cmdline') for pid, _ in left]}")
        return f"{name} with {len(below)} processes below it"

    def kill(self, number, attempt):
        """One kill at a random moment; None if nobody was there to be killed."""
        dice = random.Random(f"{self.seed} {number} {attempt}")
        kind = KINDS[number % len(KINDS)]
        self.allow(self.instances * number // self.kills)
        self.keep_going()
        if kind in self.whole:
            return self.cut_short(kind, dice.uniform(0.2, 1) * self.whole[kind])
        after = dice.uniform(0, 3)
        time.sleep(after)
        name = self.owner() if kind == "owner" else kind if kind == "conductor" else dice.choice(["worker-1", "worker-2"])
        what = name and self.shoot(name)
        return what and f"{what}, after {after:.2f} s"

    def cut_short(self, kind, after):
        """A command that is begun to be killed."""
        copy = self.work / "copy"
        if kind == "upgrade":
            shutil.copytree(self.old, copy)
            self.begin(kind, "runs", home=copy)
        elif kind == "import":
            self.begin(kind, "import", self.work / "archive.zip")
        else:
            self.begin(kind, "gc", "--keep", "1")
        begun = time.monotonic()
        try:
            self.running[kind].wait(after)
            self.whole[kind] = time.monotonic() - begun
        except subprocess.TimeoutExpired:
            self.whole[kind] *= 1.05
        what = self.shoot(kind)
        if kind == "upgrade":
            self.upgraded(copy)
            shutil.rmtree(copy)
        return what and f"{what}, after {after:.2f} s"

    def upgraded(self, copy):
        if not json.loads(xcflow(copy, "runs", "--json").stdout):
            raise Wrong("the upgraded project has lost its runs")
        findings = json.loads(xcflow(copy, "audit", "--json", check=None).stdout)["findings"]
        # The old project is its database alone: the files of its artefacts never were there.
        wrong = [f for f in findings if "is missing from the object store" not in str(f)]
        if wrong:
            raise Wrong(f"audit of the upgraded project: {wrong[:3]}")

    def finish(self, until):
        self.allow(self.instances)
        while not self.keep_going():
            if time.monotonic() > until:
                raise Wrong("the campaign does not end although nobody is killed any more")
            time.sleep(0.2)

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for name, process in self.running.items():
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                print(f"{name} did not end within 60 s of TERM", flush=True)
        self.running.clear()

    def verify(self, last):
        """What holds after all; how many were recorded before the last kill, and how often a command was begun again."""
        number = self.campaign()
        shown = json.loads(xcflow(self.home, "show", number, "part", "--json").stdout)["instances"]
        if len(shown) != self.instances:
            raise Wrong(f"{len(shown)} of {self.instances} instances are recorded")
        begun = collections.defaultdict(list)
        for line in (self.work / "begun.log").read_text().splitlines():
            begun[int(line.split()[0])].append(float(line.split()[1]))
        early = 0
        for instance in shown:
            n = instance["matrix"]["n"]
            states = [e["state"] for e in instance["executions"]]
            if states.count("SUCCEEDED") != 1 or states[-1] != "SUCCEEDED":
                raise Wrong(f"part n={n}: {states}")
            ended = datetime.datetime.fromisoformat(instance["executions"][-1]["ended"].replace("Z", "+00:00")).timestamp()
            if not begun[n] or max(begun[n]) > ended:
                raise Wrong(f"part n={n}: begun {begun[n]}, recorded {ended}")
            outputs = instance["executions"][-1]["outputs"]
            if str(outputs["text"]).strip() != str(n * n):
                raise Wrong(f"part n={n}: {outputs}")
            early += ended < last
        count = json.loads(xcflow(self.home, "output", number, "--json").stdout)["count"]
        if str(count).strip() != str(self.instances):
            raise Wrong(f"the output is {count}")
        audit = json.loads(xcflow(self.home, "audit", "--json", check=None).stdout)["findings"]
        if audit:
            raise Wrong(f"audit: {audit[:3]}")
        xcflow(self.home, "gc", "--keep", "1")
        mine = os.getpid()
        left = [pid for pid in processes() if pid != mine and str(self.work) in read(pid, "cmdline") + read(pid, "environ")]
        if left:
            raise Wrong(f"processes are left: {[read(pid, 'cmdline') for pid in left]}")
        return early, sum(map(len, begun.values())) - self.instances


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--instances", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    subprocess.run([XCFLOW, "--version"], check=True, stdout=subprocess.DEVNULL)
    os.environ["XCFLOW_NO_BUILD"] = "yes"
    until = time.monotonic() + 60 * chosen.minutes
    work = pathlib.Path(tempfile.mkdtemp(prefix="xcflow-kills-")).resolve()
    campaign = Campaign(work, chosen)
    killed, missed, tally = 0, 0, collections.Counter()
    try:
        while killed < chosen.kills and time.monotonic() < until:
            what = campaign.kill(killed, missed)
            if what is None:
                missed += 1
                continue
            tally[KINDS[killed % len(KINDS)]] += 1
            killed += 1
            print(f"{killed} {KINDS[(killed - 1) % len(KINDS)]}: {what}", flush=True)
        last = time.time()
        campaign.finish(time.monotonic() + 60 * max(10, chosen.minutes))
        campaign.stop()
        early, again = campaign.verify(last)
        print(f"{killed} kills ({', '.join(f'{count} {kind}' for kind, count in tally.items())}; {missed} came too late and are not"
              f" counted) in a campaign of {chosen.instances} instances, {early} of them recorded before the last kill: each recorded"
              f" once, none begun after it was recorded ({again} begun again before), no process left, audit clean")
        shutil.rmtree(work)
        return 0 if killed == chosen.kills else 3
    except Wrong as e:
        print(f"WRONG after {killed} kills: {e} (see {work})")
        return 1
    finally:
        campaign.stop()


if __name__ == "__main__":
    sys.exit(main())
