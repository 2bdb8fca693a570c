package xcflow.runner.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.storage.Sha256;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.StepSelection;
import xcflow.workflows.yaml.SourceText;

/**
 * What has to be remembered of a run besides its workflow and parameters, so that it can be
 * resumed.
 *
 * @param root directory that no path may leave
 * @param steps part of the workflow that is run
 * @param recompute instances whose earlier results are not used
 * @param environment values of the declared environment variables
 * @param strict whether warnings fail
 * @param imports SHA-256 of the text of each imported file
 * @param files those that the workflow names, as they were when the run was submitted, by path
 * @param schedule name of the schedule that began it, if one did
 * @param secrets where the values of secret variables come from
 * @param newestFunctional id of the latest functional version when it was submitted: names of
 *     functionals mean what they meant then
 * @param profiles of the workflow
 */
record RunOptions(
        Path root,
        CacheMode cache,
        StepSelection steps,
        List<String> recompute,
        boolean strict,
        Map<String, String> environment,
        Map<String, String> imports,
        Map<String, Artefact> files,
        Optional<String> schedule,
        Map<String, Object> secrets,
        long newestFunctional,
        List<String> profiles) {

    static RunOptions of(
            RunRequest request,
            Workflow workflow,
            Map<String, Artefact> files,
            Optional<String> schedule,
            long newestFunctional) {
        return new RunOptions(
                workflow.root(),
                request.cache(),
                request.steps(),
                request.recompute(),
                request.strict(),
                RunRequest.environment(workflow),
                imports(workflow),
                new TreeMap<>(files),
                schedule,
                RunSecrets.sources(workflow),
                newestFunctional,
                request.profiles());
    }

    /** SHA-256 of the text of each file that a workflow imports. */
    static Map<String, String> imports(Workflow workflow) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (SourceText source : workflow.sources().subList(1, workflow.sources().size())) {
            digests.put(source.name(), Sha256.of(source.text()));
        }
        return digests;
    }

    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("root", root.toString());
        json.put("cache", cache.name());
        List<String> until = steps.until();
        json.put("until", until.isEmpty() ? null : until.size() == 1 ? until.get(0) : until);
        if (!steps.from().isEmpty()) {
            json.put("from", steps.from());
        }
        if (!recompute.isEmpty()) {
            json.put("recompute", recompute);
        }
        if (strict) {
            json.put("strict", true);
        }
        json.put("environment", environment);
        json.put("imports", imports);
        json.put("files", files);
        schedule.ifPresent(name -> json.put("schedule", name));
        if (!secrets.isEmpty()) {
            json.put("secrets", secrets);
        }
        json.put("newest-functional", newestFunctional);
        if (!profiles.isEmpty()) {
            json.put("profiles", profiles);
        }
        return PlainJson.write(json);
    }

    /** None, one or several. */
    private static List<String> names(Object value) {
        return value == null
                ? List.of()
                : value instanceof List<?> list
                        ? list.stream().map(String.class::cast).toList()
                        : List.of((String) value);
    }

    @SuppressWarnings("unchecked")
    static RunOptions fromJson(String text) {
        Map<String, Object> json = PlainJson.readMap(text);
        return new RunOptions(
                Path.of((String) json.get("root")),
                CacheMode.valueOf((String) json.get("cache")),
                new StepSelection(names(json.get("from")), names(json.get("until"))),
                names(json.get("recompute")),
                Boolean.TRUE.equals(json.get("strict")),
                (Map<String, String>) json.get("environment"),
                (Map<String, String>) json.get("imports"),
                // Runs that were begun with version 0.1.0 have none.
                (Map<String, Artefact>) json.getOrDefault("files", Map.of()),
                Optional.ofNullable((String) json.get("schedule")),
                (Map<String, Object>) json.getOrDefault("secrets", Map.of()),
                json.get("newest-functional") instanceof Long id ? id : Long.MAX_VALUE,
                names(json.get("profiles")));
    }
}
