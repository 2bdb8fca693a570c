package xcflow.runner.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;

/** Reads runs of a project as they are shown. */
public final class RunViews {
    private final Project project;

    public RunViews(Project project) {
        this.project = project;
    }

    /** The latest runs, newest first, at most so many. */
    public List<RunView> latest(int limit) throws IOException {
        List<Run> runs = project.ledger().runs(0, limit);
        Map<Long, String> imported =
                project.provenance().origins().runs(runs.stream().map(Run::id).toList());
        List<RunView> views = new ArrayList<>(runs.size());
        for (Run run : runs) {
            views.add(
                    new RunView(
                            run, interrupted(run), Optional.ofNullable(imported.get(run.id()))));
        }
        return views;
    }

    /** One run. */
    public RunView of(Run run) throws IOException {
        return new RunView(run, interrupted(run), project.provenance().origins().run(run.id()));
    }

    /** Whoever works on a run holds its lock, which ends with the process. */
    private boolean interrupted(Run run) throws IOException {
        return run.state() == RunState.RUNNING && !RunLock.taken(project, run.id());
    }
}
