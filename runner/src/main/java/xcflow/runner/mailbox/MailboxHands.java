package xcflow.runner.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import xcflow.provenance.block.Presences;
import xcflow.provenance.record.Worker;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Executor;
import xcflow.runner.execution.Hands;
import xcflow.runner.execution.TakenWork;
import xcflow.runner.execution.Workplace;
import xcflow.runner.home.Project;
import xcflow.runner.secret.SecretStore;
import xcflow.storage.ObjectStore;
import xcflow.storage.home.Home;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Takes work from a mailbox and answers into it. Files go the usual way: the object store,
 * checkpoints and logs must be reached; the database is not.
 */
public final class MailboxHands implements Hands {
    /** How long an answer may take when the process is to end. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final TaskCatalog tasks;
    private final Workplace workplace;
    private final Correspondence letters;
    private final Desk desk;
    private final TakenWork work;
    private volatile Worker worker;

    /**
     * @param home of the project, as this machine sees it
     * @param directory the mailbox
     * @param workplace what this process may execute
     */
    public MailboxHands(Home home, Path directory, TaskCatalog tasks, Workplace workplace)
            throws IOException {
        this.home = home;
        this.tasks = tasks;
        this.workplace = workplace;
        letters = new Correspondence(new Mailbox(directory), "w-" + UUID.randomUUID());
        desk = letters.desk();
        work = new TakenWork(new LetterLedger(desk), desk, tasks, this::executor, workplace);
    }

    private Executor executor() {
        try {
            LetterLedger ledger = new LetterLedger(desk);
            home.reserve().take();
            worker = desk.register(Project.thisProcess(true));
            ObjectStore objects = home.objects();
            if (home.stores().objects().isPresent()) {
                objects.claim(desk.project());
            }
            return new Executor(
                    ledger,
                    worker,
                    tasks,
                    home,
                    objects,
                    Admission.of(workplace),
                    new SecretStore(home.directory(), ledger),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void take() {
        work.take();
    }

    @Override
    public Duration idle() {
        return work.idle();
    }

    @Override
    public int executed() {
        return work.executed();
    }

    @Override
    public int underWay() {
        return work.underWay();
    }

    @Override
    public void takeNoMore() {
        work.takeNoMore();
    }

    @Override
    public void leave() {
        work.leave();
    }

    @Override
    public void hurry() {
        letters.hurry(LAST_PATIENCE);
    }

    @Override
    public Optional<Worker> worker() {
        return Optional.ofNullable(worker);
    }

    @Override
    public Presences presences() {
        return desk;
    }

    @Override
    public void close() {
        work.close();
        letters.close();
    }
}
