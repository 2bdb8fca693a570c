package xcflow.runner.web.act;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.explain.Explanation;
import xcflow.runner.explain.PlanExplainer;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.http.RefusalException;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.Lookup;
import xcflow.runner.run.Recomputation;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.storage.Sha256;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.StepSelection;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** Changes workflow files, and says what a run of one would do. */
public final class ExperimentActs {
    private static final String FIELD = "parameter.";

    private final Project project;
    private final TaskCatalog tasks;

    public ExperimentActs(Project project, TaskCatalog tasks) {
        this.project = project;
        this.tasks = tasks;
    }

    /**
     * Replaces the text of a file.
     *
     * @param before digest of the text that was edited: what somebody else changed is not lost
     */
    public void save(Path file, String text, String before) throws RefusalException, IOException {
        if (!Sha256.of(Files.readString(file, StandardCharsets.UTF_8)).equals(before)) {
            throw RefusalException.conflict(
                    file.getFileName()
                            + " was changed meanwhile by somebody else; load it again, and then"
                            + " change it");
        }
        Path unfinished =
                Files.createTempFile(file.toAbsolutePath().getParent(), ".xcflow", ".unfinished");
        try {
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(unfinished, Files.getPosixFilePermissions(file));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A request for a run, from the fields of a form. */
    public static RunRequest request(Path file, Map<String, String> form) {
        List<String> settings = new ArrayList<>();
        form.forEach(
                (name, value) -> {
                    if (name.startsWith(FIELD) && !value.isBlank()) {
                        settings.add(name.substring(FIELD.length()) + "=" + value.strip());
                    }
                });
        return new RunRequest(
                file,
                settings,
                Optional.empty(),
                form.containsKey("no-cache") ? CacheMode.OFF : CacheMode.NORMAL,
                StepSelection.ALL,
                List.of(),
                form.containsKey("strict"));
    }

    /** What a run would do. */
    public List<Explanation> preview(RunRequest request) throws RefusalException, IOException {
        try {
            Plan plan =
                    request.plan(
                            request.read(tasks),
                            Submission.looking(NamedFunctionals.now(project.provenance())));
            Lookup lookup =
                    new Lookup(
                            project.ledger(),
                            project.objects(),
                            request.cache(),
                            Recomputation.of(List.of()));
            return new PlanExplainer(plan, Optional.of(project.ledger()), lookup, request.cache())
                    .explain();
        } catch (InvalidInputException e) {
            throw new RefusalException(422, e.getMessage());
        }
    }
}
