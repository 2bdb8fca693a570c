"""The package skala loads the module, and PySCF gives the energies of the Python package."""

import os

os.environ["XCF_NO_C"] = "1"

import IDENTIFIER
from pyscf import dft, gto
from skala.functional.load import TracedFunctional
from skala.pyscf import SkalaKS

import check

loaded = TracedFunctional.load(
    str(check.FUNCTIONAL), expected_hash=check.digest(check.FUNCTIONAL)
)
assert [str(x) for x in loaded.features] == ["density", "grad", "grid_weights"]
assert loaded.metadata["sha256"] == IDENTIFIER.DIGEST
assert loaded.get_d3_settings() is None

WATER = "O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587"
METHYLENE = "C 0 0 0; H 0 0.983 0.32; H 0 -0.983 0.32"
for atoms, spin in ((WATER, 0), (METHYLENE, 2)):
    mol = gto.M(atom=atoms, basis="sto-3g", spin=spin, verbose=0)
    one = SkalaKS(mol, xc=loaded)
    other = IDENTIFIER.pyscf((dft.UKS if spin else dft.RKS)(mol))
    for mf in (one, other):
        mf.grids.level = 1
        mf.small_rho_cutoff = 0
        mf.conv_tol = 1e-11
        mf.kernel()
        assert mf.converged
    difference = abs(one.e_tot - other.e_tot)
    print(atoms, one.e_tot, difference)
    assert difference < 1e-9
print("same")
