package xcflow.provenance.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.Completion;
import xcflow.storage.home.Home;

/** What recording costs per instance, on this machine's disk. Arguments: [home directory]. */
public final class LedgerBenchmark {
    private LedgerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path directory =
                arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("ledger");
        Home home = new Home(directory);
        long start = System.nanoTime();
        try (Provenance provenance = Provenance.open(home, ReferenceDescriptions.NONE)) {
            report("create the home", start, 1);
            measure(provenance.runs());
            start = System.nanoTime();
        }
        report("close", start, 1);
        start = System.nanoTime();
        try (Provenance provenance = Provenance.open(home, ReferenceDescriptions.NONE)) {
            provenance.runs().runs(0, 20);
            report("open again and list the runs", start, 1);
            start = System.nanoTime();
        }
        report("close", start, 1);
        System.out.printf(
                "database file %d MiB%n", Files.size(directory.resolve("xcflow.mv.db")) >> 20);
    }

    private static void measure(RunLedger ledger) {
        Example example = new Example(ledger);
        example.run(10_000);
        long start = System.nanoTime();
        long big = example.run(100_000);
        report("add 100 000 instances and make them ready", start, 100_000);

        long run = example.run(4_000);
        start = System.nanoTime();
        long execution = 0;
        for (int i = 0; i < 500; i++) {
            execution = example.succeed(run, i, Example.artefact("output " + i)).execution();
        }
        report("claim, complete, one artefact, one by one", start, 500);
        start = System.nanoTime();
        for (int i = 500; i < 1_500; i++) {
            execution = example.succeed(run, i, Example.artefact("output " + i)).execution();
        }
        report("the same again", start, 1_000);

        start = System.nanoTime();
        for (int from = 1_500; from < 3_500; from += 50) {
            List<Work> works = new ArrayList<>();
            for (int i = from; i < from + 50; i++) {
                works.add(example.work(run, i));
            }
            Map<Claim, Completion> completions = new LinkedHashMap<>();
            for (Claim claim : ledger.claimAll(works, example.worker, Example.LEASE)) {
                completions.put(
                        claim,
                        Completion.of(
                                "{}", List.of(Example.artefact("output " + claim.instance()))));
            }
            ledger.completeAll(completions);
        }
        report("claim and complete in groups of 50", start, 2_000);

        start = System.nanoTime();
        for (int from = 0; from < 100_000; from += 1_000) {
            List<String> keys = new ArrayList<>();
            List<Hit> hits = new ArrayList<>();
            for (int i = from; i < from + 1_000; i++) {
                keys.add(Example.key(i % 3_500));
                hits.add(new Hit(i, keys.get(keys.size() - 1), execution));
            }
            ledger.lookup(keys);
            ledger.cached(big, hits);
        }
        report("look up and record hits in groups of 1 000", start, 100_000);
        start = System.nanoTime();
        ledger.instances(big);
        report("read the instances", start, 100_000);
        start = System.nanoTime();
        ledger.run(big);
        report("read the run with its counts", start, 1);
    }

    private static void report(String what, long start, int count) {
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf(
                Locale.ROOT, "%-45s %9.1f ms %9.4f ms each%n", what, millis, millis / count);
    }
}
