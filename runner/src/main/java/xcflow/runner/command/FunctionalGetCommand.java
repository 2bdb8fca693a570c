package xcflow.runner.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
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
import xcflow.spi.FunctionalCard.Recorded;
import xcflow.spi.FunctionalExport;

/** Writes a functional as a file, or for other programs. */
@Command(
        name = "get",
        description = {
            "Write a functional: its file, C source for any program, a Python package that PySCF and"
                    + " GPAW can use, a library that answers in place of libxc, or a module of"
                    + " TorchScript.",
            "The same functional always gives the same bytes, and the export can check itself."
        })
final class FunctionalGetCommand implements Callable<Integer> {
    private static final String FILE = "xcf";
    private static final List<String> BUILT = List.of("c", "libxc", "torchscript");

    @Parameters(
            paramLabel = "FUNCTIONAL",
            description = {FunctionalRecords.HOW_TO_NAME, "Also the path of a functional's file."})
    private String functional;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "File or directory to write, which must not exist yet.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = FILE,
            description =
                    "xcf, the functional's file; c, python, libxc, torchscript or dl4j, a directory"
                            + " (default: ${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--build",
            description =
                    "With --format c or libxc: also build the shared library with cc (or $CC) and"
                            + " check it; with torchscript the module, by python3 (or $PYTHON) with"
                            + " PyTorch.")
    private boolean build;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (build && !BUILT.contains(format)) {
            throw new RefusedException(
                    "xcflow: --build goes with --format " + String.join(" or ", BUILT));
        }
        Optional<FunctionalExport> export = export();
        Path given = path();
        if (given != null) {
            String stem = stem(given.getFileName().toString());
            return write(Files.readAllBytes(given), Recorded.nothing(stem), export);
        }
        if (NamedFunctionals.builtIn(functional)) {
            throw builtIn(functional);
        }
        return FunctionalRecords.with(
                spec,
                project -> {
                    FunctionalRecord version = project.provenance().functionals().get(functional);
                    return write(
                            content(project, version),
                            new CardRecords(project.provenance(), version).all(),
                            export);
                });
    }

    /** The writer of the format; empty for the file itself. */
    private Optional<FunctionalExport> export() throws RefusedException {
        if (format.equals(FILE)) {
            return Optional.empty();
        }
        var known = new ArrayList<>(List.of(FILE));
        for (FunctionalExport export : ServiceLoader.load(FunctionalExport.class)) {
            if (export.formats().contains(format)) {
                return Optional.of(export);
            }
            known.addAll(export.formats());
        }
        throw new RefusedException(
                "xcflow: there is no format '"
                        + format
                        + "'; there are "
                        + String.join(", ", known));
    }

    /** The functional's file, if the argument is one. */
    private Path path() {
        try {
            Path path = Path.of(functional);
            return Files.isRegularFile(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String stem(String name) {
        return name.endsWith("." + FILE) ? name.substring(0, name.length() - 4) : name;
    }

    private static byte[] content(Project project, FunctionalRecord version)
            throws IOException, RefusedException {
        if (version.kind().equals("reference")) {
            throw builtIn(version.name());
        }
        if (!project.home().objects().contains(version.digest())) {
            throw new RefusedException(
                    "xcflow: the file of " + version.label() + " is no longer stored here");
        }
        try (InputStream in = project.home().objects().open(version.digest())) {
            return in.readAllBytes();
        }
    }

    private static RefusedException builtIn(String name) {
        return new RefusedException(
                "xcflow: " + name + " is built in and has no file; other programs have it too");
    }

    private int write(byte[] file, Recorded recorded, Optional<FunctionalExport> export)
            throws IOException, RefusedException {
        String label = recorded.label();
        try {
            SortedMap<String, byte[]> files = new TreeMap<>();
            String name = label + "." + FILE;
            if (export.isPresent()) {
                files = ExportCard.beside(export.get().files(format, file), file, recorded);
                name = export.get().directory(file);
            } else {
                verify(file);
                files.put("", file);
            }
            Path target = output == null ? Path.of(name) : output;
            NewFiles written = new NewFiles(target);
            written.write(files);
            Path library = build ? build(export.orElseThrow(), written) : null;
            print(label, target, files.size(), library);
            return 0;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    /** What cannot be built is not left behind, half made and in the way of the next attempt. */
    private Path build(FunctionalExport export, NewFiles written) throws IOException {
        try {
            return export.build(format, written.target());
        } catch (IOException e) {
            written.remove();
            throw e;
        }
    }

    /** A file that is given by its path may be anything. */
    private static void verify(byte[] file) throws IOException {
        for (FunctionalExport any : ServiceLoader.load(FunctionalExport.class)) {
            any.directory(file);
        }
    }

    private void print(String label, Path target, int count, Path library) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("functional", label);
            facts.put("format", format);
            facts.put("path", target.toString());
            facts.put("files", (long) count);
            facts.put("library", library == null ? null : library.toString());
            Print.json(out, facts);
        } else {
            out.println("wrote " + target + (count > 1 ? ", see README.md there" : ""));
            if (library != null) {
                out.println("built " + library + "; its values are correct");
            }
        }
        out.flush();
    }
}
