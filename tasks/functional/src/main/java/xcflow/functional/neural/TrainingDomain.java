package xcflow.functional.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import xcflow.functional.DensityScales;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.spi.Warning;

/**
 * Where a functional was trained: how the electrons of the training systems were distributed over
 * the density parameter r_s and the reduced gradient s. Outside of it a network extrapolates.
 *
 * @param electrons of all training systems
 * @param systems number of training systems; one that two trainings had counts twice
 * @param densityParameter distribution over x = √r_s/(1 + √r_s), r_s in bohr
 * @param reducedGradient distribution over x = s/(1 + s)
 */
public record TrainingDomain(
        double electrons,
        int systems,
        List<Double> densityParameter,
        List<Double> reducedGradient) {

    /** Cells of each distribution, equal parts of 0 ≤ x ≤ 1. */
    public static final int CELLS = 48;

    /** A cell with a smaller share of the training's electrons does not count as trained in. */
    private static final double LEAST_SHARE = 1e-7;

    /** Share of the electrons that may be outside without a warning. */
    private static final double TOLERATED = 1e-3;

    /** 4 (3π²)^{2/3}: s² = σ/(this ρ^{8/3}). */
    private static final double GRADIENT = DensityScales.GRADIENT_SQUARED;

    private static final double RS = DensityScales.WIGNER_SEITZ;

    public TrainingDomain {
        densityParameter = checked(densityParameter);
        reducedGradient = checked(reducedGradient);
        if (!(electrons > 0) || !Double.isFinite(electrons) || systems < 1) {
            throw new IllegalArgumentException("a training has electrons and systems");
        }
    }

    private static List<Double> checked(List<Double> shares) {
        boolean right =
                shares.size() == CELLS
                        && shares.stream().filter(Objects::nonNull).count() == CELLS
                        && shares.stream().allMatch(share -> share >= 0 && share <= 1);
        if (!right) {
            throw new IllegalArgumentException(
                    "a distribution consists of " + CELLS + " shares from 0 to 1");
        }
        return List.copyOf(shares);
    }

    /**
     * The domain of these densities.
     *
     * @param points spin densities
     * @param weights of integration, bohr³
     */
    public static TrainingDomain of(Points points, double[] weights, int systems) {
        double[] density = new double[CELLS];
        double[] gradient = new double[CELLS];
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            double electrons = electrons(points, weights, i);
            density[cell(densityAxis(points, i))] += electrons;
            gradient[cell(gradientAxis(points, i))] += electrons;
            all += electrons;
        }
        return new TrainingDomain(all, systems, shares(density, all), shares(gradient, all));
    }

    /**
     * The domain of a functional that was trained in two places one after the other, such as a
     * clone that was fine-tuned: the electrons of both. What the first training taught is not
     * forgotten where the second has no electrons.
     */
    public TrainingDomain and(TrainingDomain other) {
        return new TrainingDomain(
                electrons + other.electrons,
                systems + other.systems,
                joined(densityParameter, other.densityParameter, other.electrons),
                joined(reducedGradient, other.reducedGradient, other.electrons));
    }

    private List<Double> joined(List<Double> mine, List<Double> others, double electronsOfOthers) {
        double[] sum = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            sum[cell] = electrons * mine.get(cell) + electronsOfOthers * others.get(cell);
        }
        return shares(sum, electrons + electronsOfOthers);
    }

    private static List<Double> shares(double[] electrons, double all) {
        return Arrays.stream(electrons).mapToObj(e -> Math.min(1, e / all)).toList();
    }

    private static double electrons(Points points, double[] weights, int i) {
        return Math.max(0, weights[i] * density(points, i));
    }

    private static double density(Points points, int i) {
        return Math.max(points.rhoA[i], 0)
                + (points.isPolarised() ? Math.max(points.rhoB[i], 0) : 0);
    }

    private static double densityAxis(Points points, int i) {
        double rho = density(points, i);
        double root = rho > 0 ? Math.sqrt(RS / Math.cbrt(rho)) : 1e30;
        return root / (1 + root);
    }

    private static double gradientAxis(Points points, int i) {
        double rho = density(points, i);
        if (!(rho > 1e-30)) {
            return 1;
        }
        double sigma = points.sigmaAA[i];
        if (points.isPolarised()) {
            sigma += 2 * points.sigmaAB[i] + points.sigmaBB[i];
        }
        double s = Math.sqrt(Math.max(sigma, 0) / GRADIENT) / Math.pow(rho, 4.0 / 3);
        return Double.isInfinite(s) ? 1 : s / (1 + s);
    }

    private static int cell(double x) {
        return Math.max(0, Math.min(CELLS - 1, (int) (x * CELLS)));
    }

    /** Share of the electrons of a density whose r_s or s this functional was not trained on. */
    public double outside(Points points, double[] weights) {
        int[] rs = range(densityParameter);
        int[] s = range(reducedGradient);
        double outside = 0;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            double electrons = electrons(points, weights, i);
            all += electrons;
            if (!within(cell(densityAxis(points, i)), rs)
                    || !within(cell(gradientAxis(points, i)), s)) {
                outside += electrons;
            }
        }
        return all > 0 ? outside / all : 0;
    }

    /**
     * Doubt about a functional that is used where it was not trained.
     *
     * @param functional any; those that say nothing about their training raise no doubt
     * @param system what the density is that of
     */
    public static Optional<Warning> doubt(
            Functional functional, String system, Points points, double[] weights) {
        if (!(functional instanceof NeuralFunctional neural) || neural.trainedOn().isEmpty()) {
            return Optional.empty();
        }
        double share = neural.trainedOn().get().outside(points, weights);
        if (share <= TOLERATED) {
            return Optional.empty();
        }
        return Optional.of(
                new Warning(
                        "extrapolated",
                        String.format(
                                Locale.ROOT,
                                "%s: %.2g %% of the electrons are where %s was not trained (r_s or s"
                                        + " beyond those of its training systems): train it on"
                                        + " densities like these",
                                system,
                                100 * share,
                                functional.name())));
    }

    private static boolean within(int cell, int[] range) {
        return cell >= range[0] && cell <= range[1];
    }

    /** First and last cell that count. */
    private static int[] range(List<Double> shares) {
        int first = 0;
        int last = CELLS - 1;
        while (first < last && shares.get(first) < LEAST_SHARE) {
            first++;
        }
        while (last > first && shares.get(last) < LEAST_SHARE) {
            last--;
        }
        return new int[] {first, last};
    }

    /** Least and greatest r_s of the cells that were trained in, bohr. */
    public double[] densityParameterRange() {
        return Arrays.stream(range(range(densityParameter))).map(x -> x * x).toArray();
    }

    /** Least and greatest s of the cells that were trained in. */
    public double[] reducedGradientRange() {
        return range(range(reducedGradient));
    }

    /** The edges x of cells as x/(1 − x). */
    private static double[] range(int[] cells) {
        return new double[] {
            edge(cells[0] / (double) CELLS), edge((cells[1] + 1) / (double) CELLS)
        };
    }

    private static double edge(double x) {
        return x < 1 ? x / (1 - x) : Double.POSITIVE_INFINITY;
    }
}
