package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.InstanceView;
import xcflow.workflows.plan.InstanceSelection;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Suggestion;

/** Finding records by what the user typed. */
final class Records {
    private Records() {}

    /** Opens a project to look at it; refuses if nothing has been recorded there. */
    static Project existing(CommandSpec spec) throws IOException, RefusedException {
        Path directory = Xcflow.home(spec);
        if (!Homes.at(directory).exists()) {
            throw new RefusedException(
                    "xcflow: nothing has been run here yet (no project in " + directory + ")");
        }
        return Xcflow.project(spec);
    }

    /** A run by its number or name, or the latest run. */
    static Run run(Project project, String number) throws RefusedException {
        if (number == null || number.equals("latest")) {
            return project.ledger().runs(0, 1).stream()
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("xcflow: there are no runs yet"));
        }
        if (!number.matches("-?[0-9]{1,19}")) {
            long id =
                    project.provenance()
                            .marks()
                            .named(number)
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    "xcflow: '"
                                                            + number
                                                            + "' is not the number of a run, nor the name of one"));
            return project.ledger().run(id).orElseThrow();
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
                all.stream()
                        .filter(
                                i ->
                                        InstanceSelection.names(step, i.step())
                                                || InstanceView.label(i).equals(step))
                        .toList();
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
}
