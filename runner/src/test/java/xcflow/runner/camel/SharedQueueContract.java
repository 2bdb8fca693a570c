package xcflow.runner.camel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.ExecutionBackend;
import xcflow.runner.execution.ExecutionBackendContract;
import xcflow.runner.execution.LocalExecution;

/** Tickets in a shared queue: one side sends them and executes nothing, workers take them. */
abstract class SharedQueueContract extends ExecutionBackendContract {
    private final List<CamelRunner> carriers = new ArrayList<>();

    /** The queue. */
    abstract Queue queue() throws IOException;

    @Override
    protected ExecutionBackend open() throws IOException {
        Queue queue = queue();
        for (int i = 0; i < THREADS; i++) {
            carry(queue, 1);
        }
        return carry(queue.withoutWorking(), THREADS);
    }

    private QueueBackend carry(Queue queue, int threads) {
        Admission admission = new Admission(threads, () -> Long.MAX_VALUE);
        LocalExecution local = new LocalExecution(() -> project.executor(admission), threads, 1);
        QueueBackend backend =
                new QueueBackend(
                        project.ledger(), project.tasks(), local, Capacity.ofSharedQueue(threads));
        CamelRunner carrier =
                new CamelRunner(
                        backend,
                        queue,
                        schedule -> {
                            throw new IllegalStateException(schedule);
                        });
        carriers.add(carrier);
        carrier.start();
        return backend;
    }

    @Override
    protected void end(ExecutionBackend opened) {
        carriers.forEach(CamelRunner::close);
    }
}
