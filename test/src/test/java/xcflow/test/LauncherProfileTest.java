package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which profile of the virtual machine the launcher takes. */
class LauncherProfileTest extends LaunchedProject {
    private boolean optimises(String... arguments) throws Exception {
        return !start(home.resolve("xcflow"), Map.of(), arguments)
                .out()
                .contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void leavesOutTheOptimisingCompilerWhereNothingComputesInJava() throws Exception {
        Path commands = directory.resolve("commands.yaml");
        Files.writeString(
                commands, "steps:\n  a: {uses: shell, with: {}}\n  b:\n    uses: assert\n");
        Path science = directory.resolve("science.yaml");
        Files.writeString(science, "steps:\n  a: {uses: shell}\n  b:\n    uses: clone\n");
        assertThat(optimises("run", commands.toString())).isFalse();
        assertThat(optimises("--home", "x", "runs")).isFalse();
        assertThat(optimises("run", science.toString())).isTrue();
        assertThat(optimises("--home", "x", "run", "-q", science.toString())).isTrue();
        assertThat(optimises("run", commands.toString(), "--params", science.toString())).isTrue();
        assertThat(optimises("resume")).isTrue();
    }

    /** The options by which profiles can be told apart, and arguments that choose them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    TieredStopAtLevel=1          ; --help
                    TieredStopAtLevel=1          ; functional list
                    Tier4BackEdgeThreshold=4000000 ; functional export x
                    Tier4BackEdgeThreshold=4000000 ; audit --home=x
                    Tier4BackEdgeThreshold=400000  ; audit --replay 2
                    Tier4BackEdgeThreshold=400000  ; --home y run x.yaml
                    TieredStopAtLevel=1          ; doctor
                    Tier4BackEdgeThreshold=4000000 ; doctor --contents
                    TieredStopAtLevel=1          ; scf --crystal Si
                    Tier4BackEdgeThreshold=40000000 ; scf --crystal=Fe --moment 2
                    Tier4BackEdgeThreshold=40000000 ; scf --engine planewave --molecule H2
                    TieredStopAtLevel=1          ; scf --molecule H2O
                    TieredStopAtLevel=1          ; scf --molecule=O2 --basis=6-31g** --grid 2
                    MaxVectorSize=32             ; scf --molecule CH4
                    MaxVectorSize=32             ; scf --molecule H2O --basis cc-pvqz
                    MaxVectorSize=32             ; scf --molecule H2O --functional a.xcf
                    UseParallelGC, -XX:MaxVectorSize=32 ; correlated --molecule N2
                    UseParallelGC, -XX:Archive   ; of-a-plug-in
                    """)
    void choosesTheProfileThatTheCommandDeclares(String options, String arguments)
            throws Exception {
        Result result = start(home.resolve("xcflow"), Map.of(), arguments.split(" "));
        String found = result.out().replaceAll("(?s).*options \\[|]\\s*$", "");
        if (options.endsWith("Archive")) {
            assertThat(found).contains("-XX:+UseParallelGC").doesNotContain("Tier", "MaxVector");
        } else {
            for (String option : options.split(", -XX:")) {
                assertThat((found + ",").replace("-XX:+", "-XX:"))
                        .as(arguments)
                        .contains("-XX:" + option + ",");
            }
        }
    }
}
