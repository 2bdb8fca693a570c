package xcflow.runner.web.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.provenance.browse.InstanceFilter;
import xcflow.provenance.browse.RunQuery;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.view.ExecutionDetail;
import xcflow.runner.view.InstanceSummary;
import xcflow.runner.view.RunDetail;
import xcflow.runner.view.RunDetails;
import xcflow.runner.view.RunSummary;
import xcflow.runner.web.act.RunActs;

/** Runs, instances and executions. */
final class RunApi {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");
    private static final String RUN = "number of a run";
    private static final String INSTANCE = "number of an instance, from 0";

    private final RunDetails runs;
    private final RunActs acts;

    RunApi(RunDetails runs, RunActs acts) {
        this.runs = runs;
        this.acts = acts;
    }

    /** A run that is begun, continued or ended. */
    record RunNumber(long run) {}

    /** Why an instance was computed or not. */
    record InstanceExplanation(
            String step,
            String instance,
            String verdict,
            Optional<Long> execution,
            Optional<Long> run,
            String reason,
            List<KeyDifference> differences) {}

    /** A component of the cache key that differs. */
    record KeyDifference(String component, String before, String now) {}

    List<Endpoint> endpoints() {
        return Stream.concat(reading(), acting()).toList();
    }

    private Stream<Endpoint> reading() {
        return Stream.of(
                Endpoint.read(
                                "/api/runs",
                                "runs",
                                "Runs, newest first",
                                Endpoint.page(RunSummary.class),
                                call ->
                                        runs.list(
                                                filter(call),
                                                ApiJson.offset(call),
                                                ApiJson.limit(call)))
                        .query("state", states(RunState.values()), "only runs in this state")
                        .query("workflow", TEXT, "only workflows whose name contains this")
                        .query(
                                "label",
                                TEXT,
                                "only runs with this name, or label (key=value, or key)")
                        .query("since", TIME, "only runs submitted at this time or later")
                        .query("until", TIME, "only runs submitted before this time")
                        .paged(),
                Endpoint.read(
                                "/api/runs/{run}",
                                "runs",
                                "A run with its steps",
                                Endpoint.one(RunDetail.class),
                                call ->
                                        ApiJson.found(
                                                runs.detail(call.number("run")),
                                                "run " + call.variable("run")))
                        .path("run", "integer", RUN),
                Endpoint.read(
                                "/api/runs/{run}/instances",
                                "runs",
                                "Instances of a run in the order of its plan",
                                Endpoint.page(InstanceSummary.class),
                                call ->
                                        ApiJson.found(
                                                runs.instances(
                                                        call.number("run"),
                                                        instanceFilter(call),
                                                        ApiJson.offset(call),
                                                        ApiJson.limit(call)),
                                                "run " + call.variable("run")))
                        .path("run", "integer", RUN)
                        .query("step", TEXT, "only instances of this step")
                        .query(
                                "state",
                                states(InstanceState.values()),
                                "only instances in this state")
                        .paged(),
                instance(
                        "",
                        "An instance of a run",
                        Endpoint.one(InstanceSummary.class),
                        call -> ApiJson.found(runs.instance(run(call), number(call)), what(call))),
                instance(
                        "/executions",
                        "Attempts to compute an instance, oldest first",
                        Endpoint.list(ExecutionDetail.class),
                        call -> runs.executions(run(call), number(call))),
                instance(
                        "/explanation",
                        "Why an instance was computed, or taken from the cache",
                        Endpoint.one(InstanceExplanation.class),
                        call ->
                                ApiJson.found(
                                        runs.explanation(run(call), number(call))
                                                .map(RunApi::explanation),
                                        what(call))),
                Endpoint.read(
                                "/api/executions/{execution}",
                                "runs",
                                "An attempt to compute an instance",
                                Endpoint.one(ExecutionDetail.class),
                                call ->
                                        ApiJson.found(
                                                runs.execution(call.number("execution")),
                                                "execution " + call.variable("execution")))
                        .path("execution", "integer", "number of an execution"));
    }

    private Stream<Endpoint> acting() {
        return Stream.of(
                Endpoint.act(
                                "POST",
                                "/api/runs",
                                "runs",
                                "Begins a run of a workflow",
                                Endpoint.made(RunNumber.class),
                                call ->
                                        new RunNumber(
                                                acts.begin(
                                                        ApiJson.read(call, RunActs.Wanted.class))))
                        .body(RunActs.Wanted.class),
                Endpoint.act(
                                "POST",
                                "/api/runs/{run}/cancel",
                                "runs",
                                "Ends a run",
                                Endpoint.one(RunNumber.class),
                                call -> new RunNumber(acts.cancel(call.number("run"))))
                        .path("run", "integer", RUN),
                Endpoint.act(
                                "POST",
                                "/api/runs/{run}/resume",
                                "runs",
                                "Continues a run that pauses or did not succeed",
                                Endpoint.one(RunNumber.class),
                                call -> new RunNumber(acts.resume(call.number("run"))))
                        .path("run", "integer", RUN),
                Endpoint.act(
                                "POST",
                                "/api/runs/{run}/pause",
                                "runs",
                                "Has nothing new begun of a run until it is resumed",
                                Endpoint.one(RunNumber.class),
                                call -> new RunNumber(acts.pause(call.number("run"))))
                        .path("run", "integer", RUN),
                Endpoint.act(
                                "POST",
                                "/api/runs/{run}/priority",
                                "runs",
                                "Changes the priority of a run",
                                Endpoint.one(RunNumber.class),
                                call ->
                                        new RunNumber(
                                                acts.prioritise(
                                                        call.number("run"),
                                                        ApiJson.read(
                                                                        call,
                                                                        RunActs.WantedPriority
                                                                                .class)
                                                                .priority())))
                        .body(RunActs.WantedPriority.class)
                        .path("run", "integer", RUN),
                Endpoint.act(
                                "POST",
                                "/api/runs/{run}/instances/{instance}/recompute",
                                "runs",
                                "Begins a run of the same workflow that computes an instance again",
                                Endpoint.made(RunNumber.class),
                                call -> new RunNumber(acts.recompute(run(call), number(call))))
                        .path("run", "integer", RUN)
                        .path("instance", "integer", INSTANCE));
    }

    private static Endpoint instance(
            String below, String summary, Endpoint.Result result, Endpoint.Work work) {
        return Endpoint.read(
                        "/api/runs/{run}/instances/{instance}" + below,
                        "runs",
                        summary,
                        result,
                        work)
                .path("run", "integer", RUN)
                .path("instance", "integer", INSTANCE);
    }

    private static InstanceExplanation explanation(xcflow.runner.explain.Explanation found) {
        return new InstanceExplanation(
                found.step(),
                found.label(),
                found.verdict().name(),
                Optional.of(found.execution()).filter(id -> id != 0),
                Optional.of(found.run()).filter(id -> id != 0),
                found.reason(),
                found.differences().stream()
                        .map(
                                d ->
                                        new KeyDifference(
                                                d.path(),
                                                String.valueOf(d.before()),
                                                String.valueOf(d.now())))
                        .toList());
    }

    private static long run(Call call) throws RefusalException {
        return call.number("run");
    }

    private static int number(Call call) throws RefusalException {
        long number = call.number("instance");
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw RefusalException.unknown("there is no instance " + number);
        }
        return (int) number;
    }

    private static String what(Call call) {
        return "instance " + call.variable("instance") + " of run " + call.variable("run");
    }

    private static Map<String, Object> states(Enum<?>... values) {
        return Map.of("type", "string", "enum", Arrays.stream(values).map(Enum::name).toList());
    }

    private static RunQuery filter(Call call) throws RefusalException {
        return new RunQuery(
                state(call, RunState.class),
                call.parameter("workflow"),
                call.parameter("label"),
                time(call, "since"),
                time(call, "until"));
    }

    private static InstanceFilter instanceFilter(Call call) throws RefusalException {
        return new InstanceFilter(call.parameter("step"), state(call, InstanceState.class));
    }

    private static <E extends Enum<E>> Optional<E> state(Call call, Class<E> type)
            throws RefusalException {
        Optional<String> name = call.parameter("state");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (E state : type.getEnumConstants()) {
            if (state.name().equals(name.get())) {
                return Optional.of(state);
            }
        }
        throw RefusalException.unusable(
                "state is one of "
                        + Arrays.toString(type.getEnumConstants())
                        + ", not '"
                        + name.get()
                        + "'");
    }

    private static Optional<Instant> time(Call call, String name) throws RefusalException {
        Optional<String> text = call.parameter(name);
        try {
            return text.map(Instant::parse).map(RunApi::recordable);
        } catch (DateTimeParseException e) {
            throw RefusalException.unusable(
                    name + " is a time such as 2026-11-28T12:00:00Z, not '" + text.get() + "'");
        }
    }

    /** Databases know fewer times than Java does. */
    private static Instant recordable(Instant time) {
        Instant first = Instant.parse("0001-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T00:00:00Z");
        return time.isBefore(first) ? first : time.isAfter(last) ? last : time;
    }
}
