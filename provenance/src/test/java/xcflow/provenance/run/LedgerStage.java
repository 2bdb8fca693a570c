package xcflow.provenance.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.TestClock;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.home.Home;

/** A ledger of an empty database; whatever a test does to it must be lawful. */
abstract class LedgerStage {
    @TempDir Path directory;
    final TestClock clock = new TestClock();
    Provenance provenance;
    RunLedger ledger;
    Example example;
    StateWatch watch;

    /** An empty database. */
    abstract LedgerDatabase database(Path directory) throws Exception;

    @BeforeEach
    void open() throws Exception {
        provenance =
                new Provenance(
                        database(directory),
                        new Home(directory).objects(),
                        ReferenceDescriptions.NONE,
                        clock);
        ledger = provenance.runs();
        watch = StateWatch.on(provenance.database());
        example = new Example(ledger);
    }

    @AfterEach
    void close() {
        try {
            watch.assertLawful();
        } finally {
            provenance.close();
        }
    }

    final InstanceState state(long run, int instance) {
        return ledger.instance(run, instance).orElseThrow().state();
    }
}
