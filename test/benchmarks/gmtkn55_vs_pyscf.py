#!/usr/bin/env python3
"""Total energies of small systems of GMTKN55, xcflow against PySCF: PBE, def2-SVP, grid level 3, no density fitting.

A copy of https://github.com/grimme-lab/GMTKN55 gives geometries (struc.xyz), charges (.CHRG) and unpaired electrons (.UHF).
Systems of at most --atoms atoms with the elements of the basis set file are taken. A system whose energies differ by more than
1e-6 Ha is solved by PySCF from more initial guesses and, if all its atoms lie on a coordinate axis, with the symmetry D2h or C2v;
the line then names what the difference is: another solution, lower or higher, or another orientation of a degenerate shell.
An output that exists is continued: its systems are not calculated again. The summary by subset is written for docs/accuracy.md.

    mvn -o -q -Dquick test-compile -pl tasks/gaussian -am
    OMP_NUM_THREADS=1 test/benchmarks/gmtkn55_vs_pyscf.py --data GMTKN55 --classpath CLASSPATH --output table.csv
"""
import argparse
import csv
import os
import subprocess
import sys
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

from pyscf import dft, gto  # noqa: E402
from pyscf.gto.basis import parse_gaussian  # noqa: E402

BASIS = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
    "tasks/gaussian/src/main/resources/xcflow/gaussian/basis/def2-svp.gbs",
)
BAR = 1e-6
COLUMNS = ["subset", "system", "charge", "unpaired", "xcflow", "pyscf", "difference", "iterations", "attempt", "warnings", "reason"]


def sections():
    parts = open(BASIS).read().split("****")
    return {p.split()[0]: p.strip() for p in parts if p.strip() and not p.lstrip().startswith("!")}


def number(path):
    return int(open(path).read().split()[0]) if os.path.exists(path) else 0


def systems(arguments, known):
    for subset in arguments.subsets.split(","):
        directory = os.path.join(arguments.data, subset)
        for name in sorted(os.listdir(directory)):
            file = os.path.join(directory, name, "struc.xyz")
            if not os.path.exists(file):
                continue
            atoms = [line.split()[:4] for line in open(file).read().splitlines()[2:] if line.strip()]
            if len(atoms) <= arguments.atoms and all(a[0].capitalize() in known for a in atoms):
                charge = number(os.path.join(directory, name, ".CHRG"))
                unpaired = number(os.path.join(directory, name, ".UHF"))
                yield subset, name, file, atoms, charge, unpaired


def pyscf_energy(atoms, charge, unpaired, basis, guess="minao", symmetry=False):
    mol = gto.M(
        atom=[(a[0].capitalize(), [float(x) for x in a[1:]]) for a in atoms],
        charge=charge, spin=unpaired, basis=basis, symmetry=symmetry, verbose=0,
    )
    mf = dft.UKS(mol) if unpaired else dft.RKS(mol)
    mf.xc = "gga_x_pbe,gga_c_pbe"
    mf.grids.level = 3
    mf.conv_tol = 1e-10
    mf.conv_tol_grad = 1e-6
    mf.max_cycle = 100
    mf.init_guess = guess
    mf.kernel()
    if not mf.converged:
        mf.level_shift = 0.3
        mf.kernel(mf.make_rdm1())
    return float(mf.e_tot) if mf.converged else None


def explain(atoms, charge, unpaired, basis, ours):
    """What PySCF finds from other guesses, nearest to ours first."""
    found = []
    linear = sum(all(abs(float(a[1 + x]) - float(atoms[0][1 + x])) < 1e-6 for a in atoms) for x in range(3)) >= 2
    for guess, symmetry in [("atom", False), ("1e", False), ("huckel", False)] + ([("minao", True), ("atom", True)] if linear else []):
        try:
            energy = pyscf_energy(atoms, charge, unpaired, basis, guess, symmetry)
        except Exception:
            energy = None
        if energy is not None:
            found.append(energy)
    return sorted(found, key=lambda e: abs(e - ours))


def reason(ours, theirs, others):
    everything = [e for e in others + [theirs] if e is not None]
    if not everything:
        return "PySCF does not converge"
    if any(abs(ours - e) < BAR for e in everything):
        lowest = min(everything)
        if lowest + BAR < ours < lowest + 2e-5:
            return "orientation of a degenerate shell on the grid, %.1e; the same with fixed symmetry" % (ours - lowest)
        return "same solution from another guess" + ("" if ours < lowest + BAR else ", not PySCF's lowest (%.8f)" % lowest)
    nearest = min(everything, key=lambda e: abs(e - ours))
    if abs(ours - nearest) < 2e-5:
        return "orientation of a degenerate shell on the grid (%.1e)" % (ours - nearest)
    return "another solution: ours is %s by %.1e" % ("lower" if ours < nearest else "higher", abs(ours - min(everything)))


def former(output):
    """Rows of an earlier run; a last line that was cut off is none."""
    if not os.path.exists(output):
        return []
    with open(output, newline="") as table:
        lines = list(csv.reader(table))[1:]
    return [line[:6] + [float(line[6]) if line[6] else None] + line[7:] for line in lines if len(line) == len(COLUMNS)]


def summarise(rows):
    """The table of the documentation, then every system that is off, with the reason."""
    print("| subset | systems | within %.0e | worst of these | mean |\n|---|---|---|---|---|" % BAR)
    for subset in list(dict.fromkeys(row[0] for row in rows)) + [None]:
        some = [row[6] for row in rows if subset in (None, row[0])]
        good = [abs(d) for d in some if d is not None and abs(d) <= BAR]
        print("| %s | %d | %d | %.1e | %.1e |" % (
            subset or "all", len(some), len(good), max(good, default=0), sum(good) / max(1, len(good))))
    for row in rows:
        if row[6] is None or abs(row[6]) > BAR:
            print(row[0], row[1], row[6], row[9], row[10], sep="; ")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--classpath", required=True, help="of tasks/gaussian with its tests")
    parser.add_argument("--subsets", default="SIE4x4,ALKBDE10,G21EA,BH76,W4-11,G21IP")
    parser.add_argument("--atoms", type=int, default=4)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    parts = sections()
    ours = subprocess.Popen(
        ["java", "-Xmx700m", "-XX:+UseSerialGC", "-cp", arguments.classpath, "xcflow.gaussian.scf.EnergiesMain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    begin = time.process_time()
    rows = former(arguments.output)
    done = {(row[0], row[1]) for row in rows}
    with open(arguments.output, "a", newline="") as out:
        table = csv.writer(out)
        if not rows:
            table.writerow(COLUMNS)
        for subset, name, file, atoms, charge, unpaired in systems(arguments, parts):
            if (subset, name) in done:
                continue
            ours.stdin.write("%s\t%d\t%d\tdef2-svp\n" % (file, charge, unpaired))
            ours.stdin.flush()
            basis = {a[0].capitalize(): parse_gaussian.parse(parts[a[0].capitalize()]) for a in atoms}
            try:
                theirs = pyscf_energy(atoms, charge, unpaired, basis)
            except Exception as failure:
                theirs = None
                print(subset, name, "PySCF:", failure, file=sys.stderr)
            answer = ours.stdout.readline().rstrip("\n").split("\t")
            if answer[0] == "failed":
                row = [subset, name, charge, unpaired, "", theirs, None, "", "", "", answer[1]]
            else:
                energy = float(answer[0])
                difference = energy - theirs if theirs is not None else None
                why = ""
                if difference is None or abs(difference) > BAR:
                    why = reason(energy, theirs, explain(atoms, charge, unpaired, basis, energy))
                row = [subset, name, charge, unpaired, energy, theirs, difference, answer[1], answer[2], answer[4], why]
            rows.append(row)
            table.writerow(row)
            out.flush()
            print(*row, flush=True)
    ours.stdin.close()
    ours.wait()
    summarise(rows)
    print("PySCF %.0f s of processor time" % (time.process_time() - begin))


if __name__ == "__main__":
    main()
