package xcflow.foreign.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.spi.TaskFailure;

/**
 * How an engine's adapter and program are started here.
 *
 * @param home of the project, in which a private Python may be
 */
record Launch(EngineDescriptor descriptor, Path home) {
    /** Digests of executables, which are large, by path, size and time of change. */
    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    /** Where {@code xcflow engine install} puts a private Python. */
    static Path environmentIn(Path home, String engine) {
        return home.resolve("engines").resolve(engine).resolve("venv");
    }

    /** The interpreter: the one that was chosen, a private one, or that of the PATH. */
    String python() {
        Path own = environmentIn(home, descriptor.name()).resolve("bin").resolve("python");
        return descriptor
                .python()
                .orElseGet(() -> Files.isExecutable(own) ? own.toString() : "python3");
    }

    /**
     * Words that start the adapter.
     *
     * @throws TaskFailure if the first of them is no program
     */
    List<String> adapter(Path unpacked) throws TaskFailure {
        List<String> words = new ArrayList<>();
        for (String word : descriptor.command()) {
            words.add(
                    word.replace("{python}", python())
                            .replace(
                                    "{adapter}",
                                    unpacked.resolve(descriptor.adapter().script()).toString()));
        }
        if (find(words.get(0)).isEmpty()) {
            throw new TaskFailure(
                    descriptor.name()
                            + " needs "
                            + words.get(0)
                            + ", which is not here"
                            + howToGet());
        }
        return words;
    }

    /**
     * Words that start the program, which the adapter gets; empty if there is none.
     *
     * @throws TaskFailure if the program is not here
     */
    List<String> program(int threads) throws TaskFailure {
        if (descriptor.program().isEmpty()) {
            return List.of();
        }
        EngineDescriptor.Program program = descriptor.program().get();
        List<String> words = new ArrayList<>();
        for (String word : program.command()) {
            words.add(
                    word.replace("{executable}", program.executable())
                            .replace("{threads}", Integer.toString(threads)));
        }
        for (String needed : List.of(program.executable(), words.get(0))) {
            boolean used = words.contains(needed);
            if (used && find(needed).isEmpty()) {
                throw new TaskFailure(
                        descriptor.name()
                                + " needs the program "
                                + needed
                                + ", which is not here"
                                + howToGet());
            }
        }
        return words;
    }

    /** What would help, as the end of a sentence. */
    String howToGet() {
        if (!descriptor.install().python().isEmpty()) {
            return ": 'xcflow engine install " + descriptor.name() + "' installs it";
        }
        String otherwise = descriptor.install().otherwise();
        return otherwise.isEmpty() ? "" : ": " + otherwise;
    }

    /** SHA-256 of every executable among the words that start the program, by word. */
    Map<String, String> executables() throws TaskFailure {
        Map<String, String> digests = new TreeMap<>();
        for (String word : program(1)) {
            Optional<Path> file = find(word);
            if (file.isPresent()) {
                digests.put(word, digest(file.get()));
            }
        }
        return digests;
    }

    /** The executable that a shell would start. */
    static Optional<Path> find(String word) {
        if (word.contains(File.separator)) {
            Path file = Path.of(word);
            return Files.isRegularFile(file) && Files.isExecutable(file)
                    ? Optional.of(file)
                    : Optional.empty();
        }
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "" : path).split(File.pathSeparator)) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, word);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static String digest(Path file) throws TaskFailure {
        try {
            Path real = file.toRealPath();
            String key = real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real);
            String known = DIGESTS.get(key);
            if (known == null) {
                known = computed(real);
                DIGESTS.put(key, known);
            }
            return known;
        } catch (IOException e) {
            throw new TaskFailure(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String computed(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[1 << 16];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                hash.update(chunk, 0, n);
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Variables for the adapter, which are those of its program too. */
    Map<String, String> environment(Path unpacked, int threads) {
        Map<String, String> all = new LinkedHashMap<>();
        String modules = System.getenv("PYTHONPATH");
        all.put(
                "PYTHONPATH",
                unpacked
                        + descriptor
                                .adapter()
                                .home()
                                .map(directory -> File.pathSeparator + directory)
                                .orElse("")
                        + (modules == null || modules.isEmpty()
                                ? ""
                                : File.pathSeparator + modules));
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        all.put("PYTHONUNBUFFERED", "1");
        String count = Integer.toString(threads);
        for (String variable :
                List.of(
                        "OMP_NUM_THREADS",
                        "OPENBLAS_NUM_THREADS",
                        "MKL_NUM_THREADS",
                        "BLIS_NUM_THREADS")) {
            all.put(variable, count);
        }
        all.put("XCFLOW_THREADS", count);
        all.putAll(descriptor.environment());
        return all;
    }
}
