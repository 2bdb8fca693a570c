package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.dataset.ModelSystems;

class FunctionalFileTest {
    private static final NeuralFunctional FUNCTIONAL =
            NeuralFunctionalTest.untrained(Architecture.CONSTRAINED, Constraints.ALL);

    private static NeuralFunctional read(byte[] bytes) throws IOException {
        return FunctionalFile.read(new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @MethodSource("xcflow.functional.neural.NeuralFunctionalTest#functionals")
    void whatIsReadIsWhatWasWrittenToTheLastBit(NeuralFunctional functional) throws IOException {
        var again = read(FunctionalFile.bytes(functional));
        assertThat(again.spec()).isEqualTo(functional.spec());
        assertThat(again.exchangeFactor().network().parameters())
                .isEqualTo(functional.exchangeFactor().network().parameters());
        assertThat(again.correlationFactor().network().parameters())
                .isEqualTo(functional.correlationFactor().network().parameters());
        assertThat(FunctionalFile.digest(again)).isEqualTo(FunctionalFile.digest(functional));
    }

    @Test
    void aFunctionalIsFoundByItsFile(@TempDir Path directory) throws IOException {
        var file = directory.resolve("clone.xcf");
        Files.write(file, FunctionalFile.bytes(FUNCTIONAL));
        assertThat(Functionals.resolve(file.toString()).name()).isEqualTo("test");
    }

    @Test
    void theHeaderIsReadable() throws IOException {
        assertThat(FunctionalFile.describe(FUNCTIONAL))
                .contains("\"format\" : \"xcflow neural functional\"")
                .contains("\"architecture\" : \"constrained\"")
                .contains("\"inputs\" : [ \"gradient\", \"log-gradient\" ]")
                .contains("\"seed\" : 7");
    }

    @Test
    void theZoneAndTheLocaleOfTheMachineChangeNothing() throws IOException {
        byte[] bytes = FunctionalFile.bytes(FUNCTIONAL);
        var zone = TimeZone.getDefault();
        var locale = Locale.getDefault();
        try {
            for (String id :
                    List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York")) {
                TimeZone.setDefault(TimeZone.getTimeZone(id));
                for (String tag :
                        List.of("de", "tr", "ar-EG", "th-TH-u-nu-thai", "fa", "hi-IN-u-nu-deva")) {
                    Locale.setDefault(Locale.forLanguageTag(tag));
                    assertThat(FunctionalFile.bytes(FUNCTIONAL))
                            .as("%s %s", id, tag)
                            .isEqualTo(bytes);
                    assertThat(read(bytes).spec()).isEqualTo(FUNCTIONAL.spec());
                }
            }
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    /** Release 0.1 dated entries by the zone of the machine: midnight there, in seconds of UTC. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Asia/Kathmandu",
                "America/New_York",
                "Etc/GMT+12",
                "Pacific/Kiritimati"
            })
    void aFileOfAnEarlierReleaseIsReadWhereverItWasWritten(String id) throws IOException {
        byte[] old = dated(seconds(id), seconds(id));
        assertThat(read(old).exchangeFactor().network().parameters())
                .isEqualTo(FUNCTIONAL.exchangeFactor().network().parameters());
    }

    @Test
    void aDateThatNoReleaseWroteIsDamage() {
        long berlin = seconds("Europe/Berlin");
        assertThatThrownBy(() -> read(dated(berlin, seconds("UTC"))))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> read(dated(berlin + 1, berlin + 1)))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> read(dated(berlin + 86400, berlin + 86400)))
                .hasMessageContaining("damaged");
    }

    private static long seconds(String zone) {
        return LocalDateTime.of(1980, 1, 1, 0, 0).atZone(ZoneId.of(zone)).toEpochSecond();
    }

    /** The file with other seconds in its extended timestamps, the first one's and the others'. */
    private static byte[] dated(long first, long others) throws IOException {
        byte[] bytes = FunctionalFile.bytes(FUNCTIONAL);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int found = 0;
        for (int i = 0; i + 9 <= bytes.length; i++) {
            if (buffer.getShort(i) == 0x5455
                    && buffer.getShort(i + 2) == 5
                    && buffer.getInt(i + 5) == seconds("UTC")) {
                buffer.putInt(i + 5, (int) (found++ == 0 ? first : others));
            }
        }
        // Once before each of the three entries and once in the directory.
        assertThat(found).isEqualTo(6);
        return bytes;
    }

    @Test
    void everyFlippedByteIsNoticed() throws IOException {
        byte[] good = FunctionalFile.bytes(FUNCTIONAL);
        for (int at = 0; at < good.length; at += 7) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            assertThatThrownBy(() -> read(bad)).as("byte " + at).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTruncatedOrExtendedFileIsRefused() throws IOException {
        byte[] good = FunctionalFile.bytes(FUNCTIONAL);
        for (int length : new int[] {0, 10, 100, 1000, good.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(good, length)))
                    .isInstanceOf(IOException.class)
                    .message()
                    .isNotBlank();
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length + 1)))
                .hasMessageContaining("damaged");
    }

    @Test
    void aNewerSchemaAsksForANewerProgram() throws IOException {
        assertThatThrownBy(() -> read(withHeader("\"schema\" : 2", "\"schema\" : 7")))
                .hasMessageContaining("schema version 7")
                .hasMessageContaining("newer xcflow");
    }

    @Test
    void aFileSaysWhereItsFunctionalWasTrained() throws IOException {
        var data = ModelSystems.sample(List.of("He", "N"));
        var domain = TrainingDomain.of(data.points(), data.weights(), 2);
        var trained = FUNCTIONAL.trainedOn(domain);
        byte[] bytes = FunctionalFile.bytes(trained);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"schema\" : 3");
        var back = read(bytes);
        assertThat(back.trainedOn()).contains(domain);
        assertThat(FunctionalFile.bytes(back)).isEqualTo(bytes);
        assertThat(domain.electrons()).isCloseTo(9, within(1e-3));
        assertThat(domain.densityParameter().stream().mapToDouble(x -> x).sum())
                .isCloseTo(1, within(1e-12));
        // What it was trained on is inside; the core of krypton and a thin gas are not.
        assertThat(domain.outside(data.points(), data.weights())).isLessThan(1e-5);
        double[] densities = {1e4, 1e-12};
        for (double rho : densities) {
            var gas = Points.unpolarised(new double[] {rho}, new double[] {0});
            assertThat(domain.outside(gas, new double[] {1})).isEqualTo(1);
        }
    }

    /** Written, with the results beside it, before there were leading terms. */
    @Test
    void aFileOfTheFirstSchemaStaysWhatItWas() throws IOException {
        byte[] old = resource("before-leading-terms.xcf");
        var functional = read(old);
        assertThat(FunctionalFile.digest(functional))
                .isEqualTo("1fd69cb0c351e7f5d88643e5e39598af99cedad419bb67d7d115607d0095ddd6");
        assertThat(FunctionalFile.describe(functional))
                .contains("\"schema\" : 1")
                .doesNotContain("leading");
        var lines =
                new String(resource("before-leading-terms.csv"), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList();
        assertThat(lines).hasSize(5);
        for (String line : lines) {
            double[] x = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            var points =
                    Points.polarised(
                            new double[] {x[0]},
                            new double[] {x[1]},
                            new double[] {x[2]},
                            new double[] {x[3]},
                            new double[] {x[4]});
            var results = new Results(1, true);
            functional.evaluate(points, results);
            double[] actual = {
                results.energy[0],
                results.vRhoA[0],
                results.vRhoB[0],
                results.vSigmaAA[0],
                results.vSigmaAB[0],
                results.vSigmaBB[0]
            };
            assertThat(actual).isEqualTo(Arrays.copyOfRange(x, 5, 11));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = FunctionalFileTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aLeadingTermBelongsToTheIdentity() throws IOException {
        var without =
                NeuralFunctionalTest.untrained(
                        Architecture.CONSTRAINED, Constraints.ALL.withoutGradients());
        assertThat(without.exchangeFactor().network().parameters())
                .isEqualTo(FUNCTIONAL.exchangeFactor().network().parameters());
        assertThat(FunctionalFile.digest(without)).isNotEqualTo(FunctionalFile.digest(FUNCTIONAL));
        assertThat(FunctionalFile.describe(without)).contains("\"schema\" : 1");
        assertThat(FunctionalFile.describe(FUNCTIONAL))
                .contains("\"schema\" : 2")
                .contains("\"term\" : \"correlation\"")
                .contains("\"coefficient\" : 0.06672455060314922");
        assertThatThrownBy(() -> read(withHeader("\"schema\" : 2", "\"schema\" : 1")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void unknownDeclarationsAreRefused() {
        assertThatThrownBy(() -> read(withHeader("\"name\"", "\"colour\" : 1, \"name\"")))
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> read(withHeader("\"tanh\"", "\"relu\"")))
                .hasMessageContaining("relu");
        assertThatThrownBy(() -> read(withHeader("slater+pw92_mod", "slatr")))
                .hasMessageContaining("slatr");
        assertThatThrownBy(() -> read(withHeader("\"width\" : 11", "\"width\" : 99999")))
                .hasMessageContaining("width");
    }

    @Test
    void aForeignZipIsRefused() {
        var bytes = new ByteArrayOutputStream();
        assertThatThrownBy(
                        () -> {
                            try (var zip = new ZipOutputStream(bytes)) {
                                zip.putNextEntry(new ZipEntry("../../etc/passwd"));
                                zip.write(1);
                            }
                            read(bytes.toByteArray());
                        })
                .hasMessageContaining("not the file of a functional");
    }

    /** A rewritten file in which a piece of the header is replaced. */
    private static byte[] withHeader(String from, String to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in =
                        new ZipInputStream(
                                new ByteArrayInputStream(FunctionalFile.bytes(FUNCTIONAL)));
                var out = new ZipOutputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals("functional.json")) {
                    var text = new String(content, StandardCharsets.UTF_8);
                    assertThat(text).contains(from);
                    content = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
