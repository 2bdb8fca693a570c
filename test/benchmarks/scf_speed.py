#!/usr/bin/env python3
"""Times of molecular SCF calculations, xcflow against PySCF, in the same run.

Same molecule, basis, functional (PBE), grid level and threads for both; calculations of the two alternate. Wall seconds,
and processor seconds (user and system, all threads), which other work on the machine disturbs less.

process     from start to exit, printing the energy: `xcflow scf --engine gaussian` and `python3 -c …`.
in process  the calculation with all its preparations: for PySCF the first kernel() after the import, for xcflow the
            fastest of several in one virtual machine, and in brackets the first, while its code is still being compiled.
kinds       with --kinds pbe,r2scan,pbe0,pbe0-ri: processor seconds in process only, for several functionals, PBE0 with exact and
            with fitted exchange (both programs fit Coulomb and exchange energy with def2-universal-jkfit); the least of the
            repetitions for both, PySCF after a calculation of water of the same kind.
neural      with --neural FILE instead of PySCF: the same calculation with the functional's parent (--parent, PBE) and with the neural
            functional, in process.

    pip install pyscf
    mvn -o -q -Dquick test-compile -pl tasks/gaussian -am        # the timed main program lies among the tests
    test/benchmarks/scf_speed.py                                 # all but caffeine in def2-tzvp: about half an hour
    test/benchmarks/scf_speed.py --largest                       # all 40 rows: PySCF alone needs most of an hour more
    test/benchmarks/scf_speed.py --molecules H2O,C2H4 --bases def2-svp --threads 1 --coulomb exact
    test/benchmarks/scf_speed.py --kinds pbe,r2scan,pbe0,pbe0-ri --molecules C2H4,benzene --bases def2-svp --repetitions 3
    test/benchmarks/scf_speed.py --neural clone.xcf --threads 1 --molecules H2O,C2H4,CH2,NO,C2H4+ --repetitions 20
    test/benchmarks/scf_speed.py --neural clone.xcf --parent r2SCAN --threads 1 --molecules H2O,C2H4,CH3 --repetitions 20

The geometries in `molecules` have standard bond lengths and angles; those of glycine and caffeine are not optimised. CH2 (triplet),
CH3, NO and C2H4+ are open shells, for neural functionals: PySCF is run without spin.
"""
import argparse
import os
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
CURRENT = os.path.join(HOME, "runner", "target", "current")
PYSCF = """
import resource, sys, time
file, basis, level, threads, fitted = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5] == 'fitted'
from pyscf import gto, dft, lib
def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
lib.num_threads(threads)
begin, before = time.time(), processor()
mol = gto.M(atom=file, basis=basis, verbose=0)
ks = dft.RKS(mol, xc='PBE')
if fitted:
    ks = ks.density_fit(auxbasis='def2-universal-jfit')
ks.grids.level = level
energy = ks.kernel()
print('%.3f %.3f %d %.10f' % (time.time() - begin, processor() - before, ks.cycles, energy))
"""

KINDS = {"pbe": ("PBE", "exact"), "r2scan": ("r2SCAN", "exact"), "pbe0": ("PBE0", "exact"), "pbe0-ri": ("PBE0", "both")}
PYSCF_KIND = """
import resource, sys
file, basis, level, functional, fitted = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5] == 'both'
from pyscf import gto, dft, lib
def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
lib.num_threads(1)
def solve(atoms):
    before = processor()
    ks = dft.RKS(gto.M(atom=atoms, basis=basis, verbose=0), xc=functional)
    if fitted:
        ks = ks.density_fit(auxbasis='def2-universal-jkfit')
    ks.grids.level = level
    energy = ks.kernel()
    return processor() - before, ks.cycles, energy
solve('O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587')
seconds, cycles, energy = min(solve(file) for _ in range(int(sys.argv[6])))
print('%.3f %d %.10f' % (seconds, cycles, energy))
"""


def timed(command, environment):
    """Wall seconds, processor seconds and the words that were printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.time()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    wall = time.time() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit("%s\nended with %d:\n%s" % (" ".join(command), done.returncode, done.stderr))
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor, done.stdout.split()


class Xcflow:
    """The launcher, and the timed main program with the launcher's jars and settings."""

    def __init__(self):
        self.launcher = os.path.join(HOME, "xcflow")
        subprocess.run([self.launcher, "--version"], check=True, stdout=subprocess.DEVNULL)
        tests = os.path.join(HOME, "tasks", "gaussian", "target", "test-classes")
        if not os.path.isfile(os.path.join(tests, "xcflow", "gaussian", "scf", "SpeedMain.class")):
            sys.exit("compile the tests first: mvn -o -q -Dquick test-compile -pl tasks/gaussian -am")
        jars = [os.path.join(CURRENT, jar) for jar in open(os.path.join(CURRENT, "classpath")).read().strip().split(":")]
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
        self.java = [java, "-XX:+UseParallelGC", "-XX:MaxVectorSize=32", "-cp", os.pathsep.join([tests] + jars),
                     "xcflow.gaussian.scf.SpeedMain"]

    def process(self, case):
        command = [self.launcher, "scf", "--engine", "gaussian", "--molecule", case.file, "--basis", case.basis,
                   "--functional", "PBE", "--grid", case.level, "--threads", case.threads, "--json"]
        return timed(command + ["--density-fitting"] * (case.coulomb == "fitted"), case.environment("1"))

    def inside(self, case, functional, repetitions, coulomb=None):
        """First and least wall time, iterations, energy, first and least processor time."""
        words = timed(self.java + [case.file, case.basis, case.level, functional, case.threads,
                                   coulomb or case.coulomb, str(repetitions)], case.environment("1"))[2]
        return [float(word) for word in words]


class Case:
    def __init__(self, molecule, basis, coulomb, threads, level):
        self.molecule, self.basis, self.coulomb, self.threads, self.level = molecule, basis, coulomb, threads, level
        self.file = os.path.join(HERE, "molecules", molecule + ".xyz")
        self.large = molecule == "caffeine" and basis == "def2-tzvp"

    def environment(self, threads):
        return dict(os.environ, OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads)

    def row(self, *cells):
        print("| " + " | ".join((self.molecule, self.basis, self.coulomb, self.threads) + cells) + " |", flush=True)


def heading(*cells):
    print("| " + " | ".join(("molecule", "basis", "Coulomb", "threads") + cells) + " |")
    print("|---" * (4 + len(cells)) + "|", flush=True)


def against_pyscf(cases, repetitions):
    heading("process: xcflow wall / CPU", "PySCF", "ratio", "in process: xcflow wall (first) / CPU (first)", "PySCF", "ratio",
            "iterations", "ΔE / Ha")
    xcflow = Xcflow()
    for case in cases:
        ours = xcflow.process(case)
        theirs = timed([sys.executable, "-c", PYSCF, case.file, case.basis, case.level, case.threads, case.coulomb],
                       case.environment(case.threads))
        inside, cpu, cycles, energy = (float(word) for word in theirs[2])
        first, least, iterations, own, first_cpu, least_cpu = xcflow.inside(case, "PBE", 2 if case.large else repetitions)
        case.row("%.2f / %.2f" % ours[:2], "%.2f / %.2f" % theirs[:2],
                 "%.2f / %.2f" % (ours[0] / theirs[0], ours[1] / theirs[1]),
                 "%.2f (%.2f) / %.2f (%.2f)" % (least, first, least_cpu, first_cpu), "%.2f / %.2f" % (inside, cpu),
                 "%.2f / %.2f" % (least / inside, least_cpu / cpu), "%d, %d" % (iterations, cycles),
                 "%.0e" % abs(own - energy))


def neural(cases, functional, parent, repetitions):
    heading(parent + " wall / CPU", "neural", "ratio", "iterations")
    xcflow = Xcflow()
    for case in cases:
        plain = xcflow.inside(case, parent, repetitions)
        own = xcflow.inside(case, functional, repetitions)
        case.row("%.2f / %.2f" % (plain[1], plain[5]), "%.2f / %.2f" % (own[1], own[5]),
                 "%.2f / %.2f" % (own[1] / plain[1], own[5] / plain[5]), "%d, %d" % (plain[2], own[2]))


def kinds(cases, names, repetitions):
    heading("kind", "xcflow CPU (first)", "PySCF CPU", "ratio", "iterations", "ΔE / Ha")
    xcflow = Xcflow()
    for case in cases:
        for name in names:
            functional, coulomb = KINDS[name]
            own = xcflow.inside(case, functional, max(2, repetitions), coulomb)
            theirs = timed([sys.executable, "-c", PYSCF_KIND, case.file, case.basis, case.level, functional, coulomb,
                            str(repetitions)], case.environment("1"))[2]
            seconds, cycles, energy = (float(word) for word in theirs)
            case.row(name, "%.2f (%.2f)" % (own[5], own[4]), "%.2f" % seconds, "%.2f" % (own[5] / seconds),
                     "%d, %d" % (own[2], cycles), "%.0e" % abs(own[3] - energy))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molecules", default="H2O,C2H4,benzene,glycine,caffeine", help="files in molecules")
    parser.add_argument("--bases", default="def2-svp,def2-tzvp")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--coulomb", default="exact,fitted")
    parser.add_argument("--level", default="3", help="of the grid")
    parser.add_argument("--repetitions", type=int, default=4, help="calculations in one virtual machine")
    parser.add_argument("--largest", action="store_true", help="caffeine in def2-tzvp too")
    parser.add_argument("--kinds", help="of %s, in process" % ", ".join(KINDS))
    parser.add_argument("--neural", metavar="FILE", help="compare a neural functional with its parent instead")
    parser.add_argument("--parent", default="PBE", help="of the neural functional (default: %(default)s)")
    options = parser.parse_args()
    cases = [Case(molecule, basis, coulomb, threads, options.level)
             for molecule in options.molecules.split(",") for basis in options.bases.split(",")
             for coulomb in options.coulomb.split(",") for threads in options.threads.split(",")]
    cases = [case for case in cases if options.largest or not case.large]
    if options.kinds:
        kinds(cases, options.kinds.split(","), options.repetitions)
    elif options.neural:
        neural(cases, os.path.abspath(options.neural), options.parent, options.repetitions)
    else:
        against_pyscf(cases, options.repetitions)


main()
