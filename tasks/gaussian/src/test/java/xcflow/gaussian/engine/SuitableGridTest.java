package xcflow.gaussian.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.functional.Functionals;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecules;

/** Functionals that change fast with the kinetic energy density get finer grids, or a warning. */
class SuitableGridTest {
    private static final Engine ENGINE = new GaussianEngine();

    private static GaussianSettings settings(Map<String, Object> given, String... functionals) {
        Record plain = PlainSettings.of(ENGINE, given);
        return (GaussianSettings)
                ENGINE.suited(
                        plain, List.of(functionals).stream().map(Functionals::named).toList());
    }

    @ParameterizedTest
    @CsvSource({"PBE, 3", "r2SCAN, 3", "TPSS, 3", "rSCAN, 3", "TPSSh, 3", "PBE0, 3", "SCAN, 5"})
    void levelSuitsTheFunctional(String functional, int level) {
        assertThat(settings(Map.of(), functional).level()).isEqualTo(level);
    }

    @Test
    void whatIsComparedWithScanHasItsGrid() {
        assertThat(settings(Map.of(), "PBE", "SCAN").level()).isEqualTo(5);
    }

    @Test
    void aLevelThatWasGivenStays() {
        assertThat(settings(Map.of("grid-level", 2), "SCAN").level()).isEqualTo(2);
    }

    private static Solution water(String functional, Map<String, Object> given) throws Exception {
        Structure water = new Structure.OfMolecule("H2O", Molecules.parse("H2O"));
        try (Prepared prepared =
                ENGINE.prepare(
                        water, settings(given, functional), new Resources(1, InputFiles.NONE))) {
            return prepared.solve(Functionals.named(functional), Optional.empty(), step -> {});
        }
    }

    private static List<String> codes(Solution solution) {
        return solution.warnings().stream().map(Warning::code).toList();
    }

    @Test
    void scanOnTheUsualGridIsDoubted() throws Exception {
        Solution coarse = water("SCAN", Map.of("grid-level", 3));
        assertThat(codes(coarse)).containsExactly("coarse-grid");
    }

    @Test
    void theWarningTellsHowFarTheEnergyIsOff() throws Exception {
        Solution coarse = water("SCAN", Map.of("grid-level", 3));
        String text = coarse.warnings().get(0).text();
        double told =
                Double.parseDouble(text.replaceAll("(?s).*too high by about (\\S+) mHa.*", "$1"));
        double fine = water("SCAN", Map.of()).energy();
        assertThat(told).isCloseTo(1e3 * (coarse.energy() - fine), within(0.02));
    }

    @Test
    void r2scanOnTheUsualGridIsNotDoubted() throws Exception {
        assertThat(codes(water("r2SCAN", Map.of()))).isEmpty();
    }

    @Test
    void scanOnItsOwnGridIsNotDoubted() throws Exception {
        assertThat(codes(water("SCAN", Map.of()))).isEmpty();
    }
}
