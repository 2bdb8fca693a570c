package xcflow.runner.camel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.runner.execution.Executor;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.runner.run.Conductor;

/**
 * Runs conductors' tickets through Camel. Camel starts with the first ticket: a run whose results
 * are all known needs none of it.
 */
public final class CamelRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CamelRunner.class);

    private final Supplier<Executor> executors;
    private final Queue queue;
    private final int consumers;
    private final Submitter submitter;
    private final Map<Long, Conductor> conductors = new ConcurrentHashMap<>();

    /** Runs that were told that a message of theirs could not be processed. */
    private final Set<Long> abandoned = ConcurrentHashMap.newKeySet();

    private Executor executor;
    private Main camel;
    private ProducerTemplate producer;

    /** Begins a run of what a schedule names. */
    @FunctionalInterface
    public interface Submitter {
        Conductor submit(String schedule) throws Exception;
    }

    /**
     * @param executors makes what executes the tickets, when the first one comes
     * @param consumers number of tickets executed at the same time at most
     * @param queue where tickets wait for execution
     * @param submitter begins scheduled runs
     */
    public CamelRunner(
            Supplier<Executor> executors, int consumers, Queue queue, Submitter submitter) {
        this.executors = executors;
        this.consumers = consumers;
        this.queue = queue;
        this.submitter = submitter;
    }

    private void progress(long run, int instance, double fraction, String message) {
        Conductor conductor = conductors.get(run);
        if (conductor != null) {
            conductor.progress(instance, fraction, message);
        }
    }

    /** Takes charge of a run until it is over; outcomes and progress reach its conductor. */
    public void conduct(Conductor conductor) {
        conductors.put(conductor.run(), conductor);
    }

    /** Lets go of a run. */
    public void release(Conductor conductor) {
        conductors.remove(conductor.run());
    }

    /** The runs in charge. */
    public List<Conductor> conductors() {
        return List.copyOf(conductors.values());
    }

    /**
     * Takes a run as far as it goes without waiting, and dispatches what can be executed. Called at
     * the beginning, and from time to time for retries that have become due.
     */
    public void advance(Conductor conductor) {
        List<Ticket> tickets = conductor.advance();
        if (!tickets.isEmpty()) {
            start();
            tickets.forEach(ticket -> producer.sendBody(Routes.DISPATCH, ticket));
        }
    }

    /** Begins a scheduled run, by way of the routes. */
    public void submit(String schedule) {
        start();
        producer.sendBody(Routes.SUBMIT, schedule);
    }

    /** Asks the executions of a run that are under way here to stop. */
    public synchronized void stop(long run) {
        if (executor != null) {
            executor.stop(run);
        }
    }

    /** Number of executions that are under way here. */
    public synchronized int underWay() {
        return executor == null ? 0 : executor.underWay();
    }

    /** The runs of which executions are under way here. */
    public synchronized Set<Long> runsUnderWay() {
        return executor == null ? Set.of() : executor.runs();
    }

    /** Takes nothing more, and gives what is under way here back for others to take. */
    public synchronized void leave() {
        if (executor != null) {
            executor.leave();
        }
    }

    /** Starts Camel unless it runs already. */
    public synchronized CamelContext start() {
        if (camel == null) {
            executor = executors.get();
            executor.onProgress(this::progress);
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
            main.configure().addRoutesBuilder(new Routes(new RouteHandlers(), queue, consumers));
            main.start();
            camel = main;
            producer = main.getCamelContext().createProducerTemplate();
        }
        return camel.getCamelContext();
    }

    @Override
    public synchronized void close() {
        if (camel != null) {
            camel.stop();
            camel = null;
            executor.close();
        }
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
        public Outcome execute(String body) {
            Ticket ticket;
            try {
                ticket = Ticket.fromJson(body);
            } catch (RuntimeException e) {
                LOG.warn("something that is no ticket was taken from the queue and dropped");
                return null;
            }
            return executor.execute(ticket);
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
            if (run.isEmpty()) {
                LOG.error("a message could not be processed: {}", body, error);
                return;
            }
            Conductor conductor = conductors.get(run.get());
            if (conductor != null) {
                // It tells its user itself, once for all that fails for the same reason.
                abandoned.add(run.get());
                if (ticket(body).isPresent()) {
                    conductor.broken(ticket(body).get(), error);
                } else {
                    conductor.abandon(error);
                }
            } else if (!abandoned.contains(run.get())) {
                LOG.error("run {}: {}", run.get(), error.getMessage());
            }
            LOG.debug("a message could not be processed: {}", body, error);
        }

        private static Optional<Ticket> ticket(Object body) {
            return body instanceof String json && json.startsWith("{")
                    ? Optional.of(Ticket.fromJson(json))
                    : Optional.empty();
        }

        /** Number of the run that a message belongs to. */
        private static Optional<Long> run(Object body) {
            if (body instanceof Long run) {
                return Optional.of(run);
            } else if (body instanceof Outcome outcome) {
                return Optional.of(outcome.run());
            }
            return ticket(body).map(ticket -> ticket.work().run());
        }
    }
}
