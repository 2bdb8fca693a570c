package xcflow.provenance.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import xcflow.provenance.run.RecordReader.ArtefactRecord;
import xcflow.storage.ObjectStore;

/** Hashes the files of artefacts again. */
final class FileAudit {
    private static final int BUFFER = 1 << 18;

    private final ObjectStore objects;
    private final Findings findings;
    private final LongConsumer progress;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean stopped;

    /**
     * @param progress is told the bytes read so far
     */
    FileAudit(ObjectStore objects, Findings findings, LongConsumer progress) {
        this.objects = objects;
        this.findings = findings;
        this.progress = progress;
    }

    /**
     * @param collected digests of files that garbage collection has deleted on purpose
     * @return bytes read
     */
    long hash(List<ArtefactRecord> artefacts, Set<String> collected) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(
                        thread -> {
                            byte[] buffer = new byte[BUFFER];
                            for (int i = next.getAndIncrement();
                                    i < artefacts.size() && !stopped;
                                    i = next.getAndIncrement()) {
                                hash(artefacts.get(i), collected, buffer);
                            }
                        });
        return bytes.get();
    }

    /** Lets the files that have not been read yet be, when the audit has failed elsewhere. */
    void stop() {
        stopped = true;
    }

    private void hash(ArtefactRecord artefact, Set<String> collected, byte[] buffer) {
        String subject = "artefact " + artefact.digest();
        if (!artefact.used()) {
            findings.add(subject, "is recorded, but no execution read or stored it");
        }
        if (!ObjectStore.names(artefact.digest())) {
            findings.add(subject, "is not a SHA-256 digest");
            return;
        }
        Optional<ObjectStore.Stored> found;
        try {
            found = objects.rehash(artefact.digest(), buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + subject, e);
        }
        if (found.isEmpty()) {
            if (!collected.contains(artefact.digest())) {
                findings.add(subject, "is missing from the object store");
            }
            return;
        }
        long size = found.get().size();
        if (size != artefact.size()) {
            findings.add(
                    subject, "size differs", Long.toString(artefact.size()), Long.toString(size));
        }
        progress.accept(bytes.addAndGet(size));
        if (!found.get().digest().equals(artefact.digest())) {
            findings.add(subject, "content was altered", artefact.digest(), found.get().digest());
        }
    }
}
