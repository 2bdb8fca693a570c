#!/usr/bin/env python3
"""Equations of state by xcflow and by ABINIT with the same pseudopotentials and settings.

    test/benchmarks/eos-vs-abinit.py [crystal ...]

Needs `abinit` in the PATH (Debian: apt-get install abinit) and numpy. XCFLOW names the command to run
(default: ./xcflow). Both compute the volumes that xcflow chooses, with its Fourier grid, cutoff smoothing
and k-points; the Birch-Murnaghan curve is fitted to both sets of energies in the same way.
"""
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time

import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from importlib import import_module  # noqa: E402

pairs = import_module("crystals-vs-abinit")
LIBRARY = json.load(open(os.path.join(
    pairs.HOME, "tasks/structure/src/main/resources/xcflow/structure/library/crystals.json")))["crystals"]
GPA = 29421.02648438959  # GPa in one Ha/bohr³
# Unit cells in units of the lattice constant and reduced positions with the number of the element.
FCC = [[0, .5, .5], [.5, 0, .5], [.5, .5, 0]]
BCC = [[-.5, .5, .5], [.5, -.5, .5], [.5, .5, -.5]]
PROTOTYPES = {
    "fcc": (FCC, [(0, 0, 0, 0)]),
    "bcc": (BCC, [(0, 0, 0, 0)]),
    "diamond": (FCC, [(0, 0, 0, 0), (0, .25, .25, .25)]),
    "zincblende": (FCC, [(0, 0, 0, 0), (1, .25, .25, .25)]),
    "rocksalt": (FCC, [(0, 0, 0, 0), (1, .5, .5, .5)]),
    "hexagonal-monolayer": (None, [(0, 1 / 3, 2 / 3, .5), (1, 2 / 3, 1 / 3, .5)]),
    "graphite": (None, [(0, 0, 0, .25), (0, 0, 0, .75), (0, 1 / 3, 2 / 3, .25), (0, 2 / 3, 1 / 3, .75)]),
}
DEFAULT = ["Al", "Na", "Li", "Si", "C", "GaAs", "NaCl", "LiCl", "MgO", "CaO", "BN-monolayer", "graphite"]


def abinit_input(entry, report, point):
    """One volume as ABINIT's input."""
    cell, sites = PROTOTYPES[entry["prototype"]]
    a = point["lattice-constant"] / pairs.BOHR
    if cell is None:
        c = entry["c"] / pairs.BOHR
        rows = [[a, 0, 0], [-.5 * a, .75 ** .5 * a, 0], [0, 0, c]]
    else:
        rows = [[a * x for x in row] for row in cell]
    electrons = sum(pairs.GTH[entry["pseudopotentials"][site[0]]]["valence_electrons"] for site in sites)
    metal = report["smearing"]["width"] > 0
    bands = electrons // 2 + max(4, electrons // 10) if metal else electrons // 2
    kinds = {"cold": 4, "gaussian": 7, "fermi-dirac": 3}
    smearing = f"occopt {kinds[report['smearing']['kind']]} tsmear {report['smearing']['width']}" if metal else ""
    numbers = "\n".join(" ".join(f"{x:.14f}" for x in row) for row in rows)
    positions = "\n".join(" ".join(f"{x:.14f}" for x in site[1:]) for site in sites)
    return f"""pp_dirpath "."
pseudos "{', '.join(p + '.psp10' for p in entry['pseudopotentials'])}"
acell 3*1.0
rprim {numbers}
ntypat {len(entry['elements'])} znucl {' '.join(str(pairs.NUMBER[e]) for e in entry['elements'])}
natom {len(sites)} typat {' '.join(str(site[0] + 1) for site in sites)}
xred {positions}
ecut {report['cutoff']} ecutsm {report['cutoff-smoothing']} ngfft {' '.join(map(str, report['grid']))}
ngkpt {' '.join(map(str, report['kpoints']))} nshiftk 1 shiftk 0 0 0 chksymbreak 0
ixc 11 nband {bands} nstep 80 toldfe 1e-9
{smearing}
prtwf 0 prtden 0 prteig 0 prtgsr 0
"""


def abinit(entry, report, point):
    with tempfile.TemporaryDirectory() as directory:
        for pseudo in entry["pseudopotentials"]:
            open(os.path.join(directory, pseudo + ".psp10"), "w").write(pairs.psp10(pseudo))
        open(os.path.join(directory, "in.abi"), "w").write(abinit_input(entry, report, point))
        _, _, out = pairs.timed(["abinit", "in.abi"], directory)
        return float([line for line in out.splitlines() if line.startswith(" ETOT")][-1].split()[2])


def birch_murnaghan(volumes, energies):
    """V0 in bohr³, B in GPa and B′: the curve of third order is a cubic polynomial in V^(−2/3)."""
    x = numpy.asarray(volumes) ** (-2 / 3)
    middle, width = x.mean(), numpy.ptp(x)
    p = numpy.polynomial.Polynomial.fit(x, energies, 3, domain=[middle - width, middle + width])
    first, second, third = p.deriv(), p.deriv(2), p.deriv(3)
    at = min((r.real for r in first.roots() if abs(r.imag) < 1e-9 and second(r.real) > 0),
             key=lambda r: abs(r - middle))
    v = at ** -1.5
    # x = V^(−2/3): dE/dV = E' x', with x' = −(2/3) x/V; at the minimum E' = 0.
    b = 4 / 9 * at ** 2 / v * second(at)
    derivative = 4 + 2 / 3 * at * third(at) / second(at)
    return v, b * GPA, derivative


def main():
    xcflow = shlex.split(os.environ.get("XCFLOW", os.path.join(pairs.HOME, "xcflow")))
    print("| crystal | code | a / Å | B / GPa | B′ | greatest difference of energies / µHa per atom | time / s |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name in sys.argv[1:] or DEFAULT:
        entry = next(c for c in LIBRARY if c["name"] == name)
        begin = time.monotonic()
        done = subprocess.run(xcflow + ["eos", "--crystal", name, "--threads", "1", "--json"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        ours = time.monotonic() - begin
        report = json.loads(done.stdout)
        begin = time.monotonic()
        theirs = [abinit(entry, report, point) for point in report["points"]]
        seconds = time.monotonic() - begin
        volumes = [p["volume"] for p in report["points"]]
        energies = [p["energy"] for p in report["points"]]
        difference = max(abs(a - b) for a, b in zip(energies, theirs)) / report["atoms"] * 1e6
        for code, e, t in (("xcflow", energies, ours), ("ABINIT", theirs, seconds)):
            v, b, derivative = birch_murnaghan(volumes, e)
            # Layers are strained in their plane, where the volume grows as a².
            power = 1 / 2 if report["in-plane"] else 1 / 3
            a = report["points"][0]["lattice-constant"] * (v / volumes[0]) ** power
            print(f"| {name} | {code} | {a:.5f} | {b:.3f} | {derivative:.3f} | "
                  f"{difference if code == 'ABINIT' else 0:.2f} | {t:.1f} |", flush=True)


if __name__ == "__main__":
    main()
