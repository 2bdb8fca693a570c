"""Values with their derivatives.

Every quantity is a Jet over the variables p (square of the reduced gradient), r_s (Wigner-Seitz
radius) and zeta (polarisation): a value with its first and second derivatives.
"""

import numpy as np

P, RS, ZETA = 0, 1, 2
PAIRS = ((0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2))  # of variables, for second derivatives


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


def inverse_cbrt(x):
    """x^(-1/3); zero for an empty channel."""
    return np.where(x > 0, 1 / np.cbrt(np.where(x > 0, x, 1)), 0)
