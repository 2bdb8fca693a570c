package xcflow.gaussian.integral;

import java.util.Arrays;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** Prints how long Coulomb matrices take: molecule, basis set, threads. */
final class CoulombTiming {
    private CoulombTiming() {}

    public static void main(String[] arguments) {
        Basis basis = Basis.of(Molecules.parse(arguments[0]), BasisSet.of(arguments[1]));
        int n = basis.count();
        try (Workers workers = new Workers(Integer.parseInt(arguments[2]))) {
            double[] density = density(basis, workers);
            time("fit set-up", () -> fitted(basis, workers));
            FittedCoulomb fitted = fitted(basis, workers);
            ExactCoulomb exact = new ExactCoulomb(basis, ExactCoulomb.THRESHOLD, workers);
            time("exact set-up", () -> new ExactCoulomb(basis, ExactCoulomb.THRESHOLD, workers));
            for (int i = 0; i < 4; i++) {
                time("fitted", () -> fitted.build(density));
                time("exact", () -> exact.build(density));
            }
            double[] tight = new ExactCoulomb(basis, 1e-15, workers).build(density);
            for (double threshold = 1e-13; threshold < 1e-8; threshold *= 10) {
                ExactCoulomb coulomb = new ExactCoulomb(basis, threshold, workers);
                double[] j = time("exact to " + threshold, () -> coulomb.build(density));
                double energy = 0;
                double largest = 0;
                for (int i = 0; i < j.length; i++) {
                    energy += 0.5 * density[i] * (j[i] - tight[i]);
                    largest = Math.max(largest, Math.abs(j[i] - tight[i]));
                }
                System.out.printf("error %.1e, of the energy %.1e Ha%n", largest, energy);
            }
        }
    }

    /** Density of the electrons in the field of model atoms. */
    private static double[] density(Basis basis, Workers workers) {
        int n = basis.count();
        OneElectron integrals = OneElectron.of(basis, workers);
        double[] vectors = integrals.overlap().clone();
        double[] values = LinearAlgebra.eigenSymmetric(n, vectors);
        for (int i = 0; i < n * n; i++) {
            vectors[i] /= Math.sqrt(values[i / n]);
        }
        double[] fock = integrals.core();
        double[] field = ModelDensity.coulomb(basis, workers);
        Arrays.setAll(fock, i -> fock[i] + field[i]);
        double[] half = new double[n * n];
        double[] transformed = new double[n * n];
        LinearAlgebra.multiply(false, false, n, n, n, 1, vectors, fock, 0, half);
        LinearAlgebra.multiply(false, true, n, n, n, 1, half, vectors, 0, transformed);
        LinearAlgebra.eigenSymmetric(n, transformed);
        int occupied = basis.molecule().alpha();
        double[] orbitals = new double[occupied * n];
        double[] lowest = Arrays.copyOf(transformed, occupied * n);
        LinearAlgebra.multiply(false, false, occupied, n, n, 1, lowest, vectors, 0, orbitals);
        double[] density = new double[n * n];
        LinearAlgebra.multiply(true, false, n, n, occupied, 2, orbitals, orbitals, 0, density);
        return density;
    }

    private static FittedCoulomb fitted(Basis basis, Workers workers) {
        Basis auxiliary = Basis.fitting(basis.molecule(), "def2-universal-jfit");
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
