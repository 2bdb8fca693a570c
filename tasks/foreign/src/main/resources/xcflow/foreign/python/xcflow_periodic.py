"""For adapters of programs that calculate in a repeated cell: boxes, k-points, precision protocols, densities on even
grids, and the GTH pseudopotentials of xcflow in the forms that programs read. Needs numpy where there are arrays."""

import json
import math
import os

import xcflow_adapter as xa

VERSION = "1"

BOHR = 0.529177210903  # angstrom
HARTREE = 27.211386245988  # eV

#: Distance of neighbouring k-points along each reciprocal vector, 1/angstrom (2 pi included), and the edge of the box
#: around molecules: distance of its nearest face to the outermost atoms, bohr.
PROTOCOLS = {
    "fast": {"k-distance": 0.35, "margin": 7.0},
    "balanced": {"k-distance": 0.20, "margin": 9.0},
    "precise": {"k-distance": 0.13, "margin": 11.0},
}

#: Numbers of functionals in libxc.
LIBXC = {
    "LDA_X": 1, "LDA_C_VWN": 7, "LDA_C_PZ": 9, "LDA_C_PW": 12, "LDA_C_PW_MOD": 13,
    "GGA_X_PBE": 101, "GGA_X_PBE_R": 102, "GGA_X_B88": 106, "GGA_X_PW91": 109, "GGA_X_PBE_SOL": 116,
    "GGA_X_RPBE": 117, "GGA_C_PBE": 130, "GGA_C_LYP": 131, "GGA_C_P86": 132, "GGA_C_PBE_SOL": 133, "GGA_C_PW91": 134,
}


class Cell:
    """What is calculated, in a cell: lattice (rows, bohr), fractional coordinates, symbols; molecules stand in the
    middle of a box. scan: largest lattice of an equation of state, else None."""

    def __init__(self, request, usual):
        structure, settings = request.structure, request.settings
        self.symbols = structure.symbols
        self.species = list(dict.fromkeys(self.symbols))
        self.molecule = structure.kind == "molecule"
        self.charge = structure.charge
        self.unpaired = structure.unpaired
        if self.molecule:
            self.lattice, self.fractional = _boxed(structure, settings, usual)
            self.kpoints = [1, 1, 1]
            self.largest = self.lattice
            self.smearing = settings.get("smearing") or None
        else:
            self.lattice = structure.lattice
            self.fractional = structure.fractional
            self.largest = request.series.get("largest-lattice") or self.lattice
            self.kpoints = settings.get("kpoints") or kpoints(self.largest, usual["k-distance"])
            recommended = structure.recommended.get("smearing")
            self.smearing = settings.get("smearing") or (recommended and str(recommended).lower()) or None
            if any(structure.moments or []):
                raise xa.Failure("starting moments of a crystal's atoms are not passed on; leave them out")
        if len(self.kpoints) != 3 or min(self.kpoints) < 1:
            raise xa.Failure("'kpoints' must be three numbers of at least 1")
        if self.smearing in ("none", "None"):
            self.smearing = None
        self.width = settings.get("smearing-width") or structure.recommended.get("smearing-width") or 0.01

    def cartesian(self):
        return [[sum(f[i] * self.lattice[i][x] for i in range(3)) for x in range(3)] for f in self.fractional]


def protocol(settings, own):
    """Values of the chosen precision protocol: those of this module, and the program's own."""
    name = settings["protocol"]
    values = dict(PROTOCOLS[name])
    values.update(own[name])
    for key in values:
        if settings.get(key) is not None:
            values[key] = settings[key]
    return values


def _boxed(structure, settings, usual):
    box = settings.get("box")
    low = [min(p[x] for p in structure.positions) for x in range(3)]
    high = [max(p[x] for p in structure.positions) for x in range(3)]
    if box:
        edges = list(box) * 3 if len(box) == 1 else list(box)
        if len(edges) != 3 or any(e <= h - l for e, h, l in zip(edges, high, low)):
            raise xa.Failure("'box' needs one or three edges in bohr that are longer than the molecule")
    else:
        # One edge for all molecules of common size: atoms and molecules cancel their errors.
        longest = max(h - l for h, l in zip(high, low)) + 2 * usual["margin"]
        edges = [4.0 * math.ceil(longest / 4.0)] * 3
    lattice = [[edges[i] if i == x else 0.0 for x in range(3)] for i in range(3)]
    middle = [(h + l) / 2 for h, l in zip(high, low)]
    fractional = [[(p[x] - middle[x]) / edges[x] + 0.5 for x in range(3)] for p in structure.positions]
    return lattice, fractional


def reciprocal(lattice):
    """Rows of the reciprocal lattice, with 2 pi, 1/bohr."""
    a, b, c = lattice
    cross = lambda u, v: [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    volume = sum(x * y for x, y in zip(a, cross(b, c)))
    return [[2 * math.pi / volume * x for x in cross(u, v)] for u, v in ((b, c), (c, a), (a, b))]


def kpoints(lattice, distance):
    """Divisions with at most this distance (1/angstrom) between neighbours."""
    lengths = [math.sqrt(sum(x * x for x in row)) / BOHR for row in reciprocal(lattice)]
    return [max(1, math.ceil(length / distance - 1e-9)) for length in lengths]


def fft_divisions(lattice, cutoff):
    """Points of a grid, products of 2, 3 and 5, that hold all products of plane waves up to a cutoff in Ha."""
    divisions = []
    for row in lattice:
        needed = math.ceil(2 * math.sqrt(2 * cutoff) * math.sqrt(sum(x * x for x in row)) / math.pi) + 1
        while _odd(needed) != 1:
            needed += 1
        divisions.append(needed)
    return divisions


def _odd(n):
    for p in (2, 3, 5):
        while n % p == 0:
            n //= p
    return n


# ---- densities ----------------------------------------------------------------------------------------------------


def density(lattice, up, down, electrons, energy_tolerance):
    """A Density from both spins on a grid [n1, n2, n3] that divides the cell evenly (down None: not polarised). The
    gradients are those of the Fourier series; points that hold nothing are left out."""
    import numpy as np

    shape = up.shape
    weight = abs(np.linalg.det(np.array(lattice))) / up.size
    spins = [up / 2] if down is None else [up, down]
    gradients = [gradient(lattice, spin) for spin in spins]
    if down is None:
        spins, gradients = spins * 2, gradients * 2
    kept = weight * (spins[0] + spins[1]) > 1e-14
    dot = lambda a, b: sum(x[kept] * y[kept] for x, y in zip(a, b))
    clipped = [np.maximum(spin[kept], 0.0) for spin in spins]
    arrays = {
        "weight": np.full(int(kept.sum()), weight), "rho_a": clipped[0], "rho_b": clipped[1],
        "sigma_aa": dot(gradients[0], gradients[0]), "sigma_ab": dot(gradients[0], gradients[1]),
        "sigma_bb": dot(gradients[1], gradients[1]),
    }
    assert shape == spins[0].shape
    return xa.Density(arrays, electrons=electrons, electrons_tolerance=2e-3, energy_tolerance=energy_tolerance)


def gradient(lattice, values):
    import numpy as np

    waves = np.array(reciprocal(lattice))
    transformed = np.fft.fftn(values)
    result = [np.zeros(values.shape) for _ in range(3)]
    for axis, n in enumerate(values.shape):
        numbers = np.fft.fftfreq(n, 1 / n)
        if n % 2 == 0:
            numbers[n // 2] = 0
        shape = [1, 1, 1]
        shape[axis] = n
        derivative = np.fft.ifftn(1j * numbers.reshape(shape) * transformed).real
        for x in range(3):
            result[x] += waves[axis][x] * derivative
    return result


def read_cube(path):
    """Values of a cube [n1, n2, n3] and the rows of its cell."""
    import numpy as np

    with open(path, encoding="ascii") as file:
        file.readline()
        file.readline()
        atoms = abs(int(file.readline().split()[0]))
        shape, lattice = [], []
        for _ in range(3):
            words = file.readline().split()
            shape.append(int(words[0]))
            lattice.append([int(words[0]) * float(w) for w in words[1:4]])
        for _ in range(atoms):
            file.readline()
        values = np.array(file.read().split(), dtype=float)
    if values.size != shape[0] * shape[1] * shape[2]:
        raise xa.Failure(f"{os.path.basename(path)} is truncated", "crashed")
    return values.reshape(shape), lattice


def spins(total, difference):
    """Both spin densities from their sum and difference (None: not polarised)."""
    return (total, None) if difference is None else ((total + difference) / 2, (total - difference) / 2)


# ---- GTH pseudopotentials -----------------------------------------------------------------------------------------


def gth(symbol, settings):
    """The bundled GTH pseudopotential of an element made for PBE: the one that is named, or that of the fewest valence
    electrons."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "gth-pbe.json"), encoding="utf-8") as file:
        library = json.load(file)["pseudopotentials"]
    wanted = (settings.get("pseudopotentials") or {}).get(symbol)
    of = {name: p for name, p in library.items() if p["element"] == symbol}
    if wanted:
        name = wanted if wanted in of else f"{symbol}-{wanted}"
        if name in of:
            return name, of[name]
        raise xa.Failure(f"there is no pseudopotential '{wanted}' of {symbol}; there are {', '.join(sorted(of)) or 'none'}")
    if not of:
        raise xa.Failure(f"there is no GTH pseudopotential of {symbol}", "missing",
                         f"give one of your own for {symbol} in 'pseudopotentials'")
    name = min(of, key=lambda n: of[n]["valence_electrons"])
    return name, of[name]


def valence(cell, settings):
    """Electrons outside the cores."""
    return sum(gth(s, settings)[1]["valence_electrons"] for s in cell.symbols) - cell.charge


def write_psp10(path, symbol, number, pseudo):
    """For ABINIT (and Quantum ESPRESSO, as .gth): format 10."""
    local = list(pseudo["c_loc"]) + [0.0] * (4 - len(pseudo["c_loc"]))
    used = len(pseudo["c_loc"])
    # Without projectors, one channel that has none: readers count from l = 0 on.
    channels = pseudo["projectors"] or [{"l": 0, "r": pseudo["r_loc"], "h": []}]
    lmax = max([c["l"] for c in channels], default=0)
    lines = [f"{symbol} GTH of xcflow", f"{number} {pseudo['valence_electrons']} 260101",
             f"10 11 {lmax} 0 2001 0",
             f"{pseudo['r_loc']:.12f} {used} " + " ".join(f"{c:.12f}" for c in local[:used])]
    lines.append(str(len(channels)))
    for channel in channels:
        h = channel["h"]
        n = len(h)
        rows = []
        for i in range(n):
            rows.append(" ".join(f"{h[i][j]:.12f}" for j in range(i, n)))
        lines.append(f"{channel['r']:.12f} {n} " + (rows[0] if rows else ""))
        lines.extend(rows[1:])
        if channel["l"] > 0:
            for i in range(n):
                lines.append(" ".join("0.0" for _ in range(i, n)))
    with open(path, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


def cp2k_potential(symbol, name, pseudo):
    """For CP2K: an entry of a potential file."""
    occupation = " ".join(str(int(x)) for x in pseudo["occupation_by_l"])
    lines = [f"{symbol} {name}", occupation,
             f"{pseudo['r_loc']:.10f} {len(pseudo['c_loc'])} " + " ".join(f"{c:.10f}" for c in pseudo["c_loc"]),
             str(len(pseudo["projectors"]))]
    for channel in pseudo["projectors"]:
        h, n = channel["h"], len(channel["h"])
        rows = [" ".join(f"{h[i][j]:.10f}" for j in range(i, n)) for i in range(n)]
        lines.append(f"{channel['r']:.10f} {n} " + (rows[0] if rows else ""))
        lines.extend(rows[1:])
    return "\n".join(lines) + "\n"


NUMBERS = {symbol: i + 1 for i, symbol in enumerate(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb "
    "Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au "
    "Hg Tl Pb Bi Po At Rn".split())}


def spin_squared(cell):
    """Of a state with these unpaired electrons; the programs give none."""
    return cell.unpaired / 2 * (cell.unpaired / 2 + 1)


def output_version(words, pattern, arguments=("--version",), cwd=None, seconds=100):
    """First match of a pattern in what a program says of itself; None if it says nothing of the kind."""
    import re
    import subprocess

    try:
        said = subprocess.run([*words, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=seconds, cwd=cwd, check=False).stdout
    except OSError:
        return None
    except subprocess.TimeoutExpired as e:
        # A busy machine is no reason to call it another program.
        raise xa.Failure(f"{' '.join([*words, *arguments])} did not say its version within {seconds} s", "crashed",
                         "try again when the machine has less to do") from e
    found = re.search(pattern, said.decode("utf-8", "replace"))
    return found.group(1) if found else None


def linked_libxc(executable):
    """Whether a program is linked with libxc as a shared library, and how it is called."""
    import shutil
    import subprocess

    path = shutil.which(executable)
    if not path:
        return None
    said = subprocess.run(["ldd", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    names = [line.split()[0] for line in said.decode("utf-8", "replace").splitlines() if "libxc" in line
             and not any(other in line for other in ("libxcb", "libxcf"))]
    return names[0] if names else None


def tail(path, lines=12):
    """The end of a file, for a message."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return " / ".join(line.strip() for line in file.read().splitlines()[-lines:] if line.strip())[-600:]
    except OSError:
        return ""
