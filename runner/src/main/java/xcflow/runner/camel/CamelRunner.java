package xcflow.runner.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.runner.execution.ExecutionBackend;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.TaskListener;
import xcflow.runner.execution.Ticket;
import xcflow.runner.run.Conductor;

/**
 * Carries messages between conductors and the backend that executes their tickets. Camel starts
 * with the first ticket: a run whose results are all known needs none of it.
 */
public final class CamelRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CamelRunner.class);

    private final ExecutionBackend backend;
    private final Queue queue;
    private final Submitter submitter;
    private final TaskListener listener = new Reports();
    private final Map<Long, Conductor> conductors = new ConcurrentHashMap<>();

    /** Runs that were told that a message of theirs could not be processed. */
    private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();

    private Main camel;
    private ProducerTemplate producer;

    /** Begins a run of what a schedule names. */
    @FunctionalInterface
    public interface Submitter {
        Conductor submit(String schedule) throws Exception;
    }

    /**
     * @param backend executes the tickets
     * @param queue shared with other processes, if it is
     * @param submitter begins scheduled runs
     */
    public CamelRunner(ExecutionBackend backend, Queue queue, Submitter submitter) {
        this.backend = backend;
        this.queue = queue;
        this.submitter = submitter;
        if (backend instanceof QueueBackend shared) {
            shared.sendTo(ticket -> producer.sendBody(Routes.QUEUE, ticket));
        }
    }

    /** Takes charge of a run until it is over; outcomes and progress reach its conductor. */
    public void conduct(Conductor conductor) {
        conductors.put(conductor.run(), conductor);
    }

    /** Lets go of a run; says whether it was in charge. */
    public boolean release(Conductor conductor) {
        return conductors.remove(conductor.run(), conductor);
    }

    /** The runs in charge. */
    public List<Conductor> conductors() {
        return List.copyOf(conductors.values());
    }

    /**
     * Takes a run as far as it goes without waiting, and has executed what can be. Called at the
     * beginning, and from time to time for retries that have become due.
     */
    public void advance(Conductor conductor) {
        List<Ticket> tickets = conductor.advance();
        if (!tickets.isEmpty()) {
            start();
            producer.sendBody(Routes.DISPATCH, tickets);
        }
    }

    /** Begins a scheduled run, by way of the routes. */
    public void submit(String schedule) {
        start();
        producer.sendBody(Routes.SUBMIT, schedule);
    }

    /** Asks the executions of a run to stop. */
    public void stop(long run) {
        backend.cancel(run);
    }

    /** Number of executions that are under way here. */
    public int underWay() {
        return backend.running().size();
    }

    /** How many executions have come to a result here. */
    public int executed() {
        return backend.executed();
    }

    /** How long nothing has been executed here. */
    public Duration idle() {
        return backend.idle();
    }

    /** Begins to take work from a shared queue. */
    public void take() {
        if (queue.inDatabase()) {
            backend.prepare();
        } else {
            start();
        }
    }

    /** Takes nothing more from a shared queue; what is under way here goes on to its end. */
    public synchronized void takeNoMore() {
        backend.takeNoMore();
        if (camel != null && queue.endpoint().isPresent() && queue.working()) {
            try {
                camel.getCamelContext().getRouteController().stopRoute(Routes.TAKE);
            } catch (Exception e) {
                LOG.debug("the queue is looked at once more", e);
            }
        }
    }

    /** Takes nothing more, and gives what is under way here back for others to take. */
    public void leave() {
        backend.leave();
    }

    /** Starts Camel unless it runs already. */
    public synchronized CamelContext start() {
        if (camel == null) {
            backend.prepare();
            Main main = new Main();
            // Ends when it is told to, not with the machine: a task may have tried to end that.
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
            main.configure()
                    .withAutoConfigurationEnabled(false)
                    .withName("xcflow")
                    .withRoutesCollectorEnabled(false)
                    .withJmxEnabled(false)
                    .withShutdownTimeout(20)
                    .withShutdownLogInflightExchangesOnTimeout(false);
            main.configure().addRoutesBuilder(new Routes(new RouteHandlers(), queue));
            start(main);
            camel = main;
            producer = main.getCamelContext().createProducerTemplate();
        }
        return camel.getCamelContext();
    }

    private void start(Main main) {
        try {
            main.start();
        } catch (FailedToStartRouteException | FailedToCreateRouteException e) {
            main.stop();
            throw UnusableQueueException.of(queue, e);
        }
    }

    @Override
    public synchronized void close() {
        // First what executes, which still reports by way of the routes.
        backend.close();
        if (camel != null) {
            camel.stop();
            camel = null;
        }
    }

    private Optional<Conductor> conductor(Ticket ticket) {
        return Optional.ofNullable(conductors.get(ticket.work().run()));
    }

    /** Passes on what the backend reports. */
    private final class Reports implements TaskListener {
        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            conductor(ticket)
                    .ifPresent(it -> it.progress(ticket.work().instance(), fraction, message));
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            producer.sendBody(Routes.COMPLETE, outcome);
        }

        @Override
        public void broken(Ticket ticket, Throwable error) {
            abandon(ticket.work().run(), it -> it.broken(ticket, error), error);
        }
    }

    /** Lets a conductor tell its user of a defect, once for all that fails for the same reason. */
    private void abandon(long run, Consumer<Conductor> telling, Throwable error) {
        Conductor conductor = conductors.get(run);
        if (conductor != null) {
            abandoned.add(run);
            telling.accept(conductor);
        } else if (!abandoned.contains(run)) {
            LOG.error("run {}: {}", run, error.getMessage());
        }
        LOG.debug("work of run {} could not be done", run, error);
    }

    /** What the routes call. */
    private final class RouteHandlers implements Routes.Handlers {
        @Override
        public long submit(String schedule) throws Exception {
            Conductor conductor = submitter.submit(schedule);
            conduct(conductor);
            return conductor.run();
        }

        @Override
        public List<Ticket> plan(long run) {
            Conductor conductor = conductors.get(run);
            return conductor == null ? List.of() : conductor.advance();
        }

        @Override
        public void dispatch(List<Ticket> tickets) {
            if (!tickets.isEmpty()) {
                backend.start(tickets, listener);
            }
        }

        @Override
        public void take(String ticket) {
            if (backend instanceof QueueBackend shared) {
                shared.taken(ticket);
            }
        }

        @Override
        public long complete(Outcome outcome) {
            Conductor conductor = conductors.get(outcome.run());
            if (conductor != null) {
                conductor.completed(outcome);
            }
            return outcome.run();
        }

        @Override
        public void deadLetter(Object body, Exception error) {
            Optional<Long> run = run(body);
            if (run.isPresent()) {
                abandon(run.get(), it -> it.abandon(error), error);
            } else {
                LOG.error("a message could not be processed: {}", body, error);
            }
        }

        /** Number of the run that a message belongs to. */
        private static Optional<Long> run(Object body) {
            if (body instanceof Long run) {
                return Optional.of(run);
            } else if (body instanceof Outcome outcome) {
                return Optional.of(outcome.run());
            } else if (body instanceof Ticket ticket) {
                return Optional.of(ticket.work().run());
            } else if (body instanceof List<?> list && !list.isEmpty()) {
                return run(list.get(0));
            }
            return Optional.empty();
        }
    }
}
