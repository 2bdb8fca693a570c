package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of results that were kept when the settings of engines were inputs of the tasks. */
class FormerInputsTest {
    private static final Map<String, Object> GAUSSIAN =
            Map.of(
                    "basis",
                    "def2-svp",
                    "grid-level",
                    3L,
                    "density-fitting",
                    false,
                    "unrestricted",
                    false,
                    "occupation",
                    "aligned",
                    "max-iterations",
                    100L,
                    "energy-tolerance",
                    1e-9,
                    "gradient-tolerance",
                    1e-6,
                    "stability",
                    "off");

    private static final Map<String, Object> PLANEWAVE =
            Map.of(
                    "shift",
                    List.of(0.0, 0.0, 0.0),
                    "pseudopotentials",
                    Map.of(),
                    "free-moment",
                    false,
                    "tolerance",
                    1e-8,
                    "symmetry",
                    true);

    private static final Map<String, Object> BOX =
            Map.of(
                    "edge",
                    12.0,
                    "cutoff",
                    40.0,
                    "tolerance",
                    1e-8,
                    "pseudopotentials",
                    Map.of(),
                    "free-moment",
                    false,
                    "symmetry",
                    true);

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    @Test
    void aCalculationInGaussians() {
        assertThat(
                        FormerInputs.named(
                                Map.of(
                                        "molecules",
                                        List.of("H2"),
                                        "engine",
                                        "gaussian",
                                        "gaussian",
                                        with(GAUSSIAN, "basis", "sto-3g"))))
                .isEqualTo(
                        Map.of(
                                "molecules",
                                List.of("H2"),
                                "engine",
                                "gaussian",
                                "basis",
                                "sto-3g",
                                "grid-level",
                                3L,
                                "density-fitting",
                                false));
    }

    @Test
    void aCalculationInPlaneWavesHadABasisSetToo() {
        Map<String, Object> usual = Map.of("engine", "planewave", "planewave", PLANEWAVE);
        Map<String, Object> former =
                Map.of(
                        "engine",
                        "planewave",
                        "basis",
                        "def2-svp",
                        "grid-level",
                        3L,
                        "density-fitting",
                        false);
        assertThat(FormerInputs.named(usual)).isEqualTo(former);
        assertThat(
                        FormerInputs.named(
                                with(
                                        with(usual, "planewave", with(PLANEWAVE, "box", BOX)),
                                        "gaussian",
                                        GAUSSIAN)))
                .isEqualTo(
                        with(
                                former,
                                "box",
                                Map.of("edge", 12.0, "cutoff", 40.0, "tolerance", 1e-8)));
        assertThat(FormerInputs.named(with(usual, "planewave", with(PLANEWAVE, "cutoff", 20.0))))
                .isEqualTo(
                        with(
                                former,
                                "crystal-settings",
                                Map.of(
                                        "cutoff",
                                        20.0,
                                        "shift",
                                        List.of(0.0, 0.0, 0.0),
                                        "pseudopotentials",
                                        Map.of(),
                                        "tolerance",
                                        1e-8,
                                        "symmetry",
                                        true)));
    }

    @Test
    void anEquationOfStateHadItsSettingsBesideTheOthers() {
        assertThat(
                        FormerInputs.planewave(
                                Map.of(
                                        "crystal",
                                        "Si",
                                        "engine",
                                        "planewave",
                                        "planewave",
                                        with(PLANEWAVE, "cutoff-smoothing", 2.0))))
                .isEqualTo(
                        Map.of(
                                "crystal",
                                "Si",
                                "cutoff-smoothing",
                                2.0,
                                "shift",
                                List.of(0.0, 0.0, 0.0),
                                "pseudopotentials",
                                Map.of(),
                                "tolerance",
                                1e-8,
                                "symmetry",
                                true));
    }

    @Test
    void tuningAndCorrelatedEnergiesHadNoEngine() {
        Map<String, Object> inputs =
                Map.of("engine", "gaussian", "gaussian", with(GAUSSIAN, "basis", "def2-tzvp"));
        assertThat(FormerInputs.gaussian(inputs))
                .isEqualTo(
                        Map.of("basis", "def2-tzvp", "grid-level", 3L, "density-fitting", false));
        assertThat(FormerInputs.basis(inputs)).isEqualTo(Map.of("basis", "def2-tzvp"));
    }

    @Test
    void whatCameLaterIsPartOfTheKeyWhereItIsNotTheDefault() {
        Map<String, Object> inputs = Map.of("engine", "gaussian", "gaussian", GAUSSIAN);
        for (String name : GAUSSIAN.keySet()) {
            Object other =
                    GAUSSIAN.get(name) instanceof Boolean
                            ? (Object) true
                            : GAUSSIAN.get(name) instanceof String ? "other" : (Object) 7L;
            assertThat(FormerInputs.named(with(inputs, "gaussian", with(GAUSSIAN, name, other))))
                    .as(name)
                    .isNotEqualTo(FormerInputs.named(inputs));
        }
        assertThat(
                        FormerInputs.planewave(
                                Map.of(
                                        "engine",
                                        "planewave",
                                        "planewave",
                                        with(PLANEWAVE, "moment", 2.0))))
                .containsEntry("planewave", Map.of("moment", 2.0));
    }

    @Test
    void anEngineThatCameLaterHasItsSettingsInTheKeyAndThoseOfNoOther() {
        Map<String, Object> inputs =
                Map.of("engine", "other", "other", Map.of("mesh", 200.0), "gaussian", GAUSSIAN);
        assertThat(FormerInputs.named(inputs))
                .isEqualTo(Map.of("engine", "other", "other", Map.of("mesh", 200.0)));
    }

    private static Map<String, Object> molecules(Object functional, Map<String, Object> gaussian) {
        return Map.of("functional", functional, "engine", "gaussian", "gaussian", gaussian);
    }

    /** Settings as they are when nothing is said of the grid. */
    private static Map<String, Object> withoutGrid() {
        Map<String, Object> less = new LinkedHashMap<>(GAUSSIAN);
        less.remove("grid-level");
        return less;
    }

    @Test
    void aGridThatIsLeftOpenIsTheFormerOneOfFunctionalsThatItSuits() {
        assertThat(FormerInputs.named(molecules("PBE", withoutGrid())))
                .isEqualTo(FormerInputs.named(molecules("PBE", with(GAUSSIAN, "grid-level", 3L))));
    }

    @Test
    void aGridThatIsLeftOpenIsAnotherOneOfFunctionalsThatWantAFineOne() {
        assertThat(FormerInputs.named(molecules("SCAN", withoutGrid())))
                .isNotEqualTo(
                        FormerInputs.named(molecules("SCAN", with(GAUSSIAN, "grid-level", 3L))));
    }

    @Test
    void aGridThatIsLeftOpenMayBeAnotherOneOfAFunctionalOfAFile() {
        Map<String, Object> file = Map.of("file", "clone.xcf", "sha256", "00");
        assertThat(FormerInputs.gaussian(molecules(file, withoutGrid())))
                .isNotEqualTo(
                        FormerInputs.gaussian(molecules(file, with(GAUSSIAN, "grid-level", 3L))));
    }
}
