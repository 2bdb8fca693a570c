package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.gaussian.xc.ExchangeCorrelation;

/**
 * The Kohn–Sham energy as a functional of the density matrix: the sum of its terms.
 *
 * @param nuclearRepulsion hartree
 */
record EnergyFunctional(
        EnergyTerm kinetic,
        EnergyTerm attraction,
        EnergyTerm hartree,
        EnergyTerm.Xc exchangeCorrelation,
        double nuclearRepulsion) {

    /**
     * Energy and Kohn–Sham operator of a density.
     *
     * @param fock one matrix for each density matrix, [n × n], in hartree
     * @param gridElectrons integrals of the density matrices on the grid
     */
    record Hamiltonian(Energies energies, List<double[]> fock, double[] gridElectrons) {}

    /** Energy of a density and its derivative. */
    Hamiltonian hamiltonian(SpinDensity density) {
        List<double[]> fock = new ArrayList<>();
        density.matrices().forEach(matrix -> fock.add(new double[matrix.size() * matrix.size()]));
        double kineticEnergy = kinetic.add(density, fock);
        double attractionEnergy = attraction.add(density, fock);
        double coulomb = hartree.add(density, fock);
        ExchangeCorrelation.Integral xc = exchangeCorrelation.integrate(density, fock);
        Energies energies =
                new Energies(
                        kineticEnergy, attractionEnergy, coulomb, xc.energy(), nuclearRepulsion);
        return new Hamiltonian(energies, fock, xc.electrons());
    }

    /** Estimated greatest error of an element of the last Fock matrix, hartree. */
    double uncertainty() {
        return hartree.uncertainty();
    }

    /** Makes the next evaluation as exact as it can be. */
    void renew() {
        hartree.renew();
    }

    /** Error that the Fock matrices before the last one have in common, if it has been found. */
    Optional<double[]> correction() {
        return hartree.correction();
    }
}
