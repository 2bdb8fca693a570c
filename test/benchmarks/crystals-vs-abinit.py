#!/usr/bin/env python3
"""Wall and processor time of xcflow and ABINIT as whole processes, one thread each, same settings.

    test/benchmarks/crystals-vs-abinit.py [repetitions]

Needs `abinit` in the PATH (Debian: apt-get install abinit). XCFLOW names the command to run (default:
./xcflow). Runs alternate, so that other load meets both; the best of the repetitions is printed.
"""
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
XCFLOW = shlex.split(os.environ.get("XCFLOW", os.path.join(HOME, "xcflow")))
SETS = os.path.join(HOME, "tasks/planewave/src/main/resources/xcflow/planewave/gth-{}.json")
# Those for PBE by their short names, others by their full ones: Fe-GTH-LDA-q8.
GTH = json.load(open(SETS.format("pbe")))["pseudopotentials"]
for functional in ("lda", "blyp"):
    for short, values in json.load(open(SETS.format(functional)))["pseudopotentials"].items():
        GTH[f"{values['element']}-GTH-{functional.upper()}-{short.split('-')[1]}"] = values
NUMBER = {"Li": 3, "B": 5, "C": 6, "N": 7, "O": 8, "F": 9, "Na": 11, "Mg": 12, "Al": 13, "Si": 14, "S": 16,
          "Cl": 17, "Ca": 20, "Fe": 26, "Ni": 28, "Cu": 29, "Ga": 31, "Ge": 32, "As": 33, "Mo": 42, "Hf": 72, "Au": 79, "Pb": 82}
BOHR = 0.529177210903

# name, lattice constant (bohr), second atom's position, pseudopotentials, cutoff (Ha), mesh, smeared
CASES = [
    ("Si", 10.2631, 0.25, ["Si-q4", "Si-q4"], 20, 4, False),
    ("Si", 10.2631, 0.25, ["Si-q4", "Si-q4"], 30, 8, False),
    ("Al", 7.653391, None, ["Al-q3"], 20, 8, True),
    ("MgO", 7.959526, 0.5, ["Mg-q2", "O-q6"], 60, 4, False),
    ("NaCl", 10.76, 0.5, ["Na-q1", "Cl-q7"], 40, 4, False),
]


def psp10(name):
    """The pseudopotential in ABINIT's format 10."""
    p = GTH[name]
    # ABINIT wants at least one projector: one without strength.
    channels = p["projectors"] or [{"l": 0, "r": 1.0, "h": [[0.0]]}]
    lines = [name, f"{NUMBER[p['element']]} {p['valence_electrons']} 0", f"10 11 {len(channels) - 1} 0 2001 0",
             f"{p['r_loc']} {len(p['c_loc'])} " + " ".join(map(str, p["c_loc"])),
             str(len(channels))]
    for channel in channels:
        h = channel["h"]
        lines.append(f"{channel['r']} {len(h)} " + " ".join(map(str, h[0] if h else [])))
        lines += [" ".join(map(str, h[i][i:])) for i in range(1, len(h))]
        if channel["l"] > 0:
            lines += [" ".join(["0.0"] * (len(h) - i)) for i in range(len(h))]
    return "\n".join(lines) + "\n"


def abinit_input(case):
    _, a, second, names, cutoff, mesh, smeared = case
    kinds = list(dict.fromkeys(names))
    elements = [GTH[k]["element"] for k in kinds]
    electrons = sum(GTH[n]["valence_electrons"] for n in names)
    return f"""pp_dirpath "."
pseudos "{', '.join(k + '.psp10' for k in kinds)}"
acell 3*{a}
rprim 0 .5 .5 .5 0 .5 .5 .5 0
ntypat {len(kinds)} znucl {' '.join(str(NUMBER[e]) for e in elements)}
natom {len(names)} typat {' '.join(str(kinds.index(n) + 1) for n in names)}
xred 0 0 0 {'' if second is None else f'{second} {second} {second}'}
ecut {cutoff} ngkpt {mesh} {mesh} {mesh} nshiftk 1 shiftk 0 0 0
ixc 11 nband {6 if smeared else electrons // 2} nstep 60 toldfe 1e-8
{'occopt 4 tsmear 0.01' if smeared else ''}
prtwf 0 prtden 0 prteig 0 prtgsr 0
"""


def poscar(case):
    name, a, second, names, *_ = case
    half = 0.5 * a * BOHR
    elements = [GTH[n]["element"] for n in names]
    kinds = list(dict.fromkeys(elements))
    sites = ["0 0 0"] + ([] if second is None else [f"{second} {second} {second}"])
    return "\n".join([name, "1.0", f"0 {half:.14f} {half:.14f}", f"{half:.14f} 0 {half:.14f}",
                      f"{half:.14f} {half:.14f} 0", " ".join(kinds),
                      " ".join(str(elements.count(k)) for k in kinds), "Direct", *sites]) + "\n"


def timed(command, directory):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, env={
        **os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{command} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main():
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("| crystal | Ha | mesh | ABINIT wall s | CPU s | xcflow wall s | CPU s | in the SCF s | wall ratio | ΔE µHa |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for case in CASES:
        name, _, _, names, cutoff, mesh, smeared = case
        with tempfile.TemporaryDirectory() as directory:
            for pseudo in set(names):
                open(os.path.join(directory, pseudo + ".psp10"), "w").write(psp10(pseudo))
            open(os.path.join(directory, "in.abi"), "w").write(abinit_input(case))
            open(os.path.join(directory, "POSCAR"), "w").write(poscar(case))
            ours = XCFLOW + ["scf", "--crystal", "POSCAR", "--cutoff", str(cutoff),
                             "--kpoints", f"{mesh}x{mesh}x{mesh}", "--threads", "1", "--json"]
            for pseudo in set(names):
                ours += ["--pseudopotential", f"{GTH[pseudo]['element']}={pseudo}"]
            if smeared:
                ours += ["--smearing", "cold:0.01"]
            theirs, mine = [], []
            for _ in range(repetitions):
                for old in os.listdir(directory):
                    if old.startswith("ino_") or old.endswith(".abo"):
                        os.remove(os.path.join(directory, old))
                theirs.append(timed(["abinit", "in.abi"], directory))
                mine.append(timed(ours, directory))
            wall, cpu, out = min(theirs, key=lambda t: t[0])
            energy = float([l for l in out.splitlines() if l.startswith(" ETOT")][-1].split()[2])
            our_wall, our_cpu, json_text = min(mine, key=lambda t: t[0])
            report = json.loads(json_text)
            print(f"| {name} | {cutoff} | {mesh}³ | {wall:.2f} | {cpu:.2f} | {our_wall:.2f} | {our_cpu:.2f} "
                  f"| {report['seconds']:.2f} | {our_wall / wall:.2f} | {(report['energy'] - energy) * 1e6:+.2f} |", flush=True)


if __name__ == "__main__":
    main()
