"""The functional in PySCF 2: energies, gradients, linear response, second-order SCF."""

import numpy as np
from pyscf.dft import libxc

from .evaluation import evaluate

CODE = "@ID@"  # no functional of libxc is called so: what goes past this module fails


def eval_xc(xc_code, rho, spin=0, relativity=0, deriv=1, omega=None, verbose=None):
    """As pyscf.dft.libxc.eval_xc for this functional alone."""
    if deriv > 2:
        raise NotImplementedError(f"{CODE} has no third derivatives")
    rho = np.asarray(rho)
    if spin == 0:
        if rho.ndim == 3:
            rho = rho[0]
        gradient = rho[1:4]
        out = evaluate(rho[0], np.einsum("xi,xi->i", gradient, gradient), max(deriv, 1))
        out = [out[0]] + [x[:, 0] for x in out[1:]]
    else:
        up, down = rho[0][1:4], rho[1][1:4]
        sigma = np.stack(
            [np.einsum("xi,xi->i", a, b) for a, b in ((up, up), (up, down), (down, down))], axis=1
        )
        out = evaluate(np.stack([rho[0][0], rho[1][0]], axis=1), sigma, max(deriv, 1))
    vxc = (out[1], out[2], None, None) if deriv > 0 else None
    fxc = tuple(out[3:6]) if deriv > 1 else None
    return out[0], vxc, fxc, None


class _Answers:
    """Stands in for the module pyscf.dft.libxc: all that PySCF may ask about the functional."""

    __name__ = "@ID@"
    __version__ = "@SHORT@"
    __reference__ = "SHA-256 @DIGEST@"
    eval_xc = staticmethod(eval_xc)

    def define_xc_(self, ni, *args, **kwargs):
        return libxc.define_xc_(ni, *args, **kwargs)

    def xc_type(self, code):
        return "GGA"

    def test_deriv_order(self, code, order, raise_error=False):
        if order > 2 and raise_error:
            raise NotImplementedError(f"{CODE} has no derivatives of order {order}")
        return order <= 2

    def max_deriv_order(self, code):
        return 2

    def hybrid_coeff(self, code, spin=0):
        return 0

    def rsh_coeff(self, code):
        return 0, 0, 0

    def nlc_coeff(self, code):
        return ()

    def xc_reference(self, code):
        return ["@NAME@, SHA-256 @DIGEST@"]

    def is_gga(self, code):
        return True

    def _no(self, code):
        return False

    is_lda = is_meta_gga = is_hybrid_xc = is_nlc = needs_laplacian = _no


def attach(mf):
    """Makes a Kohn-Sham object use this functional, and returns it."""
    if not hasattr(mf, "_numint") or not hasattr(mf, "xc"):
        raise TypeError(f"{type(mf).__name__} is not a Kohn-Sham object, such as dft.RKS(mol)")
    mf._numint = libxc.define_xc(mf._numint, eval_xc, "GGA")
    mf._numint.libxc = _Answers()
    mf.xc = CODE
    return mf
