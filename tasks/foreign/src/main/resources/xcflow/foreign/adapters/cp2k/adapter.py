"""CP2K behind protocol 1 of xcflow: Gaussians and plane waves with GTH pseudopotentials."""

import glob
import os
import re
import shutil

import xcflow_adapter as xa
import xcflow_periodic as xp

PROTOCOLS = {
    "fast": {"cutoff": 100.0, "basis": "DZVP-MOLOPT-SR-GTH"},
    "balanced": {"cutoff": 200.0, "basis": "DZVP-MOLOPT-SR-GTH"},
    "precise": {"cutoff": 350.0, "basis": "TZV2P-MOLOPT-GTH"},
}


class Cp2k(xa.Adapter):
    version = "1"

    def hello(self):
        version = xp.output_version(self.program, r"CP2K version (\S+)")
        if version is None:
            raise xa.Failure(f"{' '.join(self.program)} is no CP2K", "missing",
                             "'program: {executable: …}' in .xcflow/engines/cp2k.yaml names it")
        libxc = xp.linked_libxc(self.program[-1])
        lacks = {} if libxc else {"exported": f"this CP2K {version} is not linked with libxc as a shared library, in "
                                              "whose place a functional of xcflow would stand"}
        return xa.Hello("CP2K", version, {"xcflow_periodic": xp.VERSION, "libxc": libxc or "none"}, lacks)

    def solve(self, request):
        settings = request.settings
        usual = xp.protocol(settings, PROTOCOLS)
        cell = xp.Cell(request, usual)
        names = {}
        with open(request.path("potentials"), "w", encoding="ascii") as file:
            for symbol in cell.species:
                names[symbol], pseudo = xp.gth(symbol, settings)
                file.write(xp.cp2k_potential(symbol, f"GTH-PBE-{names[symbol].split('-')[-1]}", pseudo))
        electrons = xp.valence(cell, settings)
        if request.start:
            shutil.copy(request.start, request.path("x-RESTART.start"))
        with open(request.path("x.inp"), "w", encoding="ascii") as file:
            file.write(text(request, cell, usual, names))
        iterations = [0]

        def line(output):
            found = re.match(r"\s+(\d+)\s+\S+Diag\..*?(\d+\.\d+)\s+(-?\d+\.\d+)\s+-?\d\.\d+E[+-]\d+\s*$", output)
            if found:
                iterations[0] = int(found.group(1))
                request.iteration(iterations[0], float(found.group(3)), f"change {found.group(2)}")

        status = request.run([*self.program, "-i", "x.inp"], stdout="x.out", line=line)
        with open(request.path("x.out"), encoding="utf-8", errors="replace") as file:
            output = file.read()
        if "SCF run NOT converged" in output:
            raise xa.NotConverged(f"CP2K did not converge in {iterations[0]} iterations")
        found = re.findall(r"ENERGY\| Total FORCE_EVAL \( QS \) energy \[[^\]]*\]:?\s+(-?[\d.]+)", output)
        if status != 0 or not found:
            error = re.search(r"\[ABORT\].*?\n(.*?)\n\s*\*+", output, re.S)
            said = " ".join(re.sub(r"[*\\/_|]", " ", error.group(1)).split()) if error else xp.tail(request.path("x.out"))
            if "basis" in said.lower() and "not found" in said.lower():
                raise xa.Failure(f"CP2K: {said}", "missing", "choose another 'basis'")
            raise xa.Failure(f"CP2K ended with status {status}: {said}", "crashed")
        energies = read_energies(output, float(found[-1]))
        return xa.Solution(
            energy=energies.pop("total"), iterations=iterations[0], energies=energies,
            spin_squared=spin_squared(output, cell),
            details={"pseudopotentials": ", ".join(names.values()), "basis": usual["basis"], "cutoff": usual["cutoff"],
                     "kpoints": cell.kpoints, "electrons": electrons, "protocol": settings["protocol"]},
            density=lambda: density(request, cell, electrons), start=lambda path: start(request, path),
            forces=lambda: forces(output, len(cell.symbols)))


def text(request, cell, usual, names):
    settings = request.settings
    if request.functional.libxc:
        parts = "\n".join(f"&{p}\n&END {p}" for p in request.functional.libxc)
    else:
        parts = "&GGA_X_PBE\n&END GGA_X_PBE\n&GGA_C_PBE\n&END GGA_C_PBE"
    vectors = "\n".join(f"{n} " + " ".join(f"{x * xp.BOHR:.12f}" for x in row) for n, row in zip("ABC", cell.lattice))
    atoms = "\n".join(s + " " + " ".join(f"{x:.14f}" for x in f) for s, f in zip(cell.symbols, cell.fractional))
    charge = {s: names[s].split("-")[-1] for s in cell.species}
    basis = {s: usual["basis"] + ("" if "-q" in usual["basis"] else f"-{charge[s]}") for s in cell.species}
    kinds = "\n".join(f"&KIND {s}\nBASIS_SET {basis[s]}\nPOTENTIAL GTH-PBE-{charge[s]}\n&END KIND" for s in cell.species)
    k = cell.kpoints
    points = "" if k == [1, 1, 1] else (
        # Unlike CP2K's own MONKHORST-PACK, these hold the centre, as those of the other engines do.
        f"&KPOINTS\nSCHEME MACDONALD {k[0]} {k[1]} {k[2]} " + " ".join(f"{_shift(n)}" for n in k)
        + "\n&END KPOINTS")
    spin = f"UKS .TRUE.\nMULTIPLICITY {cell.unpaired + 1}" if cell.unpaired else ""
    poisson = ("&POISSON\nPERIODIC NONE\nPOISSON_SOLVER MT\n&END POISSON" if cell.molecule else "")
    periodic = "PERIODIC NONE" if cell.molecule else "PERIODIC XYZ"
    guess = "RESTART" if request.start else "ATOMIC"
    restart = "WFN_RESTART_FILE_NAME x-RESTART.start" if request.start else ""
    smear = ""
    if cell.smearing:
        smear = f"ADDED_MOS 20\n&SMEAR ON\nMETHOD FERMI_DIRAC\nELECTRONIC_TEMPERATURE [hartree] {cell.width}\n&END SMEAR"
    return f"""&GLOBAL
PROJECT x
RUN_TYPE ENERGY_FORCE
PRINT_LEVEL MEDIUM
EXTENDED_FFT_LENGTHS .TRUE.
&END GLOBAL
&FORCE_EVAL
METHOD QS
&PRINT
&FORCES ON
&END FORCES
&END PRINT
&DFT
BASIS_SET_FILE_NAME BASIS_MOLOPT
BASIS_SET_FILE_NAME BASIS_MOLOPT_UCL
BASIS_SET_FILE_NAME GTH_BASIS_SETS
POTENTIAL_FILE_NAME potentials
CHARGE {cell.charge}
{spin}
{restart}
&QS
EPS_DEFAULT 1.0E-12
&END QS
&MGRID
CUTOFF [hartree] {usual['cutoff']}
REL_CUTOFF [hartree] {max(30.0, usual['cutoff'] / 6)}
&END MGRID
{poisson}
{points}
&SCF
SCF_GUESS {guess}
EPS_SCF {settings['energy-tolerance']:.2E}
MAX_SCF {settings['max-iterations']}
{smear}
&MIXING
METHOD {'DIRECT_P_MIXING' if cell.molecule else 'BROYDEN_MIXING'}
ALPHA {0.3 if cell.molecule else 0.4}
&END MIXING
&DIAGONALIZATION
ALGORITHM STANDARD
&END DIAGONALIZATION
&PRINT
&RESTART
&END RESTART
&END PRINT
&END SCF
&XC
&XC_FUNCTIONAL
{parts}
&END XC_FUNCTIONAL
&END XC
&PRINT
&E_DENSITY_CUBE
STRIDE 1 1 1
&END E_DENSITY_CUBE
&END PRINT
&END DFT
&SUBSYS
&CELL
{vectors}
{periodic}
&END CELL
&COORD
SCALED
{atoms}
&END COORD
{kinds}
&END SUBSYS
&END FORCE_EVAL
"""


def _shift(n):
    """Of MacDonald's mesh, so that it holds the centre of the zone."""
    return 0.0 if n % 2 else 1.0 / (2 * n)


def read_energies(output, total):
    def last(pattern):
        found = re.findall(pattern + r":?\s+(-?[\d.]+)\s*\n", output)
        return float(found[-1]) if found else 0.0

    energies = {"core-hamiltonian": last("Core Hamiltonian energy"), "hartree": last("Hartree energy"),
                "exchange-correlation": last("Exchange-correlation energy"),
                "core-overlap": last("Overlap energy of the core charge distribution"),
                "core-self-energy": last("Self energy of the core charge distribution")}
    energies["other"] = total - sum(energies.values())
    energies["total"] = total
    return energies


def spin_squared(output, cell):
    found = re.findall(r"Ideal and single determinant S\*\*2\s*:\s+(\S+)\s+(\S+)", output)
    return float(found[-1][1]) if found else xp.spin_squared(cell)


def forces(output, atoms):
    start = output.rfind("ATOMIC FORCES in [a.u.]")
    rows = re.findall(r"^\s+\d+\s+\d+\s+[A-Z]\w*\s+(-?[\d.]+(?:E[+-]\d+)?)\s+(-?[\d.]+(?:E[+-]\d+)?)\s+(-?[\d.]+(?:E[+-]\d+)?)\s*$",
                      output[start:], re.M)[:atoms]
    if start < 0 or len(rows) != atoms:
        raise xa.Failure("CP2K's output has no forces", "crashed")
    return [[float(x) for x in row] for row in rows]


def start(request, path):
    for name in ("x-RESTART.wfn", "x-RESTART.kp"):
        if os.path.exists(request.path(name)):
            shutil.copy(request.path(name), path)
            return
    raise xa.Failure("CP2K left no density to begin with", "crashed")


def density(request, cell, electrons):
    total, difference = None, None
    for path in glob.glob(request.path("x-*DENSITY*.cube")):
        values, lattice = xp.read_cube(path)
        if "SPIN" in os.path.basename(path):
            difference = values
        else:
            total = values
    if total is None:
        raise xa.Failure("CP2K left no density", "crashed")
    up, down = xp.spins(total, difference)
    # On the finest grid of the plane waves; gradients of CP2K's own functional are those of its grid, too.
    return xp.density(cell.lattice, up, down, electrons, 5e-3)


if __name__ == "__main__":
    xa.run(Cp2k())
