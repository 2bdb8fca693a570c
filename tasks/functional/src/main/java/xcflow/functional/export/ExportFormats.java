package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import xcflow.spi.FunctionalExport;

/** The formats in which functionals leave the house. */
public final class ExportFormats implements FunctionalExport {
    private static final String C = "c";
    private static final String PYTHON = "python";
    private static final String PREFIX = "xcf_";
    private static final String SUFFIX = ".c";

    @Override
    public List<String> formats() {
        return List.of(C, PYTHON);
    }

    @Override
    public String directory(byte[] functional) throws IOException {
        return Exported.of(functional).identifier();
    }

    @Override
    public SortedMap<String, byte[]> files(String format, byte[] functional) throws IOException {
        var exported = Exported.of(functional);
        try {
            return switch (format) {
                case C -> ExportFiles.c(exported);
                case PYTHON -> ExportFiles.python(exported);
                default -> throw new IOException("there is no format " + format);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Path build(String format, Path directory) throws IOException {
        if (!format.equals(C)) {
            throw new IOException(
                    "only the format c is built here; a Python package is built by pip install");
        }
        String source = source(directory);
        String library = "lib" + source.replace(SUFFIX, ".so");
        String compiler = Optional.ofNullable(System.getenv("CC")).orElse("cc");
        run(directory, compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-lm");
        run(directory, compiler, "-o", "check", "check.c", "./" + library, "-lm");
        run(directory, directory.resolve("check").toAbsolutePath().toString());
        return directory.resolve(library);
    }

    private static String source(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no C source in " + directory));
        }
    }

    private static void run(Path directory, String... command) throws IOException {
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
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
