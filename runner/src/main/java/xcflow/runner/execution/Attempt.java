package xcflow.runner.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.value.Artefacts;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.ObjectStore;

/** One execution while it runs, as its task sees it, and what the task has reported so far. */
final class Attempt implements TaskContext {
    private final Ticket ticket;
    private final Claim claim;
    private final ObjectStore objects;
    private final AttemptCheckpoints checkpoints;
    private final Path scratch;
    private final ExecutionLog log;
    private final TaskListener listener;

    private final List<ArtefactRef> stored = new ArrayList<>();
    private final List<Completion.MadeFunctional> functionals = new ArrayList<>();
    private final List<Completion.Metric> metrics = new ArrayList<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private volatile long begun;
    private long ended;
    private Record outputs;
    private Throwable error;
    private volatile Stop stop = Stop.NONE;
    private volatile double fraction = Double.NaN;
    private volatile String message = "";

    /** Why a task should stop. */
    enum Stop {
        NONE,
        TIMEOUT,
        CANCELLED,
        /** The process ends; others may take the instance. */
        LEAVING,
        LOST
    }

    Attempt(
            Ticket ticket,
            Claim claim,
            ObjectStore objects,
            AttemptCheckpoints checkpoints,
            Path scratch,
            ExecutionLog log,
            TaskListener listener) {
        this.ticket = ticket;
        this.claim = claim;
        this.objects = objects;
        this.checkpoints = checkpoints;
        this.scratch = scratch;
        this.log = log;
        this.listener = listener;
    }

    Ticket ticket() {
        return ticket;
    }

    Claim claim() {
        return claim;
    }

    ExecutionLog executionLog() {
        return log;
    }

    AttemptCheckpoints checkpoints() {
        return checkpoints;
    }

    void begin() {
        begun = System.nanoTime();
    }

    /** Whether its task has begun. */
    boolean begun() {
        return begun != 0;
    }

    /**
     * Notes how the task ended.
     *
     * @param given what it gave; null if it ended with an error
     */
    void end(Record given, Throwable cause) {
        ended = System.nanoTime();
        outputs = given;
        error = cause;
    }

    /** What the task gave; null if it ended with an error. */
    Record outputs() {
        return outputs;
    }

    /** With what the task ended; null if it succeeded. */
    Throwable error() {
        return error;
    }

    /** How long the task was computing. */
    long millis() {
        return begun == 0 ? 0 : (ended - begun) / 1_000_000;
    }

    /** Asks the task to stop. The first reason counts. */
    synchronized void stop(Stop reason) {
        if (stop == Stop.NONE) {
            stop = reason;
        }
    }

    Stop stopped() {
        return stop;
    }

    RunLedger.Progress report() {
        return new RunLedger.Progress(claim, fraction, message);
    }

    synchronized Completion completion(String outputs, Optional<ArtefactRef> logFile) {
        return new Completion(outputs, stored, functionals, metrics, logFile, warnings());
    }

    synchronized List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void warn(xcflow.spi.Warning warning) {
        TaskContext.super.warn(warning);
        remember(new Warning(warning.code(), warning.text()));
    }

    private synchronized void remember(Warning warning) {
        warnings.add(warning);
    }

    @Override
    public Artefact store(String name, String mediaType, Content content) throws IOException {
        if (name.isBlank() || name.contains("/") || name.contains("\\")) {
            throw new IllegalArgumentException("not the name of a file: '" + name + "'");
        }
        ObjectStore.Stored object = new ArtefactWriter(objects, scratch).store(content);
        Artefact artefact = new Artefact(object.digest(), name, mediaType, object.size());
        synchronized (this) {
            ArtefactRef ref = Artefacts.ref(artefact);
            if (!stored.contains(ref)) {
                stored.add(ref);
            }
        }
        return artefact;
    }

    @Override
    public InputStream open(Artefact artefact) throws IOException {
        return objects.open(artefact.digest());
    }

    @Override
    public Path file(Artefact artefact) throws IOException {
        Path file = objects.file(artefact.digest());
        synchronized (this) {
            read.add(artefact.digest());
        }
        return file;
    }

    /**
     * Looks again at the files that were handed out: what was altered while the task read it is no
     * input.
     *
     * @throws DamagedObjectException if one was altered
     */
    synchronized void verifyRead() throws IOException {
        for (String digest : read) {
            if (objects.contains(digest)) {
                objects.file(digest);
            }
        }
    }

    @Override
    public void progress(double done, String what) {
        fraction = done;
        message = what;
        listener.progress(ticket, done, what);
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public void saveCheckpoint(Content content) throws IOException {
        List<Warning> before = warnings();
        checkpoints.save(
                out -> {
                    CheckpointFrame.begin(before, out);
                    content.writeTo(out);
                });
    }

    @Override
    public Optional<InputStream> loadCheckpoint() throws IOException {
        Optional<InputStream> stored = checkpoints.load(this);
        return stored.isEmpty()
                ? stored
                : Optional.of(CheckpointFrame.open(stored.get(), this::remember));
    }

    @Override
    public boolean cancelled() {
        return stop != Stop.NONE;
    }

    @Override
    public int threads() {
        return ticket.work().threads();
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public synchronized void functional(FunctionalVersion version) {
        functionals.add(
                new Completion.MadeFunctional(
                        version.name(),
                        version.file().digest(),
                        version.architecture(),
                        version.reference(),
                        version.parents().stream()
                                .map(
                                        parent ->
                                                new Completion.Parent(
                                                        identity(parent.functional()),
                                                        parent.relation().label()))
                                .toList(),
                        version.details()));
    }

    @Override
    public synchronized void metric(Source functional, String metric, double value, String unit) {
        metrics.add(new Completion.Metric(identity(functional), metric, value, unit));
    }

    private static String identity(Source functional) {
        return functional instanceof Artefact artefact ? artefact.digest() : functional.toString();
    }
}
