package xcflow.runner.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;

/** Reads runs of a project as they are shown. */
public final class RunViews {
    private static final int PAGE = 200;

    private final Project project;

    public RunViews(Project project) {
        this.project = project;
    }

    /** The latest runs, newest first, at most so many. */
    public List<RunView> latest(int limit) throws IOException {
        return of(project.ledger().runs(0, limit));
    }

    /** The latest runs that a filter lets through, newest first, at most so many. */
    public List<RunView> latest(int limit, RunFilter filter) throws IOException {
        if (filter.equals(RunFilter.ALL)) {
            return latest(limit);
        }
        List<RunView> found = new ArrayList<>();
        List<Run> page;
        int offset = 0;
        do {
            page = project.ledger().runs(offset, PAGE);
            offset += page.size();
            for (RunView view : of(page)) {
                if (found.size() < limit && filter.lets(view)) {
                    found.add(view);
                }
            }
        } while (page.size() == PAGE && found.size() < limit);
        return found;
    }

    /** Several runs, in their order. */
    public List<RunView> of(List<Run> runs) throws IOException {
        List<Long> ids = runs.stream().map(Run::id).toList();
        Map<Long, Marks> marks = project.provenance().marks().of(ids);
        Map<Long, String> imported = project.provenance().origins().runs(ids);
        List<RunView> views = new ArrayList<>(runs.size());
        for (Run run : runs) {
            views.add(
                    new RunView(
                            run,
                            interrupted(run),
                            Optional.ofNullable(imported.get(run.id())),
                            marks.getOrDefault(run.id(), Marks.NONE)));
        }
        return views;
    }

    /** One run. */
    public RunView of(Run run) throws IOException {
        return new RunView(
                run,
                interrupted(run),
                project.provenance().origins().run(run.id()),
                project.provenance().marks().of(run.id()));
    }

    /** Whoever works on a run holds its lock, which ends with the process. */
    private boolean interrupted(Run run) throws IOException {
        return run.state() == RunState.RUNNING && !RunLock.taken(project, run.id());
    }
}
