package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ArtefactRecord;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.signature.DigestSignature;
import xcflow.storage.Content;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.HashingStream;
import xcflow.storage.LedgerDatabase;
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
 * manifest.jsonl           digest and size of every record and every file
 * manifest.sig.json        a signature of the manifest, if it was asked for
 * objects/ab/cdef…         every artefact, named by its SHA-256
 * </pre>
 *
 * Everything is streamed; memory grows with the number of executions, not with their size.
 */
public final class Export {
    /** Rough size of what is written about one execution, in bytes. */
    private static final long PER_EXECUTION = 6_000;

    private final LedgerDatabase database;
    private final ObjectStore objects;

    public Export(LedgerDatabase database, ObjectStore objects) {
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
        crate(choice, Credit.NONE, Optional.empty(), sink, progress);
    }

    /** Signs the digest of a manifest. */
    @FunctionalInterface
    public interface Signer {
        DigestSignature sign(String purpose, String digest);
    }

    /**
     * Writes a crate.
     *
     * @param signer signs it; empty if nobody does
     * @param progress is told the bytes of artefacts written so far
     * @throws DamagedArchiveException if a record was altered in this home
     */
    public void crate(
            Selection.Choice choice,
            Credit credit,
            Optional<Signer> signer,
            Sink sink,
            LongConsumer progress)
            throws IOException {
        run(
                sql -> {
                    begin(sink);
                    Chosen chosen = new Chosen(sql, choice.choose(sql));
                    EventLog.Head head = EventLog.head(sql);
                    Manifest manifest = new Manifest();
                    manifest.begin(chosen.title(), head.seq(), head.hash());
                    Map<String, ArtefactRef> files = objects(chosen, sink, progress);
                    Listed listed = new Listed(sink, manifest);
                    chosen.workflow()
                            .ifPresent(
                                    workflow ->
                                            listed.write(
                                                    "workflow.yaml", Crate.text(workflow.text())));
                    listed.write(Crate.README, Crate.text(Crate.readme(chosen.title())));
                    SealedRecords sealed = new SealedRecords(sql);
                    write(
                            sink,
                            "records.jsonl",
                            out -> new RecordLines(chosen, sealed, manifest).writeTo(out));
                    listed.write("prov.json", out -> new ProvJson(chosen).writeTo(out));
                    listed.write(
                            "ro-crate-metadata.json",
                            out -> new Crate(chosen, files, credit).writeTo(out));
                    files.forEach(
                            (digest, file) ->
                                    manifest.object(
                                            new Manifest.Part(file.name(), digest, file.size())));
                    write(manifest, signer, sink);
                    complete(sink);
                });
    }

    /** The manifest comes last, so that an archive that was cut has none. */
    private static void write(Manifest manifest, Optional<Signer> signer, Sink sink) {
        String text = manifest.complete();
        signer.ifPresent(
                each -> {
                    DigestSignature signature = each.sign(Manifest.PURPOSE, Sha256.of(text));
                    write(sink, Manifest.SIGNATURE, Crate.text(signature.toJson() + "\n"));
                });
        write(sink, Manifest.PATH, Crate.text(text));
    }

    /** Files that are listed in the manifest. */
    private record Listed(Sink sink, Manifest manifest) {
        void write(String path, Content content) {
            MessageDigest hash = Sha256.start();
            long[] size = new long[1];
            Export.write(
                    sink,
                    path,
                    out -> {
                        hash.reset(); // A second attempt begins anew.
                        HashingStream counted = new HashingStream(out, hash);
                        content.writeTo(counted);
                        counted.flush();
                        size[0] = counted.size();
                    });
            manifest.file(
                    new Manifest.Part(path, HexFormat.of().formatHex(hash.digest()), size[0]));
        }
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
            in.transferTo(out);
        } catch (DamagedObjectException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "artefact %s was altered in this project: its content has digest %s; 'xcflow audit' says what else was",
                            digest,
                            e.found()),
                    e);
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
