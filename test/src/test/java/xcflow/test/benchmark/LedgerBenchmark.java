package xcflow.test.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Hit;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.storage.Sha256;
import xcflow.storage.home.Home;

/** What recording costs per instance, on this machine's disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LedgerBenchmark {
    private static final int GROUP = 50;
    private static final int HITS = 1000;

    /** Instances of a run; when they are used up, the next run is made. */
    private static final int SIZE = 10_000;

    private static final Duration LEASE = Duration.ofMinutes(10);

    private ScratchHome scratch;
    private Provenance provenance;
    private RunLedger ledger;
    private Worker worker;
    private long run;
    private int next = SIZE;
    private long execution;

    @Setup
    public void open() throws IOException {
        scratch = new ScratchHome();
        provenance = Provenance.open(new Home(scratch.directory()), ReferenceDescriptions.NONE);
        ledger = provenance.runs();
        worker =
                ledger.register(
                        new Worker(0, "here", 1, "17", "Linux", "benchmark", "{}", Instant.EPOCH));
        execution = oneByOne().get(0).execution();
    }

    @TearDown
    public void close() throws IOException {
        provenance.close();
        scratch.close();
    }

    @Benchmark
    public List<Claim> oneByOne() {
        return compute(1);
    }

    @Benchmark
    @OperationsPerInvocation(GROUP)
    public List<Claim> inGroups() {
        return compute(GROUP);
    }

    @Benchmark
    @OperationsPerInvocation(HITS)
    public void hits() {
        int first = take(HITS);
        List<String> keys = new ArrayList<>();
        List<Hit> hits = new ArrayList<>();
        for (int i = first; i < first + HITS; i++) {
            keys.add(key(i));
            hits.add(new Hit(i, key(i), execution));
        }
        ledger.lookup(keys);
        ledger.cached(run, hits);
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public long newRun() {
        long made =
                ledger.submit(new NewRun("b", "name: b", "b.yaml", "{}", "{}", "benchmark")).id();
        List<NewInstance> instances = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            instances.add(new NewInstance(i, "step", "{\"i\":" + i + "}"));
            numbers.add(i);
        }
        ledger.addInstances(made, instances);
        ledger.ready(made, numbers);
        return made;
    }

    /** The first of as many instances that nobody has claimed. */
    private int take(int count) {
        if (next + count > SIZE) {
            run = newRun();
            next = 0;
        }
        next += count;
        return next - count;
    }

    private List<Claim> compute(int count) {
        int first = take(count);
        List<Work> works = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            works.add(work(i));
        }
        Map<Claim, Completion> completions = new LinkedHashMap<>();
        for (Claim claim : ledger.claimAll(works, worker, LEASE)) {
            String output = run + " " + claim.instance();
            completions.put(
                    claim,
                    Completion.of(
                            "{}",
                            List.of(new ArtefactRef(Sha256.of(output), "out", "text/plain", 10))));
        }
        return ledger.completeAll(completions);
    }

    private String components(int instance) {
        return CanonicalJson.ofText("{\"run\":" + run + ",\"x\":" + instance + "}");
    }

    private String key(int instance) {
        return Sha256.of(components(instance));
    }

    private Work work(int instance) {
        return new Work(
                run,
                instance,
                "task",
                "1",
                Sha256.of("code"),
                key(instance),
                components(instance),
                "{\"x\":" + instance + "}",
                List.of(),
                true,
                2,
                ledger.conductor(run));
    }
}
