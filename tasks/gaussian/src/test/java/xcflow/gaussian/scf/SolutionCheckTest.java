package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecules;

/** Forged outcomes are refused with their numbers; doubtful ones are results with a warning. */
class SolutionCheckTest {
    private static final Workers WORKERS = new Workers(1);
    private static final Functional PBE = Functionals.named("PBE");

    private final KohnSham water =
            KohnSham.of(
                    Molecules.inline("O 0 0 0.12; H 0 0.76 -0.47; H 0 -0.76 -0.47"),
                    "6-31g",
                    ScfOptions.defaults().withGrid(1),
                    WORKERS);
    private final ScfResult result = water.solve(PBE);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private SelfConsistentField.Outcome outcome(
            SpinDensity density, double[] grid, List<Orbitals> orbitals, Energies energies) {
        List<double[]> fock = water.terms().energy(PBE, true).hamiltonian(result.density()).fock();
        return new SelfConsistentField.Outcome(
                true, 9, energies, 0, 0, density, fock, grid, orbitals);
    }

    private List<Warning> check(SelfConsistentField.Outcome outcome) {
        return new SolutionCheck(
                        "water",
                        water.basis().valence(),
                        water.electrons(),
                        SolutionCheck.Gap.KOHN_SHAM,
                        ElectronFilling.WHOLE)
                .warnings(outcome);
    }

    private void assertRefused(SelfConsistentField.Outcome outcome, String why) {
        assertThatThrownBy(() -> check(outcome))
                .isInstanceOf(WrongSolutionException.class)
                .hasMessageStartingWith("water converged to no solution: ")
                .hasMessageMatching(".*" + why + ".*");
    }

    private static double[] ten() {
        return new double[] {10};
    }

    @Test
    void aSolutionPasses() {
        assertThat(check(outcome(result.density(), ten(), result.orbitals(), result.energies())))
                .isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void tooManyElectronsAreRefused() {
        SpinDensity more = SpinDensity.closedShell(result.density().matrices().get(0).scaled(1.1));
        assertRefused(
                outcome(more, ten(), result.orbitals(), result.energies()),
                "its density matrix holds 11.0000.* electrons instead of 10");
    }

    @Test
    void superposedAtomsAreRefused() {
        SpinDensity atoms = water.atoms();
        SpinDensity scaled =
                SpinDensity.closedShell(
                        atoms.matrices()
                                .get(0)
                                .scaled(10 / water.electrons().count(atoms.matrices().get(0))));
        assertRefused(
                outcome(scaled, ten(), result.orbitals(), result.energies()),
                "not that of filled orbitals: DSD differs from D by .*");
    }

    @Test
    void orbitalsThatAreNotThoseOfTheDensityAreRefused() {
        Orbitals orbitals = result.orbitals().get(0);
        double[] occupations = orbitals.occupations().clone();
        occupations[4] = 0;
        occupations[5] = 2;
        Orbitals excited =
                new Orbitals(
                        orbitals.size(), orbitals.energies(), orbitals.coefficients(), occupations);
        assertRefused(
                outcome(result.density(), ten(), List.of(excited), result.energies()),
                "its orbital energies add up to .* Ha, its density gives .* Ha");
    }

    @Test
    void aGridThatLosesElectronsIsDoubtfulThenRefused() {
        assertThat(
                        check(
                                outcome(
                                        result.density(),
                                        new double[] {9.99},
                                        result.orbitals(),
                                        result.energies())))
                .extracting(Warning::code)
                .containsExactly("grid-electrons");
        assertRefused(
                outcome(result.density(), new double[] {9.7}, result.orbitals(), result.energies()),
                "the integration grid counts 9.7000 electrons instead of 10");
    }

    @Test
    void anImpossibleVirialRatioIsRefused() {
        Map<String, Double> parts = new LinkedHashMap<>(result.energies().byName());
        parts.merge(Energies.KINETIC, 0.25, (a, b) -> a * b);
        Energies wrong = new Energies(parts);
        assertRefused(
                outcome(result.density(), ten(), result.orbitals(), wrong),
                "its virial ratio -V/T is 8.* with a kinetic energy of .*");
    }

    @Test
    void spinAndNumbersComeFromTheDensityMatrices() {
        try (KohnSham system =
                KohnSham.of(
                        Molecules.inline("O 0 0 0; H 0 0 0.97").with(0, 1),
                        "6-31g",
                        ScfOptions.defaults().withGrid(1),
                        WORKERS)) {
            SpinDensity density = system.solve(PBE).density();
            Electrons electrons = system.electrons();
            assertThat(electrons.spinSquared(density)).isBetween(0.75, 0.76);
            assertThat(electrons.count(density.matrices().get(0))).isBetween(4.999999, 5.000001);
            assertThat(electrons.common(density.matrices().get(1), density.matrices().get(1), 1))
                    .isBetween(3.999999, 4.000001);
        }
    }
}
