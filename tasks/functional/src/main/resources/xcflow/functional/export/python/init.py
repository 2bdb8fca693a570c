"""The exchange-correlation functional @NAME@.

SHA-256 of its file: @DIGEST@

    import @ID@
    mf = @ID@.pyscf(dft.RKS(mol))                   # PySCF
    atoms.calc = GPAW(xc=@ID@.gpaw(), mode=PW(400)) # GPAW
    atoms.calc = @ID@.ase(basis="def2-svp")         # molecules in ASE, by PySCF
    exc, vrho, vsigma = @ID@.evaluate(rho, sigma)

`python -m @ID@` checks everything.
"""

from . import files

NAME = "@NAME@"
DIGEST = "@DIGEST@"

files.verify(DIGEST)

from .evaluation import backend, evaluate  # noqa: E402


def pyscf(mf):
    """Makes a Kohn-Sham object of PySCF use this functional, and returns it."""
    from .adapter_pyscf import attach

    return attach(mf)


def gpaw(setups="PBE"):
    """The functional for GPAW's xc=..., with the PAW datasets made for another one."""
    from .adapter_gpaw import Functional

    return Functional(setups)


def ase(**parameters):
    """A calculator of ASE for molecules: basis, charge, unpaired, grid (of PySCF)."""
    from .adapter_ase import Molecules

    return Molecules(**parameters)


__all__ = ["NAME", "DIGEST", "ase", "backend", "evaluate", "gpaw", "pyscf"]
