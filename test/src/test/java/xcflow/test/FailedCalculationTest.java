package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;

/** A functional with which nothing converges, among four with which everything does. */
class FailedCalculationTest {
    private static final String STUDY =
            """
            name: study
            steps:
              validate:
                uses: scf-validate
                matrix:
                  functional:
                    - {label: PBE, source: PBE}
                    - {label: PBEsol, source: PBEsol}
                    - {label: RPBE, source: RPBE}
                    - {label: BLYP, source: BLYP}
                    - {label: wild, source: {file: wild.xcf}}
                with:
                  functional: ${{ matrix.functional.source }}
                  reference: PBE
                  molecules: [H2, LiH]
                  gaussian: {basis: 6-31g, grid-level: 0}
              spread:
                uses: statistics
                with:
                  rows: ${{ steps.validate }}
                  by: {functional: matrix.functional.label}
                  of: {energy-mae: energy-mae, failures: failures}
              table:
                uses: table
                with:
                  rows: ${{ steps.spread.groups }}
                  columns: {Functional: group, Quantity: quantity, Number: count, Missing: missing, Mean: mean}
              better:
                uses: verdict
                with:
                  claim: PBEsol is nearer to PBE than BLYP.
                  reproduced: ${{ steps.spread.mean['energy-mae']['PBEsol'] < steps.spread.mean['energy-mae']['BLYP'] }}
                  because: the mean errors are ${{ round(steps.spread.mean['energy-mae']['PBEsol'], 1) }} and ${{ round(steps.spread.mean['energy-mae']['BLYP'], 1) }} mHa.
              verdict:
                uses: verdict
                with:
                  claim: The wild functional is better than BLYP.
                  reproduced: ${{ steps.spread.mean['energy-mae']['wild'] < steps.spread.mean['energy-mae']['BLYP'] }}
                  because: its mean error is ${{ string(steps.spread.mean['energy-mae']['wild']) }}.
                  missing: ${{ steps.spread.missing }}
            outputs:
              table: ${{ steps.table.text }}
              verdict: ${{ steps.verdict.text }}
            """;

    @TempDir private Path directory;

    /** Weights so large that the potential jumps, and the equations have no solution. */
    private void wild(Path file) throws IOException {
        Shape shape = new Shape(20, 2, Activation.TANH);
        NeuralFunctional random =
                NeuralFunctional.untrained(
                        Architecture.UNCONSTRAINED.specify(
                                "wild", "", Constraints.ALL, shape, shape, 1));
        NeuralFunctional wild =
                random.withParameters(
                        scaled(random.exchangeFactor().network().parameters()),
                        scaled(random.correlationFactor().network().parameters()));
        try (OutputStream out = Files.newOutputStream(file)) {
            FunctionalFile.write(wild, out);
        }
    }

    private static double[] scaled(double[] values) {
        return Arrays.stream(values).map(v -> 30 * v).toArray();
    }

    @Test
    void theStudySucceedsWithWarningsAndItsReportNamesWhatIsMissing() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        wild(directory.resolve("wild.xcf"));
        String file = xcflow.file("study.yaml", STUDY).toString();
        CommandLine.Result run = xcflow.ok("run", file);
        assertThat(run.out())
                .containsPattern("\\| wild +\\| energy-mae +\\| +0 \\| +1 \\| +– \\|")
                .containsPattern("\\| PBEsol +\\| energy-mae +\\| +1 \\| +0 \\| +[0-9.]+ \\|")
                .contains("Reproduced: undecided, because its mean error is missing.");
        assertThat(run.err())
                .contains("warning")
                .contains("validate[functional=wild]: systems-missing: ")
                .contains("LiH (")
                .contains("did not converge")
                .contains("SUCCEEDED");
        JsonNode wild =
                xcflow.ok("show", "latest", "validate[functional=wild]", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs");
        assertThat(wild.get("energy-mae").isNull()).isTrue();
        assertThat(wild.get("compared").asInt()).isZero();
        for (JsonNode row : wild.get("rows")) {
            boolean converged = row.get("converged").asBoolean();
            assertThat(row.get("energy").isNull()).isEqualTo(!converged);
            assertThat(row.get("energy-error").isNull()).isEqualTo(!converged);
        }
        JsonNode better =
                xcflow.ok("show", "latest", "better", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs");
        assertThat(better.get("verdict").asString()).isEqualTo("no");
        Path page = directory.resolve("report.html");
        xcflow.ok("report", "-o", page.toString());
        assertThat(Files.readString(page))
                .contains("<code>systems-missing</code>")
                .contains("<code>verdict-undecided</code>")
                .contains("did not converge");
        xcflow.ok("audit");
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 9));
        assertThat(xcflow.run("run", file, "-q", "--strict").status()).isEqualTo(1);
    }
}
