"""The functional from its file, in PyTorch, whose autograd gives the derivatives.

What the parts of the file mean is said in xcflow's documentation, docs/functional-file.md. The
formulas branch on tensors by torch.where alone: traced once, they are right for all points.
"""

import io
import json
import math
import warnings
import zipfile
from typing import Dict

import numpy as np
import torch

RADIUS = (3 / (4 * math.pi)) ** (1 / 3)
GRADIENT = 4 * (3 * math.pi**2) ** (2 / 3)
EXCHANGE = -0.75 * (3 / math.pi) ** (1 / 3)
SPIN_NORM = 1 / (2 ** (4 / 3) - 2)
SPIN_RANGE = 1 - 2 ** (-1 / 3)
T_SQUARED = math.pi / 4 * (9 * math.pi / 4) ** (1 / 3)
NEGLIGIBLE = 1e-15
LOGARITHM_SHIFT = 1e-5
VANISHING_SPIN = 2.220446049250313e-16
THIRD = 1 / 3


class Point:
    """Where factors are evaluated: tensors [n] of r_s, p, 1 + zeta and 1 - zeta."""

    def __init__(self, rs, p, up, down):
        self.rs, self.p, self.up, self.down = rs, p, up, down
        self.zeta = (up - down) / 2
        self.phi = (two_thirds(up) + two_thirds(down)) / 2
        self.screened = p * (1 + 1 / rs)
        self.gas = uniform_correlation(self)


def two_thirds(x):
    """x^(2/3); an empty channel has no derivative."""
    return torch.where(x > 0, torch.where(x > 0, x, 1.0) ** (2 / 3), 0.0)


def four_thirds(v):
    return v.up ** (4 / 3) + v.down ** (4 / 3)


# ---- inputs of the networks ----


def saturating(x):
    return x / (1 + x)


def logarithmic(x):
    return 2 * x / (1 + torch.sqrt(1 + x)) ** 2 - 1


def far_gradient(v):
    root = torch.sqrt(1 + v.p)
    fourth = torch.sqrt(root)
    return 2 * v.p / ((1 + torch.sqrt(fourth)) ** 2 * (1 + fourth) * (1 + root)) - 1


def density(v):
    root = torch.sqrt(v.rs)
    return (root - 1) / (root + 1)


def logarithmic_gradient(v):
    p = torch.where(v.p > 0, v.p, 1.0)
    return torch.where(v.p > 0, -torch.expm1(-p) * torch.log1p(torch.sqrt(p)), 0.0)


INPUTS = {
    "gradient": lambda v: 2 * saturating(v.p) - 1,
    "log-gradient": lambda v: logarithmic(v.p),
    "far-gradient": far_gradient,
    "screened-gradient": lambda v: 2 * saturating(v.screened) - 1,
    "log-screened-gradient": lambda v: logarithmic(v.screened),
    "density": density,
    "polarisation": lambda v: 2 * v.zeta * v.zeta - 1,
    "spin-scaling": lambda v: 2 / SPIN_RANGE * (1 - v.phi) - 1,
    "logarithmic-gradient": logarithmic_gradient,
    "logarithmic-density": lambda v: torch.log(RADIUS / v.rs + LOGARITHM_SHIFT),
    "logarithmic-spin": lambda v: torch.log(four_thirds(v) / 2 + LOGARITHM_SHIFT),
}

# ---- gates and responses ----


def tanh_squared(v):
    """tanh^2 s; by its series where the derivative of the root would be infinite"""
    small = v.p < 1e-3
    q = torch.where(small, v.p, 0.0)
    series = q * (1 + q * (-2 / 3 + q * (17 / 45 + q * (-62 / 315 + q * 1382 / 14175))))
    return torch.where(small, series, torch.tanh(torch.sqrt(torch.where(small, 1.0, v.p))) ** 2)


GATES = {
    "none": lambda v: torch.ones_like(v.p),
    "gradient": lambda v: saturating(v.p),
    "screened-gradient": lambda v: saturating(v.screened),
    "growing": lambda v: v.p / (1 + torch.sqrt(1 + v.p)),
    "tanh-squared": tanh_squared,
    "logarithmic-gradient": logarithmic_gradient,
}


def logistic(x, limit, damping):
    """limit / (1 + (limit - 1) (1 + p)^2 e^(-x)) without infinite intermediates"""
    if limit == 1:
        return torch.ones_like(x)
    x = torch.clamp(x, -700, 700) - math.log(limit - 1)
    return limit * torch.sigmoid(x if damping is None else x - 2 * torch.log1p(damping))


RESPONSES = {
    "direct": lambda x, limit, damping: x,
    "around-one": lambda x, limit, damping: x + 1,
    "logistic": logistic,
    "hyperbolic": lambda x, limit, damping: 1 + limit * torch.tanh(x / limit),
}

ACTIVATIONS = {
    "tanh": torch.tanh,
    "silu": lambda z: z * torch.sigmoid(z),
    "gelu": lambda z: 0.5 * z * torch.special.erfc(-math.sqrt(0.5) * z),
}

# ---- factors ----


class Factor(torch.nn.Module):
    """F(r_s, zeta, p) as declared under "exchange" or "correlation", with its weights."""

    def __init__(self, declared, weights):
        super().__init__()
        self.declared = declared
        fan, at, self.layers = len(declared["inputs"]), 0, 0
        for outputs in [declared["width"]] * declared["depth"] + [1]:
            w = weights[at : at + outputs * fan].reshape(outputs, fan)
            at += outputs * fan
            self.register_buffer(f"weight{self.layers}", torch.tensor(w))
            self.register_buffer(f"bias{self.layers}", torch.tensor(weights[at : at + outputs]))
            at += outputs
            fan = outputs
            self.layers += 1
        if at != len(weights):
            raise ValueError("the weights do not fit the network")

    def network(self, v):
        z = torch.stack([INPUTS[name](v) for name in self.declared["inputs"]], dim=1)
        activation = ACTIVATIONS[self.declared["activation"]]
        for layer in range(self.layers):
            w, b = getattr(self, f"weight{layer}"), getattr(self, f"bias{layer}")
            z = torch.nn.functional.linear(z if layer == 0 else activation(z), w, b)
        return z[:, 0]

    def at(self, v):
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
                h = saturating(v.p)
                known = scale * h
            else:
                h = saturating(v.screened)
                known = scale * T_SQUARED * v.phi / ((1 + v.rs) * v.gas) * h
            x = gate * h * self.network(v) + known
            if declared["damped"]:
                x = x + 2 * saturating(v.p)
        return RESPONSES[declared["response"]](x, limit, v.p if declared["damped"] else None)


# ---- the uniform gas and the functionals that can be a base; energies per particle ----


def uniform_exchange(v):
    return EXCHANGE * RADIUS / v.rs


def pw92_fit(rs, a, a1, b1, b2, b3, b4):
    """Perdew and Wang, Phys. Rev. B 45, 13244 (1992), eq. 10"""
    r = torch.sqrt(rs)
    q = 2 * a * r * (b1 + r * (b2 + r * (b3 + r * b4)))
    return -2 * a * (1 + a1 * rs) * torch.log1p(1 / q)


def uniform_correlation(v):
    para = pw92_fit(v.rs, 0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294)
    ferro = pw92_fit(v.rs, 0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517)
    stiff = pw92_fit(v.rs, 0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671)
    stiff = -1 / (8 / 9 * SPIN_NORM) * stiff
    f = SPIN_NORM * (four_thirds(v) - 2)
    z2 = v.zeta * v.zeta
    return para + f * (stiff + z2 * z2 * (ferro - para - stiff))


def pbe_exchange(v, kappa, mu):
    """Phys. Rev. Lett. 77, 3865 (1996), eq. 14"""
    return uniform_exchange(v) * (1 + kappa - kappa * kappa / (kappa + mu * v.p))


def rpbe_exchange(v, kappa, mu):
    """Phys. Rev. B 59, 7413 (1999), eq. 15"""
    return uniform_exchange(v) * (1 - kappa * torch.expm1(-mu / kappa * v.p))


def pbe_correlation(v, beta):
    """gamma phi^3 log(1 + (e^w - 1) / (1 + y + y^2)), w = gas / (gamma phi^3), y = A t^2:
    Phys. Rev. Lett. 77, 3865 (1996), eqs. 7 and 8 together"""
    gamma = (1 - math.log(2)) / math.pi**2
    phi3 = v.phi * v.phi * v.phi
    q = torch.expm1(v.gas / (gamma * phi3))
    a = -beta / gamma * (1 + q) / q
    y = torch.clamp(a * (T_SQUARED * v.p / v.rs) / (v.phi * v.phi), max=1e50)
    return gamma * phi3 * torch.log1p(q / (1 + y + y * y))


_BETA = 0.06672455060314922
_MU = _BETA * math.pi**2 / 3
BASES = {
    "slater+pw92mod": (uniform_exchange, lambda v: v.gas),
    "pbe": (lambda v: pbe_exchange(v, 0.804, _MU), lambda v: pbe_correlation(v, _BETA)),
    "pbesol": (lambda v: pbe_exchange(v, 0.804, 10 / 81), lambda v: pbe_correlation(v, 0.046)),
    "revpbe": (lambda v: pbe_exchange(v, 1.245, _MU), lambda v: pbe_correlation(v, _BETA)),
    "rpbe": (lambda v: rpbe_exchange(v, 0.804, _MU), lambda v: pbe_correlation(v, _BETA)),
}

# ---- the functional ----


class Energy(torch.nn.Module):
    """e = (e_x[2 rho_u] F_x + e_x[2 rho_d] F_x) / 2 + e_c F_c, per volume."""

    def __init__(self, file):
        """Reads a functional's file, given as bytes."""
        super().__init__()
        with zipfile.ZipFile(io.BytesIO(file)) as entries:
            header = json.loads(entries.read("functional.json"))
            if header["format"] != "xcflow neural functional" or header["schema"] not in (1, 2, 3):
                raise ValueError("not a functional's file that this program can read")
            declared = header["functional"]
            self.exchange, self.correlation = [
                Factor(declared[part], np.load(io.BytesIO(entries.read(header[part]["entry"]))))
                for part in ("exchange", "correlation")
            ]
        base = declared["base"].lower().replace("-", "").replace("_", "").replace(" ", "")
        self.bases = BASES[base]

    def forward(self, density, grad):
        """Spin densities [2][n] and their gradients [2][3][n] to energies [n]."""
        spins = torch.where(density < 0, 0.0, density)  # an empty channel has a derivative
        up, down = spins[0], spins[1]
        e = (self._channel(up, grad[0]) + self._channel(down, grad[1])) / 2
        some, rho, rs, p = _prepare(up + down, grad[0] + grad[1])
        v = Point(rs, p, _share(some, up, down, rho), _share(some, down, up, rho))
        return e + torch.where(some, rho * self.bases[1](v) * self.correlation.at(v), 0.0)

    def _channel(self, rho, grad):
        some, rho, rs, p = _prepare(2 * rho, 2 * grad)
        one = torch.ones_like(rs)
        v = Point(rs, p, one, one)
        return torch.where(some, rho * self.bases[0](v) * self.exchange.at(v), 0.0)


def _prepare(rho, grad):
    """Which densities are not negligible, the densities with 1 for those that are, r_s and p."""
    some = rho > NEGLIGIBLE
    rho = torch.where(some, rho, 1.0)
    i = rho ** (-THIRD)
    p = torch.clamp((grad * grad).sum(0) * i**8 / GRADIENT, max=1e30)
    return some, rho, RADIUS * i, p


def _share(some, one, other, rho):
    """1 + zeta, exactly 0 or 2 where a spin has none or all, with derivatives by both densities."""
    share = torch.where(some, 2 * one / rho, 1.0)
    empty, full = share <= VANISHING_SPIN, 2 * other <= VANISHING_SPIN * rho
    exact = torch.where(empty, 0.0, torch.where(full, 2.0, share))
    return share + (exact - share).detach()


class Protocol(torch.nn.Module):
    """What programs call: a dictionary of features, by the names of protocol version 2 of Skala."""

    def __init__(self, energy):
        super().__init__()
        self.energy = energy

    def forward(self, mol: Dict[str, torch.Tensor]) -> torch.Tensor:
        return self.get_exc_density(mol)

    @torch.jit.export
    def get_exc_density(self, mol: Dict[str, torch.Tensor]) -> torch.Tensor:
        return self.energy(mol["density"].double(), mol["grad"].double())

    @torch.jit.export
    def get_exc(self, mol: Dict[str, torch.Tensor]) -> torch.Tensor:
        return (self.get_exc_density(mol) * mol["grid_weights"].double()).sum()


def script(file):
    """The functional in a file, given as bytes, as a module of TorchScript."""
    # PyTorch recommends other formats, which these programs do not read.
    warnings.filterwarnings("ignore", message=".*torch.jit.*deprecated")
    example = torch.tensor([[0.3, 0.2], [0.1, 0.4]], dtype=torch.float64)
    gradient = torch.linspace(-0.2, 0.3, 12, dtype=torch.float64).reshape(2, 3, 2)
    energy = torch.jit.trace(Energy(file).eval(), (example, gradient))
    return torch.jit.script(Protocol(energy).eval())
