package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files with which an earlier state of the program went wrong, each with what is right. They are
 * kept as they were found; docs/testing.md says by kind where else each fault is tested.
 */
class CasesTest {
    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    private String file(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream in = CasesTest.class.getResourceAsStream("cases/" + name)) {
            Files.copy(in, file);
        }
        return file.toString();
    }

    private String output(String name) {
        return xcflow.ok("output", "latest", "--json").json().get(name).asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "backslash.yaml | 2 | the output 'a\\b' has a backslash in its name",
                "failout.yaml | 1 | the command ended with exit status 1: warn",
                "optional-output.yaml | 1 | the command did not write its output file 'b'",
                "strict.yaml | 1 | the command ended with exit status 1",
                "latin.yaml | 0 | text-not-utf-8",
                "bin.yaml | 0 | ",
                "merge.yaml | 0 | ",
                "emo1024.yaml | 0 | ",
            })
    void aRunEndsAsItShould(String name, int status, String said) throws Exception {
        CommandLine.Result run = xcflow.run("run", file(name), "-q");
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.out() + run.err()).contains(said == null ? "" : said);
    }

    @Test
    void whatAFailedCommandPrintedIsKept() throws Exception {
        xcflow.run("run", file("failout.yaml"), "-q");
        assertThat(xcflow.ok("show", "latest", "a", "--log").out())
                .contains("SCF NOT CONVERGED: see line 3");
    }

    @Test
    void aJoinTakesTheBranchThatRan() throws Exception {
        xcflow.ok("run", file("join.yaml"), "-q");
        assertThat(output("j")).isEqualTo("alt");
    }

    @Test
    void alteredContentIsNotRead() throws Exception {
        String chain = file("chain.yaml");
        xcflow.ok("run", chain, "-q", "--until", "make");
        for (Path object : SmallCampaign.files(xcflow.home().resolve("objects"))) {
            if (Files.size(object) == 5 && Files.readString(object).equals("1234\n")) {
                Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-------"));
                Files.writeString(object, "9999\n");
            }
        }
        xcflow.ok("run", chain, "-q");
        assertThat(output("t")).isEqualTo("1234");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loopwork.yaml | takes too long",
                "memblow.yaml | takes too long",
                "minint.yaml | the result is too large",
                "regexbad.yaml | '('",
                "regexbig.yaml | regular expression",
                "replblow.yaml | the text is too long",
            })
    void expressionsWithoutEndAreRefusedWithTheirPlace(String name, String said) throws Exception {
        String file = file(name);
        CommandLine.Result plan = xcflow.run("plan", file);
        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.err()).startsWith(file + ":1:").contains(said);
    }

    @Test
    void aLargeValueThatCanBeMadeIsMade() throws Exception {
        xcflow.ok("run", file("distinct2.yaml"), "-q");
        assertThat(xcflow.states()).containsOnlyKeys("SUCCEEDED");
    }

    @ParameterizedTest
    @CsvSource({"t_hugeshape.npz", "t_redos2.npz"})
    void arraysThatLieAboutThemselvesAreRefused(String name) throws Exception {
        CommandLine.Result train =
                xcflow.run(
                        "functional",
                        "train",
                        "--dataset",
                        file(name),
                        "--output",
                        directory.resolve("out").toString());
        assertThat(train.status()).isEqualTo(2);
        assertThat(train.err()).contains(name).doesNotContain("Exception");
    }
}
