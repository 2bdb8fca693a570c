"""Compares an evaluation with the values that were exported together with the functional."""

import io

import numpy as np

from . import files

TOLERANCES = (1e-13, 1e-9, 1e-9)  # of the energy per particle, vrho and vsigma
GRADIENT = 4 * (3 * np.pi**2) ** (2 / 3)


def vectors(spin):
    """rho, sigma, exc, vrho and vsigma of the points with one or two spin densities."""
    name = "unpolarised.txt" if spin == 1 else "polarised.txt"
    table = np.loadtxt(io.BytesIO(files.read(name)))
    squares = 2 * spin - 1
    return np.split(
        table, np.cumsum([spin, squares, 1, spin]), axis=1
    )


def deviations(evaluate, every=1):
    """Largest deviations of exc, vrho and vsigma, and whether one is too large.

    They are relative to the numbers, or to those of the uniform gas' exchange where these are
    larger: energies go through zero.
    """
    worst, failed = np.zeros(3), False
    for spin in (1, 2):
        rho, sigma, exc, vrho, vsigma = (x[::every] for x in vectors(spin))
        total = rho.sum(axis=1, keepdims=True)
        unit = 0.75 * np.cbrt(3 / np.pi * total)
        units = unit, unit, unit / (GRADIENT * np.cbrt(total) ** 5)
        found = evaluate(rho, sigma, 1)
        for k, (one, other) in enumerate(zip((found[0][:, None], *found[1:]), (exc, vrho, vsigma))):
            error = np.abs(one - other) / np.maximum(np.abs(other), units[k])
            # not a number is wrong too
            failed |= not np.all(error <= TOLERANCES[k])
            worst[k] = max(worst[k], np.max(error))
    return worst, failed


def in_words(errors):
    return "largest deviations: energy {:.1e}, vrho {:.1e}, vsigma {:.1e}".format(*errors)
