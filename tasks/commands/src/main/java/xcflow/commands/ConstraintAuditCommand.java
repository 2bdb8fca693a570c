package xcflow.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.functional.audit.AuditReport;
import xcflow.functional.audit.AuditText;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.RecordedTasks;
import xcflow.spi.TaskFailure;

/** Tries the exact constraints on a functional. */
@Command(
        name = "audit",
        description =
                "Check which exact constraints a functional obeys, and where it violates the others.",
        footer = {"", "Example: xcflow functional audit clone.xcf --parent PBE"})
final class ConstraintAuditCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME-or-FILE", description = "Functional to audit.")
    private String functional;

    @Option(
            names = "--parent",
            paramLabel = "NAME-or-FILE",
            description = "Compare with the verdicts of this functional.")
    private String parent;

    @Option(names = "--markdown", description = "Print a Markdown table.")
    private boolean markdown;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin private OnRecord record;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var audited = FunctionalArgument.separable(functional, spec);
        if (audited instanceof NeuralFunctional) {
            leaveRecord();
        }
        var report =
                parent == null
                        ? AuditReport.of(audited)
                        : AuditReport.of(audited, FunctionalArgument.separable(parent, spec));
        var out = spec.commandLine().getOut();
        if (json) {
            Screen.json(out, AuditText.values(report));
        } else if (markdown) {
            out.print(AuditText.markdown(report));
        } else {
            print(report);
        }
        out.flush();
        return 0;
    }

    /** What is built in is audited without a record: nobody asks where it came from. */
    private void leaveRecord() throws IOException {
        var recorder = record.recorder(spec);
        if (recorder.isEmpty()) {
            return;
        }
        var inputs = new LinkedHashMap<String, Object>();
        inputs.put("functional", OnRecord.functional(functional));
        if (parent != null) {
            inputs.put("parent", OnRecord.functional(parent));
        }
        var step = new RecordedTasks.Step("functional-audit", "constraint-audit", inputs, 1);
        try {
            OnRecord.run(recorder.get(), step, spec);
        } catch (TaskFailure e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(AuditReport report) {
        var headings = new ArrayList<>(List.of("constraint", "tried"));
        report.parent().ifPresent(name -> headings.add("against " + name));
        headings.add("verdict");
        var rows = new ArrayList<List<String>>();
        for (var entry : report.entries()) {
            var row = new ArrayList<String>();
            row.add(entry.finding().constraint().title());
            row.add(entry.finding().constraint().statement());
            entry.judged().ifPresent(row::add);
            row.add(AuditText.verdict(entry.finding()));
            rows.add(row);
        }
        var out = spec.commandLine().getOut();
        Screen.table(out, headings, rows);
        out.println();
        out.println(AuditText.summary(report));
        out.println();
        Screen.table(out, AuditText.normHeadings(report), AuditText.norms(report));
    }
}
