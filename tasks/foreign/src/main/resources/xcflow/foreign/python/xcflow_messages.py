"""What an adapter is asked and what it answers, as xcflow_adapter gives it on."""

import os
import sys


class Failure(Exception):
    """Something that the user should read. Kinds: unusable-input, missing, not-converged,
    wrong-solution, crashed."""

    def __init__(self, message, kind="unusable-input", help=""):
        super().__init__(message)
        self.kind = kind
        self.help = help


class NotConverged(Failure):
    """No solution was found."""

    def __init__(self, message, help=""):
        super().__init__(message, "not-converged", help)


class Cancelled(Exception):
    """xcflow wants the result no more."""


class Hello:
    """How an adapter introduces itself.

    libraries: versions of what the numbers depend on; lacks: what the program, as it is here, cannot do
    although the descriptor offers it, by the names of the capabilities (and "exported"), with a sentence each.
    """

    def __init__(self, program, version, libraries=None, lacks=None):
        self.program = program
        self.version = version
        self.libraries = libraries or {}
        self.lacks = lacks or {}


class Solution:
    """What was found. Energies in Ha, forces in Ha/bohr, the dipole in atomic units.

    energies: parts by name that sum to the energy; "exchange-correlation" is checked against the density.
    density: a function that gives a Density; start(path): writes a file from which another calculation can begin;
    forces: a function that gives a list of three numbers for each atom. They are called only if asked for.
    """

    def __init__(self, energy, iterations, energies=None, spin_squared=None, dipole=None, highest_level=None,
                 orbital_energies=None, details=None, warnings=None, density=None, start=None, forces=None):
        self.energy = energy
        self.iterations = iterations
        self.energies = energies or {}
        self.spin_squared = spin_squared
        self.dipole = dipole
        self.highest_level = highest_level
        self.orbital_energies = orbital_energies
        self.details = details or {}
        self.warnings = warnings or []
        self.density = density
        self.start = start
        self.forces = forces

    def warn(self, code, text):
        self.warnings.append({"code": code, "text": text})


class Density:
    """The density at points with weights: arrays weight, rho_a, rho_b, sigma_aa, sigma_ab, sigma_bb and, where the
    program has it, tau_a and tau_b. All in atomic units; a density without spin is two equal halves.

    electrons: their number, where it is not that of the atoms (pseudopotentials); the tolerances say how exactly the
    grid integrates: electrons relatively, energy in Ha.
    """

    def __init__(self, arrays, electrons=None, electrons_tolerance=None, energy_tolerance=None):
        self.arrays = arrays
        self.electrons = electrons
        self.electrons_tolerance = electrons_tolerance
        self.energy_tolerance = energy_tolerance


class Structure:
    """Atoms. kind: molecule or crystal; positions in bohr; of crystals also lattice (rows, bohr), fractional
    coordinates, moments and recommended settings of xcflow's library; of molecules charge and unpaired electrons."""

    def __init__(self, parts):
        self.name = parts["name"]
        self.kind = parts["kind"]
        self.symbols = parts["symbols"]
        self.positions = parts["positions"]
        self.charge = parts.get("charge", 0)
        self.unpaired = parts.get("unpaired", 0)
        self.lattice = parts.get("lattice")
        self.fractional = parts.get("fractional")
        self.moments = parts.get("moments")
        self.recommended = parts.get("recommended", {})


class Functional:
    """What to calculate with: libxc names of its parts, or an exported functional of xcflow with its digest.

    libxc: for example ["GGA_X_PBE", "GGA_C_PBE"], or None; python: directory with the exported package, and module():
    the package itself; c: directory with C source; environment: variables for programs that use libxc.
    """

    def __init__(self, parts):
        self.name = parts["name"]
        self.rung = parts["rung"]
        self.libxc = parts.get("libxc")
        self.digest = parts.get("digest")
        self.identifier = parts.get("identifier")
        self.python = parts.get("python")
        self.c = parts.get("c")
        self.libxc_library = parts.get("libxc-library")
        self.environment = parts.get("environment", {})

    def module(self):
        """The exported Python package, imported; each functional has a name of its own in this process."""
        import importlib

        source = os.path.join(self.python, "src")
        if not os.path.isdir(source):
            source = self.python
        for name in [m for m in sys.modules if m == self.identifier or m.startswith(self.identifier + ".")]:
            del sys.modules[name]
        sys.path.insert(0, source)
        try:
            return importlib.import_module(self.identifier)
        finally:
            sys.path.remove(source)
