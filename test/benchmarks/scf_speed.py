#!/usr/bin/env python3
"""Wall times of molecular SCF calculations, xcflow against PySCF, in the same run.

Same molecule, basis, functional, grid level and threads for both; calculations of the two alternate. `process` is a
whole process from start to exit, printing the energy. `in process` is the calculation alone with all its preparations:
for PySCF the first kernel() after the import, for xcflow the fastest of three in one virtual machine (and in brackets
the first, while the code is still being compiled).

    pip install pyscf
    mvn -o -q -Dquick test-compile -pl tasks/gaussian -am
    mvn -o -q dependency:build-classpath -pl tasks/gaussian -Dmdep.outputFile=/tmp/classpath   # or give --classpath
    python3 test/benchmarks/scf_speed.py --classpath "$(cat /tmp/classpath)" [--molecules H2O,C2H4] [--bases def2-svp] ...
"""
import argparse, json, os, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
PYSCF = """
import sys, time
file, basis, level, threads, fitted = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5] == 'fitted'
from pyscf import gto, dft, lib
lib.num_threads(threads)
begin = time.time()
mol = gto.M(atom=file, basis=basis, verbose=0)
ks = dft.RKS(mol, xc='PBE')
if fitted:
    ks = ks.density_fit(auxbasis='def2-universal-jfit')
ks.grids.level = level
energy = ks.kernel()
print('%.3f %d %.10f' % (time.time() - begin, ks.cycles if hasattr(ks, 'cycles') else -1, energy))
"""


def timed(command, environment):
    begin = time.time()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3000)
    if done.returncode:
        sys.exit(done.stderr)
    return time.time() - begin, done.stdout.split()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--classpath", required=True, help="jars that tasks/gaussian depends on")
    parser.add_argument("--molecules", default="H2O,C2H4,benzene,glycine,caffeine")
    parser.add_argument("--bases", default="def2-svp,def2-tzvp")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--coulomb", default="exact,fitted")
    parser.add_argument("--level", default="3")
    options = parser.parse_args()
    tasks = os.path.join(HERE, "..", "..", "tasks")
    classes = [os.path.join(tasks, m, "target", d) for m in ("gaussian", "functional", "numerics", "spi")
               for d in ("classes", "test-classes")]
    classpath = os.pathsep.join(classes + [options.classpath])
    java = ["java", "-Xmx2g", "-cp", classpath, "xcflow.gaussian.scf.SpeedMain"]
    print("| molecule | basis | Coulomb | threads | process: xcflow | PySCF | ratio | in process: xcflow (first) | PySCF | ratio | iterations | energy difference |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for molecule in options.molecules.split(","):
        file = os.path.join(HERE, "molecules", molecule + ".xyz")
        for basis in options.bases.split(","):
            for coulomb in options.coulomb.split(","):
                for threads in options.threads.split(","):
                    environment = dict(os.environ, OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS="1")
                    single = [file, basis, options.level, "PBE", threads, coulomb]
                    ours, _ = timed(java + single + ["1"], environment)
                    theirs, output = timed(
                        [sys.executable, "-c", PYSCF, file, basis, options.level, threads, coulomb],
                        dict(environment, OPENBLAS_NUM_THREADS=threads))
                    _, warm = timed(java + single + ["3"], environment)
                    print("| %s | %s | %s | %s | %.2f | %.2f | %.2f | %.2f (%.2f) | %.2f | %.2f | %s, %s | %.0e |" % (
                        molecule, basis, coulomb, threads, ours, theirs, ours / theirs, float(warm[1]), float(warm[0]),
                        float(output[0]), float(warm[1]) / float(output[0]), warm[2], output[1],
                        abs(float(warm[3]) - float(output[2]))), flush=True)


main()
