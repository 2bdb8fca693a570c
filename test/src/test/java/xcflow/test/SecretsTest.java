package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the commands that need them and nothing else. */
class SecretsTest {
    private static final String VALUE = "xyzzy-4711-\"quoted\"";

    @TempDir private Path directory;
    private CommandLine xcflow;
    private Path secret;

    @BeforeEach
    void secret() throws IOException {
        xcflow = new CommandLine(directory);
        secret = Files.writeString(directory.resolve("token"), VALUE + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private Path workflow(String source, String command, String outputs) throws IOException {
        return xcflow.file(
                "w.yaml",
                """
                env:
                  TOKEN: {secret: true%s}
                steps:
                  use:
                    uses: shell
                    with:
                      command: |
                        %s
                      environment: {HEADER: "Bearer ${{ env.TOKEN }}"}
                      outputs: {%s}
                outputs: {text: "${{ steps.use.text }}"}
                """
                        .replaceFirst("%s", source)
                        .replaceFirst("%s", java.util.regex.Matcher.quoteReplacement(command))
                        .replaceFirst("%s", outputs));
    }

    @Test
    void theCommandHasTheValueAndNoRecordDoes() throws Exception {
        String file =
                workflow(", file: token", "echo \"$HEADER\" >&2; echo \"${#HEADER} $HEADER\"", "")
                        .toString();
        int length = "Bearer ".length() + VALUE.length();
        assertThat(xcflow.ok("run", file).out()).contains("text: " + length + " Bearer ***");
        String shown = xcflow.ok("show", "latest", "use").out();
        assertThat(shown).contains("secret-digest:").doesNotContain("xyzzy");
        Path archive = directory.resolve("archive.zip");
        xcflow.ok("export", "latest", archive.toString());
        xcflow.ok("report", "latest", "--output", directory.resolve("report.md").toString());
        assertThat(xcflow.ok("sql", "select * from executions").out()).doesNotContain("xyzzy");
        assertThat(xcflow.ok("sql", "select * from events").out()).doesNotContain("xyzzy");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                assertThat(entry.getName()).isNotEqualTo("secret.key");
                byte[] content = zip.getInputStream(entry).readAllBytes();
                assertThat(new String(content, StandardCharsets.ISO_8859_1))
                        .as(entry.getName())
                        .doesNotContain("xyzzy");
            }
        }
        nothingInTheHomeContainsIt();
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    private void nothingInTheHomeContainsIt() throws IOException {
        try (Stream<Path> files = Files.walk(xcflow.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("xyzzy");
            }
        }
    }

    @Test
    void theSameValueIsTheSameInputAndAnotherIsNot() throws Exception {
        String file = workflow(", file: token", "echo ${#HEADER}", "").toString();
        xcflow.ok("run", file);
        assertThat(xcflow.ok("explain", file).out()).contains("hit");
        workflow(", command: cat token", "echo ${#HEADER}", "");
        xcflow.ok("run", file);
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 1));
        Files.writeString(secret, "another-value");
        xcflow.ok("run", file);
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 1));
    }

    @Test
    void aFailureTellsOfItWithoutIt() throws Exception {
        String file =
                workflow(", file: token", "echo \"denied: $HEADER\" >&2; exit 7", "").toString();
        CommandLine.Result result = xcflow.run("run", file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("denied: Bearer ***").doesNotContain("xyzzy");
        assertThat(xcflow.ok("show", "latest", "use", "--log").out())
                .contains("denied: Bearer ***")
                .doesNotContain("xyzzy");
        nothingInTheHomeContainsIt();
        assertThat(xcflow.run("resume", "latest").status()).isEqualTo(1);
    }

    @Test
    void aFileThatContainsItIsNotKept() throws Exception {
        String file = workflow(", file: token", "echo \"$HEADER\" > out", "out: out").toString();
        CommandLine.Result result = xcflow.run("run", file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("the output 'out' contains a secret");
    }

    @Test
    void whatCannotBeKeptSecretIsRefusedBeforeTheRun() throws Exception {
        String file = workflow(", file: token", "true", "").toString();
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        refused(file, "can be read by others", "chmod 600");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(secret, "short");
        refused(file, "has 5 characters; it needs at least 8");
        Files.delete(secret);
        refused(file, "which does not exist");
        workflow("", "true", "");
        refused(file, "the secret TOKEN is not set");
        workflow(", default: abc", "true", "");
        refused(file, "its value must not be written in the workflow");
        assertThat(xcflow.ok("runs").out()).doesNotContain("w ");
    }

    @Test
    void nothingCanBeComputedWithIt() throws Exception {
        Path file =
                xcflow.file(
                        "w.yaml",
                        """
                        env: {TOKEN: {secret: true, file: token}}
                        steps:
                          a:
                            uses: shell
                            when: ${{ env.TOKEN == 'x' }}
                            with: {command: "echo ${{ size(env.TOKEN) }}"}
                        outputs: {token: "${{ env.TOKEN }}"}
                        """);
        refused(
                file.toString(),
                "w.yaml:5:15: the secret env.TOKEN can be used among the inputs",
                "w.yaml:6:36: nothing can be computed with the secret env.TOKEN",
                "w.yaml:7:23: the secret env.TOKEN can be used among the inputs");
    }

    @Test
    void theExampleOfThePageGivesWhatThePageSays() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "secrets.md"));
        Files.move(secret, directory.resolve("licence.key"));
        Files.writeString(directory.resolve("licence.key"), "abcdefghij-klmnopqrst\n");
        String[] blocks = page.split("```");
        String file = xcflow.file("licensed.yaml", blocks[1].replaceFirst("yaml", "")).toString();
        assertThat(xcflow.ok("run", file).out()).isEqualToIgnoringNewLines(blocks[3]);
    }

    private void refused(String file, String... sentences) {
        CommandLine.Result result = xcflow.run("run", file);
        assertThat(result.err()).contains(sentences);
        assertThat(result.status()).isEqualTo(2);
    }
}
