"""The functional in GPAW, with PAW datasets of another one."""

import numpy as np
from gpaw.xc.gga import GGA

from .evaluation import evaluate

# Densities of plane waves are slightly negative where there are none: GPAW's own kernels take this
# number for all smaller ones.
LEAST = 1e-10


class Kernel:
    """Energies and derivatives on GPAW's arrays, [spin] or [square of gradients] first."""

    name = "@ID@"
    type = "GGA"

    def calculate(self, e_g, n_sg, dedn_sg, sigma_xg=None, dedsigma_xg=None, *none):
        """Writes the energy per volume and derivatives by sigma; adds derivatives by density."""
        rho = np.maximum(n_sg.reshape(len(n_sg), -1).T, LEAST)
        sigma = sigma_xg.reshape(len(sigma_xg), -1).T
        exc, vrho, vsigma = evaluate(rho, sigma)
        e_g[:] = (exc * rho.sum(axis=1)).reshape(e_g.shape)
        dedn_sg += vrho.T.reshape(dedn_sg.shape)
        dedsigma_xg[:] = vsigma.T.reshape(dedsigma_xg.shape)


class Functional(GGA):
    """A gradient approximation of GPAW; `setups` is the one whose PAW datasets it takes."""

    def __init__(self, setups="PBE"):
        super().__init__(Kernel())
        self.setups = setups

    def get_setup_name(self):
        return self.setups

    def todict(self):
        """Files of GPAW name the functional, so that nothing else is read in its place."""
        return {"type": "GGA", "kernel": Kernel.name}
