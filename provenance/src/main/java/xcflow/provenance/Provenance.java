package xcflow.provenance;

import java.io.IOException;
import java.time.Clock;
import java.util.function.BinaryOperator;
import xcflow.provenance.access.AccessTokens;
import xcflow.provenance.access.KeptAudits;
import xcflow.provenance.audit.HomeAudit;
import xcflow.provenance.block.BlockTable;
import xcflow.provenance.browse.Browse;
import xcflow.provenance.browse.BrowseArtefacts;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.exchange.Export;
import xcflow.provenance.exchange.Import;
import xcflow.provenance.functional.ExternalVersions;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.Origins;
import xcflow.provenance.retention.Retention;
import xcflow.provenance.run.LiveLogs;
import xcflow.provenance.run.RunControl;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.RunMarks;
import xcflow.provenance.run.SqlRunLedger;
import xcflow.provenance.signature.Signatures;
import xcflow.provenance.ticket.TicketTable;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.Schema;
import xcflow.storage.home.Home;

/** Everything that is recorded in a home. Closing it closes the database. */
public final class Provenance implements AutoCloseable {
    private static final Schema SCHEMA =
            new Schema("provenance", "xcflow/provenance/migrations", 12);

    private final LedgerDatabase database;
    private final ObjectStore objects;
    private final EventLog events;
    private final RunLedger runs;
    private final ReferenceDescriptions references;

    /**
     * @param database brought up to date if necessary; closed with this object
     * @param references describes functionals that are known by name
     * @param clock gives the times of records and leases
     */
    public Provenance(
            LedgerDatabase database,
            ObjectStore objects,
            ReferenceDescriptions references,
            Clock clock) {
        database.migrate(SCHEMA);
        this.database = database;
        this.objects = objects;
        this.references = references;
        this.events = new EventLog(database, clock);
        this.runs = new SqlRunLedger(database, events, references);
    }

    /** Opens the provenance of a home, which is created if it does not exist. */
    public static Provenance open(Home home, ReferenceDescriptions references) throws IOException {
        ObjectStore objects = home.objects();
        LedgerDatabase database = home.database(SCHEMA);
        try {
            Provenance provenance = new Provenance(database, objects, references, database.clock());
            if (home.stores().objects().isPresent()) {
                objects.claim(provenance.tickets().project());
            }
            return provenance;
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The tables in which provenance is recorded. */
    public static Schema schema() {
        return SCHEMA;
    }

    /** Runs, instances and executions. */
    public RunLedger runs() {
        return runs;
    }

    /** What executions under way have written. */
    public LiveLogs liveLogs() {
        return new LiveLogs(database);
    }

    /** Pauses, priorities and named resources. */
    public RunControl control() {
        return new RunControl(database, events);
    }

    /** Names, labels and notes of runs. */
    public RunMarks marks() {
        return new RunMarks(database, events);
    }

    /** Sites, their jobs and the workers that are there. */
    public BlockTable blocks() {
        return new BlockTable(database);
    }

    /** The log of events. */
    public EventLog events() {
        return events;
    }

    /** The audit of everything recorded here. */
    public HomeAudit audit() {
        return new HomeAudit(database, objects, empty -> empty.migrate(SCHEMA));
    }

    /** The registry of functional versions. */
    public FunctionalRegistry functionals() {
        return new FunctionalRegistry(database, events, references);
    }

    /** Functionals that were made elsewhere. */
    public ExternalVersions externalVersions() {
        return new ExternalVersions(events, references);
    }

    /** Signatures of the event chain. */
    public Signatures signatures() {
        return new Signatures(database, events);
    }

    /** Export to files. */
    public Export exporter() {
        return new Export(database, objects);
    }

    /** Import of what another home exported. */
    public Import importer() {
        return importer((task, inputs) -> inputs);
    }

    /**
     * Import where tasks may see their inputs in another form in cache keys.
     *
     * @param keyInputs that form, of the task's name and the recorded inputs as JSON
     */
    public Import importer(BinaryOperator<String> keyInputs) {
        return new Import(objects, events, keyInputs);
    }

    /** Work that waits in the database for a worker. */
    public TicketTable tickets() {
        return new TicketTable(database);
    }

    /** Where imported records came from. */
    public Origins origins() {
        return new Origins(database);
    }

    /** Garbage collection. */
    public Retention retention() {
        return new Retention(database, objects, events);
    }

    /** Pages of long lists, and sums over all of them. */
    public Browse browse() {
        return new Browse(database);
    }

    /** Files by what used them. */
    public BrowseArtefacts browseArtefacts() {
        return new BrowseArtefacts(database);
    }

    /** Tokens with which programs use the server. */
    public AccessTokens tokens() {
        return new AccessTokens(database);
    }

    /** What the latest audits found. */
    public KeptAudits audits() {
        return new KeptAudits(database);
    }

    /** The files of the artefacts. */
    public ObjectStore objects() {
        return objects;
    }

    /** The database itself. */
    public LedgerDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
