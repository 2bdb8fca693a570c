"""GPAW's arrays, with one and two spin densities, and a calculation."""

import numpy as np
from ase import Atoms
from gpaw import GPAW, PW

import IDENTIFIER as functional

xc = functional.gpaw()
rng = np.random.default_rng(1)
for spins in (1, 2):
    n = rng.uniform(0.01, 1, (spins, 2, 3, 4))
    sigma = rng.uniform(0.01, 0.1, (2 * spins - 1, 2, 3, 4))

    def energy(n):
        e, v, s = np.empty(n.shape[1:]), np.zeros_like(n), np.empty_like(sigma)
        xc.kernel.calculate(e, n, v, sigma, s)
        return e, v

    step = 1e-5 * np.eye(spins)[0].reshape(-1, 1, 1, 1)
    difference = (energy(n + step)[0] - energy(n - step)[0]) / 2e-5
    assert np.allclose(difference, energy(n)[1][0], rtol=1e-7), spins

energies = []
for xc in ("PBE", functional.gpaw()):
    atoms = Atoms("He", cell=[4, 4, 4], pbc=True)
    atoms.calc = GPAW(mode=PW(250), xc=xc, txt=None)
    energies.append(atoms.get_potential_energy())
assert abs(energies[0] - energies[1]) > 1e-6, energies
