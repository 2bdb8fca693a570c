package xcflow.gaussian.integral;

import java.util.Arrays;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.molecule.Molecules;
import xcflow.numerics.Workers;

/** Prints how long Coulomb matrices take: molecule, basis set, threads. */
final class CoulombTiming {
    private CoulombTiming() {}

    public static void main(String[] arguments) {
        Basis basis = Basis.of(Molecules.parse(arguments[0]), BasisSet.of(arguments[1]));
        int n = basis.count();
        double[] density = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                density[i * n + j] = Math.exp(-0.3 * Math.abs(i - j));
            }
        }
        try (Workers workers = new Workers(Integer.parseInt(arguments[2]))) {
            time("fit set-up", () -> fitted(basis, workers));
            FittedCoulomb fitted = fitted(basis, workers);
            ExactCoulomb exact = new ExactCoulomb(basis, ExactCoulomb.THRESHOLD, workers);
            time("exact set-up", () -> new ExactCoulomb(basis, ExactCoulomb.THRESHOLD, workers));
            for (int i = 0; i < 4; i++) {
                time("fitted", () -> fitted.build(density));
                double[] j = time("exact", () -> exact.build(density));
                System.out.printf("%.12f%n", Arrays.stream(j).sum());
            }
        }
    }

    private static FittedCoulomb fitted(Basis basis, Workers workers) {
        Basis auxiliary = Basis.of(basis.molecule(), BasisSet.of("def2-universal-jfit"));
        return new FittedCoulomb(basis, auxiliary, workers);
    }

    private static <T> T time(String what, java.util.function.Supplier<T> work) {
        var clock = java.lang.management.ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long startCpu = clock.getCurrentThreadCpuTime();
        T result = work.get();
        System.out.printf(
                "%s %.3f s, %.3f s on this thread%n",
                what,
                1e-9 * (System.nanoTime() - start),
                1e-9 * (clock.getCurrentThreadCpuTime() - startCpu));
        return result;
    }
}
