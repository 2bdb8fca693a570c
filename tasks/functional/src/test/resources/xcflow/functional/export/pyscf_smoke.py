"""Everything that the package promises of PySCF, for lithium hydride."""

from pyscf import dft, gto

import IDENTIFIER as functional


def solve(kind, distance=1.6):
    mol = gto.M(atom=f"Li 0 0 0; H 0 0 {distance}", basis="sto-3g", verbose=0)
    mf = kind(mol)
    mf.conv_tol = 1e-11
    mf = functional.pyscf(mf)
    mf.kernel()
    assert mf.converged
    return mf


restricted, unrestricted = solve(dft.RKS), solve(dft.UKS)
assert abs(restricted.e_tot - unrestricted.e_tot) < 1e-10
assert functional.DIGEST in restricted._numint.libxc.xc_reference(restricted.xc)[0]

for mf in (restricted, unrestricted):
    newton = mf.copy().newton()
    newton.kernel(mf.mo_coeff, mf.mo_occ)
    assert newton.converged and abs(newton.e_tot - mf.e_tot) < 1e-10

    force = mf.nuc_grad_method().set(grid_response=True).kernel()[1, 2]
    step = 1e-3  # angstrom
    kind = type(mf)
    difference = solve(kind, 1.6 + step).e_tot - solve(kind, 1.6 - step).e_tot
    assert abs(difference / (2 * step / 0.529177210903) - force) < 1e-5

    excited = mf.TDA()
    excited.nstates = 2
    excited.kernel()
    assert all(excited.converged) and min(excited.e) > 0
