package xcflow.experiments.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class ConstraintAuditTaskTest {
    @TempDir Path directory;

    private ConstraintAuditTask.Outputs run(String functional, Optional<Source> parent)
            throws Exception {
        return new ConstraintAuditTask()
                .run(
                        new ConstraintAuditTask.Inputs(new Source.Name(functional), parent),
                        new TrialContext(directory));
    }

    @Test
    void countsVerdictsAndJudgements() throws Exception {
        var outputs = run("revPBE", Optional.of(new Source.Name("PBE")));
        assertThat(outputs.held() + outputs.violated()).isEqualTo(16);
        assertThat(outputs.inherited()).isEqualTo(2);
        assertThat(outputs.lost()).isPositive();
        assertThat(outputs.plots()).hasSize(4);
        assertThat(new TrialContext(directory).text(outputs.report())).contains("| lost |");
    }

    @Test
    void recordsWhatItMeasured() throws Exception {
        var context = new TrialContext(directory);
        new ConstraintAuditTask()
                .run(
                        new ConstraintAuditTask.Inputs(new Source.Name("PBE"), Optional.empty()),
                        context);
        assertThat(context.metrics).anyMatch(metric -> metric.contains("constraints-held"));
    }

    @Test
    void theSameInputsGiveTheSameArtefacts() throws Exception {
        var first = run("PBE", Optional.empty());
        var second = run("PBE", Optional.empty());
        assertThat(second.table()).isEqualTo(first.table());
        assertThat(second.plots())
                .extracting(Artefact::digest)
                .isEqualTo(first.plots().stream().map(Artefact::digest).toList());
    }

    @Test
    void anUnknownFunctionalIsExplained() {
        assertThatThrownBy(() -> run("PEB", Optional.empty()))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no functional called");
    }
}
