package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;

/** Changes what is said of a run. */
@Command(
        name = "mark",
        description =
                "Name a run, label it or note something about it, also after it has ended. Each change is recorded.")
final class MarkCommand implements Callable<Integer>, OpensProject {
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Number or name of the run, or 'latest'.")
    private String number;

    @Mixin private MarkOptions marks;

    @Option(
            names = "--unlabel",
            paramLabel = "KEY",
            description = "Take a label away. Can be repeated.")
    private List<String> unlabel = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            // What cannot be is refused before anything is recorded.
            changed(project.provenance().marks().of(run.id()));
            Marks now = project.provenance().marks().change(run.id(), this::recorded);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("run", run.id());
                all.putAll(now.facts());
                Print.json(out, all);
            } else {
                out.println("run " + run.id() + of(now));
            }
            out.flush();
            return 0;
        }
    }

    private Marks changed(Marks before) throws RefusedException {
        Marks now = before;
        try {
            for (String key : unlabel) {
                now = now.unlabelled(key);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
        return marks.over(now);
    }

    private Marks recorded(Marks before) {
        try {
            return changed(before);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String of(Marks marks) {
        String labels = marks.labels().isEmpty() ? "" : " [" + marks.labelsText() + "]";
        String notes = marks.notes().isEmpty() ? "" : ", " + marks.notes().size() + " notes";
        return marks.name().map(name -> " '" + name + "'").orElse("") + labels + notes;
    }
}
