package xcflow.experiments.dos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.LevelMesh;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.experiments.TestEngines;
import xcflow.functional.Functionals;
import xcflow.numerics.Constants;
import xcflow.spi.Selected;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

class DensityOfStatesTest {

    static Stream<JsonNode> entries() throws IOException {
        try (InputStream in =
                DensityOfStatesTest.class.getResourceAsStream("densities-of-states.json")) {
            return JsonMapper.shared().readTree(in).get("entries").valueStream();
        }
    }

    static Stream<JsonNode> withoutSpin() throws IOException {
        return entries().filter(entry -> entry.get("moment").asInt() == 0);
    }

    /** To 1e-6 states per electronvolt. */
    @ParameterizedTest
    @MethodSource("withoutSpin")
    void agreesWithAbinitsLevels(JsonNode entry) throws TaskFailure {
        Solution solution = solve(entry);
        DensityOfStates states =
                new DensityOfStates(
                        solution.levels(Optional.empty(), entry.get("bands").asInt()),
                        entry.get("width").asDouble());
        double error = 1e-6;
        assertThat(states.spins()).isEqualTo(entry.get("density").size());
        for (int spin = 0; spin < states.spins(); spin++) {
            for (int i = 0; i < entry.get("energies").size(); i++) {
                double energy = entry.get("energies").get(i).asDouble();
                assertThat(states.density(spin, energy))
                        .isCloseTo(
                                entry.get("density").get(spin).get(i).asDouble(),
                                within(error * Constants.HARTREE_IN_EV));
                assertThat(states.below(spin, energy))
                        .isCloseTo(entry.get("below").get(spin).get(i).asDouble(), within(error));
            }
        }
    }

    @Test
    void belowTheFermiLevelOfTheIterationAreTheElectrons() throws Exception {
        JsonNode aluminium = entries().findFirst().orElseThrow();
        Solution solution = solve(aluminium);
        double width = aluminium.get("smearing").asDouble();
        DensityOfStates states = new DensityOfStates(solution.levels(Optional.empty(), 0), width);
        double fermi = solution.highestLevel().orElseThrow();
        assertThat(states.below(0, fermi)).isCloseTo(3, within(1e-6));
        assertThat(states.fermiLevel()).isCloseTo(fermi, within(1e-7));
    }

    @Test
    void theSpinsHoldTheElectronsAndDifferByTheMoment() throws Exception {
        JsonNode iron = entries().skip(2).findFirst().orElseThrow();
        Solution solution = solve(iron);
        DensityOfStates states =
                new DensityOfStates(
                        solution.levels(Optional.empty(), 0), iron.get("smearing").asDouble());
        double fermi = solution.highestLevel().orElseThrow();
        assertThat(states.below(0, fermi) + states.below(1, fermi)).isCloseTo(8, within(1e-5));
        assertThat(states.below(0, fermi) - states.below(1, fermi))
                .isCloseTo(solution.magnetism().orElseThrow().total(), within(1e-4));
    }

    @Test
    void theGapOfTheTableIsThatOfTheReport() throws Exception {
        JsonNode silicon = entries().skip(1).findFirst().orElseThrow();
        Solution solution = solve(silicon);
        LevelMesh mesh = solution.levels(Optional.empty(), 0);
        double top = mesh.points().stream().mapToDouble(p -> p.levels().get(3)).max().orElseThrow();
        double bottom =
                mesh.points().stream().mapToDouble(p -> p.levels().get(4)).min().orElseThrow();
        double gap = (Double) solution.details().get("band-gap");
        assertThat(bottom - top).isCloseTo(gap, within(1e-3));
        DensityOfStates states = new DensityOfStates(mesh, 1e-4);
        assertThat(states.fermiLevel()).isBetween(top, bottom);
        assertThat(states.below(0, states.fermiLevel())).isCloseTo(8, within(1e-9));
        assertThat(states.density(0, states.fermiLevel())).isLessThan(1e-9);
    }

    @Test
    void aMeshOfItsOwnHasTheLevelsOfTheOldOneWhereTheyCoincide() throws Exception {
        Solution solution = solve(entries().skip(1).findFirst().orElseThrow());
        LevelMesh coarse = solution.levels(Optional.empty(), 0);
        LevelMesh fine = solution.levels(Optional.of(List.of(4, 4, 4)), 0);
        assertThat(fine.points()).hasSize(8);
        for (LevelMesh.Point point : coarse.points()) {
            double lowest = point.levels().get(0);
            assertThat(fine.points()).anyMatch(p -> Math.abs(p.levels().get(0) - lowest) < 1e-7);
        }
    }

    @Test
    void theTableEndsWhereHigherBandsBegin() throws Exception {
        LevelMesh mesh =
                new LevelMesh(
                        2,
                        true,
                        List.of(
                                new LevelMesh.Point(0, 1, List.of(-0.5, 0.5)),
                                new LevelMesh.Point(1, 1, List.of(-0.4, 0.6))));
        DensityOfStates states = new DensityOfStates(mesh, 0.01);
        StringWriter table = new StringWriter();
        states.writeCsv(table);
        List<String> lines = table.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo("energy,density-up,density-down,below-up,below-down");
        double last = Double.parseDouble(lines.get(lines.size() - 1).split(",")[0]);
        assertThat(last).isBetween(0.45, 0.46);
        assertThat(states.below(0, last)).isCloseTo(1, within(1e-7));
        assertThat(states.fermiLevel()).isCloseTo(0.05, within(0.01));
    }

    @Test
    void tooFewBandsAndNoWidthAreRefused() throws Exception {
        Solution solution = solve(entries().findFirst().orElseThrow());
        assertThatThrownBy(() -> solution.levels(Optional.empty(), 2))
                .hasMessageContaining("2 bands are too few");
        LevelMesh mesh = solution.levels(Optional.empty(), 0);
        assertThatThrownBy(() -> new DensityOfStates(mesh, 0)).hasMessageContaining("width");
    }

    private static Solution solve(JsonNode entry) throws TaskFailure {
        String element = entry.get("element").asString();
        double a = entry.get("a").asDouble();
        Map<String, Object> settings = new HashMap<>();
        settings.put("cutoff", entry.get("cutoff").asDouble());
        int n = entry.get("mesh").asInt();
        settings.put("kpoints", List.of(n, n, n));
        settings.put("tolerance", 1e-12);
        settings.put("pseudopotential-set", "gth-lda");
        if (element.equals("Fe")) {
            settings.put("pseudopotentials", Map.of("Fe", "q8"));
            settings.put("site-moments", Map.of("Fe", List.of(entry.get("moment").asDouble())));
        }
        double width = entry.get("smearing").asDouble();
        if (width > 0) {
            settings.put("smearing", Map.of("kind", "gaussian", "width", width));
        }
        List<Site> sites = new ArrayList<>(List.of(Site.of(element, 0, 0, 0)));
        if (element.equals("Si")) {
            sites.add(Site.of(element, .25, .25, .25));
        }
        Lattice lattice =
                element.equals("Fe")
                        ? Crystal.of(
                                        new double[][] {
                                            {-a / 2, a / 2, a / 2},
                                            {a / 2, -a / 2, a / 2},
                                            {a / 2, a / 2, -a / 2}
                                        },
                                        sites)
                                .lattice()
                        : Lattice.faceCentredCubic(a);
        Structure.OfCrystal crystal =
                new Structure.OfCrystal(element, new Crystal(lattice, sites), Optional.empty());
        Selected<Engine> engine = TestEngines.of("planewave", settings);
        try (Prepared prepared =
                engine.plugin()
                        .prepare(crystal, engine.settings(), new Resources(1, InputFiles.NONE))) {
            return prepared.solve(Functionals.named("LDA"), Optional.empty(), Watch.SILENT);
        }
    }
}
