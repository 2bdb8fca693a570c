package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes use one home at the same time. */
class SharedHomeTest {
    @TempDir Path directory;

    @Test
    void aRunGoesOnWhenTheProcessThatHadTheDatabaseOpenEnds() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String brief =
                xcflow.file(
                                "brief.yaml",
                                """
                                name: brief
                                steps:
                                  nap: {uses: shell, with: {command: "touch begun; sleep 3"}}
                                """)
                        .toString();
        String longer =
                xcflow.file(
                                "longer.yaml",
                                """
                                name: longer
                                steps:
                                  each:
                                    uses: shell
                                    matrix: {n: "${{ range(120) }}"}
                                    with:
                                      command: sleep 0.05; echo $N
                                      environment: {N: "${{ matrix.n }}"}
                                """)
                        .toString();
        Process owner = xcflow.start("run", brief);
        CommandLine.until(() -> xcflow.printed().contains("running  nap"));
        Process guest = xcflow.start("run", longer, "--jobs", "2");
        assertThat(owner.waitFor()).as(xcflow.printed()).isZero();
        assertThat(guest.isAlive()).as(xcflow.printed()).isTrue();
        assertThat(guest.waitFor()).as(xcflow.printed()).isZero();
        assertThat(xcflow.states()).containsExactly(java.util.Map.entry("SUCCEEDED", 120));
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }
}
