package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches of which one is taken meet again, and an output that is missing is missed. */
class BranchesTest {
    private static final String BRANCHES =
            """
            name: branches
            parameters: {go: {type: bool, default: false}}
            steps:
              opt: {uses: shell, when: "${{ parameters.go }}", with: {command: echo opt}}
              alt: {uses: shell, when: "${{ !parameters.go }}", with: {command: echo alt}}
              join: {uses: shell, with: {command: "echo ${{ %s }}"}}
            outputs: {j: "${{ steps.join.text }}"}
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    @Test
    void aJoinThatNeedsBothBranchesIsSkippedAndItsOutputMissed() throws Exception {
        String file =
                xcflow.file("b.yaml", BRANCHES.formatted("steps.opt.text + steps.alt.text"))
                        .toString();
        CommandLine.Result result = xcflow.run("run", file, "-q");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("output 'j' is missing, because join has no result");
    }

    @Test
    void anOutputMayHaveAValueForWhatIsMissing() throws Exception {
        String file =
                xcflow.file(
                                "o.yaml",
                                """
                                name: o
                                steps:
                                  opt: {uses: shell, when: "${{ false }}", with: {command: echo opt}}
                                outputs: {a: "${{ orValue(steps.opt.text, 'none') }}"}
                                """)
                        .toString();
        assertThat(xcflow.ok("run", file, "-q").out()).isEqualTo("a: none\n");
    }
}
