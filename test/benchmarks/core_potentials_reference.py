#!/usr/bin/env python3
"""Reference integrals, energies and forces with effective core potentials from PySCF, for CorePotentialsTest.

Integrals: the matrix of all core potentials (int1e ECPscalar) times the vector cos(1), cos(2), ... , which tests
every element. Energies: grid level 3, no density fitting. Forces: with the movement of the grid.

Usage: core_potentials_reference.py MAIN_BASIS_DIRECTORY TEST_BASIS_DIRECTORY OUTPUT.json
The basis sets are xcflow's own files: tasks/gaussian/src/main/resources/xcflow/gaussian/basis, and lanl2dz.gbs among
the test resources. Rows that the output holds already are kept and not computed again.
"""
import json
import os
import re
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy  # noqa: E402
import pyscf  # noqa: E402
from pyscf import dft, gto, scf  # noqa: E402
from pyscf.gto.basis import parse_gaussian  # noqa: E402

FUNCTIONALS = {"PBE": "gga_x_pbe,gga_c_pbe", "PBE0": "hyb_gga_xc_pbeh", "r2SCAN": "mgga_x_r2scan,mgga_c_r2scan",
               "TPSS": "mgga_x_tpss,mgga_c_tpss"}

INTEGRALS = [
    ("AuH", "def2-svp", "Au 0 0 0; H 0.2 -0.3 1.5", 0),
    ("HI", "def2-tzvp", "I 0.1 0 0; H 0.2 0.4 1.55", 0),
    ("CeF", "def2-svp", "Ce 0 0 0.1; F 0.9 -1.2 1.3", 1),
    ("AgCsI", "def2-svp", "Ag 0 0 0; Cs 1.5 2.0 -1.7; I 0.3 2.2 1.9", 1),
    ("far", "def2-svp", "Xe 0 0 0; C 0.5 0.4 4.3; H 6.0 0.1 0.2; H 20 0 0; H 0 0 5.3; H 0.2 1.0 5.0", 0),
    ("ICl", "lanl2dz", "I 0 0.3 0; Cl 0.7 0.9 2.1", 0),
    ("RbAu", "lanl2dz", "Rb 0 0 0; Au 1.2 1.4 2.4", 0),
    ("PbI", "lanl2dz", "Pb 0 0 0; I 1.2 1.4 2.0", 1),
]
DIFFERENCES = {"AuH", "ICl"}
TETRAHEDRON = "{0} 0 0 0; H 1 1 1; H -1 -1 1; H -1 1 -1; H 1 -1 -1"


def stretched(text, factor):
    return re.sub(r"-?1(?=[ ;]|$)", lambda m: str(float(m.group()) * factor), text)


ENERGIES = [
    ("Xe", "def2-svp", "PBE", "Xe 0 0 0", 0, None),
    ("HI", "def2-svp", "PBE", "I 0 0 0; H 0 0 1.609", 0, None),
    ("I2", "def2-svp", "PBE", "I 0 0 0; I 0 0 2.666", 0, None),
    ("SnH4", "def2-svp", "PBE", stretched(TETRAHEDRON.format("Sn"), 0.987), 0, None),
    ("PbH2", "def2-svp", "PBE", "Pb 0 0 0; H 0 1.33 1.25; H 0 -1.33 1.25", 0, None),
    ("AuH", "def2-svp", "PBE", "Au 0 0 0; H 0 0 1.524", 0, None),
    ("Ag2", "def2-svp", "PBE", "Ag 0 0 0; Ag 0 0 2.53", 0, None),
    ("CsH", "def2-svp", "PBE", "Cs 0 0 0; H 0 0 2.494", 0, None),
    ("RbH", "def2-svp", "PBE", "Rb 0 0 0; H 0 0 2.367", 0, None),
    ("TeH2", "def2-svp", "PBE", "Te 0 0 0; H 0 1.18 1.15; H 0 -1.18 1.15", 0, None),
    ("WF6", "def2-svp", "PBE", "W 0 0 0; F 1.832 0 0; F -1.832 0 0; F 0 1.832 0; F 0 -1.832 0; F 0 0 1.832; F 0 0 -1.832",
     0, None),
    ("HI", "def2-tzvp", "PBE", "I 0 0 0; H 0 0 1.609", 0, None),
    ("HI", "def2-svp", "PBE0", "I 0 0 0; H 0 0 1.609", 0, None),
    ("AuH", "def2-svp", "r2SCAN", "Au 0 0 0; H 0 0 1.524", 0, None),
    ("TeH2", "def2-svp", "TPSS", "Te 0 0 0; H 0 1.18 1.15; H 0 -1.18 1.15", 0, None),
    ("I", "def2-svp", "PBE", "I 0 0 0", 1, {"B3u": (2, 2), "B2u": (2, 2), "B1u": (2, 1)}),
    ("Ag", "def2-svp", "PBE", "Ag 0 0 0", 1, None),
    ("ICl", "lanl2dz", "PBE", "I 0 0 0; Cl 0 0 2.33", 0, None),
    ("HI", "def2-svp", "HF", "I 0 0 0; H 0 0 1.609", 0, None),
    ("AuH", "def2-svp", "HF", "Au 0 0 0; H 0 0 1.524", 0, None),
]
# Of AuH and ICl from differences of the energy: PySCF's analytic forces differ from its own by 1e-6 and 2e-6 Ha/bohr.
FORCES = [
    ("TeH2", "def2-svp", "PBE", "Te 0 0 0; H 0.3 1.18 1.15; H 0 -1.10 1.25", 0),
    ("AuH", "def2-svp", "r2SCAN", "Au 0 0.1 0; H 0.2 -0.3 1.5", 0),
    ("ICl", "lanl2dz", "PBE0", "I 0 0.3 0; Cl 0.7 0.9 2.1", 0),
    ("AgH+", "def2-svp", "PBE", "Ag 0.1 0 0; H 0.3 0.2 1.6", 1),
]


def sections(text):
    found = {}
    for part in text.split("****"):
        lines = [line for line in part.split("\n") if line.strip() and not line.startswith("!")]
        if lines:
            kind = "ecp" if "-ECP" in lines[1].upper() else "functions"
            found.setdefault(lines[0].split()[0], {})[kind] = lines
    return found


def potential(lines):
    """PySCF's form: core electrons, then for each part its l (-1 the local one) and terms by power."""
    head = lines[1].split()
    highest, core = int(head[1]), int(head[2])
    parts, at = [], 2
    for l in [-1] + list(range(highest)):
        count = int(lines[at + 1])
        powers = [[] for _ in range(7)]
        for line in lines[at + 2 : at + 2 + count]:
            n, exponent, coefficient = line.split()
            powers[int(n)].append([float(exponent), float(coefficient)])
        parts.append([l, powers])
        at += 2 + count
    return [core, parts]


def molecule(basis, atoms, charge, unpaired, symmetry=False):
    if basis == "lanl2dz":
        text = open(os.path.join(sys.argv[2], "lanl2dz.gbs")).read()
    else:
        directory = sys.argv[1]
        text = open(os.path.join(directory, basis + ".gbs")).read() + open(os.path.join(directory, "def2-ecp.gbs")).read()
    known = sections(text)
    symbols = sorted({line.split()[0] for line in atoms.split(";")})
    sets = {s: parse_gaussian.parse("\n".join(known[s]["functions"])) for s in symbols}
    ecps = {s: potential(known[s]["ecp"]) for s in symbols if "ecp" in known[s]}
    return gto.M(atom=atoms, charge=charge, spin=unpaired, basis=sets, ecp=ecps, symmetry=symmetry, verbose=0)


def solve(mol, functional, fixed=None):
    if functional == "HF":
        mf = scf.RHF(mol)
    else:
        mf = dft.UKS(mol) if mol.spin else dft.RKS(mol)
        mf.xc = FUNCTIONALS[functional]
        mf.grids.level = 3
    if fixed:
        mf.irrep_nelec = fixed
    mf.conv_tol = 1e-11
    mf.conv_tol_grad = 1e-7
    mf.max_cycle = 200
    mf.kernel()
    if not mf.converged:
        raise SystemExit("not converged: " + str(mol.atom))
    return mf


def differences(basis, functional, atoms, unpaired):
    """Forces on the atoms of a diatomic molecule, of which the first is moved by 1e-3 bohr either way."""
    step = 1e-3
    start = molecule(basis, atoms, 0, unpaired)
    forces = numpy.zeros((2, 3))
    for axis in range(3):
        energies = []
        for sign in (1, -1):
            places = start.atom_coords()
            places[0, axis] += sign * step
            energies.append(solve(start.set_geom_(places, unit="Bohr", inplace=False), functional).e_tot)
        forces[0, axis] = -(energies[0] - energies[1]) / (2 * step)
    forces[1] = -forces[0]
    return forces


def main():
    output = sys.argv[3]
    data = json.load(open(output)) if os.path.exists(output) else {}
    data["origin"] = ("PySCF %s, test/benchmarks/core_potentials_reference.py: integrals with cos(1), cos(2), ...; energies on "
                      "grid level 3 without density fitting; forces with grid_response, of AuH and ICl from differences of energies" % pyscf.__version__)

    def save(kind, row):
        data.setdefault(kind, []).append(row)
        with open(output, "w") as out:
            rows = lambda key: ",\n".join("    " + json.dumps(r) for r in data.get(key, []))
            out.write('{\n  "origin": %s,\n' % json.dumps(data["origin"]))
            out.write(",\n".join('  "%s": [\n%s\n  ]' % (k, rows(k)) for k in ("integrals", "energies", "forces")))
            out.write("\n}\n")

    def known(kind, *key):
        return any([r["name"], r["basis"]] + ([r["functional"]] if "functional" in r else []) == list(key)
                   for r in data.get(kind, []))

    for name, basis, atoms, unpaired in INTEGRALS:
        if not known("integrals", name, basis):
            mol = molecule(basis, atoms, 0, unpaired)
            matrix = mol.intor("ECPscalar")
            image = matrix @ numpy.cos(numpy.arange(1, mol.nao + 1))
            save("integrals", {"name": name, "basis": basis, "atoms": atoms, "unpaired": unpaired,
                               "image": [float("%.13g" % x) for x in image]})
    for name, basis, functional, atoms, unpaired, fixed in ENERGIES:
        if not known("energies", name, basis, functional):
            mf = solve(molecule(basis, atoms, 0, unpaired, "D2h" if fixed else False), functional, fixed)
            print(name, basis, functional, mf.e_tot, flush=True)
            save("energies", {"name": name, "basis": basis, "functional": functional, "atoms": atoms,
                              "unpaired": unpaired, "energy": round(float(mf.e_tot), 9)})
    for name, basis, functional, atoms, unpaired in FORCES:
        if not known("forces", name, basis, functional):
            charge = 1 if name.endswith("+") else 0
            if name in DIFFERENCES:
                forces = differences(basis, functional, atoms, unpaired)
            else:
                gradient = solve(molecule(basis, atoms, charge, unpaired), functional).nuc_grad_method()
                gradient.grid_response = True
                forces = -gradient.kernel()
            print(name, functional, forces.tolist(), flush=True)
            save("forces", {"name": name, "basis": basis, "functional": functional, "atoms": atoms, "unpaired": unpaired,
                            "charge": charge,
                            "forces": [round(float(x), 8) for x in forces.ravel()]})


main()
