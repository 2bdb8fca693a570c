package xcflow.test.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.provenance.ticket.Needs;
import xcflow.provenance.ticket.Room;
import xcflow.provenance.ticket.TicketTable;
import xcflow.provenance.ticket.WaitingTicket;
import xcflow.storage.Sha256;
import xcflow.storage.home.Home;
import xcflow.storage.home.StoreSettings;

/**
 * As many workers as a large cluster has, each a thread that takes a ticket, claims its instance,
 * waits as if it computed, and records a result, through a few connections to one PostgreSQL:
 * {@code WorkersAtScale URL USER PASSWORD-FILE WORKERS TASK-SECONDS SECONDS}.
 */
public final class WorkersAtScale {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int PROCESSES = 8;
    private static final WaitingTicket.Code CODE =
            new WaitingTicket.Code("task", "1", Sha256.of("code"));

    private final List<Provenance> processes = new ArrayList<>();
    private final List<Worker> registered = new ArrayList<>();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final long run;
    private final String conductor;
    private final Duration task;

    private WorkersAtScale(StoreSettings.Server server, int instances, Duration task)
            throws IOException {
        this.task = task;
        for (int i = 0; i < PROCESSES; i++) {
            Path directory = Files.createTempDirectory("xcflow-many-workers");
            directory.toFile().deleteOnExit();
            Home home =
                    new Home(directory, new StoreSettings(Optional.of(server), Optional.empty()));
            processes.add(Provenance.open(home, ReferenceDescriptions.NONE));
            registered.add(
                    ledger(i)
                            .register(
                                    new Worker(
                                            0,
                                            "node" + i,
                                            i,
                                            "17",
                                            "Linux",
                                            "benchmark",
                                            "{}",
                                            Instant.EPOCH)));
        }
        RunLedger ledger = ledger(0);
        run = ledger.submit(new NewRun("b", "name: b", "b.yaml", "{}", "{}", "benchmark")).id();
        conductor = ledger.conductor(run);
        List<NewInstance> all = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<WaitingTicket> tickets = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            all.add(new NewInstance(i, "step", "{\"i\":" + i + "}"));
            numbers.add(i);
            tickets.add(
                    new WaitingTicket(
                            run, i, 0, key(i), CODE, new Needs("", 1, 0, 0, 0), 0, components(i)));
        }
        ledger.addInstances(run, all);
        ledger.ready(run, numbers);
        for (int i = 0; i < instances; i += 1000) {
            processes.get(0).tickets().put(tickets.subList(i, Math.min(i + 1000, tickets.size())));
        }
    }

    private RunLedger ledger(int process) {
        return processes.get(process).runs();
    }

    private static String components(int instance) {
        return CanonicalJson.ofText("{\"x\":" + instance + "}");
    }

    private static String key(int instance) {
        return Sha256.of(components(instance));
    }

    private void work(int process, long end) {
        TicketTable table = processes.get(process).tickets();
        Room room = new Room(List.of(), 1, Long.MAX_VALUE, 0, Long.MAX_VALUE);
        try {
            // Workers of a cluster do not begin at the same moment.
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(task.toMillis()));
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                List<WaitingTicket> taken = table.take(room, List.of(), 1);
                if (taken.isEmpty()) {
                    return;
                }
                Claim claim =
                        ledger(process)
                                .claim(work(taken.get(0)), registered.get(process), LEASE)
                                .orElseThrow();
                micros.add((System.nanoTime() - begin) / 1_000);
                TimeUnit.MILLISECONDS.sleep(task.toMillis());
                String output = run + " " + claim.instance();
                ledger(process)
                        .complete(
                                claim,
                                Completion.of(
                                        "{}",
                                        List.of(
                                                new ArtefactRef(
                                                        Sha256.of(output),
                                                        "out",
                                                        "text/plain",
                                                        10))));
                done.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Work work(WaitingTicket ticket) {
        return new Work(
                run,
                ticket.instance(),
                "task",
                "1",
                CODE.digest(),
                ticket.cacheKey(),
                ticket.body(),
                ticket.body(),
                List.of(),
                true,
                2,
                conductor);
    }

    private void measure(int workers, Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int process = i % PROCESSES;
            Thread thread =
                    new Thread(null, () -> work(process, begin + time.toNanos()), "w", 1 << 18);
            threads.add(thread);
            thread.start();
        }
        // From when the first have ended until all have begun their last.
        TimeUnit.MILLISECONDS.sleep(2 * task.toMillis());
        int before = done.get();
        long from = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(begin + time.toNanos() - System.nanoTime());
        double rate = (done.get() - before) * 1e9 / (System.nanoTime() - from);
        for (Thread thread : threads) {
            thread.join();
        }
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d workers, tasks of %.0f s: %.1f tasks/s, claim: median %.1f ms, p99 %.1f ms, longest %.1f ms (%d claims)%n",
                workers,
                task.toMillis() / 1e3,
                rate,
                sorted.get(sorted.size() / 2) / 1e3,
                sorted.get((int) (sorted.size() * 0.99)) / 1e3,
                sorted.get(sorted.size() - 1) / 1e3,
                sorted.size());
        processes.forEach(Provenance::close);
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> given =
                Map.of("url", arguments[0], "user", arguments[1], "password", arguments[2]);
        int workers = Integer.parseInt(arguments[3]);
        Duration task = Duration.ofSeconds(Long.parseLong(arguments[4]));
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[5]));
        int instances = (int) (workers * (time.toSeconds() / task.toSeconds() + 2));
        new WorkersAtScale(
                        new StoreSettings.Server(
                                given.get("url"),
                                Optional.of(given.get("user")),
                                Optional.of(Path.of(given.get("password")))),
                        instances,
                        task)
                .measure(workers, time);
    }
}
