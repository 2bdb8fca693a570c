package xcflow.functional.card;

import java.util.Arrays;
import java.util.Locale;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.FunctionalCard.Section;

/** What an evaluation costs on this machine. */
final class Cost {
    private static final int POINTS = 20_000;
    private static final int ROUNDS = 15;

    private Cost() {}

    static Section measured(NeuralFunctional functional) {
        return Section.of(
                String.format(
                        Locale.ROOT,
                        "On the machine where this page was written, with one thread: %.0f ns per"
                                + " point with one density, %.0f ns with two spin densities, first"
                                + " derivatives included.",
                        nanoseconds(functional, false),
                        nanoseconds(functional, true)));
    }

    /** Median of some rounds, the first of which let the compiler find its way. */
    private static double nanoseconds(NeuralFunctional functional, boolean polarised) {
        var points = Points.allocate(POINTS, polarised);
        for (int i = 0; i < POINTS; i++) {
            double rho = Math.pow(10, -5 + 7.0 * i / POINTS);
            double sigma = Math.pow(rho, 8.0 / 3) * (1 + i % 90);
            points.rhoA[i] = rho;
            points.sigmaAA[i] = sigma;
            if (polarised) {
                points.rhoB[i] = rho * (0.2 + i % 7 * 0.1);
                points.sigmaBB[i] = sigma / 2;
                points.sigmaAB[i] = sigma / 3;
            }
        }
        var results = new Results(POINTS, polarised);
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            functional.evaluate(points, results);
            times[round] = (System.nanoTime() - begun) / (double) POINTS;
        }
        double[] warm = Arrays.copyOfRange(times, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
