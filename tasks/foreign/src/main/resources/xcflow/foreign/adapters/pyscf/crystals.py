"""Crystals: valence electrons, GTH pseudopotentials, Gaussian basis sets, k-points."""

import numpy as np
import xcflow_adapter as xa
from pyscf.pbc import dft, gto, tools

import common

METHODS = {"fermi-dirac": "fermi", "gaussian": "gauss"}


def identity(request):
    s = request.structure
    return (s.kind, s.symbols, s.fractional, s.lattice, request.settings, request.series)


class Crystal:
    """One cell; what does not depend on the functional is kept for the next one."""

    def __init__(self, request):
        self.parts = identity(request)
        structure, settings = request.structure, request.settings
        if any(structure.moments or []):
            raise xa.Failure(f"{structure.name} has magnetic moments, and crystals have equal spins here")
        symmetry = settings["cell-symmetry"]
        cell = gto.Cell(verbose=0, unit="B", a=np.array(structure.lattice), basis=settings["cell-basis"],
                        pseudo=settings["pseudopotentials"], ke_cutoff=settings["cutoff"],
                        space_group_symmetry=symmetry, symmorphic=False)
        cell.atom = [(symbol, tuple(xyz)) for symbol, xyz in zip(structure.symbols, structure.positions)]
        if request.series:
            cell.mesh = np.maximum(*(
                tools.cutoff_to_mesh(np.array(request.series[which]), settings["cutoff"])
                for which in ("smallest-lattice", "largest-lattice")))
        try:
            cell.build()
        except (KeyError, RuntimeError, ValueError) as e:
            raise xa.Failure(f"PySCF refuses the cell: {str(e).strip() or type(e).__name__}",
                             help="see 'cell-basis' and 'pseudopotentials'") from e
        bare = [a for a in range(cell.natm) if cell.atom_symbol(a) not in cell._pseudo]
        if bare:
            raise xa.Failure(f"{cell.atom_symbol(bare[0])} has no pseudopotential {settings['pseudopotentials']}")
        kpoints = settings.get("kpoints") or structure.recommended.get("kpoints")
        if not kpoints or len(kpoints) != 3:
            raise xa.Failure(f"{structure.name} needs 'kpoints', three numbers of divisions")
        self.cell = cell
        self.divisions = kpoints
        self.kpts = cell.make_kpts(kpoints, space_group_symmetry=symmetry, time_reversal_symmetry=symmetry)
        self.symmetry = symmetry

    def method(self, request):
        settings = request.settings
        mf = dft.KRKS(self.cell, self.kpts)
        if settings["multigrid"]:
            if request.functional.rung not in ("lda", "gga"):
                raise xa.Failure("'multigrid' takes LDA and GGA only: say 'multigrid: false'")
            mf = mf.multigrid_numint()
        common.set_functional(mf, request.functional)
        mf.conv_tol = settings["energy-tolerance"]
        mf.max_cycle = settings["max-iterations"]
        if settings["smearing"] != "none":
            mf = mf.smearing(sigma=settings["smearing-width"], method=METHODS[settings["smearing"]])
        return mf

    def solve(self, request):
        mf = self.method(request)
        common.converge(mf, request, common.start(request, mf))
        return solution(self, mf, request)


def solution(crystal, mf, request):
    summary = mf.scf_summary
    smeared = request.settings["smearing"] != "none"
    energy = float(mf.e_free if smeared else mf.e_tot)
    energies = {"one-electron": float(np.real(summary["e1"])), "coulomb": float(np.real(summary["coul"])),
                "exchange-correlation": float(np.real(summary["exc"])), "nuclear-repulsion": float(mf.energy_nuc())}
    if smeared:
        energies["entropy-term"] = energy - float(mf.e_tot)
    energies["other"] = energy - sum(energies.values())
    occupied = [np.asarray(e)[np.asarray(o) > 1e-6] for e, o in zip(mf.mo_energy, mf.mo_occ)]
    dm = np.asarray(mf.make_rdm1())
    cell = crystal.cell
    return xa.Solution(
        energy=energy, iterations=mf.xcflow_iterations, energies=energies, spin_squared=0,
        highest_level=max(e.max() for e in occupied if e.size),
        details={"formula": common.formula(request.structure.symbols), "electrons": int(cell.nelectron),
                 "volume-bohr3": float(cell.vol), "kpoints": list(crystal.divisions), "functions": int(cell.nao),
                 "irreducible-kpoints": len(mf.mo_energy), "grid": [int(n) for n in cell.mesh],
                 "basis": request.settings["cell-basis"], "pseudopotentials": request.settings["pseudopotentials"]},
        density=lambda: density(crystal, mf, dm), start=lambda path: common.save(path, dm),
    )


def density(crystal, mf, dm):
    cell, kpts = crystal.cell, crystal.kpts
    if crystal.symmetry:
        dm, kpts = kpts.transform_dm(dm), kpts.kpts
    ni = dft.numint.KNumInt(kpts)
    grids = dft.gen_grid.UniformGrids(cell)
    grids.build()
    meta = ni._xc_type(mf.xc) == "MGGA" if mf.xc and mf._numint.libxc is dft.numint.KNumInt.libxc else False
    columns, weights = [], []
    for ao, _, mask, weight, _ in ni.block_loop(cell, grids, cell.nao, 1, kpts=kpts, max_memory=500):
        columns.append(ni.eval_rho(cell, ao, dm, mask, xctype="MGGA" if meta else "GGA", hermi=1, with_lapl=False))
        weights.append(weight)
    half = np.hstack(columns) / 2
    return xa.Density(common.variables(np.hstack(weights), [half, half], meta), electrons=cell.nelectron,
                      energy_tolerance=2e-3)
