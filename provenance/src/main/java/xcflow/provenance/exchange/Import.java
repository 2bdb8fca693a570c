package xcflow.provenance.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.CanonicalJson;
import xcflow.provenance.event.EventLog;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;

/**
 * Imports what another home has exported. Files come first, each verified by its digest; then all
 * records in one transaction. An import that was interrupted can simply be made again: what is here
 * already is not taken twice. Imported executions answer cache lookups like any other.
 */
public final class Import {
    private final ObjectStore objects;
    private final EventLog events;

    public Import(ObjectStore objects, EventLog events) {
        this.objects = objects;
        this.events = events;
    }

    /**
     * What came in, not counting what was here already.
     *
     * @param missing digests of artefacts that the archive describes but does not contain; the
     *     executions that made them do not answer lookups
     */
    public record Imported(
            int executions, int functionals, int artefacts, long bytes, List<String> missing) {}

    /**
     * Imports an archive.
     *
     * @param path of the exported directory or zip file
     * @param progress is told the bytes of artefacts taken over so far
     * @throws DamagedArchiveException if the archive is not what it was when it was exported;
     *     nothing is recorded then
     */
    public Imported from(Path path, LongConsumer progress) throws IOException {
        try (Archive archive = Archive.of(path)) {
            List<JsonNode> records = records(archive, path);
            Map<String, Long> described = artefacts(records);
            List<String> missing = new ArrayList<>();
            int taken = 0;
            long bytes = 0;
            for (Map.Entry<String, Long> artefact : described.entrySet()) {
                if (objects.contains(artefact.getKey())) {
                    continue;
                }
                try (InputStream in = archive.open(Export.path(artefact.getKey()))) {
                    take(in, artefact.getKey());
                    taken++;
                    bytes += artefact.getValue();
                    progress.accept(bytes);
                } catch (NoSuchFileException e) {
                    missing.add(artefact.getKey());
                }
            }
            RecordImport.Counts counts =
                    events.recordDurably(
                            recording -> new RecordImport(recording, missing).insert(records));
            return new Imported(counts.executions(), counts.functionals(), taken, bytes, missing);
        }
    }

    private void take(InputStream in, String digest) throws IOException {
        ObjectStore.Stored stored = objects.store(in::transferTo);
        if (!stored.digest().equals(digest)) {
            objects.delete(stored.digest());
            throw new DamagedArchiveException(
                    "artefact %s of the archive was altered: its content has digest %s"
                            .formatted(digest, stored.digest()));
        }
    }

    private static List<JsonNode> records(Archive archive, Path path) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                archive.open("records.jsonl"), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                records.add(CanonicalJson.parse(line));
            }
        } catch (NoSuchFileException e) {
            throw new DamagedArchiveException(path + " is no export of xcflow: no records.jsonl");
        } catch (tools.jackson.core.JacksonException e) {
            throw new DamagedArchiveException(path + ": records.jsonl is damaged", e);
        }
        if (records.isEmpty()
                || !RecordLines.FORMAT.equals(records.get(0).path("format").asString(""))) {
            throw new DamagedArchiveException(
                    path + ": records.jsonl is not in the format " + RecordLines.FORMAT);
        }
        records.remove(0);
        records.forEach(Import::verify);
        return records;
    }

    /** What can be computed must agree with what is said. */
    private static void verify(JsonNode record) {
        switch (record.path("record").asString("")) {
            case "execution" -> {
                String key =
                        Sha256.of(CanonicalJson.ofText(record.get("key-components").asString()));
                if (!key.equals(record.get("cache-key").asString())) {
                    throw new DamagedArchiveException(
                            "execution %s of the archive was altered: its cache key is not that of its components"
                                    .formatted(record.get("id")));
                }
            }
            case "workflow" -> {
                if (!Sha256.of(record.get("text").asString())
                        .equals(record.get("digest").asString())) {
                    throw new DamagedArchiveException(
                            "workflow %s of the archive was altered".formatted(record.get("name")));
                }
            }
            default -> {
                // Nothing can be computed of the others.
            }
        }
    }

    private static Map<String, Long> artefacts(List<JsonNode> records) {
        Map<String, Long> artefacts = new TreeMap<>();
        for (JsonNode record : records) {
            for (String list : List.of("read", "stored")) {
                record.path(list)
                        .forEach(
                                artefact ->
                                        artefacts.put(
                                                artefact.get("digest").asString(),
                                                artefact.get("size").asLong()));
            }
        }
        return new LinkedHashMap<>(artefacts);
    }
}
