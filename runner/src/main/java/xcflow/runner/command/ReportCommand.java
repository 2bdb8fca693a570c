package xcflow.runner.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        description =
                "Write a report of a run, or of several side by side: one page for people, JSON or"
                        + " CSV for programs.")
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
            arity = "0..*",
            description = "Numbers of the runs (default: the latest).")
    private List<String> numbers = new ArrayList<>();

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

    @Option(names = "--expand", description = "Fold nothing up on the page.")
    private boolean expand;

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
        List<Report> reports = new ArrayList<>();
        try (Project project = Records.existing(spec)) {
            ReportCollector collector =
                    new ReportCollector(project.provenance(), TaskCatalog.load());
            if (numbers.isEmpty()) {
                numbers.add(null);
            }
            for (String number : new LinkedHashSet<>(numbers)) {
                Run run = Records.run(project, number);
                reports.add(collector.collect(new RunViews(project).of(run)));
            }
        }
        if ("-".equals(output)) {
            write(reports, out);
            out.flush();
            return 0;
        }
        Path file = file(reports);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
                write(reports, writer);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        if (json) {
            Map<String, Object> written = new LinkedHashMap<>();
            if (reports.size() == 1) {
                written.put("run", reports.get(0).run());
            } else {
                written.put("runs", reports.stream().map(Report::run).toList());
            }
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

    private Path file(List<Report> reports) throws RefusedException {
        String name =
                output == null
                        ? "report-"
                                + reports.stream()
                                        .map(report -> Long.toString(report.run()))
                                        .collect(Collectors.joining("-"))
                                + "."
                                + format.name().toLowerCase(Locale.ROOT)
                        : output;
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new RefusedException("xcflow: " + file + " is a directory; name a file in it");
        } else if (!Files.isDirectory(file.getParent())) {
            throw new RefusedException("xcflow: there is no directory " + file.getParent());
        }
        return file;
    }

    private void write(List<Report> reports, Writer writer) throws IOException {
        switch (format) {
            case HTML -> new HtmlReport().write(reports, expand, writer);
            case JSON -> DataReport.json(reports, writer);
            case CSV -> DataReport.csv(reports, writer);
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
