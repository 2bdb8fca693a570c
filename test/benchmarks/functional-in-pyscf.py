#!/usr/bin/env python3
"""A neural functional in PySCF, by its exported package, against the same functional in xcflow.

For each molecule, in def2-SVP: total energies and iterations of both programs, and how far apart PBE itself is in the two;
in PySCF alone: second-order SCF against DIIS, analytic gradients against differences of energies, and excitations in the
Tamm-Dancoff approximation. Ends with 1 if something is farther apart than it should be.

    pip install pyscf
    xcflow functional get PBE-tuned -o tuned.xcf
    test/benchmarks/functional-in-pyscf.py tuned.xcf
    test/benchmarks/functional-in-pyscf.py tuned.xcf --molecules H2O,CH2 --bases def2-svp,def2-tzvp
"""
import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
XCFLOW = os.path.join(os.path.dirname(os.path.dirname(HERE)), "xcflow")
UNPAIRED = {"CH2": 2, "C2H4+": 1}
CHARGE = {"C2H4+": 1}
ENERGY, ITERATIONS, NEWTON, GRADIENT = 2e-9, 1, 1e-10, 1e-6


def package(functional, scratch):
    """Exports the functional and imports the package."""
    directory = os.path.join(scratch, "package")
    command = [XCFLOW, "functional", "get", functional, "--format", "python", "-o", directory, "--json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    source = os.path.join(directory, "src")
    sys.path.insert(0, source)
    return importlib.import_module(os.listdir(source)[0])


def in_xcflow(functional, molecule, basis, scratch):
    command = [XCFLOW, "--home", scratch, "scf", "--engine", "gaussian", "--molecule", path(molecule), "--basis", basis,
               "--functional", functional, "--threads", "1", "--json",
               "--charge", str(CHARGE.get(molecule, 0)), "--unpaired", str(UNPAIRED.get(molecule, 0))]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s\nended with %d:\n%s" % (" ".join(command), done.returncode, done.stderr))
    return json.loads(done.stdout)


def path(molecule):
    return os.path.join(HERE, "molecules", molecule + ".xyz")


def in_pyscf(molecule, basis, attach, coordinates=None):
    from pyscf import dft, gto
    mol = gto.M(atom=path(molecule), basis=basis, verbose=0,
                spin=UNPAIRED.get(molecule, 0), charge=CHARGE.get(molecule, 0))
    if coordinates is not None:
        mol.set_geom_(coordinates, unit="Bohr")
    mf = (dft.UKS if mol.spin else dft.RKS)(mol)
    mf.grids.level = 3
    mf.conv_tol, mf.conv_tol_grad = 1e-11, 1e-7
    return attach(mf)


def pbe(mf):
    mf.xc = "PBE"
    return mf


def gradient(molecule, basis, attach):
    """Largest deviation of one atom's analytic gradient from differences."""
    mf = in_pyscf(molecule, basis, attach)
    mf.kernel()
    force = mf.nuc_grad_method().set(grid_response=True).kernel()
    x = mf.mol.atom_coords()
    worst = 0
    for axis in range(3):
        energies = []
        for step in (-2e-3, -1e-3, 1e-3, 2e-3):
            moved = x.copy()
            moved[0, axis] += step
            energies.append(in_pyscf(molecule, basis, attach, moved).kernel())
        a, b, c, d = energies
        worst = max(worst, abs((a - 8 * b + 8 * c - d) / 12e-3 - force[0, axis]))
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("functional", help="a functional's file")
    parser.add_argument("--molecules", default="H2O,C2H4,CH2,C2H4+")
    parser.add_argument("--bases", default="def2-svp")
    arguments = parser.parse_args()
    failed = []

    def check(what, value, limit):
        if not value <= limit:
            failed.append("%s: %.1e, more than %.0e" % (what, value, limit))

    with tempfile.TemporaryDirectory() as scratch:
        functional = package(arguments.functional, scratch)
        print("%s, evaluated in %s" % (functional.NAME, functional.backend()))
        print("%-8s %-10s %18s %9s %9s %10s %9s %9s  %s" % (
            "molecule", "basis", "energy / Ha", "xcflow -", "same, PBE", "iterations", "Newton", "gradient", "TDA / eV"))
        for basis in arguments.bases.split(","):
            for molecule in arguments.molecules.split(","):
                mf = in_pyscf(molecule, basis, functional.pyscf)
                energy = mf.kernel()
                ours = in_xcflow(os.path.abspath(arguments.functional), molecule, basis, scratch)
                difference = ours["energy"] - energy
                native = in_xcflow("PBE", molecule, basis, scratch)["energy"] - in_pyscf(molecule, basis, pbe).kernel()
                newton = in_pyscf(molecule, basis, functional.pyscf).newton()
                second = newton.kernel(mf.make_rdm1()) - energy
                force = gradient(molecule, basis, functional.pyscf)
                excited = mf.TDA()
                excited.nstates = 3
                excited.kernel()
                print("%-8s %-10s %18.10f %9.1e %9.1e %4d / %3d %9.1e %9.1e  %s" % (
                    molecule, basis, energy, difference, native, ours["iterations"], mf.cycles, second, force,
                    " ".join("%.3f" % (27.211386245988 * e) for e in excited.e)), flush=True)
                if not mf.converged or not newton.converged:
                    failed.append(molecule + " did not converge")
                check(molecule + " energy", abs(difference), max(ENERGY, abs(native)))
                check(molecule + " iterations", abs(ours["iterations"] - mf.cycles), ITERATIONS)
                check(molecule + " Newton", abs(second), NEWTON)
                check(molecule + " gradient", force, GRADIENT)
    print("\n".join(failed) or "all as it should be")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
