package xcflow.runner.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import xcflow.provenance.record.Marks;

/** Options that say something of a run. */
final class MarkOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run.")
    private String name;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "Label of the run. Can be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Note about the run. Can be repeated.")
    private List<String> notes = new ArrayList<>();

    /** What they say in addition to what is there. */
    Marks over(Marks before) throws RefusedException {
        try {
            Marks marks = name == null ? before : before.named(name);
            for (String label : labels) {
                int equals = label.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("write --label KEY=VALUE, not " + label);
                }
                marks = marks.labelled(label.substring(0, equals), label.substring(equals + 1));
            }
            for (String note : notes) {
                marks = marks.noted(note);
            }
            return marks;
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }
}
