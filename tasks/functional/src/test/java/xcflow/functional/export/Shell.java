package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Exports in a directory, and programs that are run with them. */
record Shell(Path directory) {

    /** Writes the files of an export into a new directory of this name. */
    Path write(Map<String, byte[]> files, String name) throws IOException {
        Path place = directory.resolve(name);
        for (var file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return place;
    }

    /** Changes one bit in the middle of a file. */
    static void alter(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Whether a program is here and ends with 0. */
    boolean runs(String... command) throws Exception {
        try {
            return output(directory, Map.of(), command).startsWith("0 ");
        } catch (IOException e) {
            return false;
        }
    }

    /** Exit code and everything that was printed. */
    static String output(Path place, Map<String, String> environment, String... command)
            throws Exception {
        var builder = new ProcessBuilder(command).directory(place.toFile());
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text;
    }

    /** A resource beside this class with the functional's identifier for IDENTIFIER. */
    static String script(String resource, Exported exported) throws IOException {
        try (var in = Shell.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("IDENTIFIER", exported.identifier());
        }
    }
}
