"""The factors by which networks multiply the energies of a base.

What the parts of the file mean is said in xcflow's documentation, docs/functional-file.md.
"""

import math

import numpy as np

from .bases import RADIUS, T_SQUARED, uniform_correlation
from .jet import P, PAIRS, RS, ZETA, Jet, inverse_cbrt

SPIN_RANGE = 1 - 1 / np.cbrt(2)
LOGARITHM_SHIFT = 1e-5


class Point:
    """Where factors are evaluated, for arrays of r_s, p, 1 + zeta and 1 - zeta."""

    def __init__(self, rs, p, up, down):
        self.rs, self.p, self.up, self.down = rs, p, up, down
        self.zeta = (up - down) / 2
        up_i, down_i = inverse_cbrt(up), inverse_cbrt(down)
        self.phi = Jet.of(
            ZETA,
            (up * up_i + down * down_i) / 2,
            (up_i - down_i) / 3,
            -(up_i**4 + down_i**4) / 9,
        )
        self.gas = uniform_correlation(self)
        self.gradient = Jet.of(P, p, np.ones_like(p), np.zeros_like(p))
        # tau = p (1 + 1 / r_s)
        self.screened = Jet(p * (1 + 1 / rs))
        self.screened.d[P] = 1 + 1 / rs
        self.screened.d[RS] = -p / rs**2
        self.screened.h[PAIRS.index((P, RS))] = -1 / rs**2
        self.screened.h[PAIRS.index((RS, RS))] = 2 * p / rs**3


def erfc(x):
    """numpy has none"""
    return np.frompyfunc(math.erfc, 1, 1)(x).astype(float)


# ---- inputs of the networks ----


def saturating(x):
    """x / (1 + x)"""
    i = 1 / (1 + x.v)
    return x.chain(x.v * i, i * i, -2 * i**3)


def logarithmic(x):
    """2 B(x) - 1, B(x) = (sqrt(1 + x) - 1) / (sqrt(1 + x) + 1)"""
    root = np.sqrt(1 + x.v)
    i = 1 / (1 + root)
    return x.chain(
        2 * x.v * i * i - 1, 2 * i * i / root, -i * i / root**2 * (2 * i + 1 / root)
    )


def far_gradient(v):
    root = np.sqrt(1 + v.p)
    fourth = np.sqrt(root)
    q = np.sqrt(fourth)
    i = 1 / (1 + q)
    q1 = q / (8 * (1 + v.p))
    q2 = -7 * q1 / (8 * (1 + v.p))
    u = 2 * v.p * i * i / ((1 + fourth) * (1 + root)) - 1
    return Jet.of(P, u, 4 * i * i * q1, 4 * i * i * q2 - 8 * i**3 * q1 * q1)


def density(v):
    root = np.sqrt(v.rs)
    i = 1 / (root + 1)
    return Jet.of(RS, (root - 1) * i, i * i / root, -i * i / root**2 * (i + 0.5 / root))


def logarithmic_gradient(v):
    """(1 - e^(-p)) log(1 + s)"""
    p = np.where(v.p > 0, v.p, 1)
    s = np.sqrt(p)
    rise, rest, l = -np.expm1(-p), np.exp(-p), np.log1p(s)
    l1 = 0.5 / (s + p)
    l2 = -(0.5 / s + 1) * 2 * l1 * l1
    values = rise * l, rest * l + rise * l1, -rest * l + 2 * rest * l1 + rise * l2
    return Jet.of(P, *(np.where(v.p > 0, x, 0) for x in values))


def logarithmic_density(v):
    """log(rho^(1/3) + 1e-5)"""
    root = RADIUS / v.rs
    q = root / (root + LOGARITHM_SHIFT)
    return Jet.of(RS, np.log(root + LOGARITHM_SHIFT), -q / v.rs, (2 * q - q * q) / v.rs**2)


def logarithmic_spin(v):
    """log(f + 1e-5), f = [(1 + zeta)^(4/3) + (1 - zeta)^(4/3)] / 2"""
    up, down = np.cbrt(v.up), np.cbrt(v.down)
    f = 0.5 * (v.up * up + v.down * down) + LOGARITHM_SHIFT
    f1 = 2 / 3 * (up - down) / f
    f2 = 2 / 9 * (inverse_cbrt(v.up) ** 2 + inverse_cbrt(v.down) ** 2) / f
    return Jet.of(ZETA, np.log(f), f1, f2 - f1 * f1)


INPUTS = {
    "gradient": lambda v: 2.0 * saturating(v.gradient) + -1,
    "log-gradient": lambda v: logarithmic(v.gradient),
    "far-gradient": far_gradient,
    "screened-gradient": lambda v: 2.0 * saturating(v.screened) + -1,
    "log-screened-gradient": lambda v: logarithmic(v.screened),
    "density": density,
    "polarisation": lambda v: Jet.of(
        ZETA, 2 * v.zeta**2 - 1, 4 * v.zeta, np.full_like(v.zeta, 4)
    ),
    "logarithmic-gradient": logarithmic_gradient,
    "logarithmic-density": logarithmic_density,
    "logarithmic-spin": logarithmic_spin,
    "spin-scaling": lambda v: (-2 / SPIN_RANGE) * (v.phi + -1) + -1,
}

# ---- gates ----


def growing(v):
    root = np.sqrt(1 + v.p)
    return Jet.of(P, v.p / (1 + root), 0.5 / root, -0.25 / root**3)


def tanh_squared(v):
    p = np.where(v.p < 1e-3, 1, v.p)
    s = np.sqrt(p)
    t = np.tanh(s)
    c = 1 - t * t
    q = v.p
    small = q < 1e-3
    f1 = 1 + q * (-4 / 3 + q * (17 / 15 + q * (-248 / 315 + q * 1382 / 2835)))
    f2 = -4 / 3 + q * (34 / 15 + q * (-248 / 105 + q * 5528 / 2835))
    return Jet.of(
        P,
        np.tanh(np.sqrt(q)) ** 2,
        np.where(small, f1, t / s * c),
        np.where(small, f2, 0.5 * c / p * (c - t / s - 2 * t * t)),
    )


GATES = {
    "none": lambda v: Jet(np.ones_like(v.p)),
    "gradient": lambda v: saturating(v.gradient),
    "screened-gradient": lambda v: saturating(v.screened),
    "growing": growing,
    "tanh-squared": tanh_squared,
    "logarithmic-gradient": logarithmic_gradient,
}

# ---- responses ----


def logistic(x, limit, damping):
    exponent = np.exp(np.clip(-x.v, -700, 700))
    if damping is not None:
        exponent = exponent * (1 + damping) ** 2
        i = 1 / (1 + damping)
        x = Jet(x.v, x.d.copy(), x.h.copy())
        x.d[P] -= 2 * i
        x.h[PAIRS.index((P, P))] += 2 * i * i
    f = limit / (1 + (limit - 1) * exponent)
    f1 = f * (1 - f / limit)
    return x.chain(f, f1, f1 * (1 - 2 * f / limit))


def hyperbolic(x, limit, damping):
    t = np.tanh(x.v / limit)
    f1 = 1 - t * t
    return x.chain(1 + limit * t, f1, -2 / limit * t * f1)


RESPONSES = {
    "direct": lambda x, limit, damping: x,
    "around-one": lambda x, limit, damping: x + 1,
    "logistic": logistic,
    "hyperbolic": hyperbolic,
}


class Factor:
    """F(r_s, zeta, p) as declared under "exchange" or "correlation", with its weights."""

    def __init__(self, declared, weights):
        self.declared = declared
        fan, at, self.layers = len(declared["inputs"]), 0, []
        for outputs in [declared["width"]] * declared["depth"] + [1]:
            w = weights[at : at + outputs * fan].reshape(outputs, fan)
            at += outputs * fan
            self.layers.append((w, weights[at : at + outputs]))
            at += outputs
            fan = outputs
        if at != len(weights):
            raise ValueError("the weights do not fit the network")

    def network(self, v):
        inputs = [INPUTS[name](v) for name in self.declared["inputs"]]
        z = np.stack([np.concatenate([x.v[None], x.d, x.h]) for x in inputs], axis=1)
        for w, b in self.layers[:-1]:
            z = np.matmul(w, z)  # [channels][neurons][n]
            z[0] += b[:, None]
            jet = Jet(z[0], z[1:4], z[4:])
            if self.declared["activation"] == "tanh":
                t = np.tanh(jet.v)
                f, f1, f2 = t, 1 - t * t, -2 * t * (1 - t * t)
            elif self.declared["activation"] == "gelu":
                share = 0.5 * erfc(-math.sqrt(0.5) * jet.v)
                gaussian = np.exp(-0.5 * jet.v**2) / math.sqrt(2 * math.pi)
                f, f1 = jet.v * share, share + jet.v * gaussian
                f2 = (2 - jet.v**2) * gaussian
            else:
                t = np.tanh(0.5 * jet.v)
                sigmoid = 0.5 + 0.5 * t
                f, f1 = jet.v * sigmoid, sigmoid * (1 + jet.v * (1 - sigmoid))
                f2 = 0.25 * (1 - t * t) * (2 - jet.v * t)
            jet = jet.chain(f, f1, f2)
            z = np.concatenate([jet.v[None], jet.d, jet.h])
        w, b = self.layers[-1]
        z = np.matmul(w, z)[:, 0]
        return Jet(z[0] + b[0], z[1:4], z[4:])

    def __call__(self, v):
        declared = self.declared
        gate = GATES[declared["gate"]](v)
        leading = declared.get("leading", {"term": "none"})
        limit = declared["limit"]
        if leading["term"] == "none":
            x = gate * self.network(v)
        else:
            # divided by dF/dx where F = 1
            slope = 1 - 1 / limit if declared["response"] == "logistic" else 1
            scale = leading["coefficient"] / slope
            if leading["term"] == "exchange":
                h = GATES["gradient"](v)
                known = scale * h
            else:
                h = GATES["screened-gradient"](v)
                i = 1 / (1 + v.rs)
                c = Jet.of(RS, i, -i * i, 2 * i**3) * v.gas.inverse() * v.phi
                known = (scale * T_SQUARED) * c * h
            x = gate * h * self.network(v) + known
            if declared["damped"]:
                x = x + 2.0 * GATES["gradient"](v)
        damping = v.p if declared["damped"] else None
        return RESPONSES[declared["response"]](x, limit, damping)
