package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import xcflow.functional.Functionals;

class TrainCommandTest {
    @TempDir private Path directory;

    private int run(StringWriter out, StringWriter err, String... arguments) {
        return new CommandLine(new TrainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void trainsOnModelDensitiesAndWritesTheFunctional() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit =
                run(
                        out,
                        err,
                        "--model-density=He,Ne,N",
                        "--held-out=N",
                        "--width=6",
                        "--iterations=8",
                        "--output=" + directory.resolve("clone"));
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("sha256: ").contains("held out: E_xc within");
        assertThat(err.toString()).contains("exchange, step 8");
        var file = directory.resolve("clone/pbe-constrained.xcf");
        assertThat(Functionals.resolve(file.toString()).name()).isEqualTo("pbe-constrained");
        try (var files = Files.list(directory.resolve("clone"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "pbe-constrained.xcf",
                            "learning-curve.csv",
                            "learning-curve.svg",
                            "systems.csv");
        }
    }

    @Test
    void aWrongNameIsExplained() {
        var err = new StringWriter();
        assertThat(run(new StringWriter(), err, "--model-density=Xe")).isEqualTo(2);
        assertThat(err.toString()).contains("no model density called \"Xe\"");
        err = new StringWriter();
        assertThat(run(new StringWriter(), err, "--architecture=deep")).isEqualTo(2);
        assertThat(err.toString()).contains("constrained, unconstrained, anchored");
    }
}
