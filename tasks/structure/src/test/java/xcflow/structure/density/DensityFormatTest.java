package xcflow.structure.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.numerics.Constants;
import xcflow.structure.crystal.Lattice;

class DensityFormatTest {
    private static final int[] SHAPE = {4, 5, 6};
    private static final double[][] ROWS = {{5, 0.5, 0}, {1, 6, 0.25}, {-0.5, 0.5, 7}};
    private static final double BOHR = Constants.BOHR_IN_ANGSTROM;

    @TempDir private Path directory;

    /** Different at each point. */
    private static double density(int i, int j, int k) {
        return 0.5 + 0.01 * i + 0.02 * j + 0.0375 * k;
    }

    private static double spin(int i, int j, int k) {
        return 0.125 * i - 0.0625 * j + 0.03125 * k;
    }

    @Test
    void cubesAreReadWithCellAndAtoms() throws IOException {
        DensityGrid grid = read("h.cube", cube(""));
        sameDensity(grid);
        assertThat(grid.sites()).hasSize(1);
        assertThat(grid.sites().get(0).element().symbol()).isEqualTo("H");
        assertThat(grid.spin()).isEmpty();
    }

    @Test
    void theUnitOfACubeCanBeAnother() throws IOException {
        DensityGrid grid =
                DensityFormat.read(
                        write("h.cube", cube("")),
                        "h.cube",
                        Optional.empty(),
                        Optional.of(DensityUnit.PER_CUBIC_ANGSTROM));
        assertThat(grid.density()[0]).isCloseTo(0.5 * BOHR * BOHR * BOHR, within(1e-12));
    }

    @Test
    void chgcarsAreReadWithSpinPastTheirSpheres() throws IOException {
        DensityGrid grid = read("CHGCAR.gz-not", chgcar(true));
        sameDensity(grid);
        assertThat(grid.spin().orElseThrow()[at(1, 2, 3)]).isCloseTo(spin(1, 2, 3), within(1e-9));
        assertThat(read("CHGCAR", chgcar(false)).spin()).isEmpty();
    }

    @Test
    void siestasRhoIsReadWithBothSpins() throws IOException {
        DensityGrid grid = read("si.RHO", rho(2));
        assertThat(grid.lattice()).isEqualTo(Lattice.ofRows(ROWS));
        assertThat(grid.density()[at(1, 2, 3)]).isCloseTo(density(1, 2, 3), within(1e-7));
        assertThat(grid.spin().orElseThrow()[at(3, 1, 5)]).isCloseTo(spin(3, 1, 5), within(1e-7));
        assertThat(read("si.RHO", rho(1)).spin()).isEmpty();
    }

    @Test
    void xsfsLoseTheirRepeatedPoints() throws IOException {
        DensityGrid grid =
                DensityFormat.read(
                        write("h.xsf", xsf(1)),
                        "h.xsf",
                        Optional.empty(),
                        Optional.of(DensityUnit.PER_CUBIC_BOHR));
        sameDensity(grid);
        assertThat(grid.sites().get(0).element().symbol()).isEqualTo("O");
        refused("h.xsf", xsf(1), "does not tell the unit");
    }

    @Test
    void damagedFilesAreRefusedWithASentence() throws IOException {
        String cube = cube("");
        refused("h.cube", bytes(cube.substring(0, cube.length() - 60)), "truncated: 11", "of 120");
        refused("h.cube", bytes(cube.replaceFirst("0.50000000", "NaN")), "value 1", "'NaN'");
        refused("h.cube", bytes(cube.replaceFirst("0.50000000", "1e99")), "value 1", "'1e99'");
        refused(
                "h.cube",
                bytes(cube.replace("\n4 ", "\n4000 ").replace("\n5 ", "\n5000 ")),
                "4000 × 5000",
                "coarser");
        refused("h.cube", bytes(cube.replace("\n1 0", "\n-1 0")), "orbitals");
        refused("h.cube", bytes(cube + " 1.0"), "more numbers follow");
        refused("h.cube", new byte[0], "the file ends");
        refused("h.txt", bytes(cube), "the name tells no format");
        byte[] rho = rho(1);
        refused("si.RHO", Arrays.copyOf(rho, rho.length - 4), "truncated");
        refused("si.RHO", Arrays.copyOf(rho, 50), "truncated");
        refused("si.RHO", bytes(cube), "no .RHO");
        ByteBuffer.wrap(rho).order(ByteOrder.LITTLE_ENDIAN).putFloat(80 + 24 + 4, Float.NaN);
        refused("si.RHO", rho, "value 1 of the density is NaN");
        String chgcar = new String(chgcar(false), StandardCharsets.UTF_8);
        refused("CHGCAR", bytes(chgcar.substring(0, 300)), "truncated");
        refused("CHGCAR", bytes(chgcar.replace("4 5 6", "4 5")), "the line ends where");
        byte[] open = xsf(2);
        assertThatThrownBy(
                        () ->
                                DensityFormat.read(
                                        write("h.xsf", open),
                                        "h.xsf",
                                        Optional.empty(),
                                        Optional.of(DensityUnit.PER_CUBIC_BOHR)))
                .hasMessageContaining("do not repeat the first ones");
        assertThatThrownBy(
                        () ->
                                DensityFormat.read(
                                        directory.resolve("none.cube"),
                                        "none.cube",
                                        Optional.empty(),
                                        Optional.empty()))
                .hasMessage("there is no file none.cube");
    }

    private void refused(String name, byte[] content, String... parts) throws IOException {
        Path file = write(name, content);
        assertThatThrownBy(() -> DensityFormat.read(file, name, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private void refused(String name, String content, String... parts) throws IOException {
        refused(name, bytes(content), parts);
    }

    private DensityGrid read(String name, String content) throws IOException {
        return read(name, bytes(content));
    }

    private DensityGrid read(String name, byte[] content) throws IOException {
        return DensityFormat.read(write(name, content), name, Optional.empty(), Optional.empty());
    }

    private Path write(String name, String content) throws IOException {
        return write(name, bytes(content));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int at(int i, int j, int k) {
        return (i * SHAPE[1] + j) * SHAPE[2] + k;
    }

    private static void sameDensity(DensityGrid grid) {
        assertThat(grid.shape()).containsExactly(SHAPE);
        for (int row = 0; row < 3; row++) {
            assertThat(grid.lattice().rows()[row]).containsExactly(ROWS[row], within(1e-8));
        }
        for (int i = 0; i < SHAPE[0]; i++) {
            for (int j = 0; j < SHAPE[1]; j++) {
                for (int k = 0; k < SHAPE[2]; k++) {
                    assertThat(grid.density()[at(i, j, k)])
                            .isCloseTo(density(i, j, k), within(1e-7));
                }
            }
        }
        assertThat(grid.electrons())
                .isCloseTo(
                        Arrays.stream(grid.density()).sum() * grid.lattice().volume() / 120,
                        within(1e-12));
    }

    private static String cube(String end) {
        StringBuilder text = new StringBuilder("title\nmore\n1 0 0 0\n");
        for (int axis = 0; axis < 3; axis++) {
            int n = SHAPE[axis];
            text.append(n);
            for (double x : ROWS[axis]) {
                text.append(' ').append(x / n);
            }
            text.append('\n');
        }
        text.append("1 1.0 0.5 0.25 0.125\n");
        for (int p = 0; p < 120; p++) {
            text.append(number(density(p / 30, p / 6 % 5, p % 6))).append(p % 6 == 5 ? "\n" : " ");
        }
        return text + end;
    }

    private static byte[] chgcar(boolean polarised) {
        StringBuilder text = new StringBuilder("H\n" + BOHR + "\n");
        for (double[] row : ROWS) {
            text.append(row[0]).append(' ').append(row[1]).append(' ').append(row[2]).append('\n');
        }
        text.append("H\n1\nDirect\n0.1 0.2 0.3\n\n4 5 6\n");
        double volume = Lattice.ofRows(ROWS).volume();
        firstFastest(text, SHAPE, p -> volume * density(p % 4, p / 4 % 5, p / 20));
        text.append("augmentation occupancies 1 4\n 0.1 0.2 0.3\n 0.4\n");
        if (polarised) {
            text.append("  0.5\n 4 5 6\n");
            firstFastest(text, SHAPE, p -> volume * spin(p % 4, p / 4 % 5, p / 20));
            text.append("augmentation occupancies 1 4\n 0.1 0.2 0.3\n 0.4\n");
        }
        return bytes(text.toString());
    }

    /**
     * @param repeats 1: the points at the end repeat the first ones
     */
    private static byte[] xsf(int repeats) {
        StringBuilder text = new StringBuilder("# made here\nCRYSTAL\nPRIMVEC\n");
        rows(text);
        text.append("PRIMCOORD\n1 1\nO 0.1 0.2 0.3\n");
        text.append("BEGIN_BLOCK_DATAGRID_3D\nrho\nBEGIN_DATAGRID_3D_rho\n5 6 7\n0 0 0\n");
        rows(text);
        firstFastest(
                text,
                new int[] {5, 6, 7},
                p -> density(p % 5 % (4 * repeats), p / 5 % 6 % 5, p / 30 % 6));
        text.append("END_DATAGRID_3D\nEND_BLOCK_DATAGRID_3D\n");
        return bytes(text.toString());
    }

    private static void rows(StringBuilder text) {
        for (double[] row : ROWS) {
            for (double x : row) {
                text.append(x * BOHR).append(' ');
            }
            text.append('\n');
        }
    }

    private static void firstFastest(StringBuilder text, int[] shape, IntToDoubleFunction value) {
        for (int p = 0; p < shape[0] * shape[1] * shape[2]; p++) {
            text.append(number(value.applyAsDouble(p))).append(p % 5 == 4 ? "\n" : " ");
        }
        text.append("\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.10f", value)
                .replaceFirst("^0.5000000000$", "0.50000000");
    }

    private static byte[] rho(int spins) {
        ByteBuffer out = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(72);
        for (double[] row : ROWS) {
            for (double x : row) {
                out.putDouble(x);
            }
        }
        out.putInt(72).putInt(16);
        for (int n : SHAPE) {
            out.putInt(n);
        }
        out.putInt(spins).putInt(16);
        for (int s = 0; s < spins; s++) {
            for (int k = 0; k < 6; k++) {
                for (int j = 0; j < 5; j++) {
                    out.putInt(16);
                    for (int i = 0; i < 4; i++) {
                        double m = s == 0 ? spin(i, j, k) : -spin(i, j, k);
                        double value = density(i, j, k);
                        out.putFloat((float) (spins == 1 ? value : (value + m) / 2));
                    }
                    out.putInt(16);
                }
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
