package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.integral.CoulombMatrix;
import xcflow.gaussian.integral.ExchangeMatrix;
import xcflow.gaussian.integral.OneElectron;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.gaussian.xc.ExchangeCorrelation;

/** A part of the energy as a functional of the density matrix. */
interface EnergyTerm {

    /** Name of its part of the {@link Energies}. */
    String name();

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
     * earlier derivatives have in common, one matrix for each density matrix. Empty if it was not
     * renewed.
     */
    default Optional<List<double[]>> correction() {
        return Optional.empty();
    }

    /** Integrals on the grid of the last density's matrices, if the term has a grid. */
    default Optional<double[]> gridElectrons() {
        return Optional.empty();
    }

    /** An operator of single electrons, such as the kinetic energy. */
    record OneBody(String name, double[] operator) implements EnergyTerm {
        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            fock.forEach(matrix -> addTo(matrix, operator));
            return density.matrices().stream().mapToDouble(d -> d.trace(operator)).sum();
        }
    }

    /** Kinetic energy, attraction by the nuclei and, where they replace cores, potentials. */
    static List<EnergyTerm> ofSingleElectrons(Basis basis, OneElectron integrals) {
        List<EnergyTerm> terms = new ArrayList<>();
        terms.add(new OneBody(Energies.KINETIC, integrals.kinetic()));
        terms.add(new OneBody(Energies.ATTRACTION, integrals.attraction()));
        if (basis.valence().replacesCores()) {
            terms.add(new OneBody(Energies.CORE_POTENTIAL, integrals.corePotential()));
        }
        return terms;
    }

    /** Classical repulsion of the density with itself, ½ Σ D J. */
    record Hartree(CoulombMatrix coulomb) implements EnergyTerm {
        @Override
        public String name() {
            return Energies.COULOMB;
        }

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
    final class Xc implements EnergyTerm {
        private final Functional functional;
        private final ExchangeCorrelation integration;
        private double[] electrons;

        Xc(Functional functional, ExchangeCorrelation integration) {
            this.functional = functional;
            this.integration = integration;
        }

        @Override
        public String name() {
            return Energies.EXCHANGE_CORRELATION;
        }

        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            ExchangeCorrelation.Integral integral =
                    integration.integrate(functional, density.matrices());
            for (int spin = 0; spin < fock.size(); spin++) {
                addTo(fock.get(spin), integral.matrices().get(spin));
            }
            electrons = integral.electrons();
            return integral.energy();
        }

        @Override
        public Optional<double[]> gridElectrons() {
            return Optional.ofNullable(electrons);
        }
    }

    /**
     * A share of the exchange of the orbitals, −½ Σ_σ D_σ K[D_σ].
     *
     * @param fraction of it
     */
    record Exchange(double fraction, ExchangeMatrix exchange) implements EnergyTerm {
        @Override
        public String name() {
            return Energies.EXACT_EXCHANGE;
        }

        @Override
        public double add(SpinDensity density, List<double[]> fock) {
            // The matrix of a closed shell is that of both spins.
            double share = -fraction / density.electronsPerOrbital();
            double energy = 0;
            for (int spin = 0; spin < fock.size(); spin++) {
                DensityMatrix matrix = density.matrices().get(spin);
                double[] k = exchange.build(matrix);
                double[] into = fock.get(spin);
                for (int i = 0; i < k.length; i++) {
                    into[i] += share * k[i];
                }
                energy += 0.5 * share * matrix.trace(k);
            }
            return energy;
        }
    }

    /** Adds a matrix to another. */
    static void addTo(double[] matrix, double[] summand) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] += summand[i];
        }
    }
}
