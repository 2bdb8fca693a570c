package xcflow.runner.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xcflow.provenance.block.BlockRecord;
import xcflow.runner.home.Project;
import xcflow.runner.mailbox.MailboxService;
import xcflow.runner.value.PlainJson;
import xcflow.runner.version.Version;

/** Tries a site with one small job. */
public final class SiteCheck {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long MOST_CLOCK = 2000;

    private final Path home;
    private final ComputeSite site;

    public SiteCheck(Path home, ComputeSite site) {
        this.home = home;
        this.site = site;
    }

    /**
     * What was found.
     *
     * @param job its number
     * @param problems sentences for people; empty: the site can be used
     * @param found by names for people
     */
    public record Result(String job, List<String> problems, Map<String, Object> found) {}

    /**
     * Submits a job and waits for its answer.
     *
     * @param kind of job; empty: the first
     * @param seconds to wait
     * @param tell takes sentences for the user
     */
    public Result run(Optional<String> kind, int seconds, Consumer<String> tell)
            throws IOException, InterruptedException {
        ComputeSite.Kind chosen =
                site.kinds().stream()
                        .filter(each -> kind.isEmpty() || each.name().equals(kind.get()))
                        .findFirst()
                        .orElse(null);
        if (chosen == null) {
            return failed("-", site.refusal(site.name() + "/" + kind.get()).orElse(""));
        }
        Pilot pilot = new Pilot(home);
        if (site.home().isEmpty()) {
            Files.createDirectories(pilot.directory());
        }
        String tag = UUID.randomUUID().toString().substring(0, 8);
        List<String> command = Pilot.program(site);
        command.addAll(List.of("site", "probe", "--home", pilot.nodesHome(site).toString()));
        site.mailboxIn(pilot.nodesHome(site))
                .ifPresent(mailbox -> command.addAll(List.of("--mailbox", mailbox.toString())));
        JobScript script =
                pilot.script(site, small(chosen), Pilot.name(site, chosen, tag), command);
        String job;
        try {
            job = site.system().submit(script, 1).get(0);
        } catch (BatchFailure e) {
            return failed("-", "the job was not submitted: " + e.getMessage());
        }
        tell.accept("submitted job " + job + " to " + site.name() + "/" + chosen.name());
        Optional<Path> mailbox = site.mailboxIn(home);
        if (mailbox.isEmpty()) {
            return compared(await(job, tag, pilot, seconds, tell));
        }
        Result result;
        try (Project project = Project.open(home);
                MailboxService service = new MailboxService(project.provenance(), mailbox.get())) {
            service.start();
            result = await(job, tag, pilot, seconds, tell);
        }
        return compared(result);
    }

    /** As the kind, but short: such jobs begin soon. */
    private static ComputeSite.Kind small(ComputeSite.Kind kind) {
        Duration time = kind.size().time();
        Duration shorter = time.isZero() || time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return new ComputeSite.Kind(
                kind.name(),
                new BlockRecord.Size(
                        kind.size().threads(), kind.size().memory(), kind.size().gpus(), shorter),
                1,
                1,
                kind.idle(),
                kind.options(),
                false);
    }

    private Result await(String job, String tag, Pilot pilot, int seconds, Consumer<String> tell)
            throws InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long nextQuestion = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        String state = "";
        boolean over = false;
        while (System.nanoTime() < end) {
            Optional<String> answer = answer(pilot, tag);
            if (answer.isPresent()) {
                return judged(job, PlainJson.readMap(answer.get()));
            }
            if (over) {
                return failed(
                        job,
                        "the job ended without an answer ("
                                + state
                                + "): "
                                + pilot.lastWords(tag)
                                        .orElse(
                                                "nothing that it wrote can be read in "
                                                        + pilot.directory()
                                                        + ", which must be visible from the nodes"));
            }
            if (System.nanoTime() > nextQuestion) {
                nextQuestion = System.nanoTime() + site.poll().toNanos();
                try {
                    JobState now = site.system().states().get(job);
                    String word =
                            now == null
                                    ? "gone"
                                    : now.word() + now.reason().map(r -> " (" + r + ")").orElse("");
                    over = now == null || now.phase().equals(Optional.of(JobState.Phase.ENDED));
                    if (!word.equals(state)) {
                        tell.accept("job " + job + ": " + word);
                        state = word;
                    }
                } catch (BatchFailure e) {
                    tell.accept("the state of job " + job + " is unknown: " + e.getMessage());
                }
            }
            TimeUnit.MILLISECONDS.sleep(over ? 3000 : 200);
        }
        try {
            site.system().cancel(List.of(job));
        } catch (BatchFailure e) {
            tell.accept("the job could not be cancelled: " + e.getMessage());
        }
        return failed(
                job,
                "there was no answer within "
                        + seconds
                        + " s (last state: "
                        + (state.isEmpty() ? "unknown" : state)
                        + "); the job was cancelled");
    }

    private static Optional<String> answer(Pilot pilot, String tag) throws IOException {
        if (!Files.isDirectory(pilot.directory())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(pilot.directory())) {
            for (Path file :
                    files.filter(each -> each.getFileName().toString().contains(tag)).toList()) {
                Optional<String> line =
                        Files.readAllLines(file).stream()
                                .filter(each -> each.startsWith(SiteProbe.MARK))
                                .filter(each -> each.endsWith("}"))
                                .findFirst();
                if (line.isPresent()) {
                    return line.map(each -> each.substring(SiteProbe.MARK.length()));
                }
            }
        }
        return Optional.empty();
    }

    private static Result judged(String job, Map<String, Object> found) {
        List<String> problems = new ArrayList<>();
        found.forEach(
                (name, value) -> {
                    if (name.startsWith("no ")) {
                        problems.add("from the node, there is " + name + ": " + value);
                    }
                });
        if (!Version.text().equals(found.get("version"))) {
            problems.add(
                    "the node runs xcflow "
                            + found.get("version")
                            + ", and this is "
                            + Version.text()
                            + ": install the same build");
        }
        if (found.get("clock-ahead-ms") instanceof Number ahead
                && Math.abs(ahead.longValue()) > MOST_CLOCK) {
            problems.add(
                    "the node's clock differs from the store's by "
                            + ahead
                            + " ms (leases follow the store's clock; logs and checkpoints have the node's)");
        }
        return new Result(job, problems, found);
    }

    /** Whether the job sees the same project. */
    private Result compared(Result result) throws IOException {
        Object theirs = result.found().get("project");
        if (theirs == null) {
            return result;
        }
        List<String> problems = new ArrayList<>(result.problems());
        try (Project project = Project.open(home)) {
            if (!project.provenance().tickets().project().equals(theirs)) {
                problems.add(
                        "the node opens another project: its home or settings are not those of this one");
            }
        }
        return new Result(result.job(), problems, result.found());
    }

    private static Result failed(String job, String problem) {
        return new Result(job, List.of(problem), new LinkedHashMap<>());
    }
}
