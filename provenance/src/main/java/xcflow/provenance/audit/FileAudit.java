package xcflow.provenance.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import xcflow.provenance.record.RecordReader.ArtefactRecord;
import xcflow.storage.ObjectStore;

/**
 * Hashes the files of artefacts again, on as many threads as there are processors, while others
 * compare records.
 */
final class FileAudit implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final ObjectStore objects;
    private final Findings findings;
    private final LongConsumer progress;
    private final Queue<ArtefactRecord> open;
    private final Queue<String> missing = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> work = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Begins at once.
     *
     * @param progress is told the bytes read so far
     */
    FileAudit(
            List<ArtefactRecord> artefacts,
            ObjectStore objects,
            Findings findings,
            LongConsumer progress) {
        this.objects = objects;
        this.findings = findings;
        this.progress = progress;
        this.open = new ConcurrentLinkedQueue<>(artefacts);
        int processors = Runtime.getRuntime().availableProcessors();
        this.threads = Executors.newFixedThreadPool(processors, FileAudit::thread);
        for (int i = 0; i < processors; i++) {
            work.add(CompletableFuture.runAsync(this::hash, threads));
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "xcflow-hash");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Waits until all files are hashed.
     *
     * @param excused digests of files that are missing for a recorded reason
     * @return bytes read
     */
    long finish(Set<String> excused) {
        try {
            work.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        for (String digest : missing) {
            if (!excused.contains(digest)) {
                findings.add("artefact " + digest, "is missing from the object store");
            }
        }
        return bytes.get();
    }

    /** Lets the files that have not been read yet be, when the audit has failed elsewhere. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
    }

    private void hash() {
        byte[] buffer = new byte[BUFFER];
        for (ArtefactRecord artefact = open.poll();
                artefact != null && !stopped;
                artefact = open.poll()) {
            hash(artefact, buffer);
        }
    }

    private void hash(ArtefactRecord artefact, byte[] buffer) {
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
            missing.add(artefact.digest());
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
