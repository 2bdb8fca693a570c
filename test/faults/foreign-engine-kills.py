#!/usr/bin/env python3
"""Kills adapters, and xcflow with them, at ten moments each while PySCF calculates: nothing may be lost, nothing left.

    test/faults/foreign-engine-kills.py [--moments 10] [--victim adapter|xcflow]

Needs PySCF (python3 or a private environment). For each moment, a run is begun in a fresh project, and either the adapter
(kill -9; the step has retries) or xcflow itself (kill -9; the run is resumed) is killed. The moments divide the time for which
an adapter lived in an undisturbed run, from its start on. At the end the run must have succeeded with the energies of the
undisturbed run, the audit must be clean, and no adapter, guard or directory may be left.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
XCFLOW = os.environ.get("XCFLOW", str(ROOT / "xcflow"))
WORKFLOW = """
name: kills
steps:
  e:
    uses: single-point
    retry: {attempts: 4, backoff: 1s}
    with: {molecules: [H2O, NH3], functional: PBE, engine: pyscf, pyscf: {basis: def2-svp, grid: 3}}
outputs:
  energies: ${{ steps.e.energies }}
"""


def xcflow(home, *words, **options):
    return subprocess.run([XCFLOW, *words, "--home", str(home)], capture_output=True, text=True, **options)


def begin(home, *words):
    return subprocess.Popen([XCFLOW, *words, "--home", str(home)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            start_new_session=True)


def adapters(mark):
    """Process ids of adapters of our own runs: their directory is below a TMPDIR that only they have."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if mark.encode() in environment and b"adapter.py" in words and not words.startswith(b"java"):
            found.append(int(pid))
    return found


def energies(home):
    shown = xcflow(home, "show", "1", "--json")
    if shown.returncode:
        return shown.stderr[-1500:]
    outputs = json.loads(shown.stdout).get("outputs")
    return sorted(outputs["energies"].items()) if outputs else xcflow(home, "show", "1").stdout[-1500:]


def wait_for_first(mark, run):
    while run.poll() is None and not adapters(mark):
        time.sleep(0.02)


def wait_for_none(mark, seconds=10):
    until = time.time() + seconds
    while time.time() < until:
        if not adapters(mark):
            return []
        time.sleep(0.1)
    return adapters(mark)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--moments", type=int, default=10)
    options.add_argument("--victim", choices=["adapter", "xcflow", "both"], default="both")
    chosen = options.parse_args()
    moments = chosen.moments
    failures, missed = 0, 0
    with tempfile.TemporaryDirectory(prefix="xcflow-kills-") as scratch:
        scratch = Path(scratch)
        (scratch / "w.yaml").write_text(WORKFLOW)
        temporary = scratch / "tmp"
        temporary.mkdir()
        os.environ["TMPDIR"] = str(temporary)
        mark = str(temporary)
        first = begin(scratch / "home", "run", str(scratch / "w.yaml"))
        wait_for_first(mark, first)
        started = time.time()
        while adapters(mark):
            time.sleep(0.05)
        duration = time.time() - started
        error = first.communicate()[1].decode(errors="replace")
        if first.returncode:
            sys.exit(f"the undisturbed run failed: {error}")
        expected = energies(scratch / "home")
        print(f"undisturbed: an adapter lived for {duration:.1f} s, {expected}", flush=True)
        for victim in ("adapter", "xcflow") if chosen.victim == "both" else (chosen.victim,):
            for i in range(moments):
                home = scratch / f"{victim}-{i}"
                moment = duration * (i + 1) / (moments + 1)
                run = begin(home, "run", str(scratch / "w.yaml"))
                wait_for_first(mark, run)
                time.sleep(moment)
                # Between the adapter that tells the versions and the one that calculates there may be none.
                wait_for_first(mark, run)
                killed = adapters(mark) if victim == "adapter" else [run.pid] if run.poll() is None else []
                for pid in killed:
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
                if victim == "xcflow":
                    try:
                        os.killpg(run.pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
                error = run.communicate()[1].decode(errors="replace")
                left = wait_for_none(mark)
                if victim == "xcflow" or run.returncode:
                    # A run that is recorded must go on; before that there is nothing to lose.
                    recorded = xcflow(home, "show", "1").returncode == 0
                    again = xcflow(home, *(("resume", "1") if recorded else ("run", str(scratch / "w.yaml"))))
                    error += again.stderr
                    status = again.returncode
                else:
                    status = run.returncode
                found = energies(home)
                audit = xcflow(home, "audit")
                left = left or wait_for_none(mark)
                directories = [d.name for d in temporary.iterdir() if d.name.startswith("xcflow-pyscf-")]
                good = status == 0 and found == expected and audit.returncode == 0 and not left and not directories
                failures += not good
                missed += not killed
                print(f"{victim} killed {moment:.1f} s after the start of an adapter ({len(killed)} processes): "
                      f"{'good' if good else 'FAILED'}", flush=True)
                if not good:
                    print(f"  status {status}, energies {found}, audit {audit.returncode}, left {left} {directories}\n"
                          f"{error[-1500:]}", flush=True)
    print(f"{failures} failures; at {missed} moments there was nothing to kill")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
