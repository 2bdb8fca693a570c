package xcflow.provenance.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import xcflow.provenance.run.Closure;
import xcflow.provenance.run.RecordReader;
import xcflow.provenance.run.RecordReader.ArtefactRecord;
import xcflow.storage.Database;
import xcflow.storage.ObjectStore;

/**
 * The audit of a home: the chain of events is whole; every record is what the chain says; every
 * artefact's file has the content that its name says; every functional version has a complete
 * ancestry. May run while a run goes on.
 */
public final class Audit {
    private final Database database;
    private final ObjectStore objects;

    public Audit(Database database, ObjectStore objects) {
        this.database = database;
        this.objects = objects;
    }

    /** Audits everything. */
    public AuditReport run() {
        return run(Scope.EVERYTHING, bytes -> {});
    }

    /** Audits everything, and tells the bytes of artefacts hashed so far, from several threads. */
    public AuditReport run(LongConsumer progress) {
        return run(Scope.EVERYTHING, progress);
    }

    /** What to hash and to replay; records and events are always audited whole. */
    @FunctionalInterface
    public interface Scope {
        /** All artefacts and executions. */
        Scope EVERYTHING = handle -> Optional.empty();

        /**
         * The records in the scope; empty for all.
         *
         * @param handle connection through which the audit reads
         */
        Optional<Closure> within(Handle handle);

        /** Everything that a run used or made, and what led to it. */
        static Scope run(long run) {
            return handle -> Optional.of(new Closure(handle).runs(List.of(run)).withOrigins());
        }

        /** Everything that led to a functional version. */
        static Scope functional(long version) {
            return handle -> Optional.of(new Closure(handle).functionals(List.of(version)));
        }
    }

    /**
     * Audits the records, and hashes the artefacts of a scope.
     *
     * @param progress is told, from several threads, how many bytes of artefacts have been hashed
     */
    public AuditReport run(Scope scope, LongConsumer progress) {
        Findings findings = new Findings();
        // Files are read while records are compared; what is found in them comes last all the same.
        Findings inFiles = new Findings();
        AuditReport.Counts counts =
                // One snapshot, so that what is recorded meanwhile does not look like a
                // contradiction.
                database.jdbi()
                        .inTransaction(
                                TransactionIsolationLevel.SERIALIZABLE,
                                handle -> {
                                    List<ArtefactRecord> files = files(handle, scope);
                                    try (FileAudit hashing =
                                            new FileAudit(files, objects, inFiles, progress)) {
                                        return audit(handle, findings, files.size(), hashing);
                                    }
                                });
        findings.add(inFiles);
        return new AuditReport(findings.list(), findings.count(), counts);
    }

    /** Executions in a scope, by number; empty for all. */
    public Optional<Set<Long>> executions(Scope scope) {
        return database.jdbi().withHandle(handle -> scope.within(handle).map(Closure::executions));
    }

    private static AuditReport.Counts audit(
            Handle handle, Findings findings, int files, FileAudit hashing) {
        Sealed sealed = new Sealed();
        long events = new Chain(handle, findings).verify(sealed);
        long executions = new RecordAudit(handle, sealed, findings).compare();
        long functionals = new LineageAudit(handle, findings).check();
        long bytes = hashing.finish(sealed.collected());
        return new AuditReport.Counts(events, executions, functionals, files, bytes);
    }

    private static List<ArtefactRecord> files(Handle handle, Scope scope) {
        Optional<Set<String>> digests = scope.within(handle).map(Closure::artefacts);
        return new RecordReader(handle)
                .artefacts().stream()
                        .filter(a -> digests.isEmpty() || digests.get().contains(a.digest()))
                        .toList();
    }
}
