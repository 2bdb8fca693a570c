package xcflow.runner.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.secret.SecretException;
import xcflow.spi.Artefact;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;
import xcflow.workflows.files.PackedDirectory;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.Planner;
import xcflow.workflows.plan.RunFacts;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;

/** Puts runs into the ledger, new ones and those that are taken up again. */
public final class Submission {
    private final RunLedger ledger;
    private final ObjectStore objects;
    private final TaskCatalog tasks;
    private final Provenance provenance;
    private final Planning planning;

    /** Makes plans. */
    @FunctionalInterface
    interface Planning {
        Plan plan(Outline outline, Optional<String> runId, RunFacts.FileStore files)
                throws InvalidInputException;
    }

    public Submission(Provenance provenance, TaskCatalog tasks) {
        this(provenance, tasks, Outline::plan);
    }

    Submission(Provenance provenance, TaskCatalog tasks, Planning planning) {
        this.planning = planning;
        this.provenance = provenance;
        this.ledger = provenance.runs();
        this.objects = provenance.objects();
        this.tasks = tasks.with(NamedFunctionals.now(provenance)::path);
    }

    /**
     * A run in the ledger with its plan.
     *
     * @param cache how far earlier results are trusted
     * @param recompute instances whose earlier results are not used
     * @param strict whether warnings fail
     */
    public record Submitted(
            Run run, Plan plan, CacheMode cache, Recomputation recompute, boolean strict) {}

    /**
     * Submits a workflow.
     *
     * @param outline as {@link RunRequest#outline} gave it
     * @param schedule name of the schedule whose time has come; empty for the command line
     * @throws InvalidInputException before anything is recorded
     */
    public Submitted submit(RunRequest request, Outline outline, Optional<String> schedule)
            throws InvalidInputException {
        return submit(
                request, outline, schedule, schedule.isPresent() ? "schedule" : "command-line");
    }

    /**
     * As {@link #submit(RunRequest, Outline, Optional)}.
     *
     * @param origin whence the run was asked for
     */
    public Submitted submit(
            RunRequest request, Outline outline, Optional<String> schedule, String origin)
            throws InvalidInputException {
        check(outline);
        NamedLimits.check(outline, provenance.control());
        NamedFunctionals functionals = NamedFunctionals.now(provenance);
        RunFacts.FileStore store = new Named(this::stored, functionals);
        // The run gets its number when it is recorded, and is recorded with what the plan knows.
        Plan plan = planning.plan(outline, Optional.empty(), store);
        Recomputation recompute = Recomputation.of(request.recompute(), outline);
        recompute.check(plan);
        Map<String, Artefact> files = plan.storeFiles();
        new GivenFunctionals(provenance).record(files);
        Workflow workflow = plan.workflow();
        RunOptions options =
                RunOptions.of(request, workflow, files, schedule, functionals.newest());
        Marks given = marks(plan);
        Run run =
                ledger.submit(
                        new NewRun(
                                workflow.name(),
                                workflow.sources().get(0).text(),
                                request.file().toAbsolutePath().normalize().toString(),
                                RunRequest.parametersJson(plan),
                                options.toJson(),
                                origin,
                                workflow.run().priority()));
        Marks marks = given.and(request.marks());
        if (!marks.equals(Marks.NONE)) {
            provenance.marks().change(run.id(), none -> marks);
        }
        String id = Long.toString(run.id());
        if (outline.asksForRunId()) {
            plan = planning.plan(outline, Optional.of(id), store);
            plan.useFiles(files);
        } else {
            plan.identify(id);
        }
        return new Submitted(run, plan, request.cache(), recompute, request.strict());
    }

    /** A secret that cannot be had is told of before there is a run. */
    private static void check(Outline outline) throws InvalidInputException {
        Workflow workflow = outline.workflow();
        try {
            RunSecrets.check(workflow);
        } catch (SecretException e) {
            throw new InvalidInputException(
                    Position.of(workflow.file().toString()), e.getMessage());
        }
    }

    /** The labels that the workflow gives its runs. */
    private static Marks marks(Plan plan) throws InvalidInputException {
        Marks marks = Marks.NONE;
        for (Map.Entry<String, String> label : plan.labels().entrySet()) {
            try {
                marks = marks.labelled(label.getKey(), label.getValue());
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        plan.workflow().labels().get(label.getKey()).position(), e.getMessage());
            }
        }
        return marks;
    }

    /** Name of the schedule that began a run, if one did. */
    public static Optional<String> schedule(Run run) {
        return RunOptions.fromJson(run.options()).schedule();
    }

    /**
     * Takes up a run that is not over or did not succeed, with the workflow and the parameters that
     * were recorded.
     *
     * @throws InvalidInputException if an imported file is not what it was
     */
    public Submitted resume(Run run) throws InvalidInputException {
        RunOptions options = RunOptions.fromJson(run.options());
        Workflow workflow = recorded(run);
        Map<String, String> now = RunOptions.imports(workflow);
        for (Map.Entry<String, String> imported : options.imports().entrySet()) {
            if (!imported.getValue().equals(now.get(imported.getKey()))) {
                throw new InvalidInputException(
                        Position.of(run.file()),
                        String.format(
                                Locale.ROOT,
                                "the imported file '%s' has changed since the run began: run the"
                                        + " workflow again (finished work is reused)",
                                imported.getKey()));
            }
        }
        Plan plan =
                Planner.plan(
                        workflow,
                        xcflow.runner.value.PlainJson.readMap(run.parameters()),
                        new RunFacts(
                                Long.toString(run.id()),
                                options.environment(),
                                new Named(
                                        this::stored,
                                        new NamedFunctionals(
                                                provenance, options.newestFunctional()))),
                        options.steps());
        plan.useFiles(sound(run, options.files()));
        ledger.reopen(run.id());
        return new Submitted(
                ledger.run(run.id()).orElseThrow(),
                plan,
                options.cache(),
                Recomputation.of(options.recompute()),
                options.strict());
    }

    /**
     * The workflow of a run as it was recorded.
     *
     * @throws InvalidInputException if it cannot be read any more, because a task or an imported
     *     file is missing
     */
    public Workflow recorded(Run run) throws InvalidInputException {
        RunOptions options = RunOptions.fromJson(run.options());
        return WorkflowReader.read(
                ledger.workflowText(run.workflowDigest()).orElseThrow(),
                Path.of(run.file()),
                options.root(),
                tasks,
                options.profiles());
    }

    /** Whether the workflow's file is no longer what was recorded for the run. */
    public static boolean changedSince(Run run) throws IOException {
        Path file = Path.of(run.file());
        return Files.exists(file)
                && !Sha256.of(Files.readString(file)).equals(run.workflowDigest());
    }

    /** The artefact of a file, put into the store unless it is there. */
    private Artefact stored(Path file) throws IOException {
        Artefact artefact = hashed(file);
        if (objects.sound(artefact.digest())) {
            return artefact;
        }
        // What is stored counts, should the file be changed at this moment.
        ObjectStore.Stored stored =
                Files.isDirectory(file)
                        ? objects.store(out -> PackedDirectory.write(file, out))
                        : objects.store(file);
        return new Artefact(stored.digest(), artefact.name(), artefact.mediaType(), stored.size());
    }

    /** The files of a run as they were when it was submitted. */
    private Map<String, Artefact> sound(Run run, Map<String, Artefact> files)
            throws InvalidInputException {
        for (Map.Entry<String, Artefact> file : files.entrySet()) {
            boolean sound;
            try {
                sound = objects.sound(file.getValue().digest());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!sound) {
                throw new InvalidInputException(
                        Position.of(run.file()),
                        String.format(
                                Locale.ROOT,
                                "the file '%s' as it was when the run began (SHA-256 %s) is no"
                                        + " longer in the store: run the workflow again (finished work"
                                        + " is reused)",
                                file.getKey(),
                                file.getValue().digest()));
            }
        }
        return files;
    }

    /** Finds what a workflow names without putting anything into the store. */
    public static RunFacts.FileStore looking(NamedFunctionals functionals) {
        return new Named(Submission::hashed, functionals);
    }

    /** The user's files, and functional versions by their names. */
    private record Named(RunFacts.FileStore files, NamedFunctionals functionals)
            implements RunFacts.FileStore {
        @Override
        public Artefact store(Path file) throws IOException {
            return files.store(file);
        }

        @Override
        public Optional<Artefact> functional(String name) throws IOException {
            return functionals.find(name);
        }
    }

    /** The artefact that a file would be, or a directory as an archive. */
    public static Artefact hashed(Path file) throws IOException {
        MessageDigest hash = Sha256.start();
        if (Files.isDirectory(file)) {
            long size =
                    PackedDirectory.write(
                            file, new DigestOutputStream(OutputStream.nullOutputStream(), hash));
            return new Artefact(
                    HexFormat.of().formatHex(hash.digest()),
                    PackedDirectory.name(file),
                    "application/zip",
                    size);
        }
        long size;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            size = in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return new Artefact(
                HexFormat.of().formatHex(hash.digest()),
                file.getFileName().toString(),
                "application/octet-stream",
                size);
    }
}
