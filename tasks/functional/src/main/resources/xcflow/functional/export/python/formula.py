"""The functional from its file, in numpy alone: slow, and short enough to be read.

Every quantity is a Jet over the variables p (square of the reduced gradient), r_s (Wigner-Seitz
radius) and zeta (polarisation): a value with its first and second derivatives. What the parts of
the file mean is said in xcflow's documentation, docs/functional-file.md.
"""

import io
import json
import math
import zipfile

import numpy as np

P, RS, ZETA = 0, 1, 2
PAIRS = ((0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2))  # of variables, for second derivatives

RADIUS = np.cbrt(3 / (4 * np.pi))
GRADIENT = 4 * (3 * np.pi**2) ** (2 / 3)
EXCHANGE = -0.75 * np.cbrt(3 / np.pi)
SPIN_NORM = 1 / (2 * np.cbrt(2) - 2)
SPIN_RANGE = 1 - 1 / np.cbrt(2)
T_SQUARED = np.pi / 4 * np.cbrt(9 * np.pi / 4)
NEGLIGIBLE = 1e-15
LOGARITHM_SHIFT = 1e-5
VANISHING_SPIN = 2.220446049250313e-16
BLOCK = 2048


class Jet:
    """v [n], d [3][n] and h [6][n], the last in the order of PAIRS."""

    __slots__ = ("v", "d", "h")

    def __init__(self, v, d=None, h=None):
        self.v = v
        self.d = np.zeros((3,) + v.shape) if d is None else d
        self.h = np.zeros((6,) + v.shape) if h is None else h

    @staticmethod
    def of(variable, f, f1, f2):
        """A function of one variable, with its derivatives."""
        jet = Jet(f)
        jet.d[variable] = f1
        jet.h[PAIRS.index((variable, variable))] = f2
        return jet

    def __add__(self, other):
        if isinstance(other, Jet):
            return Jet(self.v + other.v, self.d + other.d, self.h + other.h)
        return Jet(self.v + other, self.d, self.h)

    def __sub__(self, other):
        return self + -1.0 * other

    def __rmul__(self, factor):
        return Jet(factor * self.v, factor * self.d, factor * self.h)

    def __mul__(self, other):
        h = self.h * other.v + self.v * other.h
        for k, (i, j) in enumerate(PAIRS):
            h[k] += self.d[i] * other.d[j] + self.d[j] * other.d[i]
        return Jet(self.v * other.v, self.d * other.v + self.v * other.d, h)

    def chain(self, f, f1, f2):
        """f of this, given f, f' and f'' at it."""
        h = f1 * self.h
        for k, (i, j) in enumerate(PAIRS):
            h[k] += f2 * self.d[i] * self.d[j]
        return Jet(f, f1 * self.d, h)

    def inverse(self):
        i = 1 / self.v
        return self.chain(i, -i * i, 2 * i**3)


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


def inverse_cbrt(x):
    """x^(-1/3); zero for an empty channel."""
    return np.where(x > 0, 1 / np.cbrt(np.where(x > 0, x, 1)), 0)


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

# ---- factors ----


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


# ---- the uniform gas and the functionals that can be a base; energies per particle ----


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

# ---- the functional ----


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
