package xcflow.functional.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.Points;
import xcflow.functional.Variable;

class DataSetFileTest {
    private static final DataSet SET = ModelSystems.sample(List.of("Li", "H2"));

    private static byte[] bytes(DataSet set) throws IOException {
        var out = new ByteArrayOutputStream();
        DataSetFile.write(set, out);
        return out.toByteArray();
    }

    private static DataSet read(byte[] bytes) throws IOException {
        return DataSetFile.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        byte[] bytes = bytes(SET);
        var again = read(bytes);
        assertThat(again.systems()).containsExactly("Li", "H2");
        assertThat(again.points().rhoA).isEqualTo(SET.points().rhoA);
        assertThat(again.points().sigmaAB).isEqualTo(SET.points().sigmaAB);
        assertThat(again.weights()).isEqualTo(SET.weights());
        assertThat(again.system()).isEqualTo(SET.system());
        assertThat(bytes(again)).isEqualTo(bytes);
    }

    @Test
    void whatFunctionalsNeedBeyondGradientsIsHeldWhereItIsSampled() throws IOException {
        var points = Points.allocate(2, true, Variable.KINETIC);
        points.rhoA[0] = 0.25;
        points.of(Variable.TAU)[1][1] = 0.75;
        var set = new DataSet(points, new double[] {1, 2}, new int[2], List.of("x"));
        var again = read(bytes(set));
        assertThat(again.points().variables()).isEqualTo(Variable.KINETIC);
        assertThat(again.points().of(Variable.TAU)[1]).containsExactly(0, 0.75);
        assertThat(again.select(system -> true).points().of(Variable.TAU)[1][1]).isEqualTo(0.75);
        assertThat(SET.points().variables()).isEqualTo(Variable.GRADIENT);
        var both = DataSet.concatenate(List.of(again, SET));
        assertThat(both.points().variables()).isEqualTo(Variable.GRADIENT);
    }

    @Test
    void storedEntriesAndFurtherColumnsAreReadToo() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(bytes(SET)));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                var stored = new ZipEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(content.length);
                var crc = new java.util.zip.CRC32();
                crc.update(content);
                stored.setCrc(crc.getValue());
                zip.putNextEntry(stored);
                zip.write(content);
            }
            zip.putNextEntry(new ZipEntry("comment.npy"));
            Npy.write("anything".getBytes(StandardCharsets.UTF_8), zip);
        }
        assertThat(read(out.toByteArray()).weights()).isEqualTo(SET.weights());
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        byte[] bytes = bytes(SET);
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length / 2)))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> read(new byte[] {1, 2, 3})).hasMessageContaining("not a data set");
        assertThatThrownBy(() -> read(with("rho_b", null)))
                .hasMessageContaining("it has no \"rho_b\"");
        var shorter = new ByteArrayOutputStream();
        Npy.write(new double[3], shorter);
        assertThatThrownBy(() -> read(with("weight", shorter.toByteArray())))
                .hasMessageContaining("\"weight\" has 3 elements");
        var integers = new ByteArrayOutputStream();
        Npy.write(new int[3], integers);
        assertThatThrownBy(() -> read(with("sigma_aa", integers.toByteArray())))
                .hasMessageContaining("\"sigma_aa\"")
                .hasMessageContaining("<i4 instead of <f8");
        double[] notANumber = SET.weights().clone();
        notANumber[5] = Double.NaN;
        var nan = new ByteArrayOutputStream();
        Npy.write(notANumber, nan);
        assertThatThrownBy(() -> read(with("weight", nan.toByteArray())))
                .hasMessageContaining("element 5 of \"weight\" is NaN");
    }

    /** A copy in which one column is replaced, or left out. */
    private static byte[] with(String column, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(bytes(SET)));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean replaced = entry.getName().equals(column + ".npy");
                if (!replaced || content != null) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(replaced ? content : in.readAllBytes());
                }
            }
        }
        return out.toByteArray();
    }

    @Test
    void numpyReadsIt(@TempDir Path directory) throws Exception {
        var file = directory.resolve("set.npz");
        Files.write(file, bytes(SET));
        var script =
                "import json, sys\n"
                        + "try:\n    import numpy\nexcept ImportError:\n    sys.exit(77)\n"
                        + "d = numpy.load(sys.argv[1])\n"
                        + "print(json.loads(bytes(d['systems'])), d['rho_a'].dtype, d['system'].dtype)\n"
                        + "n = d['weight'] * (d['rho_a'] + d['rho_b'])\n"
                        + "print('%.6f' % n[d['system'] == 0].sum())\n";
        Process python;
        try {
            python =
                    new ProcessBuilder("python3", "-c", script, file.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            Assumptions.abort("there is no Python here");
            return;
        }
        var output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Assumptions.assumeTrue(python.exitValue() != 77, "this Python has no numpy");
        assertThat(output).contains("['Li', 'H2'] float64 int32").contains("3.00000");
    }
}
