package xcflow.provenance.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.postgresql.PostgresqlServer;

/** The chain of events where the server computes its hashes. */
@PostgresqlServer.Needed
class PostgresqlChainTest {
    private static final List<String> SUBJECTS =
            List.of(
                    "execution/1",
                    "a \"quoted\" \\ name",
                    "Übergröße ρ⃗ \uD83D\uDE80",
                    "'; --",
                    "?");

    @TempDir Path directory;

    private static void append(EventLog log, int count, boolean alone) {
        log.recordBesideOthers(
                recording -> {
                    if (alone) {
                        recording.alone();
                    }
                    for (int i = 0; i < count; i++) {
                        String subject = SUBJECTS.get(i % SUBJECTS.size());
                        recording.event("told", subject, Map.of("i", i, "text", subject));
                    }
                    return null;
                });
    }

    @Test
    void isWholeWhateverIsAppendedBesideEachOther() throws Exception {
        LedgerDatabase database = PostgresqlServer.ofEnvironment().newDatabase().open();
        try (Provenance provenance =
                new Provenance(
                        database,
                        new FileObjectStore(directory),
                        ReferenceDescriptions.NONE,
                        database.clock())) {
            EventLog log = new EventLog(database, database.clock());
            long before = log.head().seq();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 240; i++) {
                int count = i % 60 == 0 ? 40 : 1 + i % 5;
                boolean alone = i % 7 == 0;
                work.add(threads.submit(() -> append(log, count, alone)));
            }
            for (Future<?> each : work) {
                each.get();
            }
            threads.shutdown();
            List<Event> events = log.after(before, 10_000);
            assertThat(events).hasSize(876);
            String previous = before == 0 ? Event.GENESIS : log.entry(before).orElseThrow().hash();
            long seq = before;
            for (Event event : events) {
                assertThat(event.seq()).isEqualTo(++seq);
                assertThat(event.previous()).isEqualTo(previous);
                assertThat(event.hash()).isEqualTo(event.expectedHash());
                previous = event.hash();
            }
            assertThat(log.head()).isEqualTo(new EventLog.Head(seq, previous));
        }
    }
}
