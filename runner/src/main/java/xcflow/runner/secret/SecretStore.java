package xcflow.runner.secret;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.WorkerLedger;
import xcflow.runner.value.PlainJson;

/** The secrets of the runs that a process works on, each asked for once. Thread-safe. */
public final class SecretStore {
    private final Path home;
    private final WorkerLedger ledger;
    private final Map<Long, RunSecrets> runs = new ConcurrentHashMap<>();

    public SecretStore(Path home, WorkerLedger ledger) {
        this.home = home;
        this.ledger = ledger;
    }

    /** Those of a run. */
    public RunSecrets of(Run run) {
        return runs.computeIfAbsent(
                run.id(),
                id -> RunSecrets.of(home, PlainJson.readMap(run.options()), Path.of(run.file())));
    }

    /**
     * A task's inputs with the secrets in them.
     *
     * @param inputs JSON, as the ticket has it
     */
    public RunSecrets.Opened open(long run, String inputs) throws SecretException {
        if (!RunSecrets.areIn(inputs)) {
            return new RunSecrets.Opened(PlainJson.readMap(inputs), Mask.NONE);
        }
        return of(ledger.run(run).orElseThrow()).open(inputs);
    }
}
