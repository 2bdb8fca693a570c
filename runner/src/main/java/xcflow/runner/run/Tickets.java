package xcflow.runner.run;

import java.time.Duration;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.runner.execution.Ticket;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.schema.TaskType;

/** Makes the messages that ask for executions of one run. */
final class Tickets {
    private final long run;
    private final Lookup lookup;
    private final RunLedger ledger;
    private String conductor;

    Tickets(long run, Lookup lookup, RunLedger ledger) {
        this.run = run;
        this.lookup = lookup;
        this.ledger = ledger;
    }

    Ticket of(Dispatch.Admitted admitted) {
        Candidate candidate = admitted.candidate();
        ExecutionSettings settings = candidate.settings();
        TaskType task = candidate.instance().step().task();
        if (conductor == null) {
            conductor = ledger.conductor(run);
        }
        Work work =
                new Work(
                        run,
                        candidate.number(),
                        task.name(),
                        task.version(),
                        lookup.code(task),
                        candidate.key().digest(),
                        candidate.key().components(),
                        PlainJson.write(candidate.inputs()),
                        Artefacts.refs(Artefacts.in(candidate.inputs())),
                        settings.cache(),
                        admitted.threads(),
                        conductor);
        return new Ticket(
                work,
                candidate.instance().step().id(),
                candidate.instance().label(),
                settings.memory().orElse(0L),
                settings.timeout().map(Duration::toMillis).orElse(0L),
                settings.attempts(),
                settings.backoff().toMillis());
    }
}
