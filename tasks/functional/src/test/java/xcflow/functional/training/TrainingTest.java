package xcflow.functional.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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

class TrainingTest {
    private static final Separable PBE = (Separable) Functionals.named("PBE");
    private static final DataSet FEW = ModelSystems.sample(List.of("He", "Li", "N", "F"));

    private static NeuralFunctional untrained(int width, long seed) {
        var shape = new Shape(width, 2, Activation.TANH);
        return NeuralFunctional.untrained(
                Architecture.CONSTRAINED.specify(
                        "clone", "PBE", Constraints.ALL, shape, shape, seed));
    }

    private static TrainingSettings few(int iterations) {
        return TrainingSettings.DEFAULT.withIterations(iterations).holdingOut(List.of("F"));
    }

    private static byte[] train(
            TrainingSettings settings,
            Optional<byte[]> checkpoint,
            TrainingMonitor monitor,
            int threads)
            throws Exception {
        var outcome =
                Training.train(untrained(6, 1), PBE, FEW, settings, checkpoint, monitor, threads);
        var bytes = new ByteArrayOutputStream();
        FunctionalFile.write(outcome.functional(), bytes);
        CurvePoint.writeCsv(outcome.curve(), bytes);
        return bytes.toByteArray();
    }

    @Test
    @Tag("numerics")
    void aConstrainedCloneOfPbeReproducesUnseenModelAtoms() {
        var data =
                ModelSystems.sample(
                        List.of("H", "He", "Li", "C", "O", "Ne", "Na", "Si", "Ar", "N", "Mg"));
        var outcome =
                Training.train(
                        untrained(14, 1),
                        PBE,
                        data,
                        TrainingSettings.DEFAULT.withIterations(80).holdingOut(List.of("N", "Mg")),
                        Optional.empty(),
                        TrainingMonitor.NONE,
                        1);
        var unseen = ModelSystems.sample(List.of("B", "F", "P", "Cl"));
        var errors = CloneErrors.measure(outcome.functional(), PBE, unseen);
        assertThat(errors.energyMaximum()).isLessThan(5e-5);
        assertThat(errors.potential()).isLessThan(1e-4);
        assertThat(outcome.curve().get(0).loss()).isGreaterThan(1e3 * last(outcome).loss());
    }

    private static CurvePoint last(Training.Outcome outcome) {
        return outcome.curve().get(outcome.curve().size() - 1);
    }

    @Test
    void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws Exception {
        byte[] once = train(few(12), Optional.empty(), TrainingMonitor.NONE, 1);
        assertThat(train(few(12), Optional.empty(), TrainingMonitor.NONE, 1)).isEqualTo(once);
        assertThat(train(few(12), Optional.empty(), TrainingMonitor.NONE, 3)).isEqualTo(once);
    }

    @Test
    void aResumedTrainingEndsWithTheSameBytes() throws Exception {
        var settings =
                new TrainingSettings(LossWeights.DEFAULT, List.of("F"), 25, 3e-3, 24, 25, 40);
        var checkpoints = new ArrayList<byte[]>();
        byte[] whole =
                train(
                        settings,
                        Optional.empty(),
                        new TrainingMonitor() {
                            @Override
                            public void checkpoint(byte[] state) {
                                checkpoints.add(state);
                            }
                        },
                        1);
        assertThat(checkpoints).hasSizeGreaterThan(5);
        for (byte[] checkpoint : checkpoints) {
            assertThat(train(settings, Optional.of(checkpoint), TrainingMonitor.NONE, 2))
                    .isEqualTo(whole);
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsIgnored() throws Exception {
        var saved = new ArrayList<byte[]>();
        var keep =
                new TrainingMonitor() {
                    @Override
                    public void checkpoint(byte[] state) {
                        saved.add(state);
                    }
                };
        train(few(11), Optional.empty(), keep, 1);
        byte[] fresh = train(few(3), Optional.empty(), TrainingMonitor.NONE, 1);
        assertThat(train(few(3), Optional.of(saved.get(0)), TrainingMonitor.NONE, 1))
                .isEqualTo(fresh);
        assertThat(train(few(3), Optional.of(new byte[] {1, 2, 3}), TrainingMonitor.NONE, 1))
                .isEqualTo(fresh);
    }

    @Test
    void cancellationEndsTheTraining() {
        var cancelling =
                new TrainingMonitor() {
                    @Override
                    public void checkCancelled() {
                        throw new CancellationException();
                    }
                };
        assertThatThrownBy(() -> train(few(5), Optional.empty(), cancelling, 1))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aHeldOutSystemThatIsNotThereIsNamed() {
        var settings = TrainingSettings.DEFAULT.holdingOut(List.of("Xe"));
        assertThatThrownBy(() -> train(settings, Optional.empty(), TrainingMonitor.NONE, 1))
                .hasMessageContaining("\"Xe\"")
                .hasMessageContaining("He, Li, N, F");
    }

    @Test
    void energyGradientsAgreeWithFiniteDifferences() {
        var functional = untrained(6, 2);
        var gradient = EnergyGradient.of(functional, FEW, 2);
        var zero = CloneErrors.measure(functional, functional, FEW);
        assertThat(zero.energyMaximum()).isZero();
        double[] exchange = functional.exchangeFactor().network().parameters();
        double[] correlation = functional.correlationFactor().network().parameters();
        for (int index : new int[] {0, 7, 20, exchange.length - 1}) {
            double[] numerical = new double[4];
            double step = 1e-2;
            double[] factors = {0.75, -0.15, 1.0 / 60};
            for (int k = 1; k <= 3; k++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] moved = exchange.clone();
                    moved[index] += sign * k * step;
                    var energies =
                            EnergyGradient.of(functional.withParameters(moved, correlation), FEW, 1)
                                    .energies();
                    for (int s = 0; s < 4; s++) {
                        numerical[s] += sign * factors[k - 1] * energies[s] / step;
                    }
                }
            }
            for (int s = 0; s < 4; s++) {
                double analytic = gradient.exchange()[s * exchange.length + index];
                assertThat(analytic).isCloseTo(numerical[s], within(1e-8 * Math.abs(analytic)));
            }
        }
    }
}
