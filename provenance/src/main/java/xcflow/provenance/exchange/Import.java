package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
            Map<String, Long> described = new TreeMap<>();
            RecordFile records = new RecordFile(archive, path);
            records.forEach(
                    record -> {
                        verify(record);
                        artefacts(record, described);
                    });
            Files files = take(archive, described, progress);
            try {
                RecordImport.Counts counts =
                        events.recordDurably(
                                recording -> {
                                    RecordImport into =
                                            new RecordImport(recording, files.missing());
                                    records.forEach(into::insert);
                                    return into.counts();
                                });
                return new Imported(
                        counts.executions(),
                        counts.functionals(),
                        files.taken().size(),
                        files.bytes(),
                        files.missing());
            } catch (DamagedArchiveException e) {
                giveBack(files.taken());
                throw e;
            }
        }
    }

    /**
     * @param taken digests of files that were not here before
     * @param missing digests of files that are not in the archive either
     */
    private record Files(List<String> taken, long bytes, List<String> missing) {}

    private Files take(Archive archive, Map<String, Long> described, LongConsumer progress)
            throws IOException {
        List<String> taken = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Long> artefact : described.entrySet()) {
            String digest = artefact.getKey();
            if (objects.contains(digest)) {
                continue;
            }
            try (InputStream in = archive.open(Export.path(digest))) {
                ObjectStore.Stored stored = objects.store(in::transferTo, digest);
                if (!stored.digest().equals(digest)) {
                    giveBack(taken);
                    throw new DamagedArchiveException(
                            "artefact %s of the archive was altered: its content has digest %s"
                                    .formatted(digest, stored.digest()));
                }
                taken.add(digest);
                bytes += stored.size();
                progress.accept(bytes);
            } catch (NoSuchFileException e) {
                missing.add(digest);
            }
        }
        return new Files(taken, bytes, missing);
    }

    /** A damaged archive leaves nothing behind. */
    private void giveBack(List<String> taken) throws IOException {
        for (String digest : taken) {
            objects.delete(digest);
        }
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

    private static void artefacts(JsonNode record, Map<String, Long> artefacts) {
        for (String list : List.of("read", "stored")) {
            record.path(list)
                    .forEach(
                            artefact ->
                                    artefacts.put(
                                            artefact.get("digest").asString(),
                                            artefact.get("size").asLong()));
        }
    }
}
