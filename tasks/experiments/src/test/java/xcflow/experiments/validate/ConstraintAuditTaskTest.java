package xcflow.experiments.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.ModelSystems;
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
                        new ConstraintAuditTask.Inputs(
                                new Source.Name(functional), parent, Optional.empty()),
                        new TrialContext(directory));
    }

    @Test
    void countsVerdictsAndJudgements() throws Exception {
        var outputs = run("revPBE", Optional.of(new Source.Name("PBE")));
        assertThat(outputs.held() + outputs.violated()).isEqualTo(18);
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
                        new ConstraintAuditTask.Inputs(
                                new Source.Name("PBE"), Optional.empty(), Optional.empty()),
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

    private ConstraintAuditTask.Outputs withAtoms(String functional, String... atoms)
            throws Exception {
        var context = new TrialContext(directory);
        var densities = ModelSystems.sample(List.of(atoms));
        var file =
                context.store(
                        "atoms.npz",
                        DataSetFile.MEDIA_TYPE,
                        out -> DataSetFile.write(densities, out));
        return new ConstraintAuditTask()
                .run(
                        new ConstraintAuditTask.Inputs(
                                new Source.Name(functional),
                                Optional.of(new Source.Name("PBE")),
                                Optional.of(file)),
                        context);
    }

    @Test
    void atomsWhoseEnergiesAreKnownAreComparedAtTheirDensities() throws Exception {
        var outputs = withAtoms("BLYP", "He", "Ne");
        String table = new TrialContext(directory).text(outputs.report());
        assertThat(table)
                .contains("| norm | energy / Ha | exact / Ha | deviation | that of PBE |")
                .contains("| exchange of H | -0.30976 | -0.31250 | +0.88 % | +2.10 % |")
                .containsPattern("\\| exchange of Ne \\| -1[12]\\.\\d+ \\| -12\\.10800 \\|");
    }

    @Test
    void meanDeviationsAreOutputsWhereThereAreAtoms() throws Exception {
        var outputs = withAtoms("BLYP", "He", "Ne");
        assertThat(outputs.exchangeNorm().orElseThrow()).isBetween(0.1, 4.0);
        assertThat(outputs.correlationNorm().orElseThrow()).isBetween(0.1, 10.0);
        assertThat(run("BLYP", Optional.empty()).exchangeNorm()).isEmpty();
    }

    @Test
    void densitiesWithoutAKnownAtomOrWithoutKineticEnergiesAreRefused() {
        assertThatThrownBy(() -> withAtoms("BLYP", "H2O"))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("none of the atoms whose energies are known: H, He, Ne");
        assertThatThrownBy(() -> withAtoms("SCAN", "Ne"))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("sample them with a meta-GGA");
    }

    @Test
    void aMetaGgaIsAskedForMore() throws Exception {
        var outputs = run("SCAN", Optional.empty());
        assertThat(outputs.held()).isEqualTo(24);
        assertThat(outputs.violated()).isEqualTo(1);
    }

    @Test
    void anUnknownFunctionalIsExplained() {
        assertThatThrownBy(() -> run("PEB", Optional.empty()))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no functional called");
    }
}
