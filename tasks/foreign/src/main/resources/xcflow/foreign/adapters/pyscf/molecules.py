"""Molecules: restricted and unrestricted Kohn-Sham."""

import numpy as np
import xcflow_adapter as xa
from pyscf import dft, gto, lib, symm

import common


def identity(request):
    s = request.structure
    return (s.kind, s.symbols, s.positions, s.charge, s.unpaired, request.settings)


class Molecule:
    """One molecule; what does not depend on the functional is kept for the next one."""

    def __init__(self, request):
        self.parts = identity(request)
        structure, settings = request.structure, request.settings
        try:
            self.mol = gto.M(
                atom=[(symbol, tuple(xyz)) for symbol, xyz in zip(structure.symbols, structure.positions)],
                unit="bohr", charge=structure.charge, spin=structure.unpaired, basis=basis(settings["basis"]),
                cart=settings["cartesian"], symmetry=settings.get("symmetry") or False, verbose=0,
            )
        except (KeyError, RuntimeError, ValueError, symm.PointGroupSymmetryError) as e:
            raise xa.Failure(f"PySCF refuses the molecule: {str(e).strip() or type(e).__name__}") from e
        if self.mol.has_ecp():
            raise xa.Failure("the basis set has an effective core potential, which densities would not show")
        self.grids = dft.gen_grid.Grids(self.mol)
        self.grids.level = settings["grid"]
        self.eri = None

    def method(self, request):
        settings = request.settings
        unrestricted = self.mol.spin > 0 or settings["unrestricted"]
        mf = (dft.UKS if unrestricted else dft.RKS)(self.mol)
        if settings["density-fitting"]:
            mf = mf.density_fit()
        common.set_functional(mf, request.functional)
        mf.grids = self.grids
        mf.conv_tol = settings["energy-tolerance"]
        mf.max_cycle = settings["max-iterations"]
        mf._eri = self.eri
        if settings.get("irreps"):
            if not settings.get("symmetry"):
                raise xa.Failure("'irreps' needs 'symmetry'")
            mf.irrep_nelec = {name: tuple(n) if isinstance(n, list) else n
                              for name, n in settings["irreps"].items()}
        return mf

    def solve(self, request):
        mf = self.method(request)
        common.converge(mf, request, common.start(request, mf))
        self.eri = mf._eri
        return solution(mf, request)


def basis(setting):
    if not isinstance(setting, dict):
        return setting
    with open(setting["file"], encoding="utf-8") as file:
        text = file.read()
    symbols = {line.split()[0] for line in text.splitlines()
               if line.split() and line.split()[0].isalpha() and len(line.split()) == 2}
    found = {}
    for symbol in symbols:
        try:
            found[symbol] = gto.basis.parse(text, symbol)
        except Exception:
            continue
    if not found:
        raise xa.Failure(f"{setting['name']} is no basis set in the format of NWChem")
    return found


def solution(mf, request):
    summary = mf.scf_summary
    semilocal = summary["exc"].real
    energies = {"one-electron": summary["e1"].real, "coulomb": summary["coul"].real,
                "nuclear-repulsion": summary["nuc"].real}
    ni = mf._numint
    dm = mf.make_rdm1()
    if ni.libxc.is_hybrid_xc(mf.xc):
        nr = ni.nr_uks if np.ndim(dm) == 3 else ni.nr_rks
        semilocal = nr(mf.mol, mf.grids, mf.xc, dm)[1]
        energies["exact-exchange"] = summary["exc"].real - semilocal
    energies["exchange-correlation"] = semilocal
    energies["other"] = mf.e_tot - sum(energies.values())
    occupied = [np.asarray(e)[np.asarray(o) > 0] for e, o in zip(np.atleast_2d(mf.mo_energy), np.atleast_2d(mf.mo_occ))]
    with lib.temporary_env(mf.mol, verbose=0):
        dipole = mf.dip_moment(unit="au", verbose=0)
    return xa.Solution(
        energy=mf.e_tot, iterations=mf.xcflow_iterations, energies=energies, spin_squared=mf.spin_square()[0],
        dipole=dipole, highest_level=max(e.max() for e in occupied if e.size), orbital_energies=mf.mo_energy,
        details={"formula": common.formula(request.structure.symbols), "functions": int(mf.mol.nao),
                 "points": int(mf.grids.weights.size), "method": type(mf).__name__, "attempt": mf.xcflow_attempt},
        density=lambda: density(mf, dm), start=lambda path: common.save(path, dm),
        forces=lambda: -mf.nuc_grad_method().set(verbose=0).kernel(),
    )


def density(mf, dm):
    ni, mol, grids = mf._numint, mf.mol, mf.grids
    meta = ni._xc_type(mf.xc) == "MGGA"
    kind = "MGGA" if meta else "GGA"
    spins = dm if np.ndim(dm) == 3 else (dm,)
    columns = [[] for _ in spins]
    weights = []
    for ao, mask, weight, _ in ni.block_loop(mol, grids, mol.nao, 1, max_memory=1000):
        weights.append(weight)
        for column, one in zip(columns, spins):
            column.append(ni.eval_rho(mol, ao, one, mask, xctype=kind, hermi=1, with_lapl=False))
    rho = [np.hstack(column) for column in columns]
    if len(rho) == 1:
        rho = [rho[0] / 2, rho[0] / 2]
    return xa.Density(common.variables(np.hstack(weights), rho, meta), energy_tolerance=1e-6)
