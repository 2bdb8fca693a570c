package xcflow.runner.web.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.explain.Explanation;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.ArtefactSummary;
import xcflow.runner.view.ExecutionDetail;
import xcflow.runner.view.ExecutionLogs;
import xcflow.runner.view.InstanceSummary;
import xcflow.runner.view.RunDetails;
import xcflow.runner.view.RunSummary;
import xcflow.runner.web.act.RunActs;

/** One instance: what it read and stored, what it wrote, and why it was computed. */
public final class InstancePages {
    private static final int PREVIEWS = 8;
    private static final int LONGEST_VALUE = 300;

    private final RunDetails runs;
    private final ExecutionLogs logs;
    private final ArtefactPreviews previews;
    private final RunActs acts;
    private final PageTemplates templates;

    public InstancePages(
            RunDetails runs,
            ExecutionLogs logs,
            ArtefactPreviews previews,
            RunActs acts,
            PageTemplates templates) {
        this.runs = runs;
        this.logs = logs;
        this.previews = previews;
        this.acts = acts;
        this.templates = templates;
    }

    /** A component of the cache key that differs, as it is shown. */
    public record Differing(String component, String before, String now) {}

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/runs/{run}/instances/{instance}", Route.Need.READ, this::page),
                new Route(
                        "GET",
                        "/runs/{run}/instances/{instance}/live",
                        Route.Need.READ,
                        this::live),
                new Route(
                        "POST",
                        "/runs/{run}/instances/{instance}/recompute",
                        Route.Need.ACT,
                        call ->
                                Reply.elsewhere(
                                        "/runs/"
                                                + acts.recompute(
                                                        call.number("run"), number(call)))),
                new Route("GET", "/executions/{execution}", Route.Need.READ, this::execution));
    }

    private static int number(Call call) throws RefusalException {
        long number = call.number("instance");
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw RefusalException.unknown("there is no instance " + number);
        }
        return (int) number;
    }

    private Map<String, Object> facts(Call call) throws RefusalException, IOException {
        long run = call.number("run");
        int number = number(call);
        RunSummary summary =
                runs.summary(run)
                        .orElseThrow(() -> RefusalException.unknown("there is no run " + run));
        InstanceSummary instance =
                runs.instance(run, number)
                        .orElseThrow(
                                () ->
                                        RefusalException.unknown(
                                                "run " + run + " has no instance " + number));
        List<ExecutionDetail> executions = runs.executions(run, number);
        Map<String, Object> facts = new HashMap<>();
        facts.put("summary", summary);
        facts.put("instance", instance);
        facts.put("executions", executions);
        if (!executions.isEmpty()) {
            facts.putAll(shown(executions.get(executions.size() - 1)));
        }
        return facts;
    }

    private Map<String, Object> shown(ExecutionDetail execution) throws IOException {
        List<ArtefactPreviews.Preview> shown = new ArrayList<>();
        for (ArtefactSummary artefact : execution.stored()) {
            if (shown.size() < PREVIEWS) {
                previews.of(artefact).ifPresent(shown::add);
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("execution", execution);
        facts.put("logs", logs.of(execution));
        facts.put("previews", shown);
        return facts;
    }

    private Reply page(Call call) throws RefusalException, IOException {
        Map<String, Object> facts = facts(call);
        Optional<Explanation> explanation = runs.explanation(call.number("run"), number(call));
        explanation.ifPresent(
                found -> {
                    facts.put("explanation", found);
                    facts.put(
                            "differences",
                            found.differences().stream()
                                    .map(
                                            d ->
                                                    new Differing(
                                                            d.path(),
                                                            text(d.before()),
                                                            text(d.now())))
                                    .toList());
                });
        return Reply.html(templates.page("instance", call, facts));
    }

    private static String text(Object value) {
        String text =
                value == null
                        ? "(missing)"
                        : value instanceof String given ? given : PlainJson.write(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " …";
    }

    /** State and log alone, to replace those that are shown. */
    private Reply live(Call call) throws RefusalException, IOException {
        return Reply.html(templates.page("instance-live", call, facts(call)));
    }

    private Reply execution(Call call) throws RefusalException, IOException {
        long id = call.number("execution");
        ExecutionDetail execution =
                runs.execution(id)
                        .orElseThrow(() -> RefusalException.unknown("there is no execution " + id));
        return Reply.html(templates.page("execution", call, shown(execution)));
    }
}
