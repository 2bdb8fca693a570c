package xcflow.provenance.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Example;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.h2.H2Database;

/** What is known of the workers in jobs. */
class BlockTableTest {
    @TempDir private Path directory;
    private Provenance provenance;
    private BlockTable table;
    private Example example;

    @BeforeEach
    void open() throws Exception {
        provenance =
                new Provenance(
                        H2Database.inMemory(),
                        new FileObjectStore(directory),
                        ReferenceDescriptions.NONE,
                        Clock.systemUTC());
        table = provenance.blocks();
        example = new Example(provenance.runs());
    }

    @AfterEach
    void close() {
        provenance.close();
    }

    private Presence worker() {
        Instant now = table.now();
        return new Presence(
                example.worker.id(),
                "site",
                "cpu",
                "12",
                "n1",
                2,
                0,
                0,
                0,
                0,
                Optional.empty(),
                now,
                now);
    }

    private Claim claim() {
        return provenance
                .runs()
                .claim(example.work(example.run(1), 0), example.worker, Example.LEASE)
                .orElseThrow();
    }

    @Test
    void aWorkerThatHasTakenNothingTookNothing() {
        table.present(worker());
        assertThat(table.took("site", "12")).isFalse();
    }

    @Test
    void aWorkerThatGaveBackWhatItTookTookSomething() {
        table.present(worker());
        provenance.runs().release(claim(), InstanceState.READY, "its worker was stopped");
        table.absent(worker());
        assertThat(table.took("site", "12")).isTrue();
    }

    @Test
    void whatAWorkerTakesSaysNothingOfOtherJobs() {
        table.present(worker());
        claim();
        assertThat(table.took("site", "13")).isFalse();
    }

    @Test
    void aWorkerThatHasLeftIsNotThere() {
        table.present(worker());
        table.absent(worker());
        assertThat(table.present(Duration.ofDays(1))).isEmpty();
    }
}
