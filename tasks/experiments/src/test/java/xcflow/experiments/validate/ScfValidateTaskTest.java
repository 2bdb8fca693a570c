package xcflow.experiments.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class ScfValidateTaskTest {
    /** One of those whose unconstrained weights have no self-consistent density. */
    private static final long SEED = 1;

    private static final double SCALE = 30;

    @TempDir Path directory;

    private static ScfValidateTask.Inputs inputs(
            String functional, List<Object> reactions, String... molecules) {
        return new ScfValidateTask.Inputs(
                new Source.Name(functional),
                new Source.Name("PBE"),
                Stream.of(molecules).map(name -> (Source) new Source.Name(name)).toList(),
                reactions,
                TestEngines.gaussian("6-31g", 1),
                true);
    }

    @Test
    void thePlaneWaveEngineComparesMoleculesInABox() throws Exception {
        var outputs =
                new ScfValidateTask()
                        .run(
                                new ScfValidateTask.Inputs(
                                        new Source.Name("PBEsol"),
                                        new Source.Name("PBE"),
                                        List.of(new Source.Name("H2")),
                                        List.of(),
                                        TestEngines.of(
                                                "planewave",
                                                Map.of(
                                                        "box",
                                                        Map.of(
                                                                "edge", 8,
                                                                "cutoff", 12,
                                                                "tolerance", 1e-7))),
                                        false),
                                new TrialContext(directory));
        assertThat(outputs.failures()).isZero();
        assertThat(outputs.rows()).extracting(ScfValidateTask.Row::molecule).contains("H2", "H");
        assertThat(outputs.energyMae().orElseThrow()).isBetween(5.0, 100.0);
    }

    @Test
    void aFunctionalAgreesWithItself() throws Exception {
        var outputs =
                new ScfValidateTask()
                        .run(
                                inputs("pbe_x+pbe_c", List.of("H2 -> 2 H"), "H2", "LiH"),
                                new TrialContext(directory));
        assertThat(outputs.energyMae().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(outputs.densityMean().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(outputs.forceMax().orElseThrow()).isCloseTo(0, within(1e-4));
        assertThat(outputs.extraIterations()).hasValue(0);
        assertThat(outputs.rows()).hasSize(4);
        assertThat(outputs.reactions().get(0).energy().orElseThrow()).isCloseTo(104.6, within(3.0));
    }

    @Test
    void differencesHaveTheSignOfTheFunctionalMinusTheReference() throws Exception {
        var outputs =
                new ScfValidateTask()
                        .run(inputs("SPW92", List.of(), "H2"), new TrialContext(directory));
        assertThat(outputs.rows().get(0).energyError().orElseThrow()).isGreaterThan(10);
        assertThat(outputs.densityMean().orElseThrow()).isBetween(0.01, 0.2);
        assertThat(outputs.rows().get(0).forceError().orElseThrow()).isBetween(1.0, 30.0);
    }

    @Test
    void aMoleculeThatDoesNotConvergeHasNoNumbersAndIsNamed() throws Exception {
        TrialContext context = new TrialContext(directory);
        var random = wild(SEED, SCALE, context);
        var outputs =
                new ScfValidateTask()
                        .run(
                                new ScfValidateTask.Inputs(
                                        random,
                                        new Source.Name("PBE"),
                                        List.of(new Source.Name("H2"), new Source.Name("LiH")),
                                        List.of("H2 -> 2 H", "LiH -> Li + H"),
                                        TestEngines.gaussian("6-31g", 0),
                                        false),
                                context);
        assertThat(outputs.failures()).isPositive();
        assertThat(outputs.missing()).hasSize(outputs.failures());
        assertThat(outputs.missing().values()).allMatch(reason -> reason.contains("converge"));
        var failed = outputs.rows().stream().filter(row -> !row.converged()).toList();
        assertThat(failed).hasSize(outputs.failures());
        assertThat(failed)
                .allSatisfy(
                        row -> {
                            assertThat(row.energy()).isEmpty();
                            assertThat(row.energyError()).isEmpty();
                            assertThat(row.densityError()).isEmpty();
                            assertThat(row.iterations()).isEmpty();
                            assertThat(row.referenceEnergy()).isPresent();
                        });
        assertThat(outputs.compared())
                .isEqualTo(
                        (int)
                                outputs.rows().subList(0, 2).stream()
                                        .filter(ScfValidateTask.Row::converged)
                                        .count());
        assertThat(context.warnings)
                .anyMatch(
                        w ->
                                w.code().equals("systems-missing")
                                        && w.text()
                                                .contains(
                                                        outputs.missing()
                                                                .keySet()
                                                                .iterator()
                                                                .next()));
        assertThat(new String(context.open(outputs.table()).readAllBytes(), UTF_8))
                .doesNotContain(",0.0,0.0,");
    }

    /** Weights so large that the potential jumps, and the equations have no solution. */
    private static Artefact wild(long seed, double scale, TrialContext context) throws Exception {
        NeuralFunctional random =
                NeuralFunctional.untrained(
                        Architecture.UNCONSTRAINED.specify(
                                "wild",
                                "",
                                Constraints.ALL,
                                NetworkInput.DEFAULT.shape(),
                                NetworkInput.DEFAULT.shape(),
                                seed));
        NeuralFunctional wild =
                random.withParameters(
                        scaled(scale, random.exchangeFactor().network().parameters()),
                        scaled(scale, random.correlationFactor().network().parameters()));
        return context.store(
                "wild.xcf", FunctionalFile.MEDIA_TYPE, out -> FunctionalFile.write(wild, out));
    }

    private static double[] scaled(double factor, double[] values) {
        return Arrays.stream(values).map(v -> factor * v).toArray();
    }

    @Test
    void aReactionOfAnotherMoleculeIsRefused() {
        assertThatThrownBy(
                        () ->
                                new ScfValidateTask()
                                        .run(
                                                inputs("PBE", List.of("N2 -> 2 N"), "H2"),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("names N2, which is not among the molecules");
    }
}
