package xcflow.provenance.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.CanonicalJson;

/** The records of an archive, read one by one as often as they are needed. */
final class RecordFile {
    private final Archive archive;
    private final Path path;

    /**
     * @param path of the archive, for messages
     */
    RecordFile(Archive archive, Path path) {
        this.archive = archive;
        this.path = path;
    }

    /** Passes all records on in their order; the first line, which names the format, is checked. */
    void forEach(Consumer<JsonNode> consumer) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                archive.open("records.jsonl"), StandardCharsets.UTF_8))) {
            String format = lines.readLine();
            if (format == null
                    || !RecordLines.FORMAT.equals(parse(format).path("format").asString(""))) {
                throw new DamagedArchiveException(
                        path + ": records.jsonl is not in the format " + RecordLines.FORMAT);
            }
            String line;
            while ((line = lines.readLine()) != null) {
                consumer.accept(parse(line));
            }
        } catch (NoSuchFileException e) {
            throw new DamagedArchiveException(path + " is no export of xcflow: no records.jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode parse(String line) {
        try {
            return CanonicalJson.parse(line);
        } catch (JacksonException e) {
            throw new DamagedArchiveException(path + ": records.jsonl is damaged", e);
        }
    }
}
