package xcflow.provenance.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import xcflow.provenance.run.RecordReader.ArtefactRecord;
import xcflow.storage.ObjectStore;

/** Hashes the files of artefacts again. */
final class FileAudit {
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
    long hash(Collection<ArtefactRecord> artefacts, Set<String> collected) {
        artefacts.parallelStream().forEach(artefact -> hash(artefact, collected));
        return bytes.get();
    }

    /** Lets the files that have not been read yet be, when the audit has failed elsewhere. */
    void stop() {
        stopped = true;
    }

    private void hash(ArtefactRecord artefact, Set<String> collected) {
        if (stopped) {
            return;
        }
        String subject = "artefact " + artefact.digest();
        if (!artefact.used()) {
            findings.add(subject, "is recorded, but no execution read or stored it");
        }
        Optional<String> found;
        try {
            found = objects.rehash(artefact.digest());
            if (found.isEmpty()) {
                if (!collected.contains(artefact.digest())) {
                    findings.add(subject, "is missing from the object store");
                }
                return;
            }
            long size = objects.size(artefact.digest());
            if (size != artefact.size()) {
                findings.add(
                        subject,
                        "size differs",
                        Long.toString(artefact.size()),
                        Long.toString(size));
            }
            progress.accept(bytes.addAndGet(size));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + subject, e);
        }
        if (!found.get().equals(artefact.digest())) {
            findings.add(subject, "content was altered", artefact.digest(), found.get());
        }
    }
}
