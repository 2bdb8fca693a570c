package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import xcflow.numerics.LinearAlgebra;

/** The blocked kernel against ND4J's SameDiff: values and input derivatives. */
@Tag("numerics")
class Nd4jAgreementTest {

    /**
     * Another OpenBLAS in the process could be one that is wrong here. JavaCPP loads the same file
     * under two names. One that a library of dispersion brings along is seen by it alone, as
     * DispersionLibraryTest finds.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void usesTheOpenBlasThatIsTested() throws IOException {
        LinearAlgebra.load();
        INDArray one = Nd4j.rand(DataType.DOUBLE, 70, 70);
        assertThat(one.mmul(Nd4j.eye(70).castTo(DataType.DOUBLE))).isEqualTo(one);
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            List<Path> loaded =
                    maps.filter(line -> line.matches(".*/libopenblas[^/]*"))
                            .map(line -> line.replaceFirst("^[^/]*", ""))
                            .filter(file -> !file.contains("pyscf_dispersion"))
                            .map(Path::of)
                            .distinct()
                            .toList();
            assertThat(loaded)
                    .isNotEmpty()
                    .allSatisfy(
                            file -> {
                                assertThat(file.toString()).contains("openblas-0.3.31-");
                                assertThat(Files.mismatch(file, loaded.get(0))).isEqualTo(-1);
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({"TANH, 5, 32, 3", "TANH, 2, 17, 1", "SILU, 3, 20, 2"})
    void bothEvaluateTheSameNetwork(Activation activation, int inputs, int width, int depth) {
        var random = new Random(1);
        double[] parameters =
                random.doubles(Network.parameterCount(inputs, width, depth), -0.6, 0.6).toArray();
        var network = new Network(inputs, width, depth, activation, parameters);
        var kernel = new BlockKernel(network);
        double[][] points = new double[BlockKernel.SIZE][inputs];
        for (int k = 0; k < BlockKernel.SIZE; k++) {
            for (int i = 0; i < inputs; i++) {
                points[k][i] = 2 * random.nextDouble() - 1;
                kernel.input[i][k] = points[k][i];
            }
        }
        kernel.value(BlockKernel.SIZE);
        kernel.gradient(BlockKernel.SIZE);

        var graph = SameDiff.create();
        var input = graph.var("input", Nd4j.createFromArray(points));
        SDVariable signal = input;
        for (int layer = 0; layer <= depth; layer++) {
            var weights = graph.constant("w" + layer, Nd4j.createFromArray(network.weights(layer)));
            var biases = graph.constant("b" + layer, Nd4j.createFromArray(network.biases(layer)));
            signal = signal.mmul(weights.permute(1, 0)).add(biases);
            if (layer < depth && activation == Activation.TANH) {
                signal = graph.math().tanh(signal);
            } else if (layer < depth) {
                signal = signal.mul(graph.nn().sigmoid(signal));
            }
        }
        signal.rename("output");
        graph.sum("total", signal).markAsLoss();
        INDArray output = graph.outputSingle(Map.of(), "output");
        INDArray gradient = graph.calculateGradients(Map.of(), "input").get("input");

        assertThat(output.dataType()).isEqualTo(DataType.DOUBLE);
        for (int k = 0; k < BlockKernel.SIZE; k++) {
            assertThat(kernel.output[k]).isCloseTo(output.getDouble(k, 0), within(1e-12));
            for (int i = 0; i < inputs; i++) {
                assertThat(kernel.gradient[i][k])
                        .isCloseTo(gradient.getDouble(k, i), within(1e-12));
            }
        }
    }
}
