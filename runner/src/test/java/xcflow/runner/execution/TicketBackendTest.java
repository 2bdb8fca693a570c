package xcflow.runner.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tickets in the database: one side puts them in and executes nothing, workers take them. */
class TicketBackendTest extends ExecutionBackendContract {
    private final List<TicketBackend> backends = new ArrayList<>();

    @Override
    protected ExecutionBackend open() {
        for (int i = 0; i < THREADS; i++) {
            backend(Optional.of(Workplace.of(1))).prepare();
        }
        return backend(Optional.empty());
    }

    @Override
    protected List<? extends ExecutionBackend> takers() {
        return backends.subList(0, THREADS);
    }

    private TicketBackend backend(Optional<Workplace> workplace) {
        Admission admission = new Admission(1, () -> Long.MAX_VALUE);
        TicketBackend backend =
                new TicketBackend(
                        project.ledger(),
                        project.provenance().tickets(),
                        project.tasks(),
                        new LocalExecution(
                                () -> project.executor(admission), 1 + TicketBackend.AHEAD, 1),
                        workplace);
        backends.add(backend);
        return backend;
    }

    @Override
    protected void end(ExecutionBackend opened) {
        backends.forEach(TicketBackend::close);
    }
}
