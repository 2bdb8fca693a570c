package xcflow.runner.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Warning;
import xcflow.workflows.expression.Scope;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.ResultsDirectory;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;

/** Places the outputs of a run where its workflow says. */
public final class RunResults {
    private final Project project;
    private final Workflow workflow;

    public RunResults(Project project, Workflow workflow) {
        this.project = project;
        this.workflow = workflow;
    }

    /**
     * What was done with a directory.
     *
     * @param kept what was left alone, by path, and why
     */
    public record Report(
            Path directory,
            List<String> placed,
            List<String> unchanged,
            List<String> removed,
            Map<String, String> kept) {

        /** What the user has to know. */
        public List<Warning> warnings() {
            List<Warning> warnings = new ArrayList<>();
            kept.forEach(
                    (path, why) ->
                            warnings.add(
                                    new Warning(
                                            "result-not-placed",
                                            directory.resolve(path)
                                                    + " was left as it is: "
                                                    + why)));
            return warnings;
        }

        /** As plain values. */
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("directory", directory.toString());
            facts.put("placed", placed);
            facts.put("unchanged", unchanged);
            facts.put("removed", removed);
            facts.put("kept", kept);
            return facts;
        }
    }

    /** As {@link #place(long, Optional, boolean)}; failures become warnings. */
    public List<Warning> placeQuietly(long run) {
        if (workflow.results().isEmpty()) {
            return List.of();
        }
        try {
            return place(run, Optional.empty(), false).warnings();
        } catch (IOException | InvalidInputException | RuntimeException e) {
            return List.of(
                    new Warning(
                            "result-not-placed",
                            "the results were not placed: "
                                    + e.getMessage()
                                    + "; when the cause is removed: xcflow results "
                                    + run));
        }
    }

    /**
     * Places the outputs of a run that succeeded.
     *
     * @param into another directory than that of the workflow
     * @param force whether files of the user's are overwritten
     */
    public Report place(long number, Optional<Path> into, boolean force)
            throws IOException, InvalidInputException {
        Run run = project.ledger().run(number).orElseThrow();
        Scope scope = scope(run);
        Optional<ResultsDirectory> declared = workflow.results();
        Path directory = into.isPresent() ? into.get() : directory(declared.orElseThrow(), scope);
        ResultFiles files = new ResultFiles();
        Map<String, ValueTemplate> chosen = declared.map(ResultsDirectory::files).orElse(Map.of());
        if (chosen.isEmpty()) {
            run.outputs()
                    .map(PlainJson::readMap)
                    .orElseGet(LinkedHashMap::new)
                    .forEach(files::output);
        } else {
            Problems problems = new Problems();
            chosen.forEach((path, t) -> files.file(path, value(t, scope, problems)));
            problems.throwIfAny();
        }
        Placement.Done done =
                new Placement(
                                project.objects(),
                                directory,
                                run.workflow(),
                                declared.map(ResultsDirectory::link)
                                        .orElse(ResultsDirectory.Link.COPY),
                                force)
                        .place(files.files());
        Report report =
                new Report(directory, done.placed(), done.unchanged(), done.removed(), done.kept());
        project.provenance()
                .events()
                .record(
                        recording -> {
                            recording.event("results-placed", "run/" + number, report.facts());
                            return null;
                        });
        return report;
    }

    private static Object value(ValueTemplate template, Scope scope, Problems problems) {
        return template.evaluate(scope, p -> problems.add(p.position(), p.message()));
    }

    private Path directory(ResultsDirectory results, Scope scope)
            throws IOException, InvalidInputException {
        Problems problems = new Problems();
        Object value = value(results.directory(), scope, problems);
        problems.throwIfAny();
        Path root = workflow.root().toRealPath();
        Path directory =
                value instanceof String path && !path.isBlank()
                        ? workflow.directory().resolve(path).normalize()
                        : null;
        if (directory == null || !directory.startsWith(workflow.directory())) {
            throw new InvalidInputException(
                    results.directory().position(),
                    "the directory of the results must lie below that of the workflow");
        }
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!existing.toRealPath().startsWith(root)) {
            throw new InvalidInputException(
                    results.directory().position(),
                    "the directory of the results is a link out of that of the workflow");
        }
        return directory;
    }

    private Scope scope(Run run) {
        Map<String, Map<String, ?>> roots = new LinkedHashMap<>();
        roots.put("outputs", run.outputs().map(PlainJson::readMap).orElseGet(LinkedHashMap::new));
        roots.put("parameters", PlainJson.readMap(run.parameters()));
        roots.put("imports", workflow.imports());
        Object environment = PlainJson.readMap(run.options()).get("environment");
        Map<String, Object> env = new LinkedHashMap<>();
        workflow.env().forEach((name, v) -> v.defaultValue().ifPresent(d -> env.put(name, d)));
        if (environment instanceof Map<?, ?> given) {
            given.forEach((name, v) -> env.put((String) name, v));
        }
        roots.put("env", env);
        roots.put("run", Map.of("id", Long.toString(run.id()), "workflow", run.workflow()));
        return roots::get;
    }
}
