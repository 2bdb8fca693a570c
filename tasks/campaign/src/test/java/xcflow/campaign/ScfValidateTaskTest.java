package xcflow.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

class ScfValidateTaskTest {
    @TempDir Path directory;

    private static ScfValidateTask.Inputs inputs(
            String functional, List<String> reactions, String... molecules) {
        return new ScfValidateTask.Inputs(
                new Source.Name(functional),
                new Source.Name("PBE"),
                Stream.of(molecules).map(name -> (Source) new Source.Name(name)).toList(),
                reactions,
                Engine.GAUSSIAN,
                new Source.Name("6-31g"),
                1,
                false,
                Optional.empty());
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
                                        Engine.PLANEWAVE,
                                        new Source.Name("def2-svp"),
                                        3,
                                        false,
                                        Optional.of(new BoxInput(8, 12, 1e-7))),
                                new TestContext(directory));
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
                                new TestContext(directory));
        assertThat(outputs.energyMae().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(outputs.densityMean().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(outputs.extraIterations()).isZero();
        assertThat(outputs.rows()).hasSize(4);
        assertThat(outputs.reactions().get(0).energy()).isCloseTo(104.6, within(3.0));
    }

    @Test
    void differencesHaveTheSignOfTheFunctionalMinusTheReference() throws Exception {
        var outputs =
                new ScfValidateTask()
                        .run(inputs("SPW92", List.of(), "H2"), new TestContext(directory));
        assertThat(outputs.rows().get(0).energyError()).isGreaterThan(10);
        assertThat(outputs.densityMean().orElseThrow()).isBetween(0.01, 0.2);
    }

    @Test
    void aReactionOfAnotherMoleculeIsRefused() {
        assertThatThrownBy(
                        () ->
                                new ScfValidateTask()
                                        .run(
                                                inputs("PBE", List.of("N2 -> 2 N"), "H2"),
                                                new TestContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("names N2, which is not among the molecules");
    }
}
