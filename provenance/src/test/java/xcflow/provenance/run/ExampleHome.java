package xcflow.provenance.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.Provenance;
import xcflow.provenance.TestClock;
import xcflow.provenance.functional.ReferenceDescription;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Completion.MadeFunctional;
import xcflow.provenance.record.Completion.Metric;
import xcflow.provenance.record.Completion.Parent;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.h2.H2Database;
import xcflow.storage.home.Home;
import xcflow.storage.postgresql.PostgresqlServer;

/**
 * A home with a small campaign: instance 0 samples data, 1 clones PBE with it, 2 fine-tunes the
 * clone, 3 measures the result; 4 fails, 5 is skipped. A second run takes 0 to 3 from the cache.
 */
public final class ExampleHome implements AutoCloseable {
    public static final ReferenceDescriptions PBE =
            name ->
                    name.equals("PBE")
                            ? Optional.of(
                                    new ReferenceDescription(
                                            "PBE", "Phys. Rev. Lett. 77, 3865 (1996)", "1"))
                            : Optional.empty();

    public final TestClock clock = new TestClock();
    public final Provenance provenance;
    public final Example example;
    public long run;
    public long secondRun;
    public ArtefactRef data;
    public ArtefactRef clone;
    public ArtefactRef tuned;
    public ArtefactRef table;

    private ExampleHome(Provenance provenance) {
        this.provenance = provenance;
        this.example = new Example(provenance.runs());
    }

    /** An empty home, its objects in the directory. */
    public static ExampleHome empty(Path directory) throws IOException {
        return new ExampleHome(
                new Provenance(database(), new Home(directory).objects(), PBE, new TestClock()));
    }

    /** In memory, or on the server with {@code -Dledger=postgresql}. */
    private static LedgerDatabase database() {
        if (!System.getProperty("ledger", "h2").equals("postgresql")) {
            return H2Database.inMemory();
        }
        try {
            return PostgresqlServer.ofEnvironment().newDatabase().open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A home with the campaign. */
    public static ExampleHome filled(Path directory) throws IOException {
        ExampleHome home = empty(directory);
        home.fill();
        return home;
    }

    /** What execution 3 says of its result. */
    public static final Warning WEAK = new Warning("weak-fit", "the loss is 1e-3, not 1e-9");

    /** Stores an artefact. */
    public ArtefactRef store(String name, String content) {
        try {
            var stored = provenance.objects().store(out -> out.write(content.getBytes(UTF_8)));
            return new ArtefactRef(stored.digest(), name, "text/plain", stored.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() {
        RunLedger ledger = provenance.runs();
        run = example.run(6);
        data = store("descriptors.csv", "1,2,3\n");
        clone = store("clone.xcf", "weights of the clone");
        tuned = store("tuned.xcf", "weights of the fine-tuned clone");
        table = store("table.csv", "molecule,error\nCO,0.01\n");
        complete(0, List.of(), List.of(data), List.of(), List.of());
        complete(
                1,
                List.of(data),
                List.of(clone),
                List.of(made("pbe-clone", clone, "PBE", "cloned-from")),
                List.of(new Metric(clone.digest(), "training-loss", 1e-9, "")));
        complete(
                2,
                List.of(clone, data),
                List.of(tuned),
                List.of(made("pbe-tuned", tuned, clone.digest(), "fine-tuned-from")),
                List.of());
        complete(
                3,
                List.of(tuned),
                List.of(table),
                List.of(),
                List.of(
                        new Metric(tuned.digest(), "total-energy-mae", 0.01, "Ha"),
                        new Metric("PBE", "total-energy-mae", 0.1, "Ha")));
        ledger.fail(
                example.claim(run, 4),
                new Failure("does not converge", Optional.empty(), Optional.empty()));
        ledger.settle(run, List.of(new Settlement(5, InstanceState.SKIPPED, "instance 4 failed")));
        ledger.finish(run, RunState.FAILED, null, "instance 4 failed");

        secondRun = example.run(4);
        Map<String, Cached> cached =
                ledger.lookup(
                        List.of(Example.key(0), Example.key(1), Example.key(2), Example.key(3)));
        for (int i = 0; i < 4; i++) {
            String key = Example.key(i);
            ledger.cached(secondRun, List.of(new Hit(i, key, cached.get(key).execution())));
        }
        ledger.judge(
                secondRun,
                List.of(
                        new Judgement(
                                1,
                                Optional.empty(),
                                List.of(new Warning("expectation-not-met", "1 < 0"))),
                        new Judgement(3, Optional.of("the table is empty"), List.of())));
        ledger.finish(secondRun, RunState.SUCCEEDED, "{\"table\":1}", null);
    }

    private static MadeFunctional made(
            String name, ArtefactRef file, String parent, String relation) {
        return new MadeFunctional(
                name,
                file.digest(),
                "constrained",
                "PBE",
                List.of(new Parent(parent, relation)),
                Map.of("seed", "1", "width", "32"));
    }

    private void complete(
            int instance,
            List<ArtefactRef> inputs,
            List<ArtefactRef> outputs,
            List<MadeFunctional> functionals,
            List<Metric> metrics) {
        Claim claim = example.claim(run, instance, inputs.toArray(ArtefactRef[]::new));
        ArtefactRef log = store("log.txt", "log of " + instance);
        boolean recorded =
                provenance
                        .runs()
                        .complete(
                                claim,
                                new Completion(
                                        "{\"y\":" + instance + "}",
                                        outputs,
                                        functionals,
                                        metrics,
                                        Optional.of(log),
                                        instance == 2 ? List.of(WEAK) : List.of()));
        if (!recorded) {
            throw new IllegalStateException("not recorded");
        }
    }

    /** Runs a statement as an attacker would. */
    public int sql(String statement) {
        return provenance.database().atomically(sql -> sql.update(statement));
    }

    @Override
    public void close() {
        provenance.close();
    }
}
