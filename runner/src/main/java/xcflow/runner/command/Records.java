package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.value.PlainJson;
import xcflow.storage.home.Home;
import xcflow.workflows.plan.CellText;
import xcflow.workflows.plan.InstanceSelection;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Suggestion;

/** Finding records by what the user typed. */
final class Records {
    private Records() {}

    /** Opens a project to look at it; refuses if nothing has been recorded there. */
    static Project existing(CommandSpec spec) throws IOException, RefusedException {
        Path directory = Xcflow.home(spec);
        if (!new Home(directory).exists()) {
            throw new RefusedException(
                    "xcflow: nothing has been run here yet (no project in " + directory + ")");
        }
        return Xcflow.project(spec);
    }

    /** A run by its number, or the latest run. */
    static Run run(Project project, String number) throws RefusedException {
        if (number == null || number.equals("latest")) {
            return project.ledger().runs(0, 1).stream()
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("xcflow: there are no runs yet"));
        }
        try {
            long id = Long.parseLong(number);
            return project.ledger()
                    .run(id)
                    .orElseThrow(
                            () ->
                                    new RefusedException(
                                            "xcflow: there is no run "
                                                    + id
                                                    + "; 'xcflow runs' lists them"));
        } catch (NumberFormatException e) {
            throw new RefusedException("xcflow: '" + number + "' is not the number of a run");
        }
    }

    /**
     * The instances of a run.
     *
     * @param step a step, the label of an instance as it is shown, or some labels of a step's
     *     cells, as in {@code clone[seed=1]}; null for all
     */
    static List<Instance> instances(Project project, Run run, String step)
            throws RefusedException, InvalidInputException {
        List<Instance> all = project.ledger().instances(run.id());
        if (step == null) {
            return all;
        }
        List<Instance> chosen =
                all.stream().filter(i -> i.step().equals(step) || label(i).equals(step)).toList();
        if (chosen.isEmpty() && step.contains("[")) {
            InstanceSelection some = InstanceSelection.parse(step, "STEP");
            chosen =
                    all.stream()
                            .filter(i -> some.matches(i.step(), PlainJson.readMap(i.labels())))
                            .toList();
        }
        if (chosen.isEmpty()) {
            List<String> steps = all.stream().map(Instance::step).distinct().toList();
            throw new RefusedException(
                    "xcflow: run "
                            + run.id()
                            + " has no step '"
                            + step
                            + "'"
                            + Suggestion.forName(step, steps));
        }
        return chosen;
    }

    /** Step and matrix cell, for example {@code clone[architecture=constrained, seed=1]}. */
    static String label(Instance instance) {
        return label(instance.step(), instance.labels());
    }

    /** As {@link #label(Instance)}, with the labels as the ledger has them. */
    static String label(String step, String labels) {
        return CellText.label(step, PlainJson.readMap(labels));
    }

    /** Whether a run is recorded as running although no process works on it. */
    static boolean interrupted(Project project, Run run) throws IOException {
        return run.state() == RunState.RUNNING && !RunLock.taken(project.home(), run.id());
    }
}
