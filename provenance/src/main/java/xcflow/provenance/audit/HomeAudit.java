package xcflow.provenance.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import xcflow.provenance.record.ArtefactUses;
import xcflow.provenance.record.ExecutionClosure;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ArtefactRecord;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sql;

/**
 * The audit of a home: the chain of events is whole; every record is what the chain says; every
 * artefact's file has the content that its name says; every functional version has a complete
 * ancestry. May run while a run goes on.
 */
public final class HomeAudit {
    private final LedgerDatabase database;
    private final ObjectStore objects;

    private final Consumer<LedgerDatabase> migrations;

    /**
     * @param migrations bring an empty database to the state in which this one should be
     */
    public HomeAudit(
            LedgerDatabase database, ObjectStore objects, Consumer<LedgerDatabase> migrations) {
        this.database = database;
        this.objects = objects;
        this.migrations = migrations;
    }

    /** Audits everything. */
    public HomeAuditReport run() {
        return run(Scope.EVERYTHING, bytes -> {});
    }

    /** Audits everything, and tells the bytes of artefacts hashed so far, from several threads. */
    public HomeAuditReport run(LongConsumer progress) {
        return run(Scope.EVERYTHING, progress);
    }

    /** What to hash and to replay; records and events are always audited completely. */
    @FunctionalInterface
    public interface Scope {
        /** All artefacts and executions. */
        Scope EVERYTHING = sql -> Optional.empty();

        /**
         * The records in the scope; empty for all.
         *
         * @param sql connection through which the audit reads
         */
        Optional<ExecutionClosure> within(Sql sql);

        /** Everything that a run used or made, and what led to it. */
        static Scope run(long run) {
            return sql -> Optional.of(new ExecutionClosure(sql).runs(List.of(run)).withOrigins());
        }

        /** Everything that led to a functional version. */
        static Scope functional(long version) {
            return sql -> Optional.of(new ExecutionClosure(sql).functionals(List.of(version)));
        }
    }

    /**
     * Audits the records, and hashes the artefacts of a scope.
     *
     * @param progress is told, from several threads, how many bytes of artefacts have been hashed
     */
    public HomeAuditReport run(Scope scope, LongConsumer progress) {
        // One snapshot, so that what is recorded meanwhile does not look like a contradiction.
        return database.snapshot(sql -> run(sql, scope, progress));
    }

    private HomeAuditReport run(Sql sql, Scope scope, LongConsumer progress) {
        Findings findings = new Findings();
        Findings notices = new Findings();
        // Files are read while records are compared; what is found in them comes last.
        Findings inFiles = new Findings();
        List<AuditCheck> checks =
                List.of(
                        new SchemaAudit(
                                database.dialect() == LedgerDatabase.Dialect.H2,
                                migrations::accept),
                        new DerivedAudit(),
                        new MarksAudit(),
                        new CodeAudit());
        List<ArtefactRecord> files = files(sql, scope);
        try (FileAudit hashing = new FileAudit(files, objects, inFiles, progress)) {
            Consumer<Sealed> further =
                    facts -> checks.forEach(each -> each.check(sql, facts, findings, notices));
            var counts = audit(sql, findings, hashing, files.size(), further);
            findings.add(inFiles.named(digest -> uses(sql, digest)));
            return new HomeAuditReport(findings.list(), findings.count(), notices.list(), counts);
        }
    }

    /** Executions in a scope, by number; empty for all. */
    public Optional<Set<Long>> executions(Scope scope) {
        return database.read(sql -> scope.within(sql).map(ExecutionClosure::executions));
    }

    private static String uses(Sql sql, String digest) {
        return new ArtefactUses(sql).of(digest);
    }

    private static HomeAuditReport.Counts audit(
            Sql sql, Findings findings, FileAudit hashing, int files, Consumer<Sealed> checks) {
        Sealed sealed = new Sealed();
        long events = new Chain(sql, findings).verify(sealed);
        long executions = new RecordAudit(sql, sealed, findings).compare();
        long functionals = new LineageAudit(sql, findings).check();
        checks.accept(sealed);
        long bytes = hashing.finish(sealed.excused());
        return new HomeAuditReport.Counts(events, executions, functionals, files, bytes);
    }

    private static List<ArtefactRecord> files(Sql sql, Scope scope) {
        Optional<Set<String>> digests = scope.within(sql).map(ExecutionClosure::artefacts);
        return new RecordReader(sql)
                .artefacts().stream()
                        .filter(a -> digests.isEmpty() || digests.get().contains(a.digest()))
                        .toList();
    }
}
