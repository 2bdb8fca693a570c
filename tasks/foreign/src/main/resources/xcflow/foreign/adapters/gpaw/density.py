"""The all-electron density of a PAW calculation on grids around the atoms.

Inside the spheres of PAW the density is that of pseudo-orbitals, which GPAW has on an even grid, and a correction of partial
waves around each atom, with the frozen core. Their sum has cusps at the nuclei, which no even grid resolves: it is evaluated on
radial shells around all atoms and their images, whose shares of space add up to one (M. Franchini, P. H. T. Philipsen,
L. Visscher, J. Comput. Chem. 34, 1819 (2013))."""

import itertools
import math

import numpy as np
from scipy.integrate import lebedev_rule
from scipy.interpolate import CubicSpline
from scipy.ndimage import map_coordinates, spline_filter

import xcflow_adapter as xa
import xcflow_periodic as xp

#: Shells around each atom and the order of Lebedev's rule on them.
SHELLS, ORDER = 80, 31
#: Atoms that are farther from an atom (bohr) take nothing from its share.
FAR = 11.0
#: The even grid is refined threefold for the interpolation between its points, or twofold beyond so many along an edge.
LARGE = 256

#: GPAW differentiates on its even grid, and takes 50 directions inside the spheres; per atom, Ha.
ENERGY = 2e-3


def density(calculator):
    cell = np.asarray(calculator.density.gd.cell_cv)
    places = np.asarray(calculator.spos_ac) @ cell
    setups = calculator.setups
    points, weights = grid(cell, places, [setup.symbol for setup in setups])
    spins = len(calculator.density.nt_sG)
    values = np.zeros((spins, len(points)))
    gradients = np.zeros((spins, 3, len(points)))
    for spin in range(spins):
        smooth = np.asarray(calculator.density.nt_sG[spin])
        for target, series in zip([values[spin], *gradients[spin]], [smooth, *xp.gradient(cell.tolist(), smooth)]):
            target += interpolated(series, cell, points)
    for a, setup in enumerate(setups):
        wave = Waves(setup)
        matrices = [unpacked(d) for d in calculator.density.D_asp[a]]
        for image in images(cell):
            away = points - places[a] - image
            near = np.flatnonzero(np.einsum("ij,ij->i", away, away) < wave.reach ** 2)
            if len(near):
                for spin, matrix in enumerate(matrices):
                    value, gradient = wave.correction(matrix, away[near], spins)
                    values[spin][near] += value
                    gradients[spin][:, near] += gradient
    if spins == 1:
        values, gradients = np.repeat(values / 2, 2, 0), np.repeat(gradients / 2, 2, 0)
    kept = weights * values.sum(0) > 1e-14
    a, b = gradients[..., kept]
    arrays = {"weight": weights[kept], "rho_a": np.maximum(values[0][kept], 0), "rho_b": np.maximum(values[1][kept], 0),
              "sigma_aa": (a * a).sum(0), "sigma_ab": (a * b).sum(0), "sigma_bb": (b * b).sum(0)}
    electrons = sum(setup.Z for setup in setups) - calculator.density.charge
    return xa.Density(arrays, electrons=float(electrons), electrons_tolerance=1e-3, energy_tolerance=ENERGY * len(setups))


def images(cell):
    heights = 1 / np.linalg.norm(np.linalg.inv(cell), axis=0)
    ranges = [range(-math.ceil(FAR / h), math.ceil(FAR / h) + 1) for h in heights]
    return [np.array(n) @ cell for n in itertools.product(*ranges)]


def unpacked(packed):
    """Matrix of a packed triangle, whose elements off the diagonal are doubled."""
    n = int((math.sqrt(8 * len(packed) + 1) - 1) / 2)
    matrix = np.zeros((n, n))
    matrix[np.triu_indices(n)] = packed
    return (matrix + matrix.T) / 2


def interpolated(series, cell, points):
    """Values between the points of an even grid: its Fourier series on a finer one, then splines."""
    shape = np.array(series.shape)
    fine = (3 if 3 * shape.max() <= LARGE else 2) * shape
    transformed = np.fft.fftshift(np.fft.fftn(series))
    for axis, n in enumerate(shape):
        if n % 2 == 0:  # the highest wave has no sign
            half = [slice(None)] * 3
            half[axis] = 0
            transformed[tuple(half)] = 0
    low = fine // 2 - shape // 2
    wide = np.zeros(fine, complex)
    wide[tuple(slice(l, l + n) for l, n in zip(low, shape))] = transformed
    values = np.fft.ifftn(np.fft.ifftshift(wide)).real * (fine.prod() / shape.prod())
    places = (points @ np.linalg.inv(cell)) % 1.0 * fine
    return map_coordinates(spline_filter(values, 5, mode="grid-wrap"), places.T, order=5, mode="grid-wrap", prefilter=False)


def grid(cell, places, symbols):
    """Points around all atoms of a cell and their weights."""
    directions, areas = lebedev_rule(ORDER)
    k = np.arange(1, SHELLS + 1)
    x = np.cos(k * np.pi / (SHELLS + 1))
    light = [0.3 if symbol == "H" else 1.0 for symbol in symbols]
    around = [(place + image, l) for image in images(cell) for place, l in zip(places, light)]
    points, weights = [], []
    for a, symbol in enumerate(symbols):
        scale = 0.6 if xp.NUMBERS[symbol] <= 2 else 1.0
        log = np.log(2 / (1 - x))
        radii = scale / math.log(2) * (1 + x) ** 0.6 * log
        slopes = scale / math.log(2) * (0.6 * (1 + x) ** -0.4 * log + (1 + x) ** 0.6 / (1 - x))
        shells = np.pi / (SHELLS + 1) * np.sin(k * np.pi / (SHELLS + 1)) * slopes * radii ** 2
        here = (places[a] + radii[:, None, None] * directions.T).reshape(-1, 3)
        weight = (shells[:, None] * areas).ravel()
        share = shares(here, places[a], light[a], around)
        kept = weight * share > 1e-12
        points.append(here[kept])
        weights.append((weight * share)[kept])
    return np.vstack(points), np.concatenate(weights)


def shares(points, place, lightness, around):
    """What of each point belongs to the atom at a place: all atoms' shares add up to one."""
    of = lambda where, weight: weight * decay(np.linalg.norm(points - where, axis=1))
    total = sum(of(where, weight) for where, weight in around)
    return of(place, lightness) / np.maximum(total, 1e-300)


def decay(distance):
    distance = np.maximum(distance, 1e-6)
    return np.exp(-2 * distance) / distance ** 3


class Waves:
    """Partial waves of a dataset, and its core."""

    def __init__(self, setup):
        from gpaw.sphere.spherical_harmonics import YL

        correction = setup.xc_correction
        r = correction.rgd.r_g
        self.reach = max(setup.rcut_j)
        end = int(np.searchsorted(r, 1.5 * self.reach)) + 2
        spline = lambda f: CubicSpline(r[:end], f[:end])
        self.waves, self.functions = [], []
        for (j, l, L) in correction.jlL:
            self.functions.append((j, YL[L]))
        for j, l in {(j, l) for j, l, _ in correction.jlL}:
            pair = []
            for f in (correction.phi_jg[j], correction.phit_jg[j]):
                g = np.array(f, dtype=float)
                if l:
                    g[1:] = g[1:] / r[1:] ** l
                    g[0] = g[1]
                pair.append(spline(g))
            self.waves.append((j, pair))
        self.waves = dict(self.waves)
        self.core = spline(correction.nc_g - correction.nct_g)

    def correction(self, matrix, away, spins):
        """Density and gradient beside the smooth ones, at vectors from the nucleus."""
        r = np.maximum(np.linalg.norm(away, axis=1), 1e-12)
        unit = (away / r[:, None]).T
        angular = [(j, *polynomial(terms, away)) for j, terms in self.functions]
        value, gradient = np.zeros(len(r)), np.zeros((3, len(r)))
        for which, sign in ((0, 1), (1, -1)):
            radial = {j: (pair[which](r), pair[which](r, 1)) for j, pair in self.waves.items()}
            phi = np.array([radial[j][0] * y for j, y, _ in angular])
            weighted = matrix @ phi
            value += sign * np.einsum("ip,ip->p", phi, weighted)
            for (j, y, dy), w in zip(angular, weighted):
                gradient += sign * 2 * w * (radial[j][1] * y * unit + radial[j][0] * dy)
        value += self.core(r) / spins
        gradient += self.core(r, 1) / spins * unit
        return value, gradient


def polynomial(terms, away):
    """A solid harmonic and its gradient."""
    x = away.T
    power = lambda axis, n: x[axis] ** n if n > 0 else np.ones(len(away)) if n == 0 else np.zeros(len(away))
    value, gradient = np.zeros(len(away)), np.zeros((3, len(away)))
    for coefficient, exponents in terms:
        value += coefficient * power(0, exponents[0]) * power(1, exponents[1]) * power(2, exponents[2])
        for axis in range(3):
            n = exponents[axis]
            if n:
                lowered = [e - (i == axis) for i, e in enumerate(exponents)]
                gradient[axis] += coefficient * n * power(0, lowered[0]) * power(1, lowered[1]) * power(2, lowered[2])
    return value, gradient
