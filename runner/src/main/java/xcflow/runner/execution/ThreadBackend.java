package xcflow.runner.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import xcflow.provenance.run.RunLedger;

/**
 * Executes tickets on threads of this process. An instance that another process has taken meanwhile
 * ends with what that one records.
 */
public final class ThreadBackend implements ExecutionBackend {
    private final Capacity capacity;
    private final LocalExecution local;
    private final RemoteInstances remote;
    private volatile boolean leaving;

    /**
     * @param executors makes what executes the tickets, when the first one comes
     * @param threads number of processor threads for all tasks together
     */
    public ThreadBackend(Supplier<Executor> executors, RunLedger ledger, int threads) {
        this.capacity = Capacity.ofThreads(threads);
        int atOnce = threads + capacity.aheadOfShort();
        this.local = new LocalExecution(executors, atOnce, Integer.MAX_VALUE);
        this.remote = new RemoteInstances(ledger, ticket -> false);
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public void prepare() {
        local.prepare();
    }

    @Override
    public List<RunningTask> start(List<Ticket> tickets, TaskListener listener) {
        List<RunningTask> started = new ArrayList<>();
        for (Ticket ticket : tickets) {
            RunningTask task = local.start(ticket, new Watching(listener), () -> true);
            if (task != null) {
                started.add(task);
            }
        }
        return started;
    }

    @Override
    public Collection<RunningTask> running() {
        List<RunningTask> all = new ArrayList<>(local.running());
        all.addAll(remote.running());
        return all;
    }

    @Override
    public void cancel(long run) {
        local.cancel(run);
        remote.cancel(run);
    }

    @Override
    public void leave() {
        leaving = true;
        remote.clear();
        local.leave();
    }

    @Override
    public void close() {
        remote.close();
        local.close();
    }

    /** Does not report a claim that another process was faster with, but what comes of it. */
    private final class Watching implements TaskListener {
        private final TaskListener listener;

        Watching(TaskListener listener) {
            this.listener = listener;
        }

        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            listener.progress(ticket, fraction, message);
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            if (outcome.kind() == Outcome.Kind.LOST && !leaving) {
                remote.taken(ticket, listener);
            } else {
                listener.ended(ticket, outcome);
            }
        }

        @Override
        public void broken(Ticket ticket, Throwable error) {
            listener.broken(ticket, error);
        }
    }
}
