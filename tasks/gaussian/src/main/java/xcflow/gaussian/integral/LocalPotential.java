package xcflow.gaussian.integral;

import java.util.List;
import java.util.Optional;
import xcflow.gaussian.basis.CorePotential;
import xcflow.gaussian.basis.Valence;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

/**
 * The local parts of core potentials, Σ c r^(n−2) exp(−ζr²), at Hermite Gaussians. With R from the
 * potential to a Gaussian of exponent p, q = p + ζ, a = pζ/q and b = p²/q, the integral of one term
 * is c exp(−aR²) times (π/q)^(3/2) for n = 2, times 2π/q ∫₀¹ exp(−bR²t²) dt for n = 1, and times
 * 2π^(3/2) q^(−1/2) ∫₀¹ exp(−bR²(1 − t²)) dt for n = 0, which follows from r^−2 = ∫ exp(−sr²) ds.
 * Hermite Gaussians are derivatives by R; L. E. McMurchie, E. R. Davidson, J. Comput. Phys. 26, 218
 * (1978), eq. 4.6.
 */
final class LocalPotential {
    private static final double NEGLIGIBLE = 80;

    private final List<Atom> atoms;
    private final List<Optional<CorePotential>> potentials;

    LocalPotential(Valence valence) {
        this.atoms = valence.molecule().atoms();
        this.potentials = valence.potentials();
    }

    /** What a thread works with, for distributions of one order. */
    private static final class Room {
        final double[] slopes;
        final double[] integrals;
        double[] upper;
        double[] lower;

        Room(int order) {
            slopes = new double[order + 1];
            integrals = new double[order + 1];
            upper = new double[Hermite.count(order)];
            lower = new double[Hermite.count(order)];
        }
    }

    /** Potential of all atoms together. */
    HermiteField at(List<Distribution> distributions, Workers workers) {
        return at(distributions, -1, workers);
    }

    /** Potential of one atom; of all together if it is −1. */
    HermiteField at(List<Distribution> distributions, int atom, Workers workers) {
        HermiteField field = HermiteField.zero(distributions);
        int highest = distributions.stream().mapToInt(Distribution::order).max().orElse(0);
        workers.forEach(
                distributions.size(),
                () -> new Room(highest),
                (room, i) -> {
                    for (int a = 0; a < potentials.size(); a++) {
                        if (potentials.get(a).isPresent() && (atom < 0 || atom == a)) {
                            add(distributions.get(i), a, room, field.values(), field.offsets()[i]);
                        }
                    }
                });
        return field;
    }

    private void add(Distribution distribution, int atom, Room room, double[] values, int at) {
        double[] r = {
            distribution.x() - atoms.get(atom).x(),
            distribution.y() - atoms.get(atom).y(),
            distribution.z() - atoms.get(atom).z()
        };
        double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
        int order = distribution.order();
        java.util.Arrays.fill(room.slopes, 0);
        boolean any = false;
        for (CorePotential.Term term : potentials.get(atom).orElseThrow().local()) {
            any |= addSlopes(term, distribution.exponent(), square, order, room);
        }
        if (!any) {
            return;
        }
        for (int m = order; m >= 0; m--) {
            double[] next = room.lower;
            next[0] = room.slopes[m];
            for (int h = 1; h < Hermite.count(order - m); h++) {
                next[h] = r[Hermite.axis(h)] * room.upper[Hermite.first(h)];
                if (Hermite.factor(h) > 0) {
                    next[h] += Hermite.factor(h) * room.upper[Hermite.second(h)];
                }
            }
            room.lower = room.upper;
            room.upper = next;
        }
        for (int h = 0; h < Hermite.count(order); h++) {
            values[at + h] += room.upper[h];
        }
    }

    /** Adds 2^m times the m-th derivatives by R² of one term's integral. */
    private static boolean addSlopes(
            CorePotential.Term term, double p, double square, int order, Room room) {
        double q = p + term.exponent();
        double a = p * term.exponent() / q;
        double b = p * p / q;
        if (a * square > NEGLIGIBLE) {
            return false;
        }
        double factor = term.coefficient() * Math.exp(-a * square);
        switch (term.power()) {
            case 2 -> {
                factor *= Math.pow(Math.PI / q, 1.5);
                b = 0;
                room.integrals[0] = 1;
            }
            case 1 -> {
                factor *= 2 * Math.PI / q;
                PowerIntegrals.even(order, b * square, room.integrals);
            }
            default -> {
                factor *= 2 * Math.pow(Math.PI, 1.5) / Math.sqrt(q);
                PowerIntegrals.complement(order, b * square, room.integrals);
            }
        }
        for (int m = 0; m <= order; m++) {
            double sum = 0;
            double binomial = Math.pow(a, m);
            for (int k = 0; k <= (b == 0 ? 0 : m); k++) {
                sum += binomial * room.integrals[k];
                binomial *= b / a * (m - k) / (k + 1);
            }
            room.slopes[m] += factor * sum;
            factor *= -2;
        }
        return true;
    }
}
