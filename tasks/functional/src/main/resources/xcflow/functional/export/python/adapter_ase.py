"""The functional for users of ASE: molecules in Gaussian basis sets, by PySCF."""

from ase.calculators.calculator import Calculator, all_changes
from ase.units import Bohr, Hartree
from pyscf import dft, gto

from .adapter_pyscf import attach


class Molecules(Calculator):
    """Energies and forces of molecules; charge, unpaired electrons and basis are parameters."""

    implemented_properties = ["energy", "forces"]
    default_parameters = {"basis": "def2-svp", "charge": 0, "unpaired": None, "grid": 4}

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        if self.atoms.pbc.any():
            raise ValueError("this calculator is for molecules: atoms.pbc must be False")
        wanted = self.parameters
        electrons = int(self.atoms.numbers.sum()) - wanted.charge
        mol = gto.M(
            atom=list(zip(self.atoms.get_chemical_symbols(), self.atoms.positions)),
            basis=wanted.basis,
            charge=wanted.charge,
            spin=electrons % 2 if wanted.unpaired is None else wanted.unpaired,
            verbose=0,
        )
        mf = attach((dft.UKS if mol.spin else dft.RKS)(mol))
        mf.grids.level = wanted.grid
        mf.conv_tol = 1e-10
        mf.kernel()
        if not mf.converged:
            raise RuntimeError("the self-consistent field did not converge")
        self.results["energy"] = float(mf.e_tot) * Hartree
        if "forces" in properties:
            gradient = mf.nuc_grad_method().set(grid_response=True).kernel()
            self.results["forces"] = -gradient * Hartree / Bohr
