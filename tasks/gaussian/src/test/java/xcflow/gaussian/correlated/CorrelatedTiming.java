package xcflow.gaussian.correlated;

import java.lang.management.ManagementFactory;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.integral.FourIndex;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** Prints the processor time of each part of CCSD(T) on one thread: molecule, basis set. */
final class CorrelatedTiming {
    private CorrelatedTiming() {}

    public static void main(String[] arguments) {
        var clock = ManagementFactory.getThreadMXBean();
        Basis basis = Basis.of(Molecules.parse(arguments[0]), BasisSet.of(arguments[1]));
        try (Workers workers = new Workers(1)) {
            for (int round = 0; round < 2; round++) {
                long start = clock.getCurrentThreadCpuTime();
                FourIndex.of(basis, workers);
                long now = clock.getCurrentThreadCpuTime();
                System.out.printf("four-index integrals %.3f s%n", 1e-9 * (now - start));
                CorrelatedEnergy energy =
                        CorrelatedEnergy.of(
                                basis,
                                CorrelatedMethod.TRIPLES,
                                false,
                                workers,
                                message ->
                                        System.out.printf(
                                                "%.3f s %s%n",
                                                1e-9 * (clock.getCurrentThreadCpuTime() - now),
                                                message));
                System.out.printf(
                        "%.3f s %s%n", 1e-9 * (clock.getCurrentThreadCpuTime() - now), energy);
            }
        }
    }
}
