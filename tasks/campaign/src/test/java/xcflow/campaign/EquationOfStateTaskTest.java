package xcflow.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.planewave.eos.EquationOfState;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

class EquationOfStateTaskTest {
    @TempDir Path directory;

    private static EquationOfStateTask.Inputs silicon(String functional) {
        return inputs("Si", functional);
    }

    private static EquationOfStateTask.Inputs inputs(String crystal, String functional) {
        return new EquationOfStateTask.Inputs(
                new Source.Name(crystal),
                new Source.Name(functional),
                Optional.empty(),
                Optional.of(14.0),
                Optional.empty(),
                Optional.of(List.of(2, 2, 2)),
                List.of(0.0, 0.0, 0.0),
                Optional.empty(),
                Map.of(),
                5,
                0.1,
                1e-8,
                true);
    }

    @Test
    void pbesolGivesASmallerLatticeConstantThanPbe() throws Exception {
        var context = new TestContext(directory);
        var task = new EquationOfStateTask();
        var pbe = task.run(silicon("PBE"), new TestContext(directory));
        var pbesol = task.run(silicon("PBEsol"), new TestContext(directory));
        var fits =
                new EosFitTask()
                        .run(
                                new EosFitTask.Inputs(
                                        List.of(pbe.curve(), pbesol.curve()),
                                        Optional.of("PBE"),
                                        EquationOfState.Form.BIRCH_MURNAGHAN),
                                context)
                        .fits();
        assertThat(fits.get(0).latticeDeviation()).isEmpty();
        assertThat(fits.get(1).latticeDeviation().orElseThrow()).isNegative();
        assertThat(fits.get(1).bulkDeviation().orElseThrow()).isPositive();
    }

    @Test
    void aScanThatIsResumedGivesTheSameBits() throws Exception {
        var undisturbed = new TestContext(directory);
        var expected = new EquationOfStateTask().run(silicon("PBE"), undisturbed);
        var context = new TestContext(directory, 2);
        context.cancelWhen(() -> context.progress.stream().anyMatch(p -> p > 0.5));
        assertThatThrownBy(() -> new EquationOfStateTask().run(silicon("PBE"), context))
                .isInstanceOf(CancelledException.class);
        context.cancelWhen(() -> false);
        int before = context.progress.size();
        assertThat(new EquationOfStateTask().run(silicon("PBE"), context)).isEqualTo(expected);
        assertThat(context.progress.get(before)).isGreaterThan(0.3);
    }

    @Test
    void anUnknownCrystalIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(
                        () ->
                                new EquationOfStateTask()
                                        .run(inputs("Sj", "PBE"), new TestContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no crystal is called 'Sj'; known are Al, Na");
    }
}
