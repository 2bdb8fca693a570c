package xcflow.runner.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, and refuses what the caller may not do. */
public final class RouteTable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

    private final Access access;
    private final List<Route> routes;
    private final Refusals refusals;

    /** Tells the client why there is no other answer. */
    @FunctionalInterface
    public interface Refusals {
        Reply of(Call call, int status, String sentence);
    }

    public RouteTable(Access access, List<Route> routes, Refusals refusals) {
        this.access = access;
        this.routes = List.copyOf(routes);
        this.refusals = refusals;
    }

    /** The answer to a request that cannot be read. */
    Reply refused(Call call, int status, String sentence) {
        return refusals.of(call, status, sentence);
    }

    /** The answer to a request, whatever happens. */
    Reply answer(Call received) {
        Call call = received.with(Map.of(), Caller.anybody(false));
        try {
            if (!access.addressed(call)) {
                return Reply.text(
                        403,
                        "text/plain; charset=utf-8",
                        "this server is not known under that name\n");
            }
            call = call.with(Map.of(), access.caller(call));
            return found(call);
        } catch (RefusalException e) {
            return refusals.of(call, e.status(), e.getMessage());
        } catch (Exception e) {
            LOG.error("{} {} failed", call.method(), call.path(), e);
            return refusals.of(
                    call, 500, "this failed; the log of the server says more: " + e.getMessage());
        }
    }

    private Reply found(Call call) throws Exception {
        List<String> path = List.of(call.path().substring(1).split("/", -1));
        String method = call.method().equals("HEAD") ? "GET" : call.method();
        Set<String> allowed = new LinkedHashSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.method().equals(method)) {
                return permitted(route, call.with(variables.get(), call.caller()));
            } else if (variables.isPresent()) {
                allowed.add(route.method());
            }
        }
        if (!allowed.isEmpty()) {
            List<String> methods = new ArrayList<>(allowed);
            return refusals.of(call, 405, "only " + String.join(", ", methods) + " here")
                    .with("Allow", String.join(", ", methods));
        }
        throw RefusalException.unknown("there is nothing at " + call.path());
    }

    private Reply permitted(Route route, Call call) throws Exception {
        boolean may =
                switch (route.need()) {
                    case NOTHING -> true;
                    case READ -> call.caller().mayRead();
                    case ACT -> call.caller().mayAct();
                };
        if (!may) {
            boolean known = call.caller().name().isPresent();
            throw new RefusalException(
                    known ? 403 : 401,
                    route.need() == Route.Need.READ
                            ? "reading here needs a token: xcflow serve token create NAME"
                            : "this needs a token with the scope 'act', or a session begun with the"
                                    + " link that xcflow serve prints");
        }
        if (route.need() == Route.Need.ACT) {
            access.checkForm(call);
        }
        Reply reply = route.handler().answer(call);
        return reply instanceof Reply.Events events
                ? new Reply.Events(
                        events.topics(), () -> access.caller(call).mayRead(), events.headers())
                : reply;
    }
}
