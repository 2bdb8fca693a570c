package xcflow.experiments.dos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class DensityOfStatesTaskTest {
    @TempDir Path directory;

    private DensityOfStatesTask.Outputs states(
            String crystal, Map<String, Object> settings, List<Integer> mesh) throws Exception {
        return new DensityOfStatesTask()
                .run(
                        new DensityOfStatesTask.Inputs(
                                new Source.Name(crystal),
                                new Source.Name("PBE"),
                                TestEngines.of("planewave", settings),
                                0.005,
                                Optional.of(mesh),
                                0),
                        new TrialContext(directory, 1));
    }

    @Test
    void siliconHasAGapAndNoStatesInIt() throws Exception {
        DensityOfStatesTask.Outputs silicon =
                states("Si", Map.of("cutoff", 8, "kpoints", List.of(2, 2, 2)), List.of(4, 4, 4));
        assertThat(silicon.gap()).isPresent();
        assertThat(silicon.gap().get()).isBetween(0.015, 0.04);
        assertThat(silicon.atFermiLevel())
                .singleElement()
                .satisfies(d -> assertThat(d).isLessThan(1));
        assertThat(silicon.moment()).isEmpty();
    }

    @Test
    void aluminiumHasNoGap() throws Exception {
        DensityOfStatesTask.Outputs aluminium =
                states("Al", Map.of("cutoff", 8, "kpoints", List.of(4, 4, 4)), List.of(6, 6, 6));
        assertThat(aluminium.gap()).isEmpty();
        assertThat(aluminium.atFermiLevel().get(0)).isGreaterThan(1);
    }

    @Test
    void theTableEndsAboveTheElectrons() throws Exception {
        DensityOfStatesTask.Outputs aluminium =
                states("Al", Map.of("cutoff", 8, "kpoints", List.of(4, 4, 4)), List.of(4, 4, 4));
        List<String> lines = Files.readAllLines(directory.resolve(aluminium.table().digest()));
        assertThat(lines.get(0)).isEqualTo("energy,density,below");
        assertThat(Double.parseDouble(lines.get(1).split(",")[2])).isCloseTo(0, within(1e-6));
        assertThat(Double.parseDouble(lines.get(lines.size() - 1).split(",")[2])).isGreaterThan(3);
    }

    @Test
    void aMeshHasThreeDivisions() {
        assertThatThrownBy(() -> states("Si", Map.of("cutoff", 6), List.of(4, 4)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("three numbers above zero");
    }
}
