#!/usr/bin/env python3
"""Kills xcflow at random moments of a first start, an upgrade, an import and a clean-up, and fills the disk.

    test/faults/kills-and-full-disks.py [--kills 100] [--disks 20] [--seed 1]

After each fault the project must work: what is recorded is listed, a run succeeds, the audit finds nothing. On a full
disk the command must end with one line of error, `gc` must work there and then, and once there is room the run that was
cut short is finished by `resume`. Works in a directory of its own. Full disks are small file systems in memory, for which root is needed; without it they are left
out, and it is said. Prints a line for each fault and the count of those after which a project was not usable.
"""
import argparse, json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parents[2]
XCFLOW = HERE / "xcflow"
DUMP = HERE / "provenance/src/test/resources/xcflow/provenance/first-release.sql"
FILE = """name: one
steps:
  make:
    uses: shell
    matrix: {n: [1, 2, 3, 4]}
    with:
      command: head -c 20000 /dev/urandom > out; echo ${{ matrix.n }} >> out
      outputs: {out: out}
"""
FILE_2 = FILE.replace("name: one", "name: two")


def xcflow(home, *arguments, check=None, **more):
    done = subprocess.run([XCFLOW, "--home", home, *map(str, arguments)], capture_output=True, text=True, timeout=120, **more)
    if check is not None and done.returncode != check:
        raise AssertionError(f"{' '.join(map(str, arguments))}: {done.returncode}: {(done.stdout + done.stderr).strip()[:400]}")
    return done


class Project:
    """What is there before the fault, what is done when it comes, and what must hold after it."""

    def __init__(self, work):
        self.work = work
        (work / "one.yaml").write_text(FILE)
        (work / "two.yaml").write_text(FILE_2)
        made = work / "made"
        for _ in range(2):
            xcflow(made, "run", work / "one.yaml", "-q", "--no-cache", check=0)
        self.made = made
        self.archive = work / "archive.zip"
        xcflow(made, "export", "latest", self.archive, check=0)
        self.old = work / "old"
        self.old.mkdir()
        jar = next((HERE / "runner/target/current/lib").glob("h2-*.jar"))
        subprocess.run(["java", "-cp", jar, "org.h2.tools.RunScript", "-url", f"jdbc:h2:{self.old}/xcflow", "-user", "xcflow",
                        "-script", DUMP], check=True)

    def prepare(self, kind, home):
        if kind == "upgrade":
            shutil.copytree(self.old, home)
        elif kind == "gc":
            shutil.copytree(self.made, home)

    def command(self, kind):
        return {"first start": ["run", self.work / "one.yaml", "-q"],
                "upgrade": ["runs"],
                "import": ["import", self.archive],
                "gc": ["gc", "--keep", "1"]}[kind]

    def check(self, kind, home):
        listed = xcflow(home, "runs")
        if listed.returncode != 0 and "nothing has been run here yet" not in listed.stderr:
            raise AssertionError(f"runs: {listed.returncode}: {listed.stderr.strip()[:400]}")
        xcflow(home, "run", self.work / "two.yaml", "-q", check=0)
        audit = xcflow(home, "audit", "--json")
        findings = json.loads(audit.stdout)["findings"]
        # The old project is its database alone: the files of its artefacts never were there.
        wrong = [f for f in findings if not (kind == "upgrade" and "is missing from the object store" in str(f))]
        if wrong or audit.returncode != (1 if findings else 0):
            raise AssertionError(f"audit: {audit.returncode}: {wrong[:3]}{audit.stderr[-200:]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--disks", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    subprocess.run([XCFLOW, "--version"], check=True, stdout=subprocess.DEVNULL)
    os.environ["XCFLOW_NO_BUILD"] = "yes"
    work = pathlib.Path(tempfile.mkdtemp(prefix="xcflow-faults-"))
    bad = 0
    try:
        project = Project(work)
        kinds = ["first start", "upgrade", "import", "gc"]
        whole = {}
        for kind in kinds:
            home = work / "trial"
            project.prepare(kind, home)
            begun = time.monotonic()
            xcflow(home, *project.command(kind), check=0)
            whole[kind] = time.monotonic() - begun
            shutil.rmtree(home)
        for number in range(chosen.kills):
            kind = kinds[number % len(kinds)]
            bad += kill(project, kind, whole[kind], dice, work / f"kill-{number}")
        for number in range(chosen.disks):
            if os.geteuid() != 0:
                print("full disks are left out: they need root")
                break
            bad += fill(project, ["first start", "upgrade", "import"][number % 3], dice, work / f"disk-{number}")
        print(f"{bad} of {chosen.kills} kills and {chosen.disks} full disks left a project that was not usable")
        return 1 if bad else 0
    finally:
        shutil.rmtree(work)


def kill(project, kind, whole, dice, home):
    project.prepare(kind, home)
    how = dice.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGHUP])
    # The start of the virtual machine, in which nothing happens, is left out of the choice.
    after = dice.uniform(0.15, 1.05) * whole
    process = subprocess.Popen([XCFLOW, "--home", home, *map(str, project.command(kind))], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
        alive = False
    except subprocess.TimeoutExpired:
        alive = True
        process.send_signal(how)
        process.wait(60)
    return verdict(project, kind, home, f"{how.name} after {after:.2f} s{'' if alive else ' (had ended)'}")


def fill(project, kind, dice, mount):
    mount.mkdir()
    room = dice.choice([dice.randrange(16, 400), dice.randrange(400, 1200)])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}k,mode=700", "tmpfs", mount], check=True)
    try:
        home = mount / "home"
        try:
            project.prepare(kind, home)
        except (shutil.Error, OSError):
            shutil.rmtree(home, ignore_errors=True)
        done = xcflow(home, *project.command(kind))
        what = f"disk of {room} KiB, exit code {done.returncode}"
        wrong = spoken(done) + cleaned(home)
        subprocess.run(["mount", "-o", "remount,size=64m", mount], check=True)
        wrong += finished(home)
        if wrong:
            print(f"{kind}: {what}: {'; '.join(wrong)}", flush=True)
        return verdict(project, kind, home, what) or bool(wrong)
    finally:
        subprocess.run(["umount", mount], check=True)


def spoken(done):
    """What is wrong with how a command ended: it may succeed, or else say in one sentence that the disk is full."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode == 0:
        return []
    trace = any(line.lstrip().startswith("at ") or "Exception" in line for line in lines)
    full = any("No space left" in line or "full" in line for line in lines)
    # A run says besides what became of it, and what can be done next.
    return [f"not one sentence about a full disk: {lines}"] if trace or not full or len(lines) > 4 else []


def cleaned(home):
    """Whether gc works on the full disk; where there is no project yet there is nothing to clean."""
    done = xcflow(home, "gc")
    nothing = "nothing has been run here yet" in done.stderr
    return [] if done.returncode == 0 or nothing else [f"gc: {done.returncode}: {done.stderr.strip()[:300]}"]


def finished(home):
    """Whether the last run can be finished if it was cut short."""
    listed = xcflow(home, "runs", "--json")
    runs = json.loads(listed.stdout) if listed.returncode == 0 else []
    if not runs or runs[0]["state"] == "SUCCEEDED" or runs[0]["workflow"] != "one":
        return []
    done = xcflow(home, "resume", runs[0]["run"], "-q")
    return [] if done.returncode == 0 else [f"resume: {done.returncode}: {(done.stdout + done.stderr).strip()[:300]}"]


def verdict(project, kind, home, what):
    try:
        project.check(kind, home)
        print(f"{kind}: {what}: usable", flush=True)
        return 0
    except (AssertionError, subprocess.TimeoutExpired) as e:
        print(f"{kind}: {what}: NOT USABLE: {e}", flush=True)
        return 1
    finally:
        if home.exists():
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
