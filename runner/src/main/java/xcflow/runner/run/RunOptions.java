package xcflow.runner.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.value.PlainJson;
import xcflow.storage.Sha256;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.yaml.SourceText;

/**
 * What has to be remembered of a run besides its workflow and parameters, so that it can be
 * resumed.
 *
 * @param root directory that no path may leave
 * @param environment values of the declared environment variables
 * @param imports SHA-256 of the text of each imported file
 * @param schedule name of the schedule that began it, if one did
 * @param newestFunctional id of the latest functional version when it was submitted: names of
 *     functionals mean what they meant then
 */
record RunOptions(
        Path root,
        CacheMode cache,
        Optional<String> until,
        Map<String, String> environment,
        Map<String, String> imports,
        Optional<String> schedule,
        long newestFunctional) {

    static RunOptions of(
            RunRequest request,
            Workflow workflow,
            Optional<String> schedule,
            long newestFunctional) {
        return new RunOptions(
                workflow.root(),
                request.cache(),
                request.until(),
                RunRequest.environment(workflow),
                imports(workflow),
                schedule,
                newestFunctional);
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
        json.put("until", until.orElse(null));
        json.put("environment", environment);
        json.put("imports", imports);
        schedule.ifPresent(name -> json.put("schedule", name));
        json.put("newest-functional", newestFunctional);
        return PlainJson.write(json);
    }

    @SuppressWarnings("unchecked")
    static RunOptions fromJson(String text) {
        Map<String, Object> json = PlainJson.readMap(text);
        return new RunOptions(
                Path.of((String) json.get("root")),
                CacheMode.valueOf((String) json.get("cache")),
                Optional.ofNullable((String) json.get("until")),
                (Map<String, String>) json.get("environment"),
                (Map<String, String>) json.get("imports"),
                Optional.ofNullable((String) json.get("schedule")),
                json.get("newest-functional") instanceof Long id ? id : Long.MAX_VALUE);
    }
}
