package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * The records of an archive, read one by one as often as they are needed, each compared with the
 * manifest.
 */
final class RecordFile {
    /** Longest line that is read, whatever the manifest says of it. */
    static final long LONGEST = 64L << 20;

    private final ArchiveFiles archive;
    private final Path path;
    private final Optional<Manifest> manifest;

    /**
     * @param path of the archive, for messages
     * @param manifest empty for archives of version 0.1.0, which had none
     */
    RecordFile(ArchiveFiles archive, Path path, Optional<Manifest> manifest) {
        this.archive = archive;
        this.path = path;
        this.manifest = manifest;
    }

    /** Passes all records on in their order; the first line, which names the format, is checked. */
    void forEach(Consumer<RecordFields> consumer) {
        try (BoundedLines lines = new BoundedLines(archive.open("records.jsonl"))) {
            RecordFields first = next(lines, 0);
            String format = manifest.isPresent() ? RecordLines.FORMAT : RecordLines.FIRST_FORMAT;
            String found = first == null ? "" : first.record().path("format").asString("");
            if (manifest.isEmpty() && found.equals(RecordLines.FORMAT)) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT,
                                "%s is not complete: it has no %s",
                                path,
                                Manifest.PATH));
            } else if (!found.equals(format)) {
                throw new DamagedArchiveException(
                        path + ": records.jsonl is not in the format " + format);
            }
            int count = 1;
            for (RecordFields record = next(lines, count);
                    record != null;
                    record = next(lines, count)) {
                consumer.accept(record);
                count++;
            }
            complete(count);
        } catch (NoSuchFileException e) {
            throw new DamagedArchiveException(
                    path + " is not an export of xcflow: it has no records.jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void complete(int count) {
        if (manifest.isPresent() && count != manifest.get().records().size()) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s was cut: %s is missing",
                            path,
                            manifest.get().records().get(count).name()));
        }
    }

    private RecordFields next(BoundedLines lines, int index) throws IOException {
        if (manifest.isEmpty()) {
            byte[] line = lines.next(LONGEST, "record " + index);
            return line == null ? null : named(parse(line, "record " + index));
        }
        List<Manifest.Part> parts = manifest.get().records();
        if (index >= parts.size()) {
            if (lines.next(LONGEST, "what follows the last record") != null) {
                throw new DamagedArchiveException(
                        String.format(
                                Locale.ROOT,
                                "%s holds records that its manifest does not know",
                                path));
            }
            return null;
        }
        Manifest.Part part = parts.get(index);
        if (part.bytes() > LONGEST) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s of the archive is said to have %d bytes; %d are the most that are read",
                            part.name(),
                            part.bytes(),
                            LONGEST));
        }
        byte[] line = lines.next(part.bytes(), part.name());
        if (line == null) {
            return null;
        }
        if (!Sha256.of(line).equals(part.digest())) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s of the archive was altered: it is not what its manifest says",
                            part.name()));
        }
        return new RecordFields(parse(line, part.name()), part.name());
    }

    private JsonNode parse(byte[] line, String name) {
        try {
            JsonNode record = CanonicalJson.parse(new String(line, StandardCharsets.UTF_8));
            if (record != null && record.isObject()) {
                return record;
            }
        } catch (JacksonException e) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s: records.jsonl is damaged: %s is not JSON",
                            path,
                            name),
                    e);
        }
        throw new DamagedArchiveException(
                String.format(
                        Locale.ROOT,
                        "%s: records.jsonl is damaged: %s is not a JSON object",
                        path,
                        name));
    }

    private static RecordFields named(JsonNode record) {
        String kind = record.path("record").asString("record");
        String which =
                switch (kind) {
                    case "execution" ->
                            String.format(
                                    Locale.ROOT,
                                    "%s (%s/%s)",
                                    record.path("id").asString(""),
                                    record.path("workflow").asString(""),
                                    record.path("step").asString(""));
                    case "measurements" -> "of execution " + record.path("execution").asString("");
                    case "worker" -> record.path("id").asString("");
                    default -> record.path("name").asString("");
                };
        return new RecordFields(record, kind + " " + which);
    }
}
