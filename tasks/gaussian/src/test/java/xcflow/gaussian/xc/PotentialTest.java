package xcflow.gaussian.xc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** The matrix is the derivative of the energy with respect to the density matrix. */
class PotentialTest {
    private static final List<Functional> FUNCTIONALS = functionals();

    private static List<Functional> functionals() {
        List<Functional> functionals = new ArrayList<>();
        for (String name : List.of("SPW92", "PBE", "BLYP", "RPBE")) {
            functionals.add(Functionals.named(name));
        }
        for (Architecture architecture :
                List.of(Architecture.CONSTRAINED, Architecture.UNCONSTRAINED)) {
            functionals.add(
                    NeuralFunctional.untrained(
                            architecture.specify(
                                    "random",
                                    "PBE",
                                    Constraints.ALL,
                                    new Architecture.Shape(16, 2, Activation.TANH),
                                    new Architecture.Shape(16, 2, Activation.TANH),
                                    7)));
        }
        return functionals;
    }

    @Property(tries = 24)
    void isTheDerivativeOfTheEnergy(
            @ForAll @IntRange(max = 5) int which,
            @ForAll @IntRange(min = 1, max = 2) int spins,
            @ForAll long seed) {
        Functional functional = FUNCTIONALS.get(which);
        Basis basis = Basis.of(Molecules.parse("OH"), BasisSet.of("6-31g*"));
        Random random = new Random(seed);
        try (Workers workers = new Workers(1);
                ExchangeCorrelation xc =
                        new ExchangeCorrelation(
                                basis,
                                MolecularGrid.of(
                                        basis.molecule().atoms(), new GridLevel(0), workers),
                                workers)) {
            List<DensityMatrix> density = new ArrayList<>();
            List<DensityMatrix> direction = new ArrayList<>();
            for (int spin = 0; spin < spins; spin++) {
                density.add(orbitals(basis.count(), 5, random, 0.5));
                direction.add(orbitals(basis.count(), 2, random, 0.05));
            }
            double slope = 0;
            List<double[]> matrices = xc.integrate(functional, density).matrices();
            for (int spin = 0; spin < spins; spin++) {
                slope += direction.get(spin).trace(matrices.get(spin));
            }
            double h = 1e-3;
            double numerical =
                    (8
                                            * (energy(xc, functional, density, direction, h)
                                                    - energy(
                                                            xc, functional, density, direction, -h))
                                    - energy(xc, functional, density, direction, 2 * h)
                                    + energy(xc, functional, density, direction, -2 * h))
                            / (12 * h);
            assertThat(slope).isCloseTo(numerical, within(1e-7 * Math.max(1, Math.abs(slope))));
        }
    }

    private static double energy(
            ExchangeCorrelation xc,
            Functional functional,
            List<DensityMatrix> density,
            List<DensityMatrix> direction,
            double step) {
        List<DensityMatrix> displaced = new ArrayList<>();
        for (int spin = 0; spin < density.size(); spin++) {
            displaced.add(density.get(spin).plus(step, direction.get(spin)));
        }
        return xc.integrate(functional, displaced).energy();
    }

    private static DensityMatrix orbitals(int size, int rank, Random random, double scale) {
        double[] orbitals = new double[rank * size];
        double[] occupations = new double[rank];
        for (int i = 0; i < orbitals.length; i++) {
            orbitals[i] = scale * random.nextGaussian();
        }
        java.util.Arrays.fill(occupations, 1);
        return DensityMatrix.ofOrbitals(size, occupations, orbitals);
    }
}
