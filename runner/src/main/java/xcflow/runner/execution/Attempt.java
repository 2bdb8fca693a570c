package xcflow.runner.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.WorkerLedger;
import xcflow.runner.secret.Mask;
import xcflow.runner.secret.RunSecrets;
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
    private final RunSecrets.Opened opened;
    private final ExecutionLog log;
    private final TaskListener listener;

    private final List<ArtefactRef> stored = new ArrayList<>();
    private final List<Completion.MadeFunctional> functionals = new ArrayList<>();
    private final List<Completion.Metric> metrics = new ArrayList<>();
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private volatile long begun;
    private volatile Usage usage = Usage.UNKNOWN;
    private long ended;
    private Record outputs;
    private volatile Throwable error;
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
            RunSecrets.Opened opened,
            ExecutionLog log,
            TaskListener listener) {
        this.ticket = ticket;
        this.claim = claim;
        this.objects = objects;
        this.checkpoints = checkpoints;
        this.scratch = scratch;
        this.opened = opened;
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

    /** The task's inputs, with secrets in them. */
    Map<String, Object> inputs() {
        return opened.inputs();
    }

    /** Text that may be kept and shown. */
    String masked(String text) {
        return opened.mask().of(text);
    }

    @Override
    public boolean hasSecrets() {
        return !opened.mask().isEmpty();
    }

    @Override
    public OutputStream masked(OutputStream out) {
        return opened.mask().over(out);
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

    /** Notes what the task used; never called if its thread was abandoned. */
    void used(Usage used) {
        usage = used;
    }

    /** What the task used, as far as it is known. */
    Usage usage() {
        return usage;
    }

    /** What the task gave; null if it ended with an error. */
    Record outputs() {
        return outputs;
    }

    /** With what the task ended; null if it succeeded. */
    Throwable error() {
        return error;
    }

    /** Whether the task ended with an error although nobody stopped it. */
    boolean failed() {
        return error != null && stop == Stop.NONE;
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

    WorkerLedger.Progress report() {
        return new WorkerLedger.Progress(claim, fraction, message);
    }

    synchronized Completion completion(String outputs, Optional<ArtefactRef> logFile) {
        return new Completion(outputs, stored, functionals, metrics, logFile, warnings(), usage);
    }

    synchronized List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void warn(xcflow.spi.Warning warning) {
        TaskContext.super.warn(warning);
        remember(new Warning(warning.code(), masked(warning.text())));
    }

    private synchronized void remember(Warning warning) {
        warnings.add(warning);
    }

    @Override
    public Artefact store(String name, String mediaType, Content content) throws IOException {
        if (name.isBlank() || name.contains("/") || name.contains("\\")) {
            throw new IllegalArgumentException("not the name of a file: '" + name + "'");
        }
        ObjectStore.Stored object =
                new ArtefactWriter(objects, scratch).store(watched(name, content));
        Artefact artefact = new Artefact(object.digest(), name, mediaType, object.size());
        synchronized (this) {
            ArtefactRef ref = Artefacts.ref(artefact);
            if (!stored.contains(ref)) {
                stored.add(ref);
            }
        }
        return artefact;
    }

    /** Content cannot be masked without altering it: with a secret in it, it is not kept. */
    private Content watched(String name, Content content) {
        if (!hasSecrets()) {
            return content;
        }
        return out -> {
            Mask.Detector detector = opened.mask().detector();
            content.writeTo(new TeeStream(out, detector));
            if (detector.found()) {
                throw new SecretInOutputException(name);
            }
        };
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
        message = masked(what);
        listener.progress(ticket, done, message);
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
    public long memory() {
        return ticket.memory();
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
