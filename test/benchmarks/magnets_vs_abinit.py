#!/usr/bin/env python3
"""Fe, Ni and NiO by xcflow and by ABINIT with the same pseudopotentials and settings.

    test/benchmarks/magnets_vs_abinit.py [Fe-LDA | Ni-LDA | Fe-PBE | Ni-PBE | NiO-LDA | NiO-PBE ...]

Needs `abinit` in the PATH, built with libxc 5 (Debian: apt-get install abinit), and numpy. XCFLOW names the
command to run (default: ./xcflow). For metals both compute the volumes that xcflow chooses, with its Fourier
grid, cutoff smoothing and k-points, and the same Birch-Murnaghan curve is fitted to both sets of energies. NiO
is the cell of four atoms with antiparallel (111) planes at one volume; its gap is that on the k-point mesh.
"""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from importlib import import_module

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
pairs = import_module("crystals-vs-abinit")
curves = import_module("eos-vs-abinit")

BCC = [[-.5, .5, .5], [.5, -.5, .5], [.5, .5, -.5]]
FCC = [[0, .5, .5], [.5, 0, .5], [.5, .5, 0]]
AFM = [[1, .5, .5], [.5, 1, .5], [.5, .5, 1]]
NIO = ["Ni", "Ni", "O", "O"], [[0, 0, 0], [.5, .5, .5], [.25, .25, .25], [.75, .75, .75]]
LIBXC = {"LDA": -1012, "PBE": -101130}
# functional, cell, atoms, lattice constant (bohr), pseudopotentials, cutoff (Ha), mesh, smearing (Ha), moments
CASES = {
    "Fe-LDA": ("LDA", BCC, (["Fe"], [[0, 0, 0]]), 5.67, {"Fe": "q8"}, 60, 4, 0.01, {"Fe": [3]}),
    "Ni-LDA": ("LDA", FCC, (["Ni"], [[0, 0, 0]]), 6.43, {"Ni": "q10"}, 60, 4, 0.005, {"Ni": [4]}),
    "Fe-PBE": ("PBE", BCC, (["Fe"], [[0, 0, 0]]), 5.43, {"Fe": "q16"}, 60, 4, 0.01, {"Fe": [3]}),
    "Ni-PBE": ("PBE", FCC, (["Ni"], [[0, 0, 0]]), 6.65, {"Ni": "q18"}, 60, 4, 0.005, {"Ni": [2]}),
    "NiO-LDA": ("LDA", AFM, NIO, 7.90, {"Ni": "q10", "O": "q6"}, 40, 2, 0.002, {"Ni": [2, -2], "O": [0]}),
    "NiO-PBE": ("PBE", AFM, NIO, 7.90, {"Ni": "q18", "O": "q6"}, 40, 2, 0.002, {"Ni": [2, -2], "O": [0]}),
}


def pseudopotential(functional, element, valence):
    """Its name among those of crystals-vs-abinit.py."""
    return f"{element}-{valence}" if functional == "PBE" else f"{element}-GTH-{functional}-{valence}"


def xcflow(command, case, directory, *more):
    functional, cell, (elements, sites), a, names, cutoff, mesh, width, moments = case
    a *= pairs.BOHR
    kinds = list(dict.fromkeys(elements))
    rows = "\n".join(" ".join(f"{a * x:.14f}" for x in row) for row in cell)
    positions = "\n".join(" ".join(map(str, site)) for site in sites)
    with open(os.path.join(directory, "POSCAR"), "w") as file:
        file.write(f"crystal\n1\n{rows}\n{' '.join(kinds)}\n{' '.join(str(elements.count(k)) for k in kinds)}\n"
                   f"Direct\n{positions}\n")
    words = shlex.split(os.environ.get("XCFLOW", os.path.join(pairs.HOME, "xcflow")))
    words += [command, "--crystal", "POSCAR", "--functional", functional, "--cutoff", str(cutoff), "--kpoints",
              f"{mesh}x{mesh}x{mesh}", "--smearing", f"fermi-dirac:{width}", "--pseudopotential-set",
              f"gth-{functional.lower()}", "--threads", "1", "--json", *more]
    for element, name in names.items():
        words += ["--pseudopotential", f"{element}={name}"]
    for element, given in moments.items():
        words += ["--site-moments", f"{element}={','.join(map(str, given))}"]
    done = subprocess.run(words, cwd=directory, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return json.loads(done.stdout)


def abinit(case, a, smoothing, grid, directory):
    """Energy, moment, and the gap on the mesh (or none) of one volume."""
    functional, cell, (elements, sites), _, names, cutoff, mesh, width, moments = case
    kinds = list(dict.fromkeys(elements))
    pseudos = [pseudopotential(functional, k, names[k]) for k in kinds]
    electrons = sum(pairs.GTH[pseudos[kinds.index(e)]]["valence_electrons"] for e in elements)
    bands = electrons // 2 + max(5, electrons // 5)
    starts = {k: list(v) for k, v in moments.items()}
    spins = [starts[e].pop(0) if len(starts[e]) > 1 else starts[e][0] for e in elements]
    for pseudo in pseudos:
        with open(os.path.join(directory, pseudo + ".psp10"), "w") as file:
            file.write(pairs.psp10(pseudo))
    with open(os.path.join(directory, "in.abi"), "w") as file:
        file.write(f"""pp_dirpath "."
pseudos "{', '.join(p + '.psp10' for p in pseudos)}"
acell 3*{a:.12f}
rprim {' '.join(str(x) for row in cell for x in row)}
ntypat {len(kinds)} znucl {' '.join(str(pairs.NUMBER[k]) for k in kinds)}
natom {len(elements)} typat {' '.join(str(kinds.index(e) + 1) for e in elements)}
xred {' '.join(str(x) for site in sites for x in site)}
ecut {cutoff} ecutsm {smoothing} ngfft {' '.join(map(str, grid))}
ngkpt 3*{mesh} nshiftk 1 shiftk 0 0 0 chksymbreak 0
ixc {LIBXC[functional]} nband {bands} nbdbuf 2 nstep 150 tolvrs 1e-11 occopt 3 tsmear {width}
nsppol 2 spinat {' '.join(f'0 0 {s}' for s in spins)}
prtwf 0 prtden 0 prteig 1 enunit 0 prtgsr 0
""")
    for old in os.listdir(directory):
        if old.startswith("in.abo") or old.startswith("ino_"):
            os.remove(os.path.join(directory, old))
    _, _, log = pairs.timed(["abinit", "in.abi"], directory)
    with open(os.path.join(directory, "in.abo")) as file:
        text = file.read()
    if re.search("not enough SCF|was not enough", text):
        print("ABINIT did not converge", file=sys.stderr)
    energy = float(re.search(r"total_energy *: *([-+.\dE]+)", text.split("--- !EnergyTerms")[1]).group(1))
    moment = float(re.findall(r"agneti[sz]ation.*?=\s*([-+.\dE]+)", log)[-1])
    fermi = float(re.findall(r"Fermi \(or HOMO\) energy \(hartree\) = *([-.\d]+)", text)[-1])
    with open(os.path.join(directory, "ino_EIG")) as file:
        table = file.read()
    levels = [float(x) for block in re.split(r"kpt# .*\n", table)[1:]
              for x in re.findall(r"-?\d+\.\d{4,}", block.split("Eigenvalues")[0])]
    below, above = max(x for x in levels if x <= fermi), min(x for x in levels if x > fermi)
    return energy, moment, above - below


def curve(name, case):
    print(f"\n{name}, {case[5]} Ha, {case[6]}×{case[6]}×{case[6]} points\n")
    with tempfile.TemporaryDirectory() as directory:
        begin = time.monotonic()
        report = xcflow("eos", case, directory, "--volumes", "5", "--range", "0.04", "--tolerance", "1e-9")
        ours = time.monotonic() - begin
        begin = time.monotonic()
        rows, theirs = [], []
        print("| a / bohr | xcflow / Ha | ABINIT − xcflow / µHa | moment, xcflow | ABINIT |")
        print("| ---: | ---: | ---: | ---: | ---: |")
        for point in report["points"]:
            a = case[3] * (point["volume"] / volume(case)) ** (1 / 3)
            energy, moment, _ = abinit(case, a, report["cutoff-smoothing"], report["grid"], directory)
            theirs.append(energy)
            rows.append(point["energy"])
            print(f"| {a:.4f} | {point['energy']:.9f} | {1e6 * (energy - point['energy']):+.4f} | "
                  f"{point['moment']:.5f} | {moment:.5f} |", flush=True)
        seconds = time.monotonic() - begin
    print("\n| code | a / Å | B / GPa | B′ | time / s |\n| --- | ---: | ---: | ---: | ---: |")
    volumes = [p["volume"] for p in report["points"]]
    for code, energies, t in (("xcflow", rows, ours), ("ABINIT", theirs, seconds)):
        v, b, derivative = curves.birch_murnaghan(volumes, energies)
        a = case[3] * pairs.BOHR * (v / volume(case)) ** (1 / 3)
        print(f"| {code} | {a:.5f} | {b:.3f} | {derivative:.3f} | {t:.0f} |", flush=True)



def volume(case):
    rows = case[1]
    a, b, c = rows
    cross = [b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]]
    return abs(sum(x * y for x, y in zip(a, cross))) * case[3] ** 3


def oxide(name, case):
    print(f"\n{name}, {case[5]} Ha, {case[6]}×{case[6]}×{case[6]} points\n")
    with tempfile.TemporaryDirectory() as directory:
        begin = time.monotonic()
        report = xcflow("scf", case, directory, "--tolerance", "1e-9")
        ours = time.monotonic() - begin
        begin = time.monotonic()
        energy, moment, gap = abinit(case, case[3], 0, report["grid"], directory)
        seconds = time.monotonic() - begin
    print("| code | E / Ha | moment | moments of the atoms | gap on the mesh / eV | time / s |")
    print("| --- | ---: | ---: | --- | ---: | ---: |")
    sites = " ".join(f"{m:+.4f}" for m in report["site-moments"])
    own = f"{report['band-gap'] * 27.211386:.4f}" if "band-gap" in report else "none"
    print(f"| xcflow | {report['energy']:.9f} | {report['moment']:+.5f} | {sites} | {own} | {ours:.0f} |")
    print(f"| ABINIT | {energy:.9f} | {moment:+.5f} | | {gap * 27.211386:.4f} | {seconds:.0f} |", flush=True)


def main():
    for name in sys.argv[1:] or CASES:
        (oxide if name.startswith("NiO") else curve)(name, CASES[name])


if __name__ == "__main__":
    main()
