package xcflow.runner.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;

/**
 * The way of the work. Messages are few and small: the number of a run, or a {@link Ticket} as
 * JSON. What handles them is plain Java that knows nothing of Camel.
 *
 * <pre>
 * submit → plan → dispatch → queue → execute → complete → plan …
 *                                       └─ dead-letter
 * </pre>
 *
 * <p>A queue that processes share ends in a short one inside each of them: a ticket that is taken
 * is gone from the shared one at once, and the lease in the database says who has it.
 */
final class Routes extends RouteBuilder {
    static final String SUBMIT = "direct:submit";
    static final String PLAN = "direct:plan";
    static final String DISPATCH = "direct:dispatch";
    static final String COMPLETE = "direct:complete";
    static final String DEAD_LETTER = "direct:dead-letter";

    private final Handlers handlers;
    private final Queue queue;
    private final int consumers;

    /** What the routes call. */
    interface Handlers {

        /** Begins a scheduled run; returns its number. */
        long submit(String schedule) throws Exception;

        /** Takes a run further; returns the tickets that can be executed now. */
        List<Ticket> plan(long run);

        /** Executes a ticket; null if the text is none, which is nobody's loss. */
        Outcome execute(String ticket);

        /** Notes what became of a ticket; returns the number of its run. */
        long complete(Outcome outcome);

        /**
         * Notes a message that a handler could not process, so that nobody waits for it for ever.
         */
        void deadLetter(Object body, Exception error);
    }

    /**
     * @param queue between dispatch and execute
     * @param consumers number of tickets executed at the same time at most
     */
    Routes(Handlers handlers, Queue queue, int consumers) {
        this.handlers = handlers;
        this.queue = queue;
        this.consumers = consumers;
    }

    @Override
    public void configure() {
        String local = queue.local(consumers);
        errorHandler(
                deadLetterChannel(DEAD_LETTER).useOriginalMessage().loggingLevel(LoggingLevel.OFF));

        from(SUBMIT)
                .routeId("submit")
                .process(e -> body(e, handlers.submit(e.getMessage().getBody(String.class))))
                .to(PLAN);

        from(PLAN)
                .routeId("plan")
                .process(e -> body(e, handlers.plan(e.getMessage().getBody(Long.class))))
                .split(body())
                .to(DISPATCH);

        from(DISPATCH)
                .routeId("dispatch")
                .process(
                        e -> {
                            body(e, e.getMessage().getBody(Ticket.class).toJson());
                            queue.name(e.getMessage());
                        })
                .to(ExchangePattern.InOnly, queue.shared().orElse(local));

        if (queue.shared().isPresent() && queue.working()) {
            from(queue.shared().get())
                    .routeId("take")
                    .convertBodyTo(String.class)
                    .to(ExchangePattern.InOnly, local + "&waitForTaskToComplete=Never");
        }

        from(local)
                .routeId("execute")
                .process(e -> body(e, handlers.execute(e.getMessage().getBody(String.class))))
                .filter(body().isNotNull())
                .to(COMPLETE);

        from(COMPLETE)
                .routeId("complete")
                .process(e -> body(e, handlers.complete(e.getMessage().getBody(Outcome.class))))
                .to(PLAN);

        from(DEAD_LETTER)
                .routeId("dead-letter")
                .process(
                        e ->
                                handlers.deadLetter(
                                        e.getMessage().getBody(),
                                        e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
    }

    private static void body(Exchange exchange, Object body) {
        exchange.getMessage().setBody(body);
    }
}
