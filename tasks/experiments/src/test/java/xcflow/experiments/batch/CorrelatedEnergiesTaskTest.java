package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class CorrelatedEnergiesTaskTest {
    @TempDir Path directory;

    private static CorrelatedEnergiesTask.Inputs inputs(String basis, String... molecules) {
        List<Source> sources =
                Arrays.stream(molecules).map(name -> (Source) new Source.Name(name)).toList();
        return new CorrelatedEnergiesTask.Inputs(
                sources, "ccsd(t)", false, true, TestEngines.gaussian(basis, 3), List.of());
    }

    @Test
    void givesTotalAndAtomizationEnergies() throws Exception {
        TrialContext context = new TrialContext(directory);
        var outputs = new CorrelatedEnergiesTask().run(inputs("6-31g", "LiH", "H2"), context);
        assertThat(outputs.energies().keySet()).containsExactly("LiH", "H2", "Li", "H");
        assertThat(outputs.atomizationEnergies().get("LiH"))
                .isCloseTo(
                        outputs.energies().get("Li")
                                + outputs.energies().get("H")
                                - outputs.energies().get("LiH"),
                        within(1e-12));
        assertThat(context.text(outputs.table())).hasLineCount(5).contains("LiH,HLi,0,0,11,");
    }

    @Test
    void goesOnAfterAnInterruptionWithTheSameBits() throws Exception {
        TrialContext whole = new TrialContext(directory);
        var expected = new CorrelatedEnergiesTask().run(inputs("sto-3g", "H2", "LiH"), whole);

        TrialContext context = new TrialContext(directory, 2);
        context.cancelWhen(() -> context.progress.size() > 20);
        var inputs = inputs("sto-3g", "H2", "LiH");
        assertThatThrownBy(() -> new CorrelatedEnergiesTask().run(inputs, context))
                .isInstanceOf(CancelledException.class);
        assertThat(context.loadCheckpoint()).isPresent();
        context.cancelWhen(() -> false);
        assertThat(new CorrelatedEnergiesTask().run(inputs, context)).isEqualTo(expected);
    }

    @Test
    void refusesAnElementThatTheBasisLacksBeforeComputingAnything() {
        TrialContext context = new TrialContext(directory);
        assertThatThrownBy(
                        () ->
                                new CorrelatedEnergiesTask()
                                        .run(inputs("cc-pvdz", "H2", "Xe"), context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no functions for Xe");
        assertThat(context.progress).isEmpty();
    }
}
