package xcflow.provenance.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * What belongs to an archive: digest and size of every record, in their order, of every object and
 * of every other file. One line of canonical JSON for each; the last line counts and hashes those
 * before it, so that a manifest that was cut is known as such.
 */
final class Manifest {
    static final String PATH = "manifest.jsonl";
    static final String SIGNATURE = "manifest.sig.json";
    static final String PURPOSE = "xcflow archive";
    private static final String FORMAT = "xcflow-manifest-1";

    /**
     * @param name what people call it, such as {@code execution 5 (clone-pbe/clone)}
     * @param digest SHA-256 of the content; of a record, of its line without the end of the line
     * @param bytes its size
     */
    record Part(String name, String digest, long bytes) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Part> records = new ArrayList<>();
    private final Map<String, Part> objects = new LinkedHashMap<>();
    private final List<Part> files = new ArrayList<>();

    /** An empty one, to be filled. */
    Manifest() {}

    /**
     * Begins the text.
     *
     * @param seq number of the last event of the exporting home
     * @param hash of that event
     */
    void begin(String title, long seq, String hash) {
        line(Map.of("format", FORMAT, "title", title, "event", Map.of("seq", seq, "hash", hash)));
    }

    /**
     * @param event hash of the last event that seals the record; empty if there is none
     */
    void record(Part part, String event) {
        records.add(part);
        Map<String, Object> json = json("record", part);
        if (!event.isEmpty()) {
            json.put("event", event);
        }
        line(json);
    }

    void object(Part part) {
        objects.put(part.digest(), part);
        line(json("object", part));
    }

    void file(Part part) {
        files.add(part);
        line(json("file", part));
    }

    private static Map<String, Object> json(String kind, Part part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(kind, part.name());
        json.put("digest", part.digest());
        json.put("bytes", part.bytes());
        return json;
    }

    private void line(Map<String, Object> json) {
        text.append(CanonicalJson.of(json)).append('\n');
    }

    /** The whole text with its last line. */
    String complete() {
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("records", records.size());
        end.put("objects", objects.size());
        end.put("files", files.size());
        end.put("digest", Sha256.of(text.toString()));
        line(Map.of("end", end));
        return text.toString();
    }

    List<Part> records() {
        return records;
    }

    /** By digest. */
    Map<String, Part> objects() {
        return objects;
    }

    List<Part> files() {
        return files;
    }

    /**
     * Reads a line of a manifest.
     *
     * @return false if it is the last one and right
     */
    boolean read(String line) {
        JsonNode json = CanonicalJson.parse(line);
        if (json.has("end")) {
            Manifest before = this;
            JsonNode end = json.get("end");
            boolean right =
                    end.path("records").asInt(-1) == before.records.size()
                            && end.path("objects").asInt(-1) == before.objects.size()
                            && end.path("files").asInt(-1) == before.files.size()
                            && end.path("digest").asString("").equals(Sha256.of(text.toString()));
            if (!right) {
                throw new DamagedArchiveException("the archive's manifest was altered");
            }
            return false;
        }
        for (String kind : List.of("record", "object", "file")) {
            if (json.has(kind)) {
                Part part =
                        new Part(
                                json.get(kind).asString(""),
                                json.path("digest").asString(""),
                                json.path("bytes").asLong(-1));
                if (part.bytes() < 0 || !part.digest().matches("[0-9a-f]{64}")) {
                    throw new DamagedArchiveException(
                            "the archive's manifest has no usable entry for " + part.name());
                }
                switch (kind) {
                    case "record" -> records.add(part);
                    case "object" -> objects.put(part.digest(), part);
                    default -> files.add(part);
                }
            }
        }
        text.append(line).append('\n');
        return true;
    }

    /** Whether a line is the first one of a manifest that can be read. */
    static boolean begins(String line) {
        return FORMAT.equals(CanonicalJson.parse(line).path("format").asString(""));
    }
}
