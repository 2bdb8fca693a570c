package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.TestProject;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.cache.CodeDigest;
import xcflow.runner.execution.Outcome.Kind;
import xcflow.runner.value.PlainJson;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.h2.H2Database;

/** What every {@link ExecutionBackend} keeps; a test of one extends it. */
public abstract class ExecutionBackendContract {
    protected static final int THREADS = 2;
    private static final int INSTANCES = 8;

    @TempDir private Path directory;

    protected TestProject project;
    private ExecutionBackend backend;
    private long run;
    private final Reports reports = new Reports();

    /** Where the project's records are, closed with it. */
    protected LedgerDatabase database() throws Exception {
        return H2Database.inMemory();
    }

    /** A backend that executes with {@link #THREADS} threads. */
    protected abstract ExecutionBackend open() throws Exception;

    /** Ends the backend and everything that {@link #open} made beside it. */
    protected abstract void end(ExecutionBackend opened) throws Exception;

    private record Report(Ticket ticket, Outcome outcome, InstanceState recorded) {}

    private final class Reports implements TaskListener {
        private final LinkedBlockingQueue<Report> ended = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Double> fractions = new LinkedBlockingQueue<>();
        private final AtomicInteger broken = new AtomicInteger();

        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            fractions.add(fraction);
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            int number = ticket.work().instance();
            InstanceState state = project.ledger().instance(run, number).orElseThrow().state();
            ended.add(new Report(ticket, outcome, state));
        }

        @Override
        public void broken(Ticket ticket, Throwable error) {
            broken.incrementAndGet();
        }

        Report next() throws InterruptedException {
            Report report = ended.poll(40, TimeUnit.SECONDS);
            assertThat(report).as("the end of a task; %s broke", broken).isNotNull();
            return report;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        project = new TestProject(directory, database());
        run =
                project.ledger()
                        .submit(new NewRun("test", "name: test", "test.yaml", "{}", "{}", "test"))
                        .id();
        List<NewInstance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new NewInstance(i, "step", "{\"i\":" + i + "}"));
        }
        project.ledger().addInstances(run, instances);
        backend = open();
        backend.prepare();
    }

    @AfterEach
    void finish() throws Exception {
        project.task().release(INSTANCES);
        end(backend);
        project.close();
    }

    private Ticket ticket(int number, String how, long timeoutMillis, int attempts) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("how", how);
        inputs.put("name", "n" + number);
        CacheKey key = CacheKey.of("steered", "1", inputs, java.util.Optional.empty());
        Work work =
                new Work(
                        run,
                        number,
                        "steered",
                        "1",
                        new CodeDigest().of(project.task().getClass()),
                        key.digest(),
                        key.components(),
                        PlainJson.write(inputs),
                        List.of(),
                        true,
                        1,
                        project.ledger().conductor(run));
        return new Ticket(
                work, "step", "step[" + number + "]", 0, timeoutMillis, attempts, 20, List.of());
    }

    private Ticket ticket(int number, String how) {
        return ticket(number, how, 0, 1);
    }

    private RunningTask start(Ticket ticket) {
        return backend.start(List.of(ticket), reports).get(0);
    }

    @Test
    void aSuccessIsInTheLedgerBeforeItIsReported() throws Exception {
        start(ticket(0, "pass"));
        Report report = reports.next();
        assertThat(report.outcome().kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(report.outcome().outputs()).isEqualTo("{\"name\":\"n0\"}");
        assertThat(report.recorded()).isEqualTo(InstanceState.SUCCEEDED);
    }

    @Test
    void eachOfManyEndsOnceAndNoMoreRunAtOnceThanThereAreThreads() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            tickets.add(ticket(i, "wait"));
        }
        backend.start(tickets, reports);
        project.task().awaitBegun(THREADS);
        project.task().release(INSTANCES);
        List<Integer> ended = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            Report report = reports.next();
            assertThat(report.outcome().kind()).isEqualTo(Kind.SUCCEEDED);
            ended.add(report.ticket().work().instance());
        }
        assertThat(ended).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(project.task().most()).isEqualTo(THREADS);
        assertThat(backend.running()).isEmpty();
        assertThat(reports.ended).isEmpty();
    }

    @Test
    void aFailureForGoodIsReportedWithItsReason() throws Exception {
        start(ticket(0, "fail", 0, 3));
        Report report = reports.next();
        assertThat(report.outcome().kind()).isEqualTo(Kind.FAILED);
        assertThat(report.outcome().message()).isEqualTo("it cannot be");
        assertThat(report.outcome().retryAt()).isEmpty();
        assertThat(report.recorded()).isEqualTo(InstanceState.FAILED);
    }

    @Test
    void aFailureThatARetryMayCureSaysWhenAndTheRetryIsExecuted() throws Exception {
        Ticket ticket = ticket(0, "break-once", 0, 2);
        start(ticket);
        Report first = reports.next();
        assertThat(first.outcome().kind()).isEqualTo(Kind.FAILED);
        assertThat(first.outcome().message()).contains("it broke");
        assertThat(first.outcome().retryAt()).isPresent();
        assertThat(first.recorded()).isEqualTo(InstanceState.READY);
        Duration pause = Duration.between(java.time.Instant.now(), first.outcome().retryAt().get());
        TimeUnit.MILLISECONDS.sleep(Math.max(0, pause.toMillis() + 1));
        start(ticket);
        assertThat(reports.next().outcome().kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(project.task().calls("n0")).isEqualTo(2);
    }

    @Test
    void aTaskThatExceedsItsTimeLimitFails() throws Exception {
        start(ticket(0, "wait", 50, 1));
        Report report = reports.next();
        assertThat(report.outcome().kind()).isEqualTo(Kind.FAILED);
        assertThat(report.outcome().message()).isEqualTo("exceeded its time limit of 50 ms");
    }

    @Test
    void aCancelledTaskIsStoppedAndOneThatHasNotBegunNeverBegins() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            tickets.add(ticket(i, "wait"));
        }
        backend.start(tickets, reports);
        project.task().awaitBegun(1);
        backend.cancel(run);
        int begun = 0;
        for (int i = 0; i < INSTANCES; i++) {
            Report report = reports.next();
            if (project.task().calls("n" + report.ticket().work().instance()) > 0) {
                begun++;
                assertThat(report.outcome().kind()).isEqualTo(Kind.STOPPED);
                assertThat(report.recorded()).isEqualTo(InstanceState.CANCELLED);
            } else {
                assertThat(report.outcome().kind()).isIn(Kind.STOPPED, Kind.LOST);
            }
        }
        assertThat(begun).isBetween(1, THREADS);
    }

    @Test
    void cancellingOneTaskLeavesThoseOfOtherRunsAlone() throws Exception {
        start(ticket(0, "wait"));
        project.task().awaitBegun(1);
        backend.cancel(run + 1);
        assertThat(backend.running()).hasSize(1);
        project.task().release(1);
        assertThat(reports.next().outcome().kind()).isEqualTo(Kind.SUCCEEDED);
    }

    @Test
    void whatAnotherProcessHasTakenEndsWithWhatThatOneRecords() throws Exception {
        Ticket ticket = ticket(0, "pass");
        Claim claim = taken(ticket, Duration.ofMinutes(5));
        start(ticket);
        project.ledger().complete(claim, Completion.of("{\"name\":\"other\"}", List.of()));
        Report report = reports.next();
        assertThat(report.outcome().kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(report.outcome().outputs()).isEqualTo("{\"name\":\"other\"}");
        assertThat(project.task().calls("n0")).isZero();
    }

    @Test
    void whatADeadProcessHadIsExecutedOrLostAndCanBeStartedAgain() throws Exception {
        Ticket ticket = ticket(0, "pass");
        Claim claim = taken(ticket, Duration.ofMinutes(5));
        start(ticket);
        project.ledger().expire(claim.worker());
        Report report = reports.next();
        if (report.outcome().kind() == Kind.LOST) {
            start(ticket);
            report = reports.next();
        }
        assertThat(report.outcome().kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(project.task().calls("n0")).isEqualTo(1);
    }

    private Claim taken(Ticket ticket, Duration lease) {
        Worker other = project.worker();
        return project.ledger().claim(ticket.work(), other, lease).orElseThrow();
    }

    /** Those that take tickets from others; by default the backend takes none. */
    protected List<? extends ExecutionBackend> takers() {
        return List.of();
    }

    @Test
    void whoTakesNothingMoreFinishesWhatItHas() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            tickets.add(ticket(i, "wait"));
        }
        backend.start(tickets, reports);
        project.task().awaitBegun(1);
        takers().forEach(ExecutionBackend::takeNoMore);
        project.task().release(INSTANCES);
        int left = INSTANCES;
        if (!takers().isEmpty()) {
            for (ExecutionBackend taker : takers()) {
                while (!taker.running().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
            left = takers().stream().mapToInt(ExecutionBackend::executed).sum();
            assertThat(left).isPositive();
        }
        for (int i = 0; i < left; i++) {
            assertThat(reports.next().outcome().kind()).isEqualTo(Kind.SUCCEEDED);
        }
        assertThat(project.ledger().instances(run))
                .extracting(instance -> instance.state())
                .containsOnly(
                        InstanceState.SUCCEEDED,
                        left < INSTANCES ? InstanceState.WAITING : InstanceState.SUCCEEDED);
    }

    @Test
    void leavingGivesBackWhatIsUnderWay() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            tickets.add(ticket(i, "wait"));
        }
        backend.start(tickets, reports);
        project.task().awaitBegun(1);
        backend.leave();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!backend.running().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(backend.running()).isEmpty();
        assertThat(project.ledger().instances(run))
                .extracting(instance -> instance.state())
                .doesNotContain(InstanceState.CANCELLED, InstanceState.FAILED);
    }
}
