package xcflow.runner.camel;

import java.time.Duration;
import java.util.Optional;
import xcflow.provenance.block.Presences;
import xcflow.provenance.record.Worker;
import xcflow.runner.execution.Hands;
import xcflow.runner.execution.Workplace;
import xcflow.runner.home.Project;
import xcflow.workflows.schema.TaskCatalog;

/** Takes work from a queue that the project's processes share. */
public final class SessionHands implements Hands {
    private final Project project;
    private final Session session;

    /**
     * @param workplace what this process may execute
     * @param queue shared with other processes
     */
    public SessionHands(Project project, TaskCatalog tasks, Workplace workplace, Queue queue) {
        this.project = project;
        this.session =
                new Session(
                        project,
                        tasks,
                        workplace,
                        queue,
                        System.err,
                        schedule -> {
                            throw new IllegalStateException("schedules belong to 'serve'");
                        });
    }

    @Override
    public void take() {
        session.camel().take();
    }

    @Override
    public Duration idle() {
        return session.camel().idle();
    }

    @Override
    public int executed() {
        return session.camel().executed();
    }

    @Override
    public int underWay() {
        return session.camel().underWay();
    }

    @Override
    public void takeNoMore() {
        session.camel().takeNoMore();
    }

    @Override
    public void leave() {
        session.camel().leave();
    }

    @Override
    public void hurry() {
        session.hurry();
    }

    @Override
    public Optional<Worker> worker() {
        return session.worker();
    }

    @Override
    public Presences presences() {
        return project.provenance().blocks();
    }

    @Override
    public void close() {
        session.close();
    }
}
