"""The exchange-correlation functional @NAME@.

SHA-256 of its file: @DIGEST@

    import @ID@
    mf = @ID@.pyscf(dft.RKS(mol))     # PySCF
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


__all__ = ["NAME", "DIGEST", "backend", "evaluate", "pyscf"]
