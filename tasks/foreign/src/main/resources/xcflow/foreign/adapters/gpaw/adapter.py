"""GPAW behind protocol 1 of xcflow: plane waves and PAW datasets, in this process."""

import importlib.util
import math
import sys

import xcflow_adapter as xa
import xcflow_periodic as xp

PROTOCOLS = {"fast": {"cutoff": 13.0}, "balanced": {"cutoff": 18.0}, "precise": {"cutoff": 26.0}}
NAMES = {
    ("GGA_X_PBE", "GGA_C_PBE"): "PBE", ("GGA_X_PBE_R", "GGA_C_PBE"): "revPBE", ("GGA_X_RPBE", "GGA_C_PBE"): "RPBE",
    ("LDA_X", "LDA_C_PW"): "LDA",
}


class Gpaw(xa.Adapter):
    version = "2"

    def hello(self):
        if importlib.util.find_spec("gpaw") is None:
            raise xa.Failure(f"{sys.executable} has no GPAW", "missing",
                             "install it with pip, and name that Python with 'python:' in .xcflow/engines/gpaw.yaml")
        versions = xa.package_versions("gpaw", "ase", "numpy", "scipy")
        versions["python"] = ".".join(map(str, sys.version_info[:3]))
        versions["xcflow_periodic"] = xp.VERSION
        return xa.Hello("GPAW", versions.pop("gpaw", "unknown"), versions)

    def solve(self, request):
        import density
        from ase import Atoms
        from gpaw import GPAW, PW, FermiDirac, KohnShamConvergenceError, MarzariVanderbilt

        settings = request.settings
        usual = xp.protocol(settings, PROTOCOLS)
        cell = xp.Cell(request, usual)
        if request.start:
            raise xa.Failure("a start is not passed on to GPAW: begin without one")
        atoms = Atoms(cell.symbols, scaled_positions=cell.fractional, pbc=not cell.molecule,
                      cell=[[x * xp.BOHR for x in row] for row in cell.lattice])
        spin = cell.unpaired > 0
        if spin:
            atoms.set_initial_magnetic_moments([cell.unpaired / len(cell.symbols)] * len(cell.symbols))
        if cell.molecule:
            occupations = {"name": "fixed-uniform" if spin else "fermi-dirac", "width": 0.0, "fixmagmom": spin}
            if spin:
                occupations = {"name": "fermi-dirac", "width": 1e-4, "fixmagmom": True}
        elif cell.smearing in ("cold", "marzari-vanderbilt"):
            occupations = MarzariVanderbilt(cell.width * xp.HARTREE)
        else:
            occupations = FermiDirac(cell.width * xp.HARTREE if cell.smearing else 1e-4)
        grid = xp.fft_divisions(cell.largest, usual["cutoff"])
        try:
            calculator = GPAW(
                mode=PW(usual["cutoff"] * xp.HARTREE), xc=functional(request), kpts={"size": cell.kpoints, "gamma": True},
                gpts=[4 * -(-n // 4) for n in grid], occupations=occupations, spinpol=spin, charge=cell.charge,
                symmetry={} if not cell.molecule else "off", txt=request.path("log"), maxiter=settings["max-iterations"],
                convergence={"density": settings["density-tolerance"], "energy": 1e-6, "eigenstates": 1e-8})
            atoms.calc = calculator

            def observe():
                energy = calculator.hamiltonian.e_total_extrapolated if hasattr(calculator, "hamiltonian") else 0.0
                request.iteration(calculator.scf.niter, energy or 0.0)

            if hasattr(calculator, "attach"):
                calculator.attach(observe, 1)
            free = atoms.get_potential_energy(force_consistent=True) / xp.HARTREE
        except KohnShamConvergenceError as e:
            raise xa.NotConverged(f"GPAW did not converge: {e}") from e
        except FileNotFoundError as e:
            raise xa.Failure(f"GPAW lacks a PAW dataset: {e}", "missing",
                             "install the datasets (package gpaw-data, or 'gpaw install-data')") from e
        h = calculator.hamiltonian
        # GPAW's energies are those beside the atoms of the datasets; exchange and correlation of those are known.
        atoms_xc = sum(setup.xc_correction.e_xc0 for setup in calculator.setups)
        energies = {"kinetic": h.e_kinetic, "coulomb": h.e_coulomb, "local-potential": h.e_zero,
                    "exchange-correlation": h.e_xc + atoms_xc, "entropy": h.e_entropy}
        energies = {name: float(e) for name, e in energies.items()}
        energies["other"] = free - sum(energies.values())
        forces = lambda: (atoms.get_forces() / xp.HARTREE * xp.BOHR).tolist()
        return xa.Solution(
            energy=free, iterations=calculator.get_number_of_iterations(), energies=energies,
            spin_squared=xp.spin_squared(cell), highest_level=highest(calculator.wfs.fermi_levels),
            details={"pseudopotentials": "PAW datasets of PBE, their cores frozen", "cutoff": usual["cutoff"], "kpoints": cell.kpoints,
                     "protocol": settings["protocol"], "reference": float(calculator.get_reference_energy()) / xp.HARTREE
                     if hasattr(calculator, "get_reference_energy") else 0.0},
            forces=forces, density=lambda: density.density(calculator))


def highest(levels):
    """The greater Fermi level; a spin without electrons has none."""
    return max((float(level) for level in levels if math.isfinite(level)), default=None)


def functional(request):
    """libxc's parts, so that the parent of a clone is not GPAW's own PBE; or the exported package."""
    if not request.functional.libxc:
        return request.functional.module().gpaw()
    from gpaw.xc import XC
    from gpaw.xc.libxc import LibXC

    name = NAMES.get(tuple(request.functional.libxc), "+".join(request.functional.libxc))
    try:
        return XC(LibXC(name))
    except (NameError, ValueError, KeyError) as e:
        raise xa.Failure(f"GPAW's libxc has no {name}: {e}") from e


if __name__ == "__main__":
    xa.run(Gpaw())
