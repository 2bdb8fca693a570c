package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input without end, or that asks for more than there is, is refused in a sentence. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class UnboundedInputTest {
    private static final String WORKFLOW =
            "parameters: {x: {type: int, default: 1}}\n"
                    + "steps:\n  a: {uses: shell, with: {command: echo}}\n";

    @TempDir private Path directory;

    private CommandLine xcflow;

    @BeforeEach
    void make() throws Exception {
        xcflow = new CommandLine(directory);
        xcflow.file("a.yaml", WORKFLOW);
        new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor();
    }

    private String refused(String... arguments) {
        CommandLine.Result result = xcflow.run(arguments);
        assertThat(result.err()).doesNotContain("Exception", "--debug", "\tat ");
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        return result.err();
    }

    private String path(String name) {
        return name.startsWith("/") ? name : directory.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource({"fifo", "/dev/zero"})
    void pipesAndDevicesAreNotRead(String name) throws Exception {
        String path = path(name);
        String refusal = path + ":1:1: it is a pipe or a device; only ordinary files are read";
        assertThat(refused("validate", path)).contains(refusal);
        assertThat(refused("plan", path("a.yaml"), "--params", path)).contains(refusal);
        assertThat(refused("run", path)).contains(refusal);
        assertThat(refused("import", path)).contains("it is a pipe or a device");
        assertThat(refused("functional", "train", "--dataset", path)).contains("no file " + path);
        assertThat(refused("functional", "evaluate", "PBE", "--points", path))
                .contains(path + " is not a file");
        xcflow.file("b.yaml", "imports: {a: fifo}\n" + WORKFLOW);
        assertThat(refused("validate", path("b.yaml"))).contains("b.yaml:1:14: 'fifo' is not");
    }

    @Test
    void longFilesAreNotParsed() throws Exception {
        xcflow.file("long.yaml", "a: " + "x".repeat(17_000_000));
        assertThat(refused("validate", path("long.yaml")))
                .contains("long.yaml:1:1: the file is too long: it has more than 16 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scf --molecule H2 --threads 100000|--threads must be from 1 to 1024",
                "functional train --model-density H --threads 100000|--threads must be from 1 to 1024",
                "run a.yaml -j 100000|'100000' is not a whole number from 1 to 1024",
                "scf --crystal Si --kpoints 10000x10000x10000|a k-point mesh may have a million points",
                "scf --crystal Si --kpoints 65536x65536x1|a k-point mesh may have a million points",
            })
    void numbersBeyondEveryMachineAreRefused(String command, String message) {
        assertThat(refused(command.split(" "))).contains(message);
    }

    private Path npz(String header) throws IOException {
        Path file = directory.resolve("set.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("rho_a.npy"));
            byte[] text = header.getBytes(StandardCharsets.US_ASCII);
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            zip.write(new byte[] {(byte) text.length, (byte) (text.length >> 8)});
            zip.write(text);
            zip.closeEntry();
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(200000000,)|it ends too early",
                "(9999999999999,)|more than the 200000000 permitted",
                "(99999999999999999999999,)|it is not a vector",
                "(4294967297, 4294967297)|it is not a vector",
                "(-1,)|it is not a vector",
            })
    void shapesAreNotBelieved(String shape, String message) throws Exception {
        Path file = npz("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n");
        assertThat(
                        refused(
                                "functional",
                                "train",
                                "--dataset",
                                file.toString(),
                                "--output",
                                path("o")))
                .contains("set.npz", message);
        assertThat(directory.resolve("o")).doesNotExist();
    }

    @Test
    void blanksInHeadersTakeNoTime() throws Exception {
        String blanks = " ".repeat(60_000);
        Path file = npz("{'descr': '<f8', 'fortran_order': False, 'shape': (1" + blanks + "x");
        assertThat(
                        refused(
                                "functional",
                                "train",
                                "--dataset",
                                file.toString(),
                                "--output",
                                path("o")))
                .contains("it is not a vector: {'descr': '<f8'")
                .hasSizeLessThan(500);
    }
}
