package xcflow.foreign.engine;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.functional.Functional;
import xcflow.functional.libxc.LibxcFunctional;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.reference.Reference;
import xcflow.functional.reference.References;
import xcflow.spi.FunctionalExport;
import xcflow.spi.FunctionalPreload;
import xcflow.spi.TaskFailure;

/**
 * A functional as a request names it: by libxc's names, or as exported libraries with its digest.
 *
 * @param parts of the request
 * @param report file in which the library in place of libxc tells what was asked of it
 */
record RequestedFunctional(Map<String, Object> parts, Optional<Path> report) {

    /**
     * @param directory for what belongs to the request
     * @throws TaskFailure if the program cannot have it; the message says why
     */
    static RequestedFunctional of(
            Functional functional, EngineDescriptor descriptor, Path directory) throws TaskFailure {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("name", functional.name());
        parts.put("rung", functional.rung().name().toLowerCase(java.util.Locale.ROOT));
        if (functional instanceof NeuralFunctional neural) {
            return exported(neural, descriptor, directory, parts);
        }
        List<String> names = libxcNames(functional);
        if (names.isEmpty() || !descriptor.offers().own()) {
            throw new TaskFailure(
                    descriptor.name()
                            + " cannot calculate with "
                            + functional.name()
                            + ": it is neither a functional of libxc nor an exported one");
        }
        parts.put("libxc", names);
        return new RequestedFunctional(parts, Optional.empty());
    }

    private static List<String> libxcNames(Functional functional) {
        Optional<Reference> reference = References.named(functional.name());
        if (reference.isPresent()) {
            return reference.get().libxcNames();
        }
        return functional instanceof LibxcFunctional libxc
                ? Arrays.asList(libxc.name().substring(libxc.name().indexOf(':') + 1).split("\\+"))
                : List.of();
    }

    private static RequestedFunctional exported(
            NeuralFunctional neural,
            EngineDescriptor descriptor,
            Path directory,
            Map<String, Object> parts)
            throws TaskFailure {
        Set<String> formats = descriptor.offers().exported();
        if (formats.isEmpty()) {
            throw new TaskFailure(
                    descriptor.name()
                            + " has only functionals of its own, not "
                            + neural.name()
                            + ", which would have to be brought into it");
        }
        try {
            byte[] file = FunctionalFile.bytes(neural);
            parts.put("digest", FunctionalFile.digest(neural));
            FunctionalExport export = exporter();
            parts.put("identifier", export.directory(file));
            for (String format : new ArrayList<>(formats)) {
                if (!format.equals("libxc")) {
                    SortedMap<String, byte[]> files = export.files(format, file);
                    parts.put(format, unpacked(format, files, directory).toString());
                }
            }
            if (!formats.contains("libxc")) {
                return new RequestedFunctional(parts, Optional.empty());
            }
            FunctionalPreload preload = preload();
            Path report = directory.resolve("functional-used");
            Path library = preload.library(file, directory);
            parts.put("libxc-library", library.toString());
            parts.put("environment", preload.environment(library, report, Optional.empty()));
            return new RequestedFunctional(parts, Optional.of(report));
        } catch (IOException e) {
            throw new TaskFailure(
                    neural.name()
                            + " cannot be brought into "
                            + descriptor.name()
                            + ": "
                            + e.getMessage());
        }
    }

    /** Beside the directories of the requests: the same functional is asked for again. */
    private static Path unpacked(String format, SortedMap<String, byte[]> files, Path directory)
            throws IOException {
        java.security.MessageDigest hash = sha256();
        files.values().forEach(hash::update);
        String digest = java.util.HexFormat.of().formatHex(hash.digest()).substring(0, 24);
        Path whole = directory.resolveSibling("functional-" + format + "-" + digest);
        if (Files.isDirectory(whole)) {
            return whole;
        }
        Path fresh = Files.createTempDirectory(directory.getParent(), ".part");
        for (var file : files.entrySet()) {
            Path to = fresh.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
        }
        try {
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, whole);
        }
        return whole;
    }

    private static java.security.MessageDigest sha256() {
        try {
            return java.security.MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static FunctionalExport exporter() throws IOException {
        for (FunctionalExport export : ServiceLoader.load(FunctionalExport.class)) {
            if (export.formats().contains("python")) {
                return export;
            }
        }
        throw new IOException("there is no export of functionals");
    }

    private static FunctionalPreload preload() throws IOException {
        return ServiceLoader.load(FunctionalPreload.class)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no export in place of libxc"));
    }

    /**
     * Looks whether the library in place of libxc was asked, where that is how the functional was
     * brought in: otherwise the program calculated with its own PBE.
     *
     * @throws TaskFailure if it was not
     */
    void requireUse(String name, String engine) throws TaskFailure {
        if (report.isEmpty()) {
            return;
        }
        try {
            Optional<FunctionalPreload.Use> use = preload().use(report.get());
            if (use.isEmpty() || !use.get().whole()) {
                throw new TaskFailure(
                        name
                                + ": "
                                + engine
                                + " never asked for "
                                + parts.get("name")
                                + ", or for one part only: it calculated with a functional of its"
                                + " own, and the result is not used");
            }
        } catch (IOException e) {
            throw new TaskFailure(name + ": what was used cannot be read: " + e.getMessage());
        }
    }
}
