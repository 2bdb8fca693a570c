package xcflow.provenance.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sha256;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.files.Scratch;
import xcflow.storage.postgresql.PostgresqlServer;

/**
 * Workers that share a ledger as processes do, each through connections of its own, and take the
 * instances of one run from each other as fast as they can.
 *
 * @param server on which a database is made
 * @param objects directory of the artefacts
 * @param quarrel whether each instance is wanted by several; if not, each worker has its own, no
 *     files are written and no functionals made, so that nothing but the ledger is busy
 */
record ManyWorkers(PostgresqlServer server, Path objects, boolean quarrel) {
    private static final List<String> SHARED = List.of("one", "two", "three");

    /** Which instance, if any, makes a new version of the one functional. */
    private boolean makesFunctional(int instance) {
        return quarrel && instance % 10 == 3;
    }

    private Provenance open() throws Exception {
        LedgerDatabase database = server.open();
        return new Provenance(
                database,
                new FileObjectStore(objects),
                ReferenceDescriptions.NONE,
                database.clock());
    }

    /** How often instances were recorded, in all. */
    int work(int workers, int instances) throws Exception {
        long run;
        try (Provenance first = open()) {
            run = new Example(first.runs()).run(instances);
        }
        AtomicInteger recorded = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int offset = i;
                all.add(
                        executor.submit(
                                (Callable<Void>)
                                        () -> {
                                            recorded.addAndGet(
                                                    one(run, wanted(offset, workers, instances)));
                                            return null;
                                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
        return recorded.get();
    }

    /** Instances in the order in which a worker wants them. */
    private List<Integer> wanted(int worker, int workers, int instances) {
        return IntStream.range(0, instances)
                .filter(i -> quarrel || i % workers == worker)
                .map(i -> quarrel ? (i + worker / 2 * (instances / 8)) % instances : i)
                .boxed()
                .toList();
    }

    private int one(long run, List<Integer> wanted) throws Exception {
        int recorded = 0;
        try (Provenance mine = open()) {
            RunLedger ledger = mine.runs();
            Example example = new Example(ledger);
            for (int instance : wanted) {
                var claim =
                        ledger.claim(
                                example.work(run, instance, stored(mine, "input")),
                                example.worker,
                                Example.LEASE);
                if (claim.isPresent() && ledger.complete(claim.get(), completion(mine, instance))) {
                    recorded++;
                }
            }
        }
        return recorded;
    }

    private Completion completion(Provenance mine, int instance) throws Exception {
        List<ArtefactRef> outputs =
                List.of(
                        stored(mine, SHARED.get(instance % 3) + instance / 20),
                        stored(mine, "own " + instance));
        return new Completion(
                "{}",
                outputs,
                makesFunctional(instance)
                        ? List.of(
                                new Completion.MadeFunctional(
                                        "clone",
                                        outputs.get(1).digest(),
                                        "constrained",
                                        "PBE",
                                        List.of(),
                                        Map.of()))
                        : List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private ArtefactRef stored(Provenance mine, String content) throws Exception {
        if (quarrel) {
            mine.objects().store(out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
        }
        return new ArtefactRef(
                Sha256.of(content), content + ".txt", "text/plain", content.length());
    }

    /** Tells the tasks per second of the numbers of workers that are given. */
    public static void main(String[] workers) throws Exception {
        for (String each : workers) {
            Path directory = Files.createTempDirectory("many-workers");
            try {
                ManyWorkers many =
                        new ManyWorkers(
                                PostgresqlServer.ofEnvironment().newDatabase(), directory, false);
                many.work(Integer.parseInt(each), 200);
                long start = System.nanoTime();
                int recorded = many.work(Integer.parseInt(each), 1_000);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.println(
                        String.format(
                                Locale.ROOT, "%s workers: %.0f tasks/s", each, recorded / seconds));
            } finally {
                Scratch.delete(directory);
            }
        }
    }
}
