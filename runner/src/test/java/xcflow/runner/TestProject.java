package xcflow.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Executor;
import xcflow.runner.run.RunRequest;
import xcflow.runner.task.AssertTask;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.h2.H2Database;
import xcflow.storage.home.Home;
import xcflow.workflows.schema.TaskCatalog;

/** A project whose ledger is in memory, with tasks that a test steers. */
public final class TestProject implements AutoCloseable {
    private final Path directory;
    private final Home home;
    private final Provenance provenance;
    private final SteeredTask task = new SteeredTask();
    private final TaskCatalog tasks = TaskCatalog.of(task, new AssertTask());

    public TestProject(Path directory) throws IOException {
        this(directory, H2Database.inMemory());
    }

    /**
     * @param database closed with the project
     */
    public TestProject(Path directory, LedgerDatabase database) throws IOException {
        this.directory = directory;
        this.home = new Home(directory.resolve("home"));
        this.provenance =
                new Provenance(
                        database, home.objects(), ReferenceDescriptions.NONE, Clock.systemUTC());
    }

    public Path directory() {
        return directory;
    }

    public Home home() {
        return home;
    }

    public SteeredTask task() {
        return task;
    }

    public TaskCatalog tasks() {
        return tasks;
    }

    public Provenance provenance() {
        return provenance;
    }

    public RunLedger ledger() {
        return provenance.runs();
    }

    public ObjectStore objects() {
        return provenance.objects();
    }

    /** A request for a workflow, whose file is written. */
    public RunRequest request(String workflow, String... settings) throws IOException {
        Path file = Files.writeString(directory.resolve("test.yaml"), workflow);
        return RunRequest.of(file, List.of(settings));
    }

    /** A new worker of this machine. */
    public Worker worker() {
        return ledger().register(
                        new Worker(
                                0,
                                "here",
                                ProcessHandle.current().pid(),
                                "17",
                                "Linux",
                                "test",
                                "{}",
                                Instant.now()));
    }

    /** What executes in a new worker. */
    public Executor executor(Admission admission) {
        try {
            return new Executor(ledger(), worker(), tasks, home, objects(), admission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        provenance.close();
    }
}
