package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/**
 * Brings records in as an archive of another home does.
 *
 * @param hit a result that is on record
 */
record ImportedRecords(Provenance provenance, Hit hit, Instant now) {
    /** An instance that comes in a state. */
    void instance(Run known, InstanceState state) {
        long run = runs(known);
        Instance instance =
                new Instance(
                        run,
                        0,
                        "step",
                        "{\"i\":0}",
                        state,
                        1,
                        Optional.of(Example.key(0)),
                        Optional.of(hit.execution()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        now,
                        List.of());
        writing(
                writer -> {
                    writer.instances(run, List.of(instance));
                    return run;
                });
    }

    /** A run of another home in each state. */
    private long runs(Run known) {
        long last = 0;
        for (RunState state : RunState.values()) {
            Run ended =
                    new Run(
                            known.id(),
                            known.workflow(),
                            known.workflowDigest(),
                            known.file(),
                            known.parameters(),
                            known.options(),
                            known.origin(),
                            state,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            now,
                            Optional.of(now),
                            Map.of());
            if (state.finished()) {
                last = writing(writer -> writer.run(ended));
            } else {
                assertThatThrownBy(() -> writing(writer -> writer.run(ended)))
                        .hasMessageContaining("not to " + state);
            }
        }
        return last;
    }

    /** Executions with a result and without. */
    void executions(Execution running) {
        Execution here = provenance.runs().execution(hit.execution()).orElseThrow();
        writing(writer -> writer.insert(withoutRun(here), List.of(), List.of()));
        assertThatThrownBy(() -> writing(writer -> writer.insert(running, List.of(), List.of())))
                .hasMessageContaining("not to RUNNING");
    }

    /** As it comes from another home without its run. */
    private static Execution withoutRun(Execution e) {
        return new Execution(
                e.id(),
                Optional.empty(),
                Optional.empty(),
                e.workflow(),
                e.step(),
                e.labels(),
                e.attempt(),
                e.task(),
                e.taskVersion(),
                e.codeDigest(),
                e.cacheKey(),
                e.keyComponents(),
                e.inputs(),
                e.outputs(),
                e.state(),
                e.reusable(),
                e.worker(),
                e.threads(),
                e.log(),
                e.message(),
                e.started(),
                e.ended(),
                e.warnings());
    }

    private long writing(ToLongFunction<RecordWriter> work) {
        return provenance
                .events()
                .record(recording -> work.applyAsLong(new RecordWriter(recording)));
    }
}
