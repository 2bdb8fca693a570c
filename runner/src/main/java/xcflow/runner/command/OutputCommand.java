package xcflow.runner.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Project;
import xcflow.runner.report.MendedSvg;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.workflows.text.Suggestion;

/** Prints an output of a run: a value as JSON, a text as it is, a file's content. */
@Command(name = "output", description = "Print an output of a run, or write it to a file.")
final class OutputCommand implements Callable<Integer>, OpensProject {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Parameters(
            index = "1",
            paramLabel = "OUTPUT",
            arity = "0..1",
            description =
                    "Name of the output, or of a part such as table.csv; without it, all are listed.")
    private String name;

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            description = "Write it to a file.")
    private Path file;

    @Option(names = "--json", description = "Print JSON, with files given by their digests.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            LinkedHashMap<String, Object> outputs =
                    run.outputs().map(PlainJson::readMap).orElseGet(LinkedHashMap::new);
            if (outputs.isEmpty()) {
                throw new RefusedException(
                        "xcflow: run " + run.id() + " (" + run.state() + ") has no outputs");
            }
            Object value = name == null ? outputs : part(outputs, name);
            if (file != null) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    write(project, value, out);
                }
            } else {
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    Print.json(out, value);
                } else if (name == null) {
                    Print.values(out, outputs);
                } else {
                    out.flush();
                    write(project, value, Xcflow.results(spec));
                    Xcflow.results(spec).flush();
                }
                out.flush();
            }
            return 0;
        }
    }

    private static void write(Project project, Object value, OutputStream out) throws IOException {
        if (value instanceof Artefact artefact) {
            try (InputStream in = project.objects().open(artefact.digest())) {
                if (artefact.mediaType().equals(MendedSvg.MEDIA_TYPE)) {
                    out.write(MendedSvg.of(in.readAllBytes()));
                } else {
                    in.transferTo(out);
                }
            }
        } else {
            String text = value instanceof String string ? string : PlainJson.pretty(value);
            out.write((text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Object part(Object value, String path) throws RefusedException {
        Object current = value;
        for (String key : path.split("\\.")) {
            if (current instanceof Map<?, ?> map && map.containsKey(key)) {
                current = map.get(key);
            } else if (current instanceof List<?> list
                    && key.matches("\\d{1,9}")
                    && Integer.parseInt(key) < list.size()) {
                current = list.get(Integer.parseInt(key));
            } else {
                List<String> known =
                        current instanceof Map<?, ?> map
                                ? map.keySet().stream().map(Object::toString).toList()
                                : List.of();
                throw new RefusedException(
                        "xcflow: there is no output '"
                                + path
                                + "'"
                                + Suggestion.forName(key, known));
            }
        }
        return current;
    }
}
