package xcflow.runner.camel;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;

/**
 * The way of the work. Messages are few and small: the number of a run, tickets, or an outcome.
 * What handles them is plain Java that knows nothing of Camel.
 *
 * <pre>
 * submit → plan → dispatch → (backend) → complete → plan …
 *                               │  ↑
 *                         queue │  │ take
 *                               ↓  │
 *                         shared endpoint
 * </pre>
 *
 * <p>Only where processes share a queue do tickets travel through an endpoint, as JSON: a ticket
 * that is taken is gone from it at once, and the lease in the ledger says who has it. A message
 * that cannot be processed goes to the dead-letter route.
 */
final class Routes extends RouteBuilder {
    static final String SUBMIT = "direct:submit";
    static final String PLAN = "direct:plan";
    static final String DISPATCH = "direct:dispatch";
    static final String QUEUE = "direct:queue";
    static final String COMPLETE = "direct:complete";
    static final String DEAD_LETTER = "direct:dead-letter";

    /** Name of the route by which tickets come from a shared queue. */
    static final String TAKE = "take";

    private final Handlers handlers;
    private final Queue queue;

    /** What the routes call. */
    interface Handlers {
        /** Begins a scheduled run; returns its number. */
        long submit(String schedule) throws Exception;

        /** Takes a run further; returns the tickets that can be executed now. */
        List<Ticket> plan(long run);

        /** Has tickets executed. */
        void dispatch(List<Ticket> tickets);

        /** Executes a ticket that was taken from the shared queue. */
        void take(String ticket);

        /** Notes what became of a ticket; returns the number of its run. */
        long complete(Outcome outcome);

        /** Notes a message that a handler could not process, so that nobody waits for it. */
        void deadLetter(Object body, Exception error);
    }

    /**
     * @param queue shared with other processes, if it is
     */
    Routes(Handlers handlers, Queue queue) {
        this.handlers = handlers;
        this.queue = queue;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void configure() {
        errorHandler(
                deadLetterChannel(DEAD_LETTER).useOriginalMessage().loggingLevel(LoggingLevel.OFF));
        from(SUBMIT)
                .routeId("submit")
                .process(e -> body(e, handlers.submit(e.getMessage().getBody(String.class))))
                .to(PLAN);
        from(PLAN)
                .routeId("plan")
                .process(e -> body(e, handlers.plan(e.getMessage().getBody(Long.class))))
                .to(DISPATCH);
        from(DISPATCH)
                .routeId("dispatch")
                .process(e -> handlers.dispatch(e.getMessage().getBody(List.class)));
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
        queue.endpoint().ifPresent(this::share);
    }

    private void share(String endpoint) {
        from(QUEUE)
                .routeId("queue")
                .process(
                        e -> {
                            body(e, e.getMessage().getBody(Ticket.class).toJson());
                            queue.name(e.getMessage());
                        })
                .to(ExchangePattern.InOnly, endpoint);
        if (queue.working()) {
            from(endpoint)
                    .routeId(TAKE)
                    .convertBodyTo(String.class)
                    .process(e -> handlers.take(e.getMessage().getBody(String.class)));
        }
    }

    private static void body(Exchange exchange, Object body) {
        exchange.getMessage().setBody(body);
    }
}
