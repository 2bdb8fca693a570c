#!/usr/bin/env python3
"""Kills xcflow at random moments of a first start, an upgrade, an import and a clean-up, and fills the disk.

    test/faults/kills-and-full-disks.py [--kills 100] [--disks 20] [--seed 1]

After each fault the project must work: what is recorded is listed, a run succeeds, the audit finds nothing. A disk
is too small from the beginning, or another program fills it while a run, an import or a clean-up goes on in a project
that is in use. The command must succeed or end with one line of error; in a project in use `gc` must work there and
then, and once there is room the run that was cut short is finished by `resume`. Works in a directory of its own. Full
disks are small file systems in memory, for which root is needed; without it they are left out, and it is said. Prints a
line for each fault and the count of those after which something was not as it must be.
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
        xcflow(work / "elsewhere", "run", work / "two.yaml", "-q", check=0)
        self.other = work / "other.zip"
        xcflow(work / "elsewhere", "export", "latest", self.other, check=0)
        self.old = work / "old"
        self.old.mkdir()
        jar = next((HERE / "runner/target/current/lib").glob("h2-*.jar"))
        subprocess.run(["java", "-cp", jar, "org.h2.tools.RunScript", "-url", f"jdbc:h2:{self.old}/xcflow", "-user", "xcflow",
                        "-script", DUMP], check=True)

    def prepare(self, kind, home):
        if kind == "upgrade":
            shutil.copytree(self.old, home)
        elif kind in ("gc", "run", "import in use", "gc in use"):
            shutil.copytree(self.made, home)

    def command(self, kind):
        return {"first start": ["run", self.work / "one.yaml", "-q"],
                "upgrade": ["runs"],
                "import": ["import", self.archive],
                "run": ["run", self.work / "one.yaml", "-q", "--no-cache"],
                "import in use": ["import", self.other],
                "gc in use": ["gc", "--keep", "1"],
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
        disks = chosen.disks if mountable(work / "mountable") else 0
        if disks < chosen.disks:
            print("full disks are left out: file systems cannot be mounted here (that takes root)")
        for number in range(disks):
            disk = work / f"disk-{number}"
            if number % 5 < 2:
                bad += small(project, ["first start", "upgrade", "import"][(number // 5 * 2 + number % 5) % 3], dice, disk)
            else:
                bad += filled(project, ["run", "import in use", "gc in use"][number % 5 - 2], dice, disk)
        print(f"{bad} of {chosen.kills} kills and {disks} full disks had an outcome that must not be")
        return 1 if bad else 0
    finally:
        shutil.rmtree(work)


def mountable(place):
    if os.geteuid() != 0:
        return False
    try:
        with Disk(place, 64):
            return True
    except subprocess.CalledProcessError:
        return False


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


def small(project, kind, dice, mount):
    """A disk with hardly any room from the beginning."""
    room = dice.choice([dice.randrange(16, 400), dice.randrange(400, 1200)])
    with Disk(mount, room) as disk:
        home = mount / "home"
        try:
            project.prepare(kind, home)
        except (shutil.Error, OSError):
            shutil.rmtree(home, ignore_errors=True)
        done = xcflow(home, *project.command(kind))
        return judged(project, kind, home, disk, f"disk of {room} KiB, exit code {done.returncode}", spoken(done))


def filled(project, kind, dice, mount):
    """A disk that another program fills at a random moment, all but a few KiB, while a project there is used."""
    with Disk(mount, 32 << 10) as disk:
        home = mount / "home"
        project.prepare(kind, home)
        left = dice.choice([0, dice.randrange(4, 64), dice.randrange(64, 512)])
        after = dice.choice([0, dice.uniform(0, 1.5)])
        process = subprocess.Popen([XCFLOW, "--home", home, *map(str, project.command(kind))], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(after)
        disk.fill(left)
        out, error = process.communicate(timeout=120)
        done = subprocess.CompletedProcess(kind, process.returncode, out, error)
        what = f"filled after {after:.2f} s but for {left} KiB, exit code {done.returncode}"
        return judged(project, kind, home, disk, what, spoken(done), True)


class Disk:
    """A small file system in memory."""

    def __init__(self, mount, room):
        self.mount = mount
        mount.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}k,mode=700", "tmpfs", mount], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", self.mount], check=True)

    def fill(self, left):
        free = os.statvfs(self.mount)
        size = free.f_bavail * free.f_frsize - (left << 10)
        with open(self.mount / "others", "wb") as file:
            try:
                os.posix_fallocate(file.fileno(), 0, max(1, size))
            except OSError:
                pass

    def grow(self):
        (self.mount / "others").unlink(missing_ok=True)
        subprocess.run(["mount", "-o", "remount,size=64m", self.mount], check=True)


def judged(project, kind, home, disk, what, wrong, in_use=False):
    wrong = wrong + cleaned(home, in_use)
    disk.grow()
    wrong += finished(home)
    if wrong:
        print(f"{kind}: {what}: {'; '.join(wrong)}", flush=True)
    return verdict(project, kind, home, what) or bool(wrong)


def spoken(done):
    """What is wrong with how a command ended: it may succeed, or else say in one sentence that the disk is full."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode == 0:
        return []
    trace = any(line.lstrip().startswith("at ") or "Exception" in line for line in lines)
    full = any("No space left" in line or "full" in line or "nothing has been run here yet" in line for line in lines)
    # A run says besides what became of it and of each of its instances, and what can be done next.
    said = [line for line in lines if not line.startswith("  make[")]
    return [f"not one sentence about a full disk: {lines}"] if trace or not full or len(said) > 4 else []


def cleaned(home, in_use):
    """Whether gc works on the full disk, as it must where room was set aside for it; otherwise it must say why not."""
    aside = (home / "reserve").exists()
    done = xcflow(home, "gc")
    excused = "nothing has been run here yet" in done.stderr or "the disk is full" in done.stderr and not aside
    wrong = [] if done.returncode == 0 or excused else [f"gc: {done.returncode}: {done.stderr.strip()[:300]}"]
    return wrong + (["no room was set aside"] if in_use and not aside and done.returncode != 0 else [])


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
