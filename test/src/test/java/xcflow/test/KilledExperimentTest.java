package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scientific experiment that is killed while it trains, and again while it validates. */
class KilledExperimentTest {
    private static final String EXPERIMENT = "paper/1-constrained-clones.yaml";
    private static final Path WORKFLOWS = workflows();

    @TempDir private Path directory;

    @Test
    void endsWithTheNumbersOfAnUndisturbedOneToTheLastDigit() throws Exception {
        CommandLine undisturbed = in("undisturbed");
        undisturbed.ok(experiment());
        CommandLine killed = in("killed");
        killWhen(killed, killed.start(experiment()), "running  clone");
        killWhen(killed, killed.start("resume", "1"), "running  validate");
        killed.ok("resume", "1");
        assertThat(killed.ok("output", "latest", "--json").out())
                .isEqualTo(undisturbed.ok("output", "latest", "--json").out());
        assertThat(killed.ok("audit").out()).contains("all is well");
    }

    private CommandLine in(String name) throws Exception {
        return new CommandLine(Files.createDirectory(directory.resolve(name)));
    }

    private static void killWhen(CommandLine xcflow, Process process, String printed)
            throws Exception {
        int before = xcflow.printed().length();
        CommandLine.until(
                () -> xcflow.printed().substring(before).contains(printed) || !process.isAlive());
        process.waitFor(300, TimeUnit.MILLISECONDS);
        assertThat(process.isAlive()).as(xcflow.printed()).isTrue();
        process.destroyForcibly().waitFor();
    }

    private static String[] experiment() {
        return new String[] {
            "run",
            WORKFLOWS.resolve(EXPERIMENT).toString(),
            "--params",
            WORKFLOWS.resolve("paper/smoke/1-constrained-clones.yaml").toString()
        };
    }

    /** Of the project, whichever directory the tests run in. */
    private static Path workflows() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("workflows").resolve(EXPERIMENT))) {
            here = here.getParent();
        }
        return here.resolve("workflows");
    }
}
