package xcflow.runner.command;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.exchange.Export;
import xcflow.provenance.exchange.Selection;
import xcflow.provenance.exchange.Sink;
import xcflow.runner.project.Project;

/** Exports a run. */
@Command(
        name = "export",
        description = {
            "Export a run with everything that led to its results: an RO-Crate (Provenance Run Crate)"
                    + " that contains all files, PROV-JSON, and the records for 'xcflow import'.",
            "A name that ends in .zip gives one file, one in .json the PROV-JSON alone; any other is"
                    + " a directory, and an export that was interrupted goes on where it stopped."
        })
class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "WHAT", description = "Number of a run, or 'latest'.")
    String what;

    @Parameters(index = "1", paramLabel = "TARGET", description = "File or directory to write.")
    private Path target;

    @Option(names = "--estimate", description = "Only say how large it would be.")
    private boolean estimate;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** What to export. */
    Selection.Choice choice(Project project) throws Exception {
        return Selection.run(Records.run(project, what).id());
    }

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    Selection.Choice choice = choice(project);
                    Export export = project.provenance().exporter();
                    Export.Estimate size = export.estimate(choice);
                    tell(size);
                    if (!estimate) {
                        write(export, choice);
                    }
                    return 0;
                });
    }

    private void tell(Export.Estimate size) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("target", target.toString());
            facts.put("executions", (long) size.executions());
            facts.put("functionals", (long) size.functionals());
            facts.put("artefacts", (long) size.artefacts());
            facts.put("bytes", size.bytes());
            facts.put("written", !estimate);
            Print.json(out, facts);
        } else {
            out.println(
                    "%d executions, %d functional versions, %d artefacts: about %.1f MB"
                            .formatted(
                                    size.executions(),
                                    size.functionals(),
                                    size.artefacts(),
                                    size.bytes() / 1e6));
        }
        out.flush();
    }

    private void write(Export export, Selection.Choice choice) throws Exception {
        String name = target.getFileName().toString();
        if (name.endsWith(".json")) {
            try (OutputStream out = Files.newOutputStream(target)) {
                export.prov(choice, out);
            }
        } else {
            try (Sink sink = name.endsWith(".zip") ? Sink.zip(target) : Sink.directory(target)) {
                export.crate(choice, sink, bytes -> {});
            }
        }
        if (!json) {
            spec.commandLine().getOut().println("wrote " + target);
        }
    }

    /** Exports a functional version. */
    @Command(
            name = "export",
            description = {
                "Export a functional version with its whole ancestry; see 'xcflow export --help'."
            })
    static final class OfFunctional extends ExportCommand {
        @Override
        Selection.Choice choice(Project project) {
            return Selection.functional(project.provenance().functionals().get(what).id());
        }
    }
}
