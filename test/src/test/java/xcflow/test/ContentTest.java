package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.Sha256;

/** What is used is what was stored, whatever happens to files meanwhile. */
class ContentTest {
    private static final String CHAIN =
            """
            name: chain
            steps:
              make:
                uses: shell
                with: {command: "echo 1234 > a.txt", outputs: {a: a.txt}}
              read:
                uses: shell
                with: {command: "echo got; cat in.txt", inputs: {in.txt: "${{ steps.make.files.a }}"}}
              count:
                uses: shell
                with: {command: "wc -c < in.txt", inputs: {in.txt: "${{ steps.make.files.a }}"}}
            outputs: {text: "${{ steps.read.text }}", size: "${{ steps.count.text }}"}
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    private Path alter(String content, String into) throws IOException {
        String digest = Sha256.of(content);
        Path file =
                xcflow.home()
                        .resolve("objects")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest.substring(2));
        assertThat(file).hasContent(content);
        file.toFile().setWritable(true);
        Files.writeString(file, into);
        return file;
    }

    private String output(String name) {
        return xcflow.ok("output", "latest", "--json").json().get(name).toString();
    }

    @Test
    void anAlteredArtefactIsPutAsideAndComputedAgain() throws IOException {
        String file = xcflow.file("chain.yaml", CHAIN).toString();
        xcflow.ok("run", file, "-q", "--until", "make");
        Path altered = alter("1234\n", "9999\n");
        CommandLine.Result run = xcflow.ok("run", file, "-q");
        assertThat(run.err()).contains("a.txt of chain/make in run 1", "was altered on the disk");
        assertThat(output("text")).isEqualTo("\"got\\n1234\"");
        assertThat(altered).hasContent("1234\n");
        assertThat(xcflow.home().resolve("objects/quarantine").resolve(Sha256.of("1234\n")))
                .hasContent("9999\n");
        assertThat(xcflow.ok("doctor", "--contents").out()).contains("all is well");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void whatReadAnAlteredArtefactIsNoHitAfterDoctorHasFoundIt() throws IOException {
        String file = xcflow.file("chain.yaml", CHAIN).toString();
        xcflow.ok("run", file, "-q");
        alter("1234\n", "999\n");
        CommandLine.Result audit = xcflow.run("audit");
        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("(a.txt of chain/make in run 1): content was altered");
        xcflow.run("doctor", "--contents");
        audit = xcflow.run("audit");
        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("execution 2 (chain/", "it has not been computed again");
        assertThat(xcflow.ok("explain", file).out()).contains("1 miss, 2 unknown");
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 3));
        assertThat(output("size")).isEqualTo("\"5\"");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void aFileGivenByItsPathIsStoredWhenTheRunIsSubmitted() throws IOException {
        Path given = xcflow.file("given-a.txt", "old");
        Path other = xcflow.file("given-b.txt", "old too");
        String file =
                xcflow.file(
                                "given.yaml",
                                """
                                name: given
                                steps:
                                  change: {uses: shell, with: {command: "echo new > %s; echo new > %s; echo new > %s"}}
                                  literal:
                                    uses: shell
                                    needs: [change]
                                    with: {command: "cat in", inputs: {in: {file: given-a.txt}}}
                                  computed:
                                    uses: shell
                                    matrix: {which: [a, b]}
                                    needs: [change]
                                    with: {command: "cat in", inputs: {in: {file: "given-${{ matrix.which }}.txt"}}}
                                outputs:
                                  literal: ${{ steps.literal.text }}
                                  computed: ${{ steps.computed.map(c, c.text) }}
                                """
                                        .formatted(given, other, given))
                        .toString();
        xcflow.ok("run", file, "-q");
        assertThat(given).hasContent("new\n");
        assertThat(output("literal")).isEqualTo("\"old\"");
        assertThat(output("computed")).contains("old", "old too").doesNotContain("new");
    }
}
