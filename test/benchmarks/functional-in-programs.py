#!/usr/bin/env python3
"""A functional in unmodified programs, through the library that answers in place of libxc, and in xcflow.

    xcflow functional get PBE-constrained -o clone.xcf
    test/benchmarks/functional-in-programs.py clone.xcf [--programs PySCF,Psi4,ABINIT,CP2K,GPAW] [--crystals Si,MgO]

For each program: PBE by its libxc; the same with the library in between that lets libxc answer (must be the same); PBE again,
as a network without weights around PBE that our own kernel evaluates (must agree to 1e-8 Ha); the functional (its difference
from PBE must be that of xcflow); and the program's own PBE code, with which the run must fail. Then equations of state by ABINIT.

Programs are looked for in the PATH; GPAW_PYTHON names a Python with GPAW (default: python3), XCFLOW the command to run (default:
./xcflow), whose project must exist (--home is passed on by XCFLOW_HOME). ABINIT and xcflow use the same pseudopotentials.
"""
import argparse
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from importlib import import_module

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
pairs = import_module("crystals-vs-abinit")
eos = import_module("eos-vs-abinit")
XCFLOW = shlex.split(os.environ.get("XCFLOW", os.path.join(pairs.HOME, "xcflow")))
HARTREE = 27.211386024367243  # in ASE's eV
ATOMS = [("O", 0, 0, 0.117), ("H", 0, 0.757, -0.467), ("H", 0, -0.757, -0.467)]
SAME, KERNEL, CLONE = 1e-12, 1e-8, 1e-6
NEVER = 86


def xcflow(*arguments):
    done = subprocess.run(XCFLOW + list(arguments), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def bridge(functional, scratch):
    """Exports and builds; gives the path of the library."""
    place = tempfile.mkdtemp(dir=scratch)
    xcflow("functional", "get", functional, "--format", "libxc", "--build", "-o", os.path.join(place, "x"))
    return glob.glob(os.path.join(place, "x", "*.so"))[0]


def run(command, directory, library=None, **environment):
    """What a program prints, with the library preloaded or without; None if it ended because that was not used."""
    more = {**environment, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    words = [f"{k}={v}" for k, v in more.items()]
    if library:
        words.append("LD_PRELOAD=" + library)
    done = subprocess.run(["env", *words, *command], cwd=directory, capture_output=True, text=True)
    if done.returncode == NEVER:
        return None
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def xyz():
    return "\n".join(" ".join(map(str, atom)) for atom in ATOMS)


class PySCF:
    system, basis = "H2O, def2-SVP", "def2-svp"

    def __init__(self, native, directory):
        open(os.path.join(directory, "in.py"), "w").write(f'''
from pyscf import gto, dft
mf = dft.UKS(gto.M(atom="""{xyz()}""", basis="def2-svp", verbose=0))
mf.xc, mf.conv_tol = "pbe", 1e-11
if {native}:
    from pyscf.dft import xcfun
    mf._numint.libxc = xcfun
print("ENERGY", repr(float(mf.kernel())))
''')
        self.command = ["python3", "in.py"]

    def energy(self, out):
        return float(out.split("ENERGY")[1])


class Psi4:
    system, basis = "H2O, def2-SVP", "def2-svp"

    def __init__(self, native, directory):
        open(os.path.join(directory, "in.dat"), "w").write(f"""
molecule {{
{xyz()}
symmetry c1
no_com
no_reorient
}}
set basis def2-svp
set scf_type direct
set e_convergence 1e-10
set d_convergence 1e-8
set dft_spherical_points 590
set dft_radial_points 99
energy('{'hf' if native else 'pbe'}')
""")
        self.command = ["psi4", "-n", "1", "in.dat", "/dev/stdout"]

    def energy(self, out):
        return float(re.search(r"Total Energy = +(-\d+\.\d+)", out)[1])


class ABINIT:
    def __init__(self, native, directory, crystal="Si", settings=("--cutoff", "15", "--kpoints", "4x4x4"), point=None):
        self.system = f"{crystal} crystal, GTH"
        entry = next(c for c in eos.LIBRARY if c["name"] == crystal)
        for pseudo in entry["pseudopotentials"]:
            open(os.path.join(directory, pseudo + ".psp10"), "w").write(pairs.psp10(pseudo))
        if point is None:
            report = json.loads(xcflow("eos", "--crystal", crystal, *settings, "--threads", "1", "--json"))
            self.points = report["points"][len(report["points"]) // 2]
            self.report, self.entry = report, entry
            point = self.points
        else:
            report = point[0]
            point = point[1]
        text = eos.abinit_input(entry, report, point).replace("toldfe 1e-9", "toldfe 1e-11")
        open(os.path.join(directory, "in.abi"), "w").write(text if native else text.replace("ixc 11", "ixc -101130"))
        self.command = ["abinit", "in.abi"]

    def energy(self, out):
        return float([line for line in out.splitlines() if line.startswith(" ETOT")][-1].split()[2])


class CP2K:
    system, basis = "H2O, def2-SVP, GAPW", "def2-svp"

    def __init__(self, native, directory):
        import basis_set_exchange
        basis = basis_set_exchange.get_basis("def2-svp", elements=["H", "O"], fmt="cp2k", header=False)
        open(os.path.join(directory, "BASIS"), "w").write(basis)
        kinds = "".join(f"&KIND {e}\nBASIS_SET def2-SVP\nPOTENTIAL ALL\nLEBEDEV_GRID 80\nRADIAL_GRID 200\n&END\n" for e in "OH")
        functional = "&PBE\n&END" if native else "&GGA_X_PBE\n&END\n&GGA_C_PBE\n&END"
        open(os.path.join(directory, "in.inp"), "w").write(f"""
&GLOBAL
PROJECT x
RUN_TYPE ENERGY
PRINT_LEVEL LOW
&END
&FORCE_EVAL
METHOD QS
&DFT
BASIS_SET_FILE_NAME ./BASIS
POTENTIAL_FILE_NAME ALL_POTENTIALS
&MGRID
CUTOFF 300
REL_CUTOFF 50
&END
&QS
METHOD GAPW
EPS_DEFAULT 1e-12
&END
&POISSON
PERIODIC NONE
POISSON_SOLVER WAVELET
&END
&SCF
EPS_SCF 1e-7
MAX_SCF 60
&END
&XC
&XC_FUNCTIONAL
{functional}
&END
&END
&END
&SUBSYS
&CELL
ABC 7 7 7
PERIODIC NONE
&END
&TOPOLOGY
&CENTER_COORDINATES
&END
&END
&COORD
{xyz()}
&END
{kinds}&END
&END
""")
        self.command = ["cp2k.psmp", "in.inp"]

    def energy(self, out):
        return float(re.search(r"Total FORCE_EVAL.*: +(-\d+\.\d+)", out)[1])


class GPAW:
    # Plane waves: the difference is compared with that in a large basis.
    system, basis = "H2O in 7 Å, 30 Ha; def2-QZVP", "def2-qzvp"

    def __init__(self, native, directory):
        xc = "'PBE'" if native else "XC(LibXC('PBE'))"
        open(os.path.join(directory, "in.py"), "w").write(f"""
from ase import Atoms
from gpaw import GPAW, PW
from gpaw.xc import XC
from gpaw.xc.libxc import LibXC
atoms = Atoms({[a[0] for a in ATOMS]}, {[a[1:] for a in ATOMS]}, cell=[7, 7, 7], pbc=True)
atoms.calc = GPAW(mode=PW(30 * {HARTREE}), xc={xc}, txt=None, convergence=dict(energy=1e-9, density=1e-8))
print("ENERGY", repr(float(atoms.get_potential_energy() / {HARTREE})))
""")
        self.command = [os.environ.get("GPAW_PYTHON", "python3"), "in.py"]

    def energy(self, out):
        return float(out.split("ENERGY")[1])


PROGRAMS = {p.__name__: p for p in (PySCF, Psi4, ABINIT, CP2K, GPAW)}


def ours(program, functional):
    """xcflow's own energy of the same system."""
    if isinstance(program, ABINIT):
        out = xcflow("eos", "--crystal", "Si", "--cutoff", "15", "--kpoints", "4x4x4", "--threads", "1",
                     "--functional", functional, "--json")
        points = json.loads(out)["points"]
        return points[len(points) // 2]["energy"]
    inline = "; ".join(xyz().splitlines())
    return json.loads(xcflow("scf", "--molecule", inline, "--basis", program.basis, "--functional", functional,
                             "--threads", "1", "--json"))["energy"]


def compare(names, functional, libraries, scratch):
    failures = 0
    print("| program | system | PBE by libxc / Ha | passed through | PBE by our kernel | functional − PBE / µHa | in xcflow / µHa | never asked |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for name in names:
        with tempfile.TemporaryDirectory(dir=scratch) as directory, tempfile.TemporaryDirectory(dir=scratch) as other:
            program, native = PROGRAMS[name](False, directory), PROGRAMS[name](True, other)

            def energy(library=None, **environment):
                for old in glob.glob(os.path.join(directory, "*.abo")) + glob.glob(os.path.join(directory, "ino_*")):
                    os.remove(old)
                return program.energy(run(program.command, directory, library, **environment))

            pbe = energy()
            passed = energy(libraries["PBE"], XCF_PASS=1) - pbe
            kernel = energy(libraries["PBE"], XCF_REQUIRE=1) - pbe
            difference = energy(libraries["functional"], XCF_REQUIRE=1) - pbe
            never = run(native.command, other, libraries["functional"], XCF_REQUIRE=1) is None
            expected = ours(program, functional) - ours(program, "PBE")
            right = abs(passed) <= SAME and abs(kernel) <= KERNEL and abs(difference - expected) <= CLONE and never
            failures += not right
            print(f"| {name} | {program.system} | {pbe:.9f} | {passed:.1e} | {kernel:.1e} | {1e6 * difference:.3f} | {1e6 * expected:.3f} | "
                  f"{'fails' if never else 'RUNS'} |", flush=True)
    return failures


def curves(crystals, functional, libraries, scratch):
    """Equations of state by ABINIT, with the volumes, grids and pseudopotentials of xcflow."""
    failures = 0
    print("\n| crystal | program | a of PBE / Å | Δa / Å | B of PBE / GPa | ΔB / GPa |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for crystal in crystals:
        settings = {"Si": ["--cutoff", "15", "--kpoints", "4x4x4"], "MgO": ["--cutoff", "40", "--kpoints", "3x3x3"]}
        results = {"xcflow": [], "ABINIT": []}
        for xc, library in (("PBE", None), (functional, libraries["functional"])):
            report = json.loads(xcflow("eos", "--crystal", crystal, *settings.get(crystal, []), "--functional", xc,
                                       "--threads", "1", "--json"))
            theirs = []
            for point in report["points"]:
                with tempfile.TemporaryDirectory(dir=scratch) as directory:
                    program = ABINIT(False, directory, crystal, point=(report, point))
                    required = {"XCF_REQUIRE": 1} if library else {}
                    theirs.append(program.energy(run(program.command, directory, library, **required)))
            volumes = [p["volume"] for p in report["points"]]
            for code, energies in (("xcflow", [p["energy"] for p in report["points"]]), ("ABINIT", theirs)):
                v, b, _ = eos.birch_murnaghan(volumes, energies)
                a = report["points"][0]["lattice-constant"] * (v / volumes[0]) ** (1 / 3)
                results[code].append((a, b))
        change = {}
        for code, ((a, b), (a2, b2)) in results.items():
            change[code] = a2 - a, b2 - b
            print(f"| {crystal} | {code} | {a:.5f} | {a2 - a:.6f} | {b:.3f} | {b2 - b:.4f} |", flush=True)
        failures += abs(change["xcflow"][0] - change["ABINIT"][0]) > 1e-4
        failures += abs(change["xcflow"][1] - change["ABINIT"][1]) > 0.05
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("functional", help="a functional's file")
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--crystals", default="Si,MgO")
    options = parser.parse_args()
    functional = os.path.abspath(options.functional)
    with tempfile.TemporaryDirectory() as scratch:
        place = os.path.join(scratch, "pbe")
        xcflow("functional", "train", "--reference", "PBE", "--architecture", "anchored", "--model-density", "He", "--iterations", "1",
               "--width", "4", "--depth", "1", "--name", "PBE-anchored", "--output", place, "--home", os.path.join(scratch, "home"))
        libraries = {"PBE": bridge(os.path.join(place, "PBE-anchored.xcf"), scratch), "functional": bridge(functional, scratch)}
        failures = compare([p for p in options.programs.split(",") if p], functional, libraries, scratch)
        failures += curves([c for c in options.crystals.split(",") if c], functional, libraries, scratch)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
