package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.run.RunListener;
import xcflow.runner.run.RunRules;
import xcflow.runner.view.RunView;
import xcflow.storage.files.OutOfSpace;

/** What to do after a run that did not succeed, as far as it can be known. */
final class Hints {
    private Hints() {}

    /**
     * @param failures label and cause
     * @param stated labels of instances that fail by what the file says, whenever they are tried
     */
    static List<String> of(RunView view, Map<String, String> failures, Set<String> stated) {
        Run run = view.run();
        String resume = "xcflow resume " + run.id();
        if (run.state() == RunState.CANCELLED) {
            return List.of("to continue: " + resume);
        } else if (run.state() != RunState.FAILED) {
            return List.of();
        }
        if (failures.values().stream().anyMatch(cause -> cause.contains(OutOfSpace.MESSAGE))) {
            return List.of(
                    "once there is room ('xcflow gc' deletes files that no run needs): " + resume);
        }
        List<String> hints = new ArrayList<>();
        List<String> instances =
                failures.keySet().stream()
                        .filter(label -> !label.equals(RunListener.OUTPUTS))
                        .toList();
        instances.stream()
                .filter(label -> !stated.contains(label))
                .findFirst()
                .ifPresent(
                        label ->
                                hints.add(
                                        "what it printed: xcflow show "
                                                + run.id()
                                                + " "
                                                + quoted(label)
                                                + " --log"));
        if (run.message().filter(RunRules::isTimeLimit).isPresent()) {
            hints.add("to continue, with the time anew: " + resume);
            return hints;
        }
        hints.add(
                "after editing the file, reusing finished work: xcflow run " + quoted(run.file()));
        if (instances.stream().anyMatch(label -> !stated.contains(label))) {
            hints.add("once a cause outside of the file is removed: " + resume);
        }
        return hints;
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=,:@%+-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
