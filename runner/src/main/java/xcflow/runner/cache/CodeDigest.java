package xcflow.runner.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Digest of the code that a task comes from: names and contents of the classes and resources in its
 * jar or class directory and in the jars of our engines, without times, so that a second build of
 * the same sources has the same digest. Computed once for each jar.
 */
public final class CodeDigest {
    private static final Pattern ENGINE =
            Pattern.compile("xcflow-(?!runner|workflows|storage|provenance|spi).*\\.jar");

    private final Map<Path, String> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, String> tasks = new ConcurrentHashMap<>();

    /** SHA-256, 64 lower-case hexadecimal digits. */
    public String of(Class<?> task) {
        return tasks.computeIfAbsent(task, this::digest);
    }

    private String digest(Class<?> task) {
        CodeSource source = task.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "0".repeat(64);
        }
        TreeSet<Path> places = new TreeSet<>(engines());
        places.add(Path.of(URI.create(source.getLocation().toString())));
        MessageDigest hash = sha256();
        places.forEach(
                place ->
                        hash.update(
                                known.computeIfAbsent(place, CodeDigest::compute).getBytes(UTF_8)));
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Jars of ours on the class path that compute; those that only run and record do not count. */
    private static List<Path> engines() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> ENGINE.matcher(String.valueOf(jar.getFileName())).matches())
                .toList();
    }

    private static String compute(Path place) {
        MessageDigest hash = sha256();
        try {
            if (Files.isDirectory(place)) {
                directory(place, hash);
            } else {
                jar(place, hash);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static void jar(Path place, MessageDigest hash) throws IOException {
        try (ZipFile jar = new ZipFile(place.toFile())) {
            for (ZipEntry entry :
                    jar.stream()
                            .filter(CodeDigest::counts)
                            .sorted(Comparator.comparing(ZipEntry::getName))
                            .toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    add(entry.getName(), in.readAllBytes(), hash);
                }
            }
        }
    }

    private static boolean counts(ZipEntry entry) {
        return !entry.isDirectory()
                && !entry.getName().startsWith("META-INF/maven/")
                && !entry.getName().equals("META-INF/MANIFEST.MF");
    }

    private static void directory(Path place, MessageDigest hash) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = place.relativize(file).toString().replace('\\', '/');
                add(name, Files.readAllBytes(file), hash);
            }
        }
    }

    private static void add(String name, byte[] content, MessageDigest hash) {
        hash.update(name.getBytes(UTF_8));
        hash.update((byte) 0);
        hash.update(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
