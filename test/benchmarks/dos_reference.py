#!/usr/bin/env python3
"""Densities of states from ABINIT's levels, for tasks/experiments/src/test/resources.

    test/benchmarks/dos_reference.py > densities-of-states.json

Needs `abinit` in the PATH, built with libxc 5 (Debian: apt-get install abinit), numpy and scipy or h5py, which
read its levels with all digits. The sum over them, a Gaussian for each, is done here.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
from importlib import import_module

import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
pairs = import_module("crystals-vs-abinit")
FCC = "0 .5 .5 .5 0 .5 .5 .5 0"
BCC = "-.5 .5 .5 .5 -.5 .5 .5 .5 -.5"
LDA = -1012
# id, lattice constant (bohr), lattice, positions, pseudopotential, cutoff (Ha), mesh, grid, smearing (Ha), bands, spin
CASES = [
    ("Al", 7.65, FCC, "0 0 0", "Al-GTH-LDA-q3", 12, 4, 18, 0.02, 6, None),
    ("Si", 10.2, FCC, "0 0 0 .25 .25 .25", "Si-GTH-LDA-q4", 12, 2, 24, 0, 8, None),
    ("Fe", 5.2, BCC, "0 0 0", "Fe-GTH-LDA-q8", 30, 2, 24, 0.03, 10, 3),
]


def levels(path):
    try:
        from scipy.io import netcdf_file
        with netcdf_file(path, mmap=False) as file:
            return [numpy.array(file.variables[n][:]) for n in ("eigenvalues", "kpoint_weights")]
    except TypeError:
        import h5py
        with h5py.File(path) as file:
            return [numpy.array(file[n]) for n in ("eigenvalues", "kpoint_weights")]


def run(case):
    name, a, rprim, xred, pseudo, cutoff, mesh, grid, width, bands, spin = case
    atoms = len(xred.split()) // 3
    element = pairs.GTH[pseudo]["element"]
    smearing = f"occopt 7 tsmear {width}" if width else "occopt 1"
    text = f"""pp_dirpath "."
pseudos "{pseudo}.psp10"
acell 3*{a}
rprim {rprim}
ntypat 1 znucl {pairs.NUMBER[element]} natom {atoms} typat {'1 ' * atoms}
xred {xred}
ecut {cutoff} ngkpt 3*{mesh} nshiftk 1 shiftk 0 0 0 ngfft 3*{grid}
ixc {LDA} nband {bands + 4} nbdbuf 4 nstep 200 tolwfr 1e-23 {smearing}
{f'nsppol 2 spinat 0 0 {spin}' if spin else ''}
prtwf 0 prtden 0 prteig 0 prtgsr 1
"""
    with tempfile.TemporaryDirectory() as directory:
        open(os.path.join(directory, pseudo + ".psp10"), "w").write(pairs.psp10(pseudo))
        open(os.path.join(directory, "in.abi"), "w").write(text)
        pairs.timed(["abinit", "in.abi"], directory)
        energies, weights = levels(os.path.join(directory, "ino_GSR.nc"))
    energies = energies[:, :, :bands]
    broad = 0.02
    low, high = energies.min() - 4 * broad, energies[:, :, -1].min() - 4 * broad
    at = numpy.linspace(low, high, 25)
    capacity = 1 if spin else 2
    x = (at[:, None, None, None] - energies[None]) / broad
    density = capacity * (numpy.exp(-x * x) * weights[None, None, :, None]).sum((2, 3)) / (broad * math.sqrt(math.pi))
    below = capacity * (0.5 * numpy.vectorize(math.erfc)(-x) * weights[None, None, :, None]).sum((2, 3))
    print(name, energies.shape, low, high, file=sys.stderr)
    return {"id": name, "a": a, "element": element, "cutoff": cutoff, "mesh": mesh, "smearing": width, "bands": bands,
            "moment": spin or 0, "width": broad, "energies": at.tolist(), "density": density.T.tolist(),
            "below": below.T.tolist()}


def main():
    version = subprocess.run(["abinit", "--version"], capture_output=True, text=True).stdout.strip()
    print(json.dumps({"source": f"levels of ABINIT {version} (Debian, libxc 5.2.3), tolwfr 1e-23, with GTH-LDA"
                      " pseudopotentials; summed and written by test/benchmarks/dos_reference.py",
                      "units": "Ha; densities in states per Ha and cell, [spin][energy]",
                      "entries": [run(case) for case in CASES]}, indent=1))


if __name__ == "__main__":
    main()
