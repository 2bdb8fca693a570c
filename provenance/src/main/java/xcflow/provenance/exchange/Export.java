package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.run.RecordReader;
import xcflow.provenance.run.RecordReader.ArtefactRecord;
import xcflow.provenance.run.RecordReader.ExecutionRecord;
import xcflow.storage.Content;
import xcflow.storage.Database;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;
import xcflow.storage.Sql;

/**
 * Exports a run or the ancestry of a functional version. A crate holds:
 *
 * <pre>
 * ro-crate-metadata.json   RO-Crate 1.1, profile Provenance Run Crate 0.5
 * README.md                how to read it
 * workflow.yaml            the experiment file
 * prov.json                the same as W3C PROV-JSON
 * records.jsonl            the same for import into another home
 * objects/ab/cdef…         every artefact, named by its SHA-256
 * </pre>
 *
 * Everything is streamed; memory grows with the number of executions, not with their size.
 */
public final class Export {
    /** Rough size of what is written about one execution, in bytes. */
    private static final long PER_EXECUTION = 6_000;

    private final Database database;
    private final ObjectStore objects;

    public Export(Database database, ObjectStore objects) {
        this.database = database;
        this.objects = objects;
    }

    /**
     * What an export will take.
     *
     * @param bytes of the files and of what is written about them, before compression
     * @param about those of what is written about the executions alone, roughly
     */
    public record Estimate(
            int executions, int functionals, int artefacts, long bytes, long about) {}

    /** Size of an export; nothing is written. */
    public Estimate estimate(Selection.Choice choice) {
        return snapshot(
                sql -> {
                    Selection selection = choice.choose(sql);
                    long about = PER_EXECUTION * selection.executions().size();
                    return new Estimate(
                            selection.executions().size(),
                            selection.functionals().size(),
                            selection.artefacts().size(),
                            about + size(sql, selection),
                            about);
                });
    }

    /** Bytes of the files that are still there. */
    private long size(Sql sql, Selection selection) {
        long bytes = 0;
        for (ArtefactRecord artefact : new RecordReader(sql).artefacts()) {
            if (selection.artefacts().contains(artefact.digest())
                    && objects.contains(artefact.digest())) {
                bytes += artefact.size();
            }
        }
        return bytes;
    }

    /**
     * Writes a crate that names nobody but the users that ran the programs.
     *
     * @param progress is told the bytes of artefacts written so far
     */
    public void crate(Selection.Choice choice, Sink sink, LongConsumer progress)
            throws IOException {
        crate(choice, Credit.NONE, sink, progress);
    }

    /**
     * Writes a crate.
     *
     * @param progress is told the bytes of artefacts written so far
     */
    public void crate(Selection.Choice choice, Credit credit, Sink sink, LongConsumer progress)
            throws IOException {
        run(
                sql -> {
                    begin(sink);
                    Chosen chosen = new Chosen(sql, choice.choose(sql));
                    Map<String, ArtefactRef> files = objects(chosen, sink, progress);
                    chosen.workflow()
                            .ifPresent(
                                    workflow ->
                                            write(
                                                    sink,
                                                    "workflow.yaml",
                                                    Crate.text(workflow.text())));
                    write(sink, Crate.README, Crate.text(Crate.readme(chosen.title())));
                    write(sink, "records.jsonl", out -> new RecordLines(chosen).writeTo(out));
                    write(sink, "prov.json", out -> new ProvJson(chosen).writeTo(out));
                    write(
                            sink,
                            "ro-crate-metadata.json",
                            out -> new Crate(chosen, files, credit).writeTo(out));
                    complete(sink);
                });
    }

    /** Writes the PROV-JSON document alone into a file. */
    public void prov(Selection.Choice choice, Path file) throws IOException {
        run(
                sql -> {
                    Chosen chosen = new Chosen(sql, choice.choose(sql));
                    try (OutputStream out = Files.newOutputStream(file)) {
                        new ProvJson(chosen).writeTo(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Map<String, ArtefactRef> objects(Chosen chosen, Sink sink, LongConsumer progress) {
        Map<String, ArtefactRef> files = new TreeMap<>();
        chosen.executions(page -> page.forEach(record -> collect(record, files)));
        long written = 0;
        List<String> gone = new ArrayList<>();
        for (ArtefactRef file : files.values()) {
            if (!objects.contains(file.digest())) {
                // Deleted by garbage collection: still described, but not a part of the crate.
                gone.add(file.digest());
                continue;
            }
            String path = path(file.digest());
            try {
                if (!sink.has(path, file.digest())) {
                    sink.write(path, out -> copy(file.digest(), out));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            written += file.size();
            progress.accept(written);
        }
        gone.forEach(files::remove);
        return files;
    }

    private void copy(String digest, OutputStream out) throws IOException {
        try (InputStream in = objects.open(digest)) {
            String found = Sha256.copy(in, out);
            if (!found.equals(digest)) {
                throw new IOException(
                        "artefact %s was altered in this project: its content has digest %s; 'xcflow audit' says what else was"
                                .formatted(digest, found));
            }
        }
    }

    private static void collect(ExecutionRecord record, Map<String, ArtefactRef> files) {
        record.outputs().forEach(artefact -> files.putIfAbsent(artefact.digest(), artefact));
        record.inputs().forEach(artefact -> files.putIfAbsent(artefact.digest(), artefact));
    }

    /** Path of an artefact in a crate. */
    static String path(String digest) {
        return "objects/" + digest.substring(0, 2) + "/" + digest.substring(2);
    }

    private static void write(Sink sink, String path, Content content) {
        try {
            sink.write(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void begin(Sink sink) {
        try {
            sink.begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void complete(Sink sink) {
        try {
            sink.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(java.util.function.Consumer<Sql> work) throws IOException {
        try {
            snapshot(
                    sql -> {
                        work.accept(sql);
                        return null;
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private <R> R snapshot(java.util.function.Function<Sql, R> work) {
        return database.snapshot(work);
    }
}
