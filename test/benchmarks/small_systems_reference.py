#!/usr/bin/env python3
"""Reference energies of small systems from PySCF, for SmallSystemsTest.

Atoms, ions, closed and open shells in three small basis sets, PBE, grid level 3, no density fitting.
Each system is solved from several initial guesses, unconstrained, and the distinct solutions are kept.
Partly filled p and pi shells are solved with the occupation of each irreducible representation of D2h or
C2v fixed too, so that they lie along the axes as xcflow lays them; that energy comes first.

Usage: small_systems_reference.py [--hartree-fock] BASIS_DIRECTORY OUTPUT.json [BASIS ...]
With names of basis sets only those are computed. Rows that the output holds already are kept and not computed again.
--hartree-fock: Hartree-Fock instead, each solution followed down until it is stable within its kind.
The basis sets are xcflow's own files (tasks/gaussian/src/main/resources/xcflow/gaussian/basis).
"""
import json
import os
import sys
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

import numpy  # noqa: E402
import pyscf  # noqa: E402
from pyscf import dft, gto, scf  # noqa: E402
from pyscf.gto.basis import parse_gaussian  # noqa: E402

BASES = {"sto-3g": "sto-3g.gbs", "6-31g": "6-31g.gbs", "def2-svp": "def2-svp.gbs"}
GUESSES = ["minao", "atom", "1e", "huckel"]
CONV_TOL = 1e-11
HARTREE_FOCK = "--hartree-fock" in sys.argv
ARGUMENTS = [a for a in sys.argv[1:] if a != "--hartree-fock"]

# name: (atoms in angstrom, charge, unpaired, fixed occupations or None)
# fixed: point group and electrons (up, down) of p_x, p_y, p_z of an atom's valence shell, or of
# pi_x and pi_y; the remaining electrons are left to their own symmetry by a search without it.
ATOM = lambda px, py, pz: ("D2h", {"B3u": px, "B2u": py, "B1u": pz})
SYSTEMS = {
    "H": ("H 0 0 0", 0, 1, None),
    "H-": ("H 0 0 0", -1, 0, None),
    "He": ("He 0 0 0", 0, 0, None),
    "He+": ("He 0 0 0", 1, 1, None),
    "Li": ("Li 0 0 0", 0, 1, None),
    "Li+": ("Li 0 0 0", 1, 0, None),
    "Be": ("Be 0 0 0", 0, 0, None),
    "B": ("B 0 0 0", 0, 1, ATOM((0, 0), (0, 0), (1, 0))),
    "C": ("C 0 0 0", 0, 2, ATOM((1, 0), (1, 0), (0, 0))),
    "C2+": ("C 0 0 0", 2, 0, None),
    "C+": ("C 0 0 0", 1, 1, ATOM((0, 0), (0, 0), (1, 0))),
    "C-": ("C 0 0 0", -1, 3, None),
    "N": ("N 0 0 0", 0, 3, None),
    "N+": ("N 0 0 0", 1, 2, ATOM((1, 0), (1, 0), (0, 0))),
    "O": ("O 0 0 0", 0, 2, ATOM((1, 0), (1, 0), (1, 1))),
    "O+": ("O 0 0 0", 1, 3, None),
    "O2-": ("O 0 0 0", -2, 0, None),
    "F": ("F 0 0 0", 0, 1, ATOM((1, 1), (1, 1), (1, 0))),
    "F-": ("F 0 0 0", -1, 0, None),
    "Ne": ("Ne 0 0 0", 0, 0, None),
    "Na": ("Na 0 0 0", 0, 1, None),
    "Na+": ("Na 0 0 0", 1, 0, None),
    "Mg": ("Mg 0 0 0", 0, 0, None),
    "P": ("P 0 0 0", 0, 3, None),
    "Cl": ("Cl 0 0 0", 0, 1, ATOM((2, 2), (2, 2), (2, 1))),
    "Cl-": ("Cl 0 0 0", -1, 0, None),
    "Ar": ("Ar 0 0 0", 0, 0, None),
    "H2": ("H 0 0 0; H 0 0 0.74", 0, 0, None),
    "H2+": ("H 0 0 0; H 0 0 1.0", 1, 1, None),
    "He2": ("He 0 0 0; He 0 0 1.5", 0, 0, None),
    "LiH": ("Li 0 0 0; H 0 0 1.595", 0, 0, None),
    "Li2": ("Li 0 0 0; Li 0 0 2.67", 0, 0, None),
    "LiF": ("Li 0 0 0; F 0 0 1.564", 0, 0, None),
    "BeH2": ("Be 0 0 0; H 0 0 1.33; H 0 0 -1.33", 0, 0, None),
    "BH": ("B 0 0 0; H 0 0 1.23", 0, 0, None),
    "CH": ("C 0 0 0; H 0 0 1.12", 0, 1, ("C2v", {"B1": (1, 0), "B2": (0, 0)})),
    "CH2": ("C 0 0 0; H 0 0.98 0.45; H 0 -0.98 0.45", 0, 2, None),
    "CH3": ("C 0 0 0; H 1.079 0 0; H -0.5395 0.9344414 0; H -0.5395 -0.9344414 0", 0, 1, None),
    "CH4": ("C 0 0 0; H 0.628 0.628 0.628; H -0.628 -0.628 0.628; H -0.628 0.628 -0.628; H 0.628 -0.628 -0.628", 0, 0, None),
    "NH": ("N 0 0 0; H 0 0 1.04", 0, 2, None),
    "NH2": ("N 0 0 0; H 0 0.80 0.64; H 0 -0.80 0.64", 0, 1, None),
    "NH3": ("N 0 0 0.11; H 0 0.94 -0.26; H 0.8140639 -0.47 -0.26; H -0.8140639 -0.47 -0.26", 0, 0, None),
    "NH4+": ("N 0 0 0; H 0.59 0.59 0.59; H -0.59 -0.59 0.59; H -0.59 0.59 -0.59; H 0.59 -0.59 -0.59", 1, 0, None),
    "OH": ("O 0 0 0; H 0 0 0.97", 0, 1, ("C2v", {"B1": (1, 1), "B2": (1, 0)})),
    "OH-": ("O 0 0 0; H 0 0 0.97", -1, 0, None),
    "H2O": ("O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47", 0, 0, None),
    "H2O+": ("O 0 0 0.12; H 0 0.80 -0.43; H 0 -0.80 -0.43", 1, 1, None),
    "HF": ("F 0 0 0; H 0 0 0.92", 0, 0, None),
    "N2": ("N 0 0 0; N 0 0 1.0977", 0, 0, None),
    "N2+": ("N 0 0 0; N 0 0 1.116", 1, 1, None),
    "CO": ("C 0 0 0; O 0 0 1.1283", 0, 0, None),
    "NO": ("N 0 0 0; O 0 0 1.151", 0, 1, ("C2v", {"B1": (2, 1), "B2": (1, 1)})),
    "NO+": ("N 0 0 0; O 0 0 1.063", 1, 0, None),
    "CN": ("C 0 0 0; N 0 0 1.172", 0, 1, None),
    "CN-": ("C 0 0 0; N 0 0 1.177", -1, 0, None),
    "O2": ("O 0 0 0; O 0 0 1.2075", 0, 2, None),
    "O2+": ("O 0 0 0; O 0 0 1.116", 1, 1, ("D2h", {"B3u": (1, 1), "B2u": (1, 1), "B2g": (1, 0), "B3g": (0, 0)})),
    "F2": ("F 0 0 0; F 0 0 1.412", 0, 0, None),
    "HCN": ("H 0 0 0; C 0 0 1.065; N 0 0 2.218", 0, 0, None),
    "C2H2": ("H 0 0 -1.664; C 0 0 -0.6015; C 0 0 0.6015; H 0 0 1.664", 0, 0, None),
    "CO2": ("C 0 0 0; O 0 0 1.16; O 0 0 -1.16", 0, 0, None),
    "SO2": ("S 0 0 0; O 0 1.235 0.723; O 0 -1.235 0.723", 0, 0, None),
    "NaCl": ("Na 0 0 0; Cl 0 0 2.361", 0, 0, None),
    "HCl": ("H 0 0 0; Cl 0 0 1.275", 0, 0, None),
}


def molecule(atoms, charge, unpaired, basis, directory, symmetry=False):
    symbols = sorted({line.split()[0] for line in atoms.split(";")})
    text = open(os.path.join(directory, BASES[basis])).read()
    sections = {part.split()[0]: part for part in text.split("****") if part.strip() and not part.lstrip().startswith("!")}
    sets = {s: parse_gaussian.parse(sections[s].strip()) for s in symbols}
    return gto.M(atom=atoms, charge=charge, spin=unpaired, basis=sets, symmetry=symmetry, verbose=0)


GRIDS = {}


def solver(mol, cycles):
    mf = dft.UKS(mol) if mol.spin else dft.RKS(mol)
    mf.xc = "gga_x_pbe,gga_c_pbe"
    key = str(mol._atom)
    if key not in GRIDS:
        GRIDS.clear()
        mf.grids.level = 3
        GRIDS[key] = mf.grids.build()
    mf.grids = GRIDS[key]
    mf.conv_tol = CONV_TOL
    mf.conv_tol_grad = 1e-7
    mf.max_cycle = cycles
    return mf


def energy_of(mol, guess, configure=None, patient=True):
    mf = solver(mol, 150 if patient else 30)
    if configure:
        configure(mf)
    mf.init_guess = guess
    try:
        mf.kernel()
        if not mf.converged and patient:
            mf.level_shift = 0.3
            mf.kernel()
            mf.level_shift = 0
            mf.kernel(mf.make_rdm1())
    except Exception as failure:  # a guess that the basis or molecule does not allow
        return None, str(failure)
    return (float(mf.e_tot), None) if mf.converged else (None, "not converged")


def hartree_fock(mol, guess):
    """Energy of a stable determinant, restricted for closed shells; None if there is none."""
    mf = scf.UHF(mol) if mol.spin else scf.RHF(mol)
    mf.conv_tol = CONV_TOL
    mf.max_cycle = 100
    mf.init_guess = guess
    try:
        mf.kernel()
        for _ in range(5):
            try:
                orbitals, _, stable, _ = mf.stability(return_status=True)
            except Exception:  # a spin without electrons or without empty orbitals
                return float(mf.e_tot) if mf.converged else None
            if stable:
                return float(mf.e_tot) if mf.converged else None
            mf = mf.newton()
            mf.kernel(orbitals, mf.mo_occ)
    except Exception:
        return None
    return None


def distinct(energies):
    kept = []
    for energy in sorted(energies):
        if not kept or energy - kept[-1] > 2e-7:
            kept.append(energy)
    return kept


def compute(name, basis, directory):
    atoms, charge, unpaired, fixed = SYSTEMS[name]
    mol = molecule(atoms, charge, unpaired, basis, directory)
    row = {"system": name, "atoms": atoms, "charge": charge, "unpaired": unpaired, "basis": basis}
    if HARTREE_FOCK:
        row["solutions"] = [round(e, 10) for e in distinct([e for e in (hartree_fock(mol, g) for g in GUESSES) if e is not None])]
        return row
    # Without symmetry a partly filled shell often turns for ever.
    found = [energy_of(mol, guess, patient=not fixed)[0] for guess in (GUESSES[:2] if fixed else GUESSES)]
    row["solutions"] = [round(e, 10) for e in distinct([e for e in found if e is not None])]
    if fixed:
        group, occupation = fixed
        mol = molecule(atoms, charge, unpaired, basis, directory, symmetry=group)

        def configure(mf):
            # Electrons of pi and p irreps as asked for, the rest wherever they are lowest.
            mf.irrep_nelec = {k: v for k, v in occupation.items() if k in mol.irrep_name}

        energies = [energy_of(mol, guess, configure)[0] for guess in ("minao", "atom", "1e")]
        energies = distinct([e for e in energies if e is not None])
        row["aligned"] = round(energies[0], 10) if energies else None
        row["group"] = group
        row["occupation"] = occupation
    return row


def main():
    directory, output = ARGUMENTS[:2]
    bases = ARGUMENTS[2:] or list(BASES)
    start = time.process_time()
    rows = json.load(open(output))["rows"] if os.path.exists(output) else []
    known = {(row["basis"], row["system"]) for row in rows}
    for basis in bases:
        for name in SYSTEMS:
            if (basis, name) not in known:
                rows.append(compute(name, basis, directory))
                print(basis, name, rows[-1].get("aligned"), rows[-1]["solutions"], flush=True)
                write(output, rows, time.process_time() - start)


def write(output, rows, seconds):
    json.dump(
        {
            "source": "PySCF %s, libxc %s, numpy %s; test/benchmarks/small_systems_reference.py"
            % (pyscf.__version__, dft.libxc.__version__, numpy.__version__),
            "settings": ("RHF for no unpaired electrons else UHF," if HARTREE_FOCK else
            "PBE, RKS for no unpaired electrons else UKS, grid level 3,") + " no density fitting, spherical functions,"
            " conv_tol %g, initial guesses %s; OMP_NUM_THREADS=%s"
            % (CONV_TOL, ", ".join(GUESSES), os.environ["OMP_NUM_THREADS"]),
            "units": "hartree, angstrom (1 bohr = 0.52917721092 angstrom)",
            "solutions": "distinct converged energies, lowest first; aligned: with the occupations of irreducible"
            " representations (up, down) fixed as given",
            "cpuSeconds": round(seconds, 1),
            "rows": rows,
        },
        open(output, "w"),
        indent=1,
    )


if __name__ == "__main__":
    main()
