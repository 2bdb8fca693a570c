package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.runner.view.Amounts;
import xcflow.runner.view.ExecutionView;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;

/** Instances with all their executions, for people. */
record ExecutionDetails(PrintWriter out) {

    void print(Project project, List<Instance> instances) {
        InstanceViews views = new InstanceViews(project.provenance());
        for (Instance instance : instances) {
            out.println(InstanceView.label(instance) + ": " + instance.state());
            instance.message().ifPresent(message -> out.println("  " + message));
            instance.warnings().forEach(warning -> out.println("  warning  " + warning));
            views.executions(instance).forEach(this::print);
        }
    }

    private void print(ExecutionView view) {
        Execution e = view.execution();
        out.println(
                String.format(
                        Locale.ROOT,
                        "  execution %d, attempt %d: %s, %s %s, run %s, %s%s",
                        e.id(),
                        e.attempt(),
                        view.state(),
                        e.task(),
                        e.taskVersion(),
                        e.run().map(Object::toString).orElse("elsewhere"),
                        Print.time(e.started()),
                        view.seconds().map(took -> ", took " + Amounts.seconds(took)).orElse("")));
        view.imported().ifPresent(origin -> out.println("    " + origin));
        String used = Amounts.used(e.usage());
        if (!used.isEmpty()) {
            out.println("    used     " + used);
        }
        parts("inputs ", e.inputs());
        e.outputs().ifPresent(outputs -> parts("outputs", outputs));
        e.message().ifPresent(message -> out.println("    message  " + message));
        e.warnings().forEach(warning -> out.println("    warning  " + warning));
    }

    private void parts(String what, String json) {
        String before = "    " + what + "  ";
        for (String line : Parts.of(PlainJson.read(json))) {
            out.println(before + line);
            before = " ".repeat(before.length());
        }
    }
}
