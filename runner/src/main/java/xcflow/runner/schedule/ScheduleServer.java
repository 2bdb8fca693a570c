package xcflow.runner.schedule;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quartz.SchedulerException;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.camel.Interrupts;
import xcflow.runner.camel.Queue;
import xcflow.runner.camel.Session;
import xcflow.runner.home.LeftRuns;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.runner.view.Count;
import xcflow.runner.view.RunView;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** Runs scheduled workflows until it is told to stop. */
public final class ScheduleServer implements ServedRuns {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final Project project;
    private final TaskCatalog tasks;
    private final Schedules schedules;
    private final ServerOutput out;
    private final Session session;
    private final Submission submission;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Origin of runs that were begun through {@link ServedRuns}. */
    private static final String PAGE = "page";

    /** Runs that have not ended: their schedules, or else their workflows, and their locks. */
    private final Map<Long, Active> active = new ConcurrentHashMap<>();

    private final Set<String> beginning = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    private record Active(String name, boolean scheduled, RunLock lock) {}

    /**
     * @param jobs number of threads for all instances together; 0: all that the machine has
     * @param out told of runs
     * @param messages where the user is notified of interruptions
     */
    public ScheduleServer(
            Project project,
            TaskCatalog tasks,
            Schedules schedules,
            int jobs,
            ServerOutput out,
            PrintStream messages) {
        this.project = project;
        this.tasks = tasks;
        this.schedules = schedules;
        this.out = out;
        this.submission = new Submission(project.provenance(), tasks);
        this.session =
                new Session(
                        project,
                        tasks,
                        jobs,
                        Queue.chosen(project.home().directory()),
                        messages,
                        this::submit);
        session.expectUnknownRuns();
    }

    /** Serves until {@link #stop} or Ctrl-C. */
    public void serve() throws IOException, SchedulerException, InterruptedException {
        try (Interrupts signals = new Interrupts(stop::countDown)) {
            resumeInterrupted();
            schedules.start(this::due);
            int count = schedules.list().size();
            out.say(
                    "serving",
                    Map.of("schedules", (long) count),
                    "serving " + Count.of(count, "schedule") + "; press Ctrl-C to stop");
            while (!stop.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                session.camel().conductors().forEach(this::look);
            }
            out.say(
                    "stopping",
                    Map.of(),
                    "stopping; the next 'xcflow serve' continues unfinished runs");
            end();
        } finally {
            session.close();
        }
    }

    /** Ends serving. */
    public void stop() {
        stop.countDown();
    }

    /** Resumes scheduled runs that were interrupted when an earlier server died. */
    private void resumeInterrupted() throws IOException {
        for (Run run : project.ledger().runs(0, 100)) {
            boolean ours = run.origin().equals("schedule") || run.origin().equals(PAGE);
            if (run.state() == RunState.RUNNING && ours) {
                Optional<RunLock> lock = RunLock.take(project, run.id());
                if (lock.isPresent()) {
                    try {
                        conduct(submission.resume(run), lock.get());
                    } catch (InvalidInputException e) {
                        out.say(
                                "run-not-resumed",
                                Map.of("run", run.id()),
                                "run " + run.id() + " cannot be resumed: " + e.getMessage());
                        lock.get().close();
                    }
                }
            }
        }
    }

    @Override
    public long begin(RunRequest request) throws InvalidInputException, IOException {
        Submission.Submitted submitted =
                submission.submit(
                        request, request.outline(request.read(tasks)), Optional.empty(), PAGE);
        long run = submitted.run().id();
        conduct(submitted, RunLock.take(project, run).orElseThrow());
        return run;
    }

    @Override
    public void resume(long number) throws InvalidInputException, IOException {
        Run run = project.ledger().run(number).orElseThrow();
        if (run.state() == RunState.SUCCEEDED) {
            throw new IllegalStateException(
                    "run " + number + " has already succeeded; there is nothing to resume");
        }
        Optional<RunLock> lock = RunLock.take(project, number);
        if (lock.isEmpty()) {
            letGoOfEnded(number);
            lock = RunLock.take(project, number);
        }
        if (lock.isEmpty() && project.provenance().control().goOn(number)) {
            // Whoever conducts it notices.
            return;
        }
        if (lock.isEmpty()) {
            throw new IllegalStateException("a process is working on run " + number);
        }
        try {
            project.expireDeadWorkers();
            conduct(submission.resume(run), lock.get());
        } catch (InvalidInputException | RuntimeException e) {
            lock.get().close();
            throw e;
        }
    }

    private void conduct(Submission.Submitted submitted, RunLock lock) {
        Run run = submitted.run();
        Optional<String> schedule = Submission.schedule(run);
        session.camel()
                .conduct(
                        begin(
                                schedule.orElse(run.workflow()),
                                schedule.isPresent(),
                                submitted,
                                lock));
    }

    @Override
    public void cancel(long number) throws IOException {
        Run run = project.ledger().run(number).orElseThrow();
        if (run.state().finished()) {
            throw new IllegalStateException(
                    "run " + number + " has already ended (" + run.state() + ")");
        }
        if (RunLock.taken(project, number)) {
            project.ledger().requestCancel(number);
        } else {
            new LeftRuns(project).end(number);
        }
    }

    private void due(String schedule) {
        // Noted before anything is looked at: a submission may last longer than until the next
        // time.
        boolean mine = beginning.add(schedule);
        try {
            if (ending) {
                return;
            }
            if (!mine || runs(schedule)) {
                out.say(
                        "left-out",
                        Map.of("schedule", schedule),
                        "schedule "
                                + schedule
                                + ": skipped, because its previous run has not ended");
                return;
            }
            session.camel().submit(schedule);
        } finally {
            if (mine) {
                beginning.remove(schedule);
            }
        }
    }

    private boolean runs(String schedule) {
        return active.values().stream().anyMatch(a -> a.scheduled() && a.name().equals(schedule));
    }

    /** Begins a run; called by the routes. */
    private Conductor submit(String name) throws Exception {
        Schedules.Schedule schedule =
                schedules
                        .find(name)
                        .orElseThrow(() -> new IllegalStateException("no schedule " + name));
        RunRequest request = RunRequest.of(schedule.file(), schedule.settings());
        try {
            Submission.Submitted submitted =
                    submission.submit(
                            request, request.outline(request.read(tasks)), Optional.of(name));
            return begin(
                    name,
                    true,
                    submitted,
                    RunLock.take(project, submitted.run().id()).orElseThrow());
        } catch (InvalidInputException e) {
            out.say(
                    "unusable",
                    Map.of("schedule", name),
                    "schedule " + name + ": " + e.getMessage());
            throw e;
        }
    }

    private Conductor begin(
            String schedule, boolean scheduled, Submission.Submitted submitted, RunLock lock) {
        long run = submitted.run().id();
        active.put(run, new Active(schedule, scheduled, lock));
        out.say(
                "run-begins",
                Map.of("run", run, "schedule", schedule),
                "run " + run + " of " + schedule + " begins");
        return session.conductor(submitted, out.progress());
    }

    private void look(Conductor conductor) {
        try {
            session.look(conductor);
            if (conductor.await(Duration.ZERO)) {
                over(conductor);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            out.say(
                    "problem",
                    Map.of("run", conductor.run()),
                    "run " + conductor.run() + ": " + e.getMessage());
        }
    }

    /** A run may have ended a moment ago, and not have been looked at since. */
    private synchronized void letGoOfEnded(long run) {
        try {
            for (Conductor conductor : session.camel().conductors()) {
                if (conductor.run() == run && conductor.await(Duration.ZERO)) {
                    over(conductor);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void over(Conductor conductor) {
        if (!session.camel().release(conductor)) {
            return;
        }
        session.ended(conductor);
        Active ended = active.remove(conductor.run());
        if (ended != null) {
            boolean givenUp = conductor.result() == null;
            String state = givenUp ? RunView.INTERRUPTED : conductor.result().name();
            out.say(
                    "run-ended",
                    Map.of("run", conductor.run(), "schedule", ended.name(), "state", state),
                    String.format(
                            Locale.ROOT,
                            "run %d of %s%s",
                            conductor.run(),
                            ended.name(),
                            givenUp ? " was given up: " + conductor.defect() : ": " + state));
            close(ended.lock());
        }
    }

    /** Gives back what is under way: its runs stay open, and the next server continues them. */
    private void end() throws InterruptedException {
        ending = true;
        while (!beginning.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(50); // What is being submitted has a lock to give back.
        }
        session.camel().conductors().forEach(session.camel()::release);
        session.camel().leave();
        while (session.camel().underWay() > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        active.values().forEach(left -> close(left.lock()));
        active.clear();
    }

    private static void close(RunLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The schedules that are asked for by name, for messages. */
    static List<String> names(Schedules schedules) throws SchedulerException {
        return schedules.list().stream().map(Schedules.Schedule::name).toList();
    }
}
