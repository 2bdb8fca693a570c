package xcflow.gaussian.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.functional.Functionals;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecules;

class GaussianSettingsTest {
    private static final GaussianEngine ENGINE = new GaussianEngine();
    private static final Structure.OfMolecule HYDROGEN =
            new Structure.OfMolecule("H", Molecules.parse("H"));

    private static GaussianSettings settings(Map<String, Object> given) {
        return (GaussianSettings) PlainSettings.of(ENGINE, given);
    }

    /** Looks at the solution with PBE while its equations are there. */
    private static void solve(Map<String, Object> given, Consumer<Solution> look) throws Exception {
        try (Prepared prepared =
                ENGINE.prepare(HYDROGEN, settings(given), new Resources(1, InputFiles.NONE))) {
            look.accept(prepared.solve(Functionals.named("PBE"), Optional.empty(), step -> {}));
        }
    }

    @Test
    void smearingAndElectronsAreNotBothGiven() {
        assertThatThrownBy(() -> settings(Map.of("smearing", 0.01, "electrons", List.of(0.5, 0.0))))
                .hasMessageContaining("give one of them");
    }

    @Test
    void electronsAreTwoNumbers() {
        assertThatThrownBy(() -> settings(Map.of("electrons", List.of(0.5))))
                .hasMessageContaining("two numbers");
    }

    @Test
    void electronsAreNotNegative() {
        assertThatThrownBy(() -> settings(Map.of("electrons", List.of(0.5, -0.5))))
                .hasMessageContaining("zero or more");
    }

    @Test
    void stabilityIsRefusedWithSmearing() {
        assertThatThrownBy(() -> settings(Map.of("smearing", 0.01, "stability", "check")))
                .hasMessageContaining("'stability: off'");
    }

    @Test
    void d4IsRefusedWithDeclaredElectrons() {
        assertThatThrownBy(
                        () -> settings(Map.of("electrons", List.of(0.5, 0.0), "dispersion", "d4")))
                .hasMessageContaining("D4 needs the charge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smearing", "electrons", "dispersion"})
    void correlatedEnergiesRefuseWhatIsOneOfDensityFunctionals(String setting) {
        Map<String, Object> values =
                Map.of("smearing", 0.01, "electrons", List.of(1.0, 0.0), "dispersion", "d3bj");
        GaussianSettings given = settings(Map.of(setting, values.get(setting)));
        assertThatThrownBy(
                        () ->
                                ENGINE.correlation()
                                        .orElseThrow()
                                        .prepare(
                                                HYDROGEN, given, new Resources(1, InputFiles.NONE)))
                .hasMessageContaining("'" + setting + "'")
                .hasMessageContaining("coupled cluster");
    }

    @Test
    void aSmearedSolutionTellsItsEntropyAndFermiLevel() throws Exception {
        solve(
                Map.of("smearing", 0.05),
                solution -> {
                    double entropyTerm = solution.energies().get("entropy-term");
                    assertThat(entropyTerm).isNegative();
                    assertThat((Double) solution.details().get("extrapolated-energy"))
                            .isCloseTo(solution.energy() - 0.5 * entropyTerm, within(1e-14));
                    assertThat(solution.details())
                            .containsKey("fermi-level")
                            .doesNotContainKey("homo");
                });
    }

    @Test
    void aSolutionWithPartOfAnElectronTellsHowMuch() throws Exception {
        solve(
                Map.of("electrons", List.of(0.5, 0.5)),
                solution -> {
                    assertThat(solution.details())
                            .containsEntry("filled-electrons", List.of(0.5, 0.5));
                    assertThat(solution.energy()).isCloseTo(-0.4570451608, within(1e-6));
                });
    }

    @Test
    void theVersionOfTheLibraryIsAPartOfTheKeyOnlyWhereDispersionIsCalculated() {
        assertThat(ENGINE.fingerprint(Map.of("dispersion", "none"))).isEmpty();
        assertThat(ENGINE.fingerprint(Map.of("basis", "def2-svp"))).isEmpty();
        boolean installed = ENGINE.missing(settings(Map.of("dispersion", "d3bj"))).isEmpty();
        assertThat(ENGINE.fingerprint(Map.of("dispersion", "d3bj")).isEmpty())
                .isEqualTo(!installed);
    }
}
