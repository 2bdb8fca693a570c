package xcflow.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.functional.plot.EnhancementPlots;

/** Draws enhancement factors. */
@Command(
        name = "plot",
        description = "Draw enhancement factors, and the difference from a parent.",
        footer = {"", "Example: xcflow functional plot clone.xcf --parent PBE --format png"})
final class PlotCommand implements Callable<Integer> {
    /** File formats of pictures. */
    enum Format {
        SVG,
        PNG
    }

    @Parameters(paramLabel = "NAME-or-FILE", description = "Functional to draw.")
    private String functional;

    @Option(
            names = "--parent",
            paramLabel = "NAME-or-FILE",
            description = "Also draw this functional, and the difference.")
    private String parent;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Directory for the pictures (default: here).")
    private Path directory;

    @Option(
            names = "--format",
            defaultValue = "SVG",
            description = "${COMPLETION-CANDIDATES} (default: SVG).")
    private Format format;

    @Option(names = "--json", description = "Print the names of the files as JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var drawn = FunctionalArgument.separable(functional, spec);
        var other =
                Optional.ofNullable(parent).map(name -> FunctionalArgument.separable(name, spec));
        Files.createDirectories(directory);
        var files = new ArrayList<String>();
        for (var plot : new EnhancementPlots(drawn, other).all().entrySet()) {
            String name = drawn.name().replaceAll("[^\\p{Alnum}.+_-]", "-") + "-" + plot.getKey();
            var file = directory.resolve(name + "." + format.name().toLowerCase(Locale.ROOT));
            plot.getValue().write(file);
            files.add(file.toString());
        }
        var out = spec.commandLine().getOut();
        if (json) {
            Screen.json(out, Map.of("files", List.copyOf(files)));
        } else {
            files.forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
