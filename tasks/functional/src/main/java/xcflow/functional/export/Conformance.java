package xcflow.functional.export;

import java.util.SplittableRandom;
import xcflow.functional.DensityScales;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.NeuralFunctional;

/**
 * Points with what a functional gives there, by which another implementation is checked: densities
 * of 1e-8 to 1e3 bohr⁻³ and reduced gradients up to s = 30, evenly in their logarithms but for some
 * with no gradient; polarisations of all kinds.
 */
final class Conformance {
    /** Points of each kind of density. */
    static final int COUNT = 4096;

    private static final double LARGEST_S = 30;

    /** 2 (3π²)^{1/3}: |∇ρ| = this s ρ^{4/3}. */
    private static final double GRADIENT = DensityScales.GRADIENT;

    private Conformance() {}

    /** The points: always the same. */
    static Points points(boolean polarised) {
        var random = new SplittableRandom(polarised ? 2 : 1);
        var points = Points.allocate(COUNT, polarised);
        for (int i = 0; i < COUNT; i++) {
            double rho = Math.pow(10, -8 + 11 * random.nextDouble());
            double s = i % 16 == 0 ? 0 : LARGEST_S * Math.pow(10, -4 * random.nextDouble());
            if (!polarised) {
                points.rhoA[i] = rho;
                points.sigmaAA[i] = square(GRADIENT * s * Math.pow(rho, 4.0 / 3));
                continue;
            }
            double share = share(i, random.nextDouble());
            double other = i % 16 == 0 ? 0 : LARGEST_S * Math.pow(10, -4 * random.nextDouble());
            points.rhoA[i] = share * rho;
            points.rhoB[i] = (1 - share) * rho;
            // The reduced gradient of one spin: that of twice its density.
            double up = GRADIENT * s * Math.cbrt(2) * Math.pow(points.rhoA[i], 4.0 / 3);
            double down = GRADIENT * other * Math.cbrt(2) * Math.pow(points.rhoB[i], 4.0 / 3);
            points.sigmaAA[i] = up * up;
            points.sigmaAB[i] = up * down * (2 * random.nextDouble() - 1);
            points.sigmaBB[i] = down * down;
        }
        return points;
    }

    /** Share of spin up: mostly anything, sometimes one half, all, or nearly all. */
    private static double share(int i, double random) {
        return switch (i % 8) {
            case 1 -> 0.5;
            case 2 -> i % 64 == 2 ? 1 : i % 64 == 10 ? 0 : random;
            case 3 -> 1 - Math.pow(10, -1 - 5 * random);
            default -> random;
        };
    }

    private static double square(double x) {
        return x * x;
    }

    /** Points and values as a table of decimal numbers that name each double exactly. */
    static String table(NeuralFunctional functional, boolean polarised) {
        return polarised ? polarised(functional) : unpolarised(functional);
    }

    private static String polarised(NeuralFunctional functional) {
        var points = points(true);
        var results = evaluate(functional, points);
        var text =
                new StringBuilder(
                        "# rho_u rho_d sigma_uu sigma_ud sigma_dd exc"
                                + " vrho_u vrho_d vsigma_uu vsigma_ud vsigma_dd\n");
        for (int i = 0; i < COUNT; i++) {
            row(
                    text,
                    points.rhoA[i],
                    points.rhoB[i],
                    points.sigmaAA[i],
                    points.sigmaAB[i],
                    points.sigmaBB[i],
                    results.energy[i] / (points.rhoA[i] + points.rhoB[i]),
                    results.vRhoA[i],
                    results.vRhoB[i],
                    results.vSigmaAA[i],
                    results.vSigmaAB[i],
                    results.vSigmaBB[i]);
        }
        return text.toString();
    }

    /** As two equal spin densities: those of a single one come from tables. */
    private static String unpolarised(NeuralFunctional functional) {
        var points = points(false);
        var halves = Points.allocate(COUNT, true);
        for (int i = 0; i < COUNT; i++) {
            halves.rhoA[i] = halves.rhoB[i] = points.rhoA[i] / 2;
            double quarter = points.sigmaAA[i] / 4;
            halves.sigmaAA[i] = halves.sigmaAB[i] = halves.sigmaBB[i] = quarter;
        }
        var results = evaluate(functional, halves);
        var text = new StringBuilder("# rho sigma exc vrho vsigma\n");
        for (int i = 0; i < COUNT; i++) {
            double byGradients = results.vSigmaAA[i] + results.vSigmaAB[i] + results.vSigmaBB[i];
            row(
                    text,
                    points.rhoA[i],
                    points.sigmaAA[i],
                    results.energy[i] / points.rhoA[i],
                    (results.vRhoA[i] + results.vRhoB[i]) / 2,
                    byGradients / 4);
        }
        return text.toString();
    }

    /** Values that are exact to rounding. */
    static Results evaluate(NeuralFunctional functional, Points points) {
        var results = new Results(points.size(), true);
        functional.correlation().evaluate(points, results);
        new ExactExchange(functional).add(points, results);
        return results;
    }

    private static void row(StringBuilder text, double... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : " ").append(numbers[i]);
        }
        text.append('\n');
    }
}
