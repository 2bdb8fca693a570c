package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.integral.FittedRepulsion;
import xcflow.gaussian.integral.Repulsion;
import xcflow.gaussian.integral.StoredExchange;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Exchange that is fitted between anchors against exact exchange throughout. */
class AnchoredExchangeTest {
    private static final Molecule WATER =
            Molecules.parse("O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587");

    /** Ethyl, whose 53 functions in def2-SVP are enough for fits. */
    private static final Molecule ETHYL =
            Molecules.parse(
                            "C 0 0 0; C 1.49 0 0; H -0.41 1.02 0.12; H -0.41 -0.41 0.94;"
                                    + " H -0.37 -0.58 -0.85; H 2.05 0.91 0.18; H 2.05 -0.91 -0.18")
                    .with(0, 1);

    private static final long AMPLE = 1L << 30;

    /** A symmetric matrix of numbers between −size and size. */
    private static double[] random(int n, double size, long seed) {
        var numbers = new Random(seed);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = size * (2 * numbers.nextDouble() - 1);
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }

    /** Two spins near those of superposed atoms. */
    private static SpinDensity density(Basis basis, double distance) {
        int n = basis.count();
        List<DensityMatrix> spins = new ArrayList<>();
        for (int spin = 0; spin < 2; spin++) {
            double[] matrix = random(n, 0.3, 7 + spin);
            EnergyTerm.addTo(matrix, random(n, distance, 17 + spin));
            spins.add(DensityMatrix.ofMatrix(n, matrix));
        }
        return new SpinDensity(spins);
    }

    private record Evaluation(double energy, List<double[]> fock) {
        static Evaluation of(EnergyTerm term, SpinDensity density) {
            List<double[]> fock = new ArrayList<>();
            density.matrices().forEach(d -> fock.add(new double[d.size() * d.size()]));
            return new Evaluation(term.add(density, fock), fock);
        }
    }

    @Test
    void theErrorOfTheEnergyIsOfSecondOrderInTheDistanceFromTheAnchor() {
        Basis basis = Basis.of(WATER, "def2-svp");
        Basis auxiliary = Basis.fitting(WATER, FittedRepulsion.FITTING_SET);
        try (var workers = new Workers(1);
                var exact = new StoredExchange(basis, Repulsion.COULOMB, AMPLE, workers);
                var fitted = new FittedRepulsion(basis, auxiliary, workers)) {
            var plain = new EnergyTerm.Exchange(0.25, exact);
            double[] errors = new double[2];
            for (int i = 0; i < 2; i++) {
                var term = new AnchoredExchange(0.25, exact, fitted::exchange, true);
                Evaluation.of(term, density(basis, 0));
                SpinDensity moved = density(basis, i == 0 ? 1e-2 : 1e-3);
                errors[i] =
                        Evaluation.of(term, moved).energy() - Evaluation.of(plain, moved).energy();
            }
            assertThat(errors[0] / errors[1]).isBetween(99.0, 101.0);
        }
    }

    @Test
    void matricesAreExactAtAnAnchorAndWithinTheEstimateNearIt() {
        Basis basis = Basis.of(WATER, "def2-svp");
        Basis auxiliary = Basis.fitting(WATER, FittedRepulsion.FITTING_SET);
        try (var workers = new Workers(1);
                var exact = new StoredExchange(basis, Repulsion.COULOMB, AMPLE, workers);
                var fitted = new FittedRepulsion(basis, auxiliary, workers)) {
            var plain = new EnergyTerm.Exchange(0.25, exact);
            var term = new AnchoredExchange(0.25, exact, fitted::exchange, true);
            SpinDensity anchor = density(basis, 0);
            Evaluation at = Evaluation.of(term, anchor);
            assertThat(at.energy()).isEqualTo(Evaluation.of(plain, anchor).energy());
            assertThat(term.uncertainty()).isZero();
            SpinDensity moved = density(basis, 1e-3);
            Evaluation near = Evaluation.of(term, moved);
            assertThat(term.uncertainty()).isPositive();
            for (int spin = 0; spin < 2; spin++) {
                assertThat(near.fock().get(spin))
                        .containsExactly(
                                Evaluation.of(plain, moved).fock().get(spin),
                                within(term.uncertainty()));
            }
            term.renew();
            Evaluation renewed = Evaluation.of(term, moved);
            for (int spin = 0; spin < 2; spin++) {
                double[] corrected = near.fock().get(spin).clone();
                EnergyTerm.addTo(corrected, term.correction().orElseThrow().get(spin));
                assertThat(renewed.fock().get(spin)).containsExactly(corrected, within(1e-12));
            }
        }
    }

    @Test
    void theSolutionOfAnOpenShellIsThatOfExactExchange() {
        Functional functional = Functionals.named("PBE0");
        ScfOptions options = ScfOptions.defaults();
        try (var workers = new Workers(1);
                var system = KohnSham.of(ETHYL, "def2-svp", options, workers);
                var exact = new StoredExchange(system.basis(), Repulsion.COULOMB, AMPLE, workers)) {
            ScfResult found = system.solve(functional);
            EnergyFunctional made = system.terms().energy(functional, true);
            assertThat(made.terms()).anyMatch(AnchoredExchange.class::isInstance);
            List<EnergyTerm> terms = new ArrayList<>(made.terms());
            terms.replaceAll(
                    term ->
                            term instanceof AnchoredExchange
                                    ? new EnergyTerm.Exchange(0.25, exact)
                                    : term);
            SelfConsistentField.Outcome again =
                    new SelfConsistentField(
                                    new EnergyFunctional(terms, made.ofNuclei()),
                                    system.filling(functional),
                                    system.oneElectron().overlap(),
                                    new SelfConsistentField.Criteria(1e-10, 1e-7, 50, 0, true),
                                    ScfListener.SILENT)
                            .run(
                                    found.density(),
                                    new Acceleration(Acceleration.ATTEMPTS.get(0)),
                                    1,
                                    0);
            assertThat(again.converged()).isTrue();
            assertThat(found.energy()).isCloseTo(again.energies().total(), within(1e-9));
        }
    }

    @Test
    void threadsDoNotChangeBits() {
        assertThat(energy(3)).isEqualTo(energy(1));
    }

    private static double energy(int threads) {
        try (var workers = new Workers(threads);
                var system =
                        KohnSham.of(
                                ETHYL, "def2-svp", ScfOptions.defaults().withGrid(2), workers)) {
            return system.solve(Functionals.named("PBE0")).energy();
        }
    }
}
