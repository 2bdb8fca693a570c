package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A diamond with a matrix of 3 × 3 and a fan-in, with commands that work on files. */
class DiamondTest {
    private static final String DIAMOND =
            """
            name: diamond
            parameters:
              words: {type: string, default: "pear fig apple"}
              letters: {type: list, default: [a, e, p]}
              factors: {type: list, default: [1, 10, 100]}
            steps:
              source:
                uses: shell
                with:
                  command: "for w in ${{ parameters.words }}; do echo $w; done > words.txt"
                  outputs: {words: words.txt}
              left:
                uses: shell
                with:
                  command: sort words.txt > sorted.txt
                  inputs: {words.txt: "${{ steps.source.files.words }}"}
                  outputs: {sorted: sorted.txt}
              right:
                uses: shell
                with:
                  command: wc -l < words.txt
                  inputs: {words.txt: "${{ steps.source.files.words }}"}
              count:
                uses: shell
                matrix:
                  letter: ${{ parameters.letters }}
                  factor: ${{ parameters.factors }}
                with:
                  command: echo $(( $(grep -c $LETTER sorted.txt) * FACTOR + LINES ))
                  environment:
                    LETTER: ${{ matrix.letter }}
                    FACTOR: ${{ matrix.factor }}
                    LINES: ${{ steps.right.text }}
                  inputs: {sorted.txt: "${{ steps.left.files.sorted }}"}
              table:
                uses: table
                with:
                  rows: ${{ steps.count }}
                  columns: {Letter: matrix.letter, Factor: matrix.factor, Count: text}
            outputs:
              table: ${{ steps.table }}
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;
    private String file;

    @BeforeEach
    void runOnce() throws IOException {
        xcflow = new CommandLine(directory);
        file = xcflow.file("diamond.yaml", DIAMOND).toString();
        xcflow.ok("run", file, "-q");
    }

    @Test
    void computesTheRightTable() {
        String csv = xcflow.ok("output", "latest", "table.csv", "-o", directory + "/t.csv").out();
        assertThat(csv).isEmpty();
        assertThat(directory.resolve("t.csv"))
                .hasContent(
                        """
                        Letter,Factor,Count
                        a,1,5
                        a,10,23
                        a,100,203
                        e,1,5
                        e,10,23
                        e,100,203
                        p,1,5
                        p,10,23
                        p,100,203
                        """);
    }

    @Test
    void isAllCachedTheSecondTime() {
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 13));
    }

    @Test
    void rerunsExactlyWhatDependsOnAChangedParameter() {
        JsonNode explained =
                xcflow.ok("explain", file, "--set", "letters=[a, e, f]", "--json").json();
        Set<String> missed = new HashSet<>();
        for (JsonNode instance : explained) {
            if (instance.get("verdict").asString().equals("MISS")) {
                missed.add(instance.get("instance").asString());
                assertThat(instance.get("differences").get(0).get("component").asString())
                        .isEqualTo("inputs.environment.LETTER");
                assertThat(instance.get("differences").get(0).get("now").asString())
                        .isEqualTo("\"f\"");
            }
        }
        assertThat(missed)
                .containsExactlyInAnyOrder(
                        "count[letter=f, factor=1]",
                        "count[letter=f, factor=10]",
                        "count[letter=f, factor=100]");

        xcflow.ok("run", file, "-q", "--set", "letters=[a, e, f]");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 9, "SUCCEEDED", 4));
    }

    @Test
    void rerunsNothingWhenStepsAreRenamedAndReordered() throws IOException {
        String[] steps =
                DIAMOND.substring(
                                DIAMOND.indexOf("  source:"), DIAMOND.indexOf("outputs:\n  table"))
                        .split("(?m)^(?=  \\w+:$)");
        String reordered = String.join("", steps[4], steps[2], steps[3], steps[1], steps[0]);
        String changed =
                DIAMOND.substring(0, DIAMOND.indexOf("  source:"))
                        + reordered
                        + DIAMOND.substring(DIAMOND.indexOf("outputs:\n  table"));
        changed =
                changed.replace("steps.left.", "steps.alphabet.").replace("  left:", "  alphabet:");
        Files.writeString(Path.of(file), changed);
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 13));
    }

    @Test
    void computesAgainWithoutTheCache() {
        xcflow.ok("run", file, "-q", "--no-cache");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 13));
    }

    @Test
    void computesOnlyWhatAStepNeeds() {
        xcflow.ok("run", file, "-q", "--until", "left", "--set", "words=one two");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 2));
    }

    @Test
    void computesAgainWhatHasLostItsFile() throws IOException {
        String digest =
                xcflow.ok("show", "latest", "left", "--json")
                        .json()
                        .at("/instances/0/executions/0/artefacts/0/digest")
                        .asString();
        Files.delete(
                xcflow.home()
                        .resolve("objects")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest.substring(2)));
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 12, "SUCCEEDED", 1));
    }

    @Test
    void givesTheSameOutputsWhenReplayed() {
        assertThat(xcflow.ok("audit", "--replay", "4").out())
                .contains("all is well")
                .doesNotContain("DIFFERENT");
    }
}
