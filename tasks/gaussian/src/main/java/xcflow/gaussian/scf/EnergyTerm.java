package xcflow.gaussian.scf;

import java.util.List;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.gaussian.integral.CoulombMatrix;
import xcflow.gaussian.xc.ExchangeCorrelation;

/** A part of the energy as a functional of the density matrix. */
interface EnergyTerm {

    /**
     * Energy of a density, and its derivative with respect to the density matrix.
     *
     * @param fock one matrix for each density matrix, [n × n]; the derivative is added
     * @return energy in hartree
     */
    double add(SpinDensity density, List<double[]> fock);

    /** Estimated greatest error of an element of the last derivative, hartree. */
    default double uncertainty() {
        return 0;
    }

    /** Makes the next evaluation as exact as it can be. */
    default void renew() {}

    /**
     * What the last derivative has more than it would have had without renewal: the error that
     * earlier derivatives have in common. Empty if it was not renewed.
     */
    default Optional<double[]> correction() {
        return Optional.empty();
    }

    /** An operator of single electrons, such as the kinetic energy. */
    record OneBody(double[] operator) implements EnergyTerm {
        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            fock.forEach(matrix -> addTo(matrix, operator));
            return density.matrices().stream().mapToDouble(d -> d.trace(operator)).sum();
        }
    }

    /** Classical repulsion of the density with itself, ½ Σ D J. */
    record Hartree(CoulombMatrix coulomb) implements EnergyTerm {
        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            double[] total = density.total();
            double[] potential = coulomb.build(total);
            fock.forEach(matrix -> addTo(matrix, potential));
            double energy = 0;
            for (int i = 0; i < total.length; i++) {
                energy += 0.5 * total[i] * potential[i];
            }
            return energy;
        }
    }

    /** Exchange and correlation on a grid. */
    record Xc(Functional functional, ExchangeCorrelation integration) implements EnergyTerm {
        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            return integrate(density, fock).energy();
        }

        /** As {@link #add}; tells the electrons on the grid too. */
        ExchangeCorrelation.Integral integrate(SpinDensity density, List<double[]> fock) {
            ExchangeCorrelation.Integral integral =
                    integration.integrate(functional, density.matrices());
            for (int spin = 0; spin < fock.size(); spin++) {
                addTo(fock.get(spin), integral.matrices().get(spin));
            }
            return integral;
        }
    }

    /** Adds a matrix to another. */
    static void addTo(double[] matrix, double[] summand) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] += summand[i];
        }
    }
}
