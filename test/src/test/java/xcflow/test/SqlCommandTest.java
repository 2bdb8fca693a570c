package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that people send, whatever they look like. */
class SqlCommandTest {
    @TempDir private static Path directory;

    private static CommandLine xcflow;

    @BeforeAll
    static void aProject() throws Exception {
        xcflow = new CommandLine(directory);
        xcflow.file(
                "w.yaml",
                """
                name: w
                steps:
                  a: {uses: assert, with: {that: true}}
                """);
        xcflow.ok("run", directory + "/w.yaml", "-q");
    }

    @Test
    void aStatementWithoutColumnsPrintsNothing() {
        assertThat(xcflow.ok("sql", "select").out()).isEmpty();
    }

    @Test
    void columnsInWhichNothingStandsAreShownIfThereAreNoOthers() {
        assertThat(xcflow.ok("sql", "select null as first, '' as then").out().strip())
                .isEqualTo("first  then");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1; select 2", "select ';'; select 2", "select 1; /* */ ;"})
    void ofSeveralStatementsNoneIsRun(String statement) {
        CommandLine.Result result = xcflow.run("sql", statement);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("one statement at a time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select 7;", "select 7 -- ; more\n", "select 7 /* ; */ where ';' = ';'"})
    void aSemicolonNeedNotBeginAnother(String statement) {
        assertThat(xcflow.ok("sql", statement).out()).contains("7");
    }
}
