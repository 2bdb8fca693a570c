package xcflow.runner.execution;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.spi.CancelledException;
import xcflow.spi.Task;
import xcflow.spi.TaskFailure;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/**
 * Runs tasks when threads and memory are free, and ends those that are asked to stop or exceed
 * their time limit. Thread-safe.
 */
final class Computation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Computation.class);

    private final TaskCatalog tasks;
    private final Admission admission;
    private final TaskThreads threads;
    private final ExitGuard exitGuard = new ExitGuard();

    Computation(TaskCatalog tasks, Admission admission, TaskThreads threads) {
        this.tasks = tasks;
        this.admission = admission;
        this.threads = threads;
    }

    /** Computes; the attempt has ended then, with outputs or an error. */
    void run(Attempt attempt) {
        Ticket ticket = attempt.ticket();
        int granted = ticket.work().threads();
        if (!admission.await(granted, ticket.memory(), attempt::cancelled)) {
            attempt.end(null, new CancelledException());
            return;
        }
        try {
            if (attempt.cancelled()) {
                attempt.end(null, new CancelledException());
                return;
            }
            attempt.begin();
            compute(ticket, attempt);
        } finally {
            admission.giveBack(granted, ticket.memory());
        }
    }

    /**
     * Runs the task on a thread of its own, because stopping interrupts that thread and the
     * interruption must not reach the database.
     */
    private void compute(Ticket ticket, Attempt attempt) {
        TaskType type = tasks.find(ticket.work().task()).orElse(null);
        if (type == null) {
            String message = "this installation has no task '" + ticket.work().task() + "'";
            attempt.end(null, new TaskFailure(message));
            return;
        }
        TaskThread thread = new TaskThread(ticket.label(), () -> call(type, attempt));
        exitGuard.watch(thread);
        thread.start(threads.tasks());
        if (!thread.await(deadline(ticket), attempt::cancelled)) {
            attempt.stop(Attempt.Stop.TIMEOUT);
            if (!thread.stop()) {
                LOG.warn(
                        "{} does not respond to being stopped; its thread is abandoned",
                        ticket.label());
            }
        }
        exitGuard.forget(thread);
        if (thread.error() != null || thread.result() != null) {
            attempt.end(thread.result(), thread.error());
        } else if (attempt.cancelled()) {
            attempt.end(null, new CancelledException());
        } else {
            attempt.end(null, new TaskFailure("the task gave no result at all (null)"));
        }
    }

    /** In the time of {@link System#nanoTime}. */
    private static long deadline(Ticket ticket) {
        return ticket.timeoutMillis() == 0
                ? Long.MAX_VALUE
                : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ticket.timeoutMillis());
    }

    @SuppressWarnings("unchecked")
    private static Record call(TaskType type, Attempt attempt) throws Exception {
        Task<Record, Record> task = (Task<Record, Record>) type.task();
        TaskUse use = TaskUse.begin();
        try {
            return task.run(type.inputs().bind(attempt.inputs()), attempt);
        } finally {
            attempt.used(use.end());
        }
    }

    @Override
    public void close() {
        exitGuard.close();
    }
}
