package xcflow.provenance.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.run.Example;
import xcflow.provenance.run.Work;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.h2.H2Database;

/** Who gets which tickets. */
class TicketTableTest {
    private static final WaitingTicket.Code CODE = new WaitingTicket.Code("t", "1", "c");
    private static final Room LARGE = new Room(List.of(), 64, Long.MAX_VALUE, 8, Long.MAX_VALUE);

    @TempDir private Path directory;
    private Provenance provenance;
    private TicketTable table;
    private Example example;
    private long run;

    protected LedgerDatabase database() throws SQLException {
        return H2Database.inMemory();
    }

    @BeforeEach
    void open() throws Exception {
        provenance =
                new Provenance(
                        database(),
                        new FileObjectStore(directory),
                        ReferenceDescriptions.NONE,
                        Clock.systemUTC());
        table = provenance.tickets();
        example = new Example(provenance.runs());
        run = example.run(8);
    }

    @AfterEach
    void close() {
        provenance.close();
    }

    private WaitingTicket ticket(int instance, Needs needs) {
        return new WaitingTicket(run, instance, 0, "k" + instance, CODE, needs, 0, "{}");
    }

    private void put(Needs... needs) {
        table.put(IntStream.range(0, needs.length).mapToObj(i -> ticket(i, needs[i])).toList());
    }

    private List<Integer> take(Room room) {
        return table.take(room, List.of(), 8).stream().map(WaitingTicket::instance).toList();
    }

    @Test
    void whatIsTakenIsGoneAndComesInTheOrderInWhichItWasPutIn() {
        put(Needs.LITTLE, Needs.LITTLE, Needs.LITTLE);
        assertThat(table.take(LARGE, List.of(), 2)).hasSize(2);
        assertThat(take(LARGE)).containsExactly(2);
        assertThat(take(LARGE)).isEmpty();
    }

    @Test
    void aWorkerTakesWhatFitsIntoItAndNoMoreThanFitsTogether() {
        put(
                new Needs("", 8, 0, 0, 0),
                new Needs("", 2, 100, 0, 0),
                new Needs("", 1, 60, 0, 0),
                new Needs("", 1, 0, 1, 0),
                new Needs("", 1, 0, 0, 5_000));
        Room small = new Room(List.of(), 2, 100, 0, 1_000);
        assertThat(take(small)).containsExactly(1);
        assertThat(take(small)).containsExactly(2);
        assertThat(take(new Room(List.of(), 2, 100, 1, 6_000))).containsExactly(3, 4);
        assertThat(table.waiting(run)).containsExactly(0);
    }

    @Test
    void whatIsTakenAheadIsNoWiderThanTheWorker() {
        put(new Needs("", 2, 0, 0, 0), Needs.LITTLE, new Needs("", 3, 0, 0, 0), Needs.LITTLE);
        assertThat(take(new Room(List.of(), 3, 1, 0, 0, 0))).containsExactly(1, 3);
    }

    @Test
    void whatIsMeantForAPlaceIsTakenThereOnly() {
        put(new Needs("gpu", 1, 0, 0, 0), Needs.LITTLE);
        assertThat(take(LARGE)).containsExactly(1);
        assertThat(take(new Room(List.of("cpu", "gpu"), 1, 0, 0, 0))).containsExactly(0);
    }

    @Test
    void codeThatAWorkerDoesNotHaveIsLeftToOthersWithTheReason() {
        put(Needs.LITTLE);
        WaitingTicket taken = table.take(LARGE, List.of(), 1).get(0);
        table.refuse(taken, "it asks for another version");
        assertThat(table.take(LARGE, List.of(CODE), 1)).isEmpty();
        assertThat(table.overview(run).get(0).refused()).contains("it asks for another version");
        assertThat(take(LARGE)).containsExactly(0);
    }

    @Test
    void aTicketOfAnEarlierAttemptClaimsNothing() {
        put(Needs.LITTLE);
        int attempt = table.take(LARGE, List.of(), 1).get(0).attempt();
        Work work = example.work(run, 0).after(attempt);
        table.put(List.of(ticket(0, Needs.LITTLE)));
        provenance.runs().expect(run, java.util.Map.of(0, work.cacheKey()));
        assertThat(provenance.runs().claim(work.after(1), example.worker, Example.LEASE)).isEmpty();
        assertThat(provenance.runs().claim(work, example.worker, Example.LEASE)).isPresent();
    }

    @Test
    void aTicketTakesThePlaceOfTheOneBeforeAndAWithdrawnRunHasNone() {
        put(Needs.LITTLE, Needs.LITTLE);
        put(Needs.LITTLE);
        assertThat(table.waiting(run)).containsExactly(0, 1);
        assertThat(table.withdraw(run)).isEqualTo(2);
        assertThat(take(LARGE)).isEmpty();
    }

    @Test
    void theProjectKeepsItsIdentity() {
        assertThat(table.project()).isEqualTo(provenance.tickets().project()).hasSize(36);
    }
}
