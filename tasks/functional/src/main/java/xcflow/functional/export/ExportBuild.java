package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles an export with {@code cc}, or with what the environment variable {@code CC} names, or
 * lets Python build it, and lets it check itself.
 *
 * @param directory where the files of the export are
 */
record ExportBuild(Path directory) {
    private static final String PREFIX = "xcf_";
    private static final String SUFFIX = ".c";
    private static final String MODULE = ".fun";
    private static final String OBJECT = "functional.o";

    /** A program that builds, and the environment variable that names another one. */
    private enum Tool {
        CC("cc", "the compiler"),
        PYTHON("python3", "a Python that has PyTorch");

        private final String usual;
        private final String what;

        Tool(String usual, String what) {
            this.usual = usual;
            this.what = what;
        }

        List<String> program() {
            String given = System.getenv(name());
            return words(given == null || given.isBlank() ? usual : given);
        }
    }

    /** The shared library of the functional. */
    Path library() throws IOException {
        return build(name(SUFFIX) + ".so", List.of());
    }

    /** The library that is preloaded: it shows what libxc has, and nothing of its own. */
    Path bridge() throws IOException {
        return build(
                name(SUFFIX) + "_libxc.so",
                List.of("-fvisibility=hidden", "bridge.c", "tally.c", "-ldl"));
    }

    /**
     * The module of TorchScript, which PyTorch itself writes: built by {@code python3}, or by what
     * the environment variable {@code PYTHON} names.
     */
    Path module() throws IOException {
        // -B: nothing but the module is left in the directory
        run(Tool.PYTHON, List.of("-B", "build.py"));
        return directory.resolve(name(MODULE) + MODULE);
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
                name(SUFFIX) + SUFFIX);
        cc("-O1", "-o", "check", "check.c", OBJECT, "-lm");
        run(Tool.CC, directory.resolve("check").toAbsolutePath().toString());
        var command = new ArrayList<>(List.of("-O2", "-shared", "-fPIC", "-o", target, OBJECT));
        command.addAll(more);
        command.add("-lm");
        cc(command.toArray(String[]::new));
        Files.delete(directory.resolve(OBJECT));
        return directory.resolve(target);
    }

    /** The functional's identifier: its source or module is the file that is called so. */
    private String name(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("there is no " + suffix + " in " + directory));
        }
    }

    /**
     * What the compiler says it is.
     *
     * @throws IOException if there is none
     */
    static String compiler() throws IOException {
        return new ExportBuild(Path.of(".")).run(Tool.CC, List.of("--version"));
    }

    /** A program and options of it, as for make: {@code ccache gcc}, {@code gcc -m64}. */
    static List<String> words(String command) {
        return List.of(command.strip().split("\\s+"));
    }

    private void cc(String... arguments) throws IOException {
        run(Tool.CC, List.of(arguments));
    }

    private String run(Tool tool, List<String> arguments) throws IOException {
        var command = new ArrayList<>(tool.program());
        command.addAll(arguments);
        return run(tool, command.toArray(String[]::new));
    }

    private String run(Tool tool, String... command) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be built here: "
                            + e.getMessage()
                            + "; "
                            + tool.name()
                            + " names "
                            + tool.what,
                    e);
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
