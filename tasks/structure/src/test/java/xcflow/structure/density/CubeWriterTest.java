package xcflow.structure.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

class CubeWriterTest {
    @TempDir Path directory;

    /** (2/π)^(3/2) exp(−2r²), which integrates to 1. */
    private static double[] gaussian(double[] points) {
        double[] values = new double[points.length / 3];
        for (int p = 0; p < values.length; p++) {
            double x = points[3 * p];
            double y = points[3 * p + 1];
            double z = points[3 * p + 2];
            values[p] = Math.pow(2 / Math.PI, 1.5) * Math.exp(-2 * (x * x + y * y + z * z));
        }
        return values;
    }

    private static String written(CubeWriter cube) throws IOException {
        StringBuilder text = new StringBuilder();
        double integral = cube.<RuntimeException>write(text, "a title", CubeWriterTest::gaussian);
        // Steps of h leave 6 exp(-π²/2h²), 2e-8 for half a bohr.
        assertThat(integral).isCloseTo(1, within(1e-7));
        return text.toString();
    }

    @Test
    void theHeaderSaysAtomsOriginAndSteps() throws IOException {
        Molecule lithium = Molecules.inline("Li 0 0 0; @H 0 0 9");
        String[] lines = written(CubeWriter.around(lithium, 0.5, 4.2)).split("\n");
        assertThat(lines[0]).isEqualTo("a title");
        assertThat(lines[2].strip().split("\\s+"))
                .containsExactly("1", "-4.250000", "-4.250000", "-4.250000");
        assertThat(lines[3].strip().split("\\s+"))
                .containsExactly("18", "0.500000", "0.000000", "0.000000");
        assertThat(lines[5].strip().split("\\s+"))
                .containsExactly("18", "0.000000", "0.000000", "0.500000");
        assertThat(lines[6].strip().split("\\s+"))
                .containsExactly("3", "3.000000", "0.000000", "0.000000", "0.000000");
        // Six values in a line, and a new line after each row along z.
        assertThat(lines).hasSize(7 + 18 * 18 * 3);
        assertThat(lines[7]).hasSize(6 * 13);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = directory.resolve("li.cube");
        Files.writeString(file, written(CubeWriter.around(Molecules.inline("Li 0 0 0"), 0.4, 4)));
        DensityGrid grid = CubeReader.read(file, "li.cube", DensityUnit.PER_CUBIC_BOHR);
        assertThat(grid.shape()).containsExactly(21, 21, 21);
        double sum = 0;
        for (double value : grid.density()) {
            sum += value * 0.4 * 0.4 * 0.4;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(grid.sites().get(0).element().symbol()).isEqualTo("Li");
    }

    @Test
    void aCubeOfTooManyPointsIsRefused() {
        Molecule lithium = Molecules.inline("Li 0 0 0");
        assertThatThrownBy(() -> CubeWriter.around(lithium, 0.01, 4))
                .hasMessageContaining("take a wider spacing");
    }
}
