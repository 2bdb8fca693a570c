package xcflow.planewave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.InputFiles;
import xcflow.engine.Magnetism;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.functional.Functionals;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** Two hydrogen atoms in a cube, so far apart that each keeps its spin. */
class StartingMomentsTest {
    private static final Structure.OfCrystal HYDROGEN =
            new Structure.OfCrystal(
                    "hydrogen",
                    new Crystal(
                            Lattice.cubic(6.5),
                            List.of(Site.of("H", 0, 0, 0), Site.of("H", 0.5, 0.5, 0.5))),
                    Optional.empty());

    private static Record settings(Map<String, ?> more) throws TaskFailure {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cutoff", 8);
        all.put("kpoints", List.of(2, 2, 2));
        all.put("smearing", Map.of("kind", "fermi-dirac", "width", 0.005));
        all.putAll(more);
        return PlainSettings.of(Engines.named("planewave"), all);
    }

    private static Solution solution(Map<String, ?> more) throws Exception {
        Engine engine = Engines.named("planewave");
        try (Prepared prepared =
                engine.prepare(HYDROGEN, settings(more), new Resources(1, InputFiles.NONE))) {
            return prepared.solve(Functionals.named("LDA"), Optional.empty(), Watch.SILENT);
        }
    }

    private static Map<String, ?> moments(Double... values) {
        return Map.of("site-moments", Map.of("H", List.of(values)));
    }

    private static int operations(Map<String, ?> more) throws TaskFailure {
        Cell cell = Cell.of(HYDROGEN, (PlaneWaveSettings) settings(more), InputFiles.NONE);
        return cell.anyModel().symmetric(cell.settings(), false).group().order();
    }

    @Test
    void sublatticesOfUnequalMomentsAreNotMadeEqual() throws Exception {
        Magnetism found = solution(moments(1.0, -1.0)).magnetism().orElseThrow();
        assertThat(found.total()).isCloseTo(0, within(1e-6));
        assertThat(found.absolute()).isBetween(1.0, 2.0);
        assertThat(found.sites().get(0)).isGreaterThan(0.4);
        assertThat(found.sites().get(1)).isCloseTo(-found.sites().get(0), within(1e-5));
    }

    @Test
    void aFerromagnetKeepsTheOperationThatAnAntiferromagnetLoses() throws Exception {
        assertThat(operations(moments(1.0))).isEqualTo(2 * operations(moments(1.0, -1.0)));
        assertThat(operations(Map.of())).isEqualTo(operations(moments(1.0, 1.0)));
    }

    @Test
    void symmetryDoesNotChangeAnAntiferromagnet() throws Exception {
        Map<String, Object> whole = new LinkedHashMap<>(moments(1.0, -1.0));
        whole.put("symmetry", false);
        assertThat(solution(moments(1.0, -1.0)).energy())
                .isCloseTo(solution(whole).energy(), within(1e-6));
    }

    @Test
    void equalMomentsMakeAFerromagnet() throws Exception {
        Magnetism found = solution(moments(1.0)).magnetism().orElseThrow();
        assertThat(found.total()).isGreaterThan(1);
        assertThat(found.sites().get(0)).isCloseTo(found.sites().get(1), within(1e-6));
    }

    @Test
    void aFixedMomentIsKept() throws Exception {
        Map<String, Object> fixed = new LinkedHashMap<>(moments(1.0));
        fixed.put("moment", 1.5);
        assertThat(solution(fixed).magnetism().orElseThrow().total()).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void spinsWithoutAStartAreDoubted() throws Exception {
        Solution equal = solution(Map.of("free-moment", true));
        assertThat(equal.warnings()).extracting(Warning::code).contains("no-starting-moment");
        assertThat(solution(moments(1.0)).warnings())
                .extracting(Warning::code)
                .doesNotContain("no-starting-moment");
    }

    @Test
    void aMomentThatIsLostIsDoubted() throws Exception {
        Map<String, Object> hot = new LinkedHashMap<>(moments(0.3));
        hot.put("smearing", Map.of("kind", "fermi-dirac", "width", 0.1));
        Solution lost = solution(hot);
        assertThat(lost.magnetism().orElseThrow().absolute()).isLessThan(0.01);
        assertThat(lost.warnings()).extracting(Warning::code).contains("moment-vanished");
    }

    @Test
    void aStartWithoutMomentsDoesNotHideThoseOfTheAtoms() throws Exception {
        Engine engine = Engines.named("planewave");
        Resources resources = new Resources(1, InputFiles.NONE);
        Solution lost = solution(Map.of("free-moment", true));
        try (Prepared prepared = engine.prepare(HYDROGEN, settings(moments(1.0)), resources)) {
            Solution found =
                    prepared.solve(
                            Functionals.named("LDA"), Optional.of(lost.density()), Watch.SILENT);
            assertThat(found.magnetism().orElseThrow().total()).isGreaterThan(1);
        }
    }

    @Test
    void withoutSpinThereAreNoMoments() throws Exception {
        Solution solution = solution(Map.of());
        assertThat(solution.magnetism()).isEmpty();
        assertThat(solution.details()).doesNotContainKey("site-moments");
    }

    @Test
    void momentsOfOtherAtomsAreRefused() {
        assertThatThrownBy(() -> solution(Map.of("site-moments", Map.of("Fe", List.of(2.0)))))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("hydrogen: 'site-moments' gives one to Fe, but the atoms are of H");
        assertThatThrownBy(() -> solution(moments(1.0, 1.0, 1.0)))
                .isInstanceOf(TaskFailure.class)
                .hasMessage(
                        "hydrogen: 'site-moments' needs one number for H, or one for each of its 2"
                                + " atoms, not 3");
    }
}
