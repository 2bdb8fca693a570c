package xcflow.runner.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.provenance.json.CanonicalJson;
import xcflow.runner.value.PlainJson;

/**
 * What was placed in a directory and by which workflow, as a file there says: only what it lists,
 * and still is as it lists it, may be replaced or removed.
 */
final class PlacedFiles {
    static final String NAME = ".xcflow-results.json";

    private final Path file;
    private final Map<String, Map<String, List<String>>> workflows;

    private PlacedFiles(Path file, Map<String, Map<String, List<String>>> workflows) {
        this.file = file;
        this.workflows = workflows;
    }

    /** Reads the list of a directory; one that cannot be read lists nothing. */
    @SuppressWarnings("unchecked")
    static PlacedFiles of(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Map<String, Map<String, List<String>>> workflows = new TreeMap<>();
        if (Files.isRegularFile(file)) {
            try {
                PlainJson.readMap(Files.readString(file))
                        .forEach(
                                (workflow, files) ->
                                        workflows.put(
                                                workflow,
                                                new TreeMap<>((Map<String, List<String>>) files)));
            } catch (RuntimeException e) {
                workflows.clear();
            }
        }
        return new PlacedFiles(file, workflows);
    }

    /** The digests that a file may have and be ours; empty if it is not. */
    List<String> digests(String workflow, String path) {
        return workflows.getOrDefault(workflow, Map.of()).getOrDefault(path, List.of());
    }

    /** The other workflow that placed a file; null if none did. */
    String other(String workflow, String path) {
        return workflows.entrySet().stream()
                .filter(each -> !each.getKey().equals(workflow))
                .filter(each -> each.getValue().containsKey(path))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Paths that a workflow placed. */
    List<String> paths(String workflow) {
        return List.copyOf(workflows.getOrDefault(workflow, Map.of()).keySet());
    }

    /** Lists a file with one more digest, before it is placed. */
    void expect(String workflow, String path, String digest) {
        Map<String, List<String>> files =
                workflows.computeIfAbsent(workflow, name -> new TreeMap<>());
        List<String> digests = new ArrayList<>(files.getOrDefault(path, List.of()));
        if (!digests.contains(digest)) {
            digests.add(digest);
        }
        files.put(path, digests);
    }

    /** Lists a file with this digest alone, after it was placed. */
    void placed(String workflow, String path, String digest) {
        workflows.computeIfAbsent(workflow, name -> new TreeMap<>()).put(path, List.of(digest));
    }

    void forget(String workflow, String path) {
        workflows.getOrDefault(workflow, new LinkedHashMap<>()).remove(path);
    }

    void write() throws IOException {
        workflows.values().removeIf(Map::isEmpty);
        Path temporary = file.resolveSibling(NAME + ".new");
        Files.writeString(temporary, CanonicalJson.of(workflows) + "\n");
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
