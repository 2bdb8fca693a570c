package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.storage.Sha256;

/** Material for tests: a run of one step with numbered instances. */
public final class Example {
    public static final Duration LEASE = Duration.ofSeconds(30);

    private final RunLedger ledger;
    public final Worker worker;

    public Example(RunLedger ledger) {
        this.ledger = ledger;
        this.worker = ledger.register(worker("here", 1));
    }

    public static Worker worker(String host, long pid) {
        return new Worker(
                0,
                host,
                pid,
                "17",
                "Linux",
                "0.1.0",
                "{\"processor\":\"abacus\"}",
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** A run with instances 0 … count − 1, all ready. */
    public long run(int count) {
        long run =
                ledger.submit(
                                new NewRun(
                                        "example",
                                        "name: example",
                                        "example.yaml",
                                        "{\"x\":1}",
                                        "{}",
                                        "command-line"))
                        .id();
        List<NewInstance> instances = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new NewInstance(i, "step", "{\"i\":" + i + "}"));
            numbers.add(i);
        }
        ledger.addInstances(run, instances);
        ledger.ready(run, numbers);
        return run;
    }

    private static String components(int instance) {
        return "{\"task\":\"task\",\"x\":" + instance + "}";
    }

    /** Cache key of an instance. */
    public static String key(int instance) {
        return Sha256.of(CanonicalJson.ofText(components(instance)));
    }

    public static ArtefactRef artefact(String content) {
        return new ArtefactRef(
                Sha256.of(content), content + ".txt", "text/plain", content.length());
    }

    public Work work(long run, int instance, ArtefactRef... inputs) {
        return new Work(
                run,
                instance,
                "task",
                "1",
                Sha256.of("code"),
                key(instance),
                components(instance),
                "{\"x\":" + instance + "}",
                List.of(inputs),
                true,
                2,
                ledger.conductor(run));
    }

    public Claim claim(long run, int instance, ArtefactRef... inputs) {
        return ledger.claim(work(run, instance, inputs), worker, LEASE).orElseThrow();
    }

    /** Computes an instance and records its result. */
    public Claim succeed(long run, int instance, ArtefactRef... outputs) {
        Claim claim = claim(run, instance);
        if (!ledger.complete(claim, Completion.of("{\"y\":" + instance + "}", List.of(outputs)))) {
            throw new IllegalStateException("not recorded");
        }
        return claim;
    }
}
