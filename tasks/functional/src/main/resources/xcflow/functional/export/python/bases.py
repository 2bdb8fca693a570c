"""The uniform gas and the functionals that can be a base; energies per particle."""

import numpy as np

from .jet import P, PAIRS, RS, ZETA, Jet, inverse_cbrt

RADIUS = np.cbrt(3 / (4 * np.pi))
EXCHANGE = -0.75 * np.cbrt(3 / np.pi)
SPIN_NORM = 1 / (2 * np.cbrt(2) - 2)
T_SQUARED = np.pi / 4 * np.cbrt(9 * np.pi / 4)


def uniform_exchange(v):
    e = EXCHANGE * RADIUS / v.rs
    return Jet.of(RS, e, -e / v.rs, 2 * e / v.rs**2)


def pw92_fit(rs, a, a1, b1, b2, b3, b4):
    """Perdew and Wang, Phys. Rev. B 45, 13244 (1992), eq. 10"""
    r = np.sqrt(rs)
    q = 2 * a * r * (b1 + r * (b2 + r * (b3 + r * b4)))
    q1 = 2 * a * (0.5 * b1 / r + b2 + r * (1.5 * b3 + r * 2 * b4))
    q2 = 2 * a * (-0.25 * b1 / r**3 + 0.75 * b3 / r + 2 * b4)
    u = 1 / (q * (q + 1))
    l, l1, l2 = np.log1p(1 / q), -q1 * u, -q2 * u + q1**2 * (2 * q + 1) * u**2
    f, f1 = -2 * a * (1 + a1 * rs), -2 * a * a1
    return Jet.of(RS, f * l, f1 * l + f * l1, 2 * f1 * l1 + f * l2)


def uniform_correlation(v):
    para = pw92_fit(v.rs, 0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294)
    if not np.any(v.zeta):
        return para
    ferro = pw92_fit(v.rs, 0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517)
    stiff = pw92_fit(v.rs, 0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671)
    stiff = (-1 / (8 / 9 * SPIN_NORM)) * stiff
    z, up, down = v.zeta, np.cbrt(v.up), np.cbrt(v.down)
    f = Jet.of(
        ZETA,
        SPIN_NORM * (v.up * up + v.down * down - 2),
        4 / 3 * SPIN_NORM * (up - down),
        4 / 9 * SPIN_NORM * (inverse_cbrt(v.up) ** 2 + inverse_cbrt(v.down) ** 2),
    )
    z4 = Jet.of(ZETA, z**4, 4 * z**3, 12 * z**2)
    return para + f * (stiff + z4 * (ferro - para - stiff))


def pbe_exchange(v, kappa, mu):
    """Phys. Rev. Lett. 77, 3865 (1996), eq. 14"""
    q = kappa / (kappa + mu * v.p)
    f = Jet.of(P, 1 + kappa - kappa * q, mu * q * q, -2 * mu**2 / kappa * q**3)
    return uniform_exchange(v) * f


def rpbe_exchange(v, kappa, mu):
    """Phys. Rev. B 59, 7413 (1999), eq. 15"""
    e = np.exp(-mu / kappa * v.p)
    return uniform_exchange(v) * Jet.of(P, 1 + kappa * (1 - e), mu * e, -(mu**2) / kappa * e)


def pbe_correlation(v, beta):
    """gamma phi^3 log(1 + (e^w - 1) / (1 + y + y^2)), w = gas / (gamma phi^3), y = A t^2:
    Phys. Rev. Lett. 77, 3865 (1996), eqs. 7 and 8 together"""
    gamma = (1 - np.log(2)) / np.pi**2
    phi2 = v.phi * v.phi
    phi3 = phi2 * v.phi
    w = v.gas * (gamma * phi3).inverse()
    q0 = np.expm1(w.v)
    q = w.chain(q0, q0 + 1, q0 + 1)
    c = beta / gamma
    a = q.chain(-c * (1 + q0) / q0, c / q0**2, -2 * c / q0**3)
    t2 = v.gradient * Jet.of(RS, 1 / v.rs, -1 / v.rs**2, 2 / v.rs**3)
    y = a * (T_SQUARED * t2) * phi2.inverse()
    y.v = np.minimum(y.v, 1e50)
    d, d1 = 1 + y.v + y.v**2, 1 + 2 * y.v
    u = 1 / (d + q0)
    fq, fy = u, -q0 * d1 / d * u
    fqq, fqy, fyy = -u * u, -d1 * u * u, -q0 * (2 - d1**2 * (1 / d + u)) / d * u
    r = Jet(np.log1p(q0 / d), fq * q.d + fy * y.d, fq * q.h + fy * y.h)
    for k, (i, j) in enumerate(PAIRS):
        r.h[k] += (
            fqq * q.d[i] * q.d[j]
            + fqy * (q.d[i] * y.d[j] + q.d[j] * y.d[i])
            + fyy * y.d[i] * y.d[j]
        )
    return gamma * phi3 * r


_BETA = 0.06672455060314922
_MU = _BETA * np.pi**2 / 3
BASES = {
    "slater+pw92mod": (uniform_exchange, lambda v: v.gas),
    "pbe": (lambda v: pbe_exchange(v, 0.804, _MU), lambda v: pbe_correlation(v, _BETA)),
    "pbesol": (lambda v: pbe_exchange(v, 0.804, 10 / 81), lambda v: pbe_correlation(v, 0.046)),
    "revpbe": (lambda v: pbe_exchange(v, 1.245, _MU), lambda v: pbe_correlation(v, _BETA)),
    "rpbe": (lambda v: rpbe_exchange(v, 0.804, _MU), lambda v: pbe_correlation(v, _BETA)),
}
