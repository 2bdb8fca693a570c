package xcflow.foreign.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All descriptors that there are: built-in ones, over them those of the user, over them those of
 * the project. A file about an engine that is known already changes what it says and no more, which
 * is how a command is configured.
 */
public final class Descriptors {
    private static final String BUILT_IN = "/xcflow/foreign/adapters/";

    /** Read last: every cache key asks for the engines. */
    private static volatile Kept kept;

    private record Kept(Map<Path, Object> stamps, Descriptors read) {}

    /** What was declared of an engine. */
    private record Declared(
            String place, Map<String, Object> map, Optional<Path> directory, String resource) {}

    private final SortedMap<String, Declared> declared = new TreeMap<>();
    private final SortedMap<String, EngineDescriptor> usable = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Descriptors() {}

    /** Reads those of the directories, the later ones over the earlier ones. */
    public static Descriptors read(List<Path> directories) {
        Descriptors all = new Descriptors();
        all.builtIn();
        directories.forEach(all::directory);
        all.declared.forEach(all::finish);
        return all;
    }

    /** The same, read anew only if a file in one of the directories has changed. */
    public static Descriptors current(List<Path> directories) {
        Map<Path, Object> stamps = stamps(directories);
        Kept known = kept;
        if (known == null || !known.stamps().equals(stamps)) {
            known = new Kept(stamps, read(directories));
            kept = known;
        }
        return known.read();
    }

    /** Names, sizes and times of everything beside the descriptors. */
    private static Map<Path, Object> stamps(List<Path> directories) {
        Map<Path, Object> stamps = new TreeMap<>();
        for (Path directory : directories) {
            stamps.put(directory, "");
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        stamps.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
                    }
                } catch (IOException e) {
                    stamps.put(directory, e.toString());
                }
            }
        }
        return stamps;
    }

    /** Where users and projects declare engines; the project's home comes last. */
    public static List<Path> places(Path home) {
        String given = System.getenv("XDG_CONFIG_HOME");
        Path configuration =
                given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".config")
                        : Path.of(given);
        return List.of(configuration.resolve("xcflow").resolve("engines"), home.resolve("engines"));
    }

    /** Those that can be used, by the engine's name. */
    public SortedMap<String, EngineDescriptor> usable() {
        return usable;
    }

    /** What is wrong with files that cannot be used. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void builtIn() {
        for (String name : BuiltInAdapters.NAMES) {
            String resource = BUILT_IN + name + "/";
            try {
                String place = "built in";
                String yaml =
                        new String(resource(resource + "engine.yaml"), StandardCharsets.UTF_8);
                declare(
                        new Declared(
                                place,
                                DescriptorReader.map(name + "/engine.yaml", yaml),
                                Optional.empty(),
                                resource));
            } catch (DescriptorException | IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    private void directory(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().matches(".+\\.ya?ml"))
                            .sorted()
                            .toList()) {
                file(file);
            }
        } catch (IOException e) {
            problems.add(directory + " cannot be read: " + e.getMessage());
        }
    }

    private void file(Path file) {
        try {
            declare(
                    new Declared(
                            file.toString(),
                            DescriptorReader.map(file.toString(), Files.readString(file)),
                            Optional.of(file.toAbsolutePath().getParent()),
                            ""));
        } catch (DescriptorException e) {
            problems.add(e.getMessage());
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
    }

    private void declare(Declared one) throws DescriptorException {
        String name = DescriptorReader.name(new Entries(one.place(), one.map()));
        Declared below = declared.get(name);
        if (below == null || one.map().containsKey("adapter")) {
            declared.put(name, one);
            return;
        }
        declared.put(
                name,
                new Declared(
                        below.place() + ", " + one.place(),
                        DescriptorReader.over(below.map(), one.map()),
                        below.directory(),
                        below.resource()));
    }

    private void finish(String name, Declared one) {
        try {
            usable.put(name, DescriptorReader.read(one.place(), one.map(), files(one)));
        } catch (DescriptorException e) {
            problems.add(e.getMessage());
        }
    }

    private static AdapterFiles files(Declared one) throws DescriptorException {
        Entries entries = new Entries(one.place(), one.map());
        String script = entries.text("adapter");
        List<String> names = new ArrayList<>(entries.texts("files"));
        names.add(script);
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (String name : names) {
            Path relative = Path.of(name).normalize();
            if (relative.isAbsolute() || relative.startsWith("..")) {
                throw entries.wrong("'" + name + "' must lie beside the descriptor");
            }
            try {
                contents.put(
                        name,
                        one.directory().isPresent()
                                ? Files.readAllBytes(one.directory().get().resolve(name))
                                : resource(one.resource() + name));
            } catch (IOException e) {
                throw entries.wrong("the adapter's file " + name + " cannot be read");
            }
        }
        return new AdapterFiles(script, contents, one.directory());
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = Descriptors.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("there is no " + path);
            }
            return in.readAllBytes();
        }
    }
}
