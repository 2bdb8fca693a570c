package xcflow.provenance.audit;

import java.util.List;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
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
        return run(bytes -> {});
    }

    /**
     * Audits everything.
     *
     * @param progress is told, from several threads, how many bytes of artefacts have been hashed
     */
    public AuditReport run(LongConsumer progress) {
        Findings findings = new Findings();
        Sealed sealed = new Sealed();
        record Records(
                long events, long executions, long functionals, List<ArtefactRecord> files) {}
        // One snapshot, so that what is recorded meanwhile does not look like a contradiction.
        Records records =
                database.jdbi()
                        .inTransaction(
                                TransactionIsolationLevel.SERIALIZABLE,
                                handle ->
                                        new Records(
                                                new Chain(handle, findings).verify(sealed),
                                                new RecordAudit(handle, sealed, findings).compare(),
                                                new LineageAudit(handle, findings).check(),
                                                new RecordReader(handle).artefacts()));
        long bytes = new FileAudit(objects, findings, progress).hash(records.files(), sealed);
        return new AuditReport(
                findings.list(),
                findings.count(),
                records.events(),
                records.executions(),
                records.functionals(),
                records.files().size(),
                bytes);
    }
}
