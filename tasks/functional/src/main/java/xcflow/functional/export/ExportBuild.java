package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles an export with {@code cc}, or with what the environment variable {@code CC} names, and
 * lets it check itself.
 *
 * @param directory where the files of the export are
 */
record ExportBuild(Path directory) {
    private static final String PREFIX = "xcf_";
    private static final String SUFFIX = ".c";
    private static final String OBJECT = "functional.o";

    /** The shared library of the functional. */
    Path library() throws IOException {
        return build(name() + ".so", List.of());
    }

    /** The library that is preloaded: it shows what libxc has, and nothing of its own. */
    Path bridge() throws IOException {
        return build(
                name() + "_libxc.so",
                List.of("-fvisibility=hidden", "bridge.c", "tally.c", "-ldl"));
    }

    private Path build(String library, List<String> more) throws IOException {
        String target = "lib" + library;
        cc(
                "-O2",
                "-fPIC",
                "-fvisibility=" + (more.isEmpty() ? "default" : "hidden"),
                "-c",
                "-o",
                OBJECT,
                name() + SUFFIX);
        cc("-O1", "-o", "check", "check.c", OBJECT, "-lm");
        run(directory.resolve("check").toAbsolutePath().toString());
        var command = new ArrayList<>(List.of("-O2", "-shared", "-fPIC", "-o", target, OBJECT));
        command.addAll(more);
        command.add("-lm");
        cc(command.toArray(String[]::new));
        Files.delete(directory.resolve(OBJECT));
        return directory.resolve(target);
    }

    /** The functional's identifier: its source is the one that is called so. */
    private String name() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no C source in " + directory));
        }
    }

    /**
     * What the compiler says it is.
     *
     * @throws IOException if there is none
     */
    static String compiler() throws IOException {
        var command = new ArrayList<>(cc());
        command.add("--version");
        return new ExportBuild(Path.of(".")).run(command.toArray(String[]::new));
    }

    /** The compiler and, as for make, options of it: {@code ccache gcc}, {@code gcc -m64}. */
    private static List<String> cc() {
        String given = System.getenv("CC");
        return words(given == null || given.isBlank() ? "cc" : given);
    }

    static List<String> words(String command) {
        return List.of(command.strip().split("\\s+"));
    }

    private void cc(String... arguments) throws IOException {
        var command = new ArrayList<>(cc());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private String run(String... command) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be built here: " + e.getMessage() + "; CC names the compiler", e);
        }
        try (var in = process.getInputStream()) {
            String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                String said = output.isBlank() ? "" : ": " + output.strip();
                throw new IOException(
                        "it cannot be built here: '"
                                + String.join(" ", command)
                                + "' ended with exit status "
                                + process.exitValue()
                                + said);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
