package xcflow.runner.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Files that go into the directory of a command and come out of it. */
final class ShellFiles {
    private ShellFiles() {}

    /**
     * Refuses, before anything runs, paths that leave the directory, collide with each other, or
     * give an output a name that no artefact can have.
     */
    static void check(Collection<String> inputs, Collection<String> outputs) {
        Map<Path, String> places = new TreeMap<>();
        for (String input : inputs) {
            String other = places.put(inside(input), input);
            if (other != null) {
                throw new IllegalArgumentException(
                        "the inputs '" + other + "' and '" + input + "' are the same file");
            }
        }
        places.forEach(
                (place, input) -> {
                    for (Path parent = place.getParent();
                            parent != null;
                            parent = parent.getParent()) {
                        if (places.containsKey(parent)) {
                            throw new IllegalArgumentException(
                                    String.format(
                                            Locale.ROOT,
                                            "the input '%s' lies inside the input '%s', which is a file",
                                            input,
                                            places.get(parent)));
                        }
                    }
                });
        for (String output : outputs) {
            String name = inside(output).getFileName().toString();
            if (name.contains("\\")) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "the output '%s' has a backslash in its name; choose another",
                                output));
            }
        }
    }

    private static Path inside(String path) {
        if (path.isBlank() || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + path + "' is not the path of a file");
        }
        Path relative = Path.of(path).normalize();
        if (relative.isAbsolute() || relative.startsWith("..") || relative.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "the path '" + path + "' leaves the directory of the command");
        }
        return relative;
    }

    /** Copies the inputs into the directory, writable; scripts are executable. */
    static void provide(Map<String, Artefact> inputs, Path directory, TaskContext context)
            throws IOException {
        for (Map.Entry<String, Artefact> input : inputs.entrySet()) {
            Path copy = directory.resolve(input.getKey()).normalize();
            Files.createDirectories(copy.getParent());
            try (InputStream content = context.open(input.getValue())) {
                Files.copy(content, copy); // Verified while it is copied.
            }
            copy.toFile().setWritable(true, true);
            if (program(copy)) {
                copy.toFile().setExecutable(true, true);
            }
        }
    }

    /** An artefact is its bytes: whether it may be executed is seen from them. */
    private static boolean program(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            boolean script = start.length >= 2 && start[0] == '#' && start[1] == '!';
            boolean binary =
                    start.length == 4
                            && start[0] == 0x7F
                            && start[1] == 'E'
                            && start[2] == 'L'
                            && start[3] == 'F';
            return script || binary;
        }
    }

    /** Stores the declared outputs. */
    static Map<String, Artefact> collect(
            Map<String, String> outputs, Path directory, TaskContext context)
            throws IOException, TaskFailure {
        Map<String, Artefact> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            Path file = produced(directory, output.getValue());
            files.put(output.getKey(), keep(context, file, file.getFileName().toString()));
        }
        return files;
    }

    /** An output file; refuses symbolic links that lead out of the command's directory. */
    private static Path produced(Path directory, String path) throws IOException, TaskFailure {
        Path file = directory.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new TaskFailure(
                    String.format(
                            Locale.ROOT,
                            "the command did not write its output file '%s'; it left %s",
                            path,
                            listing(directory)),
                    null,
                    true);
        }
        Path real = file.toRealPath();
        if (!real.startsWith(directory.toRealPath())) {
            throw new TaskFailure(
                    "the output file '" + path + "' is a link out of the directory of the command");
        }
        return real;
    }

    private static String listing(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names.isEmpty() ? "no file at all" : String.join(", ", names);
    }

    /** Stores a file. */
    static Artefact keep(TaskContext context, Path file, String name) throws IOException {
        return context.store(name, MediaType.of(name), out -> Files.copy(file, out));
    }
}
