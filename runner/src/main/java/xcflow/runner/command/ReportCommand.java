package xcflow.runner.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.report.DataReport;
import xcflow.runner.report.HtmlReport;
import xcflow.runner.report.Report;
import xcflow.runner.report.ReportCollector;
import xcflow.runner.view.RunViews;
import xcflow.workflows.schema.TaskCatalog;

/** Writes the report of a run to a file. */
@Command(
        name = "report",
        description = "Write a report of a run: one page for people, JSON or CSV for programs.")
final class ReportCommand implements Callable<Integer>, OpensProject {
    /** Forms of a report. */
    enum Format {
        HTML,
        JSON,
        CSV
    }

    /** Whether to do something. */
    enum Choice {
        YES,
        NO
    }

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "Number of the run (default: the latest).")
    private String number;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it, '-' for the screen (default: report-RUN.html here).")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description =
                    "html: a page that needs nothing else; json: everything, with all digits;"
                            + " csv: a line for each instance (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--open",
            paramLabel = "yes|no",
            arity = "0..1",
            defaultValue = "no",
            fallbackValue = "yes",
            description = "Show it in the browser (default: ${DEFAULT-VALUE}).")
    private Choice open;

    @Option(names = "--json", description = "Print JSON about the file that was written.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Report report;
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            report =
                    new ReportCollector(project.provenance(), TaskCatalog.load())
                            .collect(new RunViews(project).of(run));
        }
        if ("-".equals(output)) {
            write(report, out);
            out.flush();
            return 0;
        }
        Path file = file(report);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
                write(report, writer);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        if (json) {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("run", report.run());
            written.put("file", file.toString());
            written.put("format", format.name().toLowerCase(Locale.ROOT));
            written.put("bytes", Files.size(file));
            Print.json(out, written);
        } else {
            out.println(file);
        }
        out.flush();
        if (open == Choice.YES) {
            show(file);
        }
        return 0;
    }

    private Path file(Report report) throws RefusedException {
        String name =
                output == null
                        ? "report-" + report.run() + "." + format.name().toLowerCase(Locale.ROOT)
                        : output;
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new RefusedException("xcflow: " + file + " is a directory; name a file in it");
        } else if (!Files.isDirectory(file.getParent())) {
            throw new RefusedException("xcflow: there is no directory " + file.getParent());
        }
        return file;
    }

    private void write(Report report, Writer writer) throws IOException {
        switch (format) {
            case HTML -> new HtmlReport().write(report, writer);
            case JSON -> DataReport.json(report, writer);
            case CSV -> DataReport.csv(report, writer);
        }
    }

    private void show(Path file) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        try {
            new ProcessBuilder(List.of(mac ? "open" : "xdg-open", file.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            spec.commandLine().getErr().println("xcflow: found no program to show it");
        }
    }
}
