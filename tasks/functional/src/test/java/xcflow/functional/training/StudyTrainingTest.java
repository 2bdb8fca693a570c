package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;

@Tag("numerics")
class StudyTrainingTest {
    private static final Separable PBE = (Separable) Functionals.named("PBE");
    private static final DataSet FEW = ModelSystems.sample(List.of("He", "Li", "N", "F"));

    private static NeuralFunctional untrained() {
        var shape = new Shape(16, 3, Activation.GELU);
        return NeuralFunctional.untrained(
                Architecture.STUDY.specify("clone", "PBE", Constraints.NONE, shape, shape, 1));
    }

    private static Training.Outcome train(
            int steps, Optional<byte[]> checkpoint, TrainingMonitor monitor, int threads) {
        return StudyTraining.train(
                untrained(), PBE, FEW, List.of("F"), steps, checkpoint, monitor, threads);
    }

    private static byte[] bytes(Training.Outcome outcome) throws Exception {
        var bytes = new ByteArrayOutputStream();
        FunctionalFile.write(outcome.functional(), bytes);
        CurvePoint.writeCsv(outcome.curve(), bytes);
        return bytes.toByteArray();
    }

    @Test
    void learnsTheEnhancementFactors() {
        var outcome = train(1000, Optional.empty(), TrainingMonitor.NONE, 2);
        var curve = outcome.curve();
        assertThat(curve).hasSize(4);
        assertThat(curve.get(1).part()).isEqualTo("exchange");
        assertThat(curve.get(1).step()).isEqualTo(1000);
        // The untrained factors miss by 0.1 and more.
        assertThat(Math.sqrt(curve.get(1).loss())).isLessThan(0.05);
        assertThat(Math.sqrt(curve.get(3).loss())).isLessThan(0.05);
        var before = CloneErrors.measure(untrained(), PBE, FEW);
        var after = CloneErrors.measure(outcome.functional(), PBE, FEW);
        assertThat(after.energyMean()).isLessThan(before.energyMean() / 10);
    }

    @Test
    void neitherThreadsNorInterruptionsChangeTheResult() throws Exception {
        byte[] whole = bytes(train(1000, Optional.empty(), TrainingMonitor.NONE, 1));
        var states = new ArrayList<byte[]>();
        var keeping =
                new TrainingMonitor() {
                    @Override
                    public void checkpoint(byte[] state) {
                        states.add(state);
                    }
                };
        assertThat(bytes(train(1000, Optional.empty(), keeping, 2))).isEqualTo(whole);
        assertThat(states).hasSize(4);
        for (byte[] state : states) {
            assertThat(bytes(train(1000, Optional.of(state), TrainingMonitor.NONE, 2)))
                    .isEqualTo(whole);
        }
    }

    @Test
    void aForeignOrDamagedCheckpointIsIgnored() throws Exception {
        byte[] whole = bytes(train(20, Optional.empty(), TrainingMonitor.NONE, 1));
        var states = new ArrayList<byte[]>();
        var keeping =
                new TrainingMonitor() {
                    @Override
                    public void checkpoint(byte[] state) {
                        states.add(state);
                    }
                };
        train(30, Optional.empty(), keeping, 1);
        byte[] cut = java.util.Arrays.copyOf(states.get(0), states.get(0).length / 2);
        for (byte[] useless : List.of(states.get(0), cut, new byte[0])) {
            assertThat(bytes(train(20, Optional.of(useless), TrainingMonitor.NONE, 1)))
                    .isEqualTo(whole);
        }
    }

    @Test
    void systemsThatAreHeldOutHaveToExist() {
        assertThatThrownBy(
                        () ->
                                StudyTraining.train(
                                        untrained(),
                                        PBE,
                                        FEW,
                                        List.of("Xe"),
                                        1,
                                        Optional.empty(),
                                        TrainingMonitor.NONE,
                                        1))
                .hasMessageContaining("no system \"Xe\"");
    }
}
