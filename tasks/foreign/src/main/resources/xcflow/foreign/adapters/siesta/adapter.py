"""SIESTA 4.1 behind protocol 1 of xcflow: writes FDF, runs it, reads what it leaves behind."""

import glob
import hashlib
import os
import re
import shutil
import struct
import subprocess

import xcflow_adapter as xa
import xcflow_periodic as xp

#: SIESTA's own electronvolt.
RYDBERG_EV = 13.60580

PROTOCOLS = {
    "fast": {"basis": "DZP", "energy-shift": 0.01, "mesh-cutoff": 75.0},
    "balanced": {"basis": "DZP", "energy-shift": 0.005, "mesh-cutoff": 125.0},
    "precise": {"basis": "TZP", "energy-shift": 0.0025, "mesh-cutoff": 200.0},
}

FUNCTIONALS = {
    ("GGA_X_PBE", "GGA_C_PBE"): ("GGA", "PBE"),
    ("GGA_X_PBE_SOL", "GGA_C_PBE_SOL"): ("GGA", "PBEsol"),
    ("GGA_X_PBE_R", "GGA_C_PBE"): ("GGA", "revPBE"),
    ("GGA_X_RPBE", "GGA_C_PBE"): ("GGA", "RPBE"),
    ("GGA_X_B88", "GGA_C_LYP"): ("GGA", "BLYP"),
    ("GGA_X_PW91", "GGA_C_PW91"): ("GGA", "PW91"),
    ("LDA_X", "LDA_C_PW"): ("LDA", "PW92"),
    ("LDA_X", "LDA_C_PZ"): ("LDA", "CA"),
}

PSEUDO_FUNCTIONALS = {"ca": "LDA", "pw": "LDA", "wp": "PW91", "pb": "PBE", "rp": "RPBE", "rv": "revPBE", "bl": "BLYP",
                      "ps": "PBEsol", "wc": "Wu-Cohen", "am": "AM05"}


class Siesta(xa.Adapter):
    version = "1"

    def hello(self):
        version = xp.output_version(self.program, r"Siesta Version\s*:?\s*(\S+)", arguments=(),
                                    cwd=self.greeting["directory"])
        if version is None:
            raise xa.Failure(f"{' '.join(self.program)} is no SIESTA", "missing",
                             "'program: {executable: …}' in .xcflow/engines/siesta.yaml names it")
        # It has looked for an input and left files behind.
        for name in ("fdf.log", "INPUT_TMP.*", "BASIS_*", "CLOCK", "MESSAGES", "0_NORMAL_EXIT", "*.log"):
            for path in glob.glob(os.path.join(self.greeting["directory"], name)):
                os.remove(path)
        libraries = {"xcflow_periodic": xp.VERSION}
        if shelf():
            libraries["SIESTA_PS_PATH"] = shelf_digest()
        return xa.Hello("SIESTA", version, libraries)

    def solve(self, request):
        settings = request.settings
        usual = xp.protocol(settings, PROTOCOLS)
        cell = xp.Cell(request, usual)
        pseudos = pseudopotentials(request, cell)
        electrons = sum(pseudos[s]["electrons"] for s in cell.symbols) - cell.charge
        environment, report = functional(request)
        if request.start:
            shutil.copy(request.start, request.path("xcflow.DM"))
        with open(request.path("input.fdf"), "w", encoding="ascii") as file:
            file.write(fdf(request, cell, usual, electrons))
        iterations = [0]

        def line(text):
            found = re.match(r"\s+scf:\s+(\d+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(\S+)", text)
            if found:
                iterations[0] = int(found.group(1))
                request.iteration(iterations[0], float(found.group(3)) / (2 * RYDBERG_EV), f"dD {found.group(5)}")

        status = request.run(self.program, stdin="input.fdf", stdout="output", line=line, environment=environment)
        with open(request.path("output"), encoding="utf-8", errors="replace") as file:
            output = file.read()
        if "SCF_NOT_CONV" in output or "SCF did not converge" in output or "did not reach self-consistency" in output:
            sharp = cell.unpaired and not settings.get("smearing-width")
            hint = "; open shells of atoms converge with 'smearing-width: 0.005', which fills degenerate levels evenly"
            raise xa.NotConverged(f"SIESTA did not converge in {iterations[0]} iterations{hint if sharp else ''}")
        if status != 0 or not os.path.exists(request.path("OUTVARS.yml")):
            raise xa.Failure(f"SIESTA ended with status {status}: {xp.tail(request.path('output'))}", "crashed")
        require_use(request, report)
        energies = read_energies(output, request)
        details = {"pseudopotentials": {s: p["text"] for s, p in pseudos.items()}, "basis": usual["basis"],
                   "mesh": mesh(output), "kpoints": cell.kpoints, "electrons": electrons, "protocol": settings["protocol"]}
        if any(p["core"] in ("pcec", "fcec") for p in pseudos.values()):
            # The functional sees more than the density that is written: the two cannot be compared.
            energies["exchange-correlation-with-partial-cores"] = energies.pop("exchange-correlation")
            details["partial-cores"] = [s for s, p in pseudos.items() if p["core"] in ("pcec", "fcec")]
        solution = xa.Solution(
            energy=energies.pop("free"), iterations=iterations[0], energies=energies,
            spin_squared=xp.spin_squared(cell), highest_level=fermi_level(request),
            orbital_energies=orbital_energies(request),
            details=details, density=lambda: density(request, electrons), start=lambda path: shutil.copy(request.path("xcflow.DM"), path),
            forces=lambda: forces(request),
        )
        for symbol, pseudo in pseudos.items():
            name = pseudo["functional"]
            if name and name != request.functional.name and not request.functional.digest:
                solution.warn("pseudopotential-of-another-functional",
                              f"the pseudopotential {pseudo['text']} of {symbol} was made for {name}")
        return solution


def shelf():
    """Directory of the pseudopotentials that settings do not name; its content is part of the cache key."""
    return os.environ.get("SIESTA_PS_PATH", "")


def shelf_files():
    return sorted(path for ending in ("psf", "psml") for path in glob.glob(os.path.join(shelf(), "*." + ending)))


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def shelf_digest():
    names = "".join(f"{os.path.basename(path)} {sha256(path)}\n" for path in shelf_files())
    return hashlib.sha256(names.encode()).hexdigest()


def pseudopotentials(request, cell):
    """Copies the files to where SIESTA looks for them, and reads what they say of themselves."""
    given = request.settings.get("pseudopotentials") or {}
    found = {}
    for symbol in cell.species:
        file = given.get(symbol)
        for path in shelf_files() if shelf() and file is None else []:
            if os.path.splitext(os.path.basename(path))[0] == symbol:
                file = {"file": path, "name": os.path.basename(path), "sha256": sha256(path)}
        if not isinstance(file, dict):
            raise xa.Failure(
                f"SIESTA needs a pseudopotential of {symbol}", "missing",
                f"write pseudopotentials: {{{symbol}: {{file: {symbol}.psf}}}} in the settings of siesta, or name their "
                "directory with 'environment: {SIESTA_PS_PATH: …}' in .xcflow/engines/siesta.yaml; PSML files come from http://www.pseudo-dojo.org, PSF files from the program ATOM or the archives of SIESTA")
        ending = os.path.splitext(file["name"])[1].lower()
        if ending not in (".psf", ".psml"):
            raise xa.Failure(f"{file['name']} is no pseudopotential that SIESTA reads: .psf or .psml")
        shutil.copy(file["file"], request.path(symbol + ending))
        found[symbol] = psf(file) if ending == ".psf" else psml(file)
        if found[symbol]["symbol"] != symbol:
            raise xa.Failure(f"{file['name']} is a pseudopotential of {found[symbol]['symbol']}, not of {symbol}")
    return found


def psf(file):
    with open(file["file"], encoding="ascii", errors="replace") as lines:
        head, _, _, numbers = (lines.readline() for _ in range(4))
    try:
        words = head.split()
        electrons = float(numbers.split()[5])
        return {"symbol": words[0], "electrons": electrons, "functional": PSEUDO_FUNCTIONALS.get(words[1], words[1]),
                "core": words[3] if len(words) > 3 else "", "text": f"{file['name']} {file['sha256'][:8]}"}
    except (IndexError, ValueError) as e:
        raise xa.Failure(f"{file['name']} is damaged: it does not begin like a PSF file") from e


def psml(file):
    with open(file["file"], encoding="utf-8", errors="replace") as text:
        head = text.read(20000)
    symbol = re.search(r'atomic-label="(\w+)"', head)
    electrons = re.search(r'z-pseudo="([\d.]+)"', head)
    if not symbol or not electrons:
        raise xa.Failure(f"{file['name']} is damaged: it does not say element and valence electrons as PSML does")
    return {"symbol": symbol.group(1), "electrons": float(electrons.group(1)), "functional": None,
            "core": "pcec" if 'core-corrections="yes"' in head else "", "text": f"{file['name']} {file['sha256'][:8]}"}


def functional(request):
    """Environment for an exported functional, and the file in which its use is told; both None for SIESTA's own."""
    if request.functional.libxc:
        parts = tuple(request.functional.libxc)
        if parts not in FUNCTIONALS:
            raise xa.Failure(f"SIESTA has no {request.functional.name}")
        return None, None
    name = request.functional.identifier
    library = os.path.join(request.functional.c, f"lib{name}.so")
    if not os.path.exists(library):
        source = os.path.join(request.functional.c, f"{name}.c")
        part = library + f".{os.getpid()}"
        words = [os.environ.get("CC", "cc"), "-O2", "-shared", "-fPIC", "-o", part, source, "-lm"]
        try:
            built = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        except OSError as e:
            raise xa.Failure(f"the exported functional needs a C compiler: {e}", "missing") from e
        if built.returncode != 0:
            raise xa.Failure(f"the exported functional cannot be compiled: {built.stderr.decode()[-300:]}", "crashed")
        os.replace(part, library)
    report = request.path("functional-used")
    return {"XCF_LIBRARY": library, "XCF_NAME": name, "XCF_LOG": report}, report


def require_use(request, report):
    """SIESTA calculates with its own PBE without a word if it was built without the hook."""
    if report is None:
        return
    points = 0
    if os.path.exists(report):
        with open(report, encoding="ascii") as file:
            found = re.search(r"exchange (\d+) correlation (\d+)", file.read())
        points = min(int(n) for n in found.groups()) if found else 0
    if points == 0:
        raise xa.Failure(
            f"this SIESTA never asked for {request.functional.name}: it calculated with a functional of its own",
            "unusable-input", "build it with the call that docs/export.md describes, or choose a functional that it has")


def fdf(request, cell, usual, electrons):
    settings = request.settings
    kind, author = ("GGA", "PBE")
    if request.functional.libxc:
        kind, author = FUNCTIONALS[tuple(request.functional.libxc)]
    lines = ["SystemName xcflow", "SystemLabel xcflow", f"NumberOfAtoms {len(cell.symbols)}",
             f"NumberOfSpecies {len(cell.species)}", "%block ChemicalSpeciesLabel"]
    lines += [f" {i + 1} {xp.NUMBERS[s]} {s}" for i, s in enumerate(cell.species)]
    lines += ["%endblock ChemicalSpeciesLabel", "LatticeConstant 1.0 Bohr", "%block LatticeVectors"]
    lines += [" " + " ".join(f"{x:.12f}" for x in row) for row in cell.lattice]
    lines += ["%endblock LatticeVectors", "AtomicCoordinatesFormat Fractional",
              "%block AtomicCoordinatesAndAtomicSpecies"]
    lines += [" " + " ".join(f"{x:.14f}" for x in f) + f" {cell.species.index(s) + 1}"
              for f, s in zip(cell.fractional, cell.symbols)]
    lines += ["%endblock AtomicCoordinatesAndAtomicSpecies"]
    if not cell.molecule:
        k = cell.kpoints
        lines += ["%block kgrid_Monkhorst_Pack"]
        lines += [" " + " ".join(str(k[i] if i == j else 0) for j in range(3)) + (" 0.5" if k[i] % 2 == 0 else " 0.0")
                  for i in range(3)]
        lines += ["%endblock kgrid_Monkhorst_Pack"]
    volume = lambda rows: abs(sum(a * b for a, b in zip(rows[0], [
        rows[1][1] * rows[2][2] - rows[1][2] * rows[2][1], rows[1][2] * rows[2][0] - rows[1][0] * rows[2][2],
        rows[1][0] * rows[2][1] - rows[1][1] * rows[2][0]])))
    # The same mesh at all volumes of an equation of state: the cutoff goes with the cell.
    scale = (volume(cell.largest) / volume(cell.lattice)) ** (2 / 3)
    scale *= 1 if scale == 1 else 0.9999
    width = settings.get("smearing-width") or (cell.width if cell.smearing else 1e-4)
    if cell.unpaired >= electrons:
        # A spin without electrons stays empty: a broad occupation would leave a trace, on whose potential nothing converges.
        width = 1e-4
    lines += [f"PAO.BasisSize {usual['basis']}", f"PAO.EnergyShift {2 * usual['energy-shift']:.8f} Ry",
              f"MeshCutoff {2 * usual['mesh-cutoff'] * scale:.6f} Ry", f"XC.functional {kind}", f"XC.authors {author}",
              f"ElectronicTemperature {2 * width:.8f} Ry", "OccupationFunction FD",
              f"MaxSCFIterations {settings['max-iterations']}", "SCF.MustConverge true",
              f"SCF.DM.Tolerance {settings['density-tolerance']:.3e}", "SCF.H.Tolerance 1.e-4 eV",
              f"SCF.Mixer.Weight {settings['mixing-weight']}", "SCF.Mixer.History 6", "SaveRho true",
              "DM.UseSaveDM true", "MD.NumCGsteps 0", "MD.TypeOfRun CG", "WriteForces true", "SolutionMethod diagon"]
    if cell.charge:
        lines += [f"NetCharge {cell.charge}"]
    if cell.unpaired:
        lines += ["Spin polarized"]
        # With no electron of one spin SIESTA finds no Fermi level of it; the start is fully polarised, and stays so.
        lines += ["Spin.Fix true", f"Spin.Total {cell.unpaired}"] if electrons > cell.unpaired else []
    return "\n".join(lines) + "\n"


def read_energies(output, request):
    """Parts in Ha that sum to the free energy: rounded ones of the file of variables, and a remainder that makes up for
    the digits; the total with the digits of the output."""
    with open(request.path("OUTVARS.yml"), encoding="utf-8") as file:
        parts = {key: float(value) / 2 for key, value in re.findall(r"^\s+(\w+):\s+(-?[\d.]+E[+-]\d+)\s*$", file.read(),
                                                                    re.MULTILINE)}
    exact = re.findall(r"^siesta:\s+FreeEng =\s+(-?[\d.]+)", output, re.MULTILINE)
    if "FreeEng" not in parts or not exact:
        raise xa.Failure("SIESTA's output has no energy", "crashed")
    free = float(exact[-1]) / (2 * RYDBERG_EV)
    if abs(free - parts["FreeEng"]) > 1e-4:
        raise xa.Failure(f"SIESTA's files contradict each other: {free} and {parts['FreeEng']} Ha", "wrong-solution")
    energies = {"kinetic": parts["Ekin"], "non-local-pseudopotential": parts["Enl"],
                "exchange-correlation": parts["Exc"], "neutral-atoms": parts["Ena"] + parts["DEna"],
                "coulomb-of-changes": parts["DUscf"] + parts["DUext"]}
    energies["other"] = free - sum(energies.values())
    energies["free"] = free
    return energies


def mesh(output):
    found = re.search(r"InitMesh: MESH =\s+(\d+) x\s+(\d+) x\s+(\d+)", output)
    return [int(n) for n in found.groups()] if found else None


def numbers(path):
    with open(path, encoding="ascii") as file:
        return [float(word) for word in file.read().split()]


def fermi_level(request):
    return numbers(request.path("xcflow.EIG"))[0] / (2 * RYDBERG_EV)


def orbital_energies(request):
    """Of the first k-point, all spins, Ha."""
    values = numbers(request.path("xcflow.EIG"))
    bands, spins = int(values[1]), int(values[2])
    return [e / (2 * RYDBERG_EV) for e in values[5:5 + bands * spins]]


def forces(request):
    """Ha/bohr."""
    values = numbers(request.path("xcflow.FA"))
    scale = xp.BOHR / (2 * RYDBERG_EV)
    return [[scale * values[1 + 4 * i + 1 + x] for x in range(3)] for i in range(int(values[0]))]


def density(request, electrons):
    """From the .RHO: records of Fortran with the cell, the mesh and rows of single precision."""
    import numpy as np

    with open(request.path("xcflow.RHO"), "rb") as file:
        content = file.read()
    lattice = np.frombuffer(content, "<f8", 9, 4).reshape(3, 3)
    n1, n2, n3, spins = struct.unpack_from("<4i", content, 84)
    rows = np.frombuffer(content, "<f4", offset=104).reshape(spins, n3, n2, n1 + 2)[..., 1:-1]
    grids = [np.ascontiguousarray(rows[s].transpose(2, 1, 0), dtype=float) for s in range(spins)]
    # SIESTA differentiates on its mesh; partial cores are not in the file.
    tolerance = max(2e-3, 2e-4 * electrons)
    return xp.density(lattice.tolist(), grids[0], grids[1] if spins == 2 else None, electrons, tolerance)


if __name__ == "__main__":
    xa.run(Siesta())
