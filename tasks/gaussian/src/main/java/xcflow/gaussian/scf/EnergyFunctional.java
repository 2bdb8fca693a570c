package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.gaussian.algebra.Matrices;

/**
 * The energy as a functional of the density matrix: the sum of its terms.
 *
 * @param terms in the order in which they are summed
 * @param ofNuclei energies by name that depend on the nuclei alone, hartree, in the order in which
 *     they are summed
 */
record EnergyFunctional(List<EnergyTerm> terms, Map<String, Double> ofNuclei) {

    EnergyFunctional {
        terms = List.copyOf(terms);
        ofNuclei = Collections.unmodifiableMap(new LinkedHashMap<>(ofNuclei));
    }

    /**
     * Energy and one-electron operator of a density.
     *
     * @param fock one matrix for each density matrix, [n × n], in hartree
     * @param gridElectrons integrals of the density matrices on the grid; empty without a grid
     */
    record Hamiltonian(Energies energies, List<double[]> fock, double[] gridElectrons) {
        /**
         * With a further part of the energy.
         *
         * @param energy hartree
         */
        Hamiltonian with(String name, double energy) {
            Map<String, Double> all = new LinkedHashMap<>(energies.byName());
            all.put(name, energy);
            return new Hamiltonian(new Energies(all), fock, gridElectrons);
        }
    }

    /** Energy of a density and its derivative. */
    Hamiltonian hamiltonian(SpinDensity density) {
        List<double[]> fock = new ArrayList<>();
        density.matrices().forEach(matrix -> fock.add(new double[matrix.size() * matrix.size()]));
        Map<String, Double> energies = new LinkedHashMap<>();
        double[] electrons = {};
        for (EnergyTerm term : terms) {
            energies.put(term.name(), term.add(density, fock));
            electrons = term.gridElectrons().orElse(electrons);
        }
        energies.putAll(ofNuclei);
        return new Hamiltonian(new Energies(energies), fock, electrons);
    }

    /** Estimated greatest error of an element of the last Fock matrix, hartree. */
    double uncertainty() {
        return terms.stream().mapToDouble(EnergyTerm::uncertainty).sum();
    }

    /** Makes the next evaluation as exact as it can be. */
    void renew() {
        terms.forEach(EnergyTerm::renew);
    }

    /** Error that the Fock matrices before the last ones have in common, if it has been found. */
    Optional<List<double[]>> correction() {
        return terms.stream()
                .map(EnergyTerm::correction)
                .flatMap(Optional::stream)
                .reduce(
                        (a, b) -> {
                            List<double[]> sums = new ArrayList<>();
                            for (int spin = 0; spin < a.size(); spin++) {
                                sums.add(Matrices.sum(a.get(spin), 1, b.get(spin)));
                            }
                            return sums;
                        });
    }
}
