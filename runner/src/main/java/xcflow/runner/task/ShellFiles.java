package xcflow.runner.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/** Files that go into the directory of a command and come out of it. */
final class ShellFiles {
    private ShellFiles() {}

    /**
     * Refuses, before anything runs, paths of inputs that leave the directory or collide with each
     * other.
     */
    static void check(Map<String, ?> inputs) {
        Map<Path, String> places = new TreeMap<>();
        for (String input : inputs.keySet()) {
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
    }

    /** All files that a command reads, by their paths in its directory. */
    static <T> Map<String, T> places(
            Map<String, T> inputs, Map<String, Map<String, T>> directories) {
        if (directories.isEmpty()) {
            return inputs;
        }
        Map<String, T> all = new LinkedHashMap<>(inputs);
        directories.forEach(
                (directory, files) ->
                        files.forEach(
                                (path, file) -> {
                                    String place = directory + "/" + path;
                                    if (!inside(place).startsWith(inside(directory))) {
                                        throw new IllegalArgumentException(
                                                "the path '" + path + "' leaves its directory");
                                    } else if (all.put(place, file) != null) {
                                        throw new IllegalArgumentException(
                                                "the input '" + place + "' is there twice");
                                    }
                                }));
        return all;
    }

    static Path inside(String path) {
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

    /** What is in a directory, for messages. */
    static String listing(Path directory) throws IOException {
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
