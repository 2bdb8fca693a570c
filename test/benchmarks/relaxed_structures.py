#!/usr/bin/env python3
"""Relaxed structures of xcflow beside those of PySCF and ABINIT: H2O and benzene, silicon and rutile.

    test/benchmarks/relaxed_structures.py [H2O benzene Si TiO2]

Needs pyscf 2.14, ase 3.29 and `abinit` in the PATH (Debian: apt-get install abinit). Energies, forces and stress of the other
programs are moved by ASE's optimisers, not by ours; both sides have the same basis, grid, pseudopotentials, cutoff and mesh, which
are small: agreement is looked for, not convergence. XCFLOW names the command to run (default: ./xcflow). Prints a Markdown table.
"""
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.filters import FrechetCellFilter
from ase.io import read
from ase.optimize import BFGS
from ase.units import Bohr, Hartree

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("vs", os.path.join(HERE, "crystals-vs-abinit.py"))
vs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(vs)
vs.NUMBER["Ti"] = 22
FORCE = 1e-5  # Ha/bohr
STRESS = 1e-7  # Ha/bohr³
GROWTH = 1.08  # by which the Fourier grid is made for a larger cell


class Pyscf(Calculator):
    implemented_properties = ["energy", "forces"]

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        from pyscf import dft, gto

        atom = [(s, p) for s, p in zip(atoms.get_chemical_symbols(), atoms.positions / Bohr)]
        field = dft.RKS(gto.M(atom=atom, unit="Bohr", basis="def2-svp", verbose=0), xc="PBE")
        field.grids.level, field.conv_tol, field.conv_tol_grad = 3, 1e-11, 1e-7
        energy = field.kernel()
        gradient = field.nuc_grad_method()
        gradient.grid_response = True
        self.results = {"energy": energy * Hartree, "forces": -gradient.kernel() * Hartree / Bohr}


class Abinit(Calculator):
    implemented_properties = ["energy", "forces", "stress"]

    def __init__(self, names, cutoff, mesh, grid, bands):
        super().__init__()
        self.names, self.cutoff, self.mesh, self.grid, self.bands = names, cutoff, mesh, grid, bands

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        kinds = list(dict.fromkeys(self.names))
        lines = lambda rows: "\n".join(" ".join(f"{x:.15f}" for x in row) for row in rows)
        text = f"""pp_dirpath "."
pseudos "{', '.join(k + '.psp10' for k in kinds)}"
acell 3*1
rprim {lines(atoms.cell.array / Bohr)}
ntypat {len(kinds)} znucl {' '.join(str(vs.NUMBER[vs.GTH[k]['element']]) for k in kinds)}
natom {len(atoms)} typat {' '.join(str(kinds.index(n) + 1) for n in self.names)}
xred {lines(atoms.get_scaled_positions(wrap=False))}
ecut {self.cutoff} ecutsm {self.cutoff / 10} ngkpt {self.mesh} nshiftk 1 shiftk 0 0 0
ixc 11 nband {self.bands} occopt 1 chksymtnons 0 chksymbreak 0 nstep 100 tolvrs 1e-14 ngfft {self.grid}
prtwf 0 prtden 0 prteig 0 prtgsr 0
"""
        with tempfile.TemporaryDirectory() as directory:
            for kind in kinds:
                open(os.path.join(directory, kind + ".psp10"), "w").write(vs.psp10(kind))
            open(os.path.join(directory, "in.abi"), "w").write(text)
            done = subprocess.run(["abinit", "in.abi"], cwd=directory, capture_output=True, text=True,
                                  env={**os.environ, "OMP_NUM_THREADS": "1"})
            output = [f for f in os.listdir(directory) if f.endswith(".abo")]
            text = open(os.path.join(directory, output[0])).read() if output else done.stdout[-2000:]
        try:
            energy = float(re.search(r"total_energy *: *([-+.\dE]+)", text).group(1))
            rows = text.split("cartesian forces (hartree/bohr) at end:")[1].splitlines()[1:len(atoms) + 1]
            block = text.split("Cartesian components of stress tensor (hartree/bohr^3)")[1].split("Pressure")[0]
        except (AttributeError, IndexError):
            raise RuntimeError("ABINIT failed: " + text[-1500:]) from None
        sigma = {ij: float(v) for ij, v in re.findall(r"sigma\((\d \d)\)= +([-+.\dE]+)", block[:400])}
        voigt = [sigma[ij] for ij in ("1 1", "2 2", "3 3", "3 2", "3 1", "2 1")]
        forces = np.array([[float(x) for x in row.split()[1:]] for row in rows])
        self.results = {"energy": energy * Hartree, "forces": forces * Hartree / Bohr,
                        "stress": np.array(voigt) * Hartree / Bohr**3}


def grid(cell, cutoff):
    """Points of the Fourier grid of xcflow's relaxation of a cell."""
    def good(n):
        while True:
            left = n
            for prime in (2, 3, 5):
                while left % prime == 0:
                    left //= prime
            if left == 1 and n % 2 == 0:
                return n
            n += 1

    reach = [math.floor(math.sqrt(8 * cutoff) * GROWTH * np.linalg.norm(row) / Bohr / (2 * math.pi)) for row in cell]
    return " ".join(str(good(2 * r + 1)) for r in reach)


def ours(directory, *arguments):
    done = subprocess.run([*vs.XCFLOW, "relax", *arguments, "--force", str(FORCE), "--output", os.path.join(directory, "relaxed"),
                           "--json"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return read(json.loads(done.stdout)["geometry"], format="extxyz" if "--crystal" in arguments else "xyz")


def molecule(name, start, bonds):
    with tempfile.TemporaryDirectory() as directory:
        atoms = "; ".join(f"{s} {x:.10f} {y:.10f} {z:.10f}" for s, (x, y, z) in zip(start.get_chemical_symbols(), start.positions))
        mine = ours(directory, "--molecule", atoms, "--basis", "def2-svp")
    theirs = start.copy()
    theirs.calc = Pyscf()
    BFGS(theirs, logfile=None).run(fmax=FORCE * Hartree / Bohr, steps=100)
    for label, pair in bonds.items():
        a, b = mine.get_distance(*pair), theirs.get_distance(*pair)
        print(f"| {name} | {label} / Å | {a:.6f} | {b:.6f} | {a - b:+.1e} | PySCF |", flush=True)


def crystal(name, start, names, cutoff, mesh, bands, values):
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, name + ".xyz")
        start.write(file, format="extxyz", columns=["symbols", "positions"])
        mine = ours(directory, "--crystal", file, "--cutoff", str(cutoff), "--kpoints", mesh.replace(" ", "x"),
                    "--stress", str(STRESS), *[w for n in dict.fromkeys(names) for w in
                                               ("--pseudopotential", f"{vs.GTH[n]['element']}={n}")])
    theirs = start.copy()
    theirs.calc = Abinit(names, cutoff, mesh, grid(start.cell.array, cutoff), bands)
    BFGS(FrechetCellFilter(theirs), logfile=None).run(fmax=FORCE * Hartree / Bohr, steps=100)
    for label, value in values.items():
        a, b = value(mine), value(theirs)
        print(f"| {name} | {label} | {a:.6f} | {b:.6f} | {a - b:+.1e} | ABINIT |", flush=True)


def benzene():
    angles = np.radians(np.arange(0, 360, 60))
    ring = np.array([np.cos(angles), np.sin(angles), 0 * angles]).T
    return Atoms("C6H6", np.vstack([1.39 * ring, 2.48 * ring]))


def rutile():
    a, c, u = 4.64, 2.97, 0.30
    return Atoms("Ti2O4", cell=[a, a, c], pbc=True, scaled_positions=[
        (0, 0, 0), (.5, .5, .5), (u, u, 0), (-u, -u, 0), (.5 + u, .5 - u, .5), (.5 - u, .5 + u, .5)])


CASES = {
    "H2O": lambda: molecule("H2O", Atoms("OHH", [(0, 0, 0), (0, 0.77, 0.59), (0, -0.77, 0.59)]), {"O–H": (0, 1), "H–H": (1, 2)}),
    "benzene": lambda: molecule("benzene", benzene(), {"C–C": (0, 1), "C–H": (0, 6)}),
    "Si": lambda: crystal("Si", Atoms("Si2", cell=[(0, 2.72, 2.72), (2.72, 0, 2.72), (2.72, 2.72, 0)], pbc=True,
                                      scaled_positions=[(0, 0, 0), (.25, .25, .25)]), ["Si-q4"] * 2, 20, "2 2 2", 4,
                          {"a / Å": lambda x: math.sqrt(2) * x.cell.lengths()[0]}),
    "TiO2": lambda: crystal("TiO2", rutile(), ["Ti-q12"] * 2 + ["O-q6"] * 4, 40, "2 2 3", 24,
                            {"a / Å": lambda x: x.cell.lengths()[0], "c / Å": lambda x: x.cell.lengths()[2],
                             "Ti–O / Å": lambda x: x.get_distance(0, 2, mic=True)}),
}


def main():
    print("| structure | what | xcflow | theirs | difference | program |\n| --- | --- | ---: | ---: | ---: | --- |", flush=True)
    for name in sys.argv[1:] or CASES:
        CASES[name]()


if __name__ == "__main__":
    main()
