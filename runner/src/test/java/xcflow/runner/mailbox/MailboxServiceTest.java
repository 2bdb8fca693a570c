package xcflow.runner.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.ticket.Needs;
import xcflow.provenance.ticket.Room;
import xcflow.provenance.ticket.WaitingTicket;
import xcflow.runner.TestProject;
import xcflow.storage.Sha256;
import xcflow.storage.home.Home;

/** Workers that write letters, and who answers them. */
class MailboxServiceTest {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Room ROOM = new Room(List.of(), 4, Long.MAX_VALUE, 0, Long.MAX_VALUE);

    @TempDir private Path directory;
    private TestProject project;
    private MailboxService service;
    private Mailbox mailbox;
    private long run;

    @BeforeEach
    void open() throws Exception {
        project = new TestProject(directory);
        service = new MailboxService(project.provenance(), directory.resolve("mailbox"));
        mailbox = new Mailbox(directory.resolve("mailbox"));
        run =
                project.ledger()
                        .submit(
                                new NewRun(
                                        "test",
                                        "name: test",
                                        "test.yaml",
                                        "{}",
                                        "{}",
                                        "command-line"))
                        .id();
        List<Integer> numbers = IntStream.range(0, 4).boxed().toList();
        project.ledger()
                .addInstances(
                        run, numbers.stream().map(n -> new NewInstance(n, "step", "{}")).toList());
        project.ledger().ready(run, numbers);
    }

    @AfterEach
    void close() {
        service.close();
        project.close();
    }

    private Work work(int instance) {
        return new Work(
                run,
                instance,
                "task",
                "1",
                "cd",
                Sha256.of("{\"n\":" + instance + "}"),
                "{\"n\":" + instance + "}",
                "{}",
                List.of(),
                true,
                1,
                project.ledger().conductor(run));
    }

    private static Completion result() {
        return Completion.of("{\"x\":1}", List.of());
    }

    private static Worker somebody() {
        return new Worker(0, "n1", 1, "17", "Linux", "0.1.0", "{}", java.time.Instant.EPOCH);
    }

    private InstanceState state(int instance) {
        return project.ledger().instance(run, instance).orElseThrow().state();
    }

    private Correspondence worker(String box) throws Exception {
        return new Correspondence(mailbox, box);
    }

    @Test
    void aWorkerThatOnlyWritesLettersHasItsWorkRecorded() throws Exception {
        service.start();
        try (Correspondence letters = worker("a")) {
            Desk desk = letters.desk();
            Worker me = desk.register(somebody());
            Claim claim = desk.claimAll(List.of(work(0)), me, LEASE).get(0);
            assertThat(state(0)).isEqualTo(InstanceState.RUNNING);
            assertThat(desk.complete(claim, result())).isTrue();
        }
        assertThat(state(0)).isEqualTo(InstanceState.SUCCEEDED);
    }

    @Test
    void whatAnotherTookIsNotGivenTwice() throws Exception {
        service.start();
        try (Correspondence first = worker("a");
                Correspondence second = worker("b")) {
            Worker one = first.desk().register(somebody());
            Worker two = second.desk().register(somebody());
            assertThat(first.desk().claimAll(List.of(work(0)), one, LEASE)).hasSize(1);
            assertThat(second.desk().claimAll(List.of(work(0)), two, LEASE)).isEmpty();
        }
    }

    @Test
    void nobodySpeaksForAnotherWorker() throws Exception {
        service.start();
        try (Correspondence first = worker("a");
                Correspondence second = worker("b")) {
            Worker one = first.desk().register(somebody());
            second.desk().register(somebody());
            Claim claim = first.desk().claimAll(List.of(work(0)), one, LEASE).get(0);
            assertThatThrownBy(() -> second.desk().complete(claim, result()))
                    .hasMessageContaining("speaks for another worker");
            assertThat(state(0)).isEqualTo(InstanceState.RUNNING);
        }
    }

    /** Has instances claimed, and their results written, by a worker that leaves after that. */
    private void results(int count) throws Exception {
        List<Claim> claims;
        try (Correspondence letters = worker("a")) {
            CompletableFuture<List<Claim>> claimed =
                    CompletableFuture.supplyAsync(
                            () -> {
                                Worker me = letters.desk().register(somebody());
                                List<Work> works =
                                        IntStream.range(0, count).mapToObj(this::work).toList();
                                return letters.desk().claimAll(works, me, LEASE);
                            });
            while (!claimed.isDone()) {
                service.tick();
            }
            claims = claimed.get();
            long number = 100;
            for (Claim claim : claims) {
                mailbox.ask(
                        new Mailbox.Address("a", number++),
                        Letters.ask(
                                Desk.class.getMethod("complete", Claim.class, Completion.class),
                                new Object[] {claim, result()}));
            }
        }
    }

    @Test
    void resultsThatWaitAreRecordedTogetherEvenIfTheirWorkerHasLeft() throws Exception {
        results(3);
        long before = project.provenance().events().head().seq();
        service.tick();
        assertThat(IntStream.range(0, 4).mapToObj(this::state))
                .containsExactly(
                        InstanceState.SUCCEEDED,
                        InstanceState.SUCCEEDED,
                        InstanceState.SUCCEEDED,
                        InstanceState.READY);
        assertThat(project.provenance().events().head().seq()).isEqualTo(before + 3);
    }

    @Test
    void nothingIsLeftOfAWorkerWhoseResultsAreRecorded() throws Exception {
        results(2);
        service.tick();
        for (String each : List.of("asked", "answers", "workers")) {
            try (var files = Files.list(directory.resolve("mailbox").resolve(each))) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void aResultThatWasOvertakenIsNotRecorded() throws Exception {
        results(1);
        // Somebody resumed the run meanwhile, and the work was taken anew.
        project.ledger().expire(project.ledger().leaseHolders().get(0).id());
        Worker other = project.worker();
        Claim mine = project.ledger().claim(work(0), other, LEASE).orElseThrow();
        service.tick();
        assertThat(project.ledger().execution(mine.execution()).orElseThrow().state().name())
                .isEqualTo("RUNNING");
    }

    @Test
    void whatIsNoLetterIsAnsweredAndKeepsNobodyWaiting() throws Exception {
        mailbox.open("b");
        mailbox.ask(new Mailbox.Address("b", 1), "{\"ask\": \"halt\", \"with\": []}");
        service.start();
        try (Correspondence letters = worker("c")) {
            assertThat(letters.desk().project())
                    .isEqualTo(project.provenance().tickets().project());
        }
        assertThat(mailbox.takeAnswer(new Mailbox.Address("b", 1)))
                .contains("nothing that can be asked");
    }

    private WaitingTicket ticket() {
        return new WaitingTicket(
                run,
                0,
                0,
                work(0).cacheKey(),
                new WaitingTicket.Code("task", "1", "cd"),
                Needs.LITTLE,
                0,
                "{}");
    }

    @Test
    void whoAsksForTicketsGetsThemWhenTheyCome() throws Exception {
        try (Correspondence letters = worker("a")) {
            CompletableFuture<List<WaitingTicket>> taken =
                    CompletableFuture.supplyAsync(() -> letters.desk().take(ROOM, List.of(), 4));
            while (mailbox.questions().isEmpty()) {
                Thread.onSpinWait();
            }
            service.tick();
            assertThat(taken).isNotDone();
            project.provenance().tickets().put(List.of(ticket()));
            service.tick();
            assertThat(taken.get(20, TimeUnit.SECONDS)).containsExactly(ticket());
        }
    }

    @Test
    void whoHasLeftGetsNoTickets() throws Exception {
        project.provenance().tickets().put(List.of(ticket()));
        mailbox.ask(
                new Mailbox.Address("gone", 1),
                Letters.ask(
                        Desk.class.getMethod(
                                "take", Room.class, java.util.Collection.class, int.class),
                        new Object[] {ROOM, List.of(), 4}));
        service.tick();
        assertThat(project.provenance().tickets().waiting(run)).containsExactly(0);
        assertThat(mailbox.questions()).isEmpty();
    }

    @Test
    void oneProcessAtATimeAnswers() throws Exception {
        Path box = directory.resolve("other");
        Home home = new Home(directory.resolve("files"));
        try (TestProject files = new TestProject(directory, home.database(Provenance.schema()));
                MailboxService first = new MailboxService(files.provenance(), box);
                MailboxService second = new MailboxService(files.provenance(), box)) {
            Mailbox letters = new Mailbox(box);
            letters.open("a");
            first.tick();
            letters.ask(
                    new Mailbox.Address("a", 1),
                    Letters.ask(Desk.class.getMethod("now"), new Object[0]));
            assertThat(second.tick()).isZero();
            assertThat(letters.questions()).hasSize(1);
            assertThat(first.tick()).isEqualTo(1);
        }
    }
}
