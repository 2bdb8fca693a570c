package xcflow.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.runner.replay.Agreement.Degree;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.Tolerance;

class ReplayComparisonTest {
    @TempDir private Path directory;

    record Row(
            @Describe(value = "Energy.", unit = "Ha") double energy,
            @Describe(value = "Iterations.", absolute = 2) int iterations,
            @Describe("Name.") String name) {}

    record Outputs(
            @Describe(value = "Energies.", unit = "Ha") Map<String, Double> energies,
            @Describe("Rows.") List<Row> rows,
            @Describe("Points, which are counted.") int points,
            @Describe(value = "Table.", absolute = 1e-7) Artefact table,
            @Describe(value = "Arrays.", relative = 1e-6) Artefact arrays) {}

    private static Map<String, Object> outputs(double energy, long iterations, long points) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("energies", Map.of("H2O", energy));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("energy", energy);
        row.put("iterations", iterations);
        row.put("name", "H2O");
        outputs.put("rows", List.of(row));
        outputs.put("points", points);
        return outputs;
    }

    private Agreement compare(Map<String, Object> before, Map<String, Object> now)
            throws IOException {
        return new ValueComparison(
                        new FileComparison(
                                a -> directory.resolve(a.digest()),
                                a -> directory.resolve(a.digest())))
                .outputs(RecordType.of(Outputs.class), before, now);
    }

    private Artefact file(String name, String type, byte[] bytes) throws IOException {
        String digest = "%08x".formatted(Arrays.hashCode(bytes)).repeat(8);
        Files.write(directory.resolve(digest), bytes);
        return new Artefact(digest, name, type, bytes.length);
    }

    @Test
    void roundingIsWithinToleranceAndAMicrohartreeIsNot() throws IOException {
        var before = outputs(-76.123456789, 9, 100);
        assertThat(compare(before, before).degree()).isEqualTo(Degree.IDENTICAL);
        Agreement rounded = compare(before, outputs(-76.123456789 + 3e-11, 10, 100));
        assertThat(rounded.degree()).isEqualTo(Degree.WITHIN_TOLERANCE);
        assertThat(rounded.detail()).contains("3 numbers differ").contains("iterations");
        Agreement wrong = compare(before, outputs(-76.123456789 + 1e-6, 9, 100));
        assertThat(wrong.degree()).isEqualTo(Degree.DIFFERENT);
        assertThat(wrong.detail()).contains("energies.H2O").contains("1.0e-06");
    }

    @Test
    void whatDeclaresNothingMustBeEqual() throws IOException {
        assertThat(compare(outputs(-1, 9, 100), outputs(-1, 9, 101)).degree())
                .isEqualTo(Degree.DIFFERENT);
        assertThat(compare(outputs(-1, 9, 100), outputs(-1, 12, 100)).degree())
                .isEqualTo(Degree.DIFFERENT);
    }

    @Test
    void columnsOfTablesHaveTheToleranceOfTheirOutputs() {
        String header = "name,energy,iterations,other\n";
        assertThat(table(header + "H2O,-76.1,9,2.5\n", header + "H2O,-76.10000005,11,2.50000005\n"))
                .isEqualTo(Degree.WITHIN_TOLERANCE);
        assertThat(table(header + "H2O,-76.1,9,2.5\n", header + "H2O,-76.100001,9,2.5\n"))
                .isEqualTo(Degree.DIFFERENT);
        assertThat(table(header + "H2O,-76.1,9,2.5\n", header + "HF,-76.1,9,2.5\n"))
                .isEqualTo(Degree.DIFFERENT);
        assertThat(table(header + "H2O,-76.1,9,2.5\n", header + "H2O,-76.1,9\n"))
                .isEqualTo(Degree.DIFFERENT);
    }

    private static Degree table(String one, String other) {
        Agreement agreement = new Agreement();
        TableNumbers.compare(
                "table",
                one,
                other,
                new Tolerances(
                        new Tolerance(1e-7, 0), Tolerances.columns(RecordType.of(Outputs.class))),
                agreement);
        return agreement.degree();
    }

    @Test
    void arraysInArchivesAreComparedElementByElement() throws IOException {
        Map<String, Object> before = Map.of("arrays", arrays(1, 2e-9));
        assertThat(compare(before, Map.of("arrays", arrays(1 + 1e-9, 2e-9))).degree())
                .isEqualTo(Degree.WITHIN_TOLERANCE);
        Agreement wrong = compare(before, Map.of("arrays", arrays(1, 2.1e-9)));
        assertThat(wrong.degree()).isEqualTo(Degree.DIFFERENT);
        assertThat(wrong.detail()).contains("rho.npy");
    }

    @Test
    void shapesOfPicturesMayComeInAnotherOrder() {
        String head = "<svg width=\"9\">\n";
        String one = "<g transform=\"translate(42 376.3)\">\n<path d=\"m4.6-5.7q-0.9 0\"/>\n</g>\n";
        String near = one.replace("376.3", "376.4");
        String two = "<g transform=\"translate(42 142)\">\n<path d=\"m1.7-1.2l2.3 0\"/>\n</g>\n";
        assertThat(picture(head + one + two, head + two + near)).isEqualTo(Degree.WITHIN_TOLERANCE);
        assertThat(picture(head + one + two, head + two + one)).isEqualTo(Degree.IDENTICAL);
        assertThat(picture(head + one + two, head + two + one.replace("376", "378")))
                .isEqualTo(Degree.DIFFERENT);
        assertThat(picture(head + one + two, head + one)).isEqualTo(Degree.DIFFERENT);
    }

    private static Degree picture(String one, String other) {
        Agreement agreement = new Agreement();
        TextNumbers.compare(
                "picture",
                SvgShapes.sorted(one),
                SvgShapes.sorted(other),
                true,
                new Tolerance(0.5, 0),
                agreement);
        return agreement.degree();
    }

    private Artefact arrays(double... numbers) throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
        ByteBuffer npy =
                ByteBuffer.allocate(10 + header.length() + 8 * numbers.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        npy.putShort((short) header.length());
        npy.put(header.getBytes(StandardCharsets.US_ASCII));
        for (double number : numbers) {
            npy.putDouble(number);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("rho.npy"));
            zip.write(npy.array());
        }
        return file("data.npz", "application/zip", bytes.toByteArray());
    }
}
