package xcflow.commands;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.engine.InputFiles;
import xcflow.spi.Artefact;

/**
 * Files that options name among the settings of an engine, known by the digest of their content.
 */
final class OptionFiles implements InputFiles {
    private final Map<String, Path> byDigest = new LinkedHashMap<>();

    /**
     * The setting that pseudopotentials on the command line mean: a value that has a separator of
     * directories, or is the name of a file, is a file, unless it ends in {@code q} and a number as
     * names of pseudopotentials do.
     *
     * @param given by the element's symbol
     * @throws IllegalArgumentException if there is no such file
     */
    Map<String, Object> pseudopotentials(Map<String, String> given) throws IOException {
        Map<String, Object> setting = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : given.entrySet()) {
            setting.put(each.getKey(), nameOrFile(each.getKey(), each.getValue()));
        }
        return setting;
    }

    private Object nameOrFile(String element, String text) throws IOException {
        String option = "--pseudopotential " + element + "=" + text;
        try {
            Path path = Path.of(text);
            boolean named = path.getNameCount() == 1 && text.matches("([^/\\\\]*-)?q[0-9]+");
            if (named || path.getNameCount() == 1 && !Files.exists(path)) {
                return text;
            }
            if (!Files.exists(path)) {
                throw new IllegalArgumentException(option + ": there is no such file");
            }
            return add(OrdinaryFile.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private Artefact add(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            byDigest.put(hex, file);
            return new Artefact(hex, file.getFileName().toString(), "text/plain", Files.size(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Path file(Artefact artefact) throws IOException {
        Path file = byDigest.get(artefact.digest());
        return file == null ? NONE.file(artefact) : file;
    }

    /** All of them. */
    List<Path> paths() {
        return List.copyOf(byDigest.values());
    }
}
