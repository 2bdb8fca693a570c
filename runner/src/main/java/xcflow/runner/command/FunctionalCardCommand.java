package xcflow.runner.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.view.CardRecords;
import xcflow.spi.FunctionalCard;
import xcflow.spi.FunctionalCard.Recorded;

/** Writes the model card of a functional. */
@Command(
        name = "card",
        description = {
            "One page about a functional: what it is, where it comes from, which constraints it"
                    + " keeps, what was measured of it, where not to use it, how to run and cite it.",
            "The same record gives the same bytes. The page needs no network."
        },
        footer = {"", "Example: xcflow functional card PBE-tuned -o card.html"})
final class FunctionalCardCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FUNCTIONAL",
            description = {FunctionalRecords.HOW_TO_NAME, "Also the path of a functional's file."})
    private String functional;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write, which must not exist yet; without it, print the page.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "html, md or json (default: what the file's name ends with; md on the screen).")
    private String format;

    @Option(
            names = "--measure",
            description = "Also measure the cost of an evaluation on this machine.")
    private boolean measure;

    @Option(names = "--json", description = "Print JSON, as --format json does.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String chosen = format();
        FunctionalCard card = ExportCard.provider();
        if (!card.formats().contains(chosen)) {
            throw new RefusedException(
                    "xcflow: there is no format '"
                            + chosen
                            + "'; there are "
                            + String.join(", ", card.formats()));
        }
        Path given = path(functional);
        if (given != null) {
            return write(card, chosen, Files.readAllBytes(given), Recorded.nothing(functional));
        }
        if (NamedFunctionals.builtIn(functional)) {
            throw new RefusedException(
                    "xcflow: "
                            + functional
                            + " is built in and has no card; 'xcflow functional inspect "
                            + functional
                            + "' tells where it was published");
        }
        return FunctionalRecords.with(
                spec,
                project -> {
                    FunctionalRecord version = project.provenance().functionals().get(functional);
                    return write(
                            card,
                            chosen,
                            content(project, version),
                            new CardRecords(project.provenance(), version).all());
                });
    }

    private String format() {
        if (json) {
            return "json";
        }
        if (format != null) {
            return format;
        }
        String name = output == null ? "" : output.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "md" : name.substring(dot + 1);
    }

    /** The file that an argument names, if it is one. */
    static Path path(String argument) {
        try {
            Path path = Path.of(argument);
            return Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static byte[] content(Project project, FunctionalRecord version)
            throws IOException, RefusedException {
        if (version.kind().equals("reference")) {
            throw new RefusedException("xcflow: " + version.name() + " is built in");
        }
        if (!project.home().objects().contains(version.digest())) {
            throw new RefusedException(
                    "xcflow: the file of " + version.label() + " is no longer stored here");
        }
        try (InputStream in = project.home().objects().open(version.digest())) {
            return in.readAllBytes();
        }
    }

    private int write(FunctionalCard card, String chosen, byte[] file, Recorded recorded)
            throws IOException, RefusedException {
        byte[] page;
        try {
            page = card.page(chosen, file, recorded, measure);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
        if (output == null) {
            spec.commandLine().getOut().print(new String(page, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        } else {
            new NewFiles(output).write(Map.of("", page));
            spec.commandLine().getOut().println("wrote " + output);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
