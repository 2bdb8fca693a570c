package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dangerous or wrong is refused before anything is written. */
class RefusalTest {
    @TempDir private Path directory;

    private CommandLine.Result refused(String step) throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "bad.yaml",
                                "name: bad\nsteps:\n  a:\n    uses: shell\n" + step.indent(4))
                        .toString();
        CommandLine.Result result = xcflow.run("run", file, "-q");
        assertThat(result.status()).isEqualTo(2);
        assertThat(xcflow.home()).doesNotExist();
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with: {command: ls, outputs: {x: ../../etc/passwd}}",
                "with: {command: ls, outputs: {x: /etc/passwd}}",
                "with: {command: ls, inputs: {../x: bad.yaml}}",
                "with: {command: cat x, inputs: {x: ../../../../etc/passwd}}",
                "with: {command: cat x, inputs: {x: /etc/passwd}}",
            })
    void aPathThatLeadsOut(String step) throws IOException {
        assertThat(refused(step).err()).containsPattern("bad.yaml:5:\\d+: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime.getRuntime().exec('id')",
                "''.getClass().forName('java.lang.Runtime')",
                "T(java.lang.Runtime).getRuntime()",
                "Runtime",
            })
    void anExpressionThatReachesForTheMachine(String expression) throws IOException {
        refused("with: {command: \"${{ " + expression.replace("\"", "'") + " }}\"}");
    }

    @Test
    void anOutputThatIsALinkOutOfTheDirectory() throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "link.yaml",
                                "name: link\nsteps:\n  a: {uses: shell, with: {command: ln -s /etc/passwd x, outputs: {x: x}}}\n")
                        .toString();
        CommandLine.Result result = xcflow.run("run", file, "-q");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("is a link out of the directory");
    }

    @Test
    void aBombOfAliases() throws IOException {
        StringBuilder bomb =
                new StringBuilder("name: bomb\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append(
                    "x%d: &x%d [%s*x%d]\n"
                            .formatted(i, i, ("*x" + (i - 1) + ", ").repeat(9), i - 1));
        }
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file("bomb.yaml", bomb + "steps: {a: {uses: shell, with: {command: ls}}}\n")
                        .toString();
        assertThat(xcflow.run("validate", file).status()).isEqualTo(2);
    }

    @Test
    void anUnknownCommandIsExplained() {
        CommandLine.Result result = new CommandLine(directory).run("rnu", "x.yaml");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("there is no command 'rnu' (did you mean 'run'?)");
    }
}
