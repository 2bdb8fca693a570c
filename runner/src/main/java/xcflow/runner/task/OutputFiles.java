package xcflow.runner.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import xcflow.provenance.json.CanonicalJson;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Stores what a command was declared to leave in its directory. */
final class OutputFiles {

    /** Most files in one directory or pattern: each is an artefact of its own. */
    private static final int MOST = 10_000;

    /** Media type of the list of a directory's files. */
    static final String MANIFEST = "application/vnd.xcflow.files+json";

    private final Path directory;
    private final TaskContext context;
    private final Map<String, Artefact> files = new LinkedHashMap<>();
    private final Map<String, ShellTask.FileSet> sets = new LinkedHashMap<>();

    private OutputFiles(Path directory, TaskContext context) {
        this.directory = directory;
        this.context = context;
    }

    static OutputFiles collect(Map<String, Object> outputs, Path directory, TaskContext context)
            throws IOException, TaskFailure {
        OutputFiles collected = new OutputFiles(directory, context);
        for (Map.Entry<String, Object> output : outputs.entrySet()) {
            DeclaredOutput declared = DeclaredOutput.of(output.getKey(), output.getValue());
            switch (declared.kind()) {
                case FILE -> collected.file(output.getKey(), declared);
                case DIRECTORY -> collected.directory(output.getKey(), declared);
                case GLOB -> collected.glob(output.getKey(), declared);
            }
        }
        return collected;
    }

    Map<String, Artefact> files() {
        return files;
    }

    Map<String, ShellTask.FileSet> sets() {
        return sets;
    }

    private void file(String name, DeclaredOutput declared) throws IOException, TaskFailure {
        Path file = directory.resolve(declared.path());
        if (Files.isRegularFile(file)) {
            Path real = inside(file, declared.path());
            files.put(name, ShellFiles.keep(context, real, fileName(real)));
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new TaskFailure(
                    String.format(
                            Locale.ROOT,
                            "the output '%s' is no file%s",
                            declared.path(),
                            Files.isDirectory(file)
                                    ? ": write {directory: " + declared.path() + "}"
                                    : ""));
        } else {
            missing(name, declared, "its output file '" + declared.path() + "'");
        }
    }

    private void directory(String name, DeclaredOutput declared) throws IOException, TaskFailure {
        Path root = directory.resolve(declared.path());
        if (Files.isDirectory(root)) {
            sets.put(name, set(name, inside(root, declared.path()), relative -> true));
        } else if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new TaskFailure("the output '" + declared.path() + "' is no directory");
        } else {
            missing(name, declared, "its output directory '" + declared.path() + "'");
        }
    }

    private void glob(String name, DeclaredOutput declared) throws IOException, TaskFailure {
        ShellTask.FileSet set = set(name, directory.toRealPath(), declared::matches);
        if (set.files().isEmpty()) {
            missing(name, declared, "any file that matches '" + declared.path() + "'");
        } else {
            sets.put(name, set);
        }
    }

    private void missing(String name, DeclaredOutput declared, String what)
            throws IOException, TaskFailure {
        if (declared.optional()) {
            context.log().info("the optional output '{}' is not there", name);
            return;
        }
        throw new TaskFailure(
                String.format(
                        Locale.ROOT,
                        "the command did not write %s; it left %s",
                        what,
                        ShellFiles.listing(directory)),
                null,
                true);
    }

    /** Stores files by their paths from a directory, in the order of their names. */
    private ShellTask.FileSet set(String name, Path root, Predicate<Path> wanted)
            throws IOException, TaskFailure {
        Map<String, Path> found = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        Path relative = root.relativize(file);
                        if (wanted.test(relative)) {
                            if (Files.isRegularFile(file)) {
                                found.put(relative.toString(), file);
                            } else {
                                refused.add(relative.toString());
                            }
                        }
                        return found.size() > MOST
                                ? FileVisitResult.TERMINATE
                                : FileVisitResult.CONTINUE;
                    }
                });
        if (!refused.isEmpty()) {
            throw new TaskFailure(
                    String.format(
                            Locale.ROOT,
                            "'%s' in the output '%s' is neither a file nor a directory (a link to a directory, a link to nothing, or a device)",
                            refused.get(0),
                            name));
        }
        if (found.size() > MOST) {
            throw new TaskFailure(
                    String.format(
                            Locale.ROOT,
                            "the output '%s' has more than %d files; pack them into one",
                            name,
                            MOST));
        }
        Map<String, Artefact> stored = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : found.entrySet()) {
            if (file.getKey().contains("\\")) {
                throw new TaskFailure(
                        "the output file '" + file.getKey() + "' has a backslash in its name");
            }
            Path real = inside(file.getValue(), file.getKey());
            stored.put(file.getKey(), ShellFiles.keep(context, real, fileName(file.getValue())));
        }
        return new ShellTask.FileSet(manifest(name, stored), stored);
    }

    private Artefact manifest(String name, Map<String, Artefact> stored) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        stored.forEach(
                (path, artefact) ->
                        lines.add(
                                Map.of(
                                        "path", path,
                                        "sha256", artefact.digest(),
                                        "size", artefact.size())));
        byte[] text = CanonicalJson.of(Map.of("files", lines)).getBytes(StandardCharsets.UTF_8);
        return context.store(name + ".files.json", MANIFEST, out -> out.write(text));
    }

    private static String fileName(Path file) {
        return file.getFileName().toString();
    }

    /** The place of a file; refuses symbolic links that lead out of the command's directory. */
    private Path inside(Path file, String path) throws IOException, TaskFailure {
        Path real = file.toRealPath();
        if (!real.startsWith(directory.toRealPath())) {
            throw new TaskFailure(
                    "the output '" + path + "' is a link out of the directory of the command");
        }
        return real;
    }
}
