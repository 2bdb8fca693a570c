package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.home.Home;

class FileRunLedgerTest extends RunLedgerContract {
    @Override
    LedgerDatabase database(Path directory) throws Exception {
        return new Home(directory).database(Provenance.schema());
    }

    @Test
    void numbersOfRunsGoOnAfterTheProcessWasKilled(@TempDir Path directory) throws Exception {
        Home home = new Home(directory.resolve("home"));
        Home left = new Home(Files.createDirectories(directory.resolve("left")));
        NewRun run = new NewRun("w", "name: w", "w.yaml", "{}", "{}", "command-line");
        try (Provenance provenance = Provenance.open(home, ReferenceDescriptions.NONE)) {
            assertThat(provenance.runs().submit(run).id()).isEqualTo(1);
            // What a killed process leaves behind is the file as it is now.
            Files.copy(
                    home.directory().resolve("xcflow.mv.db"),
                    left.directory().resolve("xcflow.mv.db"));
        }
        try (Provenance provenance = Provenance.open(left, ReferenceDescriptions.NONE)) {
            assertThat(provenance.runs().submit(run).id()).isEqualTo(2);
        }
    }
}
