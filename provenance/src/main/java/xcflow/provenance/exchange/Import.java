package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.LongConsumer;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.record.Origin;
import xcflow.provenance.record.Origins;
import xcflow.provenance.signature.DigestSignature;
import xcflow.storage.ObjectStore;
import xcflow.storage.Staging;

/**
 * Imports what another home has exported. First everything is checked: each record against the
 * archive's manifest and against itself, each file against its digest. Then all records and all
 * files become visible in one transaction, or, if something is wrong, none of them. An import that
 * was interrupted can simply be made again: what is here already is not taken twice. Imported
 * executions answer cache lookups like any other, and are named as imported wherever they are
 * shown.
 */
public final class Import {
    /** What must stay free on the disk for the records, in bytes; besides, once more the files. */
    private static final long SPARE = 4L << 20;

    private static final long MOST_SPARE = 64L << 20;

    private final ObjectStore objects;
    private final EventLog events;
    private final BinaryOperator<String> keyInputs;

    /**
     * @param keyInputs the inputs as a task's cache key sees them, of the task's name and the
     *     recorded inputs as JSON; the inputs themselves where the task is not known
     */
    public Import(ObjectStore objects, EventLog events, BinaryOperator<String> keyInputs) {
        this.objects = objects;
        this.events = events;
        this.keyInputs = keyInputs;
    }

    /**
     * What came in, not counting what was here already.
     *
     * @param runs numbers that the imported runs have here
     * @param missing digests of artefacts that the exporting home did not have any more; the
     *     executions that made them do not answer lookups
     * @param origin who vouches for it, for people
     */
    public record Imported(
            int executions,
            int functionals,
            int artefacts,
            long bytes,
            List<Long> runs,
            List<String> missing,
            String origin) {}

    /** Imports an archive, whether anybody has signed it or not. */
    public Imported from(Path path, LongConsumer progress) throws IOException {
        return from(path, Optional.empty(), progress);
    }

    /**
     * Imports an archive.
     *
     * @param path of the exported directory or zip file
     * @param signer key that must have signed the archive; empty if nobody need have
     * @param progress is told the bytes of artefacts taken over so far
     * @throws DamagedArchiveException if the archive is not what it was when it was exported, or
     *     not signed as it should be; nothing is left behind then
     */
    public Imported from(Path path, Optional<PublicKey> signer, LongConsumer progress)
            throws IOException {
        try (ArchiveFiles archive = ArchiveFiles.of(path);
                Staging staging = objects.stage()) {
            Optional<ManifestFile> manifest = ManifestFile.read(archive, path);
            Optional<DigestSignature> signature = manifest.flatMap(ManifestFile::signature);
            check(path, signature, signer);
            RecordFile records =
                    new RecordFile(archive, path, manifest.map(ManifestFile::manifest));
            RecordChecks checks = new RecordChecks(events.now(), keyInputs);
            records.forEach(checks::check);
            manifest.ifPresent(each -> checkSizes(each.manifest(), checks.described()));
            Files files = new Files(archive, staging, checks.needed(), progress);
            manifest.ifPresentOrElse(
                    each -> files.take(each.manifest().objects().keySet(), path),
                    () -> files.take(Set.of(), path));
            RecordImport.Counts counts =
                    events.recordDurably(
                            recording -> {
                                RecordImport into =
                                        new RecordImport(
                                                recording,
                                                files.missing,
                                                new Origin(
                                                        path.getFileName().toString(),
                                                        manifest.map(ManifestFile::digest),
                                                        signature.map(DigestSignature::signer)));
                                ImportedFiles changed =
                                        new ImportedFiles(recording, files.missing, files.taken);
                                records.forEach(into::insert);
                                changed.record();
                                into.finish();
                                place(staging);
                                return into.counts();
                            });
            return new Imported(
                    counts.executions(),
                    counts.functionals(),
                    files.taken.size(),
                    files.bytes,
                    counts.runs(),
                    files.missing,
                    Origins.text(signature.map(DigestSignature::signer)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Files are in the store before their records are, because records without files are worse than
     * files without records.
     */
    private static void place(Staging staging) {
        try {
            staging.place();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(
            Path path, Optional<DigestSignature> signature, Optional<PublicKey> signer) {
        if (signer.isPresent() && signature.filter(each -> each.isBy(signer.get())).isEmpty()) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s is not signed with that key: it is %s",
                            path,
                            signature
                                    .map(each -> "signed by " + each.signer())
                                    .orElse("not signed")));
        }
    }

    private static void checkSizes(Manifest manifest, Map<String, Long> described) {
        manifest.objects()
                .forEach(
                        (digest, part) -> {
                            if (!described.getOrDefault(digest, -1L).equals(part.bytes())) {
                                throw new DamagedArchiveException(
                                        String.format(
                                                Locale.ROOT,
                                                "artefact %s (%s) of the archive has another size in its manifest than in its records, or is in none",
                                                digest,
                                                part.name()));
                            }
                        });
    }

    /** Files of the archive that are not in the store yet. */
    private final class Files {
        private final ArchiveFiles archive;
        private final Staging staging;
        private final Map<String, Long> needed;
        private final LongConsumer progress;
        private final List<String> missing = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();
        private long bytes;

        Files(
                ArchiveFiles archive,
                Staging staging,
                Map<String, Long> needed,
                LongConsumer progress) {
            this.archive = archive;
            this.staging = staging;
            this.needed = needed;
            this.progress = progress;
        }

        /**
         * @param promised digests that the manifest says are in the archive
         */
        void take(Set<String> promised, Path path) {
            try {
                Map<String, Long> wanted = new TreeMap<>();
                long sum = 0;
                for (Map.Entry<String, Long> artefact : needed.entrySet()) {
                    if (!objects.sound(artefact.getKey())) {
                        wanted.put(artefact.getKey(), artefact.getValue());
                        sum += promised.contains(artefact.getKey()) ? artefact.getValue() : 0;
                    }
                }
                long needed = sum + Math.min(MOST_SPARE, SPARE + sum);
                long room = objects.room();
                if (sum > 0 && needed > room) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT,
                                    "the disk is too full for %s: %.1f MB are needed, and %.1f MB"
                                            + " are free",
                                    path,
                                    needed * 1e-6,
                                    room * 1e-6));
                }
                for (Map.Entry<String, Long> artefact : wanted.entrySet()) {
                    take(artefact.getKey(), artefact.getValue(), promised, path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void take(String digest, long size, Set<String> promised, Path path)
                throws IOException {
            try (InputStream in = new LimitedStream(archive.open(Export.path(digest)), size)) {
                ObjectStore.Stored stored = staging.add(in::transferTo, digest);
                if (!stored.digest().equals(digest)) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT,
                                    "artefact %s of the archive was altered: its content has digest %s",
                                    digest,
                                    stored.size() > size
                                            ? "of more than " + size + " bytes"
                                            : stored.digest()));
                } else if (stored.size() != size) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT,
                                    "artefact %s of the archive has %d bytes, not %d as its records say",
                                    digest,
                                    stored.size(),
                                    size));
                }
                taken.add(digest);
                bytes += size;
                progress.accept(bytes);
            } catch (NoSuchFileException e) {
                if (promised.contains(digest)) {
                    throw new DamagedArchiveException(
                            String.format(
                                    Locale.ROOT,
                                    "%s was cut: artefact %s is missing; import the whole archive",
                                    path,
                                    digest));
                }
                missing.add(digest);
            }
        }
    }
}
