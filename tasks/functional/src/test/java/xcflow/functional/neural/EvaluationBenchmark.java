package xcflow.functional.neural;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Architecture.Shape;

/**
 * Prints the CPU time per point on one core of neural functionals and of PBE, with the tables that
 * self-consistent calculations use.
 */
public final class EvaluationBenchmark {
    private EvaluationBenchmark() {}

    public static void main(String[] arguments) {
        var functionals =
                new Functional[] {
                    Functionals.named("PBE"),
                    neural(Architecture.CONSTRAINED, 20, 2),
                    neural(Architecture.CONSTRAINED, 32, 3),
                    neural(Architecture.UNCONSTRAINED, 20, 2),
                    neural(Architecture.UNCONSTRAINED, 32, 3),
                    neural(Architecture.ANCHORED, 20, 2)
                };
        for (boolean polarised : new boolean[] {false, true}) {
            var points = NeuralFunctionalTest.randomPoints(1 << 16, polarised, 1);
            for (var functional : functionals) {
                System.out.printf(
                        Locale.ROOT,
                        "%-12s %-24s %6.0f ns per point, %.0f with tables%n",
                        polarised ? "polarised" : "unpolarised",
                        functional.name(),
                        nanoseconds(functional, points),
                        nanoseconds(functional.tabulated(), points));
            }
        }
    }

    private static NeuralFunctional neural(Architecture architecture, int width, int depth) {
        var shape = new Shape(width, depth, Activation.TANH);
        return NeuralFunctional.untrained(
                architecture.specify(
                        architecture.label() + " " + depth + "x" + width,
                        "PBE",
                        architecture == Architecture.UNCONSTRAINED
                                ? Constraints.NONE
                                : Constraints.ALL,
                        shape,
                        shape,
                        1));
    }

    /** The best of several repetitions, which disturbances by other processes affect least. */
    private static double nanoseconds(Functional functional, Points points) {
        var clock = ManagementFactory.getThreadMXBean();
        var results = new Results(points.size(), points.isPolarised());
        double best = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < 12; repeat++) {
            long start = clock.getCurrentThreadCpuTime();
            functional.evaluate(points, results);
            long end = clock.getCurrentThreadCpuTime();
            best = Math.min(best, (end - start) / (double) points.size());
        }
        return best;
    }
}
