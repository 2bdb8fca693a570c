"""The functional from its file, in numpy alone: slow, and short enough to be read.

Energies of the base (bases.py) times factors (factors.py), with their derivatives (jet.py).
"""

import io
import json
import zipfile

import numpy as np

from .bases import BASES, RADIUS
from .factors import Factor, Point

GRADIENT = 4 * (3 * np.pi**2) ** (2 / 3)
NEGLIGIBLE = 1e-15
VANISHING_SPIN = 2.220446049250313e-16
BLOCK = 2048


class Formula:
    """e = (e_x[2 rho_u] F_x + e_x[2 rho_d] F_x) / 2 + e_c F_c, and its derivatives."""

    def __init__(self, file):
        """Reads a functional's file, given as bytes."""
        with zipfile.ZipFile(io.BytesIO(file)) as entries:
            header = json.loads(entries.read("functional.json"))
            if header["format"] != "xcflow neural functional" or header["schema"] not in (1, 2, 3):
                raise ValueError("not a functional's file that this program can read")
            declared = header["functional"]
            factors = [
                Factor(declared[part], np.load(io.BytesIO(entries.read(header[part]["entry"]))))
                for part in ("exchange", "correlation")
            ]
        self.name = declared["name"]
        base = declared["base"].lower().replace("-", "").replace("_", "").replace(" ", "")
        self.exchange_base, self.correlation_base = BASES[base]
        self.exchange_factor, self.correlation_factor = factors

    def evaluate(self, rho, sigma, order=1):
        """As evaluate() of the package."""
        parts = [
            self._block(rho[i : i + BLOCK], sigma[i : i + BLOCK]) for i in range(0, len(rho), BLOCK)
        ]
        return [np.concatenate(column) for column in zip(*parts)][: 3 if order < 2 else 6]

    def _block(self, rho, sigma):
        with np.errstate(all="ignore"):
            if rho.shape[1] == 1:
                return self._unpolarised(rho[:, 0], sigma[:, 0])
            return self._polarised(rho, sigma)

    def _unpolarised(self, rho, sigma):
        rho, some, rs, p, p_sigma = _prepare(rho, sigma)
        v = Point(rs, p, np.ones_like(rs), np.ones_like(rs))
        e = self.exchange_base(v) * self.exchange_factor(v)
        e = e + self.correlation_base(v) * self.correlation_factor(v)
        r, s, rr, rs, ss = _physical(v, rho, p_sigma, e)
        out = (r[0], s, rr[0], rs[0], ss)
        return [some * e.v] + [(some * x)[:, None] for x in out]

    def _channel(self, rho, sigma):
        rho, some, rs, p, p_sigma = _prepare(2 * rho, 4 * sigma)
        v = Point(rs, p, np.ones_like(rs), np.ones_like(rs))
        e = self.exchange_base(v) * self.exchange_factor(v)
        r, s, rr, rs, ss = _physical(v, rho, p_sigma, e)
        return some * np.array([rho * e.v / 2, r[0], 2 * s, 2 * rr[0], 4 * rs[0], 8 * ss])

    def _polarised(self, rho, sigma):
        spins = np.maximum(rho, 0)
        x = [self._channel(spins[:, 0], sigma[:, 0]), self._channel(spins[:, 1], sigma[:, 2])]
        total = spins.sum(axis=1)
        density, some, rs, p, p_sigma = _prepare(total, sigma @ np.array([1, 2, 1]))
        up = np.where(some, 2 * spins[:, 0] / density, 1)
        down = np.where(some, 2 * spins[:, 1] / density, 1)
        no_up, no_down = up <= VANISHING_SPIN, down <= VANISHING_SPIN
        up, down = (
            np.where(no_up, 0, np.where(no_down, 2, up)),
            np.where(no_up, 2, np.where(no_down, 0, down)),
        )
        v = Point(rs, p, up, down)
        e = self.correlation_base(v) * self.correlation_factor(v)
        r, s, rr, rs, ss = (some * np.array(c) for c in _physical(v, density, p_sigma, e, True))
        w = np.array([1, 2, 1])
        exc = some * e.v + (x[0][0] + x[1][0]) / density * some
        vrho = np.stack([r[0] + x[0][1], r[1] + x[1][1]], axis=1)
        vsigma = s[:, None] * w
        v2rho2 = rr.T.copy()
        v2rhosigma = np.concatenate([rs[0][:, None] * w, rs[1][:, None] * w], axis=1)
        v2sigma2 = ss[:, None] * np.array([1, 2, 1, 4, 2, 1])
        for spin, (at, at2, at3) in enumerate(((0, 0, 0), (2, 5, 5))):
            vsigma[:, at] += x[spin][2]
            v2rho2[:, at] += x[spin][3]
            v2rhosigma[:, at2] += x[spin][4]
            v2sigma2[:, at3] += x[spin][5]
        return [exc, vrho, vsigma, v2rho2, v2rhosigma, v2sigma2]


def _prepare(rho, sigma):
    """Density without negligible ones, which those are not, r_s, p and dp/dsigma."""
    some = rho > NEGLIGIBLE
    rho = np.where(some, rho, 1)
    i = 1 / np.cbrt(rho)
    p_sigma = i**8 / GRADIENT
    return rho, some, RADIUS * i, np.minimum(np.maximum(sigma, 0) * p_sigma, 1e30), p_sigma


def _physical(v, rho, p_sigma, e, polarised=False):
    """Derivatives of rho e(p, r_s, zeta) by the spin densities and by sigma."""
    p, r = 8 / 3 * v.p, v.rs / 3
    z = (v.down, -v.up) if polarised else (0, 0)  # rho dzeta/drho
    (d_p, d_r, d_z), (pp, pr, rr, pz, rz, zz) = e.d, e.h
    a = -(p * d_p + r * d_r)
    b = p * p * pp + 2 * p * r * pr + r * r * rr + 11 / 3 * p * d_p + 4 / 3 * r * d_r
    t = -(p * pp + r * pr + 5 / 3 * d_p)
    c = -(p * pz + r * rz) + d_z
    z2 = (-2 * v.down, v.up - v.down, 2 * v.up) if polarised else (0, 0, 0)
    by_rho = [e.v + a + z[m] * d_z for m in range(2)]
    by_rho2 = [
        (2 * a + b + (z[m] + z[n]) * c + z[m] * z[n] * zz + z2[k] * d_z) / rho
        for k, (m, n) in enumerate(((0, 0), (0, 1), (1, 1)))
    ]
    by_rho_sigma = [p_sigma * (t + z[m] * pz) for m in range(2)]
    return by_rho, rho * p_sigma * d_p, by_rho2, by_rho_sigma, rho * p_sigma**2 * pp
