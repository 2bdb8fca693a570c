package xcflow.runner.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import xcflow.provenance.block.BlockRecord;

/**
 * Conducts a run in a job of the site itself, where login nodes let nothing run for long. Such a
 * job submits the next one before its time is over and ends; what is under way meanwhile is in the
 * hands of workers.
 */
public final class Successor {
    /** The kind of job that is meant for it, if the site has one of this name. */
    private static final String KIND = "conductor";

    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final long MEMORY = 2L << 30;

    private final Path home;
    private final ComputeSite site;
    private final String on;
    private final long run;
    private final Supplier<List<String>> rules;

    /**
     * @param on where the run's instances are executed
     * @param rules options of the job's command for the run as a whole
     */
    public Successor(
            Path home, ComputeSite site, String on, long run, Supplier<List<String>> rules) {
        this.home = home;
        this.site = site;
        this.on = on;
        this.run = run;
        this.rules = rules;
    }

    /** Submits the job; returns its number. */
    public String submit() throws BatchFailure, IOException {
        ComputeSite.Kind kind = kind();
        Pilot pilot = new Pilot(home);
        if (site.home().isEmpty()) {
            Files.createDirectories(pilot.directory());
        }
        List<String> command = Pilot.program(site);
        command.addAll(
                List.of(
                        "resume",
                        Long.toString(run),
                        "--on",
                        on,
                        "--detached",
                        "--home",
                        site.home().orElse(home.toString())));
        command.addAll(rules.get());
        String tag = UUID.randomUUID().toString().substring(0, 8);
        String name = "xcflow-run-" + run + "-" + tag;
        return site.system().submit(pilot.script(site, kind, name, command), 1).get(0);
    }

    /** A small job as long as others are. */
    private ComputeSite.Kind kind() {
        ComputeSite.Kind like =
                site.kinds().stream()
                        .filter(kind -> kind.name().equals(KIND))
                        .findFirst()
                        .orElse(null);
        if (like != null) {
            return like;
        }
        ComputeSite.Kind first = site.kinds().get(0);
        BlockRecord.Size size = first.size();
        return new ComputeSite.Kind(
                KIND,
                new BlockRecord.Size(
                        1,
                        size.memory() == 0 ? 0 : Math.min(size.memory(), MEMORY),
                        0,
                        size.time()),
                1,
                1,
                first.idle(),
                first.options(),
                false);
    }

    /** Submits the next job when the time of this one is over, and ends this process. */
    public void handOver(Consumer<String> tell) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                tell.accept("run " + run + " is continued by job " + submit());
                break;
            } catch (BatchFailure | IOException e) {
                tell.accept("run " + run + " could not be handed over: " + e.getMessage());
                pause();
            }
        }
        // Nothing is lost by an abrupt end, and the locks of this process end with it.
        Runtime.getRuntime().halt(0);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
