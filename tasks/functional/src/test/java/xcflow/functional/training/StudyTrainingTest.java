package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import xcflow.spi.CancelledException;

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
                untrained(), PBE, FEW, List.of("F"), steps, 20, checkpoint, monitor, threads);
    }

    private static byte[] bytes(Training.Outcome outcome) throws Exception {
        var bytes = new ByteArrayOutputStream();
        FunctionalFile.write(outcome.functional(), bytes);
        CurvePoint.writeCsv(outcome.curve(), bytes);
        return bytes.toByteArray();
    }

    /**
     * The first hundred steps of the 20 000 that are published, until the user cancels: mean square
     * errors of F_x and F_c, and with them the errors of energies, fall as they did when {@link
     * FactorTrainerTest} had shown the steps to be right.
     */
    @Test
    void beginsThePublishedSchedule() {
        var curve = new CurveUntil(100);
        assertThatThrownBy(() -> train(StudyTraining.STEPS, Optional.empty(), curve, 2))
                .isInstanceOf(CancelledException.class);
        assertThat(curve.losses("exchange"))
                .containsExactly(
                        new double[] {
                            0.1165126345, 0.0475299812, 0.0311052121, 0.0211514938, 0.0143911059
                        },
                        within(1e-7));
        assertThat(curve.losses("correlation"))
                .containsExactly(
                        new double[] {
                            0.2579426548, 0.1796104021, 0.1283081525, 0.0918894263, 0.0674294396
                        },
                        within(1e-7));
        assertThat(curve.energies("exchange")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(curve.energies("correlation")).isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Keeps the learning curves up to a step, and cancels when both are there. */
    private static final class CurveUntil implements TrainingMonitor {
        private final List<CurvePoint> points = new ArrayList<>();
        private final int last;

        CurveUntil(int last) {
            this.last = last;
        }

        @Override
        public synchronized void step(double fraction, CurvePoint point) {
            if (point.step() <= last) {
                points.add(point);
            }
        }

        @Override
        public synchronized void checkCancelled() {
            if (points.stream().filter(point -> point.step() == last).count() == 2) {
                throw new CancelledException();
            }
        }

        private synchronized Stream<CurvePoint> part(String part) {
            return points.stream().filter(point -> point.part().equals(part));
        }

        double[] losses(String part) {
            return part(part).mapToDouble(CurvePoint::loss).toArray();
        }

        List<Double> energies(String part) {
            return part(part).map(CurvePoint::energy).toList();
        }
    }

    @Test
    void neitherThreadsNorInterruptionsChangeTheResult() throws Exception {
        var outcome = train(60, Optional.empty(), TrainingMonitor.NONE, 1);
        byte[] whole = bytes(outcome);
        assertThat(CloneErrors.measure(outcome.functional(), PBE, FEW).energyMean())
                .isLessThan(CloneErrors.measure(untrained(), PBE, FEW).energyMean());
        var states = new ArrayList<byte[]>();
        var keeping =
                new TrainingMonitor() {
                    @Override
                    public void checkpoint(byte[] state) {
                        states.add(state);
                    }
                };
        assertThat(bytes(train(60, Optional.empty(), keeping, 2))).isEqualTo(whole);
        assertThat(states).hasSize(6);
        // Before one of the two has ended, and after.
        for (byte[] state : List.of(states.get(1), states.get(5))) {
            assertThat(bytes(train(60, Optional.of(state), TrainingMonitor.NONE, 2)))
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
        train(21, Optional.empty(), keeping, 1);
        byte[] cut = java.util.Arrays.copyOf(states.get(0), states.get(0).length / 2);
        for (byte[] useless : List.of(states.get(0), cut)) {
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
