package xcflow.runner.web.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.http.RefusalException;
import xcflow.runner.run.CacheMode;
import xcflow.runner.run.RunRequest;
import xcflow.runner.schedule.ServedRuns;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.InstanceView;
import xcflow.workflows.plan.StepSelection;
import xcflow.workflows.read.RunSettingsReader;
import xcflow.workflows.text.InvalidInputException;

/** What may be done with runs through the server. Workflows outside its directory are refused. */
public final class RunActs {
    private final Project project;
    private final ServedRuns control;
    private final Path directory;

    /**
     * @param file path of the workflow, relative to the server's directory
     * @param parameters with the values that are to be used
     * @param noCache whether everything is computed again
     * @param strict whether warnings fail
     */
    public record Wanted(
            String file,
            Optional<Map<String, Object>> parameters,
            Optional<Boolean> noCache,
            Optional<Boolean> strict) {}

    /** A priority that a run is to have. */
    public record WantedPriority(int priority) {}

    public RunActs(Project project, ServedRuns control, Path directory) {
        this.project = project;
        this.control = control;
        this.directory = directory;
    }

    /** Begins a run. */
    public long begin(Wanted wanted) throws RefusalException, IOException {
        return beginRequest(request(wanted));
    }

    /** What a run would be. */
    public RunRequest request(Wanted wanted) throws RefusalException {
        List<String> settings = new ArrayList<>();
        wanted.parameters()
                .orElse(Map.of())
                .forEach((name, value) -> settings.add(setting(name, value)));
        return new RunRequest(
                within(wanted.file()),
                settings,
                Optional.empty(),
                wanted.noCache().orElse(false) ? CacheMode.OFF : CacheMode.NORMAL,
                StepSelection.ALL,
                List.of(),
                wanted.strict().orElse(false));
    }

    /** Begins a run that a form asked for. */
    public long beginRequest(RunRequest request) throws RefusalException, IOException {
        try {
            return control.begin(request);
        } catch (InvalidInputException e) {
            throw new RefusalException(422, e.getMessage());
        }
    }

    /** The file that a path means, if it lies in the server's directory. */
    public Path within(String path) throws RefusalException {
        try {
            Path file = directory.resolve(path == null ? "" : path).normalize();
            if (file.startsWith(directory)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(directory.toRealPath())) {
                return file;
            }
        } catch (java.nio.file.InvalidPathException | IOException e) {
            // Said below.
        }
        throw RefusalException.unknown(
                "there is no file '" + path + "' in the directory of the server");
    }

    /** Ends a run. */
    public long cancel(long run) throws RefusalException, IOException {
        existing(run);
        try {
            control.cancel(run);
            return run;
        } catch (IllegalStateException e) {
            throw RefusalException.conflict(e.getMessage());
        }
    }

    /** Continues a run. */
    public long resume(long run) throws RefusalException, IOException {
        existing(run);
        try {
            control.resume(run);
            return run;
        } catch (IllegalStateException e) {
            throw RefusalException.conflict(e.getMessage());
        } catch (InvalidInputException e) {
            throw new RefusalException(422, e.getMessage());
        }
    }

    /** Has nothing new begun of a run. */
    public long pause(long number) throws RefusalException {
        Run run = existing(number);
        if (!project.provenance().control().pause(number)) {
            throw RefusalException.conflict(
                    "run "
                            + number
                            + (run.state().finished()
                                    ? " has already ended (" + run.state() + ")"
                                    : " pauses already"));
        }
        return number;
    }

    /** Changes the priority of a run. */
    public long prioritise(long number, int priority) throws RefusalException {
        Run run = existing(number);
        if (Math.abs((long) priority) > RunSettingsReader.MOST_URGENT) {
            throw new RefusalException(
                    422,
                    "a priority is a number from -"
                            + RunSettingsReader.MOST_URGENT
                            + " to "
                            + RunSettingsReader.MOST_URGENT);
        }
        if (run.state().finished()) {
            throw RefusalException.conflict(
                    "run " + number + " has already ended (" + run.state() + ")");
        }
        project.provenance().control().prioritise(number, priority);
        return number;
    }

    /** Begins a run like an earlier one, in which an instance is computed again. */
    public long recompute(long number, int instance) throws RefusalException, IOException {
        Run run = existing(number);
        Instance chosen =
                project.ledger()
                        .instance(number, instance)
                        .orElseThrow(
                                () ->
                                        RefusalException.unknown(
                                                "run " + number + " has no instance " + instance));
        Path file = Path.of(run.file());
        if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
            throw RefusalException.conflict(
                    "the workflow " + file + " is not in the directory of the server any more");
        }
        List<String> settings = new ArrayList<>();
        PlainJson.readMap(run.parameters())
                .forEach((name, value) -> settings.add(setting(name, value)));
        return beginRequest(
                new RunRequest(
                        file,
                        settings,
                        Optional.empty(),
                        CacheMode.NORMAL,
                        StepSelection.ALL,
                        List.of(InstanceView.label(chosen)),
                        false));
    }

    /** As it would be written on the command line: texts as they are. */
    private static String setting(String name, Object value) {
        return name + "=" + (value instanceof String text ? text : PlainJson.write(value));
    }

    private Run existing(long run) throws RefusalException {
        return project.ledger()
                .run(run)
                .orElseThrow(() -> RefusalException.unknown("there is no run " + run));
    }
}
