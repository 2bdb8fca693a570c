package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.spi.FunctionalPreload;

/** The libraries that answer in place of libxc, kept in the user's cache, each with its digest. */
public final class Preload implements FunctionalPreload {
    private static final String DIGEST = ".sha256";

    /** What tally.c reports of a functional that was used. */
    private static final Pattern USED =
            Pattern.compile(
                    "was evaluated for exchange at (\\d+) points, for correlation at (\\d+)");

    @Override
    public Path library(byte[] functional, Path place) throws IOException {
        var exported = Exported.of(functional);
        SortedMap<String, byte[]> files;
        try {
            files = ExportFiles.libxc(exported);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        Path kept = cache().resolve(exported.identifier() + "-" + key(files) + ".so");
        if (sound(kept)) {
            return kept;
        }
        Path built = built(files, place);
        try {
            return keep(built, kept);
        } catch (IOException e) {
            return built;
        }
    }

    /** {@code $XDG_CACHE_HOME/xcflow}, or else {@code ~/.cache/xcflow}. */
    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return base.resolve("xcflow");
    }

    /** Of the sources and of the compiler: another one of them is another library. */
    private static String key(SortedMap<String, byte[]> files) throws IOException {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            files.values().forEach(hash::update);
            hash.update(ExportBuild.compiler().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash.digest()).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean sound(Path library) throws IOException {
        Path digest = sibling(library);
        return Files.isRegularFile(library)
                && Files.isRegularFile(digest)
                && Files.readString(digest).equals(Digests.sha256(Files.readAllBytes(library)));
    }

    private static Path sibling(Path library) {
        return library.resolveSibling(library.getFileName() + DIGEST);
    }

    private static Path built(SortedMap<String, byte[]> files, Path place) throws IOException {
        Path directory = Files.createDirectories(place.resolve("libxc"));
        for (var file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return new ExportBuild(directory).bridge().toAbsolutePath();
    }

    /** The digest comes first: what is there with its digest is whole. */
    private static Path keep(Path built, Path kept) throws IOException {
        Files.createDirectories(kept.getParent());
        byte[] library = Files.readAllBytes(built);
        replace(sibling(kept), Digests.sha256(library).getBytes(StandardCharsets.UTF_8));
        replace(kept, library);
        return kept;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".part", "");
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public Map<String, String> environment(Path library, Path report, Optional<String> replaced) {
        var environment = new TreeMap<String, String>();
        String before = System.getenv("LD_PRELOAD");
        environment.put(
                "LD_PRELOAD",
                before == null || before.isBlank() ? library.toString() : library + ":" + before);
        environment.put("XCF_LOG", report.toString());
        environment.put("XCF_REQUIRE", "1");
        environment.put("XCF_PASS", "");
        environment.put("XCF_TALLY", "");
        replaced.ifPresent(numbers -> environment.put("XCF_REPLACE", numbers));
        return environment;
    }

    @Override
    public Optional<Use> use(Path report) throws IOException {
        if (!Files.exists(report)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(report, StandardCharsets.UTF_8);
        long exchange = 0;
        long correlation = 0;
        boolean whole = !lines.isEmpty();
        for (String line : lines) {
            Matcher used = USED.matcher(line);
            boolean found = used.find();
            whole &= found;
            exchange += found ? Long.parseLong(used.group(1)) : 0;
            correlation += found ? Long.parseLong(used.group(2)) : 0;
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Use(whole, exchange, correlation, String.join("\n", lines)));
    }
}
