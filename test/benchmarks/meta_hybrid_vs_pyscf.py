#!/usr/bin/env python3
"""Total energies of meta-GGAs, hybrids and Hartree-Fock, xcflow against PySCF: all entries of meta-hybrid.json.

Molecules and spherical atoms are to agree within 1e-6 Ha. So are open shells whose orientation is arbitrary if PySCF is told to
hold it along the axes, as we do: energies of equivalent orientations differ through the grid. Those that are further than that
from the entry are solved by PySCF again, with the symmetry D2h or C2v. Prints the greatest difference by functional and basis set, and every entry
beyond its bar; ends with 1 if there is one.

    mvn -o -q -Dquick test-compile -pl tasks/gaussian -am
    OMP_NUM_THREADS=1 test/benchmarks/meta_hybrid_vs_pyscf.py --classpath CLASSPATH [--functionals HSE06,PBE0]
"""
import argparse
import json
import os
import subprocess
import sys

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(HOME, "tasks/gaussian/src/test/resources/xcflow/gaussian/scf")
BOHR = 0.529177210903
ORIENTED = {"C", "O", "F", "OH"}


def along_the_axes(entry, geometry):
    from pyscf import dft, gto

    mol = gto.M(atom=geometry, unit="bohr", basis=entry["basis"], spin=entry["spin_2S"], verbose=0,
                symmetry="D2h" if len(geometry) == 1 else "C2v")
    ks = dft.UKS(mol, xc=entry["libxc"])
    ks.grids.level, ks.conv_tol = entry["grid_level"], 1e-11
    return ks.kernel()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--classpath", required=True, help="of the tests of tasks/gaussian")
    parser.add_argument("--functionals", help="only these, separated by commas")
    arguments = parser.parse_args()
    entries = json.load(open(os.path.join(DATA, "meta-hybrid.json")))["entries"]
    geometries = json.load(open(os.path.join(DATA, "molecules.json")))["geometries_bohr"]
    if arguments.functionals:
        entries = [e for e in entries if e["functional"] in arguments.functionals.split(",")]
    program = subprocess.Popen(
        ["java", "-cp", arguments.classpath, "xcflow.gaussian.scf.EnergiesMain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    worst, failed = {}, 0
    for entry in entries:
        atoms = "; ".join("%s %.15f %.15f %.15f" % (symbol, *(x * BOHR for x in at)) for symbol, at in geometries[entry["system"]])
        level = 1 if entry["grid_level"] is None else entry["grid_level"]
        fields = [atoms, 0, entry["spin_2S"], entry["basis"], entry["functional"], level]
        program.stdin.write("\t".join(map(str, fields)) + "\n")
        answer = program.stdout.readline().rstrip("\n").split("\t")
        kind = entry["functional"], entry["basis"], entry["system"] in ORIENTED
        what = "%s %s/%s" % (entry["system"], entry["functional"], entry["basis"])
        if answer[0] == "failed":
            print(what, *answer)
            failed += 1
            continue
        difference = float(answer[0]) - entry["E_tot"]
        if abs(difference) > 1e-6 and entry["system"] in ORIENTED:
            held = along_the_axes(entry, geometries[entry["system"]])
            print("%-24s %10.1e, and %.1e from PySCF's %.10f along the axes" % (what, difference, float(answer[0]) - held, held))
            difference = float(answer[0]) - held
        if abs(difference) > abs(worst.get(kind, (0, ""))[0]) or kind not in worst:
            worst[kind] = difference, entry["system"]
        if abs(difference) > 1e-6:
            print("%-24s %10.1e" % (what, difference))
            failed += 1
    program.stdin.close()
    for (functional, basis, oriented), (difference, system) in sorted(worst.items()):
        print("%-8s %-10s %-20s %10.1e (%s)" % (functional, basis, "orientation held" if oriented else "others", difference, system))
    print("%d entries, %d beyond the bar" % (len(entries), failed))
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
