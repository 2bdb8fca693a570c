package xcflow.runner.camel;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.NamedLimits;

/**
 * Looks from time to time at what others want of a run: that it is cancelled, pauses, or lets a run
 * of a higher priority go first.
 */
final class RunWatch {
    private static final long RENEWAL = TimeUnit.SECONDS.toNanos(10);

    private final Project project;
    private final Conductor conductor;
    private final NamedLimits.Held resources;
    private final PrintStream messages;
    private boolean paused;
    private boolean waiting;
    private long renewed = System.nanoTime();

    RunWatch(
            Project project,
            Conductor conductor,
            NamedLimits.Held resources,
            PrintStream messages) {
        this.project = project;
        this.conductor = conductor;
        this.resources = resources;
        this.messages = messages;
    }

    /** Looks, and tells the conductor. */
    void look() {
        Optional<Run> run = project.ledger().run(conductor.run());
        if (run.flatMap(Run::cancelRequested).isPresent()) {
            conductor.cancel();
        }
        boolean pause = run.filter(it -> it.state() == RunState.PAUSED).isPresent();
        if (pause != paused) {
            paused = pause;
            messages.println(
                    pause
                            ? "run "
                                    + conductor.run()
                                    + " pauses; to let it go on: xcflow resume "
                                    + conductor.run()
                            : "run " + conductor.run() + " goes on");
        }
        Optional<Long> first = paused ? Optional.empty() : moreUrgent();
        if (first.isPresent() != waiting) {
            waiting = first.isPresent();
            messages.println(
                    waiting
                            ? "run "
                                    + conductor.run()
                                    + " begins nothing new while run "
                                    + first.get()
                                    + " with a higher priority has work"
                            : "run " + conductor.run() + " goes on");
        }
        conductor.hold(paused || waiting);
        if (System.nanoTime() - renewed > RENEWAL) {
            renewed = System.nanoTime();
            resources.renew();
        }
    }

    /** A run that a living process conducts. */
    private Optional<Long> moreUrgent() {
        for (long other : project.provenance().control().moreUrgent(conductor.run())) {
            try {
                if (RunLock.taken(project, other)) {
                    return Optional.of(other);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Optional.empty();
    }

    /** Gives back what the run has taken. */
    void end() {
        resources.end();
    }
}
