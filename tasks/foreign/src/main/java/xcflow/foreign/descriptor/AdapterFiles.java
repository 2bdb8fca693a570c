package xcflow.foreign.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of an adapter, read once. They run from a directory named by their digest, so that what
 * runs is what the cache key says.
 *
 * @param script name of the one that is started
 * @param contents by name
 * @param home directory that they came from, which the script may import from; empty if built in
 */
public record AdapterFiles(String script, SortedMap<String, byte[]> contents, Optional<Path> home) {
    /** Modules for authors of adapters, and the pseudopotentials that one of them gives. */
    private static final List<String> AUTHORS =
            List.of(
                    "xcflow_adapter.py",
                    "xcflow_messages.py",
                    "xcflow_periodic.py",
                    "gth-pbe.json");

    /**
     * SHA-256 of the adapter's own files, in hexadecimal digits; the module for authors has a
     * version instead, which the adapter tells.
     */
    public String digest() {
        MessageDigest hash = sha256();
        contents.forEach(
                (name, content) -> {
                    hash.update((name + "\0" + content.length + "\0").getBytes(UTF_8));
                    hash.update(content);
                });
        return HexFormat.of().formatHex(hash.digest());
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    /** Puts them, with the module for authors, into the user's cache; gives the directory. */
    public Path unpacked() throws IOException {
        SortedMap<String, byte[]> all = new TreeMap<>(contents);
        for (String name : AUTHORS) {
            all.put(name, authors(name));
        }
        Path directory = cache().resolve(new AdapterFiles(script, all, home).digest());
        if (!whole(directory, all)) {
            unpack(directory, all);
        }
        return directory;
    }

    private static boolean whole(Path directory, SortedMap<String, byte[]> all) throws IOException {
        for (var file : all.entrySet()) {
            Path there = directory.resolve(file.getKey());
            if (!Files.isRegularFile(there)
                    || !MessageDigest.isEqual(Files.readAllBytes(there), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static void unpack(Path directory, SortedMap<String, byte[]> all) throws IOException {
        Files.createDirectories(directory.getParent());
        Path fresh = Files.createTempDirectory(directory.getParent(), ".part");
        for (var file : all.entrySet()) {
            Path to = fresh.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
        }
        try {
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was first, or it was damaged: file by file then.
            for (var file : all.entrySet()) {
                Path to = directory.resolve(file.getKey());
                Files.createDirectories(to.getParent());
                Files.move(
                        fresh.resolve(file.getKey()),
                        to,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            delete(fresh);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** {@code $XDG_CACHE_HOME/xcflow/adapters}, or else in {@code ~/.cache}. */
    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("xcflow").resolve("adapters");
    }

    private static byte[] authors(String name) {
        try (InputStream in =
                AdapterFiles.class.getResourceAsStream("/xcflow/foreign/python/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
