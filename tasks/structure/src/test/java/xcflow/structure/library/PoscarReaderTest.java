package xcflow.structure.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.numerics.Constants;
import xcflow.structure.crystal.Crystal;

class PoscarReaderTest {
    @TempDir Path directory;

    private static final String SILICON =
            """
            silicon
            5.43
            0.0 0.5 0.5
            0.5 0.0 0.5
            0.5 0.5 0.0
            Si
            2
            %s
            """;

    @Test
    void readsFractionalPositions() throws IOException {
        var crystal = read(SILICON.formatted("Direct\n0 0 0\n0.25 0.25 0.25"));
        assertThat(crystal.volume() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3))
                .isCloseTo(Math.pow(5.43, 3) / 4, within(1e-9));
        assertThat(crystal.formula()).isEqualTo("Si2");
    }

    @Test
    void readsCartesianPositionsAndSelectiveDynamics() throws IOException {
        var crystal =
                read(
                        SILICON.formatted(
                                "Selective dynamics\nCartesian\n0 0 0 T T T\n.25 .25 .25 F F F"));
        assertThat(crystal.sites().get(1).fractional())
                .containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-12));
    }

    @Test
    void aNegativeScaleIsTheVolume() throws IOException {
        var crystal =
                read(SILICON.formatted("Direct\n0 0 0\n.25 .25 .25").replace("5.43", "-40.0"));
        assertThat(crystal.volume() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3))
                .isCloseTo(40, within(1e-9));
    }

    @Test
    void anUnknownElementIsNamedWithItsLine() {
        assertThatThrownBy(() -> read(SILICON.formatted("Direct").replace("Si\n2", "Sx\n2")))
                .hasMessageContaining(":6:1: 'Sx' is not an element");
    }

    @Test
    void aFileThatEndsEarlyIsRefused() {
        assertThatThrownBy(() -> read(SILICON.formatted("Direct\n0 0 0")))
                .hasMessageContaining(":10: the file ends where the position of atom 2 should be");
    }

    private Crystal read(String text) throws IOException {
        return PoscarReader.read(Files.writeString(directory.resolve("POSCAR"), text.strip()));
    }
}
