"""Evaluates the functional: in C where a compiler is at hand, otherwise in numpy."""

import os
import warnings

import numpy as np

from . import check, files, library
from .formula import Formula

_chosen = None


def evaluate(rho, sigma, order=1):
    """The functional at n points, in the layout of libxc and in Hartree atomic units.

    rho is [n] or [n][1] of the whole density with sigma = |grad rho|^2 of the same shape, or [n][2]
    of the spin densities with sigma [n][3]: uu, ud, dd. Gives a list: exc [n], the energy per
    particle; the derivatives of rho exc, vrho and vsigma; for order 2 also v2rho2, v2rhosigma and
    v2sigma2, of which polarised densities have 3, 6 and 6 columns.
    """
    rho = np.asarray(rho, dtype=float)
    rho = rho[:, None] if rho.ndim == 1 else rho
    sigma = np.asarray(sigma, dtype=float)
    sigma = sigma[:, None] if sigma.ndim == 1 else sigma
    spin = rho.shape[1]
    if spin not in (1, 2) or sigma.shape != (len(rho), 2 * spin - 1) or order not in (1, 2):
        raise ValueError(
            f"rho {rho.shape} and sigma {sigma.shape} must be [n] and [n], or [n][2] and [n][3],"
            " and the order 1 or 2"
        )
    return _way()[1](np.ascontiguousarray(rho), np.ascontiguousarray(sigma), order)


def backend():
    """Which evaluation is used: "C" or "numpy"."""
    return _way()[0]


def ways():
    """All evaluations that there are here, by their names."""
    found = [("numpy", _formula())]
    compiled = _compiled()
    return found if compiled is None else [("C", compiled)] + found


def _way():
    global _chosen
    if _chosen is None:
        compiled = _compiled()
        _chosen = ("numpy", _formula()) if compiled is None else ("C", compiled)
    return _chosen


def _formula():
    return Formula(files.read("functional.xcf")).evaluate


def _compiled():
    """The C library, if it can be made and gives what it should."""
    if os.environ.get("XCF_NO_C"):
        return None
    try:
        compiled = library.load()
    except library.Unavailable as e:
        warnings.warn(f"@ID@ is evaluated in numpy, which is slow: {e}", stacklevel=3)
        return None
    errors, failed = check.deviations(compiled)
    if failed:
        warnings.warn(
            f"@ID@ is evaluated in numpy: what the C compiler made of it is wrong "
            f"({check.in_words(errors)})",
            stacklevel=3,
        )
        return None
    return compiled
