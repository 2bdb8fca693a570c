package xcflow.runner.command;

import java.io.IOException;
import java.util.Optional;
import xcflow.provenance.record.Run;
import xcflow.runner.camel.Queue;
import xcflow.runner.camel.Session;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.RunListener;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/**
 * A run that a command makes for itself and conducts in this process, whatever queue there is.
 *
 * @param run as it ended
 * @param conductor knows why it failed, if it did
 */
record OwnRun(Run run, Conductor conductor) {

    /**
     * Submits a workflow and conducts it to its end.
     *
     * @param threads for the whole run; 0: as many as there are processors
     * @throws InvalidInputException if the run cannot be submitted
     */
    static OwnRun of(
            Project project,
            TaskCatalog tasks,
            RunRequest request,
            Outline outline,
            int threads,
            RunListener listener)
            throws InvalidInputException, IOException {
        project.expireDeadWorkers();
        Submission.Submitted submitted =
                new Submission(project.provenance(), tasks)
                        .submit(request, outline, Optional.empty());
        RunLock lock = RunLock.take(project, submitted.run().id()).orElseThrow();
        try (Session session =
                new Session(
                        project,
                        tasks,
                        threads,
                        new Queue(Optional.empty(), true),
                        System.err,
                        schedule -> {
                            throw new IllegalStateException("schedules belong to 'serve'");
                        })) {
            Conductor conductor = session.conductor(submitted, listener);
            session.conduct(conductor, lock);
            return new OwnRun(project.ledger().run(submitted.run().id()).orElseThrow(), conductor);
        }
    }
}
